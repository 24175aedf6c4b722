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

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from hoscheck import promised
from hoscheck.dates import Found
from hoscheck.model import Case, Check, Hit, Method, ProvisionRow, Severity
from hoscheck.promised import Promise

_COUNTED = 0.5  # certainty from which a promise is told without looking for one that is put in other words
_SHOWN = 100  # characters of the sentence that the message quotes
_QUOTED = 500  # characters of all quotes together


def _run(case: Case) -> Iterator[Hit]:
    if not case.today_known:
        return
    anchor = case.assessment.assessed_on
    own = case.today == case.assessment.judged_on
    answered = list(case.answered())
    told = promised.due([row for _, row in answered], anchor, case.today)
    for (requirement, row), due in zip(answered, told, strict=True):
        if due.score < promised.NEVER_DUE and not row.extra:
            continue
        every = promised.promises(row, anchor, case.today, due.never)
        overdue = [each for each in every if each.date.end < case.today]
        if due.promise and due.score >= promised.DUE and not any(each.certainty >= _COUNTED for each in overdue):
            overdue.append(due.promise)
        if overdue:
            yield _hit(requirement.number, row, overdue, case.today, own)


def _hit(provision: str, row: ProvisionRow, overdue: list[Promise], today: date, own: bool) -> Hit:
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


CHECK = Check(
    code="TIM402",
    id="overdue-promise",
    title="A promise whose date had passed",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
