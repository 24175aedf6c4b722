"""Which pages of a PDF are pictures of print, and their reading by text recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from hoscheck.errors import Unreadable
from hoscheck.extract.paging import page_done
from hoscheck.extract.pdf.drawing import PICTURED
from hoscheck.extract.pdf.grid import Grid, find_grids
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.pictures import any_written

# Fewer characters on a page that shows pictures are a page number: the page is a scan.
SCANNED_BELOW = 20
# With up to so many a picture over most of the page may still be a scan: bundles have their own running lines printed
# over it. Pages of text alone have some thousands.
STAMPED_BELOW = 400
# A picture shows more than what is printed over it where recognition finds so many times the text, and so much of it.
TIMES_MORE, MORE = 2.0, 60
# Recognition takes seconds a page; longer documents are read in part.
MOST_SCANNED = 200

# A page is blank whose ink, darker than its paper by so much (of 255), covers less than this share of it, drawn this
# small (dots an inch); a single word of 10 points is 0.0004 of A4. So much of each side is left out: scanners draw
# black edges there. Darker paper is a picture.
INK, NOT_BLANK, LOOK_DPI, MARGIN, PAPER = 36, 0.0002, 36.0, 0.05, 150

_Pages = list[tuple[PageContent, list[Grid]]]


class Scans(NamedTuple):
    """What became of the pages that are pictures: their numbers (from 1)."""

    found: frozenset[int] = frozenset()
    read: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()


def read_scans(pdf: Pdf, data: bytes, pages: _Pages, mode: str) -> Scans:
    """Puts what recognition reads in place of the pages that are scans. Raises Unreadable where the models are lost."""
    wanted = [at for at, (page, _) in enumerate(pages) if _is_candidate(pdf, page, mode)]
    if not wanted:
        return Scans()
    from hoscheck.extract import ocr

    found = frozenset(pages[at][0].number for at in wanted)
    if mode == "never" or not ocr.available():
        return Scans(found, reasons=_reasons(pdf, pages, sorted(found)))
    lost, read = [], []
    for at, seen in _recognised(pdf, data, [pages[at][0] for at in wanted[:MOST_SCANNED]], mode):
        page = pages[wanted[at]][0]
        shown = page.characters
        if seen is None:
            lost.append(page.number)
        elif seen.characters and (mode == "always" or seen.characters >= max(TIMES_MORE * shown, shown + MORE, 1)
                                  or shown < SCANNED_BELOW):  # fmt: skip
            pages[wanted[at]] = (seen, find_grids(seen.horizontal, seen.vertical))
            read.append(page.number)
        elif shown < SCANNED_BELOW and not seen.characters and seen.images:
            lost.append(page.number)
    beyond = ("limit:scanned-pages",) if len(wanted) > MOST_SCANNED else ()
    return Scans(found, frozenset(read), _reasons(pdf, pages, lost) + beyond)


def _reasons(pdf: Pdf, pages: _Pages, unread: Sequence[int]) -> tuple[str, ...]:
    """What the loss of some pages makes of the document: nothing where they are photographs or maps. Where nothing but
    pictures is left, that is told without a look at each."""
    has_text = any(page.characters for page, _ in pages)
    return ("no-text",) if unread and has_text and any_written(pdf, unread) else ()


def _is_candidate(pdf: Pdf, page: PageContent, mode: str) -> bool:
    """True for a page that shows a picture, or much of one, and has little text of its own."""
    if mode == "always":
        return bool(page.images or page.drawn)
    if not page.images or page.layer:
        return False
    if page.characters < SCANNED_BELOW:
        return not _is_blank(pdf, page.number - 1)
    stamped = page.characters < STAMPED_BELOW and page.covered >= PICTURED
    return stamped and any_written(pdf, [page.number])


def _is_blank(pdf: Pdf, index: int) -> bool:
    """True for paper with hardly any ink on it. Made without any library, for it is asked without the extra."""
    drawn = pdf.render(index, LOOK_DPI)
    if drawn is None:
        return False
    width, height, stride, pixels = drawn
    left, top = round(MARGIN * width), round(MARGIN * height)
    inner = b"".join(pixels[row * stride + left : row * stride + width - left] for row in range(top, height - top))
    sample = sorted(inner[::17])
    paper = sample[len(sample) * 3 // 4] if sample else 255
    inked = len(inner.translate(None, bytes(range(max(0, paper - INK), 256))))
    return paper > PAPER and inked < NOT_BLANK * len(inner)


# ── recognition, once a document ─────────────────────────────────────────────────────────────────

# The last document's pages: who draws over a scan, or shows why it is no form, reads it a second time.
_kept: dict[tuple[bytes, str, int], PageContent | None] = {}


def _recognised(
    pdf: Pdf, data: bytes, pages: Sequence[PageContent], mode: str
) -> Iterator[tuple[int, PageContent | None]]:
    """(place in `pages`, what is seen there); None for a page that cannot be drawn."""
    from hoscheck.extract import ocr

    digest, recogniser = sha256(data).digest(), None
    if any(key[0] != digest for key in _kept):
        _kept.clear()
    for at, page in enumerate(pages):
        key = digest, mode, page.number
        if key not in _kept:
            recogniser = recogniser or ocr.Recogniser()
            _kept[key] = recogniser.page(pdf, page.number - 1)
            page_done(at + 1, len(pages))
        seen = _kept[key]
        yield at, seen and replace(seen, runs=list(seen.runs))


def without_text(scans: Scans, mode: str) -> Unreadable:
    """Why a PDF has no text at all."""
    from hoscheck.extract import ocr

    if not scans.found:
        message = "its pages show no text; publish the PDF that Word or your form exports"
    elif mode == "never":
        message = "its pages are pictures (a scan) without text, and text recognition was not to be used (--ocr never)"
    elif ocr.available():
        message = (
            "its pages are pictures (a scan) in which no text was recognised; publish the PDF that your form exports"
        )
    else:
        message = (
            "its pages are pictures (a scan) without text; publish the PDF that Word or your form exports, "
            f"or install text recognition: {ocr.INSTALL}"
        )
    return Unreadable("no-text", message)
