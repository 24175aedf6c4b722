"""PDF → blocks. PDFium reads; our own grid builder finds the cells; pdfplumber is the second reader.

Per page: ruling lines make grids, each run of text goes to its cell; where nothing is ruled, columns come from the
headings and rows from the provision numbers (`unruled.py`). What recurs at the head or foot of the pages is set aside.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from hoscheck.errors import Unreadable
from hoscheck.extract.forms import Forms
from hoscheck.extract.pdf.geometry import Placed
from hoscheck.extract.pdf.grid import Grid, find_grids
from hoscheck.extract.pdf.layout import page_blocks, set_aside, unified
from hoscheck.extract.pdf.links import with_links
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.scans import read_scans, without_text
from hoscheck.extract.pdf.tagged import Tagged, tagged_blocks
from hoscheck.extract.pdf.unruled import Unruled, has_bare_rows, is_half_ruled, speaks_of_form
from hoscheck.extract.pdf.whole import Bounds, doubts, survey
from hoscheck.extract.rows import assemble
from hoscheck.model import Answer, Document, Extractor, SelfAssessment
from hoscheck.normalise import key

HEADER_WITHIN = 1024  # bytes; readers accept what stands before the header up to there
MOST_PAGES = 1000

# A grid of fewer columns is shading behind rows, or a frame: its columns are found by their words.
RULED_COLUMNS = 2
_METADATA = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "CreationDate": "created",
    "ModDate": "modified",
}


def _recognises(data: bytes, name: str) -> bool:
    return b"%PDF-" in data[:HEADER_WITHIN] or (name.lower().endswith(".pdf") and not _is_markup(data))


def _is_markup(data: bytes) -> bool:
    return data.lstrip()[:1] == b"<"


def read(data: bytes, name: str, ocr: str = "auto") -> Document:  # noqa: ARG001 - every reader is called alike
    """A PDF's tables and lines by PDFium; `ocr` is one of settings.OCR_MODES. Raises Unreadable: password, damaged,
    no-pages, no-text, type-mismatch."""
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise Unreadable("type-mismatch", "the file is named .pdf but is no PDF; open it and export it again", "open")
    with _uncollected():
        return _read(data, ocr)


@contextmanager
def _uncollected() -> Iterator[None]:
    """As long as this holds nobody looks for objects that refer to one another: a page makes thousands, and none do."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(data: bytes, ocr: str) -> Document:
    seen = survey(data)  # before PDFium: there are streams that no reader should be given
    bounds = Bounds()
    with Pdf(data, seen.orders) as pdf:
        if pdf.pages < 1:
            raise Unreadable("no-pages", "the PDF holds no pages; export it again", "open")
        pages, lost = _pages(pdf, bounds)
        scans = read_scans(pdf, data, pages, ocr)
        metadata = {ours: value for theirs, ours in _METADATA.items() if (value := pdf.metadata(theirs))}
        count = pdf.pages
    reasons = ["pages-lost"] if lost else []
    if count > MOST_PAGES:
        reasons.append("limit:pages")
    if not any(page.characters for page, _ in pages):
        raise without_text(scans, ocr)
    reasons += (*scans.reasons, *bounds.reasons, *doubts(data, [page for page, _ in pages], count, seen))
    aside = set_aside(pages, speaks_of_form)
    metadata |= {place: "\n".join(texts) for place, texts in aside.items()}
    for page, _ in pages:
        if page.links:
            page.runs = with_links(page.runs, page.links)
    blocks = tuple(unified(_placed(pages)))
    return Document("pdf", blocks, count, tuple(dict.fromkeys(reasons)), metadata, scans.read)


def _pages(pdf: Pdf, bounds: Bounds, *, by_word: bool = False) -> tuple[list[tuple[PageContent, list[Grid]]], int]:
    """The pages that could be read, each with its grids, and the number of those that could not."""
    pages, lost = [], 0
    grids: list[Grid] = []

    def is_ruled(page: PageContent) -> bool:
        grids[:] = find_grids(page.horizontal, page.vertical)
        # shaded rows are grids of a single row: then words must tell whether there are rows between them
        return _has_columns(grids) and not any(_is_band(grid) or is_half_ruled(grid) for grid in grids)

    def has_more(page: PageContent) -> bool:
        return has_bare_rows(page, grids)  # what is ruled there is not the form, or only some of its rows

    for index in range(min(pdf.pages, MOST_PAGES)):
        page = pdf.page(index, is_ruled, has_more, by_word=by_word)
        if page is None:
            lost += 1
        else:
            bounds.hold(page)
            pages.append((page, list(grids)))
        if bounds.full:
            break
    if not pages:
        raise Unreadable("damaged", "none of the PDF's pages can be read; export it again")
    return pages, lost


def _has_columns(grids: Sequence[Grid]) -> bool:
    return any(len(grid.xs) > RULED_COLUMNS for grid in grids)


def _is_band(grid: Grid) -> bool:
    return len(grid.xs) > RULED_COLUMNS and len(grid.ys) == 2


def _placed(pages: Sequence[tuple[PageContent, Sequence[Grid]]]) -> list[Placed]:
    """The blocks of all pages; the columns of an unruled table go on to the next page."""
    placed: list[Placed] = []
    unruled = Unruled()
    tagged: Tagged | None = None
    for page, grids in pages:
        unruled.look_at(page, grids)
    for page, grids in pages:
        tagged = tagged_blocks(page, tagged.columns if tagged else ()) if unruled.has(page) else None
        if tagged and tagged.tables:
            unruled.leave()
            placed += tagged.placed
            continue
        blocks = unruled.blocks(page)
        if not blocks and tagged and not grids:
            blocks = tagged.placed
        placed += blocks or page_blocks(page, grids)
    return placed


def page_contents(data: bytes, ocr: str = "auto") -> list[tuple[PageContent, list[Grid]]]:
    """The pages as they are read, without their running headers, each with its ruled grids: for drawing over them.
    Raises Unreadable."""
    with Pdf(data) as pdf:
        pages = _pages(pdf, Bounds(), by_word=True)[0]
        read_scans(pdf, data, pages, ocr)
    set_aside(pages, speaks_of_form)
    return pages


def read_second(data: bytes, ocr: str = "auto") -> Document:
    """The same by pdfplumber, which tells even less of what it leaves out: the reasons are the first reader's. It knows
    nothing of pictures, so that scans stay the first reader's."""
    from hoscheck.extract.pdf import second

    try:
        document = second.read(data)
    except Unreadable as error:
        if error.reason == "no-text":
            return read(data, "", ocr)
        raise
    try:
        first = read(data, "", ocr)
    except Unreadable:
        return replace(document, reasons=("readers-disagree",))
    if first.scanned:
        return first
    missed = ("readers-disagree",) if first.pages != document.pages else ()
    return replace(document, reasons=tuple(dict.fromkeys((*first.reasons, *missed))))


# ── the second opinion ───────────────────────────────────────────────────────────────────────────

# A form has dozens of provisions; fewer rows, or rows of which most have no readable answer, were perhaps misread.
FEW_ROWS = 10
ANSWERED = 0.5


def doubtful(assessment: SelfAssessment) -> bool:
    """True where the rows fail the sanity rule: enough of them, most with an answer that can be read."""
    rows = assessment.rows
    read = sum(row.answer not in (Answer.BLANK, Answer.UNCLEAR) for row in rows)
    if len(rows) >= FEW_ROWS and read >= ANSWERED * len(rows):
        return False
    # without one of the form's words there is nothing that a second reader could find
    words = Counter(key(assessment.prose).split())
    return bool(rows) or (words["complaint"] + words["complaints"] >= 3 and words["comply"] + words["evidence"] >= 2)


def second_opinion(data: bytes, forms: Forms, first: SelfAssessment) -> SelfAssessment | None:
    """What pdfplumber makes of it, where that is better; None where the first reading stands."""
    from hoscheck.extract.pdf import second

    try:
        document = second.read(data)
    except Unreadable:
        return None
    # whoever reads it, what is lost from the file is lost
    other = assemble(replace(document, reasons=first.reasons), forms)
    return other if _worth(other, forms) > _worth(first, forms) else None


def _worth(assessment: SelfAssessment, forms: Forms) -> float:
    """Rows whose text is the Code's, twice where their answer can be read."""
    worth = 0.0
    for row in assessment.rows:
        if forms.resembles(row.requirement, 0.8) is not None:
            worth += 1 + (row.answer not in (Answer.BLANK, Answer.UNCLEAR))
    return worth


EXTRACTOR = Extractor(name="pdf", recognises=_recognises, read=read)

__all__ = ["EXTRACTOR", "Placed", "doubtful", "page_contents", "read", "read_second", "second_opinion"]
