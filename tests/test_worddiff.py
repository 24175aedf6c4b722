"""What is a difference between two wordings, and what is none."""

from __future__ import annotations

import re

import pytest

from hoscheck import rulebook
from hoscheck.checks.altered_requirement import compare
from hoscheck.model import Requirement
from hoscheck.worddiff import alike, changes, wording

EVERY = [each for book in rulebook.built_in() for each in book.requirements]


def _told(requirement: Requirement, printed: str) -> list[str]:
    compared = compare(requirement, " ".join(printed.split()))
    return [each.told for each in compared.differences] if compared else []


def _changes(one: str, other: str) -> list[tuple[str, str]]:
    ours, theirs = wording(one), wording(other)
    return [(" ".join(ours.said(each.lost)), " ".join(theirs.said(each.put))) for each in changes(ours, theirs)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acknowledged", "acknowleged"),
        ("organisation", "organization"),
        ("resident", "customers"),
        ("must", "shall"),
        ("policy", "procedure"),
        ("complaint", "cornplaint"),
        ("kept", "ket"),
    ],
)
def test_words_that_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("must", "may"),
        ("should", "could"),
        ("acceptable", "unacceptable"),
        ("include", "exclude"),
        ("10", "20"),
        ("days", "months"),
        ("working", "calendar"),
        ("any", "some"),
        ("accept", "except"),
    ],
)
def test_words_that_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("within five working days", "within 5 (five) working days", []),
        ("at stage one", "at Stage 1.", []),
        ("at first stage", "at stage 1", []),
        ("must not be the same person", "mustn't be the same person", []),
        ("the governing body's response", "the Board's response", []),
        ("with severe maladministration findings", "with severe maladminis tration findings", []),
        ("a suitably trained officer", "a suitablytrained officer", []),
        ("(a) say sorry at once; (b) explain all delays", "explain all delays and say sorry at once", []),
        ("within 12 months", "within six months", [("12", "6")]),
        ("Landlords must keep records", "Landlords may keep records", [("must", "may")]),
    ],
)
def test_what_changed(one: str, other: str, told: list[tuple[str, str]]) -> None:
    assert _changes(one, other) == told


def test_no_requirement_differs_from_itself_in_other_dress() -> None:
    marks = re.compile(r"(?m)^(?:-|[a-h]\.) ")
    for each in EVERY:
        dresses = (
            each.text.upper(),
            marks.sub("• ", each.text),
            marks.sub("", each.text),
            re.sub(r"[.,;:'\"()]", "", each.text),
            re.sub(r"\bresident", "tenant", each.text),
            each.text.replace("m", "rn"),
            re.sub(r"\b(\w{5})(\w{5,})\b", r"\1- \2", each.text),
        )
        assert [_told(each, dress) for dress in dresses] == [[]] * len(dresses), each.number


def test_every_duty_that_is_weakened_is_found() -> None:
    for each in EVERY:
        for duty in re.finditer(r"\bmust\b", each.text):
            for weaker in ("may", "should", "are encouraged to"):
                printed = each.text[: duty.start()] + weaker + each.text[duty.end() :]
                assert _told(each, printed), f"{each.number}: {printed}"


def test_every_item_that_is_dropped_is_found() -> None:
    for each in EVERY:
        for item in re.finditer(r"(?m)^(?:-|[a-h]\.) .*\n?", each.text):
            assert _told(each, each.text[: item.start()] + each.text[item.end() :]), f"{each.number}: {item[0]}"


def test_every_not_that_is_dropped_is_found() -> None:
    for each in EVERY:
        for word in re.finditer(r"\bnot ", each.text):
            assert _told(each, each.text[: word.start()] + each.text[word.end() :]), each.number


def test_every_time_limit_that_is_changed_is_found() -> None:
    for each in EVERY:
        for limit in re.finditer(r"\b(?:\d+|five|twelve)(?= (?:working|days|months))", each.text):
            told = _told(each, each.text[: limit.start()] + "30" + each.text[limit.end() :])
            assert any('says "30 ' in one for one in told), each.number
