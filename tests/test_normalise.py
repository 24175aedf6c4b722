"""Text folded in two strengths: what is printed, and what is compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoscheck.normalise import key, plain, squash, tidy, without_tags

# ── what is printed ──────────────────────────────────────────────────────────────────────────────


def test_white_space_becomes_single_spaces() -> None:
    assert squash("  It opens\n\n our \t policy\u00a0and\u2003more.\r\n") == "It opens our policy and more."


def test_ligatures_and_invisible_marks_are_undone() -> None:
    assert (
        squash("oﬃce ﬁle ﬂat, com\u00adplaint, zero\u200bwidth, \ufeffmark")
        == "office file flat, complaint, zerowidth, mark"
    )


def test_quotes_and_dashes_are_printed_as_they_stand() -> None:
    assert squash("‘a complaint’ – “however made” …") == "‘a complaint’ – “however made” …"


def test_bullets_go_and_list_letters_stay() -> None:
    assert squash("must:\n• deal with it\n• act\n▪ think") == "must: deal with it act think"
    assert squash("must: a. deal with it b. act") == "must: a. deal with it b. act"
    assert squash("\uf0b7 first\n\uf0b7 second") == "first second"


def test_a_mark_that_is_no_bullet_stays() -> None:
    assert squash("✓ Yes") == "✓ Yes"
    assert squash("5●6") == "5●6"


def test_a_word_broken_at_its_hyphen_or_slash() -> None:
    assert squash("self-\nassessment and/\nor report") == "self-assessment and/or report"
    assert squash("well -\nknown") == "well - known"


def test_a_web_address_broken_over_lines() -> None:
    assert (
        squash("see https://www.example.org/our-\ncomplaints/policy.pdf today")
        == "see https://www.example.org/our-complaints/policy.pdf today"
    )
    assert squash("https://www.example.org\n/complaints") == "https://www.example.org/complaints"
    assert squash("www.example.org\nOur policy") == "www.example.org Our policy"
    assert squash("www.example.org\nand staff read it") == "www.example.org and staff read it"


def test_an_address_at_the_end_of_a_line_stays_apart_from_the_next_sentence() -> None:
    assert squash("See www.example.org\nself-assessment of May") == "See www.example.org self-assessment of May"
    assert squash("See www.example.org\nand/or the leaflet") == "See www.example.org and/or the leaflet"


def test_tidy_keeps_lines() -> None:
    assert tidy("oﬃce\u00a0one\nsoft\u00adhyphen") == "office one\nsofthyphen"


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────


def test_tags_that_a_converter_left() -> None:
    assert (
        without_tags("<p>One</p><ul><li>two</li></ul><b>th</b>ree &amp; four&nbsp;five")
        == "\nOne\n\n\ntwo\n\nthree & four five"
    )
    assert without_tags('<a href="https://example.org/x">policy</a><br/>next') == "policy\nnext"


def test_what_only_looks_like_a_tag_stays() -> None:
    for text in ("a < b and c > d", "<5 days>", "<yes>", "x <y", "<script>1</script>"):
        assert without_tags(text) == text


# ── what is compared ─────────────────────────────────────────────────────────────────────────────


def test_case_punctuation_quotes_and_dashes_make_no_difference() -> None:
    assert key("A complaint must be defined as: ‘an expression…’") == key(
        'a COMPLAINT must be defined as "an expression"'
    )
    assert key("landlord’s") == key("landlord's") == key("landlords")
    assert key("two–stage, two-stage; two stage") == "2 stage 2 stage 2 stage"


def test_number_words_and_figures_are_one() -> None:
    assert key("Stage one within ten working days") == key("stage 1 within 10 working days")
    assert key("someone attended") == "someone attended"


def test_list_letters_are_no_difference() -> None:
    plain_list = key("must: deal with complaints; act fairly; take care")
    for lettered in (
        "must: a. deal with complaints; b. act fairly; c. take care",
        "must: (a) deal with complaints; (b) act fairly; (c) take care",
        "must: a) deal with complaints; b) act fairly; c) take care",
        "must: i. deal with complaints; ii. act fairly; iii. take care",
        "must:\n• deal with complaints;\n• act fairly;\n• take care",
    ):
        assert key(lettered) == plain_list, lettered


def test_words_that_differ_in_substance_stay_different() -> None:
    assert key("landlords must respond") != key("landlords may respond")
    assert key("within 10 days") != key("within 20 days")


def test_the_plain_form_of_marks() -> None:
    assert plain("‘a’ “b” – — − … ´") == "'a' \"b\" - - - ... '"


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert squash(squash(text)) == squash(text)
    assert key(key(text)) == key(text)
    assert plain(plain(text)) == plain(text)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_a_key_holds_words_and_figures_only(text: str) -> None:
    folded = key(text)
    assert all(char.isascii() and (char.isalnum() or char == " ") for char in folded)
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize("joint", ["", " ", "-", "'", "’", ". ", ") ", "; (", "\n"])
def test_the_short_way_to_a_key_leads_where_the_long_way_leads(joint: str) -> None:
    """A text with an underscore, which is a letter to some patterns and none to others, goes the long way."""
    pieces = ("Stage", "one", "a)", "(b)", "iv.", "TEN", "10", "twenty", "6.2", "stone", "é")
    for first in pieces:
        for second in pieces:
            text = f"{first}{joint}{second}{joint}end"
            assert key(text) == key(f"{text} _"), text
