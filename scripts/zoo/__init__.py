"""The zoo: documents in every layout in which self-assessments are published, by real programs, with their truth."""
