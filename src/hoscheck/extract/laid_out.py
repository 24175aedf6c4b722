"""Text that keeps a page's columns by blanks → blocks, through the code that reads unruled PDF pages.

Each word stands where a typewriter would have put it.
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
_WORD = re.compile(r"\S+")


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
    return [_lined(each.block) for each in placed]


def _pages(lines: Sequence[str]) -> Iterator[PageContent]:
    """Pages of words; a word's height above the foot of the text tells its line."""
    text: list[tuple[int, str]] = []
    number = 1
    for at, line in enumerate(lines, 1):
        if line.startswith("\f") and text:
            yield _page(number, text, len(lines))
            text, number = [], number + 1
        text.append((at, line.lstrip("\f")))
    if text:
        yield _page(number, text, len(lines))


def _page(number: int, text: Sequence[tuple[int, str]], total: int) -> PageContent:
    width = LETTER * max((len(line) for _, line in text), default=1)
    bottom = (total - text[-1][0]) * LINE
    page = PageContent(number, width, LINE * len(text), 0.0, bottom)
    for at, line in text:
        y = (total - at + 0.5) * LINE
        for word in _WORD.finditer(line.expandtabs()):
            page.runs.append(Run(word[0], LETTER * word.start(), LETTER * word.end(), y, HEIGHT))
    page.characters = len(page.runs)
    return page


def _paragraph(page: PageContent, line: Sequence[Run]) -> Placed:
    return Placed(page.number, 0.0, 0.0, Paragraph(line_text(line), Location(page=page.number)))


def _lined(block: Block) -> Block:
    """The block without the pages that a text file does not have."""
    if isinstance(block, Paragraph):
        return Paragraph(block.text, Location(), block.level)
    return Table(tuple(TableRow(row.cells, Location(), row.header) for row in block.rows))
