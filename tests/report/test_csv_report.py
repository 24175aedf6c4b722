"""The CSV output, whole, and what a spreadsheet would make of hostile text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from hoscheck.model import Look, Run
from hoscheck.report.csv_report import COLUMNS, REPORTER

EXPECTED = Path(__file__).parent / "expected"


def test_the_whole_output(ordinary: Run) -> None:
    assert REPORTER.render(ordinary, Look()) == (EXPECTED / "ordinary.csv").read_text(encoding="utf-8")


def test_the_heading_stands_also_over_nothing() -> None:
    empty = Run("1.2.3", (), (), ())
    assert REPORTER.render(empty, Look()) == ",".join(f'"{column}"' for column in COLUMNS) + "\n"


def test_hostile_text_stays_in_its_field_and_is_no_formula(nasty: Run) -> None:
    text = REPORTER.render(nasty, Look())
    lines = list(csv.DictReader(io.StringIO(text)))
    # a line for each of three documents' four findings and one for the document that was not read
    assert [(each["document"], each["code"], each["severity"]) for each in lines] == [
        (path, code, severity)
        for path in (
            "été/# 100% [a] \\u202efdp.pdf",
            "'-rf=1+1@x;'\".pdf",
            "a:b/new line\\x1b[2J.pdf",
        )
        for code, severity in (("GOV501", "note"), ("ANS203", "error"), ("PRV101", "error"), ("PRV101", "error"))
    ] + [("not-utf8-\\udce9 <&>.html", "", "unread")]
    assert lines[1]["message"].startswith("'=1+1 ESC \\x1b[31m NUL \\x00")
    assert text.count("\n") == 1 + len(lines)
    assert {tuple(each) for each in lines} == {COLUMNS}


def test_what_is_only_to_be_reviewed_is_told_also_of_a_document_without_findings(ordinary: Run) -> None:
    (first, *_) = ordinary.reports
    only = replace(ordinary, outcomes=(replace(first, findings=(), reviews=first.reviews),))
    lines = list(csv.DictReader(io.StringIO(REPORTER.render(only, Look()))))
    assert [(each["severity"], each["code"], each["certainty"]) for each in lines] == [
        ("none", "", ""),
        ("review", "TIM401", "0.40"),
    ]
