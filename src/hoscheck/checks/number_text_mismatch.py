"""The text beside a number is another provision's.

Why: the answer may have been given to the text or to the number, and the provision that the number names was
perhaps never assessed.
Finds: a row whose printed number names one provision and whose requirement text is that of another.
Passes: rows without a number, wording that was merely altered (altered-requirement), and numbers out of order.
Put right by: printing the Code's own text beside its number, and answering that.
Bad example: 8.2, "Any remedy offered must reflect the impact on the resident as a result of any fault identified."
Good example: 7.2, "Any remedy offered must reflect the impact on the resident as a result of any fault identified."
Source: the Code of 2024, 8.1; the Code of 2022, 8.1; the numbers are those of each edition's self-assessment form.
"""

from collections.abc import Iterator

from hoscheck.model import Case, Check, Hit, Severity


def _run(case: Case) -> Iterator[Hit]:
    for match in case.matches:
        if match.text_of is not None:
            printed = match.row.number
            number = printed if printed in case.rulebook.by_number else match.requirement.number
            yield Hit(
                number,
                f"is numbered {printed or number}, but carries the text of {match.text_of}",
                f"Print the Code's text of {number} there, and see that answer and evidence belong to it.",
                match.row.location,
            )


CHECK = Check(
    code="PRV103",
    id="number-text-mismatch",
    title="The text beside a number is another provision's",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
