"""Which way a text leans that stands under a Yes, and whether it states or points."""

from __future__ import annotations

from math import log

import pytest

from hoscheck import leaning, learnt
from hoscheck.leaning import lean
from hoscheck.learnt import Sums
from hoscheck.support.pointing import figures
from hoscheck.support.pointing import weighed as weighed_alone
from hoscheck.weights import pack

SUMS = {
    "We log it.": Sums(4, pack(-100, -200, 600)),
    "Not so.": Sums(12, pack(300, 100, -200)),
    "Yes.": Sums(1, pack(0, 0, 900)),
}
BASES = {"whole": 0.5, "part": -0.5, "states": 0.25}
COUNTS = {"base": -1.0, "general": 2.0, "topical": 5.0, "sentence": 0.5, "length": 1.0}


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt, "_weighed", lambda sentence, topic: Sums(0) if topic else SUMS[sentence])
    for module in (learnt, leaning):
        monkeypatch.setattr(module, "base", BASES.__getitem__)
    both = Sums(16, pack(200, -100, 400))
    monkeypatch.setattr(leaning, "halves", lambda *_: (both, Sums(0)))
    monkeypatch.setattr(leaning, "weights", lambda: COUNTS)


@pytest.mark.usefixtures("weighed")
def test_a_text_leans_by_its_words_its_heaviest_sentence_and_its_length() -> None:
    assert lean("", "t") == (-1.0, "", True)
    told = lean("We log it. Not so.", "t")
    assert told.sentence == "Not so."
    general = 0.5 + 2 / learnt.divisor("whole", 16)
    part = -0.5 + 1 / learnt.divisor("part", 12)
    assert told.score == pytest.approx(-1 + 2 * general + 0.5 * part + log(leaning.SHORT))


def test_a_page_of_text_leans_no_more_than_the_same_words_said_once() -> None:
    said = "Staff log each call and the team leader reads ten files. "
    once, often = lean(said * 2, "record"), lean(said * 60, "record")
    assert often.score < once.score + 1


@pytest.mark.usefixtures("weighed")
def test_the_most_telling_sentence_is_weighed_and_a_word_alone_only_where_nothing_else_is_said() -> None:
    told = figures([], "Not so.", "We log it.", weighed_alone)
    assert told == ((False, False, weighed_alone("We log it.").score), "We log it.")
    assert figures([("Yes.", True)], "Not so.", "Yes.", weighed_alone) == ((True, True, 0.0), "Not so.")
    assert figures([], "Yes.", "", weighed_alone)[1] == "Yes."


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
    assert weighed_alone(stating).score > weighed_alone(points).score


def test_a_row_without_a_word_neither_states_nor_points_much() -> None:
    assert weighed_alone("").sentence == ""
    assert weighed_alone("–").score == weighed_alone("").score
