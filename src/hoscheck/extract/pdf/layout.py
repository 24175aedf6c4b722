"""A page's runs and lines → tables and paragraphs in reading order; and what the pages of a document share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import read_number
from hoscheck.extract.pdf.geometry import Placed, cell_text, line_text, lines_of, share
from hoscheck.extract.pdf.grid import Grid
from hoscheck.extract.pdf.gutter import find_gutter, two_columns
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Block, Location, Paragraph, Table, TableRow
from hoscheck.normalise import squash

# The head and foot of a page where running headers and page numbers stand, as shares of its height.
HEAD, FOOT = 0.12, 0.12
# A line that stands at the same height on this share of the pages is furniture.
RECURS = 0.5
# The lines of a paragraph stand this near, in heights.
SAME_PARAGRAPH = 1.6
# Letters this tall (points), and so many times taller than the page's text, are a watermark.
WATERMARK, WATERMARK_TIMES = 60.0, 5.0
SAME_EDGE = 4.0  # points; tables of a form that goes on over pages keep their left and right edge


_PAGE_NUMBER = re.compile(r"^\W*(?:page|p\.?)?\s*\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*$", re.I)
_PAGE = "page number"
_DIGITS = re.compile(r"\d+")


def page_blocks(page: PageContent, grids: Sequence[Grid]) -> list[Placed]:
    """A ruled page's tables and lines, in reading order."""
    cells: list[dict[tuple[int, int], list[Run]]] = [defaultdict(list) for _ in grids]
    outside: list[Run] = []
    for run in once(page.runs):
        at = _grid_at(run, grids)
        if at is None:
            outside.append(run)
        else:
            cells[at[0]][at[1]].append(run)
    placed = [each for grid, texts in zip(grids, cells, strict=True) for each in _table(page, grid, texts)]
    if placed or (gutter := find_gutter(page, outside)) is None:
        placed += [_line(page, runs) for runs in lines_of(outside)]
        return sorted(placed, key=lambda each: each.top)
    return [_line(page, runs) for runs in two_columns(lines_of(outside), gutter)]


def once(runs: Iterable[Run]) -> list[Run]:
    """Runs without a watermark's, and without those that are drawn twice a little apart to look bold."""
    runs = list(runs)
    heights = [height for _, _, _, _, height in runs]
    if max(heights, default=0.0) > WATERMARK:
        tallest = max(WATERMARK, WATERMARK_TIMES * sorted(heights)[len(heights) // 2])
        runs = [run for run in runs if run.height <= tallest]
    first: dict[str, Run] = {}
    others: dict[str, list[Run]] = {}
    kept: list[Run] = []
    for run in runs:
        text, x0, _, y, _ = run
        before = first.setdefault(text, run)
        if before is not run:  # most texts of a page stand there once
            twins = others.setdefault(text, [before])
            if any(abs(x0 - each.x0) < 1.5 and abs(y - each.y) < 1.5 for each in twins):
                continue
            twins.append(run)
        kept.append(run)
    return kept


def _grid_at(run: Run, grids: Sequence[Grid]) -> tuple[int, tuple[int, int]] | None:
    x = run.x0 + 1.0 if run.x1 - run.x0 > 2.0 else (run.x0 + run.x1) / 2
    for at, grid in enumerate(grids):
        cell = grid.cell_at(x, run.y)
        if cell is not None:
            return at, cell
    return None


def _table(page: PageContent, grid: Grid, cells: dict[tuple[int, int], list[Run]]) -> list[Placed]:
    if not cells:
        return []
    rows: list[TableRow] = []
    for at, owners in enumerate(grid.owner):
        texts = tuple(
            [
                cell_text(cells[owner]) if owner in cells and owner == (at, column) else ""
                for column, owner in enumerate(owners)
            ]
        )
        if any(owner[0] == at for owner in owners):
            rows.append(TableRow(texts, Location(page=page.number, row=len(rows) + 1)))
    _, y0, _, y1 = grid.box
    return [Placed(page.number, share(page, y1), share(page, y0), Table(tuple(rows)), grid.xs)]


def _line(page: PageContent, runs: Sequence[Run]) -> Placed:
    top = max(run.y + run.height / 2 for run in runs)
    bottom = min(run.y - run.height / 2 for run in runs)
    paragraph = Paragraph(line_text(runs), Location(page=page.number))
    return Placed(page.number, share(page, top), share(page, bottom), paragraph)


# ── what the pages share ─────────────────────────────────────────────────────────────────────────


def set_aside(
    pages: Sequence[tuple[PageContent, Sequence[Grid]]], speaks_of_form: Callable[[str], bool]
) -> dict[str, list[str]]:
    """Takes running headers, footers and page numbers out of the pages; returns their texts, once each, by place.

    They stand outside any grid at the head or foot of a page, and recur. A table's heading row recurs there too, where
    the table is not ruled: `speaks_of_form` knows it.
    """
    edges = [
        (page, place, [(line, squash(line_text(line))) for line in lines])
        for page, grids in pages
        for place, lines in _edge_lines(page, grids).items()
    ]
    seen = Counter((place, name) for _, place, lines in edges for name in {_name(text) for _, text in lines})
    often = max(2, RECURS * len(pages))
    found: dict[str, list[str]] = {"header": [], "footer": []}
    for page, place, lines in edges:
        running: list[tuple[list[Run], str]] = []
        for line, text in lines:  # from the page's edge inwards, up to the first line that is the document's own
            name = _name(text)
            own = is_answer(text) or speaks_of_form(text) or read_number(text)[0]
            if own or (name != _PAGE and seen[place, name] < often):
                inner = line
                while running and speaks_of_form(text) and _touch(running[-1][0], inner):
                    inner, _ = running.pop()  # a line of the same heading, which recurs as it does
                break
            running.append((line, text))
        found[place] += [text for _, text in running if text not in found[place]]
        gone = {id(run) for line, _ in running for run in line}
        if gone:
            page.runs = [run for run in page.runs if id(run) not in gone]
    return {place: texts for place, texts in found.items() if texts}


def _touch(line: Sequence[Run], other: Sequence[Run]) -> bool:
    """True for two lines of one paragraph."""
    return abs(line[0].y - other[0].y) <= SAME_PARAGRAPH * max(line[0].height, other[0].height)


def _name(text: str) -> str:
    """What a running line is known by: its text without the numbers that change from page to page."""
    return _PAGE if _PAGE_NUMBER.match(text) else _DIGITS.sub("0", text)


def _edge_lines(page: PageContent, grids: Sequence[Grid]) -> dict[str, list[list[Run]]]:
    """The lines outside any grid at the head and the foot of a page, each from the page's edge inwards."""
    lowest, highest = page.bottom + FOOT * page.height, page.bottom + (1 - HEAD) * page.height
    outer = [run for run in page.runs if not lowest <= run.y <= highest]
    lines = lines_of([run for run in outer if _grid_at(run, grids) is None] if grids else outer)
    heads = [line for line in lines if share(page, line[0].y) < HEAD]
    return {"header": heads, "footer": lines[len(heads) :][::-1]}


def unified(placed: Sequence[Placed]) -> list[Block]:
    """The blocks of all pages, tables numbered through the document.

    Tables with the same edges get the same columns, so that a form that goes on over pages keeps them even where a
    banner or an empty column is missing on one page.
    """
    columns = _shared_columns([each for each in placed if each.xs])
    blocks: list[Block] = []
    tables = 0
    for each in placed:
        if isinstance(each.block, Table):
            tables += 1
            blocks.append(_numbered(_spread(each, columns.get(id(each), each.xs)), tables))
        else:
            blocks.append(each.block)
    return blocks


def _shared_columns(tables: Sequence[Placed]) -> dict[int, tuple[float, ...]]:
    groups: list[list[Placed]] = []
    for table in tables:
        for group in groups:
            first = group[0].xs
            if abs(first[0] - table.xs[0]) <= SAME_EDGE and abs(first[-1] - table.xs[-1]) <= SAME_EDGE:
                group.append(table)
                break
        else:
            groups.append([table])
    shared = {}
    for group in groups:
        edges: list[float] = []
        for x in sorted(x for table in group for x in table.xs):
            if not edges or x - edges[-1] > SAME_EDGE:
                edges.append(x)
        shared.update({id(table): tuple(edges) for table in group})
    return shared


def _spread(placed: Placed, edges: tuple[float, ...]) -> Table:
    table = placed.block
    assert isinstance(table, Table)
    if len(edges) == len(placed.xs):
        return table
    at = [min(range(len(edges)), key=lambda edge: abs(edges[edge] - x)) for x in placed.xs[:-1]]
    rows = []
    for row in table.rows:
        cells = [""] * (len(edges) - 1)
        for column, text in enumerate(row.cells):
            place = min(at[column], len(cells) - 1)
            cells[place] = f"{cells[place]}\n{text}".strip("\n") if text else cells[place]
        rows.append(TableRow(tuple(cells), row.location, row.header))
    return Table(tuple(rows))


def _numbered(table: Table, number: int) -> Table:
    return Table(
        tuple(
            TableRow(row.cells, Location(page=row.location.page, table=number, row=row.location.row), row.header)
            for row in table.rows
        )
    )
