"""What speaks against a Yes, and the patterns that find it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hoscheck.model import Reason
from hoscheck.needles import Patterns, needs
from hoscheck.standing import CERTAINTY, LONGEST, against, breaking
from hoscheck.words import words

LISTS = {"fruit": ("apple", "red plum"), "short": ("a", "of")}


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bnot yet\b", {"not yet"}),
        (r"\bneeds? to\b", {"need"}),
        (r"\b(?:a|an) <fruit>\b", {"apple", "red plum"}),
        (r"\b(?:large|small|tiny) (?:one|two)\b", {"one", "two"}),
        (r"\b(?:large|)\w+", set()),
        (r"(?<!used )\bfollow(?:ed)?(?! suit)", {"follow"}),
        (r"\w+[a-z]{2,5}.*", set()),
        (r"(?:a|b(?:cd|ef))?gh{0,3}ij+", {"ij"}),
        (r"<short>\b", {"a", "of"}),
    ],
)
def test_what_a_match_must_hold(pattern: str, needed: set[str]) -> None:
    assert needs(pattern, LISTS.__getitem__) == needed


def test_matches_come_in_the_order_of_the_list() -> None:
    patterns = Patterns([r"\bplum\b", r"\b<fruit>\b", r"\w+$"], LISTS.__getitem__)
    assert [each[0] for each in patterns.finditer("an apple and a red plum")] == ["plum", "apple", "red plum", "plum"]
    assert patterns.search("") is None


def test_no_pattern_is_left_out_for_want_of_a_piece() -> None:
    """Every pattern finds the same with the pieces looked for first as by itself."""
    lists = words("contradiction")
    texts = [
        "the policy is not yet in place and needs to be updated until the system goes live",
        "we are currently developing a new template which will be introduced by march",
        "not all staff have been trained so far, there is no record of adjustments at present",
        "residents will be told each quarter if the letter has not been sent, as required",
    ]
    for name in ("unmet", "gap", "negation", "practice", "future", "dated-future", "excused", "before", "condition"):
        written = [re.sub(r"(?<!\?P)<([a-z-]+)>", lambda each: "(?:" + "|".join(lists[each[1]]) + ")", entry)
                   for entry in lists[name]]  # fmt: skip
        for text in texts:
            alone = [bool(re.search(entry, text)) for entry in written]
            quick = [bool(Patterns([entry], lists.__getitem__).search(text)) for entry in lists[name]]
            assert quick == alone, (name, text)


def test_a_text_without_stops_takes_no_longer_than_a_sentence_may_be() -> None:
    assert against("x " * LONGEST + "not yet done", "asked", Reason(), None, True) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The letters do not yet carry it.", "unmet"),
        ("This needs strengthening.", "gap"),
        ("The procedure does not mention it.", "negation"),
        ("A course is planned for May.", "dated"),
        ("A course will be introduced.", "future"),
    ],
)
def test_each_kind_has_its_certainty(text: str, kind: str) -> None:
    said = against(text, "Staff must be trained.", Reason(left=(text.rstrip("."),)), date(2025, 1, 1), True)
    assert said is not None
    assert (said.sentence, said.kind, said.certainty) == (text, kind, CERTAINTY[kind])


def test_a_provision_that_waits_for_an_event_is_told_in_the_future() -> None:
    assert against("It will be introduced then.", "asked", Reason(), None, False) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There is an informal stage.", True),
        ("There is no informal stage.", False),
        ("The informal stage was abolished.", False),
        ("Until 2022 we had an informal stage.", False),
        ("There is an informal stage for MPs.", False),
    ],
)
def test_a_phrase_counts_unless_it_is_denied_past_or_excepted(text: str, found: bool) -> None:
    assert (breaking(text, ("informal stage",), ("for mps",)) is not None) is found
