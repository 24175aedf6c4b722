"""What is drawn over a PDF's pages: every word that was read has its box, and no other word has one."""

from __future__ import annotations

import struct
import zlib
from ctypes import byref, string_at
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2_raw as raw
import pytest

from hoscheck.assess import audit
from hoscheck.errors import Unreadable
from hoscheck.extract.overlay import COLOURS, DPI, as_pdf, as_pictures
from hoscheck.extract.pdf import page_contents
from hoscheck.extract.pdf.pdfium import Pdf
from hoscheck.extract.traces import Trace, find_traces, letters
from hoscheck.model import ProvisionRow, ReportRow

FIXTURES = Path(__file__).parents[2] / "fixtures"
RULED = "forms/clean-2024.libreoffice.pdf"
BROWSER = "forms/clean-2024.chromium.pdf"
BROKEN = "forms/pages-2024.libreoffice.pdf"  # rows over page breaks
EXTRA = "forms/columns-2024.libreoffice.pdf"  # ticks, and columns of the landlord's own
LABELLED = "forms/clean-2022.chromium.pdf"  # no table at all
UNRULED = "zoo/office-unruled.pdf"
TWO_COLUMNS = "zoo/weasy-two-up.pdf"
SIDEWAYS = "zoo/browser-turned.pdf"
CROPPED = "zoo/canvas-crop.pdf"
ENCRYPTED = "zoo/office-owner.pdf"
FIELDS = "zoo/weasy-fields.pdf"

WHITE = (255, 255, 255)


@cache
def data(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


@cache
def rows(name: str) -> tuple[ReportRow, ...]:
    return audit(FIXTURES / name).rows


@cache
def traces(name: str) -> dict[int, list[Trace]]:
    return find_traces(page_contents(data(name)), [each.row for each in rows(name)])


def told(row: ProvisionRow) -> dict[str, str]:
    """What a row says, role by role, as letters."""
    texts = {role: letters(getattr(row, role)) for role in ("requirement", "evidence", "commentary")}
    texts["extra"] = "".join(letters(text) for _, text in row.extra)
    return {role: text for role, text in (("number", letters(row.number or "")), *texts.items()) if text}


def drawn(found: dict[int, list[Trace]], at: int) -> dict[str, str]:
    """What stands in the boxes of a row, role by role, as letters; answers apart."""
    texts: dict[str, str] = {}
    for page in sorted(found):
        for trace in found[page]:
            if trace.row == at and trace.role != "answer" and trace.text:
                texts[trace.role] = texts.get(trace.role, "") + letters(trace.text)
    return texts


# ── every word has its box ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [RULED, BROWSER, BROKEN, EXTRA, LABELLED, UNRULED, SIDEWAYS, CROPPED, FIELDS])
def test_the_boxes_of_a_row_hold_its_words_and_no_others(name: str) -> None:
    assert len(rows(name)) > 10
    differing = {
        each.provision: (drawn(traces(name), at), told(each.row))
        for at, each in enumerate(rows(name))
        if drawn(traces(name), at) != told(each.row)
    }
    assert differing == {}


@pytest.mark.parametrize("name", [RULED, BROWSER, BROKEN, EXTRA, LABELLED, UNRULED, TWO_COLUMNS, SIDEWAYS, FIELDS])
def test_every_answer_has_one_box(name: str) -> None:
    boxes = {at: 0 for at, each in enumerate(rows(name)) if each.row.answer_text}
    for found in traces(name).values():
        for trace in found:
            if trace.role == "answer" and trace.text:
                boxes[trace.row] += 1
    assert {at: count for at, count in boxes.items() if count != 1} == {}


def test_a_row_over_a_page_break_has_boxes_on_both_pages() -> None:
    broken = [
        (at, each.row.location.page, each.row.location.end_page)
        for at, each in enumerate(rows(BROKEN))
        if each.row.location.page != each.row.location.end_page
    ]
    assert len(broken) > 5
    pages = {
        at: sorted(page for page, found in traces(BROKEN).items() if any(t.row == at for t in found))
        for at, *_ in broken
    }
    assert pages == {at: list(range(first or 0, (last or 0) + 1)) for at, first, last in broken}


def test_the_boxes_are_the_cells_of_the_table() -> None:
    """Row 1.5 of the first page, whose commentary is empty; points from the page's foot, as LibreOffice ruled it."""
    (at,) = [at for at, each in enumerate(rows(RULED)) if each.provision == "1.5"]
    found = [
        (each.role, [round(edge) for edge in each.box], bool(each.text)) for each in traces(RULED)[1] if each.row == at
    ]
    assert found == [
        ("number", [37, 65, 98, 138], True),
        ("requirement", [98, 65, 325, 138], True),
        ("answer", [325, 65, 385, 138], True),
        ("evidence", [385, 65, 597, 138], True),
        ("commentary", [597, 65, 794, 138], False),
    ]


def test_what_is_not_in_a_row_gets_no_box() -> None:
    at = next(at for at, each in enumerate(rows(RULED)) if each.provision == "1.3")
    changed = [each.row for each in rows(RULED)]
    changed[at] = replace(changed[at], evidence="Nothing of the kind was ever printed on that page.")
    found = find_traces(page_contents(data(RULED)), changed)
    assert [trace.role for trace in found[1] if trace.row == at] == ["number", "requirement", "answer", "commentary"]
    others = [trace for page in found for trace in found[page] if trace.row != at]
    assert others == [trace for page in traces(RULED) for trace in traces(RULED)[page] if trace.row != at]


def test_headings_and_prose_get_no_box() -> None:
    """The heading row and the preamble share many a word with the rows beside them."""
    texts = " ".join(trace.text for trace in traces(UNRULED)[1])
    page = page_contents(data(UNRULED))[0][0]
    words = [run.text for run in page.runs]
    assert {"section", "requirement", "explanations"} <= {word.lower() for word in words}
    assert "Comply" not in texts
    assert "explanations" not in texts
    assert "Completed by the" not in texts


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────


class Image(NamedTuple):
    width: int
    height: int
    pixels: bytes

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        start = int(y) * (1 + 3 * self.width) + 1 + 3 * int(x)
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue


def decoded(png: bytes) -> Image:
    """The pixels of a PNG file, whose every chunk is checked."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: list[tuple[bytes, bytes]] = []
    place = 8
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        body = png[place + 8 : place + 8 + size]
        assert struct.unpack(">I", png[place + 8 + size : place + 12 + size]) == (zlib.crc32(kind + body),)
        chunks.append((kind, body))
        place += 12 + size
    assert [kind for kind, _ in chunks] == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, colours, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, colours, rest) == (8, 2, [0, 0, 0])
    pixels = zlib.decompress(chunks[1][1])
    assert len(pixels) == height * (1 + 3 * width)
    return Image(width, height, pixels)


def check_colours(image: Image, pdf: bytes, page: int, found: list[Trace], *, sideways: bool = False) -> int:
    """Each box's left edge is in its role's colour, and what lies just inside is not; returns how many were looked at.

    `sideways`: the text runs up the page, so the picture is not in display space.
    """
    content = next(content for content, _ in page_contents(pdf) if content.number == page)
    scale = DPI / 72
    seen = 0
    for trace in found:
        x, y = trace.box[0] + 1.0 - content.left, content.bottom + content.height - (trace.box[1] + trace.box[3]) / 2
        if sideways:
            x, y = y, content.width - x
        assert image.at(x * scale, y * scale) == COLOURS[trace.role], trace
        seen += 1
    return seen


def test_a_page_is_drawn_with_its_boxes() -> None:
    (picture,) = as_pictures(data(RULED), rows(RULED), 1)
    image = decoded(picture.png)
    assert (picture.page, image.width, image.height) == (1, 1684, 1191)  # A4 across, at 144 dots an inch
    assert check_colours(image, data(RULED), 1, traces(RULED)[1]) == 20
    assert image.at(1000, 200) == WHITE


def test_without_rows_nothing_is_drawn() -> None:
    plain, boxed = (decoded(next(as_pictures(data(RULED), each, 1)).png) for each in ((), rows(RULED)))
    box = traces(RULED)[1][0].box
    assert plain != boxed
    assert plain.at((box[0] + 1) * DPI / 72, (595 - box[1] - 10) * DPI / 72) == WHITE


def test_every_page_is_drawn_once_and_in_order() -> None:
    assert [picture.page for picture in as_pictures(data(CROPPED), rows(CROPPED))] == [1, 2, 3]


def test_there_is_no_picture_of_a_page_that_is_not_there() -> None:
    assert [list(as_pictures(data(CROPPED), rows(CROPPED), page)) for page in (0, 4)] == [[], []]


def test_boxes_stand_right_where_the_text_runs_up_the_page() -> None:
    (picture,) = as_pictures(data(SIDEWAYS), rows(SIDEWAYS), 2)
    cells = [each for each in traces(SIDEWAYS)[2] if each.role == "requirement"]
    assert check_colours(decoded(picture.png), data(SIDEWAYS), 2, cells, sideways=True) == 7


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_boxes_stand_right_on_pages_that_are_shown_turned(quarters: int) -> None:
    """The form's pages turned as a scanner's driver or an editor turns them: by their own /Rotate."""
    turned = rotated(data(CROPPED), quarters)
    (picture,) = as_pictures(turned, rows(CROPPED), 1)
    found = find_traces(page_contents(turned), [each.row for each in rows(CROPPED)])[1]
    upright = traces(CROPPED)[1]
    assert [(each.row, each.role, each.text) for each in found] == [
        (each.row, each.role, each.text) for each in upright
    ]
    content = page_contents(turned)[0][0]
    image = decoded(picture.png)
    for trace in found:
        # the reader brings the text upright, the picture shows the page as it is turned
        x = (trace.box[0] + 1.0 - content.left) / content.width
        y = 1 - ((trace.box[1] + trace.box[3]) / 2 - content.bottom) / content.height
        for _ in range((quarters - shown(turned, quarters)) % 4):
            x, y = 1 - y, x
        assert image.at(x * image.width, y * image.height) == COLOURS[trace.role], trace


def shown(pdf: bytes, quarters: int) -> int:
    """Quarter turns of the page that display space includes: all of them where /Rotate says which way is up."""
    content = page_contents(pdf)[0][0]
    return quarters if content.turn == quarters else 0


def test_values_of_a_forms_fields_are_shown() -> None:
    """Without PDFium's form filling, fields stay empty boxes."""
    (picture,) = as_pictures(data(FIELDS), rows(FIELDS), 1)
    image = decoded(picture.png)
    trace = next(each for each in traces(FIELDS)[1] if each.role == "answer")
    content = page_contents(data(FIELDS))[0][0]
    scale = DPI / 72
    left, top = (
        int((trace.box[0] - content.left) * scale),
        int((content.bottom + content.height - trace.box[3]) * scale),
    )
    inside = {image.at(x, y) for x in range(left + 8, left + 60) for y in range(top + 8, top + 30)}
    assert any(max(colour) < 100 for colour in inside), "the letters of the value are dark"


# ── the PDF ──────────────────────────────────────────────────────────────────────────────────────


def loaded(pdf: bytes) -> Any:
    with Pdf(pdf):  # wakes PDFium
        return raw.FPDF_LoadMemDocument64(pdf, len(pdf), None)


def rotated(pdf: bytes, quarters: int) -> bytes:
    document, parts = loaded(pdf), []
    for index in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, index)
        raw.FPDFPage_SetRotation(page, quarters)
        raw.FPDF_ClosePage(page)

    def keep(_writer: object, start: Any, size: int) -> int:
        parts.append(string_at(start, size))
        return 1

    writer = raw.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(keep)
    assert raw.FPDF_SaveAsCopy(document, byref(writer), 0)
    raw.FPDF_CloseDocument(document)
    return b"".join(parts)


def stamps(pdf: bytes) -> list[int]:
    """How many stamps lie on each page."""
    document, counts = loaded(pdf), []
    for index in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, index)
        kinds = []
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, at)
            kinds.append(raw.FPDFAnnot_GetSubtype(annotation))
            raw.FPDFPage_CloseAnnot(annotation)
        counts.append(kinds.count(raw.FPDF_ANNOT_STAMP))
        raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)
    return counts


@pytest.mark.parametrize("name", [RULED, UNRULED, SIDEWAYS, ENCRYPTED, FIELDS])
def test_the_copy_says_what_the_document_says_with_a_stamp_on_each_page_of_rows(name: str) -> None:
    copy = as_pdf(data(name), rows(name))
    before, after = page_contents(data(name)), page_contents(copy)
    assert [page.runs for page, _ in after] == [page.runs for page, _ in before]
    assert [page.horizontal for page, _ in after] == [page.horizontal for page, _ in before]
    assert stamps(data(name)) == [0] * len(before)
    assert stamps(copy) == [int(bool(traces(name)[page.number])) for page, _ in before]


def test_the_copy_looks_like_the_pictures() -> None:
    copy = as_pdf(data(RULED), rows(RULED))
    assert next(as_pictures(copy, (), 3)).png == next(as_pictures(data(RULED), rows(RULED), 3)).png


def test_a_document_that_is_encrypted_stays_so() -> None:
    assert b"/Encrypt" in data(ENCRYPTED)
    assert b"/Encrypt" in as_pdf(data(ENCRYPTED), rows(ENCRYPTED))


def test_a_row_of_no_provision_is_drawn_in_another_colour() -> None:
    strays = [each._replace(provision=None, basis=None) for each in rows(RULED)]
    known, unknown = (decoded(next(as_pictures(data(RULED), each, 1)).png) for each in (rows(RULED), strays))
    box = traces(RULED)[1][0].box
    place = ((box[0] - 4) * DPI / 72, (595.3 - box[3] + 1) * DPI / 72)
    assert (known.at(*place), unknown.at(*place)) == ((0, 0, 0), (213, 94, 0))


def test_what_cannot_be_opened_is_refused() -> None:
    for draw in (as_pdf, lambda pdf, read: list(as_pictures(pdf, read))):
        with pytest.raises(Unreadable, match="damaged"):
            draw(b"%PDF-1.7\nnothing else", ())
