"""Untrusted text made fit for each kind of output: what a document or a file name holds stays data.

Every function takes any `str`, lone surrogates included, and raises nothing.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from unicodedata import category

# Controls, formats (bidirectional overrides, zero widths, soft hyphens), lone surrogates, private use, unassigned,
# and the two separators that some programs take for a line's end. A reader sees none of them, a terminal, a
# spreadsheet or a log may act on them.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_NEWLINES = re.compile(r"\r\n?")
# Controls go too, although XML allows the upper ones: a report is also printed in terminals.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What a spreadsheet takes for the start of a formula, once it has dropped blanks and quotes before it. The full-width
# forms are folded to the plain ones by spreadsheets set to East Asian languages.
_FORMULA = re.compile(r"[\s'\"‘’“”]*[=+\-@\t\r\n＝＋－＠]")


def visible(text: str) -> str:
    r"""The text with everything unseen spelled out (`\x1b`, `\u202e`, `\U000e0041`); a newline stays one."""
    if text.isprintable():
        return text
    return "".join(each if each == "\n" or category(each) not in _HIDDEN else _spelled(each) for each in text)


def _spelled(character: str) -> str:
    point = ord(character)
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def one_line(text: str) -> str:
    """The visible text on a single line: each run of line ends and the blanks about it becomes one space."""
    parts = (part.strip(" ") for part in visible(_NEWLINES.sub("\n", text)).split("\n"))
    return " ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip("\"'”’)").endswith((".", "!", "?")) else f"{text}."


def xml_safe(text: str) -> str:
    """The text without controls and without what XML 1.0 cannot carry; what else is unseen is spelled out."""
    return visible(_NOT_XML.sub("", _NEWLINES.sub("\n", text)))


def csv_safe(text: str) -> str:
    """The text of one CSV field, on one line; `'` stands before what a spreadsheet would run as a formula.

    The rule is the one that OWASP gives for CSV injection. The field still wants quoting by the writer.
    """
    guard = "'" if _FORMULA.match(text) else ""
    return guard + one_line(text)


def uri(path: str) -> str:
    """The path as a URI reference: slashes, percent-encoded bytes, no leading `./`.

    A relative path gives a relative reference, an absolute one a `file:` URI: a reference that begins with a slash is
    refused by SARIF's validators, because it cannot be joined to the root of a repository.
    """
    pure = PurePath(path)
    name = pure.as_posix()
    if pure.is_absolute():
        return "file:///" + _percent(name.lstrip("/"), "/:")  # the colon of a Windows drive stays one
    return _percent(name, "/")


def _percent(name: str, safe: str) -> str:
    from urllib.parse import quote  # late: few reports hold addresses, and it is slow to import

    try:
        # the bytes of a name that is no UTF-8 come back as they stand in the file system
        return quote(name.encode("utf-8", "surrogateescape"), safe)
    except UnicodeEncodeError:
        return quote(name.encode("utf-8", "surrogatepass"), safe)
