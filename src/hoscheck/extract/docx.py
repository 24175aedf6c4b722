"""Word documents (.docx and its kin) → blocks, straight from the XML of the package.

Kinds that look like Word but cannot be read (old .doc, OpenDocument, RTF, a file locked with a password) are claimed
here too, so that each is refused with what to do instead of being read as noise.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import Budget, assemble, flat, has_text, tidy
from hoscheck.extract.docx_lists import Counts, Numbering, Styles, W
from hoscheck.extract.docx_package import Package, Relationship
from hoscheck.extract.docx_story import Parts, Story
from hoscheck.model import Document, Extractor

if TYPE_CHECKING:
    from lxml.etree import _Element

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_FLAT_XML = (
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
)
_SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf"))
_HEAD = 4096  # the first bytes that tell a format

_PROPERTIES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/terms/}created": "created",
}
_SAVE_AS = "open it in Word or LibreOffice and save it as .docx"


def recognises(data: bytes, name: str) -> bool:
    """True for zip, OLE, RTF and Word's XML files, and for noise with a word processor's suffix."""
    head = data[:_HEAD]
    if head.startswith((*_ZIP, _OLE, _RTF)) or any(mark in head for mark in _FLAT_XML):
        return True
    return PurePath(name).suffix.lower() in _SUFFIXES and (not head.strip() or b"\x00" in head or not _is_utf8(head))


def read(data: bytes, _name: str) -> Document:
    """The blocks of a Word document.

    Raises Unreadable: damaged, unsupported, password, empty, no-text (pictures only), limit:<which>.
    """
    _refuse_other_kinds(data)
    package = Package(data)
    part = _main_part(package)
    root = package.xml(part)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise Unreadable("unsupported", "this Office file is not a Word document; give the form as .docx, PDF or HTML")
    ties = package.relationships(part)
    parts = Parts(
        package, Styles(_linked(package, ties, "styles")), Numbering(_linked(package, ties, "numbering")), Budget()
    )
    for kind in ("footnotes", "endnotes"):
        target = _target(package, ties, kind)
        if target:
            parts.notes[kind] = Story(package.xml(target), package.relationships(target), parts)
    story = Story(root, ties, parts)
    blocks = assemble(story.blocks(body), parts.budget)
    if not has_text(blocks):
        raise _nothing(parts.pictures)
    if story.missed:
        parts.budget.reason("parts-lost")
    metadata = _core_properties(package) | _margins(package, ties, parts)
    return Document("docx", blocks, reasons=tuple(parts.budget.reasons), metadata=metadata)


EXTRACTOR = Extractor(name="docx", recognises=recognises, read=read)


# ── other kinds of file ──────────────────────────────────────────────────────────────────────────


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character that the cut went through
    return True


def _refuse_other_kinds(data: bytes) -> None:
    head = data[:_HEAD]
    if head.startswith(_OLE):
        raise _ole(data)
    if head.startswith(_RTF):
        raise Unreadable("unsupported", f"this is an RTF file, which is not read; {_SAVE_AS}")
    if any(mark in head for mark in _FLAT_XML):
        raise Unreadable("unsupported", f"this is a Word document as one XML file, which is not read; {_SAVE_AS}")
    if not head.startswith(_ZIP):
        raise Unreadable("damaged", "this is not a Word document though it is named as one; ask for a new copy")


def _ole(data: bytes) -> Unreadable:
    """The error for a file in the container of old Office formats; locked .docx files come in it too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("password", "the document is locked with a password; save a copy without one")
    if "WordDocument".encode("utf-16-le") in data:
        return Unreadable("unsupported", f"this is a Word document of the old .doc kind, which is not read; {_SAVE_AS}")
    return Unreadable(
        "unsupported", "this is an old Office file but no Word document; give the form as .docx, PDF or HTML"
    )


def _main_part(package: Package) -> str:
    """The name of the part that holds the document's text."""
    for tie in package.relationships("").values():
        if tie.kind == "officeDocument" and not tie.external:
            if tie.target in package:
                return tie.target
            raise Unreadable(
                "damaged", f"the Word document is damaged: its part {tie.target} is missing; ask for a new copy"
            )
    if "word/document.xml" in package:
        return "word/document.xml"
    if "mimetype" in package and package.content("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        raise Unreadable("unsupported", f"this is an OpenDocument file, which is not read; {_SAVE_AS}")
    raise Unreadable("unsupported", "this is a zip file but no Word document; give the form as .docx, PDF or HTML")


def _nothing(pictures: int) -> Unreadable:
    if pictures:
        return Unreadable("no-text", "the Word document holds only pictures, no text; give a version with text")
    return Unreadable("empty", "the Word document holds no text")


# ── parts around the body ────────────────────────────────────────────────────────────────────────


def _target(package: Package, ties: dict[str, Relationship], kind: str) -> str | None:
    return next((tie.target for tie in ties.values() if tie.kind == kind and tie.target in package), None)


def _linked(package: Package, ties: dict[str, Relationship], kind: str) -> _Element | None:
    target = _target(package, ties, kind)
    return package.xml(target) if target else None


def _core_properties(package: Package) -> dict[str, str]:
    target = _target(package, package.relationships(""), "core-properties")
    if target is None:
        return {}
    found = {}
    for each in package.xml(target):
        key = _PROPERTIES.get(str(each.tag))
        text = tidy(each.text or "")
        if key and text:
            found[key] = text
    return found


def _margins(package: Package, ties: dict[str, Relationship], parts: Parts) -> dict[str, str]:
    """What headers and footers print, under "header" and "footer"; the same text once."""
    found = {}
    counts = Counts()
    for kind in ("header", "footer"):
        texts = []
        for tie in ties.values():
            if tie.kind == kind and tie.target in package:
                story = Story(package.xml(tie.target), package.relationships(tie.target), parts, counts)
                texts.append(flat(story.blocks(story.root)))
        told = "\n".join(dict.fromkeys(text for text in texts if text))
        if told:
            found[kind] = told
    return found
