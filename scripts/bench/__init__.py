"""`make bench`: how exactly and how fast hoscheck reads, beside other libraries, in one run."""
