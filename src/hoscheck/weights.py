"""The weights that were learnt, as they are kept and looked for.

A line of `words/learnt.tsv` is a feature's name (`features`) and its weights of all kinds, as one number.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

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


Pairs = dict[tuple[str, str], int]
OfTopic = tuple[dict[str, int], Pairs]  # of words, and of two side by side, that are told of one topic


class Weights(NamedTuple):
    """The weights of all features, each as one number, by family: of words, of those behind a "not", of two and of
    three side by side, of two with one and with two others between them, and of those told of a topic; and what is
    added to their sums.

    Few large mappings are looked into sooner than many small ones, of which most are no longer at hand.
    """

    single: dict[str, int]
    denied: dict[str, int]
    pairs: Pairs
    triples: dict[tuple[str, str, str], int]
    skipping: Pairs
    far: Pairs
    topics: dict[str, OfTopic]
    bases: int


NO_TOPIC: OfTopic = ({}, {})


@cache
def weights() -> Weights:
    """What was learnt."""
    return Weights(*kept(LEARNT, _read, (Path(__file__), Path(features.__file__))))


def arranged(named: Mapping[str, int]) -> Weights:
    """Weights by the names of their features (`features`), that of "" being the bases, put where they are looked
    for."""
    told = Weights({}, {}, {}, {}, {}, {}, {}, named[""])
    for name, weight in named.items():
        topic, is_topical, rest = name.rpartition(features.TOPIC)
        if is_topical:
            words, pairs = told.topics.setdefault(topic, ({}, {}))
            denied = words
        else:
            words, denied, pairs = told.single, told.denied, told.pairs
        match [intern(each) for each in rest.removeprefix(features.DENIED).split(" ")]:
            case [one]:
                (denied if rest.startswith(features.DENIED) else words)[one] = weight
            case [one, features.SKIPPING, three]:
                told.skipping[one, three] = weight
            case [one, features.FAR, four]:
                told.far[one, four] = weight
            case [one, two]:
                pairs[one, two] = weight
            case [one, two, three]:
                told.triples[one, two, three] = weight
    return told


def _read(data: bytes) -> tuple[object, ...]:
    _, _, told = data.decode("utf-8").partition("\n")
    fields = told.rstrip("\n").replace("\n", "\t").split("\t")  # in one go: there are some ten thousand lines
    named = dict(zip(fields[::2], (int(each, 16) for each in fields[1::2]), strict=True))
    return tuple(arranged(named))
