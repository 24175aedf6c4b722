"""The second reader of PDF tables: pdfplumber, page by page."""

from __future__ import annotations

import io
from typing import Any

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.geometry import Placed
from hoscheck.extract.pdf.layout import unified
from hoscheck.model import Document, Location, Paragraph, Table, TableRow


def read(data: bytes) -> Document:
    """A PDF's tables and lines. Raises Unreadable where pdfplumber cannot open or read it."""
    import pdfplumber

    placed: list[Placed] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            for number, page in enumerate(pdf.pages, 1):
                placed += _page(page, number)
                page.close()  # or the memory of every page is kept
    except Unreadable:
        raise
    except Exception as error:  # pdfminer raises sixteen kinds, bare TypeErrors among them
        raise Unreadable("damaged", f"the second reader could not read the PDF ({type(error).__name__})") from error
    if not placed:
        raise Unreadable("no-text", "the second reader found no text in the PDF")
    return Document("pdf", tuple(unified(placed)), count)


def _page(page: Any, number: int) -> list[Placed]:
    placed, rest = [], page
    for found in page.find_tables():
        rows = tuple(
            TableRow(tuple(cell or "" for cell in cells), Location(page=number, row=at))
            for at, cells in enumerate(found.extract(), 1)
        )
        if not rows:
            continue
        x0, top, x1, bottom = found.bbox
        edges = sorted({round(cell[0], 1) for cell in found.cells} | {round(x1, 1)})
        xs = tuple(edges) if len(edges) == len(rows[0].cells) + 1 else ()
        placed.append(Placed(number, top / page.height, bottom / page.height, Table(rows), xs))
        rest = rest.outside_bbox((max(x0, 0), max(top, 0), min(x1, page.width), min(bottom, page.height)), strict=False)
    for line in rest.extract_text_lines(return_chars=False):
        place = Location(page=number)
        placed.append(
            Placed(number, line["top"] / page.height, line["bottom"] / page.height, Paragraph(line["text"], place))
        )
    return sorted(placed, key=lambda each: each.top)
