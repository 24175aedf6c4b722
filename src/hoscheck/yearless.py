"""Dates that leave out their year: "the end of June", "this summer", "by Christmas", read from a day that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from hoscheck.dates import FEASTS, MONTH, MONTH_NUMBER, SEASONS, YEAR, Found, month_number, months, one_day
from hoscheck.normalise import plain, small

# in small letters; behind it what each of them may begin with
_YEARLESS = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?|(?:by|in|until|from|before|during|for|of|early|mid|late|this|target|due|expected|end)\s)"
    rf"(?P<month>{MONTH})\b(?![.,]?\s?(?:of\s)?(?:'?\d\d|{YEAR}))"
    r"|end\sof\s(?:the|this|our)\s(?P<of>calendar\s|financial\s)?year\b|(?P<end>(?:financial\s)?year[\s-]end)\b(?!ing)"
    r"|(?:by|in|during|for|from|until|(?P<this>this)|coming|over|before)\s(?:the\s)?(?:(?:early|late|mid)[\s-])?"
    r"(?P<season>spring|summer|autumn|winter|new\syear)\b(?!,?\s?(?:of\s|\()?\d)(?P<year>\sthis\syear)?"
    r"|(?:by|before|after|for|around|until|at)\s(?P<feast>christmas|easter)\b(?!,?\s?(?:of\s|\()?\d)"
    r"|(?:by|in|during|of|end|before)\sq(?P<quarter>[1-4])\b(?!,?\s?(?:of\s)?(?:fy\s?)?\d)"
)
_BEGINS = (
    r"(?<!\w)(?=\d|(?:by|in|of|for|from|at|this|before|during|until|after|over|end|year|due|target|expected|early|late|mid"
    r"|coming|around|financial)\b)"
)


# one of which a date without a year holds
_NAMED = (*MONTH_NUMBER, *SEASONS, "year", "easter", "christmas", "q1", "q2", "q3", "q4")
# what stands behind the verb: "those in need of help may ask for it"
_MAY_DO = re.compile(
    r"\s(?:also|not|well|still|now|only|be|have|need|take|ask|wish|want|apply|contact|choose|help|lead|result|cause|"
    r"require|find|feel|make|give|send|go|come|use|bring|request|refer|complain|escalate|speak|write)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"{_BEGINS}(?:{_YEARLESS})")


def find(text: str, after: date | None, own: date | None = None, told: Sequence[Found] = ()) -> Iterator[Found]:
    """Dates that leave out their year, "the end of June", as the next ones that end on the day `after` or later; "this
    summer" is that of the year of `own`, the document's date, and "the spring" the one after it.

    Nothing where that day is not known: the year would be a guess. "The end of the year" may be the calendar's or the
    financial one's, and is the later of both. `told` are the dates with their year that the text holds: a text in which
    nothing else is named is not looked at again.
    """
    if after is None:
        return
    text = plain(text)
    if not any(map(_without(told, text).lower().__contains__, _NAMED)):
        return
    for match in _pattern().finditer(small(text)):
        names = ("day", "month", "season", "feast", "end")
        begin = next((match.start(name) for name in names if match[name]), match.start())
        if text[slice(*match.span("month"))] == "may" and _MAY_DO.match(text, match.end()):
            continue  # the verb
        this = own is not None and (match["this"] or match["year"])
        for year in (own.year,) if own and this else (after.year - 1, after.year, after.year + 1, after.year + 2):
            try:
                start, end = _in_year(match, year)
            except ValueError:
                continue
            if this or end >= (own if own and match["season"] else after):
                yield Found(start, end, text[begin : match.end()].strip(), begin)
                break


def _without(told: Sequence[Found], text: str) -> str:
    for each in reversed(told):
        text = f"{text[: each.offset]} {text[each.offset + len(each.text) :]}"
    return text


def _in_year(match: re.Match[str], year: int) -> tuple[date, date]:
    if match["day"]:
        return one_day(date(year, month_number(match["month"]), int(match["day"])))
    if match["month"]:
        return months(year, month_number(match["month"]), 1)
    if match["season"]:
        return months(year, SEASONS.get(match["season"].lower(), 1), 3)
    if match["feast"]:
        return months(year, *FEASTS[match["feast"].lower()])
    if match["quarter"]:
        number = int(match["quarter"])
        return months(year + (number == 4), (3 * number) % 12 + 1, 3)
    if match["of"] and match["of"].lower().startswith("calendar"):
        return one_day(date(year, 12, 31))
    return one_day(date(year + 1, 3, 31) if not (match["of"] or match["end"]) else date(year, 3, 31))
