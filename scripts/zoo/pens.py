"""The programs that draw what `drawn.py` lays out: ReportLab's canvas and fpdf2."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.zoo.drawn import SIZES, Sheetful, Typesetter, pieces, strokes
from scripts.zoo.platypus import FILES, FONTS, fonts
from scripts.zoo.sheet import Sheet


def by_reportlab(sheet: Sheet, path: Path, **options: Any) -> None:
    """Draw the sheet with ReportLab's canvas; `options` go to it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    font, trick = sheet.look.get("font", "Liberation Sans"), sheet.look.get("trick", "")
    fonts(font)

    def face(bold: bool) -> str:
        return f"{font}-Bold" if bold and trick != "twice" else str(font)

    def measure(text: str, bold: bool, size: float) -> float:
        return float(stringWidth(text, face(bold), size))

    setter = Typesetter(sheet, measure)
    width, height = setter.width, setter.height
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1, pageCompression=1, **options)
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.landlord.name)
    for number, page in enumerate(setter.lay()):
        _place(canvas, trick, width, height, f"{sheet.landlord.short} proof 3, sheet {number + 1}, trim marks outside")
        if trick == "xobject":
            canvas.beginForm(f"page{number}", 0, 0, width, height)
        _shapes(canvas, page, height)
        for x, y, text, bold, size, colour in pieces(page, trick, number, measure):
            canvas.setFillColor(colour)
            canvas.setFont(face(bold), size)
            canvas.drawString(x, height - y, text)
        if trick == "hidden":
            _hidden(canvas, page, font, height)
        if trick == "xobject":
            canvas.endForm()
            canvas.doForm(f"page{number}")
        canvas.showPage()
    canvas.save()


def _place(canvas: Any, trick: str, width: float, height: float, slug: str) -> None:
    """Where and how round the page lies on its sheet."""
    if trick == "rotate":  # an upright sheet that the viewer turns; what is drawn lies on its side
        canvas.setPageRotation(90)
        canvas.transform(0, 1, -1, 0, height, 0)
    elif trick == "sideways":
        canvas.setPageSize((height, width))
        canvas.transform(0, 1, -1, 0, height, 0)
    elif trick == "crop":
        canvas.setPageSize((width + 120, height + 160))
        canvas.setCropBox((60, 90, 60 + width, 90 + height))
        canvas.setFont("Helvetica", 7)
        canvas.drawString(20, 40, slug)
        canvas.translate(60, 90)


def _shapes(canvas: Any, page: Sheetful, height: float) -> None:
    for x, y, wide, high, colour in page.fills:
        canvas.setFillColor(colour)
        canvas.rect(x, height - y - high, wide, high, stroke=0, fill=1)
    for x0, y0, x1, y1, thick in strokes(page):
        canvas.setLineWidth(thick)
        canvas.line(x0, height - y0, x1, height - y1)


def _hidden(canvas: Any, page: Sheetful, font: str, height: float) -> None:
    """Text in rendering mode 3 over the page: what a bad scan of the same page was once read as."""
    text = canvas.beginText()
    text.setTextRenderMode(3)
    text.setFont(font, 8)
    for x, y, words, *_ in page.texts:
        text.setTextOrigin(x + 1, height - y - 1)
        text.textOut(words.replace("e", "c").replace("l", "1").replace("Yes", "Ycs"))
    text.setTextRenderMode(0)
    canvas.drawText(text)


def by_fpdf(sheet: Sheet, path: Path, *, owner_password: str = "") -> None:
    """Draw the sheet with fpdf2."""
    from fpdf.enums import TextMode

    font, trick = sheet.look.get("font", "Liberation Sans"), sheet.look.get("trick", "")
    width, height = SIZES[sheet.look.get("paper", "portrait")]
    across = trick == "sideways"
    pdf = _fpdf(sheet, (height, width) if across else (width, height), font, owner_password)

    def face(bold: bool, size: float) -> None:
        pdf.set_font(font, "B" if bold and trick != "twice" else "", size)

    def measure(text: str, bold: bool, size: float) -> float:
        face(bold, size)
        return float(pdf.get_string_width(text))

    for number, page in enumerate(Typesetter(sheet, measure).lay()):
        pdf.add_page()
        with pdf.rotation(90, x=width / 2, y=width / 2) if across else nullcontext():
            for x, y, wide, high, colour in page.fills:
                pdf.set_fill_color(colour)
                pdf.rect(x, y, wide, high, style="F")
            for *line, thick in strokes(page):
                pdf.set_line_width(thick)
                pdf.line(*line)
            for x, y, text, bold, size, colour in pieces(page, trick, number, measure):
                face(bold, size)
                pdf.set_text_color(colour)
                pdf.text(x, y, text)
        if trick == "hidden":
            with pdf.local_context(text_mode=TextMode.INVISIBLE):
                face(False, 20)
                for y in range(120, int(height) - 80, 90):
                    pdf.text(60, y, "DRAFT for the panel: No answer is final")
    pdf.output(str(path))


def _fpdf(sheet: Sheet, size: tuple[float, float], font: str, owner_password: str) -> Any:
    """An empty fpdf2 document with its fonts and a fixed clock."""
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it wonders at the clock that fpdf2 gives its fonts
    pdf = FPDF(unit="pt", format=size)
    pdf.set_creation_date(datetime(2025, 7, 1, 9, tzinfo=UTC))
    pdf.set_auto_page_break(False)
    for style, file in zip(("", "B"), FILES[font], strict=True):
        pdf.add_font(font, style, FONTS / file)
    pdf.set_title(sheet.title)
    pdf.set_author(sheet.landlord.name)
    if owner_password:
        pdf.set_encryption(owner_password, permissions=0, encryption_method=EncryptionMethod.AES_128)
    return pdf
