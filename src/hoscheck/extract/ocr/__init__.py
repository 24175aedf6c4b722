"""Scans: a page that is a picture, as the same runs and rules that a drawn page gives.

The page is drawn at 200 dpi, brought level and upright; its rules are found and taken out of the picture; lines of text
are found, cut where an upright rule stands, and read. Needs the extra `hoscheck[ocr]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from hoscheck.extract.ocr.marks import LIKE_DASHES, LIKE_TICKS, dash_in, tick_in
from hoscheck.extract.ocr.mending import mended
from hoscheck.extract.ocr.picture import Picture, Pixels, draw
from hoscheck.extract.ocr.reading import Box, Line, Reader, Word
from hoscheck.extract.ocr.sheet import Sheet
from hoscheck.extract.pdf.pdfium import PageContent, Pdf

INSTALL = 'pip install "hoscheck[ocr]"'
_NEEDS = ("cv2", "numpy", "onnxruntime", "rapidocr")
# A page's turn is judged by so many of its longest lines, and not at all on fewer lines than this.
SAMPLED, FEWEST_LINES = 4, 3
# Lines that are the right way up are read with more certainty than this; upside down it is about 0.6.
WELL_READ = 0.9
# A picture of a tick is at most so many times as wide as it is high.
WIDEST_TICK = 3.0


def available() -> bool:
    """True where the extra `hoscheck[ocr]` is installed; imports nothing."""
    return all(find_spec(name) is not None for name in _NEEDS)


class Recogniser:
    """Reads scanned pages; made once a document, for loading the models takes a second."""

    def __init__(self) -> None:
        """Raises Unreadable where the models are not there."""
        self._reader = Reader()

    def page(self, pdf: Pdf, index: int) -> PageContent | None:
        """What a page (0-based index) shows, in points, as if it were level and upright; None where it cannot be drawn.
        Blank paper holds neither text nor images.

        The runs are whole lines of a cell where uprights part the columns, and single words elsewhere.
        """
        frame, picture = pdf.page(index, lambda _: False), draw(pdf, index)
        if frame is None or picture is None:
            return None
        return self._recognised(frame, picture)

    def _recognised(self, frame: PageContent, picture: Picture) -> PageContent:
        sheet = Sheet(frame, picture, 0)
        boxes = self._reader.boxes(sheet.clean)
        turn = self._turn(sheet.clean, boxes)
        if turn:
            sheet = Sheet(frame, picture, turn)
            boxes = self._reader.boxes(sheet.clean)
        content = sheet.content
        pieces = [piece for box in boxes for piece in sheet.cut(box)]
        pieces += sheet.overlooked()
        lines = self._reader.read([sheet.crop(piece) for piece in pieces])
        for piece, line in zip(pieces, lines, strict=True):
            content.runs += sheet.runs(piece, _told(sheet, piece, line))
        content.runs = mended(content.runs, sheet.grids)
        content.characters = sum(len(run.text) for run in content.runs)
        if not content.characters and sheet.is_bare():
            content.images = 0
        return content

    def _turn(self, grey: Pixels, boxes: Sequence[Box]) -> int:
        """The clockwise quarter turns that bring the text upright, by the shape of the boxes and by how well the
        longest lines can be read."""
        import numpy as np

        if len(boxes) < FEWEST_LINES:
            return 0
        tall = sum(bottom - top > 1.5 * (right - left) for left, top, right, bottom in boxes)
        ways = (1, 3) if tall > len(boxes) / 2 else (0, 2)
        longest = sorted(boxes, key=lambda box: -max(box[2] - box[0], box[3] - box[1]))[:SAMPLED]
        sure = {}
        for way in ways:
            crops = [grey[top:bottom, left:right] for left, top, right, bottom in longest]
            lines = self._reader.read([np.ascontiguousarray(np.rot90(crop, -way)) for crop in crops])
            sure[way] = sum(line.sure for line in lines) / len(lines)
            if sure[way] >= WELL_READ:
                return way
        return max(sure, key=sure.__getitem__)


def _told(sheet: Sheet, box: Box, line: Line) -> Line:
    """A line as it was read, or a dash or a tick where a lone mark has that shape."""
    left, top, right, bottom = box
    sign = dash_in(sheet.crop(box), sheet.scale) if line.text in LIKE_DASHES else ""
    if not sign and line.text in LIKE_TICKS and right - left <= WIDEST_TICK * (bottom - top):
        sign = tick_in(sheet.crop(sheet.grown(box))) or tick_in(sheet.crop(box))
    return Line(sign, 1.0, (Word(sign, 0.0, float(right - left)),)) if sign else line
