"""Which way a text leans that stands under a Yes, by what was learnt from labelled lines (`learnt`).

What was learnt of words is summed up in a few figures of a text; words/against.tsv tells how much each of them counts,
and how much a phrase of each kind (`standing`) does beside them. These few weights are learnt too, on rows of writers
by whom the words were not taught, so that the score is what the odds are that a reviewer would agree: 0 is even, and
each 2.3 more is ten times as likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from pathlib import Path
from typing import NamedTuple

from hoscheck.features import sentences
from hoscheck.learnt import base, counts, divisor, halves, heaviest

AGAINST = Path(__file__).with_name("words") / "against.tsv"
FIGURES = ("general", "topical", "sentence", "length")  # of a text
KINDS = ("breaks", "dated", "future", "gap", "negation", "practice", "unmet")  # of a phrase
BASE = "base"
# Features; few of the texts that were learnt from have more. What a longer one says is weighed as if it had so many,
# and its length speaks for it: on a page of text some sentence always leans against the Yes.
LONG = 700
SHORT = 150  # features; that fewer words have fewer faults says nothing of those that are a fault and no more
MANY = 8  # sentences; among more the heaviest weighs more by chance alone


class Leaning(NamedTuple):
    """Which way a text leans: above 0 against the Yes; the sentence of it that weighs most, and whether it has no
    other."""

    score: float
    sentence: str
    alone: bool = True


class Figures(NamedTuple):
    """What the words of a text say against its Yes, whatever it is about and told of its topic, what its heaviest
    sentence does alone, and how long it is, as the logarithm of its number of features."""

    general: float
    topical: float
    sentence: float
    length: float


def lean(text: str, topic: str) -> Leaning:
    """How a text leans that stands under a Yes to a requirement of this topic ("" where it has none)."""
    told = sentences(text)
    worth = weights()
    if not told:
        return Leaning(worth[BASE], "")
    general, topical = halves(told, topic)
    number = general.features + topical.features
    part = heaviest(text, "part", topic)
    divided = divisor("whole", min(number, LONG)) * max(1.0, number / LONG)
    most = part.score - log(max(1.0, len(told) / MANY))
    length = log(max(SHORT, min(number, LONG**2 / number)))
    figures = Figures(base("whole") + general.of("whole") / divided, topical.of("whole") / divided, most, length)
    score = worth[BASE] + sum(worth[name] * each for name, each in zip(FIGURES, figures, strict=True))
    return Leaning(score, part.sentence, len(told) == 1)


def weights() -> Mapping[str, float]:
    """How much each figure and each kind of phrase counts, and the base."""
    return counts(AGAINST)
