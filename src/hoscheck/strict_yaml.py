"""YAML that people write by hand, read strictly: every value keeps its line, and nothing is guessed.

YAML lets a key stand twice, lets one part of a file stand for another, and so can make seven short lines expand without
end. Here a file holds plain keys, lists and values or is refused, with the line and what to write instead.
What the values mean is not decided here: `shapes.py` reads these nodes against a table of keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hoscheck.errors import HoscheckError

MAX_BYTES = 1_048_576  # twenty times the largest rulebook that we ship
MAX_DEPTH = 32  # a rulebook needs seven levels; far below what would exhaust the stack of any reader
MAX_VALUES = 50_000  # fifty times a full rulebook; bounds the time, whatever the bytes
SHOWN = 60  # characters of the file's own words in a message

# what the parser says → what the person who wrote the line needs to know, and whether the start of the construct
# (context) or the place where the parser gave up (problem) is the line to look at
_PLAIN_WORDS = (
    ("end of stream", "context", "a quote is opened here and never closed; close it"),
    ("expected ':'", "context", 'no ":" follows the key that begins here; write key: value'),
    ("mapping values", "problem", 'a ":" stands where none can; put the text in quotes, or align it with others'),
    ("tab character", "problem", "a tab is used to indent; indent with spaces"),
    ("start any token", "problem", "a tab or a sign begins a value; indent with spaces, put the text in quotes"),
    ("',' or", "problem", "a bracketed list is not closed or lacks a comma; write it as [first, second]"),
    ("escape", "problem", "a backslash begins no known escape; write it twice, or use single quotes"),
    ("entries are not", "problem", "a list item does not fit the lines above; put it on a line of its own, indented"),
    ("expected key", "problem", "this does not go with the lines above; align the keys, look for a quote left open"),
    ("block end", "problem", "this does not go with the lines above; align the keys, look for a quote left open"),
    ("document start", "problem", "this does not go with the lines above; align the keys, look for a quote left open"),
    ("'-' indicator", "problem", 'this does not go with the list above; begin each item with "- ", aligned'),
)  # fmt: skip


class Refused(HoscheckError):
    """The file is not one that can be read at all. `line` is 1-based, None where no line is to blame."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


# ── nodes ────────────────────────────────────────────────────────────────────────────────────────
# Named tuples here and in shapes.py, where the house has data classes: defining one takes a sixth of the time, and
# every start of the program pays for it.


class Scalar(NamedTuple):
    """A single value as it is written; `plain` where it has no quotes and is no block text."""

    value: str
    plain: bool
    line: int


class Items(NamedTuple):
    """A list."""

    nodes: list[Node]
    line: int


class Keys(NamedTuple):
    """Keys and values, each with the line of its key."""

    entries: dict[str, tuple[int, Node]]
    line: int


Node = Scalar | Items | Keys


def shown(text: str) -> str:
    """The file's own words, safe and short enough for a one-line message."""
    safe = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return safe if len(safe) <= SHOWN else safe[: SHOWN - 1] + "…"


def parse(data: bytes) -> Node:
    """The nodes of one YAML document.

    Raises Refused for what is no UTF-8 or no YAML, for anchors, aliases, merge keys, tags, duplicate keys and second
    documents, and for whatever passes MAX_BYTES, MAX_DEPTH or MAX_VALUES: all before it can cost time or memory.
    """
    import yaml

    text = _decoded(data)
    # The parser written in C takes a twentieth of the time; some installations of PyYAML lack it.
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        return _built(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        raise _in_plain_words(error) from None


def _decoded(data: bytes) -> str:
    from yaml.reader import Reader

    if len(data) > MAX_BYTES:
        raise Refused(f"the file is larger than {MAX_BYTES // 1024:,} KiB; take out what is not needed")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused("this is not UTF-8 text; save the file with the encoding UTF-8", line) from None
    # The parser would refuse these characters too, but without saying where they are.
    if bad := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise Refused(f"the control character U+{ord(bad[0]):04X} stands here; take it out", line)
    return text


class _Open:
    """A list or group of keys that is still being filled, and the key whose value comes next."""

    __slots__ = ("key", "node")

    def __init__(self, node: Items | Keys) -> None:
        self.node = node
        self.key: Scalar | None = None


def _built(events: Iterator[Any]) -> Node:
    """Nodes from the parser's events, without recursion, each event judged before anything is made of it."""
    import yaml

    root: Node | None = None
    documents = values = 0
    stack: list[_Open] = []
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.NodeEvent):
            values += 1
            if values > MAX_VALUES:
                raise Refused(f"the file holds more than {MAX_VALUES:,} values; take out what is not needed", line)
            node = _node(event, line)
            if stack:
                _place(node, stack[-1])
            else:
                root = node
            if not isinstance(node, Scalar):
                stack.append(_Open(node))
                if len(stack) > MAX_DEPTH:
                    raise Refused(f"values are nested more than {MAX_DEPTH} deep; write them flatter", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Refused('a second document begins here; keep one in a file, without a further "---"', line)
    if root is None:
        raise Refused("the file is empty; write its keys and values", 1)
    return root


def _node(event: Any, line: int) -> Node:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        raise Refused(f'"*{shown(event.anchor or "")}" stands for another part of the file; write the value out', line)
    if event.anchor is not None:
        raise Refused(f'"&{shown(event.anchor)}" marks a value for reuse; leave the mark out', line)
    if event.tag is not None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise Refused(f'the tag "{shown(tag)}" is not allowed; leave it out', line)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, event.implicit[0], line)
    return Keys({}, line) if isinstance(event, yaml.MappingStartEvent) else Items([], line)


def _place(node: Node, parent: _Open) -> None:
    if isinstance(parent.node, Items):
        parent.node.nodes.append(node)
    elif parent.key is not None:
        parent.node.entries[parent.key.value] = (parent.key.line, node)
        parent.key = None
    elif not isinstance(node, Scalar):
        raise Refused("a list or a group of keys stands where a key is wanted; write a word as the key", node.line)
    elif node.plain and node.value == "<<":
        raise Refused('"<<" copies keys from elsewhere; write them out', node.line)
    elif node.value in parent.node.entries:
        first, _ = parent.node.entries[node.value]
        raise Refused(f'the key "{shown(node.value)}" stands twice (first on line {first}); keep one', node.line)
    else:
        parent.key = node


def _in_plain_words(error: Any) -> Refused:
    problem = str(error.problem or error.context or "unreadable")
    unknown = ("", "problem", f"this is not YAML ({shown(problem)}); check this line and the one above")
    _, where, words = next((each for each in _PLAIN_WORDS if each[0] in problem), unknown)
    mark = (error.context_mark if where == "context" else None) or error.problem_mark or error.context_mark
    return Refused(words, mark.line + 1 if mark else None)
