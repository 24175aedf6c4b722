"""What labels say: "Landlord name: Elm Grove", also with label and value in two cells of a row, or under a heading.

Such pairs are written as one line, "Landlord name: Elm Grove", for those who look for the landlord's name and the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hoscheck import dates
from hoscheck.model import Block, Table, TableRow
from hoscheck.normalise import squash

LONGEST_LABEL = 7  # words: "Date of approval by the governing body"
LONGEST_VALUE = 14  # words
FEWEST_NUMBERED = 2  # rows of a table that begin with a number and bear no date: it is the form, or another list
# "1.2" begins a provision; "1.0" beside a date is a version.
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}\.\d{1,2}\b")
_DATE_HEADING = re.compile(r"\bdate\b|\b(?:approved|reviewed|updated|completed)$", re.I)


class Particulars(NamedTuple):
    """The pairs as lines, and the cells' texts that they were made of: such a text says nothing by itself."""

    lines: tuple[str, ...]
    cells: frozenset[str]

    def without_cells(self, prose: str) -> str:
        """The pairs, and the prose without the lines that stand in them."""
        kept = (line for line in prose.splitlines() if line not in self.cells)
        return "\n".join((*self.lines, *kept))


def particulars(blocks: Sequence[Block]) -> Particulars:
    """The labels and values of all tables that are not rows of a form."""
    lines: list[str] = []
    cells: set[str] = set()
    for block in blocks:
        if isinstance(block, Table) and not is_numbered(block):
            for label, value in (*_by_row(block.rows), *_under_headings(block.rows)):
                lines.append(f"{label.rstrip(' :')}: {value}")
                cells.add(value)
    return Particulars(tuple(lines), frozenset(cells))


def is_numbered(table: Table) -> bool:
    """True for a table whose rows are numbered and bear no dates: the form itself, or another list."""
    numbered = 0
    for row in table.rows:
        first = next((cell for cell in row.cells if cell.strip()), "")
        if _NUMBERED.match(first) and not any(map(_is_date, row.cells)):
            numbered += 1
            if numbered >= FEWEST_NUMBERED:
                return True
    return False


def _by_row(rows: Sequence[TableRow]) -> Iterator[tuple[str, str]]:
    """Label and value side by side; a row may hold several such pairs."""
    for row in rows:
        cells = [squash(cell) for cell in row.cells if cell.strip()]
        if len(cells) % 2 == 0:
            pairs = list(zip(cells[::2], cells[1::2], strict=True))
            if all(_is_label(label) and 0 < len(value.split()) <= LONGEST_VALUE for label, value in pairs):
                yield from pairs


def _under_headings(rows: Sequence[TableRow]) -> Iterator[tuple[str, str]]:
    """Dates under a heading: a table of versions, or of those who approved."""
    if len(rows) < 2 or any(map(_is_date, rows[0].cells)):
        return
    headings = [squash(cell) for cell in rows[0].cells]
    if sum(map(bool, headings)) < 2 or not all(_is_label(each) for each in headings if each):
        return
    for row in rows[1:]:
        for heading, cell in zip(headings, row.cells, strict=False):
            if _DATE_HEADING.search(heading) and _is_date(cell):
                yield heading, squash(cell)


def _is_label(text: str) -> bool:
    return (
        0 < len(text.split()) <= LONGEST_LABEL
        and not any(char.isdigit() for char in text)
        and not text.endswith((".", ",", ";", "!"))
    )


def _is_date(text: str) -> bool:
    return dates.is_date(squash(text))
