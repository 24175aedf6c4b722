"""The rows fit two editions of the Code about equally.

Why: both editions have 72 provisions, and many numbers changed their meaning; judged by the wrong one, a form shows
faults that it does not have and hides those it has.
Finds: the form's rows fit a second rulebook nearly as well as the one that it was judged by.
Passes: a form that clearly follows one edition, and any form whose rulebook was named with --rulebook. The document's
date and its title decide nothing here: landlords filled in the form of 2022 after it had ended.
Put right by: naming the edition with --rulebook; in the form, by printing the Code's own wording and its edition.
Bad example: rows such as "Complaints are answered within the timescale", which neither edition's wording tells.
Good example: "Landlords must issue a full response to stage 1 complaints within 10 working days of the complaint being
acknowledged", as the form of 2024 prints 6.3.
Source: the Codes of 2022 and 2024, which use the same numbers (2.1, 5.1, 6.1, 7.2, 8.2 …) for different provisions.
"""

from collections.abc import Iterator

from hoscheck.model import Case, Check, Hit, Method, Severity

_CERTAINTY = 0.8  # a reader who knows both Codes can mostly tell which of them was meant


def _run(case: Case) -> Iterator[Hit]:
    if case.detection.rivals:
        rivals = " and ".join(case.detection.rivals)
        yield Hit(
            None,
            f"the rows fit {case.detection.rulebook} and {rivals} about equally; judged by {case.detection.rulebook}",
            "Name the edition with --rulebook, and print the Code's own wording in the form.",
            certainty=_CERTAINTY,
        )


CHECK = Check(
    code="DOC004",
    id="edition-unclear",
    title="The rows fit two editions of the Code",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
