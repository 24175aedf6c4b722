"""Pages of tagged PDFs → blocks, as the file's own structure tree says (`tags.py` reads it).

A tree is a claim like any other. It is believed where it covers the page's text, and where its tables stand on the
page as they are told: a row below the other, a column beside the other. Cells without text are left out by some
producers, and are on another page in a row that a page break parts: columns are kept by their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from hoscheck.extract.pdf.geometry import Placed, cell_text, line_text, lines_of, share
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run, median
from hoscheck.extract.pdf.tags import Cell, Piece
from hoscheck.model import Location, Paragraph, Table, TableRow

# This share of a page's letters must stand in what the tree names; page numbers and running lines are named nowhere.
COVERED = 0.9
# So few rows of a table may stand otherwise than they are told (a cell that hangs over, a footnote's mark).
ASTRAY = 0.05
# A table of fewer columns lays text out.
FEWEST_COLUMNS = 3
# Text may reach this far (points) over the edge of its column.
OVERHANG = 3.0

Columns = tuple[tuple[float, float], ...]  # left and right of each column's text


class Tagged(NamedTuple):
    """A page's blocks, and the columns of its last table for the page after it."""

    placed: list[Placed]
    columns: Columns
    tables: int


class _Placed(NamedTuple):
    """A cell with its column and its text on the page, and how far that reaches."""

    column: int
    cell: Cell
    runs: Sequence[Run] = ()
    left: float = inf
    right: float = -inf
    top: float = -inf  # the middle of its highest line


def _filled(column: int, cell: Cell, words: Mapping[int, list[Run]]) -> _Placed:
    marks = cell.marks
    runs = words.get(marks[0], ()) if len(marks) == 1 else [run for mark in marks for run in words.get(mark, ())]
    if not runs:
        return _Placed(column, cell)
    _, lefts, rights, middles, _ = zip(*runs, strict=True)
    return _Placed(column, cell, runs, min(lefts), max(rights), max(middles))


def tagged_blocks(page: PageContent, before: Columns) -> Tagged | None:
    """The page's blocks by its structure tree; None where it has none or it is not to be believed. `before` are the
    columns of the table that the page before ended with."""
    if page.tags is None:
        return None
    words: dict[int, list[Run]] = defaultdict(list)
    loose: list[Run] = []
    named = {mark for piece in page.tags.pieces for mark in _marks_of(piece)}
    letters, mark_of = 0, page.tags.mark_of
    for run in page.runs:
        text, x0, _, y, _ = run
        letters += len(text)
        mark = mark_of.get((x0, y), -1)
        (words[mark] if mark in named else loose).append(run)
    if not words or sum([len(run.text) for run in loose]) > (1 - COVERED) * letters:
        return None
    placed: list[Placed] = []
    columns, tables = before, 0
    for piece in page.tags.pieces:
        if piece.rows is None:
            placed += _paragraph(page, [run for mark in piece.marks for run in words[mark]], piece.level)
            continue
        rows = _laid_out(piece.rows, words, columns)
        if rows is None:
            return None
        if rows:
            table, columns, width = _table(page, rows)
            tables += width >= FEWEST_COLUMNS
            placed.append(table)
    if any(each.top <= share(page, run.y) <= each.bottom for each in placed if _is_table(each) for run in loose):
        return None  # fields, ticks that are drawn: only their places tell which cell they stand in
    return Tagged(_with_loose(page, placed, loose), columns, tables)


def _is_table(placed: Placed) -> bool:
    return isinstance(placed.block, Table)


def _marks_of(piece: Piece) -> Iterator[int]:
    yield from piece.marks
    for row in piece.rows or ():
        for cell in row:
            yield from cell.marks


def _laid_out(
    rows: Sequence[Sequence[Cell]], words: Mapping[int, list[Run]], before: Columns
) -> list[list[_Placed]] | None:
    """The rows that have text on the page, each cell in its column; None where they do not stand as they are told."""
    spanned = _spanned(rows)
    width = _width(spanned)
    filled = [[_filled(each.column, each.cell, words) for each in row] for row in spanned]
    whole = [row for row in filled if _reach(row) == width]
    columns = _columns(whole, width)
    if len(before) >= max(width, 2) and not all(columns) and _fits(filled, before):
        columns = list(before)
    if all(columns):
        filled = [row if _stands_in(row, columns) else _by_place(row, columns) for row in filled]
    kept = [row for row in filled if any(each.runs for each in row)]
    astray = sum(not _stand_beside(row) for row in kept) + sum(not _stands_below(a, b) for a, b in pairwise(kept))
    return kept if astray <= ASTRAY * len(kept) else None


def _spanned(rows: Sequence[Sequence[Cell]]) -> list[list[_Placed]]:
    """Every cell with its column, those that reach down from rows above counted."""
    found: list[list[_Placed]] = []
    below: dict[int, int] = {}  # column → rows that a cell above still takes
    for row in rows:
        at, placed = 0, []
        taken = {column for column, left in below.items() if left > 0}
        below = {column: left - 1 for column, left in below.items() if left > 1}
        for cell in row:
            while at in taken:
                at += 1
            placed.append(_Placed(at, cell))
            if cell.rows > 1:
                below |= dict.fromkeys(range(at, at + cell.columns), cell.rows - 1)
            at += cell.columns
        found.append(placed)
    return found


def _reach(row: Sequence[_Placed]) -> int:
    return max((each.column + each.cell.columns for each in row), default=0)


def _width(rows: Sequence[Sequence[_Placed]]) -> int:
    """How many columns a table has, by its rows without empty cells where there are any: in a row that a page break
    parts, its shading may look like a cell that is on another page."""
    full = [row for row in rows if all(each.cell.marks for each in row)]
    return max(map(_reach, full or rows), default=0)


def _stands_in(row: Sequence[_Placed], columns: Sequence[tuple[float, float]]) -> bool:
    """True where a row's cells stand in the columns that they are told to be in."""
    for each in row:
        last = each.column + each.cell.columns - 1
        if last >= len(columns):
            return False
        left, right = columns[each.column][0] - OVERHANG, columns[last][1] + OVERHANG
        if left <= each.left and each.right <= right:
            continue  # most cells
        if any(run.x0 > right or run.x1 < left for run in each.runs):
            return False
    return True


def _columns(rows: Sequence[Sequence[_Placed]], width: int) -> list[tuple[float, float]]:
    """Where each column's text begins, in the middle of all rows, and how far it reaches; () where it has none."""
    lefts: dict[int, list[float]] = defaultdict(list)
    rights: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        for each in row:
            if each.runs and each.cell.columns == 1:
                lefts[each.column].append(each.left)
                rights[each.column].append(each.right)
    return [(median(lefts[at]), max(rights[at])) if at in lefts else () for at in range(width)]  # type: ignore[misc]


def _fits(rows: Sequence[Sequence[_Placed]], columns: Columns) -> bool:
    """True where all text lies in these columns."""
    left, right = columns[0][0] - OVERHANG, columns[-1][1] + 10 * OVERHANG
    return all(left <= each.left and each.right <= right for row in rows for each in row)


def _by_place(row: Sequence[_Placed], columns: Sequence[tuple[float, float]]) -> list[_Placed]:
    """A row of which cells are left out: each of the others in the column where its text stands."""
    found: list[_Placed] = []
    for each in row:
        if not each.runs:
            continue
        left, right = each.left, each.right
        first = found[-1].column + 1 if found else 0
        free = range(min(first, len(columns) - 1), len(columns))
        best = max(free, key=lambda at: (min(right, columns[at][1]) - max(left, columns[at][0]), -at))
        found.append(each._replace(column=best))
    return found


def _stand_beside(row: Sequence[_Placed]) -> bool:
    """True where the cells of a row stand from left to right without running into one another."""
    filled = [each for each in row if each.runs]
    return all(left.right <= right.left + OVERHANG for left, right in pairwise(filled))


def _stands_below(above: Sequence[_Placed], row: Sequence[_Placed]) -> bool:
    """True where a row begins below the beginning of the one before it."""
    tops = [max([each.top for each in cells]) for cells in (above, row)]
    return tops[1] < tops[0] + 1.0


def _table(page: PageContent, rows: Sequence[Sequence[_Placed]]) -> tuple[Placed, Columns, int]:
    width = max(_width(rows), *(each.column + 1 for row in rows for each in row if each.runs))
    made: list[TableRow] = []
    for row in rows:
        texts = [""] * width
        for each in row:
            if each.runs:
                before = texts[each.column]
                texts[each.column] = (f"{before}\n" if before else "") + cell_text(each.runs)
        header = len(row) > 1 and all(each.cell.heading for each in row)
        made.append(TableRow(tuple(texts), Location(page=page.number, row=len(made) + 1), header))
    heights = [run.y for row in rows for each in row for run in each.runs]
    columns = _columns(rows, width)
    table = Placed(page.number, share(page, max(heights)), share(page, min(heights)), Table(tuple(made)))
    return table, tuple(columns) if all(columns) else (), width


def _paragraph(page: PageContent, runs: Sequence[Run], level: int = 0) -> Iterator[Placed]:
    if runs:
        heights = [run.y for run in runs]
        text = "\n".join(line_text(line) for line in lines_of(runs))
        paragraph = Paragraph(text, Location(page=page.number), level)
        yield Placed(page.number, share(page, max(heights)), share(page, min(heights)), paragraph)


def _with_loose(page: PageContent, placed: list[Placed], loose: Sequence[Run]) -> list[Placed]:
    """The blocks with the lines that the tree does not name: above them, or else below."""
    top = min((each.top for each in placed), default=0.0)
    lines = [each for line in lines_of(loose) for each in _paragraph(page, line)]
    return [*(each for each in lines if each.top < top), *placed, *(each for each in lines if each.top >= top)]
