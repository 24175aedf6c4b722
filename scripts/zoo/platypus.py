"""Zoo documents by ReportLab's own table and paragraph classes, as report servers make them, and its form fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from scripts.fixtures.source import blocks
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Column, Sheet

FONTS = Path("/usr/share/fonts/truetype")
FILES = {
    "Liberation Sans": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "Liberation Serif": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    "DejaVu Sans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "Carlito": ("crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf"),
}
_PAPER = {"portrait": A4, "landscape": landscape(A4), "a3": landscape(A3)}
_MARGIN = 42
Answered = Callable[[ZooRow, Column, str], Any]  # row, column and a unique name → the cell's flowable


def fonts(name: str) -> None:
    """Register the font so that ReportLab embeds it."""
    regular, bold = FILES[name]
    for suffix, file in (("", regular), ("-Bold", bold)):
        if f"{name}{suffix}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"{name}{suffix}", FONTS / file))
    pdfmetrics.registerFontFamily(name, normal=name, bold=f"{name}-Bold", italic=name, boldItalic=f"{name}-Bold")


def write(
    sheet: Sheet,
    path: Path,
    *,
    answered: Answered | None = None,
    before: list[Any] | None = None,
    after: list[Any] | None = None,
    **options: Any,
) -> None:
    """Write the sheet with Platypus. `before` and `after` are flowables around it; `options` go to the template."""
    look = sheet.look
    fonts(look.get("font", "Liberation Sans"))
    styles = _styles(sheet)
    story: list[Any] = [*(before or []), Paragraph(escape(sheet.title), styles["title"])]
    story += [Paragraph(escape(line), styles["body"]) for line in sheet.preamble]
    for above, items in sheet.groups():
        if above:
            story += [CondPageBreak(110), Paragraph(escape(above), styles["heading"])]
        if look.get("shape") == "prose":
            story += _prose(sheet, items, styles)
        else:
            story += [_table(sheet, items, styles, answered), Spacer(1, 10)]
    story.append(Paragraph("Review", styles["heading"]))
    story += [Paragraph(escape(line), styles["body"]) for line in sheet.closing]
    story += after or []
    document = SimpleDocTemplate(
        str(path),
        pagesize=_PAPER[look.get("paper", "portrait")],
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=sheet.title,
        author=sheet.landlord.name,
        invariant=1,
        **options,
    )

    def running(canvas: Any, template: Any) -> None:
        canvas.saveState()
        canvas.setFont(look.get("font", "Liberation Sans"), 8)
        width, height = _PAPER[look.get("paper", "portrait")]
        if look.get("watermark"):
            canvas.setFillGray(0.88)
            canvas.translate(width / 2, height / 2)
            canvas.rotate(40)
            canvas.setFont(look.get("font", "Liberation Sans"), 80)
            canvas.drawCentredString(0, 0, look["watermark"])
            canvas.restoreState()
            canvas.saveState()
            canvas.setFont(look.get("font", "Liberation Sans"), 8)
        canvas.drawString(_MARGIN, height - 26, look.get("running_header", ""))
        canvas.drawRightString(
            width - _MARGIN, 22, look.get("running_footer", "").replace("{page}", str(template.page))
        )
        canvas.restoreState()

    document.build(story, onFirstPage=running, onLaterPages=running)


def _styles(sheet: Sheet) -> dict[str, ParagraphStyle]:
    look = sheet.look
    font, size = look.get("font", "Liberation Sans"), look.get("size", 9)
    align = TA_JUSTIFY if look.get("justify") else TA_LEFT
    base = {"fontName": font, "fontSize": size, "leading": size * 1.22, "alignment": align}
    return {
        "body": ParagraphStyle("body", **base, spaceAfter=4),
        "item": ParagraphStyle("item", **base, leftIndent=10, bulletIndent=1, spaceAfter=2),
        "head": ParagraphStyle("head", fontName=f"{font}-Bold", fontSize=size, leading=size * 1.2,
                               textColor=colors.white if look.get("dark") else colors.black),
        "heading": ParagraphStyle("heading", fontName=f"{font}-Bold", fontSize=size + 4, leading=size + 7, spaceAfter=5,
                                  spaceBefore=8),
        "label": ParagraphStyle("label", fontName=f"{font}-Bold", fontSize=size + 1, leading=size + 4, spaceBefore=6,
                                keepWithNext=1),
        "title": ParagraphStyle("title", fontName=f"{font}-Bold", fontSize=size + 8, leading=size + 12, spaceAfter=8),
    }  # fmt: skip


def cell(text: str, styles: dict[str, ParagraphStyle]) -> list[Any]:
    """A cell's markup as paragraphs."""
    made = []
    for block in blocks(text):
        inner = "".join(f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text) for span in block.spans)
        bullet = f"{block.marker}." if block.marker.isalpha() else "•" if block.marker else None
        made.append(Paragraph(inner, styles["item" if block.marker else "body"], bulletText=bullet))
    return made


def _table(
    sheet: Sheet, items: list[ZooRow | str], styles: dict[str, ParagraphStyle], answered: Answered | None
) -> LongTable:
    look = sheet.look
    width = _PAPER[look.get("paper", "portrait")][0] - 2 * _MARGIN - 2
    total = sum(column.share for column in sheet.columns)
    rows: list[list[Any]] = [[Paragraph(escape(column.heading), styles["head"]) for column in sheet.columns]]
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_lines(look.get("lines", "boxes"))]
    for item in items:
        at = len(rows)
        if isinstance(item, str):
            rows.append([Paragraph(f"<b>{escape(item)}</b>", styles["body"]), *[""] * (len(sheet.columns) - 1)])
            commands += [("SPAN", (0, at), (-1, at)), ("BACKGROUND", (0, at), (-1, at), colors.whitesmoke)]
            continue
        cells: list[Any] = []
        for number, column in enumerate(sheet.columns):
            flowable = answered(item, column, f"{item.provision}-{column.role}-{at}") if answered else None
            inner = cell(sheet.cell(item, column), styles) if flowable is None else flowable
            if column.role == "evidence" and item.nested:
                small = [[Paragraph(escape(text), styles["body"]) for text in line] for line in item.nested]
                inner = [*inner, LongTable(small, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey)]))]
            cells.append(inner)
            if item.second and column.role != "evidence":
                commands.append(("SPAN", (number, at), (number, at + 1)))
        rows.append(cells)
        if item.second:
            rows.append([cell(item.second, styles) if each.role == "evidence" else "" for each in sheet.columns])
    if look.get("zebra"):
        commands.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), (colors.white, colors.HexColor("#e9eff5"))))
    fill = "#1e2a44" if look.get("dark") else "#d5dfe9"
    if look.get("dark") or look.get("zebra"):
        commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(fill)))
    repeat = 1 if look.get("repeat", True) else 0
    widths = [width * column.share / total for column in sheet.columns]
    return LongTable(rows, widths, repeatRows=repeat, splitInRow=1, style=TableStyle(commands))


def _lines(kind: str) -> list[Any]:
    return {
        "boxes": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        "horizontal": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")],
        "none": [],
    }[kind]


def _prose(sheet: Sheet, items: list[ZooRow | str], styles: dict[str, ParagraphStyle]) -> list[Any]:
    made: list[Any] = []
    for item in items:
        if isinstance(item, str):
            made.append(Paragraph(escape(item), styles["heading"]))
            continue
        for column in sheet.columns:
            text = sheet.cell(item, column)
            if column.role == "number":
                made.append(Paragraph(f"{escape(column.heading)} {text}", styles["label"]))
                continue
            first, *rest = cell(text, styles) or [Paragraph("", styles["body"])]
            words = first.text if not getattr(first, "bulletText", None) else ""
            made.append(Paragraph(f"<b>{escape(column.heading)}:</b> {words}", styles["body"]))
            made += [first, *rest] if not words and text else rest
    return made


# ── form fields ──────────────────────────────────────────────────────────────────────────────────


class Field(Flowable):  # type: ignore[misc]
    """An AcroForm field in a table cell."""

    def __init__(self, kind: str, name: str, value: str) -> None:
        super().__init__()
        self.kind, self.name, self.value = kind, re.sub(r"\W", "_", name), value
        self.width, self.height = (60.0, 16.0) if kind != "box" else (12.0, 13.0)

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = min(self.width, width) if self.kind != "text" else width
        return self.width, self.height

    def draw(self) -> None:
        form = self.canv.acroForm
        place = {"x": 0, "y": 0, "relative": True, "name": self.name, "tooltip": self.name, "borderWidth": 0.5}
        if self.kind == "box":
            form.checkbox(checked=bool(self.value), size=11, **place)
        elif self.kind == "choice":
            form.choice(value=self.value or " ", options=[" ", "Yes", "No", "Partial", "N/A"], width=self.width,
                        height=14, fontSize=8, fieldFlags="combo", **place)  # fmt: skip
        else:
            form.textfield(value=self.value, width=self.width, height=14, fontSize=8, **place)


def choices(row: ZooRow, column: Column, name: str) -> Any:
    """The answer as a drop-down field."""
    return Field("choice", name, row.answer_text) if column.role == "answer" else None


def text_fields(row: ZooRow, column: Column, name: str) -> Any:
    """The answer typed into a field."""
    return Field("text", name, row.answer_text) if column.role == "answer" else None


def boxes(row: ZooRow, column: Column, name: str) -> Any:
    """A box to tick in the Yes and in the No column."""
    return Field("box", name, "x" if row.answer == column.role else "") if column.role in {"yes", "no"} else None


def dingbats(row: ZooRow, column: Column, _: str) -> Any:
    """Tick or cross out of the standard font ZapfDingbats."""
    letter = {"yes": "✔", "no": "✘"}.get(row.answer, "")
    if column.role not in {"answer", "yes", "no"}:
        return None
    if column.role != "answer":
        letter = "✔" if row.answer == column.role else ""
    style = ParagraphStyle("mark", fontName="ZapfDingbats", fontSize=10, leading=12)
    return Paragraph(letter, style)


def report_pages(paragraphs: list[tuple[str, list[str]]], font: str, *, per_page: int) -> list[Any]:
    """Headings with paragraphs as flowables, a page break after every `per_page` of them."""
    fonts(font)
    heading = ParagraphStyle("h", fontName=f"{font}-Bold", fontSize=14, leading=18, spaceAfter=6)
    body = ParagraphStyle("b", fontName=font, fontSize=10, leading=13, spaceAfter=6)
    made: list[Any] = []
    for index, (title, lines) in enumerate(paragraphs, 1):
        made += [Paragraph(escape(title), heading), *(Paragraph(escape(line), body) for line in lines)]
        made += [PageBreak()] if index % per_page == 0 else []
    return made
