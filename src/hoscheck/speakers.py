"""Who speaks in a document's text, and whom its "it", "they" and "we" mean.

A foreword that the chair signed, or what stands under "Statement from the Board", says "we" and means the governing
body; "It noted good progress", behind a sentence on the board, is said of the board. Such words are replaced by what
they mean, so that a sentence can be judged by itself. Everything here is in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from hoscheck.needles import Alternatives
from hoscheck.words import words

LABEL = 14  # words of a line of prose that is a label rather than a sentence
NAME = 4  # words of a line that is no more than a name
BODY = "board"  # what all other names of the governing body are read as
OTHERS = "a group"  # what the names of all other groups are read as
_CHAIR_OF_OTHERS = re.compile(r"\b(?:chair\w*|members) (?:of|for) (?:the |our )?a group\b")
_CELLS = re.compile(r"\s*\|\s*")
_FULL_STOP = re.compile(r"[.!?;,]\W*$")
_WE = (
    (re.compile(r"\b(?:i am|i'm|i was)\b"), "the board is"),
    (re.compile(r"\b(?:we are|we're|we were)\b"), "the board are"),
    (re.compile(r"\b(?:we|i)(?:'ve)?\b"), "the board"),
    (re.compile(r"\bin (?:my|our) (?:opinion|view|judgement)\b"), "the board thinks that"),
)
_THEY = re.compile(r"^\W*(?:and |but |however,? |overall,? |in particular,? )?(?:they|both)\b")
_IT = re.compile(r"^\W*(?:and |but |however,? |overall,? |in particular,? )?it\b")
_PRONOUN = re.compile(r"\b(?:they|it)\b")
_ANSWER = re.compile(r"^\W*the (?=(?:response|reply) (?:is|can|was|may|appears|stands|follows)\b)")
_OWN = re.compile(r"\b(?:its|their|whose)\b")


class Line(NamedTuple):
    """A line of prose, what stands on the next one, and whether the governing body speaks in it."""

    text: str
    behind: str
    voiced: bool


def lines(prose: str) -> Iterator[Line]:
    """The lines that are not empty."""
    every = [line for line in prose.splitlines() if line.strip()]
    voiced = _voiced([folded(line.lower()) if is_label(line) else line for line in every])
    for at, line in enumerate(every):
        yield Line(line, every[at + 1] if at + 1 < len(every) else "", at in voiced)


def _voiced(lows: Sequence[str]) -> frozenset[int]:
    """The lines that stand under a heading of the governing body's, or above its signature."""
    found: set[int] = set()
    begin, speaks, before = 0, False, 0
    for at, low in enumerate(lows):
        if is_signature(low):
            named = begin == at and at and len(lows[at - 1].split()) <= NAME  # the name stands on a line of its own
            found.update(range(before if named else begin, at))
            begin, speaks = at + 1, False
        elif _pattern("other-signatures").search(low) and is_label(low):
            found.difference_update(range(begin, at))
            begin, speaks = at + 1, False
        elif is_heading(low):
            before, begin = begin, at + 1
            speaks = bool(_pattern("voices").search(low))
        elif speaks:
            found.add(at)
    return frozenset(found)


def is_label(low: str) -> bool:
    return len(low.split()) <= LABEL


def is_heading(low: str) -> bool:
    """A short line that is no sentence, and neither a greeting nor a date."""
    return is_label(low) and not _FULL_STOP.search(low) and not _pattern("no-headings").match(low.strip())


def is_signature(low: str) -> bool:
    """A short line on which somebody signs for the governing body."""
    return is_label(low) and not low.rstrip().endswith((":", "!", "?")) and bool(_pattern("signatures").search(low))


def folded(low: str) -> str:
    """The text with one name for the governing body, and another for all other groups."""
    low = low.replace(" = ", " is ").replace(" rpt ", " report ")
    if "|" in low:
        low = _CELLS.sub(": ", low.strip("| "))  # a table that became text
    low = _pattern("synonyms").sub(lambda _: BODY, _pattern("others").sub(lambda _: OTHERS, low))
    return _CHAIR_OF_OTHERS.sub(OTHERS, low) if OTHERS in low else low


def meant(low: str, before: str, *, voiced: bool, asked: bool, behind: bool = False) -> str:
    """A folded sentence with the governing body for the words that mean it; `before` is the sentence in front of it,
    and what is `asked` is the governing body's doing, so that "its response" is so wherever nobody else is named.
    `behind`: the two stand on one line, so that "Decision: approved" is of the body that the one before names.
    """
    if behind and before and _is_outcome(low, before):
        low = f"the {BODY}'s: {low}"
    if voiced:
        for pattern, said in _WE:
            low = pattern.sub(said, low)
    if before and _THEY.search(low) and names_it_last(before):
        low = _THEY.sub("the board", low, count=1)
    elif before and _IT.search(low) and _pattern("acting").search(before):
        low = _IT.sub("the board", low, count=1)
    elif before and _ANSWER.search(low) and names_it_last(before):
        low = _ANSWER.sub("the board's ", low, count=1)
    own = _OWN.search(low)
    if own and names_it_last(f"{before} {low[: own.start()]}", unnamed=asked):
        low = f"{low[: own.start()]}the board's{low[own.end() :]}"
    return low


def _is_outcome(low: str, before: str) -> bool:
    if not _pattern("outcomes").match(low) or not names_it_last(before):
        return False
    return not any(_pattern(name).search(before) for name in ("elsewhere", "not-yet", "last-years"))


def refers(low: str) -> bool:
    """True for a sentence that begins with "it" or "they"."""
    return bool(_IT.search(low) or _THEY.search(low))


def remembered(before: str, low: str) -> str:
    """The sentence of which the next one's "they" is said: the newest, unless that says "they" itself."""
    return before if _PRONOUN.search(low) and not _names_any(low) else low


def _names_any(low: str) -> bool:
    return OTHERS in low or bool(_pattern("bodies").search(low))


def names_it_last(low: str, *, unnamed: bool = False) -> bool:
    """True where of all groups that a text names the governing body is the last; `unnamed` where it names none."""
    last = max((found.end() for found in _pattern("bodies").finditer(low)), default=-1)
    other = max(low.rfind(each) for each in (OTHERS, *words("governance")["no-body"]))
    return unnamed if last == other == -1 else last > other


def names_nobody(low: str) -> bool:
    """True where a text names no group by which it could be meant."""
    return not any(each in low for each in (OTHERS, "panel", "group", *words("governance")["no-body"]))


@cache
def _pattern(name: str) -> Alternatives:
    return Alternatives.of("governance", name)
