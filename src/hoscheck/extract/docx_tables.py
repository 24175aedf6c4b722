"""Rows and cells of a Word table: spans, merged cells, and grid columns that are one column to the eye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hoscheck.extract.blocks import MOST_SPAN, Grid, GridRow, starts
from hoscheck.extract.bounds import limit
from hoscheck.extract.docx_inline import SDT, control
from hoscheck.extract.docx_lists import VAL, W, integer, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

ROW, CELL = W + "tr", W + "tc"

# Dragging one cell's border in Word makes a grid column of a few millimetres; no column of text is that narrow.
SNAP = 284  # twentieths of a point: 5 mm

MOST_SNAPPED = 60  # columns; dragged borders make some twenty, and comparing all with all is dear

_CELL_PROPERTIES, _GRID_SPAN, _DELETED = W + "tcPr", W + "gridSpan", W + "cellDel"
_MERGE, _MERGE_ACROSS = W + "vMerge", W + "hMerge"
_WRAPPERS = frozenset((W + "customXml", W + "ins", W + "moveTo", W + "smartTag"))


@dataclass(frozen=True, slots=True)
class RowProperties:
    """`before`: grid columns that are left out in front of the first cell."""

    before: int = 0
    header: bool = False
    absent: bool = False  # deleted in tracked changes, or hidden


@dataclass(frozen=True, slots=True)
class CellProperties:
    """`merge`: restart, continue or None (vertically); `covered`: continues the cell on its left."""

    span: int = 1
    merge: str | None = None
    covered: bool = False
    absent: bool = False


def row_properties(row: _Element) -> RowProperties:
    """What a w:tr says of itself. Raises Unreadable("limit:span")."""
    properties = row.find(W + "trPr")
    if properties is None:
        return RowProperties()
    before = properties.find(W + "gridBefore")
    return RowProperties(
        before=_span(before, 0),
        header=is_on(properties.find(W + "tblHeader")),
        absent=properties.find(W + "del") is not None or is_on(properties.find(W + "hidden")),
    )


def cell_properties(cell: _Element) -> CellProperties:
    """What a w:tc says of itself. Raises Unreadable("limit:span")."""
    span, merge, covered, absent = 1, None, False, False
    for properties in cell.iterchildren(_CELL_PROPERTIES):
        for each in properties:
            tag = each.tag
            if tag == _GRID_SPAN:
                span = max(_span(each, 1), 1)
            elif tag == _MERGE:
                merge = "restart" if each.get(VAL) == "restart" else "continue"
            elif tag == _MERGE_ACROSS:
                covered = each.get(VAL) != "restart"
            elif tag == _DELETED:
                absent = True
    return CellProperties(span, merge, covered, absent)


def _span(element: _Element | None, default: int) -> int:
    if element is None:
        return default
    span = integer(element.get(VAL), default)
    if span > MOST_SPAN:
        raise limit("span", f"a cell of its tables spans more than {MOST_SPAN:,} columns")
    return max(span, default)


def rows_of(container: _Element) -> Iterator[_Element]:
    """The rows of a table, also those inside content controls and tracked insertions."""
    for child in container:
        if child.tag == ROW:
            yield child
        elif child.tag == SDT:
            content = control(child)[1]
            if content is not None:
                yield from rows_of(content)
        elif child.tag in _WRAPPERS:
            yield from rows_of(child)


def cells_of(container: _Element, shown: str | None = None) -> Iterator[tuple[_Element, str | None]]:
    """The cells of a row; beside each the value that a content control around it shows (None: read the cell)."""
    for child in container:
        if child.tag == CELL:
            yield child, shown
        elif child.tag == SDT:
            value, content = control(child)
            if content is not None:
                yield from cells_of(content, shown if value is None else value)
        elif child.tag in _WRAPPERS:
            yield from cells_of(child, shown)


def widths_of(table: _Element) -> list[int]:
    """The widths of the grid columns, in twentieths of a point; 0 where a width is not told."""
    grid = table.find(W + "tblGrid")
    return [integer(each.get(W + "w"), 0) for each in grid.iterchildren(W + "gridCol")] if grid is not None else []


def snap(grid: Grid, widths: list[int]) -> None:
    """Move cells that start a few millimetres apart in different rows to one grid column.

    Two columns that one and the same row uses are never put together.
    """
    columns = starts(grid)
    if len(columns) > MOST_SNAPPED:
        return
    moved: dict[int, int] = {}
    group: list[int] = []
    rows = [{cell.column for cell in row.cells} for row in grid.rows]
    for column in columns:
        if group and _is_near(group[0], column, widths) and not _used_together((*group, column), rows):
            group.append(column)
            moved[column] = group[0]
        else:
            group = [column]
    if moved:
        for row in grid.rows:
            _move(row, moved)
    _align(grid, widths)


def _move(row: GridRow, moved: dict[int, int]) -> None:
    row.hanging = [moved.get(column, column) for column in row.hanging]
    for cell in row.cells:
        cell.column = moved.get(cell.column, cell.column)


def _align(grid: Grid, widths: list[int]) -> None:
    """Count columns by their order where borders stand elsewhere from row to row (tables of other widths that were put
    together, borders dragged far): the rows with most cells, if they are most rows, have a cell for each column, and
    every other cell belongs to the column whose usual place is nearest."""
    most = max((len(row.cells) for row in grid.rows), default=0)
    columns = starts(grid)
    if not 2 < most < len(columns) <= MOST_SNAPPED:
        return
    whole = [row for row in grid.rows if len(row.cells) == most and row.cells[0].column == columns[0]]
    if 2 * len(whole) < sum(len(row.cells) > 2 for row in grid.rows):
        return
    known = len(widths) >= columns[-1] and all(widths[: columns[-1]])
    place = {column: sum(widths[:column]) if known else column for column in columns}
    usual = [sorted(place[row.cells[at].column] for row in whole)[len(whole) // 2] for at in range(most)]
    for row in grid.rows:
        moved: dict[int, int] = {}
        for at, cell in enumerate(row.cells):
            free = range(moved[row.cells[at - 1].column] + 1 if at else 0, most - len(row.cells) + at + 1)
            moved[cell.column] = min(free, key=lambda column: abs(usual[column] - place[cell.column]))
        _move(row, moved)


def _is_near(first: int, second: int, widths: list[int]) -> bool:
    return second <= len(widths) and 0 < sum(widths[first:second]) < SNAP and all(widths[first:second])


def _used_together(columns: tuple[int, ...], rows: list[set[int]]) -> bool:
    return any(len(row.intersection(columns)) > 1 for row in rows)
