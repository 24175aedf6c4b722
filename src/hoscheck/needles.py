"""Many regular expressions held against short texts, fast: each is made and tried only where its words are.

A hundred patterns, tried one after the other at every place of every sentence, take most of the time of a judgement,
and most of the time of a start to make. Of each pattern it is known which pieces of text a match must hold (`needs`).
Looking for those pieces first costs next to nothing; a pattern is only made when all of them were seen in one text.

In a pattern `<name>` stands for any entry of the word list of that name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

from hoscheck.words import derived, words

SHORTEST = 2  # letters of a piece that is worth looking for
KEPT = 32  # texts of which it is kept what is left
MOST = 4  # groups of pieces that are looked for; more would rarely tell more
Lists = Mapping[str, Sequence[str]]
Need = tuple[str, ...]  # pieces of which a match holds at least one; "<name>" is any entry of that list

_NAME = re.compile(r"(?<!\?P)<([a-z-]+)>")
# what a pattern is made of: a list's name, an escape, a set, the beginning of a group, a repetition, any other sign
_PART = re.compile(
    r"(?<!\?P)<(?P<list>[a-z-]+)>|(?P<escape>\\.)|(?P<set>\[[^\]]*\])|(?P<open>\((?:\?(?:P<\w+>|<?[:=!]))?)|(?P<close>\))"
    r"|(?P<repeat>[?*+]|\{\d+,?\d*\})|(?P<bar>\|)|(?P<other>.)"
)


class Patterns:
    """The patterns of one list. Matches come pattern by pattern, in the order of the list."""

    def __init__(self, entries: Sequence[str], lists: Lists, needed: Sequence[Sequence[Need]] | None = None) -> None:
        self._entries = [_Lazy(entry, lists) for entry in entries]
        self._sieve = _Sieve([needs(entry, lists) for entry in entries] if needed is None else needed, lists)

    @classmethod
    def of(cls, file: str, name: str) -> Patterns:
        """The list of that name in `words/<file>.yaml`."""
        lists = words(file)
        return cls(lists[name], lists, _needed(file)[name])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        for at in self._sieve.left(text):
            yield from self._entries[at].pattern.finditer(text)

    @classmethod
    def joined(cls, file: str, *names: str) -> Patterns:
        """Several lists of `words/<file>.yaml` as one: looking for their pieces once costs less than once for each."""
        lists, needed = words(file), _needed(file)
        return cls(
            [each for name in names for each in lists[name]], lists, [each for name in names for each in needed[name]]
        )

    def numbered(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches, with the number of the pattern in the list."""
        for at in self._sieve.left(text):
            for match in self._entries[at].pattern.finditer(text):
                yield at, match

    def search(self, text: str) -> re.Match[str] | None:
        """The first match of the first pattern that has one."""
        return next(self.finditer(text), None)


class Alternatives:
    """Patterns as one, which finds what `begin(?:first|second|…)end` would find: the first match in the text, and of
    those that begin there the first of the list. The last group of a match is that of its own pattern."""

    def __init__(
        self,
        entries: Sequence[str],
        needed: Sequence[Sequence[Need]],
        lists: Lists,
        flags: re.RegexFlag = re.NOFLAG,
        shared: tuple[_Sieve, int] | None = None,
    ) -> None:
        """`shared` is a sieve of several lists, and the number that the first entry has in it."""
        self._entries = [_Lazy(entry, lists, flags) for entry in entries]
        self._fold = bool(flags & re.I)
        self._sieve, self._first = shared or (_Sieve(needed, lists, fold=self._fold), 0)

    @classmethod
    def of(
        cls, file: str, *names: str, begin: str = "", end: str = "", flags: re.RegexFlag = re.NOFLAG
    ) -> Alternatives:
        """The lists of those names in `words/<file>.yaml`."""
        lists, needed = words(file), _needed(file)
        entries = [f"{begin}(?:{each}){end}" for name in names for each in lists[name]]
        return cls(entries, [each for name in names for each in needed[name]], lists, flags)

    @classmethod
    def together(cls, file: str, *names: str, flags: re.RegexFlag = re.NOFLAG) -> Sequence[Alternatives]:
        """The lists of those names, each by itself: where all of them are asked of the same texts one after the other,
        looking for all their pieces at once costs less."""
        lists, needed = words(file), _needed(file)
        sieve = _Sieve([each for name in names for each in needed[name]], lists, fold=bool(flags & re.I))
        firsts = accumulate((len(lists[name]) for name in names), initial=0)
        return [cls(lists[name], (), lists, flags, (sieve, at)) for name, at in zip(names, firsts, strict=False)]

    @classmethod
    def of_words(cls, entries: Sequence[str]) -> Alternatives:
        """Words as they stand, which begin and end where words do."""
        return cls([rf"\b{re.escape(each)}\b" for each in entries], [((each,),) for each in entries], {})

    def _left(self, text: str) -> Sequence[re.Pattern[str]]:
        entries, first = self._entries, self._first
        left = self._sieve.left(text.lower() if self._fold else text)
        return [entries[at - first].pattern for at in left if 0 <= at - first < len(entries)] if left else ()

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize, /) -> re.Match[str] | None:
        first = None
        for pattern in self._left(text):
            found = pattern.search(text, pos, endpos)
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize, /) -> re.Match[str] | None:
        return next(filter(None, (pattern.match(text, pos, endpos) for pattern in self._left(text))), None)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize, /) -> Iterator[re.Match[str]]:
        ahead = [(pattern, each) for pattern in self._left(text) if (each := pattern.search(text, pos, endpos))]
        while ahead:
            found = min((each for _, each in ahead), key=re.Match.start) if len(ahead) > 1 else ahead[0][1]
            yield found
            pos = max(found.end(), found.start() + 1)
            ahead = [
                (pattern, nearest)
                for pattern, each in ahead
                if (nearest := each if each.start() >= pos else pattern.search(text, pos, endpos))
            ]

    def sub(self, written: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else written for each match."""
        if not self._left(text):
            return text
        pieces, end = [], 0
        for found in self.finditer(text):
            pieces += [text[end : found.start()], written(found)]
            end = found.end()
        return "".join([*pieces, text[end:]]) if end else text


class _Lazy:
    """A pattern that is made when it is first wanted."""

    def __init__(self, entry: str, lists: Lists, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._entry, self._lists, self._flags = entry, lists, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_NAME.sub(lambda name: _alternatives(self._lists[name[1]]), self._entry), self._flags)


def _alternatives(entries: Sequence[str]) -> str:
    """A word list as a group, the longer entries first."""
    return f"(?:{'|'.join(sorted(entries, key=len, reverse=True))})"


class _Sieve:
    """Which patterns of a list are worth trying on a text."""

    def __init__(self, needed: Sequence[Sequence[Need]], lists: Lists, *, fold: bool = False) -> None:
        """With `fold`, the texts that are given are in small letters, whatever the patterns are in."""
        groups = [[_pieces(each, lists) for each in needs] for needs in needed]
        if fold:
            groups = [[[piece.lower() for piece in pieces] for pieces in group] for group in groups]
        self._always = [at for at, group in enumerate(groups) if not group]
        by_piece: dict[str, list[int]] = {}
        for at, group in enumerate(groups):
            for piece in max(group, key=_worth) if group else ():
                by_piece.setdefault(piece, []).append(at)
        self._by_piece = list(by_piece.items())
        self._groups = groups
        self._kept: dict[str, Sequence[int]] = {}

    def left(self, text: str) -> Sequence[int]:
        """The numbers of those whose pieces are all there and one behind the other, in order. The same few texts are
        asked for several times in turn."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[text] = self._found(text)
        return found

    def _found(self, text: str) -> Sequence[int]:
        wanted = set(self._always).union(*[entries for piece, entries in self._by_piece if piece in text])
        groups = self._groups
        return [at for at in sorted(wanted) if len(groups[at]) <= 1 or _follow(groups[at], text)] if wanted else ()


def _follow(groups: Sequence[Sequence[str]], text: str) -> bool:
    """True where a piece of each group stands behind one of the group before it."""
    end = 0
    for pieces in groups:
        nearest = -1
        for piece in pieces:
            at = text.find(piece, end)
            if at >= 0 and (nearest < 0 or at + len(piece) < nearest):
                nearest = at + len(piece)
        if nearest < 0:
            return False
        end = nearest
    return True


def _pieces(need: Need, lists: Lists) -> Sequence[str]:
    """The pieces of a need, with the entries of the lists that it names."""
    if not any(each[0] == "<" for each in need):
        return need
    return [piece for each in need for piece in (lists[each[1:-1]] if each[0] == "<" else (each,))]


# ── what a match must hold ───────────────────────────────────────────────────────────────────────


@cache
def _needed(file: str) -> Mapping[str, Sequence[Sequence[Need]]]:
    """What the patterns of a file's lists need. It takes longer to tell than all else at a start, and is kept."""
    found: Mapping[str, Sequence[Sequence[Need]]] = derived(file, "needs", _needs_of_all, (Path(__file__),))
    return found


def _needs_of_all(lists: Lists) -> Mapping[str, Sequence[Sequence[Need]]]:
    return {name: tuple(needs(entry, lists) for entry in entries) for name, entries in lists.items()}


def needs(pattern: str, lists: Lists) -> tuple[Need, ...]:
    """Groups of pieces of text, of each of which every match holds at least one, one behind the other; none where none
    can be told."""
    found = _branches(list(_PART.finditer(pattern)), lists)[0]
    telling = sorted(range(len(found)), key=lambda at: _worth(_pieces(found[at], lists)), reverse=True)[:MOST]
    return tuple(found[at] for at in sorted(telling))


def _worth(pieces: Sequence[str]) -> tuple[bool, int, int]:
    """Longer pieces before short ones, then the fewest, then the longest."""
    shortest = min(map(len, pieces))
    return shortest > SHORTEST, -len(pieces), shortest


def _branches(parts: Sequence[re.Match[str]], lists: Lists, at: int = 0) -> tuple[list[Need], int]:
    """What the alternatives up to the end of a group need, and where that end is."""
    each: list[list[Need]] = []
    while True:
        needed, at = _sequence(parts, lists, at)
        each.append(needed)
        if at >= len(parts) or parts[at]["close"]:
            break
        at += 1  # a bar
    if len(each) > 1:
        best = [max(needed, key=lambda need: _worth(_pieces(need, lists))) for needed in each if needed]
        either = tuple(dict.fromkeys(piece for need in best for piece in need))
        return ([either] if len(best) == len(each) else []), at + 1
    return each[0], at + 1


def _sequence(parts: Sequence[re.Match[str]], lists: Lists, at: int) -> tuple[list[Need], int]:
    """What all that stands between two bars needs."""
    found: list[Need] = []
    run = ""
    while at < len(parts) and not parts[at]["close"] and not parts[at]["bar"]:
        part, at = parts[at], at + 1
        needed: list[Need] = []
        if part["open"]:
            inside, at = _branches(parts, lists, at)
            needed = [] if part["open"].endswith(("!", "=")) else inside
        elif part["list"]:
            needed = [(part[0],)]
        repeat = (parts[at]["repeat"] or "") if at < len(parts) else ""
        at += bool(repeat)
        optional = repeat.startswith(("?", "*", "{0"))
        if part["other"] and part["other"] not in ".^$" and not optional:
            run += part["other"]
            if not repeat:
                continue
        if len(run) >= SHORTEST:
            found.append((run,))
        run = ""
        if not optional:
            found += needed
    if len(run) >= SHORTEST:
        found.append((run,))
    return found, at
