"""PDFium through its C calls: pages as text runs with places, and the lines that are drawn on them.

One thread a process: PDFium is not thread-safe and then returns empty text without an error.
All coordinates leave this module in display space: as the page is looked at, x to the right, y upwards, in points.
"""

from __future__ import annotations

import atexit
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from ctypes import CFUNCTYPE, byref, c_char_p, c_float, c_int, c_size_t, c_ulong, c_ushort, c_void_p, cast, string_at
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import pi
from types import SimpleNamespace
from typing import Any

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.fields import fields
from hoscheck.extract.pdf.marks import drawn_marks
from hoscheck.extract.pdf.runs import Run, turned

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE_MODE = 3
_LINE, _BEZIER, _MOVE = 0, 1, 2
_PASSWORD_ERROR = 4
_GREY, _WHITE = 1, 0xFFFFFFFF
_SHOW_ANNOTATIONS, _IN_GREY = 0x01, 0x08

# PDFium reads on behind a hyphen at a line's end; it marks the hyphen with one of these.
_LINE_OF_TEXT = re.compile("[^\n\x02\ufffe]*[\x02\ufffe]|[^\n\x02\ufffe]+")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}

# A filled rectangle this thin is a rule, not a shaded area.
RULE_THICKNESS = 3.0
# Smaller boxes are bullets and check boxes.
BOX_AT_LEAST = 7.0
# A path with more segments is an illustration.
MOST_SEGMENTS = 400
# The page's own background covers this much of it.
BACKGROUND = 0.95
# Gaps between words, in heights of the text: below the first the pieces are one word, above the second they are two
# columns' (a justified line stretches its spaces to half a height and more).
LETTER_GAP = 0.08
# Slanted text comes from PDFium letter by letter, or in pieces of a few.
SHORT = 3
WORD_GAP = 0.9
# A tick or cross that is drawn: its size in points, and how many parts its path has at the most.
MARK_SIZE = (2.5, 24.0)
MARK_SEGMENTS = 8
MOST_STROKES = 2_000
MOST_OBJECTS = 60_000
MOST_FORM_DEPTH = 8


@dataclass(slots=True)
class PageContent:
    """A page: its runs in stream order and its ruling lines."""

    number: int
    width: float
    height: float
    left: float
    bottom: float
    runs: list[Run] = field(default_factory=list)
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)  # y, x0, x1
    vertical: list[tuple[float, float, float]] = field(default_factory=list)  # x, y0, y1
    images: int = 0
    drawn: int = 0  # paths and text objects
    characters: int = 0
    turn: int = 0  # clockwise quarter turns that were made to bring the text upright


@cache
def _calls() -> Any:
    """The C functions with plain pointer arguments: ctypes then converts nothing, which halves the time of a page."""
    import pypdfium2_raw as raw

    def bind(name: str, result: Any, *arguments: Any) -> Any:
        return CFUNCTYPE(result, *arguments)(cast(getattr(raw, name), c_void_p).value or 0)

    config = raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=None, m_pIsolate=None, m_v8EmbedderSlot=0)
    raw.FPDF_InitLibraryWithConfig(config)
    pointer = c_void_p
    calls = SimpleNamespace(
        load=bind("FPDF_LoadMemDocument64", pointer, c_char_p, c_size_t, c_char_p),
        last_error=bind("FPDF_GetLastError", c_ulong),
        close=bind("FPDF_CloseDocument", None, pointer),
        page_count=bind("FPDF_GetPageCount", c_int, pointer),
        load_page=bind("FPDF_LoadPage", pointer, pointer, c_int),
        close_page=bind("FPDF_ClosePage", None, pointer),
        bounding_box=bind("FPDF_GetPageBoundingBox", c_int, pointer, pointer),
        rotation=bind("FPDFPage_GetRotation", c_int, pointer),
        objects=bind("FPDFPage_CountObjects", c_int, pointer),
        object=bind("FPDFPage_GetObject", pointer, pointer, c_int),
        form_objects=bind("FPDFFormObj_CountObjects", c_int, pointer),
        form_object=bind("FPDFFormObj_GetObject", pointer, pointer, c_ulong),
        kind=bind("FPDFPageObj_GetType", c_int, pointer),
        bounds=bind("FPDFPageObj_GetBounds", c_int, pointer, pointer, pointer, pointer, pointer),
        matrix=bind("FPDFPageObj_GetMatrix", c_int, pointer, pointer),
        activate=bind("FPDFPageObj_SetIsActive", c_int, pointer, c_int),
        render_mode=bind("FPDFTextObj_GetTextRenderMode", c_int, pointer),
        draw_mode=bind("FPDFPath_GetDrawMode", c_int, pointer, pointer, pointer),
        segments=bind("FPDFPath_CountSegments", c_int, pointer),
        segment=bind("FPDFPath_GetPathSegment", pointer, pointer, c_int),
        segment_point=bind("FPDFPathSegment_GetPoint", c_int, pointer, pointer, pointer),
        segment_kind=bind("FPDFPathSegment_GetType", c_int, pointer),
        segment_close=bind("FPDFPathSegment_GetClose", c_int, pointer),
        load_text=bind("FPDFText_LoadPage", pointer, pointer),
        close_text=bind("FPDFText_ClosePage", None, pointer),
        characters=bind("FPDFText_CountChars", c_int, pointer),
        text=bind("FPDFText_GetText", c_int, pointer, c_int, c_int, pointer),
        unicode=bind("FPDFText_GetUnicode", c_ulong, pointer, c_int),
        box=bind("FPDFText_GetLooseCharBox", c_int, pointer, c_int, pointer),
        angle=bind("FPDFText_GetCharAngle", c_float, pointer, c_int),
        metadata=bind("FPDF_GetMetaText", c_ulong, pointer, c_char_p, pointer, c_ulong),
        page_width=bind("FPDF_GetPageWidthF", c_float, pointer),
        page_height=bind("FPDF_GetPageHeightF", c_float, pointer),
        bitmap=bind("FPDFBitmap_CreateEx", pointer, c_int, c_int, c_int, pointer, c_int),
        paint=bind("FPDFBitmap_FillRect", c_int, pointer, c_int, c_int, c_int, c_int, c_ulong),
        render=bind("FPDF_RenderPageBitmap", None, pointer, pointer, c_int, c_int, c_int, c_int, c_int, c_int),
        stride=bind("FPDFBitmap_GetStride", c_int, pointer),
        pixels=bind("FPDFBitmap_GetBuffer", pointer, pointer),
        destroy_bitmap=bind("FPDFBitmap_Destroy", None, pointer),
        form_type=bind("FPDF_GetFormType", c_int, pointer),
        open_form=bind("FPDFDOC_InitFormFillEnvironment", pointer, pointer, pointer),
        close_form=bind("FPDFDOC_ExitFormFillEnvironment", None, pointer),
        annotations=bind("FPDFPage_GetAnnotCount", c_int, pointer),
        annotation=bind("FPDFPage_GetAnnot", pointer, pointer, c_int),
        close_annotation=bind("FPDFPage_CloseAnnot", None, pointer),
        annotation_kind=bind("FPDFAnnot_GetSubtype", c_int, pointer),
        annotation_box=bind("FPDFAnnot_GetRect", c_int, pointer, pointer),
        field_kind=bind("FPDFAnnot_GetFormFieldType", c_int, pointer, pointer),
        field_value=bind("FPDFAnnot_GetFormFieldValue", c_ulong, pointer, pointer, pointer, c_ulong),
        annotation_text=bind("FPDFAnnot_GetStringValue", c_ulong, pointer, c_char_p, pointer, c_ulong),
        field_checked=bind("FPDFAnnot_IsChecked", c_int, pointer, pointer),
    )
    atexit.register(raw.FPDF_DestroyLibrary)
    return calls


class Pdf:
    """An open PDF. Use as a context manager; raises Unreadable where PDFium cannot open the bytes."""

    def __init__(self, data: bytes) -> None:
        calls = _calls()
        self._data = data  # PDFium reads from these bytes until the document is closed
        self._document = calls.load(data, len(data), None)
        if not self._document:
            if calls.last_error() == _PASSWORD_ERROR:
                message = "the PDF asks for a password to be opened; publish or give a copy without one"
                raise Unreadable("password", message, "open")
            raise Unreadable("damaged", "the PDF is damaged or cut off and cannot be opened; export it again", "open")
        self.pages: int = calls.page_count(self._document)
        self._form: Any = None
        if calls.form_type(self._document):
            import pypdfium2_raw as raw

            self._form_info = raw.FPDF_FORMFILLINFO(version=2)  # kept: the form refers to it until it is closed
            self._form = calls.open_form(self._document, byref(self._form_info))

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *exc: object) -> None:
        calls = _calls()
        if self._form:
            calls.close_form(self._form)
            self._form = None
        if self._document:
            calls.close(self._document)
            self._document = None

    def metadata(self, name: str) -> str:
        """A value of the document's information dictionary; "" where it has none."""
        calls, buffer = _calls(), array("H", bytes(2048))
        size = calls.metadata(self._document, name.encode(), buffer.buffer_info()[0], 2048)
        return buffer.tobytes()[: max(0, min(size, 2048) - 2)].decode("utf-16-le", errors="replace")

    def page(self, index: int, is_ruled: Callable[[PageContent], bool]) -> PageContent | None:
        """The content of a page (0-based index), or None where it cannot be loaded.

        `is_ruled` sees the page's lines and says whether they part its columns; where they do not, every word becomes
        a run of its own.
        """
        calls = _calls()
        page = calls.load_page(self._document, index)
        if not page:
            return None
        try:
            content = _read_page(calls, page, index + 1, is_ruled)
            if self._form:
                content.runs += fields(calls, self._form, page, content.turn)
            return content
        finally:
            calls.close_page(page)

    def render(self, index: int, dpi: float) -> tuple[int, int, int, bytes] | None:
        """A page (0-based index) as a grey picture the way it is looked at: (width, height, bytes a line, pixels), or
        None where it cannot be loaded or drawn."""
        calls = _calls()
        page = calls.load_page(self._document, index)
        if not page:
            return None
        bitmap = None
        try:
            width = max(1, round(calls.page_width(page) * dpi / 72))
            height = max(1, round(calls.page_height(page) * dpi / 72))
            bitmap = calls.bitmap(width, height, _GREY, None, 0)
            if not bitmap:
                return None
            calls.paint(bitmap, 0, 0, width, height, _WHITE)
            calls.render(bitmap, page, 0, 0, width, height, 0, _SHOW_ANNOTATIONS | _IN_GREY)
            stride = calls.stride(bitmap)
            return width, height, stride, string_at(calls.pixels(bitmap), stride * height)
        finally:
            if bitmap:
                calls.destroy_bitmap(bitmap)
            calls.close_page(page)


def _read_page(calls: Any, page: Any, number: int, is_ruled: Callable[[PageContent], bool]) -> PageContent:
    box = (c_float * 4)()
    calls.bounding_box(page, byref(box))
    left, top, right, bottom = box
    walk = _Objects(calls, right - left, top - bottom)
    walk.page(page)
    text_page = calls.load_text(page)
    try:
        count = max(0, calls.characters(text_page)) if text_page else 0
        text = _text(calls, text_page, count)
        turn = _quarter_turns(calls, text_page, text)
        content = _framed(number, left, bottom, right, top, turn)
        content.turn = turn
        content.images, content.drawn, content.characters = walk.images, walk.drawn, len(text.strip())
        _draw(content, walk.lines, turn)
        marks = [(*a, *b) if turn == 0 else _turned_stroke(a, b, turn) for a, b in walk.strokes[:MOST_STROKES]]
        boxes = _Boxes(calls, text_page, turn)
        if is_ruled(content):
            content.runs = list(_runs(boxes, text, sorted(content.vertical)))
        else:
            content.runs = [
                word for line in _LINE_OF_TEXT.finditer(text) for word in _words(boxes, text, *line.span(), ())
            ]
        content.runs += drawn_marks(marks)
    finally:
        if text_page:
            calls.close_text(text_page)
    return content


def _turned_stroke(a: tuple[float, float], b: tuple[float, float], turn: int) -> tuple[float, float, float, float]:
    return (*turned(*a, *a, turn)[:2], *turned(*b, *b, turn)[:2])


def _draw(content: PageContent, lines: Sequence[tuple[float, float, float, float]], turn: int) -> None:
    for line in lines:
        x0, y0, x1, y1 = turned(*line, turn)
        if y1 - y0 <= x1 - x0:
            content.horizontal.append(((y0 + y1) / 2, x0, x1))
        else:
            content.vertical.append(((x0 + x1) / 2, y0, y1))


def _framed(number: int, left: float, bottom: float, right: float, top: float, turn: int) -> PageContent:
    x0, y0, x1, y1 = turned(left, bottom, right, top, turn)
    return PageContent(number, x1 - x0, y1 - y0, x0, y0)


# ── text ─────────────────────────────────────────────────────────────────────────────────────────


def _text(calls: Any, text_page: Any, count: int) -> str:
    """The page's text, one character an index of PDFium's."""
    if not count:
        return ""
    buffer = (c_ushort * (count + 1))()
    written = calls.text(text_page, 0, count, byref(buffer))
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) != count:  # characters outside the basic plane, or dropped ones: ask for each
        text = "".join(_character(calls.unicode(text_page, at)) for at in range(count))
    return text


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else " "


def _quarter_turns(calls: Any, text_page: Any, text: str) -> int:
    """Clockwise quarter turns that make the page's text upright, whatever the page's own rotation says: pages are
    published sideways, and turned back by /Rotate or not. PDFium tells angles clockwise."""
    step = max(1, len(text) // 48)
    at = [index for index in range(0, len(text), step) if text[index].isalnum()]
    turns = [-round(calls.angle(text_page, index) / (pi / 2)) % 4 for index in at]
    most = max(set(turns), key=turns.count, default=0)
    return most if turns.count(most) * 3 >= len(turns) * 2 else 0


class _Boxes:
    """The box of a character, in display space: (x0, y0, x1, y1)."""

    def __init__(self, calls: Any, text_page: Any, turn: int) -> None:
        self._box, self._angle, self._page, self._turn = calls.box, calls.angle, text_page, turn
        self._buffer = (c_float * 4)()
        self._at = byref(self._buffer)

    def slanted(self, index: int) -> bool:
        """True for a character that is neither upright nor lying on its side."""
        quarter = self._angle(self._page, index) / (pi / 2)
        return bool(abs(quarter - round(quarter)) > 0.1)

    def __call__(self, index: int) -> tuple[float, float, float, float]:
        self._box(self._page, index, self._at)
        x0, y1, x1, y0 = self._buffer
        return (x0, y0, x1, y1) if self._turn == 0 else turned(x0, y0, x1, y1, self._turn)


def _runs(boxes: _Boxes, text: str, uprights: Sequence[tuple[float, float, float]]) -> Iterator[Run]:
    """Text split where PDFium breaks lines, where an upright rule stands between words, and, on pages without rules,
    where a gap is too wide for a word space."""
    for line in _LINE_OF_TEXT.finditer(text):
        yield from _line_runs(boxes, text, line.start(), line.end(), uprights)


def _line_runs(
    boxes: _Boxes, text: str, start: int, end: int, uprights: Sequence[tuple[float, float, float]]
) -> Iterator[Run]:
    while start < end and text[start] in " \r\t":
        start += 1
    while end > start and text[end - 1] in " \r\t":
        end -= 1
    if start >= end:
        return
    first, last = boxes(start), boxes(end - 1)
    middle, height = (first[1] + first[3]) / 2, max(first[3] - first[1], 0.1)
    if end - start <= SHORT and boxes.slanted(start):
        return  # a letter of a watermark
    level = abs((last[1] + last[3]) / 2 - middle) < 0.6 * height
    if level and last[2] >= first[0] - height and uprights and not _crossed(uprights, first[0], last[2], middle):
        x0, x1 = min(first[0], last[0]), max(first[2], last[2])
        yield Run(text[start:end].translate(_HYPHENS), x0, x1, middle, height)
        return
    yield from _gathered(_words(boxes, text, start, end, uprights), uprights)


def _crossed(uprights: Sequence[tuple[float, float, float]], x0: float, x1: float, y: float) -> int:
    """How many upright rules stand between two places on a line."""
    low, high = bisect_right(uprights, (x0 + 1,)), bisect_right(uprights, (x1 - 1,))
    return sum(y0 <= y <= y1 for _, y0, y1 in uprights[low:high]) if low < high else 0


def _words(
    boxes: _Boxes, text: str, start: int, end: int, uprights: Sequence[tuple[float, float, float]]
) -> Iterator[Run]:
    at = start
    for word in text[start:end].replace("\r", " ").replace("\t", " ").split(" "):
        if word.strip():
            first, last = boxes(at), boxes(at + len(word) - 1)
            y, height = (first[1] + first[3]) / 2, max(first[3] - first[1], 0.1)
            if _crossed(uprights, first[0], last[2], y):
                yield from _letters(boxes, word, at)
            else:
                yield Run(word.translate(_HYPHENS), first[0], max(first[2], last[2]), y, height)
        at += len(word) + 1


def _letters(boxes: _Boxes, word: str, at: int) -> Iterator[Run]:
    for offset, letter in enumerate(word):
        x0, y0, x1, y1 = boxes(at + offset)
        yield Run(letter.translate(_HYPHENS), x0, x1, (y0 + y1) / 2, max(y1 - y0, 0.1))


def _gathered(pieces: Iterator[Run], uprights: Sequence[tuple[float, float, float]]) -> Iterator[Run]:
    """Words of a line put together again as far as nothing stands between them."""
    held: Run | None = None
    for piece in pieces:
        if held is None:
            held = piece
            continue
        gap = piece.x0 - held.x1
        level = abs(piece.y - held.y) < 0.5 * held.height
        apart = gap > WORD_GAP * held.height or gap < -2 * held.height
        if level and not apart and not _crossed(uprights, held.x0, piece.x1, piece.y):
            space = "" if gap < LETTER_GAP * held.height else " "
            held = Run(held.text + space + piece.text, held.x0, max(held.x1, piece.x1), held.y, held.height)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


# ── drawn lines ──────────────────────────────────────────────────────────────────────────────────

_UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


class _Objects:
    """Walks a page's objects: collects ruling lines, counts images, switches invisible text off."""

    def __init__(self, calls: Any, width: float, height: float) -> None:
        self._calls = calls
        self._size = (width, height)
        self._floats = [c_float() for _ in range(4)]
        self._at = [byref(each) for each in self._floats]
        self._mode, self._stroke = c_int(), c_int()
        self._mode_at, self._stroke_at = byref(self._mode), byref(self._stroke)
        self._matrix = (c_float * 6)()
        self.lines: list[tuple[float, float, float, float]] = []
        self.strokes: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self.images = 0
        self.drawn = 0
        self._left = MOST_OBJECTS
        self._invisible: list[Any] = []
        self._visible = 0

    def page(self, page: Any) -> None:
        self._walk(page, self._calls.objects(page), self._calls.object, _UNIT, 0)
        if self._visible:  # where all text is invisible it is an OCR layer, and all there is to read
            for each in self._invisible:
                self._calls.activate(each, 0)

    def _walk(self, holder: Any, count: int, get: Any, matrix: Matrix, depth: int) -> None:
        kind_of = self._calls.kind
        for index in range(min(count, self._left)):
            item = get(holder, index)
            kind = kind_of(item)
            self._left -= 1
            if kind == _TEXT:
                self.drawn += 1
                if self._calls.render_mode(item) == _INVISIBLE_MODE:
                    self._invisible.append(item)
                else:
                    self._visible += 1
            elif kind == _PATH:
                self.drawn += 1
                self._path(item, matrix)
            elif kind == _IMAGE:
                self.images += 1
            elif kind == _FORM and depth < MOST_FORM_DEPTH and self._left > 0:
                inner = _product(self._matrix_of(item), matrix)
                self._walk(item, self._calls.form_objects(item), self._calls.form_object, inner, depth + 1)

    def _matrix_of(self, item: Any) -> Matrix:
        if not self._calls.matrix(item, byref(self._matrix)):
            return _UNIT
        a, b, c, d, e, f = self._matrix
        return a, b, c, d, e, f

    def _path(self, item: Any, matrix: Matrix) -> None:
        calls = self._calls
        if not calls.draw_mode(item, self._mode_at, self._stroke_at) or not (self._mode.value or self._stroke.value):
            return  # a clipping path is not drawn
        segments = calls.segments(item)
        if segments in (2, 4, 5):
            if calls.bounds(item, *self._at):
                x0, y0, x1, y1 = (each.value for each in self._floats)
                self._box(*_mapped(x0, y0, x1, y1, matrix), straight=segments == 2)
        elif 2 < segments <= MOST_SEGMENTS:
            self._outline(item, segments, _product(self._matrix_of(item), matrix))
        if 2 <= segments <= MARK_SEGMENTS and calls.bounds(item, *self._at):
            x0, y0, x1, y1 = (each.value for each in self._floats)
            self._mark(item, segments, _mapped(x0, y0, x1, y1, matrix), matrix)

    def _box(self, x0: float, y0: float, x1: float, y1: float, straight: bool) -> None:
        width, height = x1 - x0, y1 - y0
        if height <= RULE_THICKNESS or width <= RULE_THICKNESS:
            if max(width, height) > BOX_AT_LEAST:
                self.lines.append((x0, y0, x1, y1))
        elif straight or (width < BOX_AT_LEAST and height < BOX_AT_LEAST):
            return
        elif width < BACKGROUND * self._size[0] or height < BACKGROUND * self._size[1]:
            self.lines += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]

    def _mark(self, item: Any, segments: int, box: tuple[float, float, float, float], matrix: Matrix) -> None:
        """A small path of slanted strokes: a tick's two, or one of the two that cross."""
        x0, y0, x1, y1 = box
        if not (MARK_SIZE[0] <= x1 - x0 <= MARK_SIZE[1] and MARK_SIZE[0] <= y1 - y0 <= MARK_SIZE[1]):
            return
        calls, x, y = self._calls, c_float(), c_float()
        matrix = _product(self._matrix_of(item), matrix)
        points: list[tuple[int, tuple[float, float]]] = []
        for index in range(segments):
            segment = calls.segment(item, index)
            calls.segment_point(segment, byref(x), byref(y))
            points.append((calls.segment_kind(segment), _point(x.value, y.value, matrix)))
        strokes = [(a, b) for (_, a), (kind, b) in pairwise(points) if kind == _LINE]
        if strokes and all(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in strokes):
            self.strokes += strokes

    def _outline(self, item: Any, segments: int, matrix: Matrix) -> None:
        """The straight sides of a path of many segments (a whole grid is often drawn as one path)."""
        calls, points, starts = self._calls, [], []
        start = (0.0, 0.0)
        x, y = c_float(), c_float()
        for index in range(segments):
            segment = calls.segment(item, index)
            kind = calls.segment_kind(segment)
            calls.segment_point(segment, byref(x), byref(y))
            point = _point(x.value, y.value, matrix)
            if kind == _MOVE:
                start = point
            points.append((kind, point))
            starts.append((start, bool(calls.segment_close(segment))))
        for (kind, point), (start, closes), (_, before) in zip(points, starts, [points[0], *points], strict=False):
            if kind == _LINE:
                self._side(before, point)
            if closes:
                self._side(point, start)

    def _side(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        if min(x1 - x0, y1 - y0) <= 1.0 and max(x1 - x0, y1 - y0) > BOX_AT_LEAST:
            self.lines.append((x0, y0, x1, y1))


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _UNIT:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _mapped(x0: float, y0: float, x1: float, y1: float, matrix: Matrix) -> tuple[float, float, float, float]:
    if matrix == _UNIT:
        return x0, y0, x1, y1
    corners = [_point(x, y, matrix) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
