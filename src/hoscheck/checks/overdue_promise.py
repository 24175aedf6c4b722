"""A row promises something by a date that had passed.

Why: a promise that has run out tells residents and the governing body nothing of how things stand; the Code asks for
a date by which the landlord will comply, and for an assessment of the practice as it is.
Finds: words of what is to come that govern a date ("will be … by", "to be completed in", "due", "scheduled for",
"from June 2023 we will"), or a date in a column of target dates, where that date had passed on the document's own date
or on --as-of. A month, quarter, season, half or financial year is past when its last day is; "by the end of June"
without a year is the next one after the document's date, and is only past on a later --as-of.
Passes: dates of what was done ("was completed in March 2024", "approved on", "since"), dates of the next review of a
policy, dates of the Code itself, plans told as past, promises that are said to have been kept, years that only name a
report or a budget, and every document that has no date of its own when --as-of is not given.
Put right by: saying that it was done and when, or giving a new date and the reason.
Bad example: (form dated 30 June 2025) "The easy read leaflet will be ready by 31 March 2025."
Good example: "The easy read leaflet has been in use since April 2025", or "The easy read leaflet is late because the
printer failed us; it will be ready by 30 September 2025."
Source: the Code of 2024, 8.1 and its introduction (a landlord that does not comply says by when it will); the Code of
2022, 8.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from textwrap import shorten

from hoscheck import dates
from hoscheck.dates import Found
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Severity
from hoscheck.needles import Alternatives
from hoscheck.normalise import plain
from hoscheck.words import words

_SHOWN = 100  # characters of the sentence that the message quotes
_QUOTED = 500  # characters of all quotes together
_BACK = 400  # characters before a date in which its clause is looked for; longer ones are no clause
_BEHIND = 200  # characters behind a date in which it may be said that the promise was kept
_AFTER = 90  # characters behind a date at the head of a clause in which its verb stands
_GONE_BY = timedelta(days=61)  # a month that ended longer ago is the next year's
_YEARLESS = 0.15  # how much less certain a date is whose year has to be guessed
_A_QUARTER = 92  # days
_ELLIPTIC = 14  # words of a note without a verb, such as "New leaflets by June 2024"

_MON = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# A full stop, but not that of "Mr." or of a date; capitals are not asked for, landlords forget them.
_END = re.compile(
    r"(?<=[.!?;])(?<!\bno\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\b[mM]r\.)(?<!\b[dD]r\.)(?<!\b[cC]llr\.)(?<!\b[sS]ept\.)\s+(?!\d)|\n+"
)
# what stands between a marker and the date: a preposition and words such as "the end of"
_FILLER = (
    r"(?:(?:the|a|this|our|its|very|end|start|beginning|close|middle|course|of|mid|early|late|later|around|about|"
    r"approximately|circa|w/?[ceb]|week|ending|commencing|beginning|month|financial|year|calendar|period|meeting|in|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|\d\d?(?:st|nd|rd|th)?(?:,|\s?&|\sand|\sor|\s?/)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:,|\s?&|\sand|\sor|\s?/))[\s(-]*){0,6}$"
)
_LINK = re.compile(
    r"(?:(?P<by>\b(?:by|before|no later than|not later than|ahead of|in time for))"
    r"|(?P<at>\b(?:in|on|from|during|at|as from|around)|\bover"
    r"|\bat (?:\w+ ){0,4}(?:review|meeting|board|committee|cabinet|council|agm)(?: of| on| in|,)?"
    r"|\bw\.?e\.?f\b\.?|\bwith effect from"
    r"|\bw/?[ceb]|\bweek (?:commencing|beginning|ending))"
    r"|(?P<for>\bfor)|(?P<mark>[:(,–-]))\s*" + _FILLER,
    re.I,
)
_EACH = re.compile(r"\b(?:each|every|annually|yearly|usually|always)\b", re.I)
_TOLD = re.compile(r"[^.;]{0,40}?\b(?:was|were|had|ha(?:s|ve) been)\b", re.I)
_OPENING, _CLOSING = re.compile(r"(?:^|[\s(])'(?=[A-Za-z])"), re.compile(r"[\w.,!?]'(?=[\s.,;:)]|$)")
_TIED = re.compile(r"\b(?:live|early|late|mid|next|follow|completed?|ready|\w+ed)\W*$", re.I)
_END_OF = re.compile(r"\bend\b[\s\w]{0,12}$", re.I)
_BOUNDARY = re.compile(r";|\s-\s|\b(?:but|although|whereas|while)\b", re.I)
_PIECE = re.compile(r",\s|\band\b|:\s|\(", re.I)
_RANGE_BEFORE = re.compile(r"\bbetween\b[^.;]{0,40}\band\s$|\d\s?(?:-|to|until)\s$", re.I)
_RANGE_AFTER = re.compile(r"\s?(?:-|to|until)\s?(?:\d|" + _MON + r"\b)", re.I)
# without one of these a cell holds no date, with or without its year
_DATED = re.compile(r"\d|\b(?:" + _MON + r"|spring|summer|autumn|winter|year)\b", re.I)
# "Jan 25" is a month with its year: who means a day writes "25 Jan"
_SHORT_YEAR = re.compile(
    r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )\b(" + _MON + r") ([23]\d)\b(?![/:\d]|\.\d| \d)", re.I
)
_COLUMN_YEAR = re.compile(r"\b(" + _MON + r")\.? '?([23]\d)\b", re.I)
_FINITE = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|do|does|did|can|may|we|they|you|who|which|that|how|what|be|been)\b"
    r"|\b\w{3,}ed\b", re.I)  # fmt: skip
_TO_VERB = re.compile(r"^[^:]{0,80}?\bto (?!the\b|our\b|all\b|a\b|any\b|residents\b|their\b|this\b|date\b)[a-z]+")
# "1 June 2025 is our deadline"
_SET = re.compile(
    r"\W*(?:is (?:our|the|its) (?:new )?(?:deadline|target|aim|goal|(?:target |start |launch )?date(?: for)?)\b"
    r"|has been (?:set|agreed|fixed) (?:as|for)\b)", re.I)  # fmt: skip
_NO_PLAN = re.compile(
    r"\b(?:able|right|access|ability|opportunity|help|training|attention|respond|need|times?|days|chance|ways?|how"
    r"|option|entitled|free|easy|easier|willing|failure|failed|decision|request|attempt|used)\s+to\b",
    re.I,
)
_FULFILLED = re.compile(r"\b(?:done|completed?|delivered|achieved|closed|finished|implemented|met)\b", re.I)
_HELPED = re.compile(r"\b(?:was|were|has|have|had|did|been)\b", re.I)
_NEXT_TO = 2  # words between a future verb and its date where no preposition ties them


@dataclass(frozen=True, slots=True)
class _Promise:
    date: Found
    sentence: str
    certainty: float


def _run(case: Case) -> Iterator[Hit]:
    if not case.today_known:
        return
    anchor = case.assessment.assessed_on
    own = case.today == case.assessment.judged_on
    for requirement, row in case.answered():
        overdue = [each for each in _promises(row, anchor) if each.date.end < case.today]
        if overdue:
            yield _hit(requirement.number, row, overdue, case.today, own)


def _hit(provision: str, row: ProvisionRow, overdue: list[_Promise], today: date, own: bool) -> Hit:
    first = max(overdue, key=lambda each: each.certainty)
    more = "" if len(overdue) == 1 else f" (and {len(overdue) - 1} more)"
    on = f"the document's own date, {_said(today)}" if own else _said(today)
    quotes = tuple(dict.fromkeys(each.sentence for each in overdue))
    said = _around(first.sentence, first.date)
    return Hit(
        provision,
        f'promises something for {first.date.text}{more}, which was past on {on}: "{said}"',
        "Say that it was done and when, or give a new date and the reason.",
        row.location,
        certainty=first.certainty,
        quotes=_fitting(quotes),
    )


def _around(sentence: str, found: Found) -> str:
    """The sentence, or of a long one what stands before and behind the date."""
    if len(sentence) <= _SHOWN:
        return sentence
    end = found.offset + len(found.text)
    begin = max(0, end - _SHOWN + 15)
    if begin:
        begin = sentence.find(" ", begin, found.offset) + 1 or found.offset
    shown = shorten(sentence[begin:], _SHOWN, placeholder=" ...")
    return f"... {shown}" if begin else shown


def _fitting(quotes: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    for quote in quotes:
        room = _QUOTED - sum(map(len, kept))
        if room < _SHOWN and kept:
            break
        kept.append(shorten(quote, room, placeholder=" ..."))
    return tuple(kept)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ── where promises stand ─────────────────────────────────────────────────────────────────────────


def _promises(row: ProvisionRow, anchor: date | None) -> Iterator[_Promise]:
    for text in (row.evidence, row.commentary):
        yield from _in_text(text, anchor, action=row.answer in (Answer.NO, Answer.PARTIAL))
    over = any(_is_finished(text) for _, text in row.extra)
    for heading, text in row.extra:
        if _heading("past-columns", heading) and not _heading("date-columns", heading):
            yield from _in_text(text, anchor, action=False)
        elif over:
            continue
        elif _heading("date-columns", heading) and not _heading("past-columns", heading):
            yield from _in_column(text, anchor, row.answer)
        else:
            yield from _in_text(text, anchor, action=_heading("action-columns", heading))


def _is_finished(text: str) -> bool:
    return plain(text).strip(" .").lower() in words("promises")["finished"]


def _heading(name: str, heading: str) -> bool:
    return bool(_any_word(name).search(heading.lower()))


def _in_column(text: str, anchor: date | None, answer: Answer) -> Iterator[_Promise]:
    """A cell under "Target date": its last date, unless it tells of what was done."""
    text = _COLUMN_YEAR.sub(r"\1-\2", plain(text))
    found = dates.find(text) or tuple(dates.without_year(text, anchor))
    if found and not _pattern("kept").search(text) and not _pattern("past").search(text):
        yield _Promise(found[-1], text.strip(), 0.9 if answer in (Answer.NO, Answer.PARTIAL) else 0.7)


def _in_text(text: str, anchor: date | None, *, action: bool) -> Iterator[_Promise]:
    if not _DATED.search(text):
        return
    text = _SHORT_YEAR.sub(r"\1-\2", plain(text))
    sentences = [each.strip() for each in _END.split(text)]
    quotes = 0  # a quotation may run over several sentences
    for at, sentence in enumerate(sentences):
        found = dates.find(sentence)
        for each in found or _yearless(sentence, anchor):
            quoted = (quotes + sentence.count('"', 0, each.offset)) % 2
            certainty = (
                0.0
                if quoted or _is_quoted(sentence[max(0, each.offset - _BACK) : each.offset])
                else _certainty(sentence, each, action)
            )
            following = sentences[at + 1] if at + 1 < len(sentences) else ""
            if not certainty and not quoted:
                certainty = _told_as_past(sentence, each, following)
            if certainty and not _is_kept(sentence, each, following):
                yield _Promise(_to_be_kept(sentence, each), sentence, certainty if found else certainty - _YEARLESS)
        quotes += sentence.count('"')


def _is_quoted(before: str) -> bool:
    """True inside single quotation marks: an opening one without its closing one."""
    return len(_OPENING.findall(before)) > len(_CLOSING.findall(before))


def _yearless(sentence: str, anchor: date | None) -> Iterator[Found]:
    """Dates without a year, read from the document's own date: "in June" in a form of July is the June gone by."""
    if anchor is not None and not _EACH.search(sentence):
        yield from dates.without_year(sentence, anchor - _GONE_BY)


def _told_as_past(sentence: str, found: Found, following: str) -> float:
    """The certainty of "was to be printed by March 2024", of which nothing says that it was done."""
    end = found.offset + len(found.text)
    clause = _BOUNDARY.split(sentence[max(0, found.offset - _BACK) : found.offset])[-1]
    plans = list(_pattern("past-plan").finditer(clause))
    if not plans or not _LINK.search(clause) or _is_review(clause, sentence[end:]):
        return 0.0
    behind = clause[plans[-1].end() :]
    if re.search(r"[.;:]|\b(?:was|were|had|did|since)\b", behind):
        return 0.0
    undone = _pattern("not-done").search(sentence[end : end + _BEHIND]) or _pattern("not-done").search(following[:60])
    if undone:
        return 0.8
    bare = re.match(r"\W*$", sentence[end:]) and re.search(r"\b(?:was|were) (?:\w+ )?(?:due|to)\b", plans[-1][0], re.I)
    return 0.7 if bare and not following else 0.0


def _is_kept(sentence: str, found: Found, following: str) -> bool:
    end = found.offset + len(found.text)
    kept = _pattern("kept")
    return bool(kept.search(sentence[end : end + _BEHIND]) or kept.search(following[:_BEHIND]))


# ── what a date in a sentence is the date of ─────────────────────────────────────────────────────


def _certainty(sentence: str, found: Found, action: bool) -> float:
    """How certain it is that this date is one by which something is promised; 0 where it is none."""
    begin = max(0, found.offset - _BACK)
    before, after = sentence[begin : found.offset], sentence[found.offset + len(found.text) :]
    if _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after):
        return 0.0
    # a boundary right before the date parts nothing: "expected date - 01.01.2025"
    begin += max((each.end() for each in _BOUNDARY.finditer(before) if before[each.end() :].strip()), default=0)
    clause = sentence[begin : found.offset]
    link = _LINK.search(clause)
    lead = clause[: link.start()] if link else clause
    kind = _kind(clause, lead, link)
    planned = _pattern("plan-labels").search(sentence)
    action = action or bool(planned or _pattern("action-labels").search(sentence))
    if planned and kind == "past" and not _FULFILLED.search(clause) and not _HELPED.search(clause):
        kind = "planned"  # "Timetable: drafted in May, signed in June"
    if kind == "starting" and (found.end - found.start).days <= _A_QUARTER:
        return 0.65 if not _is_review(clause, after) else 0.0
    if _SET.match(after) and not _is_review(clause, after):
        return 0.75
    if kind in ("future", "planned"):
        if link and link["at"] and _is_head(lead) and _tense_after(after) == "past":
            return 0.0
        if _is_review(clause, after):
            return 0.0
        if _pattern("ongoing").search(clause):
            return 0.0
        told = kind == "planned" and (
            bool(_TOLD.match(after))  # "of 40 actions due by March, 38 were done"
            or (bool(aside := clause.rpartition("(")[0]) and _kind(aside, aside, None) == "past")  # "done (target May)"
        )
        return 0.0 if told or _is_beside(clause) else _linked(kind, link, clause, found)
    if kind == "past":
        return 0.0
    if link and not _is_review(clause, after):
        if (_is_head(lead) or link["mark"] == "(") and _tense_after(after) == "future":
            return 0.7 if link["at"] or link["mark"] else 0.85
        return _elliptic(_without_label(lead), link, after, found, action)
    return 0.0


def _is_beside(clause: str) -> bool:
    """True in brackets behind the promise, such as the title of a document, that promise nothing themselves: "will
    reply (procedure, June 2024)"."""
    before, bracket, aside = clause.rpartition("(")
    if not bracket or ")" in aside or not re.search(r"[a-z]{3}", aside) or not _tenses().search(before):
        return False
    return not (
        _tenses().search(aside) or re.search(r"\b(?:by|from|due|target|until|week|end|before)\b|w/?[ce]", aside)
    )


def _kind(clause: str, lead: str, link: re.Match[str] | None) -> str | None:
    """What the last telling word before the date speaks of."""
    last = None
    for match in _tenses().finditer(clause):
        if _group(match) == "past" and _follows_a_future(clause[: match.start()], match[0], last):
            continue
        last = _group(match)
    if last != "past" and link and link["at"] and _pattern("starting").search(lead):
        return "starting"
    return last


def _follows_a_future(before: str, word: str, last: str | None) -> bool:
    """ "will be drafted, consulted on and approved": the later participles are no past; nor is "is reviewed"."""
    if word == "dated":
        return False
    if not word.endswith("ed"):
        return word in ("after", "until", "in place", "in use", "effective") and last in ("future", "planned")
    if re.search(r"\b(?:is|are|be|being|gets?|get|once|when)\s(?:\w+ly\s)?$", before, re.I):
        return True
    return last == "future" and bool(re.search(r"(?:,|\band|\bor|\bthen)\s(?:\w+ly\s)?$", before))


def _linked(kind: str, link: re.Match[str] | None, clause: str, found: Found) -> float:
    """The certainty of a date behind a future or planning word: how it is tied to it counts."""
    if link is None:
        tied = kind == "planned" or _TIED.search(clause) or _END_OF.search(clause) or _is_next_to_a_future(clause)
        return 0.75 if tied else 0.0
    if link["mark"]:
        if link["mark"] == "(" and kind == "future" and not re.search(r"(?:w/?c|week|by|ed|en)\W*\(?[\s\w/]*$", clause):
            return 0.0
        return 0.8 if kind == "planned" or link["mark"] != "," else 0.55
    if link["for"] and kind != "planned":
        return 0.0 if not found.precise else 0.55
    if link["by"] or kind == "planned":
        return 0.9 if found.precise else 0.8
    return 0.85 if found.precise else 0.7


def _is_next_to_a_future(clause: str) -> bool:
    """True for "to be signed off Jul-23": hardly a word stands between verb and date."""
    ends = [match.end() for match in _tenses().finditer(clause) if _group(match) == "future"]
    return bool(ends) and len(clause[ends[-1] :].split()) <= _NEXT_TO


_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|in time for)\b[\s\w]{0,12}$", re.I)


def _to_be_kept(sentence: str, found: Found) -> Found:
    """The span by whose end the promise is to be kept: "before Q4" is over when Q3 is."""
    if _BEFORE.search(sentence, max(0, found.offset - 30), found.offset):
        return replace(found, end=found.start - timedelta(days=1))
    return found


def _is_review(clause: str, after: str) -> bool:
    """True where the date is that of a review that comes round, of an expiry or of the Code; unless a promise hangs on
    it: "review due November 2023 and we will update …"."""
    if not _pattern("not-promises").search(clause):
        return False
    hangs = re.match(r"[^.;]{0,40}?\b(?:and|when|then)\b", after)
    return not (hangs and _tense_after(after[hangs.end() :]) == "future")


def _is_head(lead: str) -> bool:
    """True where nothing but "and", "however" and the like stands before the date in its clause."""
    begin = 0
    for piece in _PIECE.finditer(lead):
        begin = piece.end()
    said = re.findall(r"[a-z]+", lead[begin:].lower())
    openers = {word for entry in words("promises")["openers"] for word in entry.split()}
    return set(said) <= openers


def _tense_after(after: str) -> str | None:
    """What the first telling word behind a date speaks of, before a full stop or another date."""
    window = re.split(r"[.;]\s|\bwhich\b|\bwho\b|\band\s(?:in|by|from|on|during)\b", after[:_AFTER])[0]
    first = _tenses().search(window)
    if first is None or re.search(r"\b(?:is|are)\b(?! (?:to|due|going|planning|aiming)\b)", window[: first.start()]):
        return None
    return "future" if _group(first) in ("future", "planned") else "past"


def _without_label(lead: str) -> str:
    """ "To do: new leaflets" without its "To do", which is no verb."""
    label = _pattern("plan-labels").search(lead)
    return lead[label.end() :] if label else lead


def _elliptic(lead: str, link: re.Match[str], after: str, found: Found, action: bool) -> float:
    """Notes without a verb: "New leaflets by June 2024", "Staff to attend training in May 2024"."""
    if (len(lead.split()) > _ELLIPTIC and not action) or re.match(r",\s*\d", after):
        return 0.0
    plan = _TO_VERB.search(lead)
    if (
        plan
        and (link["by"] or link["at"])
        and not _FINITE.search(plan[0].rpartition(" to ")[0])
        and not _NO_PLAN.search(lead)
    ):
        return 0.75
    following = re.split(r"[,;]", after[:40])[0]
    if _FINITE.search(lead) or re.search(r"\b(?:was|were|had|is|are|has|have|will)\b", following):
        return 0.0
    if link["by"] and lead.strip() and (action or link["by"].lower() != "before"):
        return 0.8 if action else 0.65
    if action and lead.strip() and found.precise and not link["at"]:
        return 0.6
    return 0.65 if action and lead.strip() else 0.0


# ── patterns ─────────────────────────────────────────────────────────────────────────────────────


@cache
def _tenses() -> re.Pattern[str]:
    """The telling words of all tenses; a plan told as past and a future come before the bare past."""
    lists = words("promises")
    groups = (("past", "past-plan"), ("future", "future"), ("planned", "planned"), ("past_", "past"))
    parts = (f"(?P<{group}>{'|'.join(lists[name])})" for group, name in groups)
    return re.compile("|".join(parts), re.I)


def _group(match: re.Match[str]) -> str:
    return (match.lastgroup or "").rstrip("_")


@cache
def _pattern(name: str) -> Alternatives:
    begin, end = (r"\b", r"\s*$") if name == "starting" else ("", "")
    return Alternatives.of("promises", name, begin=begin, end=end, flags=re.I)


@cache
def _any_word(name: str) -> Alternatives:
    return Alternatives.of("promises", name, begin=r"\b", end=r"\b")


CHECK = Check(
    code="TIM402",
    id="overdue-promise",
    title="A promise whose date had passed",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
