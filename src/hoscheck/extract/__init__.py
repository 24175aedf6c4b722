"""Bytes → self-assessment: one reader a format, chosen by content before suffix, and one way from blocks to rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from hoscheck import dating
from hoscheck.errors import Unreadable
from hoscheck.extract.bounds import bounded
from hoscheck.extract.forms import Forms
from hoscheck.extract.landlord import landlord_of
from hoscheck.extract.particulars import particulars
from hoscheck.extract.rows import assemble
from hoscheck.model import Document, Extractor, SelfAssessment

# The first to recognise a file reads it; plain text takes what is left. Each is imported when its turn comes: the
# readers of four formats take longer to load than one form to read.
READERS = ("pdf", "docx", "html", "plain")

__all__ = ["READERS", "Forms", "extractors", "identified", "named_otherwise", "read_blocks", "read_form"]


def extractors() -> Iterator[Extractor]:
    """The readers, in the order in which they are asked."""
    for name in READERS:
        extractor: Extractor = import_module(f"hoscheck.extract.{name}").EXTRACTOR
        yield extractor


def read_blocks(data: bytes, name: str, engine: str = "pdfium", ocr: str = "auto") -> Document:
    """A file's tables and paragraphs with their places. Raises Unreadable; never returns an empty success."""
    if not data:
        raise Unreadable("empty", "the file is empty (0 bytes)", "open")
    extractor = next(each for each in extractors() if each.recognises(data, name))
    if extractor.name == "pdf":
        from hoscheck.extract import pdf

        return bounded(pdf.read_second(data, ocr) if engine == "pdfplumber" else pdf.read(data, name, ocr))
    return bounded(extractor.read(data, name))


def read_form(data: bytes, name: str, forms: Forms, engine: str = "pdfium", ocr: str = "auto") -> SelfAssessment:
    """The self-assessment in a file. Raises Unreadable where nothing can be read."""
    document = read_blocks(data, name, engine, ocr)
    assessment = assemble(document, forms)
    if document.format == "pdf" and engine == "pdfium" and not document.scanned:  # of pictures there is no other reader
        from hoscheck.extract import pdf

        if pdf.doubtful(assessment):
            assessment = pdf.second_opinion(data, forms, assessment) or assessment
    return identified(assessment, document)


def identified(assessment: SelfAssessment, document: Document) -> SelfAssessment:
    """The self-assessment with the landlord's name and the date that its document prints."""
    pairs = particulars(document.blocks)
    made = dating.document_date(pairs.without_cells(assessment.prose), document.metadata)
    return replace(
        assessment,
        landlord=landlord_of(document.blocks, document.metadata, pairs),
        assessed_on=made.end if made is not None and made.precise else None,
        judged_on=made.judged_on if made is not None else None,
        dated_until=made.end if made is not None else None,
    )


# What a file's name says that it holds; a form that is found in it all the same is judged.
_NAMED = {".pdf": ("pdf", "a PDF"), ".docx": ("docx", "a Word document"), ".html": ("html", "a web page")}


def named_otherwise(name: str, format: str) -> str | None:
    """What the file's name promises, where its content is of another kind: "a PDF"."""
    for suffix, (kind, words) in _NAMED.items():
        if name.lower().endswith(suffix) and format != kind:
            return words
    return None
