"""Nothing in the document says that the governing body saw this self-assessment.

Why: the Code makes the governing body answerable: it is to receive the assessment, test it and approve it, and readers
can only know that it did where the document says so.
Finds: a whole form that says neither in its text nor in a row that the board, cabinet, committee, council, executive,
trustees, councillors or portfolio holder approved, reviewed, considered, noted, signed off or were given it. What will
be presented, or is awaiting approval, is not yet approval.
Passes: any sentence or label that says so, also of the yearly report that holds the assessment, and "we have gone
through it" in a foreword or letter that the chair signed; an extract, such as the file of one section; a document that
was read in part. Approval of a policy, figures that go to the board each quarter, last year's assessment, and what a
residents' panel or the senior managers saw, do not count. A response of the governing body shows that it saw it, unless
the document says that its approval is still to come.
Put right by: writing at the head who approved the self-assessment and when.
Bad example: "This self-assessment will be presented to the Board."
Good example: "Approved by the Board on 3 June 2025."
Source: the Code of 2024, 8.2, and the Ombudsman's guidance on self-assessment; the Code of 2022, 8.3.
"""

from collections.abc import Iterator

from hoscheck import governance, governing
from hoscheck.model import Case, Check, Hit, Method, Severity

_CERTAINTY = 0.8  # minutes or a covering page that were not given may say so


def _run(case: Case) -> Iterator[Hit]:
    duty = case.rulebook.duty("approval")
    if duty is None or not case.whole:
        return
    if any(map(governing.approves, governance.sentences(case))):
        return
    told = list(governance.sentences(case))
    if any(map(governing.answers, told)) and not any(map(governance.is_pending, told)):
        return  # a body that has answered has seen it, unless the document says that it is yet to see this
    yield Hit(
        None,
        f"nothing says that the governing body considered or approved this self-assessment, as {duty.provision} asks",
        "Write at its head which body approved it and when.",
        certainty=_CERTAINTY,
        rests_on=duty.provision,
    )


CHECK = Check(
    code="GOV503",
    id="no-approval",
    title="No approval by the governing body",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
