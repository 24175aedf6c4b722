"""Was all of a PDF read? What readers leave out without an error, and the limits that hold for any PDF.

The first look costs next to nothing: the bytes are searched (`survey.py`), and the pages that PDFium gave are counted
and held against one another. Only what is in doubt then is looked at again, by PDFium (`_looks`) and, last, by pdfminer
(`recount.py`).

What is not to be seen on a page is not promised: text that is hidden, or white, or off the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hoscheck.extract.pdf.drawing import MOST_OBJECTS
from hoscheck.extract.pdf.grid import MOST_LINES
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.pictures import any_written
from hoscheck.extract.pdf.runs import MOST_SIDE, Run, are_on_paper, is_on_paper, median
from hoscheck.extract.pdf.survey import Survey, page_objects, survey

if TYPE_CHECKING:
    from hoscheck.extract.pdf.recount import Recount

__all__ = ["Bounds", "Survey", "doubts", "survey"]

# ── limits ───────────────────────────────────────────────────────────────────────────────────────

MOST_CHARACTERS = 200_000  # of a page; a whole form has some 35,000
MOST_CHARACTERS_OF_ALL = 10_000_000  # of a file
# Of a page's objects at most MOST_OBJECTS are walked; the forms among them are walked and not counted as drawn.
OBJECTS_SHARE = 0.9


@dataclass(slots=True)
class Bounds:
    """Holds each page to the limits as it is read. `reasons` are those that were reached; `full` says that the file's
    own was, so that no further page should be read."""

    reasons: list[str] = field(default_factory=list)
    full: bool = False
    _characters: int = 0

    def hold(self, page: PageContent) -> None:
        """Take from a page what lies beyond the limits, or off the paper."""
        if not (0 <= page.width <= MOST_SIDE and 0 <= page.height <= MOST_SIDE):
            self._reached("page-size")
            page.runs, page.horizontal, page.vertical = [], [], []
        if not (page.on_paper or are_on_paper(page.runs)):
            page.runs = [run for run in page.runs if is_on_paper(run)]
        if page.characters > MOST_CHARACTERS:
            self._reached("characters")
            page.runs = list(_first(page.runs, MOST_CHARACTERS))
        self._characters += page.characters
        if self._characters > MOST_CHARACTERS_OF_ALL:
            self._reached("characters")
            self.full = True
        if len(page.horizontal) + len(page.vertical) > MOST_LINES:
            self._reached("lines")  # they make no table then
        if page.drawn + page.images >= OBJECTS_SHARE * MOST_OBJECTS:
            self._reached("objects")

    def _reached(self, which: str) -> None:
        if f"limit:{which}" not in self.reasons:
            self.reasons.append(f"limit:{which}")


def _first(runs: Sequence[Run], characters: int) -> Iterator[Run]:
    for run in runs:
        characters -= len(run.text)
        if characters < 0:
            return
        yield run


# ── doubts ───────────────────────────────────────────────────────────────────────────────────────

# Two readers agree where the one that finds less text finds this share of what the other finds (7 of 584 odd PDFs fell
# below it: pages lost, forms that draw themselves).
AGREED = 0.8
# A text is garbled where this share of its characters are signs that stand for none; bullets and ticks of symbol fonts
# are such signs too, and make up one or two in a hundred.
GARBLED = 0.05
# A page of its own may be garbled in a long document. Pages of ticks alone have hardly more than a hundred characters.
GARBLED_PAGE, GARBLED_FROM = 0.25, 150
# A page with less than this share of what its neighbours have, or with few characters beside a picture, may hold more.
THIN = 0.1
THIN_BY_PICTURE = 400
# So many pieces of text that have fewer characters than half as many were not decoded; so many invisible ones behind a
# picture are its text, switched off by a stamp that is visible.
PIECES = 20
# Where letters are drawn as outlines a page has a path for each, two thousand and more; an ornament has some dozens.
OUTLINES = 500
NO_TEXT_BELOW = 20  # characters: a page number or a stamp
SAMPLE = 40  # pages that are compared where the file as a whole is in doubt

# What stands for no sign: control characters (without tab and line ends), those for private use, the replacement sign.
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]|\\(cid:\\d+\\)")


def doubts(data: bytes, pages: Sequence[PageContent], count: int, seen: Survey | None = None) -> tuple[str, ...]:
    """Why a PDF may not have been read whole, as reason codes; () for a sound one.

    `pages` are those that PDFium gave, before anything is set aside; `count` is how many it says there are; `seen` is
    the survey of the bytes, where it was made before. Gives `damaged` (a stream is broken, an object is missing, the
    end is cut off), `pages-lost`, `readers-disagree`, `no-text` (pages drawn as outlines) and `garbled-text`. Raises
    Unreadable where the survey does.
    """
    seen = seen or survey(data)
    doubt = _Doubt(data, pages, count)
    of_pages = list(doubt.of_pages())
    explained = of_pages.count("pages-lost")  # a page's content that is broken or missing is told as the page's loss
    reasons = []
    if seen.cut or seen.broken + seen.lost > explained or (seen.enciphered and doubt.of_streams()):
        reasons.append("damaged")
    if seen.several or doubt.of_structure(seen):
        reasons.append("readers-disagree")
    reasons += of_pages
    outlined = [page.number for page in pages if _is_outlined(page)]
    if outlined and _shows_text(data, outlined):
        reasons.append("no-text")
    if _is_garbled([_text(page) for page in pages]):
        reasons.append("garbled-text")
    return tuple(dict.fromkeys(reasons))


class _Doubt:
    """The questions that may need a second look, with the second reader opened once and only if it is needed."""

    def __init__(self, data: bytes, pages: Sequence[PageContent], count: int) -> None:
        self._data, self._pages, self._count = data, pages, count
        self._recount: Recount | None = None

    @property
    def _other(self) -> Recount:
        if self._recount is None:
            from hoscheck.extract.pdf.recount import Recount

            self._recount = Recount(self._data)
        return self._recount

    def of_streams(self) -> bool:
        """True where the streams of an enciphered file do not decode, or cannot be looked into."""
        return self._other.broken() is not False

    def of_structure(self, seen: Survey) -> bool:
        """True where the file's tables or its count of pages do not add up, and the second reader sees other pages."""
        adds_up = seen.leaves in (None, self._count) or page_objects(self._data) + seen.packed == self._count
        if adds_up and not seen.adrift:
            return False
        if self._other.count not in (self._count, len(self._pages)):
            return True  # as many as could be loaded is no contradiction: then the others are told as lost
        return seen.adrift and self._differs(self._pages[:: len(self._pages) // SAMPLE + 1])

    def of_pages(self) -> Iterator[str]:
        """Reasons from pages that show nothing, or far less than the others."""
        written = [page.characters for page in self._pages if page.characters]
        if not written:
            return
        usual = median(written)
        thin = []
        for page in self._pages:
            if not (page.characters or page.drawn or page.images):
                yield from self._of_bare(page)
            elif _is_thin(page, usual):
                thin.append(page)
        for page, look in zip(thin, _looks(self._data, thin), strict=True) if thin else ():
            layered = page.images and look.invisible >= PIECES
            undecoded = look.pieces >= PIECES and page.characters < look.pieces / 2
            if (layered or undecoded) and self._differs([page]):
                yield "readers-disagree"

    def _of_bare(self, page: PageContent) -> Iterator[str]:
        """A page that shows nothing, in a document that has text: left empty, or lost?"""
        lost = self._other.lost(self._place(page))
        if lost:
            yield "pages-lost"
        elif lost is None or self._differs([page]):
            yield "readers-disagree"

    def _place(self, page: PageContent) -> int:
        """The page's place among those of the second reader, which does not count pages that cannot be loaded."""
        if self._other.count == len(self._pages) < self._count:
            return next(at for at, each in enumerate(self._pages) if each is page)
        return page.number - 1

    def _differs(self, pages: Sequence[PageContent]) -> bool:
        """True where the second reader finds much more or much less text on these pages, or cannot tell."""
        ours = theirs = 0
        for page in pages:
            characters = self._other.characters(self._place(page), invisible=page.images > 0)
            if characters is None:
                return True
            theirs += characters
            ours += sum(len(run.text) - run.text.count(" ") for run in page.runs)
        return max(ours, theirs) >= NO_TEXT_BELOW and min(ours, theirs) < AGREED * max(ours, theirs)


def _text(page: PageContent) -> str:
    return "".join([run.text for run in page.runs])


def _is_thin(page: PageContent, usual: float) -> bool:
    if page.drawn < PIECES:
        return False  # pieces of text are among what is drawn
    if page.images and page.characters < THIN_BY_PICTURE:
        return True
    return page.characters < THIN * usual and page.characters < page.drawn / 2


def _is_outlined(page: PageContent) -> bool:
    return page.characters < NO_TEXT_BELOW and not page.images and page.drawn >= OUTLINES


def _shows_text(data: bytes, numbers: Sequence[int]) -> bool:
    """True where one of these pages shows lines of text: a map has as many outlines."""
    with Pdf(data) as pdf:
        return any_written(pdf, numbers)


def _is_garbled(texts: Sequence[str]) -> bool:
    odd = [_odd(text) for text in texts]
    if sum(odd) > GARBLED * sum(map(len, texts)):
        return True
    return any(
        few > GARBLED_PAGE * len(text) >= GARBLED_PAGE * GARBLED_FROM for few, text in zip(odd, texts, strict=True)
    )


def _odd(text: str) -> int:
    """How many characters of a text stand for no sign."""
    if text.isprintable() and "\ufffd" not in text and "(cid:" not in text:
        return 0  # most are: control characters and those for private use are not printable
    return sum(map(len, _ODD.findall(text)))


# ── the second look by PDFium ────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Look:
    """How many pieces of text a page is made of."""

    pieces: int = 0
    invisible: int = 0


_TEXT, _FORM, _INVISIBLE_MODE = 1, 5, 3
_DEEPEST = 4  # forms inside forms
_ENOUGH = 20_000  # objects


def _looks(data: bytes, pages: Sequence[PageContent]) -> list[_Look]:
    """A look at each of these pages."""
    import pypdfium2_raw as raw

    looks = [_Look() for _ in pages]
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return looks
    try:
        for page, look in zip(pages, looks, strict=True):
            opened = raw.FPDF_LoadPage(document, page.number - 1)
            if opened:
                _count(look, opened, raw.FPDFPage_CountObjects(opened), raw.FPDFPage_GetObject, 0, _ENOUGH)
                raw.FPDF_ClosePage(opened)
    finally:
        raw.FPDF_CloseDocument(document)
    return looks


def _count(
    look: _Look, holder: object, objects: int, get: Callable[[object, int], object], depth: int, left: int
) -> int:
    import pypdfium2_raw as raw

    for index in range(min(objects, left)):
        item = get(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        left -= 1
        if kind == _TEXT:
            if raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE_MODE:
                look.invisible += 1
            else:
                look.pieces += 1
        elif kind == _FORM and depth < _DEEPEST:
            inner = raw.FPDFFormObj_CountObjects(item)
            left = _count(look, item, inner, raw.FPDFFormObj_GetObject, depth + 1, left)
        if left <= 0:
            break
    return left
