"""A page's picture with its rules: what is cut out of it to be read, and how its pixels become points."""

from __future__ import annotations

from collections.abc import Iterator

from hoscheck.extract.ocr.marks import DASH_HEIGHT, DASH_WIDTH, FLAT
from hoscheck.extract.ocr.picture import DARK, INK, Picture, Pixels, ground_of
from hoscheck.extract.ocr.reading import Box, Line
from hoscheck.extract.ocr.ruling import rules_of
from hoscheck.extract.pdf.grid import Grid, find_grids
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run, turned

# A grid of one column is a frame, or shading behind rows.
COLUMNS = 2
# A box reaches a little over what it holds; a rule this near its side (points) does not part its text.
SIDE = 2.5
# So few dark pixels are specks.
LEAST_INK = 8
# Rules are this wide (points), with the grey at their sides.
RULE = 0.8
# Letters and ticks are between these heights (points); smaller marks are full stops, bullets and specks.
SMALLEST_MARK, LARGEST_MARK = 3.2, 30.0
# Marks this near one another (points) are read together.
MARKS_APART = 6.0
# So many points around a mark there is nothing else.
AROUND = 3.0
# More marks than this that no box holds are a drawing.
MOST_MARKS = 60
# Less ink than this share of the paper, without what lies within this share of its sides, is specks and edges.
BARE, EDGE = 0.0003, 0.06


class Sheet:
    """A page's picture the right way up. `content` is the page in points, `clean` the picture without its rules."""

    def __init__(self, frame: PageContent, picture: Picture, turn: int) -> None:
        import cv2
        import numpy as np

        grey = np.ascontiguousarray(np.rot90(picture.grey, -turn))
        self.scale = picture.scale
        height, width = (side / picture.scale for side in picture.grey.shape)
        box = turned(frame.left, frame.bottom, frame.left + width, frame.bottom + height, turn)
        self.content = PageContent(frame.number, box[2] - box[0], box[3] - box[1], box[0], box[1])
        self.content.images, self.content.drawn, self.content.turn = frame.images, frame.drawn, (frame.turn + turn) % 4
        self._across, self._upright, self._drawn = rules_of(grey, self.scale)
        self.content.horizontal = [(self._y(y), self._x(x0), self._x(x1)) for y, x0, x1 in self._across]
        self.content.vertical = [(self._x(x), self._y(y1), self._y(y0)) for x, y0, y1 in self._upright]
        found = find_grids(self.content.horizontal, self.content.vertical)
        self.grids = [grid for grid in found if len(grid.xs) > COLUMNS]
        ground = ground_of(grey)
        self._ground = cv2.resize(ground, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
        self.clean = np.where(self._drawn > 0, self._ground, grey) if self.grids else grey
        self._inked = cv2.absdiff(self.clean, self._ground) > INK
        self._boxes: list[Box] = []

    def is_bare(self) -> bool:
        """True for blank paper."""
        import cv2
        import numpy as np

        inner = np.ascontiguousarray(self._inked[self._inside()], np.uint8)
        return float(cv2.medianBlur(inner, 5).mean()) < BARE

    def crop(self, box: Box) -> Pixels:
        """The part of the clean picture that a box holds."""
        left, top, right, bottom = box
        return self.clean[top:bottom, left:right]

    def grown(self, box: Box) -> Box:
        """A box with a little more on every side: the box of a lone mark cuts its ends off."""
        left, top, right, bottom = box
        more, (height, width) = round(AROUND * self.scale), self.clean.shape
        return max(0, left - more), max(0, top - more), min(width, right + more), min(height, bottom + more)

    def cut(self, box: Box) -> Iterator[Box]:
        """The parts of a box of text that the rules of a grid leave, without those that hold no ink."""
        self._boxes.append(box)
        side, rule = SIDE * self.scale, round(RULE * self.scale)
        left, top, right, bottom = box
        middle = (left + right) / 2, (top + bottom) / 2
        ruled = any(grid.cell_at(self._x(middle[0]), self._y(middle[1])) for grid in self.grids)
        xs = [x for x, y0, y1 in self._upright if y0 <= middle[1] <= y1 and left + side < x < right - side]
        ys = [y for y, x0, x1 in self._across if x0 <= middle[0] <= x1 and top + side < y < bottom - side]
        for x0, x1 in _parts(left, right, xs if ruled else [], rule):
            for y0, y1 in _parts(top, bottom, ys if ruled else [], rule):
                if self._inked[y0:y1, x0:x1].sum() >= LEAST_INK:
                    yield x0, y0, x1, y1

    def overlooked(self) -> Iterator[Box]:
        """Marks that no box of text holds, a lone tick, a single letter, a dash: inside a grid's cells, or level with
        text where there is no grid."""
        import cv2
        import numpy as np

        left = np.zeros(self._inked.shape, np.uint8)
        for area in map(self._area, self.grids) if self.grids else [self._inside()]:
            left[area] = self._inked[area]
        left[self._ground < DARK * np.percentile(self._ground, 90)] = 0
        near = round(SIDE * self.scale / 2)
        for y, start, end in self._across:
            left[max(0, round(y) - near) : round(y) + near + 1, max(0, round(start) - near) : round(end) + near] = 0
        for x, start, end in self._upright:
            left[max(0, round(start) - near) : round(end) + near, max(0, round(x) - near) : round(x) + near + 1] = 0
        for x0, y0, x1, y1 in self._boxes:
            left[y0:y1, x0:x1] = 0
        reach = round(MARKS_APART * self.scale)
        joined = cv2.dilate(cv2.medianBlur(left, 3), np.ones((1, 2 * reach + 1), np.uint8))
        _, _, parts, _ = cv2.connectedComponentsWithStats(joined)
        marks = [(x + reach, y, width - 2 * reach, height) for x, y, width, height, _ in parts[1:].tolist()]
        marks = [mark for mark in marks if self._is_mark(*mark[2:]) and not self._touches_text(*mark)]
        if not self.grids:
            marks = [mark for mark in marks if self._is_level_with_text(mark[1] + mark[3] / 2)]
        for x, y, width, height in marks if len(marks) <= MOST_MARKS else ():
            yield self.grown((x, y, x + width, y + height))

    def _area(self, grid: Grid) -> tuple[slice, slice]:
        x0, y0, x1, y1 = grid.box
        return slice(self._row(y1), self._row(y0)), slice(self._column(x0), self._column(x1))

    def _inside(self) -> tuple[slice, slice]:
        """The paper without its edges."""
        height, width = self._inked.shape
        return slice(round(EDGE * height), round(-EDGE * height)), slice(round(EDGE * width), round(-EDGE * width))

    def _is_level_with_text(self, y: float) -> bool:
        return any(top <= y <= bottom for _, top, _, bottom in self._boxes)

    def _is_mark(self, width: float, height: float) -> bool:
        """True for the size of a letter, a tick or a dash."""
        width, height = width / self.scale, height / self.scale
        is_dash = height <= DASH_HEIGHT and DASH_WIDTH[0] <= width <= DASH_WIDTH[1] and width >= FLAT * height
        return is_dash or SMALLEST_MARK <= height <= LARGEST_MARK

    def _touches_text(self, x: int, y: int, width: int, height: int) -> bool:
        """True for what is left of text, or of a rule, beside a box of text."""
        return any(x < x1 and x0 < x + width and y < y1 and y0 < y + height for x0, y0, x1, y1 in self._boxes)

    def runs(self, box: Box, line: Line) -> list[Run]:
        """What was read in a box: one run inside a grid, a run a word elsewhere."""
        left, top, _, bottom = box
        if not line.words:
            return []
        y, height = self._y((top + bottom) / 2), (bottom - top) / self.scale
        ends = [(self._x(left + word.x0), self._x(left + word.x1)) for word in line.words]
        if self.grids:
            return [Run(line.text, ends[0][0], ends[-1][1], y, height)]
        return [Run(word.text, x0, x1, y, height) for word, (x0, x1) in zip(line.words, ends, strict=True)]

    def _x(self, column: float) -> float:
        return self.content.left + column / self.scale

    def _y(self, row: float) -> float:
        return self.content.bottom + self.content.height - row / self.scale

    def _column(self, x: float) -> int:
        return max(0, round((x - self.content.left) * self.scale))

    def _row(self, y: float) -> int:
        return max(0, round((self.content.bottom + self.content.height - y) * self.scale))


def _parts(start: int, end: int, cuts: list[float], rule: int) -> Iterator[tuple[int, int]]:
    """What cuts of a rule's width leave of a stretch."""
    for cut in sorted(cuts):
        if cut - rule > start:
            yield start, int(cut) - rule
        start = max(start, int(cut) + rule + 1)
    if start < end:
        yield start, end
