"""The Code's own text inside running text: does a line go on with it, and where does it end?

Texts are compared by their letters and digits alone, so that lost or added spaces, list letters and punctuation make no
difference. What is edited by hand or misread is still found: the comparisons allow for differing letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hoscheck.normalise import key

# What was read so far is the requirement's beginning, with some letters misread or a word changed.
GOES_ON = 0.8
# The requirement ends here: a whole text with misread letters scores above 0.9, one with a clause changed above 0.8.
ENDS = 0.8
# So far, as a share of its length, the end of an edited requirement may stand from where the Code's text ends.
SHORTER, LONGER = 0.75, 1.2
# From this share of its letters on, a line may hold a requirement's end.
NEAR_END = 0.85
# From this share of its letters on, a requirement is complete: a last word may be missing.
COMPLETE = 0.95
# A text that was cut short on purpose keeps at least so many letters; below, every requirement is like others.
CUT_LETTERS = 34
# ... and they are the Code's, letter for letter but for a misread one.
CUT_ALIKE = 0.93
# A line of the requirement has at least so many letters; a shorter one may be anybody's.
LINE_LETTERS = 12
# A line in the middle of a requirement, misread here and there.
LINE_ALIKE = 0.88

# Between two words, before a capital glued to the word before it, beside a sign: there a cell may end.
_EDGE = re.compile(r"(?<=\w)(?=\W)|(?<=\W)(?=\w)|(?<=[a-z0-9.,;:)])(?=[A-Z])|(?<=\W)(?=\W)")


class Ending(NamedTuple):
    """Where a requirement ends in a line, and how well what stands before it fits."""

    score: float
    at: int


def letters(text: str) -> str:
    """What texts are compared by here."""
    return key(text).replace(" ", "")


def _ratio(text: str, other: str) -> float:
    return fuzz.ratio(text, other) / 100


class Wording:
    """The texts that a row's requirement may have (one for each edition with its number)."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._texts = tuple(dict.fromkeys(each.replace(" ", "") for each in keys))

    def __bool__(self) -> bool:
        return bool(self._texts)

    def goes_on(self, said: str, line: str) -> float:
        """How well `said` (letters) and the line are together the requirement's beginning; 0 where they are not."""
        whole = said + letters(line)
        fits = [
            _ratio(whole, text[: len(whole)])
            for text in self._texts
            if len(whole) <= len(text) * 1.03 + 2 and _ratio(whole[-80:], text[: len(whole)][-80:]) >= GOES_ON
        ]
        return max(fits, default=0.0)

    def nears_end(self, said: str, line: str) -> bool:
        """True where, with the line, so much has been read that the requirement may end in it."""
        size = len(said) + len(letters(line))
        return any(size >= NEAR_END * len(text) for text in self._texts)

    def holds(self, said: str, line: str) -> bool:
        """True where the line is a piece of the requirement that has not been read yet."""
        part = letters(line)
        if len(part) < LINE_LETTERS:
            return False
        for text in self._texts:
            if part in said or len(said) + len(part) > len(text) * 1.03 + 2:
                continue
            if part in text:
                return True
            near = fuzz.partial_ratio_alignment(part, text, score_cutoff=100 * LINE_ALIKE)
            if near is not None and len(part) >= 2 * LINE_LETTERS:
                return True
        return False

    def prints(self, line: str) -> bool:
        """True where the Code says just that."""
        return any(letters(line) in text for text in self._texts)

    def complete(self, said: str) -> bool:
        """True where the whole requirement has been read, as far as its length tells."""
        fits = [(_ratio(said, text[: len(said)]), len(text)) for text in self._texts]
        return bool(fits) and len(said) >= COMPLETE * max(fits)[1]

    def completed_by(self, said: str, line: str) -> bool:
        """True for the last words of a requirement that is complete but for them."""
        whole = said + letters(line)
        return any(_ratio(whole, text) > max(ENDS, _ratio(said, text)) for text in self._texts)

    def fits(self, said: str) -> bool:
        """True where what was read is the Code's text, cut short."""
        return len(said) >= CUT_LETTERS and any(_ratio(said, text[: len(said)]) >= CUT_ALIKE for text in self._texts)

    def end_in(self, said: str, line: str) -> Ending | None:
        """Where the requirement ends inside a line, by its length and letters."""
        best: Ending | None = None
        for text in self._texts:
            for at, size in _edges(line, len(said)):
                if not SHORTER * len(text) <= size <= LONGER * len(text) + 6:
                    continue
                score = _ratio(said + letters(line[:at]), text)
                if score >= ENDS and (best is None or score > best.score + 1e-9):
                    best = Ending(score, at)
        on = self.goes_on(said, line)
        return best if best is None or best.at == len(line) or best.score >= on else None

    def cut_at(self, said: str, line: str, at: int) -> float:
        """How well the line up to a place fits as a requirement that was cut short there (0: not at all)."""
        part = said + letters(line[:at])
        if len(part) < CUT_LETTERS:
            return 0.0
        score = max((_ratio(part, text[: len(part)]) for text in self._texts), default=0.0)
        return score if score >= CUT_ALIKE else 0.0


def _edges(line: str, before: int) -> Iterator[tuple[int, int]]:
    """The places in a line where a cell may end, each with the letters that stand before it (about: a quick count)."""
    seen, last = before, 0
    for edge in _EDGE.finditer(line):
        seen += sum(map(str.isalnum, line[last : edge.start()]))
        last = edge.start()
        if last:
            yield last, seen
    yield len(line), seen + sum(map(str.isalnum, line[last:]))
