"""A provision was not answered.

Why: the form asks for a Yes or a No to every provision; without one nobody can tell whether the landlord complies.
Finds: the answer cell is empty, neither box is ticked, or the answer was lost when the document was made.
Passes: any answer that can be read. A blank is never taken for a No.
Put right by: answering Yes or No. Where the published document shows an answer, publish it in a form that keeps it
when it is read by machine (text, not a picture).
Bad example: an empty answer cell beside "Complaints are logged on the day they come in."
Good example: "Yes" beside the same evidence.
Source: the Code of 2024, 8.1 and 8.2; the Code of 2022, 8.1 and 8.3; the column "Comply: Yes / No" of both forms.
"""

from collections.abc import Iterator

from hoscheck.model import Answer, Case, Check, Hit, Severity


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer is Answer.BLANK:
            yield Hit(requirement.number, "no answer was found", "Answer Yes or No.", row.location)


CHECK = Check(
    code="ANS201",
    id="blank-answer",
    title="No answer was found",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
