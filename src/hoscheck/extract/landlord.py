"""Whose self-assessment it is: a name that the document prints for itself, or None rather than a guess.

In this order: a labelled line ("Landlord: …"); the lines before the first provision, the document's own title first;
the running header and footer; the file's title. A name counts where a whole line, or the part of a title beside the
words "self-assessment", is a body's name: it contains one of the words that landlords' names are made with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hoscheck.model import Block, Paragraph, Table
from hoscheck.normalise import plain, squash

# Lines of the document that may bear its title.
COVER_LINES = 16
LONGEST_NAME = 9  # words

_LABEL = re.compile(
    r"^(?:name of (?:the )?)?(?:landlord|organisation|member landlord|registered provider|provider|council|association)"
    r"(?:'?s)?(?: name)?\s*[:–-]\s*(?P<name>\S.{1,90})$",
    re.I,
)
_BODY = re.compile(
    r"\b(?:Housing|Homes|Council|Association|Trust|Group|Society|Co-?operative|Almshouses?|Borough|Limited|Ltd|Charity|"
    r"Partnership|Foundation|Living|Community|Communities|Corporation|Tenants|ALMO|Care|Authority|HA)\b"
)
_NOT_NAME = re.compile(
    r"\b(?:ombudsman|institute|complaints?|code|self|assessments?|section|stage|policy|policies|report|appendix|must|should|page|"
    r"evidence|form|annual|board|cabinet|committee|approved|response|is|are|was|has|have|will|our|we|the date|"
    r"residents?|"
    r"services?|act|department|directorate|team|officer|manager|director|head of|chair|minutes?|strategy|key|"
    r"regulator|government|scheme|handling|performance|improvement|review|version|contents?|introduction)\b",
    re.I,
)
# Words of the trade: a name holds one that is none of these.
_TRADE = frozenset(
    """
    social housing homes customer customers care tenants tenant leaseholders leaseholder putting first living group
    community communities council association trust society limited ltd charity partnership foundation borough district
    city county metropolitan authority the of and for in & a charitable almshouses almshouse corporation general
    """.split()  # noqa: SIM905 - a list of sixty quoted words would be three times as long
)
_PARTS = re.compile(r"\s+[–—|•·]\s+|\s+-\s+|:\s+|\s{3,}|\n")


def landlord_of(blocks: Iterable[Block], metadata: Mapping[str, str]) -> str | None:
    """The landlord's name as the document prints it."""
    cover = list(_cover(blocks))
    for line in cover:
        label = _LABEL.match(plain(line))
        if label and _BODY.search(label["name"]):
            return squash(label["name"]).rstrip(".")
    for text in (*cover, metadata.get("header", ""), metadata.get("footer", ""), metadata.get("title", "")):
        for part in _PARTS.split(text):
            if _is_name(part):
                return squash(part).strip(" .,")
    return None


def _cover(blocks: Iterable[Block]) -> Iterable[str]:
    lines = 0
    for block in blocks:
        if isinstance(block, Table):
            if lines and len(block.rows) > 3:
                return
            texts = [cell for row in block.rows[:4] for cell in row.cells if cell.strip()]
        elif isinstance(block, Paragraph):
            texts = [block.text]
        for text in texts:
            lines += 1
            if lines > COVER_LINES:
                return
            yield squash(text)


def _is_name(text: str) -> bool:
    text = squash(text).strip(" .,")
    words = text.split()
    if not 1 < len(words) <= LONGEST_NAME or not text[0].isupper() or any(char.isdigit() for char in text):
        return False
    if text.endswith((":", "?", "!", ".")) or not _BODY.search(text) or _NOT_NAME.search(plain(text)):
        return False
    if not any(word.strip(".,'’").lower() not in _TRADE for word in words if word[:1].isupper()):
        return False
    minor = {"of", "and", "the", "for", "in", "on", "&", "upon", "le", "by", "with"}
    return all(word[:1].isupper() or word.lower() in minor or not word[:1].isalpha() for word in words)
