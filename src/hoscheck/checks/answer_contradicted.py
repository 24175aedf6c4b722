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

import re
from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from hoscheck.leaning import lean
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Requirement, Severity, Support
from hoscheck.standing import CERTAINTY, Said, against, breaking, practised

# What a phrase of each kind adds to the score of `leaning`, and the sum from which it counts: what fits the teaching
# lines (`scripts.teach --phrases`), more for kinds that hardly ever err in sound forms. A phrase amid a text that reads
# as met is most often said of something else.
ADDS = {"breaks": 0.8, "dated": 1.3, "future": 1.2, "gap": 1.5, "negation": 1.0, "practice": 1.0, "unmet": 1.5}
MOST = max(ADDS.values())
COUNTS = 1.0
AVOWED = 1.0  # more, where the text speaks of complying: such phrases are said of the requirement
# Without a phrase a text is only shown for review: real prose differs too much from what was learnt from.
REVIEWED = 2.0

_AVOWAL = re.compile(
    r"\b(?:not|yet|until|becom\w+|then be|(?:will|to) be|fully|non)\W+(?:\w+\W+){0,2}compl(?:y|iant|iance)\b"
    r"|\bthis (?:requirement|provision)\b",
    re.I,
)
_SHOWN = 90  # characters of the sentence that are shown in the message
_QUOTED = 500  # characters of it that are kept as what the finding rests on


def _run(case: Case) -> Iterator[Hit]:
    today = case.today if case.today_known else None
    for requirement, row in case.answered():
        if row.answer is Answer.YES and row.support is not Support.NONE:  # "to follow" alone is empty-evidence's work
            text = f"{row.evidence}\n{row.commentary}"
            leaning = lean(text, requirement.topic)
            score = leaning.score + (AVOWED if _avows(text) else 0.0)
            said = None
            if score + MOST >= COUNTS:  # else no phrase would make a finding of it
                said = outright(requirement, row, text, today)
            if said and score + ADDS[said.kind] >= COUNTS:
                yield _hit(requirement, row, said)
            elif said:
                yield _hit(requirement, row, said._replace(certainty=min(said.certainty, CERTAINTY["doubted"])))
            elif leaning.score >= REVIEWED:
                yield _hit(requirement, row, Said(leaning.sentence, "leaning", CERTAINTY["leaning"]))


def _avows(text: str) -> bool:
    """True for a text that speaks of complying itself."""
    low = text.lower()
    return any(each in low for each in ("compl", "this requirement", "this provision")) and bool(_AVOWAL.search(text))


def outright(requirement: Requirement, row: ProvisionRow, text: str, today: date | None) -> Said | None:
    """What a sentence says in so many words."""
    lists = requirement.words
    if broken := breaking(text, lists.get("breaks", ()), lists.get("breaks-unless", ())):
        return Said(broken, "breaks", CERTAINTY["breaks"])
    return against(text, requirement.text, row.reason, today, not requirement.event_driven) or practised(
        text, requirement.text, lists.get("practices", ())
    )


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
    "unmet": "says that it is not yet so",
    "gap": "says that a part is missing",
    "negation": "says that it is not so",
    "practice": "says that it is not done",
    "dated": "only tells what is to come",
    "future": "only tells what is to come",
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
