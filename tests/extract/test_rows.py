"""Blocks → provision rows: where a row begins, how far it goes, and what is no row at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hoscheck.extract.forms import Forms
from hoscheck.extract.rows import assemble
from hoscheck.model import Answer, Block, Document, Location, Paragraph, ProvisionRow, Table, TableRow
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

BOOKS = built_in()
FORMS = Forms(BOOKS)
TEXT = {book.edition: {each.number: squash(each.text) for each in book.requirements} for book in BOOKS}
NEW, OLD = TEXT["2024"], TEXT["2022"]
YES, NO, BLANK = Answer.YES, Answer.NO, Answer.BLANK

HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
Told = tuple[str | None, str, Answer, str, str]


def table(*rows: Sequence[str], page: int | None = None, number: int = 1) -> Table:
    return Table(
        tuple(TableRow(tuple(cells), Location(page=page, table=number, row=at)) for at, cells in enumerate(rows, 1))
    )


def rows_of(*blocks: Block) -> tuple[ProvisionRow, ...]:
    return assemble(Document("pdf", blocks), FORMS).rows


def told(*blocks: Block) -> list[Told]:
    """(number, requirement, answer, evidence, commentary) of every row; no row has an extra column."""
    rows = rows_of(*blocks)
    assert [row.extra for row in rows] == [()] * len(rows)
    return [(row.number, row.requirement, row.answer, row.evidence, row.commentary) for row in rows]


def line(number: str, answer: str = "Yes", evidence: str = "Our policy opens with it.", said: str = "") -> list[str]:
    return [number, NEW[number], answer, evidence, said]


def read(number: str, answer: Answer = YES, evidence: str = "Our policy opens with it.", said: str = "") -> Told:
    return (number, NEW[number], answer, evidence, said)


def halves(text: str, share: float = 0.5) -> tuple[str, str]:
    """A text cut between two words, as a page's end cuts it."""
    words = text.split()
    cut = max(1, int(len(words) * share))
    return " ".join(words[:cut]), " ".join(words[cut:])


# ── headings again ───────────────────────────────────────────────────────────────────────────────


def test_a_heading_repeated_in_the_middle_of_a_table() -> None:
    assert told(table(HEADINGS, line("1.2"), HEADINGS, line("1.3"), HEADINGS, line("1.4"))) == [
        read("1.2"),
        read("1.3"),
        read("1.4"),
    ]


def test_a_heading_between_the_two_parts_of_a_row() -> None:
    first, second = halves(NEW["1.3"])
    form = table(
        HEADINGS,
        ["1.3", first, "Yes", "We ask.", "Each"],
        HEADINGS,
        ["", second, "", "And ask again.", "time."],
        line("1.4"),
    )
    assert told(form) == [("1.3", NEW["1.3"], YES, "We ask. And ask again.", "Each time."), read("1.4")]


def test_a_heading_that_changes_the_columns_in_the_middle_of_a_table() -> None:
    swapped = (HEADINGS[0], HEADINGS[1], HEADINGS[3], HEADINGS[2], HEADINGS[4])
    form = table(
        HEADINGS, line("1.2"), swapped, ["1.3", NEW["1.3"], "Our policy opens with it.", "No", "From May 2025."]
    )
    assert told(form) == [read("1.2"), read("1.3", NO, said="From May 2025.")]


def test_a_heading_damaged_in_its_second_copy() -> None:
    damaged = ("Codo provislon", "Code requirernent", "Comply Yes No", "Evidonce", "Commentary explanatlon")
    assert told(table(HEADINGS, line("1.2"), damaged, line("1.3"))) == [read("1.2"), read("1.3")]


# ── rows that go on ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", [1, 3, 4])
def test_a_row_goes_on_in_any_text_column(column: int) -> None:
    whole = ["1.3", NEW["1.3"], "Yes", "We ask each resident. Letters offer it.", "Staff learn it. Managers check it."]
    first, second = halves(whole[column])
    top, rest = list(whole), [""] * 5
    top[column], rest[column] = first, second
    assert told(table(HEADINGS, line("1.2"), top, rest, line("1.4"))) == [
        read("1.2"),
        ("1.3", whole[1], YES, whole[3], whole[4]),
        read("1.4"),
    ]


def test_a_row_goes_on_in_all_columns_over_three_pages() -> None:
    first, rest = halves(NEW["1.6"], 0.3)
    second, third = halves(rest)
    form = (
        table(HEADINGS, ["1.6", first, "Yes", "We", "Each"], page=1),
        table(HEADINGS, ["", second, "", "send", "month"], page=2, number=2),
        table(HEADINGS, ["", third, "", "surveys.", "anew."], line("2.1"), page=3, number=3),
    )
    assert told(*form) == [("1.6", NEW["1.6"], YES, "We send surveys.", "Each month anew."), read("2.1")]
    assert [row.location for row in rows_of(*form)] == [
        Location(page=1, end_page=3, table=1, row=2),
        Location(page=3, end_page=3, table=3, row=3),
    ]


def test_the_answer_of_a_row_stands_on_its_second_page() -> None:
    first, second = halves(NEW["1.4"])
    form = table(HEADINGS, ["1.4", first, "", "", ""], ["", second, "No", "Not yet.", "In May 2025."], line("1.5"))
    assert told(form) == [("1.4", NEW["1.4"], NO, "Not yet.", "In May 2025."), read("1.5")]


def test_a_row_whose_number_is_printed_again_on_the_next_page() -> None:
    first, second = halves(NEW["1.4"])
    form = (
        table(HEADINGS, ["1.4", first, "Yes", "Logged", ""], page=1),
        table(HEADINGS, ["1.4", second, "", "apart.", ""], line("1.5"), page=2, number=2),
    )
    assert told(*form) == [("1.4", NEW["1.4"], YES, "Logged apart.", ""), read("1.5")]


def test_a_row_whose_number_stands_in_the_middle_of_its_lines() -> None:
    """Some grids lose a row's upper rule: the number is printed beside the second line."""
    form = table(HEADINGS, ["1.2\n", NEW["1.2"], "\nYes", "\nIn it.", ""], line("1.3"))
    assert told(form) == [("1.2", NEW["1.2"], YES, "In it.", ""), read("1.3")]


def test_the_items_of_a_list_in_rows_of_their_own() -> None:
    items = [each.strip() for each in next(r.text for r in BOOKS[1].requirements if r.number == "6.9").split("\n")]
    assert len(items) > 5
    form = table(
        HEADINGS,
        line("6.8"),
        ["6.9", items[0], "Yes", "Our letters say so.", ""],
        *(["", item, "", "", ""] for item in items[1:]),
        line("6.10"),
    )
    assert [(row.number, row.answer, row.evidence) for row in rows_of(form)] == [
        ("6.8", YES, "Our policy opens with it."),
        ("6.9", YES, "Our letters say so."),
        ("6.10", YES, "Our policy opens with it."),
    ]
    assert rows_of(form)[1].requirement == squash(" ".join(items))


def test_a_continuation_that_begins_like_another_provision() -> None:
    """7.4 of 2022 lists what 8.1 asks for; the rest of 7.4 on the next page is still 7.4."""
    first, second = halves(OLD["7.4"], 0.82)
    form = table(
        ("Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations"),
        ["7.4", first, "Yes", "The board sees it."],
        ["", second, "", "Each quarter."],
        ["7.5", OLD["7.5"], "Yes", "Kept."],
    )
    assert told(form) == [
        ("7.4", OLD["7.4"], YES, "The board sees it. Each quarter.", ""),
        ("7.5", OLD["7.5"], YES, "Kept.", ""),
    ]


def test_evidence_that_goes_on_with_a_policy_clause_or_an_evidence_label() -> None:
    form = table(
        HEADINGS,
        line("1.2", evidence="Our policy says:"),
        ["", "", "", "3.2 A complaint is any statement that something went wrong.", ""],
        ["", "", "", "1.2.1 Complaints leaflet", ""],
        ["", "", "", "10.30am each Monday the cases are reviewed.", ""],
        line("1.3"),
    )
    evidence = (
        "Our policy says: 3.2 A complaint is any statement that something went wrong. 1.2.1 Complaints leaflet "
        "10.30am each Monday the cases are reviewed."
    )
    assert told(form) == [read("1.2", evidence=evidence), read("1.3")]


@pytest.mark.parametrize(
    "text",
    [
        "Complaints policy, section 3",
        "Board minutes of May 2024",
        "Section 5.1 of the policy",
        "Section 3 Complaints Policy",
        "Stage 1 response",
    ],
)
def test_a_citation_alone_on_the_next_page_belongs_to_the_row(text: str) -> None:
    form = table(HEADINGS, line("1.2", evidence="Our policy;"), ["", "", "", text, ""], line("1.3"))
    assert told(form) == [read("1.2", evidence=f"Our policy; {text}"), read("1.3")]


# ── rows without a number ────────────────────────────────────────────────────────────────────────


def test_rows_without_any_number_are_told_by_their_text() -> None:
    form = table(HEADINGS, line("1.2"), ["", *line("1.3")[1:]], ["", *line("1.4", "No")[1:]], line("1.5"))
    assert told(form) == [read("1.2"), (None, *read("1.3")[1:]), (None, *read("1.4", NO)[1:]), read("1.5")]


def test_a_form_without_any_number() -> None:
    form = table(HEADINGS[1:], *(line(number)[1:] for number in NEW))
    assert [row.requirement for row in rows_of(form)] == list(NEW.values())
    assert {(row.number, row.answer) for row in rows_of(form)} == {(None, YES)}


def test_a_row_whose_number_stands_alone_above_it() -> None:
    form = table(
        HEADINGS, ["1.2", "", "", "", ""], ["", *line("1.2")[1:]], ["1.3", "", "", "", ""], ["", *line("1.3")[1:]]
    )
    assert told(form) == [read("1.2"), read("1.3")]


def test_the_whole_of_both_forms_in_their_printed_order() -> None:
    for texts in (NEW, OLD):
        form = table(HEADINGS, *([number, text, "Yes", "Kept.", ""] for number, text in texts.items()))
        assert told(form) == [(number, text, YES, "Kept.", "") for number, text in texts.items()]


# ── rows that only divide ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "banner",
    [
        "Section 2: Exclusions",
        "Exclusions",
        "Mandatory ‘must’ requirements",
        "Best practice 'should' requirements",
        "Stage 2",
        "Section 5: Complaint stages – Mandatory 'must' requirements",
    ],
)
def test_a_banner_row_ends_a_row_and_is_none(banner: str) -> None:
    merged = [banner, "", "", "", ""]
    everywhere = [banner] * 5
    second = ["", banner, "", "", ""]
    for row in (merged, everywhere, second):
        assert told(table(HEADINGS, line("1.2"), row, line("2.1"))) == [read("1.2"), read("2.1")], row


def test_a_banner_that_a_converter_cut_into_cells() -> None:
    cut = ["Section 2:", "Exclusions", "", "", ""]
    assert told(table(HEADINGS, line("1.2"), cut, line("2.1"))) == [read("1.2"), read("2.1")]


def test_a_banner_with_the_headings_of_its_section_below_it() -> None:
    banner = ["Section 2: Exclusions", "", "", "", ""]
    assert told(table(HEADINGS, line("1.6"), banner, HEADINGS, line("2.1"))) == [read("1.6"), read("2.1")]


def test_a_note_in_the_numbers_column_is_no_part_of_the_row_above() -> None:
    note = ["Stage 3: not applicable, we have two stages", "", "", "", ""]
    assert told(table(HEADINGS, line("1.2"), note, line("1.3"))) == [read("1.2"), read("1.3")]


def test_empty_rows_and_drawn_rules_say_nothing() -> None:
    form = table(HEADINGS, [""] * 5, line("1.2"), ["---"] * 5, ["", " ", "", "\n", ""], line("1.3"), ["____"] * 5)
    assert told(form) == [read("1.2"), read("1.3")]


# ── furniture ────────────────────────────────────────────────────────────────────────────────────


def test_a_running_header_inside_a_table_is_no_part_of_a_row() -> None:
    form = table(
        HEADINGS,
        line("1.2"),
        ["", "", "Self-assessment 2024", "", "Page 2"],
        line("1.3"),
        ["", "", "Self-assessment 2024", "", "Page 3"],
        line("1.4"),
    )
    assert told(form) == [read("1.2"), read("1.3"), read("1.4")]


def test_a_running_header_in_the_numbers_column_or_across_all() -> None:
    name = "Elm Grove Homes complaints self-assessment"
    for header in ([name, "", "", "", ""], [name] * 5):
        form = table(HEADINGS, line("1.2"), header, line("1.3"), header, line("1.4"))
        assert told(form) == [read("1.2"), read("1.3"), read("1.4")], header


def test_a_running_header_between_the_parts_of_a_row() -> None:
    form = table(
        HEADINGS,
        line("1.2", evidence="Our policy"),
        ["", "", "Self-assessment 2024", "", ""],
        ["", "", "", "opens with it.", ""],
        line("1.3"),
    )
    assert told(form) == [read("1.2"), read("1.3")]


@pytest.mark.parametrize("column", [1, 3])
def test_a_running_header_in_another_column(column: int) -> None:
    header = [""] * 5
    header[column] = "Elm Grove Homes complaints self-assessment"
    form = table(HEADINGS, line("1.2"), header, line("1.3"), header, line("1.4"), header, line("1.5"))
    assert told(form) == [read("1.2"), read("1.3"), read("1.4"), read("1.5")]


def test_evidence_that_recurs_under_merged_requirements_is_no_running_header() -> None:
    form = table(
        HEADINGS, *(row for number in ("1.2", "1.3", "1.4") for row in (line(number), ["", "", "", "See it.", ""]))
    )
    assert [row.evidence[-7:] for row in rows_of(form)] == ["See it."] * 3


def test_a_page_number_inside_a_table_is_no_answer_and_no_row() -> None:
    form = table(HEADINGS, line("1.2"), ["", "", "4", "", ""], line("1.3", "", ""), ["", "", "5", "", ""], line("1.4"))
    assert told(form) == [read("1.2"), read("1.3", BLANK, ""), read("1.4")]


def test_labelled_rows_under_the_provision_say_what_their_labels_say() -> None:
    form = table(
        ("Code provision", "Code requirement", "Comply: Yes / No"),
        ("1.2", TEXT["2024"]["1.2"], "Yes"),
        ("Evidence: Our policy opens with it.", "", ""),
        ("Commentary", "No change.", ""),
        ("1.3", TEXT["2024"]["1.3"], ""),
        ("Comply: No", "Our policy opens with it.", ""),
    )
    assert [(row.number, row.answer, row.evidence, row.commentary) for row in rows_of(form)][:1] == [
        ("1.2", YES, "Our policy opens with it.", "No change.")
    ]
    assert [(row.number, row.answer) for row in rows_of(form)][1:] == [("1.3", NO)]


def test_the_last_words_of_a_requirement_are_no_label() -> None:
    first, last = NEW["1.2"][:-40], "landlord's response."
    form = table(HEADINGS, ["1.2", first, "Yes", "Policy.", ""], ["", last, "", "Leaflet.", ""])
    assert [(row.requirement, row.evidence) for row in rows_of(form)] == [(f"{first} {last}", "Policy. Leaflet.")]


# ── merged cells ─────────────────────────────────────────────────────────────────────────────────


def test_evidence_merged_over_several_rows_stands_in_the_first() -> None:
    form = table(HEADINGS, line("1.2"), line("1.3", evidence=""), line("1.4", evidence=""))
    assert told(form) == [read("1.2"), read("1.3", evidence=""), read("1.4", evidence="")]


def test_an_answer_merged_over_two_rows_is_never_turned_into_a_no() -> None:
    form = table(HEADINGS, line("1.2"), line("1.3", ""), line("1.4"))
    assert told(form) == [read("1.2"), read("1.3", BLANK), read("1.4")]


def test_a_number_merged_over_the_parts_of_its_row() -> None:
    """One provision in three rows of cells: the number once, three pieces of evidence beside it."""
    form = table(
        HEADINGS,
        line("1.2", evidence="Policy."),
        ["", "", "", "Leaflet.", "Sent yearly."],
        ["", "", "", "Website.", ""],
        line("1.3"),
    )
    assert told(form) == [read("1.2", evidence="Policy. Leaflet. Website.", said="Sent yearly."), read("1.3")]


def test_provisions_that_share_a_merged_cell_have_what_it_says() -> None:
    """One answer and one piece of evidence over two provisions, and a row of the second that only goes on."""
    first, second, third = table(line("1.2"), line("1.3", "", "", "Own words."), ["", "", "", "", "More."]).rows
    shared = ((2, "Yes"), (3, "Our policy opens with it."))
    form = Table((*table(HEADINGS).rows, first, replace(second, above=shared), replace(third, above=shared)))
    assert told(form) == [read("1.2"), read("1.3", said="Own words. More.")]


def test_evidence_and_commentary_merged_into_one_cell() -> None:
    form = table(HEADINGS, ["1.2", NEW["1.2"], "Yes", "It opens the policy and staff learn it.", ""], line("1.3"))
    assert told(form) == [read("1.2", evidence="It opens the policy and staff learn it."), read("1.3")]


# ── what is no row ───────────────────────────────────────────────────────────────────────────────


def test_three_part_numbers_in_the_numbers_column_are_no_rows() -> None:
    form = table(
        HEADINGS,
        line("1.2"),
        ["1.2.1", "Leaflet", "", "", ""],
        ["1.2.2", "Poster", "", "", ""],
        line("1.3"),
    )
    assert [row.number for row in rows_of(form)] == ["1.2", "1.3"]


def test_a_policy_in_a_table_of_numbered_clauses_is_no_form() -> None:
    clauses = table(
        ("Clause", "Text"),
        ("1.2", "This policy applies to all of our homes."),
        ("1.3", "It was approved by the board in May."),
        ("2.1", "Residents may complain in any way they like."),
    )
    assert told(clauses) == []


def test_a_contents_list_gives_no_rows() -> None:
    lines = ["Contents", "1.2 Definition of a complaint 3", "1.3 Third parties 4", "2.1 Exclusions 5", "5.1 Policy 9"]
    assert told(*(Paragraph(each) for each in lines)) == []
    assert told(Paragraph("\n".join(lines))) == []


def test_a_policy_with_numbered_clauses_gives_no_rows() -> None:
    lines = [
        "1.2 We treat every resident fairly and with respect in all that we do.",
        "1.3 Our complaints policy applies to all of our homes, offices and estates.",
        "2.1 Residents can complain in person, by telephone and by email.",
        "5.1 We answer stage 1 complaints within ten working days of receiving them.",
    ]
    assert told(*(Paragraph(each) for each in lines)) == []


def test_a_policy_that_is_quoted_beside_the_form_adds_no_rows() -> None:
    clauses = (
        Paragraph("Extract of our policy"),
        Paragraph("3.2 A complaint is any statement that something went wrong."),
    )
    assert told(table(HEADINGS, line("1.2")), *clauses) == [read("1.2")]


# ── tables and prose together ────────────────────────────────────────────────────────────────────


def test_the_text_outside_the_rows_is_the_prose() -> None:
    form = assemble(
        Document(
            "docx",
            (
                Paragraph("Elm Grove Homes"),
                Paragraph("Approved by the\nboard in  May 2024."),
                table(HEADINGS, ["Section 1: Definition of a complaint", "", "", "", ""], line("1.2")),
                Paragraph("Signed by the chair."),
            ),
            pages=3,
            reasons=("pages-lost",),
        ),
        FORMS,
    )
    assert form.prose == "\n".join(
        (
            "Elm Grove Homes",
            "Approved by the board in May 2024.",
            "Section 1: Definition of a complaint",
            "Signed by the chair.",
        )
    )
    assert (form.format, form.pages, form.reasons, len(form.rows)) == ("docx", 3, ("pages-lost",), 1)


def test_a_provision_in_running_text_beside_a_table_is_found_too() -> None:
    lines = (
        Paragraph("Code provision 1.3", Location(page=2, line=1)),
        Paragraph(f"Code requirement: {NEW['1.3']}", Location(page=2, line=2)),
        Paragraph("Comply: No", Location(page=2, line=3)),
        Paragraph("Evidence: Letters still ask for the word.", Location(page=2, line=4)),
    )
    assert told(table(HEADINGS, line("1.2"), page=1), *lines) == [
        read("1.2"),
        read("1.3", NO, "Letters still ask for the word."),
    ]


def test_a_provision_that_the_text_quotes_again_is_not_read_twice() -> None:
    again = (
        Paragraph("Where we do not comply"),
        Paragraph(f"1.3 {NEW['1.3']}"),
        Paragraph("We will change our letters by May 2025."),
    )
    form = table(HEADINGS, line("1.2"), line("1.3", "No"))
    assert told(form, *again) == [read("1.2"), read("1.3", NO)]


def card(number: str, answer: str, evidence: str) -> list[Sequence[str]]:
    """A provision as a list of labels and values."""
    return [
        ("Code provision", number),
        ("Code requirement", NEW[number]),
        ("Comply", answer),
        ("Evidence", evidence),
        ("Commentary / explanation", ""),
    ]


CARDS = (
    card("1.2", "Yes", "It opens our policy."),
    card("1.3", "No", "Letters ask for it."),
    card("1.4", "Yes", "Logged."),
)
CARD_ROWS = [
    read("1.2", evidence="It opens our policy."),
    read("1.3", NO, "Letters ask for it."),
    read("1.4", evidence="Logged."),
]


def test_a_card_a_provision_in_a_table_of_its_own() -> None:
    assert told(*(table(*each) for each in CARDS)) == CARD_ROWS


def test_several_labels_in_one_row_of_a_card() -> None:
    """The answer beside the number, before the requirement."""
    form = Table(tuple(
        TableRow(cells)
        for number in ("1.2", "1.3")
        for cells in (
            ("Provision", number, "Comply", "No"),
            ("Requirement", NEW[number], "", ""),
            ("Evidence", "Our policy.", "", ""),
            ("Comments", "Leaflet.", "", ""),
        )
    ))  # fmt: skip
    assert told(form) == [(number, NEW[number], NO, "Our policy.", "Leaflet.") for number in ("1.2", "1.3")]


def test_the_cards_of_several_provisions_in_one_table() -> None:
    assert told(table(*(row for each in CARDS for row in each))) == CARD_ROWS


def test_no_blocks_and_empty_tables_give_no_rows() -> None:
    assert told() == []
    assert told(Table(()), Paragraph(""), table([""] * 5)) == []


def test_labels_over_values_below_each_provision() -> None:
    heads, values = ("Comply", "Evidence", "Commentary"), ("Yes", "It opens our policy.", "")
    one: list[Table | Paragraph] = [
        Paragraph("1.2", level=3),
        Paragraph(NEW["1.2"]),
        table(heads, values),
        Paragraph("1.3", level=3),
        Paragraph(NEW["1.3"]),
        table(heads, ("No", "Letters ask for it.", "")),
    ]
    expected = [read("1.2", evidence="It opens our policy."), read("1.3", NO, "Letters ask for it.")]
    assert told(*one) == expected
    titled = table(
        heads,
        (f"1.2 {NEW['1.2']}", "", ""),
        values,
        (f"1.3 {NEW['1.3']}", "", ""),
        ("No", "Letters ask for it.", ""),
    )
    assert told(titled) == expected


def test_labels_beside_a_requirement_that_spans_them() -> None:
    form = table(
        (f"1.2 {NEW['1.2']}", "Comply", "Yes"),
        ("", "Evidence", "It opens our policy."),
        (f"1.3 {NEW['1.3']}", "Comply", "No"),
        ("", "Evidence", "Letters ask for it."),
    )
    assert told(form) == [read("1.2", evidence="It opens our policy."), read("1.3", NO, "Letters ask for it.")]


def test_answers_that_are_headings_elsewhere_are_no_labels() -> None:
    form = table(
        ("Requirement", "Compliant", "Evidence and explanation"),
        (f"1.2 {NEW['1.2']}", "Compliant", "It opens our policy."),
        (f"1.3 {NEW['1.3']}", "Non-compliant", "Letters ask for it."),
        (f"1.4 {NEW['1.4']}", "Partial", ""),
    )
    assert told(form) == [
        read("1.2", evidence="It opens our policy."),
        read("1.3", NO, "Letters ask for it."),
        read("1.4", Answer.PARTIAL, ""),
    ]
