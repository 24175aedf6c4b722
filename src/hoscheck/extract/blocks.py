"""What a reader of marked-up documents (DOCX, HTML) collects on its way, and how that becomes blocks.

A reader walks its format and gathers `Line`s and `Grid`s. `assemble` makes model blocks of them: layout tables
are opened up, spans become dense rows, tables are counted, limits are kept.

Limits are those that a self-assessment never comes near (the longest real forms have some 200 rows); they hold the
memory and time that a hostile file can cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hoscheck.extract.bounds import MOST_CELLS, MOST_ROWS, MOST_TEXT, limit
from hoscheck.model import Block, Location, Paragraph, Table, TableRow

MOST_NESTING = 8  # tables inside tables
MOST_SPAN = 1_000  # columns that one cell may cover; browsers stop there too

# A table inside another is one of its own, not a cell's text, from this size on.
OWN_COLUMNS = 3
OWN_ROWS = 2
# An outer table with so few filled cells holds other tables in place; the smallest row of a form has four cells.
LAYOUT_CELLS = 3

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])  # soft hyphen, zero-width characters


@dataclass(slots=True)
class Line:
    """A paragraph on its way; `text` is tidy and may hold "\\n"; `marked` as in `model.Paragraph`."""

    text: str
    level: int = 0
    line: int | None = None
    marked: str = ""


@dataclass(slots=True)
class Cell:
    """A cell that starts at grid column `column` (0-based)."""

    column: int
    pieces: list[Piece]


@dataclass(slots=True)
class GridRow:
    """The cells that start in one row, from left to right; covered places are simply not there. `hanging` are the grid
    columns at which cells of rows above begin that reach over this one."""

    cells: list[Cell]
    header: bool = False
    line: int | None = None
    hanging: Sequence[int] = ()


@dataclass(slots=True)
class Grid:
    """A table on its way."""

    rows: list[GridRow]


Piece = Line | Grid


@dataclass(slots=True)
class Budget:
    """What the tables of one document may still take. Raises Unreadable("limit:…") when it is spent."""

    rows: int = 0
    cells: int = 0
    reasons: list[str] = field(default_factory=list)

    def row(self, cells: int) -> None:
        """Count a row as it is read, before anything is made of it."""
        self.rows += 1
        self.cells += cells
        if self.rows > MOST_ROWS:
            raise limit("rows", f"its tables have more than {MOST_ROWS:,} rows")
        if self.cells > MOST_CELLS:
            raise limit("cells", f"its tables have more than {MOST_CELLS:,} cells")

    def cut(self, text: str) -> str:
        """The text, cut at the limit; a cut makes the document partial."""
        if len(text) <= MOST_TEXT:
            return text
        self.reason("limit:text")
        return text[:MOST_TEXT]

    def reason(self, code: str) -> None:
        """Note once why the document is only partly read."""
        if code not in self.reasons:
            self.reasons.append(code)


def tidy(text: str) -> str:
    """One tidy line for each line that holds anything: white space single, invisible characters gone."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # most are: no control, invisible or odd space character is printable
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def flat(pieces: Sequence[Piece]) -> str:
    """The text of a cell: a line a paragraph; of a table inside it a line a row."""
    if len(pieces) == 1 and isinstance(only := pieces[0], Line):
        return only.text
    texts = (piece.text if isinstance(piece, Line) else _flat_grid(piece) for piece in pieces)
    return "\n".join(text for text in texts if text)


def _flat_grid(grid: Grid) -> str:
    lines = (" ".join(text for cell in row.cells if (text := flat(cell.pieces))) for row in grid.rows)
    return "\n".join(line for line in lines if line)


def starts(grid: Grid) -> list[int]:
    """The grid columns in which at least one cell starts; no other column is ever printed as one."""
    return sorted({cell.column for row in grid.rows for cell in row.cells})


def is_own(grid: Grid) -> bool:
    """True where a table inside a cell is large enough to be a form's table rather than a part of the text."""
    filled = sum(any(flat(cell.pieces) for cell in row.cells) for row in grid.rows)
    return filled >= OWN_ROWS and len(starts(grid)) >= OWN_COLUMNS


def is_layout(grid: Grid) -> bool:
    """True where a table only holds other tables in place: few filled cells or one column, and most of its
    text stands in tables that are `is_own` (or that are layout themselves)."""
    inner = [piece for row in grid.rows for cell in row.cells for piece in cell.pieces if isinstance(piece, Grid)]
    own = [each for each in inner if is_own(each) or is_layout(each)]
    if not own:
        return False
    filled = sum(bool(flat(cell.pieces)) for row in grid.rows for cell in row.cells)
    if filled > LAYOUT_CELLS and len(starts(grid)) > 1:
        return False
    return 2 * sum(len(_flat_grid(each)) for each in own) >= len(_flat_grid(grid))


def opened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with each layout table replaced by what its cells hold, in reading order."""
    for piece in pieces:
        if isinstance(piece, Grid) and is_layout(piece):
            for row in piece.rows:
                for cell in row.cells:
                    yield from opened(cell.pieces)
        else:
            yield piece


def assemble(pieces: Iterable[Piece], budget: Budget) -> tuple[Block, ...]:
    """Model blocks of a document's pieces; tables are numbered from 1, text-less pieces left out.

    Raises Unreadable("limit:cells") where the dense table would be too large.
    """
    blocks: list[Block] = []
    tables = 0
    for piece in opened(pieces):
        if isinstance(piece, Line):
            if piece.text:
                blocks.append(Paragraph(budget.cut(piece.text), Location(line=piece.line), piece.level, piece.marked))
        elif piece.rows:
            tables += 1
            blocks.append(_table(piece, tables, budget))
    return tuple(blocks)


def _table(grid: Grid, number: int, budget: Budget) -> Table:
    places = {column: index for index, column in enumerate(starts(grid))}
    width = len(places)
    budget.cells += len(grid.rows) * width - sum(len(row.cells) for row in grid.rows)
    if budget.cells > MOST_CELLS:
        raise limit("cells", f"its tables have more than {MOST_CELLS:,} cells")
    # A table of several rows that are all marked as headings says nothing by it.
    marked = len(grid.rows) == 1 or not all(row.header for row in grid.rows)
    rows = []
    last = [""] * width
    for index, row in enumerate(grid.rows, 1):
        texts = [""] * width
        for cell in row.cells:
            texts[places[cell.column]] = budget.cut(flat(cell.pieces))
        above = tuple((at, last[at]) for column in row.hanging if (at := places.get(column, -1)) >= 0 and last[at])
        hung = {at for at, _ in above}
        last = [last[at] if at in hung else text for at, text in enumerate(texts)]
        where = Location(table=number, row=index, line=row.line)
        rows.append(TableRow(tuple(texts), where, row.header and marked, above))
    return Table(tuple(rows))


def has_text(blocks: Sequence[Block]) -> bool:
    """True where any block holds a character."""
    return any(
        bool(block.text) if isinstance(block, Paragraph) else any(any(row.cells) for row in block.rows)
        for block in blocks
    )
