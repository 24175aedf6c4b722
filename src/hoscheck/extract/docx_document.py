"""A Word document's parts put together: body, styles, numbering, notes, margins → blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import Budget, assemble, flat, has_text, tidy
from hoscheck.extract.docx import AS_PDF, AS_SHEET, SAVE_AS
from hoscheck.extract.docx_lists import Counts, Numbering, Styles, W
from hoscheck.extract.docx_package import Package, Relationship
from hoscheck.extract.docx_story import Parts, Story
from hoscheck.model import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROPERTIES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/terms/}created": "created",
}
# what the main parts of Office's other files are called
_OTHER_ROOTS = {
    "workbook": f"an Excel workbook (.xlsx), {AS_SHEET}",
    "presentation": f"a PowerPoint presentation (.pptx), {AS_PDF}",
}
_READABLE = (".docx", ".doc", ".pdf", ".html", ".htm", ".odt")


def blocks_of(data: bytes) -> Document:
    """The blocks of a .docx file.

    Raises Unreadable: damaged, unsupported, password, empty, no-text (pictures only), limit:<which>.
    """
    package = Package(data)
    part = _main_part(package)
    root = package.xml(part)
    body = root.find(W + "body")
    if (other := _OTHER_ROOTS.get(str(root.tag).rpartition("}")[2])) is not None:
        raise Unreadable("unsupported", f"this is {other}")
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
    raise _other_zip(package)


def _other_zip(package: Package) -> Unreadable:
    """The error for a zip that holds no Word document: what it is, and how to make of it what can be read."""
    names = package.names()
    if "mimetype" in package:
        kind = package.content("mimetype")
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return Unreadable("unsupported", f"this is an OpenDocument text (.odt), which is not read; {SAVE_AS}")
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return Unreadable("unsupported", f"this is an OpenDocument spreadsheet (.ods), {AS_SHEET}")
        if kind.startswith((b"application/vnd.oasis.opendocument", b"application/epub")):
            return Unreadable("unsupported", f"this is an OpenDocument file or an e-book, {AS_PDF}")
    if any(name.endswith((".iwa", ".apxl")) for name in names) or "index.xml" in names:
        return Unreadable(
            "unsupported",
            "this is a document of Pages or another Apple program, which is not read; open it there and export it to "
            "Word (.docx) or PDF",
        )
    if any(name.endswith(_READABLE) for name in names):
        return Unreadable("unsupported", "this is a zip file of documents; unpack it and give the documents in it")
    return Unreadable("unsupported", "this is a zip file but no Word document; give the form as .docx, PDF or HTML")


def _nothing(pictures: int) -> Unreadable:
    if pictures:
        return Unreadable("no-text", "the Word document holds only pictures, no text; give a version with text")
    return Unreadable("empty", "the Word document holds no text")


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
