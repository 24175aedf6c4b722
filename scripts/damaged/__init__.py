"""Damaged PDFs, and PDFs made to hang or flood a reader: small, made here, the same bytes each time."""
