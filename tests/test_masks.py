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
        ("6.3", "Stage 1 takes 15 working days.", "stage 1 takes xlong xfifteen ."),
        ("6.3", "Ten working days, or 20 working days if asked.", "xfine xten , or xdouble xtwenty if asked."),
        ("6.4", "We add a further 20 working days.", "we add a xdouble xtwenty xadded ."),
        ("2.2", "Within six months, if not within a year.", "within xlong xmore , if not within xfine xmore ."),
        ("6.3", "We write by day 12.", "we write xlong xfifteen xcounted ."),
    ],
)
def test_a_time_becomes_how_long_it_is_and_what_that_is_to_the_provisions_limit(
    number: str, sentence: str, masked: str
) -> None:
    assert masks.timed(sentence, OF_2024[number]).text == masked


@pytest.mark.parametrize(
    ("number", "sentence", "masked"),
    [
        ("7.1", "In 90 days.", "in xseventy ."),
        ("5.3", "Three stages in 9 weeks.", "three stages in xseventy ."),
        ("6.3", "In good time.", "In good time."),
    ],
)
def test_where_a_provision_has_no_limit_of_its_own_a_time_is_told_by_its_length(
    number: str, sentence: str, masked: str
) -> None:
    told = masks.timed(sentence, OF_2024[number])
    assert (told.text, told.long, told.limit) == (masked, None, None)


@pytest.mark.parametrize("sentence", ["She samples ten files a month.", "A report goes out twice every quarter."])
def test_how_often_something_is_done_is_no_length_of_time(sentence: str) -> None:
    assert masks.timed(sentence, OF_2024["6.3"]).long is None


def test_a_response_with_its_extension_may_take_as_long_as_both() -> None:
    whole, longer = (masks.timed(f"In {days} working days.", OF_2022["5.1"]) for days in (18, 33))
    assert (whole.text, longer.text) == ("in xwhole xtwenty .", "in xlong xseventy .")
    assert longer.long is not None
    assert longer.long.amount == 33


def test_a_date_becomes_past_or_to_come_and_a_whole_year_stays() -> None:
    said = "The report for 2023/24 goes out by 31 March 2025 and again in May 2026."
    assert (
        masks.dated(said, dates.find(said), TODAY) == "The report for 2023/24 goes out by xpast and again in xahead ."
    )


def test_what_was_learnt_tells_a_limit_that_is_too_long_from_another_time() -> None:
    late = masks.lateness("We keep a log. Stage 1 answers are sent within 15 working days.", OF_2024["6.3"])
    other = masks.lateness("Surveyors keep their photographs for 15 months.", OF_2024["6.3"])
    assert late is not None
    assert other is not None
    assert late.score > other.score
    assert late.sentence.startswith("Stage 1")
    assert masks.lateness("–", OF_2024["6.3"]) is None


def test_what_was_learnt_tells_a_promise_from_a_report() -> None:
    assert masks.dueness("The leaflet will be rewritten by xpast .") > masks.dueness(
        "The leaflet was rewritten in xpast ."
    )


def _row(evidence: str) -> ProvisionRow:
    return ProvisionRow("7.1", "", Answer.YES, "Yes", evidence, "")


def test_a_row_is_due_as_far_as_its_most_promising_sentence() -> None:
    rows = [
        _row("It was done in May 2025. The leaflet will be rewritten by March 2025."),
        _row("It was done in May 2025."),
    ]
    due, done = promised.due(rows, TODAY, TODAY)
    assert due.promise is not None
    assert due.promise.date.text == "March 2025"
    assert due.score > done.score


@pytest.mark.parametrize(
    "evidence", ["", "It will be done.", "By May 2026.", "By May 2025 it was to be done, and it was done."]
)
def test_a_row_without_a_date_that_is_past_or_with_one_that_was_kept_is_not_due(evidence: str) -> None:
    (due,) = promised.due([_row(evidence)], TODAY, TODAY)
    assert (due.score, due.promise) == (float("-inf"), None)


def test_signals_are_not_asked_of_a_sentence_that_promises_nothing_by_what_was_learnt() -> None:
    row = _row("The old form was scrapped on 6 March 2025. The leaflet will be rewritten by April 2025.")
    (due,) = promised.due([row], TODAY, TODAY)
    assert due.never == {"The old form was scrapped on 6 March 2025."}
    told = [each.date.text for each in promised.promises(row, TODAY, TODAY, due.never)]
    assert told == ["April 2025"]
    never = {*due.never, "The leaflet will be rewritten by April 2025."}
    assert not list(promised.promises(row, TODAY, TODAY, never))
