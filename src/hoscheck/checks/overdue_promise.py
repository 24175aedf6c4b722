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
from datetime import date, timedelta
from textwrap import shorten
from typing import NamedTuple

from hoscheck import dates, promising
from hoscheck.dates import Found
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Severity
from hoscheck.normalise import plain
from hoscheck.words import words

_SHOWN = 100  # characters of the sentence that the message quotes
_QUOTED = 500  # characters of all quotes together
_GONE_BY = timedelta(days=75)  # a day that is longer ago is the next year's
_ENDED = timedelta(days=50)  # … and a month that ended longer ago
_YEARLESS = 0.15  # how much less certain a date is whose year has to be guessed
_MON = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# A full stop, but not that of "Mr." or of a date; capitals are not asked for, landlords forget them.
_END = re.compile(
    r"(?<=[.!?;])(?<!\bno\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\b[mM]r\.)(?<!\b[dD]r\.)(?<!\b[cC]llr\.)(?<!\b[sS]ept\.)(?<!\b[eE]xp\.)(?<![\s(\[][A-Z]\.)(?<!\dst\.)(?<!\dnd\.)(?<!\drd\.)(?<!\dth\.)\s+(?!\d)"
    r"|(?<=[a-z]{5}[.!?;])(?<!approx\.)\s+(?=\d)|\n+"
)
_EACH = re.compile(r"\b(?:each|every|annually|yearly|usually|always)\b", re.I)
_OPENING, _CLOSING = re.compile(r"(?:^|[\s(])'(?=[A-Za-z])"), re.compile(r"[\w.,!?]'(?=[\s.,;:)]|$)")
# without one of these a cell holds no date, with or without its year
_DIGIT = re.compile(r"\d")
_NAMED = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("spring", "summer", "autumn", "winter", "year", "christmas", "easter"),
)
# "Jan 25" is a month with its year: who means a day writes "25 Jan"
_MAY_BE_SHORT = re.compile(r" [23]\d(?!\d)")  # hardly a sentence holds one, and the pattern behind it is slow
_SHORT_YEAR = re.compile(
    r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )\b(" + _MON + r") ([23]\d)\b(?![/:\d]|\.\d| \d)", re.I
)
_COLUMN_YEAR = re.compile(r"\b(" + _MON + r")\.? '?([23]\d)\b", re.I)
_QUOTATION = re.compile(r'"[^"]{1,200}"')
_EXAMPLE = re.compile(r"\b(?:e\.g\.?|eg|for example|for instance|such as|like|says?|reads?)[\s:,]*$", re.I)
_LEAD = 20  # characters before a quotation in which it is said to be an example
_SET_OFF = 5  # words between quotation marks that quote nothing


class _Promise(NamedTuple):
    date: Found
    sentence: str
    certainty: float


def _run(case: Case) -> Iterator[Hit]:
    if not case.today_known:
        return
    anchor = case.assessment.assessed_on
    own = case.today == case.assessment.judged_on
    for requirement, row in case.answered():
        overdue = [each for each in _promises(row, anchor, case.today) if each.date.end < case.today]
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


def _promises(row: ProvisionRow, anchor: date | None, today: date) -> Iterator[_Promise]:
    for text in (row.evidence, row.commentary):
        yield from _in_text(text, anchor, today, action=row.answer in (Answer.NO, Answer.PARTIAL))
    over = any(_is_finished(text) for _, text in row.extra)
    for heading, text in row.extra:
        if _heading("past-columns", heading) and not _heading("date-columns", heading):
            yield from _in_text(text, anchor, today, action=False)
        elif over:
            continue
        elif _heading("date-columns", heading) and not _heading("past-columns", heading):
            yield from _in_column(text, anchor, row.answer)
        else:
            yield from _in_text(text, anchor, today, action=_heading("action-columns", heading))


def _is_finished(text: str) -> bool:
    return plain(text).strip(" .").lower() in words("promises")["finished"]


def _heading(name: str, heading: str) -> bool:
    return bool(promising.any_word(name).search(heading.lower()))


def _in_column(text: str, anchor: date | None, answer: Answer) -> Iterator[_Promise]:
    """A cell under "Target date": its last date, unless it tells of what was done."""
    text = _COLUMN_YEAR.sub(r"\1-\2", plain(text))
    found = dates.find(text) or tuple(dates.without_year(text, anchor, anchor))
    if found and not promising.pattern("kept").search(text) and not promising.pattern("past").search(text):
        yield _Promise(found[-1], text.strip(), 0.9 if answer in (Answer.NO, Answer.PARTIAL) else 0.7)


def _in_text(text: str, anchor: date | None, today: date, *, action: bool) -> Iterator[_Promise]:
    low = text.lower()
    if not _DIGIT.search(text) and not any(each in low for each in _NAMED):
        return
    sentences = [each.strip() for each in _END.split(plain(text))]
    quotes = 0  # a quotation may run over several sentences
    for at, said in enumerate(sentences):
        sentence = _SHORT_YEAR.sub(r"\1-\2", said) if _MAY_BE_SHORT.search(said) else said
        found = dates.find(sentence)
        taken = {at for each in found for at in range(each.offset, each.offset + len(each.text))}
        yearless = [each for each in _yearless(sentence, anchor) if each.offset not in taken]
        for each in (*found, *yearless):
            if each.start >= today:
                continue  # whatever it is the date of
            set_off = _is_set_off(sentence, each)
            quoted = (quotes + sentence.count('"', 0, each.offset)) % 2 and not set_off
            certainty = (
                0.0
                if quoted or _is_quoted(sentence[max(0, each.offset - promising.BACK) : each.offset])
                else promising.certainty(sentence if set_off else _QUOTATION.sub(_blank, sentence), each, action)
            )
            following = sentences[at + 1] if at + 1 < len(sentences) else ""
            if not certainty and not quoted:
                certainty = promising.told_as_past(sentence, each, following)
            if certainty and not promising.is_kept(sentence, each, following):
                dated = promising.to_be_kept(sentence, each)
                dated = dated._replace(text=said[each.offset : each.offset + len(each.text)])
                yield _Promise(dated, said, certainty if each in found else certainty - _YEARLESS)
        quotes += sentence.count('"')


def _blank(quotation: re.Match[str]) -> str:
    """What is quoted in passing, such as a title, neither promises nor tells of the past."""
    return '"' + "_" * (len(quotation[0]) - 2) + '"'


def _is_set_off(sentence: str, found: Found) -> bool:
    """True where the quotation marks hold hardly more than the date: "end of summer"."""
    begin, end = sentence.rfind('"', 0, found.offset), sentence.find('"', found.offset)
    if _EXAMPLE.search(sentence, max(0, begin - _LEAD), max(0, begin)):
        return False
    return begin >= 0 and end >= 0 and len(sentence[begin + 1 : end].split()) <= _SET_OFF


def _is_quoted(before: str) -> bool:
    """True inside single quotation marks: an opening one without its closing one."""
    return len(_OPENING.findall(before)) > len(_CLOSING.findall(before))


def _yearless(sentence: str, anchor: date | None) -> Iterator[Found]:
    """Dates without a year, read from the document's own date: "in June" in a form of July is the June gone by."""
    if anchor is not None:
        for found in dates.without_year(sentence, anchor - _GONE_BY, anchor):
            if _EACH.search(sentence):
                return
            said = sentence[max(0, found.offset - len("this ")) : found.offset + len(found.text)].lower()
            if found.text[0].isdigit() or "this " in said or found.end >= anchor - _ENDED:
                yield found


CHECK = Check(
    code="TIM402",
    id="overdue-promise",
    title="A promise whose date had passed",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
