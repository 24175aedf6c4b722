"""Whose self-assessment it is: a name that the document prints for itself, or None rather than a guess.

In this order: what a label says ("Landlord name: …", in a line, over two lines, in a table's row or a form's field);
the lines before the first provision, the first one that is a name, or a title that holds one; the running header and
footer; the file's title; a sentence before the first provision that says whose form it is ("how Elm Grove Homes
complies").

Behind a label any name counts. Everywhere else a name holds one of the words that landlords' names are made with
(`words/landlord.yaml`), and two different names in sentences are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from hoscheck.extract.particulars import Particulars, is_numbered, particulars
from hoscheck.model import Block, Paragraph, Table
from hoscheck.normalise import plain, squash
from hoscheck.words import words

# Lines of the document that may bear its title.
COVER_LINES = 24
LONGEST_NAME = 9  # words
LONGEST_MARK = 4  # letters that a landlord's name begins with, written small
LONGEST_TITLE = 30  # words of a line that may be a title with a name in it
LONGEST_LINE = 600  # characters of a line that is looked at: an introduction's first sentences

_PARTS = re.compile(r"\s+[–—|•·]\s+|\s+-\s+|[:;]\s+|\s{3,}|\n|\(|\)|[“”\"]")
# A number that identifies the landlord stands behind its name.
_REGISTERED = re.compile(r"[\s,(–-]*\b(?:registration|registered|reg\.?|L\d{4}|LH\d{4}|\d{4,5}R?)\b.*$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def landlord_of(blocks: Sequence[Block], metadata: Mapping[str, str], pairs: Particulars | None = None) -> str | None:
    """The landlord's name as the document prints it; `pairs` are its particulars where they were read before."""
    cover = list(_cover(blocks))
    labelled = _labelled([*(pairs or particulars(blocks)).lines, *cover])
    if labelled:
        return labelled
    for text in (*cover, metadata.get("header", ""), metadata.get("footer", ""), metadata.get("title", "")):
        for part, of_title in _pieces(text):
            if _is_name(part) or (of_title and _begins_small(part)):
                return _trimmed(part)
    told = dict.fromkeys(name for line in cover for name in _of_sentences(line))
    return next(iter(told)) if len(told) == 1 else None


def _cover(blocks: Iterable[Block]) -> Iterator[str]:
    """The first lines of the document, down to its first numbered table."""
    lines = 0
    for block in blocks:
        texts: Iterable[str] = ()
        if isinstance(block, Table):
            if is_numbered(block):
                return
            texts = [cell for row in block.rows for cell in row.cells if cell.strip()]
        elif isinstance(block, Paragraph):
            texts = block.text.split("\n")
        for text in texts:
            lines += 1
            if lines > COVER_LINES:
                return
            yield squash(text[:LONGEST_LINE])


# ── behind a label ───────────────────────────────────────────────────────────────────────────────


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(words("landlord")["labels"])
    return re.compile(
        rf"^(?:(?:full |legal )?name of (?:the |your )?)?(?P<label>{labels})(?:'?s)?(?P<named> name)?\s*"
        r"(?:(?P<mark>[:–-]|\s-)\s*(?P<name>\S.{0,89})?)?$",
        re.I,
    )


def _labelled(lines: Sequence[str]) -> str | None:
    for at, line in enumerate(lines):
        label = _label().match(plain(line))
        if not label:
            continue
        name = label["name"]
        if name is None and (label["mark"] or label["named"] or line.lower().startswith("name of")):
            name = next(iter(lines[at + 1 : at + 2]), "")
        if name and _may_be_named(name):
            return _trimmed(_REGISTERED.sub("", line[-len(name) :] if label["name"] else name))
    return None


def _may_be_named(text: str) -> bool:
    """True for what can be a name where a label says that it is one."""
    text = _REGISTERED.sub("", squash(text)).strip(" .,")
    many = len(text.split())
    if not 0 < many <= LONGEST_NAME or text.endswith((":", "?")) or not any(map(str.isalpha, text)):
        return False
    return not _pattern("others").search(plain(text)) or bool(_bodies().search(text) and many > 1 and _is_name(text))


# ── in a title ───────────────────────────────────────────────────────────────────────────────────


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('landlord')[name])})(?!\w)", re.I)


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('landlord')['bodies'])})\b")


@cache
def _joints() -> re.Pattern[str]:
    joints = "|".join(words("landlord")["joints"])
    return re.compile(rf"^(?:(?:{joints})\s+)+|\s+(?:{joints})$", re.I)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What may be the name in a line: its parts, what is left of each beside a title's words (True), and these parted
    by commas."""
    for part in _PARTS.split(text):
        yield part, False
        if len(part.split()) > LONGEST_TITLE or part.rstrip().endswith("."):
            continue  # a sentence: it is asked what it says
        left = [part]
        if _pattern("titles").search(part):
            left = [_joints().sub("", piece.strip(" ,")) for piece in _pattern("titles").sub("\n", part).split("\n")]
            yield from ((piece, True) for piece in left)
        for piece in left:
            if "," in piece:
                yield from ((each, False) for each in piece.split(","))


def _begins_small(text: str) -> bool:
    """True for a name that begins with a short mark which is written small: "mhs homes"."""
    mark, _, rest = text.partition(" ")
    if not (mark.isalpha() and mark.islower() and len(mark) <= LONGEST_MARK) or mark in words("landlord")["small"]:
        return False
    return _is_name(f"{mark.upper()} {rest.title()}")


def _trimmed(text: str) -> str:
    return re.sub(r"(?:['’]s?|(?<=s)['’])$", "", squash(text).strip(" .,"))


def _is_name(text: str) -> bool:
    text = _trimmed(text)
    parts = text.split()
    if not 1 < len(parts) <= LONGEST_NAME or not text[0].isupper() or any(char.isdigit() for char in text):
        return False
    if text.endswith((":", "?", "!", ".", ",")) or _pattern("others").search(plain(text)):
        return False
    if not _bodies().search(text.title() if text.isupper() else text):
        return False
    lists = words("landlord")
    if not any(word.strip(".,'’").lower() not in lists["trade"] for word in parts if word[:1].isupper()):
        return False
    return all(word[:1].isupper() or word.lower() in lists["minor"] or not word[:1].isalpha() for word in parts)


# ── in a sentence ────────────────────────────────────────────────────────────────────────────────

# Words that begin with a capital, and the small ones between them.
_CAPITALS = re.compile(
    r"(?:[A-Z][\w&'’-]*|&)(?:\s+(?:(?:of|and|the|for|in|on|upon|le|by|with|&)\s+)*[A-Z][\w&'’-]*){1,8}"
)


@cache
def _signals() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = words("landlord")
    behind = re.compile(rf"(?:^|\b)(?:{'|'.join(lists['before'])})\s+(?:the\s+)?$", re.I)
    ahead = re.compile(rf"\s+(?:\([^)]{{1,60}}\)\s+)?(?:{'|'.join(lists['after'])})\b", re.I)
    never = re.compile(rf"\b(?:{'|'.join(lists['not-before'])})\s+(?:the\s+)?$", re.I)
    return behind, ahead, never


_LOOK_BACK = 60  # characters before a name in which its sentence says whose it is


def _of_sentences(line: str) -> Iterator[str]:
    """The names that a line's sentences give as the landlord's."""
    behind, ahead, never = _signals()
    for sentence in _SENTENCE.split(line):
        for match in _CAPITALS.finditer(sentence):
            name, start = match[0], match.start()
            lead = re.match(r"(?:At|We|How|For|The|By|Whether)\s+", name)
            if lead and lead[0].strip() != "The":
                name, start = name[lead.end() :], start + lead.end()
            before = sentence[max(0, start - _LOOK_BACK) : start]
            for at in re.finditer(r"\b(?:Board|Committee|Trustees|Directors|Governors) of (?:the )?", name):
                before, name = before + name[: at.end()], name[at.end() :]
            if not _is_name(name) or never.search(before):
                continue
            if behind.search(before) or ahead.match(sentence, match.end()):
                yield _trimmed(name)
