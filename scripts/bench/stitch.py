"""What a library's tables are worth: rows glued over page ends by one stitcher for all, and the share of right cells.

Every library is helped alike, so that what is compared is the reading of a page and not the gluing: columns that are
empty in a whole table are dropped, repeated headings are dropped, and a row without a number goes on with the one
before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Table = Sequence[Sequence[str | None]]

NUMBER = re.compile(r"\d{1,2}\.\d{1,2}")
_MARKS = re.compile("[•◦▪●\uf0b7\uf0a7]")  # a list's own marks are no words


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells equal to the truth, in shares of all cells; and rows that are no row of the truth."""

    strict: float  # white space folded
    loose: float  # without any white space
    spurious: int = 0

    def __str__(self) -> str:
        return f"{self.strict:.3f} / {self.loose:.3f}" + (f" (+{self.spurious} rows)" if self.spurious else "")


def folded(text: str) -> str:
    """A cell's text on one line. A line that ends in a hyphen or a stroke goes on without a space, whoever read it."""
    text = re.sub(r"(?<=[-/])[ \t]*\n\s*", "", text)
    return " ".join(_MARKS.sub(" ", text).split())


def stitched(tables: Iterable[Table], headings: Sequence[str]) -> list[tuple[str, ...]]:
    """The logical rows of all tables, in order; cells folded. Rows before the first number are left out."""
    head = [_bare(heading) for heading in headings]
    rows: list[list[str]] = []
    for table in tables:
        for cells in _without_empty_columns(table, len(headings)):
            if [_bare(cell) for cell in cells] == head:
                continue
            if NUMBER.fullmatch(cells[0].strip()):
                rows.append(list(cells))
            elif rows and len(cells) == len(rows[-1]) and not cells[0].strip():
                rows[-1] = [f"{old}\n{new}" for old, new in zip(rows[-1], cells, strict=True)]
    return [tuple(map(folded, row)) for row in rows]


def marks(found: Sequence[Sequence[str]], truth: Sequence[Sequence[str]]) -> Marks:
    """How many cells of the truth were found. Rows are told by their number; where several have the same number, those
    that are most alike are paired first, so that a lost row costs itself and no other."""
    theirs, ours = _by_number(found), _by_number([[folded(cell) for cell in row] for row in truth])
    strict = loose = 0
    for number, wanted in ours.items():
        rivals = theirs.get(number, [])
        alike = {(at, to): _alike(rivals[to], wanted[at]) for at in range(len(wanted)) for to in range(len(rivals))}
        while alike:
            (at, to), (equal_loose, equal) = max(alike.items(), key=lambda pair: pair[1])
            strict, loose = strict + equal, loose + equal_loose
            alike = {pair: value for pair, value in alike.items() if pair[0] != at and pair[1] != to}
    spurious = sum(max(0, len(rows) - len(ours.get(number, ()))) for number, rows in theirs.items())
    total = sum(map(len, truth))
    return Marks(strict / total, loose / total, spurious)


def _by_number(rows: Iterable[Sequence[str]]) -> dict[str, list[Sequence[str]]]:
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return dict(found)


def _alike(row: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """Equal cells, without white space and with it."""
    pairs = list(zip(row, wanted, strict=False))  # a row that was cut into other columns has too few or too many
    return sum(_bare(ours) == _bare(theirs) for ours, theirs in pairs), sum(ours == theirs for ours, theirs in pairs)


def _without_empty_columns(table: Table, wanted: int) -> list[list[str]]:
    """The table's rows as text; where it has more columns than wanted, those that are empty throughout are dropped."""
    rows = [[cell or "" for cell in row] for row in table]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if width > wanted:
        filled = [at for at in range(width) if any(row[at].strip() for row in rows)]
        rows = [[row[at] for at in filled] for row in rows] if filled else []
    return rows


def _bare(text: str) -> str:
    return "".join(text.split())
