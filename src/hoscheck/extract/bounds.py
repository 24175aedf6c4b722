"""How much a document may hold, for all formats alike. What comes after the readers compares rows and texts with one
another, which takes longer than in proportion to their number and length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hoscheck.errors import Unreadable
from hoscheck.model import Block, Document, Table

MOST_ROWS = 20_000  # of all tables of a document
MOST_CELLS = 200_000  # of all tables of a document, covered cells included
MOST_TEXT = 100_000  # characters of a cell or paragraph; a whole form has about 35,000
MOST_PARAGRAPHS = 100_000  # lines outside tables; a report of a thousand pages has half as many
REASON = "limit:text"


def limit(which: str, what: str) -> Unreadable:
    """The error of a limit that was reached; `what` is a clause about the file."""
    return Unreadable(f"limit:{which}", f"{what}, far beyond any self-assessment; check that this is the right file")


def bounded(document: Document) -> Document:
    """The document with each cell and paragraph cut at MOST_TEXT characters; `limit:text` is among its reasons where
    one was longer. Raises Unreadable `limit:rows`, `limit:cells` and `limit:paragraphs` for more than any form has."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if len(document.blocks) - len(tables) > MOST_PARAGRAPHS:
        raise limit("paragraphs", f"it has more than {MOST_PARAGRAPHS:,} paragraphs")
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise limit("rows", f"its tables have more than {MOST_ROWS:,} rows")
    if sum(len(row.cells) for table in tables for row in table.rows) > MOST_CELLS:
        raise limit("cells", f"its tables have more than {MOST_CELLS:,} cells")
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
