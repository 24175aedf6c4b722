"""A run of text with its place, and what it is to turn a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


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


def turned(x0: float, y0: float, x1: float, y1: float, turn: int) -> tuple[float, float, float, float]:
    """A box in display space: turned clockwise by quarter turns."""
    if turn == 0:
        return x0, y0, x1, y1
    if turn == 1:
        return y0, -x1, y1, -x0
    if turn == 2:
        return -x1, -y1, -x0, -y0
    return -y1, x0, -y0, x1
