"""What was learnt beside what grammar and phrases find, in the checks that heed both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hoscheck import governance, governing, masks, rulebook, support
from hoscheck.checks import answer_contradicted, by_name, run, timescale_conflict
from hoscheck.governance import Sentence
from hoscheck.leaning import Leaning
from hoscheck.learnt import Heaviest
from hoscheck.model import (
    Answer,
    Basis,
    Case,
    Detection,
    Finding,
    Location,
    Match,
    ProvisionRow,
    Requirement,
    SelfAssessment,
)

BOOK = rulebook.find("2024")


def _case(*told: tuple[Requirement, str]) -> Case:
    rows = []
    for line, (requirement, evidence) in enumerate(told, 1):
        found, reason = support.explain(evidence, "", requirement.text)
        row = ProvisionRow(requirement.number, requirement.text, Answer.YES, "Yes", evidence, "")
        rows.append(replace(row, location=Location(line=line), support=found, reason=reason))
    matches = tuple(Match(each[0], row, 1.0, Basis.TEXT_AND_NUMBER) for each, row in zip(told, rows, strict=True))
    made = SelfAssessment("text", tuple(rows), "")
    return Case(made, BOOK, Detection(BOOK.id, True, 1.0), matches, (), BOOK.in_force)


def _found(check: str, *told: tuple[Requirement, str]) -> tuple[Finding, ...]:
    findings, broken = run(_case(*told), (by_name(check),), "form.txt")
    assert broken == ()
    return tuple(findings)


LONG = "Stage 1 complaints are answered within 15 working days."
SOUND = "Each reply is read by a second person before it goes out."


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def weigh(score: float) -> None:
        def lateness(text: str, requirement: Requirement) -> masks.Late:
            return masks.Late(score, text.strip(), masks.timed(text.strip(), requirement))

        monkeypatch.setattr(masks, "lateness", lateness)

    return weigh


def test_a_limit_that_no_signal_tells_is_found_where_what_was_learnt_is_sure(late: Callable[[float], None]) -> None:
    told = (BOOK.by_number["6.3"], "Fifteen working days is what the office calls quick.")
    late(timescale_conflict.LATE - 0.1)
    assert _found("TIM401", told) == ()
    late(timescale_conflict.LATE)
    (finding,) = _found("TIM401", told)
    assert finding.message == (
        'says "fifteen working days" of answering at stage 1; the Code (6.3) allows at most 10 working days'
    )
    assert finding.quotes == (told[1],)


def test_where_the_provision_has_no_limit_of_its_own_the_sentence_is_told(late: Callable[[float], None]) -> None:
    late(timescale_conflict.LATE)
    (finding,) = _found("TIM401", (BOOK.by_number["4.1"], "The panel hears stage matters every other month."))
    assert finding.message == (
        "reads as if a step of the procedure takes longer, or has more stages, than the Code allows: "
        '"The panel hears stage matters every other month."'
    )


def test_of_a_requirement_of_the_users_own_no_limit_is_told_by_words_alone(late: Callable[[float], None]) -> None:
    late(9.0)
    own = replace(BOOK.by_number["4.1"], topic="")
    assert _found("TIM401", (own, "The panel hears stage matters every other month.")) == ()


def test_of_a_requirement_of_the_users_own_no_signal_is_doubted_by_words(late: Callable[[float], None]) -> None:
    late(timescale_conflict.NEVER_LATE - 9)
    (finding,) = _found("TIM401", (replace(BOOK.by_number["6.3"], topic=""), LONG))
    assert finding.certainty > 0.5


def test_a_signal_that_what_was_learnt_denies_is_only_for_review(late: Callable[[float], None]) -> None:
    told = (BOOK.by_number["6.3"], LONG)
    late(0.0)
    (sure,) = _found("TIM401", told)
    late(timescale_conflict.NEVER_LATE - 0.1)
    (doubted,) = _found("TIM401", told)
    assert doubted.certainty < 0.5 < sure.certainty


@pytest.fixture
def leaning(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def weigh(score: float, alone: bool = False) -> None:
        monkeypatch.setattr(answer_contradicted, "lean", lambda text, _: Leaning(score, text.strip(), alone))

    return weigh


def test_a_text_without_a_phrase_counts_from_one_score_and_is_for_review_from_another(
    leaning: Callable[[float], None],
) -> None:
    told = (BOOK.by_number["5.12"], SOUND)
    for score, certain in ((answer_contradicted.COUNTS, True), (answer_contradicted.REVIEWED, False)):
        leaning(score + 0.2)
        (finding,) = _found("ANS205", told)
        assert finding.message.startswith("answered Yes, but reads as if this is not, or not wholly, so: ")
        assert (finding.certainty > 0.5) is certain
    leaning(answer_contradicted.REVIEWED - 0.1)
    assert _found("ANS205", told) == ()


def test_a_phrase_counts_more_where_nothing_else_is_said(leaning: Callable[[float], None]) -> None:
    alone = "The record of calls needs strengthening."
    leaning(answer_contradicted.COUNTS - answer_contradicted.ALONE["gap"])
    (finding,) = _found("ANS205", (BOOK.by_number["5.12"], alone))
    assert finding.message == f'answered Yes, but says that a part is missing: "{alone}"'
    assert _found("ANS205", (BOOK.by_number["5.12"], f"{SOUND} {SOUND} {alone}")) == ()


def test_what_speaks_of_complying_counts_however_a_text_leans(leaning: Callable[[float], None]) -> None:
    leaning(answer_contradicted.COUNTS - answer_contradicted.AVOWED)
    told = f"{SOUND} Staff keep notes. We do not yet comply with this provision."
    (finding,) = _found("ANS205", (BOOK.by_number["5.12"], told))
    assert finding.message.startswith("answered Yes, but says that it is not yet so: ")


def test_of_a_requirement_of_the_users_own_a_phrase_is_enough(leaning: Callable[[float], None]) -> None:
    leaning(-20.0)
    own = replace(BOOK.by_number["5.12"], topic="")
    told = f"{SOUND} Staff keep notes. We do not yet comply with this provision."
    assert len(_found("ANS205", (own, told))) == 1
    assert _found("ANS205", (BOOK.by_number["5.12"], told)) == ()


@pytest.mark.parametrize(
    ("text", "by_grammar", "score", "told"),
    [
        ("The Board saw it through.", False, governing.ALONE, True),
        ("The Board saw it through.", False, governing.ALONE - 0.1, False),
        ("Our managers saw it through.", False, governing.ALONE, False),
        ("The Board approved it.", True, governing.NEVER, True),
        ("The Board approved it.", True, governing.NEVER - 0.1, False),
    ],
)
def test_what_was_learnt_overrules_grammar_on_the_governing_body_where_it_is_sure(
    text: str, by_grammar: bool, score: float, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(governing, "heaviest", lambda *_: Heaviest(score, text))
    monkeypatch.setattr(governance, "is_approval", lambda _: by_grammar)
    monkeypatch.setattr(governance, "is_response", lambda _: by_grammar)
    sentence = Sentence(text, text.lower(), about_it=False, prose=True)
    assert governing.approves(sentence) is told
    assert governing.answers(sentence) is told


def test_in_a_row_on_something_else_grammar_alone_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(governing, "heaviest", lambda *_: Heaviest(9.0, ""))
    assert not governing.approves(Sentence("The Board saw it.", "the board saw it.", about_it=False))
