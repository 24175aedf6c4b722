"""A small typesetter that places every word itself, for what drawing programs and converters do to a page.

It lays a sheet out as pages of texts, lines and boxes; ReportLab's canvas or fpdf2 draws them. Tricks (`look["trick"]`):
twice (bold by drawing again, a little to the right), chars (each letter by itself), shuffled (texts in an order of
their own), hidden (invisible text over the page), xobject (the page inside a form), rotate (/Rotate 90), sideways (drawn
at a right angle on an upright page), crop (a CropBox inside the sheet), vectors (ticks as drawn lines).
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from scripts.fixtures.source import blocks
from scripts.zoo.content import ZooRow
from scripts.zoo.platypus import FILES, FONTS, fonts
from scripts.zoo.sheet import Sheet

_SIZES = {"portrait": (595.0, 842.0), "landscape": (842.0, 595.0), "a3": (1191.0, 842.0)}
_MARGIN = 40.0
_PAD = 3.5


@dataclass(slots=True)
class Sheetful:
    """What stands on one page; y counts from the top."""

    texts: list[tuple[float, float, str, bool, float, str]] = field(
        default_factory=list
    )  # x, y, text, bold, size, colour
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)  # x0, y0, x1, y1
    fills: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # x, y, width, height, colour
    ticks: list[tuple[float, float, bool]] = field(default_factory=list)  # x, y, tick (or cross)


class Typesetter:
    """Lays a sheet out. `measure(text, bold, size)` is the width of a text."""

    def __init__(self, sheet: Sheet, measure: Callable[[str, bool, float], float]) -> None:
        self.sheet, self.look, self.measure = sheet, sheet.look, measure
        self.size = float(sheet.look.get("size", 8.5))
        self.leading = self.size * 1.25
        self.width, self.height = _SIZES[sheet.look.get("paper", "portrait")]
        total = sum(column.share for column in sheet.columns)
        room = self.width - 2 * _MARGIN
        self.edges = [_MARGIN]
        for column in sheet.columns:
            self.edges.append(self.edges[-1] + room * column.share / total)
        self.pages: list[Sheetful] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """A new page with its running lines."""
        self.pages.append(Sheetful())
        self.y = _MARGIN
        grey = "#555555"
        if self.look.get("running_header"):
            self.pages[-1].texts.append((_MARGIN, 24, self.look["running_header"], False, 7.5, grey))
        if self.look.get("running_footer"):
            text = self.look["running_footer"].replace("{page}", str(len(self.pages)))
            self.pages[-1].texts.append((_MARGIN, self.height - 18, text, False, 7.5, grey))

    @property
    def floor(self) -> float:
        return self.height - _MARGIN

    def lay(self) -> list[Sheetful]:
        """The pages of the whole sheet."""
        self.flow(self.sheet.title, True, self.size + 6)
        for line in self.sheet.preamble:
            self.flow(line, False, self.size)
        for above, items in self.sheet.groups():
            if above:
                if self.y > self.floor - 90:
                    self.turn()
                self.flow(above, True, self.size + 3)
            self.table(items)
            self.y += 10
        self.flow("Review", True, self.size + 3)
        for line in self.sheet.closing:
            self.flow(line, False, self.size)
        return self.pages

    def flow(self, text: str, bold: bool, size: float) -> None:
        """A paragraph over the whole width."""
        for line in self.wrap(text, self.width - 2 * _MARGIN, bold, size):
            if self.y + size * 1.3 > self.floor:
                self.turn()
            self.pages[-1].texts.append((_MARGIN, self.y + size, line, bold, size, "#000000"))
            self.y += size * 1.3
        self.y += 4

    def wrap(self, text: str, width: float, bold: bool, size: float) -> list[str]:
        """A text in lines that are no wider than `width`."""
        lines, current = [], ""
        for word in text.split(" "):
            longer = f"{current} {word}" if current else word
            if not current or self.measure(longer, bold, size) <= width:
                current = longer
            else:
                lines.append(current)
                current = word
        return [*lines, current]

    def table(self, items: list[ZooRow | str]) -> None:
        """One table: its heading, and its rows cut where the page ends."""
        self.heading()
        for index, item in enumerate(items):
            if isinstance(item, str):
                self.band([[(item, True)], *([] for _ in self.sheet.columns[1:])], "#e4e4e4", merged=True)
                continue
            cells = [self.lines(item, number) for number in range(len(self.sheet.columns))]
            fill = "#eef2f8" if self.look.get("zebra") and index % 2 else ""
            self.row(item, cells, fill)

    def heading(self) -> None:
        cells = []
        for number, column in enumerate(self.sheet.columns):
            width = self.edges[number + 1] - self.edges[number] - 2 * _PAD
            cells.append([(line, True) for line in self.wrap(column.heading, width, True, self.size)])
        dark = self.look.get("dark")
        self.band(cells, "#20324d" if dark else self.look.get("head_fill", ""), colour="#ffffff" if dark else "#000000")

    def lines(self, row: ZooRow, number: int) -> list[tuple[str, bool]]:
        """A cell's lines."""
        column = self.sheet.columns[number]
        if self.look.get("trick") == "vectors" and column.role in {"answer", "yes", "no"}:
            return []
        width = self.edges[number + 1] - self.edges[number] - 2 * _PAD
        made = []
        for block in blocks(self.sheet.cell(row, column)):
            mark = f"{block.marker}. " if block.marker.isalpha() else "• " if block.marker else ""
            made += [(line, False) for line in self.wrap(mark + block.plain, width, False, self.size)]
        return made

    def row(self, item: ZooRow, cells: list[list[tuple[str, bool]]], fill: str) -> None:
        """A row in as many bands as it needs pages."""
        left = cells
        first = True
        wanted = max((len(lines) for lines in cells), default=1) * self.leading + 2 * _PAD
        if self.look.get("repeat") == "split" and self.y + wanted > self.floor > self.y + 5 * self.leading:
            self.heading()  # somebody copied the heading above the row that the page breaks
        while True:
            room = int((self.floor - self.y - 2 * _PAD) / self.leading)
            if room < min(2, max((len(lines) for lines in left), default=1)):
                self.turn()
                if self.look.get("repeat", True) is True:
                    self.heading()
                continue
            self.band([lines[:room] for lines in left], fill, item=item if first else None)
            left = [lines[room:] for lines in left]
            first = False
            if not any(left):
                return

    def band(
        self,
        cells: list[list[tuple[str, bool]]],
        fill: str,
        *,
        colour: str = "#000000",
        merged: bool = False,
        item: ZooRow | None = None,
    ) -> None:
        """The part of a row that stands on this page, with its rules."""
        height = max(1, max(len(lines) for lines in cells)) * self.leading + 2 * _PAD
        if self.y + height > self.floor + self.leading:
            self.turn()
        here = self.pages[-1]
        top, bottom = self.y, self.y + height
        if fill:
            here.fills.append((self.edges[0], top, self.edges[-1] - self.edges[0], height, fill))
        for number, lines in enumerate(cells):
            for index, (line, bold) in enumerate(lines):
                y = top + _PAD + self.size + index * self.leading
                here.texts.append((self.edges[number] + _PAD, y, line, bold, self.size, colour))
        if item and self.look.get("trick") == "vectors":
            for number, column in enumerate(self.sheet.columns):
                if (column.role == "answer" and item.answer in {"yes", "no"}) or column.role == item.answer:
                    here.ticks.append(
                        (self.edges[number] + _PAD + 4, top + _PAD, item.answer == "yes" or column.role == "no")
                    )
        self.rules(here, top, bottom, merged)
        self.y = bottom

    def rules(self, here: Sheetful, top: float, bottom: float, merged: bool) -> None:
        """The lines around a band, as strokes or as thin boxes."""
        kind = self.look.get("lines", "strokes")
        if kind == "none":
            return
        left, right = self.edges[0], self.edges[-1]
        sides = [] if kind == "horizontal" else [left, right] if merged else self.edges
        if kind == "rects":
            here.fills += [(left, y - 0.25, right - left, 0.5, "#404040") for y in (top, bottom)]
            here.fills += [(x - 0.25, top, 0.5, bottom - top, "#404040") for x in sides]
        else:
            here.strokes += [(left, y, right, y) for y in (top, bottom)]
            here.strokes += [(x, top, x, bottom) for x in sides]


def _pieces(
    page: Sheetful, trick: str, chance: random.Random, measure: Callable[..., float]
) -> Iterator[tuple[Any, ...]]:
    """The texts in the way and order in which the trick draws them."""
    texts = list(page.texts)
    if trick == "shuffled":
        chance.shuffle(texts)
    for x, y, text, bold, size, colour in texts:
        if trick == "chars":
            for character in text:
                if character != " ":
                    yield x, y, character, bold, size, colour
                x += measure(character, bold, size)
        else:
            yield x, y, text, bold, size, colour
            if trick == "twice" and bold:
                yield x + 0.35, y, text, bold, size, colour


def by_reportlab(sheet: Sheet, path: Path, **options: Any) -> None:
    """Draw the sheet with ReportLab's canvas; `options` go to it."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    font, trick = sheet.look.get("font", "Liberation Sans"), sheet.look.get("trick", "")
    fonts(font)

    def measure(text: str, bold: bool, size: float) -> float:
        return float(stringWidth(text, font + ("-Bold" if bold and trick != "twice" else ""), size))

    setter = Typesetter(sheet, measure)
    width, height = setter.width, setter.height
    canvas = Canvas(str(path), pagesize=(width, height), invariant=1, pageCompression=1, **options)
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.landlord.name)
    for number, page in enumerate(setter.lay()):
        if trick == "rotate":  # an upright sheet that the viewer turns; what is drawn lies on its side
            canvas.setPageRotation(90)
            canvas.transform(0, 1, -1, 0, height, 0)
        elif trick == "sideways":
            canvas.setPageSize((height, width))
            canvas.transform(0, 1, -1, 0, height, 0)
        elif trick == "crop":
            canvas.setPageSize((width + 120, height + 160))
            canvas.setCropBox((60, 90, 60 + width, 90 + height))
            canvas.setFont(font, 7)
            canvas.drawString(20, 40, f"{sheet.landlord.short} proof 3, sheet {number + 1}, trim marks outside")
            canvas.translate(60, 90)
        if trick == "xobject":
            canvas.beginForm(f"page{number}", 0, 0, width, height)
        for x, y, wide, high, colour in page.fills:
            canvas.setFillColor(HexColor(colour))
            canvas.rect(x, height - y - high, wide, high, stroke=0, fill=1)
        canvas.setLineWidth(0.5)
        for x0, y0, x1, y1 in page.strokes:
            canvas.line(x0, height - y0, x1, height - y1)
        for x, y, text, bold, size, colour in _pieces(page, trick, random.Random(number), measure):  # noqa: S311
            canvas.setFillColor(HexColor(colour))
            canvas.setFont(font + ("-Bold" if bold and trick != "twice" else ""), size)
            canvas.drawString(x, height - y, text)
        for x, y, tick in page.ticks:
            _mark(partial(_reportlab_line, canvas, height), x, y, tick)
        if trick == "hidden":
            _hidden(canvas, page, font, height)
        if trick == "xobject":
            canvas.endForm()
            canvas.doForm(f"page{number}")
        canvas.showPage()
    canvas.save()


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


def _reportlab_line(canvas: Any, height: float, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setLineWidth(1.3)
    canvas.line(x0, height - y0, x1, height - y1)


def _mark(line: Callable[[float, float, float, float], None], x: float, y: float, tick: bool) -> None:
    """A tick or a cross as two strokes."""
    if tick:
        line(x, y + 5, x + 3, y + 8)
        line(x + 3, y + 8, x + 9, y)
    else:
        line(x, y, x + 8, y + 8)
        line(x, y + 8, x + 8, y)


def by_fpdf(sheet: Sheet, path: Path, *, owner_password: str = "") -> None:
    """Draw the sheet with fpdf2."""
    from datetime import UTC, datetime

    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod, TextMode

    font, trick = sheet.look.get("font", "Liberation Sans"), sheet.look.get("trick", "")
    name = sheet.look.get("paper", "portrait")
    across = trick in {"sideways"}
    size = _SIZES[name][::-1] if across else _SIZES[name]
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

    def face(bold: bool, size: float) -> None:
        pdf.set_font(font, "B" if bold and trick != "twice" else "", size)

    def measure(text: str, bold: bool, size: float) -> float:
        face(bold, size)
        return float(pdf.get_string_width(text))

    for number, page in enumerate(Typesetter(sheet, measure).lay()):
        pdf.add_page()
        context = pdf.rotation(90, x=_SIZES[name][0] / 2, y=_SIZES[name][0] / 2) if across else None
        if context:
            context.__enter__()
        for x, y, wide, high, colour in page.fills:
            pdf.set_fill_color(colour)
            pdf.rect(x, y, wide, high, style="F")
        pdf.set_line_width(0.5)
        for each in page.strokes:
            pdf.line(*each)
        for x, y, text, bold, size_, colour in _pieces(page, trick, random.Random(number), measure):  # noqa: S311
            face(bold, size_)
            pdf.set_text_color(colour)
            pdf.text(x, y, text)
        for x, y, tick in page.ticks:
            pdf.set_line_width(1.3)
            _mark(pdf.line, x, y, tick)
        if trick == "hidden":
            with pdf.local_context(text_mode=TextMode.INVISIBLE):
                face(False, 20)
                for y in range(120, int(_SIZES[name][1]) - 80, 90):
                    pdf.text(60, y, "DRAFT for the panel: No answer is final")
        if context:
            context.__exit__(None, None, None)
    pdf.output(str(path))
