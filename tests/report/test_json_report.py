"""The JSON output, whole, and against the schema that is shipped."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hoscheck.model import Basis, Failure, Look, Report, Run, Severity
from hoscheck.report.json_report import REPORTER, one_json
from hoscheck.report.schema import schema_text

EXPECTED = Path(__file__).parent / "expected"
SCHEMA: dict[str, Any] = json.loads(schema_text())


def render(run: Run) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(REPORTER.render(run, Look()))
    return read


def test_the_whole_output(ordinary: Run) -> None:
    assert REPORTER.render(ordinary, Look()) == (EXPECTED / "ordinary.json").read_text(encoding="utf-8")


def test_the_outputs_follow_the_schema(ordinary: Run, nasty: Run) -> None:
    empty = Run("1.2.3", (), (), ())
    for run in (ordinary, nasty, empty):
        Draft202012Validator(SCHEMA).validate(render(run))


def test_a_line_is_a_report_or_a_failure_of_the_same_schema(ordinary: Run) -> None:
    line = Draft202012Validator(SCHEMA | {"$ref": "#/$defs/line", "required": [], "properties": {}})
    whole = render(ordinary)
    assert [one_json(each, ordinary) for each in ordinary.outcomes if isinstance(each, Report)] == whole["reports"]
    assert [one_json(each, ordinary) for each in ordinary.outcomes if isinstance(each, Failure)] == whole["failures"]
    for each in ordinary.outcomes:
        line.validate(one_json(each, ordinary))
    assert not line.is_valid({"document": {"path": "a.pdf", "sha256": None}})


def test_the_output_is_ascii_and_keeps_every_text_as_it_was(nasty: Run) -> None:
    text = REPORTER.render(nasty, Look())
    assert text.isascii()
    (first, *_), (failure, *_) = nasty.reports, nasty.failures
    read = json.loads(text)
    assert read["reports"][0]["document"]["path"] == first.path
    assert read["reports"][0]["rows"][0]["requirement"] == first.rows[0].row.requirement
    assert read["failures"][0] == {
        "document": {"path": failure.path, "sha256": None},
        "stage": "read",
        "reason": "damaged",
        "message": failure.message,
    }


def test_a_heading_that_stands_twice_loses_no_text(ordinary: Run) -> None:
    assert render(ordinary)["reports"][0]["rows"][1]["extra"] == {"RAG": "Amber", "Owner": "A", "Owner (2)": "B"}


def test_no_number_that_json_does_not_have(ordinary: Run) -> None:
    first = ordinary.reports[0]
    broken = replace(first, rows=(first.rows[0]._replace(score=math.nan),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        REPORTER.render(replace(ordinary, outcomes=(broken,)), Look())


@pytest.mark.parametrize(
    ("keep", "fail_on", "summary"),
    [
        # which outcomes, threshold → documents, complete, partial, unread, verdict of the run, verdicts of the reports
        ((0, 1, 2, 3, 4, 5), Severity.ERROR, (5, 2, 1, 2, "incomplete", ["fail", "pass", "pass", "pass"])),
        ((0, 2), Severity.ERROR, (2, 2, 0, 0, "fail", ["fail", "pass"])),
        ((0, 2), None, (2, 2, 0, 0, "pass", ["pass", "pass"])),
        ((1,), Severity.WARNING, (1, 0, 1, 0, "incomplete", ["fail"])),
        ((4, 5), Severity.NOTE, (1, 0, 0, 1, "incomplete", ["pass"])),
        ((2, 2), Severity.NOTE, (1, 1, 0, 0, "pass", ["pass", "pass"])),
        ((), Severity.ERROR, (0, 0, 0, 0, "incomplete", [])),
    ],
)
def test_the_verdicts_and_counts(
    ordinary: Run, keep: tuple[int, ...], fail_on: Severity | None, summary: tuple[object, ...]
) -> None:
    outcomes = tuple(ordinary.outcomes[number] for number in keep)
    read = render(replace(ordinary, outcomes=outcomes, fail_on=fail_on))
    told = read["summary"]
    verdicts = [each["summary"]["verdict"] for each in read["reports"]]
    assert (
        told["documents"],
        told["complete"],
        told["partial"],
        told["unread"],
        told["verdict"],
        verdicts,
    ) == summary


# ── the schema itself ────────────────────────────────────────────────────────────────────────────


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def _objects(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        found.append(path)
        for key, part in value.items():
            found += _objects(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            found += _objects(part, (*path, number))
    return found


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def test_every_key_that_is_written_is_required_by_the_schema(ordinary: Run) -> None:
    validator = Draft202012Validator(SCHEMA)
    whole = render(ordinary)
    small = whole | {"reports": whole["reports"][:1]}
    unneeded = []
    for path in _objects(small):
        if "extra" in path:
            continue  # its keys are the document's own headings
        for key in list(_at(small, path)):
            part = _at(small, path)
            kept = dict(part)
            value = part.pop(key)
            if validator.is_valid(small):
                unneeded.append((*path, key))
            part[key] = value
            part.clear()
            part.update(kept)
    assert unneeded == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("schema",), "hoscheck/2"),
        (("tool", "name"), "other"),
        (("summary", "verdict"), "ok"),
        (("summary", "documents"), -1),
        (("reports", 0, "document", "sha256"), "A" * 64),
        (("reports", 0, "document", "format"), "rtf"),
        (("reports", 0, "document", "status"), "unread"),
        (("reports", 0, "document", "reasons"), ["pages-lost"]),  # of a complete document
        (("reports", 1, "document", "reasons"), []),  # of a partial one
        (("reports", 0, "document", "assessed_on"), "30/06/2025"),
        (("reports", 0, "document", "pages"), 0),
        (("reports", 0, "rulebook", "confidence"), 1.01),
        (("reports", 0, "rows", 0, "answer"), "Yes"),
        (("reports", 0, "rows", 0, "support"), "weak"),
        (("reports", 0, "rows", 0, "match", "basis"), "guess"),
        (("reports", 0, "rows", 0, "match", "basis"), None),  # although it has a provision
        (("reports", 0, "rows", 2, "match", "basis"), "text"),  # although it has none
        (("reports", 0, "rows", 0, "location"), None),
        (("reports", 0, "rows", 0, "location", "page"), "1"),
        (("reports", 0, "rows", 0, "extra"), {"RAG": 1}),
        (("reports", 0, "findings", 0, "severity"), "info"),
        (("reports", 0, "findings", 0, "code"), "GOV-501"),
        (("reports", 0, "findings", 0, "check"), "GOV501"),
        (("reports", 0, "findings", 0, "location"), {}),
        (("reports", 0, "summary", "verdict"), "incomplete"),
        (("failures", 0, "stage"), "check:"),
        (("failures", 0, "reason"), ""),
    ],
)
def test_what_the_schema_refuses(ordinary: Run, path: tuple[str | int, ...], wrong: object) -> None:
    output = render(ordinary)
    _at(output, path[:-1])[path[-1]] = wrong
    assert not Draft202012Validator(SCHEMA).is_valid(output)


def test_a_row_of_no_provision_has_no_basis(ordinary: Run) -> None:
    stray = render(ordinary)["reports"][0]["rows"][2]
    assert (stray["provision"], stray["match"]) == (None, {"score": 0.31, "basis": None})


def test_every_basis_has_its_word_in_the_schema() -> None:
    words = SCHEMA["$defs"]["row"]["properties"]["match"]["properties"]["basis"]["enum"]
    assert words == [*(basis.value for basis in Basis), None]
