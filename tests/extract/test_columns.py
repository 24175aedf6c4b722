"""Which column holds what: tables in many arrangements, read to whole rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hoscheck.extract.forms import Forms
from hoscheck.extract.rows import assemble
from hoscheck.model import Answer, Block, Document, Location, ProvisionRow, Table, TableRow
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

BOOKS = built_in()
FORMS = Forms(BOOKS)
TEXT = {book.edition: {each.number: squash(each.text) for each in book.requirements} for book in BOOKS}
NEW, OLD = TEXT["2024"], TEXT["2022"]
YES, NO, PARTIAL, BLANK = Answer.YES, Answer.NO, Answer.PARTIAL, Answer.BLANK

Told = tuple[str | None, str, Answer, str, str, tuple[tuple[str, str], ...]]

HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")


def table(*rows: Sequence[str], number: int = 1) -> Table:
    return Table(tuple(TableRow(tuple(cells), Location(table=number, row=at)) for at, cells in enumerate(rows, 1)))


def rows_of(*blocks: Block) -> tuple[ProvisionRow, ...]:
    return assemble(Document("docx", blocks), FORMS).rows


def told(*blocks: Block) -> list[Told]:
    """(number, requirement, answer, evidence, commentary, extra) of every row."""
    return [(r.number, r.requirement, r.answer, r.evidence, r.commentary, r.extra) for r in rows_of(*blocks)]


FOUR = ("1.2", "1.3", "1.4", "1.5")
PLAIN: list[Told] = [
    ("1.2", NEW["1.2"], YES, "Our policy opens with it.", "Staff learn it.", ()),
    ("1.3", NEW["1.3"], NO, "Letters still ask for the word.", "To be changed by May 2025.", ()),
    ("1.4", NEW["1.4"], YES, "Requests are logged apart.", "", ()),
    ("1.5", NEW["1.5"], PARTIAL, "", "Only for repairs so far.", ()),
]


def plain_cells(at: int) -> tuple[str, str, str, str, str]:
    number, requirement, answer, evidence, commentary, _ = PLAIN[at]
    return (number or "", requirement, {YES: "Yes", NO: "No", PARTIAL: "Partial"}[answer], evidence, commentary)


ROWS = [plain_cells(at) for at in range(4)]


# ── by headings ──────────────────────────────────────────────────────────────────────────────────


def test_the_official_form_of_2024() -> None:
    assert told(table(HEADINGS, *ROWS)) == PLAIN
    assert {row.commentary_column for row in rows_of(table(HEADINGS, *ROWS))} == {True}


def test_the_official_form_of_2022_has_one_column_for_both() -> None:
    headings = ("Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations")
    form = table(
        headings,
        ("1.2", OLD["1.2"], "Yes", "It opens our policy."),
        ("1.7", OLD["1.7"], "No", "Our policy is silent; it will change in May 2023."),
    )
    assert told(form) == [
        ("1.2", OLD["1.2"], YES, "It opens our policy.", "", ()),
        ("1.7", OLD["1.7"], NO, "Our policy is silent; it will change in May 2023.", "", ()),
    ]
    assert {row.commentary_column for row in rows_of(form)} == {False}


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 0, 2, 3, 4), (0, 1, 3, 4, 2), (0, 2, 1, 3, 4), (2, 0, 1, 4, 3)])
def test_the_columns_in_any_order(order: tuple[int, ...]) -> None:
    assert told(table(*([row[at] for at in order] for row in (HEADINGS, *ROWS)))) == PLAIN


@pytest.mark.parametrize("place", range(6))
def test_an_extra_column_before_between_or_after(place: int) -> None:
    def with_extra(cells: Sequence[str], extra: str) -> list[str]:
        return [*cells[:place], extra, *cells[place:]]

    extras = ("No change", "New wording", "", "Reviewed in March")
    form = table(with_extra(HEADINGS, "Change from 2022"), *map(with_extra, ROWS, extras))
    wanted = [
        (*row[:5], (("Change from 2022", text),) if text else ()) for row, text in zip(PLAIN, extras, strict=True)
    ]
    assert told(form) == wanted


def test_several_extra_columns_keep_their_headings() -> None:
    headings = ("RAG", *HEADINGS, "Owner", "Target date")
    form = table(headings, *(("Green", *cells, "Head of Homes", "May 2025") for cells in ROWS))
    extra = (("RAG", "Green"), ("Owner", "Head of Homes"), ("Target date", "May 2025"))
    assert told(form) == [(*row[:5], extra) for row in PLAIN]


def test_two_extra_columns_with_the_same_heading_both_stay() -> None:
    form = table(("Owner", *HEADINGS, "Owner"), *(("Ada", *cells, "Ben") for cells in ROWS))
    assert [tuple(text for _, text in row.extra) for row in rows_of(form)] in ([("Ada", "Ben")] * 4, [("Ada Ben",)] * 4)


def test_headings_in_other_words() -> None:
    for headings in (
        ("Ref", "Requirement", "Compliant? Y/N", "How we comply", "Comments"),
        ("No.", "What the Code says", "Do we comply?", "Our evidence", "Explanation"),
        ("Code\nsection", "Code requirements", "Met?", "Evidence and links", "Further comments"),
        ("Codo provlsion", "Code requirernent", "Comply: Yes I No", "Evidonce", "Commentory / explanation"),
        ("CODE PROVISION", "CODE REQUIREMENT", "COMPLY: YES / NO", "EVIDENCE", "COMMENTARY / EXPLANATION"),
    ):
        assert told(table(headings, *ROWS)) == PLAIN, headings


def test_a_number_column_without_a_heading() -> None:
    assert told(table(("", *HEADINGS[1:]), *ROWS)) == PLAIN


def test_a_number_column_with_a_heading_that_nobody_knows() -> None:
    assert told(table(("#", *HEADINGS[1:]), *ROWS)) == PLAIN


def test_a_requirement_column_with_a_heading_that_nobody_knows() -> None:
    assert told(table((HEADINGS[0], "Wording", *HEADINGS[2:]), *ROWS)) == PLAIN


def test_an_answer_column_with_a_heading_that_nobody_knows() -> None:
    assert told(table((*HEADINGS[:2], "Outcome", *HEADINGS[3:]), *ROWS)) == PLAIN


def test_the_number_and_the_requirement_in_one_cell() -> None:
    headings = ("Code requirement", "Comply", "Evidence", "Commentary")
    for joint in (" ", "\n", ". ", ": "):
        form = table(headings, *((f"{number}{joint}{text}", *rest) for number, text, *rest in ROWS))
        assert told(form) == PLAIN, joint


def test_a_title_row_above_the_headings() -> None:
    title = ("Elm Grove Homes: self-assessment 2024", "", "", "", "")
    assert told(table(title, ("", "", "", "", ""), HEADINGS, *ROWS)) == PLAIN


def test_a_heading_over_two_columns_of_evidence() -> None:
    headings = (*HEADINGS[:3], "Evidence", "", "Commentary / explanation")
    form = table(headings, *((*cells[:3], cells[3], "Leaflet 4.", cells[4]) for cells in ROWS))
    wanted = [(n, t, a, f"{e} Leaflet 4.".strip(), c, x) for n, t, a, e, c, x in PLAIN]
    assert told(form) == wanted


# ── Yes and No columns ───────────────────────────────────────────────────────────────────────────


def yes_no(marks: Sequence[tuple[str, str]], over: bool = False) -> list[tuple[str | None, Answer]]:
    """The answers of four rows with these marks; `over`: the two columns stand together under "Comply"."""
    headings = [("Code provision", "Code requirement", "Yes", "No", "Evidence", "Commentary")]
    if over:
        headings = [("Code provision", "Code requirement", "Comply", "", "Evidence", ""), ("", "", "Yes", "No", "", "")]
    form = table(*headings, *((n, NEW[n], yes, no, "Kept.", "") for n, (yes, no) in zip(FOUR, marks, strict=True)))
    return [(row.number, row.answer) for row in rows_of(form)]


@pytest.mark.parametrize("mark", ["✓", "x", "X", "✔", "Yes", "Y", "☒", "\uf0fc"])
def test_yes_and_no_under_comply(mark: str) -> None:
    assert yes_no([(mark, ""), ("", mark), ("", ""), (mark, mark)], over=True) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", BLANK),
        ("1.5", PARTIAL),
    ]


def test_empty_boxes_and_dashes_under_comply_mark_nothing() -> None:
    assert yes_no([("☒", "☐"), ("☐", "☒"), ("☐", "☐"), ("-", "✓")], over=True) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", BLANK),
        ("1.5", NO),
    ]


@pytest.mark.parametrize("mark", ["✓", "x", "Yes", "\uf0fc"])
def test_a_column_each_for_yes_and_no(mark: str) -> None:
    assert yes_no([(mark, ""), ("", mark), ("", ""), (mark, mark)]) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", BLANK),
        ("1.5", PARTIAL),
    ]


def test_empty_boxes_and_dashes_in_yes_and_no_columns_mark_nothing() -> None:
    assert yes_no([("☒", "☐"), ("☐", "☒"), ("☐", "☐"), ("-", "✓")]) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", BLANK),
        ("1.5", NO),
    ]


def test_the_answers_own_words_in_yes_and_no_columns() -> None:
    assert yes_no([("Yes", ""), ("", "No"), ("Yes", "-"), ("", "No – see plan")]) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", YES),
        ("1.5", NO),
    ]


def test_partial_and_not_applicable_in_yes_and_no_columns() -> None:
    assert yes_no([("Partial", ""), ("", "Partial"), ("N/A", ""), ("", "N/A")], over=True) == [
        ("1.2", PARTIAL),
        ("1.3", PARTIAL),
        ("1.4", Answer.NOT_APPLICABLE),
        ("1.5", Answer.NOT_APPLICABLE),
    ]


def test_comply_over_yes_and_no() -> None:
    form = table(
        ("Code provision", "Code requirement", "Comply", "", "Evidence"),
        ("", "", "Yes", "No", ""),
        ("1.2", NEW["1.2"], "✓", "", "Kept."),
        ("1.3", NEW["1.3"], "", "✓", "Not kept."),
    )
    assert told(form) == [("1.2", NEW["1.2"], YES, "Kept.", "", ()), ("1.3", NEW["1.3"], NO, "Not kept.", "", ())]


def test_yes_no_and_partial_columns() -> None:
    form = table(
        ("Code provision", "Code requirement", "Yes", "No", "Partial", "Evidence"),
        ("1.2", NEW["1.2"], "✓", "", "", "Kept."),
        ("1.3", NEW["1.3"], "", "✓", "", "Not kept."),
        ("1.4", NEW["1.4"], "", "", "✓", "Half kept."),
    )
    assert [(row.number, row.answer, row.evidence) for row in rows_of(form)] == [
        ("1.2", YES, "Kept."),
        ("1.3", NO, "Not kept."),
        ("1.4", PARTIAL, "Half kept."),
    ]


def test_a_column_for_each_landlord_of_a_group() -> None:
    form = table(
        ("Code provision", "Code requirement", "Elm: Comply", "Ash: Comply", "Evidence"),
        ("1.2", NEW["1.2"], "Yes", "Yes", "Kept."),
        ("1.3", NEW["1.3"], "Yes", "No", "Not kept in Ash."),
    )
    assert [(row.number, row.answer, row.evidence) for row in rows_of(form)] == [
        ("1.2", YES, "Kept."),
        ("1.3", NO, "Not kept in Ash."),
    ]


def test_a_group_whose_columns_begin_alike() -> None:
    form = table(
        ("Code provision", "Code requirement", "Comply – Elm", "Comply – Ash", "Evidence"),
        ("1.2", NEW["1.2"], "Yes", "Yes", "Kept."),
        ("1.3", NEW["1.3"], "Yes", "No", "Not kept in Ash."),
        ("1.4", NEW["1.4"], "N/A", "Yes", "Kept."),
        ("1.5", NEW["1.5"], "", "", "Kept."),
    )
    assert [(row.number, row.answer, row.answer_text, row.evidence, row.extra) for row in rows_of(form)] == [
        ("1.2", YES, "Elm: Yes Ash: Yes", "Kept.", ()),
        ("1.3", NO, "Elm: Yes Ash: No", "Not kept in Ash.", ()),
        ("1.4", YES, "Elm: N/A Ash: Yes", "Kept.", ()),
        ("1.5", BLANK, "", "Kept.", ()),
    ]


def group_of(*headings: tuple[str, ...]) -> list[tuple[str | None, Answer, str]]:
    """The answers of a form with two landlords, under these headings."""
    form = table(
        *headings,
        ("1.2", NEW["1.2"], "Yes", "Yes", "Kept."),
        ("1.3", NEW["1.3"], "Yes", "No", "Not kept in Ash."),
        ("1.4", NEW["1.4"], "", "Yes", "Kept in Ash."),
    )
    return [(row.number, row.answer, row.answer_text) for row in rows_of(form)]


@pytest.mark.parametrize(
    "headings",
    [
        [("Code provision", "Code requirement", "Comply (Elm)", "Comply (Ash)", "Evidence")],
        [("Ref", "Requirement", "Elm compliant?", "Ash compliant?", "Evidence")],
        [("Code provision", "Code requirement", "Comply", "", "Evidence"), ("", "", "Elm", "Ash", "")],
        [("Code provision", "Code requirement", "Elm", "Ash", "Evidence")],
    ],
    ids=["behind", "before", "below", "alone"],
)
def test_names_of_a_groups_landlords_beside_or_under_the_question(headings: list[tuple[str, ...]]) -> None:
    assert group_of(*headings) == [
        ("1.2", YES, "Elm: Yes Ash: Yes"),
        ("1.3", NO, "Elm: Yes Ash: No"),
        ("1.4", YES, "Ash: Yes"),
    ]


def test_what_only_begins_like_the_answers_is_no_landlords_column() -> None:
    form = table(
        ("Code provision", "Code requirement", "Comply", "", "Evidence"),
        ("", "", "Yes/No", "Since", ""),
        ("1.2", NEW["1.2"], "Yes", "spring of last year", "Kept."),
        ("1.3", NEW["1.3"], "No", "not yet begun", "Not kept."),
    )
    assert [(row.number, row.answer, row.answer_text, row.extra) for row in rows_of(form)] == [
        ("1.2", YES, "Yes", (("Since", "spring of last year"),)),
        ("1.3", NO, "No", (("Since", "not yet begun"),)),
    ]


def test_a_tick_in_one_column_and_a_cross_in_the_other() -> None:
    assert yes_no([("✓", "✗"), ("x", "✓"), ("✗", "✓"), ("✓", "x")]) == [
        ("1.2", YES),
        ("1.3", NO),
        ("1.4", NO),
        ("1.5", YES),
    ]


def test_a_row_that_begins_with_words_of_a_heading_is_a_row() -> None:
    form = table(
        ("Requirement", "Do we comply?", "How we meet this"),
        (NEW["1.2"], "No", "Compliant with the guidance. Learning is shared in the bulletin."),
        ("", "", "Requirements are met in part."),
        (NEW["1.3"], "Yes", "Complies with the Code; evidence is on file."),
    )
    assert [(row.requirement, row.answer, row.evidence) for row in rows_of(form)] == [
        (
            NEW["1.2"],
            NO,
            "Compliant with the guidance. Learning is shared in the bulletin. Requirements are met in part.",
        ),
        (NEW["1.3"], YES, "Complies with the Code; evidence is on file."),
    ]


# ── without headings ─────────────────────────────────────────────────────────────────────────────


def test_a_table_without_headings_is_known_by_its_cells() -> None:
    assert told(table(*ROWS)) == PLAIN


def test_a_table_without_headings_and_numbers() -> None:
    assert told(table(*(cells[1:] for cells in ROWS))) == [(None, *row[1:]) for row in PLAIN]


def test_yes_and_no_columns_without_headings() -> None:
    marks = [("✓", ""), ("", "✓"), ("✓", ""), ("✓", "")]
    form = table(*((n, NEW[n], *mark, "Kept.") for n, mark in zip(FOUR, marks, strict=True)))
    assert [(row.number, row.answer, row.evidence) for row in rows_of(form)] == [
        ("1.2", YES, "Kept."),
        ("1.3", NO, "Kept."),
        ("1.4", YES, "Kept."),
        ("1.5", YES, "Kept."),
    ]


def test_a_second_table_without_headings_goes_on_with_the_first_ones() -> None:
    assert told(table(HEADINGS, *ROWS[:2]), table(*ROWS[2:], number=2)) == PLAIN


def test_a_second_table_with_other_columns_has_its_own() -> None:
    second = table(
        ("Code provision", "Comply", "Code requirement", "Owner", "Evidence", "Commentary"),
        *((n, a, t, "Ada", e, c) for n, t, a, e, c in ROWS[2:]),
        number=2,
    )
    wanted = [*PLAIN[:2], *((*row[:5], (("Owner", "Ada"),)) for row in PLAIN[2:])]
    assert told(table(HEADINGS, *ROWS[:2]), second) == wanted


def test_a_page_that_opens_with_a_banner_or_the_rest_of_a_row_keeps_its_columns() -> None:
    """A section's title in the numbers' column is like a requirement's beginning, and a page may show little else."""
    headings, rest = table(HEADINGS, ROWS[0]), ["", "", "", "", "It is in the handbook, too."]
    banner = ["Section 5: The complaint handling process", "", "", "", ""]
    pages = (
        headings,
        table(rest, number=2),
        table(rest, ROWS[1], banner, ROWS[2], ROWS[3], number=3),
    )
    wanted = [(*PLAIN[0][:4], "Staff learn it. It is in the handbook, too. It is in the handbook, too.", ())]
    assert told(*pages) == [*wanted, *PLAIN[1:]]


def test_a_table_of_other_columns_behind_the_form_is_no_part_of_it() -> None:
    plan = table(
        ("Publish the leaflet in large print", "", "", "Ada", "June 2025"),
        ("Train new staff", "", "", "Ben", "July 2025"),
        number=2,
    )
    assert told(table(HEADINGS, *ROWS), plan) == PLAIN


# ── headings that say little ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("heading", ["Landlord response", "Self assessment", "RAG", "Where we are", "Met?", "Status"])
def test_the_answers_are_known_by_what_stands_below_the_heading(heading: str) -> None:
    assert told(table((*HEADINGS[:2], heading, *HEADINGS[3:]), *ROWS)) == PLAIN


def test_an_answer_column_that_is_named_like_evidence_beside_a_rating() -> None:
    headings = ("Code ref", "Code requirement", "Landlord response", "Our evidence", "RAG")
    rows = [(n, t, a, e or c, "Green") for n, t, a, e, c in ROWS]
    wanted = [(n, t, a, e or c, "", (("RAG", "Green"),)) for n, t, a, e, c, _ in PLAIN]
    assert told(table(headings, *rows)) == wanted


@pytest.mark.parametrize(("last", "this"), [("Comply 2024", "Comply 2025"), ("Previous year", "This year")])
def test_last_years_answer_is_not_this_years(last: str, this: str) -> None:
    rows = [(n, t, "No", a, e, c) for n, t, a, e, c in ROWS]
    assert told(table((*HEADINGS[:2], last, this, *HEADINGS[3:]), *rows)) == [
        (*each[:5], ((last, "No"),)) for each in PLAIN
    ]


def test_a_heading_of_two_rows() -> None:
    upper = ("Code", "Code", "Comply", "Evidence", "Commentary /")
    lower = ("provision", "requirement", "(Yes/No)", "", "explanation")
    assert told(table(upper, lower, *ROWS)) == PLAIN


def test_one_column_for_comments_holds_the_evidence() -> None:
    form = table(("Ref", "Requirement", "Met?", "Comments"), *(row[:4] for row in ROWS[:3]))
    assert told(form) == [(*each[:4], "", ()) for each in PLAIN[:3]]


def test_two_headings_that_name_evidence() -> None:
    headings = ("Ref", "Requirement", "Met?", "How we comply", "Supporting evidence")
    assert told(table(headings, *ROWS)) == PLAIN


# ── tables that are no form ──────────────────────────────────────────────────────────────────────


def test_other_tables_give_no_rows() -> None:
    figures = table(("", "2023", "2024"), ("Stage 1", "120", "131"), ("Stage 2", "12", "9"))
    plan = table(
        ("Action", "Owner", "By when"), ("Write to residents", "Ada", "May 2025"), ("Train staff", "Ben", "June")
    )
    contents = table(("1.2", "Definition", "3"), ("1.3", "Third parties", "4"), ("2.1", "Exclusions", "5"))
    assert told(figures, plan, contents) == []


def test_an_action_plan_behind_the_form_adds_no_rows() -> None:
    plan = table(
        ("Ref", "Action", "Owner", "Status"),
        ("1.3", "Change the letters", "Ada", "In progress"),
        ("1.5", "Extend to all services", "Ben", "Not started"),
        number=2,
    )
    assert told(table(HEADINGS, *ROWS), plan) == PLAIN
