"""Whether a text states how a requirement is met or only points somewhere, by grammar and what was learnt together.

words/stating.tsv tells how much each figure of a row counts; these few weights are learnt on rows of writers by whom
the words were not taught, so that the score is what the odds are that a careful reader would say that it states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from hoscheck.features import sentences
from hoscheck.learnt import Heaviest, counts, heaviest

STATING = Path(__file__).parents[1] / "words" / "stating.tsv"
FIGURES = ("grammar", "verb", "telling")
BASE = "base"
_A_WORD = 0.0  # what a clause of one word scores: "Bursar" says who, but is too little to tell by


class Figures(NamedTuple):
    """What grammar and what was learnt say of a row: whether a clause states something, whether one with a verb does,
    and how far the most telling of these clauses, or of all sentences, states by what was learnt."""

    grammar: bool
    verb: bool
    telling: float


def figures(
    stating: Sequence[tuple[str, bool]], evidence: str, commentary: str, most: Callable[[str], Heaviest]
) -> tuple[Figures, str]:
    """The figures of a row, and the sentence of it that tells most; `stating` are the clauses that state something as
    far as grammar goes, and whether they have a verb, `most` finds the heaviest sentence of a text. A word alone
    ("Yes.") is weighed only where nothing else is said."""
    heavy = _heaviest(evidence, commentary, most)
    scores = [most(text).score if " " in text else _A_WORD for text, _ in stating]
    return Figures(bool(stating), any(verb for _, verb in stating), max([heavy.score, *scores])), heavy.sentence


def states(stating: Sequence[tuple[str, bool]], evidence: str, commentary: str) -> Heaviest:
    """How far a row states how its requirement is met: above 0 it states, below 0 it points; and its most telling
    sentence."""
    heavy = _heaviest(evidence, commentary, weighed)
    so_far = _score(Figures(bool(stating), any(verb for _, verb in stating), heavy.score))
    if so_far > 0:
        return Heaviest(so_far, heavy.sentence)  # its clauses could only add to that
    told, sentence = figures(stating, evidence, commentary, weighed)
    return Heaviest(_score(told), sentence)


def _heaviest(evidence: str, commentary: str, most: Callable[[str], Heaviest]) -> Heaviest:
    text = f"{evidence}\n{commentary}"
    every = sentences(text)
    telling = [each for each in every if " " in each]
    return most(text if len(telling) in (0, len(every)) else "\n".join(telling))


def _score(told: Figures) -> float:
    weights = counts(STATING)
    return weights[BASE] + sum(weights[name] * each for name, each in zip(FIGURES, told, strict=True))


def weighed(text: str) -> Heaviest:
    """The sentence of a text that states most by what was learnt alone."""
    return heaviest(text, "states")
