"""Every check against its cases in fixtures/checks/<check-id>.yaml: rows in, exact findings out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoscheck import rulebook, support
from hoscheck.checks import CHECKS, by_name, run
from hoscheck.model import (
    Answer,
    Basis,
    Case,
    Check,
    Detection,
    Location,
    Match,
    Method,
    ProvisionRow,
    Rulebook,
    SelfAssessment,
)

CASES = Path(__file__).parents[2] / "fixtures" / "checks"
ROW_KEYS = {"provision", "printed", "requirement", "text-of", "stray"}
ROW_KEYS |= {"answer", "answer-text", "evidence", "commentary", "extra"}
CASE_KEYS = {
    "name",
    "rulebook",
    "today",
    "until",
    "as-of",
    "prose",
    "rivals",
    "two-columns",
    "rows",
    "all-but",
    "finds",
}


@dataclass(frozen=True)
class Named:
    """One case of a file."""

    check: str
    content: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.check}: {self.content['name']}"


def _load() -> list[Named]:
    files = sorted(CASES.glob("*.yaml"))
    return [Named(file.stem, case) for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


NAMED = _load()


def _row(given: dict[str, Any], line: int, two_columns: bool, book: Rulebook) -> ProvisionRow:
    assert set(given) <= ROW_KEYS, f"unknown keys {set(given) - ROW_KEYS}"
    answer = Answer(given.get("answer", "yes"))
    text_of = given.get("text-of") or given.get("provision")
    wording = book.by_number[text_of].text if text_of in book.by_number else ""
    evidence, commentary = given.get("evidence", ""), given.get("commentary", "")
    requirement = given.get("requirement", wording)
    found, reason = support.explain(evidence, commentary, requirement)
    return ProvisionRow(
        number=given.get("printed", given.get("provision")),
        requirement=requirement,
        answer=answer,
        answer_text=given.get("answer-text", "" if answer is Answer.BLANK else answer.value.capitalize()),
        evidence=evidence,
        commentary=commentary,
        extra=tuple(given.get("extra", {}).items()),
        commentary_column=two_columns,
        location=Location(line=line),
        support=found,
        reason=reason,
    )


def build(content: dict[str, Any]) -> Case:
    """The case that one entry of a file describes. `all-but` fills in a sound row for every provision not named;
    `until` makes of the date a span, such as a season, that ends then."""
    assert set(content) <= CASE_KEYS, f"unknown keys {set(content) - CASE_KEYS}"
    book = rulebook.find(content.get("rulebook", "2024"))
    given = list(content.get("rows", []))
    if "all-but" in content:
        named = {*content["all-but"], *(row.get("provision") for row in given)}
        rest = [each.number for each in book.requirements if each.number not in named]
        given += [{"provision": number, "evidence": "Staff do this on each case."} for number in rest]
    rows = [_row(each, line, content.get("two-columns", False), book) for line, each in enumerate(given, 1)]
    matches = tuple(
        Match(book.by_number[each["provision"]], row, 1.0, Basis.TEXT_AND_NUMBER, each.get("text-of"))
        for each, row in zip(given, rows, strict=True)
        if not each.get("stray")
    )
    own = content.get("today")
    today = content.get("as-of") or own
    return Case(
        assessment=SelfAssessment(
            "text",
            tuple(rows),
            content.get("prose", ""),
            assessed_on=None if "until" in content else own,
            judged_on=own,
            dated_until=content.get("until", own),
        ),
        rulebook=book,
        detection=Detection(book.id, True, 0.9, tuple(content.get("rivals", ()))),
        matches=matches,
        strays=tuple(row for each, row in zip(given, rows, strict=True) if each.get("stray")),
        today=today or date(2000, 1, 1),
        today_known=today is not None,
    )


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_the_check_finds_exactly_this(named: Named) -> None:
    check = by_name(named.check)
    findings, broken = run(build(named.content), (check,), "form.pdf")
    assert broken == ()
    found = [[each.provision, each.severity.word, each.message] for each in findings]
    assert found == [
        [want.get("provision"), want.get("severity", check.severity.word), want["says"]]
        for want in named.content["finds"]
    ]


def test_every_check_has_cases_with_and_without_findings() -> None:
    seen = {check.id: {bool(case.content["finds"]) for case in NAMED if case.check == check.id} for check in CHECKS}
    assert seen == {check.id: {True, False} for check in CHECKS}
    assert {case.check for case in NAMED} <= set(seen)


# What these tell of is not there, so that there are no words to quote.
OF_WHAT_IS_ABSENT = {"no-without-date", "no-assessment-date", "no-approval", "no-governing-body-response"}
OF_THE_WHOLE = {"edition-unclear", "stale-assessment"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_findings_are_worded_alike_and_say_how_sure_they_are(check: Check) -> None:
    cases = [named for named in NAMED if named.check == check.id]
    findings = [each for named in cases for each in run(build(named.content), (check,), "form.pdf")[0]]
    assert findings
    for each in findings:
        assert re.match(r"[a-z\"]", each.message), each.message
        assert not each.message.endswith("."), each.message
        assert re.match(r"[A-Z].*\.$", each.advice, re.S), each.advice
        assert "\n" not in each.message + each.advice
        assert sum(map(len, each.quotes)) <= 500
        if check.method is Method.EXACT:
            assert each.certainty == 1
        else:
            assert 0 < each.certainty < 1, each
            assert each.quotes or check.id in OF_WHAT_IS_ABSENT | OF_THE_WHOLE, each
