"""Dates in prose, and the date of a self-assessment."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from scripts import lessons

from hoscheck import dates, yearless
from hoscheck.dates import Found, find
from hoscheck.dating import document_date, may_be_dated


def _spans(text: str) -> list[tuple[str, str, str]]:
    return [(each.start.isoformat(), each.end.isoformat(), each.text) for each in find(text)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12 March 2024", "2024-03-12", "2024-03-12"),
        ("12th of March, 2024", "2024-03-12", "2024-03-12"),
        ("the 3 rd March 2024", "2024-03-03", "2024-03-03"),
        ("Friday 1st Sept. 2023", "2023-09-01", "2023-09-01"),
        ("12-Mar-2024", "2024-03-12", "2024-03-12"),
        ("12-Mar-24", "2024-03-12", "2024-03-12"),
        ("12 Mar 24", "2024-03-12", "2024-03-12"),
        ("12 March '24", "2024-03-12", "2024-03-12"),
        ("12 March ’24", "2024-03-12", "2024-03-12"),
        ("March 12, 2024", "2024-03-12", "2024-03-12"),
        ("12/03/2024", "2024-03-12", "2024-03-12"),
        ("12/03/24", "2024-03-12", "2024-03-12"),
        ("1-3-2024", "2024-03-01", "2024-03-01"),
        ("12.03.2024", "2024-03-12", "2024-03-12"),
        ("12.03.24", "2024-03-12", "2024-03-12"),
        ("2024-03-12", "2024-03-12", "2024-03-12"),
        ("29 February 2024", "2024-02-29", "2024-02-29"),
        ("March 2024", "2024-03-01", "2024-03-31"),
        ("February 2023", "2023-02-01", "2023-02-28"),
        ("MARCH of 2024", "2024-03-01", "2024-03-31"),
        ("Jul-24", "2024-07-01", "2024-07-31"),
        ("by Michaelmas 2024", "2024-09-01", "2024-09-30"),
        ("the summer recess 2025", "2025-07-01", "2025-09-30"),
        ("autumn term 2024", "2024-09-01", "2024-12-31"),
        ("March '24", "2024-03-01", "2024-03-31"),
        ("June/July 2024", "2024-07-01", "2024-07-31"),
        ("spring 2024", "2024-03-01", "2024-05-31"),
        ("summer 24", "2024-06-01", "2024-08-31"),
        ("first quarter of 2025", "2025-01-01", "2025-03-31"),
        ("second half of 2024", "2024-07-01", "2024-12-31"),
        ("31st. March, 2025", "2025-03-31", "2025-03-31"),
        ("expected 12/22", "2022-12-01", "2022-12-31"),
        ("summer '24", "2024-06-01", "2024-08-31"),
        ("new year 2025", "2025-01-01", "2025-03-31"),
        ("new year (2025)", "2025-01-01", "2025-03-31"),
        ("midsummer 2025", "2025-06-01", "2025-06-30"),
        ("2024 calendar year", "2024-01-01", "2024-12-31"),
        ("autumn 2023", "2023-09-01", "2023-11-30"),
        ("winter 2023", "2023-12-01", "2024-02-29"),
        ("winter 2023/24", "2023-12-01", "2024-02-29"),
        ("Q1 2024/25", "2024-04-01", "2024-06-30"),
        ("Q4 2024-25", "2025-01-01", "2025-03-31"),
        ("quarter 2 of 2024/25", "2024-07-01", "2024-09-30"),
        ("the third quarter of 2024/25", "2024-10-01", "2024-12-31"),
        ("2024/25 Q3", "2024-10-01", "2024-12-31"),
        ("Q2 2024", "2024-04-01", "2024-09-30"),
        ("2023-24", "2023-04-01", "2024-03-31"),
        ("2023/2024", "2023-04-01", "2024-03-31"),
        ("2023–24", "2023-04-01", "2024-03-31"),
        ("2022-2027", "2022-01-01", "2027-12-31"),
        ("by 2024", "2024-01-01", "2024-12-31"),
        ("in early 2025", "2025-01-01", "2025-04-30"),
        ("by mid-2024", "2024-05-01", "2024-08-31"),
        ("mid 2024", "2024-05-01", "2024-08-31"),
        ("in late 2024", "2024-09-01", "2024-12-31"),
        ("w/c 3 June 2024", "2024-06-03", "2024-06-09"),
        ("week commencing Monday 3rd June 2024", "2024-06-03", "2024-06-09"),
        ("FY24/25", "2024-04-01", "2025-03-31"),
        ("FY2024/25", "2024-04-01", "2025-03-31"),
        ("FY25", "2024-04-01", "2025-03-31"),
        ("by 24/25", "2024-04-01", "2025-03-31"),
        ("Q1 24/25", "2024-04-01", "2024-06-30"),
        ("quarter two of the 2024/25 financial year", "2024-07-01", "2024-09-30"),
        ("second quarter of 2024/25", "2024-07-01", "2024-09-30"),
        ("H1 2025", "2025-01-01", "2025-09-30"),
        ("H2 2024/25", "2024-10-01", "2025-03-31"),
        ("first half of 2024/25", "2024-04-01", "2024-09-30"),
        ("12.3.24", "2024-03-12", "2024-03-12"),
        ("03/2024", "2024-03-01", "2024-03-31"),
        ("Mar/24", "2024-03-01", "2024-03-31"),
        ("end of June 2024", "2024-06-30", "2024-06-30"),
        ("by 2023/24 year end", "2024-03-31", "2024-03-31"),
        ("the 2024/25 financial year-end", "2025-03-31", "2025-03-31"),
        ("by the end of 2024", "2024-12-31", "2024-12-31"),
        ("by end 2023/24", "2024-03-31", "2024-03-31"),
    ],
)  # fmt: skip
def test_a_date_is_found_with_its_span(text: str, start: str, end: str) -> None:
    assert [(first, last) for first, last, _ in _spans(text)] == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "", "no date", "July 24", "May 24", "31/02/2024", "30 February 2024", "section 4.3.12", "see 10.11.12", "4.5.6",
        "Equality Act 2010", "the Code 2024", "24/7", "on 12 May 10 working days later", "£2024", "01632 960417",
        "13/13/2024", "2024-13-01", "1066-67", "2024/23", "Q5 2024", "20240312", "version 12.03.24.1",
        "in 24/25 cases", "by 20/23", "section 4.3.24", "Q1 24/26", "H3 2024",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert _spans(text) == []


def test_dates_stand_in_order_with_their_words_and_places() -> None:
    text = "Agreed on 31st October 2023, to be done by the end of March 2024 or in 2024/25."
    assert find(text) == (
        Found(date(2023, 10, 31), date(2023, 10, 31), "31st October 2023", 10),
        Found(date(2024, 3, 31), date(2024, 3, 31), "March 2024", 54),
        Found(date(2024, 4, 1), date(2025, 3, 31), "2024/25", 71),
    )
    assert [text[each.offset :].startswith(each.text) for each in find(text)] == [True, True, True]


def test_a_month_can_be_printed_as_a_day_and_a_year_cannot() -> None:
    month, year = find("March 2024 and 2023-24")
    assert (month.precise, month.judged_on) == (True, date(2024, 3, 31))
    assert (year.precise, year.judged_on) == (False, date(2023, 4, 1))


def test_time_grows_with_the_length_only() -> None:
    begin = time.perf_counter()
    for unit in ("1 ", "march ", "12.", "1/", "q1 ", "2024-", "12 march ", "by the end of "):
        find(unit * (100_000 // len(unit)) + "2024")
    assert time.perf_counter() - begin < 10  # 1 s measured for 800,000 characters


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("by the end of June", "2025-06-01", "2025-06-30"),
        ("on 3 May", "2025-05-03", "2025-05-03"),
        ("by the end of the financial year", "2025-03-31", "2025-03-31"),
        ("by year end", "2025-03-31", "2025-03-31"),
        ("by the end of the calendar year", "2024-12-31", "2024-12-31"),
        ("this autumn", "2024-09-01", "2024-11-30"),
        ("by Q4", "2025-01-01", "2025-03-31"),
        ("timetabled for May", "2025-05-01", "2025-05-31"),
        ("in the new year", "2025-01-01", "2025-03-31"),
        ("before Christmas", "2024-12-01", "2024-12-31"),
    ],
)
def test_a_date_without_a_year_is_the_next_one(text: str, start: str, end: str) -> None:
    found = list(yearless.find(text, date(2024, 9, 1)))
    assert [(each.start.isoformat(), each.end.isoformat()) for each in found] == [(start, end)]
    assert list(yearless.find(text, None)) == []


@pytest.mark.parametrize(
    "text", ["it may be", "those in need of may ask", "by June 2024", "March on", "30 February", "summer 2024"]
)
def test_what_is_no_date_without_a_year(text: str) -> None:
    assert list(yearless.find(text, date(2024, 9, 1))) == []


# ── the date of the document ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("prose", "says"),
    [
        ("Date of assessment: 12 March 2024", "12 March 2024"),
        ("Date of this assessment: 4 October 2023. By the Clerk.\nApproved on 18 October 2023.", "4 October 2023"),
        ("This self-assessment was completed in October 2023 and approved by Board on 5 May 2024.", "October 2023"),
        ("This is our self-assessment. We finished it on 8 September 2024.", "8 September 2024"),
        ("We carried out our annual self-assessment in June 2024", "June 2024"),
        ("Completed on 3 June 2024", "3 June 2024"),
        ("Approved by Board on 12 March 2024", "12 March 2024"),
        ("Reviewed by the Panel on 2 May 2024 and approved by the Board on 16 May 2024.", "16 May 2024"),
        ("Version 3.0 – May 2024", "May 2024"),
        ("Last updated: 25-06-2024. From web page: Housing complaints.", "25-06-2024"),
        ("Acme Homes self-assessment 2023-24", "2023-24"),
        ("Complaint Handling Code Self-Assessment – October 2023", "October 2023"),
        ("Self-assessment against the Complaint Handling Code – October 2023", "October 2023"),
        ("2024 self-assessment", "2024"),
        ("Self-assessment 2024\nAcme Homes", "2024"),
        ("October 2024\nSelf assessment form", "October 2024"),
        ("Self-assessment 2023/24\nApproved by the Board: 12 March 2024", "12 March 2024"),
        ("Acme Homes, October 2023\na\nAcme Homes, October 2023\nb\nAcme Homes, October 2023", "October 2023"),
        ("Self-assessment 2023/24\n" + "Acme Homes, October 2023\n" * 3, "October 2023"),
        ("The Board considered this self-assessment at its meeting of 22 May 2024", "22 May 2024"),
    ],
)  # fmt: skip
def test_the_date_of_the_document(prose: str, says: str) -> None:
    found = document_date(prose, {})
    assert found is not None
    assert found.text == says


@pytest.mark.parametrize(
    "prose",
    [
        "",
        "Complaint Handling Code: self-assessment form – updated code March 2022",
        "Annual self-assessment against the Complaint Handling Code – April 2024",
        "The Code is effective from 1 April 2024.",
        "Complaint Handling Code, 1 April 2024\nSelf-assessment",
        "Complaint Handling Code 2024 self-assessment",
        "In line with the Complaint Handling Code 2022 (updated March 2022)",
        "Next review: March 2025",
        "The self-assessment will be reviewed in October 2025.",
        "Our last self-assessment was completed in November 2022.",
        "Self-assessment for the year ending 31 March 2024",
        "The annual report was published in July 2023 and read by residents.",
        "The Complaints Policy was approved by the Board in March 2023.",
        "Some page in the middle of the document\n" * 2 + "We had 12 complaints in October 2023.",
    ],
)
def test_no_date_rather_than_a_guess(prose: str) -> None:
    assert document_date(prose, {}) is None


@pytest.mark.parametrize(
    ("prose", "judged_on"),
    [
        ("Self-assessment 2024", "2024-01-01"),
        ("Self-assessment 2023-24", "2023-04-01"),
        ("Self-assessment 2024/25", "2024-04-01"),
        ("Self-assessment FY24/25", "2024-04-01"),
        ("Self-assessment – spring 2024", "2024-03-01"),
        ("Self-assessment Q1 2024/25", "2024-04-01"),
        ("Self-assessment, March 2024", "2024-03-31"),
        ("Self-assessment, Apr-24", "2024-04-30"),
        ("Completed w/c 25 March 2024", "2024-03-31"),
        ("Date of assessment: 31.3.24", "2024-03-31"),
    ],
)
def test_a_document_is_judged_on_the_day_that_suits_it_best(prose: str, judged_on: str) -> None:
    """A form of the Code that ended on 31 March 2024 is outdated only where its whole span lies behind that day."""
    found = document_date(prose, {})
    assert found is not None
    assert found.judged_on.isoformat() == judged_on


@pytest.mark.parametrize(
    ("prose", "may_be"),
    [
        ("Annual self-assessment against the Complaint Handling Code – April 2024", True),
        ("Completed in autumn 2024", True),
        ("Self-assessment form – updated code March 2022", False),
        ("The Code is effective from 1 April 2024.", False),
        ("Next review: March 2025", False),
        ("Our last self-assessment was completed in November 2022.", False),
        ("The Complaints Policy was approved by the Board in March 2023.", False),
        ("", False),
    ],
)
def test_a_date_that_may_be_the_document_s_own(prose: str, may_be: bool) -> None:
    assert may_be_dated(prose) is may_be


def test_metadata_comes_last_and_the_file_s_own_date_never_counts() -> None:
    assert document_date("", {"created": "2024-05-06", "title": "form"}) is None
    title = {"title": "Self-assessment June 2024"}
    footer = {"footer": "Acme Homes\nPage 1 – May 2024"}
    assert document_date("", title) == Found(date(2024, 6, 1), date(2024, 6, 30), "June 2024", 16)
    assert document_date("", title | footer) == Found(date(2024, 5, 1), date(2024, 5, 31), "May 2024", 9)
    said = document_date("Date: 1st July 2024", title | footer)
    assert said == Found(date(2024, 7, 1), date(2024, 7, 1), "1st July 2024", 6)


@pytest.mark.parametrize("around", ["", "word " * 90, "of the year and in the second quarter of the financial year, "])
@pytest.mark.parametrize("written", ["12 March 2024", "Q2 2024/25", "second quarter of the financial year 2024/25"])
def test_a_date_is_found_wherever_it_stands(written: str, around: str) -> None:
    text = f"{around}{written}. {around}"
    assert [each.text for each in find(text)] == [written]
    assert find(text)[0].offset == len(around)


def test_a_letter_that_gets_longer_when_it_is_small_moves_no_date() -> None:
    (found,) = find("İİİ by 12 March 2024")
    assert (found.text, found.offset) == ("12 March 2024", len("İİİ by "))


def test_beside_dates_with_their_year_those_without_one_are_found_too() -> None:
    text, own = "Agreed on 12 March 2024, and to be done by the end of June.", date(2024, 4, 1)
    told = find(text)
    assert [each.text for each in yearless.find(text, own, own, told)] == ["June"]
    assert not list(yearless.find("Agreed on 12 March 2024.", own, own, find("Agreed on 12 March 2024.")))


def test_no_date_is_lost_for_the_word_that_it_begins_with() -> None:
    """All that the forms find where each is tried at every word, they find where each is tried behind its beginning."""
    forms = [f"(?P<{name}>{form})" for each in dates._FORMS.values() for name, form in each.items()]
    anywhere = re.compile(rf"(?:(?<!\w)|(?=\d))(?:{'|'.join(forms)})")
    texts = [line.text.lower() for line in lessons.lines()[::23]]
    found = [[each.span() for each in anywhere.finditer(text)] for text in texts]
    assert [[each.span() for each in dates._date().finditer(text)] for text in texts] == found
    assert sum(map(len, found)) > 100
