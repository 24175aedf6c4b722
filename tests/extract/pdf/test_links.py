"""The addresses behind links are kept with the words that they stand behind."""

from __future__ import annotations

from tests.extract.pdf.drawn import Page, pdf

from hoscheck.extract.pdf import read
from hoscheck.model import Table
from hoscheck.normalise import links_of, squash


def cells(page: Page) -> list[list[tuple[str, tuple[str, ...]]]]:
    """The cells of the first table: their text and the addresses in them."""
    blocks = read(pdf(page), "form.pdf").blocks
    table = next(block for block in blocks if isinstance(block, Table))
    return [[(squash(cell), links_of(cell)) for cell in row.cells] for row in table.rows]


def form() -> Page:
    page = Page()
    page.table((50, 100, 300, 400), 700, [("Ref", "Where", "Answer"), ("a", "Our complaints policy", "Yes")])
    return page


def area(x0: float, x1: float, y: float, address: str) -> tuple[float, float, float, float, str]:
    return (x0, y - 3, x1, y + 8, address)


LINE = 700 - 18 - 4 - 8  # the baseline of the second row


def test_an_address_stands_in_the_cell_of_its_words() -> None:
    page = form()
    page.links = [area(104, 180, LINE, "https://elm.example/policy.pdf")]
    assert cells(page)[1] == [("a", ()), ("Our complaints policy", ("https://elm.example/policy.pdf",)), ("Yes", ())]


def test_a_link_over_two_lines_is_one() -> None:
    page = Page()
    page.table((50, 100, 180, 400), 700, [("Ref", "Where", "Answer"), ("a", "Our complaints policy", "Yes")])
    page.links = [area(104, 170, LINE, "https://elm.example/a"), area(104, 150, LINE - 10, "https://elm.example/a")]
    assert cells(page)[1][1] == ("Our complaints policy", ("https://elm.example/a",))


def test_an_answer_that_is_a_link_stays_an_answer() -> None:
    page = form()
    page.links = [area(304, 330, LINE, "https://elm.example/policy.pdf")]
    assert cells(page)[1][2] == ("Yes", ())


def test_an_address_that_is_printed_is_not_told_twice() -> None:
    page = Page()
    page.table((50, 100, 300, 400), 700, [("Ref", "Where", "Answer"), ("a", "www.elm.example/policy", "Yes")])
    page.links = [area(104, 200, LINE, "https://www.elm.example/policy/")]
    assert cells(page)[1][1] == ("www.elm.example/policy", ())
