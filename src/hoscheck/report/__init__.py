"""Run → text: one file a format, listed here and nowhere else."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from hoscheck.errors import BadSettings
from hoscheck.model import Reporter

# Format → the module that writes it. A run needs one or two of them, and each is imported when it is asked for.
FORMATS = {"text": "text", "json": "json_report", "sarif": "sarif", "junit": "junit", "csv": "csv_report"}

_SUFFIXES = (
    (".sarif.json", "sarif"),  # before .json, which it ends with
    (".sarif", "sarif"),
    (".junit.xml", "junit"),
    (".xml", "junit"),
    (".csv", "csv"),
    (".json", "json"),
    (".txt", "text"),
)


def by_name(name: str) -> Reporter:
    """The reporter of that name. BadSettings names the known ones where there is none."""
    if name not in FORMATS:
        raise BadSettings(f"there is no report format {name!r}; the formats are {', '.join(FORMATS)}")
    reporter: Reporter = import_module(f"hoscheck.report.{FORMATS[name]}").REPORTER
    return reporter


def reporters() -> tuple[Reporter, ...]:
    """All reporters, in the order in which help texts name them."""
    return tuple(map(by_name, FORMATS))


def by_suffix(path: str) -> Reporter:
    """The reporter that the ending of a file's name asks for, in any case of letters. BadSettings where none does."""
    name = PurePath(path).name.casefold()
    for suffix, reporter in _SUFFIXES:
        if name.endswith(suffix):
            return by_name(reporter)
    known = ", ".join(suffix for suffix, _ in _SUFFIXES)
    raise BadSettings(f"the name {path!r} does not tell the report's format; the known endings are {known}")
