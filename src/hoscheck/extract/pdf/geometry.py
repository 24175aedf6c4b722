"""Runs of text on a page, gathered to lines and cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Block

# Two runs whose middles are this near (in heights) stand on one line.
SAME_LINE = 0.4
# A smaller gap between two runs on a line (in heights) is no word space.
NO_SPACE = 0.12

_LEFT = itemgetter(Run._fields.index("x0"))


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
    for run in sorted(runs, key=lambda each: (-each.y, each.x0)):
        if lines and abs(lines[-1][0].y - run.y) <= SAME_LINE * max(run.height, lines[-1][0].height):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        if len(line) > 1:
            line.sort(key=_LEFT)
    return lines


def cell_text(runs: Sequence[Run]) -> str:
    """The text of a cell: its lines, joined by line breaks."""
    if len(runs) == 1:
        return runs[0].text
    above = runs[0]
    for run in runs[1:]:
        if above.y - run.y <= SAME_LINE * max(above.height, run.height):
            return "\n".join([line_text(line) for line in lines_of(runs)])
        above = run
    return "\n".join([run.text for run in runs])  # most cells: a run a line, from top to bottom


def line_text(line: Sequence[Run]) -> str:
    """The text of a line; pieces that nearly touch are one word."""
    text = line[0].text
    for left, right in pairwise(line):
        text += ("" if right.x0 - left.x1 < NO_SPACE * left.height else " ") + right.text
    return text


def share(page: PageContent, y: float) -> float:
    """A height on the page as a share of the page's own, from its head."""
    return 1 - (y - page.bottom) / max(page.height, 1.0)
