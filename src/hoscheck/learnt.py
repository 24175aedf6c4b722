"""What was learnt from labelled lines: weights of the words and phrases of a sentence, and what they add up to.

Grammar and signals find the ways of speaking that somebody thought of, and there are always more. So
`words/learnt.tsv` holds what was learnt from some ten thousands of lines that people labelled (fixtures/teaching,
fixtures/eval/open and drill; by `make teach`): five weights for each feature of a sentence. `whole` and `part` tell how
far it speaks against a Yes, in the text as a whole and in the sentence alone; `states`, whether it says how a
requirement is met rather than where that is written; `late` and `due`, whether it tells of a limit that is too long and
of a promise that is overdue (`masks`). Features are words, neighbouring words, words behind a "not", and words told of
a topic, so that "in writing" can weigh against one provision and not against another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from hoscheck.kept import kept
from hoscheck.normalise import plain

LEARNT = Path(__file__).with_name("words") / "learnt.tsv"
LONGEST = 4000  # characters of a text that are weighed; a landlord's evidence seldom has more
SCALE = 100  # weights are kept as whole numbers of hundredths

# All weights stand in one whole number, so that one addition adds them all up, and in the file as its hexadecimal
# digits, which are read in a third of the time; each has room for 2 ** 27 hundredths.
_ROOM = 28
_HALF, _FULL = 1 << (_ROOM - 1), 1 << _ROOM

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_WORD = re.compile(r"[a-z']+|[0-9]+")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_LEAST_STEM = 3
_DENYING = frozenset(("not", "no", "never", "without", "nor", "none", "cannot", "don't", "isn't", "aren't"))
_DENYING |= {"nobody", "nothing", "neither"}
_JOINING = frozenset(("the", "a", "an", "of", "to", "and", "or", "in", "on", "at", "by", "for", "with", "from", "as"))
_SMALL = _JOINING | {"is", "are", "be", "we", "our", "it", "this", "that"}
_BEGIN, _END = "<", ">"


class Sums(NamedTuple):
    """How many features a sentence has, and the sums of their weights."""

    features: int
    whole: float
    part: float
    states: float
    late: float
    due: float


KINDS = Sums._fields[1:]


def weigh(sentence: str, topic: str = "") -> Sums:
    """The sums of a sentence; with a topic, of the features that tell of it too."""
    number, packed = _weighed(sentence, "")
    if topic:
        more, told = _weighed(sentence, topic)
        number, packed = number + more, packed + told
    return Sums(number, *(each / SCALE for each in unpacked(packed)))


class Heaviest(NamedTuple):
    """The sentence of a text that weighs most of one kind, and how much; "" and the base alone where none holds a
    word."""

    score: float
    sentence: str


def heaviest(text: str, kind: str, topic: str = "") -> Heaviest:
    """Which sentence of a text weighs most of a kind (of KINDS), each by its own length."""
    at = Sums._fields.index(kind)
    base: float = bases()[at]
    told = ((weigh(each, topic), each) for each in sentences(text))
    return max(
        (Heaviest(base + sums[at] / sqrt(sums.features), each) for sums, each in told), default=Heaviest(base, "")
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word."""
    return [each.strip() for each in _SENTENCE.split(plain(text)[:LONGEST]) if _WORD.search(each.lower())]


@lru_cache(maxsize=4096)  # a few forms: the same sentence is weighed for its support and against its answer
def _weighed(sentence: str, topic: str) -> tuple[int, int]:
    told = topical(sentence, topic) if topic else features(sentence)
    return len(told), sum(filter(None, map(weights().get, told)))


def features(sentence: str) -> set[str]:
    """What is weighed of a sentence whatever it is about."""
    stems = stemmed(sentence)
    second, third, fourth = stems[1:], stems[2:], stems[3:]
    told = {*stems}
    told.update(f"{one} {two}" for one, two in zip(stems, second, strict=False))
    told.update(f"{one} {two} {three}" for one, two, three in zip(stems, second, third, strict=False))
    told.update(f"{one} * {three}" for one, three in zip(stems, third, strict=False))
    told.update(f"{one} ** {four}" for one, four in zip(stems, fourth, strict=False))
    first = next((at for at, each in enumerate(stems) if each in _DENYING), len(stems))
    told.update(f"!{each}" for each in stems[first:] if each not in _DENYING and each not in _SMALL)
    return told


def topical(sentence: str, topic: str) -> set[str]:
    """What is weighed of a sentence as one about a topic."""
    stems = stemmed(sentence)
    told = {f"{topic}|{each}" for each in stems}
    told.update(f"{topic}|{one} {two}" for one, two in pairwise(stems))
    return told


@lru_cache(maxsize=64)
def stemmed(sentence: str) -> tuple[str, ...]:
    """The stems of a sentence's words, between marks of its beginning and its end."""
    return (_BEGIN, *map(stem, _WORD.findall(sentence.lower())), _END)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that "records" and "recorded" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


def pack(*several: int) -> int:
    """Weights in one number, which may be added to others."""
    return sum(each << _ROOM * at for at, each in enumerate(several))


def unpacked(packed: int) -> Iterator[int]:
    """The weights, or their sums, in the order of KINDS."""
    for _ in KINDS:
        each = (packed + _HALF) % _FULL - _HALF
        packed = (packed - each) >> _ROOM
        yield each


@cache
def weights() -> dict[str, int]:
    """The weights of each feature, as one number; those of "" are the bases."""
    found: dict[str, int] = kept(LEARNT, _read, (Path(__file__),))
    return found


@cache
def bases() -> Sums:
    """What is added to a score, beside the sums."""
    return Sums(0, *(each / SCALE for each in unpacked(weights()[""])))


def _read(data: bytes) -> dict[str, int]:
    _, _, told = data.decode("utf-8").partition("\n")
    fields = told.rstrip("\n").replace("\n", "\t").split("\t")  # in one go: there are some ten thousand lines
    return dict(zip(fields[::2], (int(each, 16) for each in fields[1::2]), strict=True))
