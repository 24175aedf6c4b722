"""Lengths of time as people write them."""

from __future__ import annotations

import re

import pytest
from scripts import lessons

from hoscheck import durations


def read(text: str) -> list[tuple[float, str, bool]]:
    return [(each.amount, each.unit, each.added) for each in durations.find(text)]


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("ten working days", 10, "working-days"),
        ("10wd", 10, "working-days"),
        ("10 w/d", 10, "working-days"),
        ("10 workng days", 10, "working-days"),
        ("ten (10) working days", 10, "working-days"),
        ("10 (ten) clear working days", 10, "working-days"),
        ("a 10-working-day limit", 10, "working-days"),
        ("up to 20 business days", 20, "working-days"),
        ("5-10 working days", 10, "working-days"),
        ("5 to 10 working days", 10, "working-days"),
        ("between 10 and 15 working days", 15, "working-days"),
        ("the next working day", 1, "working-days"),
        ("28 calendar days", 28, "calendar-days"),
        ("10 days", 10, "days"),
        ("48 hours", 48, "hours"),
        ("two weeks", 2, "weeks"),
        ("a fortnight", 2, "weeks"),
        ("within a month", 1, "months"),
        ("one calendar month", 1, "months"),
        ("six months", 6, "months"),
        ("a year", 1, "years"),
        ("10 w/days", 10, "working-days"),
        ("the reply goes on day 12", 12, "working-days"),
        ("by working day 14", 14, "working-days"),
        ("by the end of the third week", 3, "weeks"),
        ("on the 15th day", 15, "days"),
        ("by the fifteenth working day", 15, "working-days"),
        ("by the end of week four", 4, "weeks"),
        ("within the month", 1, "months"),
        ("a couple of months", 2, "months"),
        ("three or four weeks", 4, "weeks"),
        ("three-four weeks", 4, "weeks"),
    ],
)
def test_one(text: str, amount: float, unit: str) -> None:
    assert read(text) == [(amount, unit, False)]


@pytest.mark.parametrize(
    "text",
    [
        "a further 10 working days",
        "an additional period of up to 10 working days",
        "10 working days more",
        "plus 10 more if we need it",
    ],
)
def test_what_comes_on_top(text: str) -> None:
    assert read(text) == [(10, "working-days", True)]


def test_a_further_number_without_a_unit() -> None:
    assert read("this can be extended by a further 10.") == [(10, "working-days", True)]
    assert read("a further 10 complaints were received") == []


def test_two_of_them_and_lists() -> None:
    both = [(5.0, "working-days", False), (10.0, "working-days", False)]
    assert read("5 working days and 10 working days") == both
    assert read("5, 10 and 20 working days respectively") == []
    assert read("stage 1/10 working days") == []


def test_a_number_without_its_unit_has_that_of_the_one_before() -> None:
    both = [(10.0, "working-days", False), (20.0, "working-days", False)]
    assert read("10 working days for ordinary cases and 20 for those of several services") == both
    assert read("10 working days for ordinary cases. We had 3 and 20 for which it was longer") == both[:1]


@pytest.mark.parametrize("text", ["section 10", "£10 a head", "paragraph 5.10 days", "10 daycare places", "may 2024"])
def test_no_length_of_time(text: str) -> None:
    assert read(text) == []


def test_they_are_compared_in_working_days() -> None:
    def days(text: str) -> float:
        return durations.find(text)[0].working_days

    assert days("14 calendar days") == days("14 days") == days("two weeks") == days("ten working days") == 10
    assert 20 < days("a month") < 21
    assert days("48 hours") == 2
    assert [round(durations.find(text)[0].months, 1) for text in ("a year", "26 weeks", "28 days")] == [12, 6.0, 0.9]


def test_none_is_lost_for_the_word_that_it_begins_with() -> None:
    """All that the pattern finds where it may begin with any word, it finds where it may not."""
    guard = rf"(?=[\d+]|{durations._beginnings()})"
    written = durations._pattern().pattern
    assert guard in written
    anywhere = re.compile(written.replace(guard, ""))
    texts = [line.text.lower() for line in lessons.lines()[::23]]
    found = [[each.span() for each in anywhere.finditer(text)] for text in texts]
    assert [[each.span() for each in durations._pattern().finditer(text)] for text in texts] == found
    assert sum(map(len, found)) > 100
