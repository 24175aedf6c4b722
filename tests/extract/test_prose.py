"""Forms without a table: labelled lines, stacked cells, cells glued together; and text that is no form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

import pytest

from hoscheck.extract.forms import Forms
from hoscheck.extract.rows import assemble
from hoscheck.model import Answer, Document, Location, Paragraph, ProvisionRow
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

BOOKS = built_in()
FORMS = Forms(BOOKS)
TEXT = {book.edition: {each.number: squash(each.text) for each in book.requirements} for book in BOOKS}
NEW, OLD = TEXT["2024"], TEXT["2022"]
YES, NO, PARTIAL, BLANK = Answer.YES, Answer.NO, Answer.PARTIAL, Answer.BLANK

Told = tuple[str | None, str, Answer, str, str]


def rows_of(lines: Iterable[str | tuple[str, int]]) -> tuple[ProvisionRow, ...]:
    """The rows of a document of lines, a paragraph a line; with a number a line is a heading of that level."""
    blocks = []
    for at, each in enumerate(lines, 1):
        text, level = (each, 0) if isinstance(each, str) else each
        blocks.append(Paragraph(text, Location(line=at), level))
    return assemble(Document("text", tuple(blocks)), FORMS).rows


def told(lines: Iterable[str | tuple[str, int]]) -> list[Told]:
    return [(row.number, row.requirement, row.answer, row.evidence, row.commentary) for row in rows_of(lines)]


def row(number: str, answer: Answer = YES, evidence: str = "", said: str = "", texts: dict[str, str] = NEW) -> Told:
    return (number, texts[number], answer, evidence, said)


# ── labelled lines ───────────────────────────────────────────────────────────────────────────────

VOCABULARIES = [
    ("Code provision {}", "Code requirement: {}", "Comply: {}", "Evidence: {}", "Commentary / explanation: {}"),
    ("Code provision: {}", "Code requirement: {}", "Comply: Yes / No: {}", "Evidence: {}", "Commentary: {}"),
    ("Provision {}", "Requirement: {}", "Do we comply? {}", "Our evidence: {}", "Explanation: {}"),
    ("Section {}", "What the Code says: {}", "Compliance: {}", "How we comply: {}", "Comments: {}"),
    ("Code section {}", "Code requirement – {}", "Compliant – {}", "Evidence – {}", "Commentary – {}"),
    ("{}", "Requirement: {}", "Compliant: {}", "Evidence: {}", "Further comments: {}"),
    ("{}", "Requirement: {}", "Our verdict: {}", "Evidence base: {}", "Next steps and comments: {}"),
]


@pytest.mark.parametrize("labels", VOCABULARIES, ids=[each[2] for each in VOCABULARIES])
def test_labelled_lines_of_several_vocabularies(labels: Sequence[str]) -> None:
    def block(number: str, answer: str, evidence: str, said: str) -> list[str]:
        values = (number, NEW[number], answer, evidence, said)
        return [label.format(value).strip() for label, value in zip(labels, values, strict=True)]

    lines = [
        "Self-assessment of Elm Grove Homes",
        *block("1.2", "Yes", "It opens our policy.", "Staff learn it."),
        *block("1.3", "No", "Letters ask for it.", "To change by May 2025."),
        *block("2.1", "Yes", "Refusals are logged.", "Each is checked."),
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens our policy.", "Staff learn it."),
        row("1.3", NO, "Letters ask for it.", "To change by May 2025."),
        row("2.1", YES, "Refusals are logged.", "Each is checked."),
    ]
    assert {each.commentary_column for each in rows_of(lines)} == {True}


def test_labels_on_lines_of_their_own() -> None:
    def block(number: str, answer: str, evidence: str) -> list[str]:
        return ["Code provision", number, "Code requirement", NEW[number], "Comply", answer, "Evidence", evidence]

    lines = [*block("1.2", "Yes", "It opens our policy."), *block("1.3", "No", "Letters ask for it.")]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.3", NO, "Letters ask for it.")]


def test_values_over_several_lines() -> None:
    lines = [
        "Code provision 1.3",
        "Code requirement:",
        *(f"{each}." for each in NEW["1.3"].rstrip(".").split(". ")),
        "Comply:",
        "Yes",
        "Evidence:",
        "Complaints policy, page 2",
        "Training of May 2024",
        "Commentary / explanation:",
        "New staff are told on their first day.",
        "All others each May.",
        "Code provision 1.4",
        f"Code requirement: {NEW['1.4']}",
        "Comply: Yes",
        "Evidence: Logged apart.",
    ]
    assert told(lines) == [
        row(
            "1.3",
            YES,
            "Complaints policy, page 2 Training of May 2024",
            "New staff are told on their first day. All others each May.",
        ),
        row("1.4", YES, "Logged apart."),
    ]


def test_a_label_without_a_value_is_a_blank() -> None:
    lines = [
        "Code provision 1.2",
        f"Code requirement: {NEW['1.2']}",
        "Comply:",
        "Evidence: It opens our policy.",
        "Commentary / explanation:",
        "Code provision 1.3",
        f"Code requirement: {NEW['1.3']}",
        "Comply: No",
        "Evidence:",
    ]
    assert told(lines) == [row("1.2", BLANK, "It opens our policy."), row("1.3", NO)]


def test_all_labels_of_a_provision_on_one_line() -> None:
    lines = [
        f"Code provision 1.2 Code requirement: {NEW['1.2']} Comply: Yes Evidence: It opens it. Commentary: Taught.",
        f"Code provision 1.3 Code requirement: {NEW['1.3']} Comply: No Evidence: Letters ask. Commentary: May 2025.",
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens it.", "Taught."),
        row("1.3", NO, "Letters ask.", "May 2025."),
    ]


def test_all_labels_of_a_provision_in_one_paragraph_of_several_lines() -> None:
    lines = ["\n".join(("1.2", NEW["1.2"], "Comply: Yes", "Evidence: It opens our policy."))]
    assert told(lines) == [row("1.2", YES, "It opens our policy.")]


def test_a_heading_a_provision() -> None:
    lines: list[str | tuple[str, int]] = [
        ("Section 1: Definition of a complaint", 2),
        ("1.2", 3),
        NEW["1.2"],
        "Comply: Yes",
        "Evidence: It opens our policy.",
        ("1.3", 3),
        NEW["1.3"],
        "Comply: No",
        "Evidence: Letters ask for it.",
        ("Section 2: Exclusions", 2),
        ("2.1", 3),
        NEW["2.1"],
        "Comply: Yes",
        "Evidence: Refusals are logged.",
        ("Governing body's response", 2),
        "The board welcomes the report.",
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens our policy."),
        row("1.3", NO, "Letters ask for it."),
        row("2.1", YES, "Refusals are logged."),
    ]


def test_labelled_lines_without_the_requirements_text() -> None:
    lines = [
        line
        for number, answer in (("1.2", "Yes"), ("1.3", "No"), ("1.4", "Yes"))
        for line in (f"Code provision {number}", f"Comply: {answer}", f"Evidence: Kept in file {number[-1]}.")
    ]
    assert told(lines) == [
        ("1.2", "", YES, "Kept in file 2.", ""),
        ("1.3", "", NO, "Kept in file 3.", ""),
        ("1.4", "", YES, "Kept in file 4.", ""),
    ]


def test_labelled_lines_without_numbers() -> None:
    lines = [
        line
        for number, answer in (("1.2", "Yes"), ("1.3", "No"), ("1.4", "Yes"))
        for line in (f"Requirement: {NEW[number]}", f"Comply: {answer}", "Evidence: Kept.")
    ]
    assert told(lines) == [
        (None, NEW["1.2"], YES, "Kept.", ""),
        (None, NEW["1.3"], NO, "Kept.", ""),
        (None, NEW["1.4"], YES, "Kept.", ""),
    ]


def test_evidence_that_mentions_labels_and_numbers_stays_evidence() -> None:
    lines = [
        "Code provision 1.2",
        f"Code requirement: {NEW['1.2']}",
        "Comply: Yes",
        "Evidence: Our policy, section 3.2.",
        "3.2 A complaint is any statement that something went wrong.",
        "1.2.1 Leaflet for new residents",
        "We comply with this because staff are trained: all of them.",
        "Our website: www.example.org/complaints",
        "Code provision 1.3",
        f"Code requirement: {NEW['1.3']}",
        "Comply: Yes",
        "Evidence: We ask.",
    ]
    evidence = (
        "Our policy, section 3.2. 3.2 A complaint is any statement that something went wrong. 1.2.1 Leaflet for new "
        "residents We comply with this because staff are trained: all of them. Our website: www.example.org/complaints"
    )
    assert told(lines) == [row("1.2", YES, evidence), row("1.3", YES, "We ask.")]


def test_places_of_labelled_rows() -> None:
    lines = [
        "Title",
        "Code provision 1.2",
        NEW["1.2"],
        "Comply: Yes",
        "",
        "Code provision 1.3",
        NEW["1.3"],
        "Comply: No",
    ]
    assert [(each.number, each.location) for each in rows_of(lines)] == [
        ("1.2", Location(line=2)),
        ("1.3", Location(line=6)),
    ]


# ── stacked cells ────────────────────────────────────────────────────────────────────────────────


def test_one_cell_a_paragraph_without_labels() -> None:
    lines = [
        "1.2",
        NEW["1.2"],
        "Yes",
        "It opens our policy.",
        "1.3",
        NEW["1.3"],
        "No",
        "Letters ask for it.",
        "They change in May 2025.",
        "2.1",
        NEW["2.1"],
        "Yes",
        "Refusals are logged.",
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens our policy."),
        row("1.3", NO, "Letters ask for it. They change in May 2025."),
        row("2.1", YES, "Refusals are logged."),
    ]


def test_stacked_cells_under_the_headings_of_their_table() -> None:
    heading = ["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]
    lines = [*heading, "1.2", NEW["1.2"], "Yes", "It opens our policy.", "1.3", NEW["1.3"], "No", "Letters ask for it."]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.3", NO, "Letters ask for it.")]


def test_stacked_cells_with_banners_between_them() -> None:
    lines = [
        "1.6",
        NEW["1.6"],
        "Yes",
        "We do.",
        "Section 2: Exclusions",
        "2.1",
        NEW["2.1"],
        "Yes",
        "Refusals are logged.",
    ]
    assert told(lines) == [row("1.6", YES, "We do."), row("2.1", YES, "Refusals are logged.")]


def test_stacked_cells_without_numbers() -> None:
    lines = [NEW["1.2"], "Yes", "It opens our policy.", NEW["1.3"], "No", "Letters ask for it."]
    assert told(lines) == [
        (None, NEW["1.2"], YES, "It opens our policy.", ""),
        (None, NEW["1.3"], NO, "Letters ask for it.", ""),
    ]


def test_a_stacked_requirement_over_several_lines_with_its_list() -> None:
    items = [
        each for each in next(r.text for r in BOOKS[1].requirements if r.number == "6.9").split("\n") if each.strip()
    ]
    lines = ["6.9", *items, "Yes", "Our letters hold all of it.", "6.10", NEW["6.10"], "Yes", "Kept."]
    assert told(lines) == [row("6.9", YES, "Our letters hold all of it."), row("6.10", YES, "Kept.")]


def test_stacked_cells_whose_answer_was_lost() -> None:
    lines = [
        "1.2",
        NEW["1.2"],
        "Yes",
        "It opens our policy.",
        "1.3",
        NEW["1.3"],
        "1.4",
        NEW["1.4"],
        "No",
        "It is planned.",
    ]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.3", BLANK), row("1.4", NO, "It is planned.")]


# ── cells glued together ─────────────────────────────────────────────────────────────────────────


def test_a_row_glued_into_one_line() -> None:
    lines = [
        f"1.2{NEW['1.2']}YesIt opens our policy.",
        f"1.3{NEW['1.3']}NoLetters ask for it.",
        f"2.5{NEW['2.5']}YesNo such approach is taken.",
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens our policy."),
        row("1.3", NO, "Letters ask for it."),
        row("2.5", YES, "No such approach is taken."),
    ]


def test_several_rows_glued_into_one_line() -> None:
    line = "".join(f"{number}{NEW[number]}YesIt is kept." for number in ("1.2", "1.3", "1.4", "1.5"))
    assert told([line]) == [row(number, YES, "It is kept.") for number in ("1.2", "1.3", "1.4", "1.5")]


def test_a_row_of_cells_with_spaces_between_them() -> None:
    lines = [f"1.2 {NEW['1.2']} Yes It opens our policy.", f"1.3 {NEW['1.3']} No Letters ask for it."]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.3", NO, "Letters ask for it.")]


@pytest.mark.parametrize("edition", ["2022", "2024"])
@pytest.mark.parametrize("joint", ["", " "])
def test_the_whole_of_a_form_glued_row_by_row(edition: str, joint: str) -> None:
    lines = [joint.join((number, text, "Yes", "Staff keep to it.")) for number, text in TEXT[edition].items()]
    assert told(lines) == [row(number, YES, "Staff keep to it.", texts=TEXT[edition]) for number in TEXT[edition]]


def test_the_dots_before_a_requirement_are_printed_too() -> None:
    assert told([f"1.6 {OLD['1.6']} Yes Kept.", f"3.2 {OLD['3.2']} Yes Kept."]) == [
        row("1.6", YES, "Kept.", texts=OLD),
        row("3.2", YES, "Kept.", texts=OLD),
    ]


def test_the_whole_of_the_form_of_2024_in_one_line() -> None:
    line = " ".join(f"{number} {text} Yes Staff keep to it" for number, text in NEW.items())
    assert told([line]) == [row(number, YES, "Staff keep to it") for number in NEW]


def test_glued_words_that_look_like_answers_inside_the_requirement() -> None:
    """The requirement of 2.5 holds "not", that of 3.3 "complaints"; evidence begins with "No"."""
    lines = [
        f"3.3 {NEW['3.3']} No Staff targets count complaints. Yes is the wrong word here.",
        f"3.5 {NEW['3.5']} Yes",
    ]
    assert told(lines) == [
        row("3.3", NO, "Staff targets count complaints. Yes is the wrong word here."),
        row("3.5", YES),
    ]


# ── what is no row ───────────────────────────────────────────────────────────────────────────────


def test_a_policy_with_numbered_clauses_holds_no_rows() -> None:
    lines: list[str | tuple[str, int]] = [
        ("1. Purpose", 1),
        "1.2 We want every resident to find it easy to tell us that something went wrong.",
        "1.3 This policy applies to all of our homes.",
        ("5. How we answer", 1),
        "5.1 Stage 1: we answer within ten working days.",
        "5.2 Stage 2: we answer within twenty working days.",
        "Evidence: none is needed from you at this stage.",
    ]
    assert told(lines) == []


def test_a_contents_list_holds_no_rows() -> None:
    lines = [
        "Contents",
        "1.2 Definition ........ 3",
        "1.3 Third parties ........ 4",
        "2.1 Exclusions",
        "5",
        "5.1 Policy 9",
    ]
    assert told(lines) == []


def test_an_annual_report_with_numbered_sections_holds_no_rows() -> None:
    lines = [
        "1.2 Complaints received",
        "We had 120 complaints at stage 1 and 12 at stage 2.",
        "1.3 How we did",
        "Yes, we answered 94 % of them in time.",
        "2.1 What we learned",
        "Compliance: the self-assessment was approved by the board.",
    ]
    assert told(lines) == []


def test_three_part_numbers_are_never_rows() -> None:
    lines = ["1.2.1", NEW["1.2"], "Yes", "It opens our policy.", "1.2.2 Leaflet", "Comply: Yes"]
    assert [each.number for each in rows_of(lines)] in ([], [None])


def test_the_code_itself_is_no_form() -> None:
    """All its numbers and texts are there, and nothing that answers them."""
    assert told(f"{number} {text}" for number, text in NEW.items()) == []


def test_a_sentence_that_quotes_a_requirement_is_no_row() -> None:
    lines = [
        "The Code says that landlords must accept a complaint unless there is a valid reason not to do so, and we do.",
        "Provision 2.1 was discussed by the board in May.",
        "In section 5.1 we said yes.",
    ]
    assert told(lines) == []


# ── labels that the format sets off ──────────────────────────────────────────────────────────────


def marked(*lines: str | tuple[str, str]) -> list[Told]:
    """The rows of lines; a pair is a text whose head is set off, and that head."""
    blocks = [Paragraph(each) if isinstance(each, str) else Paragraph(each[0], marked=each[1]) for each in lines]
    rows = assemble(Document("html", tuple(blocks)), FORMS).rows
    return [(each.number, each.requirement, each.answer, each.evidence, each.commentary) for each in rows]


def block(number: str, answer: str, *evidence: str, said: str = "") -> list[str | tuple[str, str]]:
    name = ("Comply", "Comply"), ("Evidence", "Evidence"), (f"Commentary {said}", "Commentary")
    return [(number, number), NEW[number], name[0], answer, name[1], *evidence, name[2]]


def test_where_labels_are_set_off_other_words_are_none() -> None:
    policy = ("Stage 1", "How we comply: by the book.", "Section 5: Adjustments", "Comments: none", "2.1 of our policy")
    lines = [*block("1.2", "Yes", *policy), *block("1.3", "No", "Evidence: letters", said="Comply by May.")]
    assert marked(*lines) == [
        row("1.2", YES, " ".join(policy)),
        row("1.3", NO, "Evidence: letters", "Comply by May."),
    ]


def test_a_set_off_label_needs_no_colon_and_may_be_bold_with_its_value() -> None:
    lines: list[str | tuple[str, str]] = [
        ("1.2", "1.2"), NEW["1.2"], ("Comply: Yes", "Comply: Yes"), ("Evidence it opens our policy.", "Evidence"),
        ("1.3", "1.3"), NEW["1.3"], ("Comply No", "Comply"), ("Evidence – our letters.", "Evidence"),
        ("1.4", "1.4"), NEW["1.4"], ("Comply? N/A", "Comply?"), ("Policy: page 2", "Policy:"),
    ]  # fmt: skip
    assert marked(*lines) == [
        row("1.2", YES, "it opens our policy."),
        row("1.3", NO, "our letters."),
        row("1.4", Answer.NOT_APPLICABLE, "Policy: page 2"),
    ]


def test_a_heading_that_begins_as_the_requirement_below_it_is_its_title() -> None:
    lines: list[str | tuple[str, int]] = []
    for number, answer in (("1.2", "Yes"), ("1.3", "No")):
        lines += [(f"{number} {NEW[number][:60]}…", 3), ("Requirement", 5), NEW[number], ("Compliance", 5), answer]
        lines += [("Evidence", 5), "Our policy."]
    assert told(lines) == [row("1.2", YES, "Our policy."), row("1.3", NO, "Our policy.")]


def test_a_badge_beside_the_number_is_the_answer() -> None:
    lines: list[str | tuple[str, int]] = []
    for number, answer in (("1.2", "Yes"), ("1.3", "Not compliant")):
        lines += [(f"Provision {number} {answer}", 3), NEW[number], ("Evidence", 4), "Our policy."]
    assert told(lines) == [row("1.2", YES, "Our policy."), row("1.3", NO, "Our policy.")]


def test_nothing_behind_an_answers_label_is_no_answer() -> None:
    evidence = "This is set out in our guide to putting things right."
    lines: list[str | tuple[str, int]] = [("1.2", 3), NEW["1.2"], "Compliant:", evidence]
    lines += [("1.3", 3), NEW["1.3"], "Compliant: Yes", evidence]
    assert told(lines) == [row("1.2", BLANK, evidence), row("1.3", YES, evidence)]


def test_a_requirement_that_evidence_quotes_begins_no_row() -> None:
    quoted = [NEW["2.1"], "That is what our policy says."]
    lines = [*block("1.2", "Yes", *quoted), *block("1.3", "No", "Letters.")]
    assert marked(*lines) == [row("1.2", YES, " ".join(quoted)), row("1.3", NO, "Letters.")]


def test_a_sentence_that_answers_behind_the_requirement() -> None:
    lines = [
        "1.2", NEW["1.2"], "We comply with this provision.", "See our policy.",
        "1.3", NEW["1.3"], "We do not currently comply with this provision.", "Letters ask for it.",
        "8.1", *NEW["8.1"].split("; "), "Yes", "Report.",
    ]  # fmt: skip
    assert [each[2:4] for each in told(lines)] == [
        (YES, "See our policy."),
        (NO, "Letters ask for it."),
        (YES, "Report."),
    ]


def test_the_label_of_the_next_row_is_no_evidence() -> None:
    lines = ["Requirement", NEW["1.2"], "Comply: Yes", "Evidence: Policy.", "Requirement", NEW["1.3"], "Comply: No"]
    assert told(lines) == [(None, NEW["1.2"], YES, "Policy.", ""), (None, NEW["1.3"], NO, "", "")]


def test_a_dash_alone_behind_a_label_is_what_is_said() -> None:
    lines = [*block("1.2", "Yes"), *block("1.3", "No")]
    lines[4:5], lines[-2:-1] = [("Evidence: -", "Evidence:")], [("Evidence –", "Evidence")]
    assert [each[2:4] for each in marked(*lines)] == [(YES, "-"), (NO, "")]


def test_a_heading_inside_the_evidence_ends_no_row() -> None:
    lines: list[str | tuple[str, int]] = []
    for number, answer in (("1.2", "Compliant"), ("1.3", "Not compliant")):
        lines += [(number, 3), NEW[number], ("Comply", 4), answer, ("Evidence", 4), ("Policy", 5), "Page 2."]
    assert told([*lines, ("Approval", 2), "3 May 2025"]) == [
        row("1.2", YES, "Policy Page 2."),
        row("1.3", NO, "Policy Page 2."),
    ]


def test_an_answer_that_is_a_label_elsewhere_stands_below_its_label() -> None:
    lines = ["1.2", NEW["1.2"], "Comply", "Compliant", "Evidence", "Policy.", "1.3", NEW["1.3"], "Comply", "Compliant"]
    assert told(lines) == [row("1.2", YES, "Policy."), row("1.3", YES)]


# ── sentences, labels of the document's own, other orders ────────────────────────────────────────


def test_a_sentence_behind_the_requirement_is_the_answer_and_the_evidence() -> None:
    lines = [
        f"1.2 {NEW['1.2']}",
        "We are compliant with this provision. It opens our policy.",
        f"1.3 {NEW['1.3']}",
        "We do not currently meet this. Letters ask for it.",
        f"1.4 {NEW['1.4']}",
        "The landlord partially complies. No log is kept.",
    ]
    assert told(lines) == [
        row("1.2", YES, "We are compliant with this provision. It opens our policy."),
        row("1.3", NO, "We do not currently meet this. Letters ask for it."),
        row("1.4", PARTIAL, "The landlord partially complies. No log is kept."),
    ]


def test_labels_that_only_this_document_uses() -> None:
    lines = [
        line
        for number, answer in (("1.2", "Yes"), ("1.3", "No"), ("1.4", "Yes"))
        for line in (
            f"Item {number}",
            f"Wording: {NEW[number]}",
            f"Verdict: {answer}",
            "Proof: It opens our policy. Website: www.example.org",
            "Reasons: Staff learn it.",
        )
    ]
    said = "It opens our policy. Website: www.example.org"
    assert told(lines) == [
        row("1.2", YES, said, "Staff learn it."),
        row("1.3", NO, said, "Staff learn it."),
        row("1.4", YES, said, "Staff learn it."),
    ]


def test_an_answer_glued_to_words_and_lost_answers_that_are_no_later_no() -> None:
    lines = [
        f"1.2{NEW['1.2']}YesN/A",
        f"1.3{NEW['1.3']}Staff are trained. No exceptions have been recorded.",
        f"1.4{NEW['1.4']}YESNo complaints were refused.",
    ]
    assert told(lines) == [
        row("1.2", YES, "N/A"),
        row("1.3", BLANK, "Staff are trained. No exceptions have been recorded."),
        row("1.4", YES, "No complaints were refused."),
    ]


def test_an_answer_among_the_requirements_lines() -> None:
    half = NEW["1.4"].index(" requiring action")
    lines = [
        "1.2",
        NEW["1.2"],
        "Yes",
        "It opens our policy.",
        "1.4",
        f"{NEW['1.4'][:half]} Partial",
        NEW["1.4"][half:].strip(),
        "A log is kept.",
    ]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.4", PARTIAL, "A log is kept.")]


def test_an_answer_that_was_put_above_the_number_of_its_row() -> None:
    lines = [
        "1.2",
        NEW["1.2"],
        "Yes",
        "It opens our policy.",
        "No",
        "Letters ask for it.",
        "1.3",
        NEW["1.3"],
        "1.4",
        NEW["1.4"],
        "Yes",
        "A log is kept.",
    ]
    assert told(lines) == [
        row("1.2", YES, "It opens our policy."),
        row("1.3", NO, "Letters ask for it."),
        row("1.4", YES, "A log is kept."),
    ]


def test_misread_numbers_and_answers() -> None:
    lines = [f"l.2 {NEW['1.2']}", "Ycs", "Policy.", f"1,3 {NEW['1.3']}", "N0", "Letters.", f"2.l {NEW['2.1']}", "Ves"]
    assert told(lines) == [row("1.2", YES, "Policy."), row("1.3", NO, "Letters."), row("2.1", YES)]


def test_headings_of_a_table_repeated_between_its_cells() -> None:
    heading = ["Code", "provision", "Code requirement", "Comply: Yes /", "No", "Evidence"]
    lines = [*heading, "1.2", NEW["1.2"], "Yes", "It opens", *heading, "our policy.", "1.3", NEW["1.3"], "No", "Later."]
    assert told(lines) == [row("1.2", YES, "It opens our policy."), row("1.3", NO, "Later.")]


def test_what_is_signed_below_a_row_glued_into_one_line_is_not_its_evidence() -> None:
    lines = [f"{number}{NEW[number]}YesIt opens our policy." for number in ("1.2", "1.3")]
    told_of = [row("1.2", YES, "It opens our policy."), row("1.3", YES, "It opens our policy.")]
    assert told([*lines, "Governing body response", "The Board agrees."]) == told_of
    assert told([*lines, "Reviewed: May 2025"]) == told_of


def test_answers_below_the_requirements_of_a_page_are_shared_out_where_there_are_as_many() -> None:
    """As a converter that reads a page column by column leaves them."""
    pages = [(("1.2", "1.3", "1.4"), ("Yes", "No", "Partial")), (("2.1", "2.2"), ("No",))]
    lines = [
        line
        for numbers, answers in pages
        for line in (
            *(NEW[number] for number in numbers),
            *(each for answer in answers for each in (answer, f"{answer}, see page 2 of it.")),
        )
    ]
    assert [(requirement, answer, evidence) for _, requirement, answer, evidence, _ in told(lines)] == [
        (NEW["1.2"], YES, "Yes, see page 2 of it."),
        (NEW["1.3"], NO, "No, see page 2 of it."),
        (NEW["1.4"], PARTIAL, "Partial, see page 2 of it."),
        (NEW["2.1"], BLANK, ""),
        (NEW["2.2"], BLANK, "No, see page 2 of it."),
    ]


def test_a_requirement_in_a_narrow_column_begins_over_several_lines() -> None:
    lines = [
        each
        for number, answer in (("3.1", "Yes"), ("3.2", "No"))
        for each in (*wrap(NEW[number], 24), answer, "Shown on our site.")
    ]
    assert [(requirement, answer, evidence) for _, requirement, answer, evidence, _ in told(lines)] == [
        (NEW["3.1"], YES, "Shown on our site."),
        (NEW["3.2"], NO, "Shown on our site."),
    ]


def test_evidence_that_begins_like_another_rows_requirement_begins_no_row() -> None:
    quote = NEW["1.3"][:90]
    lines = [f"1.2 {NEW['1.2']}", "Yes", "Staff say:", quote, f"1.3 {NEW['1.3']}", "No", "Shown on our site."]
    assert told(lines) == [row("1.2", YES, f"Staff say: {quote}"), row("1.3", NO, "Shown on our site.")]
