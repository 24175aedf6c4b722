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
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import filterfalse
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Match, Method, Severity, Support
from hoscheck.normalise import key
from hoscheck.words import words

_SHOWN = 80  # characters of the evidence that are quoted
MOSTLY = 0.4  # share of the words of substance that a restatement has of the requirement's, names and slips aside
LEAST = 4  # words of substance; fewer are a short answer to a short requirement
SHORT = 14  # … and so are fewer words in all
WHOLE = 6  # words that are enough where they hold the whole of a short requirement and nothing else
SENTENCE = 8  # … or the whole of one of its sentences, and point nowhere
OWN = 0.2  # share of the words of substance that may be the landlord's own, if none of them tells who, when or how
OWN_AT_MOST = 4  # and so many words at the most, however long the text
COVERED = 0.55  # of a sentence of the requirement, in words of substance
COVERED_SHORT = 0.7  # of one with hardly more than LEAST words
FEW = 6  # words of substance that are few
TYPO = 85  # of 100, how alike two words are of which one is the other misspelt
TYPO_LEAST = 6  # letters of such a word; shorter ones are soon alike

_SENTENCE = re.compile(r"\s(?:(?<=[.;:!?]\s)\s*|(?<=\n)\n*)")  # begins with what is found soonest
_GOVERNING = "governing body"
_BODY = re.compile(r"\b(?:board|cabinet|committee|trustees|management committee|governing board)\b", re.I)  # its names
_DOUBLED = frozenset(2 * letter for letter in "bdgmnprt")
# "Elm Grove Homes will", "that Elm Grove offers", "within Elm Grove": a name where the requirement says landlord
_SUBJECT = re.compile(
    r"(?:(?<![\w ])|(?<=[.;:!?,] )|(?<=\bthat )|(?<=\bwhich )|(?<=\band )|(?<=\bAt ))"
    r"(?:The )?(?P<name>[A-Z][\w'&-]+(?: (?:of |and |& )?[A-Z][\w'&-]+){0,4}) (?=(?P<verb>[a-z]+)\b)"
)
_VERB = re.compile(r"(?:will|would|does|has|is|have|do|are|can|may|must|should|\w{2,}s|\w{3,}ed)$")
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
    asked_text, text = match.requirement.text, " ".join(match.row.reason.left)
    if _GOVERNING in asked_text:
        text = _BODY.sub(_GOVERNING, text)
    asked, parts = _asked(asked_text)
    said = _substance(text)
    if sum(map(asked.__contains__, said)) < MOSTLY * len(said):
        return 0.0  # the landlord's own words, however they are spelt
    text = _nameless(text, asked_text)
    said = tuple(_spelt(word, asked) for word in _substance(text))
    whole = len(text.split()) >= SENTENCE and not match.row.reason.cited and set(said) in parts
    if not whole and not _is_enough(set(said), asked, len(text.split())):
        return 0.0
    own = [word for word in said if word not in asked and word not in _called()]
    if len(own) > min(OWN_AT_MOST, OWN * len(said)) or _tells(text, asked_text):
        return 0.0
    share = max(len(each.intersection(said)) / len(each) for each in parts if each is asked or len(each) >= LEAST)
    if share < (COVERED if len(said) >= FEW else COVERED_SHORT) and not whole:
        return 0.0
    return 0.95 if not own else 0.85


@lru_cache(maxsize=512)
def _asked(requirement: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """The words of substance of a requirement, and those of it and each of its sentences."""
    asked = frozenset(_substance(requirement))
    each = (frozenset(_substance(sentence)) for sentence in _SENTENCE.split(requirement))
    return asked, (asked, *filter(None, each))


def _is_enough(said: Collection[str], asked: Collection[str], long: int) -> bool:
    """True for more than a short answer to a short requirement; `long` is the number of all words."""
    return len(said) >= LEAST and (long >= SHORT or (long >= WHOLE and said == asked))


def _spelt(word: str, asked: Collection[str]) -> str:
    """The word of the requirement that this is, misspelt; the word itself where it is none of them."""
    if word in asked or len(word) < TYPO_LEAST:
        return word
    from rapidfuzz import process  # late: few rows hold the requirement's words and others like them

    near = process.extractOne(word, [each for each in asked if len(each) >= TYPO_LEAST], score_cutoff=TYPO)
    return near[0] if near else word


def _nameless(text: str, requirement: str) -> str:
    """The text without the landlord's name, where a sentence says that somebody does what the requirement asks."""
    asked = set(map(_stem, key(requirement).split()))
    names = {found["name"] for found in _SUBJECT.finditer(text) if _is_landlord(found["name"], found["verb"], asked)}
    for name in names:
        text = text.replace(name, "landlord")
    return text


def _is_landlord(name: str, verb: str, asked: Collection[str]) -> bool:
    """True for a name of somebody who does what is asked; not for a plain word that begins a sentence."""
    every = key(name).split()
    if len(every) == 1 and (every[0].endswith("s") or every[0] in _common() or not _VERB.match(verb)):
        return False
    return not any(_stem(word) in asked for word in every) and (_VERB.match(verb) is not None or _stem(verb) in asked)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words that are nobody's name."""
    return frozenset(word for each in words("support").values() for word in each) | _light() | _telling()


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
    return tuple(map(_stem, filterfalse(light.__contains__, key(text).split())))


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    lists = words("restated")
    return frozenset(word for name in ("function", "parties", "duties") for word in lists[name])


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """A word without its ending: "acknowledged", "acknowledge" and "acknowledging" are one."""
    word = _irregular().get(word, word)
    if len(word) <= 4:
        return word.removesuffix("s")
    one = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")  # "policies" and "surveys" first
    stem = _ENDING.sub("", one)
    return stem[:-1] if stem[-2:] in _DOUBLED else stem


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, str]:
    """The forms of verbs that do not begin as these do."""
    return dict(pair.split() for pair in words("restated")["irregular"])


CHECK = Check(
    code="EVI305",
    id="restated-requirement",
    title="The evidence only says the requirement again",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
