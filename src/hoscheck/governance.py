"""What a document says of itself: that the governing body saw it, what it answered, and of which day it may be.

The checks on the document as a whole look in two places: in the prose around the rows, where a line such as "Approved
by the Board on 12 May 2025" is about the document, and in the evidence and commentary of all rows, where a sentence
must speak of the assessment, or stand in the row of the provision that asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from hoscheck import dates, speakers, yearless
from hoscheck.model import Case, ProvisionRow
from hoscheck.needles import Alternatives
from hoscheck.normalise import plain
from hoscheck.words import words

_BEFORE = 150  # characters before an act in which it may be said that it is still to come
_BEHIND = 40  # characters behind the word response in which its verb stands
# "approved it", "It was approved": in the prose around a form that is the assessment
_IT = re.compile(
    r"\b(?:off|to|over|for|through) (?:it|this|them)\b|\w(?:ed|en) (?:it|this|them)\b"
    r"|^(?:It|This|They|The (?:\w+ )?(?:form|return|document|submission)) (?:was|were|has|have|went|is)\b"
    r"|^[A-Z][\w ]{0,40}(?:ed|al|off)(?: by)?:|\b(?:it|this) (?:was|has been) \w+(?:ed|en)\b"
    r"|^(?:[A-Z]\w+(?:ed|en)|Laid|Put|Brought|Sent|Went|Read|Goes)\b(?:[,;]? \w+){0,8}? (?:by|at|on|off|to|before)\b"
)
# behind "approved": by whom, as far as another clause
_AGENT = re.compile(
    r"(?: off| on)?(?: \w+ly)? by:? "
    r"(?P<who>(?:(?!, wh|\bbefore\b|\bprior\b|\bahead\b|\bfor the\b|\bwill\b|\bto be\b)[^;.:])+)"
)
# a group that is not the governing body, as what a sentence speaks of
_SUBJECT = re.compile(
    rf"\W*(?:(?:the|our|members of) )*(?:{speakers.OTHERS}|officers|staff|managers|residents|tenants|customers)\b(?!')"
)
_NEXT_CLAUSE = re.compile(r"[,;.]| and (?:it|this|was|then)\b")
_HANDED_ON = re.compile(
    r"\b(?:present|report|submit|shar|brought|put|took|tak|sent|provid|circulat|tabl|laid|plac|went|came|told|inform"
    r"|brief|show|gave|give)"
)
_ARTICLE = re.compile(r" (?:(?:of|at|through|over|to|with|in|the|our|its|their) )*")
# the label of a day
_DAY_OF = re.compile(r"\b(?:board|committee|cabinet|council|trustees|approv\w+|sign[- ]?off|date)[\w ]{0,20}: ?")
# … on a line below what it is the day of
_ITS_DAY = re.compile(
    r"(?:date(?: of (?:the )?(?:decision|approval|meeting|board))?|(?:approval|meeting|decision) date) ?:", re.I
)
_OBJECT = re.compile(r" (?:our|an?|its|their|new|the(?: board's)?) [\w' -]+")
_EACH = re.compile(r"\b(?:each|every|annual\w*|yearly)\b", re.I)
_HALF_A_YEAR = timedelta(days=183)  # a month without its year is the one of this half year or the next
# a label whose value stands on the next line
_BARE_LABEL = re.compile(r"(?:approved|agreed|signed off|reviewed|endorsed|ratified|adopted) by\W{0,3}", re.I)
_DIGIT = re.compile(r"\d")
_SIGNED = re.compile(r"\bsign|\d\d?[/.]\d\d?[/.]\d\d|\b20\d\d\b")
_IF = re.compile(r" ?(?:if|whenever|unless)\b")
_YEAR_END = 4  # the month that begins with a year of account
# "the 2022/23 report", "the report for 2023"
_REPORT_YEAR = re.compile(
    r"\b(?:reports?|assessment|return|form) (?:for|of|on) (?P<a>20\d\d)(?P<b>[/-](?:20)?\d\d)?"
    r"|\b(?P<c>20\d\d)(?P<d>[/-](?:20)?\d\d)?(?:'s)? (?:[a-z-]+ ){0,4}(?:reports?|self|assessment|return|form)\b"
)
_VALUE = re.compile(
    r"\W*(?:\d|yes\b|approved|[a-z]+ (?:19|20)\d\d)", re.I
)  # what may stand on the line behind "Approval date:"
# not behind an initial or a title, nor between a question and its answer
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bCllr\.)\s+"
    r"(?!Y(?:es)?\b|N(?:o|ot|one)?\b|Pending\b|Awaiting\b|In progress\b)(?=[A-Z\"'(])|\n+"
)


class Sentence(NamedTuple):
    """A sentence, and whether what it says is said of the assessment unless it names something else."""

    text: str
    low: str  # the same in small letters, with one name for the governing body and for the words that mean it
    about_it: bool
    prose: bool = False  # it stands around the rows
    behind: str = ""  # what follows in the prose: a heading may stand on a line of its own
    later: bool = False  # it names a day after the one that the document bears
    due: bool = False  # a label that gives such a day and no other
    signed: bool = False  # it is the line on which the governing body signs, with a day or the word "signed"
    earlier: bool = False  # it speaks of the report of an earlier year


def sentences(case: Case) -> Iterator[Sentence]:
    """All sentences of the document: those of the prose, then those of the rows."""
    own = case.assessment.assessed_on
    before = ""
    for line in speakers.lines(plain(case.assessment.prose)):
        low = line.text.lower()
        label = speakers.is_label(low) or bool(_pattern("labels").match(low) or _pattern("routes").match(low))
        last = ""
        named = _BARE_LABEL.fullmatch(line.text.strip()) and speakers.is_label(line.behind)
        for text in (f"{line.text.strip(': ')}: {line.behind}",) if named else _END.split(line.text):
            if not text or _pattern("instructions").search(text.lower()):
                continue
            about = label or line.voiced or (bool(_IT.search(text)) and not _is_of_papers(last))
            sentence = _sentence(text, before, about, own, line)
            yield sentence
            before, last = speakers.remembered(before, sentence.low or text.lower()), text
    yield from of_rows(case)


def of_rows(case: Case) -> Iterator[Sentence]:
    """The sentences of evidence, commentary and further columns. The requirements are the Code's words, not theirs."""
    provisions = {duty.provision for duty in case.rulebook.duties}
    # those that are asked first: who looks for an approval mostly need read no further
    for match in sorted(case.matches, key=lambda match: match.requirement.number not in provisions):
        about = match.requirement.number in provisions
        for cell in _cells(match.row):
            before = ""
            for text in _split(cell):
                if text:
                    sentence = _sentence(text, before, about, case.assessment.assessed_on)
                    yield sentence
                    before = speakers.remembered(before, sentence.low or text.lower())


@lru_cache(maxsize=512)
def _split(cell: str) -> tuple[str, ...]:
    return tuple(_END.split(plain(cell)))


@lru_cache(maxsize=1024)  # two checks ask for all sentences of a document
def _sentence(text: str, before: str, about: bool, own: date | None, line: speakers.Line | None = None) -> Sentence:
    """A sentence of a row, or of a line of prose."""
    low = text.lower()
    voiced = line is not None and line.voiced
    read = (
        voiced or (before and speakers.refers(low)) or _may_tell(low, about=about or line is not None or bool(before))
    )
    if not read:
        return Sentence(text, "", about)  # nobody reads further
    folded, behind = speakers.folded(low), line.behind if line else ""
    return Sentence(
        text,
        speakers.meant(
            folded,
            before,
            voiced=voiced,
            asked=about and line is None,
            behind=line is None or not line.text.startswith(text),
        ),
        about,
        prose=line is not None,
        behind=behind,
        later=(later := _is_later(text, own)),
        due=(later and ":" in low and _is_due(low, own))
        or bool(_ITS_DAY.match(behind) and _is_due(behind.lower(), own)),
        signed=line is not None and text == line.text and _is_signed(folded, behind),
        earlier=_is_earlier(low, own),
    )


def _is_signed(low: str, behind: str) -> bool:
    """True for a signature with its day, or with a word for it."""
    if not speakers.is_signature(low) or "__" in low or "..." in low:
        return False
    return bool(_SIGNED.search(low) or (":" in low and _ITS_DAY.match(behind) and _DIGIT.search(behind)))


def _is_later(text: str, own: date | None) -> bool:
    """True where a sentence names a day after the document's own, with its year or without."""
    if own is None:
        return False
    found = dates.find(text)
    if not found and not _EACH.search(text):
        found = tuple(yearless.find(text, own - _HALF_A_YEAR, own))
    return any(each.start > own for each in found)


def _is_due(low: str, own: date | None) -> bool:
    """True for "Board approval: 10 July" in a document of June."""
    label = _DAY_OF.search(low)
    found = dates.find(low[label.end() :]) if label and own else ()
    return own is not None and bool(found) and found[0].offset <= 1 and found[0].start > own


def _is_earlier(low: str, own: date | None) -> bool:
    """True where a sentence speaks of the report or assessment of a year before the last one that had ended."""
    if own is None or "20" not in low:
        return False
    named = list(_REPORT_YEAR.finditer(low))
    return bool(named) and all(_end_year(found) < _last_year(own) for found in named)


def _end_year(named: re.Match[str]) -> int:
    """The year in which the one that a report is named after ended: one "for 2024" may be of 2024/25."""
    alone = not (named["b"] or named["d"]) and named[0].endswith("self")
    return int(named["a"] or named["c"]) + (not alone)


def _last_year(own: date) -> int:
    """The calendar year in which the last year of account had ended: reports on it are the newest that there are."""
    return own.year - (own.month < _YEAR_END)


def _is_of_papers(text: str) -> bool:
    """True for a sentence about a policy and the like, of which the next one's "it" speaks."""
    low = text.lower()
    return bool(_pattern("elsewhere").search(low)) and not _pattern("assessment").search(low)


def _cells(row: ProvisionRow) -> tuple[str, ...]:
    return (row.evidence, row.commentary, *(text for _, text in row.extra))


def is_approval(sentence: Sentence) -> bool:
    """True where the sentence says that a governing body approved, reviewed or was given the assessment."""
    low = _pattern("sought").sub(lambda _: " ", sentence.low)
    if not low or (sentence.earlier and not _pattern("this-years").search(low)) or _pattern("asking").search(low):
        return False
    if _pattern("resolutions").search(low) and _pattern("assessment").search(low):
        return True
    if sentence.signed:
        return not sentence.later
    if not _pattern("bodies").search(low):
        return False
    acts = _acts(sentence)
    if sentence.later:  # "Board, 10 July", "goes to the Board on 10 July": a meeting that is still to come
        acts = [act for act in acts if not _pattern("meetings").match(act[0])]
    if not any(_is_done(low, act, sentence.behind) for act in acts):
        return False
    if sentence.due or (sentence.about_it and _pattern("undated").match(sentence.behind.lower())):
        return False
    if _pattern("assessment").search(low):
        return True
    other = _pattern("elsewhere").search(low) or _pattern("roles").search(low)
    return sentence.about_it and not other and not all(_is_on_else(low, act) for act in acts)


def is_about_assessment(sentence: Sentence) -> bool:
    """True for a sentence that speaks of the assessment, by name or by where it stands."""
    return sentence.about_it or bool(_pattern("assessment").search(sentence.low))


def names_a_body(sentence: Sentence) -> bool:
    """True for a sentence that names a governing body, or one of its members, or says that the body itself speaks."""
    return bool(_pattern("bodies").search(sentence.low) or _pattern("names").search(sentence.low))


def _is_on_else(low: str, act: re.Match[str]) -> bool:
    """True for "the Board agreed our new service standards"."""
    what = _OBJECT.match(low, act.end()) if act[0].endswith("ed") else None
    return what is not None and not _pattern("document").search(what[0])


def _acts(sentence: Sentence) -> list[re.Match[str]]:
    """The acts that a sentence tells of and that were not done with another paper."""
    low = _pattern("sought").sub(lambda _: " ", sentence.low)
    is_route = sentence.about_it and ":" in low and _pattern("routes").search(low)
    acts = [] if is_route else list(_pattern("acts").finditer(low))
    acts = acts or (_label(low, sentence.behind) if sentence.about_it else [])
    if sentence.about_it and not sentence.prose:
        acts += _pattern("filed").finditer(low)
    return [act for act in acts if not _is_on_paper(low, act)]


def _is_on_paper(low: str, act: re.Match[str]) -> bool:
    """True for "the policy, approved by Cabinet": what was approved stands right in front of the act."""
    papers = [paper for paper in _pattern("papers").finditer(low) if paper.end() <= act.start()]
    return bool(papers) and bool(_pattern("of-papers").match(low, papers[-1].end(), act.start()))


def _label(low: str, behind: str) -> list[re.Match[str]]:
    """What a label says was done: "Approved by: Board", "Approval route: …; Board 20 May"."""
    if ":" not in low and not _DIGIT.search(low):
        return []
    if _pattern("routes").search(low) and not _pattern("reached").search(low):
        return []
    if _pattern("approvers").search(low):
        return list(_pattern("approvers").finditer(low)) if _DIGIT.search(f"{low} {behind}") else []
    return [*_pattern("routes").finditer(low), *_pattern("labels").finditer(low)]


def _is_done(low: str, act: re.Match[str], behind: str) -> bool:
    """True for an act on this assessment, not on last year's, that has happened, and not by another group."""
    agent = _AGENT.match(low, act.end())
    if agent and not (_pattern("names").search(agent["who"]) or _pattern("bodies").search(agent["who"])):
        return False
    begin = max(low.rfind(mark, 0, act.start()) + 1 for mark in (";", ",", ".", " and "))
    if _pattern("last-years").search(low, begin, act.start()) or _pattern("answered-no").search(low):
        return False
    pending = re.match(r"[^:;.]{0,25}[:-] ?(.*)", low[act.end() :])
    if pending and (_pattern("to-follow").match(pending[1]) or not (pending[1] or _VALUE.match(behind))):
        return False
    if not agent and (_is_by_others(low, act) or _is_on_last_years(low, act)):
        return False
    if act[0].endswith(("approval", "off")) and _pattern("not-there").match(low, act.end()):
        return False
    return not _is_to_come(low, act.start())


def _is_by_others(low: str, act: re.Match[str]) -> bool:
    """True for "the Executive Group passed this": it acts, unless it hands something on to the body."""
    subject = _SUBJECT.match(low)
    if subject is None or subject.end() > act.start() or _HANDED_ON.search(act[0]):
        return False
    between = low[subject.end() : act.start()]
    return not _NEXT_CLAUSE.search(between) and not _pattern("names").search(between)


def _is_on_last_years(low: str, act: re.Match[str]) -> bool:
    """True for "the Board read through last year's assessment"."""
    at = _ARTICLE.match(low, act.end())
    return bool(at and _pattern("last-years").match(low, at.end())) and not _pattern("this-years").search(low)


def is_pending(sentence: Sentence) -> bool:
    """True where the sentence says that the governing body is yet to see the assessment, or that another signed it."""
    low = sentence.low
    if not low or sentence.signed:
        return False
    if sentence.about_it and not _pattern("bodies").search(low):
        return bool(_pattern("signed-by").search(low))
    acts = [*_acts(sentence), *_pattern("going").finditer(low)]
    other = _pattern("elsewhere").search(low) or _pattern("roles").search(low)
    about = _pattern("assessment").search(low) or (sentence.about_it and not other)
    return bool(about and acts) and not any(_is_done(low, act, sentence.behind) for act in acts)


def _is_to_come(low: str, at: int) -> bool:
    """True where the words before the act, back to the last comma, make it one that has not happened."""
    back = max(0, at - _BEFORE)
    begin = max(back, *(low.rfind(mark, back, at) + 1 for mark in (",", ";", ":", "(", " and ")))
    return bool(_pattern("not-yet").search(low, begin, at + 12))


def is_response(sentence: Sentence) -> bool:
    """True where the sentence gives the governing body's response, or tells where it stands."""
    low = _pattern("approves-only").sub(lambda _: " ", sentence.low)
    found = [] if not low or _pattern("asking").search(low) else _told(sentence, low)
    if found and not low[found[-1].end() :].strip(" :.-"):
        below = sentence.behind.lower().strip("([ ")
        if _pattern("to-follow").match(below) or (low.rstrip().endswith(":") and not below):
            return False  # a heading, and nothing below it yet
        if below and speakers.is_label(low) and _is_no_text(below):
            return False
    if found and not _pattern("names").search(low) and not (sentence.about_it and speakers.names_nobody(low)):
        return False  # "the panel made three comments"
    if sentence.earlier or _pattern("last-years").search(low):
        return bool(found and _pattern("this-years").search(low))
    return bool(found)


def _told(sentence: Sentence, low: str) -> list[re.Match[str]]:
    """What gives the response: in rows on something else, what the body says is said of that, unless it names the
    assessment or the report."""
    said = _given(low, "said") if sentence.about_it or sentence.prose or _pattern("assessment").search(low) else []
    return said + _given(low, "responses")


def _is_no_text(below: str) -> bool:
    """True where what stands below a heading is another label, an approval or the foot of a page."""
    return speakers.is_label(below) and bool(_pattern("no-text").match(speakers.folded(below).strip()))


def _given(low: str, name: str) -> list[re.Match[str]]:
    """What names or tells the governing body's response, where nothing says that it is still to come."""
    reach = _BEHIND if name == "responses" else 0  # "the Board recognises that more must be done" has answered
    return [match for match in _pattern(name).finditer(low) if _is_given(low, match.start(), match.end(), reach)]


def _is_given(low: str, start: int, end: int, reach: int) -> bool:
    """True unless the words around "the board's response" say that it is still to come, or that there is none."""
    back = max(0, start - _BEFORE)
    begin = max(back, *(low.rfind(mark, back, start) + 1 for mark in (",", ";", ":")))
    said, _, given = low[end : end + reach].partition(":")
    if _pattern("not-public").search(low, end, end + _BEFORE):
        return False
    if _pattern("no-response").search(low[begin:end] + said) or _IF.match(low, begin):
        return False
    return not any(_pattern("to-follow").match(each.strip(" :-")) for each in (said, given))


def is_dated(sentence: Sentence) -> bool:
    """True where a sentence of a row tells the day on which this assessment was made or approved."""
    low = sentence.text.lower()
    if not dates.find(low) or _pattern("earlier").search(low):
        return False
    made = _pattern("made").search(low)
    return bool(made and (sentence.about_it or _pattern("assessment").search(low))) or is_approval(sentence)


def _may_tell(low: str, *, about: bool) -> bool:
    """True where the sentence holds a word without which it tells nothing of a governing body."""
    return any(map(low.__contains__, words("governance")["hints" if about else "naming"]))


@cache
def _pattern(name: str) -> Alternatives:
    return Alternatives.of("governance", name)
