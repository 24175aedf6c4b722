"""What several commands share in their help."""

from __future__ import annotations

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

# click sets a paragraph that begins with \b as it stands
EXIT_STATUS = """\b
Exit status:
  0    every document was read whole, and no finding reaches --fail-on
  1    a finding is at or above --fail-on
  2    wrong options, settings or rulebook: nothing was audited
  3    a document was not read, was read only in part, or holds no
       self-assessment (wins over 1)
  4    no file matched
  70   a fault of hoscheck itself, or a report that could not be written
  130  interrupted"""
