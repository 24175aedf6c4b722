"""What is drawn on a page beside its text: ruling lines, small strokes that may be ticks, pictures. Switches text off
that is not to be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from itertools import pairwise, repeat
from math import hypot
from typing import Any

from hoscheck.extract.pdf.order import Order
from hoscheck.extract.pdf.ready import pointer

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Stroke = tuple[Point, Point]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1

_PATH, _IMAGE, _FORM = 2, 3, 5
_INVISIBLE_MODE, _NO_TEXT = 3, -1  # how a piece of text is drawn; what else is drawn has no such mode
_LINE, _MOVE = 0, 2
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# A filled rectangle this thin is a rule, not a shaded area.
RULE_THICKNESS = 3.0
# Smaller boxes are bullets and check boxes; a side this far off the level is slanted.
BOX_AT_LEAST = 7.0
LEVEL = 1.0
# A path with more segments is an illustration.
MOST_SEGMENTS = 400
# The page's own background covers this much of it.
BACKGROUND = 0.95
# A tick or cross that is drawn: its size in points, and how many parts its path has at the most.
MARK_SIZE = (2.5, 24.0)
MARK_SEGMENTS = 14
TICK_SIDES, CROSS_SIDES = 6, 12
# Dots and dashes that are drawn one by one: so many in a row, the gaps no wider (points), are a rule.
FEWEST_DASHES = 5
DASH_GAP = 6.0
MOST_DASHES = 20_000
MOST_OBJECTS = 60_000
MOST_FORM_DEPTH = 8
# Where a page's stream tells what is text, so many pieces of it are looked at, and those beside what is none.
SAMPLE = 32
# Pictures over so much of a page are the page: a scan, perhaps with its margins cut off.
PICTURED = 0.55


# Room for what PDFium tells of one object at a time, and where each number is put: made once, not once a page.
_BOUNDS, _MATRIX = (c_float * 4)(), (c_float * 6)()
_BOUNDS_AT, _MATRIX_AT = [byref(_BOUNDS, 4 * each) for each in range(4)], byref(_MATRIX)
_FILL, _STROKE, _X, _Y = c_int(), c_int(), c_float(), c_float()
_FILL_AT, _STROKE_AT, _X_AT, _Y_AT = byref(_FILL), byref(_STROKE), byref(_X), byref(_Y)


class Objects:
    """Walks a page's objects: collects ruling lines, counts images, switches invisible text off."""

    def __init__(self, calls: Any, width: float, height: float) -> None:
        self._calls = calls
        self._size = (width, height)
        self.lines: list[Box] = []
        self.strokes: list[tuple[Point, Point]] = []
        self.images = 0
        self.covered = 0.0  # the share of the page that images take up, added together
        self.layer = False  # the text is the invisible one that a scanner's recognition wrote over the picture
        self.drawn = 0
        self._dashes: list[Box] = []
        self._left = MOST_OBJECTS
        self._invisible: list[Any] = []
        self._visible = 0

    def page(self, page: Any, order: Order | None = None) -> None:
        """Walk over an open page. `order` is where what is no text stands among its objects, as its stream says."""
        holder, count = pointer(page), self._calls.objects(page)
        others = self._by_order(holder, count, order) if order else None
        if others is None:
            self._walk(holder, count, self._calls.object, _UNIT, 0)
        else:
            self._left -= count
            self._look_at(others, _UNIT, 0)
        self.lines += dashed(self._dashes[:MOST_DASHES])
        # where all text is invisible it is an OCR layer, and all there is to read; over a picture of the whole page it
        # stays one when a page number is stamped on it
        over = self.covered >= PICTURED and len(self._invisible) > self._visible
        self.layer = bool(self._invisible) and (over or not self._visible)
        if not self.layer:
            for each in self._invisible:
                self._calls.activate(each, 0)

    def _walk(self, holder: Any, count: int, get: Any, matrix: Matrix, depth: int) -> None:
        calls = self._calls
        count = max(0, min(count, self._left))
        self._left -= count
        items = list(map(pointer, map(get, repeat(holder), range(count))))  # loops that run in C
        modes = list(map(calls.render_mode, items))
        if _INVISIBLE_MODE in modes:
            self._invisible += [item for item, mode in zip(items, modes, strict=True) if mode == _INVISIBLE_MODE]
        others = [item for item, mode in zip(items, modes, strict=True) if mode == _NO_TEXT]
        self.drawn += count - len(others)
        self._visible += count - len(others) - modes.count(_INVISIBLE_MODE)
        self._look_at(others, matrix, depth)

    def _by_order(self, holder: Any, count: int, order: Order) -> Sequence[Any] | None:
        """What is no text on a page, if it stands just where it is said to; None where the page must be walked."""
        if order.objects != count or count > self._left:
            return None
        texts = {at + step for at in order.others for step in (-1, 1)}
        texts.update(range(0, count, count // SAMPLE + 1))
        texts.difference_update(order.others, (-1, count))
        others = self._items(holder, order.others)
        if any(self._calls.render_mode(item) != _NO_TEXT for item in others):
            return None
        if any(self._calls.render_mode(item) in (_NO_TEXT, _INVISIBLE_MODE) for item in self._items(holder, [*texts])):
            return None
        self.drawn += count - len(others)
        self._visible += count - len(others)
        return others

    def _items(self, holder: Any, places: Sequence[int]) -> list[Any]:
        return list(map(pointer, map(self._calls.object, repeat(holder), places)))

    def _look_at(self, others: Sequence[Any], matrix: Matrix, depth: int) -> None:
        calls = self._calls
        for item in others:
            kind = calls.kind(item)
            if kind == _PATH:
                self.drawn += 1
                self._path(item, matrix)
            elif kind == _IMAGE:
                self.images += 1
                self.covered += self._share(item, matrix)
            elif kind == _FORM and depth < MOST_FORM_DEPTH and self._left > 0:
                inner = _product(self._matrix_of(item), matrix)
                self._walk(item, calls.form_objects(item), calls.form_object, inner, depth + 1)

    def _share(self, item: Any, matrix: Matrix) -> float:
        """The share of the page that an image takes up."""
        if not self._calls.bounds(item, *_BOUNDS_AT):
            return 0.0
        left, bottom, right, top = _BOUNDS
        x0, y0, x1, y1 = _mapped(left, bottom, right, top, matrix)
        return (x1 - x0) * (y1 - y0) / max(self._size[0] * self._size[1], 1.0)

    def _matrix_of(self, item: Any) -> Matrix:
        if not self._calls.matrix(item, _MATRIX_AT):
            return _UNIT
        a, b, c, d, e, f = _MATRIX
        return a, b, c, d, e, f

    def _path(self, item: Any, matrix: Matrix) -> None:
        calls = self._calls
        if not calls.draw_mode(item, _FILL_AT, _STROKE_AT) or not (_FILL.value or _STROKE.value):
            return  # a clipping path is not drawn
        segments = calls.segments(item)
        if segments < 2 or not calls.bounds(item, *_BOUNDS_AT):
            return
        x0, y0, x1, y1 = _BOUNDS
        if matrix is not _UNIT:
            x0, y0, x1, y1 = _mapped(x0, y0, x1, y1, matrix)
        width, height = x1 - x0, y1 - y0
        if width <= RULE_THICKNESS or height <= RULE_THICKNESS:
            self._thin(item, segments, (x0, y0, x1, y1), matrix)
        elif (width >= BOX_AT_LEAST or height >= BOX_AT_LEAST) and 2 < segments <= MOST_SEGMENTS:
            self._outline(item, segments, (x0, y0, x1, y1), matrix)
        small, large = MARK_SIZE
        if segments <= MARK_SEGMENTS and small <= width <= large and small <= height <= large:
            self._mark(item, segments, matrix)

    def _thin(self, item: Any, segments: int, box: Box, matrix: Matrix) -> None:
        """A rule, a dash of one, or a row of dots in one path."""
        longest = max(box[2] - box[0], box[3] - box[1])
        if longest <= BOX_AT_LEAST:
            if longest > 0:
                self._dashes.append(box)
        elif segments <= 5 or segments > MOST_SEGMENTS:
            self.lines.append(box)
        else:
            self._outline(item, segments, box, matrix)

    def _mark(self, item: Any, segments: int, matrix: Matrix) -> None:
        """A small path of slanted strokes: a tick's two, one of the two that cross, or the outline of either."""
        points = self._points(item, segments, matrix)
        strokes = [(a, b) for (_, a, _), (kind, b, _) in pairwise(points) if kind == _LINE]
        if points[-1][2] and len(strokes) + 1 == len(points):
            strokes += [(points[-1][1], points[0][1])] if not _near(points[-1][1], points[0][1]) else []
            strokes = _axes(strokes)
        if strokes and all(abs(a[0] - b[0]) > LEVEL and abs(a[1] - b[1]) > LEVEL for a, b in strokes):
            self.strokes += strokes

    def _outline(self, item: Any, segments: int, box: Box, matrix: Matrix) -> None:
        """The straight sides of a path: a box's four, or those of many boxes and lines (a whole grid is often drawn as
        one path). A box as large as the page is its background."""
        points = self._points(item, segments, matrix)
        steps = [(kind, _is_level(a, b)) for (_, a, _), (kind, b, _) in pairwise(points)]
        if segments <= 5 and not all(kind == _MOVE or (kind == _LINE and level) for kind, level in steps):
            return  # a curve, a triangle, a slanted band
        if segments <= 5 and all(kind == _LINE for kind, _ in steps):
            x0, y0, x1, y1 = box
            if x1 - x0 < BACKGROUND * self._size[0] or y1 - y0 < BACKGROUND * self._size[1]:
                self.lines += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
            return
        start = before = points[0][1]
        for kind, point, closes in points:
            if kind == _MOVE:
                start = point
            elif kind == _LINE:
                self._side(before, point)
            if closes:
                self._side(point, start)
            before = point

    def _points(self, item: Any, segments: int, matrix: Matrix) -> list[tuple[int, Point, bool]]:
        """A path's parts: what kind each is, where it ends, and whether it closes the path."""
        calls, x, y = self._calls, _X, _Y
        matrix = _product(self._matrix_of(item), matrix)
        points = []
        for segment in map(pointer, map(calls.segment, repeat(item), range(segments))):
            calls.segment_point(segment, _X_AT, _Y_AT)
            point = _point(x.value, y.value, matrix)
            points.append((calls.segment_kind(segment), point, bool(calls.segment_close(segment))))
        return points

    def _side(self, a: Point, b: Point) -> None:
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        if not _is_level(a, b):
            return
        if max(x1 - x0, y1 - y0) > BOX_AT_LEAST:
            self.lines.append((x0, y0, x1, y1))
        elif max(x1 - x0, y1 - y0) > 0:
            self._dashes.append((x0, y0, x1, y1))


def _is_level(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= LEVEL or abs(a[1] - b[1]) <= LEVEL


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < LEVEL / 4 and abs(a[1] - b[1]) < LEVEL / 4


def _axes(sides: list[Stroke]) -> list[Stroke]:
    """What a closed outline is the outline of: a tick has six sides, a cross twelve; others are themselves."""
    lengths = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in sides]
    if len(sides) == TICK_SIDES:  # without the two ends of its arms
        return [side for side, length in zip(sides, lengths, strict=True) if length > max(lengths) / 4]
    if len(sides) == CROSS_SIDES and all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) > LEVEL / 4 for a, b in sides):
        xs, ys = [a[0] for a, _ in sides], [a[1] for a, _ in sides]
        return [((min(xs), min(ys)), (max(xs), max(ys))), ((min(xs), max(ys)), (max(xs), min(ys)))]
    return sides


def dashed(dashes: Sequence[Box]) -> list[Box]:
    """The rules that dots and dashes make which stand in a row."""
    if len(dashes) < FEWEST_DASHES:
        return []
    rows: dict[tuple[bool, int], list[tuple[float, float, float]]] = defaultdict(list)  # → from, to, position
    for x0, y0, x1, y1 in dashes:
        width, height = x1 - x0, y1 - y0
        if width >= height:
            rows[False, round((y0 + y1) / 2)].append((x0, x1, (y0 + y1) / 2))
        if height >= width:  # a dot may belong to a row across or up
            rows[True, round((x0 + x1) / 2)].append((y0, y1, (x0 + x1) / 2))
    found: list[Box] = []
    for (upright, _), parts in rows.items():
        for start, end, at in _in_a_row(sorted(parts)):
            found.append((at, start, at, end) if upright else (start, at, end, at))
    return found


def _in_a_row(parts: Sequence[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    first, reach, count = 0, parts[0][1], 1
    for at in range(1, len(parts) + 1):
        if at < len(parts) and parts[at][0] - reach <= DASH_GAP:
            reach, count = max(reach, parts[at][1]), count + 1
            continue
        length = reach - parts[first][0]
        if count >= FEWEST_DASHES and length > 2 * BOX_AT_LEAST:
            yield parts[first][0], reach, parts[first][2]
        if at < len(parts):
            first, reach, count = at, parts[at][1], 1


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _UNIT:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _mapped(x0: float, y0: float, x1: float, y1: float, matrix: Matrix) -> Box:
    corners = [_point(x, y, matrix) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
