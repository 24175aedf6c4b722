"""A page's picture with its rules: what is cut out of it to be read, and how its pixels become points."""

from __future__ import annotations

from collections.abc import Iterator

from hoscheck.extract.ocr.picture import INK, Picture, Pixels, ground_of
from hoscheck.extract.ocr.reading import Box, Line
from hoscheck.extract.ocr.ruling import rules_of
from hoscheck.extract.pdf.grid import find_grids
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run, turned

# A grid of one column is a frame, or shading behind rows.
COLUMNS = 2
# A box reaches a little over what it holds; a rule this near its side (points) does not part its text.
SIDE = 2.5
# Rules are this wide (points), with the grey at their sides.
RULE = 0.8
# Letters and ticks are between these heights (points); smaller marks are full stops, bullets and specks.
SMALLEST_MARK, LARGEST_MARK = 3.2, 30.0
# Marks this near one another (points) are read together.
MARKS_APART = 6.0
# More marks than this that no box holds are a drawing.
MOST_MARKS = 60


class Sheet:
    """A page's picture the right way up. `content` is the page in points, `clean` the picture without its rules."""

    def __init__(self, frame: PageContent, picture: Picture, turn: int) -> None:
        import cv2
        import numpy as np

        grey = np.ascontiguousarray(np.rot90(picture.grey, -turn))
        self._scale = picture.scale
        height, width = (side / picture.scale for side in picture.grey.shape)
        box = turned(frame.left, frame.bottom, frame.left + width, frame.bottom + height, turn)
        self.content = PageContent(frame.number, box[2] - box[0], box[3] - box[1], box[0], box[1])
        self.content.images, self.content.drawn, self.content.turn = frame.images, frame.drawn, (frame.turn + turn) % 4
        self._across, self._upright, self._drawn = rules_of(grey, self._scale)
        self.content.horizontal = [(self._y(y), self._x(x0), self._x(x1)) for y, x0, x1 in self._across]
        self.content.vertical = [(self._x(x), self._y(y1), self._y(y0)) for x, y0, y1 in self._upright]
        found = find_grids(self.content.horizontal, self.content.vertical)
        self.grids = [grid for grid in found if len(grid.xs) > COLUMNS]
        ground = ground_of(grey)
        self._ground = cv2.resize(ground, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
        self.clean = np.where(self._drawn > 0, self._ground, grey) if self.grids else grey
        self._inked = cv2.absdiff(self.clean, self._ground) > INK
        self._boxes: list[Box] = []

    def crop(self, box: Box) -> Pixels:
        """The part of the clean picture that a box holds."""
        left, top, right, bottom = box
        return self.clean[top:bottom, left:right]

    def cut(self, box: Box) -> Iterator[Box]:
        """The parts of a box of text that the rules of a grid leave, without those that hold no ink."""
        self._boxes.append(box)
        side, rule = SIDE * self._scale, round(RULE * self._scale)
        left, top, right, bottom = box
        middle = (left + right) / 2, (top + bottom) / 2
        ruled = any(grid.cell_at(self._x(middle[0]), self._y(middle[1])) for grid in self.grids)
        xs = [x for x, y0, y1 in self._upright if y0 <= middle[1] <= y1 and left + side < x < right - side]
        ys = [y for y, x0, x1 in self._across if x0 <= middle[0] <= x1 and top + side < y < bottom - side]
        for x0, x1 in _parts(left, right, xs if ruled else [], rule):
            for y0, y1 in _parts(top, bottom, ys if ruled else [], rule):
                if self._inked[y0:y1, x0:x1].any():
                    yield x0, y0, x1, y1

    def overlooked(self) -> Iterator[Box]:
        """Marks inside a grid's cells that no box of text holds: a lone tick, a single letter."""
        import cv2
        import numpy as np

        if not self.grids:
            return
        left = np.zeros(self._inked.shape, np.uint8)
        for grid in self.grids:
            x0, y0, x1, y1 = grid.box
            area = slice(self._row(y1), self._row(y0)), slice(self._column(x0), self._column(x1))
            left[area] = self._inked[area]
        left[cv2.dilate(self._drawn, np.ones((7, 7), np.uint8)) > 0] = 0
        for x0, y0, x1, y1 in self._boxes:
            left[y0:y1, x0:x1] = 0
        reach = round(MARKS_APART * self._scale)
        groups = cv2.dilate(left, np.ones((1, reach), np.uint8))
        _, labels, _, _ = cv2.connectedComponentsWithStats(groups)
        labels[left == 0] = 0
        marks = [box for label in range(1, int(labels.max(initial=0)) + 1) if (box := self._mark(labels == label))]
        yield from marks if len(marks) <= MOST_MARKS else ()
