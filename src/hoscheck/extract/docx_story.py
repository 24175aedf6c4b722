"""The text of a Word document as a reader sees it: the blocks of a story (body, header, note) out of its XML.

Read: tracked insertions, content controls, fields' results, text boxes, notes where they are referred to.
Not read: deletions (tracked or struck out), hidden text, placeholders of empty controls, comments.

Each paragraph and table is either visited or left out on purpose (`account`); `missed` counts all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hoscheck.extract.blocks import MOST_NESTING, Budget, Cell, Grid, GridRow, Line, Piece, flat, tidy
from hoscheck.extract.bounds import limit
from hoscheck.extract.docx_inline import CHOICES, DGM, RUN, SDT, A, Field, Inline, chosen, control, foreign_part
from hoscheck.extract.docx_lists import VAL, Counts, Numbering, Style, Styles, W, heading_level, integer
from hoscheck.extract.docx_package import Package, Relationship
from hoscheck.extract.docx_tables import (
    CELL,
    ROW,
    CellProperties,
    cell_properties,
    cells_of,
    row_properties,
    rows_of,
    snap,
    widths_of,
)  # fmt: skip
from hoscheck.extract.symbols import BULLET, plain_signs

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPH, PARAGRAPH_PROPERTIES, TABLE = W + "p", W + "pPr", W + "tbl"

_NOTES = W + "footnote", W + "endnote"
_LEFT_OUT = frozenset((W + "del", W + "moveFrom"))
_NOT_TEXT = frozenset((W + "sectPr", W + "tcPr", W + "sdtPr", W + "sdtEndPr", W + "trPr", W + "tblPr", W + "tblGrid"))
_MOST_FIELDS = 100  # open over paragraphs; a table of contents is one
# A cell that prints the choice of answers: "Yes / No", a line each, or with a third.
_OPTIONS = re.compile(
    r"(?:[\s/|,()]*(?:yes|no|partial(?:ly)?|partly|n/?a|not applicable|(?:not |non-?)?compliant|or)\b[\s/|,()]*){2,5}$",
    re.I,
)
_MOST_OPTIONS = 4
_LONGEST_OPTIONS = 60
_BODY_TEXT = 9  # the outline level that means none


@dataclass(slots=True)
class Parts:
    """What all stories of a document share."""

    package: Package
    styles: Styles
    numbering: Numbering
    budget: Budget
    notes: dict[str, Story] = field(default_factory=dict)  # footnotes, endnotes
    box_counts: Counts = field(default_factory=Counts)
    pictures: int = 0


@dataclass(slots=True)
class _Properties:
    """What a paragraph says of itself."""

    style: str | None = None
    list_id: str | None = None
    list_level: int | None = None
    outline: int | None = None
    runs_on: bool = False  # its end is deleted in tracked changes


class Story:
    """One part of the document that holds text. `blocks` may be called for any container of it."""

    def __init__(
        self, root: _Element, relationships: dict[str, Relationship], parts: Parts, counts: Counts | None = None
    ) -> None:
        self.root = root
        self._counts = counts or Counts()
        self.fields: list[Field] = []
        self._relationships = relationships
        self._parts = parts
        self._visited = 0
        self._left_out = 0
        self._nesting = 0
        self.unread_notes = {str(each.get(W + "id")): each for each in root.iterchildren(*_NOTES)}

    @property
    def missed(self) -> int:
        """Paragraphs and tables of the part that were neither read nor left out on purpose."""
        present = sum(1 for _ in self.root.iter(PARAGRAPH, TABLE))
        return max(present - self._visited - self._left_out, 0)

    def blocks(self, container: _Element) -> list[Piece]:
        """The lines and grids of a container, in reading order. Raises Unreadable (limit:…, unsupported)."""
        pieces: list[Piece] = []
        carried = ""  # the text of paragraphs whose end was deleted: it runs on into the next one
        for child in container:
            tag = child.tag
            if tag == PARAGRAPH:
                carried = self._paragraph(child, carried, pieces)
            elif tag == TABLE:
                pieces.append(self._table(child))
            elif tag == SDT:
                pieces += self._control(child)
            elif tag == CHOICES:
                pieces += self._choice(child)
            elif tag == W + "altChunk":
                raise foreign_part()
            elif tag in _LEFT_OUT:
                self.account(child)
            elif tag in (RUN, W + "hyperlink"):  # never valid here, but text all the same
                pieces += self._loose(child)
            elif tag not in _NOT_TEXT and tag not in (ROW, CELL):
                pieces += self.blocks(child)
        if carried.strip():
            pieces.append(Line(tidy(carried)))
        return pieces

    def account(self, element: _Element) -> None:
        """Count an element's paragraphs and tables as left out on purpose."""
        self._left_out += sum(1 for _ in element.iter(PARAGRAPH, TABLE))

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────

    def _paragraph(self, paragraph: _Element, carried: str, pieces: list[Piece]) -> str:
        """Add a paragraph to the pieces; the answer is text that runs on into the next one."""
        self._visited += 1
        properties = _Properties()
        if len(paragraph) and paragraph[0].tag == PARAGRAPH_PROPERTIES:
            properties = _paragraph_properties(paragraph[0])
        styles = self._parts.styles
        name = properties.style or styles.default
        style = styles.get(name)
        inline = self._inline(paragraph, style)
        text = carried + "".join(inline.parts)
        if properties.runs_on:
            pieces += inline.extra
            return text
        text = tidy(plain_signs(text))
        for note in inline.notes:
            text = f"{text} [{note}]".lstrip()
        marker = self._marker(properties, name, style)
        if marker and (text or marker != BULLET):
            text = f"{marker} {text}".rstrip()
        if text:
            pieces.append(
                Line(text, heading_level(style.outline if properties.outline is None else properties.outline))
            )
        pieces += inline.extra
        return ""

    def _inline(self, container: _Element, style: Style) -> Inline:
        # A field whose code never ends would swallow the rest of the document; codes do not run over paragraphs.
        if self.fields:
            self.fields = [each for each in self.fields if each.in_result][-_MOST_FIELDS:]
            for each in self.fields:
                each.start = 0
        inline = Inline(self, style)
        inline.read(container)
        return inline

    def _loose(self, element: _Element) -> list[Piece]:
        inline = Inline(self, Style())
        if element.tag == RUN:
            inline.run(element)
        else:
            inline.read(element)
        text = tidy(plain_signs("".join(inline.parts)))
        return [*([Line(text)] if text else []), *inline.extra]

    def _marker(self, properties: _Properties, style_name: str | None, style: Style) -> str:
        """The number or bullet that is printed in front of a paragraph."""
        list_id = properties.list_id if properties.list_id is not None else style.list_id
        if list_id is None or list_id == "0":
            return ""
        level = properties.list_level
        if level is None and properties.list_id is None:
            level = self._parts.numbering.level_of_style(list_id, style_name)
        if level is None:
            level = style.list_level
        return tidy(self._parts.numbering.marker(list_id, level or 0, self._counts))

    def box(self, content: _Element) -> list[Piece]:
        """The blocks of a text box; its lists count on their own."""
        outer, self._counts = self._counts, self._parts.box_counts
        pieces = self.blocks(content)
        self._counts = outer
        return pieces

    # ── controls and alternatives between paragraphs ─────────────────────────────────────────────

    def _control(self, element: _Element) -> list[Piece]:
        value, content = control(element)
        if value is None:
            return self.blocks(content) if content is not None else []
        self.account(element)
        return [Line(value)] if value else []

    def _choice(self, element: _Element) -> list[Piece]:
        pieces: list[Piece] = []
        for branch in element:
            if pieces:
                self.account(branch)
            else:
                pieces = self.blocks(branch)
        return pieces

    # ── tables ───────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: _Element) -> Grid:
        self._visited += 1
        self._nesting += 1
        if self._nesting > MOST_NESTING:
            raise limit("nesting", f"its tables are nested more than {MOST_NESTING} deep")
        grid = Grid([])
        merged: set[int] = set()
        for row in rows_of(table):
            properties = row_properties(row)
            if properties.absent:
                self.account(row)
                continue
            made, merged = self._row(row, properties.before, merged)
            made.header = properties.header
            grid.rows.append(made)
        snap(grid, widths_of(table))
        self._nesting -= 1
        return grid

    def _row(self, row: _Element, column: int, merged: set[int]) -> tuple[GridRow, set[int]]:
        """A row whose first cell starts at a grid column; `merged` are the columns at which the row above has a
        cell that may go on below. The answer tells the same for the row below."""
        made = GridRow([])
        going_on = set()
        hanging = []
        for cell, shown in cells_of(row):
            properties = cell_properties(cell)
            continued = properties.merge == "continue" and column in merged
            if properties.merge is not None:
                going_on.add(column)
            if continued:
                hanging.append(column)
            pieces = self._cell(cell, shown, properties, continued)
            made.cells.append(Cell(column, pieces))
            column += properties.span
        made.hanging = hanging
        self._parts.budget.row(len(made.cells))
        return made, going_on

    def _cell(self, cell: _Element, shown: str | None, properties: CellProperties, continued: bool) -> list[Piece]:
        if continued or properties.covered or properties.absent or shown is not None:
            self.account(cell)
            return [Line(shown)] if shown and not continued else []
        pieces = self.blocks(cell)
        text = flat(pieces) if len(pieces) <= _MOST_OPTIONS else ""
        told = chosen(cell) if len(text) <= _LONGEST_OPTIONS and _OPTIONS.match(text) else ""
        return [Line(tidy(told))] if told else pieces

    # ── what the text refers to ──────────────────────────────────────────────────────────────────

    def note(self, kind: str, id: str) -> str:
        """The text of a foot- or endnote on one line. "" where there is none of that id, and the second time: a note
        is printed once."""
        story = self._parts.notes.get(kind)
        note = story.unread_notes.pop(id, None) if story is not None else None
        return flat(story.blocks(note)).replace("\n", " ") if story is not None and note is not None else ""

    def diagram(self, id: str) -> list[Piece]:
        """The texts of a SmartArt diagram, a line each."""
        tie = self._relationships.get(id)
        if tie is None or tie.external or tie.target not in self._parts.package:
            self.lose()
            return []
        root = self._parts.package.xml(tie.target)
        texts = (
            tidy("".join(each.text or "" for each in paragraph.iter(A + "t")))
            for point in root.iter(DGM + "pt")
            for paragraph in point.iter(A + "p")
        )
        return [Line(text) for text in texts if text]

    def style(self, id: str | None) -> Style:
        """A style by its id."""
        return self._parts.styles.get(id)

    def address(self, id: str) -> str:
        """The address outside the document that a relationship points to, "" where it points to none."""
        tie = self._relationships.get(id)
        return tie.target if tie is not None and tie.external else ""

    def lose(self) -> None:
        """Note that something with content could not be read."""
        self._parts.budget.reason("parts-lost")

    def picture(self) -> None:
        """Count a picture."""
        self._parts.pictures += 1


def _paragraph_properties(element: _Element) -> _Properties:
    properties = _Properties()
    for child in element:
        tag = child.tag
        if tag == W + "pStyle":
            properties.style = child.get(VAL)
        elif tag == W + "numPr":
            number, level = child.find(W + "numId"), child.find(W + "ilvl")
            properties.list_id = None if number is None else number.get(VAL)
            properties.list_level = None if level is None else integer(level.get(VAL), 0)
        elif tag == W + "outlineLvl":
            properties.outline = integer(child.get(VAL), _BODY_TEXT)
        elif tag == W + "rPr":
            properties.runs_on = child.find(W + "del") is not None or child.find(W + "moveFrom") is not None
    return properties
