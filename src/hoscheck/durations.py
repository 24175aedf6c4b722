"""Lengths of time in UK prose: "ten working days", "10wd", "a fortnight", "5-10 working days", "a further 10".

Each is read as what it is at most. `working_days` makes them comparable: a week has five working days, and days without
a kind may be calendar days, so that nothing is called longer than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from hoscheck.words import words

# Working days in one of each unit. A month has 21 or 22 of them; 20.5 is the least that two months running have.
_WORKING = {"working-days": 1.0, "calendar-days": 5 / 7, "days": 5 / 7, "hours": 1 / 24, "weeks": 5.0, "months": 20.5}
_MONTHS = {"months": 1.0, "years": 12.0, "weeks": 7 / 30.4, "days": 1 / 30.4, "calendar-days": 1 / 30.4}
_MONTHS |= {"working-days": 7 / 5 / 30.4, "hours": 1 / 24 / 30.4}
MONTHS_A_YEAR = 12
# "(all working days)": the unit of numbers that have none
_IN_DAYS = re.compile(r"\((?:all |both |in )*(?:working|business) days?\)|\b(?:all|both|times) in working days\b")
_NUMBERED = re.compile(
    r"\b(?:ack\w*|resp\w*|repl\w+|answer\w*|decision|review|s(?:tage )?[12]|ext\w*)\s?[:=/-]?\s?(?P<days>\d{1,2})"
    r"(?![\d%]|[./:]\d|\s?(?:st|nd|rd|th)\b|\s?\w*\s?(?:working|w/?d|days?|weeks?|months?)\b)"
)
# Without one of these a text holds none; looked for first as pieces of text, which takes a tenth of a pattern's time.
_UNITS = (
    *("day", "week", "wek", "wk", "month", "mth", "year", "yr", "fortnight", "hour", "wd", "dys", "dyas"),
    *("further", "additional", "extra", "another", "more"),
)
_RARE_UNITS = ("hr", "w.", "w/")
_RARE = re.compile(r"\bw[./]|hrs?\b")
_NEAR = 150  # characters between a length of time and a number that leaves its unit out


class Duration(NamedTuple):
    """A length of time as it is written: at most `amount` units, and where its words stand in the text."""

    amount: float
    unit: str  # hours | working-days | calendar-days | days (of neither kind) | weeks | months | years
    text: str
    start: int
    end: int
    added: bool = False  # "a further 10 days": it comes on top of something
    counted: bool = False  # "by day 15": it counts from when a complaint came
    shared: bool = False  # "and 20 for those": it has its unit, and what it is said of, from the one before

    @property
    def working_days(self) -> float:
        """So many working days it is at least, whatever kind of days was meant."""
        if self.unit == "years":
            return self.amount * MONTHS_A_YEAR * _WORKING["months"]
        return self.amount * _WORKING[self.unit]

    @property
    def months(self) -> float:
        return self.amount * _MONTHS[self.unit]


def unit_is_given_once(low: str) -> bool:
    """True for a text that says of what all its numbers are: "(all working days)"."""
    return ("working" in low or "business" in low) and bool(_IN_DAYS.search(low))


def find(low: str, tabled: bool = False) -> tuple[Duration, ...]:
    """The durations of a text in lower case, in order. A list ("10 and 20 working days") is none: which of them is
    meant of what, no single clause tells. A number that leaves its unit out ("10 working days for these and 20 for
    those") has that of the one before, and with `tabled` "ack 5 / resp 15" are working days."""
    if tabled:
        return tuple(sorted((*_written(low), *_tabled(low)), key=lambda each: each.start))
    return _found(low)


@lru_cache(maxsize=1024)  # several questions are asked of the same sentences; about the sentences of one form
def _found(low: str) -> tuple[Duration, ...]:
    return tuple(_written(low)) if _names_a_unit(low) else ()


def _names_a_unit(low: str) -> bool:
    if any(map(low.__contains__, _UNITS)):
        return True
    return any(map(low.__contains__, _RARE_UNITS)) and bool(_RARE.search(low))


def _tabled(low: str) -> Iterator[Duration]:
    """Numbers whose unit stands once for all, elsewhere."""
    for match in _NUMBERED.finditer(low):
        yield Duration(float(match["days"]), "working-days", match["days"], *match.span("days"))


def _written(low: str) -> Iterator[Duration]:
    last: Duration | None = None
    for match in _pattern().finditer(low):
        if match["list"]:
            either = _either(match)
            if either:
                yield either
            continue
        shared = match["left_out"] or match["at_end"] or match["else"]
        if not shared:
            last = _read(match)
            yield last
        elif last and low[last.end : match.start()].count(".") == 0 and match.start() - last.end <= _NEAR:
            begin = max(map(match.start, ("left_out", "at_end", "else")))  # -1 of those that are not there
            yield Duration(_number(shared), last.unit, low[begin : match.end()], begin, match.end(), shared=True)


def _either(match: re.Match[str]) -> Duration | None:
    """ "Eight or nine working days" is nine at most; other lists say nothing."""
    first, joined, second = (match[name] for name in ("item", "or", "other"))
    if not joined or _number(second) != _number(first) + 1:
        return None
    unit = "working-days" if match["listkind"] and match["listkind"] not in words("durations")["calendar"] else "days"
    return Duration(_number(second), unit, match[0], *match.span())


def _read(match: re.Match[str]) -> Duration:
    if match["next"]:
        return Duration(1.0, "working-days", match[0], *match.span())
    if match["nth"]:
        return Duration(_nth(match["nth"]), _unit_of_nth(match), match[0], *match.span(), counted=True)
    if match["fortnight"]:
        return Duration(2.0 * _number(match["several"] or "1"), "weeks", match[0], *match.span())
    if match["bare"]:
        return Duration(_number(match["bare"]), "working-days", match[0], *match.span(), added=True)
    if match["more"] or match["plus"]:
        return Duration(_number(match["more"] or match["plus"]), "working-days", match[0], *match.span(), added=True)
    added = bool(match["before"] or match["behind"] or (match["filler"] or "").strip() in words("durations")["added"])
    amount = 1.0 if match["this"] else _number(match["high"] or match["least"] or match["low"])
    amount += 0.5 if match["half"] or match["halfmore"] else 0.0
    return Duration(amount, _unit(match), match[0], *match.span(), added=added)


def _unit(match: re.Match[str]) -> str:
    named = next((name for name in ("hours", "weeks", "months", "years") if match[name]), None)
    if named:
        return named
    if match["short"]:
        return "working-days"
    if match["kindbehind"]:
        return "working-days"  # "21 days working"
    if not match["kind"]:
        return "days"
    return "calendar-days" if match["kind"] in words("durations")["calendar"] else "working-days"


def _unit_of_nth(match: re.Match[str]) -> str:
    """Who counts days by their number ("on day 12") counts working days, unless the words say otherwise."""
    if match["nth"].startswith("week") or match["nthweek"]:
        return "weeks"
    return "days" if match["nthday"] and not match["nthkind"] else "working-days"


def _nth(text: str) -> float:
    figures = re.search(r"\d+", text)
    if figures:
        return float(figures[0])
    if text.split()[-1] in _numbers():
        return _numbers()[text.split()[-1]]
    pairs = (entry.rpartition(" ") for entry in words("durations")["ordinals"])
    return next(float(value) for word, _, value in pairs if text.startswith(word))


def _number(text: str) -> float:
    text = " ".join(text.split())
    return float(text) if text[0].isdigit() else _numbers()[text]


@cache
def _named() -> dict[str, float]:
    pairs = (entry.rpartition(" ") for entry in words("durations")["numbers"])
    return {word: float(value) for word, _, value in pairs}


@cache
def _tens_and_ones() -> tuple[dict[str, float], dict[str, float]]:
    """Of the numbers in words those that make others: "thirty" and "six"."""
    tens = {word: value for word, value in _named().items() if value in range(20, 100, 10)}
    ones = {word: value for word, value in _named().items() if value in range(1, 10) and len(word) > 2}
    return tens, {word: value for word, value in ones.items() if " " not in word}


@cache
def _numbers() -> dict[str, float]:
    tens, ones = _tens_and_ones()
    made = {f"{ten}{mark}{one}": tens[ten] + ones[one] for ten in tens for one in ones for mark in "- "}
    return _named() | made


def _in_words(least: int) -> str:
    """The numbers in words of so many letters, the longer ones first. What is made of tens and ones stands there as
    that: word by word it would be nine tenths of a pattern that every start has to make."""
    tens, ones = _tens_and_ones()
    named = sorted((word for word in _named() if len(word) >= least), key=len, reverse=True)
    return "|".join([f"(?:{'|'.join(tens)})[- ](?:{'|'.join(ones)})", *named])


def _any(*names: str) -> str:
    return "|".join(sorted((entry for name in names for entry in words("durations")[name]), key=len, reverse=True))


def _beginnings() -> str:
    """What a length of time may begin with, but for figures."""
    numbers = {word.partition(" ")[0].partition("-")[0] for word in _named()}
    nth = {entry.partition(" ")[0] for entry in words("durations")["ordinals"]}
    added = {entry.partition(" ")[0] for entry in words("durations")["added"]}
    others = {"next", "following", "same", "before", "plus", "within", "working", "day", "week", "wd"}
    others |= set(words("durations")["fortnight"])
    one = r"a(?:n?\b|n?(?=h)|(?=[bcdmowy]))"  # "aday" and "anhour" are slips for it
    either = "|".join(sorted((numbers | nth | added | others) - {"a", "an"}))
    return rf"{one}|{either}|(?:by|at|the|end|up|in)\b"


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}(?:\.5)?|{_in_words(1)})"
    again = r"(?:\s?\((?:\d{1,3}|[a-z-]{3,12})\))?"  # "ten (10) working days"
    kinds, days = _any("working", "calendar"), _any("day")
    same = rf"(?:[\s-]?(?:(?:{kinds})[\s-])?(?:{days}|{_any('week', 'month', 'hour')}))?"
    busy = "with|to|on|together|in|alongside|through|for|at|out"  # "within ten days working with the contractor"
    behind = rf"(?:,?\s\(?(?P<kindbehind>working|business)\b\)?(?!\s(?:{busy})\b))?"
    day = rf"(?:(?P<kind>{kinds})[\s-]{{0,2}})?(?P<days>{days})(?!\w){behind}"
    rest = "|".join(f"(?P<{name}s>{_any(name)})" for name in ("hour", "week", "month", "year"))
    short = "|".join(words("durations")["working-day"])
    unit = rf"(?:(?P<short>{short})|{day}|(?:(?:{kinds})[\s-])?(?:{rest}))"
    added, apart = _any("added"), r"[\s-]{0,2}"
    figures = _in_words(3)
    nth = "|".join(entry.rpartition(" ")[0] for entry in words("durations")["ordinals"])
    return re.compile(
        # none begins inside a word, nor with any other word; or each form would be tried at every letter
        rf"(?<!\w)(?=[\d+]|{_beginnings()})(?:"
        r"(?P<next>\b(?:next|following|same) (?:working|business) day\b)"
        rf"|\b(?:(?P<several>{number})\s|a\s)?(?P<fortnight>{_any('fortnight')})\b"
        rf"|\b(?:(?:by|at|before)\s)?(?:the\s)?(?:end\sof\s)?(?:the\s)?(?P<nth>"
        rf"(?:(?<=on\s|by\s|at\s|is\s|es\s|of\s)|(?<=than\s)|(?<=to\s)|(?<=before\s)|(?<=[:;,>|(]\s)|(?<=[>|(])|^)(?:(?:working\s)?(?:day|week)|wd)\s(?:\d{{1,2}}|{figures})\b"
        rf"|(?:{nth}|\d{{1,2}}(?:st|nd|rd|th))(?=\s(?:working\s)?(?:day|week)\b))"
        rf"(?:\s(?P<nthkind>working\s)?(?:(?P<nthday>day)|(?P<nthweek>week))(?!\w))?"
        rf"|(?P<list>(?<![\w.£/])(?<!between\s)(?<!stage\s)(?<!stages\s)(?P<item>{number})(?:,\s?{number})?\s?"
        rf"(?:,|/|(?P<or>or)|and|&)\s?(?P<other>{number}){apart}(?:(?P<listkind>{kinds})[\s-]{{0,2}}(?:{days})|{kinds}|{days})\b)"
        rf"|(?<![\w.£/])(?P<before>(?:\+\s?|plus\s(?:up\sto\s)?|(?:{added})\s)(?:period\sof\s)?(?:up\sto\s)?)?"
        rf"(?:(?P<low>{number}){again}(?:{same}\s?(?:-|to|or(?=\s\w+\s(?:week|month)s))\s?(?P<high>{number}){again})?"
        rf"|(?<=between\s){number}{same}\sand\s(?P<least>{number})|(?<=within\s)(?P<this>the)(?=\s(?:calendar\s)?(?:week|month)\b))"
        rf"(?P<half>(?:\sand\sa\shalf)?)(?P<filler>(?:\s(?:{_any('filler')}))?){apart}{unit}(?!\w)(?P<halfmore>(?:\sand\sa\shalf)?)"
        rf"(?P<behind>\s(?:{added}|longer|on top)(?!\w|\sthan))?"
        rf"|\b(?:{added})\s(?:up\sto\s)?(?P<bare>\d{{1,3}}|ten|twenty|fifteen|thirty)"
        r"(?=\s?(?:[.,;)]|$|if\b|where\b|when\b|at\b|for\b|may\b|is\b))"
        r"|(?:(?<=\+\s)|(?<=\+)|(?<=plus\s))(?P<plus>\d{1,2}|ten|twenty|fifteen|thirty)"
        r"(?=\s?(?:[.,;)]|$|if\b|where\b|when\b))"
        rf"|(?<![\w.£/])(?P<more>\d{{1,2}}|ten|twenty|fifteen|thirty)\s(?:{added})(?=\s?(?:[.,;)]|$|if\b|where\b|when\b))"
        r"|(?:(?<=\sand\s)|(?<=\sbut\s)|(?<=\sor\s)|(?<=[,;]\s)|(?<=\()|(?<=ing\sto\s))(?:in )?(?:up to |within |in )?"
        rf"(?P<left_out>\d{{1,2}}|{figures}){again}"
        r"(?=\s(?:if|for|where|when|during|otherwise|in (?:\w+ )?(?:cases?|others?)|at stage)\b)"
        rf"|(?<=otherwise\s)(?:in )?(?:up to |within )?(?P<else>\d{{1,2}}|{figures})(?=\s?(?:[.;,)]|$))"
        rf"|(?<=\bwithin\s)(?P<at_end>\d{{1,2}}|{figures})(?=\s?(?:[.;,)]|$))"
        r")"
    )
