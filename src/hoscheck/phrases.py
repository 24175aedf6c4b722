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
from functools import lru_cache

from hoscheck.normalise import key

GAP = 6  # words that "..." may stand for; more would reach over into what is said of something else
LONGEST = 200  # characters of a phrase
_TOKEN = re.compile(r"[a-z0-9]+\*?(?:/[a-z0-9]+\*?)*")
_SAID = r"(?!(?:no|not|never|nor|neither|without|none|nobody)\b)[a-z0-9]+"  # a word that may stand in a gap


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
    wanted = (phrase for words, phrase in _with_words(tuple(phrases)) if all(word in said for word in words))
    found = [match for phrase in wanted if (match := _pattern(phrase).search(said))]
    first = min(found, key=lambda match: match.start(), default=None)
    return (first.start(), first.end(), said) if first else None


@lru_cache(maxsize=512)
def _with_words(phrases: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Each phrase with the words that it cannot do without: looking for them costs little, and most phrases need never
    be made into a pattern, which is what a start would take its time for."""
    return tuple((_fixed_words(phrase), phrase) for phrase in phrases)


def _fixed_words(phrase: str) -> tuple[str, ...]:
    """The rarest, which are the longest, first."""
    fixed = {key(part.rstrip("*")) for part in phrase.split() if part != "..." and "/" not in part}
    return tuple(sorted(fixed, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_regex(phrase)}\b")


def _regex(phrase: str) -> str:
    gap = rf" (?:{_SAID} ){{0,{GAP}}}"
    written = " ".join("..." if part == "..." else _choice(part) for part in phrase.split())
    return written.replace(" ... ", gap)


def _choice(part: str) -> str:
    words = [key(each.rstrip("*")) + ("[a-z0-9]*" if each.endswith("*") else "") for each in part.split("/")]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
