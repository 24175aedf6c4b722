"""The text of a Word document as a reader sees it: blocks of a story (body, note, header) out of its XML.

Read: tracked insertions, content controls, fields' results, text boxes, notes where they are referred to.
Not read: tracked deletions, hidden text, placeholders of empty controls, comments.

Every `w:p` and `w:tbl` is either visited or left out on purpose (`_account`); `lost` tells of any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import MOST_NESTING, Budget, Line, Piece, flat, limit, tidy
from hoscheck.extract.docx_inline import Inline, Names
from hoscheck.extract.docx_lists import VAL, Numbering, Styles, W, integer, is_on
from hoscheck.extract.docx_package import Package, Relationship
from hoscheck.extract.docx_tables import TableBuilder
from hoscheck.extract.symbols import BULLET

if TYPE_CHECKING:
    from lxml.etree import _Element
