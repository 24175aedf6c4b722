"""A provision is answered Yes, but the text says that it is not so.

Why: a Yes that will only be true next year hides a No, with the reason and the date that the Code asks for; and a Yes
beside a practice that the Code forbids misleads residents and the governing body.
Finds: under a Yes, a sentence that says that the requirement is not met as things stand ("not yet", "does not comply",
"needs strengthening", "all staff except …", "the letters do not include …"); evidence that tells of nothing but what is
to come ("will be introduced", "is being drafted", "planned for autumn"); a practice that the rulebook lists as one that
the Code does not allow here, such as an informal stage; or a text that reads, by its words taken together, as those of
landlords do that do not meet this requirement.
Passes: improvements beside a practice that works; futures on provisions that only apply when something happens, and
futures by which a policy tells what is done; conditions ("if we cannot comply …"); events that did not come up ("we
have not yet refused a complaint"); cases, repairs and residents that wait for something; the past ("the informal stage
was removed in 2022"); a No that is what the Code asks for ("we have no third stage").
Put right by: answering No with the reason and the date, or saying how the requirement is met today.
Bad example: "Yes", with "A reasonable adjustments policy is being drafted and will go to Board in June."
Good example: "No", with "We have no adjustments policy. A draft goes to Board on 12 June 2025 and will be in use by 1
July 2025."
Source: the Code of 2024, its introduction (explain each non-compliance and give the date) and 8.1; the Code of 2022,
8.1. What breaks a provision stands in the rulebook beside that provision.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from hoscheck.leaning import KINDS, lean, weights
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Requirement, Severity, Support
from hoscheck.standing import CERTAINTY, Said, against, avows, breaking, practised, repeats, speaks_of_complying

# The score (`leaning`) from which a text is found to contradict its Yes: of twenty that are, on rows of writers by whom
# nothing was taught, a reviewer agrees with nineteen; and from which it is shown for review: with one of four.
COUNTS, REVIEWED = 1.0, -0.8
# What a phrase counts more where nothing else is said, beside pointers: few words tell little. A "future" counts less:
# policies tell in futures what is done.
ALONE = {"breaks": 3.0, "dated": 4.0, "gap": 4.0, "negation": 4.0, "practice": 2.0, "unmet": 4.0, "future": 2.0}
AVOWED = 5.0  # what it counts where a text speaks of complying itself, which is hardly ever of something else
# Some landlords write so that all they say leans one way. So a text is held against the middle one of its form: part of
# the way, and less where the form has few texts to tell by.
USUAL = -6.0  # what the middle text of a form leans
MANNER = 0.35
ENOUGH = 30  # texts

_SHOWN = 90  # characters of the sentence that are shown in the message
_QUOTED = 500  # characters of it that are kept as what the finding rests on


def _run(case: Case) -> Iterator[Hit]:
    today = case.today if case.today_known else None
    rows = [each for each in case.answered() if each[1].answer is Answer.YES]
    told = [(requirement, row, f"{row.evidence}\n{row.commentary}") for requirement, row in rows]
    leanings = [lean(text, requirement.topic) for requirement, _, text in told]
    manner = _manner([leaning.score for (_, row), leaning in zip(rows, leanings, strict=True) if _states(row)])
    most = [max(_adds(kind, alone) for kind in KINDS) for alone in (False, True)]
    for (requirement, row, text), leaning in zip(told, leanings, strict=True):
        score = leaning.score - manner
        alone = leaning.alone or len(row.reason.left) == 1
        if row.support is Support.NONE:
            continue  # "to follow" alone is empty-evidence's work
        if requirement.topic and score + most[alone] < REVIEWED and not (score + AVOWED >= REVIEWED and avows(text)):
            continue  # no phrase would make a finding
        said = outright(requirement, row, text, today)
        if said:
            score += _adds(said.kind, alone)
            # of what a requirement of the user's own is about no words were learnt
            score = score if requirement.topic else max(score, COUNTS)
        elif may_lean(requirement, row):
            # what a landlord says of an event that did not come up reads like a confession
            kind = "supposed" if requirement.event_driven else "leaning"
            said = Said(leaning.sentence, kind, CERTAINTY["doubted" if requirement.event_driven else "leaning"])
        if said and score >= COUNTS:
            yield _hit(requirement, row, said)
        elif said and score >= REVIEWED:
            yield _hit(requirement, row, said._replace(certainty=CERTAINTY["doubted"]))


def _adds(kind: str, alone: bool) -> float:
    """What a phrase of a kind adds to the score, and whether nothing else is said."""
    return AVOWED if kind == "avowed" else weights()[kind] + alone * ALONE.get(kind, 0.0)


def may_lean(requirement: Requirement, row: ProvisionRow) -> bool:
    """True for a text that can contradict its Yes without a phrase: it states something, and not the requirement."""
    return _states(row) and not repeats(f"{row.evidence}\n{row.commentary}", requirement.text)


def _states(row: ProvisionRow) -> bool:
    return row.support is Support.STATEMENT


def _manner(scores: Sequence[float]) -> float:
    """How far the landlord's manner of writing leans against a Yes, whatever it says; 0 where it does not."""
    middle = sorted(scores)[len(scores) // 2] if scores else USUAL
    return max(0.0, MANNER * min(1.0, len(scores) / ENOUGH) * (middle - USUAL))


def outright(requirement: Requirement, row: ProvisionRow, text: str, today: date | None) -> Said | None:
    """What a sentence says in so many words."""
    lists = requirement.words
    if broken := breaking(text, lists.get("breaks", ()), lists.get("breaks-unless", ())):
        return Said(broken, "breaks", CERTAINTY["breaks"])
    said = against(text, requirement.text, row.reason, today, not requirement.event_driven)
    if said and said.kind == "unmet" and speaks_of_complying(said.sentence):
        return said._replace(kind="avowed")
    return said or practised(text, requirement.text, lists.get("practices", ()))


def _hit(requirement: Requirement, row: ProvisionRow, said: Said) -> Hit:
    shown = shorten(said.sentence, _SHOWN, placeholder=" ...")
    return Hit(
        requirement.number,
        f'answered Yes, but {_SAYS[said.kind]}: "{shown}"',
        _MEND if said.kind == "breaks" else _ANSWER,
        row.location,
        certainty=said.certainty,
        quotes=(said.sentence[:_QUOTED],),
    )


_ANSWER = "Answer No with the reason and the date, or say how the requirement is met today."
_MEND = "Change the practice, or answer No with the reason and the date by which it will end."
_SAYS = {
    "breaks": "tells a practice that the Code does not allow here",
    "avowed": "says that it is not yet so",
    "unmet": "says that it is not yet so",
    "gap": "says that a part is missing",
    "negation": "says that it is not so",
    "practice": "says that it is not done",
    "dated": "only tells what is to come",
    "future": "only tells what is to come",
    "supposed": "reads as if this is not, or not wholly, so",
    "leaning": "reads as if this is not, or not wholly, so",
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
