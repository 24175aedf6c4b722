"""Runs of text on a page, gathered to lines and cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Block

# Two runs whose middles are this near (in heights) stand on one line.
SAME_LINE = 0.4
# A smaller gap between two runs on a line (in heights) is no word space.
NO_SPACE = 0.12

_TEXT, _LEFT, _MIDDLE = (itemgetter(Run._fields.index(name)) for name in ("text", "x0", "y"))


class Placed(NamedTuple):
    """A block with its place on the page: `top` and `bottom` as shares of the page's height from its head."""

    page: int
    top: float
    bottom: float
    block: Block
    xs: tuple[float, ...] = ()  # the column edges of a table


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs gathered to lines, top to bottom, each line from left to right."""
    lines: list[list[Run]] = []
    first = tallest = 0.0  # where the first run of the last line stands, and its height
    for run in sorted(sorted(runs, key=_LEFT), key=_MIDDLE, reverse=True):
        _, _, _, y, height = run
        if lines and first - y <= SAME_LINE * (height if height > tallest else tallest):
            lines[-1].append(run)
        else:
            lines.append([run])
            first, tallest = y, height
    for line in lines:
        if len(line) > 1:
            line.sort(key=_LEFT)
    return lines


def cell_text(runs: Sequence[Run]) -> str:
    """The text of a cell: its lines, joined by line breaks."""
    if len(runs) == 1:
        return runs[0].text
    above, tall = inf, 0.0
    for _, _, _, y, height in runs:
        if above - y <= SAME_LINE * (height if height > tall else tall):
            return "\n".join([line_text(line) for line in lines_of(runs)])
        above, tall = y, height
    return "\n".join(map(_TEXT, runs))  # most cells: a run a line, from top to bottom


def line_text(line: Sequence[Run]) -> str:
    """The text of a line; pieces that nearly touch are one word."""
    text = line[0].text
    if len(line) == 1:
        return text
    for left, right in pairwise(line):
        text += ("" if right.x0 - left.x1 < NO_SPACE * left.height else " ") + right.text
    return text


def share(page: PageContent, y: float) -> float:
    """A height on the page as a share of the page's own, from its head."""
    return 1 - (y - page.bottom) / max(page.height, 1.0)
