"""A provision is answered with something other than Yes or No.

Why: the Code knows two answers. A landlord that complies in part does not comply yet, and the Code then asks for the
reason and the date.
Finds: partial answers, "not applicable", and answers that cannot be read.
Passes: Yes and No in any of their forms. "Not applicable" where the rulebook says that it can be right: on provisions
about a stage that the landlord need not have, and on those that only apply when something happens.
Put right by: answering Yes or No; a part that is missing makes it a No, with the reason and the date.
Bad example: "Partially", with "Most letters carry the Ombudsman's address."
Good example: "No", with "The leasehold letters lack the Ombudsman's address; they will be changed by 31 May 2025."
Source: the Code of 2024, 8.1 and the form's "Comply: Yes / No"; the Code of 2022, 8.1 and 5.17 to 5.20.
"""

from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Requirement, Severity

_SHOWN = 60  # characters of the answer that are quoted


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer in (Answer.PARTIAL, Answer.UNCLEAR) or (
            row.answer is Answer.NOT_APPLICABLE and not _may_not_apply(requirement)
        ):
            shown = shorten(row.answer_text, _SHOWN, placeholder=" ...")
            yield Hit(requirement.number, f'answered "{shown}", not Yes or No', _ADVICE[row.answer], row.location)


_ADVICE = {
    Answer.PARTIAL: "Answer No, say what is missing and why, and give the date by which it will be met.",
    Answer.NOT_APPLICABLE: "Answer Yes or No, and say in the evidence why the provision has not come up.",
    Answer.UNCLEAR: "Answer Yes or No, and move anything else to the evidence.",
}


def _may_not_apply(requirement: Requirement) -> bool:
    return requirement.event_driven or bool(requirement.words.get("not-applicable"))


CHECK = Check(
    code="ANS202",
    id="unclear-answer",
    title="The answer is neither Yes nor No",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
)
