"""Tables without upright rules: columns from the headings and the gaps between words, rows from the provision numbers
(or from horizontal rules where there are any)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import read_number
from hoscheck.extract.pdf.geometry import Placed, cell_text, line_text, lines_of, share
from hoscheck.extract.pdf.grid import Grid
from hoscheck.extract.pdf.headings import (
    PHRASE_GAP,
    Line,
    Part,
    Reach,
    Span,
    counted,
    is_one_phrase,
    joined,
    names,
    parts_of,
)
from hoscheck.extract.pdf.layout import once
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.phrasing import CODE, made
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Location, Paragraph, Table, TableRow

# Columns keep at least this gap (points) on every line.
COLUMN_GAP = 1.5
# Of the gaps that are at least so wide (points) the leftmost parts two columns.
WIDE_GAP = 8.0
# A ruled table that is narrower than this share of the page stands in a cell.
SMALL = 0.5
# Rows are further apart than the lines of a row by this factor, if by any.
APART = 1.05
# So many numbers beside the middle of a sentence are centred.
CENTRED = 0.3
# Where so many of a table's rows have fewer cells than its heading, only the heading has uprights.
MOST_ROWS = 0.6
# A line of letters so much taller than the table's is a title below it.
TITLE = 1.08
# A word may reach this far over a column's edge (points): italics, quotation marks that hang.
OVERHANG = 2.0
# Numbers may stand this far to the left of their heading (points), where the heading is centred.
MARGIN = 40.0
LINES_KEPT = 256


_BEGINS = re.compile(r"^\W?\d{1,2}\.\d{1,2}(?![\d.]\d)\W{0,2}(?:\s|$)")
FORM_WORDS = (
    re.compile(r"\bprovision\b|\bcode (?:section|ref)|\brequirement", re.I),
    re.compile(r"\bcompl(?:y|iant|ies)\b|\bcompliance\b.{0,12}(?:yes|no)\b|yes ?/ ?no", re.I),
    re.compile(r"\bevidence\b|\bcommentary\b|\bexplanation", re.I),
)


class Columns(NamedTuple):
    """The left edges of the columns (ascending, the first at the table's left) and what stands in the heading."""

    edges: tuple[float, ...]
    right: float
    number: int = 0
    answer: int | None = None
    requirement: int | None = None

    def of(self, x: float) -> int:
        return bisect_right(self.edges, x + OVERHANG, 1, len(self.edges)) - 1


class Row(NamedTuple):
    """A line as it stands in columns: the column of each run, and the provision number in the numbers' column."""

    runs: Line
    places: list[int]
    number: str | None


def placed_in(line: Line, columns: Columns) -> Row:
    """Where a line's runs stand. It is asked once a line: a page has thousands of words."""
    edges, _, numbers, _, _ = columns
    if len(line) == 1:
        places = [bisect_right(edges, line[0][1] + OVERHANG, 1, len(edges)) - 1]
    else:
        count = len(edges)
        places = [bisect_right(edges, x0 + OVERHANG, 1, count) - 1 for _, x0, _, _, _ in line]
    at = places.index(numbers) if numbers in places else None
    return made(Row, (line, places, None if at is None else read_number(line[at].text)[0]))


def shaded_columns(page: PageContent, grids: Sequence[Grid], before: Columns | None) -> Columns | None:
    """The columns of a table of which only some rows are shaded (a zebra, a heading), and the rows between them bare;
    None where all that stands in columns stands in the grids. `before` are the columns of such a table that goes on."""
    bands = [grid for grid in grids if len(grid.xs) >= 4 and not _is_small(grid, page)]
    if not bands:
        return None
    xs = max((grid.xs for grid in bands), key=lambda each: sum(grid.xs == each for grid in bands))
    columns = Columns(xs[:-1], xs[-1])
    if before is not None and len(before.edges) == len(columns.edges):
        return columns._replace(number=before.number, answer=before.answer, requirement=before.requirement)
    if any(map(is_half_ruled, bands)):
        return columns
    codes = [run for run in page.runs if "." in run.text[:4] and CODE.match(run.text) and columns.of(run.x0) == 0]
    numbers = lines_of(codes)
    if len(numbers) > 1 and any(_shares_a_row(numbers, grid) for grid in bands):
        return columns  # uprights without lines between the rows: the numbers part them
    for line in lines_of([run for run in _outside(page.runs, grids) if xs[0] - OVERHANG <= run.x0 <= xs[-1]]):
        row = placed_in(line, columns)
        if len(set(row.places)) >= 3 and not _overruns(row, columns):
            return columns
    return None


def is_half_ruled(grid: Grid) -> bool:
    """True where the uprights end below the heading: most rows below it have fewer cells than it has."""
    cells = [len({column for _, column in owners}) for owners in grid.owner]
    fewer = sum(1 < each < cells[0] for each in cells[1:])
    return cells[0] > 2 and fewer > 0 and sum(each < cells[0] for each in cells[1:]) >= MOST_ROWS * len(cells[1:])


def _shares_a_row(lines: Sequence[Sequence[Run]], grid: Grid) -> bool:
    """True where two provision numbers stand in one row of a grid."""
    rows = [cell[0] for line in lines if (cell := grid.cell_at(line[0].x0 + 1, line[0].y)) is not None]
    return len(rows) > len(set(rows))


def has_bare_rows(page: PageContent, grids: Sequence[Grid]) -> bool:
    """True where a line begins with a provision number outside all grids: the grids are not the form, or only the
    shading of some of its rows."""
    return bool(_outside([run for run in page.runs if "." in run.text[:4] and _BEGINS.match(run.text)], grids))


def _outside(runs: Sequence[Run], grids: Sequence[Grid]) -> Sequence[Run]:
    """The runs that begin outside all grids."""
    for x0, y0, x1, y1 in [grid.box for grid in grids]:
        left, right, low, high = x0 - 2, x1, y0 - 1, y1 + 1  # a point more, and a run's letters begin inside its edge
        runs = [run for run in runs if not (left <= run.x0 <= right and low <= run.y <= high)]
    return runs


class Unruled:
    """The tables without upright rules of a document. Where a column begins is asked of all the pages that have the
    same heading: one page may hold too few words to tell."""

    def __init__(self) -> None:
        self._noted: list[tuple[PageContent, Sequence[Grid]]] = []
        self._shading: dict[int, Columns | None] = {}
        self._parts: dict[int, list[Part]] = {}
        self._below: dict[tuple[tuple[int, str], ...], list[Line]] = {}
        self._made: dict[tuple[tuple[int, str], ...], Columns] = {}
        self._columns: Columns | None = None  # of the last such table
        self._goes_on = False  # the page before this one ends with it
        self._last_shading: Columns | None = None

    def look_at(self, page: PageContent, grids: Sequence[Grid]) -> None:
        """Take note of a page that may hold such a table; all are looked at before the first is read."""
        shading = shaded_columns(page, grids, self._last_shading) if grids else None
        self._last_shading = shading
        if shading is None and _has_columns(grids) and not has_bare_rows(page, grids):
            return
        self._noted.append((page, grids))
        self._shading[page.number] = shading

    def has(self, page: PageContent) -> bool:
        """True for a page that may hold such a table."""
        return page.number in self._shading

    def leave(self) -> None:
        """Another reader reads a page: no table goes on over it."""
        self._goes_on, self._columns = False, None

    def _settle(self) -> None:
        sheets = [(lines_of(_unfolded(once(page.runs), page, grids)), page.horizontal) for page, grids in self._noted]
        self._parts = {page.number: parts for (page, _), parts in zip(self._noted, parts_of(sheets), strict=True)}
        for part in (part for parts in self._parts.values() for part in parts if part.spans):
            self._below.setdefault(part.key, []).extend(part.lines)
        self._noted = []

    def blocks(self, page: PageContent) -> list[Placed]:
        """The page's blocks where it holds such a table; [] where it holds none. Pages are asked for in their order."""
        if self._noted:  # not before: where the file's own tags tell the tables, nothing is to be found
            self._settle()
        parts = self._parts.get(page.number, [])
        columns = self._columns
        if columns is not None and parts and not _keeps(parts[0].lines, columns, strictly=not self._goes_on):
            columns = None
        shading = self._shading.get(page.number)
        self._goes_on = bool(parts) and (len(parts) > 1 or columns is not None or shading is not None)
        if not self._goes_on:
            return []
        if columns is None and len(parts) == 1:
            columns = shading
        placed: list[Placed] = []
        for part in parts:
            if part.spans:
                columns = self._columns_of(part, shading)
            if columns is None:
                placed += [_paragraph(page, line) for line in part.lines]
            else:
                placed += _table_blocks(page, part.titles, part.lines, columns)
        self._columns = columns
        return placed

    def _columns_of(self, part: Part, shading: Columns | None) -> Columns:
        if shading is not None:
            return _shaded(part.spans, shading)
        if part.key not in self._made:
            self._made[part.key] = _columns(part.spans, self._below[part.key])
        return self._made[part.key]


@lru_cache(LINES_KEPT)  # running lines are the same on every page
def speaks_of_form(text: str) -> bool:
    """True for a line that names the form's columns or labels: it recurs because the form repeats it."""
    return any(pattern.search(text) for pattern in FORM_WORDS)


def _unfolded(runs: list[Run], page: PageContent, grids: Sequence[Grid]) -> list[Run]:
    """The page's runs, those of a small ruled table row by row: it stands in one cell, whose lines are read across."""
    small = [grid for grid in grids if len(grid.xs) > 2 and _is_small(grid, page)]
    if not small:
        return runs
    inside: dict[tuple[int, int], list[tuple[int, Run]]] = {}
    kept: list[Run] = []
    for run in runs:
        found = next(((at, cell) for at, grid in enumerate(small) if (cell := grid.cell_at(run.x0 + 1, run.y))), None)
        if found is None:
            kept.append(run)
        else:
            inside.setdefault((found[0], found[1][0]), []).append((found[1][1], run))
    for cells in inside.values():
        first = max((run for _, run in cells), key=lambda run: (run.y, -run.x0))
        texts = [cell_text([run for at, run in cells if at == column]) for column in sorted({at for at, _ in cells})]
        right = max(run.x1 for _, run in cells)
        kept.append(
            Run(" ".join(texts).replace("\n", " "), min(run.x0 for _, run in cells), right, first.y, first.height)
        )
    return kept


def _is_small(grid: Grid, page: PageContent) -> bool:
    return grid.xs[-1] - grid.xs[0] < SMALL * page.width


def _has_columns(grids: Sequence[Grid]) -> bool:
    return any(len(grid.xs) > 2 for grid in grids)


def _shaded(spans: Sequence[Span], shading: Columns) -> Columns:
    """The columns that the shading shows, with the roles that the headings above them name."""
    named = [(names().role_of(text), shading.of((x0 + x1) / 2)) for x0, x1, text in spans]
    placed = {role: column for role, column in reversed(named) if role}
    return shading._replace(
        number=placed.get("number", 0), answer=placed.get("answer"), requirement=placed.get("requirement")
    )


def _columns(spans: Sequence[Span], body: Sequence[Sequence[Run]]) -> Columns:
    """The columns below a heading: an edge between two headings stands where the words below leave a gap."""
    # a line of a single phrase may be a banner that runs through the columns
    body = [line for line in body if not is_one_phrase(line)]
    words = [(x0, x1) for line in body for _, x0, x1, _, _ in line]
    spans = joined(spans, body)
    edges = [min([spans[0][0], *[x0 for x0, _ in words if x0 > spans[0][0] - MARGIN]])]
    for (left0, left1, _), (right0, right1, _) in pairwise(spans):
        edges.append(_gap((left0 + left1) / 2, (right0 + right1) / 2, right0, words))
    right = max([spans[-1][1], *[x1 for _, x1 in words]])
    roles = [names().role_of(text) for _, _, text in spans]
    number, answer, requirement = (
        roles.index(role) if role in roles else None for role in ("number", "answer", "requirement")
    )
    return Columns(tuple(edges), right + 1, number or 0, answer, requirement)


def _gap(low: float, high: float, default: float, words: Sequence[Reach]) -> float:
    """The left edge of a column whose heading begins at `default`: words that begin a run of text there."""
    bins = counted(low, int(high - low) + 2, [(x0, x1) for x0, x1 in words if x1 > low and x0 < high])
    least = min(bins, default=0)
    gaps, start = [], None
    for at, count in enumerate([*bins, least + 1]):
        if count <= least and start is None:
            start = at
        elif count > least and start is not None:
            gaps.append((start, at))
            start = None
    if not gaps:
        return default
    gaps = [gap for gap in gaps if gap[1] - gap[0] >= COLUMN_GAP] or gaps
    begun = (-OVERHANG <= x0 - default <= OVERHANG for x0, _ in words)
    if any(begun) and any(begun):  # of two words at least: a heading above the beginning of its column
        best = min(gaps, key=lambda gap: abs(low + gap[1] - default))
    else:  # one in its middle: a column whose cells say the same has gaps of its own, between its words
        best = max(gaps, key=lambda gap: (min(gap[1] - gap[0], WIDE_GAP), -gap[0]))
    # just left of where the column's text or its heading begins, whichever comes first
    return max(low + best[0], min(low + best[1], default) - OVERHANG)


def _keeps(lines: Sequence[Sequence[Run]], columns: Columns, *, strictly: bool) -> bool:
    """A page without a heading goes on with the columns before it where its numbers stand in the first one, or where
    its first words leave the columns' edges free. Where other pages stand between (`strictly`), both are asked for: a
    policy's clauses are numbered at the margin, too."""
    numbered = [row for row in (placed_in(line, columns) for line in lines) if row.number]
    if strictly:
        return bool(numbered) and not any(_overruns(row, columns) for row in numbered)
    if numbered:
        return True
    # the rest of a row, at the head of a page, has nothing in the numbers' column and keeps to the others
    return (
        bool(lines)
        and columns.of(lines[0][0].x0) != columns.number
        and not _overruns(placed_in(lines[0], columns), columns)
    )


def _crosses(row: Row, columns: Columns) -> bool:
    """A line whose words run on over a column's edge from the first column, or that is a banner: not a row's."""
    return _overruns(row, columns) and (not row.places[0] or names().is_banner(line_text(row.runs)))


def _is_title(row: Row, tall: float) -> bool:
    """True for a line of its own at the table's left that divides the form, or is set larger than its rows."""
    line = row.runs
    alone = row.places[0] == 0 and is_one_phrase(line)
    return alone and (line[0].height > tall or names().is_banner(line_text(line)))


def _overruns(row: Row, columns: Columns) -> bool:
    """True where words run on over a column's edge."""
    edges, (runs, places, _) = columns.edges, row
    _, _, reach, _, height = runs[0]
    last = places[0]
    if len(runs) == 1:
        return last + 1 < len(edges) and reach > edges[last + 1] + OVERHANG
    least = PHRASE_GAP * height
    for (_, x0, x1, _, _), place in zip(runs, places, strict=True):
        if place > last and (reach > edges[last + 1] + OVERHANG or x0 - reach < least):
            return True
        last = place
        if x1 > reach:
            reach = x1
    return last + 1 < len(edges) and reach > edges[last + 1] + OVERHANG


def _table_blocks(
    page: PageContent, titles: Sequence[Run], body: Sequence[Sequence[Run]], columns: Columns
) -> list[Placed]:
    wide = 0.6 * (columns.right - columns.edges[0])
    rules = _across(page.horizontal, columns, wide)
    lines = [placed_in(line, columns) for line in body]
    numbers = [line.runs[0].y for line in lines if line.number is not None]
    # where rules part the rows, a number in the middle of its cell begins none
    parted = sum(any(upper > rule > lower for rule in rules) for upper, lower in pairwise(numbers)) if rules else 0
    by_rules = len(numbers) > 1 and parted == len(numbers) - 1
    heights = sorted([height for line in body for _, _, _, _, height in line])
    tall = TITLE * heights[len(heights) // 2] if heights else 0.0
    apart = [line.number is None and (_crosses(line, columns) or _is_title(line, tall)) for line in lines]
    starts = None if by_rules else _row_starts(lines, apart, columns)
    placed: list[Placed] = []
    rows: list[list[Row]] = [[placed_in(titles, columns)]] if titles else []
    begins = True  # the next line begins a row, whatever it holds
    above = 0.0
    for at, row in enumerate(lines):
        line = row.runs
        if apart[at]:
            if rows:
                placed.append(_table(page, rows, columns))
            placed.append(_paragraph(page, line))
            rows, begins = [], True
            continue
        y = line[0].y
        if begins or (rules and any(above > rule > y for rule in rules)):
            rows.append([])
        elif starts is not None:
            rows += [[]] if at in starts else []
        elif not by_rules:
            answered = columns.answer in row.places and _answered([row], columns) and _answered(rows[-1], columns)
            rows += [[]] if answered or row.number is not None else []
        rows[-1].append(row)
        begins, above = False, y
    if rows:
        placed.append(_table(page, rows, columns))
    return placed


def _row_starts(body: Sequence[Row], apart: Sequence[bool], columns: Columns) -> set[int] | None:
    """The lines that begin rows, by the space between the rows, where the numbers stand in the middle of theirs. None
    where they do not, or where the rows are no further apart than the lines of one row."""
    if not _stand_in_the_middle(body, columns):
        return None
    between: dict[int, float] = {}  # line → how far it is below the one before
    starts: set[int] = set()
    last = None  # the last number's line
    for at, line in enumerate(body):
        if apart[at]:
            last = None
            continue
        if at and not apart[at - 1]:
            between[at] = body[at - 1].runs[0].y - line.runs[0].y
        if line.number is not None:
            if last is not None:
                starts.add(max(range(last + 1, at + 1), key=lambda each: between[each]))
            last = at
    least = min((between[at] for at in starts), default=inf)
    if least <= APART * max((space for at, space in between.items() if at not in starts), default=0.0):
        return None
    return starts


def _stand_in_the_middle(body: Sequence[Row], columns: Columns) -> bool:
    """True where numbers stand beside no beginning of a requirement: the cells are centred upright."""
    asked = columns.requirement
    beside = [
        row.runs[row.places.index(asked)].text if asked in row.places else "" for row in body if row.number is not None
    ]
    return sum(text[:1].islower() or not text for text in beside) > CENTRED * len(beside)


def _across(lines: Sequence[tuple[float, float, float]], columns: Columns, wide: float) -> list[float]:
    """The heights of rules that run through the table, whole or cell by cell."""
    lengths: dict[int, float] = {}
    heights: dict[int, float] = {}
    for y, x0, x1 in lines:
        at = round(y)
        heights[at] = y
        lengths[at] = lengths.get(at, 0.0) + max(0.0, min(x1, columns.right) - max(x0, columns.edges[0]))
    return [heights[at] for at, length in lengths.items() if length > wide]


def _answered(lines: Sequence[Row], columns: Columns) -> bool:
    """True where the lines hold an answer in the answers' column."""
    asked = columns.answer
    said = [
        run.text
        for line in lines
        if asked in line.places
        for run, place in zip(line.runs, line.places, strict=True)
        if place == asked
    ]
    return bool(said) and is_answer(" ".join(said))


def _table(page: PageContent, rows: Sequence[Sequence[Row]], columns: Columns) -> Placed:
    made: list[TableRow] = []
    for lines in rows:
        cells: list[list[Run]] = [[] for _ in columns.edges]
        for line in lines:
            runs, places, _ = line
            for run, place in zip(runs, places, strict=True):
                cells[place].append(run)
        texts = tuple([cell_text(cell) if cell else "" for cell in cells])
        made.append(TableRow(texts, Location(page=page.number, row=len(made) + 1)))
    heights = [y for lines in rows for runs, _, _ in lines for _, _, _, y, _ in runs]
    top, bottom = max(heights), min(heights)
    return Placed(page.number, share(page, top), share(page, bottom), Table(tuple(made)))


def _paragraph(page: PageContent, line: Sequence[Run]) -> Placed:
    y = line[0].y
    return Placed(page.number, share(page, y), share(page, y), Paragraph(line_text(line), Location(page=page.number)))
