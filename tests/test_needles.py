"""Patterns that are only tried where their words stand: they find what they would find by themselves."""

from __future__ import annotations

import re

import pytest

from hoscheck.needles import Alternatives, Patterns, needs
from hoscheck.words import words

LISTS = {"fruit": ("apple", "red plum"), "short": ("a", "of")}
TEXTS = [
    "the policy is not yet in place and needs to be updated until the system goes live",
    "we are currently developing a new template which will be introduced by march",
    "not all staff have been trained so far, there is no record of adjustments at present",
    "residents will be told each quarter if the letter has not been sent, as required",
    "Approved by the Board on 12 May 2025, and reviewed by Cabinet; the response of the board is to follow.",
    "Training was due to start in June 2024 but was put back; the new module will go live in autumn 2026.",
    "this self-assessment was considered by members, who noted it and asked for a report by year end",
]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bnot yet\b", [{"not yet"}]),
        (r"\bneeds? to\b", [{"need"}, {" to"}]),
        (r"\b(?:a|an) <fruit>\b", [{"<fruit>"}]),
        (r"\b(?:large|small|tiny) (?:one|two)\b", [{"large", "small", "tiny"}, {"one", "two"}]),
        (r"\b(?:large|)\w+", []),
        (r"(?<!used )\bfollow(?:ed)?(?! suit)", [{"follow"}]),
        (r"\w+[a-z]{2,5}.*", []),
        (r"(?:a|b(?:cd|ef))?gh{0,3}ij+", [{"ij"}]),
        (r"<short>\b", [{"<short>"}]),
        (r"\b(?:<fruit>|pears?)\b (?:is|are) not", [{"<fruit>", "pear"}, {"is", "are"}, {" not"}]),
        (r"in \w+ of need", [{"in "}, {" of need"}]),
        (r"(?:with (?:great|little) care)", [{"with "}, {"great", "little"}, {" care"}]),
    ],
)
def test_what_a_match_must_hold(pattern: str, needed: list[set[str]]) -> None:
    assert [set(each) for each in needs(pattern, LISTS)] == needed


def test_matches_come_in_the_order_of_the_list() -> None:
    patterns = Patterns([r"\bplum\b", r"\b<fruit>\b", r"\w+$"], LISTS)
    assert [each[0] for each in patterns.finditer("an apple and a red plum")] == ["plum", "apple", "red plum", "plum"]
    assert patterns.search("") is None


def test_a_pattern_is_not_even_made_where_its_words_stand_the_other_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = Patterns([r"\b(?:great|little) care (?:is|was) taken"], LISTS)
    with monkeypatch.context() as forbidden:
        forbidden.delattr(re, "compile")
        assert not any(patterns.search(text) for text in ("care is great", "taken with little care", "no care"))
    assert patterns.search("where little care was taken")


def test_no_pattern_is_left_out_for_want_of_a_piece() -> None:
    """Every pattern finds the same with the pieces looked for first as by itself."""
    lists = words("contradiction")
    for name in ("unmet", "gap", "negation", "practice", "future", "dated-future", "excused", "before", "condition"):
        written = [re.sub(r"(?<!\?P)<([a-z-]+)>", lambda each: "(?:" + "|".join(lists[each[1]]) + ")", entry)
                   for entry in lists[name]]  # fmt: skip
        for text in TEXTS:
            alone = [bool(re.search(entry, text)) for entry in written]
            quick = [bool(Patterns([entry], lists).search(text)) for entry in lists[name]]
            assert quick == alone, (name, text)


@pytest.mark.parametrize(
    ("file", "names", "begin", "end"),
    [
        ("governance", ("acts",), "", ""),
        ("governance", ("bodies",), "", ""),
        ("governance", ("assessment", "others"), "", ""),
        ("promises", ("past-plan", "future", "planned", "past"), "", ""),
        ("promises", ("starting",), r"\b", r"\s*$"),
        ("dates", ("approved", "elsewhere"), r"\b", ""),
    ],
)
def test_alternatives_find_what_one_long_pattern_finds(file: str, names: tuple[str, ...], begin: str, end: str) -> None:
    entries = "|".join(entry for name in names for entry in words(file)[name])
    whole = re.compile(f"{begin}(?:{entries}){end}", re.I)
    parts = Alternatives.of(file, *names, begin=begin, end=end, flags=re.I)
    found = 0
    for text in TEXTS:
        wanted = [each.span() for each in whole.finditer(text)]
        assert [each.span() for each in parts.finditer(text)] == wanted
        found += len(wanted)
        for at in range(0, len(text), 7):
            first, same = whole.search(text, at, len(text) - 3), parts.search(text, at, len(text) - 3)
            assert (first and first.span()) == (same and same.span())
            begun, same = whole.match(text, at), parts.match(text, at)
            assert (begun and begun.span()) == (same and same.span())
        assert parts.sub(lambda each: f"<{each[0]}>", text) == whole.sub(r"<\g<0>>", text)
    assert found


def test_lists_whose_pieces_are_looked_for_at_once_find_what_each_finds_alone() -> None:
    names = ("past-plan", "future", "planned", "past")
    for name, together in zip(names, Alternatives.together("promises", *names, flags=re.I), strict=True):
        alone = Alternatives.of("promises", name, flags=re.I)
        wanted = [[each.span() for each in alone.finditer(text)] for text in TEXTS]
        assert [[each.span() for each in together.finditer(text)] for text in TEXTS] == wanted
        assert any(wanted) or name == "past-plan"
        assert [together.sub(lambda _: "", text) for text in TEXTS] == [alone.sub(lambda _: "", text) for text in TEXTS]


def test_of_alternatives_that_begin_together_the_first_is_taken() -> None:
    both = Alternatives.of_words(("in place", "in place of", "place"))
    assert [each[0] for each in both.finditer("in place of it, in places, a place")] == ["in place", "place"]
    assert both.search("replaced") is None


def test_capitals_of_a_pattern_count_unless_they_are_told_not_to() -> None:
    exact = Alternatives(["By Board"], [needs("By Board", {})], {})
    folded = Alternatives(["By Board"], [needs("By Board", {})], {}, re.I)
    assert [bool(exact.search(text)) for text in ("By Board", "by board")] == [True, False]
    assert [bool(folded.search(text)) for text in ("By Board", "by board")] == [True, True]
