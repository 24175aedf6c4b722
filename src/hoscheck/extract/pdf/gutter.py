"""Pages of prose in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hoscheck.extract.pdf.geometry import lines_of
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run

# The gutter stands near the page's middle (shares of its width), and is so wide (points).
MIDDLE = (0.35, 0.65)
GUTTER = 10.0
# So many lines must have words on both sides of it, and so few of these may run through it.
FEWEST_LINES = 8
RUN_THROUGH = 0.25
# Lines of the right column begin at one place (points), but for indents.
SAME_START = 3.0
STARTS = 0.5


def find_gutter(page: PageContent, runs: Sequence[Run]) -> float | None:
    """Where the gap between two columns of prose stands; None on a page of one column. `runs` are single words."""
    lines = lines_of(runs)
    if len(lines) < FEWEST_LINES:
        return None
    left, right = page.left + MIDDLE[0] * page.width, page.left + MIDDLE[1] * page.width
    starts = [run.x0 for line in lines for before, run in pairwise(line) if run.x0 - before.x1 >= GUTTER]
    for start in sorted({round(x) for x in starts if left < x < right}):
        at = start - GUTTER / 2
        beside = [line for line in lines if line[0].x0 < at < line[-1].x1]
        through = sum(_runs_through(line, at) for line in beside)
        if len(beside) - through < FEWEST_LINES or through > RUN_THROUGH * len(beside):
            continue
        firsts = [next(run.x0 for run in line if run.x0 > at) for line in beside if not _runs_through(line, at)]
        if sum(abs(x - start) <= SAME_START for x in firsts) >= STARTS * len(firsts):
            return at
    return None


def _runs_through(line: Sequence[Run], at: float) -> bool:
    before = max((run.x1 for run in line if run.x0 < at), default=at)
    after = min((run.x0 for run in line if run.x0 >= at), default=at)
    return before > at or after - before < GUTTER


def two_columns(lines: Sequence[Sequence[Run]], gutter: float) -> Iterator[Sequence[Run]]:
    """The lines in reading order; one that runs through the gutter stands between what is above and below it."""
    left: list[Sequence[Run]] = []
    right: list[Sequence[Run]] = []
    for line in lines:
        if line[0].x0 < gutter < line[-1].x1 and _runs_through(line, gutter):
            yield from (*left, *right, line)
            left, right = [], []
            continue
        before, after = [run for run in line if run.x0 < gutter], [run for run in line if run.x0 >= gutter]
        if before:
            left.append(before)
        if after:
            right.append(after)
    yield from (*left, *right)
