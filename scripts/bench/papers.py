"""The documents of the bench, in three layouts by three producers, from the same rows.

- ruled: lines around every cell, rows kept whole;
- borderless: no line at all (shaded every second row by the browser, as web pages are), rows kept whole;
- split: lines, and rows that break wherever a page ends.

What LibreOffice and Chromium make is committed in fixtures/bench, so that a run needs neither;
`python -m scripts.bench.papers` makes it anew. What ReportLab makes is made in each run, as long as is wanted.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from scripts.bench.rows import HEADINGS, TITLE, Part, Row, form
from scripts.fixtures.produce import chromium, libreoffice

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "bench"
LAYOUTS = ("ruled", "borderless", "split")
PRODUCERS = ("libreoffice", "chromium", "reportlab")
SEED = 0  # of the form that all documents of one form print

# Widths of the columns, as shares of the paper between its margins.
WIDTHS = (0.08, 0.24, 0.08, 0.36, 0.24)
PAPER = (297, 210)  # mm
MARGIN = 15  # mm


# ── web pages, and what Chromium prints of them ──────────────────────────────────────────────────

_LOOKS = {
    "ruled": "td, th { border: 1px solid #444 } tr { break-inside: avoid }",
    "borderless": "tr { break-inside: avoid } tbody tr:nth-child(even) { background: #eef2f5 }",
    "split": "td, th { border: 1px solid #444 }",
}


def web_page(parts: Sequence[Part], layout: str = "ruled") -> str:
    """The form as a web page: a table for each section."""
    columns = "".join(f'<col style="width: {width:.0%}">' for width in WIDTHS)
    head = "".join(f"<th>{escape(heading)}</th>" for heading in HEADINGS)
    tables = (
        f"<h2>{escape(part.heading)}</h2>\n<table><colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(f"<tr>{''.join(f'<td>{_web_cell(cell)}</td>' for cell in row.cells)}</tr>" for row in part.rows)
        + "\n</tbody></table>"
        for part in parts
    )
    style = (
        f"@page {{ size: A4 landscape; margin: {MARGIN}mm }} body {{ font: 9.5pt/1.35 'Liberation Sans', sans-serif }}"
        " table { border-collapse: collapse; width: 100%; table-layout: fixed }"
        f" td, th {{ padding: 5px; text-align: left; vertical-align: top }} p {{ margin: 0 0 3px }} {_LOOKS[layout]}"
    )
    body = "\n".join(tables)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f"<style>{style}</style></head>\n<body><h1>{TITLE}</h1>\n{body}\n</body></html>\n"
    )


def _web_cell(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


# ── Word documents, and what LibreOffice prints of them ──────────────────────────────────────────


def word_document(parts: Sequence[Part], path: Path, layout: str = "ruled") -> None:
    """The form as a Word document: a table for each section, whose heading row is repeated on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document: Any = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(PAPER[0]), Mm(PAPER[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Carlito", Pt(10)
    normal.paragraph_format.space_after = Pt(2)
    widths = [Mm((PAPER[0] - 2 * MARGIN) * share) for share in WIDTHS]
    document.add_heading(TITLE, 1)
    for part in parts:
        document.add_heading(part.heading, 2)
        table = document.add_table(rows=1 + len(part.rows), cols=len(HEADINGS))
        if layout != "borderless":
            table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        lines = (HEADINGS, *(row.cells for row in part.rows))
        for made, cells in zip(table._tbl.tr_lst, lines, strict=True):
            properties = made.get_or_add_trPr()
            if cells is HEADINGS:
                properties.append(properties.makeelement(qn("w:tblHeader"), {}))
            if layout != "split":
                properties.append(properties.makeelement(qn("w:cantSplit"), {}))
            for cell, text, width in zip(made.tc_lst, cells, widths, strict=True):
                cell.width = width
                _word_cell(cell, text)
    document.save(str(path))


def _word_cell(cell: Any, text: str) -> None:
    first, *more = text.splitlines() or [""]
    for paragraph, line in ((cell.p_lst[0], first), *((None, line) for line in more)):
        (cell.add_p() if paragraph is None else paragraph).add_r().text = line


# ── ReportLab ────────────────────────────────────────────────────────────────────────────────────


def report(parts: Sequence[Part], path: Path, layout: str) -> None:
    """The form by ReportLab: a table for each section, whose heading row is repeated on every page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=12.5)
    large = ParagraphStyle("large", body, fontName="Helvetica-Bold", fontSize=13, leading=18, keepWithNext=1)
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if layout != "borderless":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "#444444"))
    widths = [(PAPER[0] - 2 * MARGIN) * mm * share for share in WIDTHS]

    def cells(texts: Sequence[str]) -> list[list[Any]]:
        return [[Paragraph(escape(line), body) for line in text.splitlines()] for text in texts]

    story: list[Any] = [Paragraph(TITLE, large)]
    for part in parts:
        lines = [cells(HEADINGS), *(cells(row.cells) for row in part.rows)]
        style = TableStyle(commands)
        table = LongTable(lines, widths, style=style, repeatRows=1, splitByRow=1, splitInRow=int(layout == "split"))
        story += [Paragraph(escape(part.heading), large), table]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN * mm)
    # the time of its making is left out, so that the same rows give the same bytes
    SimpleDocTemplate(str(path), pagesize=landscape(A4), title=TITLE, invariant=1, **margins).build(story)


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def committed(layout: str, producer: str) -> Path:
    """Where the document of one form stands that is not made in the run."""
    return FOLDER / f"{layout}.{producer}.pdf"


def repeated(source: Path, target: Path, times: int) -> Path:
    """A PDF's pages several times over, each time with fonts and pictures of their own, as joined files have them."""
    import pypdfium2

    whole, part = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(source)
    for _ in range(times):
        whole.import_pages(part)
    whole.save(target)
    part.close()
    whole.close()
    return target


def rows_of(parts: Sequence[Part]) -> list[Row]:
    """The rows of all parts, in order."""
    return [row for part in parts for row in part.rows]


def main() -> int:
    """Make the committed documents."""
    FOLDER.mkdir(exist_ok=True)
    parts = form(SEED)
    with tempfile.TemporaryDirectory() as name:
        for layout in LAYOUTS:
            source = Path(name) / f"{layout}.docx"
            word_document(parts, source, layout)
            libreoffice(source, committed(layout, "libreoffice"))
            page = source.with_suffix(".html")
            page.write_text(web_page(parts, layout), encoding="utf-8")
            chromium(page, committed(layout, "chromium"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
