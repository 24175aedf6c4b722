"""Where among a page's text other things are drawn, as its stream tells.

Browsers print letter by letter: a page has two thousand objects, all of them text but a few dozen lines, and to ask
PDFium what each is takes a sixth of the page's time. A search in the stream tells where those few are. It is a hint and
no more: PDFium is asked whether they stand there (`drawing.Objects`), and where anything is odd, there is no hint.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A stream of two thousand letters has 60 kB; who has less to ask does not need a hint.
LEAST = 12_000  # bytes

# Strings that are no hexadecimal ones may hold anything; ' and " show text, too, and % begins a comment.
_ODD = (b"(", b"'", b'"', b"%")
# `Tr` may make text invisible, BI … EI is a picture in the stream. Sought by their last letters, which are rare.
_ODDER = (b"r", b"I")
_BETWEEN_TEXTS = re.compile(rb"ET(.*?)BT", re.S)
_PAINTS = re.compile(rb"(?<!\S)(?:[fFsSbB]\*?|Do|sh)(?!\S)")


class Order(NamedTuple):
    """How many objects a page's stream makes, and the places of those among them that are no text."""

    objects: int
    others: tuple[int, ...]


def order(content: bytes) -> Order | None:
    """The order of a page's objects; None where it cannot be told, and where there are few."""
    if len(content) < LEAST:
        return None
    begins, ends = content.find(b"BT"), content.rfind(b"ET")
    if begins < 0 or any(each in content for each in _ODD) or any(_ends_a_word(content, each) for each in _ODDER):
        return None
    parts = _BETWEEN_TEXTS.split(content[begins:ends])  # a text, what stands between it and the next, and so on
    texts = [part.count(b"j") for part in parts[::2]]
    if b"J" in content:
        texts = [some + part.count(b"J") for some, part in zip(texts, parts[::2], strict=True)]
    between = [content[:begins], *parts[1::2], content[ends:]]
    places: list[int] = []
    at = 0
    for painted, shown in zip(between, [*texts, 0], strict=True):
        if not painted.isspace() and (many := len(_PAINTS.findall(painted))):
            places += range(at, at + many)
            at += many
        at += shown
    return Order(at, tuple(places))


def _ends_a_word(content: bytes, letter: bytes) -> bool:
    """True where white space follows a letter; quicker than a pattern where it is rare."""
    at = content.find(letter)
    while at >= 0:
        if content[at + 1 : at + 2].isspace():
            return True
        at = content.find(letter, at + 1)
    return False
