"""Time limits of a rulebook of the user's own."""

from __future__ import annotations

from pathlib import Path

from hoscheck import rulebook
from hoscheck.checks import by_name, run
from hoscheck.matching import Matcher
from hoscheck.model import Answer, Case, Detection, Location, ProvisionRow, SelfAssessment

OURS = """\
schema: hoscheck-rulebook/1
id: ours
title: A code of our own
edition: ours
source: https://www.example.org/code
in-force: 2030-04-01
form:
  columns: {number: [No.], requirement: [Requirement], answer: [Met], evidence: [Evidence]}
sections:
  - number: "1"
    title: Complaints
    requirements:
      - number: "1.1"
        obligation: must
        text: Members must have a reply to their complaint within seven days of writing to the society.
        limits: [{ step: respond, at-most: 7, unit: days }]
      - number: "1.2"
        obligation: must
        text: Members must be able to complain about anything that happened in the last six months.
        limits: [{ step: complain, at-most: 6, unit: months }]
      - number: "1.3"
        obligation: must
        text: The society must tell its members in the handbook how soon they will be answered.
        limits: [{ step: respond, at-most: 7, unit: days, source: "1.1" }]
"""


def test_limits_without_a_stage(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, encoding="utf-8")
    book = rulebook.load(path)
    said = {
        "1.1": "Complaints are answered within two weeks.",
        "1.2": "We take complaints about events of up to three months ago.",
        "1.3": "The handbook says that complaints are answered within 12 working days.",
    }
    rows = tuple(
        ProvisionRow(number, book.by_number[number].text, Answer.YES, "Yes", text, "", location=Location(line=at))
        for at, (number, text) in enumerate(said.items(), 1)
    )
    matches = Matcher(book).fit(rows).matches
    case = Case(SelfAssessment("text", rows, ""), book, Detection("ours", False, 1.0), matches, (), book.in_force)
    findings, broken = run(case, (by_name("TIM401"),), "form.txt")
    assert broken == ()
    assert [(each.provision, each.message) for each in findings] == [
        ("1.1", 'says "two weeks" of answering; the Code (1.1) allows at most 7 days'),
        ("1.2", 'says "three months" of the time to complain; the Code (1.2) allows no less than 6 months'),
        ("1.3", 'says "12 working days" of answering; the Code (1.1) allows at most 7 days'),
    ]
