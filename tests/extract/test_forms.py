"""What official forms print, looked up: numbers, headings, labels, dividing lines, beginnings of requirements."""

from __future__ import annotations

from hoscheck.extract.forms import Forms, read_number
from hoscheck.rulebook import built_in

FORMS = Forms(built_in())


def numbers(*texts: str) -> dict[str, tuple[str | None, str]]:
    return {text: read_number(text) for text in texts}


def none_of(*texts: str) -> None:
    """No number stands at the head of any of these, and the text comes back whole."""
    assert numbers(*texts) == {text: (None, text) for text in texts}


def roles(*texts: str) -> dict[str, str | None]:
    return {text: FORMS.role_of(text) for text in texts}


def named(role: str | None, *texts: str) -> None:
    assert roles(*texts) == dict.fromkeys(texts, role)


def labels(*texts: str) -> dict[str, str | None]:
    return {text: FORMS.label_role(text) for text in texts}


def banners(*texts: str) -> dict[str, bool]:
    return {text: FORMS.is_banner(text) for text in texts}


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def test_a_number_alone_however_it_is_set() -> None:
    told = numbers(
        "1.2", " 1.2 ", "1.2.", "(1.2)", "[1.2]", "1.2:", "1.2)", "1.2 –", "§1.2", "#1.2", "• 1.2", "**1.2**", "1 . 2"
    )
    assert told == dict.fromkeys(told, ("1.2", ""))


def test_a_number_behind_its_label() -> None:
    told = numbers(
        "Provision 1.2", "Code provision 1.2", "Code provision: 1.2", "Code Provision No. 1.2", "Code section 1.2",
        "Section 1.2:", "Paragraph 1.2", "Ref: 1.2", "HOS 1.2", "Requirement 1.2", "CODE 1.2",
    )  # fmt: skip
    assert told == dict.fromkeys(told, ("1.2", ""))


def test_a_number_and_what_follows_it() -> None:
    assert numbers(
        "1.2 A text", "1.2A text", "1.2. A text", "1.2\n(must)", "1.2’A text’", "5.10 Yes", "1.2\u00a0A text"
    ) == {
        "1.2 A text": ("1.2", "A text"),
        "1.2A text": ("1.2", "A text"),
        "1.2. A text": ("1.2", "A text"),
        "1.2\n(must)": ("1.2", "(must)"),
        "1.2’A text’": ("1.2", "'A text'"),
        "5.10 Yes": ("5.10", "Yes"),
        "1.2\u00a0A text": ("1.2", "A text"),
    }


def test_three_part_numbers_are_never_provisions() -> None:
    none_of("1.2.1", "1.2.1 Evidence", "5.10.2", "1.2.3.4", "1. 2. 3", "Section 1.2.1")


def test_times_sums_shares_versions_and_dates_are_no_numbers() -> None:
    none_of(
        "10.30am", "£1.20", "1.2%", "v1.2", "Version 1.2", "1.2m", "01.04.2024", "1.4.24", "2024.12", "1,2", "1.2,3"
    )


def test_no_number_further_inside_a_text() -> None:
    none_of("See 1.2", "Our policy, section 1.2", "", "Yes", "A complaint (1.2)", "Stage 1")


# ── headings ─────────────────────────────────────────────────────────────────────────────────────


def test_the_official_headings_of_both_editions() -> None:
    assert roles(
        "Code section", "Code provision", "Code requirement", "Comply: Yes/No", "Comply: Yes / No",
        "Evidence, commentary and any explanations", "Evidence", "Commentary / explanation",
    ) == {
        "Code section": "number", "Code provision": "number", "Code requirement": "requirement",
        "Comply: Yes/No": "answer", "Comply: Yes / No": "answer",
        "Evidence, commentary and any explanations": "evidence", "Evidence": "evidence",
        "Commentary / explanation": "commentary",
    }  # fmt: skip


def test_the_headings_that_landlords_put_instead() -> None:
    named("number", "Provision", "Ref", "Ref.", "Code ref", "Provision number", "Paragraph")
    named("requirement", "Requirement", "Code requirements", "What the Code says", "The requirement")
    named(
        "answer",
        "Comply?",
        "Compliant? Y/N",
        "Do we comply?",
        "Complies (Y/N)",
        "Met?",
        "Yes/No",
        "Y/N",
        "Are we compliant with this?",
    )
    named("evidence", "Our evidence", "How we comply", "Supporting evidence", "Evidence / link", "Evidence and links")
    named("commentary", "Comments", "Explanation", "Further comments", "Commentary", "Explanation of non-compliance")
    named("yes", "Yes")


def test_headings_broken_by_a_narrow_column_or_damaged_by_ocr() -> None:
    assert roles(
        "Code\nprovi\nsion", "Com\nply", "Evid-\nence", "Codo requirament", "Evidonce", "EVIDENCE", "code  Requirement:"
    ) == {
        "Code\nprovi\nsion": "number",
        "Com\nply": "answer",
        "Evid-\nence": "evidence",
        "Codo requirament": "requirement",
        "Evidonce": "evidence",
        "EVIDENCE": "evidence",
        "code  Requirement:": "requirement",
    }


def test_columns_that_the_official_form_does_not_have_have_no_role() -> None:
    named(
        None,
        "Change from 2022",
        "RAG",
        "Owner",
        "Target date",
        "Lead officer",
        "Action required",
        "Action to comply",
        "Date of compliance",
    )
    named(None, "", "  ", "Previous compliance", "Priority", "Deadline")


def test_complaints_is_not_compliant_misread() -> None:
    named(None, "Complaint", "Complaints")


def test_a_date_column_is_no_answer_column() -> None:
    named(None, "Compliant by", "Compliance date")


def test_a_sentence_is_no_heading() -> None:
    named(
        None,
        "We comply with the Code because our policy gives residents more than one way to reach us at any time of day",
    )


# ── labels in running text ───────────────────────────────────────────────────────────────────────


def test_labels_of_several_vocabularies() -> None:
    assert labels(
        "Code requirement", "Requirement", "What the Code says", "Comply", "Comply: Yes/No", "Do we comply",
        "Compliance", "Are we compliant", "Evidence", "Our evidence", "How we comply", "Commentary / explanation",
        "Explanation",
        "Further comments", "Comments",
    ) == {
        "Code requirement": "requirement", "Requirement": "requirement", "What the Code says": "requirement",
        "Comply": "answer", "Comply: Yes/No": "answer", "Do we comply": "answer", "Compliance": "answer",
        "Are we compliant": "answer", "Evidence": "evidence", "Our evidence": "evidence", "How we comply": "evidence",
        "Commentary / explanation": "commentary", "Explanation": "commentary", "Further comments": "commentary",
        "Comments": "commentary",
    }  # fmt: skip


def test_sentences_that_begin_like_a_label_are_none() -> None:
    told = labels(
        "Evidence is kept on the housing system",
        "consider all information and evidence carefully",
        "Compliance with this is checked each month by the complaints team",
        "Explanations are given to the resident in the letter that we send",
        "Our policy",
        "Complaints are acknowledged",
        "",
    )
    assert told == dict.fromkeys(told)


# ── dividing lines ───────────────────────────────────────────────────────────────────────────────


def test_lines_that_only_divide_the_form() -> None:
    told = banners(
        "Section 1", "Section 1: Definition of a complaint", "Section 1 - Definition of a complaint",
        "1. Definition of a complaint", "Definition of a complaint", "Exclusions", "Mandatory 'must' requirements",
        "Best practice ‘should’ requirements", "Stage 1", "Stage 2", "STAGE 3",
        "Section 5: Complaint stages Mandatory 'must' requirements", "Stage one",
        "Section 9: Scrutiny & oversight: continuous learning and improvement", "Section 1: What is a complaint?",
    )  # fmt: skip
    assert told == dict.fromkeys(told, True)


def test_lines_that_say_something_are_no_dividing_lines() -> None:
    told = banners(
        "", "Yes", "1.2", "Our policy", "Section 2 of our policy sets this out",
        "Stage 1 complaints are answered in 10 days",
        "A complaint must be defined", "We must do this", "Stage 3: not applicable",
    )  # fmt: skip
    assert told == dict.fromkeys(told, False)


def test_a_citation_of_a_section_is_no_dividing_line() -> None:
    told = banners("Section 5.1 of the policy", "Section 3.4 of our complaints policy", "Section 2.2 Complaints Policy")
    assert told == dict.fromkeys(told, False)


# ── requirements ─────────────────────────────────────────────────────────────────────────────────


def test_every_requirement_is_known_by_its_beginning() -> None:
    missed = [
        (book.id, each.number)
        for book in built_in()
        for each in book.requirements
        if each.number not in {number for _, number in FORMS.begins(each.text)}
    ]
    assert missed == []


def test_every_requirement_resembles_itself_whole() -> None:
    told = {FORMS.resembles(each.text, 0.9) for book in built_in() for each in book.requirements}
    assert {score for score, _ in filter(None, told)} == {1.0}
    assert None not in told


def test_other_sentences_begin_no_requirement_and_resemble_none() -> None:
    others = (
        "Our complaints policy was approved by the board in June and stands on our website.",
        "Landlords must",
        "Residents can write to us, call us or come to one of the four offices.",
        "The complaint handler sends the letter within five working days.",
        "",
    )
    assert [(FORMS.begins(text), FORMS.resembles(text, 0.72)) for text in others] == [([], None)] * len(others)
