"""A walk over a web page: elements → lines and grids in reading order.

Inline elements never break a word; every other element begins a line of its own. Hidden panels are read: accordions
and tabs are how landlords publish long forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hoscheck.extract import html_records as records
from hoscheck.extract import html_signs as signs
from hoscheck.extract.blocks import (
    MOST_NESTING,
    Budget,
    Cell,
    Grid,
    GridRow,
    Line,
    Piece,
    flat,
    is_own,
    starts,
    tidy,
)
from hoscheck.extract.bounds import limit
from hoscheck.extract.html_furniture import Furniture
from hoscheck.extract.html_grid import (
    HEAD,
    TABLE_ROLES,
    Placing,
    cells_of,
    columns_of,
    groups_of,
    is_presentation,
    is_table,
    rows_of,
)
from hoscheck.extract.html_lists import Numbers
from hoscheck.extract.html_marks import is_label, names_field, sets_off
from hoscheck.extract.symbols import BULLET, font_of, in_font, plain_signs
from hoscheck.normalise import with_address

if TYPE_CHECKING:
    from lxml.etree import _Element

# Below this depth elements are read as bare text: real pages stay under 60, and Python must not run out of stack.
DEEPEST = 150
_LAST_LINE = 65_535  # libxml2 counts no further for elements without text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav",
     "noscript", "optgroup", "option", "p", "search", "section", "summary", "caption", "tr", "td", "th", "tbody",
     "thead", "tfoot", "frameset", "noframes")
)  # fmt: skip
_FEW = 8  # parts of a line: a mark is looked for at its head only
_FONT_FAMILY = re.compile(r"(?<![\w-])font(?:-family)?\s*:\s*([^;]*)", re.I)
_FONT_SIZE = re.compile(r"^.*?\d(?:pt|px|em|rem|%)\S*\s+")  # what stands before the names in the short form
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_LINKS = ("http://", "https://")


class Walk:
    """Collects `pieces` from elements. `with_lines` False where the text's lines are not the file's."""

    def __init__(self, budget: Budget, *, with_lines: bool = True) -> None:
        self.pieces: list[Piece] = []
        self._budget = budget
        self._with_lines = with_lines
        self._furniture: Furniture | None = None
        self._text: list[str] = []  # the line on its way
        self._text_line: int | None = None  # where in the file it began
        self._line = 1  # where in the file the walk is
        self._marker = ""  # of the list item whose first line is still to come
        self._mark = ""  # the head of the line on its way, where it is set off
        self._cells = 0  # inside how many cells
        self.main = 0, 0  # which of the pieces are the page's main part
        self._level = 0
        self._depth = 0
        self._nesting = 0
        self._kept_space = 0  # inside how many pre elements
        self._in_button = 0
        self._font: str | None = None  # the symbol font that the text is set in

    def read(self, root: _Element, furniture: Furniture) -> None:
        """Take in an element with all that it holds. Raises Unreadable (limit:rows, limit:cells, limit:nesting)."""
        self._furniture = furniture
        self._inside(root)
        self._end_line()

    # ── text and lines ───────────────────────────────────────────────────────────────────────────

    def _say(self, text: str) -> None:
        if not self._kept_space:
            if not self._text and text.isspace():
                self._line += text.count("\n")
                return
            breaks = text.count("\n")
            if not self._text:
                self._text_line = self._line + (text.count("\n", 0, len(text) - len(text.lstrip())) if breaks else 0)
            if breaks:
                self._line += breaks
                text = text.replace("\n", " ")
        else:
            if not self._text:
                self._text_line = self._line
            self._line += text.count("\n")
        self._text.append(text if self._font is None else in_font(text, self._font))

    def _end_line(self) -> None:
        if not self._text:
            return
        text, mark = tidy(plain_signs("".join(self._text))), self._mark
        self._text, self._mark = [], ""
        if not text:
            return
        if mark:
            mark = tidy(plain_signs(mark))
        if self._level:
            text = text.replace("\n", " ")
        if self._marker:
            text = f"{self._marker} {text}"
            self._marker = ""
        self.pieces.append(Line(text, self._level, self._text_line if self._with_lines else None, mark))

    # ── elements ─────────────────────────────────────────────────────────────────────────────────

    def _element(self, element: _Element) -> None:
        tag = element.tag
        self._line = _line_of(element) or self._line
        if self._depth >= DEEPEST:
            self._flattened(element)
            return
        handle = _HANDLERS.get(tag)
        if handle is not None:
            handle(self, element)
            return
        role = element.get("role")
        if role and self._by_role(element, role.lower()):
            return
        if tag in _BLOCKS or "-" in tag:
            self._block(element)
        else:
            self._inline(element)

    def _by_role(self, element: _Element, role: str) -> bool:
        if role in TABLE_ROLES:
            self._table(element)
        elif role == "heading":
            self._heading(element)
        elif role in ("checkbox", "radio", "switch") and element.get("aria-checked") is not None:
            self._say(" ☒ " if element.get("aria-checked") == "true" else " ☐ ")
            self._inside(element)
        elif role == "img" and element.get("aria-label"):
            self._say(f" {element.get('aria-label')} ")
        else:
            return False
        return True

    def _inside(self, element: _Element) -> None:
        """Read what an element holds."""
        self._depth += 1
        font = self._font
        named = _font_named(element)
        if named is not None:
            self._font = font_of(named)
        text = element.text
        if text:
            self._say(text)
        runs = records.runs_of(element)
        last: _Element | None = None  # of the run that is read already
        previous: _Element | None = None
        for child in element:
            if last is not None:
                last = None if child is last else last
                continue
            if runs and (run := runs.get(child)) is not None and self._run(run):
                last = run.last if run.last is not child else None
                continue
            if previous is not None and not previous.tail and self._text:
                self._part(previous)
            self._element(child)
            if child.tail:
                self._say(child.tail)
            previous = child
        self._font = font
        self._depth -= 1

    def _set_off(self, element: _Element) -> None:
        """Read what an element holds, and keep it as the mark of its line where the line begins with it. A label in the
        middle of a line begins another."""
        if not self._cells and self._text and is_label(element):
            self._end_line()
        begins = len(self._text) < _FEW and "".join(self._text).strip() == self._mark.strip()
        pieces = len(self.pieces)
        self._inside(element)
        if begins and len(self.pieces) == pieces:
            self._mark = "".join(self._text)

    def _run(self, run: records.Run) -> bool:
        """Rows that only style sheets make a table of. False where they are furniture."""
        furniture = self._furniture
        if furniture is not None and any(furniture.holds(row) for row, _ in run.rows):
            return False
        self._end_line()
        rows = []
        for element, cells in run.rows:
            line = _line_of(element) if self._with_lines else None
            read = [Cell(at, [] if cell is None else self._cell(cell)) for at, cell in enumerate(cells)]
            rows.append(GridRow(read, line=line))
            self._budget.row(len(cells))
        self.pieces.append(records.grid_of(rows))
        return True

    def _part(self, before: _Element) -> None:
        """A space between a label and its value: they stand apart on the page though nothing in the text parts them."""
        if self._text[-1].endswith(":") or names_field(before):
            self._text.append(" ")

    def _flattened(self, element: _Element) -> None:
        """Elements nested beyond all reason: their text without its structure."""
        self._budget.reason("limit:depth")
        self._end_line()
        self._say(" ".join(text for each in element.itertext() if (text := str(each).strip())))
        self._end_line()

    def _block(self, element: _Element) -> None:
        if self._furniture is not None and self._furniture.holds(element):
            return
        self._end_line()
        start = len(self.pieces)
        if sets_off(element):
            self._set_off(element)
        else:
            self._inside(element)
        self._end_line()
        if element.tag == "main" or element.get("role") == "main":
            self.main = start, len(self.pieces)

    def _definitions(self, element: _Element) -> None:
        run = records.definitions_of(element)
        if run is None or not self._run(run):
            self._block(element)

    def _inline(self, element: _Element) -> None:
        if len(element) == 0 and not (element.text and element.text.strip()):
            if element.text:
                self._say(" ")
            sign = "" if self._in_button else signs.icon(element)
            if sign:
                self._say(f" {sign} ")
            return
        sign_of_word = signs.ligature(element)
        if sign_of_word is not None:
            self._say(f" {sign_of_word} ")
            return
        if sets_off(element):
            self._set_off(element)
        else:
            self._inside(element)

    def _heading(self, element: _Element) -> None:
        if self._furniture is not None and self._furniture.holds(element):
            return
        self._end_line()
        level = _HEADINGS.get(element.tag, 0) or _aria_level(element)
        outer, self._level = self._level, level
        self._inside(element)
        self._end_line()
        self._level = outer

    def _break(self, _element: _Element) -> None:
        if not self._text:
            return
        if self._cells or self._level:
            self._text.append("\n")
        else:
            self._end_line()

    def _rule(self, _element: _Element) -> None:
        self._end_line()

    def _nothing(self, _element: _Element) -> None:
        """No text in it, or none that is part of the page."""

    def _embedded(self, element: _Element) -> None:
        """What is shown where a browser cannot show the embedded thing: only read where it is a table."""
        if next(element.iter("table"), None) is not None:
            self._block(element)

    def _verbatim(self, element: _Element) -> None:
        self._end_line()
        self._kept_space += 1
        self._inside(element)
        self._kept_space -= 1
        self._end_line()

    def _quote(self, element: _Element) -> None:
        self._say("“")
        self._inside(element)
        self._say("”")

    # ── links, pictures, controls ────────────────────────────────────────────────────────────────

    def _link(self, element: _Element) -> None:
        if self._furniture is not None and self._furniture.holds(element):
            return
        pieces, start = len(self.pieces), len(self._text)
        self._in_button += 1  # icons in links are arrows and pencils, not answers
        self._inside(element)
        self._in_button -= 1
        address = (element.get("href") or "").strip()
        if not address.lower().startswith(_LINKS):
            return
        if len(self.pieces) == pieces:
            text = "".join(self._text[start:])
            if text.strip():
                self._text[start:] = [with_address(text, address)]
        elif self._text:
            self._text = [with_address("".join(self._text), address)]
        elif isinstance(last := self.pieces[-1], Line):
            last.text = with_address(last.text, address)

    def _button(self, element: _Element) -> None:
        self._say(" ")
        self._in_button += 1
        self._inside(element)
        self._in_button -= 1
        self._say(" ")

    def _image(self, element: _Element) -> None:
        text = signs.picture(element)
        if text:
            self._say(f" {text} ")

    def _drawing(self, element: _Element) -> None:
        if next(element.iter("table", "p", "div", "ul"), None) is not None:  # never closed: the page goes on in it
            self._inside(element)
            return
        text = "" if self._in_button else signs.drawing(element)
        if text.strip():
            self._say(f" {text} ")

    def _input(self, element: _Element) -> None:
        text = signs.box(element)
        if text.strip():
            self._say(text)

    def _select(self, element: _Element) -> None:
        self._say(f" {signs.choice(element)} ")

    # ── lists ────────────────────────────────────────────────────────────────────────────────────

    def _list(self, element: _Element) -> None:
        if self._furniture is not None and self._furniture.holds(element):
            return
        if is_table(element):
            self._table(element)
            return
        self._end_line()
        numbers = Numbers(element) if element.tag == "ol" else None
        plain = bool(_NO_MARKER.search(element.get("style") or ""))
        self._depth += 1
        for child in element:
            if child.tag == "li" and not plain:
                self._item(child, BULLET if numbers is None else numbers.next(child))
            else:
                self._element(child)
            if child.tail:
                self._say(child.tail)
        self._depth -= 1
        self._end_line()

    def _item(self, element: _Element, marker: str) -> None:
        self._end_line()
        self._line = _line_of(element) or self._line
        if self._depth >= DEEPEST:
            self._flattened(element)
            return
        self._marker = marker
        self._inside(element)
        self._end_line()
        self._marker = ""

    # ── tables ───────────────────────────────────────────────────────────────────────────────────

    def _table(self, element: _Element) -> None:
        self._end_line()
        self._marker = ""
        self._nesting += 1
        if self._nesting > MOST_NESTING:
            raise limit("nesting", f"its tables are nested more than {MOST_NESTING} deep")
        groups, loose = groups_of(element)
        for each in loose:  # browsers move it in front of the table
            self._element(each)
            self._end_line()
        grid = Grid([])
        for group in groups:
            placing = Placing()
            for row in group.rows:
                grid.rows.append(self._row(row, placing, in_head=group.kind == HEAD and len(groups) > 1))
        self._nesting -= 1
        if (is_presentation(element) and not is_own(grid)) or _is_frame(grid):
            self.pieces += [piece for row in grid.rows for cell in row.cells for piece in cell.pieces]
        else:
            grid.rows = [row for row in grid.rows if row.cells]
            self.pieces.append(records.without_labels(grid))

    def _row(self, element: _Element, placing: Placing, *, in_head: bool) -> GridRow:
        row = GridRow([], line=_line_of(element) if self._with_lines else None)
        loose: list[_Element] = []
        cells = cells_of(element, loose)
        for each in loose:
            self._element(each)
            self._end_line()
        placing.begin_row()
        row.hanging = placing.hanging
        only_headings = True
        for cell, heading in cells:
            pieces = self._cell(cell)
            spans = (columns_of(cell), rows_of(cell)) if cell.keys() else (1, 1)
            row.cells.append(Cell(placing.place(*spans), pieces))
            only_headings = only_headings and (heading or not pieces)
        row.header = bool(row.cells) and (only_headings or in_head)
        self._budget.row(len(row.cells) + placing.covering)
        return row

    def _cell(self, element: _Element) -> list[Piece]:
        if len(element) == 0 and self._font is None and element.get("style") is None:
            return self._plain_cell(element)
        outer = self.pieces, self._text, self._marker, self._level, self._mark
        self.pieces, self._text, self._marker, self._level, self._mark = [], [], "", 0, ""
        self._line = _line_of(element) or self._line
        self._cells += 1
        self._inside(element)
        self._cells -= 1
        self._end_line()
        pieces = self.pieces
        self.pieces, self._text, self._marker, self._level, self._mark = outer
        return pieces or self._plain_cell(element)

    def _plain_cell(self, element: _Element) -> list[Piece]:
        """A cell without elements inside, read the short way: most cells are such. An empty one may have a label."""
        text = tidy(plain_signs((element.text or "").replace("\n", " "))) or tidy(element.get("aria-label") or "")
        return [Line(text)] if text else []


# "source", "track" and "wbr" are not here: libxml2 does not know that they are empty and puts what follows into them
_HANDLERS: dict[str, Callable[[Walk, _Element], None]] = {
    **dict.fromkeys(_HEADINGS, Walk._heading),
    **dict.fromkeys(("ul", "ol", "menu"), Walk._list),
    **dict.fromkeys(
        ("head", "script", "style", "template", "noscript", "title", "meta", "link", "base", "iframe", "embed",
         "area", "param", "datalist", "del", "rt",
         "rp", "colgroup", "col"),
        Walk._nothing,
    ),
    **dict.fromkeys(("object", "canvas", "audio", "video", "map"), Walk._embedded),
    "table": Walk._table,
    "dl": Walk._definitions,
    "br": Walk._break,
    "hr": Walk._rule,
    "a": Walk._link,
    "img": Walk._image,
    "svg": Walk._drawing,
    "input": Walk._input,
    "select": Walk._select,
    "button": Walk._button,
    "pre": Walk._verbatim,
    "textarea": Walk._verbatim,
    "q": Walk._quote,
}  # fmt: skip


def _line_of(element: _Element) -> int | None:
    line: Any = element.sourceline  # its stub says "..."
    return None if line is None or line >= _LAST_LINE else int(line)


def _font_named(element: _Element) -> str | None:
    """The fonts that an element names for its text, None where it names none."""
    face = element.get("face")
    if face:
        return face
    style = element.get("style")
    if not style or "font" not in style:
        return None
    found = _FONT_FAMILY.search(style)
    return _FONT_SIZE.sub("", found[1]) if found else None


def _aria_level(element: _Element) -> int:
    level = element.get("aria-level") or ""
    return min(int(level), 6) if level.isascii() and level.isdigit() and level != "0" else 2


def _is_frame(grid: Grid) -> bool:
    """True for a table of one cell: a frame around text, as newsletters and old pages draw it."""
    return len(grid.rows) == 1 and len(starts(grid)) == 1 and bool(flat(grid.rows[0].cells[0].pieces))
