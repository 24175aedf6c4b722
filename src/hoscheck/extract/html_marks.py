"""What a web page sets off at the head of a line: labels in bold, terms of lists, names of fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hoscheck.extract.html_signs import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABEL_CLASS = re.compile(
    r"(?:^|[-_ ])(?:label|key|term|title|heading|question|field-?name|head|header)(?:$|[-_ ])", re.I
)
_BOLD_CLASS = re.compile(r"(?:^|[-_ ])(?:bold|strong|h[1-6])(?:$|[-_ ])", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_TAGS = frozenset(("strong", "b", "dt", "summary", "legend", "label", "u"))
_SLANTED = frozenset(("em", "i"))  # a title or a stressed word, where no colon ends it


def sets_off(element: _Element) -> bool:
    """True for an element that makes its words stand out from the text behind them."""
    if element.tag in _TAGS or (element.tag in _SLANTED and is_label(element)):
        return True
    names, style = element.get("class"), element.get("style")
    if names and (_LABEL_CLASS.search(names) or _BOLD_CLASS.search(names)):
        return True
    return bool(style and _BOLD.search(style))


def is_label(element: _Element) -> bool:
    """True for words that end with a colon or as a question, or that a colon follows."""
    text = text_of(element)
    return text.endswith((":", "?")) or (bool(text) and (element.tail or "").lstrip().startswith(":"))


def names_field(element: _Element) -> bool:
    """True where an element's class says that it is the label of what follows."""
    names = element.get("class")
    return bool(names and _LABEL_CLASS.search(names))
