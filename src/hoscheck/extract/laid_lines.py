"""The lines of a text that is laid out as pages, without what the pages repeat at their heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from hoscheck.extract.forms import Forms

# Running heads and feet stand among so many lines at a page's head or foot.
EDGE_LINES = 3
# ... and recur on this share of the pages.
RECURS = 0.4

_WORD = re.compile(r"\S+")
_PHRASE = re.compile(r"\S+(?: \S+)*")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W*(?:page|p\.?)?\s*\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*$", re.I)


@cache
def names() -> Forms:
    """The names of columns; no rulebook's texts."""
    return Forms(())


class Piece(NamedTuple):
    """Words of a line that only single blanks part, and the place of the first."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def word_starts(self) -> list[int]:
        return [self.start + word.start() for word in _WORD.finditer(self.text)]

    def parted(self, at: int) -> tuple[Piece, Piece]:
        """The words before a place and those from it on."""
        cut = at - self.start
        return Piece(self.start, self.text[:cut].rstrip()), Piece(at, self.text[cut:])


class LaidLine(NamedTuple):
    """A line that is not empty: its number in the text, its pieces, and whether the line above it is empty."""

    number: int
    pieces: tuple[Piece, ...]
    gap: bool

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def pages_of(lines: Sequence[str]) -> list[list[LaidLine]]:
    """The pages (form feeds part them), each as its lines without running heads and feet."""
    pages = list(_pages(lines))
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_folded(page[at]) for at in _edges(page)})
    least = max(2.0, RECURS * len(pages))
    return [
        [line for at, line in enumerate(page) if not (at in _edges(page) and _recurs(line, counts, least))]
        for page in pages
    ]


def _pages(lines: Sequence[str]) -> Iterator[list[LaidLine]]:
    page: list[LaidLine] = []
    gap = True
    for number, line in enumerate(lines, 1):
        if line.startswith("\f") and page:
            yield page
            page, gap = [], True
        text = line.lstrip("\f").expandtabs().rstrip()
        if text:
            pieces = tuple(Piece(found.start(), found[0]) for found in _PHRASE.finditer(text))
            page.append(LaidLine(number, pieces, gap))
        gap = not text
    if page:
        yield page


def _edges(page: Sequence[LaidLine]) -> list[int]:
    return sorted({*range(min(EDGE_LINES, len(page))), *range(max(0, len(page) - EDGE_LINES), len(page))})


def _folded(line: LaidLine) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _recurs(line: LaidLine, counts: Counter[str], least: float) -> bool:
    if _PAGE_NUMBER.match(line.text):
        return True
    # a line of cells recurs because a table's heading does, or the same is said twice
    alone = len(line.pieces) == 1 or bool(_DIGITS.search(line.text) and re.search(r"\bpage\b", line.text, re.I))
    return counts[_folded(line)] >= least and alone and names().role_of(line.text) is None
