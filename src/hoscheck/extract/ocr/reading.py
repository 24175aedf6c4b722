"""Text in a picture, by rapidocr: where it stands, and what it says word by word."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from hoscheck.errors import Unreadable
from hoscheck.extract.ocr.marks import BOXES, LIKE_BOXES, Mark, boxes_in
from hoscheck.extract.ocr.picture import INK, Pixels

Box = tuple[int, int, int, int]  # left, top, right, bottom; pixels

# Text is sought in a copy smaller by this: 7-point letters are still 7 pixels tall there, and it takes a third of
# the time and of the memory. It is read from the full picture.
SEEK_AT = 0.6
# What the recogniser is less sure of than this is a speck or a picture.
SURE = 0.5
# An engine takes a processor and 100 MB.
MOST_ENGINES = 4
SQUARE_LETTERS = frozenset("BDEHMNRUW068")
# Chinese punctuation and wide forms, which the model knows too, as what an English page prints.
_WIDE = LIKE_BOXES | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0x3001: ",", 0x3002: ".", 0x2236: ":", 0x00B7: "•", 0x30FB: "•", 0x25CF: "•",
}  # fmt: skip


_Middle = tuple[str, float, float]  # a word, the middle of its first letter and of its last


class Word(NamedTuple):
    """A word with its left and right end, in pixels from the left of what was read."""

    text: str
    x0: float
    x1: float


class Line(NamedTuple):
    """What stands in a box, `text` with its spaces, and how sure the recogniser is of it (0-1)."""

    text: str
    sure: float
    words: tuple[Word, ...]


class Reader:
    """rapidocr with the models of its own wheel, so that nothing is fetched; made once a document.

    Lines are read side by side, each engine on one thread: engines that share out one line wait for each other, and
    the more so the busier the machine is.
    """

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        parameters: dict[str, Any] = {
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
        for part in ("det", "rec"):
            model = min(models.glob(f"*_{part}_*.onnx"), default=None)
            if model is None:
                message = "the models for text recognition are missing; install hoscheck[ocr] again"
                raise Unreadable("no-text", message)
            parameters[f"{part.title()}.model_path"] = str(model)
        self._engines = [rapidocr.RapidOCR(params=parameters) for _ in range(min(MOST_ENGINES, _processors()))]

    def boxes(self, grey: Pixels) -> list[Box]:
        """Where lines of text stand, in no order."""
        import cv2

        small = cv2.resize(grey, None, fx=SEEK_AT, fy=SEEK_AT, interpolation=cv2.INTER_AREA)
        found = self._engines[0](small, use_det=True, use_cls=False, use_rec=False).boxes
        boxes = []
        for corners in () if found is None else found:
            (left, top), (right, bottom) = corners.min(axis=0) / SEEK_AT, corners.max(axis=0) / SEEK_AT
            boxes.append((int(left), int(top), min(int(right) + 1, grey.shape[1]), min(int(bottom) + 1, grey.shape[0])))
        return boxes

    def read(self, crops: Sequence[Pixels]) -> list[Line]:
        """The text of pictures of one line each; the words of a line are () where there is none."""
        idle: SimpleQueue[Any] = SimpleQueue()
        for engine in self._engines:
            idle.put(engine)

        def one(crop: Pixels) -> Line:
            engine = idle.get()
            try:
                return _read(engine, crop)
            finally:
                idle.put(engine)

        with ThreadPoolExecutor(len(self._engines)) as pool:
            return list(pool.map(one, crops))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(engine: Any, crop: Pixels) -> Line:
    nothing = Line("", 0.0, ())
    if min(crop.shape) < 3:
        return nothing
    found = engine(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    text = found.txts[0].translate(_WIDE).strip() if found.txts else ""
    sure = float(found.scores[0]) if text else 0.0
    middles = list(_middles(found.word_results[0], crop.shape[1])) if sure >= SURE else []
    boxes = [box for box in boxes_in(crop) if not any(_is_letter(box, each) for each in middles)]
    if boxes:
        middles = [*_beside(middles, boxes), *((box.sign, box.x0, box.x1) for box in boxes)]
        middles.sort(key=lambda middle: middle[1])
        text, sure = " ".join(word for word, _, _ in middles), max(sure, SURE)
    return Line(text, sure, tuple(_with_ends(crop, middles))) if middles else nothing


def _middles(told: Any, width: int) -> Iterator[_Middle]:
    """The words that were told, each with the middle of its first and of its last letter in pixels."""
    step = width / max(told.line_txt_len, 1)
    for letters, columns in zip(told.words, told.word_cols, strict=True):
        yield "".join(letters).translate(_WIDE), (columns[0] + 0.5) * step, (columns[-1] + 0.5) * step


def _is_letter(box: Mark, middle: _Middle) -> bool:
    """True where what looks like a box was read as a letter of a word, or as a square letter by itself."""
    word, first, last = middle
    inside = box.x0 <= first and last <= box.x1
    return (first <= box.x1 and box.x0 <= last) and (not inside or word in SQUARE_LETTERS)


def _beside(middles: list[_Middle], boxes: Sequence[Mark]) -> Iterator[_Middle]:
    """The words without what the recogniser made of the boxes."""
    for word, first, last in middles:
        if not any(box.x0 <= first and last <= box.x1 for box in boxes):
            yield word.strip(BOXES), first, last


def _with_ends(crop: Pixels, middles: list[_Middle]) -> list[Word]:
    """Words of which the middle of the first and of the last letter is known, with their ends: where the ink ends."""
    import cv2
    import numpy as np

    clear = cv2.medianBlur(np.ascontiguousarray(crop), 3)  # without specks
    inked = (np.abs(clear.astype(np.int16) - float(np.median(clear))) > INK).any(axis=0)
    width = len(inked)
    ends = []
    starts, stops = [0.0, *(last for _, _, last in middles)], [*(first for _, first, _ in middles), float(width)]
    for left, right in zip(starts, stops, strict=True):
        low, high = max(0, min(int(left), width)), max(0, min(int(right) + 1, width))
        ends.append(_widest_gap(inked[low:high], low))
    return [Word(word, ends[at][1], ends[at + 1][0]) for at, (word, _, _) in enumerate(middles)]


def _widest_gap(inked: Pixels, start: int) -> tuple[float, float]:
    """The widest stretch without ink, its middle where there is none."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([1], inked.astype(np.int8), [1]))))
    if not len(edges):
        middle = start + len(inked) / 2
        return middle, middle
    gaps = edges.reshape(-1, 2)
    low, high = gaps[np.argmax(gaps[:, 1] - gaps[:, 0])].tolist()
    return float(start + low), float(start + high)
