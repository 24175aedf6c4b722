"""The readers that race: each takes a file and gives the tables on its pages, as rows of cells.

The peers are imported in the functions that need them: they are installed for the bench alone (requirements.txt beside
this file), never with hoscheck.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoscheck.model import Document
from hoscheck.model import Table as OurTable
from scripts.bench.stitch import Table

Reader = Callable[[Path], Sequence[Table]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library that finds tables in PDF. `read` is what is timed; `other` is its mode for tables without lines."""

    name: str
    call: str  # what is called, in words
    module: str
    package: str
    least: float  # how many times as fast as it hoscheck is to be
    read: Reader
    other: Reader
    long: bool = True  # it is fast enough to read 200 pages within the time that the bench has


def tables_of(document: Document) -> list[Table]:
    """The tables in what one of our readers gives."""
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, OurTable)]


def ours(path: Path) -> Document:
    """Our reader, from the bytes to blocks, with its search for what a damaged file may have lost."""
    from hoscheck.extract import pdf

    return pdf.read(path.read_bytes(), path.name)


def floor(path: Path) -> None:
    """PDFium's own work and nothing more: loading each page and taking its text."""
    import ctypes

    import pypdfium2_raw as pdfium

    data = path.read_bytes()
    opened = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for index in range(pdfium.FPDF_GetPageCount(opened)):
        page = pdfium.FPDF_LoadPage(opened, index)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        pdfium.FPDFText_GetText(text, 0, count, (ctypes.c_ushort * (count + 1))())
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(opened)


def pages_of(path: Path) -> int:
    """How many pages the file has."""
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(path)) as opened:
        return len(opened)


def _pdfplumber(settings: dict[str, Any]) -> Reader:
    def read(path: Path) -> Sequence[Table]:
        import pdfplumber

        found: list[Table] = []
        with pdfplumber.open(path) as opened:
            for page in opened.pages:
                found += page.extract_tables(settings)
                page.close()  # or the memory of every page is kept
        return found

    return read


def _pymupdf(settings: dict[str, Any]) -> Reader:
    def read(path: Path) -> Sequence[Table]:
        import pymupdf

        found: list[Table] = []
        with pymupdf.open(path) as opened, contextlib.redirect_stdout(io.StringIO()):  # it advertises on each start
            for page in opened:
                found += [table.extract() for table in page.find_tables(**settings).tables]
        return found

    return read


def _camelot(flavour: str) -> Reader:
    def read(path: Path) -> Sequence[Table]:
        import camelot

        tables = camelot.read_pdf(str(path), pages="all", flavor=flavour, suppress_stdout=True)
        return [table.df.values.tolist() for table in tables]

    return read


_BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}
PEERS = (
    Peer("pdfplumber", "extract_tables", "pdfplumber", "pdfplumber", 20, _pdfplumber({}), _pdfplumber(_BY_TEXT)),
    Peer("PyMuPDF", "find_tables", "pymupdf", "pymupdf", 10, _pymupdf({}), _pymupdf({"strategy": "text"})),
    Peer("camelot", "lattice", "camelot", "camelot-py", 40, _camelot("lattice"), _camelot("stream"), long=False),
)


# ── Word documents and web pages ─────────────────────────────────────────────────────────────────


def our_docx(path: Path) -> Sequence[Table]:
    """Our reader of Word documents."""
    from hoscheck.extract import docx

    return tables_of(docx.EXTRACTOR.read(path.read_bytes(), path.name))


def our_html(path: Path) -> Sequence[Table]:
    """Our reader of web pages."""
    from hoscheck.extract import html

    return tables_of(html.EXTRACTOR.read(path.read_bytes(), path.name))


def python_docx(path: Path) -> Sequence[Table]:
    """python-docx as its documentation reads tables: the cells of each row."""
    import docx

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]


def lxml_html(path: Path) -> Sequence[Table]:
    """lxml alone: parse, then the text of the cells of each row of each table."""
    from lxml import html

    tree = html.parse(str(path)).getroot()
    return [
        [[cell.text_content() for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]


def pandas_html(path: Path) -> Sequence[Table]:
    """pandas' read_html, told to leave every cell the text that it is."""
    import pandas

    from scripts.bench.rows import HEADINGS

    as_text = dict.fromkeys(HEADINGS, str)
    tables = pandas.read_html(path, flavor="lxml", encoding="utf-8", keep_default_na=False, converters=as_text)
    return [table.values.tolist() for table in tables]
