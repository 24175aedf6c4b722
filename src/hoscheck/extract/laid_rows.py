"""Rows of laid out text: a row begins with its number, or, where cells are centred, as many lines above it as it ends
below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import read_number
from hoscheck.extract.laid_columns import Slots
from hoscheck.model import Location, TableRow

# So many numbers beside the middle of a sentence, or beside nothing, are centred.
CENTRED = 0.3
# What speaks for the end of a cell between two of its lines, against each line by which it is off the middle.
EMPTY_LINE, NEW_PAGE, SENTENCE, IN_SENTENCE = 4.0, 2.5, 0.7, -3.0


class CellLine(NamedTuple):
    """A line of the text in a table: what stands in each column, whether a line is empty above it, or a page begins."""

    number: int
    cells: list[str]
    gap: bool
    page: bool


def number_in(line: CellLine, slots: Slots) -> str | None:
    """The provision number that a line has in its column, or at the head of its requirement."""
    at = next((slots.roles.index(role) for role in ("number", "requirement") if role in slots.roles), 0)
    return read_number(line.cells[at])[0]


def is_centred(tables: Sequence[tuple[Slots, Sequence[CellLine]]]) -> bool:
    """True where numbers stand beside no beginning of a requirement."""
    beside = [
        line.cells[slots.roles.index("requirement")]
        for slots, lines in tables
        for line in lines
        if "number" in slots.roles and "requirement" in slots.roles and number_in(line, slots)
    ]
    return sum(text[:1].islower() or not text for text in beside) > CENTRED * len(beside)


def rows_of(slots: Slots, lines: Sequence[CellLine], *, centred: bool) -> list[TableRow]:
    """A table's rows; what stands above the first number goes on with the row before."""
    numbered = [at for at, line in enumerate(lines) if number_in(line, slots)]
    if centred and numbered:
        return _centred(lines, numbered, len(slots.starts))
    starts = [0, *(numbered or _answered(slots, lines))]
    bounds = sorted({*starts, len(lines)})
    return [_row([(line.number, line.cells) for line in lines[begin:end]]) for begin, end in pairwise(bounds)]


def _answered(slots: Slots, lines: Sequence[CellLine]) -> list[int]:
    """Without numbers, each answer begins a row."""
    if "answer" not in slots.roles:
        return []
    column = slots.roles.index("answer")
    return [at for at, line in enumerate(lines) if line.cells[column] and is_answer(line.cells[column])]


def _row(lines: Sequence[tuple[int, Sequence[str]]]) -> TableRow:
    width = len(lines[0][1])
    texts = ("\n".join(cells[at] for _, cells in lines if cells[at]) for at in range(width))
    return TableRow(tuple(texts), Location(line=lines[0][0]))


def _centred(lines: Sequence[CellLine], numbered: Sequence[int], width: int) -> list[TableRow]:
    rows: list[list[list[int]]] = [[[] for _ in range(width)] for _ in numbered]
    for column in range(width):
        filled = [at for at, line in enumerate(lines) if line.cells[column]]
        before = [at for at in filled if at < numbered[0]]
        for which, middle in enumerate(numbered):
            own = rows[which][column]
            own += before
            if lines[middle].cells[column]:
                own.append(middle)
            if which + 1 == len(numbered):
                own += [at for at in filled if at > middle]
                break
            between = [at for at in filled if middle < at < numbered[which + 1]]
            size = _below(lines, between, column, len(before), (middle, numbered[which + 1]))
            own += between[:size]
            before = between[size:]
    made = []
    for row in rows:
        first = min(at for column in row for at in column)
        texts = ("\n".join(lines[at].cells[column] for at in own) for column, own in enumerate(row))
        made.append(TableRow(tuple(texts), Location(line=lines[first].number)))
    return made


def _below(lines: Sequence[CellLine], between: Sequence[int], column: int, above: int, middles: tuple[int, int]) -> int:
    """How many of a column's lines between two numbers belong to the upper one."""

    def speaks(size: int) -> float:
        upper = between[size - 1] if size else middles[0]
        lower = between[size] if size < len(between) else middles[1]
        score = -abs(size - above) * 1.0
        score += EMPTY_LINE * any(lines[at].gap for at in range(upper + 1, lower + 1))
        score += NEW_PAGE * any(lines[at].page for at in range(upper + 1, lower + 1))
        over, under = lines[upper].cells[column], lines[lower].cells[column]
        if over and under:
            ends = over.rstrip("”’'\")").endswith((".", "?", "!"))
            begins = not under[:1].islower() or under.startswith(("http", "www."))
            score += SENTENCE * ends + SENTENCE * (ends and begins) + (0.0 if ends or begins else IN_SENTENCE)
        return score

    return max(range(len(between) + 1), key=speaks)
