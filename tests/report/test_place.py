"""Places in words, the row a finding is about, and how far each document was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoscheck.model import (
    Answer,
    Basis,
    Detection,
    Failure,
    Finding,
    Location,
    ProvisionRow,
    Report,
    ReportRow,
    Run,
    Severity,
)
from hoscheck.report.place import place, row_finder, standing


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (None, ""),
        (Location(), ""),
        (Location(page=7, table=2, row=12), "p.7 row 12"),
        (Location(page=7), "p.7"),
        (Location(page=3, end_page=4, row=5), "pp.3-4 row 5"),
        (Location(page=3, end_page=3, row=5), "p.3 row 5"),
        (Location(table=2, row=5, line=40), "line 40"),
        (Location(table=2, row=5), "table 2 row 5"),
        (Location(row=5), "row 5"),
    ],
)
def test_place(location: Location | None, words: str) -> None:
    assert place(location) == words


def _row(number: str, provision: str | None, location: Location) -> ReportRow:
    row = ProvisionRow(number, "requirement", Answer.YES, "Yes", "evidence", "", location=location)
    return ReportRow(row, provision, 0.9, Basis.TEXT if provision else None)


def _finding(provision: str | None, location: Location | None) -> Finding:
    return Finding("PRV102", "duplicate-provision", Severity.WARNING, provision, "m", "a", location, "f")


def _report(*rows: ReportRow) -> Report:
    detection = Detection("hos-2024", True, 1.0)
    return Report("a.pdf", "0" * 64, "pdf", 1, (), None, None, 1, detection, rows, (), 72)


def test_a_finding_finds_its_row() -> None:
    first = _row("5.1", "5.1", Location(page=1, row=1))
    second = _row("5.1", "5.1", Location(page=2, row=1))
    stray = _row("3.2.1", None, Location(page=2, row=2))
    find = row_finder(_report(first, second, stray))
    assert find(_finding("5.1", second.row.location)) is second  # not the first of the two
    assert find(_finding("5.1", None)) is first
    assert find(_finding("5.1", Location())) is first
    assert find(_finding("8.2", stray.row.location)) is stray  # the place outweighs the number
    assert find(_finding(None, stray.row.location)) is stray
    assert find(_finding("9.9", None)) is None
    assert find(_finding(None, None)) is None


def test_rows_without_a_place_are_told_by_their_provision() -> None:
    first, second = _row("1.2", "1.2", Location()), _row("1.3", "1.3", Location())
    assert row_finder(_report(first, second))(_finding("1.3", Location())) is second


def test_standing_keeps_the_worst_of_each_document() -> None:
    whole = _report()
    part = replace(whole, path="b.pdf", reasons=("pages-lost",))
    crashed = replace(whole, path="c.pdf")
    failures = (Failure("c.pdf", None, "check:no-approval", "internal", "m"), Failure("d.pdf", None, "open", "io", "m"))
    run = Run("1", (), (), (failures[0], part, crashed, whole, failures[1], replace(part, path="a.pdf")))
    assert list(standing(run).items()) == [
        ("c.pdf", "unread"),
        ("b.pdf", "partial"),
        ("a.pdf", "partial"),
        ("d.pdf", "unread"),
    ]
