"""What the values of a YAML file must be: tables of keys that read nodes, note problems and write a JSON Schema.

YAML reads a bare 1.10 as 1.1 and a bare No as false. A shape takes a value only where it says plainly what it means;
otherwise it notes the line, what is wrong and what to write instead, and goes on, so that one run shows all problems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from hoscheck.strict_yaml import Items, Keys, Node, Scalar, shown

NAME = "[a-z][a-z0-9-]{0,62}"  # a name of the file's own choosing
REPORTED = 20  # problems told of one file; more would scroll the first off the screen
_ALLOWED = "\n \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"  # the last two are what word processors put between words


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that somebody who wrote `word` most likely meant; "" where none is close."""
    from difflib import get_close_matches  # only wanted when something is wrong, and slow to import

    return next(iter(get_close_matches(shown(word), known, n=1)), "")


def listed(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


class Problem(NamedTuple):
    """Something wrong in a file that could be read: one line that says what, and what to write instead."""

    line: int
    message: str


class Entry(NamedTuple):
    """A group of keys that was read: the values that are right, the line of each key, and where the group begins.

    A key that is missing or wrong has no value here; the problem has been noted.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    line: int

    def get(self, key: str, otherwise: Any = None) -> Any:
        return self.values.get(key, otherwise)

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class Place(NamedTuple):
    """What a message calls a value, and what stands before it when it is to be written anew."""

    name: str
    lead: str = ""


class Shape(Protocol):
    """What a value must be. `read` returns the value, or None after noting a problem."""

    def read(self, node: Node, place: Place, problems: list[Problem], /) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


class Text(NamedTuple):
    """Text in quotes, as block text, or bare where YAML takes it for nothing else.

    `pattern` is what the whole text must look like, `what` how a message calls that, `example` one that is right.
    """

    pattern: str = ""
    what: str = "text"
    example: str = '"…"'
    lines: bool = False  # may run over several lines

    def read(self, node: Node, place: Place, problems: list[Problem]) -> str | None:
        text, fault = self._judged(node, place)
        if fault:
            problems.append(Problem(node.line, f"{place.name} {fault}"))
            return None
        return text

    def _judged(self, node: Node, place: Place) -> tuple[str, str]:
        if not isinstance(node, Scalar):
            return "", f"is a list or a group of keys where {self.what} is wanted; write {place.lead}{self.example}"
        text = node.value.strip()
        if not text or (node.plain and _meaning(text) == "null"):
            return "", f"is empty; write {place.lead}{self.example}"
        if node.plain and (meaning := _meaning(text)):
            return "", f'reads as {meaning}; write {place.lead}"{shown(text)}"'
        if hidden := _hidden(text):
            return "", f"holds the invisible character U+{ord(hidden):04X}; take it out"
        if "\n" in text and not self.lines:
            return "", f"runs over several lines; write {place.lead}{self.example} on one"
        if self.pattern and not re.fullmatch(self.pattern, text):
            return "", f'"{shown(text)}" is not {self.what}; write {place.lead}{self.example}'
        return text, ""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$" if self.pattern else r"\S"}


class Choice(NamedTuple):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, place: Place, problems: list[Problem]) -> str | None:
        if isinstance(node, Scalar) and node.value in self.words:
            return node.value
        value = node.value if isinstance(node, Scalar) else ""
        meant = closest(value, self.words) if len(problems) < REPORTED else ""
        better = f'did you mean "{meant}"?' if meant else f"write {place.lead}{listed(self.words)}"
        problems.append(Problem(node.line, f'{place.name} "{shown(value)}" is not known; {better}'))
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


class Whole(NamedTuple):
    """A whole number from 1 to `most`, without quotes."""

    most: int = 999

    def read(self, node: Node, place: Place, problems: list[Problem]) -> int | None:
        value = node.value if isinstance(node, Scalar) and node.plain else ""
        if re.fullmatch("[1-9][0-9]{0,17}", value) and int(value) <= self.most:
            return int(value)
        message = f"{place.name} is not a whole number from 1 to {self.most}; write it bare, such as {place.lead}2"
        problems.append(Problem(node.line, message))
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": self.most}


class Flag:
    """`true` or `false`, bare."""

    def read(self, node: Node, place: Place, problems: list[Problem]) -> bool | None:
        if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
            return node.value == "true"
        message = f"{place.name} is neither true nor false; write {place.lead}true, or leave it out"
        problems.append(Problem(node.line, message))
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Day(NamedTuple):
    """A date as YYYY-MM-DD; with `open`, also null."""

    open: bool = False

    def read(self, node: Node, place: Place, problems: list[Problem]) -> date | None:
        value = node.value if isinstance(node, Scalar) else ""
        if self.open and isinstance(node, Scalar) and node.plain and _meaning(value) == "null":
            return None
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        form = "YYYY-MM-DD, or null" if self.open else "YYYY-MM-DD"
        problems.append(Problem(node.line, f'{place.name} "{shown(value)}" is no date; write {place.lead}{form}'))
        return None

    def schema(self) -> dict[str, Any]:
        day = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        return {"anyOf": [day, {"type": "null"}]} if self.open else day


class Many(NamedTuple):
    """A list of one or more."""

    each: Shape

    def read(self, node: Node, place: Place, problems: list[Problem]) -> tuple[Any, ...] | None:
        if not isinstance(node, Items) or not node.nodes:
            message = f'{place.name} is not a list, or an empty one; write each item on a line that begins with "- "'
            problems.append(Problem(node.line, message))
            return None
        return tuple(self.each.read(item, Place(f"an item of {place.name}"), problems) for item in node.nodes)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "minItems": 1, "items": self.each.schema()}


class Named(NamedTuple):
    """Values of one shape under names of the file's own choosing (lower case, digits, hyphens)."""

    each: Shape

    def read(self, node: Node, place: Place, problems: list[Problem]) -> dict[str, Any] | None:
        if not isinstance(node, Keys):
            problems.append(Problem(node.line, f"{place.name} has no names under it; write name: and its list"))
            return None
        name = Text(NAME, "a name", "lower-case-letters:")
        return {
            key: self.each.read(value, Place(key, f"{key}: "), problems)
            for key, (line, value) in node.entries.items()
            if name.read(Scalar(key, False, line), Place("the name"), problems)
        }

    def schema(self) -> dict[str, Any]:
        pattern = f"^(?:{NAME})$"
        return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": self.each.schema()}


class Key(NamedTuple):
    """A key of a Record: what it holds, what it means (an editor shows this), and whether it must be there."""

    shape: Shape
    about: str
    needed: bool = True


class Record(NamedTuple):
    """A fixed set of keys. `what` is how a message calls it."""

    what: str
    keys: Mapping[str, Key]

    def read(self, node: Node, _place: Place, problems: list[Problem]) -> Entry | None:
        if not isinstance(node, Keys):
            first = next(iter(self.keys))
            problems.append(Problem(node.line, f"{self.what} has no keys; begin it with {first}: and a value"))
            return None
        values = {}
        meant = set()
        for name, (line, value) in node.entries.items():
            if key := self.keys.get(name):
                values[name] = key.shape.read(value, Place(name, f"{name}: "), problems)
            else:
                # comparing takes a tenth of a millisecond: too much for a file with thousands of unknown keys
                close = closest(name, list(self.keys)) if len(problems) < REPORTED else ""
                meant.add(close)
                better = f'did you mean "{close}"?' if close else f"its keys are {', '.join(self.keys)}"
                problems.append(Problem(line, f'{self.what} has no key "{shown(name)}"; {better}'))
        for name, key in self.keys.items():
            if key.needed and name not in node.entries and name not in meant:
                problems.append(Problem(node.line, f"{self.what} lacks {name}; add {name}: ({key.about})"))
        lines = {name: line for name, (line, _) in node.entries.items()}
        return Entry({name: value for name, value in values.items() if value is not None}, lines, node.line)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, key in self.keys.items() if key.needed],
            "properties": {name: {"description": key.about, **key.shape.schema()} for name, key in self.keys.items()},
        }


def _meaning(text: str) -> str:
    """What YAML 1.1 takes a bare text for, in words; "" where it is simply text."""
    import yaml

    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    tag = next((tag for tag, pattern in resolvers if pattern.match(text)), "").rpartition(":")[2]
    match tag:
        case "":
            return ""
        case "float" | "int":
            return f"the number {float(text):g}" if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", text) else "a number"
        case "bool":
            return "true" if text.lower() in ("yes", "true", "on") else "false"
        case "timestamp":
            return "a date"
        case "null":
            return "null"
        case _:
            return "a sign of YAML"


def _hidden(text: str) -> str:
    """The first control, format, private or unassigned character: it could hide text or steer a terminal."""
    if text.replace("\n", "").isprintable():
        return ""
    return next((char for char in text if char not in _ALLOWED and unicodedata.category(char)[0] in "CZ"), "")
