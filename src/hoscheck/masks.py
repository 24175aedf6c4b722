"""Sentences with their times and dates replaced by what these are: too long or not, past or to come.

What was learnt (`learnt`) is of words; that a limit is too long, or a date past, depends on the provision and on the
day. So each length of time becomes one of three words and each date one of two, and what is said around them is
weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from hoscheck import durations
from hoscheck.dates import Found
from hoscheck.durations import Duration
from hoscheck.learnt import heaviest
from hoscheck.model import Limit, Requirement

LONG, TWICE, WHOLE, FINE = "xlong", "xdouble", "xwhole", "xfine"  # than the provision allows; twice as long; no longer
# than all that it allows together, a response with its extension; not too long
PAST, AHEAD = "xpast", "xahead"
ADDED = "xadded"
_ALIKE = 0.6  # working days by which twice the limit may be missed
_A_YEAR = 360  # days
_SHORT = 0.1  # months by which a year may be missed


class Masked(NamedTuple):
    """A masked sentence, and the first time that is too long in it."""

    text: str
    long: Duration
    limit: Limit


def too_long(sentence: str, requirement: Requirement) -> Masked | None:
    """A sentence with each length of time held against the provision's own limit; None where none is too long."""
    limits = [each for each in requirement.limits if each.step != "stages" and not each.source]
    if not limits:
        return None
    low, first = sentence.lower(), None
    said: list[tuple[int, int, str]] = []
    for time in sorted(durations.find(low), key=lambda each: each.start):
        word = _held(time, limits)
        first = first or (None if word == FINE else time)
        said.append((time.start, time.end, f"{word} {ADDED}" if time.added else word))
    return Masked(_replaced(low, said), first, limits[0]) if first else None


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


def lateness(masked: str, topic: str) -> float:
    """Above 0: a masked sentence says of the provision's own step, and of now, that it takes so long."""
    return heaviest(masked, "late", topic).score


def dueness(masked: str) -> float:
    """Above 0: a masked sentence promises something for a date that is past."""
    return heaviest(masked, "due").score
