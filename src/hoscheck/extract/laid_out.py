"""Text that keeps a page's columns by blanks (`pdftotext -layout`) → blocks.

How many columns there are is told by a heading, where they begin by the lines below it, page by page: a converter
measures every page anew (`laid_columns.py`). Rows are told by their numbers (`laid_rows.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hoscheck.extract.laid_columns import Heading, Slots, cells_of, heading_at, moved, slots_of, strong_starts
from hoscheck.extract.laid_lines import LaidLine, names, pages_of
from hoscheck.extract.laid_rows import CellLine, is_centred, number_in, rows_of
from hoscheck.model import Block, Location, Paragraph, Table, TableRow


class _Part(NamedTuple):
    """Lines of a page: below a heading, or those that go on with what the page before ends with."""

    heading: Heading | None
    titles: Sequence[LaidLine]  # the heading's lines
    lines: Sequence[LaidLine]


class _Run(NamedTuple):
    """Lines of one table, with the heading's line where it stands above them."""

    slots: Slots
    headed: int | None
    lines: list[CellLine]


def blocks_of_layout(lines: Sequence[str]) -> list[Block]:
    """The tables and lines of a laid out text, with the lines of the text as their places."""
    found = list(_runs(pages_of(lines)))
    tables = [(each.slots, each.lines) for each in found if isinstance(each, _Run)]
    centred = is_centred(tables)
    return [each if isinstance(each, Paragraph) else _table(each, centred=centred) for each in found]


def _runs(pages: Sequence[Sequence[LaidLine]]) -> Iterator[Paragraph | _Run]:
    slots: Slots | None = None
    run: _Run | None = None
    for part in (part for page in pages for part in _parts(page)):
        if part.heading is not None:
            again = slots is not None and slots.are_named_by(part.heading)
            if slots is not None and again:
                slots = moved(slots, [*part.titles, *part.lines])
            else:
                slots = slots_of(part.heading, part.titles, part.lines)
            if run is None or not again:
                if run is not None and run.lines:
                    yield run
                run = _Run(slots, part.titles[0].number, [])
        elif slots is not None:
            slots = moved(slots, part.lines)
        for at, line in enumerate(part.lines):
            cells = cells_of(line, slots) if slots is not None else None
            if slots is None or cells is None or _stands_alone(line, cells, slots, run):
                if run is not None and run.lines:
                    yield run
                run = None
                yield Paragraph(line.text, Location(line=line.number))
                continue
            if run is None:
                run = _Run(slots, None, [])
            run.lines.append(CellLine(line.number, cells, line.gap, not at and part.heading is None))
    if run is not None and run.lines:
        yield run


def _parts(page: Sequence[LaidLine]) -> Iterator[_Part]:
    strong = strong_starts(page)
    heading: Heading | None = None
    titles: Sequence[LaidLine] = ()
    begin = at = 0
    while at < len(page):
        found = heading_at(page, at, strong)
        if found is None:
            at += 1
            continue
        if heading is not None or at > begin:
            yield _Part(heading, titles, page[begin:at])
        heading, titles = found, page[at : at + found.lines]
        begin = at = at + found.lines
    yield _Part(heading, titles, page[begin:])


def _stands_alone(line: LaidLine, cells: Sequence[str], slots: Slots, run: _Run | None) -> bool:
    """True for a line that has nothing but words at the table's left: a banner, or what stands below the table."""
    if any(cells[1:]) or number_in(CellLine(line.number, list(cells), line.gap, False), slots):
        return False
    return run is None or names().is_banner(line.text) or (line.gap and slots.roles[0] != "requirement")


def _table(run: _Run, *, centred: bool) -> Table:
    rows = rows_of(run.slots, run.lines, centred=centred)
    if run.headed is not None:
        rows.insert(0, TableRow(run.slots.cells, Location(line=run.headed)))
    return Table(tuple(rows))
