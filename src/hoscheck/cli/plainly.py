"""A plain `hoscheck audit`, read without typer: to load it takes as long as to read ten pages of a form.

Only what can be read in one way is read here: options of the command by their full names or their letter, each with its
value, and paths. All else, from a slip to --help, is typer's to read, to answer and to complain of.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

COMMAND = "audit"
SWITCHES: dict[str, tuple[str, bool]] = {
    "--together": ("together", True),
    "--exit-zero": ("exit_zero", True),
    "--allow-incomplete": ("allow_incomplete", True),
    "--quiet": ("quiet", True),
    "-q": ("quiet", True),
    "--verbose": ("verbose", True),
    "-v": ("verbose", True),
    "--isolate": ("isolate", True),
    "--no-isolate": ("isolate", False),
}
VALUES = {
    "--format": "format",
    "-f": "format",
    "--rulebook": "rulebook",
    "--fail-on": "fail_on",
    "--as-of": "as_of",
    "--min-certainty": "min_certainty",
    "--jobs": "jobs",
    "-j": "jobs",
    "--timeout": "timeout",
    "--engine": "engine",
    "--ocr": "ocr",
    "--color": "color",
    "--colour": "color",
    "--stdin-name": "stdin_name",
}
LISTS = {"--output": "output", "-o": "output", "--select": "select", "--ignore": "ignore"}  # may be given several times


def plain_audit(arguments: Sequence[str]) -> dict[str, Any] | None:
    """What `hoscheck.cli.audit.audit` is to be called with; None where the arguments are typer's to read."""
    if arguments[:1] != [COMMAND] or "_HOSCHECK_COMPLETE" in os.environ:
        return None
    asked: dict[str, Any] = {}
    paths: list[str] = []
    words = iter(arguments[1:])
    for word in words:
        if word in SWITCHES:
            name, value = SWITCHES[word]
            asked[name] = value
        elif word in VALUES or word in LISTS:
            given = next(words, "-")
            if given.startswith("-"):
                return None
            if word in VALUES:
                asked[VALUES[word]] = given
            else:
                asked.setdefault(LISTS[word], []).append(given)
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    return {"paths": paths, **asked} if paths else None
