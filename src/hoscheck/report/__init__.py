"""Run → text: one file a format, listed here and nowhere else."""

from __future__ import annotations

from pathlib import PurePath

from hoscheck.errors import BadSettings
from hoscheck.model import Reporter
from hoscheck.report.csv_report import REPORTER as CSV
from hoscheck.report.json_report import REPORTER as JSON
from hoscheck.report.junit import REPORTER as JUNIT
from hoscheck.report.sarif import REPORTER as SARIF
from hoscheck.report.text import REPORTER as TEXT

REPORTERS: tuple[Reporter, ...] = (TEXT, JSON, SARIF, JUNIT, CSV)

_SUFFIXES: tuple[tuple[str, Reporter], ...] = (
    (".sarif.json", SARIF),  # before .json, which it ends with
    (".sarif", SARIF),
    (".junit.xml", JUNIT),
    (".xml", JUNIT),
    (".csv", CSV),
    (".json", JSON),
    (".txt", TEXT),
)


def by_name(name: str) -> Reporter:
    """The reporter of that name. BadSettings names the known ones where there is none."""
    for reporter in REPORTERS:
        if reporter.name == name:
            return reporter
    known = ", ".join(reporter.name for reporter in REPORTERS)
    raise BadSettings(f"there is no report format {name!r}; the formats are {known}")


def by_suffix(path: str) -> Reporter:
    """The reporter that the ending of a file's name asks for, in any case of letters. BadSettings where none does."""
    name = PurePath(path).name.casefold()
    for suffix, reporter in _SUFFIXES:
        if name.endswith(suffix):
            return reporter
    known = ", ".join(suffix for suffix, _ in _SUFFIXES)
    raise BadSettings(f"the name {path!r} does not tell the report's format; the known endings are {known}")
