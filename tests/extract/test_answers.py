"""What stands under "Comply" → an answer, word by word, mark by mark, landlord by landlord."""

from __future__ import annotations

import pytest

from hoscheck.extract.answers import is_answer, is_mark, read_answer
from hoscheck.model import Answer

YES, NO, PARTIAL = Answer.YES, Answer.NO, Answer.PARTIAL
NOT_APPLICABLE, BLANK, UNCLEAR = Answer.NOT_APPLICABLE, Answer.BLANK, Answer.UNCLEAR


def read(*texts: str) -> dict[str, str]:
    return {text: read_answer(text).value for text in texts}


def all_are(answer: Answer, *texts: str) -> None:
    assert read(*texts) == dict.fromkeys(texts, answer.value)


# ── a word alone ─────────────────────────────────────────────────────────────────────────────────


def test_every_word_of_the_contract() -> None:
    assert read(
        "Yes", "Y", "✓", "Compliant", "Fully compliant", "Comply", "Met", "☑", "No", "N", "✗", "Not compliant",
        "Non-compliant", "Not met", "Does not comply", "Partial", "Partially", "Partly", "In part", "In progress",
        "Working towards", "Yes and No", "N/A", "NA", "Not applicable", "", "Perhaps",
    ) == {
        "Yes": "yes", "Y": "yes", "✓": "yes", "Compliant": "yes", "Fully compliant": "yes", "Comply": "yes",
        "Met": "yes", "☑": "yes",
        "No": "no", "N": "no", "✗": "no", "Not compliant": "no", "Non-compliant": "no", "Not met": "no",
        "Does not comply": "no",
        "Partial": "partial", "Partially": "partial", "Partly": "partial", "In part": "partial",
        "In progress": "partial", "Working towards": "partial", "Yes and No": "partial",
        "N/A": "not_applicable", "NA": "not_applicable", "Not applicable": "not_applicable",
        "": "blank", "Perhaps": "unclear",
    }  # fmt: skip


def test_case_punctuation_and_special_spaces_make_no_difference() -> None:
    all_are(
        YES, "YES", "yes.", "Yes;", "Yes!", "“Yes”", "**Yes**", " Yes\u00a0", "\u200bYes", "- Yes", "• Yes", "Yes –"
    )
    all_are(NO, "NO", "no.", "No -", "Non – compliant", "Non\u2011compliant", "NOT COMPLIANT", "Does not comply.")
    all_are(NOT_APPLICABLE, "n/a", "N / A", "N.A.", "Not Applicable.")


def test_a_cell_that_breaks_its_words_over_lines() -> None:
    all_are(YES, "Fully\ncompliant", "Yes\n")
    all_are(NO, "Not\ncompliant", "Non-\ncompliant", "Does not\ncomply")
    all_are(PARTIAL, "In\nprogress", "Working\ntowards")
    all_are(NOT_APPLICABLE, "N/\nA", "Not\napplicable")


def test_a_column_so_narrow_that_a_word_is_cut() -> None:
    assert read("Complia\nnt", "Parti\nal", "Ye\ns", "Partial\nly") == {
        "Complia\nnt": "yes",
        "Parti\nal": "partial",
        "Ye\ns": "yes",
        "Partial\nly": "partial",
    }


def test_words_that_only_begin_like_an_answer_are_none() -> None:
    all_are(UNCLEAR, "Yesterday", "Norwich", "Note", "None", "Nothing", "Noted", "Needs work", "Metropolitan", "Notes")


def test_nothing_that_is_an_answer_is_blank() -> None:
    all_are(BLANK, "", "   ", "\n\n", "-", "–", "—", "_____", "...", "[ ]", "( )", "☐", "□", ".")


def test_a_speck_or_a_page_number_where_the_answer_was_lost_is_blank_and_never_a_no() -> None:
    all_are(BLANK, "12", "3", "*", "|", "4/12")


def test_instructions_that_nobody_followed_are_blank() -> None:
    all_are(
        BLANK,
        "Choose an item.",
        "Please select",
        "Select Yes or No",
        "Click or tap to enter text.",
        "Yes/No (delete as appropriate)",
    )


def test_both_answers_left_standing_are_yes_and_no_together() -> None:
    all_are(PARTIAL, "Yes/No", "Yes / No", "Y/N", "Yes & No", "Yes, No", "Yes and no.")


def test_the_options_left_standing_in_other_words() -> None:
    assert read("Yes or No", "Compliant / Not compliant", "Met/Not met") == {
        "Yes or No": "blank",
        "Compliant / Not compliant": "partial",
        "Met/Not met": "partial",
    }


# ── marks and boxes ──────────────────────────────────────────────────────────────────────────────


def test_ticks_and_crosses_in_any_font() -> None:
    all_are(YES, "✓", "✔", "✔\ufe0f", "√", "✅", "🗸", "\uf0fc", "\uf0fe", "✓✓", "tick")
    all_are(NO, "✗", "✘", "✕", "✖", "×", "❌", "\uf0fb", "x", "X", "cross")


def test_a_mark_beside_its_word() -> None:
    all_are(YES, "✓ Yes", "Yes ✓", "Yes✓", "✔ Compliant")
    all_are(NO, "✗ No", "No ✗", "✘ Not compliant")


def test_one_ticked_box_alone() -> None:
    all_are(YES, "☒", "☑", "🗹", "☑ Yes", "☒ Yes")
    all_are(NO, "☒ No", "☑ No")


def test_one_typed_box_alone() -> None:
    assert read("[x]", "[X]", "(x)", "[✓]", "[ ]") == {
        "[x]": "yes",
        "[X]": "yes",
        "(x)": "yes",
        "[✓]": "yes",
        "[ ]": "blank",
    }


def test_a_box_for_each_answer_before_the_words() -> None:
    assert read("☒ Yes ☐ No", "☐ Yes ☒ No", "☐ Yes ☐ No", "☐ Yes\n☐ No\n☒ Partially", "☐ Yes ☐ No ☒ N/A") == {
        "☒ Yes ☐ No": "yes",
        "☐ Yes ☒ No": "no",
        "☐ Yes ☐ No": "blank",
        "☐ Yes\n☐ No\n☒ Partially": "partial",
        "☐ Yes ☐ No ☒ N/A": "not_applicable",
    }


def test_a_box_for_each_answer_behind_the_words() -> None:
    assert read("Yes ☒ No ☐", "Yes ☐ No ☒", "Yes ☐\nNo ☒", "Yes ☐ No ☐", "Yes ■ No □") == {
        "Yes ☒ No ☐": "yes",
        "Yes ☐ No ☒": "no",
        "Yes ☐\nNo ☒": "no",
        "Yes ☐ No ☐": "blank",
        "Yes ■ No □": "yes",
    }


def test_boxes_without_spaces_in_symbol_fonts_and_typed() -> None:
    assert read(
        "☒Yes☐No", "☐Yes☒No", "\uf0fe Yes \uf0a8 No", "\uf0a8 Yes \uf0fe No", "[x] Yes [ ] No", "[ ] Yes [x] No"
    ) == {
        "☒Yes☐No": "yes",
        "☐Yes☒No": "no",
        "\uf0fe Yes \uf0a8 No": "yes",
        "\uf0a8 Yes \uf0fe No": "no",
        "[x] Yes [ ] No": "yes",
        "[ ] Yes [x] No": "no",
    }


def test_both_boxes_ticked_are_yes_and_no_together() -> None:
    all_are(PARTIAL, "☑ Yes ☑ No", "☒ Yes ☒ No", "Yes ☒ No ☒")


def test_round_buttons_and_other_ticked_boxes() -> None:
    assert read("● Yes ○ No", "○ Yes ● No", "◉ Yes ○ No", "[X] Yes [ ] No", "Yes 🗹 No ☐", "☐ Yes ✅ No") == {
        "● Yes ○ No": "yes",
        "○ Yes ● No": "no",
        "◉ Yes ○ No": "yes",
        "[X] Yes [ ] No": "yes",
        "Yes 🗹 No ☐": "yes",
        "☐ Yes ✅ No": "no",
    }


def test_a_tick_beside_one_of_two_printed_words() -> None:
    assert read("Yes ✓ No", "Yes No ✓", "Yes: ✓ No:", "Yes: No: ✓") == {
        "Yes ✓ No": "yes",
        "Yes No ✓": "no",
        "Yes: ✓ No:": "yes",
        "Yes: No: ✓": "no",
    }


def test_what_marks_a_column() -> None:
    told = {text: is_mark(text) for text in ("✓", "x", "X", " ✔ ", "Yes", "n", "☒", "", "See policy", "1.2", "☐")}
    assert told == {
        "✓": True, "x": True, "X": True, " ✔ ": True, "Yes": True, "n": True, "☒": True,
        "": False, "See policy": False, "1.2": False, "☐": False,
    }  # fmt: skip


# ── an answer with more behind it ────────────────────────────────────────────────────────────────


def test_an_answer_at_the_head_of_a_longer_text() -> None:
    all_are(YES, "Yes – see our policy", "Yes (see 5.4)", "Yes from April", "Yes, with one exception", "Y – see plan")
    all_are(NO, "No - being revised", "No, but we plan to", "No: see the action plan", "Not compliant, see action plan")
    all_are(NO, "Non-Compliant: action plan", "Does not comply - policy to be changed", "N – see plan")
    all_are(PARTIAL, "Partially - see commentary", "Partial (Yes at stage 1, No at stage 2)", "In progress: due in May")
    all_are(NOT_APPLICABLE, "Not applicable – no third stage", "N/A (we have two stages)")


def test_a_yes_that_is_tempered() -> None:
    all_are(PARTIAL, "Yes – partially", "Yes, in part", "Yes (partially)", "Yes - mostly", "Yes - in progress")
    all_are(NO, "Yes - not fully compliant")
    all_are(YES, "Yes - fully compliant", "Yes, compliant", "Yes fully")


def test_an_answer_inside_a_short_sentence() -> None:
    all_are(YES, "We are fully compliant with this provision", "The council complies with this", "We comply with this")
    all_are(
        NO, "We do not comply with this", "We are not yet compliant", "We are not fully compliant with this provision"
    )
    all_are(PARTIAL, "We partially comply with this")


def test_a_promise_to_comply_is_no_yes() -> None:
    all_are(UNCLEAR, "We will be compliant from May", "We aim to comply", "We hope to be compliant by June")


def test_a_denied_or_delayed_compliance_is_no_yes() -> None:
    assert read(
        "Unable to comply", "We cannot comply", "We don't comply", "It isn't compliant", "Failure to comply",
        "Working towards being compliant", "Nearly compliant", "We intend to comply", "Expected to comply by June",
        "Compliant by June 2025", "We have yet to comply",
    ) == {
        "Unable to comply": "no", "We cannot comply": "no", "We don't comply": "no", "It isn't compliant": "no",
        "Failure to comply": "no", "Working towards being compliant": "partial", "Nearly compliant": "partial",
        "We intend to comply": "unclear", "Expected to comply by June": "unclear",
        "Compliant by June 2025": "unclear", "We have yet to comply": "unclear",
    }  # fmt: skip


def test_a_no_that_belongs_to_another_word() -> None:
    all_are(UNCLEAR, "No changes since 2022", "No change", "No evidence provided", "No concerns")


def test_a_yes_with_a_remark_that_holds_a_no_stays_a_yes() -> None:
    all_are(YES, "Yes, no exceptions", "Yes – no change", "Yes (no complaints received)", "Yes. No further action")
    all_are(YES, "Yes\nNo changes needed", "Yes; no action needed", "Yes - see 5.4 and no. 7", "Yes (was No in 2023)")
    all_are(NO, "No – yes from May", "No (Yes in 2023)", "Stage 1: Yes Stage 2: No")


def test_not_applicable_with_its_reason_is_no_no() -> None:
    all_are(NOT_APPLICABLE, "N/A no third stage", "N/A - no third stage", "Not applicable no stage 3", "NA No website")


def test_a_typed_x_beside_a_word_marks_it() -> None:
    assert read("Yes x", "x Yes", "No x", "x No", "X Yes No") == {
        "Yes x": "yes", "x Yes": "yes", "No x": "no", "x No": "no", "X Yes No": "yes",
    }  # fmt: skip


def test_less_than_full_compliance_is_no_yes() -> None:
    all_are(PARTIAL, "Broadly compliant", "Generally compliant", "Semi-compliant", "Compliant in the main")


def test_prose_is_no_answer() -> None:
    all_are(UNCLEAR, "See the policy", "TBC", "To be confirmed", "Under review by the board in May")
    all_are(UNCLEAR, "Our policy was written so that the whole service is compliant with what the Code asks, and " * 2)


# ── several landlords in one cell ────────────────────────────────────────────────────────────────


def test_any_no_of_a_group_wins() -> None:
    all_are(NO, "Elm: Yes\nAsh: No", "Elm: Yes; Ash: No", "Elm: Yes / Ash: No", "Elm: Yes Ash: No", "Elm: ✓\nAsh: ✗")
    all_are(NO, "Elm: Y\nAsh: N\nOak: Y", "Elm: Fully compliant\nAsh: Not compliant", "Yes\nYes\nNo", "Yes, Yes, No")


def test_a_group_without_a_no() -> None:
    all_are(YES, "Elm: Yes\nAsh: Yes", "Yes\nYes", "Elm: Yes, Ash: N/A", "Yes\n\nYes")
    all_are(PARTIAL, "Elm: Compliant\nAsh: Partially compliant", "Yes\nPartial")
    all_are(NOT_APPLICABLE, "N/A\nN/A")
    all_are(NO, "No\nNo", "No\nN/A")


@pytest.mark.parametrize(
    "text",
    [
        "Yes (Elm Homes) No (Ash Homes)",
        "Yes (Elm Homes), No (Ash Homes)",
        "Yes (Elm)\nNo (Ash)",
        "Elm Homes - Yes\nAsh Homes - No",
        "Elm – Yes; Ash – No",
        "Elm (Yes), Ash (No)",
        "Elm Homes Yes\nAsh Homes No",
        "Yes: Elm; No: Ash",
        "Yes for Elm, no for Ash",
        "Elm ✓ Ash ✗",
        "✓ Elm ✗ Ash",
    ],
)
def test_any_no_of_a_group_wins_however_it_is_set(text: str) -> None:
    assert read_answer(text) is Answer.NO


def test_a_landlord_without_an_answer_takes_nothing_from_the_others() -> None:
    assert read("Elm: Yes\nAsh:", "Elm: No\nAsh: -") == {"Elm: Yes\nAsh:": "yes", "Elm: No\nAsh: -": "no"}


# ── the whole text is an answer ──────────────────────────────────────────────────────────────────


def test_what_is_an_answer_and_nothing_else() -> None:
    answers = ("Yes", "no.", "N/A", "✓", "Partially compliant", "Yes and No", "Not\ncompliant", "☑")
    others = ("", " ", "-", "☐", "Yes – see our policy", "Our policy", "1.2", "Choose an item.", "We comply with this")
    assert {text: is_answer(text) for text in (*answers, *others)} == dict.fromkeys(answers, True) | dict.fromkeys(
        others, False
    )
