"""Phrases of a rulebook's word lists, and where a text says one of them.

A phrase is plain words, matched whole, without regard to capitals, punctuation or hyphens:

    informal stage                  these words, one after another
    stage 0/zero                    either word in this place
    complaint* form                 any ending
    same manager ... both stages    up to GAP words between, none of which denies it

Numbers may be words or digits (one to three, five, ten, twelve, twenty).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from hoscheck.normalise import folded_word, key

GAP = 6  # words that "..." may stand for; more would reach over into what is said of something else
LONGEST = 200  # characters of a phrase
_TOKEN = re.compile(r"[a-z0-9]+\*?(?:/[a-z0-9]+\*?)*")
_DENIALS = frozenset({"no", "not", "never", "nor", "neither", "without", "none", "nobody"})  # none stands in a gap


def fault(phrase: str) -> str:
    """What is wrong with a phrase, in words; "" where it can be used."""
    parts = phrase.split()
    if len(phrase) > LONGEST:
        return f"is longer than {LONGEST} characters; write a shorter one"
    if parts and "..." in (parts[0], parts[-1]):
        return 'begins or ends with "..."; write words around it'
    if len([part for part in parts if part != "..."]) < 2:  # one word alone is said of anything
        return "has only one word; write at least two"
    wrong = next((part for part in parts if part != "..." and not _TOKEN.fullmatch(part)), "")
    if wrong:
        return f'holds "{wrong}"; write small letters and digits, "/" between words to choose from, "*" at an end'
    if re.search(r"\.\.\. \.\.\.", " ".join(parts)):
        return 'has "..." twice in a row; write it once'
    return ""


def find(phrases: Sequence[str], sentence: str) -> tuple[int, int, str] | None:
    """Where the first of the phrases stands in a sentence: begin and end in `key(sentence)`, and that text."""
    if not phrases:
        return None
    said = key(sentence)
    words = said.split(" ")
    there = frozenset(words)
    first: tuple[int, int] | None = None
    for phrase in _read(tuple(phrases)):
        if not phrase.needed <= there:
            continue
        place = phrase.place(words, len(words) if first is None else first[0])
        first = place or first
    if first is None:
        return None
    begin = sum(len(word) + 1 for word in words[: first[0]])
    return begin, begin + len(" ".join(words[slice(*first)])), said


# ── phrases, read ────────────────────────────────────────────────────────────────────────────────
# Words are held against words: as regular expressions the phrases of a rulebook would take longer to make than a form
# takes to read.


class _Word(NamedTuple):
    """What may stand in one place of a phrase: one of these words, or one that begins so."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def takes(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings)


class _Phrase:
    """A phrase, and the words that a sentence must hold; the rest of it is only read when one does."""

    def __init__(self, phrase: str) -> None:
        self._parts = phrase.split()
        self.needed = frozenset(folded_word(part) for part in self._parts if part.isalnum())

    @cached_property
    def runs(self) -> tuple[tuple[_Word, ...], ...]:
        """The runs of words between the gaps."""
        runs = " ".join(self._parts).split(" ... ")
        return tuple(tuple(map(_word, run.split())) for run in runs)

    def place(self, words: Sequence[str], before: int) -> tuple[int, int] | None:
        """The first place where it stands, as the numbers of its first word and of the one behind its last; None where
        it begins nowhere in front of the word numbered `before`."""
        first = self.runs[0][0]
        for begin in range(before):
            if first.takes(words[begin]):
                end = _end(self.runs, words, begin)
                if end:
                    return begin, end
        return None


def _end(runs: Sequence[Sequence[_Word]], words: Sequence[str], begin: int) -> int:
    """Behind which word the runs end whose first begins here; 0 where they do not stand here."""
    run, rest = runs[0], runs[1:]
    end = begin + len(run)
    if end > len(words) or not all(each.takes(word) for each, word in zip(run, words[begin:end], strict=True)):
        return 0
    if not rest:
        return end
    skipped = 0
    while skipped < GAP and end + skipped < len(words) and words[end + skipped] not in _DENIALS:
        skipped += 1
    return next(filter(None, (_end(rest, words, end + many) for many in range(skipped, -1, -1))), 0)


@lru_cache(maxsize=512)
def _read(phrases: tuple[str, ...]) -> tuple[_Phrase, ...]:
    return tuple(map(_Phrase, phrases))


def _word(part: str) -> _Word:
    choices = part.split("/")
    whole = frozenset(folded_word(each) for each in choices if not each.endswith("*"))
    return _Word(whole, tuple(folded_word(each[:-1]) for each in choices if each.endswith("*")))
