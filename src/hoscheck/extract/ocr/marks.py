"""Ticks and boxes by their shape: the recogniser takes a tick for a letter or sees nothing."""

from __future__ import annotations

from typing import NamedTuple

from hoscheck.extract.ocr.picture import INK, Pixels

TICK, TICKED_BOX, EMPTY_BOX = "✓", "☒", "☐"
BOXES = "☒☐☑□■"
# What the recogniser makes of a tick; shapes of other letters are left alone.
LIKE_TICKS = frozenset({"", "J", "V", "v", "√", "✓", "✔", "L", "1", "/", "j", "y", "W", "w"})
# What it makes of a lone dash, for which it often sees nothing.
LIKE_DASHES = frozenset({"", "-", "–", "—", "一", "_", ".", "~", "·"})
# What it makes of boxes, and of a dash.
LIKE_BOXES = str.maketrans({"区": TICKED_BOX, "冈": TICKED_BOX, "凶": TICKED_BOX, "囟": TICKED_BOX, "図": TICKED_BOX,
                            "口": EMPTY_BOX, "□": EMPTY_BOX, "一": "–"})  # fmt: skip

# Pixels; a tick of 7 points and a box of 8 points are larger. A tick is between these times as wide as it is high.
SMALLEST_TICK, NARROW, WIDE = 5, 0.5, 1.8
SMALLEST_BOX, SQUARE = 12, 0.75
# A dash is so high at the most, and so wide (points): a hyphen below the third figure, an em dash from the fourth. It
# fills so much of its box, and is at least so many times as wide as it is high.
DASH_HEIGHT, DASH_WIDTH, EN_DASH, EM_DASH, DASH_FULL, FLAT = 1.9, (2.0, 14.0), 4.0, 7.5, 0.55, 1.4
# Ticks are compared in this size.
SIDE = 24
# A box's sides are drawn for this share of their length, and its corners are as full as this; it is ticked where this
# share of its inside is inked, or more.
SIDES, CORNER, INSIDE = 0.85, 0.4, 0.06
# A tick is alone but for specks: it holds this share of the ink.
ALONE = 0.8
# On a ground darker than this the ink is light.
MID_GREY = 100


class Mark(NamedTuple):
    """A box to be ticked, in a line of text: its sign, its left and right side in pixels."""

    sign: str
    x0: int
    x1: int


def tick_in(crop: Pixels) -> str:
    """The sign for a tick where a picture shows one and little else; "" where it does not."""
    inked, labels, parts = _shapes(crop)
    if len(parts) < 2:
        return ""
    label = 1 + max(range(len(parts) - 1), key=lambda at: int(parts[at + 1][2] * parts[at + 1][3]))
    left, top, width, height, _ = parts[label].tolist()
    area = slice(top, top + height), slice(left, left + width)
    if min(width, height) < SMALLEST_TICK or inked[area].sum() < ALONE * inked.sum():
        return ""
    return TICK if NARROW <= width / height <= WIDE and _is_tick(labels[area] == label) else ""


def dash_in(crop: Pixels, scale: float) -> str:
    """The dash that a picture shows, alone; "" where it shows anything else. `scale` is its pixels a point."""
    inked, _, parts = _shapes(crop)
    if len(parts) < 2:
        return ""
    _, _, width, height, area = max(parts[1:].tolist(), key=lambda part: part[4])
    flat = height <= DASH_HEIGHT * scale and width >= FLAT * height and area >= DASH_FULL * width * height
    across = width / scale
    if not flat or not DASH_WIDTH[0] <= across <= DASH_WIDTH[1] or area < ALONE * inked.sum():
        return ""
    return "-" if across < EN_DASH else "–" if across < EM_DASH else "—"


def boxes_in(crop: Pixels) -> list[Mark]:
    """The boxes in the picture of a line, from left to right, with or without something drawn in them."""
    inked, labels, parts = _shapes(crop)
    found = []
    for label, (left, top, width, height, _) in enumerate(parts[1:].tolist(), 1):
        area = slice(top, top + height), slice(left, left + width)
        if _is_box(labels[area] == label):
            edge = max(2, min(width, height) // 5)
            ticked = inked[area][edge:-edge, edge:-edge].mean() > INSIDE
            found.append(Mark(TICKED_BOX if ticked else EMPTY_BOX, left, left + width))
    return sorted(found, key=lambda mark: mark.x0)


def _shapes(crop: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """What is inked, the label of every connected shape in it, and the place and size of each shape."""
    import cv2
    import numpy as np

    middle = float(np.median(crop))
    ground = float(np.percentile(crop, 85)) if middle > MID_GREY else middle
    ink = cv2.GaussianBlur(np.abs(crop.astype(np.float32) - ground), (0, 0), 0.7)
    inked = (ink > max(float(INK), 0.4 * float(ink.max(initial=0.0)))).astype(np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(inked)
    return inked, labels, parts


def _is_box(shape: Pixels) -> bool:
    """Four straight sides of about one length that meet at the corners; the corners of B, D and 0 are round."""
    height, width = shape.shape
    if height < SMALLEST_BOX or not SQUARE <= width / height <= 1 / SQUARE:
        return False
    edge = max(1, height // 8)
    sides = (
        shape[:edge].any(axis=0),
        shape[-edge:].any(axis=0),
        shape[:, :edge].any(axis=1),
        shape[:, -edge:].any(axis=1),
    )
    ends = (slice(0, edge + 1), slice(-edge - 1, None))
    corners = [shape[rows, columns].mean() for rows in ends for columns in ends]
    return all(side.mean() >= SIDES for side in sides) and min(corners) >= CORNER


def _is_tick(shape: Pixels) -> bool:
    """A short arm on the left falls to a foot left of the middle; from there one long arm rises to the right, straight
    or nearly so. Letters differ: J's arm is upright, V's left arm is as high as its right one, 1 and / have no foot."""
    import cv2
    import numpy as np

    cells = cv2.resize(shape.astype(np.uint8) * 255, (SIDE, SIDE), interpolation=cv2.INTER_AREA) > 100
    rows = [np.flatnonzero(row) for row in cells]
    if not all(len(row) for row in rows):
        return False
    last = SIDE - 1
    foot = float(np.concatenate(rows[-3:]).mean()) / last
    head = float(np.concatenate(rows[:3]).mean()) / last
    start = np.flatnonzero(cells[:, :3].any(axis=1)) / last
    middle = [float(rows[at].max()) / last for at in (SIDE // 3, SIDE // 2, 2 * SIDE // 3)]
    straight = [head + (foot - head) * at for at in (1 / 3, 1 / 2, 2 / 3)]
    bulge = max(abs(found - wanted) for found, wanted in zip(middle, straight, strict=True))
    return (
        0.13 <= foot <= 0.62
        and head >= 0.77
        and len(start) > 0
        and 0.25 <= float(start.min()) <= 0.72
        and bulge <= 0.3
        and not cells[: SIDE // 4, : SIDE // 3].any()
    )
