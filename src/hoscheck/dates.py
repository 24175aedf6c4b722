"""Dates in UK prose.

Every date is a span: "12 March 2024" begins and ends on that day, "autumn 2023" on 1 September and 30 November.
A promise is kept until the end of its span; a document is surely later than a day only if its whole span is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from hoscheck.normalise import plain, small

A_MONTH = 31  # days; a span no longer than this is a date that can be printed as one
EARLIEST, LATEST = 1996, 2099  # years outside these are no years of a complaint or a plan


class Found(NamedTuple):
    """A date as it is written: its first and last day, its words, and where they begin in the text."""

    start: date
    end: date
    text: str
    offset: int

    @property
    def precise(self) -> bool:
        """True for a day or a month; a season or a year stands for no single day."""
        return (self.end - self.start).days < A_MONTH

    @property
    def judged_on(self) -> date:
        """The day that a document of this date is judged on: the end of a month, the start of a longer span, so
        that nothing is called late or outdated which may not be."""
        return self.end if self.precise else self.start


_MONTHS = "january february march april may june july august september october november december"
MONTH_NUMBER = {name[:3]: at for at, name in enumerate(_MONTHS.split(), 1)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the first of three months
FEASTS = {
    "easter": (3, 2), "whitsun": (5, 2), "pentecost": (5, 2), "midsummer": (6, 1), "michaelmas": (9, 1),
    "harvest": (9, 2),
    "new year": (1, 3), "halloween": (10, 1), "diwali": (10, 2), "advent": (11, 2), "christmas": (12, 1),
    "xmas": (12, 1), "summer recess": (7, 3), "summer holidays": (7, 3),
    "spring term": (1, 4), "summer term": (4, 4), "autumn term": (9, 4),
}  # fmt: skip  # the first month, and how many it may fall into
_NTH = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_NTH |= {"one": 1, "two": 2, "three": 3, "four": 4}
_THIRDS = {"early": 1, "mid": 5, "late": 9}  # the first of four months: "early 2024" is over at the end of April

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?:19|20)\d\d"
_SHORT = r"[12]\d\s?[-/]\s?[1-4]\d"  # "24/25"
_ONE_OR_TWO_YEARS = rf"(?:{YEAR}(?:\s?[-/]\s?(?:20)?\d\d)?|{_SHORT})"
_TWO_YEARS = rf"{YEAR}\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d|[-/.]\d)"

_OF_YEARS = rf"(?:\sof(?:\sthe)?|,|\s\()?\s?(?:fy\s?|financial year\s)?(?P<{{}}>{_ONE_OR_TWO_YEARS})(?!\d)"

# How a date is written in small letters, by what it begins with: a figure, a name, or a word that only stands before
# it. The forms of one beginning are tried in this order at each place of a text.
_FORMS = {
    r"(?=\d)": {
        "iso": rf"(?<![\d./-]){YEAR}-\d\d-\d\d(?![\d-])",
        "numeric": (
            rf"(?<![\d./-])(?:\d{{1,2}}/\d{{1,2}}/(?:{YEAR}|\d\d)|\d{{1,2}}-\d{{1,2}}-{YEAR}|\d{{1,2}}\.\d{{1,2}}\.{YEAR}"
            r"|\d{1,2}\.\d{1,2}\.[23]\d)(?![\d/-]|\.\d)"
        ),
        "numbered": rf"(?<![\d./-])(?P<m4>0?[1-9]|1[0-2])/(?P<y9>{YEAR})(?![\d/-])",
        "day": (
            rf"(?<![\w.])(?P<d1>\d{{1,2}})\s?(?:(?:st|nd|rd|th)\.?)?\s?(?:of\s)?[\s-]?(?P<m1>{MONTH})\b\.?,?[\s-]?"
            rf"(?P<y1>{YEAR}|'\d\d|(?<=[\s-])[23]\d)(?!\d|\sworking)"
        ),
        "nth_quarter": rf"\b(?P<q4>[1-4](?:st|nd|rd|th))\squarter{_OF_YEARS.format('y16')}",
        "financial": rf"(?<![\d./-])(?P<y7>{_TWO_YEARS})(?:\s(?:q|quarter\s)(?P<q3>[1-4])\b)?",
        "calendar": rf"\b(?P<y13>{YEAR})\s(?:calendar\s)year\b",
    },
    # of a month three letters are enough to look closer
    r"(?<!\w)(?=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|easter|christmas|xmas"
    r"|michaelmas|whitsun|pentecost|harvest|halloween|diwali|bonfire|advent|new\s|midsummer"
    r"|q|first|second|third|fourth|final|last|h[12]|fy)": {
        "american": rf"(?P<m2>{MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>{YEAR})(?!\d)",
        "month": (
            rf"(?P<m3>{MONTH})\b\.?,?(?:(?:\s(?:of\s)?|[-/])?(?P<y3>{YEAR}|'\d\d)(?!\d|[-/]\d\d(?!\d))"
            r"|[-/](?P<y4>[2-4]\d)(?![\d/-]))"
        ),
        "season": (
            r"(?P<s1>(?:spring|summer|autumn)\sterm|summer\s(?:recess|holidays)|spring|summer|autumn|winter|easter"
            r"|christmas|xmas|michaelmas|whitsun|pentecost|harvest|halloween|diwali|bonfire\snight|advent|new\syear|midsummer)"
            rf",?\s?(?:of\s|(?P<open>\())?(?P<y5>{_ONE_OR_TWO_YEARS}|'\d\d|[23]\d(?!\s\w*\s?(?:days|weeks|people|residents)))(?![\d%])(?(open)\))"
        ),
        "quarter": (
            r"(?:(?:q|quarter\s|qtr\s?)(?P<q1>[1-4]|one|two|three|four)"
            rf"|(?P<q2>first|second|third|fourth|final|last)\squarter){_OF_YEARS.format('y6')}"
        ),
        "half": rf"(?:h(?P<h1>[12])|(?P<h2>first|second)\shalf){_OF_YEARS.format('y10')}",
        "accounts": r"fy\s?(?P<f1>(?:20)?[1-4]\d)(?:\s?[-/]\s?(?P<f2>(?:20)?[1-4]\d))?(?![\d/-])",
    },
    r"(?<!\w)(?=(?:by|in|of|for|from|during|since|before|until|till|throughout|after|early|late|mid|end|due|expected|target"
    r"|year|calendar)\b)": {
        "numbered_behind": (
            r"(?:by|due|expected|target|from|until|before|end(?:\sof)?)\s"
            r"(?P<m5>0?[1-9]|1[0-2])/(?P<y15>[23]\d)(?![\d/-])"
        ),
        "short": (
            rf"(?:by|in|during|throughout|year)\s(?:the\s)?(?P<y11>{_SHORT})(?![\d/-])(?!\s(?:residents|people|cases))"
        ),
        "calendar_year": rf"(?:calendar\s)?year\s(?P<y14>{YEAR})(?!\d|\s?[-/.]\s?\d)",
        "year": (
            r"(?:by|in|during|from|since|before|until|till|throughout|early|late|mid|of|for|after)\s"
            r"(?:the\s(?:year|(?:end|start|beginning|course)\sof)\s|early\s|late\s|mid-?\s?)?"
            rf"(?P<y8>{YEAR})(?!\d|[-/.]\d)|mid-(?P<y12>{YEAR})(?!\d|[-/.]\d)"
        ),
    },
}


@cache
def _date() -> re.Pattern[str]:
    """All forms as one pattern; made when it is first needed, since it takes some milliseconds."""
    return re.compile(
        "|".join(
            f"{begin}(?:{'|'.join(f'(?P<{name}>{form})' for name, form in forms.items())})"
            for begin, forms in _FORMS.items()
        )
    )


# Without one of these a text holds no date; looked for first, since the forms together take far longer. The first
# begins with a digit, which is found fast; the second is only held against texts with one of its names.
_IN_FIGURES = re.compile(r"\d(?:(?<=[12])[09]\d\d|\s?[-/.]\s?\d)")
_IN_NAMES = re.compile(
    r"\bfy\s?\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[,\s'/-]{0,3}\d\d"
    r"|(?:spring|summer|autumn|winter|easter|christmas)\s'?\d\d",
    re.I,
)
_NAMES = ("fy", *MONTH_NUMBER, *SEASONS, "easter", "christmas")
_DIGIT = re.compile(r"\d")
# A date has its figures in these characters from its beginning ("second quarter of the financial year 2024"), and in
# these it ends behind them, with the words by which it is told to be none.
_AHEAD, _BEHIND = 60, 60
_END_OF = re.compile(r"\b(?:end(?:\sof)?(?:\sthe)?\s(?:month\sof\s)?|year[\s-]end[\s,(]{1,2}(?:of\s)?)$", re.I)
_S_END = re.compile(r"\s(?:financial\s|accounting\s)?year[\s-]end\b", re.I)
_START_OF = re.compile(r"\b(?:start|beginning)(?:\sof)?(?:\sthe)?\s$", re.I)
_WEEK_OF = re.compile(r"(?:\bw/?[cb]|\bweek\s(?:commencing|beginning|of))\.?:?\s(?:the\s|mon(?:day)?\s)*$", re.I)
_NUMBER_OF = re.compile(
    r"\b(?:sections?|provision|policy|procedure|code|para\w*|points?|clauses?|items?|appendix|page|part|v|version|no)"
    r"\.?\s$",
    re.I,
)


@lru_cache(maxsize=1024)  # several checks ask of the same sentences; about the sentences of one form
def find(text: str) -> tuple[Found, ...]:
    """The dates of a text in the order in which they stand; what is no real day (31/02/2024) is left out.

    Numbers are read day first. Two-digit years count only where they cannot be a day: "Jul-24", "March '24",
    "12.03.24", but not "July 24". A bare year counts only after by, in, during and the like.
    """
    text = plain(text)
    return tuple(_found(text)) if _may_hold_one(text) else ()


def _may_hold_one(text: str) -> bool:
    if _IN_FIGURES.search(text):
        return True
    named = _DIGIT.search(text) and any(map(text.lower().__contains__, _NAMES))
    return bool(named and _IN_NAMES.search(text))


def is_date(text: str) -> bool:
    """True for a text that is a date and nothing else."""
    text = plain(text).strip(_AROUND)
    return 0 < len(text) <= _LONGEST and any(each.text == text for each in find(text))


_AROUND = " .,()[]:"
_LONGEST = 40  # characters: "Wednesday 24th of September, 2025" has 33


def _found(text: str) -> Iterator[Found]:
    figures = _DIGIT.search(text)
    if figures is None:
        return
    last = max(map(text.rfind, "0123456789"))
    for match in _date().finditer(small(text), max(0, figures.start() - _AHEAD), last + _BEHIND):
        span = _span(match)
        if span is None or not EARLIEST <= span[0].year <= LATEST:
            continue
        begin = _begin(match)
        start, end = span
        if match["numeric"] and "." in match[0] and _NUMBER_OF.search(text, max(0, begin - 24), begin):
            continue
        if start == end and _WEEK_OF.search(text, max(0, begin - 24), begin):
            end = start + timedelta(days=6)
        if start != end and (_END_OF.search(text, max(0, begin - 24), begin) or _S_END.match(text, match.end())):
            start = end  # "end of June 2024" and "2023/24 year end" are their last days
        elif (end - start).days >= A_MONTH and _START_OF.search(text, max(0, begin - 24), begin):
            end = months(start.year, start.month, 1)[1]  # "the start of Q2 2024/25" is over with its first month
        yield Found(start, end, text[begin : match.end()].strip(" ,("), begin)


def _begin(match: re.Match[str]) -> int:
    """Where the date begins; the words before a bare year, such as "by" and "early", are no part of it."""
    for name in ("y8", "y11", "y12", "y14", "m5"):
        if match[name]:
            return match.start(name)
    return match.start()


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of what one match holds; None where there is no such day."""
    assert match.lastgroup  # the group that is closed last is that of the form
    try:
        return _READERS[match.lastgroup](match)
    except ValueError:
        return None


def one_day(day: date) -> tuple[date, date]:
    """The span of a day."""
    return day, day


def _year(written: str) -> int:
    digits = written.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def month_number(written: str) -> int:
    """1 to 12, of a month that is written out or cut short."""
    return MONTH_NUMBER[written[:3].lower()]


def _iso(match: re.Match[str]) -> tuple[date, date]:
    return one_day(date.fromisoformat(match[0]))


def _numeric(match: re.Match[str]) -> tuple[date, date]:
    day, month, year = re.split(r"[./-]", match[0])
    return one_day(date(_year(year), int(month), int(day)))


def _day_month_year(match: re.Match[str]) -> tuple[date, date]:
    return one_day(date(_year(match["y1"]), month_number(match["m1"]), int(match["d1"])))


def _month_day_year(match: re.Match[str]) -> tuple[date, date]:
    return one_day(date(int(match["y2"]), month_number(match["m2"]), int(match["d2"])))


def _one_month(match: re.Match[str]) -> tuple[date, date]:
    return months(_year(match["y3"] or match["y4"]), month_number(match["m3"]), 1)


def _season(match: re.Match[str]) -> tuple[date, date]:
    season, year = match["s1"], _century(re.split(r"\s?[-/]", match["y5"].lstrip("'"))[0])
    if season == "bonfire night":
        return one_day(date(year, 11, 5))
    return months(year, *FEASTS.get(season, (SEASONS.get(season, 0), 3)))


def _one_quarter(match: re.Match[str]) -> tuple[date, date] | None:
    nth = match["q1"] or match["q2"] or match["q4"]
    written = match["y6"] or match["y16"]
    number, years = _NTH[nth[0] if nth[0].isdigit() else nth], _two(written)
    # "the first quarter of 2025", unlike "Q1 2025", is the calendar's
    if not match["q1"] and years and len(years) == 1:
        return months(years[0], 3 * number - 2, 3)
    return _quarter(number, written)


def _financial(match: re.Match[str]) -> tuple[date, date] | None:
    return _quarter(int(match["q3"]), match["y7"]) if match["q3"] else _years(match["y7"])


def _numbered(match: re.Match[str]) -> tuple[date, date]:
    return months(_year(match["y9"] or match["y15"]), int(match["m4"] or match["m5"]), 1)


def _half(match: re.Match[str]) -> tuple[date, date] | None:
    """With one year it may be a half of the calendar's year or of the financial one; the span covers both."""
    second = (match["h1"] or match["h2"]) in ("2", "second")
    years = _two(match["y10"])
    if years is None:
        return None
    if match["h2"] and len(years) == 1:
        return months(years[0], 7 if second else 1, 6)
    financial = months(years[0], 10 if second else 4, 6)
    return financial if len(years) > 1 else (date(years[0], 7 if second else 1, 1), financial[1])


def _accounts(match: re.Match[str]) -> tuple[date, date] | None:
    """ "FY24/25" and "FY25" are the financial year that ends in March 2025."""
    if match["f2"]:
        return _years(f"{_century(match['f1'])}/{match['f2'][-2:]}")
    return months(_century(match["f1"]) - 1, 4, 12)


def _short(match: re.Match[str]) -> tuple[date, date] | None:
    years = _two(match["y11"])
    return months(years[0], 4, 12) if years else None


def _century(written: str) -> int:
    return int(written) if len(written) > len("24") else 2000 + int(written)


def _two(written: str) -> tuple[int, ...] | None:
    """The years of "2024", "2024/25" or "24/25"; None where two years do not follow one another."""
    years = [_century(each) for each in re.split(r"\s?[-/]\s?", written)]
    return tuple(years) if len(years) == 1 or years[1] == years[0] + 1 else None


def _calendar(match: re.Match[str]) -> tuple[date, date]:
    return months(int(match["y13"] or match["y14"]), 1, 12)


def _one_year(match: re.Match[str]) -> tuple[date, date]:
    if match["y12"]:
        return months(int(match["y12"]), _THIRDS["mid"], 4)
    part = next((part for part in _THIRDS if re.search(rf"\b{part}\b", match[0])), None)
    return months(int(match["y8"]), _THIRDS[part], 4) if part else months(int(match["y8"]), 1, 12)


_READERS: dict[str, Callable[[re.Match[str]], tuple[date, date] | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "day": _day_month_year,
    "american": _month_day_year,
    "month": _one_month,
    "numbered": _numbered,
    "numbered_behind": _numbered,
    "half": _half,
    "accounts": _accounts,
    "short": _short,
    "season": _season,
    "quarter": _one_quarter,
    "nth_quarter": _one_quarter,
    "financial": _financial,
    "calendar": _calendar,
    "calendar_year": _calendar,
    "year": _one_year,
}


def months(year: int, month: int, many: int) -> tuple[date, date]:
    """The span of `many` months from the first of a month on."""
    after = month - 1 + many
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _quarter(number: int, written: str) -> tuple[date, date] | None:
    """A quarter of a financial year (from April) where two years are written; with one year it may as well be the
    calendar's, and the span covers both readings."""
    years = _two(written)
    if years is None:
        return None
    year = years[0]
    financial = months(year + (number == 4), (3 * number) % 12 + 1, 3)
    if len(years) > 1:
        return financial
    return date(year, 3 * number - 2, 1), financial[1]


def _years(written: str) -> tuple[date, date] | None:
    """ "2023-24" and "2023/2024": the financial year from 1 April; more years apart, whole calendar years."""
    first, second = (int(each) for each in re.split(r"\s?[-/]\s?", written))
    if second < 100:
        second += first - first % 100
    if second <= first:
        return None
    if second == first + 1:
        return date(first, 4, 1), date(second, 3, 31)
    return date(first, 1, 1), date(second, 12, 31)
