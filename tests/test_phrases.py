"""Phrases of a rulebook's word lists: what may be written, and what they find."""

from __future__ import annotations

import pytest

from hoscheck import rulebook
from hoscheck.phrases import GAP, LONGEST, fault, find


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("informal stage", "First there is an Informal-Stage.", "informal stage"),
        ("informal stage", "It stays informal. Stage one follows.", "informal stage"),  # sentences are parted before
        ("informal stage", "informal stages", ""),
        ("stage 0/zero", "We call it stage zero", "stage zero"),
        ("stage 3", "There is a stage three.", "stage 3"),
        ("complaint* form", "Fill in the complaints form", "complaints form"),
        ("same manager ... both stages", "the same manager hears both stages", "same manager hears both stages"),
        ("same manager ... both stages", "the same manager both stages", "same manager both stages"),
        ("same manager ... both stages", "the same manager never hears both stages", ""),
        ("same manager ... both stages", "the same manager " + "x " * (GAP + 1) + "both stages", ""),
    ],
)
def test_a_phrase_finds_whole_words_and_no_denial_in_a_gap(phrase: str, text: str, found: str) -> None:
    hit = find((phrase,), text)
    assert (hit[2][hit[0] : hit[1]] if hit else "") == found


def test_no_phrases_find_nothing() -> None:
    assert find((), "an informal stage") is None


def test_a_phrase_that_is_too_long_is_refused() -> None:
    assert fault("a b " * LONGEST) == f"is longer than {LONGEST} characters; write a shorter one"
    assert fault("a ... ... b") == 'has "..." twice in a row; write it once'


def test_the_phrases_that_come_with_hoscheck_can_be_used() -> None:
    lists = [each.words.get("breaks", ()) for book in rulebook.built_in() for each in book.requirements]
    phrases = [phrase for each in lists for phrase in each]
    assert len(phrases) > 100
    assert [phrase for phrase in phrases if fault(phrase)] == []
