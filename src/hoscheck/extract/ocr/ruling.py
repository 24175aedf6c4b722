"""The ruling lines of a page's picture: drawn ones, and the sides of shaded areas."""

from __future__ import annotations

from hoscheck.extract.ocr.picture import PAPER_STEP, PAPER_WIDTH, Pixels, paper

Segment = tuple[float, float, float]  # position, from, to; in pixels

# The shortest rules that are found, in points: letters have no level stroke of the first length and no upright one of
# the second, and a table's shortest column and row have longer sides.
ACROSS, UPRIGHT = 32.0, 22.0
# Lines that differ from their ground by less than this (of 255) are noise.
FAINT = 14
# A line is not thicker than this (points): thicker ones are the stems of a title's letters, or shading.
THICK = 4.0
# Shading differs from the paper by at least this: the palest stripes that forms are given have 13.
SHADED = 8


def rules_of(grey: Pixels, scale: float) -> tuple[list[Segment], list[Segment], Pixels]:
    """(rules across, upright rules, where they are drawn) in a level picture; `scale` is its pixels a point."""
    import cv2

    ground = paper(grey)
    ink = cv2.absdiff(grey, ground)
    across, drawn_across = _lines(ink, round(ACROSS * scale), scale)
    upright, drawn_upright = _lines(ink.T, round(UPRIGHT * scale), scale)
    drawn = cv2.bitwise_or(drawn_across, drawn_upright.T)
    more_across, more_upright = _sides(ground, scale)
    return across + more_across, upright + more_upright, drawn


def _lines(ink: Pixels, length: int, scale: float) -> tuple[list[Segment], Pixels]:
    """The level lines of at least `length` pixels, and a mask of where they are."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(np.ascontiguousarray(ink), (0, 0), sigmaX=1.5, sigmaY=0.6)
    bar = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1))
    mask = (cv2.morphologyEx(smooth, cv2.MORPH_OPEN, bar) >= FAINT).astype(np.uint8)
    joined = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_RECT, (5, 3)))
    segments: list[Segment] = []
    for left, top, width, height, _ in _parts(joined):
        if width >= length and height - 2 <= THICK * scale:
            segments.append((top + height / 2, left + 2, left + width - 2))
    return segments, joined


def _sides(ground: Pixels, scale: float) -> tuple[list[Segment], list[Segment]]:
    """The sides of shaded areas, across and upright."""
    import cv2
    import numpy as np

    small = cv2.medianBlur(cv2.resize(ground, None, fx=1 / PAPER_STEP, fy=1 / PAPER_STEP), PAPER_WIDTH)
    white = float(np.percentile(small, 90))
    shaded = (small < white - SHADED).astype(np.uint8)
    found: list[list[Segment]] = []
    for mask, length in ((shaded, ACROSS), (shaded.T, UPRIGHT)):
        steps = np.abs(np.diff(np.ascontiguousarray(mask).astype(np.int8), axis=0)).astype(np.uint8)
        bar = cv2.getStructuringElement(cv2.MORPH_RECT, (round(length * scale / PAPER_STEP), 1))
        steps = cv2.morphologyEx(steps, cv2.MORPH_OPEN, bar)
        found.append(
            [
                ((top + height / 2 + 0.5) * PAPER_STEP, left * PAPER_STEP, (left + width) * PAPER_STEP)
                for left, top, width, height, _ in _parts(steps)
            ]
        )
    return found[0], found[1]


def _parts(mask: Pixels) -> list[tuple[int, int, int, int, int]]:
    """The connected parts of a mask: (left, top, width, height, area)."""
    import cv2

    _, _, parts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(a), int(b), int(c), int(d), int(e)) for a, b, c, d, e in parts[1:]]
