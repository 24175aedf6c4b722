"""Where among a page's text other things are drawn: what the stream tells, and that it is only a hint."""

from __future__ import annotations

import pytest
from tests.extract.pdf.drawn import Page, pdf

from hoscheck.extract.pdf.order import LEAST, Order, order
from hoscheck.extract.pdf.pdfium import PageContent, Pdf

LETTERS = 300


def lettered() -> Page:
    """A page printed letter by letter, as browsers do: lines above and below a word, and a box behind the next."""
    page = Page().line(50, 700, 500, 700).line(50, 650, 500, 650).line(50, 650, 50, 700).line(500, 650, 500, 700)
    letters = "\n".join("7.7309418 0 Td <0041> Tj" for _ in range(LETTERS))
    page.drawn.append(f"BT\n/F1 8 Tf\n1 0 0 1 60 670 Tm\n{letters}\nET")
    page.box(50, 600, 100, 20)
    page.drawn.append(
        f"/P <</MCID 3 >>BDC\nBT\n/F1 8 Tf\n1 0 0 1 60 610 Tm\n{letters}\nET\nBT\n[<0042> -3 <0043>] TJ\nET\nEMC"
    )
    return page.line(50, 500, 500, 500)


def content_of(page: Page) -> bytes:
    return ("\n".join(page.drawn) + "\n" * LEAST).encode()


def read(*orders: Order | None) -> PageContent:
    with Pdf(pdf(lettered()), orders) as opened:
        found = opened.page(0, lambda _: True)
    assert found is not None
    return found


TOLD = Order(4 + LETTERS + 1 + LETTERS + 1 + 1, (0, 1, 2, 3, 4 + LETTERS, 4 + LETTERS + 1 + LETTERS + 1))


def test_the_stream_tells_what_is_no_text() -> None:
    assert order(content_of(lettered())) == TOLD


def test_with_what_the_stream_tells_the_page_is_the_same() -> None:
    assert read(TOLD) == read()


@pytest.mark.parametrize(
    "others",
    [
        (0, 1, 2, 3, 5 + LETTERS),  # text where no text should be
        (0, 1, 2, 4 + LETTERS, 4 + LETTERS + 1 + LETTERS + 1),  # no text beside what is told
        (),
    ],
)
def test_what_pdfium_does_not_bear_out_is_not_believed(others: tuple[int, ...]) -> None:
    assert read(Order(TOLD.objects, others)) == read()


def test_another_number_of_objects_is_another_page() -> None:
    assert read(Order(TOLD.objects + 1, ())) == read()


@pytest.mark.parametrize("odd", ["(a) Tj", "3 Tr", "BI ID x EI", "<41> '", "% BT"])
def test_nothing_is_told_where_a_search_could_be_misled(odd: str) -> None:
    page = lettered()
    page.drawn.append(odd)
    assert order(content_of(page)) is None


def test_nothing_is_told_of_what_is_soon_asked() -> None:
    assert order(b"BT <41> Tj ET 0 0 9 9 re f") is None
