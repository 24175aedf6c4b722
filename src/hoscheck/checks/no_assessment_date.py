"""The document bears no date of the assessment.

Why: the assessment is asked for every year; without a date nobody can tell whether this one is this year's, nor which
of its promises are overdue.
Finds: a whole form that has no day, month, season or year in its text, title or running lines that could be the date on
which it was made or approved, where the Code asks for a yearly assessment.
Passes: a document with such a date anywhere, also one that only names a year ("self-assessment 2024/25"), or whose rows
say when the assessment was completed or approved; an extract, such as the file of one section; a document that was
read in part. Dates of the Code, of policies and of the next review do not count.
Put right by: writing the date of the assessment, and of its approval, at the head of the document.
Bad example: "Complaint Handling Code: self-assessment form", followed by the rows.
Good example: "Complaint Handling Code: self-assessment, completed 12 May 2025, approved by the Board 3 June 2025".
Source: the Code of 2024, 8.1 (an annual self-assessment); the Code of 2022, 8.1.
"""

from collections.abc import Iterator

from hoscheck import dating, governance
from hoscheck.model import Case, Check, Hit, Method, Severity

_CERTAINTY = 0.85  # a date can hide in a picture or a web page around the document


def _run(case: Case) -> Iterator[Hit]:
    duty = case.rulebook.duty("yearly")
    if duty is None or not case.whole or case.assessment.assessed_on or case.assessment.judged_on:
        return
    if dating.may_be_dated(case.assessment.prose):
        return
    if any(governance.is_dated(sentence) for sentence in governance.of_rows(case)):
        return
    yield Hit(
        None,
        f"bears no date of the assessment; {duty.provision} asks for one every year",
        "Write at its head when the assessment was made and when it was approved.",
        certainty=_CERTAINTY,
        rests_on=duty.provision,
    )


CHECK = Check(
    code="GOV501",
    id="no-assessment-date",
    title="No date of the assessment",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
