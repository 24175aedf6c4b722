"""Bytes → self-assessment: one reader a format, chosen by content before suffix, and one way from blocks to rows."""

from __future__ import annotations

from dataclasses import replace

from hoscheck import dates
from hoscheck.errors import Unreadable
from hoscheck.extract import docx, html, pdf, plain
from hoscheck.extract.forms import Forms
from hoscheck.extract.landlord import landlord_of
from hoscheck.extract.rows import assemble
from hoscheck.model import Document, Extractor, SelfAssessment

# first to recognise wins; plain text takes what is left
EXTRACTORS: tuple[Extractor, ...] = (pdf.EXTRACTOR, docx.EXTRACTOR, html.EXTRACTOR, plain.EXTRACTOR)

__all__ = ["EXTRACTORS", "Forms", "named_otherwise", "read_blocks", "read_form"]


def read_blocks(data: bytes, name: str, engine: str = "pdfium") -> Document:
    """A file's tables and paragraphs with their places. Raises Unreadable; never returns an empty success."""
    if not data:
        raise Unreadable("empty", "the file is empty (0 bytes)", "open")
    extractor = next(each for each in EXTRACTORS if each.recognises(data, name))
    if extractor is pdf.EXTRACTOR and engine == "pdfplumber":
        return pdf.read_second(data, name)
    return extractor.read(data, name)


def read_form(data: bytes, name: str, forms: Forms, engine: str = "pdfium") -> SelfAssessment:
    """The self-assessment in a file. Raises Unreadable where nothing can be read."""
    document = read_blocks(data, name, engine)
    assessment = assemble(document, forms)
    if document.format == "pdf" and engine == "pdfium" and pdf.doubtful(document, assessment):
        second = pdf.second_opinion(data, name, forms, assessment)
        assessment = second or assessment
    made = dates.document_date(assessment.prose, document.metadata)
    return replace(
        assessment,
        landlord=landlord_of(document.blocks, document.metadata),
        assessed_on=made.end if made is not None and made.precise else None,
        judged_on=made.judged_on if made is not None else None,
    )


# What a file's name says that it holds; a form that is found in it all the same is judged.
_NAMED = {".pdf": ("pdf", "a PDF"), ".docx": ("docx", "a Word document"), ".html": ("html", "a web page")}


def named_otherwise(name: str, format: str) -> str | None:
    """What the file's name promises, where its content is of another kind: "a PDF"."""
    for suffix, (kind, words) in _NAMED.items():
        if name.lower().endswith(suffix) and format != kind:
            return words
    return None
