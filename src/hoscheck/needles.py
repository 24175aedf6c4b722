"""Many regular expressions held against short texts, fast: each is tried only where a word that it needs is there.

A hundred patterns, tried one after the other at every place of every sentence, take most of the time of a judgement,
and most of the time of a start to make. Of each pattern it is known which pieces of text a match must hold one of
(`needs`). Looking for those pieces first costs next to nothing; a pattern is only made when one of them was seen.

In a pattern `<name>` stands for any entry of the word list of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

SHORTEST = 2  # letters of a piece that is worth looking for
Lists = Callable[[str], Sequence[str]]

_NAME = re.compile(r"(?<!\?P)<([a-z-]+)>")
# what a pattern is made of: a list's name, an escape, a set, the beginning of a group, a repetition, any other sign
_PART = re.compile(
    r"(?<!\?P)<(?P<list>[a-z-]+)>|(?P<escape>\\.)|(?P<set>\[[^\]]*\])|(?P<open>\((?:\?(?:P<\w+>|<?[:=!]))?)|(?P<close>\))"
    r"|(?P<repeat>[?*+]|\{\d+,?\d*\})|(?P<bar>\|)|(?P<other>.)"
)


class Patterns:
    """The patterns of one list. Matches come pattern by pattern, in the order of the list."""

    def __init__(self, entries: Sequence[str], lists: Lists) -> None:
        self._entries = [_Lazy(entry, lists) for entry in entries]
        self._always: list[int] = []
        self._by_piece: dict[str, list[int]] = {}
        for at, entry in enumerate(entries):
            needed = needs(entry, lists)
            for piece in needed:
                self._by_piece.setdefault(piece, []).append(at)
            if not needed:
                self._always.append(at)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        wanted = {*self._always}
        for piece, entries in self._by_piece.items():
            if piece in text:
                wanted.update(entries)
        for at in sorted(wanted):
            yield from self._entries[at].pattern.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match of the first pattern that has one."""
        return next(self.finditer(text), None)


class _Lazy:
    """A pattern that is made when it is first wanted."""

    def __init__(self, entry: str, lists: Lists) -> None:
        self._entry, self._lists = entry, lists

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_NAME.sub(lambda name: _alternatives(self._lists(name[1])), self._entry))


def _alternatives(entries: Sequence[str]) -> str:
    """A word list as a group, the longer entries first."""
    return f"(?:{'|'.join(sorted(entries, key=len, reverse=True))})"


def needs(pattern: str, lists: Lists) -> frozenset[str]:
    """Pieces of text of which every match holds at least one; empty where none can be told."""
    return _branches(list(_PART.finditer(pattern)), lists)[0]


def _branches(parts: Sequence[re.Match[str]], lists: Lists, at: int = 0) -> tuple[frozenset[str], int]:
    """What the alternatives up to the end of a group need, and where that end is."""
    each: list[frozenset[str]] = []
    while True:
        needed, at = _sequence(parts, lists, at)
        each.append(needed)
        if at >= len(parts) or parts[at]["close"]:
            return (frozenset().union(*each) if all(each) else frozenset()), at + 1
        at += 1  # a bar


def _sequence(parts: Sequence[re.Match[str]], lists: Lists, at: int) -> tuple[frozenset[str], int]:
    """The best pieces in what stands between two bars: longer ones before short ones, then the fewest."""
    found: list[frozenset[str]] = []
    run = ""
    while at < len(parts) and not parts[at]["close"] and not parts[at]["bar"]:
        part, at = parts[at], at + 1
        if part["open"]:
            inside, at = _branches(parts, lists, at)
            needed = frozenset() if part["open"].endswith(("!", "=")) else inside
        elif part["list"]:
            needed = frozenset(lists(part["list"]))
        else:
            needed = frozenset()
        repeat = (parts[at]["repeat"] or "") if at < len(parts) else ""
        at += bool(repeat)
        optional = repeat.startswith(("?", "*", "{0"))
        if part["other"] and part["other"] not in ".^$" and not optional:
            run += part["other"]
            if not repeat:
                continue
        if len(run) >= SHORTEST:
            found.append(frozenset((run,)))
        run = ""
        if needed and not optional:
            found.append(needed)
    if len(run) >= SHORTEST:
        found.append(frozenset((run,)))
    return max(found, key=lambda each: (min(map(len, each)) > SHORTEST, -len(each)), default=frozenset()), at
