"""Which way a text leans that stands under a Yes, and whether it states or points."""

from __future__ import annotations

import pytest

from hoscheck import leaning, learnt
from hoscheck.leaning import PART, lean
from hoscheck.learnt import Sums
from hoscheck.support.pointing import states

SUMS = {"We log it.": Sums(4, -1.0, -2.0, 6.0, 0.0, 0.0), "Not so.": Sums(12, 3.0, 1.0, -2.0, 0.0, 0.0)}
SUMS["Yes."] = Sums(1, 0.0, 0.0, 9.0, 0.0, 0.0)


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (learnt, leaning):
        monkeypatch.setattr(module, "weigh", lambda sentence, _="": SUMS[sentence])
        monkeypatch.setattr(module, "bases", lambda: Sums(0, 0.5, -0.5, 0.25, 0.0, 0.0))


@pytest.mark.usefixtures("weighed")
def test_a_text_leans_as_its_whole_and_its_heaviest_sentence_do() -> None:
    assert lean("", "t") == (0.5, "")
    told = lean("We log it. Not so.", "t")
    assert told.sentence == "Not so."
    assert told.score == pytest.approx(0.5 + 2 / 4 + PART * (-0.5 + 1 / 12**0.5))


@pytest.mark.usefixtures("weighed")
def test_a_row_states_as_much_as_its_most_telling_sentence() -> None:
    assert states("Not so.", "We log it.") == (0.25 + 3.0, "We log it.")
    assert states("Not so.", "").score == pytest.approx(0.25 - 2 / 12**0.5)


@pytest.mark.usefixtures("weighed")
def test_a_word_alone_states_nothing_beside_anything_else() -> None:
    assert states("Yes.", "Not so.").sentence == "Not so."
    assert states("Yes.", "").sentence == "Yes."


@pytest.mark.parametrize(
    ("topic", "against", "met"),
    [
        ("informal", "We ask residents to try our informal stage first.", "We have no informal stage."),
        ("single-policy", "Leaseholders have a policy of their own.", "One policy covers tenants and leaseholders."),
        ("mrc", "A board member has not yet been appointed.", "The board appointed Ms Ode as the member in May."),
    ],
)
def test_what_was_learnt_tells_a_contradiction_from_its_like(topic: str, against: str, met: str) -> None:
    assert lean(against, topic).score > lean(met, topic).score


@pytest.mark.parametrize(
    ("stating", "points"),
    [
        ("Staff log each complaint on the day it is made.", "Complaints log"),
        ("The policy lets residents complain to any of our staff.", "The policy has the detail"),
        ("Letters go out within five working days.", "Letter templates 1 to 9, SharePoint"),
    ],
)
def test_what_was_learnt_tells_a_statement_from_a_pointer(stating: str, points: str) -> None:
    assert states(stating, "").score > states(points, "").score


def test_a_row_without_a_word_neither_states_nor_points_much() -> None:
    assert states("", "").sentence == ""
    assert states("–", "").score == states("", "").score
