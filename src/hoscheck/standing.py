"""Whether a text that stands under a Yes says that things are not so today.

A text is read sentence by sentence and clause by clause. Signals come from `words/contradiction.yaml`: that the
requirement is *unmet* ("not yet", "does not comply"), that there is a *gap* ("needs strengthening", "not all staff"),
a *negation* of what a document or a practice must hold, or a *future* ("will be introduced", "is being drafted").
The first three speak for themselves, unless their clause speaks of a case, a condition, the past, or something that did
not come up. A future counts only where nothing else in the row tells how it is today: improvements on top of a working
practice are no contradiction, nor is a policy's way to tell what is done ("will be sent each quarter").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from hoscheck import dates, practices
from hoscheck.model import Reason
from hoscheck.needles import Alternatives, Patterns
from hoscheck.normalise import key, plain
from hoscheck.phrases import find
from hoscheck.words import words

# How often a reviewer agrees with a signal of the kind, on the labelled rows and with a margin.
CERTAINTY = {"unmet": 0.9, "gap": 0.8, "negation": 0.65, "practice": 0.6, "dated": 0.75, "future": 0.7, "breaks": 0.75}
CERTAINTY |= {"leaning": 0.75, "doubted": 0.4}
SAME_WORDS = 0.85  # share of a sentence's words that stand in the requirement, from which it only repeats it
STEM = 5  # letters by which "recorded" and "record" are told to be one verb
DENIAL = 8  # words in front of a phrase in which a "no" still denies it
LEAST_SENTENCE = 2  # words of a sentence that tells how things are
LEAST_PIECE = 3  # words that a part of a sentence needs to tell how things are
LONGEST = 700  # characters of a sentence that are read; beyond that a text without stops would take long

# Both begin with what is found far sooner than what stands before or behind it.
_END = re.compile(r"[\s•‣▪●](?:(?<=[.;!?]\s)\s*|(?<=\n)\n*|(?<=\s)\s*[•‣▪●]\s*|(?<=[•‣▪●])\s*)")
_BUT = r"(?=(?:but|although|though|however|whereas|while|whilst|nevertheless)\b)"
_CLAUSE = re.compile(rf"[;:(),\s](?:(?<=[;:()])|(?<=\s)-\s|(?<=,)\s{_BUT}|(?<=\s){_BUT})")
_PIECE = re.compile(r",\s(?:and\s)?|\sand\s(?=(?:we|the|a|all|our|it|this|they|staff|residents|will|shall)\b)")
_THEREAFTER = re.compile(r"\b(?:after|following|upon) which\b")  # what follows is to come too
_MAIN = re.compile(r",\s(?=(?:so |and |but )?(?:it|this|they|we|these)\b)")
_JOINED = re.compile(
    r"\s(?:&|and)\s(?=(?:ha[sv]e?|is|are|do|does|it|this|they|we)\b)"
)  # … and another half of a clause
_REFERRING = re.compile(r"^(?:which|who|that|this|these|it)\b")
_CONTRACTED = re.compile(r"'|nt\b|cannot")
_CONTRACTIONS = (
    (re.compile(r"\b(ca)n'?t\b"), "can not"),
    (re.compile(r"\b(wo)n'?t\b"), "will not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|should|could|need|must|might)n'?t\b"), r"\1 not"),
    (re.compile(r"\b(we|they|you)'re\b"), r"\1 are"),
    (re.compile(r"\b(it|there|that|he|she)'s\b"), r"\1 is"),
    (re.compile(r"\b(we|they|you|i)'ve\b"), r"\1 have"),
    (re.compile(r"\b(we|they|it|there|he|she|this|that)'ll\b"), r"\1 will"),
)
_QUOTE = re.compile(r'"(?:[^"\s]+\s+){3}[^"]*(?:"|$)')  # a word or two between quotes are no quotation
_DENYING = re.compile(r"\b(?:not|never|no|nobody|none|nothing|nor|without)\b")
_DENIED = re.compile(r"\b(?:not|never|no|nobody|none|nothing|nor|without)(?: \w+){0,3}$")
_COMPLYING = re.compile(r"compl(?:y|i(?!m))", re.I)  # and no complaints, nor compliments
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")


class Said(NamedTuple):
    """A sentence that speaks against a Yes, what kind of signal it holds, and how surely (0-1)."""

    sentence: str
    kind: str
    certainty: float


def against(text: str, requirement: str, reason: Reason, today: date | None, lasting: bool) -> Said | None:
    """The sentence that says that a requirement is not met today; None where there is none.

    `reason` tells which clauses point and which say something, as support judged them; `today` is the document's date;
    `lasting` is False for a provision that only applies after an event, of which futures are the right thing to say.
    """
    sentences, folded = [each[0] for each in _read(text)], [each[1] for each in _read(text)]
    best: Said | None = None
    for at, low in enumerate(folded):
        if repeats(low, requirement):
            continue
        kind = _strong(_unquoted(low), requirement, lasting)
        if not kind or (best and CERTAINTY[kind] <= best.certainty) or _is_mended(low, folded[at + 1 : at + 2]):
            continue
        if not _is_extra(sentences, folded, at, reason):
            best = Said(sentences[at], kind, CERTAINTY[kind])
    return best or (_only_to_come(sentences, folded, reason, today) if lasting else None)


def avows(text: str) -> bool:
    """True for a text that may say outright that the landlord does not comply; hardly any does."""
    return speaks_of_complying(text) and any(
        _pattern("unmet").search(clause)
        for sentence, low, _ in _read(text)
        if speaks_of_complying(sentence)
        for clause in _CLAUSE.split(_unquoted(low))
    )


def speaks_of_complying(text: str) -> bool:
    return bool(_COMPLYING.search(text))


def breaking(text: str, phrases: Sequence[str], unless: Sequence[str]) -> str | None:
    """The sentence that tells of a practice that one of a rulebook's phrases names; None where there is none."""
    if not phrases:
        return None
    for sentence, low, clauses in _read(text):
        for clause in clauses:
            hit = find(phrases, clause)
            if hit and not _is_denied(hit[2][: hit[0]], hit[2], low, unless):
                return sentence
    return None


def practised(text: str, requirement: str, names: Sequence[str]) -> Said | None:
    """The sentence that tells of one of these practices, or denies what it asks for; None where there is none."""
    if not names:
        return None
    sentences = _read(text)
    for at, (sentence, low, clauses) in enumerate(sentences):
        for clause in clauses:
            told = practices.broken(clause, names)
            if not told or (told[1] and _pattern("excused").search(clause)) or repeats(low, requirement):
                continue
            if not _is_mended(low, [each[1] for each in sentences[at + 1 : at + 2]]):
                kind = "practice" if told[1] else "breaks"
                return Said(sentence, kind, CERTAINTY[kind])
    return None


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The sentences of a text, each as written, folded, and in clauses."""
    sentences = [each for each in (part.strip() for part in _END.split(plain(text))) if each]
    folded = [_fold(each) for each in sentences]
    return tuple(
        (one, low, tuple(filter(None, _CLAUSE.split(low)))) for one, low in zip(sentences, folded, strict=True)
    )


def _is_denied(before: str, clause: str, sentence: str, unless: Sequence[str]) -> bool:
    if _any_of("denied-before").search(" ".join(before.split()[-DENIAL:])):
        return True
    said = key(sentence)
    return bool(_any_of("denied-anywhere").search(clause) or (unless and _whole(tuple(unless)).search(said)))


# ── signals that speak for themselves ────────────────────────────────────────────────────────────


_KINDS = ("unmet", "gap", "negation")


def _strong(low: str, requirement: str, lasting: bool) -> str:
    """The kind of signal that a sentence holds, "" for none."""
    for clause in filter(None, _CLAUSE.split(low)):
        excused: bool | None = None
        for at, match in _signals().numbered(clause):
            kind = _kind(at)
            if kind == "negation" and not lasting:
                break
            if excused is None:
                excused = bool(_pattern("excused").search(clause))
            if not excused and not _is_beside(clause, match, kind):
                return kind
        if lasting and not excused and _denies_practice(clause, requirement):
            return "practice"
    return ""


@cache
def _signals() -> Patterns:
    """The signals of all kinds, those of the first kind first."""
    return Patterns.joined("contradiction", *_KINDS)


@cache
def _kind(at: int) -> str:
    """The kind of the signal of that number."""
    for name in _KINDS:
        at -= len(words("contradiction")[name])
        if at < 0:
            return name
    raise IndexError(at)


def _denies_practice(clause: str, requirement: str) -> bool:
    """ "Learning is not shared": the verb is the requirement's own, and the requirement asks for it."""
    match = _pattern("practice").search(clause)
    if not match or match["verb"][:STEM] not in _stems(requirement) or _pattern("excused").search(clause):
        return False
    return not _is_beside(clause, match, "practice")


def _is_beside(clause: str, match: re.Match[str], kind: str) -> bool:
    """True where what stands before the signal makes it a condition, the past, or something said of a case."""
    before = _MAIN.split(clause[: match.start()])[-1].rstrip()
    if before.endswith(","):
        before = ""
    if kind == "unmet" and (_pattern("case").search(before) or _pattern("waiting").search(clause)):
        return True
    if kind == "gap" and _DENIED.search(before) and not _DENYING.search(match[0]):
        return True  # "the page is never out of date"
    return bool(_pattern("condition").search(before) or _pattern("before").search(_JOINED.split(before)[-1]))


@lru_cache(maxsize=512)
def _stems(requirement: str) -> frozenset[str]:
    """The beginnings of a requirement's words; none where it forbids, since then a No is what it asks for."""
    asked = key(requirement)
    return frozenset() if " not " in asked else frozenset(word[:STEM] for word in asked.split())


def _unquoted(low: str) -> str:
    """A sentence without what it quotes: there somebody else speaks, or the landlord to residents."""
    return _QUOTE.sub(" quoted ", low).replace('"', "") if '"' in low else low


def _is_extra(sentences: Sequence[str], folded: Sequence[str], at: int, reason: Reason) -> bool:
    """True where something was to come by a day and did not, beside a practice that works: overdue-promise tells it."""
    late = [each for each in range(max(0, at - 1), at + 1) if _has_day(folded[each])]
    others = [each for each in range(len(folded)) if each not in (*late, at)]
    return bool(late) and any(_tells(folded[each], sentences[each], reason) for each in others)


def _has_day(low: str) -> bool:
    """Whether a sentence says that something was to come, and by when."""
    return bool(_pattern("promised").search(low) and (dates.find(low) or _any_of("quarters").search(low)))


def _is_mended(low: str, following: Sequence[str]) -> bool:
    mended = _pattern("mended")
    return bool(mended.search(low) or (following and mended.search(following[0])))


def repeats(low: str, requirement: str) -> bool:
    """True for a text that only says the requirement again, in its own words."""
    said = key(low).split()
    asked = _asked(requirement)
    return bool(said) and sum(map(asked.__contains__, said)) >= SAME_WORDS * len(said)


@lru_cache(maxsize=512)
def _asked(requirement: str) -> frozenset[str]:
    return frozenset(key(requirement).split())


# ── signals that count only by themselves ────────────────────────────────────────────────────────


def _only_to_come(sentences: Sequence[str], folded: Sequence[str], reason: Reason, today: date | None) -> Said | None:
    """The first sentence about what is to come, if no other tells how things are today."""
    first: Said | None = None
    for sentence, low in zip(sentences, folded, strict=True):
        kind = _future(low, today)
        if kind:
            if _tells_beside(low, today) or (_any_of("extras").search(low) and _says_more(low, folded)):
                return None
            if today and len(sentences) > 1 and _is_past(low, today):
                return None  # what was to come by then: overdue-promise tells it, beside what else is there
            first = first or Said(sentence, kind, CERTAINTY[kind])
        elif _tells(low, sentence, reason):
            return None
    return first


def _future(low: str, today: date | None) -> str:
    """ "dated", "future" or ""; a condition, a rhythm or an extra is no plan."""
    for clause in _CLAUSE.split(low):
        dated = _pattern("dated-future").search(clause) or (today and _takes_effect(clause, today))
        match = dated or _pattern("future").search(clause)
        if match and not dated and _is_of_a_case(clause, match):
            continue
        if match and not _is_regular(clause) and not _is_conditional(clause, match):
            return "dated" if dated else "future"
    return ""


def _is_past(low: str, today: date) -> bool:
    """Whether a sentence names days, all of them gone by."""
    days = dates.find(low)
    return bool(days) and all(each.end < today for each in days)


def _is_of_a_case(clause: str, match: re.Match[str]) -> bool:
    """ "The handler will establish the facts": what is done in each case, and no plan."""
    if _pattern("operational").search(clause):
        return True
    return bool(_pattern("case-verbs").search(match[0]) and not _any_of("changes").search(clause))


def _says_more(low: str, folded: Sequence[str]) -> bool:
    """True where another sentence stands beside one that adds something ("as well"): it is what that is added to."""
    return any(each != low and len(each.split()) >= LEAST_SENTENCE for each in folded)


def _is_regular(clause: str) -> bool:
    return bool(_any_of("regular").search(clause)) and not _any_of("plan-words").search(clause)


def _is_conditional(clause: str, match: re.Match[str]) -> bool:
    before = clause[: match.start()].rstrip()
    return bool(_pattern("condition").search(before) or _pattern("no-plan").search(clause))


def _takes_effect(clause: str, today: date) -> re.Match[str] | None:
    """A present that holds from a day to come: "takes effect on 1 October 2025"."""
    found = _any_of("takes-effect").search(clause)
    return found if found and any(each.start > today for each in dates.find(clause)) else None


def _tells(low: str, sentence: str, reason: Reason) -> bool:
    """True for a sentence that says how things are: no pointer, no mere "only", and more than a word or two."""
    if _DONE.match(low):
        return True
    states = any(each in sentence or sentence in each for each in reason.left)
    points = any(each in sentence or sentence in each for each in reason.cited)
    if points and not states and not _FINITE.search(low):
        return False
    return len(low.split()) >= LEAST_SENTENCE and not (_ONLY.search(low) or _pattern("preparing").search(low))


def _tells_beside(low: str, today: date | None) -> bool:
    """True where a sentence with a future tells in another part what is done: "Staff log it and a tool will come"."""
    for clause in _CLAUSE.split(low):
        pieces = _PIECE.split(_THEREAFTER.split(clause)[0])
        for at, piece in enumerate(pieces):
            refers = any(map(_REFERRING.match, pieces[at + 1 :])) and not _any_of("extras").search(clause)
            if refers or len(piece.split()) < LEAST_PIECE:
                continue
            if (
                (_PRESENT.search(piece) or _any_of("throughout").search(piece))
                and not _pattern("preparing").search(piece)
                and not _future(piece, today)
                and not _NOT.search(piece)
            ):
                return True
    return False


_ONLY = re.compile(r"(?<!stages )\bonly\b(?! (?:two|2)\b)")  # "website only" owns up, "two stages only" complies
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|it's)\b"
)  # "section 4" is a mere pointer, "it is in the leaflet" none
_DONE = re.compile(r"(?:done|yes|completed?|in place|met)\b")
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|can|was|were|met|\w{3,}ed)\b|\b(?:we|they|staff|officers|handlers|residents|tenants|customers|board|team|colleagues|complaints|cases|themes|lessons|letters)"
    r" (?!will|shall|plan|aim|intend|hope|are|propos|need)\w+"
)
_NOT = re.compile(r"\b(?:not|no|only|will|shall|to be|yet|until|once|when|under|draft|which|then)\b")


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _fold(sentence: str) -> str:
    low = sentence[:LONGEST].lower()
    if "-" in low:
        low = _HYPHEN.sub(" ", low)
    if _CONTRACTED.search(low):
        for pattern, written in _CONTRACTIONS:
            low = pattern.sub(written, low)
    return low


@cache
def _pattern(name: str) -> Patterns:
    return Patterns.of("contradiction", name)


@cache
def _any_of(name: str) -> Alternatives:
    return _whole(words("contradiction")[name])


@lru_cache(maxsize=64)
def _whole(entries: tuple[str, ...]) -> Alternatives:
    return Alternatives.of_words(tuple(map(key, entries)))
