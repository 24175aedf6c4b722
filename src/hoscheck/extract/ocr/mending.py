"""What recognition makes of provision numbers, put right where a number must stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from hoscheck.extract.pdf.geometry import lines_of
from hoscheck.extract.pdf.grid import Grid
from hoscheck.extract.pdf.runs import Run

# Of a column's cells so many hold a number, and in so many rows, for it to be the numbers' column.
MOST, FEWEST = 0.5, 2
# The numbers of a table without rules stand this near under one another (points).
UNDER = 8.0
# Letters that figures are taken for, and marks that a full stop is taken for.
_FIGURES = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "O": "0", "o": "0", "S": "5", "s": "5",
                          "B": "8", "Z": "2", "z": "2"})  # fmt: skip
_DAMAGED = re.compile(r"^\W*([0-9lIi|!OoSsBZz]{1,2})\s*[.,:;·•_\-]\s*([0-9lIi|!OoSsBZz]{1,2})\W*$")
# A Code has nine sections; its provisions begin with 1 and end with 20.
_LOST_POINT = re.compile(r"^\W*([1-9])\s?([1-9]|1\d|20)\W*$")

_INTACT = re.compile(r"^[1-9]\.\d{1,2}$")


def mend_number(text: str, pointless: bool = False) -> str:
    """A provision number as it was printed: "l.2", "1,2", "1. 2" are "1.2"; any other text as it is.

    `pointless` mends a lost full stop too ("12" is "1.2"), which is only right in a column of numbers.
    """
    bare = text.strip()
    damaged = _DAMAGED.match(bare)
    if damaged and any(char.isdigit() for char in bare):
        section, number = (part.translate(_FIGURES).lstrip("0") for part in damaged.groups())
        return f"{section}.{number}" if section and number else text
    lost = _LOST_POINT.match(bare) if pointless else None
    return f"{lost[1]}.{lost[2]}" if lost else text


def mended(runs: Sequence[Run], grids: Sequence[Grid]) -> list[Run]:
    """The runs, with provision numbers mended in the columns of grids that hold them; on a page without grids, in the
    margin where intact numbers stand under one another."""
    new = _in_columns(runs, grids) if grids else _in_margin(runs)
    return [new.get(id(run), run) for run in runs]


def _in_columns(runs: Sequence[Run], grids: Sequence[Grid]) -> dict[int, Run]:
    columns: dict[tuple[int, int], dict[int, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        for at, grid in enumerate(grids):
            cell = grid.cell_at(run.x0 + 1, run.y)
            if cell is not None:
                columns[at, cell[1]][cell[0]].append(run)
                break
    new: dict[int, Run] = {}
    for rows in columns.values():
        first = [lines_of(cell)[0][0] for cell in rows.values()]
        numbers = sum(_INTACT.match(mend_number(run.text)) is not None for run in first)
        if numbers >= MOST * len(first):
            new |= {id(run): run._replace(text=mend_number(run.text, numbers >= FEWEST)) for run in first}
    return new


def _in_margin(runs: Sequence[Run]) -> dict[int, Run]:
    first = [line[0] for line in lines_of(runs)]
    intact = sorted(run.x0 for run in first if _INTACT.match(run.text))
    if len(intact) < FEWEST:
        return {}
    margin = intact[len(intact) // 2]
    return {id(run): run._replace(text=mend_number(run.text)) for run in first if abs(run.x0 - margin) <= UNDER}
