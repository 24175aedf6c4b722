"""A provision stands in the form more than once.

Why: two rows for one provision leave open which of the two answers is the landlord's.
Finds: two or more rows that carry the same provision. With different answers it is an error.
Passes: a row that goes on over the page (it is one row) or says that it does ("5.8 continued"), and a row whose text
belongs to another provision, which is number-text-mismatch. A blank second answer does not contradict the first.
Put right by: joining the rows into one, with one answer.
Bad example: 6.9 stands on page 8 with "Yes" and again on page 9 with "No".
Good example: one row 6.9, "No", with the reason and the date by which it will be met.
Source: the official forms of 2024 and 2022, which ask for one answer beside each requirement (Code of 2024, 8.1).
"""

import re
from collections.abc import Iterator

from hoscheck.model import Answer, Case, Check, Hit, ProvisionRow, Severity
from hoscheck.normalise import key

_CONTINUED = re.compile(r"\W*cont(?:inued|inuation|'?d)?\b\.?", re.I)
PART = 0.9  # of the requirement's length; rows with different texts that are shorter share it out between them


def _run(case: Case) -> Iterator[Hit]:
    rows: dict[str, list[ProvisionRow]] = {}
    for match in case.matches:
        if match.text_of is None:
            rows.setdefault(match.requirement.number, []).append(match.row)
    for number, found in rows.items():
        if len(found) > 1 and not all(_goes_on(row) for row in found[1:]):
            yield _hit(number, found, case.rulebook.by_number[number].text)


def _goes_on(row: ProvisionRow) -> bool:
    """True for a row that says of itself that it goes on with the one before it."""
    return bool(_CONTINUED.search(row.number or "") or _CONTINUED.match(row.requirement))


def _hit(number: str, rows: list[ProvisionRow], text: str) -> Hit:
    often = "twice" if len(rows) == 2 else f"{len(rows)} times"
    parts = len({key(row.requirement) for row in rows}) == len(rows) and all(
        len(key(row.requirement)) < PART * len(key(text)) for row in rows
    )
    stands = f"is split over {len(rows)} rows of" if parts else f"stands {often} in"
    answers = list(dict.fromkeys(row.answer for row in rows if row.answer is not Answer.BLANK))
    if len(answers) > 1:
        said = " and ".join(f'"{row.answer_text}"' for row in rows if row.answer is not Answer.BLANK)
        message, severity = f"{stands} the form with different answers: {said}", Severity.ERROR
    else:
        message, severity = f"{stands} the form", None
    return Hit(number, message, "Join the rows into one, with one answer.", rows[1].location, severity)


CHECK = Check(
    code="PRV102",
    id="duplicate-provision",
    title="A provision has more than one row",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
)
