"""The weights that were learnt, as they are kept and looked for.

A line of `words/learnt.tsv` is a feature's name (`features`) and its weights of all kinds, as one number.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hoscheck import features
from hoscheck.kept import kept

LEARNT = Path(__file__).with_name("words") / "learnt.tsv"
SCALE = 100  # weights are kept as whole numbers of hundredths
KINDS = ("whole", "part", "states", "late", "due", "approves", "answers")  # `learnt` says of what

# All weights stand in one whole number, so that one addition adds them all up, and in the file as its hexadecimal
# digits, which are read in a third of the time; each has room for 2 ** 27 hundredths.
_ROOM = 28
_HALF, _FULL = 1 << (_ROOM - 1), 1 << _ROOM

_PLACES = {kind: _ROOM * at for at, kind in enumerate(KINDS)}
_RAISED = sum(_HALF << at for at in _PLACES.values())  # added so that no weight is below 0 and borrows of the next


def pack(*several: int) -> int:
    """Weights in hundredths, in the order of KINDS, as one number, which may be added to others."""
    return sum(each << _ROOM * at for at, each in enumerate(several))


def unpacked(packed: int, kind: str) -> float:
    """The weight, or the sum of weights, of one kind."""
    return ((packed + _RAISED >> _PLACES[kind] & _FULL - 1) - _HALF) / SCALE


# What is weighed of a word: by itself and behind a "not"; and with the word that follows it, with the two that do, with
# the second, and with the third.
Word = tuple[int, int, dict[str, int], dict[str, dict[str, int]], dict[str, int], dict[str, int]]
# What is weighed of words, and of two side by side, that are told of one topic.
OfTopic = tuple[dict[str, int], dict[str, dict[str, int]]]


class Weights(NamedTuple):
    """The weights of all features, each as one number, by the words that these begin with; and what is added to their
    sums."""

    words: dict[str, Word]
    topics: dict[str, OfTopic]
    bases: int


NO_PAIR: dict[str, int] = {}
NO_TRIPLE: dict[str, dict[str, int]] = {}
NO_WORD: Word = (0, 0, NO_PAIR, NO_TRIPLE, NO_PAIR, NO_PAIR)


@cache
def weights() -> Weights:
    """What was learnt."""
    return Weights(*kept(LEARNT, _read, (Path(__file__), Path(features.__file__))))


def arranged(named: Mapping[str, int]) -> Weights:
    """Weights by the names of their features (`features`), that of "" being the bases, put where they are looked
    for."""
    words: dict[str, list[Any]] = {}
    topics: dict[str, OfTopic] = {}
    for name, weight in named.items():
        topic, is_topical, told = name.rpartition(features.TOPIC)
        one, *others = told.removeprefix(features.DENIED).split(" ")
        if is_topical:
            single, pairs = topics.setdefault(topic, ({}, {}))
            (pairs.setdefault(one, {}) if others else single)[others[0] if others else one] = weight
            continue
        word = words.setdefault(one, [0, 0, {}, {}, {}, {}])
        match others:
            case []:
                word[told.startswith(features.DENIED)] = weight
            case [features.SKIPPING, third]:
                word[4][third] = weight
            case [features.FAR, fourth]:
                word[5][fourth] = weight
            case [second]:
                word[2][second] = weight
            case [second, third]:
                word[3].setdefault(second, {})[third] = weight
    return Weights({one: tuple(word) for one, word in words.items()}, topics, named[""])


def _read(data: bytes) -> tuple[object, ...]:
    _, _, told = data.decode("utf-8").partition("\n")
    fields = told.rstrip("\n").replace("\n", "\t").split("\t")  # in one go: there are some ten thousand lines
    named = dict(zip(fields[::2], (int(each, 16) for each in fields[1::2]), strict=True))
    return tuple(arranged(named))
