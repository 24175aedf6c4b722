"""What was learnt from labelled lines: weights of the words and phrases of a sentence, and what they add up to.

Grammar and signals find the ways of speaking that somebody thought of, and there are always more. So
`words/learnt.tsv` holds what was learnt from some ten thousands of lines that people labelled (fixtures/teaching,
fixtures/eval/open and drill; by `make teach`): seven weights for each feature of a sentence. `whole` and `part` tell
how far it speaks against a Yes, in the text as a whole and in the sentence alone; `states`, whether it says how a
requirement is met rather than where that is written; `late` and `due`, whether it tells of a limit that is too long and
of a promise that is overdue (`masks`); `approves` and `answers`, whether the governing body did (`governing`). What is
weighed of a sentence, `features` tells; words are weighed as told of a topic too, so that "in writing" can speak
against one provision and not against another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from hoscheck.features import denied, sentences, stemmed
from hoscheck.weights import NO_TOPIC, unpacked, weights

# A sum is divided by the root of its number of features, were there as many as in most sentences or texts; and where
# there are more or fewer, by this power of how many times as many there are. A long text holds more that speaks either
# way, but what it admits in one clause counts no less for that.
LENGTH = {"whole": 0.1, "part": 0.2, "states": 0.5, "late": 0.2, "due": 0.5, "approves": 0.2, "answers": 0.2}
TYPICAL = {kind: 200 if kind == "whole" else 60 for kind in LENGTH}


class Sums(NamedTuple):
    """How many features a sentence has, and the sums of their weights as one number."""

    features: int
    packed: int = 0

    def of(self, kind: str) -> float:
        """The sum of the weights of a kind (of KINDS)."""
        return unpacked(self.packed, kind)


def halves(several: Sequence[str], topic: str) -> tuple[Sums, Sums]:
    """The sums of sentences together: of the features whatever they are about, and of those that tell of the topic."""
    return _together(several, ""), _together(several, topic) if topic else Sums(0)


def _together(several: Sequence[str], topic: str) -> Sums:
    each = [_weighed(sentence, topic) for sentence in several]
    return Sums(sum([number for number, _ in each]), sum([packed for _, packed in each]))


class Heaviest(NamedTuple):
    """The sentence of a text that weighs most of one kind, and how much; "" and the base alone where none holds a
    word."""

    score: float
    sentence: str


def score(sentence: str, kind: str, topic: str = "") -> float:
    """How much a sentence weighs of a kind (of KINDS), by its own length."""
    number, packed = _weighed(sentence, "")
    if topic:
        more, weighed = _weighed(sentence, topic)
        number, packed = number + more, packed + weighed
    return base(kind) + unpacked(packed, kind) / divisor(kind, number)


def heaviest(text: str, kind: str, topic: str = "") -> Heaviest:
    """Which sentence of a text weighs most of a kind (of KINDS)."""
    return heaviest_by(text, base(kind), lambda sentence: score(sentence, kind, topic))


def heaviest_by(text: str, base: float, scored: Callable[[str], float]) -> Heaviest:
    """The same by another score of a sentence."""
    return Heaviest(*max([(scored(each), each) for each in sentences(text)], default=(base, "")))


@lru_cache(maxsize=1024)
def divisor(kind: str, features: float) -> float:
    """What the sum of so many weights of a kind (of KINDS) is divided by."""
    typical = TYPICAL[kind]
    return math.sqrt(typical) * math.pow(features / typical, LENGTH[kind])


@lru_cache(maxsize=4096)  # a few forms: the same sentence is weighed for its support and against its answer
def _weighed(sentence: str, topic: str) -> tuple[int, int]:
    """How many features a sentence has, and the sum of their weights: of those that tell of a topic, or of the others.

    The same as by their names, but without making these: most sentences hold some seventy, and few of them weigh.
    """
    return _topical(stemmed(sentence), topic) if topic else _general(stemmed(sentence))


def _general(stems: Sequence[str]) -> tuple[int, int]:
    known, single, behind = weights(), set(stems), denied(stems)
    second, third, fourth = stems[1:], stems[2:], stems[3:]
    runs: Sequence[_Run] = (
        zip(stems, second, strict=False),
        zip(stems, second, third, strict=False),
        zip(stems, third, strict=False),
        zip(stems, fourth, strict=False),
    )
    number, runs = _once(runs, (1, 2, 2, 3), stems, single)
    gets = (known.single.get, known.denied.get, known.pairs.get, known.triples.get, known.skipping.get, known.far.get)
    return len(single) + len(behind) + number, _sum(gets, (single, behind, *runs))


def _topical(stems: Sequence[str], topic: str) -> tuple[int, int]:
    words, pairs = weights().topics.get(topic, NO_TOPIC)
    single = set(stems)
    number, runs = _once((pairwise(stems),), (1,), stems, single)
    return len(single) + number, _sum((words.get, pairs.get), (single, *runs))


_Run = Iterable[str | tuple[str, ...]]


def _once(
    runs: Sequence[_Run], reaches: Sequence[int], stems: Sequence[str], single: Collection[str]
) -> tuple[int, Sequence[_Run]]:
    """How many runs of a sentence's words there are, each counted once, and these; `reaches` tells how far from its
    first word the last of a run stands. None is there twice unless two words are, or one three times."""
    if len(stems) - len(single) <= 1:
        return sum([len(stems) - reach for reach in reaches if reach < len(stems)]), runs
    several = [set(run) for run in runs]
    return sum(map(len, several)), several


def _sum(gets: Sequence[Callable[[Any], int | None]], runs: Sequence[_Run]) -> int:
    return sum(filter(None, chain.from_iterable(map(map, gets, runs))))


@cache
def base(kind: str) -> float:
    """What is added to a score of a kind (of KINDS), beside the sums."""
    return unpacked(weights().bases, kind)


@cache
def counts(file: Path) -> Mapping[str, float]:
    """How much each figure of a text counts, as a file made by `make teach` says, a line for each."""
    told = file.read_text(encoding="utf-8").splitlines()[1:]
    return {name: float(weight) for name, weight in (each.split("\t") for each in told)}
