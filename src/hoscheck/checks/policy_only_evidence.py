"""A provision is answered Yes, but the evidence only points at a document.

Why: that a policy says so does not show that it is done, and a reader of the form learns nothing of how.
Finds: the answer is Yes, and evidence and commentary together name a policy, a procedure, a report, a leaflet or a web
page, its section, page or link, and no more.
Passes: any clause that tells who does what, what the policy says, or why there is nothing to do; where the requirement
asks for a publication, an approval or a record, that it is done. A pointer beside such a clause is good practice.
Where a note leaves it open whether it points or tells ("Porter's ledger, complaints chapter"), that is a review.
Put right by: adding a sentence on how the requirement is met in practice, and keeping the reference beside it.
Bad example: "Yes", with "See Complaints Policy, section 4.2, and the leaflet on our website."
Good example: "Yes", with "Two officers log each complaint the day it comes in and call the resident; see Complaints
Policy, section 4.2."
Source: the Code of 2024, 8.1, and its form, which asks for evidence and for an explanation; the Code of 2022, 8.1.
"""

from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Method, Severity, Support

_SHOWN = 70  # characters of the evidence that are shown in the message
_QUOTED = 500  # characters of it that are kept as what the finding rests on
_CERTAINTY = 0.85  # a title or a note in the landlord's own jargon can say more than its words tell
_DOUBT = 0.4  # a note with words beside its papers that may be the title of one, or tell how it is done


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer is Answer.YES and row.support is Support.CITATION:
            doubt = row.reason.doubt
            pointer = shorten(f"{row.evidence} {row.commentary}", _SHOWN, placeholder=" ...")
            yield Hit(
                requirement.number,
                f'answered Yes, but the evidence only points elsewhere: "{pointer}"',
                "Add how the requirement is met in practice: who does what, when, and how it is known.",
                row.location,
                certainty=_DOUBT if doubt else _CERTAINTY,
                quotes=doubt or (f"{row.evidence} {row.commentary}".strip()[:_QUOTED],),
            )


CHECK = Check(
    code="EVI302",
    id="policy-only-evidence",
    title="Yes, but the evidence only points at a document",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
