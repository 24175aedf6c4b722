"""Tagged pages: what the file itself says of its tables is used where nothing is ruled, and only where it holds."""

from __future__ import annotations

from tests.extract.pdf.drawn import Page, pdf

from hoscheck.extract.pdf import read
from hoscheck.model import Table

HEADINGS = ("Ref", "Question", "Answer", "Where to find it")


def tables(*pages: Page) -> list[list[tuple[str, ...]]]:
    """The tables' cells, as they are read."""
    blocks = read(pdf(*pages), "form.pdf").blocks
    return [[row.cells for row in block.rows] for block in blocks if isinstance(block, Table)]


def form() -> Page:
    """A heading and two rows without rules, their cells standing at different heights."""
    page = Page()
    for mark, (x, text) in enumerate(zip((50, 100, 300, 400), HEADINGS, strict=True)):
        page.marked(mark, x, 700, text)
    page.marked(4, 50, 660, "a").marked(5, 100, 670, "Who hears").marked(5, 100, 660, "of it,")
    page.marked(5, 100, 650, "and how soon?").marked(6, 300, 660, "Yes").marked(7, 400, 660, "In the policy")
    page.marked(8, 50, 620, "b").marked(9, 100, 625, "Is it said").marked(9, 100, 615, "in writing?")
    page.marked(10, 300, 620, "No").marked(11, 400, 620, "From May on")
    page.tagged = [[[0], [1], [2], [3]], [[4], [5], [6], [7]], [[8], [9], [10], [11]]]
    return page


def test_the_cells_of_a_tagged_table() -> None:
    assert tables(form()) == [
        [
            HEADINGS,
            ("a", "Who hears\nof it,\nand how soon?", "Yes", "In the policy"),
            ("b", "Is it said\nin writing?", "No", "From May on"),
        ]
    ]


def test_cells_without_text_that_are_left_out() -> None:
    page = form()
    page.marked(12, 50, 580, "c").marked(13, 400, 580, "Nowhere yet")
    page.tagged.append([[12], [13]])
    assert tables(page)[0][-1] == ("c", "", "", "Nowhere yet")


def test_a_row_that_goes_on_over_the_page() -> None:
    """Its other cells are left out there; the columns are those of the page before."""
    following = (
        Page().marked(0, 400, 800, "and in the leaflet").marked(1, 50, 760, "c").marked(2, 100, 760, "Is it free?")
    )
    following.marked(3, 300, 760, "Yes").marked(4, 400, 760, "See a")
    following.tagged = [[[0]], [[1], [2], [3], [4]]]
    assert tables(form(), following)[1] == [("", "", "", "and in the leaflet"), ("c", "Is it free?", "Yes", "See a")]


def test_a_tree_that_covers_only_part_of_the_text_is_not_believed() -> None:
    page = form()
    for line in range(12):
        page.text(50, 560 - 12 * line, "The chair of the panel says what was learned this year, and what will change.")
    assert tables(page) == []


def test_a_tree_whose_columns_stand_in_another_order_is_not_believed() -> None:
    page = form()
    page.tagged = [[[0], [1], [3], [2]], [[4], [7], [6], [5]], [[11], [9], [10], [8]]]
    assert tables(page) == []


def test_a_tree_whose_rows_stand_in_another_order_is_not_believed() -> None:
    page = form()
    page.tagged = page.tagged[::-1]
    assert tables(page) == []
