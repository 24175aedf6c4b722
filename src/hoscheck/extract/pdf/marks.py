"""Ticks and crosses that are drawn as lines rather than printed as characters."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from hoscheck.extract.pdf.runs import Run

Stroke = tuple[float, float, float, float]  # from x, y to x, y

# Strokes whose ends are this near (points) are joined.
JOINED = 1.5
# A tick's longer arm is so many times the other; most are twice as long.
UNEQUAL = 1.2


def drawn_marks(strokes: Sequence[Stroke]) -> list[Run]:
    """Runs "✓" and "✗" where slanted strokes make one: a tick is a short stroke down and a longer one up from its end;
    a cross is two strokes that cross near their middles."""
    found: list[Run] = []
    used: set[int] = set()
    for at, first in enumerate(strokes):
        if at in used:
            continue
        for other in range(at + 1, min(at + 4, len(strokes))):  # one mark's strokes follow one another
            if other in used:
                continue
            mark = "✓" if _is_tick(first, strokes[other]) else "✗" if _is_cross(first, strokes[other]) else ""
            if mark:
                used |= {at, other}
                run = _run(mark, first, strokes[other])
                if not any(_is_on(run, each) for each in found[-2:]):  # the inner side of an outline
                    found.append(run)
                break
    return found


def _is_on(run: Run, other: Run) -> bool:
    return abs(run.x0 + run.x1 - other.x0 - other.x1) < other.x1 - other.x0 and abs(run.y - other.y) < other.height / 2


def _is_tick(a: Stroke, b: Stroke) -> bool:
    ends = [(a[0], a[1]), (a[2], a[3])], [(b[0], b[1]), (b[2], b[3])]
    for i, p in enumerate(ends[0]):
        for j, q in enumerate(ends[1]):
            if abs(p[0] - q[0]) <= JOINED and abs(p[1] - q[1]) <= JOINED:
                (ax, ay), (bx, by) = ends[0][1 - i], ends[1][1 - j]
                # both arms rise from the joint, one to each side; an arrow's are equally long
                short, long = sorted((hypot(ax - p[0], ay - p[1]), hypot(bx - q[0], by - q[1])))
                return min(ay, by) > p[1] and (ax - p[0]) * (bx - p[0]) < 0 and long > UNEQUAL * short
    return False


def _is_cross(a: Stroke, b: Stroke) -> bool:
    middles = [((s[0] + s[2]) / 2, (s[1] + s[3]) / 2) for s in (a, b)]
    size = max(abs(a[0] - a[2]), abs(b[0] - b[2]))
    near = abs(middles[0][0] - middles[1][0]) < 0.3 * size and abs(middles[0][1] - middles[1][1]) < 0.3 * size
    slopes = [(s[3] - s[1]) * (s[2] - s[0]) for s in (a, b)]
    return near and slopes[0] * slopes[1] < 0


def _run(mark: str, *strokes: Stroke) -> Run:
    xs = [x for s in strokes for x in (s[0], s[2])]
    ys = [y for s in strokes for y in (s[1], s[3])]
    return Run(mark, min(xs), max(xs), (min(ys) + max(ys)) / 2, max(ys) - min(ys))
