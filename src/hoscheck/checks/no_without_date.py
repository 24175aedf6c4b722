"""A provision that binds is answered No, and no date is given by which it will be met.

Why: the Code asks a landlord that does not comply for the date by which it will; a plan without one cannot be checked.
Finds: No, or a partial answer, on a must, where neither evidence nor commentary nor a column for target dates holds a
time to come: a day, a month, a season, a quarter or a year, "within six months", "at the next policy review". It says
whether only the date is lacking, or an action too.
Passes: a "should" of the Code of 2022, and a promise whose date is past by now, which is overdue-promise's work. A date
of what has happened ("the policy of March 2022") is not taken for a promise.
Put right by: saying what will be done, and giving the date by which the provision will be met.
Bad example: "No", with "Acknowledgements took nine working days on average in 2024/25."
Good example: "No", with "Acknowledgements took nine working days on average. A second officer starts on 1 September
2025, and we will meet the five days by the end of that month."
Source: the Code of 2024, its introduction (the date by which the landlord will comply) and 8.5; the Code of 2022, its
form's must requirements.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from hoscheck import dates, promised
from hoscheck.model import Answer, Case, Check, Hit, Method, Obligation, ProvisionRow, Severity
from hoscheck.needles import Alternatives
from hoscheck.normalise import plain

_CERTAINTY = 0.9  # a time to come can be worded in ways that are not known here
_QUOTED = 500  # characters of the explanation that are kept as what the finding rests on
_LACKS_DATE = "gives no date by which it will be met", "Give the date by which the landlord will comply."
_LACKS_BOTH = (
    "says neither what will be done about it nor by when",
    "Say what will be done, and give the date by which the landlord will comply.",
)
_SENTENCE = re.compile(r"[^.;!?\n]*(?:[.;!?](?=\S)[^.;!?\n]*)*")


def _run(case: Case) -> Iterator[Hit]:
    today = case.today if case.today_known else None
    for requirement, row in case.answered():
        binding = requirement.obligation is Obligation.MUST
        if not binding or row.answer not in (Answer.NO, Answer.PARTIAL):
            continue
        if not (_is_dated(row, today) or _was_promised(row, case)):
            answered = "answered No" if row.answer is Answer.NO else f'answered "{row.answer_text}"'
            said = plain(f"{row.evidence} {row.commentary}").strip()
            lacks, advice = _LACKS_DATE if _pattern("action").search(said.lower()) else _LACKS_BOTH
            yield Hit(
                requirement.number,
                f"{answered}, but {lacks}",
                advice,
                row.location,
                certainty=_CERTAINTY,
                quotes=(said[:_QUOTED],) if said else (),
            )


def _was_promised(row: ProvisionRow, case: Case) -> bool:
    """True for a promise whose date is past: overdue-promise says so."""
    return case.today_known and any(promised.promises(row, case.assessment.assessed_on, case.today))


def _is_dated(row: ProvisionRow, today: date | None) -> bool:
    for heading, text in row.extra:
        if _pattern("date-columns").search(heading.lower()) and (dates.find(text) or _without_year(text)):
            return True
    texts = (row.evidence, row.commentary, *(text for _, text in row.extra))
    return any(_promises(sentence, today) for text in texts for sentence in _SENTENCE.findall(plain(text)) if sentence)


def _promises(sentence: str, today: date | None) -> bool:
    """True where the sentence names a time to come: a day or month that lies ahead, or any date or season of which
    its words say that it is to come."""
    said = sentence.lower()
    ahead = bool(_pattern("ahead").search(said))
    if any(ahead or _is_to_come(found, today) for found in dates.find(sentence)):
        return True
    return ahead and _without_year(sentence)


def _is_to_come(found: dates.Found, today: date | None) -> bool:
    """A day or month that is not past, or a longer time of which nothing has passed yet."""
    if today is None:
        return found.precise
    return found.end >= today if found.precise else found.start > today


def _without_year(text: str) -> bool:
    return bool(_pattern("without-a-year").search(text.lower()))


@cache
def _pattern(name: str) -> Alternatives:
    return Alternatives.of("promises", name, begin=r"\b", end=r"\b")


CHECK = Check(
    code="ANS204",
    id="no-without-date",
    title="No, without a date by which it will be met",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
