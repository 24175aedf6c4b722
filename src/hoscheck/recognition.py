"""Is it a self-assessment against the Housing Ombudsman's Code? And if not, what is it?

Policies, reports, the Code itself and other bodies' forms share its words and its numbers. They are refused with a
reason that names what they are, where that is known, and never told as a form of which 72 provisions are missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hoscheck.matching import STUB, Fit, Matcher
from hoscheck.model import Answer, Basis, Obligation, ProvisionRow, Refusal, SelfAssessment
from hoscheck.normalise import key, plain
from hoscheck.words import words

# Two rows whose text is the Code's make a form: a section on a page of its own has as few as three.
FEWEST_ROWS = 2
# A form without the requirements' texts has only its numbers: so many of them, with answers, are no accident.
FEWEST_NUMBERED = 8
# A form whose rows carry the Housing Ombudsman's own words: the other Ombudsman's differ in one word of ten
# ("should", "organisation", "individual"), a landlord's slips in one of thirty.
OWN_TEXT = 0.95
OWN_TEXTS = 0.5
# Of all rows that were read, this share must be the Code's; a report that quotes two provisions has dozens of others.
OWN_SHARE = 0.25
# Where nothing was answered, the rows must hold this much of the requirements' texts: a blank form prints them whole, a
# page of contents their first words.
WHOLE_TEXTS = 0.6
# Where nothing but some answers was read, so many rows must have one: a comparison of two Codes has few.
ANSWERED = 0.5
FEWEST_WORDS = 4  # of evidence: less is another column's "change" or "see page 4"
# So many of the rows that say "should" where the Code says "must" are another body's; no landlord rewrites them all.
SOFTENED = 0.5
FEWEST_SOFTENED = 5  # rows
FEWEST_STATEMENTS = 3  # that only another body's form has; one or two may be quoted

COVER_LINES, COVER_LENGTH = 8, 120  # lines, and characters of each, that may tell what a document is
SEARCHED = 400_000  # characters of prose in which the Code's texts are looked for; the Code has 25,000
OWN_START = 60  # characters by which a requirement is known in prose
THE_CODE = 0.5  # of an edition's requirements; a policy quotes a third at most


def is_form(fit: Fit, rows: Sequence[ProvisionRow]) -> bool:
    """True where enough of the rows are the Code's, with answers or in a blank form."""
    by_text = sum(match.basis is not Basis.NUMBER for match in fit.matches)
    by_number = sum(
        bool(match.row.answer_text) and len(match.row.requirement) < STUB
        for match in fit.matches
        if match.basis is Basis.NUMBER
    )
    enough = by_text >= FEWEST_ROWS or by_text + by_number >= FEWEST_NUMBERED
    return enough and len(fit.matches) >= OWN_SHARE * len(rows) and _is_filled_or_blank(fit)


def _is_filled_or_blank(fit: Fit) -> bool:
    if any(len(f"{match.row.evidence} {match.row.commentary}".split()) >= FEWEST_WORDS for match in fit.matches):
        return True
    answered = sum(match.row.answer not in (Answer.BLANK, Answer.UNCLEAR) for match in fit.matches)
    if answered:
        return answered >= ANSWERED * len(fit.matches)
    printed = sum(len(key(match.row.requirement)) for match in fit.matches)
    return printed >= WHOLE_TEXTS * sum(len(key(match.requirement.text)) for match in fit.matches)


class OtherCode(NamedTuple):
    """A Code whose forms are refused by name, and what to give instead."""

    name: str
    advice: str = "give the form of the Housing Ombudsman's Code"


def other_code(
    assessment: SelfAssessment, fit: Fit | None, refusing: Callable[[], Sequence[Matcher]]
) -> OtherCode | None:
    """Another body's code that the document follows; None where its rows are the Housing Ombudsman's own, whatever
    else it speaks of. `refusing` gives the rulebooks whose forms are refused: most documents never need them."""
    if fit is not None and _own_share(fit) >= OWN_TEXTS:
        return None
    for matcher in refusing():
        book = matcher.rulebook
        if book.refusal and (_has_texts(assessment, matcher, fit) or _has_statements(assessment, book.refusal)):
            return OtherCode(book.title, book.refusal.advice)
    name = _by_its_words(assessment, fit)
    return OtherCode(name) if name else None


def _has_texts(assessment: SelfAssessment, matcher: Matcher, fit: Fit | None) -> bool:
    """True where more of the rows have this Code's very words than have ours."""
    theirs = _own_texts(matcher.fit(assessment.rows))
    enough = theirs >= max(FEWEST_ROWS, OWN_SHARE * len(assessment.rows))
    return enough and theirs > (_own_texts(fit) if fit else 0)


def _has_statements(assessment: SelfAssessment, refusal: Refusal) -> bool:
    """True where the document holds statements that only this Code's forms have, in rows or around them."""
    cells = (cell for row in assessment.rows for cell in (row.requirement, row.evidence, row.commentary))
    text = key(" ".join((assessment.prose[:SEARCHED], *cells))) if refusal.statements else ""
    return sum(key(statement) in text for statement in refusal.statements) >= FEWEST_STATEMENTS


def _by_its_words(assessment: SelfAssessment, fit: Fit | None) -> str | None:
    """The name of another body's code, by what the document says of itself."""
    prose = " ".join(plain(assessment.prose).lower().split())
    if fit is None or not is_form(fit, assessment.rows):  # then what was taken for rows may tell as well
        prose += " " + " ".join(plain(row.requirement).lower() for row in assessment.rows)
    for name, marks in words("other_codes").items():
        if any(re.search(rf"\b{re.escape(mark)}\b", prose) for mark in marks):
            return name
    return next(iter(words("other_codes"))) if fit is not None and _is_softened(fit) else None


def _is_softened(fit: Fit) -> bool:
    """True where the requirements only advise what the Housing Ombudsman's Code demands, as the Code of the Local
    Government and Social Care Ombudsman does."""
    compared = softened = 0
    for match in fit.matches:
        ours, theirs = key(match.requirement.text).split(), key(match.row.requirement).split()
        if match.requirement.obligation is Obligation.MUST and "must" in ours and "should" not in ours:
            compared += "must" in theirs or "should" in theirs
            softened += "should" in theirs and "must" not in theirs
    return softened >= max(FEWEST_SOFTENED, SOFTENED * compared)


def _own_share(fit: Fit) -> float:
    """The share of a form's rows whose text is the Housing Ombudsman's, almost to the letter."""
    return _own_texts(fit) / max(1, len(fit.matches) + len(fit.strays))


def _own_texts(fit: Fit) -> int:
    """How many rows have a requirement's text, almost to the letter."""
    return sum(match.score >= OWN_TEXT and match.text_of is None for match in fit.matches)


def what_it_is(assessment: SelfAssessment, matchers: Sequence[Matcher]) -> str:
    """Why a document is refused: what it seems to be, and what was found in it."""
    kind = _kind(assessment, matchers)
    seen = f"{len(assessment.rows)} numbered rows, none of them the Code's" if assessment.rows else "no provision rows"
    return (
        f"{f'it seems to be {kind}: ' if kind else ''}no self-assessment against the Complaint Handling Code was "
        f"recognised in it ({seen}); give the completed form itself"
    )


def _kind(assessment: SelfAssessment, matchers: Sequence[Matcher]) -> str | None:
    lines = [line for line in plain(assessment.prose[: 40 * COVER_LENGTH]).split("\n") if line.strip()]
    cover = [line for line in lines[:COVER_LINES] if len(line) <= COVER_LENGTH]
    for line in cover:
        for name, marks in words("look_alikes").items():
            if any(re.search(rf"\b(?:{mark})", line, re.I) for mark in marks):
                return name
    prose = key(" ".join((assessment.prose[:SEARCHED], *(row.requirement for row in assessment.rows[:1_000]))))
    for matcher in matchers:
        starts = [key(each.text)[:OWN_START] for each in matcher.rulebook.requirements]
        if sum(start in prose for start in starts) >= THE_CODE * len(starts):
            return "the text of the Code itself, or a document on it, without a landlord's answers"
    return None
