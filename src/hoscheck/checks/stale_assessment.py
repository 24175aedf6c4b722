"""The assessment was made so long ago that the next one should be there.

Why: the assessment is asked for every year, and what is published should be the last one.
Finds: with --as-of, a document whose date lies further back than the rulebook's months between two assessments and the
months that a landlord has to hand one in: 18 months for both Codes. From 12 to 18 months it is only shown for review.
Passes: every document when --as-of is not given, since no clock is looked at; a document without a date. Of a year
or a season, the last day that may be meant counts.
Put right by: making and publishing this year's assessment, or auditing the one that is published now.
Bad example: (audited with --as-of 2026-01-15) "Self-assessment completed May 2023".
Good example: "Self-assessment completed May 2025", with the one of 2024 kept beside it as an earlier year's.
Source: the Code of 2024, 8.1; the Code of 2022, 8.1; the Ombudsman's guidance on when to submit, which the rulebook
names.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hoscheck.model import Case, Check, Hit, Method, Severity

_CERTAINTY = 0.9  # a date in the prose can be that of something else
_WITHIN_GRACE = 0.4  # more than a year old, and yet the next one may be in the making


def _run(case: Case) -> Iterator[Hit]:
    duty, assessment = case.rulebook.duty("yearly"), case.assessment
    if duty is None or duty.months is None or assessment.judged_on is None or case.today == assessment.judged_on:
        return
    made = assessment.assessed_on or assessment.dated_until or assessment.judged_on
    if case.today <= _later(made, duty.months):
        return
    late = case.today > _later(made, duty.months + duty.grace)
    months = duty.months + duty.grace if late else duty.months
    dated = _said(made) if assessment.assessed_on else f"between {_said(assessment.judged_on)} and {_said(made)}"
    yield Hit(
        None,
        f"is dated {dated}, more than {months} months before {_said(case.today)}; "
        f"{duty.provision} asks for an assessment every {duty.months} months",
        "Make and publish the assessment of this year.",
        certainty=_CERTAINTY if late else _WITHIN_GRACE,
        rests_on=duty.provision,
    )


def _later(day: date, months: int) -> date:
    """The last day of the month that lies so many months after a day's."""
    month = day.year * 12 + day.month + months
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


CHECK = Check(
    code="GOV502",
    id="stale-assessment",
    title="The assessment is out of date",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
