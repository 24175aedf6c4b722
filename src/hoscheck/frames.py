"""Frames: what a clause says, told by classes of words, their order and whether they are denied.

A list of phrases finds what its writer thought of. A frame is made of classes ("reply", "wait", "works", "finished"),
so that a few say what a hundred phrases would. Each word of a clause is looked up once; which frames could match is
then told by comparing sets of classes, and only for those are places compared. No regular expression is made.

    a b        a class, then another after a few words
    a/b        either class
    =some/any  one of these words
    a b + c    "a b" and c, anywhere in the clause
    a .b       b right behind a, or after one word
    -a         none of a in the clause
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

NEAR = 6  # words from one part of a frame to the next: beyond that it is said of something else
CLOSE = 3  # … between two plain words, which alone mean little
DENIED = 8  # words in front of a frame in which a "not" denies it
FLIPPED = 3  # words after a "not" in which "refuse" or "wait" turns it into its contrary
BREAKS = frozenset({",", "so", "because", "but", "then"})  # what is denied before them is not denied after them
AFTER_DENIAL = 4  # words from a "not" to what it denies
TOUCHING = 1  # words between the parts where the second is written with a dot

_TOKEN = re.compile(r"[a-z0-9]+|,")
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10", "twelve": "12", "twenty": "20"}


def tokens(clause: str) -> list[str]:
    """The words of a clause in small letters, numbers as digits, and its commas."""
    return [_NUMBERS.get(word, word) for word in _TOKEN.findall(clause.replace("'", ""))]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of a frame in their order: the classes of each as bits, and how far off the next may stand."""

    parts: tuple[int, ...]
    gaps: tuple[int, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame with the bits of which a clause must have some, one set for each part."""

    written: str
    groups: tuple[Group, ...]
    needs: tuple[int, ...]
    without: int

    def fits(self, seen: int) -> bool:
        for part in self.needs:  # a loop, since this is asked for every frame of every clause
            if not part & seen:
                return False
        return not seen & self.without


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's words with the classes that begin at each, as bits, and all of them together."""

    words: tuple[str, ...]
    marks: tuple[int, ...]
    seen: int


class Vocabulary:
    """Which classes a word, or a run of words, belongs to. Classes and plain words of frames each have a bit."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._bits: dict[str, int] = {}
        self._single: dict[str, int] = {}
        self._runs: dict[str, list[tuple[list[str], int]]] = {}
        self.classes = frozenset(classes)
        for name, entries in classes.items():
            bit = self.bit(name)
            for entry in entries:
                for form in _forms(entry):
                    self._add(form, bit)
        self.neg, self.denial = self.bit("neg"), self.bit("<denial>")
        self._no_neg, self._lifted, self._flip, self._only = map(self.bit, ("no-neg", "lifted", "flip", "only"))

    def bit(self, name: str) -> int:
        return self._bits.setdefault(name, 1 << len(self._bits))

    def plain(self, word: str) -> int:
        """The bit of a plain word of a frame."""
        word = _NUMBERS.get(word, word)
        name = f"={word}"
        new = name not in self._bits
        bit = self.bit(name)
        if new:
            self._add(word, bit)
        return bit

    def _add(self, entry: str, bit: int) -> None:
        first, *rest = (_NUMBERS.get(word, word) for word in entry.split())
        if rest:
            self._runs.setdefault(first, []).append((rest, bit))
        else:
            self._single[first] = self._single.get(first, 0) | bit

    def read(self, clause: str) -> Clause:
        words = tokens(clause)
        marks = [self._mark(words, at) for at in range(len(words))]
        for at, mark in enumerate(marks):
            if mark & self.neg:
                marks[at] = self._weighed(words, marks, at)
        seen = 0
        for mark in marks:
            seen |= mark
        return Clause(tuple(words), tuple(marks), seen)

    def _mark(self, words: list[str], at: int) -> int:
        mark = self._single.get(words[at], 0)
        for rest, bit in self._runs.get(words[at], ()):
            if not mark & bit and words[at + 1 : at + 1 + len(rest)] == rest:
                mark |= bit
        return mark

    def _weighed(self, words: list[str], marks: list[int], at: int) -> int:
        """The mark of a "not": it denies, unless it is one of "not only"; what it denies may be no loss ("need not")."""
        mark = marks[at]
        if mark & self._no_neg or (words[at] == "nor" and "neither" in words[:at]):
            if at + 1 < len(marks):
                marks[at + 1] &= ~self._only
            return mark & ~self.neg
        before = marks[at - 1] if at else 0
        if (mark | before) & self._lifted or any(each & self._flip for each in marks[at + 1 : at + 1 + FLIPPED]):
            mark &= ~self.neg
        return mark | self.denial

    def frame(self, written: str) -> Frame:
        """A frame from its text. Raises ValueError for what is no class."""
        without = 0
        groups: list[Group] = []
        parts: list[int] = []
        gaps: list[int] = []
        for word in [*written.split(), "+"]:
            if word == "+":
                if parts:
                    groups.append(Group(tuple(parts), self._gaps(gaps, parts), any(each & self.neg for each in parts)))
                parts, gaps = [], []
            elif word.startswith("-"):
                without |= self._union(word[1:])
            else:
                gaps.append(TOUCHING if word.startswith(".") else CLOSE if word.startswith("=") else NEAR)
                parts.append(self._union(word.removeprefix(".")))
        if not groups:
            raise ValueError(f"{written!r} has no part that must be there")
        needs = sorted((part for group in groups for part in group.parts), key=int.bit_count)
        return Frame(written, tuple(groups), tuple(needs), without)

    def _gaps(self, asked: Sequence[int], parts: Sequence[int]) -> tuple[int, ...]:
        """How many words may stand before each part but the first: fewer between plain words, and behind a denial."""
        gaps = []
        for at in range(1, len(asked)):
            gap = asked[at]
            if gap == CLOSE and asked[at - 1] != CLOSE:
                gap = NEAR
            gaps.append(min(gap, AFTER_DENIAL) if parts[at - 1] == self.neg else gap)
        return tuple(gaps)

    def _union(self, names: str) -> int:
        classes, _, words = names.partition("=")
        bits = 0
        for name in filter(None, classes.split("/")):
            if name not in self.classes:
                raise ValueError(f"{name!r} is no class of words")
            bits |= self._bits[name]
        for word in filter(None, words.split("/")):
            bits |= self.plain(word)
        return bits


def _forms(entry: str) -> Iterator[str]:
    """An entry, with its endings where a "+" stands behind a word."""
    if "+" not in entry:
        yield entry
        return
    stem, _, rest = entry.partition("+")
    ends = stem[:-1] if stem.endswith("e") else stem
    last = stem[:-1] + "ie" if stem.endswith("y") and stem[-2:-1] not in "aeiou" else stem
    plural = last + ("es" if stem.endswith(("s", "x", "ch", "sh")) else "s")
    for form in (stem, plural, (last if last != stem else ends) + ("d" if last != stem else "ed"), f"{ends}ing"):
        yield form + rest


def places(frame: Frame, clause: Clause, denial: int) -> list[tuple[int, ...]] | None:
    """Where the words of each group stand; None where a group is not there. What is denied (by a word with one of the
    bits `denial`) is none, unless the frame itself speaks of the denial."""
    found = []
    for group in frame.groups:
        place = next(_runs_of(group, clause, denial), None)
        if place is None:
            return None
        found.append(place)
    return found


def _runs_of(group: Group, clause: Clause, denial: int) -> Iterator[tuple[int, ...]]:
    first = group.parts[0]
    for start, mark in enumerate(clause.marks):
        if mark & first:
            place = _on(group, clause, 1, (start,), denial)
            if place and ((group.denies and mark & first & denial) or not denied(clause, start, denial)):
                yield place


def _on(group: Group, clause: Clause, at: int, place: tuple[int, ...], denial: int) -> tuple[int, ...] | None:
    if at == len(group.parts):
        return place
    marks, last = clause.marks, place[-1]
    ends = BREAKS if any(marks[each] & denial for each in place) else ()  # what is denied stands in the same part
    for following in range(last + 1, min(len(marks), last + 2 + group.gaps[at - 1])):
        if marks[following] & group.parts[at]:
            rest = _on(group, clause, at + 1, (*place, following), denial)
            if rest:
                return rest
        if marks[following] & denial or clause.words[following] in ends:
            return None
    return None


def denied(clause: Clause, start: int, denial: int) -> bool:
    """True where a denial stands in front, in the same part of the clause."""
    for at in range(start - 1, max(-1, start - 1 - DENIED), -1):
        if clause.words[at] in BREAKS:
            return False
        if clause.marks[at] & denial:
            return True
    return False
