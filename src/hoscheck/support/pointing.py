"""Whether a text states how a requirement is met or only points somewhere, by what was learnt from labelled lines."""

from __future__ import annotations

from hoscheck.learnt import Heaviest, heaviest, sentences


def states(evidence: str, commentary: str) -> Heaviest:
    """How far a row states how its requirement is met: as far as one sentence of it does. Above 0 it states, below 0
    it points. A word alone ("Yes.") does neither where anything else is said."""
    every = sentences(f"{evidence}\n{commentary}")
    telling = [each for each in every if " " in each]
    return heaviest("\n".join(telling or every), "states")
