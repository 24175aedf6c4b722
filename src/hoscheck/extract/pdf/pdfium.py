"""PDFium through its C calls: pages as text runs with places, and the lines that are drawn on them.

One thread a process: PDFium is not thread-safe and then returns empty text without an error.
All coordinates leave this module in display space: as the page is looked at, x to the right, y upwards, in points.
"""

from __future__ import annotations

import atexit
from array import array
from collections.abc import Callable, Sequence
from ctypes import CFUNCTYPE, PYFUNCTYPE, byref, c_char_p, c_float, c_int, c_size_t, c_ulong, c_void_p, cast, string_at
from dataclasses import dataclass, field
from functools import cache
from math import inf
from types import SimpleNamespace
from typing import Any, NamedTuple

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.drawing import Objects
from hoscheck.extract.pdf.fields import fields
from hoscheck.extract.pdf.lettering import Lettering
from hoscheck.extract.pdf.links import Link, links
from hoscheck.extract.pdf.marks import drawn_marks
from hoscheck.extract.pdf.order import Order
from hoscheck.extract.pdf.runs import Run, are_on_paper, turned
from hoscheck.extract.pdf.tags import Tags, read_tags

_PASSWORD_ERROR = 4
_GREY, _WHITE = 1, 0xFFFFFFFF
_SHOW_ANNOTATIONS, _IN_GREY = 0x01, 0x08

MOST_STROKES = 2_000


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
    covered: float = 0.0  # the share of the page that its images take up, added together
    layer: bool = False  # its text is the invisible one that a scanner's recognition wrote over the picture
    links: list[Link] = field(default_factory=list)
    on_paper: bool = False  # all of its runs are known to be
    tags: Tags | None = None  # the structure tree, where there is one and nothing is ruled


Asked = Callable[[PageContent], bool]


@cache
def _calls() -> Any:
    """The C functions with plain pointer arguments: ctypes then converts nothing, which halves the time of a page.
    Those that are called for every letter or object are `brief`: they take arguments that are `ready`."""
    import pypdfium2_raw as raw

    def bind(name: str, result: Any, *arguments: Any) -> Any:
        return CFUNCTYPE(result, *arguments)(cast(getattr(raw, name), c_void_p).value or 0)

    def brief(name: str, result: Any) -> Any:  # no other thread gets its turn while it runs, which would cost as much
        return PYFUNCTYPE(result)(cast(getattr(raw, name), c_void_p).value or 0)

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
        object=brief("FPDFPage_GetObject", pointer),
        form_objects=brief("FPDFFormObj_CountObjects", c_int),
        form_object=brief("FPDFFormObj_GetObject", pointer),
        kind=brief("FPDFPageObj_GetType", c_int),
        bounds=brief("FPDFPageObj_GetBounds", c_int),
        matrix=brief("FPDFPageObj_GetMatrix", c_int),
        activate=bind("FPDFPageObj_SetIsActive", c_int, pointer, c_int),
        render_mode=brief("FPDFTextObj_GetTextRenderMode", c_int),
        draw_mode=brief("FPDFPath_GetDrawMode", c_int),
        segments=brief("FPDFPath_CountSegments", c_int),
        segment=brief("FPDFPath_GetPathSegment", pointer),
        segment_point=brief("FPDFPathSegment_GetPoint", c_int),
        segment_kind=brief("FPDFPathSegment_GetType", c_int),
        segment_close=brief("FPDFPathSegment_GetClose", c_int),
        load_text=bind("FPDFText_LoadPage", pointer, pointer),
        close_text=bind("FPDFText_ClosePage", None, pointer),
        characters=bind("FPDFText_CountChars", c_int, pointer),
        text=bind("FPDFText_GetText", c_int, pointer, c_int, c_int, pointer),
        unicode=bind("FPDFText_GetUnicode", c_ulong, pointer, c_int),
        box=brief("FPDFText_GetLooseCharBox", c_int),
        angle=brief("FPDFText_GetCharAngle", c_float),
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
        is_tagged=bind("FPDFCatalog_IsTagged", c_int, pointer),
        text_object=brief("FPDFText_GetTextObject", pointer),
        object_mark=brief("FPDFPageObj_GetMarkedContentID", c_int),
        tree=bind("FPDF_StructTree_GetForPage", pointer, pointer),
        close_tree=bind("FPDF_StructTree_Close", None, pointer),
        tree_children=brief("FPDF_StructTree_CountChildren", c_int),
        tree_child=brief("FPDF_StructTree_GetChildAtIndex", pointer),
        element_kind=brief("FPDF_StructElement_GetType", c_ulong),
        element_children=brief("FPDF_StructElement_CountChildren", c_int),
        element_child=brief("FPDF_StructElement_GetChildAtIndex", pointer),
        element_mark=brief("FPDF_StructElement_GetChildMarkedContentID", c_int),
        attributes=brief("FPDF_StructElement_GetAttributeCount", c_int),
        attribute=brief("FPDF_StructElement_GetAttributeAtIndex", pointer),
        attribute_value=brief("FPDF_StructElement_Attr_GetValue", pointer),
        attribute_number=brief("FPDF_StructElement_Attr_GetNumberValue", c_int),
        next_link=bind("FPDFLink_Enumerate", c_int, pointer, pointer, pointer),
        link_box=bind("FPDFLink_GetAnnotRect", c_int, pointer, pointer),
        link_action=bind("FPDFLink_GetAction", pointer, pointer),
        action_kind=bind("FPDFAction_GetType", c_ulong, pointer),
        action_address=bind("FPDFAction_GetURIPath", c_ulong, pointer, pointer, pointer, c_ulong),
        field_checked=bind("FPDFAnnot_IsChecked", c_int, pointer, pointer),
    )
    atexit.register(raw.FPDF_DestroyLibrary)
    return calls


class Pdf:
    """An open PDF. Use as a context manager; raises Unreadable where PDFium cannot open the bytes."""

    def __init__(self, data: bytes, orders: Sequence[Order | None] = ()) -> None:
        """`orders` is what the file's streams say of its pages (`order.py`), where that was asked."""
        calls = _calls()
        self._data = data  # PDFium reads from these bytes until the document is closed
        self._document = calls.load(data, len(data), None)
        if not self._document:
            if calls.last_error() == _PASSWORD_ERROR:
                message = "the PDF asks for a password to be opened; publish or give a copy without one"
                raise Unreadable("password", message, "open")
            raise Unreadable("damaged", "the PDF is damaged or cut off and cannot be opened; export it again", "open")
        self.pages: int = calls.page_count(self._document)
        self._orders = orders if len(orders) == self.pages else ()
        self._tagged = bool(calls.is_tagged(self._document))
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

    def page(
        self, index: int, is_ruled: Asked, has_more: Asked = lambda _: False, *, by_word: bool = False
    ) -> PageContent | None:
        """The content of a page (0-based index), or None where it cannot be loaded.

        `is_ruled` sees the page's lines and says whether they part its columns; where they do not, the runs
        end at every gap that may part two. So they do where `has_more`, which sees the runs as well, says that there
        are rows beside what is ruled. `by_word`: they end at every gap, for who asks where each word stands.
        """
        calls = _calls()
        page = calls.load_page(self._document, index)
        if not page:
            return None
        try:
            asked = _Asks(is_ruled, has_more, by_word)
            order = self._orders[index] if self._orders else None
            content = _read_page(calls, self._document, page, index + 1, asked, self._tagged, order)
            if self._form:
                content.runs += fields(calls, self._form, page, content.turn)
            content.on_paper = are_on_paper(content.runs)  # now, while they are at hand: closing a page takes its time
            return content
        finally:
            calls.close_page(page)

    def size(self, index: int) -> tuple[float, float] | None:
        """The width and height in points of a page (0-based index) as it is looked at; None where it cannot be
        loaded."""
        calls = _calls()
        page = calls.load_page(self._document, index)
        if not page:
            return None
        try:
            return calls.page_width(page), calls.page_height(page)
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


class _Asks(NamedTuple):
    """What decides where the runs of a page end (see `Pdf.page`)."""

    is_ruled: Asked
    has_more: Asked
    by_word: bool


_EVERYWHERE = (-inf, inf)


def _read_page(
    calls: Any, document: Any, page: Any, number: int, asks: _Asks, tagged: bool, order: Order | None
) -> PageContent:
    box = (c_float * 4)()
    calls.bounding_box(page, byref(box))
    left, top, right, bottom = box
    drawing = Objects(calls, right - left, top - bottom)
    drawing.page(page, order)
    text_page = calls.load_text(page)
    try:
        lettering = Lettering(calls, text_page)
        turn = lettering.turn
        content = _framed(number, left, bottom, right, top, turn)
        content.turn = turn
        content.images, content.drawn = drawing.images, drawing.drawn
        content.covered, content.layer = drawing.covered, drawing.layer
        content.characters = len(lettering.text.strip())
        content.links = links(calls, document, page, turn)
        _draw(content, drawing.lines, turn)
        ruled = asks.is_ruled(content)
        if ruled:
            content.runs = lettering.runs(content.vertical)
        if not ruled or asks.has_more(content):
            pieces = read_tags(calls, page) if tagged else []
            # which of the words there a link covers is asked
            bands = [_EVERYWHERE] if asks.by_word else [(link.y0, link.y1) for link in content.links]
            content.runs, marks = lettering.phrases(bands, bool(pieces))
            if pieces:
                content.tags = Tags(pieces, dict(zip([(x0, y) for _, x0, _, y, _ in content.runs], marks, strict=True)))
        if drawing.strokes:
            strokes = drawing.strokes[:MOST_STROKES]
            content.runs += drawn_marks([(*a, *b) if turn == 0 else _turned_stroke(a, b, turn) for a, b in strokes])
    finally:
        if text_page:
            calls.close_text(text_page)
    return content


def _turned_stroke(a: tuple[float, float], b: tuple[float, float], turn: int) -> tuple[float, float, float, float]:
    return (*turned(*a, *a, turn)[:2], *turned(*b, *b, turn)[:2])


def _draw(content: PageContent, lines: Sequence[tuple[float, float, float, float]], turn: int) -> None:
    for line in lines:
        x0, y0, x1, y1 = turned(*line, turn) if turn else line
        if y1 - y0 <= x1 - x0:
            content.horizontal.append(((y0 + y1) / 2, x0, x1))
        else:
            content.vertical.append(((x0 + x1) / 2, y0, y1))


def _framed(number: int, left: float, bottom: float, right: float, top: float, turn: int) -> PageContent:
    x0, y0, x1, y1 = turned(left, bottom, right, top, turn)
    return PageContent(number, x1 - x0, y1 - y0, x0, y0)
