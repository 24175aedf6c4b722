"""Web pages → blocks. The reading itself is in `html_page.py`, loaded when one comes."""

from __future__ import annotations

import re
from pathlib import PurePath

from hoscheck.extract.html_bytes import head_of
from hoscheck.model import Document, Extractor

_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht"))
_OTHERS = ("%PDF-", "PK\x03\x04", "\xd0\xcf\x11\xe0", "{\\rtf")
# What may stand in front of the first tag: white space, comments, the XML declaration and its kin.
_PROLOGUE = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?>)+", re.S)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)(?=[\s>])", re.I)
# A page without its frame; the inline tags and lists of converted text files are not among these.
_PART = re.compile(r"<(?:head|body|table|div|section|main|article|meta|title|link|style|script|h[1-6])(?=[\s>])", re.I)
_MHTML = re.compile(r"(?:From: <Saved by|MIME-Version: 1\.0\b)", re.I)


def recognises(data: bytes, name: str) -> bool:
    """True for bytes that begin as a web page does, or a web page's suffix; text that only holds tags is not one."""
    head = head_of(data)
    if head.startswith(_OTHERS):
        return False
    if _PAGE.search(head) or _PART.match(head, _after_prologue(head)):
        return True
    if PurePath(name).suffix.lower() in _SUFFIXES:
        return True
    return bool(_MHTML.match(head)) and "multipart/related" in head


def read(data: bytes, _name: str) -> Document:
    """The blocks of a web page.

    Raises Unreadable: empty, needs-javascript, unsupported (a web archive without a page), limit:<which>.
    """
    from hoscheck.extract.html_page import blocks_of

    return blocks_of(data, archived=is_archive(data))


def is_archive(data: bytes) -> bool:
    """True for a web archive (.mhtml), which holds the page among its pictures."""
    head = head_of(data)
    return not _PAGE.match(head, _after_prologue(head)) and bool(_MHTML.search(head))


def _after_prologue(head: str) -> int:
    found = _PROLOGUE.match(head)
    return found.end() if found else 0


EXTRACTOR = Extractor(name="html", recognises=recognises, read=read)
