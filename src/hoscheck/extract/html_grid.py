"""Rows and cells of a web page's table, by elements or by ARIA roles, and where each cell stands in the grid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hoscheck.extract.blocks import MOST_SPAN

if TYPE_CHECKING:
    from lxml.etree import _Element

HEAD, BODY, FOOT, ROW, CELL, HEADING, CAPTION, COLUMNS = (
    "head",
    "body",
    "foot",
    "row",
    "cell",
    "heading",
    "caption",
    "col",
)

_KINDS = {
    "thead": HEAD, "tbody": BODY, "tfoot": FOOT, "tr": ROW, "td": CELL, "th": HEADING, "caption": CAPTION,
    "colgroup": COLUMNS, "col": COLUMNS,
}  # fmt: skip
_ROLES = {
    "rowgroup": BODY, "row": ROW, "cell": CELL, "gridcell": CELL, "columnheader": HEADING, "rowheader": HEADING,
    "caption": CAPTION,
}  # fmt: skip
TABLE_ROLES = frozenset(("table", "grid", "treegrid"))
MOST_WRAPPERS = 20  # elements between a table and its rows, or a row and its cells
_DIGITS = re.compile(r"\s*\d{1,9}", re.A)
_TO_THE_END = 65_534  # the most rows that HTML lets a cell span


@dataclass(slots=True)
class Group:
    """Rows that belong together: no cell reaches out of its group."""

    kind: str
    rows: list[_Element]


def kind_of(element: _Element) -> str | None:
    """What an element is inside a table, by tag or by role."""
    found = _KINDS.get(element.tag)
    if found is None and (role := element.get("role")):
        found = _ROLES.get(role.lower())
    return found


def is_table(element: _Element) -> bool:
    """True for a table element and for one that says that it is a table."""
    return element.tag == "table" or (element.get("role") or "").lower() in TABLE_ROLES


def is_presentation(element: _Element) -> bool:
    """True where the page itself says that a table is only there for the layout."""
    return (element.get("role") or "").lower() in ("presentation", "none")


def has_rows(element: _Element) -> bool:
    """True for a wrapper (a form, a div) with rows or cells of the table around it inside."""
    return any(kind_of(each) in (ROW, CELL, HEADING) for each in element.iterdescendants())


def groups_of(table: _Element) -> tuple[list[Group], list[_Element]]:
    """The row groups of a table in the order in which browsers print them, and what stands loose between rows."""
    groups: list[Group] = []
    loose: list[_Element] = []
    _collect(table, Group("", []), groups, loose, MOST_WRAPPERS)
    order = {HEAD: 0, FOOT: 2}
    groups = [group for group in groups if group.rows]
    groups.sort(key=lambda group: order.get(group.kind, 1))  # stable: groups of one kind keep their order
    return groups, loose


def _collect(container: _Element, group: Group, groups: list[Group], loose: list[_Element], deep: int) -> None:
    if not groups or groups[-1] is not group:
        groups.append(group)
    for child in container:
        kind = kind_of(child)
        if kind == ROW:
            if groups[-1] is not group:  # rows after a tbody: a group of their own
                group = Group(group.kind, [])
                groups.append(group)
            group.rows.append(child)
        elif kind in (HEAD, BODY, FOOT) and deep:
            _collect(child, Group(kind or "", []), groups, loose, deep - 1)
        elif kind == COLUMNS:
            continue
        elif deep and kind not in (CELL, HEADING, CAPTION) and not is_table(child) and has_rows(child):
            _collect(child, group, groups, loose, deep - 1)
        else:
            loose.append(child)


def cells_of(row: _Element, loose: list[_Element], deep: int = MOST_WRAPPERS) -> list[tuple[_Element, bool]]:
    """The cells of a row, also those inside wrappers; beside each whether it is a heading. What stands in the row
    outside any cell goes to `loose`."""
    cells: list[tuple[_Element, bool]] = []
    for child in row:
        tag = child.tag
        kind = HEADING if tag == "th" else CELL if tag == "td" else kind_of(child)
        if kind in (CELL, HEADING):
            cells.append((child, kind == HEADING))
        elif deep and not is_table(child) and has_rows(child):
            cells += cells_of(child, loose, deep - 1)
        else:
            loose.append(child)
    return cells


def columns_of(cell: _Element) -> int:
    """How many columns a cell covers: 1 for what is no number; more than browsers allow is what they allow."""
    text = cell.get("colspan")
    if text is None:
        text = None if cell.tag in _KINDS else cell.get("aria-colspan")
    return 1 if text is None else min(max(_count(text), 1), MOST_SPAN)


def rows_of(cell: _Element) -> int:
    """How many rows a cell covers: 1 for what is no number; 0 reaches to the end of the group."""
    text = cell.get("rowspan")
    if text is None:
        text = None if cell.tag in _KINDS else cell.get("aria-rowspan")
    if text is None:
        return 1
    rows = _count(text)
    return _TO_THE_END if rows == 0 else min(rows, _TO_THE_END)


def _count(text: str) -> int:
    found = _DIGITS.match(text)
    return int(found[0]) if found else 1


class Placing:
    """Finds the grid column of each cell of a group, row by row. Spans are kept as intervals, so that a wide one
    costs no more than a narrow one."""

    def __init__(self) -> None:
        self._reaching: list[tuple[int, int, int]] = []  # (first column, column after, rows still covered)
        self._next: list[tuple[int, int, int]] = []
        self._at = 0
        self._column = 0

    @property
    def covering(self) -> int:
        """How many cells of rows above cover places of this row."""
        return len(self._reaching)

    @property
    def hanging(self) -> list[int]:
        """The columns at which cells of rows above begin that cover places of this row."""
        return [first for first, _, _ in self._reaching]

    def begin_row(self) -> None:
        """Go to the start of the next row."""
        left = ((first, after, rows - 1) for first, after, rows in self._reaching if rows > 1)
        self._reaching = sorted([*left, *self._next])
        self._next = []
        self._at = self._column = 0

    def place(self, columns: int, rows: int) -> int:
        """The column where the next cell starts."""
        while self._at < len(self._reaching) and self._reaching[self._at][0] <= self._column:
            self._column = max(self._column, self._reaching[self._at][1])
            self._at += 1
        column = self._column
        self._column += columns
        if rows > 1:
            self._next.append((column, self._column, rows - 1))
        return column
