"""Ticks and boxes by their shape: the recogniser takes a tick for a letter or sees nothing."""

from __future__ import annotations

from hoscheck.extract.ocr.picture import Pixels

TICK, TICKED_BOX, EMPTY_BOX = "✓", "☒", "☐"
# What the recogniser makes of a tick; shapes of other letters are left alone.
LIKE_TICKS = frozenset({"", "J", "V", "v", "√", "✓", "✔", "L", "1", "/", "j", "y", "W", "w"})
# What it makes of a crossed box.
LIKE_BOXES = str.maketrans({"区": TICKED_BOX, "冈": TICKED_BOX, "凶": TICKED_BOX, "囟": TICKED_BOX, "図": TICKED_BOX,
                            "口": EMPTY_BOX, "□": EMPTY_BOX, "一": "–"})  # fmt: skip

# Shapes are compared with the mark brought to this size.
SIDE = 24
# A box's sides are drawn for this share of their length, its ink inside is this share of the area or more if ticked.
SIDES, INSIDE = 0.85, 0.06
# The mark is alone but for specks: it holds this share of the ink.
ALONE = 0.8


def mark_in(crop: Pixels) -> str:
    """The tick or the box that a picture of one mark shows, as its sign; "" where it shows something else."""
    import cv2
    import numpy as np

    ground = float(np.percentile(crop, 85)) if float(np.median(crop)) > 100 else float(np.median(crop))
    ink = np.abs(crop.astype(np.float32) - ground)
    inked = (cv2.GaussianBlur(ink, (0, 0), 0.7) > max(40.0, 0.4 * float(ink.max()))).astype(np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(inked)
    if len(parts) < 2:
        return ""
    label = 1 + int(np.argmax(parts[1:, 2] * parts[1:, 3]))
    left, top, width, height, _ = parts[label].tolist()
    whole = inked[top : top + height, left : left + width]
    if min(width, height) < 5 or whole.sum() < ALONE * inked.sum():
        return ""
    shape = labels[top : top + height, left : left + width] == label
    if _is_box(shape):
        edge = max(2, min(width, height) // 5)
        return TICKED_BOX if whole[edge:-edge, edge:-edge].mean() > INSIDE else EMPTY_BOX
    return TICK if 0.5 <= width / height <= 1.8 and _is_tick(shape) else ""


def _is_box(shape: Pixels) -> bool:
    height, width = shape.shape
    if not 0.75 <= width / height <= 1.33 or height < 12:
        return False
    edge = max(1, height // 8)
    sides = (
        shape[:edge].any(axis=0),
        shape[-edge:].any(axis=0),
        shape[:, :edge].any(axis=1),
        shape[:, -edge:].any(axis=1),
    )
    return all(side.mean() >= SIDES for side in sides)


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
