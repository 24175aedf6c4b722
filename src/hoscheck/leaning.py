"""Which way a text leans that stands under a Yes, by what was learnt from labelled lines.

Signals (`standing`) find the ways of speaking that somebody thought of, and there are always more. So
`words/leaning.tsv` holds what was learnt from some thousands of lines that people labelled by whether a
requirement is met (fixtures/teaching, by `make teach`): a weight for each feature of a text. Features are words,
neighbouring words, words behind a "not", and words told of a topic, so that "in writing" can weigh against one
provision and not against another.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from hoscheck.normalise import plain

LEARNT = Path(__file__).with_name("words") / "leaning.tsv"
LONGEST = 4000  # characters of a text that are weighed; a landlord's evidence seldom has more

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_WORD = re.compile(r"[a-z']+|[0-9]+")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_LEAST_STEM = 3
_DENYING = frozenset(
    (
        "not",
        "no",
        "never",
        "without",
        "nor",
        "none",
        "cannot",
        "don't",
        "isn't",
        "aren't",
        "nobody",
        "nothing",
        "neither",
    )
)
_JOINING = frozenset(("the", "a", "an", "of", "to", "and", "or", "in", "on", "at", "by", "for", "with", "from", "as"))
_SMALL = _JOINING | {"is", "are", "be", "we", "our", "it", "this", "that"}
_BEGIN, _END = "<", ">"


class Leaning(NamedTuple):
    """Which way a text leans: above 0 against the Yes; and the sentence of it that weighs most."""

    score: float
    sentence: str


def lean(text: str, topic: str) -> Leaning:
    """How a text leans that stands under a Yes to a requirement of this topic ("" where it has none)."""
    weights, base = learnt()
    seen: set[str] = set()
    heaviest, most, total = "", 0.0, 0.0
    for sentence in sentences(text):
        told = set(features(sentence, topic))
        weight = sum(filter(None, map(weights.get, told)))
        if weight > most:
            heaviest, most = sentence, weight
        total += weight - sum(filter(None, map(weights.get, told & seen)))
        seen |= told
    return Leaning(base + total / sqrt(len(seen) or 1), heaviest)


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word."""
    return [each.strip() for each in _SENTENCE.split(plain(text)[:LONGEST]) if _WORD.search(each.lower())]


def features(sentence: str, topic: str) -> list[str]:
    """What is weighed of a sentence; some of it comes twice."""
    stems = [_BEGIN, *map(stem, _WORD.findall(sentence.lower())), _END]
    second, third, fourth = stems[1:], stems[2:], stems[3:]
    told = [*stems, *(f"{topic}|{each}" for each in stems)]
    told += [f"{one} {two}" for one, two in zip(stems, second, strict=False)]
    told += [f"{one} {two} {three}" for one, two, three in zip(stems, second, third, strict=False)]
    told += [f"{one} * {three}" for one, three in zip(stems, third, strict=False)]
    told += [f"{one} ** {four}" for one, four in zip(stems, fourth, strict=False)]
    first = next((at for at, each in enumerate(stems) if each in _DENYING), len(stems))
    told += [f"!{each}" for each in stems[first:] if each not in _DENYING and each not in _SMALL]
    return told


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that "records" and "recorded" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


@cache
def learnt() -> tuple[dict[str, float], float]:
    """The weight of each feature, and the base that is added to their sum."""
    _, _, told = LEARNT.read_text(encoding="utf-8").partition("\n")
    fields = told.rstrip("\n").replace("\n", "\t").split("\t")  # in one go: there are some ten thousand lines
    weights = dict(zip(fields[::2], map(float, fields[1::2]), strict=True))
    return weights, weights.pop("")
