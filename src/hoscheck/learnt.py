"""What was learnt from labelled lines: weights of the words and phrases of a sentence, and what they add up to.

Grammar and signals find the ways of speaking that somebody thought of, and there are always more. So
`words/learnt.tsv` holds what was learnt from some ten thousands of lines that people labelled (fixtures/teaching,
fixtures/eval/open and drill; by `make teach`): seven weights for each feature of a sentence. `whole` and `part` tell
how far it speaks against a Yes, in the text as a whole and in the sentence alone; `states`, whether it says how a
requirement is met rather than where that is written; `late` and `due`, whether it tells of a limit that is too long and
of a promise that is overdue (`masks`); `approves` and `answers`, whether the governing body did (`governing`). Features
are words, neighbouring words, words behind a "not", and words told of a topic, so that "in writing" can weigh against
one provision and not against another; a date, whichever it is, is one word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
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
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january"))
_MONTHS |= {"february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
_MAY = "may"  # a month only beside a number
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = 2  # of the number of a day
_DATE = "xdate"  # in place of any date

# A sum is divided by the root of its number of features, were there as many as in most sentences or texts; and where
# there are more or fewer, by this power of how many times as many there are. A long text holds more that speaks either
# way, but what it admits in one clause counts no less for that.
LENGTH = {"whole": 0.1, "part": 0.2, "states": 0.5, "late": 0.2, "due": 0.5, "approves": 0.2, "answers": 0.2}
TYPICAL = {kind: 200 if kind == "whole" else 60 for kind in LENGTH}


class Sums(NamedTuple):
    """How many features a sentence has, and the sums of their weights."""

    features: int
    whole: float = 0.0
    part: float = 0.0
    states: float = 0.0
    late: float = 0.0
    due: float = 0.0
    approves: float = 0.0
    answers: float = 0.0


KINDS = Sums._fields[1:]


def weigh(sentence: str, topic: str = "") -> Sums:
    """The sums of a sentence; with a topic, of the features that tell of it too."""
    return _summed((_weighed(sentence, ""), _weighed(sentence, topic)) if topic else (_weighed(sentence, ""),))


def halves(several: Sequence[str], topic: str) -> tuple[Sums, Sums]:
    """The sums of sentences together: of the features whatever they are about, and of those that tell of the topic."""
    general = _summed(_weighed(each, "") for each in several)
    return general, _summed(_weighed(each, topic) for each in several if topic)


def _summed(told: Iterable[tuple[int, int]]) -> Sums:
    number = packed = 0
    for more, weighed in told:
        number, packed = number + more, packed + weighed
    return Sums(number, *(each / SCALE for each in unpacked(packed)))


class Heaviest(NamedTuple):
    """The sentence of a text that weighs most of one kind, and how much; "" and the base alone where none holds a
    word."""

    score: float
    sentence: str


def heaviest(text: str, kind: str, topic: str = "") -> Heaviest:
    """Which sentence of a text weighs most of a kind (of KINDS), each by its own length."""
    at = Sums._fields.index(kind)

    def summed(sentence: str) -> tuple[int, float]:
        sums = weigh(sentence, topic)
        return sums.features, sums[at]

    return heaviest_by(text, kind, bases()[at], summed)


def heaviest_by(text: str, kind: str, base: float, summed: Callable[[str], tuple[int, float]]) -> Heaviest:
    """The same by other sums: `summed` gives the number of a sentence's features and the sum of their weights."""
    told = ((summed(each), each) for each in sentences(text))
    return max(
        (Heaviest(base + total / divisor(kind, number), each) for (number, total), each in told),
        default=Heaviest(base, ""),
    )


def divisor(kind: str, features: float) -> float:
    """What the sum of so many weights of a kind (of KINDS) is divided by."""
    typical = TYPICAL[kind]
    return math.sqrt(typical) * math.pow(features / typical, LENGTH[kind])


@lru_cache(maxsize=256)  # several figures are made of each text of a form
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text that hold a word."""
    return tuple(each.strip() for each in _SENTENCE.split(plain(text)[:LONGEST]) if _WORD.search(each.lower()))


@lru_cache(maxsize=4096)  # a few forms: the same sentence is weighed for its support and against its answer
def _weighed(sentence: str, topic: str) -> tuple[int, int]:
    told = topical(sentence, topic) if topic else features(sentence)
    return len(told), sum(filter(None, map(weights().get, told)))


def features(sentence: str) -> set[str]:
    """What is weighed of a sentence whatever it is about."""
    stems = stemmed(sentence)
    second, third, fourth = stems[1:], stems[2:], stems[3:]
    told = {*stems}
    told.update(map(" ".join, zip(stems, second, strict=False)))
    told.update(map(" ".join, zip(stems, second, third, strict=False)))
    told.update(map(" * ".join, zip(stems, third, strict=False)))
    told.update(map(" ** ".join, zip(stems, fourth, strict=False)))
    first = next((at for at, each in enumerate(stems) if each in _DENYING), len(stems))
    told.update(f"!{each}" for each in stems[first:] if each not in _DENYING and each not in _SMALL)
    return told


def topical(sentence: str, topic: str) -> set[str]:
    """What is weighed of a sentence as one about a topic."""
    stems = stemmed(sentence)
    of = f"{topic}|".__add__
    return {*map(of, stems), *map(of, map(" ".join, pairwise(stems)))}


@lru_cache(maxsize=64)
def stemmed(sentence: str) -> tuple[str, ...]:
    """The stems of a sentence's words, between marks of its beginning and its end; each date is one word."""
    return (_BEGIN, *map(stem, _undated(_WORD.findall(sentence.lower()))), _END)


def _undated(written: list[str]) -> list[str]:
    """Words and numbers with those that make up a date told as one word: which date it is tells nothing."""
    if _MONTHS.isdisjoint(written) and not any(map(str.isdigit, written)):
        return written  # as most sentences are
    dated = [_begins_a_date(written, at) for at in range(len(written))]
    if not any(dated):
        return written
    for at in range(len(written) - 2, -1, -1):  # the day stands before its month, and "st" or "th" between them
        dated[at] = dated[at] or (dated[at + 1] and _is_of_a_day(written, at))
    for at in range(1, len(written)):  # "June 5", "2024/25"
        dated[at] = dated[at] or (dated[at - 1] and _is_short_number(written[at]))
    return [
        _DATE if is_dated else word
        for at, (word, is_dated) in enumerate(zip(written, dated, strict=True))
        if not (is_dated and at and dated[at - 1])
    ]


def _begins_a_date(written: Sequence[str], at: int) -> bool:
    word = written[at]
    if word == _MAY:
        beside = (*written[max(at - 1, 0) : at], *written[at + 1 : at + 2])
        return any(each.isdigit() or each in _ORDINALS for each in beside)
    return word in _MONTHS or bool(_YEAR.fullmatch(word))


def _is_of_a_day(written: Sequence[str], at: int) -> bool:
    word = written[at]
    return _is_short_number(word) or (word in _ORDINALS and at > 0 and written[at - 1].isdigit())


def _is_short_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _DIGITS


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


@cache
def counts(file: Path) -> Mapping[str, float]:
    """How much each figure of a text counts, as a file made by `make teach` says, a line for each."""
    told = file.read_text(encoding="utf-8").splitlines()[1:]
    return {name: float(weight) for name, weight in (each.split("\t") for each in told)}


def _read(data: bytes) -> dict[str, int]:
    _, _, told = data.decode("utf-8").partition("\n")
    fields = told.rstrip("\n").replace("\n", "\t").split("\t")  # in one go: there are some ten thousand lines
    return dict(zip(fields[::2], (int(each, 16) for each in fields[1::2]), strict=True))
