"""Where on a PDF's pages the rows' texts stand: for each row and role the boxes that its words came from.

A second pass, taken only where somebody wants to see it. It knows nothing of how the rows were found: a box is a row's
only where the box's own words stand in that row's text, so what is drawn cannot hide a misreading.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hoscheck.extract.answers import in_words, is_answer, is_mark
from hoscheck.extract.forms import read_number
from hoscheck.extract.pdf.geometry import cell_text, line_text, lines_of
from hoscheck.extract.pdf.grid import Grid
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import ProvisionRow
from hoscheck.normalise import plain

Box = tuple[float, float, float, float]  # left, bottom, right, top
Cell = tuple[int, int]  # row and column of a grid, as in Grid.owner

ROLES = ("number", "requirement", "answer", "evidence", "commentary", "extra")

# A row of a table, or a cell of several lines, is a provision row's where so many of its letters are.
OWN = 0.6
# So many letters together in one row's text are no accident, nor is nearly all of a line; less needs a neighbour.
SURE = 12
WHOLE = 0.9
# Between the lines of one box there is at most this gap, in heights.
NEAR = 1.2
# A run drawn twice this little apart (points) is bold, not text.
TWICE = 1.5
# So far (points) from its words a box is drawn that no rules give.
PADDING = 2.0
# Edges of one column on different pages agree to this many points.
SAME_EDGE = 4.0

_NOT_LETTER = re.compile(r"[\W_]+")


class Trace(NamedTuple):
    """A part of a row: `row` is its place among the rows, `box` in display space, `text` what stands there."""

    row: int
    role: str
    box: Box
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A row with the letters of its texts by role; one is equal to itself alone."""

    at: int
    row: ProvisionRow
    letters: dict[str, str]


def find_traces(
    pages: Iterable[tuple[PageContent, Sequence[Grid]]], rows: Sequence[ProvisionRow]
) -> dict[int, list[Trace]]:
    """The traces of the rows by page number, each page's from head to foot.

    `pages` are the pages as the PDF reader sees them, in display space. An empty cell of an answer, evidence or
    commentary column is a trace without text.
    """
    known = [_Known(at, row, _letters_of(row)) for at, row in enumerate(rows)]
    columns: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    found: dict[int, list[Trace]] = {}
    empty: list[tuple[int, int, Box]] = []
    for page, grids in pages:
        search = _Page([each for each in known if _covers(each.row, page.number)])
        found[page.number] = search.traces(page, grids)
        for box, role in search.cells:
            columns[_edges(box)][role] += 1
        empty += [(page.number, at, box) for at, box in search.empty]
    for number, at, box in empty:  # only all pages together tell which column holds what
        role = next((role for role, _ in columns[_edges(box)].most_common(1)), "")
        if role in ("answer", "evidence", "commentary"):
            found[number].append(Trace(at, role, box, ""))
    return {number: sorted(traces, key=lambda each: (-each.box[3], each.box[0])) for number, traces in found.items()}


def letters(text: str) -> str:
    """What texts are compared by here: letters and digits alone, so that no line break or hyphen matters."""
    return _NOT_LETTER.sub("", plain(text).lower())


def _letters_of(row: ProvisionRow) -> dict[str, str]:
    found = {role: letters(getattr(row, role)) for role in ("requirement", "evidence", "commentary")}
    return found | {"answer": letters(row.answer_text), "extra": "\n".join(letters(text) for _, text in row.extra)}


def _covers(row: ProvisionRow, page: int) -> bool:
    first = row.location.page
    return first is not None and first <= page <= (row.location.end_page or first)


def _edges(box: Box) -> tuple[int, int]:
    return round(box[0] / SAME_EDGE), round(box[2] / SAME_EDGE)


def _roles(known: _Known, text: str) -> list[str]:
    """The roles in which a row holds a cell's text, the likeliest first."""
    number, rest = read_number(text)
    own = number is not None and number == known.row.number
    if own and not letters(rest):
        return ["number"]
    roles = ["answer"] if _answers(known, text) else []
    roles += [role for role in ("requirement", "evidence", "commentary", "extra") if _holds(known.letters[role], text)]
    if own and "requirement" not in roles and _holds(known.letters["requirement"], rest):
        roles.insert(0, "requirement")  # number and requirement in one cell
    return roles


def _answers(known: _Known, text: str) -> bool:
    said, answer = letters(in_words(text)), known.letters["answer"]
    if not letters(text) or text.strip() in ("x", "X"):  # a mark may be told as the heading of its column
        return is_mark(text) or bool(said and said in answer)
    return answer.startswith(said) or (is_answer(text) and said in answer)


def _holds(whole: str, text: str) -> bool:
    """True where the letters of a text stand in a row's, all together or most of them line by line."""
    part = letters(text)
    if not part or part in whole:
        return bool(part)
    lines = [letters(line) for line in text.split("\n")]
    if len(lines) < 2:
        return False
    return sum(len(line) for line in lines if len(line) > 3 and line in whole) >= OWN * len(part)


class _Page:
    """The search of one page: first the cells of ruled tables, then the lines of what is left."""

    def __init__(self, rows: Sequence[_Known]) -> None:
        self._rows = rows
        self._current: _Known | None = None  # the row that the last piece belonged to
        self._seen: set[tuple[int, str]] = set()  # the rows and roles that have a trace
        self.cells: list[tuple[Box, str]] = []  # cells of ruled tables with their roles
        self.empty: list[tuple[int, Box]] = []  # cells without text beside those of a row

    def traces(self, page: PageContent, grids: Sequence[Grid]) -> list[Trace]:
        """The traces on the page."""
        if not self._rows:
            return []
        cells: list[dict[Cell, list[Run]]] = [defaultdict(list) for _ in grids]
        free: list[Run] = []
        for run in _once(page.runs):
            at, cell = _cell_of(run, grids)
            if cell is None:
                free.append(run)
            else:
                cells[at][cell].append(run)
        found: list[Trace] = []
        for grid, texts in zip(grids, cells, strict=True):
            for row in range(len(grid.owner)):
                own = [cell for cell in dict.fromkeys(grid.owner[row]) if cell[0] == row]
                found += self._table_row(grid, own, texts, free)
        self._current = None
        return found + self._lines(free, found)

    # ── ruled tables ─────────────────────────────────────────────────────────────────────────────

    def _table_row(
        self, grid: Grid, own: Sequence[Cell], texts: dict[Cell, list[Run]], free: list[Run]
    ) -> Iterator[Trace]:
        """The traces of a table's row; runs that are no provision row's cell go to `free`."""
        filled = [(cell, cell_text(texts[cell])) for cell in own if texts.get(cell)]
        if not filled:
            return
        scored = [(self._score(known, [text for _, text in filled]), known) for known in self._rows]
        score, best = max(scored, key=lambda each: (each[0], each[1] is self._current, -each[1].at))
        if score < OWN:
            free += [run for cell, _ in filled for run in texts[cell]]
            return
        self._current = best
        used: set[str] = set()
        for cell, text in filled:
            roles = _roles(best, text)
            if not roles:
                free += texts[cell]
                continue
            role = next((each for each in roles if each not in used), roles[0])
            used.add(role)
            self._seen.add((best.at, role))
            box = _cell_box(grid, cell)
            self.cells.append((box, role))
            yield Trace(best.at, role, box, text)
        if used & {"number", "requirement"}:  # the rest of a broken row leaves cells empty that say nothing by it
            self.empty += [(best.at, _cell_box(grid, cell)) for cell in own if not texts.get(cell)]

    @staticmethod
    def _score(known: _Known, cells: Sequence[str]) -> float:
        """The share of a table row's letters that a provision row holds; a mark counts as a letter."""
        sizes = [(max(len(letters(text)), 1), bool(_roles(known, text))) for text in cells]
        return sum(size for size, held in sizes if held) / sum(size for size, _ in sizes)

    # ── lines outside ruled tables ───────────────────────────────────────────────────────────────

    def _lines(self, runs: Sequence[Run], before: Sequence[Trace]) -> list[Trace]:
        boxes: list[Trace] = []
        for line in lines_of(runs):
            pieces = list(self._pieces(line))
            for known, role, piece in self._owned(pieces, _size(line), [*before, *boxes]):
                self._current = known
                self._seen.add((known.at, role))
                _join(boxes, Trace(known.at, role, _around(piece.runs), line_text(piece.runs)), piece.runs[0].height)
        return [each._replace(box=_padded(each.box)) for each in boxes]

    def _pieces(self, line: Sequence[Run]) -> Iterator[_Piece]:
        """A line cut where no row's text goes on."""
        start = 0
        while start < len(line):
            end, text = start + 1, line[start].text
            holders = [(known, role) for known in self._rows for role in _roles(known, text)]
            while holders and end < len(line):
                longer = letters(line_text(line[start : end + 1]))
                more = [(known, role) for known, role in holders if longer in known.letters.get(role, "")]
                if not more:
                    break
                end, holders = end + 1, more
            if holders:
                yield _Piece(line[start:end], holders)
            start = end

    def _owned(self, pieces: list[_Piece], size: int, boxes: Sequence[Trace]) -> Iterator[tuple[_Known, str, _Piece]]:
        """One row and role for each piece that can be told. The line has `size` letters; it may hold two rows where
        the page has two columns of text."""
        sure: list[tuple[_Known, list[_Piece]]] = []
        left = pieces
        while left:
            shares = ((known, [piece for piece in left if piece.roles(known)]) for known in self._rows)
            sizes = [
                (sum(piece.size for piece in own), known is self._current, -known.at, known, own)
                for known, own in shares
            ]
            total, _, _, known, own = max(sizes, key=lambda each: each[:3])
            if total < WHOLE * size and max((piece.size for piece in own), default=0) < SURE:
                break
            sure.append((known, own))
            left = [piece for piece in left if not piece.roles(known)]
        if sum(piece.size for _, own in sure for piece in own) < OWN * size:
            sure, left = [], pieces  # a sentence of another kind, which shares some words with a row
        for known, own in sure:
            for piece in own:
                roles = piece.roles(known)
                yield known, next((role for role in roles if piece.below(boxes, known, role)), roles[0]), piece
        for piece in left:
            yield from self._short(piece, boxes)

    def _short(self, piece: _Piece, boxes: Sequence[Trace]) -> Iterator[tuple[_Known, str, _Piece]]:
        """A piece too short to speak for itself: the end of a text above, the row's answer, or the next row's number."""
        for known, role in piece.holders:
            answers = role == "answer" and known is self._current and (known.at, role) not in self._seen
            if piece.below(boxes, known, role) or answers or (role == "number" and self._next(known)):
                yield known, role, piece
                return

    def _next(self, known: _Known) -> bool:
        """True where a number may begin this row: it has none yet, and the rows before it on the page have theirs."""
        return known is next(
            (each for each in self._rows if each.row.number and (each.at, "number") not in self._seen), None
        )


class _Piece(NamedTuple):
    """Runs side by side that some rows hold in some roles."""

    runs: Sequence[Run]
    holders: list[tuple[_Known, str]]

    @property
    def size(self) -> int:
        return _size(self.runs)

    def roles(self, known: _Known) -> list[str]:
        return [role for each, role in self.holders if each is known]

    def below(self, boxes: Sequence[Trace], known: _Known, role: str) -> bool:
        """True where the piece stands right below a box of that row and role."""
        box, height = _around(self.runs), self.runs[0].height
        return any(each[:2] == (known.at, role) and _goes_on(each.box, box, height) for each in boxes)


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    seen: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        twins = seen[run.text]
        if not any(abs(run.x0 - each.x0) < TWICE and abs(run.y - each.y) < TWICE for each in twins):
            twins.append(run)
            yield run


def _cell_of(run: Run, grids: Sequence[Grid]) -> tuple[int, Cell | None]:
    x = run.x0 + min(1.0, (run.x1 - run.x0) / 2)
    for at, grid in enumerate(grids):
        cell = grid.cell_at(x, run.y)
        if cell is not None:
            return at, cell
    return -1, None


def _cell_box(grid: Grid, cell: Cell) -> Box:
    places = [(row, column) for row, line in enumerate(grid.owner) for column, each in enumerate(line) if each == cell]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return grid.xs[min(columns)], grid.ys[max(rows) + 1], grid.xs[max(columns) + 1], grid.ys[min(rows)]


def _size(runs: Sequence[Run]) -> int:
    return sum(len(letters(run.text)) for run in runs)


def _around(runs: Sequence[Run]) -> Box:
    return (
        min(run.x0 for run in runs),
        min(run.y - run.height / 2 for run in runs),
        max(run.x1 for run in runs),
        max(run.y + run.height / 2 for run in runs),
    )


def _padded(box: Box) -> Box:
    return box[0] - PADDING, box[1] - PADDING, box[2] + PADDING, box[3] + PADDING


def _goes_on(above: Box, box: Box, height: float) -> bool:
    """True where a line's box stands right below another, with some of its width under it."""
    return abs(above[1] - box[3]) <= NEAR * height and box[0] < above[2] and above[0] < box[2]


def _join(boxes: list[Trace], trace: Trace, height: float) -> None:
    """Add a trace, to the box that it goes on where there is one."""
    for at, each in enumerate(boxes):
        if each[:2] == trace[:2] and _goes_on(each.box, trace.box, height):
            a, b = each.box, trace.box
            box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
            boxes[at] = Trace(each.row, each.role, box, f"{each.text}\n{trace.text}")
            return
    boxes.append(trace)
