"""Rows and cells that a page draws with style sheets instead of a table: sibling elements that are all built alike.

Only the build tells: neighbours with the same number of like parts, or one long run of parts under a grid of so many
columns. Which column is which, and whether it is a form at all, is decided where tables are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hoscheck.extract.blocks import Cell, Grid, GridRow, Line, Piece, flat

if TYPE_CHECKING:
    from lxml.etree import _Element

# The smallest row of a form has a requirement, an answer and evidence; more columns than this are a gallery.
LEAST_CELLS, MOST_CELLS = 3, 12
LEAST_ROWS = 2  # a heading and one provision
# So much of what looks like rows must be built alike: where each card has other parts, columns cannot be told.
ALIKE = 0.8
# Site builders wrap a row, and each cell, in so many elements that hold nothing else.
MOST_WRAPPERS = 6
LONGEST_LABEL = 60  # characters
# Where half of the cells hold nothing behind the words that all of them begin with, these are no label.
FILLED = 0.5

_PARENTS = frozenset(("div", "section", "main", "article", "form", "body", "ul", "ol", "fieldset", "td"))
_ROWS = frozenset(("div", "section", "article", "li", "fieldset", "ul", "ol"))
_CELLS = frozenset(("div", "section", "article", "li", "span", "p", "h3", "h4", "h5", "h6", "strong", "b", "header"))
# What no cell holds: parts of the page itself, and tables, which are read as such.
_TOO_LARGE = ("table", "h1", "h2", "main", "nav", "details", "dl")
_HEADINGS = ("h3", "h4", "h5", "h6")
_TRACKS = re.compile(r"grid-template(?:-columns)?\s*:\s*([^;]+)", re.I)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,", re.I)
_COUNT_CLASS = re.compile(r"(?:^|[-_ ])(?:cols|columns|grid)-(\d{1,2})(?:$| )")
# A list is a row of a table only where its class says so, or two lists of three items would be one.
_LIST_ROW = re.compile(r"(?:^|[-_ ])(?:row|tr|line|record)(?:$|[-_ ])", re.I)
_COLUMN = re.compile(r"(?:^|[-_ ])(?:col|column|cell|td)(?:$|[-_ ])", re.I)
_VARIANT = re.compile(r"\d+|\b(?:odd|even|first|last|active|open|alt)\b", re.I)


class Run(NamedTuple):
    """Rows that follow one another: each the element that it begins with and its cells, None where it leaves one out.
    `last` ends the run."""

    rows: Sequence[tuple[_Element, Sequence[_Element | None]]]
    last: _Element


class _Row(NamedTuple):
    element: _Element
    cells: list[_Element]
    build: tuple[str, ...]
    kinds: tuple[str, ...] = ()  # what the cells are called, where each is called otherwise


def runs_of(parent: _Element) -> dict[_Element, Run]:
    """The runs of like rows among an element's children, by the child that each begins with."""
    if parent.tag not in _PARENTS or len(parent) < LEAST_ROWS:
        return {}
    flat_run = _flat(parent)
    if flat_run is not None:
        return {flat_run.rows[0][0]: flat_run}
    rows = [_row(child) if child.tag in _ROWS else None for child in parent]
    builds = Counter(row.build for row in rows if row is not None)
    if not builds:
        return {}
    if len(builds) > 1 and (columns := _columns([row for row in rows if row is not None])):
        run = _placed(rows, columns)
        return {} if run is None or _is_too_large(run) else {run.rows[0][0]: run}
    build, count = builds.most_common(1)[0]
    if count < LEAST_ROWS or count < ALIKE * (builds.total() - _heads(rows, build)):
        return {}
    return {run.rows[0][0]: run for run in _runs(rows, build) if not _is_too_large(run)}


def _row(child: _Element) -> _Row | None:
    """The cells of a child that holds nothing but some parts, perhaps inside wrappers."""
    inner = child
    for _ in range(MOST_WRAPPERS):
        if _has_text(inner) or inner.tag not in _ROWS:
            return None
        if len(inner) != 1:
            break
        inner = inner[0]
    if not LEAST_CELLS <= len(inner) <= MOST_CELLS or any(each.tag not in _CELLS for each in inner):
        return None
    cells = list(inner)
    tags, kinds = {each.tag for each in cells}, [_kind(each) for each in cells]
    if "li" in tags and not _LIST_ROW.search(inner.get("class") or ""):
        return None
    if tags == {"span"} and not all(kinds):  # words in various fonts
        return None
    if tags == {"p"} and len(set(kinds)) < len(kinds):  # three paragraphs are no row
        return None
    named = tuple(kinds) if all(kinds) and len(set(kinds)) == len(kinds) else ()
    if len(tags) == 1 and not tags & {"p", "span"}:
        return _Row(child, cells, (str(len(cells)), *tags), named)
    return _Row(child, cells, tuple(f"{each.tag}.{kind}" for each, kind in zip(cells, kinds, strict=True)), named)


def _columns(rows: Sequence[_Row]) -> tuple[str, ...]:
    """The names of all cells in order, where each row has some of them in that order: some rows leave cells out."""
    longest = max(rows, key=lambda row: len(row.kinds)).kinds
    fits = (all(row.kinds) and [kind for kind in longest if kind in row.kinds] == list(row.kinds) for row in rows)
    return longest if longest and all(row.kinds for row in rows) and all(fits) else ()


def _placed(rows: Sequence[_Row | None], columns: tuple[str, ...]) -> Run | None:
    """One run of all rows, if they follow one another; a cell that a row leaves out is an empty one."""
    first = next(at for at, row in enumerate(rows) if row is not None)
    inside = [row for row in rows[first:] if row is not None]
    if len(inside) < LEAST_ROWS or any(row is None for row in rows[first : first + len(inside)]):
        return None
    placed = []
    for row in inside:
        named = dict(zip(row.kinds, row.cells, strict=True))
        placed.append((row.element, [named.get(kind) for kind in columns]))
    return Run(placed, inside[-1].element)


def _kind(element: _Element) -> str:
    return " ".join(_VARIANT.sub("", element.get("class") or "").split())


def _has_text(element: _Element) -> bool:
    """True where words stand beside the parts of an element."""
    return bool(element.text and element.text.strip()) or any(each.tail and each.tail.strip() for each in element)


def _heads(rows: Sequence[_Row | None], build: tuple[str, ...]) -> int:
    """How many rows are built otherwise but stand at the head of rows of the usual build: their headings."""
    return sum(
        first is not None and first.build != build and second is not None and second.build == build
        for first, second in pairwise(rows)
    )


def _runs(rows: Sequence[_Row | None], build: tuple[str, ...]) -> Iterator[Run]:
    run: list[_Row] = []
    for row in (*rows, None):
        if row is not None and row.build == build:
            run.append(row)
            continue
        size = sum(each.build == build for each in run)
        if size and len(run) >= LEAST_ROWS:
            yield Run([(each.element, each.cells) for each in run], run[-1].element)
        run = []
        if row is not None and len(row.cells) == _width(build):  # perhaps the heading of the rows below
            run = [row]


def _width(build: tuple[str, ...]) -> int:
    return int(build[0]) if build[0].isdigit() else len(build)


def _is_too_large(run: Run) -> bool:
    cells = [cell for _, row in run.rows for cell in row if cell is not None]
    if any(next(cell.iter(*_TOO_LARGE), None) is not None for cell in cells):
        return True
    return any(_is_columns(each) for cell in cells for each in cell.iter("div", "section", "article"))


def _is_columns(element: _Element) -> bool:
    """True for an element that is a row of columns itself; three lines in divs are none."""
    return len(element) >= LEAST_CELLS and all(_COLUMN.search(each.get("class") or "") for each in element)


def _flat(parent: _Element) -> Run | None:
    """A grid whose cells are all its own children, row after row."""
    total = len(parent)
    if total < LEAST_ROWS * LEAST_CELLS or _has_text(parent):
        return None
    columns = next((each for each in _widths(parent) if LEAST_CELLS <= each <= MOST_CELLS), 0)
    if not columns or total % columns or total < LEAST_ROWS * columns:
        return None
    cells = list(parent)
    if any(each.tag not in _CELLS or next(each.iter(*_HEADINGS), None) is not None for each in cells):
        return None
    rows = [(cells[at], cells[at : at + columns]) for at in range(0, total, columns)]
    run = Run(rows, cells[-1])
    return None if _is_too_large(run) else run


def _widths(parent: _Element) -> Iterator[int]:
    """How many columns a grid may have: by its style, its class, its headings, or the order of its cells' classes."""
    tracks = _TRACKS.search(parent.get("style") or "")
    if tracks is not None:
        repeated = _REPEAT.match(tracks[1].strip())
        yield int(repeated[1]) if repeated else len(re.sub(r"\([^)]*\)", "", tracks[1]).split())
    named = _COUNT_CLASS.search(parent.get("class") or "")
    if named is not None:
        yield int(named[1])
    kinds = [_kind(each) for each in parent]
    if len(set(kinds)) > 1:
        yield next(
            (at for at, kind in enumerate(kinds) if kind != kinds[0]), 0
        )  # the headings have a class of their own
        again = next((at for at, kind in enumerate(kinds[1:], 1) if kind == kinds[0]), 0)
        if again and all(kind == kinds[at % again] for at, kind in enumerate(kinds)):
            yield again


def definitions_of(element: _Element) -> Run | None:
    """A definition list in which each term has equally many descriptions, two at least: a row each."""
    rows: list[list[_Element]] = []
    for child in _terms(element):
        if child.tag == "dt":
            rows.append([child])
        elif child.tag == "dd" and rows:
            rows[-1].append(child)
        else:
            return None
    if len(rows) < LEAST_ROWS or len({len(row) for row in rows}) != 1 or len(rows[0]) < LEAST_CELLS:
        return None
    run = Run([(row[0], row) for row in rows], element)
    return None if _is_too_large(run) else run


def _terms(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child


# ── labels that stand in every cell of a column ──────────────────────────────────────────────────


def grid_of(rows: list[GridRow]) -> Grid:
    """The rows as a table. A label that all cells of a column begin with becomes the column's heading."""
    width = max(len(row.cells) for row in rows)
    labels = [_label([row.cells[at].pieces for row in rows if at < len(row.cells)]) for at in range(width)]
    if sum(map(bool, labels)) < LEAST_ROWS:
        return Grid(rows)
    for row in rows:
        for cell, label in zip(row.cells, labels, strict=False):
            if label:
                cell.pieces = _without(cell.pieces, label)
    heading = GridRow([Cell(at, [Line(label)] if label else []) for at, label in enumerate(labels)], header=True)
    heading.line = rows[0].line
    return Grid([heading, *(row for row in rows if any(flat(cell.pieces) for cell in row.cells))])


def without_labels(grid: Grid) -> Grid:
    """A table without the copies of its headings that some sites put into each cell, for narrow screens."""
    if len(grid.rows) <= LEAST_ROWS:
        return grid
    for heading in grid.rows[0].cells:
        text = flat(heading.pieces).rstrip(" :").casefold()
        cells = [cell for row in grid.rows[1:] for cell in row.cells if cell.column == heading.column and cell.pieces]
        if not text or len(cells) < LEAST_ROWS or not all(_begins(cell.pieces, text) for cell in cells):
            continue
        bare = [_without(cell.pieces, flat(cell.pieces)[: len(text)]) for cell in cells]
        colons = all(flat(cell.pieces)[len(text) :].lstrip().startswith(":") for cell in cells)
        if colons or sum(map(bool, bare)) >= FILLED * len(cells):  # "Yes" under "Yes" is an answer
            for cell, pieces in zip(cells, bare, strict=True):
                cell.pieces = pieces
    return grid


def _begins(pieces: list[Piece], text: str) -> bool:
    first = pieces[0]
    return isinstance(first, Line) and first.text[: len(text)].casefold() == text


def _label(column: list[list[Piece]]) -> str:
    filled = [cell for cell in column if cell]
    firsts = [cell[0] for cell in filled]
    if len(firsts) < LEAST_ROWS or not all(isinstance(each, Line) for each in firsts):
        return ""
    for labels in ([each.marked for each in firsts], [each.text for each in firsts]):  # type: ignore[union-attr]
        label = labels[-1]
        if not label or len(label) > LONGEST_LABEL or any(each != label for each in labels[1:]):
            continue
        if not flat(filled[0]).startswith(label):  # a heading row says the label alone
            continue
        behind = sum(bool(flat(_without(cell, label))) for cell in filled)
        if behind >= FILLED * len(filled) or label.endswith(":") or flat(filled[0]) == label != flat(filled[1]):
            return label
    return ""


def _without(pieces: list[Piece], label: str) -> list[Piece]:
    first = pieces[0] if pieces else None
    if not isinstance(first, Line) or not first.text.startswith(label):
        return pieces
    rest = first.text[len(label) :].lstrip(" :?\n")
    return [Line(rest), *pieces[1:]] if rest else pieces[1:]
