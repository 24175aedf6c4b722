"""Where promises stand in a row: in its texts and in its columns, each with the date by which it is to be kept.

Whether one date in a sentence is such a date is promising.py's work; here the sentences are taken apart, what is quoted
is left out, and dates without a year are read from the document's own.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from hoscheck import dates, masks, promising, tenses, yearless
from hoscheck.dates import Found
from hoscheck.model import Answer, ProvisionRow
from hoscheck.normalise import plain
from hoscheck.words import words

_GONE_BY = timedelta(days=75)  # a day that is longer ago is the next year's
_ENDED = timedelta(days=50)  # … and a month that ended longer ago
# Scores from which a sentence promises something, and below which signals are not looked for, chosen on rows of writers
# whom it was not taught by.
DUE, NEVER_DUE = 0.8, -2.3
LEARNT = 0.75  # how certain such a promise is
_YEARLESS = 0.15  # how much less certain a date is whose year has to be guessed
_MON = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# A full stop, but not that of "Mr." or of a date; capitals are not asked for, landlords forget them. The blank behind
# it comes first, since it is found far sooner.
_END = re.compile(
    r"\s(?:(?<=[.!?;]\s)(?<!\bno\.\s)(?<!\be\.g\.\s)(?<!\bi\.e\.\s)(?<!\b[mM]r\.\s)(?<!\b[dD]r\.\s)(?<!\b[cC]llr\.\s)"
    r"(?<!\b[sS]ept\.\s)(?<!\b[eE]xp\.\s)(?<![\s(\[][A-Z]\.\s)(?<!\dst\.\s)(?<!\dnd\.\s)(?<!\drd\.\s)(?<!\dth\.\s)\s*(?!\d)"
    r"|(?<=[a-z]{5}[.!?;]\s)(?<!approx\.\s)\s*(?=\d)|(?<=\n)\n*)"
)
_BY = re.compile(r"\b(?:by|before|until)(?: the)? $", re.I)
_EACH = re.compile(r"\b(?:each|every|annually|yearly|usually|always)\b", re.I)
_OPENING, _CLOSING = re.compile(r"(?:^|[\s(])'(?=[A-Za-z])"), re.compile(r"[\w.,!?]'(?=[\s.,;:)]|$)")
# without one of these a text holds no date, with or without its year
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


class Promise(NamedTuple):
    """The date of a promise, its sentence, and how certain it is that one is made."""

    date: Found
    sentence: str
    certainty: float


def promises(
    row: ProvisionRow, anchor: date | None, today: date, never: Collection[str] = frozenset()
) -> Iterator[Promise]:
    """The promises of a row; `anchor` is the document's own date, `today` the day that it is judged on, `never` are
    sentences of its evidence and commentary that hold none."""
    for text in (row.evidence, row.commentary):
        yield from _in_text(text, anchor, today, action=row.answer in (Answer.NO, Answer.PARTIAL), never=never)
    over = any(_is_finished(text) for _, text in row.extra)
    for heading, text in row.extra:
        if _heading("past-columns", heading) and not _heading("date-columns", heading):
            yield from _in_text(text, anchor, today)
        elif over:
            continue
        elif _heading("date-columns", heading) and not _heading("past-columns", heading):
            yield from _in_column(text, anchor, row.answer)
        else:
            yield from _in_text(text, anchor, today, action=_heading("action-columns", heading))


def masked(texts: Sequence[str], anchor: date | None, today: date) -> Iterator[str]:
    """The sentences of a row's texts that hold a date that is past, with their dates masked (`masks`)."""
    yield from (each.masked for each in _past(texts, anchor, today) if each.masked and not each.is_kept())


class Due(NamedTuple):
    """Of a row: how far it promises something for a date that is past, by what was learnt; and the sentence that does
    most, as a promise for its last date that is past; and those that hold no promise, whatever signals say."""

    score: float
    promise: Promise | None
    never: frozenset[str] = frozenset()


class _Past(NamedTuple):
    """The last date that is past of a sentence that holds one; the sentence, as it is written, as its dates are read
    and with these masked; and the one behind it. Of a year that is past no mask is known."""

    found: Found
    sentence: str
    told: str
    masked: str
    following: str

    def is_kept(self) -> bool:
        return promising.is_kept(self.told, self.found, self.following)


def due(rows: Sequence[ProvisionRow], anchor: date | None, today: date) -> Sequence[Due]:
    """What was learnt says of each row; minus infinity where it holds no date that is past. Of a whole year nothing was
    learnt. The dates of all rows are looked for before anything is weighed, so that large lists stay at hand."""
    every = [tuple(_past((row.evidence, row.commentary), anchor, today)) for row in rows]
    return [_most_due(past) for past in every]


def _most_due(past: Sequence[_Past]) -> Due:
    most = Due(float("-inf"), None)
    never = []
    for each in past:
        if not each.masked:
            most = Due(0.0, None) if most.score < 0 else most
            continue
        score = masks.dueness(each.masked)
        if score < NEVER_DUE:
            never.append(each.sentence)
            continue
        if score > most.score and not each.is_kept():
            most = Due(score, Promise(each.found, each.sentence, LEARNT))
    return most._replace(never=frozenset(never))


def _past(texts: Sequence[str], anchor: date | None, today: date) -> Iterator[_Past]:
    for text in texts:
        if not _may_hold_a_date(text):
            continue
        sentences = _sentences(text)
        for sentence, following in zip(sentences, (*sentences[1:], ""), strict=True):
            told, every = _dates_of(sentence, anchor)
            past = [each for each in every if masks.is_past(each, today)]
            if past:
                yield _Past(past[-1], sentence, told, masks.dated(told, every, today), following)
                continue
            for each in every:  # "by 2023/24", and not "in the report for 2023/24"
                if each.end < today and _BY.search(told, 0, each.offset):
                    yield _Past(each, sentence, told, "", following)


@lru_cache(maxsize=256)  # what was learnt is asked of all texts of a form, and then signals are
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in _END.split(plain(text)))


def _may_hold_a_date(text: str) -> bool:
    return bool(_DIGIT.search(text)) or any(map(text.lower().__contains__, _NAMED))


@lru_cache(maxsize=1024)  # about the sentences of one form
def _dates_of(said: str, anchor: date | None) -> tuple[str, tuple[Found, ...]]:
    """A sentence with "Jan 25" put so that it is read as a month of a year; its dates, and behind them those without
    a year."""
    if not _may_hold_a_date(said):
        return said, ()
    sentence = _SHORT_YEAR.sub(r"\1-\2", said) if _MAY_BE_SHORT.search(said) else said
    found = dates.find(sentence)
    taken = [(each.offset, each.offset + len(each.text)) for each in found]
    others = (
        each
        for each in _yearless(sentence, anchor, found)
        if not any(start <= each.offset < end for start, end in taken)
    )
    return sentence, (*found, *others)


def _is_finished(text: str) -> bool:
    return plain(text).strip(" .").lower() in words("promises")["finished"]


def _heading(name: str, heading: str) -> bool:
    return bool(tenses.any_word(name).search(heading.lower()))


def _in_column(text: str, anchor: date | None, answer: Answer) -> Iterator[Promise]:
    """A cell under "Target date": its last date, unless it tells of what was done."""
    text = _COLUMN_YEAR.sub(r"\1-\2", plain(text))
    found = dates.find(text) or tuple(yearless.find(text, anchor, anchor))
    if found and not tenses.pattern("kept").search(text) and not tenses.pattern("past").search(text):
        yield Promise(found[-1], text.strip(), 0.9 if answer in (Answer.NO, Answer.PARTIAL) else 0.7)


def _in_text(
    text: str, anchor: date | None, today: date, *, action: bool = False, never: Collection[str] = frozenset()
) -> Iterator[Promise]:
    if not _may_hold_a_date(text):
        return
    sentences = _sentences(text)
    quotes = 0  # a quotation may run over several sentences
    for at, said in enumerate(sentences):
        sentence, every = _dates_of(said, anchor)
        found = dates.find(sentence)
        for each in () if said in never else every:
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
                yield Promise(dated, said, certainty if each in found else certainty - _YEARLESS)
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
    return "'" in before and len(_OPENING.findall(before)) > len(_CLOSING.findall(before))


def _yearless(sentence: str, anchor: date | None, told: Sequence[Found]) -> Iterator[Found]:
    """Dates without a year, read from the document's own date: "in June" in a form of July is the June gone by."""
    if anchor is not None:
        for found in yearless.find(sentence, anchor - _GONE_BY, anchor, told):
            if _EACH.search(sentence):
                return
            said = sentence[max(0, found.offset - len("this ")) : found.offset + len(found.text)].lower()
            if found.text[0].isdigit() or "this " in said or found.end >= anchor - _ENDED:
                yield found
