"""The words of a text that tell when things are done: planned, to come, or past.

They are what a promise is known by. "will be drafted" is a future with all that it takes along, "was to be printed" a
plan told as past; of a participle the words before it tell which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hoscheck.needles import Alternatives

# in the order in which they are tried at each place, with the lists of `words/promises.yaml`
_TENSES = (("past", "past-plan"), ("future", "future"), ("planned", "planned"), ("past", "past"))
_PARTICIPLES = {"built", "sent", "held", "made", "put in", "written", "given", "drawn up", "carried out", "undertaken"}
_HAVING = re.compile(r"\b(?:will|shall|to) (?:all |both |each )?have (?:had )?(?:[\w'-]+ ){1,6}$", re.I)
BEHIND = 90  # characters behind a date at the head of a clause in which its verb stands
_NEXT_TO = 2  # words between a future verb and its date where no preposition ties them


def telling(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The telling words of a text with their tense, in order; a plan told as past and a future come before the bare
    past."""
    ahead = [(tense, words, found) for tense, words in _tenses() if (found := words.search(text)) is not None]
    while ahead:
        tense, _, found = min(ahead, key=lambda each: each[2].start())  # of those at one place the first
        yield tense, found
        end = max(found.end(), found.start() + 1)
        ahead = [
            (each, words, following)
            for each, words, match in ahead
            if (following := match if match.start() >= end else words.search(text, end)) is not None
        ]


@cache
def _tenses() -> Sequence[tuple[str, Alternatives]]:
    each = Alternatives.together("promises", *(name for _, name in _TENSES), flags=re.I)
    return tuple(zip((tense for tense, _ in _TENSES), each, strict=True))


def tells(text: str) -> bool:
    """True for a text that has such a word."""
    return next(telling(text), None) is not None


def behind(after: str) -> str | None:
    """What the first telling word behind a date speaks of, before a full stop or another date."""
    window = re.split(r"[.;]\s|\bwhich\b|\bwho\b|\band\s(?:in|by|from|on|during)\b", after[:BEHIND])[0]
    tense, first = next(telling(window), (None, None))
    if first is None or re.search(r"\b(?:is|are)\b(?! (?:to|due|going|planning|aiming)\b)", window[: first.start()]):
        return None
    return "past" if tense == "past" else "future"


def ends_in_a_future(clause: str) -> bool:
    """True for "to be signed off Jul-23": hardly a word stands between verb and date."""
    ends = [match.end() for tense, match in telling(clause) if tense == "future"]
    return bool(ends) and len(clause[ends[-1] :].split()) <= _NEXT_TO


def last(clause: str) -> str | None:
    """What the last telling word of a clause speaks of: past, future or planned; None where it has none."""
    so_far = None
    for tense, match in telling(clause):
        if not (tense == "past" and _follows_a_future(clause[: match.start()], match[0], so_far)):
            so_far = tense
    return so_far


def _follows_a_future(before: str, word: str, last: str | None) -> bool:
    """ "will be drafted, consulted on and approved": the later participles are no past; nor is "is reviewed"."""
    if word == "dated":
        return False
    if last == "future" and _HAVING.search(before):
        return True  # "will have the same line added"
    if not word.endswith("ed") and not (
        word in _PARTICIPLES
        and (
            re.search(r"\b(?:be|being|get|gets)\s(?:\w+-)?$", before, re.I)
            or (last == "future" and re.search(r"(?:,|\band|\bor|\bthen)\s$", before))
        )
    ):
        return word in ("after", "following", "until", "as of", "in place", "in use", "effective") and last in (
            "future",
            "planned",
        )
    if re.search(r"(?:\b(?:is|are|be|being|gets?|get|once|when)|'s|'re)\s(?:\w+ly\s)?(?:\w+-)?$", before, re.I):
        return True
    return last == "future" and bool(re.search(r"(?:,|\band|\bor|\bthen)\s(?:\w+ly\s)?$", before))


@cache
def pattern(name: str) -> Alternatives:
    """The patterns of a list of `words/promises.yaml`."""
    begin, end = (r"\b", r"\s*$") if name == "starting" else ("", "")
    return Alternatives.of("promises", name, begin=begin, end=end, flags=re.I)


@cache
def any_word(name: str) -> Alternatives:
    """The same as whole words, for texts in small letters."""
    return Alternatives.of("promises", name, begin=r"\b", end=r"\b")
