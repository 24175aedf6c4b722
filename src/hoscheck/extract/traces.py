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
from hoscheck.extract.pdf.layout import WATERMARK, WATERMARK_TIMES
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import ProvisionRow
from hoscheck.normalise import plain

Box = tuple[float, float, float, float]  # left, bottom, right, top
Cell = tuple[int, int]  # row and column of a grid, as in Grid.owner

ROLES = ("number", "requirement", "answer", "evidence", "commentary", "extra")
_TEXTS = ("requirement", "evidence", "commentary", "extra")

# A row of a table, a line, or a cell of several lines is a provision row's where so many of its letters are.
OWN = 0.6
# So many letters together in one row's text are no accident; twice as many are none even in a line of other words.
SURE = 12
# A line of no more letters than this may be a card's heading with the number in it: "Code provision 2.1".
HEADING = 30
# Between the lines of one box there is at most this gap, in heights.
NEAR = 1.2
# A wider gap between two words (in heights) parts two columns: justified text seldom stretches its spaces so far.
COLUMN_GAP = 0.9
# A run drawn twice this little apart (points) is bold, not text.
TWICE = 1.5
# So far (points) from its words a box is drawn that no rules give.
PADDING = 2.0
# Edges of one column on different pages agree to this many points.
SAME_EDGE = 4.0
# A grid of one column frames text; its cells are none of a form's.
COLUMNS = 2

_NOT_LETTER = re.compile(r"[\W_]+")


class Trace(NamedTuple):
    """A part of a row: `row` is its place among the rows, `box` in display space, `text` what stands there."""

    row: int
    role: str
    box: Box
    text: str


@dataclass(slots=True, eq=False)
class _Known:
    """A row with the letters of its texts by role, and how many of them have a trace by now."""

    at: int
    row: ProvisionRow
    letters: dict[str, str]
    reach: dict[str, int]

    def took(self, role: str, text: str) -> None:
        """These letters of a role have a trace."""
        whole, reach = self.letters.get(role, ""), self.reach.get(role, 0)
        found = whole.find(text, reach)
        self.reach[role] = max(1, (found if found >= 0 else whole.find(text)) + len(text))


def find_traces(
    pages: Iterable[tuple[PageContent, Sequence[Grid]]], rows: Sequence[ProvisionRow]
) -> dict[int, list[Trace]]:
    """The traces of the rows by page number, each page's from head to foot.

    `pages` are the pages as the PDF reader sees them, in display space. An empty cell of an answer, evidence or
    commentary column is a trace without text.
    """
    known = [_Known(at, row, _letters_of(row), {}) for at, row in enumerate(rows)]
    columns: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    found: dict[int, list[Trace]] = {}
    empty: list[tuple[int, int, Box]] = []
    for page, grids in pages:
        search = _Page(page.number, [each for each in known if _covers(each.row, page.number)])
        found[page.number] = search.traces(page.runs, grids)
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


# ── which role a text has in a row ───────────────────────────────────────────────────────────────


def _roles(known: _Known, text: str) -> list[str]:
    """The roles in which a row holds a text, the likeliest first."""
    number, rest = read_number(text)
    own = number is not None and number == known.row.number
    part, rest = letters(text), letters(rest)
    if own and not rest:
        return ["number"]
    roles = ["answer"] if _answers(known, text) else []
    held = [role for role in _TEXTS if part and part in known.letters[role]]
    # all that stands in one column may be a word of another
    roles += sorted(held, key=lambda role: part not in known.letters[role].split("\n"))
    if own and "requirement" not in roles and rest in known.letters["requirement"]:
        roles.insert(0, "requirement")  # number and requirement in one cell
    if not roles and "\n" in text and (most := _mostly(known, text)):
        roles.append(most)
    return roles


def _answers(known: _Known, text: str) -> bool:
    said, answer = letters(in_words(text)), known.letters["answer"]
    if not letters(text) or text.strip() in ("x", "X"):  # a mark may be told as the heading of its column
        return is_mark(text) or bool(said and said in answer)
    return answer.startswith(said) or (is_answer(text) and said in answer)


def _mostly(known: _Known, text: str) -> str | None:
    """The role that holds most lines of a cell's text, where no other line is another role's: what was read may lack
    a running header, or be ordered otherwise where a table stands in the cell."""
    lines = [line for each in text.split("\n") if len(line := letters(each)) > 3]
    held = {role: {line for line in lines if line in known.letters[role]} for role in _TEXTS}
    role = max(_TEXTS, key=lambda each: sum(map(len, held[each])))
    others = set().union(*held.values()) - held[role]
    return role if not others and sum(map(len, held[role])) >= OWN * sum(map(len, lines)) else None


# ── a page ───────────────────────────────────────────────────────────────────────────────────────


class _Piece(NamedTuple):
    """Runs side by side that some rows hold in some roles; `letters` of all of them."""

    runs: Sequence[Run]
    holders: Sequence[tuple[_Known, str]]
    letters: str


class _Page:
    """The search of one page: first the cells of ruled tables, then the lines of what is left."""

    def __init__(self, number: int, rows: Sequence[_Known]) -> None:
        self._number = number
        self._rows = rows
        self._current: _Known | None = None  # the row that the last piece belonged to
        self._found: list[Trace] = []
        self.cells: list[tuple[Box, str]] = []  # cells of ruled tables with their roles
        self.empty: list[tuple[int, Box]] = []  # cells without text beside those of a row

    def traces(self, runs: Sequence[Run], grids: Sequence[Grid]) -> list[Trace]:
        """The traces on the page."""
        if not self._rows:
            return []
        grids = [grid for grid in grids if len(grid.xs) > COLUMNS]
        cells: list[dict[Cell, list[Run]]] = [defaultdict(list) for _ in grids]
        free: list[Run] = []
        for run in _once(runs):
            at, cell = _cell_of(run, grids)
            if cell is None:
                free.append(run)
            else:
                cells[at][cell].append(run)
        for grid, texts in zip(grids, cells, strict=True):
            for row in range(len(grid.owner)):
                own = [cell for cell in dict.fromkeys(grid.owner[row]) if cell[0] == row]
                free += self._table_row(grid, own, texts)
        self._current = None
        for line in lines_of(free):
            self._line(line)
        return self._found

    def _table_row(self, grid: Grid, own: Sequence[Cell], texts: dict[Cell, list[Run]]) -> list[Run]:
        """Finds the traces in a table's row; returns the runs in it that are no provision row's cell."""
        filled = [(cell, cell_text(texts[cell])) for cell in own if texts.get(cell)]
        if not filled:
            return []
        scored = [(_score(known, [text for _, text in filled]), known) for known in self._rows]
        score, best = max(scored, key=lambda each: (each[0], each[1] is self._current, -each[1].at))
        if score < OWN:
            return [run for cell, _ in filled for run in texts[cell]]
        self._current = best
        starts = not best.reach
        left: list[Run] = []
        used: set[str] = set()
        for cell, text in filled:
            roles = _roles(best, text)
            if not roles:
                left += texts[cell]
                continue
            role = next((each for each in roles if each == "extra" or each not in used), roles[0])
            used.add(role)
            best.took(role, letters(text))
            self.cells.append((_cell_box(grid, cell), role))
            self._found.append(Trace(best.at, role, _cell_box(grid, cell), text))
        if starts:  # the rest of a broken row leaves cells empty that say nothing by it
            self.empty += [(best.at, _cell_box(grid, cell)) for cell in own if not texts.get(cell)]
        return left

    # ── lines outside ruled tables ───────────────────────────────────────────────────────────────

    def _line(self, line: Sequence[Run]) -> None:
        """Finds the traces in a line; where the page has two columns of text, it may hold two rows."""
        size = sum(len(letters(run.text)) for run in line)
        left = list(self._pieces(line))
        while left:
            claims = [(self._claims(known, left, line, size), known) for known in self._rows]
            claimed, known = max(claims, key=lambda each: (_sum(each[0]), each[1] is self._current, -each[1].at))
            if not claimed:
                return
            self._current = known
            for piece, role in claimed:
                known.took(role, piece.letters)
                self._join(Trace(known.at, role, _around(piece.runs), line_text(piece.runs)), piece.runs[0].height)
            left = [piece for piece in left if all(piece is not each for each, _ in claimed)]

    def _pieces(self, line: Sequence[Run]) -> Iterator[_Piece]:
        """A line cut where no row's text goes on."""
        start = 0
        while start < len(line):
            end, part = start + 1, letters(line[start].text)
            holders = [(known, role) for known in self._rows for role in _roles(known, line[start].text)]
            while holders and end < len(line) and not _apart(line[end - 1], line[end]):
                longer = part + letters(line[end].text)
                more = [(known, role) for known, role in holders if longer in known.letters.get(role, "")]
                if not more:
                    break
                end, part, holders = end + 1, longer, more
            if holders:
                yield _Piece(line[start:end], holders, part)
            start = end

    def _claims(
        self, known: _Known, pieces: Sequence[_Piece], line: Sequence[Run], size: int
    ) -> list[tuple[_Piece, str]]:
        """The pieces of a line that are this row's, with their roles; none unless something speaks for the row."""
        weighed: list[tuple[int, _Piece, str]] = []
        for piece in pieces:
            roles = [role for each, role in piece.holders if each is known]
            ranked = [(self._weight(known, role, piece, line), role) for role in roles]
            weight, role = max(ranked, key=lambda each: each[0], default=(0, ""))
            if weight:
                weighed.append((weight, piece, role))
        surely = {role for weight, _, role in weighed if weight > 1}
        claims = [(piece, role) for weight, piece, role in weighed if weight > 1 or role not in surely]
        best = max((weight for weight, *_ in weighed), default=0)
        numbered = any(role == "number" for _, role in claims)
        return claims if best == 3 or ((best == 2 or numbered) and _sum(claims) >= OWN * size) else []

    def _weight(self, known: _Known, role: str, piece: _Piece, line: Sequence[Run]) -> int:
        """What a piece says for a row: 3 enough by itself, 2 enough where most of the line is the row's, 1 something
        beside others, 0 nothing."""
        reach, whole, part = known.reach.get(role, 0), known.letters.get(role, ""), piece.letters
        if role == "number":
            starts = known.row.location.page == self._number and not reach
            return (3 if _column_size(piece, line) <= HEADING else 1) if starts else 0
        if len(part) >= SURE:
            goes_on = whole.startswith(part, reach) and (reach > 0 or self._is_below(known, piece))
            return 3 if len(part) >= 2 * SURE or goes_on else 2
        if reach:
            return 3 if part and whole.startswith(part, reach) and self._continues(known, role, piece) else 0
        if part in ("", whole):  # a mark, or all that there is: an answer, a short piece of evidence
            return 3 if _ends_column(piece, line) and self._is_below(known, piece) else 1
        return 1 if whole.startswith(part) else 0

    def _is_below(self, known: _Known, piece: _Piece) -> bool:
        """True where the nearest box above the piece is the row's, or none is and the row goes on from another page."""
        left, _, right, top = _around(piece.runs)
        above = [
            each for each in self._found if each.box[0] < right and left < each.box[2] and each.box[1] > top - PADDING
        ]
        if not above:
            return known is self._rows[0] and known.row.location.page != self._number
        return min(above, key=lambda each: each.box[1]).row == known.at

    def _continues(self, known: _Known, role: str, piece: _Piece) -> bool:
        """True where the piece stands right below the row's last box in that role, or goes on from another page."""
        own = [each for each in self._found if each[:2] == (known.at, role)]
        box, height = _around(piece.runs), piece.runs[0].height
        return any(_goes_on(each.box, box, height) for each in own) or not own

    def _join(self, trace: Trace, height: float) -> None:
        """Add a trace, to the box that it goes on where there is one."""
        padded = trace._replace(box=_padded(trace.box))
        for at, each in enumerate(self._found):
            if each[:2] == trace[:2] and _goes_on(each.box, trace.box, height):
                a, b = each.box, padded.box
                box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
                self._found[at] = Trace(each.row, each.role, box, f"{each.text}\n{trace.text}")
                return
        self._found.append(padded)


def _sum(claims: Sequence[tuple[_Piece, str]]) -> int:
    return sum(len(piece.letters) or 1 for piece, _ in claims)


def _apart(left: Run, right: Run) -> bool:
    return right.x0 - left.x1 > COLUMN_GAP * right.height


def _column(piece: _Piece, line: Sequence[Run]) -> list[Run]:
    """The runs of the piece's line that no wide gap parts from it: those of its column."""
    found: list[Run] = []
    for run in line:
        if found and _apart(found[-1], run):
            if found[-1].x0 >= piece.runs[0].x0:
                break
            found = []
        found.append(run)
    return found


def _column_size(piece: _Piece, line: Sequence[Run]) -> int:
    return sum(len(letters(run.text)) for run in _column(piece, line))


def _ends_column(piece: _Piece, line: Sequence[Run]) -> bool:
    """True where nothing follows the piece in its column."""
    return _column(piece, line)[-1] is piece.runs[-1]


def _score(known: _Known, cells: Sequence[str]) -> float:
    """The share of a table row's letters that a provision row holds; a mark counts as a letter."""
    sizes = [(max(len(letters(text)), 1), bool(_roles(known, text))) for text in cells]
    return sum(size for size, held in sizes if held) / sum(size for size, _ in sizes)


# ── places ───────────────────────────────────────────────────────────────────────────────────────


def _once(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs without a watermark's, and without those that are drawn twice to look bold."""
    heights = sorted(run.height for run in runs)
    tallest = max(WATERMARK, WATERMARK_TIMES * heights[len(heights) // 2]) if heights else 0.0
    seen: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        twins = seen[run.text]
        if run.height <= tallest and not any(
            abs(run.x0 - each.x0) < TWICE and abs(run.y - each.y) < TWICE for each in twins
        ):
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
    return abs(above[1] - box[3]) <= NEAR * height + PADDING and box[0] < above[2] and above[0] < box[2]
