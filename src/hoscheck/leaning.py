"""Which way a text leans that stands under a Yes, by what was learnt from labelled lines (`learnt`)."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from hoscheck.learnt import bases, heaviest, sentences, weigh

PART = 0.5  # how much the heaviest sentence counts beside the text as a whole; 0.3 to 1 do alike


class Leaning(NamedTuple):
    """Which way a text leans: above 0 against the Yes; and the sentence of it that weighs most."""

    score: float
    sentence: str


def lean(text: str, topic: str) -> Leaning:
    """How a text leans that stands under a Yes to a requirement of this topic ("" where it has none)."""
    told = [weigh(each, topic) for each in sentences(text)]
    base = bases().whole
    if not told:
        return Leaning(base, "")
    whole = sum(each.whole for each in told) / sqrt(sum(each.features for each in told))
    part = heaviest(text, "part", topic)
    return Leaning(base + whole + PART * part.score, part.sentence)
