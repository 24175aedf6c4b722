"""Scans made from documents of the zoo: what was scanned, how, and what a careful reader finds in it."""
