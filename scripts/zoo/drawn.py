"""A small typesetter that places every word itself, for what drawing programs and converters do to a page.

It lays a sheet out as pages of texts, lines and boxes, which the pens of `pens.py` draw. Tricks (`look["trick"]`):
twice (bold by drawing again, a little to the right), chars (each letter by itself), shuffled (texts in an order of
their own), hidden (invisible text over the page), xobject (the page inside a form), rotate (/Rotate 90), sideways
(drawn at a right angle on an upright page), crop (a CropBox inside the sheet), vectors (ticks as drawn lines).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.fixtures.source import blocks
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Sheet

SIZES = {"portrait": (595.0, 842.0), "landscape": (842.0, 595.0), "a3": (1191.0, 842.0)}
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
        self.width, self.height = SIZES[sheet.look.get("paper", "portrait")]
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


def pieces(page: Sheetful, trick: str, seed: int, measure: Callable[..., float]) -> Iterator[tuple[Any, ...]]:
    """The texts in the way and order in which the trick draws them: (x, y, text, bold, size, colour)."""
    texts = list(page.texts)
    if trick == "shuffled":
        random.Random(seed).shuffle(texts)
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


def strokes(page: Sheetful) -> Iterator[tuple[float, float, float, float, float]]:
    """Every line with its width; ticks and crosses are two of them."""
    for line in page.strokes:
        yield (*line, 0.5)
    for x, y, tick in page.ticks:
        if tick:
            yield x, y + 5, x + 3, y + 8, 1.3
            yield x + 3, y + 8, x + 9, y, 1.3
        else:
            yield x, y, x + 8, y + 8, 1.3
            yield x, y + 8, x + 8, y, 1.3
