"""A provision is answered Yes, but nothing is offered to show it.

Why: the form asks for evidence; a bare Yes cannot be tested by a governing body or a resident.
Finds: the answer is Yes, and evidence and commentary are both empty or hold a placeholder: a dash, "TBC", "N/A", the
form's own instructions left in.
Passes: any other text in either cell; judging its quality is policy-only-evidence's work.
Put right by: saying how the requirement is met and where that can be seen, or changing the answer.
Bad example: "Yes", with "N/A" under evidence.
Good example: "Yes", with "The duty officer logs each complaint on the day; the log was audited in March 2025."
Source: the Code of 2024, 8.1 and the form's columns "Evidence" and "Commentary / explanation"; the Code of 2022, 8.1
and the form's column "Evidence, commentary and any explanations".
"""

from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Severity, Support

_SHOWN = 60  # characters of the placeholder that are quoted


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer is Answer.YES and row.support is Support.NONE:
            held = shorten(f"{row.evidence} {row.commentary}".strip(), _SHOWN, placeholder=" ...")
            yield Hit(
                requirement.number,
                f'answered Yes, but the evidence only says "{held}"' if held else "answered Yes, but gives no evidence",
                "Say how the requirement is met and where that can be seen, or change the answer.",
                row.location,
            )


CHECK = Check(
    code="EVI301",
    id="empty-evidence",
    title="Yes, but no evidence",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
