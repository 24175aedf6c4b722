"""The ruling lines of a page's picture: drawn ones, and the sides of shaded areas."""

from __future__ import annotations

from collections.abc import Sequence

from hoscheck.extract.ocr.picture import DARK, GROUND_STEP, VERY_DARK, Pixels, ground_of

Segment = tuple[float, float, float]  # position, from, to; in pixels

# The shortest rules that are found, in points: letters have no level stroke of the first length and no upright one of
# the second, and a table's shortest column and row have longer sides.
ACROSS, UPRIGHT = 32.0, 22.0
# A shorter rule across (points) counts where uprights stand at its ends.
LONG = 80.0
# A shorter upright counts where it reaches from one rule to another, this near: the cells of a row of one line.
SHORT_UPRIGHT, TOUCH, MOST_OF, FEWEST_ALIKE = 11.0, 4.0, 0.5, 3
# A dark band of a table's width and these heights (points) is a heading row; rules as dark cannot be seen in it.
WIDE, LOW, HIGH = 100.0, 8.0, 90.0
# Lines that differ from their ground by less than this (of 255) are noise.
FAINT = 14
# Along a line the least ink is at least this share of the mean; letters leave gaps.
EVEN = 0.45
# So many pixels beside a rule the page is lighter than this share of the rule; a word's own rows have letters there.
BESIDE, ALONE = 3, 0.5
# A line is not thicker than this (points): thicker ones are the stems of a title's letters, or shading.
THICK = 4.0
# Shading differs from the paper by at least this: the palest stripes that forms are given have 13.
SHADED = 8
# Shaded rows fill so much of the box around them.
FULL = 0.75
# Light letters differ from a dark band by more than this.
LETTER = 90
# Around a dark band the paper looks shaded for so many pixels of the ground: letters stand close to it.
BLURRED = 4


def rules_of(grey: Pixels, scale: float) -> tuple[list[Segment], list[Segment], Pixels]:
    """(rules across, upright rules, where they are drawn) in a level picture; `scale` is its pixels a point."""
    import cv2
    import numpy as np

    ground = ground_of(grey)
    slope = cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    full, slope = (cv2.resize(each, grey.shape[::-1], interpolation=cv2.INTER_LINEAR) for each in (ground, slope))
    ink = cv2.absdiff(grey, full)
    more_across, more_upright = _sides(ground, scale)
    across, across_at = _lines(ink, slope, ACROSS * scale, scale)
    upright, upright_at = _lines(ink.T, slope.T, SHORT_UPRIGHT * scale, scale)
    level = list(across) + more_across
    uprights = _in_columns([line for line in upright if _between(line, level, scale)], scale)
    mask = np.isin(upright_at, [upright[line] for line in uprights]).T
    uprights += more_upright
    uprights += _through_bands(uprights, ground, ink, scale)
    joined = {line for line in level if _joins(line, uprights, scale)}
    mask |= np.isin(across_at, [across[line] for line in joined if line in across])  # underlined words stay as they are
    level = [line for line in level if line in joined or line[2] - line[1] >= LONG * scale]
    return level, uprights, mask.astype(np.uint8)


def _between(upright: Segment, level: Sequence[Segment], scale: float) -> bool:
    """True for an upright that is long, or that reaches from one rule to another."""
    x, top, bottom = upright
    near, length = TOUCH * scale, bottom - top
    met = [y for y, x0, x1 in level if x0 - near <= x <= x1 + near and top - near <= y <= bottom + near]
    return length >= UPRIGHT * scale or (len(met) > 1 and max(met) - min(met) >= MOST_OF * length)


def _joins(line: Segment, uprights: Sequence[Segment], scale: float) -> bool:
    """True for a rule across that begins and ends at an upright, as a cell's sides do and the rows of a word do not."""
    y, *ends = line
    near = TOUCH * scale
    return all(any(abs(x - end) <= near and y0 - near <= y <= y1 + near for x, y0, y1 in uprights) for end in ends)


def _in_columns(uprights: list[Segment], scale: float) -> list[Segment]:
    """The uprights without short ones that continue no column of their row: a letter's stem in a heading. Where no
    upright of a row continues a column it takes three to make one."""
    near = TOUCH * scale
    long = [x for x, top, bottom in uprights if bottom - top >= UPRIGHT * scale]
    kept = []
    for x, top, bottom in uprights:
        row = [at for at, y0, y1 in uprights if abs(y0 - top) <= near and abs(y1 - bottom) <= near]
        going_on = [at for at in row if any(abs(at - each) <= near for each in long)]
        if bottom - top >= UPRIGHT * scale or x in going_on or (not going_on and len(row) >= FEWEST_ALIKE):
            kept.append((x, top, bottom))
    return kept


def _through_bands(uprights: Sequence[Segment], ground: Pixels, ink: Pixels, scale: float) -> list[Segment]:
    """The uprights below a dark band drawn on through it, where they meet no letter."""
    import cv2
    import numpy as np

    dark = (ground < DARK * np.percentile(ground, 90)).astype(np.uint8)
    _, _, parts, _ = cv2.connectedComponentsWithStats(dark)
    near, more = TOUCH * scale, []
    for left, top, width, height, _ in (parts[1:] * GROUND_STEP).tolist():
        if width < WIDE * scale or not LOW * scale <= height <= HIGH * scale:
            continue
        for x, y0, y1 in uprights:
            begins = y0 - near <= top + height <= y1 - near and y0 > top + near
            column = ink[top + GROUND_STEP * 2 : top + height - GROUND_STEP * 2, round(x) - 2 : round(x) + 3]
            if begins and left - near <= x <= left + width + near and not (column > LETTER).any(axis=1).mean() > 0.1:
                more.append((x, float(top), float(top + height)))
    return more


def _lines(ink: Pixels, slope: Pixels, at_least: float, scale: float) -> tuple[dict[Segment, int], Pixels]:
    """The level lines of at least so many pixels with their labels, and the label of every pixel. Where the ground
    itself changes, by its `slope`, there is an edge and no line."""
    import cv2
    import numpy as np

    length = round(at_least)
    smooth = cv2.GaussianBlur(np.ascontiguousarray(ink), (0, 0), sigmaX=0.8, sigmaY=0.6)
    least = cv2.morphologyEx(smooth, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    mask = ((least >= FAINT) & (least >= EVEN * cv2.blur(smooth, (length, 1)))).astype(np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask, np.ones((3, 5), np.uint8)))
    lines: dict[Segment, int] = {}
    for label, (left, top, width, height, _) in enumerate(parts[1:].tolist(), 1):
        middle = slice(left + 2, left + width - 2)
        beside = [
            smooth[at, middle].mean() for at in (top - BESIDE, top + height - 1 + BESIDE) if 0 <= at < len(smooth)
        ]
        own = smooth[top : top + height, middle].max(axis=0).mean()
        edge = slope[top : top + height, middle].max(axis=0).mean()
        if edge > own:
            continue
        if width >= length and height - 2 <= THICK * scale and max(beside, default=0.0) < ALONE * own:
            lines[top + height / 2, left + 2, left + width - 2] = label
    return lines, labels


def _sides(ground: Pixels, scale: float) -> tuple[list[Segment], list[Segment]]:
    """The sides of shaded areas, across and upright."""
    import cv2
    import numpy as np

    white = float(np.percentile(ground, 90))
    found: tuple[list[Segment], list[Segment]] = ([], [])  # across, upright
    hidden = np.zeros(ground.shape, np.uint8)
    for level in (VERY_DARK * white, DARK * white, white - SHADED):
        mask = _oblong((ground < level).astype(np.uint8))
        found[0].extend(_edges(mask, hidden, ACROSS * scale))
        found[1].extend(_edges(mask.T, hidden.T, UPRIGHT * scale))
        hidden |= cv2.dilate(mask, np.ones((2 * BLURRED + 1, 2 * BLURRED + 1), np.uint8))
    return found


def _oblong(mask: Pixels) -> Pixels:
    """The parts of a mask that fill most of their box: the letters of a watermark do not."""
    import cv2
    import numpy as np

    _, labels, parts, _ = cv2.connectedComponentsWithStats(mask)
    full = parts[:, 4] >= FULL * parts[:, 2] * parts[:, 3]
    full[0] = False
    return full[labels].astype(np.uint8)


def _edges(mask: Pixels, hidden: Pixels, length: float) -> list[Segment]:
    """The level edges of a mask that is smaller by `GROUND_STEP`, where they are not hidden."""
    import cv2
    import numpy as np

    steps = np.zeros(mask.shape, np.uint8)
    steps[1:] = mask[1:] ^ mask[:-1]
    steps[hidden > 0] = 0
    bar = np.ones((1, round(length / GROUND_STEP)), np.uint8)
    steps = cv2.morphologyEx(cv2.dilate(steps, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, bar)
    _, _, parts, _ = cv2.connectedComponentsWithStats(steps)
    return [
        ((top + (height - 1) / 2) * GROUND_STEP, left * GROUND_STEP, (left + width) * GROUND_STEP)
        for left, top, width, height, _ in parts[1:].tolist()
    ]
