"""Matching and judging take work in proportion to the form: counted, since no test looks at a clock."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from types import FrameType

import pytest

from hoscheck import checks, dates, durations, features, governance, learnt, promised, rulebook, support
from hoscheck.matching import Matcher, detect
from hoscheck.model import Answer, Case, Check, Detection, Location, ProvisionRow, SelfAssessment
from hoscheck.normalise import key

BOOK = rulebook.find("2024")
FEW, MANY = 144, 864
AT_MOST = 1.35  # times the growth of the form
WORDS = ["handler", "letter", "manager", "review", "log", "call", "board", "panel", "case", "note", "visit", "team"]


@cache
def _rows(count: int, how: str) -> tuple[ProvisionRow, ...]:
    pick = random.Random(count)
    made = []
    for at in range(count):
        requirement = BOOK.requirements[at % 72]
        number = BOOK.requirements[(at + 1) % 72].number if how == "shifted" else requirement.number
        text = " ".join(requirement.text.split())
        text = text.replace("must", "may").replace(" the ", " … the ") if how == "altered" else f"{text} {at}"
        if how == "same":
            evidence = f"This is set out in our complaints policy, section {at}."
        elif how == "links":
            evidence = f"See www. example.org/{at} and htp://example.org/{at}."
        else:
            evidence = " ".join(pick.choices(WORDS, k=20)) + "."
        found, reason = support.explain(evidence, "", text)
        made.append(
            ProvisionRow(number, text, Answer.YES, "Yes", evidence, "", location=Location(line=at + 1),
                         support=found, reason=reason)
        )  # fmt: skip
    return tuple(made)


@cache
def _case(count: int, how: str) -> Case:
    rows = _rows(count, how)
    fit = Matcher(BOOK).fit(rows)
    prose = "Stage 3 does not apply to us.\n" * len(rows)
    assessment = SelfAssessment("text", rows, prose)
    return Case(assessment, BOOK, Detection(BOOK.id, True, 1.0), fit.matches, fit.strays, date(2025, 1, 1))


def _calls(work: Callable[[], object]) -> int:
    """How many functions the work calls, those in C too."""
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    for kept in (
        key,
        governance._sentence,
        governance._split,
        learnt._weighed,
        features.stemmed,
        features.sentences,
        dates.find,
        durations._found,
        promised._sentences,
        promised._dates_of,
    ):
        kept.cache_clear()  # it holds the few rows' texts and not the many's
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("how", ["same", "other", "shifted", "altered"])
def test_rows_are_matched_in_proportion_to_their_number(how: str) -> None:
    few, many = _rows(FEW, how), _rows(MANY, how)
    matchers = [Matcher(book) for book in rulebook.built_in()]
    detect(few, matchers)  # what is made once
    ratio = _calls(lambda: detect(many, matchers)) / _calls(lambda: detect(few, matchers))
    assert ratio <= AT_MOST * MANY / FEW


@pytest.mark.parametrize("how", ["same", "other", "links", "altered"])
@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.id)
def test_checks_work_in_proportion_to_the_form(check: Check, how: str) -> None:
    few, many = _case(FEW, how), _case(MANY, how)
    list(check.run(few))  # what is made once
    small, large = (_calls(lambda case=case: list(check.run(case))) for case in (few, many))  # type: ignore[misc]
    assert large <= AT_MOST * (MANY / FEW) * max(small, FEW)
