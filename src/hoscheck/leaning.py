"""Which way a text leans that stands under a Yes, by what was learnt from labelled lines (`learnt`)."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from hoscheck.learnt import bases, sentences, weigh

PART = 0.5  # how much the heaviest sentence counts beside the text as a whole


class Leaning(NamedTuple):
    """Which way a text leans: above 0 against the Yes; and the sentence of it that weighs most."""

    score: float
    sentence: str


def lean(text: str, topic: str) -> Leaning:
    """How a text leans that stands under a Yes to a requirement of this topic ("" where it has none)."""
    heaviest, most, count, whole = "", float("-inf"), 0, 0.0
    for sentence in sentences(text):
        told = weigh(sentence, topic)
        part = told.part / sqrt(told.features)
        if part > most:
            heaviest, most = sentence, part
        count += told.features
        whole += told.whole
    base = bases()
    if not count:
        return Leaning(base.whole, "")
    return Leaning(base.whole + whole / sqrt(count) + PART * (base.part + most), heaviest)
