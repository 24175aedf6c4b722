"""How long one text may be, for all formats alike. What comes after the readers compares texts with one another, which
takes longer than in proportion to their length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hoscheck.extract.blocks import MOST_TEXT
from hoscheck.model import Block, Document, Table

REASON = "limit:text"


def bounded(document: Document) -> Document:
    """The document with each cell and paragraph cut at MOST_TEXT characters; `limit:text` is among its reasons where
    one was longer."""
    if all(len(text) <= MOST_TEXT for text in _texts(document)):
        return document
    blocks = tuple(_cut(block) for block in document.blocks)
    return replace(document, blocks=blocks, reasons=tuple(dict.fromkeys((*document.reasons, REASON))))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row.cells
        else:
            yield block.text


def _cut(block: Block) -> Block:
    if isinstance(block, Table):
        rows = (replace(row, cells=tuple(cell[:MOST_TEXT] for cell in row.cells)) for row in block.rows)
        return Table(tuple(rows))
    return replace(block, text=block.text[:MOST_TEXT])
