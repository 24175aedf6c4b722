"""A PDF with what was read from it drawn over its pages, as a PDF or as pictures.

PDFium draws and writes; the file that was read is never touched. Boxes show the cells in a colour for each role, a tag
beside a row's start its provision.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_ushort, string_at
from typing import Any, NamedTuple

from hoscheck.extract.pdf import page_contents
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import turned
from hoscheck.extract.traces import ROLES, Box, Trace, find_traces
from hoscheck.model import ReportRow

Colour = tuple[int, int, int]

# The palette of Okabe and Ito: its colours stay apart for people who see fewer of them.
COLOURS: dict[str, Colour] = {
    "number": (0, 114, 178),
    "requirement": (86, 180, 233),
    "answer": (0, 158, 115),
    "evidence": (230, 159, 0),
    "commentary": (204, 121, 167),
    "extra": (120, 120, 120),
}
_MATCHED, _UNMATCHED, _WHITE = (0, 0, 0), (213, 94, 0), (255, 255, 255)
UNMATCHED = "?"  # the tag of a row that is no provision of the Code

LINE, INSET = 1.2, 1.0  # points: strong enough to see at half size, and just inside a cell's own rules
TAG, LEGEND = 7.0, 6.0  # letters' heights in points
_LETTER = 0.6  # the width of a letter of bold Helvetica in heights, on average
DPI = 144  # twice a screen's: small print can be read
MOST_PIXELS = 40_000_000  # of a picture; an A0 page stays below at half the resolution

_FONT = b"Helvetica-Bold"
_BGR, _SHOW_ANNOTATIONS, _AS_RGB = 2, 0x01, 0x10
_NO_FILL, _FILL = 0, 1


class Picture(NamedTuple):
    """A page (from 1) as a PNG file's bytes."""

    page: int
    png: bytes


def as_pdf(data: bytes, rows: Sequence[ReportRow], ocr: str = "auto") -> bytes:
    """A copy of the PDF with the rows drawn over its pages. Raises Unreadable where it cannot be opened."""
    with _Copy(data, rows, ocr) as copy:
        for number in range(1, copy.pages + 1):
            with copy.page(number):
                pass
        return copy.saved()


def as_pictures(
    data: bytes, rows: Sequence[ReportRow], only: int | None = None, ocr: str = "auto"
) -> Iterator[Picture]:
    """The pages as they look with the rows drawn over them, or `only` one of them (from 1; none where there is no
    such page). Raises Unreadable where the PDF cannot be opened."""
    with _Copy(data, rows, ocr) as copy:
        for number in range(1, copy.pages + 1) if only is None else (only,):
            with copy.page(number) as page:
                if page:
                    yield Picture(number, _png(*copy.rendered(page)))


class _Copy:
    """A copy of the document, in memory; each page gets its drawing when it is opened."""

    def __init__(self, data: bytes, rows: Sequence[ReportRow], ocr: str) -> None:
        contents = page_contents(data, ocr)  # it raises for what cannot be opened, and wakes PDFium
        self._traces = find_traces(contents, [each.row for each in rows])
        self._contents = {page.number: page for page, _ in contents}
        self._rows = rows
        import pypdfium2_raw as raw

        self._raw: Any = raw
        self._data = data  # PDFium reads from these bytes until the document is closed
        self._document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        self._font = raw.FPDFText_LoadStandardFont(self._document, _FONT)
        self._form_info = raw.FPDF_FORMFILLINFO(version=2)  # kept: the form refers to it until it is closed
        # without it the values of a form's fields are not drawn
        self._form = raw.FPDFDOC_InitFormFillEnvironment(self._document, byref(self._form_info))
        self.pages: int = raw.FPDF_GetPageCount(self._document)

    def __enter__(self) -> _Copy:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._form:
            self._raw.FPDFDOC_ExitFormFillEnvironment(self._form)
        self._raw.FPDFFont_Close(self._font)
        self._raw.FPDF_CloseDocument(self._document)

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """A page with its drawing; None where there is no such page or it cannot be loaded."""
        page = self._raw.FPDF_LoadPage(self._document, number - 1) if 0 < number <= self.pages else None
        try:
            content, traces = self._contents.get(number), self._traces.get(number)
            if page and content and traces:
                with _Pen(self._raw, self._document, page, self._font, content) as pen:
                    pen.draw(traces, self._rows)
            yield page
        finally:
            if page:
                self._raw.FPDF_ClosePage(page)

    def rendered(self, page: Any) -> tuple[int, int, int, bytes]:
        """A page as a picture: width, height, bytes a line, and red, green and blue of each point."""
        raw = self._raw
        wide, high = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        scale = min(DPI / 72, (MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
        width, height = max(1, round(wide * scale)), max(1, round(high * scale))
        bitmap = raw.FPDFBitmap_CreateEx(width, height, _BGR, None, 0)
        if not bitmap:
            raise MemoryError(f"no room for a picture of {width} by {height} points")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, _SHOW_ANNOTATIONS | _AS_RGB)
            if self._form:
                raw.FPDF_FFLDraw(self._form, bitmap, page, 0, 0, width, height, 0, _SHOW_ANNOTATIONS | _AS_RGB)
            stride = raw.FPDFBitmap_GetStride(bitmap)
            return width, height, stride, string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def saved(self) -> bytes:
        """The document with its drawings as a file's bytes; encryption and its permissions stay as they were."""
        raw, parts = self._raw, []

        def keep(_writer: object, start: Any, size: int) -> int:
            parts.append(string_at(start, size))
            return 1

        writer = raw.FPDF_FILEWRITE(version=1)
        writer.WriteBlock = type(writer.WriteBlock)(keep)
        if not raw.FPDF_SaveAsCopy(self._document, byref(writer), raw.FPDF_NO_INCREMENTAL):
            raise RuntimeError("PDFium could not write the PDF with what was read")
        return b"".join(parts)


class _Pen:
    """Draws on one page, in display space: on a stamp laid over it (ISO 32000-1, 12.5.6.12), so that the page's own
    content stays as it is, and a reader can take the stamp away."""

    def __init__(self, raw: Any, document: Any, page: Any, font: Any, content: PageContent) -> None:
        self._raw, self._document, self._font = raw, document, font
        self._content = content
        self._back = (4 - content.turn) % 4  # quarter turns from display space to the page's own
        self._stamp = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
        area = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, byref(area))
        raw.FPDFAnnot_SetRect(self._stamp, byref(area))

    def __enter__(self) -> _Pen:
        return self

    def __exit__(self, *exc: object) -> None:
        self._raw.FPDFPage_CloseAnnot(self._stamp)

    def draw(self, traces: Sequence[Trace], rows: Sequence[ReportRow]) -> None:
        """Boxes for the traces, a tag beside each row's start, and what the colours mean."""
        for trace in traces:
            self._box(trace.box, COLOURS[trace.role])
        for row in dict.fromkeys(trace.row for trace in traces):
            self._tag([trace.box for trace in traces if trace.row == row], rows[row])
        self._legend({trace.role for trace in traces})

    def _tag(self, boxes: Sequence[Box], row: ReportRow) -> None:
        """The provision in the margin beside the row's first line; in brackets where the row began on a page before."""
        text = row.provision or UNMATCHED
        if row.row.location.page != self._content.number:
            text = f"({text})"
        left, top = _start(boxes)
        left = max(left - _width(text, TAG) - 4, self._content.left + 1)
        self._label(text, left, top, TAG, _WHITE, _MATCHED if row.provision else _UNMATCHED)

    def _legend(self, roles: set[str]) -> None:
        left = self._content.left + 4
        top = self._content.bottom + self._content.height - 3
        for role in ROLES:
            if role in roles:
                left = self._label(role, left, top, LEGEND, _WHITE, COLOURS[role]) + 2

    def _label(self, text: str, left: float, top: float, size: float, ink: Colour, ground: Colour) -> float:
        """A word on a coloured ground; returns its right edge."""
        right, bottom = left + _width(text, size) + 3, top - size - 2
        self._box((left, bottom, right, top), ground, filled=True)
        letters = self._raw.FPDFPageObj_CreateTextObj(self._document, self._font, size)
        codes = (c_ushort * (len(text) + 1))(*text.encode("ascii", "replace"), 0)
        self._raw.FPDFText_SetText(letters, codes)
        self._raw.FPDFPageObj_SetFillColor(letters, *ink, 255)
        x, y, _, _ = turned(left + 1.5, bottom + 2.2, left + 1.5, bottom + 2.2, self._back)
        self._raw.FPDFPageObj_Transform(letters, *_UPRIGHT[self._back], x, y)
        self._raw.FPDFAnnot_AppendObject(self._stamp, letters)
        return right

    def _box(self, box: Box, colour: Colour, *, filled: bool = False) -> None:
        x0, y0, x1, y1 = turned(*box, self._back)
        raw, inset = self._raw, 0.0 if filled else INSET
        path = raw.FPDFPageObj_CreateNewRect(
            x0 + inset, y0 + inset, max(x1 - x0 - 2 * inset, 1.0), max(y1 - y0 - 2 * inset, 1.0)
        )
        if filled:
            raw.FPDFPageObj_SetFillColor(path, *colour, 255)
        else:
            raw.FPDFPageObj_SetStrokeColor(path, *colour, 255)
            raw.FPDFPageObj_SetStrokeWidth(path, LINE)
        raw.FPDFPath_SetDrawMode(path, _FILL if filled else _NO_FILL, not filled)
        raw.FPDFAnnot_AppendObject(self._stamp, path)


# What turns letters so many quarter turns clockwise.
_UPRIGHT = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))


def _start(boxes: Sequence[Box]) -> tuple[float, float]:
    """The left edge and the top of a row: of its first line's box, and of what stands in that box's column below."""
    top = max(box[3] for box in boxes)
    first = min((box for box in boxes if top - box[3] < TAG), key=lambda box: box[0])
    left, right = first[0], first[2]
    for box in boxes:
        if box[0] < right and left < box[2]:
            left, right = min(left, box[0]), max(right, box[2])
    return left, top


def _width(text: str, size: float) -> float:
    return _LETTER * size * len(text)


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """A PNG file (W3C recommendation, third edition) of eight bits a colour, without a filter."""
    lines = b"".join(b"\0" + pixels[start : start + 3 * width] for start in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
