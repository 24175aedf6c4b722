"""The evidence only says the requirement again.

Why: the form asks how a requirement is met; its own words, turned into "we do", could be written by anybody.
Finds: the answer is Yes, and evidence and commentary, once citations are taken out, hold hardly a word of substance
that is not the requirement's own, and repeat a good part of one of its sentences.
Passes: a restatement that goes on to tell who, when, how often, by what means or with what result; short answers to
short requirements; a pointer without any statement, which is policy-only-evidence's.
Put right by: adding who does it, by what means and how it is known.
Bad example: 5.5, Yes, "The landlord has not changed complaint definitions after the complaint was accepted."
Good example: 5.6, Yes, "The handler reads the definition back by telephone, and the letter template has a box for it."
Source: the Code of 2024, 8.1; the Code of 2022, 8.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Match, Method, Severity, Support
from hoscheck.normalise import key
from hoscheck.words import words

_SHOWN = 80  # characters of the evidence that are quoted
LEAST = 4  # words of substance; fewer are a short answer to a short requirement
SHORT = 14  # … and so are fewer words in all
WHOLE = 6  # words that are enough where they hold the whole of a short requirement and nothing else
OWN = 0.2  # share of the words of substance that may be the landlord's own, if none of them tells who, when or how
OWN_AT_MOST = 4  # and so many words at the most, however long the text
COVERED = 0.55  # of a sentence of the requirement, in words of substance
COVERED_SHORT = 0.7  # of one with hardly more than LEAST words
FEW = 6  # words of substance that are few

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")
_ENDING = re.compile(r"(?:ations?|ating|ated|ates?|ments?|ings?|ied|ed|ly|e|y)$")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+")  # a capital inside a sentence
# Lists of words/support.yaml that tell by whom, how often and by what means.
_TELLING = ("practice", "frequencies", "channels", "formats", "time-units", "records")


def _run(case: Case) -> Iterator[Hit]:
    for match in case.matches:
        row = match.row
        if row.answer is Answer.YES and row.support is Support.STATEMENT and match.text_of is None:
            certainty = _restates(match)
            if certainty:
                said = " ".join(f"{row.evidence} {row.commentary}".split())
                yield Hit(
                    match.requirement.number,
                    f'answered Yes, but the evidence only says the requirement again: "{_short(said)}"',
                    "Add who does it, by what means, and how it is known.",
                    row.location,
                    certainty=certainty,
                    quotes=(said[:500],),
                )


def _short(text: str) -> str:
    return shorten(text, _SHOWN, placeholder=" ...")


def _restates(match: Match) -> float:
    """How certain it is (0-1) that the row's words are the requirement's; 0 where they are not."""
    text = " ".join(match.row.reason.left)
    said = _substance(text)
    asked = set(_substance(match.requirement.text))
    if len(said) < LEAST or (len(text.split()) < SHORT and not (asked == set(said) and len(text.split()) >= WHOLE)):
        return 0.0
    own = [word for word in said if word not in asked and word not in _called()]
    if len(own) > min(OWN_AT_MOST, OWN * len(said)) or _tells(text, match.requirement.text):
        return 0.0
    repeated = set(said)
    sentences = (set(_substance(sentence)) for sentence in _SENTENCE.split(match.requirement.text))
    parts = [asked, *(each for each in sentences if len(each) >= LEAST)]
    share = max((len(each & repeated) / len(each) for each in parts if each), default=0.0)
    if share < (COVERED if len(said) >= FEW else COVERED_SHORT):
        return 0.0
    return 0.95 if not own else 0.85


def _tells(text: str, requirement: str) -> bool:
    """True where a word that the requirement has not says by whom, when or by what means: a number, a role, a channel,
    a name inside a sentence."""
    asked = set(map(_stem, key(requirement).split()))
    known = asked | _called()
    own = [word for word in key(text).split() if _stem(word) not in known]
    if any(word in _telling() or (word.isdigit() and word != "1") for word in own):  # "each one" counts nothing
        return True
    names = {_stem(key(name)) for name in _NAME.findall(text)}
    return not names <= (asked | _light_stems())


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    lists = words("support")
    told = (*(word for name in _TELLING for word in lists[name]), *words("restated")["reports"])
    return frozenset(told) - _light()


@lru_cache(maxsize=1)
def _called() -> frozenset[str]:
    """Residents by another name: such a word is none of the landlord's own."""
    return frozenset(map(_stem, words("restated")["called"]))


@lru_cache(maxsize=1)
def _light_stems() -> frozenset[str]:
    return frozenset(map(_stem, _light()))


def _substance(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    light = _light()
    return tuple(_stem(word) for word in key(text).split() if word not in light)


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    lists = words("restated")
    return frozenset(word for name in ("function", "parties", "duties") for word in lists[name])


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """A word without its ending: "acknowledged", "acknowledge" and "acknowledging" are one."""
    if len(word) <= 4:
        return word.removesuffix("s")
    one = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")  # "policies" and "surveys" first
    return _ENDING.sub("", one)


CHECK = Check(
    code="EVI305",
    id="restated-requirement",
    title="The evidence only says the requirement again",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
