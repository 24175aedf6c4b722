"""The markers of an ordered list as browsers print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hoscheck.extract.numerals import letters, roman

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_STYLE_TYPES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")


class Numbers:
    """Counts the items of an ol."""

    def __init__(self, element: _Element) -> None:
        styled = _STYLE.search(element.get("style") or "")
        self._form = element.get("type") or (_STYLE_TYPES.get(styled[1].lower(), "1") if styled else "1")
        backwards = element.get("reversed") is not None
        self._step = -1 if backwards else 1
        start = _integer(element.get("start"))
        if start is None:
            start = sum(1 for _ in element.iterchildren("li")) if backwards else 1
        self._next = start

    def next(self, item: _Element) -> str:
        """The marker of the next item."""
        own = _integer(item.get("value"))
        number = self._next if own is None else own
        self._next = number + self._step
        return f"{printed(number, item.get('type') or self._form)}."


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else None


def printed(number: int, form: str) -> str:
    """A number in the form that an ol's type names: 1, a, A, i, I."""
    if number < 1 or form not in ("a", "A", "i", "I"):
        return str(number)
    text = letters(number) if form in ("a", "A") else roman(number)
    return text.upper() if form.isupper() else text
