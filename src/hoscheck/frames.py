"""Frames: what a clause says, told by classes of words, their order and whether they are denied.

A list of phrases finds what its writer thought of. A frame is made of classes ("reply", "wait", "works", "finished"),
so that a few say what a hundred phrases would. Each word of a clause is looked up once; which frames could match is
then told by comparing sets of classes, and only for those are places compared. No regular expression is made.

    a b        a class, then another after a few words
    a/b        either class
    =some/any  one of these words; a/=some is the class or the word
    a .b       b right behind a, or after one word
    a b + c    "a b" and c, anywhere in the clause
    -a         none of a in the clause
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

NEAR = 6  # words from one part of a frame to the next: beyond that it is said of something else
CLOSE = 3  # … between two plain words, which alone mean little
TOUCHING = 1  # … where the second part is written with a dot
AFTER_DENIAL = 4  # … from a "not" to what it denies
DENIED = 8  # words in front of a frame in which a "not" denies it
FLIPPED = 3  # words after a "not" in which "refuse" or "wait" turns it into its contrary
BREAKS = frozenset({",", "so", "because", "but", "then"})  # what is denied before them is not denied after them

ENDS = BREAKS | {"and", "until", "unless", "before", "without", "if", "when"}  # behind a denial: another is spoken of

# classes that say how a thing is said
NEG, NO_NEG, LIFTED, FLIP, ONLY = "neg", "no-neg", "lifted", "flip", "only"

_TOKEN = re.compile(r"[a-z0-9]+|,")
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10", "twelve": "12", "twenty": "20"}

Written = tuple[
    tuple[tuple[tuple[tuple[int, tuple[str, ...]], ...], tuple[int, ...]], ...], tuple[int, tuple[str, ...]]
]
Entries = tuple[tuple[str, ...], dict[str, int], dict[str, list[tuple[list[str], int]]]]


def tokens(clause: str) -> list[str]:
    """The words of a clause in small letters, numbers as digits, and its commas."""
    known = _NUMBERS.get
    return [known(word, word) for word in _TOKEN.findall(clause.replace("'", ""))]


class Part(NamedTuple):
    """One part of a frame: classes, as bits, and plain words."""

    classes: int
    words: frozenset[str]

    def takes(self, mark: int, word: str) -> bool:
        return bool(mark & self.classes) or word in self.words


class Group(NamedTuple):
    """Parts in their order, how far off the next may stand, and whether one of them is a denial."""

    parts: tuple[Part, ...]
    gaps: tuple[int, ...]
    denies: bool


class Clause(NamedTuple):
    """A clause's words with the classes that begin at each, as bits, and all of them together."""

    words: tuple[str, ...]
    marks: tuple[int, ...]
    seen: int
    there: frozenset[str]


class Frame(NamedTuple):
    """A frame: its groups, and what may not stand in the clause."""

    groups: tuple[Group, ...]
    parts: tuple[Part, ...]
    without: Part

    def fits(self, clause: Clause) -> bool:
        """Whether the clause has words for all parts: loops, since this is asked for every frame of every clause."""
        seen, there = clause.seen, clause.there
        for classes, words in self.parts:
            if not classes & seen and words.isdisjoint(there):
                return False
        return not self.without.classes & seen and self.without.words.isdisjoint(there)


class Vocabulary:
    """Which classes a word, or a run of words, belongs to."""

    def __init__(self, entries: Entries) -> None:
        """From what `expanded` made of the word lists."""
        names, self._single, self._runs = entries
        self._bits = bits(names)
        self.neg = self.bit(NEG)
        self.denial = 1 << len(names)  # a denial of any kind
        self._no_neg, self._lifted, self._flip, self._only = map(self.bit, (NO_NEG, LIFTED, FLIP, ONLY))

    def bit(self, name: str) -> int:
        return self._bits[name]

    def read(self, clause: str) -> Clause:
        """The words of a clause and their classes: one loop, since this is done for every clause of a document."""
        words = tokens(clause)
        single, runs = self._single, self._runs
        marks = []
        for at, word in enumerate(words):
            mark = single.get(word, 0)
            for rest, bit in runs.get(word, ()):
                if words[at + 1 : at + 1 + len(rest)] == rest:
                    mark |= bit
            marks.append(mark)
        seen = 0
        for at, mark in enumerate(marks):
            if mark & self.neg:
                mark = marks[at] = self._weighed(words, marks, at)
            seen |= mark
        return Clause(tuple(words), tuple(marks), seen, frozenset(words))

    def _weighed(self, words: Sequence[str], marks: list[int], at: int) -> int:
        """The mark of a "not": it denies, unless it is in "not only"; what it denies may be no loss ("need not")."""
        mark = marks[at]
        if mark & self._no_neg or (words[at] == "nor" and "neither" in words[:at]):
            if at + 1 < len(marks):
                marks[at + 1] &= ~self._only
            return mark & ~self.neg
        before = marks[at - 1] if at else 0
        if (mark | before) & self._lifted or any(each & self._flip for each in marks[at + 1 : at + 1 + FLIPPED]):
            mark &= ~self.neg
        return mark | self.denial

    def frame(self, written: Written) -> Frame:
        """A frame from what `parsed` made of its text."""
        groups, without = written
        made = tuple(self._group(parts, gaps) for parts, gaps in groups)
        parts = sorted((part for group in made for part in group.parts), key=_breadth)
        return Frame(made, tuple(parts), _part(without))

    def _group(self, parts: Sequence[tuple[int, tuple[str, ...]]], gaps: tuple[int, ...]) -> Group:
        made = tuple(map(_part, parts))
        return Group(made, gaps, any(each.classes & self.neg for each in made))


def _part(written: tuple[int, tuple[str, ...]]) -> Part:
    return Part(written[0], frozenset(written[1]))


def _breadth(part: Part) -> int:
    return part.classes.bit_count() * 10 + len(part.words)


# ── from word lists and texts ────────────────────────────────────────────────────────────────────


def expanded(classes: Mapping[str, Sequence[str]]) -> Entries:
    """The names of the classes in order, the classes of single words as bits, and those of runs by their first word."""
    single: dict[str, int] = {}
    runs: dict[str, list[tuple[list[str], int]]] = {}
    for at, entries in enumerate(classes.values()):
        for form in (form for entry in entries for form in _forms(entry)):
            first, *rest = (_NUMBERS.get(word, word) for word in form.split())
            if rest:
                runs.setdefault(first, []).append((rest, 1 << at))
            else:
                single[first] = single.get(first, 0) | 1 << at
    return tuple(classes), single, runs


def _forms(entry: str) -> Iterator[str]:
    """An entry, with its endings where a "+" stands behind a word."""
    stem, plus, rest = entry.partition("+")
    yield stem + rest
    if not plus:
        return
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        yield f"{stem[:-1]}ies{rest}"
        yield f"{stem[:-1]}ied{rest}"
    else:
        yield stem + ("es" if stem.endswith(("s", "x", "ch", "sh")) else "s") + rest
        yield stem.removesuffix("e") + "ed" + rest
    yield stem.removesuffix("e") + "ing" + rest


def bits(names: Iterable[str]) -> Mapping[str, int]:
    """The bit of each class, by the order of their names."""
    return {name: 1 << at for at, name in enumerate(names)}


def parsed(written: str, bits: Mapping[str, int]) -> Written:
    """A frame's text, read. Raises ValueError for what is no class."""
    without: tuple[int, tuple[str, ...]] = (0, ())
    groups = []
    parts: list[tuple[int, tuple[str, ...]]] = []
    gaps: list[int] = []
    for word in [*written.split(), "+"]:
        if word == "+":
            if parts:
                groups.append((tuple(parts), _gaps(gaps, parts, bits[NEG])))
            parts, gaps = [], []
        elif word.startswith("-"):
            classes, plain = _union(word[1:], bits)
            without = (without[0] | classes, (*without[1], *plain))
        else:
            gaps.append(TOUCHING if word.startswith(".") else CLOSE if word.startswith("=") else NEAR)
            parts.append(_union(word.removeprefix("."), bits))
    if not groups:
        raise ValueError(f"{written!r} has no part that must be there")
    return tuple(groups), without


def _union(names: str, bits: Mapping[str, int]) -> tuple[int, tuple[str, ...]]:
    """The classes and the words that a part is made of: "a/b/=some/any"."""
    classes, _, plain = names.partition("=")
    union = 0
    for name in filter(None, classes.split("/")):
        if name not in bits:
            raise ValueError(f"{name!r} is no class of words")
        union |= bits[name]
    return union, tuple(_NUMBERS.get(word, word) for word in plain.split("/") if word)


def _gaps(asked: Sequence[int], parts: Sequence[tuple[int, tuple[str, ...]]], neg: int) -> tuple[int, ...]:
    """How many words may stand before each part but the first: fewer between plain words, and behind a denial."""
    gaps = []
    for at in range(1, len(asked)):
        gap = NEAR if asked[at] == CLOSE and asked[at - 1] != CLOSE else asked[at]
        gaps.append(min(gap, AFTER_DENIAL) if parts[at - 1][0] == neg else gap)
    return tuple(gaps)


# ── held against a clause ────────────────────────────────────────────────────────────────────────


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
        if first.takes(mark, clause.words[start]):
            place = _on(group, clause, (start,), denial)
            speaks = group.denies and mark & first.classes & denial and clause.words[start] != "without"
            if place and (speaks or not denied(clause, start, denial)):
                yield place


def _on(group: Group, clause: Clause, place: tuple[int, ...], denial: int) -> tuple[int, ...] | None:
    at = len(place)
    if at == len(group.parts):
        return place
    marks, words, last = clause.marks, clause.words, place[-1]
    ends = ENDS if any(marks[each] & denial for each in place) else ()  # what is denied stands in the same part
    for following in range(last + 1, min(len(marks), last + 2 + group.gaps[at - 1])):
        if group.parts[at].takes(marks[following], words[following]):
            rest = _on(group, clause, (*place, following), denial)
            if rest:
                return rest
        if marks[following] & denial or words[following] in ends:
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
