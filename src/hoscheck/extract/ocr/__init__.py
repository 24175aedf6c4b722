"""Scans: a page that is a picture, as the same runs and rules that a drawn page gives.

The page is drawn at 200 dpi, brought level and upright; its rules are found and taken out of the picture; lines of text
are found, cut where an upright rule stands, and read. Needs the extra `hoscheck[ocr]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from hoscheck.extract.ocr.mending import mend_number
from hoscheck.extract.ocr.picture import INK, Picture, Pixels, draw, ground_of
from hoscheck.extract.ocr.reading import Box, Line, Reader
from hoscheck.extract.ocr.ruling import Segment, rules_of
from hoscheck.extract.pdf.grid import Grid, find_grids
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.runs import Run, turned

INSTALL = 'pip install "hoscheck[ocr]"'
_NEEDS = ("cv2", "numpy", "onnxruntime", "rapidocr")


def available() -> bool:
    """True where the extra `hoscheck[ocr]` is installed; imports nothing."""
    return all(find_spec(name) is not None for name in _NEEDS)


class Recogniser:
    """Reads scanned pages; made once a document, for loading the models takes a second."""

    def __init__(self, of: int = 0, on_page: Callable[[int, int], None] | None = None) -> None:
        """`on_page` is called with (pages done, `of`) after every page. Raises Unreadable where the models are not
        there."""
        self._reader = Reader()
        self._of, self._done, self._on_page = of, 0, on_page

    def page(self, pdf: Pdf, index: int) -> PageContent | None:
        """What a page (0-based index) shows, in points, as if it were level and upright; None where it cannot be drawn.

        The runs are whole lines of a cell where uprights part the columns, and single words elsewhere.
        """
        frame, picture = pdf.page(index, lambda _: False), draw(pdf, index)
        if frame is None or picture is None:
            return None
        content = self._recognised(frame, picture)
        self._done += 1
        if self._on_page is not None:
            self._on_page(self._done, self._of)
        return content

    def _recognised(self, frame: PageContent, picture: Picture) -> PageContent:
        sheet = _Sheet(frame, picture, 0)
        boxes = self._reader.boxes(sheet.clean)
        turn = self._turn(sheet.clean, boxes)
        if turn:
            sheet = _Sheet(frame, picture, turn)
            boxes = self._reader.boxes(sheet.clean)
        content = sheet.content
        for box in (piece for each in boxes for piece in sheet.cut(each)):
            content.runs += sheet.runs(box, self._reader.read(sheet.crop(box)))
        for box in sheet.overlooked():
            content.runs += sheet.runs(box, self._reader.read(sheet.crop(box)))
        if sheet.grids:
            content.runs = list(_mended(content.runs, sheet.grids))
        content.characters = sum(len(run.text) for run in content.runs)
        return content

    def _turn(self, grey: Pixels, boxes: Sequence[Box]) -> int:
        """The clockwise quarter turns that bring the text upright, by the shape of the boxes and by how well the longest
        lines can be read."""
        import numpy as np

        if len(boxes) < FEWEST_LINES:
            return 0
        tall = sum(bottom - top > 1.5 * (right - left) for left, top, right, bottom in boxes)
        ways = (1, 3) if tall > len(boxes) / 2 else (0, 2)
        longest = sorted(boxes, key=lambda box: -max(box[2] - box[0], box[3] - box[1]))[:SAMPLED]
        sure = {}
        for way in ways:
            lines = [self._reader.read(np.rot90(_crop(grey, box), -way).copy()) for box in longest]
            sure[way] = sum(line.sure for line in lines) / len(lines)
            if sure[way] >= WELL_READ:
                return way
        return max(sure, key=sure.__getitem__)


class _Sheet:
    """A page's picture the right way up with its rules: between pixels and points."""

    def __init__(self, frame: PageContent, picture: Picture, turn: int) -> None:
        import cv2
        import numpy as np

        self.grey = np.ascontiguousarray(np.rot90(picture.grey, -turn))
        self.scale = picture.scale
        box = frame.left, frame.bottom, frame.left + frame.width, frame.bottom + frame.height
        left, bottom, right, self._top = turned(*box, turn)
        self.content = PageContent(frame.number, right - left, self._top - bottom, left, bottom)
        self.content.images, self.content.drawn, self.content.turn = frame.images, frame.drawn, (frame.turn + turn) % 4
        across, upright, drawn = rules_of(self.grey, self.scale)
        self.content.horizontal = [(self._y(y), self._x(x0), self._x(x1)) for y, x0, x1 in across]
        self.content.vertical = [(self._x(x), self._y(y1), self._y(y0)) for x, y0, y1 in upright]
        self.grids = [
            grid for grid in find_grids(self.content.horizontal, self.content.vertical) if len(grid.xs) > TWO_COLUMNS
        ]
        ground = ground_of(self.grey)
        self.ground = cv2.resize(ground, self.grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
        self.clean = np.where(drawn > 0, self.ground, self.grey) if self.grids else self.grey

    def _x(self, x: float) -> float:
        return self.content.left + x / self.scale

    def _y(self, y: float) -> float:
        return self._top - y / self.scale
