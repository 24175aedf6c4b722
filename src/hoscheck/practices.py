"""Whether a text tells of a practice that breaks a provision: topics of `words/practices.yaml`, held against clauses.

A topic has frames of what ought not to be done, which break the provision when they are told undenied, and frames of
what ought to be done, which break it when they are denied, or told to be done rarely, loosely, in part or no longer.
"""

from __future__ import annotations

import re
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hoscheck.frames import BREAKS, Clause, Frame, Vocabulary, places
from hoscheck.words import words

LACKS = "-lacks"
REACH = 5  # words between a denial and what it denies

GOVERNED = 6  # words from an "if" to what it makes a condition
FIRST = 5  # words of a clause that those who are spoken of stand among: behind it "who ..." tells of them
RELATIVE = 3  # words from a "that" or "who" to what it says of those before it
NEAR_YEAR = 3  # words from "until" to a year
WEAK = ("rare", "loose", "partly", "left-to", "omit", "stop-doing")

_COMMA = ","
_BUT_FOR = frozenset({"without", "unless", "until"})
_UP_TO = frozenset({"until", "till", "to"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_RELATIVES = frozenset({"that", "which", "who", "whose"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What breaks a provision that is about this: what is told, and what is denied."""

    does: tuple[Frame, ...]
    lacks: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What in a clause breaks a provision: the frame, as written, and whether it was denied or told."""

    frame: str
    denied: bool


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(words("concepts"))


@cache
def names() -> tuple[str, ...]:
    """The topics that there are."""
    return tuple(dict.fromkeys(name.removesuffix(LACKS) for name in words("practices")))


@cache
def topic(name: str) -> Topic:
    lists = words("practices")
    read = vocabulary().frame
    return Topic(tuple(map(read, lists.get(name, ()))), tuple(map(read, lists.get(name + LACKS, ()))))


@cache
def _bits(name: str) -> int:
    return vocabulary().bit(name)


def broken(clause: str, topics: Sequence[str]) -> Told | None:
    """What in a clause breaks one of the topics; None where nothing does."""
    if not topics:
        return None
    chosen = [topic(name) for name in topics]
    read = vocabulary().read(clause)
    past = [at for at, mark in enumerate(read.marks) if mark & _bits("old")] if read.seen & _bits("old") else []
    if _ends(read):
        return None
    for each in chosen:
        for frame in each.does:
            if frame.fits(read.seen) and (found := places(frame, read, _denial())) and not _beside(read, found, past):
                return Told(frame.written, False)
    if read.seen & _weak():
        for each in chosen:
            for frame in each.lacks:
                if frame.fits(read.seen) and not past and (found := places(frame, read, 0)) and _weakened(read, found):
                    return Told(frame.written, True)
    return None


@cache
def _denial() -> int:
    return _bits("neg") | _bits("<denial>")


def _ends(clause: Clause) -> bool:
    """ "until December 2023": what is told came to an end."""
    return any(
        word in _UP_TO and any(_YEAR.fullmatch(each) for each in clause.words[at + 1 : at + 1 + NEAR_YEAR])
        for at, word in enumerate(clause.words)
    )


def _beside(clause: Clause, found: Sequence[tuple[int, ...]], past: Sequence[int]) -> bool:
    """True where what is told is the past, a condition, a contrast, or said of those who ... ("cases that are not
    tracked"). A word of the past that the frame itself speaks of ("the phone line was withdrawn") is none."""
    if any(not any(at in place for place in found) for at in past):
        return True
    start = min(place[0] for place in found)
    if _governed(clause, start, _bits("if") | _bits("contrast")):
        return True
    return any(
        clause.marks[at] & _bits("neg") and _is_relative(clause, at) for place in found for at in place
    )


def _is_relative(clause: Clause, at: int) -> bool:
    """ "letters that do not cover every point": unless somebody admits "that"."""
    for before in range(at - 1, max(-1, at - 1 - RELATIVE), -1):
        if clause.words[before] in _RELATIVES:
            if before > FIRST:
                return False
            ahead = clause.marks[max(0, before - RELATIVE) : before]
            return not any(mark & _bits("admit") for mark in ahead)
        if clause.words[before] == _COMMA:
            return False
    return False


def _governed(clause: Clause, start: int, by: int) -> bool:
    for at in range(start - 1, max(-1, start - 1 - GOVERNED), -1):
        if clause.words[at] == _COMMA:
            return False
        if clause.marks[at] & by:
            return True
    return False


@cache
def _weak() -> int:
    bits = _bits("neg")
    for name in WEAK:
        bits |= _bits(name)
    return bits


def _weakened(clause: Clause, found: Sequence[tuple[int, ...]]) -> bool:
    """True where what ought to be done is denied, or told to be done rarely, loosely, in part or no longer."""
    stands = [at for place in found for at in place]
    denials = [at for at, mark in enumerate(clause.marks) if mark & _denial()]
    if len(denials) > 1 and any(clause.words[at] in _BUT_FOR for at in denials[1:]):
        return False  # "no case is closed without a review"
    if any(_denies(clause, at, stands) for at in denials):
        return True
    return not denials and any(
        mark & _weak()
        and any(abs(at - place) <= REACH and not _parted(clause, at, place) for place in stands)
        and not _governed(clause, at, _bits("if"))
        and not _is_relative(clause, at)
        for at, mark in enumerate(clause.marks)
    )


def _denies(clause: Clause, at: int, stands: Sequence[int]) -> bool:
    return bool(
        clause.marks[at] & _bits("neg")
        and any(at < place <= at + REACH and not _parted(clause, at, place) for place in stands)
        and not _governed(clause, at, _bits("if"))
        and not _is_relative(clause, at)
    )


def _parted(clause: Clause, one: int, other: int) -> bool:
    return any(word in BREAKS or word == "and" for word in clause.words[min(one, other) : max(one, other)])
