"""A provision stands in the form more than once.

Why: two rows for one provision leave open which of the two answers is the landlord's.
Finds: two or more rows that carry the same provision. With different answers it is an error.
Passes: a row that goes on over the page (it is one row), and a row whose text belongs to another provision, which is
number-text-mismatch. A blank second answer does not contradict the first.
Put right by: joining the rows into one, with one answer.
"""

from collections.abc import Iterator

from hoscheck.model import Answer, Case, Check, Hit, ProvisionRow, Severity


def _run(case: Case) -> Iterator[Hit]:
    rows: dict[str, list[ProvisionRow]] = {}
    for match in case.matches:
        if match.text_of is None:
            rows.setdefault(match.requirement.number, []).append(match.row)
    for number, found in rows.items():
        if len(found) > 1:
            yield _hit(number, found)


def _hit(number: str, rows: list[ProvisionRow]) -> Hit:
    times = "twice" if len(rows) == 2 else f"{len(rows)} times"
    answers = list(dict.fromkeys(row.answer for row in rows if row.answer is not Answer.BLANK))
    if len(answers) > 1:
        said = " and ".join(f'"{row.answer_text}"' for row in rows if row.answer is not Answer.BLANK)
        message, severity = f"stands {times} in the form with different answers: {said}", Severity.ERROR
    else:
        message, severity = f"stands {times} in the form", None
    return Hit(number, message, "Join the rows into one, with one answer.", rows[1].location, severity)


CHECK = Check(
    code="PRV102",
    id="duplicate-provision",
    title="A provision has more than one row",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
)
