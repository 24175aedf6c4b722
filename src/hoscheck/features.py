"""What of a sentence is weighed: its words, neighbouring words, and words behind a "not", by families.

Words are told without their endings, and a date, whichever it is, is one word. Each feature counts once a sentence,
however often it stands there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from hoscheck.normalise import plain

LONGEST = 4000  # characters of a text that are weighed; a landlord's evidence seldom has more
DENIED, SKIPPING, FAR, TOPIC = "!", "*", "**", "|"  # what tells the families apart in a feature's name

# begins with the blank, which is found far sooner than what stands before one
_SENTENCE = re.compile(r"\s(?:(?<=[.;!?]\s)(?<!\be\.g\.\s)(?<!\bi\.e\.\s)\s*|(?<=\n)\n*)")
_WORD = re.compile(r"[a-z']+|[0-9]+")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_LEAST_STEM = 3
DENYING = frozenset(("not", "no", "never", "without", "nor", "none", "cannot", "don't", "isn't", "aren't"))
DENYING |= {"nobody", "nothing", "neither"}
_JOINING = frozenset(("the", "a", "an", "of", "to", "and", "or", "in", "on", "at", "by", "for", "with", "from", "as"))
_SMALL = _JOINING | {"is", "are", "be", "we", "our", "it", "this", "that"}
_BEGIN, _END = "<", ">"
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january"))
_MONTHS |= {"february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
_MAY = "may"  # a month only beside a number
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_DIGITS, _DIGITS_OF_A_YEAR = 2, 4  # the most of the number of a day
_DATE = "xdate"  # in place of any date


def features(sentence: str) -> set[str]:
    """The names of what is weighed of a sentence whatever it is about: its words, those behind a "not", two and three
    words side by side, and two with one or two others between them."""
    stems = stemmed(sentence)
    second, third, fourth = stems[1:], stems[2:], stems[3:]
    told = {*stems}
    told.update(map(" ".join, zip(stems, second, strict=False)))
    told.update(map(" ".join, zip(stems, second, third, strict=False)))
    told.update(map(f" {SKIPPING} ".join, zip(stems, third, strict=False)))
    told.update(map(f" {FAR} ".join, zip(stems, fourth, strict=False)))
    told.update(map(DENIED.__add__, denied(stems)))
    return told


def denied(stems: Sequence[str]) -> set[str]:
    """The words behind a "not"."""
    if DENYING.isdisjoint(stems):
        return set()
    first = next(at for at, each in enumerate(stems) if each in DENYING)
    return {each for each in stems[first:] if each not in DENYING and each not in _SMALL}


def topical(sentence: str, topic: str) -> set[str]:
    """The names of what is weighed of a sentence as one about a topic."""
    stems = stemmed(sentence)
    of = f"{topic}{TOPIC}".__add__
    return {*map(of, stems), *map(of, map(" ".join, pairwise(stems)))}


@lru_cache(maxsize=1024)  # several figures are made of each text of a form
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text that hold a word."""
    return tuple(each.strip() for each in _SENTENCE.split(plain(text)[:LONGEST]) if _WORD.search(each.lower()))


@lru_cache(maxsize=1024)  # of a form: a sentence is weighed by itself first, and as one about a topic later
def stemmed(sentence: str) -> tuple[str, ...]:
    """The stems of a sentence's words, between marks of its beginning and its end; each date is one word."""
    return (_BEGIN, *map(stem, _undated(_WORD.findall(sentence.lower()))), _END)


def _undated(written: list[str]) -> list[str]:
    """Words and numbers with those that make up a date told as one word: which date it is tells nothing."""
    if _MONTHS.isdisjoint(written) and not any(map(str.isdigit, written)):
        return written  # as most sentences are
    dated = [
        word in _MONTHS or (word[0] in "12" and _is_year(word)) or (word == _MAY and _is_month(written, at))
        for at, word in enumerate(written)
    ]
    if not any(dated):
        return written
    for at in [at for at, is_dated in enumerate(dated) if is_dated]:
        begin, end = at, at + 1
        while begin and _is_of_a_day(written, begin - 1):  # it stands before its month, and "st" or "th" between them
            begin -= 1
        while end < len(written) and _is_short_number(written[end]):  # "June 5", "2024/25"
            end += 1
        dated[begin:end] = [True] * (end - begin)
    return [
        _DATE if is_dated else word
        for at, (word, is_dated) in enumerate(zip(written, dated, strict=True))
        if not (is_dated and at and dated[at - 1])
    ]


def _is_year(word: str) -> bool:
    return len(word) == _DIGITS_OF_A_YEAR and word[:2] in ("19", "20") and word.isdigit()


def _is_month(written: Sequence[str], at: int) -> bool:
    """Whether "may" is one."""
    beside = (*written[max(at - 1, 0) : at], *written[at + 1 : at + 2])
    return any(each.isdigit() or each in _ORDINALS for each in beside)


def _is_of_a_day(written: Sequence[str], at: int) -> bool:
    word = written[at]
    return _is_short_number(word) or (word in _ORDINALS and at > 0 and written[at - 1].isdigit())


def _is_short_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _DIGITS


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that "records" and "recorded" are one; one object, too, which is found sooner."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return sys.intern(word[: -len(ending)])
    return sys.intern(word)
