"""Sentences with their times and dates replaced by what these are to the provision and to the day."""

from __future__ import annotations

from datetime import date

import pytest

from hoscheck import dates, masks, promised, rulebook
from hoscheck.model import Answer, ProvisionRow

OF_2024 = rulebook.find("2024").by_number
OF_2022 = rulebook.find("2022").by_number
TODAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("number", "sentence", "masked"),
    [
        ("6.3", "Stage 1 takes 15 working days.", "stage 1 takes xlong ."),
        ("6.3", "Ten working days, or 20 working days if asked.", "xfine , or xdouble if asked."),
        ("6.4", "We add a further 20 working days.", "we add a xdouble xadded ."),
        ("2.2", "Within six months, if not a year.", "within xlong , if not xfine ."),
    ],
)
def test_a_time_becomes_what_it_is_to_the_provisions_limit(number: str, sentence: str, masked: str) -> None:
    told = masks.too_long(sentence, OF_2024[number])
    assert told is not None
    assert told.text == masked


def test_a_response_with_its_extension_may_take_as_long_as_both() -> None:
    whole, longer = (masks.too_long(f"In {days} working days.", OF_2022["5.1"]) for days in (18, 33))
    assert whole is not None
    assert longer is not None
    assert (whole.text, longer.text) == ("in xwhole .", "in xlong .")
    assert longer.long.amount == 33


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("6.3", "In ten working days."),
        ("6.3", "In good time."),
        ("7.1", "In 90 days."),
        ("5.3", "Three stages in 9 weeks."),
    ],
)
def test_nothing_is_masked_where_no_time_is_longer_than_the_provisions_own_limit(number: str, sentence: str) -> None:
    assert masks.too_long(sentence, OF_2024[number]) is None


def test_a_date_becomes_past_or_to_come_and_a_whole_year_stays() -> None:
    said = "The report for 2023/24 goes out by 31 March 2025 and again in May 2026."
    assert (
        masks.dated(said, dates.find(said), TODAY) == "The report for 2023/24 goes out by xpast and again in xahead ."
    )


def test_what_was_learnt_tells_a_limit_that_is_too_long_from_another_time() -> None:
    late = masks.too_long("Stage 1 answers are sent within 15 working days.", OF_2024["6.3"])
    other = masks.too_long("Surveyors keep their photographs for 15 months.", OF_2024["6.3"])
    assert late is not None
    assert other is not None
    assert masks.lateness(late.text, "stage-1-time") > masks.lateness(other.text, "stage-1-time")


def test_what_was_learnt_tells_a_promise_from_a_report() -> None:
    assert masks.dueness("The leaflet will be rewritten by xpast .") > masks.dueness(
        "The leaflet was rewritten in xpast ."
    )


def _row(evidence: str) -> ProvisionRow:
    return ProvisionRow("7.1", "", Answer.YES, "Yes", evidence, "")


def test_a_row_is_due_as_far_as_its_most_promising_sentence() -> None:
    due = promised.due(_row("It was done in May 2025. The leaflet will be rewritten by March 2025."), TODAY, TODAY)
    assert due.promise is not None
    assert due.promise.date.text == "March 2025"
    assert due.score > promised.due(_row("It was done in May 2025."), TODAY, TODAY).score


@pytest.mark.parametrize(
    "evidence", ["", "It will be done.", "By May 2026.", "By May 2025 it was to be done, and it was done."]
)
def test_a_row_without_a_date_that_is_past_or_with_one_that_was_kept_is_not_due(evidence: str) -> None:
    assert promised.due(_row(evidence), TODAY, TODAY) == (float("-inf"), None)
