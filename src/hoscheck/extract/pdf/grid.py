"""Ruling lines → grids of cells.

Lines that touch one another make a grid; a cell ends where a line is drawn, so merged cells come out whole. A table
that a page break leaves open at its foot or head is closed with a line of our own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Line = tuple[float, float, float]  # position, from, to

# Lines nearer than this are one: double rules, the two sides of a thin filled rectangle.
SNAP = 2.6
# A table that is worth a row without a line has at least so many uprights.
FEWEST_UPRIGHTS = 4
# A column is at least so wide (points).
NARROWEST = 15.0
# Lines this near touch.
TOUCH = 2.5
# Column edges of different rows that are this near, and never both used in one row, are one column edge.
SAME_COLUMN = 9.0
# More lines than this is a drawing, not a form.
MOST_LINES = 20_000


class Grid(NamedTuple):
    """A table's cells. `xs` ascend, `ys` descend (top first); `owner[row][column]` is the (row, column) of the cell's
    top left part."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]
    rising: tuple[float, ...]  # ys negated, for bisection

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    @property
    def cells(self) -> int:
        return len({each for row in self.owner for each in row})

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that a point lies in; None outside the grid."""
        xs, ys = self.xs, self.ys
        if not (xs[0] - 1 <= x <= xs[-1] + 1 and ys[-1] - 1 <= y <= ys[0] + 1):
            return None
        column, row = bisect_right(xs, x, 1, len(xs) - 1) - 1, bisect_right(self.rising, -y, 1, len(ys) - 1) - 1
        return self.owner[row][column]


def find_grids(horizontal: Sequence[Line], vertical: Sequence[Line]) -> list[Grid]:
    """The grids that lines make, outermost first removed where it only frames others; top of the page first."""
    if not vertical or len(horizontal) + len(vertical) > MOST_LINES:
        return []
    rows, columns = _merged([*horizontal, *_implied(vertical)]), _merged(vertical)
    grids = [grid for hs, vs in _components(rows, columns) if (grid := _grid(hs, vs)) is not None]
    return sorted(_without_nested(grids), key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _implied(vertical: Sequence[Line]) -> list[Line]:
    """Lines across that are not drawn: where every upright of a table ends and begins anew, a row ends (the heading
    that is repeated over a row that fills the page)."""
    ends: dict[int, set[int]] = defaultdict(set)
    begins: dict[int, set[int]] = defaultdict(set)
    for x, low, high in vertical:
        at = round(x)
        ends[round(low)].add(at)
        begins[round(high)].add(at)
    found = []
    none: set[int] = set()
    for y, xs in begins.items():
        if len(xs) < FEWEST_UPRIGHTS:
            continue
        ended = ends.get(y, none) | ends.get(y - 1, none) | ends.get(y + 1, none)  # the two may lie a point apart
        meeting = xs & ended
        if len(meeting) >= FEWEST_UPRIGHTS and len(meeting) == len(xs | ended):
            found.append((float(y), float(min(meeting)), float(max(meeting))))
    return found


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Lines at one position that overlap or nearly meet become one line."""
    placed: list[list[Line]] = []
    for line in sorted(lines):
        if placed and line[0] - placed[-1][-1][0] <= SNAP and line[0] - placed[-1][0][0] <= 2 * SNAP:
            placed[-1].append(line)
        else:
            placed.append([line])
    merged = []
    for group in placed:
        position = sum(line[0] for line in group) / len(group)
        spans = sorted((start, end) for _, start, end in group)
        start, end = spans[0]
        for left, right in spans[1:]:
            if left <= end + TOUCH:
                end = max(end, right)
            else:
                merged.append((position, start, end))
                start, end = left, right
        merged.append((position, start, end))
    return merged


def _components(rows: list[Line], columns: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Horizontal and vertical lines that touch, together."""
    parent = list(range(len(rows) + len(columns)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    reaching = [(h, y, x0 - TOUCH, x1 + TOUCH) for h, (y, x0, x1) in enumerate(rows)]
    for v, (x, y0, y1) in enumerate(columns):
        low, high = y0 - TOUCH, y1 + TOUCH
        for h, y, left, right in reaching:
            if left <= x <= right and low <= y <= high:
                parent[root(h)] = root(len(rows) + v)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for h, line in enumerate(rows):
        groups.setdefault(root(h), ([], []))[0].append(line)
    for v, line in enumerate(columns):
        groups.setdefault(root(len(rows) + v), ([], []))[1].append(line)
    found = [(hs, vs) for hs, vs in groups.values() if len(vs) >= 2 and hs]
    return found + _uprights_alone([vs[0] for hs, vs in groups.values() if not hs and len(vs) == 1])


def _uprights_alone(vs: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """A row that fills a whole page has its uprights there and no line across: three of one length are a table."""
    found = []
    for line in vs:
        alike = [each for each in vs if abs(each[1] - line[1]) <= 2 * TOUCH and abs(each[2] - line[2]) <= 2 * TOUCH]
        if len(alike) >= 3 and alike[0] is line:
            left, right = alike[0][0], alike[-1][0]
            found.append(([(line[1], left, right), (line[2], left, right)], alike))
    return found


def _grid(hs: list[Line], vs: list[Line]) -> Grid | None:
    hs = _closed(hs, vs)
    vs = _sided(hs, vs)
    ys = _positions(hs, reverse=True)
    xs = _positions(vs, reverse=False)
    if len(xs) < 2 or len(ys) < 2:
        return None
    xs = _one_edge_a_column(xs, vs)
    beside = _crossings(vs, xs, ys, upright=True)
    above = _crossings(hs, xs, ys, upright=False)
    owner: list[list[tuple[int, int]]] = []
    for row in range(len(ys) - 1):
        owner.append([])
        for column in range(len(xs) - 1):
            if column and not beside[row][column]:
                owner[row].append(owner[row][column - 1])
            elif row and not above[row][column]:
                owner[row].append(owner[row - 1][column])
            else:
                owner[row].append((row, column))
    return Grid(tuple(xs), tuple(ys), tuple(map(tuple, owner)), tuple(-y for y in ys))


def _closed(hs: list[Line], vs: list[Line]) -> list[Line]:
    """A table cut open by a page end has uprights that run past its last line: close it there."""
    low, high = min(line[1] for line in vs), max(line[2] for line in vs)
    left, right = min(line[0] for line in vs), max(line[0] for line in vs)
    hs = list(hs)
    if min(line[0] for line in hs) - low > 2 * TOUCH:
        hs.append((low, left, right))
    if high - max(line[0] for line in hs) > 2 * TOUCH:
        hs.append((high, left, right))
    return hs


def _sided(hs: list[Line], vs: list[Line]) -> list[Line]:
    """A table without its own side lines has lines across that reach over its outer uprights, all to one place."""
    low, high = min(line[1] for line in vs), max(line[2] for line in vs)
    left, right = min(line[0] for line in vs), max(line[0] for line in vs)
    sides = []
    for reach, inside in ((min(line[1] for line in hs), left), (max(line[2] for line in hs), right)):
        ends = [abs((line[1] if reach < inside else line[2]) - reach) <= TOUCH for line in hs]
        if abs(reach - inside) > NARROWEST and sum(ends) >= 2 and sum(ends) * 2 >= len(hs):
            sides.append((reach, low, high))
    return [*vs, *sides]


def _positions(lines: Sequence[Line], reverse: bool) -> list[float]:
    positions: list[float] = []
    for position in sorted({line[0] for line in lines}):
        if not positions or position - positions[-1] > SNAP:
            positions.append(position)
    return positions[::-1] if reverse else positions


def _one_edge_a_column(xs: list[float], vs: Sequence[Line]) -> list[float]:
    """Edges of one column that stand a little apart in different rows become one."""
    kept = [xs[0]]
    for left, right in pairwise(xs):
        if right - left > SAME_COLUMN or _share_a_row(left, right, vs):
            kept.append(right)
    return kept


def _share_a_row(left: float, right: float, vs: Sequence[Line]) -> bool:
    spans = [[(y0, y1) for x, y0, y1 in vs if abs(x - at) <= SNAP] for at in (left, right)]
    return any(min(a1, b1) - max(a0, b0) > 2 * TOUCH for a0, a1 in spans[0] for b0, b1 in spans[1])


def _crossings(lines: Sequence[Line], xs: Sequence[float], ys: Sequence[float], upright: bool) -> list[list[bool]]:
    """Where a cell's left side (upright) or upper side is drawn, by row and column."""
    rows, columns = len(ys) - 1, len(xs) - 1
    drawn = [[False] * columns for _ in range(rows)]
    row_middles = [(upper + lower) / 2 for upper, lower in pairwise(ys)]
    column_middles = [(left + right) / 2 for left, right in pairwise(xs)]
    rising = [-y for y in ys]
    for position, start, end in lines:
        if upright:
            column = _nearest(xs, position)
            if column < columns:
                for row, middle in enumerate(row_middles):
                    if start - TOUCH <= middle <= end + TOUCH:
                        drawn[row][column] = True
        else:
            row = _nearest(rising, -position)
            if row < rows:
                for column, middle in enumerate(column_middles):
                    if start - TOUCH <= middle <= end + TOUCH:
                        drawn[row][column] = True
    return drawn


def _nearest(positions: Sequence[float], position: float) -> int:
    """The place of the position that is nearest; they ascend."""
    at = bisect_left(positions, position)
    if at == 0 or (at < len(positions) and positions[at] - position < position - positions[at - 1]):
        return at
    return at - 1


def _without_nested(grids: list[Grid]) -> list[Grid]:
    """Grids inside a cell of another belong to that cell; a frame around the whole form is no table."""
    dropped: set[int] = set()
    for at, outer in enumerate(grids):
        inside = [i for i, inner in enumerate(grids) if i != at and _within(inner, outer)]
        if not inside:
            continue
        if outer.cells == 1:
            dropped.add(at)
        else:
            dropped.update(inside)
    return [grid for at, grid in enumerate(grids) if at not in dropped]


def _within(inner: Grid, outer: Grid) -> bool:
    a0, b0, a1, b1 = inner.box
    c0, d0, c1, d1 = outer.box
    return c0 - 1 <= a0 and a1 <= c1 + 1 and d0 - 1 <= b0 and b1 <= d1 + 1 and (a1 - a0 < c1 - c0 or b1 - b0 < d1 - d0)
