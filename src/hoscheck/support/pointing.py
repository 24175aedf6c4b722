"""Whether a text states how a requirement is met or only points somewhere, by what was learnt from labelled lines."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from hoscheck.learnt import bases, sentences, weigh


class Stating(NamedTuple):
    """The sentence of a row that states most, and how much: above 0 it states, below 0 it points."""

    score: float
    sentence: str


def states(evidence: str, commentary: str) -> Stating:
    """How far a row states how its requirement is met: as far as one sentence of it does."""
    telling, most = "", float("-inf")
    for sentence in sentences(f"{evidence}\n{commentary}"):
        if telling and " " not in sentence:
            continue  # "Yes."
        told = weigh(sentence)
        score = told.states / sqrt(told.features)
        if score > most or " " not in telling:
            telling, most = sentence, score
    return Stating(bases().states + (most if telling else 0.0), telling)
