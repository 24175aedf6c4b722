"""The structure tree of a tagged PDF's page: tables, headings and paragraphs as the file itself tells them
(ISO 32000-1, 14.7 and 14.8), each with the marked pieces of content that it names."""

from __future__ import annotations

from array import array
from codecs import utf_16_le_decode
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from hoscheck.extract.pdf.ready import pointer

# Where a text begins anew; what is inside them and not named here (Span, Link, Lbl …) goes on in the line.
_BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "Caption", "BlockQuote", "Note", "FENote", "TOCI",
     "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "L", "TOC", "Index", "Table", "TR", "TH",
     "TD", "THead", "TBody", "TFoot", "Form")
)  # fmt: skip
_LEVELS = {"Title": 1, "H": 1, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
# A form's tree is some ten deep, and a page has hundreds of elements.
DEEPEST = 40
MOST_ELEMENTS = 20_000
MOST_SPAN = 100


@dataclass(slots=True)
class Cell:
    """A cell and the marked content in it; `marks` is empty where it has none on this page."""

    marks: list[int] = field(default_factory=list)
    heading: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Piece:
    """A table with its rows, or (rows None) a paragraph or heading with the marked content in it."""

    marks: list[int] = field(default_factory=list)
    level: int = 0
    rows: list[list[Cell]] | None = None


@dataclass(slots=True)
class Tags:
    """What a page's tree says, in its order; `mark_of` has the marked content that a word stands in, by its place."""

    pieces: list[Piece]
    mark_of: dict[tuple[float, float], int]


def read_tags(calls: Any, page: Any) -> list[Piece]:
    """What the tree says of an open page; [] where there is none, or more of it than any form has."""
    opened = calls.tree(page)
    if not opened:
        return []
    try:
        walk, tree = _Walk(calls), pointer(opened)
        for index in range(min(calls.tree_children(tree), MOST_ELEMENTS)):
            element = pointer(calls.tree_child(tree, index))
            if element:
                walk.visit(element, walk.kind(element), 0)
        return walk.pieces if walk.left > 0 else []
    finally:
        calls.close_tree(opened)


class _Walk:
    def __init__(self, calls: Any) -> None:
        self._calls = calls
        self._name = array("H", bytes(128))
        self._name_at = pointer(self._name.buffer_info()[0])
        self._letters = memoryview(self._name)
        self._number = c_float()
        self._number_at = byref(self._number)
        self.pieces: list[Piece] = []
        self.left = MOST_ELEMENTS

    def kind(self, element: Any) -> str:
        """What an element is, by its role."""
        size = self._calls.element_kind(element, self._name_at, 128)
        return utf_16_le_decode(self._letters[: max(0, min(size, 128) // 2 - 1)], "replace", True)[0]

    def _children(self, element: Any) -> list[tuple[Any, int]]:
        """(element, -1) or (None, marked content), in order; (None, -1) for one that is not on this page."""
        calls = self._calls
        count = min(max(0, calls.element_children(element)), max(0, self.left))
        self.left -= count
        elements = list(map(pointer, map(calls.element_child, repeat(element), range(count))))
        return [(each, -1 if each else calls.element_mark(element, at)) for at, each in enumerate(elements)]

    def visit(self, element: Any, kind: str, depth: int) -> None:
        """Add the pieces that an element holds."""
        if depth > DEEPEST:
            return
        if kind == "Table":
            rows = list(self._rows(element, depth))
            if rows:
                self.pieces.append(Piece(rows=rows))
            return
        level = _LEVELS.get(kind, 0)
        open_piece = Piece(level=level)
        for child, mark in self._children(element):
            if child and (name := self.kind(child)) and self._breaks(child, name, depth):
                if open_piece.marks:
                    self.pieces.append(open_piece)
                    open_piece = Piece(level=level)
                self.visit(child, name, depth + 1)
            elif child:
                open_piece.marks += self._marks(child, depth + 1)
            elif mark >= 0:
                open_piece.marks.append(mark)
        if open_piece.marks:
            self.pieces.append(open_piece)

    def _breaks(self, element: Any, name: str, depth: int) -> bool:
        """True for a block, and for what is none and holds one."""
        if name in _BLOCKS:
            return True
        if depth > DEEPEST or self.left <= 0:
            return False
        return any(child and self._breaks(child, self.kind(child), depth + 1) for child, _ in self._children(element))

    def _marks(self, element: Any, depth: int) -> list[int]:
        """All marked content below an element."""
        calls = self._calls
        while (
            depth <= DEEPEST and self.left > 0 and calls.element_children(element) == 1
        ):  # most have one thing in them
            self.left -= 1
            child = pointer(calls.element_child(element, 0))
            if not child:
                mark = calls.element_mark(element, 0)
                return [mark] if mark >= 0 else []
            element, depth = child, depth + 1
        if depth > DEEPEST:
            return []
        found: list[int] = []
        for child, mark in self._children(element):
            if child:
                found += self._marks(child, depth + 1)
            elif mark >= 0:
                found.append(mark)
        return found

    def _rows(self, element: Any, depth: int) -> Iterator[list[Cell]]:
        if depth > DEEPEST:
            return
        for child, _ in self._children(element):
            if not child:
                continue  # a row of another page
            name = self.kind(child)
            if name == "TR":
                yield list(self._cells(child, depth + 1))
            elif name == "Caption":
                self.visit(child, name, depth + 1)
            else:
                yield from self._rows(child, depth + 1)

    def _cells(self, row: Any, depth: int) -> Iterator[Cell]:
        for child, mark in self._children(row):
            if not child and mark >= 0:
                continue  # the row's own shading
            if not child:
                yield Cell()
                continue
            columns, rows = self._spans(child)
            yield Cell(self._marks(child, depth + 1), self.kind(child) == "TH", columns, rows)

    def _spans(self, cell: Any) -> tuple[int, int]:
        """How many columns and rows a cell takes."""
        count = self._calls.attributes(cell)
        if count <= 0:
            return 1, 1
        attributes = list(map(pointer, map(self._calls.attribute, repeat(cell), range(min(count, 8)))))
        return self._span(attributes, b"ColSpan"), self._span(attributes, b"RowSpan")

    def _span(self, attributes: Sequence[Any], name: bytes) -> int:
        calls = self._calls
        for attribute in attributes:
            value = pointer(calls.attribute_value(attribute, name))
            if value and calls.attribute_number(value, self._number_at):
                return max(1, min(int(self._number.value), MOST_SPAN))
        return 1
