"""Sentences with their times and dates replaced by what these are: too long or not, past or to come.

What was learnt (`learnt`) is of words; that a limit is too long, or a date past, depends on the provision and on the
day. So each length of time becomes words for how long it is, and what that is to the provision, each date one of two,
and what is said around them is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from hoscheck import durations
from hoscheck.dates import Found
from hoscheck.durations import Duration
from hoscheck.features import sentences
from hoscheck.learnt import heaviest, score
from hoscheck.model import Limit, Requirement

LONG, TWICE, WHOLE, FINE = "xlong", "xdouble", "xwhole", "xfine"  # than the provision allows; twice as long; no longer
# than all that it allows together, a response with its extension; not too long
PAST, AHEAD = "xpast", "xahead"
ADDED, COUNTED = "xadded", "xcounted"  # on top of another; by the so-manieth day
_SIZES = ((5, "xfive"), (10, "xten"), (15, "xfifteen"), (20, "xtwenty"), (30, "xthirty"), (70, "xseventy"))
_MORE = "xmore"  # working days, at most: of the limits of both Codes and their sums; and beyond these
# "Ten files a month" tells how often; "within a month" how long
OFTEN = "xoften"
_IS_ONE = re.compile(r"(?:an?|each|every|per) ")
_TAKING = re.compile(
    r"\b(?:with)?(?:in|at|after|than|to|about|for|of|takes?|least|most|over|under|by|or|exceptionally|another) $"
)
_ALIKE = 0.6  # working days by which twice the limit may be missed
_A_YEAR = 360  # days
_SHORT = 0.1  # months by which a year may be missed


class Masked(NamedTuple):
    """A masked sentence, and the first time in it that is too long for the provision, with the limit that it is held
    against."""

    text: str
    long: Duration | None = None
    limit: Limit | None = None


def timed(sentence: str, requirement: Requirement) -> Masked:
    """A sentence with each length of time replaced by how long it is, and by what it is to the provision's own limit
    where it has one."""
    limits = [each for each in requirement.limits if each.step != "stages" and not each.source]
    low, first = sentence.lower(), None
    said: list[tuple[int, int, str]] = []
    for time in sorted(durations.find(low), key=lambda each: each.start):
        if _IS_ONE.match(time.text) and low[: time.start].strip() and not _TAKING.search(low[: time.start]):
            said.append((time.start, time.end, OFTEN))
            continue
        word = _held(time, limits) if limits else ""
        first = first or (time if word and word != FINE else None)
        told = (word, _size(time), ADDED if time.added else "", COUNTED if time.counted else "")
        said.append((time.start, time.end, " ".join(filter(None, told))))
    # a sentence without a time stays as it is written: its words are weighed for other things too, and once
    return Masked(_replaced(low, said) if said else sentence, first, limits[0] if first else None)


def _size(time: Duration) -> str:
    return next((name for most, name in _SIZES if time.working_days <= most), _MORE)


def _held(time: Duration, limits: Sequence[Limit]) -> str:
    """What a time is to the limits of one provision."""
    if limits[0].step == "complain":
        return LONG if time.months < _as_time(limits[0]).months - _SHORT else FINE
    days = [_days(each, time) for each in limits]
    if time.working_days <= max(days):
        return FINE
    if time.working_days <= sum(days):
        return WHOLE
    return TWICE if abs(time.working_days - 2 * max(days)) < _ALIKE else LONG


def _days(limit: Limit, time: Duration) -> float:
    """The working days of a limit; so many days are no more than so many working days."""
    return limit.at_most if limit.unit == "days" and time.unit == "working-days" else _as_time(limit).working_days


def _as_time(limit: Limit) -> Duration:
    return Duration(limit.at_most, limit.unit, "", 0, 0)


def is_past(found: Found, today: date) -> bool:
    """True for a date that is past, and is one: "the report for 2023/24" is due on no day."""
    return found.end < today and (found.end - found.start).days < _A_YEAR


def dated(sentence: str, found: Iterable[Found], today: date) -> str:
    """A sentence with its dates replaced; a whole year stays as it is."""
    said = [
        (each.offset, each.offset + len(each.text), PAST if is_past(each, today) else AHEAD)
        for each in sorted(found, key=lambda each: each.offset)
        if (each.end - each.start).days < _A_YEAR
    ]
    return _replaced(sentence, said)


def _replaced(text: str, said: Iterable[tuple[int, int, str]]) -> str:
    return " ".join("".join(_parts(text, said)).split())


def _parts(text: str, said: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, word in said:
        if start >= at:
            yield f"{text[at:start]} {word} "
            at = end
    yield text[at:]


class Late(NamedTuple):
    """How far a text says that a step takes longer than it may: above 0 it does; and the sentence that does most."""

    score: float
    sentence: str
    masked: Masked


def lateness(text: str, requirement: Requirement) -> Late | None:
    """What was learnt says of the times and stages that a text tells of; None where it holds no word."""
    told = ((each, timed(each, requirement)) for each in sentences(text))
    late = (Late(score(masked.text, "late", requirement.topic), each, masked) for each, masked in told)
    return max(late, key=lambda each: each.score, default=None)


def dueness(masked: str) -> float:
    """Above 0: a masked sentence promises something for a date that is past."""
    return heaviest(masked, "due").score
