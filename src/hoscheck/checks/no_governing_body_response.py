"""Nothing in the document gives the governing body's response, or tells where it is published.

Why: the governing body's response is to be published alongside the report, so that residents see what those in charge
make of their landlord's complaint handling.
Finds: a whole form of a Code that asks for the response, in which neither the text nor a row gives it ("Members
welcomed the report and asked for …") or points to it ("the Board's response is on page 4"). A response that
will be published later is not there.
Passes: any such sentence or heading, also of "it" or "they" where that means the governing body, and "we" in its own
foreword; a form of the Code of 2022, which asks for no response; an extract; a document
that was read in part.
Put right by: printing the response in the document, or naming the page where it stands.
Bad example: "Approved by the Board on 3 June 2025", and nothing else of the Board.
Good example: "Board's response: we are satisfied with the assessment and have asked for a report on delays in October."
Source: the Code of 2024, 8.2; the Code of 2022 asks for none.
"""

from collections.abc import Iterator

from hoscheck import governance, governing
from hoscheck.model import Case, Check, Hit, Method, Severity

_CERTAINTY = 0.75  # the response may be published on a page beside the document


def _run(case: Case) -> Iterator[Hit]:
    duty = case.rulebook.duty("response")
    if duty is None or not case.whole:
        return
    if any(map(governing.answers, governance.sentences(case))):
        return
    yield Hit(
        None,
        f"neither gives nor points to the governing body's response, which {duty.provision} asks to publish with it",
        "Print the governing body's response, or say where it is published.",
        certainty=_CERTAINTY,
        rests_on=duty.provision,
    )


CHECK = Check(
    code="GOV504",
    id="no-governing-body-response",
    title="No response of the governing body",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
