"""The zoo: documents in every layout in which self-assessments are published, made by real programs, with their truth."""
