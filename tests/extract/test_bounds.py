"""How much a document may hold, in every format."""

from __future__ import annotations

import pytest

from hoscheck.errors import Unreadable
from hoscheck.extract import read_blocks
from hoscheck.extract.bounds import MOST_CELLS, MOST_PARAGRAPHS, MOST_ROWS, MOST_TEXT, bounded
from hoscheck.model import Block, Document, Location, Paragraph, Table, TableRow

HERE = Location(page=1, table=1, row=1)


def document(*blocks: Block, reasons: tuple[str, ...] = ()) -> Document:
    return Document("text", blocks, reasons=reasons)


def table(rows: int, *cells: str) -> Table:
    return Table((TableRow(cells, HERE, True),) * rows)


def test_what_is_within_the_limits_stays_as_it_is() -> None:
    given = document(Paragraph("a" * MOST_TEXT, HERE, 2), table(3, "b" * MOST_TEXT, "c"), reasons=("no-text",))
    assert bounded(given) is given


def test_longer_texts_are_cut_and_the_document_is_partial() -> None:
    given = document(Paragraph("a" * (MOST_TEXT + 1), HERE, 2), table(2, "1.2", "b" * (2 * MOST_TEXT)), reasons=("x",))
    cut = document(Paragraph("a" * MOST_TEXT, HERE, 2), table(2, "1.2", "b" * MOST_TEXT), reasons=("x", "limit:text"))
    assert bounded(given) == cut


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([table(MOST_ROWS, "a"), table(1, "b")], "limit:rows"),
        ([table(MOST_ROWS // 2, *["a"] * (2 * MOST_CELLS // MOST_ROWS)), table(1, "b")], "limit:cells"),
        ([Paragraph("a", HERE)] * (MOST_PARAGRAPHS + 1), "limit:paragraphs"),
    ],
)
def test_more_than_any_form_has_is_refused(blocks: list[Block], reason: str) -> None:
    assert bounded(document(*blocks[:1])).reasons == ()
    with pytest.raises(Unreadable) as caught:
        bounded(document(*blocks))
    assert (caught.value.reason, caught.value.stage) == (reason, "read")


LONG = "evidence " * 20_000
ROWS = "".join(f"1.{number}\tLandlords must answer.\tYes\t{{}}\tWe do.\n" for number in range(2, 7))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("form.txt", ROWS.format(LONG, *["Policy"] * 4)),
        ("form.txt", f"Our policy\n{LONG}\n"),
        ("form.csv", f'Code provision,Comply,Evidence\n1.2,Yes,"{LONG}"\n'),
        ("form.html", f"<html><body><table><tr><td>1.2</td><td>Yes</td><td>{LONG}</td></tr></table></body></html>"),
        ("form.html", f"<html><body><p>{LONG}</p></body></html>"),
    ],
)
def test_every_reader_cuts_a_text_that_is_too_long(name: str, data: str) -> None:
    found = read_blocks(data.encode(), name)
    texts = [
        text
        for block in found.blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]
        )
    ]
    assert (found.reasons, max(map(len, texts))) == (("limit:text",), MOST_TEXT)


def test_a_text_file_with_more_rows_than_any_form_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read_blocks((ROWS.format(*["Policy"] * 5) * (MOST_ROWS // 5 + 1)).encode(), "form.txt")
    assert caught.value.reason == "limit:rows"
