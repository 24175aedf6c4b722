"""A run of text with its place, and what it is to turn a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import NamedTuple

MOST_SIDE = 14_400.0  # points, five metres: the most that PDF allowed a page to have for long


class Run(NamedTuple):  # a page has hundreds, and a named tuple is made five times quicker than a frozen dataclass
    """Text on one line that PDFium reads without a break; `y` is its middle."""

    text: str
    x0: float
    x1: float
    y: float
    height: float


def median(values: Iterable[float]) -> float:
    """The middle of values, of which there is one at least. To load Python's own takes as long as to read two pages."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def are_on_paper(runs: Sequence[Run]) -> bool:
    """True where all of a page's runs are, in loops that run in C."""
    if not runs:
        return True
    _, lefts, rights, middles, _ = zip(*runs, strict=True)
    sides = [*lefts, *rights, *middles]
    return isfinite(sum(sides)) and max(sides) <= MOST_SIDE and min(sides) >= -MOST_SIDE


def is_on_paper(run: Run) -> bool:
    """True for a run on paper of any size; a place that is no number is in no range."""
    _, x0, x1, y, _ = run
    return -MOST_SIDE <= x0 <= MOST_SIDE and -MOST_SIDE <= x1 <= MOST_SIDE and -MOST_SIDE <= y <= MOST_SIDE


def turned(x0: float, y0: float, x1: float, y1: float, turn: int) -> tuple[float, float, float, float]:
    """A box in display space: turned clockwise by quarter turns."""
    if turn == 0:
        return x0, y0, x1, y1
    if turn == 1:
        return y0, -x1, y1, -x0
    if turn == 2:
        return -x1, -y1, -x0, -y0
    return -y1, x0, -y0, x1
