"""A PDF by pdfminer, for the pages that are in doubt: how many there are, whether their content can be decoded, and how
many characters they show.

Slow, and easily brought to a stand by files that are made for it: it is asked only where the first reading is in doubt,
and it stops where a page has more on it than any form.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

# The content of a full page has some 50 kB, one drawn letter by letter 500; a megabyte takes pdfminer three seconds.
MOST_CONTENT = 1024 * 1024
MOST_CONTENT_OF_ALL = 4 * MOST_CONTENT
MOST_CHARACTERS = 200_000
MOST_FORMS = 2_000  # drawn on a page; forms that draw others twice pass this with eleven of them
MOST_PAGES = 20_000  # walked in the tree of pages
# Less content than this is a page that was left empty; more of it, and nothing but white space, was wiped out.
WIPED = 16
# Operators and numbers are ASCII, and strings mostly are; bytes that were never unpacked are so for a third.
UNWRITTEN = 0.3

_INVISIBLE_MODE = 3
_DRAWS = re.compile(rb"/([^\s/<>\[\]()%]+)\s+Do\b")
_WRITTEN = bytes(range(32, 127)) + b"\t\r\n\f\0"
# What a page may have (ISO 32000-2, table 31). One that has no content and something else has a spoilt name in it.
_ENTRIES = frozenset((
    "Type", "Parent", "LastModified", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox",
    "BoxColorInfo", "Contents", "Rotate", "Group", "Thumb", "B", "Dur", "Trans", "Annots", "AA", "Metadata",
    "PieceInfo", "StructParents", "ID", "PZ", "SeparationInfo", "Tabs", "TemplateInstantiated", "PresSteps",
    "UserUnit", "VP", "AF", "OutputIntents", "DPart",
))  # fmt: skip
_ELSEWHERE = frozenset(("Parent", "P", "StructParent", "Metadata"))  # ways out of a page's own resources
_GRAIN = 0.7  # points; the same letter again in the same grain, or in one beside it, is drawn twice to look bold
_BESIDE = tuple((across, up) for across in (-1, 0, 1) for up in (-1, 0, 1))


class Recount:
    """An open PDF. Nothing here raises for a bad document: what cannot be told is None."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._read = 0
        self._pages: list[PDFPage] | None = None
        try:
            self._pages = list(_pages(data))
        except Exception:  # pdfminer raises sixteen kinds, bare TypeErrors among them
            self._pages = None

    @property
    def count(self) -> int | None:
        """The number of pages."""
        return None if self._pages is None else len(self._pages)

    def lost(self, index: int) -> bool | None:
        """True where a page's content (0-based index) is missing, cannot be decoded, was wiped out, or draws what is
        not there."""
        if self._pages is None or index >= len(self._pages):
            return None
        page = self._pages[index]
        try:
            with _strictly():
                return _is_lost(page, self._data)
        except Exception:  # a stream that does not decode raises as it is read strictly
            return True

    def broken(self) -> bool | None:
        """True where a stream that a page's text depends on does not decode: its content, forms and fonts. For files
        whose streams only a reader with their key can look into."""
        if self._pages is None:
            return None
        streams: list[Any] = []
        try:
            _gather([[page.contents, page.resources] for page in self._pages], streams)
            with _strictly():
                return not all(map(_decodes, streams))
        except Exception:
            return True

    def characters(self, index: int, invisible: bool) -> int | None:
        """The characters that a page shows, white space apart; those drawn twice count once. With `invisible` those of
        a text layer behind a picture count."""
        if self._pages is None or index >= len(self._pages):
            return None
        page = self._pages[index]
        try:
            size = sum(len(stream.get_data()) for stream in _content_streams(page) if stream is not None)
            self._read += size
            if size > MOST_CONTENT or self._read > MOST_CONTENT_OF_ALL:
                return None
            return _characters(page, invisible)
        except Exception:
            return None


def _pages(data: bytes) -> Iterator[PDFPage]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data))))):
        if number >= MOST_PAGES:
            raise _TooMuchError
        yield page


class _TooMuchError(Exception):
    pass


@contextmanager
def _strictly() -> Iterator[None]:
    """As long as this holds, pdfminer raises for a stream that does not inflate; else it gives what there is."""
    from pdfminer import settings

    before, settings.STRICT = settings.STRICT, True
    try:
        yield
    finally:
        settings.STRICT = before


def _is_lost(page: PDFPage, data: bytes) -> bool:
    if "Contents" not in page.attrs:
        return not _ENTRIES.issuperset(page.attrs) or _names_content(page, data)
    content = b""
    for stream in _content_streams(page):
        if stream is None or "Length" not in stream:
            return True  # without one its dictionary could not be read
        content += stream.get_data()
    if len(content) >= WIPED and not content.strip(b" \t\r\n\f\0"):
        return True
    if len(content.translate(None, _WRITTEN)) > UNWRITTEN * len(content):
        return True
    return any(not _is_there(page, name) for name in set(_DRAWS.findall(content)))


def _names_content(page: PDFPage, data: bytes) -> bool:
    """True where the page's object as it stands in the file says what its content is, in a spoilt way."""
    found = re.search(rb"(?<!\d)%d\s+\d+\s+obj\b(.*?)endobj" % page.pageid, data, re.S)
    return found is not None and b"/Content" in found[1]


def _gather(holders: list[Any], streams: list[Any]) -> None:
    """The streams that these values lead to, pictures apart."""
    from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
    from pdfminer.psparser import LIT

    seen: set[int] = set()
    while holders:
        value = holders.pop()
        if isinstance(value, PDFObjRef):
            if value.objid in seen:
                continue
            seen.add(value.objid)
            value = resolve1(value)
        if isinstance(value, PDFStream):
            if value.get("Subtype") is LIT("Image"):
                continue
            streams.append(value)
            value = value.attrs
        if isinstance(value, dict):
            holders += (each for key, each in value.items() if key not in _ELSEWHERE)
        elif isinstance(value, list):
            holders += value


def _decodes(stream: Any) -> bool:
    from pdfminer.pdfexceptions import PDFNotImplementedError

    try:
        stream.get_data()
    except PDFNotImplementedError:
        return True  # a kind that pdfminer does not know is not broken by that
    except Exception:
        return False
    return True


def _content_streams(page: PDFPage) -> Iterator[Any]:
    """The page's streams; None for one that is missing."""
    from pdfminer.pdftypes import PDFStream, resolve1

    for each in page.contents:
        stream = resolve1(each)
        yield stream if isinstance(stream, PDFStream) else None


def _is_there(page: PDFPage, name: bytes) -> bool:
    from pdfminer.pdftypes import PDFStream, resolve1

    drawn = resolve1(page.resources.get("XObject")) if page.resources else None
    return isinstance(drawn, dict) and isinstance(resolve1(drawn.get(name.decode("latin-1"))), PDFStream)


def _characters(page: PDFPage, invisible: bool) -> int:
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    class Counter(PDFTextDevice):  # type: ignore[misc]
        seen: set[tuple[str, int, int]] = set()  # noqa: RUF012 - the class lives as long as its one instance
        count = 0
        forms = 0

        def render_string(self, textstate: Any, *rest: Any) -> None:
            if invisible or textstate.render != _INVISIBLE_MODE:
                super().render_string(textstate, *rest)

        def render_char(
            self, matrix: Any, font: Any, size: float, scaling: float, _rise: float, code: int, *_: Any
        ) -> float:
            try:
                text = font.to_unichr(code)
            except PDFUnicodeNotDefined:
                text = f"({code})"  # a character all the same
            x, y = round(matrix[4] / _GRAIN), round(matrix[5] / _GRAIN)
            if text.strip() and not any((text, x + across, y + up) in self.seen for across, up in _BESIDE):
                self.seen.add((text, x, y))
                self.count += 1 if text.startswith("(") else len(text)
                if self.count > MOST_CHARACTERS:
                    raise _TooMuchError
            return float(font.char_width(code)) * size * scaling

        def begin_figure(self, *_: Any) -> None:
            self.forms += 1
            if self.forms > MOST_FORMS:
                raise _TooMuchError

        def end_figure(self, *_: Any) -> None: ...

    manager = PDFResourceManager(caching=False)
    device = Counter(manager)
    PDFPageInterpreter(manager, device).process_page(page)
    return device.count
