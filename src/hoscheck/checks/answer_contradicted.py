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

import re
from collections.abc import Iterator
from functools import cache
from textwrap import shorten

from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Severity
from hoscheck.normalise import plain
from hoscheck.words import words

_SHOWN = 90  # characters of the sentence that are quoted
_POINTER = 14  # words of a sentence that names a document and may be left out as a mere reference
_END = re.compile(r"(?<=[.;!?])\s+|\n+")
# without one of these words no sentence can say it, and the row needs no further look
_HINT = re.compile(
    r"\b(?:yet|currently|present|moment|still|working|not|needs?|requires?|being|be|will|shall|once|subject)\b"
    r"|complian|\bha(?:s|ve) to\b|\bin d|\bunder d|\bto (?:be|start|begin|commence)"
)


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.answer is Answer.YES:
            sentence = _contradiction(row, requirement.event_driven)
            if sentence:
                yield Hit(
                    requirement.number,
                    f'answered Yes, but says that it is not yet so: "{shorten(sentence, _SHOWN, placeholder=" ...")}"',
                    "Answer No with the reason and the date, or say how the requirement is met today.",
                    row.location,
                )


def _contradiction(row: ProvisionRow, event_driven: bool) -> str | None:
    """The sentence that says that it is not yet so, None where there is none."""
    text = plain(f"{row.evidence}\n{row.commentary}")
    if not _HINT.search(text.lower()):
        return None
    sentences = [sentence for sentence in (part.strip() for part in _END.split(text)) if sentence]
    said = [sentence.lower() for sentence in sentences]
    for sentence, low in zip(sentences, said, strict=True):
        said_so = _pattern("plain").search(low) or (not event_driven and _pattern("change").search(low))
        if said_so and not _pattern("excused").search(low):
            return sentence
    telling = [low for low in said if not _is_pointer(low)]
    if telling and not event_driven and all(_is_future(low) for low in telling):
        return next(sentence for sentence in sentences if _is_future(sentence.lower()))
    return None


def _is_future(low: str) -> bool:
    return bool(_pattern("future").search(low)) and not _pattern("excused").search(low)


def _is_pointer(low: str) -> bool:
    """True for a short sentence that names a document: a reference beside the promise, not a practice."""
    lists, bare = words("support"), re.findall(r"[a-z]+", low)
    if len(bare) > _POINTER or not {*lists["subjects"], *lists["be"], *lists["have"]}.isdisjoint(bare):
        return False
    return not _is_future(low) and not {*lists["documents"], *lists["published"]}.isdisjoint(bare)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(words("contradiction")[name]))


CHECK = Check(
    code="ANS205",
    id="answer-contradicted",
    title="Yes, but the text says that it is not yet so",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
