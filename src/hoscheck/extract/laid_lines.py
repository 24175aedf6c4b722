"""The lines of a text that is laid out as pages, without what the pages repeat at their heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
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
    spare = _recurring(pages)
    return [[line for line in page if line.number not in spare] for page in pages]


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines of a text of pages (form feeds part them); those that recur at their heads and feet are empty."""
    spare = _recurring(list(_pages(lines)))
    return ["" if at in spare else line.lstrip("\f") for at, line in enumerate(lines, 1)]


def _recurring(pages: Sequence[Sequence[LaidLine]]) -> set[int]:
    """The numbers of the lines that pages repeat at their heads and feet, an empty line away from what they hold."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_folded(line) for line in (*page[:EDGE_LINES], *page[EDGE_LINES:][-EDGE_LINES:])})
    least = max(2.0, RECURS * len(pages))
    spare: set[int] = set()
    for page in pages:
        head = takewhile(lambda line: _recurs(line, counts, least), page[:EDGE_LINES])
        foot = takewhile(lambda line: _recurs(line, counts, least), reversed(page[EDGE_LINES:][-EDGE_LINES:]))
        top, bottom = len(list(head)), len(page) - len(list(foot))
        while top and top < len(page) and not page[top].gap:
            top -= 1
        while bottom < len(page) and not page[bottom].gap:
            bottom += 1
        spare.update(line.number for line in (*page[:top], *page[bottom:]))
    return spare


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


def _folded(line: LaidLine) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _recurs(line: LaidLine, counts: Counter[str], least: float) -> bool:
    if _PAGE_NUMBER.match(line.text):
        return True
    # a line of cells recurs because a table's heading does, or the same is said twice
    alone = len(line.pieces) == 1 or bool(_DIGITS.search(line.text) and re.search(r"\bpage\b", line.text, re.I))
    said = is_answer(line.text) or names().role_of(line.text) or names().is_banner(line.text)
    return counts[_folded(line)] >= least and alone and not said and " " in line.text
