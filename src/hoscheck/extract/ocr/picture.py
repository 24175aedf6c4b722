"""A page as a picture: drawn by PDFium, brought level, with the colour of its paper."""

from __future__ import annotations

from typing import Any, NamedTuple

from hoscheck.extract.pdf.pdfium import Pdf

Pixels = Any  # a numpy array; numpy comes with the extra and is imported where it is used

DPI = 200.0
# Pixels on the longer side of an A3 page at 200 dpi, and a little. A page that is larger still is a scan whose pixels
# were taken for points: it is drawn smaller, at about the size that it was scanned in.
LONGEST = 3400
# Scanners pull paper in askew by less than this (degrees); pages that are turned by more were meant to be.
MOST_SKEW = 5.0
SKEW_STEPS = (0.25, 0.02)  # degrees, of the first search and of the one around its best
# Below this (degrees) a line across an A3 page leaves its place by less than two pixels.
LEVEL = 0.03
# The skew is sought in a copy of this size, in at most so many dark points.
SMALL = 1200
POINTS = 60_000
# So much darker than its surroundings (of 255) is ink: noise stays below, grey print above.
INK = 40
# The paper is the lightest of what is within about 90 points, for bands of a table are not so high, and at least so
# light as this share of the page's: larger dark areas are meant to be dark.
SHADOW_STEP, SHADOW_WIDTH, LEAST_LIGHT = 8, 31, 0.5
# The ground is sought in a copy smaller by this. There dark letters are filled with the light around them, within this
# height and width (pixels of the copy: 10 and 13 points, so that it reaches from one line's gap to the next), and in
# dark bands light ones with the dark around them.
GROUND_STEP, LETTERS, SMOOTH, STROKES = 4, (7, 9), 5, 3
# Darker than these shares of the paper are bands, and those whose letters must be light. So many pixels of the copy
# without a letter make a band, and it is at least so high.
DARK, VERY_DARK, SOLID, BAND_HEIGHT = 0.8, 0.6, 12, 5


class Picture(NamedTuple):
    """A page's grey pixels, level, with the scale and the frame that lead back to the PDF's points."""

    grey: Pixels
    scale: float  # pixels a point
    skew: float = 0.0  # degrees by which the page was turned to be level


def draw(pdf: Pdf, index: int) -> Picture | None:
    """The picture of a page (0-based index), brought level; None where it cannot be drawn."""
    import numpy as np

    drawn = pdf.render(index, 36.0)
    if drawn is None:
        return None
    longest = max(drawn[0], drawn[1]) * 2  # points
    dpi = min(DPI, LONGEST * 72 / longest)
    drawn = pdf.render(index, dpi)
    if drawn is None:
        return None
    width, height, stride, pixels = drawn
    grey = evened(np.frombuffer(pixels, np.uint8).reshape(height, stride)[:, :width])
    skew = skew_of(grey)
    return Picture(turned_by(grey, skew), dpi / 72, skew)


def evened(grey: Pixels) -> Pixels:
    """The picture as if its paper were white all over: without the lamp's shadow and the paper's own colour."""
    import cv2
    import numpy as np

    height, width = grey.shape
    size = max(1, width // SHADOW_STEP), max(1, height // SHADOW_STEP)
    small = cv2.medianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), 3)
    around = np.ones((SHADOW_WIDTH, SHADOW_WIDTH), np.uint8)
    paper = cv2.blur(cv2.dilate(small, around), (SHADOW_WIDTH, SHADOW_WIDTH)).astype(np.float32)
    paper = np.maximum(paper, LEAST_LIGHT * np.percentile(paper, 90))
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey.astype(np.float32), paper, scale=255.0).clip(0, 255).astype(np.uint8)


def ground_of(grey: Pixels) -> Pixels:
    """The colour of the paper, or of the shading, behind letters and lines; a copy smaller by `GROUND_STEP`."""
    import cv2
    import numpy as np

    height, width = grey.shape
    size = max(1, width // GROUND_STEP), max(1, height // GROUND_STEP)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    dark = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((SMOOTH, SMOOTH), np.uint8))
    filled = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((SMOOTH, SMOOTH), np.uint8))
    white = float(np.percentile(filled, 90))
    apart = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((STROKES, STROKES), np.uint8))
    bands = _bands(small, apart < DARK * white, filled < DARK * white)
    around = cv2.dilate(bands, np.ones((3, 3), np.uint8))
    light = cv2.morphologyEx(np.where(around > 0, np.uint8(white), small), cv2.MORPH_CLOSE, np.ones(LETTERS, np.uint8))
    return np.where(bands > 0, cv2.medianBlur(dark, SMOOTH), cv2.medianBlur(light, SMOOTH))


def _bands(small: Pixels, dark: Pixels, solid: Pixels) -> Pixels:
    """The dark areas whose letters are lighter than they: without letters they are dark throughout, and somewhere no
    letter stands in them at all, which cannot be said of the lines of a dark text."""
    import cv2
    import numpy as np

    bands = np.zeros(small.shape, np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    holds = np.bincount(labels[solid], minlength=len(parts))
    for label in np.flatnonzero(holds[1:] >= SOLID) + 1:
        left, top, width, height, _ = parts[label].tolist()
        area = slice(top, top + height), slice(left, left + width)
        # words and rules that touch the band are not so wide, or not so high
        bar = np.ones((BAND_HEIGHT, width // 2 + 1), np.uint8)
        band = cv2.morphologyEx((labels[area] == label).astype(np.uint8), cv2.MORPH_OPEN, bar)
        inside = small[area][band > 0].astype(np.int16)
        middle = float(np.median(inside)) if len(inside) else 0.0
        if (inside > middle + INK).sum() >= (inside < middle - INK).sum():
            bands[area] |= band
    return bands


def skew_of(grey: Pixels) -> float:
    """The degrees by which the page must be turned for its lines of text and its rules to be level; 0 where nothing
    tells.

    Turned rightly, the dark points fall into few rows: the steps between neighbouring rows are highest then.
    """
    import cv2
    import numpy as np

    height, width = grey.shape
    by = min(1.0, SMALL / max(height, width))
    small = cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(cv2.subtract(cv2.medianBlur(small, 15), small) > INK)
    if len(ys) < 100:
        return 0.0
    step = max(1, len(ys) // POINTS)
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32)

    def sharpness(angle: float) -> float:
        rows = ys * np.cos(np.radians(angle)) - xs * np.sin(np.radians(angle))
        count = np.bincount((rows - rows.min()).astype(np.int64))
        return float((np.diff(count).astype(np.float64) ** 2).sum())

    best = 0.0
    reach = MOST_SKEW
    for each in SKEW_STEPS:
        angles = best + np.arange(-reach, reach + each / 2, each)
        best = float(max(angles, key=sharpness))
        reach = each
    return best if abs(best) >= LEVEL else 0.0


def turned_by(grey: Pixels, degrees: float) -> Pixels:
    """The picture turned about its middle; what comes in at the corners is white."""
    import cv2

    if not degrees:
        return grey
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
