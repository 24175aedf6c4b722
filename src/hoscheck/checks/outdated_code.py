"""The form follows a Code that a later one had replaced.

Why: a landlord must assess itself against the Code that is in force; the edition of 2022 ended on 31 March 2024.
Finds: on the date that the document bears (or on the day given with --as-of) the edition it follows no longer applied.
Passes: a form without a date, when no --as-of is given, and a form whose date is a year, a quarter or a season that
began while the edition applied ("self-assessment 2023-24"), since it may have been made in time.
Put right by: making the assessment again on the form of the Code in force.
Bad example: the form of 2022, "completed on 12 June 2024".
Good example: the form of 2024, "completed on 12 June 2024"; or the form of 2022, "completed in October 2023".
Source: the Code of 2024, in force from 1 April 2024 (its introduction); the Code of 2022, in force until then.
"""

from collections.abc import Iterator
from datetime import date

from hoscheck.model import Case, Check, Hit, Severity


def _run(case: Case) -> Iterator[Hit]:
    superseded = case.rulebook.superseded
    if superseded is not None and case.today_known and case.today >= superseded:
        yield Hit(
            None,
            f"follows the Code of {case.rulebook.edition}, which a later one replaced on {_said(superseded)}; "
            f"it is judged as of {_said(case.today)}",
            "Assess against the Code in force, on its own form.",
        )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


CHECK = Check(
    code="DOC005",
    id="outdated-code",
    title="The form follows a Code that was replaced",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
