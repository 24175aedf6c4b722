"""A provision is answered Yes, but the text says that it is not yet so.

Why: a Yes that will only be true next year hides a No, with the reason and the date that the Code asks for.
Finds: under a Yes, a sentence that says that the requirement is not met as things stand: "not yet", "does not
currently", "still to be written", "the policy needs to be changed", "will then be compliant"; or evidence that tells of
nothing but what will be introduced.
Passes: improvements beside a practice that works; futures on provisions that only apply when something happens;
conditions ("if we cannot comply …"); events that did not come up ("we have not yet refused a complaint"); cases,
repairs and residents that wait for something.
Put right by: answering No with the reason and the date, or saying how the requirement is met today.
"""

from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Requirement, Severity
from hoscheck.standing import CERTAINTY, Said, against, breaking

_SHOWN = 90  # characters of the sentence that are shown in the message
_QUOTED = 500  # characters of it that are kept as what the finding rests on


def _run(case: Case) -> Iterator[Hit]:
    today = case.today if case.today_known else None
    for requirement, row in case.answered():
        if row.answer is Answer.YES:
            text = f"{row.evidence}\n{row.commentary}"
            lists = requirement.words
            broken = breaking(text, lists.get("breaks", ()), lists.get("breaks-unless", ()))
            if broken:
                yield _breach(requirement, row, broken)
            elif said := against(text, requirement.text, row.reason.left, today, not requirement.event_driven):
                yield _hit(requirement, row, said)


def _breach(requirement: Requirement, row: ProvisionRow, sentence: str) -> Hit:
    shown = shorten(sentence, _SHOWN, placeholder=" ...")
    return Hit(
        requirement.number,
        f'answered Yes, but tells a practice that the Code does not allow here: "{shown}"',
        "Change the practice, or answer No with the reason and the date by which it will end.",
        row.location,
        certainty=CERTAINTY["breaks"],
        quotes=(sentence[:_QUOTED],),
    )


def _hit(requirement: Requirement, row: ProvisionRow, said: Said) -> Hit:
    shown = shorten(said.sentence, _SHOWN, placeholder=" ...")
    return Hit(
        requirement.number,
        f'answered Yes, but {_SAYS[said.kind]}: "{shown}"',
        "Answer No with the reason and the date, or say how the requirement is met today.",
        row.location,
        certainty=said.certainty,
        quotes=(said.sentence[:_QUOTED],),
    )


_SAYS = {
    "unmet": "says that it is not yet so",
    "gap": "says that a part is missing",
    "negation": "says that it is not so",
    "practice": "says that it is not done",
    "dated": "only tells what is to come",
    "future": "only tells what is to come",
}


CHECK = Check(
    code="ANS205",
    id="answer-contradicted",
    title="Yes, but the text says that it is not yet so",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
