"""Tables without upright rules: columns by their headings and the gaps between words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from tests.extract.pdf.drawn import LEADING, SIZE, Page, pdf, wrapped

from hoscheck.extract import Forms, read_form
from hoscheck.model import Answer, ProvisionRow
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

BOOKS = built_in()
FORMS = Forms(BOOKS)
NEW = {each.number: squash(each.text) for each in BOOKS[-1].requirements}
YES, NO, BLANK = Answer.YES, Answer.NO, Answer.BLANK

XS = (40.0, 90.0, 300.0, 345.0, 450.0, 560.0)
HEADINGS = ("Code provision", "Code requirement", "Comply", "Evidence", "Commentary")
Told = tuple[str | None, str, Answer, str, str]


def rows_of(*pages: Page) -> tuple[ProvisionRow, ...]:
    return read_form(pdf(*pages), "form.pdf", FORMS).rows


def told(*pages: Page) -> list[Told]:
    """(number, requirement, answer, evidence, commentary) of every row of the file, by the first reader's path."""
    return [(row.number, row.requirement, row.answer, row.evidence, row.commentary) for row in rows_of(*pages)]


def cells(
    number: str, answer: str = "Yes", evidence: str = "It opens our policy.", said: str = "Staff learn it."
) -> tuple[str, ...]:
    return (number, NEW[number], answer, evidence, said)


def row(
    number: str, answer: Answer = YES, evidence: str = "It opens our policy.", said: str = "Staff learn it."
) -> Told:
    return (number, NEW[number], answer, evidence, said)


def sheet(*rows: Sequence[str], top: float = 740, rules: str = "none", xs: Sequence[float] = XS) -> Page:
    page = Page()
    page.table(xs, top, rows, rules=rules)
    return page


TEN = ("1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.3", "2.4", "2.5", "3.1")
ANSWERS = {"1.4": ("No", NO), "2.3": ("No", NO)}


def form(numbers: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        cells(number, ANSWERS.get(number, ("Yes", YES))[0], f"Kept under {number[0]} {number[2:]} there.")
        for number in numbers
    ]


def wanted(numbers: Sequence[str]) -> list[Told]:
    return [
        row(number, ANSWERS.get(number, ("Yes", YES))[1], f"Kept under {number[0]} {number[2:]} there.")
        for number in numbers
    ]


@pytest.mark.parametrize("rules", ["none", "across"])
def test_a_form_without_upright_rules(rules: str) -> None:
    page = Page().text(40, 800, "Self-assessment of Elm Grove Homes", size=14)
    page.table(XS, 770, [HEADINGS, *form(TEN)], rules=rules)
    assert told(page) == wanted(TEN)


def test_columns_go_on_to_the_next_page_without_a_heading() -> None:
    assert told(sheet(HEADINGS, *form(TEN[:5])), sheet(*form(TEN[5:]))) == wanted(TEN)


def test_columns_go_on_with_a_heading_on_every_page() -> None:
    assert told(sheet(HEADINGS, *form(TEN[:5])), sheet(HEADINGS, *form(TEN[5:]))) == wanted(TEN)


def test_a_row_that_runs_over_the_pages_end() -> None:
    first = Page()
    y = first.table(XS, 740, [HEADINGS, *form(TEN[:4])], rules="none")
    lines = wrapped(NEW["1.6"], XS[2] - XS[1] - 8)
    cut = len(lines) // 2
    for number, line in enumerate(lines[:cut]):
        first.text(94, y - 12 - number * LEADING, line)
    first.text(44, y - 12, "1.6").text(304, y - 12, "Yes").text(349, y - 12, "Kept under 1 6").text(
        454, y - 12, "Staff learn it."
    )
    second = Page()
    for number, line in enumerate(lines[cut:]):
        second.text(94, 740 - 12 - number * LEADING, line)
    second.text(349, 740 - 12, "there.")
    second.table(XS, 740 - len(lines[cut:]) * LEADING - 8, form(TEN[5:]), rules="none")
    assert told(first, second) == wanted(TEN)
    assert [(each.location.page, each.location.end_page) for each in rows_of(first, second)][3:6] == [
        (1, 1),
        (1, 2),
        (2, 2),
    ]


def test_headings_on_two_lines() -> None:
    xs = (40.0, 85.0, 300.0, 350.0, 450.0, 560.0)
    headings = ("Code\nprovision", "Code requirement", "Comply:\nYes / No", "Evidence", "Commentary /\nexplanation")
    assert told(sheet(headings, *form(TEN), xs=xs)) == wanted(TEN)


def centred(rows: Sequence[Sequence[str]]) -> Page:
    """Rows below headings that stand in the middle of their columns."""
    page = Page()
    middles = [(left + right) / 2 for left, right in itertools.pairwise(XS)]
    for middle, heading in zip(middles, ("Code", "Code requirement", "Comply", "Evidence", "Commentary"), strict=True):
        page.text(middle - len(heading) * SIZE * 0.25, 750, heading)
    page.table(XS, 740, rows, rules="none")
    return page


def test_centred_headings() -> None:
    said = (
        "All staff learn it.",
        "Managers see to it.",
        "New: from May.",
        "Of course.",
        "Still to be shown to all.",
    ) * 2
    rows = [(*cells[:4], each) for cells, each in zip(form(TEN), said, strict=True)]
    assert told(centred(rows)) == [(*each[:4], text) for each, text in zip(wanted(TEN), said, strict=True)]


def test_centred_headings_over_cells_that_all_say_the_same() -> None:
    assert told(centred(form(TEN))) == wanted(TEN)


def test_banners_between_the_rows() -> None:
    banner = ("Section 2: Exclusions",)
    assert told(
        sheet(
            HEADINGS,
            *form(TEN[:5]),
            banner,
            *form(TEN[5:9]),
            ("Section 3: Accessibility and awareness",),
            *form(TEN[9:]),
        )
    ) == wanted(TEN)


def test_a_heading_again_under_each_banner() -> None:
    start, rest = ("1.2", "1.3", "1.4", "1.5"), ("2.1", "2.3", "2.4", "2.5", "3.1")
    page = sheet(HEADINGS, *form(start), ("Section 2: Exclusions",), HEADINGS, *form(rest))
    assert told(page) == wanted((*start, *rest))


def test_a_heading_below_a_row_that_ends_with_the_word_complain() -> None:
    assert told(sheet(HEADINGS, *form(TEN[:5]), ("Section 2: Exclusions",), HEADINGS, *form(TEN[5:]))) == wanted(TEN)


def test_paragraphs_above_and_below_the_table_are_no_part_of_it() -> None:
    page = Page().text(
        40, 800, "This form is to be completed by the complaints officer and approved by the governing body."
    )
    y = page.table(XS, 780, [HEADINGS, *form(TEN)], rules="none")
    page.text(40, y - 60, "The governing body has approved this self-assessment and its response stands beside it.")
    assert told(page) == wanted(TEN)


def test_empty_cells_in_an_unruled_table() -> None:
    rows = [
        cells("1.2", "Yes", "", "Staff learn it."),
        cells("1.3", "", "We ask.", ""),
        cells("1.4", "No", "", ""),
        *form(TEN[3:]),
    ]
    assert told(sheet(HEADINGS, *rows)) == [
        row("1.2", YES, "", "Staff learn it."),
        row("1.3", BLANK, "We ask.", ""),
        row("1.4", NO, "", ""),
        *wanted(TEN[3:]),
    ]


def test_the_columns_of_2022() -> None:
    old = {each.number: squash(each.text) for each in BOOKS[0].requirements}
    numbers = ("1.2", "1.3", "1.7", "1.8", "1.9", "1.4", "1.5", "2.1", "2.3", "2.4")
    xs = (40.0, 90.0, 300.0, 345.0, 560.0)
    headings = ("Code section", "Code requirement", "Comply", "Evidence, commentary and any explanations")
    page = sheet(headings, *((number, old[number], "Yes", "It is kept in all our work.") for number in numbers), xs=xs)
    assert told(page) == [(number, old[number], YES, "It is kept in all our work.", "") for number in numbers]


def test_a_page_between_that_shows_only_a_title() -> None:
    """The title stands alone at a page's foot, as its table would not fit below it."""
    title = Page().text(40, 100, "Section 2: Exclusions")
    assert told(sheet(HEADINGS, *form(TEN[:5])), title, sheet(*form(TEN[5:]))) == wanted(TEN)


def test_a_small_ruled_table_inside_a_cell() -> None:
    page = sheet(HEADINGS, cells("1.2"), cells("1.3", evidence="As follows:\n\n\n\n\n"), *form(TEN[2:]))
    page.table((350.0, 400.0, 440.0), 622, [("Stage 1", "97%"), ("Stage 2", "94%")])
    assert told(page) == [
        row("1.2"),
        row("1.3", evidence="As follows: Stage 1 97% Stage 2 94%"),
        *wanted(TEN[2:]),
    ]


@pytest.mark.parametrize("shaded", [(0, 1), (0, 2), (0, 1, 3, 4, 8)])
def test_rows_between_shaded_ones(shaded: tuple[int, ...]) -> None:
    """Where every shaded cell is a box of its own, the shaded rows look ruled and those between them do not."""
    page = Page()
    rows, y = [HEADINGS, *form(TEN)], 760.0
    for at, each in enumerate(rows):
        probe = Page()
        height = y - probe.table(XS, y, [each], rules="none")
        if at in shaded:
            for left, right in itertools.pairwise(XS):
                page.box(left, y - height, right - left, height, "f")
        page.drawn += ["0 g"]
        y = page.table(XS, y, [each], rules="none")
    assert told(page) == wanted(TEN)


def test_numbers_in_the_middle_of_their_rows() -> None:
    """Nothing is ruled; a row is told by the space around it, as its number stands beside its middle line."""
    page = Page()
    page.table(XS, 780, [HEADINGS], rules="none")
    y = 745.0
    for number, requirement, answer, evidence, said in form(TEN):
        lines = wrapped(requirement, XS[2] - XS[1] - 8)
        for at, line in enumerate(lines):
            page.text(94, y - at * LEADING, line)
        middle = y - (len(lines) - 1) / 2 * LEADING
        for x, text in ((44, number), (304, answer), (349, evidence), (454, said)):
            page.text(x, middle, text)
        y -= len(lines) * LEADING + 14
    assert told(page) == wanted(TEN)


@pytest.mark.parametrize("top", [12.0, 60.0])
def test_a_heading_above_the_row_that_the_page_breaks(top: float) -> None:
    """The end of a row stands close above a heading that is printed again: its words are none of the heading's."""
    first, second = sheet(HEADINGS, *form(TEN[:4]), top=300 + top), Page()
    first.drawn, rest = first.drawn[:-3], ["and it is kept in the", "handbook, too."]
    for at, line in enumerate(rest):
        second.text(349, 780 - at * LEADING, line)
    second.table(XS, 780 - len(rest) * LEADING, [HEADINGS, *form(TEN[4:])], rules="none")
    assert [each[0] for each in told(first, second)] == list(TEN)
    assert told(first, second)[4:] == wanted(TEN)[4:]


def test_a_heading_that_recurs_at_the_head_of_the_pages_keeps_its_first_line() -> None:
    headings = ("Code\nprovision", "Code requirement", "Comply", "Evidence", "Commentary")
    pages = [sheet(headings, *form(TEN[at : at + 2]), top=800) for at in range(0, 10, 2)]
    assert told(*pages) == wanted(TEN)


def test_an_ordinary_page_of_text_makes_no_table() -> None:
    page = Page()
    text = (
        "We want every resident to find it easy to tell us that something went wrong, and we answer each of them. " * 12
    )
    for number, line in enumerate(wrapped(text, 500)):
        page.text(40, 760 - number * LEADING, line)
    assert told(page) == []


def test_a_table_of_figures_makes_no_rows() -> None:
    rows = [
        ("Measure", "2023", "2024", "Change", "Note"),
        ("Stage 1 complaints", "120", "131", "+11", ""),
        ("Stage 2", "12", "9", "-3", ""),
    ]
    assert told(sheet(*rows)) == []
