"""Text that keeps a page's columns by blanks → blocks, through the code that reads unruled PDF pages.

Each word stands where a typewriter would have put it; columns that only one blank parts are drawn apart first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hoscheck.extract.pdf.geometry import Placed, line_text, lines_of
from hoscheck.extract.pdf.layout import set_aside
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.extract.pdf.unruled import Unruled, speaks_of_form
from hoscheck.model import Block, Location, Paragraph, Table, TableRow

# A typewriter's letter in points, and its lines: a blank is a word space, two are a gap between columns.
LETTER, LINE, HEIGHT = 5.0, 16.0, 13.0
# A place that is blank in all lines, with words that begin behind it in so many of them, parts two columns: by chance,
# one line in six has a blank at a place.
RIVER_LINES = 5
# So many blanks stand between columns that are drawn apart.
APART = 3
# Lines looked through for the one that a row begins with.
SEARCHED = 400

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S {2,}\S|^ {6,}\S")


def blocks_of_layout(lines: Sequence[str]) -> list[Block]:
    """The tables and lines of a laid out text; form feeds part its pages. Locations tell the line of the text."""
    pages = list(_pages(lines))
    set_aside([(page, ()) for page in pages], speaks_of_form)
    placed: list[Placed] = []
    unruled = Unruled()
    for page in pages:
        unruled.look_at(page, ())
    for page in pages:
        placed += unruled.blocks(page) or [_paragraph(page, line) for line in lines_of(page.runs)]
    places = _Places(lines)
    return [places.of(each.block) for each in placed]


def _pages(lines: Sequence[str]) -> Iterator[PageContent]:
    """Pages of words; a word's height above the foot of the text tells its line."""
    text: list[tuple[int, str]] = []
    number = 1
    for at, line in enumerate(lines, 1):
        if line.startswith("\f") and text:
            yield _page(number, text, len(lines))
            text, number = [], number + 1
        text.append((at, line.lstrip("\f").expandtabs()))
    if text:
        yield _page(number, text, len(lines))


def _page(number: int, text: Sequence[tuple[int, str]], total: int) -> PageContent:
    width = LETTER * max((len(line) for _, line in text), default=1)
    bottom = (total - text[-1][0]) * LINE
    page = PageContent(number, width, LINE * len(text), 0.0, bottom)
    rivers = _rivers([line for _, line in text])
    for at, line in text:
        y = (total - at + 0.5) * LINE
        for word in _WORD.finditer(line):
            shift = APART * sum(river <= word.start() for river in rivers)
            left, right = LETTER * (word.start() + shift), LETTER * (word.end() + shift)
            page.runs.append(Run(word[0], left, right, y, HEIGHT))
    page.characters = len(page.runs)
    return page


def _rivers(lines: Sequence[str]) -> list[int]:
    """The places where a page's columns are parted by a single blank."""
    columned = [line for line in lines if _GAP.search(line)]
    width = max(map(len, columned), default=0)
    rivers = []
    for at in range(1, width - 1):
        starts = beside = 0
        for line in columned:
            if line[at : at + 1].strip():
                break
            if line[at + 1 : at + 2].strip():
                starts += 1
                beside += bool(line[at - 1 : at].strip())
        else:
            if beside and starts >= RIVER_LINES:
                rivers.append(at)
    return rivers


def _paragraph(page: PageContent, line: Sequence[Run]) -> Placed:
    return Placed(page.number, 0.0, 0.0, Paragraph(line_text(line), Location(page=page.number)))


class _Places:
    """Finds the line of the text with which a block or row begins; asked in reading order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [" ".join(line.split()) for line in lines]
        self._next = 0

    def of(self, block: Block) -> Block:
        """The block with the lines of the text as its places, and without pages, which a text does not have."""
        if isinstance(block, Paragraph):
            return Paragraph(block.text, Location(line=self._line((block.text,))), block.level)
        return Table(tuple(TableRow(row.cells, Location(line=self._line(row.cells)), row.header) for row in block.rows))

    def _line(self, cells: Sequence[str]) -> int | None:
        heads = [" ".join(cell.split("\n", 1)[0].split()) for cell in cells if cell.strip()]
        for at in range(self._next, min(len(self._lines), self._next + SEARCHED)):
            line = self._lines[at]
            if heads and line and all(head in line for head in heads):
                self._next = at
                return at + 1
        for at in range(self._next, min(len(self._lines), self._next + SEARCHED)):
            if heads and heads[0] in self._lines[at]:
                self._next = at
                return at + 1
        return None
