"""How alike two requirement texts are. All scores are 0-1 on folded text (`normalise.key`).

Only plain ratios: `partial_ratio` is cubic in the length and cannot be interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

# A shorter text may be the longer one cut off (a list lost, a page torn). Below this many characters the
# start of one requirement is too much like the start of others ("landlords must make").
CUT_AT_LEAST = 40
# A cut text that fits letter by letter is still less of a proof than a whole one.
CUT_DISCOUNT = 0.98
# How much of a text's start is looked at to say that a requirement begins here.
START = 48


def alike(text: str, other: str) -> float:
    """Similarity of two keys: of the whole texts, or of the shorter one to the same length of the longer one's
    start or end."""
    if not text or not other:
        return 0.0
    whole = fuzz.ratio(text, other) / 100
    short, long = sorted((text, other), key=len)
    if len(short) < CUT_AT_LEAST or len(long) < 1.12 * len(short):
        return whole
    size = len(short)
    cut = max(fuzz.ratio(short, long[:size]), fuzz.ratio(short, long[-size:])) / 100
    return max(whole, CUT_DISCOUNT * cut)


class Texts:
    """The requirement texts of a rulebook (or several), ready to be searched; positions are those of `keys`."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        self._starts = [each[:START] for each in self.keys]

    def rank(self, text: str, cutoff: float, limit: int = 4) -> list[tuple[float, int]]:
        """The positions most like `text`, best first, as (score, position); none below `cutoff`."""
        whole = process.extract(text, self.keys, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff * 100)
        found = {position: score / 100 for _, score, position in whole}
        if len(text) >= CUT_AT_LEAST and max(found.values(), default=0.0) < CUT_DISCOUNT:
            for position in self._cut_candidates(text, limit):
                score = alike(text, self.keys[position])
                if score >= cutoff:
                    found[position] = max(score, found.get(position, 0.0))
        return sorted(((score, position) for position, score in found.items()), key=lambda each: (-each[0], each[1]))

    def _cut_candidates(self, text: str, limit: int) -> set[int]:
        size = len(text)
        starts = process.extract(text, [each[:size] for each in self.keys], scorer=fuzz.ratio, limit=limit)
        ends = process.extract(text, [each[-size:] for each in self.keys], scorer=fuzz.ratio, limit=limit)
        heads = process.extract(text[:START], self._starts, scorer=fuzz.ratio, limit=limit)
        return {position for _, _, position in (*starts, *ends, *heads)}

    def starting(self, text: str, cutoff: float) -> list[tuple[float, int]]:
        """The positions whose start is like the start of `text`, best first. `text` may be shorter or longer."""
        head = text[:START]
        size = len(head)
        if size < 20:  # "landlords must" begins a third of the Code
            return []
        found = process.extract(
            head, [each[:size] for each in self._starts], scorer=fuzz.ratio, limit=8, score_cutoff=cutoff * 100
        )
        return [(score / 100, position) for _, score, position in found]
