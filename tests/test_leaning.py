"""Which way a text leans: its features, and what is added up of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts import teach

from hoscheck import leaning
from hoscheck.leaning import features, lean, sentences, stem


def test_a_sentence_has_words_neighbours_words_of_the_topic_and_words_behind_a_not() -> None:
    assert sorted(set(features("Not recorded.", "record"))) == sorted(
        {"<", "not", "record", ">", "record|<", "record|not", "record|record", "record|>"}
        | {"< not", "not record", "record >", "< not record", "not record >", "< * record", "not * >", "< ** >"}
        | {"!record", "!>"}
    )


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("recorded", "record"), ("records", "record"), ("is", "is"), ("used", "used"), ("only", "only")],
)
def test_endings_go_where_a_stem_is_left(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_sentences_without_a_word_are_left_out_and_a_text_is_read_to_its_limit() -> None:
    assert sentences("We log it. – \n\n Staff know.") == ["We log it.", "Staff know."]
    assert sum(map(len, sentences("word " * 5000))) < leaning.LONGEST


def test_weights_are_added_up_by_the_length_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaning, "learnt", lambda: ({"not": 2.0, "t|not": 1.0, "log": -1.0}, 0.5))
    assert lean("", "t") == (0.5, "")
    told = lean("We log it. Not so.", "t")
    count = len({*features("We log it.", "t"), *features("Not so.", "t")})
    assert told.sentence == "Not so."
    assert told.score == pytest.approx(0.5 + (2.0 + 1.0 - 1.0) / count**0.5)
    assert lean("Not so.", "").score < lean("Not so.", "t").score


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


def test_the_weights_are_written_in_order_below_what_they_were_made_of() -> None:
    lines = leaning.LEARNT.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# made by scripts/teach.py of ")
    assert lines[1].startswith("\t")
    names = [line.split("\t")[0] for line in lines[2:]]
    assert names == sorted(set(names))


def test_the_weights_are_of_the_lines_that_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert teach.main(["--check"]) == 0, capsys.readouterr().out  # tells to run make teach


def test_every_topic_of_the_lines_is_a_requirements() -> None:
    from hoscheck.rulebook import built_in

    known = {each.topic for book in built_in() for each in book.requirements}
    root = Path(__file__).parents[1] / "fixtures" / "teaching"
    rows = [line.split("\t") for file in root.glob("*.tsv") for line in file.read_text("utf-8").splitlines()]
    assert {len(row) for row in rows} == {3}
    assert {row[1] for row in rows} == {"+", "-"}
    assert {row[0] for row in rows} <= known
