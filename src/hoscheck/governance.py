"""What a document says of itself: that the governing body saw it, what it answered, and of which day it may be.

The checks on the document as a whole look in two places: in the prose around the rows, where a line such as "Approved
by the Board on 12 May 2025" is about the document, and in the evidence and commentary of all rows, where a sentence
must speak of the assessment, or stand in the row of the provision that asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from hoscheck import dates
from hoscheck.model import Case, ProvisionRow
from hoscheck.needles import Alternatives
from hoscheck.normalise import plain
from hoscheck.words import words

_BEFORE = 150  # characters before an act in which it may be said that it is still to come
_BEHIND = 40  # characters behind the word response in which its verb stands
LABEL = 14  # words of a line of prose that is a label rather than a sentence
# "approved it", "It was approved": in the prose around a form that is the assessment
_IT = re.compile(
    r"\b(?:off|to|over|for|through) (?:it|this)\b|\w(?:ed|en) (?:it|this)\b|^(?:It|This) (?:was|has|went|is)\b"
    r"|^[A-Z][\w ]{0,40}(?:ed|al|off)(?: by)?:"
    r"|^[A-Z]\w+(?:ed|en)\b(?:,? \w+){0,5}? (?:by|at|on|off|to|before)\b"
)
_BY_ANOTHER = re.compile(r" ?(?:off )?by (?:the |our )?a group\b(?! and)")
_VALUE = re.compile(
    r"\W*(?:\d|yes\b|approved|[a-z]+ (?:19|20)\d\d)", re.I
)  # what may stand on the line behind "Approval date:"
# not behind an initial or a title, nor between a question and its Yes or No
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bCllr\.)\s+(?!Yes\b|No\b)(?=[A-Z\"'(])|\n+"
)


class Sentence(NamedTuple):
    """A sentence, and whether what it says is said of the assessment unless it names something else."""

    text: str
    about_it: bool
    behind: str = ""  # what follows in the prose: a heading may stand on a line of its own
    later: bool = False  # it names a day after the one that the document bears


def sentences(case: Case) -> Iterator[Sentence]:
    """All sentences of the document: those of the prose, then those of the rows."""
    lines = [line for line in plain(case.assessment.prose).splitlines() if line.strip()]
    own = case.assessment.assessed_on
    for at, line in enumerate(lines):
        label, before = len(line.split()) <= LABEL or bool(_pattern("labels").match(line.lower())), ""
        behind = lines[at + 1] if at + 1 < len(lines) else ""
        for text in _END.split(line):
            if text and not _pattern("instructions").search(text.lower()):
                about = label or (bool(_IT.search(text)) and not _is_of_papers(before))
                yield Sentence(text, about, behind, _is_later(text, own))
            before = text
    yield from of_rows(case)


def of_rows(case: Case) -> Iterator[Sentence]:
    """The sentences of evidence, commentary and further columns. The requirements are the Code's words, not theirs."""
    provisions = {duty.provision for duty in case.rulebook.duties}
    for match in case.matches:
        about = match.requirement.number in provisions
        for cell in _cells(match.row):
            for text in _END.split(plain(cell)):
                if text:
                    yield Sentence(text, about, later=_is_later(text, case.assessment.assessed_on))


def _is_later(text: str, own: date | None) -> bool:
    if own is None or not _may_tell(text.lower()):
        return False  # nobody asks
    return any(found.start > own for found in dates.find(text))


def _is_of_papers(text: str) -> bool:
    """True for a sentence about a policy and the like, of which the next one's "it" speaks."""
    low = text.lower()
    return bool(_pattern("elsewhere").search(low)) and not _pattern("assessment").search(low)


def _cells(row: ProvisionRow) -> tuple[str, ...]:
    return (row.evidence, row.commentary, *(text for _, text in row.extra))


def is_approval(sentence: Sentence) -> bool:
    """True where the sentence says that a governing body approved, reviewed or was given the assessment."""
    low = sentence.text.lower()
    if not _may_tell(low):
        return False
    low = _without_others(low)
    if _pattern("resolutions").search(low) and _pattern("assessment").search(low):
        return True
    if not _pattern("bodies").search(low):
        return False
    acts = list(_pattern("acts").finditer(low)) or (_label(low) if sentence.about_it else [])
    if sentence.later:  # "Board, 10 July", "goes to the Board on 10 July": a meeting that is still to come
        acts = [act for act in acts if not _pattern("meetings").match(act[0])]
    if not any(_is_done(low, act, sentence.behind) for act in acts):
        return False
    if _pattern("assessment").search(low):
        return True
    return sentence.about_it and not _pattern("elsewhere").search(low)


def _label(low: str) -> list[re.Match[str]]:
    return list(_pattern("labels").finditer(low)) if ":" in low else []


def _is_done(low: str, act: re.Match[str], behind: str) -> bool:
    """True for an act on this assessment, not on last year's, that has happened, and not by another group."""
    if _BY_ANOTHER.match(low, act.end()):
        return False
    begin = max(low.rfind(mark, 0, act.start()) + 1 for mark in (";", ",", ".", " and "))
    if _pattern("last-years").search(low, begin, act.start()) or _pattern("answered-no").search(low):
        return False
    pending = re.match(r"[^:;.]{0,25}[:-] ?(.*)", low[act.end() :])
    if pending and (_pattern("to-follow").match(pending[1]) or not (pending[1] or _VALUE.match(behind))):
        return False
    if act[0].endswith(("approval", "off")) and _pattern("not-there").match(low, act.end()):
        return False
    return not _is_to_come(low, act.start())


def is_pending(sentence: Sentence) -> bool:
    """True where the sentence says that the governing body is yet to see the assessment, or that another signed it."""
    if not _may_tell(sentence.text.lower()):
        return False
    low = _without_others(sentence.text.lower())
    if sentence.about_it and not _pattern("bodies").search(low):
        return bool(_pattern("signed-by").search(low))
    acts = [*_pattern("acts").finditer(low), *_pattern("going").finditer(low)]
    about = _pattern("assessment").search(low) or (sentence.about_it and not _pattern("elsewhere").search(low))
    return bool(about and acts) and not any(_is_done(low, act, sentence.behind) for act in acts)


def _is_to_come(low: str, at: int) -> bool:
    """True where the words before the act, back to the last comma, make it one that has not happened."""
    back = max(0, at - _BEFORE)
    begin = max(back, *(low.rfind(mark, back, at) + 1 for mark in (",", ";", ":", "(", " and ")))
    return bool(_pattern("not-yet").search(low, begin, at + 12))


def is_response(sentence: Sentence) -> bool:
    """True where the sentence gives the governing body's response, or tells where it stands."""
    if not _may_tell(sentence.text.lower()):
        return False
    low = _without_approvals(sentence)
    found = _given(low, "said") + _given(low, "responses")
    if found and not low[found[-1].end() :].strip(" :.-"):
        below = sentence.behind.lower()
        if _pattern("to-follow").match(below) or (low.rstrip().endswith(":") and not below):
            return False  # a heading, and nothing below it yet
    if _pattern("last-years").search(low) and not _pattern("this-years").search(low):
        return False
    return bool(found)


def _without_approvals(sentence: Sentence) -> str:
    return _pattern("approves-only").sub(lambda _: " ", _without_others(sentence.text.lower()))


def _given(low: str, name: str) -> list[re.Match[str]]:
    """What names or tells the governing body's response, where nothing says that it is still to come."""
    reach = _BEHIND if name == "responses" else 0  # "the Board recognises that more must be done" has answered
    return [match for match in _pattern(name).finditer(low) if _is_given(low, match.start(), match.end(), reach)]


def _is_given(low: str, start: int, end: int, reach: int) -> bool:
    """True unless the words around "the board's response" say that it is still to come, or that there is none."""
    back = max(0, start - _BEFORE)
    begin = max(back, *(low.rfind(mark, back, start) + 1 for mark in (",", ";", ":")))
    said, _, given = low[end : end + reach].partition(":")
    if _pattern("no-response").search(low[begin:end] + said):
        return False
    return not any(_pattern("to-follow").match(each.strip(" :-")) for each in (said, given))


def is_dated(sentence: Sentence) -> bool:
    """True where a sentence of a row tells the day on which this assessment was made or approved."""
    low = sentence.text.lower()
    if not dates.find(low) or _pattern("earlier").search(low):
        return False
    made = _pattern("made").search(low)
    return bool(made and (sentence.about_it or _pattern("assessment").search(low))) or is_approval(sentence)


def _without_others(low: str) -> str:
    return _pattern("synonyms").sub(lambda _: "board", _pattern("others").sub(lambda _: "a group", low))


def _may_tell(low: str) -> bool:
    """True where the sentence holds a word without which it tells nothing of a governing body."""
    return bool(_hints().search(low))


@cache
def _hints() -> re.Pattern[str]:
    return re.compile("|".join(words("governance")["hints"]))


@cache
def _pattern(name: str) -> Alternatives:
    return Alternatives.of("governance", name)
