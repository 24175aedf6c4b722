"""How alike two texts are, as numbers that may be compared."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from hoscheck.normalise import key
from hoscheck.rulebook import built_in
from hoscheck.similarity import Texts, alike

BOOKS = built_in()
KEYS = {book.edition: {each.number: key(each.text) for each in book.requirements} for book in BOOKS}
NEW = KEYS["2024"]


def test_the_same_text_and_nothing() -> None:
    text = NEW["1.4"]
    assert (alike(text, text), alike(text, ""), alike("", ""), alike("", text)) == (1.0, 0.0, 0.0, 0.0)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text("abcdefgh ", max_size=120), st.text("abcdefgh ", max_size=120))
def test_it_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    score = alike(one, other)
    assert 0.0 <= score <= 1.0
    assert score == alike(other, one)


def test_a_text_cut_off_at_either_end_is_nearly_the_whole_one() -> None:
    text = NEW["2.2"]
    half = len(text) // 2
    assert {alike(text[:half], text), alike(text[half:], text)} == {0.98}


def test_a_few_words_are_no_cut_text() -> None:
    assert alike("landlords must", NEW["2.1"]) < 0.3


def test_every_requirement_is_nearest_to_itself() -> None:
    for keys in KEYS.values():
        texts = Texts(list(keys.values()))
        for at, text in enumerate(texts.keys):
            ranked = texts.rank(text, 0.7)
            assert ranked[0][0] == 1.0
            assert texts.keys[ranked[0][1]] == text
            assert at in {position for score, position in ranked if score == 1.0}


def test_no_two_requirements_of_one_edition_are_alike_but_the_twins() -> None:
    """The pairs that only the printed number can tell apart."""
    pairs = {}
    for edition, keys in KEYS.items():
        numbers = list(keys)
        pairs[edition] = {
            (one, other)
            for at, one in enumerate(numbers)
            for other in numbers[at + 1 :]
            if alike(keys[one], keys[other]) >= 0.97
        }
    assert pairs == {
        "2022": {("5.3", "5.15"), ("5.3", "5.19"), ("5.15", "5.19"), ("5.2", "5.14")},
        "2024": {("6.4", "6.15"), ("6.5", "6.16"), ("6.6", "6.17"), ("6.7", "6.18")},
    }


def test_rank_is_sorted_limited_and_cut() -> None:
    texts = Texts(list(NEW.values()))
    ranked = texts.rank(NEW["6.9"], 0.6)
    assert ranked == sorted(ranked, key=lambda each: (-each[0], each[1]))
    assert all(score >= 0.6 for score, _ in ranked)
    assert texts.rank("our staff are trained each may by the team", 0.7) == []
    assert texts.rank("", 0.7) == []


def test_starting_finds_the_text_that_begins_so() -> None:
    texts = Texts(list(NEW.values()))
    numbers = list(NEW)
    found = texts.starting(key("Landlords must recognise the difference between a service request and"), 0.92)
    assert [numbers[at] for _, at in found] == ["1.4"]
    assert texts.starting("landlords must", 0.92) == []


def test_long_texts_take_no_time() -> None:
    long = " ".join(NEW.values()) * 3
    texts = Texts(list(NEW.values()))
    began = time.process_time()
    alike(long, long[::-1])
    texts.rank(long, 0.7)
    texts.starting(long, 0.9)
    assert time.process_time() - began < 1.0
