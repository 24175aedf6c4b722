"""A PDF's pages → tables and lines in reading order, without what the pages only repeat."""

from __future__ import annotations

import pytest
from tests.extract.pdf.drawn import Page, pdf

from hoscheck.extract.pdf import read
from hoscheck.model import Document, Location, Paragraph, Table, TableRow

XS = (40.0, 90.0, 300.0, 350.0, 555.0)
HEADINGS = ("Code", "Requirement", "Comply", "Evidence")
FIRST = ("1.2", "A complaint must be defined in this way.", "Yes", "It opens our policy.")
SECOND = ("1.3", "Residents need not use the word.", "No", "Letters ask for it.")

Told = list[str | list[tuple[str, ...]]]


def document(*pages: Page) -> Document:
    return read(pdf(*pages), "form.pdf")


def told(*pages: Page) -> Told:
    """The blocks' texts alone: a string a paragraph, a list of rows a table; lines of a cell joined by a space."""
    return [
        each.text
        if isinstance(each, Paragraph)
        else [tuple(cell.replace("\n", " ") for cell in row.cells) for row in each.rows]
        for each in document(*pages).blocks
    ]


def table(*rows: tuple[str, ...], top: float = 700, **look: str) -> Page:
    page = Page()
    page.table(XS, top, [HEADINGS, *rows], **look)  # type: ignore[arg-type]
    return page


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rules", ["strokes", "rectangles", "frames"])
def test_a_ruled_table_however_its_rules_are_drawn(rules: str) -> None:
    assert told(table(FIRST, SECOND, rules=rules)) == [[HEADINGS, FIRST, SECOND]]


def test_the_whole_answer_of_a_small_page() -> None:
    page = Page().text(40, 740, "Elm Grove Homes")
    page.table(XS, 700, [HEADINGS, FIRST])
    page.text(40, 600, "Approved by the board.")
    assert document(page) == Document(
        "pdf",
        (
            Paragraph("Elm Grove Homes", Location(page=1)),
            Table(
                (
                    TableRow(HEADINGS, Location(page=1, table=1, row=1)),
                    TableRow(
                        ("1.2", "A complaint must be defined in this way.", "Yes", "It opens our policy."),
                        Location(page=1, table=1, row=2),
                    ),
                )
            ),
            Paragraph("Approved by the board.", Location(page=1)),
        ),
        pages=1,
    )


def test_lines_of_a_cell_stay_in_their_order_and_apart() -> None:
    long = " ".join(f"word{number}" for number in range(40))
    blocks = document(table(("1.2", long, "Yes", long))).blocks
    assert isinstance(blocks[0], Table)
    cells = blocks[0].rows[1].cells
    assert [cell.replace("\n", " ") for cell in cells] == ["1.2", long, "Yes", long]
    assert "\n" in cells[1]


def test_tables_and_lines_in_the_order_of_the_page() -> None:
    page = Page()
    page.text(40, 300, "Between the tables")
    page.table(XS, 250, [HEADINGS, SECOND])
    page.text(40, 760, "Above the tables")
    page.table(XS, 700, [HEADINGS, FIRST])
    assert told(page) == ["Above the tables", [HEADINGS, FIRST], "Between the tables", [HEADINGS, SECOND]]


def test_tables_are_counted_through_the_document_and_rows_within_a_table() -> None:
    places = [
        row.location
        for block in document(table(FIRST), table(SECOND, FIRST)).blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    assert places == [
        Location(page=1, table=1, row=1),
        Location(page=1, table=1, row=2),
        Location(page=2, table=2, row=1),
        Location(page=2, table=2, row=2),
        Location(page=2, table=2, row=3),
    ]


def test_a_merged_banner_row_keeps_the_tables_columns() -> None:
    assert told(table(FIRST, ("Section 2: Exclusions",), SECOND)) == [
        [HEADINGS, FIRST, ("Section 2: Exclusions", "", "", ""), SECOND]
    ]


def test_a_cell_merged_over_rows_has_its_text_in_the_first() -> None:
    page = Page()
    for y in (700, 640, 580):
        page.line(40, y, 300, y)
    page.line(300, 700, 555, 700).line(300, 580, 555, 580)
    for x in (40, 90, 300, 555):
        page.line(x, 580, x, 700)
    page.text(44, 680, "1.2").text(44, 620, "1.3").text(94, 680, "first").text(94, 620, "second").text(
        304, 640, "both of them"
    )
    assert told(page) == [[("1.2", "first", "both of them"), ("1.3", "second", "")]]


def test_a_table_cut_open_at_the_pages_end() -> None:
    page = Page()
    page.table(XS, 700, [HEADINGS, FIRST, SECOND], foot=False)
    assert told(page) == [[HEADINGS, FIRST, SECOND]]


def test_pages_of_one_table_get_the_same_columns() -> None:
    """On the second page the banner's row alone is merged; its table has fewer columns there."""
    first = table(FIRST)
    second = Page()
    second.table(
        (40.0, 90.0, 300.0, 555.0), 700, [("1.3", "Residents need not use the word.", "No Letters ask for it.")]
    )
    blocks = [each for each in document(first, second).blocks if isinstance(each, Table)]
    assert [len(row.cells) for block in blocks for row in block.rows] == [4, 4, 4]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    page = table(FIRST)
    page.table(XS, 700, [HEADINGS, FIRST], rules="none")
    assert told(page) == [[HEADINGS, FIRST]]


def test_text_drawn_twice_a_little_apart_is_read_once() -> None:
    page = table(FIRST)
    moved = [(x + 0.4) for x in XS]
    page.table(moved, 700.2, [HEADINGS, FIRST], rules="none")
    assert told(page) == [[HEADINGS, FIRST]]


def test_the_same_word_in_two_rows_is_not_text_drawn_twice() -> None:
    rows = [(f"1.{number}", "Kept.", "Yes", "Kept.") for number in range(2, 7)]
    assert told(table(*rows)) == [[HEADINGS, *rows]]


def test_an_underlined_word_and_a_shaded_heading_change_nothing() -> None:
    page = Page().box(40, 682, 515, 18, "f").line(94, 668, 200, 668).line(354, 668, 420, 668)
    page.table(XS, 700, [HEADINGS, FIRST, SECOND])
    assert told(page) == [[HEADINGS, FIRST, SECOND]]


def test_boxes_inside_a_cell_do_not_cut_it() -> None:
    page = table(FIRST, SECOND)
    page.box(320, 668.5, 9, 9).box(320, 650.5, 9, 9)
    assert told(page) == [[HEADINGS, FIRST, SECOND]]


def test_a_frame_around_the_page() -> None:
    page = Page().box(20, 20, 555, 802)
    page.table(XS, 700, [HEADINGS, FIRST])
    page.text(40, 600, "Approved.")
    assert told(page) == [[HEADINGS, FIRST], "Approved."]


def test_a_table_drawn_column_by_column() -> None:
    """The texts come in an order of their own; their places decide."""
    page = table(FIRST, SECOND)
    texts = [each for each in page.drawn if each.startswith("BT")]
    rest = [each for each in page.drawn if not each.startswith("BT")]
    page.drawn = [*rest, *sorted(texts, key=lambda each: (each[-12:], each))]
    assert told(page) == [[HEADINGS, FIRST, SECOND]]


# ── what the pages repeat ────────────────────────────────────────────────────────────────────────


def book(pages: int, header: str = "Elm Grove Homes | Self-assessment", footer: str = "Page {} of 9") -> list[Page]:
    made = []
    for number in range(1, pages + 1):
        page = Page().text(40, 815, header.format(number)).text(40, 20, footer.format(number))
        page.table(XS, 700, [HEADINGS, (f"1.{number + 1}", "A requirement.", "Yes", f"Kept on page {number}.")])
        made.append(page)
    return made


def test_running_headers_footers_and_page_numbers_are_set_aside() -> None:
    found = document(*book(4))
    assert [type(block).__name__ for block in found.blocks] == ["Table"] * 4
    assert dict(found.metadata) == {
        "header": "Elm Grove Homes | Self-assessment",
        "footer": "Page 1 of 9\nPage 2 of 9\nPage 3 of 9\nPage 4 of 9",
    }


def test_a_title_that_stands_where_later_pages_have_their_header_stays() -> None:
    pages = book(3)
    pages[0].drawn[0] = Page().text(40, 815, "Self-assessment against the Code, May 2024").drawn[0]
    found = document(*pages)
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "Self-assessment against the Code, May 2024"
    ]


def test_a_page_number_alone_is_set_aside_on_a_single_page_too() -> None:
    page = table(FIRST).text(290, 20, "1")
    assert told(page) == [[HEADINGS, FIRST]]


def test_a_form_that_reaches_the_edge_of_the_page_keeps_its_first_and_last_lines() -> None:
    pages = []
    for number in range(2, 6):
        page = Page()
        page.table(XS, 830, [HEADINGS, (f"1.{number}", "A requirement.", "Yes", "Kept.")], rules="none")
        page.table(XS, 60, [(f"2.{number}", "Another.", "Yes", "Kept too.")], rules="none")
        pages.append(page)
    text = str(told(*pages))
    assert all(word in text for number in range(2, 6) for word in (f"1.{number}", f"2.{number}"))
    assert (text.count("'Yes'"), text.count("Kept too.")) == (8, 4)


def test_an_answer_that_recurs_at_the_foot_of_every_page_is_no_footer() -> None:
    pages = [Page().text(40, 500, f"Question {number}").text(40, 30, "Yes") for number in range(3)]
    assert told(*pages) == ["Question 0", "Yes", "Question 1", "Yes", "Question 2", "Yes"]


def test_a_line_of_the_document_on_one_page_is_no_furniture() -> None:
    pages = book(4)
    pages[2].text(40, 780, "Approved by the board on 3 May 2024")
    found = document(*pages)
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "Approved by the board on 3 May 2024"
    ]


def test_a_line_that_two_pages_of_six_share_is_no_furniture() -> None:
    pages = book(6)
    for page in pages[2:4]:
        page.text(40, 780, "Section 5: Complaint handling process, continued")
    found = document(*pages)
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "Section 5: Complaint handling process, continued"
    ] * 2
