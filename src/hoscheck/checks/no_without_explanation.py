"""A provision is answered No, and nothing says why.

Why: the Code asks for a detailed explanation wherever a landlord does not comply.
Finds: No, or a partial answer, where evidence and commentary are empty or only point at a document. On a "should" of
the Code of 2022, which is best practice, it is a warning.
Passes: any text that says how things stand; whether it also gives a date is no-without-date's work.
Put right by: saying what is not met, why, and what the landlord does instead or is going to do.
Bad example: "No", with "Complaints policy, section 5".
Good example: "No", with "Surveyors' reports are kept in another system, because the two cannot yet be linked. IT will
link them by 30 June 2025."
Source: the Code of 2024, its introduction (a detailed explanation of each non-compliance) and 8.1; the Code of 2022,
its form's "Explanations must also be provided where a mandatory 'must' requirement is not met".
"""

from collections.abc import Iterator

from hoscheck.model import Answer, Case, Check, Hit, Obligation, Severity, Support


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer in (Answer.NO, Answer.PARTIAL) and row.support is not Support.STATEMENT:
            answered = "answered No" if row.answer is Answer.NO else f'answered "{row.answer_text}"'
            instead = "gives no explanation" if row.support is Support.NONE else "only points at a document"
            yield Hit(
                requirement.number,
                f"{answered}, but {instead}",
                "Say what is not met and why, and what will be done about it by when.",
                row.location,
                Severity.WARNING if requirement.obligation is Obligation.SHOULD else None,
            )


CHECK = Check(
    code="ANS203",
    id="no-without-explanation",
    title="No, without an explanation",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
