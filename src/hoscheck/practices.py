"""Whether a clause tells of a practice that breaks a provision: those of `words/practices.yaml`, held against it.

A practice has frames of what ought not to be done, which break the provision when they are told undenied, and frames of
what ought to be done, which break it when they are denied, or told to be done rarely, loosely, in part or no longer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hoscheck import frames
from hoscheck.frames import ENDS, NEG, Clause, Frame, Vocabulary, places
from hoscheck.words import derived, words

LACKS = "-lacks"
REACH = 5  # words between a denial and what it denies
GOVERNED = 6  # words from an "if" to what it makes a condition
FIRST = 5  # words of a clause that those who are spoken of stand among: behind it "who ..." tells of them
RELATIVE = 3  # words from a "that" or "who" to what it says of those before it
NEAR_YEAR = 3  # words from "until" to a year

# the classes that take a duty back without a "not"
WEAK = ("rare", "loose", "partly", "left-to", "omit", "stop-doing")

_BUT_FOR = frozenset({"without", "unless", "until"})
_RELATIVES = frozenset({"that", "which", "who", "whose", "whatever", "whoever", "anything", "anyone"})
_UP_TO = frozenset({"until", "till", "to"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAKERS = (Path(__file__), Path(frames.__file__), Path(frames.__file__).parent / "words" / "concepts.yaml")


class Practice(NamedTuple):
    """What breaks a provision that is about this: what is told, and what is denied."""

    does: tuple[Frame, ...]
    lacks: tuple[Frame, ...]


class Marks(NamedTuple):
    """The bits of the classes that are asked for by name."""

    neg: int
    denial: int
    weak: int
    omit: int
    taken_back: int
    old: int
    condition: int
    beside: int
    admit: int


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(derived("concepts", "vocabulary", frames.expanded, _MAKERS))


@cache
def _marks() -> Marks:
    known = vocabulary()
    weak = 0
    for name in WEAK:
        weak |= known.bit(name)
    omit, taken, old, condition, contrast, admit = map(
        known.bit, ("omit", "taken-back", "old", "if", "contrast", "admit")
    )
    neg = known.bit(NEG)
    return Marks(neg, neg | known.denial, weak, omit, taken, old, condition, condition | contrast, admit)


@cache
def names() -> tuple[str, ...]:
    """The practices that there are."""
    return tuple(dict.fromkeys(name.removesuffix(LACKS) for name in words("practices")))


@cache
def practice(name: str) -> Practice:
    lists, frame = _written(), vocabulary().frame
    return Practice(tuple(map(frame, lists.get(name, ()))), tuple(map(frame, lists.get(name + LACKS, ()))))


@cache
def _written() -> Mapping[str, Sequence[frames.Written]]:
    found: Mapping[str, Sequence[frames.Written]] = derived("practices", "frames", _parsed, _MAKERS)
    return found


def _parsed(lists: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[frames.Written]]:
    bits = frames.bits(words("concepts"))
    return {name: tuple(frames.parsed(each, bits) for each in written) for name, written in lists.items()}


def broken(clause: str, known_by: Sequence[str]) -> tuple[str, bool] | None:
    """Which of these practices a clause breaks, and whether by denying what ought to be done; None for none."""
    read = vocabulary().read(clause)
    if _ends(read):
        return None
    known = _marks()
    past = [at for at, mark in enumerate(read.marks) if mark & known.old] if read.seen & known.old else []
    for name in known_by:
        for frame in practice(name).does:
            if frame.fits(read) and (found := places(frame, read, known.denial)) and not _beside(read, found, past):
                return name, False
    if past or not read.seen & (known.neg | known.weak):
        return None
    for name in known_by:
        for frame in practice(name).lacks:
            if frame.fits(read) and (found := places(frame, read, 0)) and _weakened(read, found):
                return name, True
    return None


# ── what is told and breaks nothing ──────────────────────────────────────────────────────────────


def _ends(clause: Clause) -> bool:
    """ "until December 2023": what is told came to an end."""
    return any(
        word in _UP_TO and any(map(_YEAR.fullmatch, clause.words[at + 1 : at + 1 + NEAR_YEAR]))
        for at, word in enumerate(clause.words)
    )


def _beside(clause: Clause, found: Sequence[tuple[int, ...]], past: Sequence[int]) -> bool:
    """True where what is told is the past, a condition, a contrast, or said of those who ... ("cases that are not
    tracked"). A word of the past that the frame itself speaks of ("the phone line was withdrawn") is none."""
    stands = {at for place in found for at in place}
    if _is_taken_back(clause, stands) or not stands.issuperset(past) or _governed(clause, min(stands), _marks().beside):
        return True
    return any(
        clause.marks[at] & _marks().neg and (_is_relative(clause, at) or _is_doubled(clause, at, stands))
        for at in stands
    )


def _is_taken_back(clause: Clause, stands: Collection[int]) -> bool:
    """ "written complaints only" is no practice where it "is not how we see it"."""
    return any(mark & _marks().taken_back and at not in stands for at, mark in enumerate(clause.marks))


def _is_doubled(clause: Clause, at: int, stands: set[int]) -> bool:
    """ "no letter goes out that lacks a date": two denials are none."""
    end = next((each for each in range(at, len(clause.words)) if clause.words[each] == ","), len(clause.words))
    return any(
        clause.marks[behind] & _marks().omit or clause.words[behind] == "without"
        for behind in range(at + 1, end)
        if behind not in stands
    )


def _is_relative(clause: Clause, at: int) -> bool:
    """ "letters that do not cover every point": unless somebody admits "that"."""
    for before in range(at - 1, max(-1, at - 1 - RELATIVE), -1):
        if clause.words[before] in _RELATIVES:
            ahead = clause.marks[max(0, before - RELATIVE) : before]
            return before <= FIRST and not any(mark & _marks().admit for mark in ahead)
        if clause.words[before] == ",":
            return False
    return False


def _governed(clause: Clause, start: int, by: int) -> bool:
    for at in range(start - 1, max(-1, start - 1 - GOVERNED), -1):
        if clause.words[at] == ",":
            return False
        if clause.marks[at] & by:
            return True
    return False


# ── what ought to be done, taken back ────────────────────────────────────────────────────────────


def _weakened(clause: Clause, found: Sequence[tuple[int, ...]]) -> bool:
    """True where what ought to be done is denied, or told to be done rarely, loosely, in part or no longer."""
    stands = [at for place in found for at in place]
    if _is_taken_back(clause, stands):
        return False
    denials = [at for at, mark in enumerate(clause.marks) if mark & _marks().denial]
    if denials:
        if any(clause.words[at] in _BUT_FOR for at in denials[1:]):
            return False  # "no case is closed without a review"
        return any(clause.marks[at] & _marks().neg and _takes_back(clause, at, stands, 1) for at in denials)
    weak = _marks().weak
    return any(mark & weak and _takes_back(clause, at, stands, -REACH) for at, mark in enumerate(clause.marks))


def _takes_back(clause: Clause, at: int, stands: Sequence[int], nearest: int) -> bool:
    """Whether a word takes back what stands near, from `nearest` words behind it on, in the same part of the clause."""
    return (
        any(nearest <= place - at <= REACH and not _parted(clause, at, place) for place in stands)
        and not any(place > at and _parted(clause, at, place) for place in stands)
        and not _governed(clause, at, _marks().condition)
        and not _is_relative(clause, at)
    )


def _parted(clause: Clause, one: int, other: int) -> bool:
    return any(word in ENDS for word in clause.words[min(one, other) + 1 : max(one, other)])
