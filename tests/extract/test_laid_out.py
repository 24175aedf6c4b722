"""Text that keeps its columns by blanks, as `pdftotext -layout` writes it, over pages and with centred cells."""

from __future__ import annotations

from textwrap import wrap

from tests.extract.test_plain import FORMS, NEW, NO, YES

from hoscheck.extract import read_form

HEADS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
WIDTHS = (11, 38, 17, 30, 26)
LOG = "No such case was closed early in the year; the log is read each month by the panel, which found none."
POLICY = "Policy, section 4.2"


def folded(row: tuple[str, ...], widths: tuple[int, ...] = WIDTHS, *, centred: bool = False) -> list[str]:
    """A row's lines, each cell folded to its column's width; centred ones stand in the middle of their row."""
    cells = [wrap(cell, width - 1) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    if centred:
        cells = [[""] * ((height - len(cell)) // 2) + cell for cell in cells]
    return [
        "".join(
            (cell[at] if at < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)
        ).rstrip()
        for at in range(height)
    ]


def told(text: str) -> list[tuple[object, ...]]:
    found = read_form(text.encode(), "form.txt", FORMS).rows
    return [(row.number, row.answer, row.evidence, row.commentary, row.location.line) for row in found]


def test_a_row_goes_on_over_a_page_whose_columns_stand_elsewhere() -> None:
    first = folded(("1.2", NEW["1.2"], "Yes", LOG, POLICY))
    second = folded(("1.3", NEW["1.3"], "No", LOG, ""), (7, 38, 13, 30, 26))
    over = [line[4:] for line in first[3:]]
    text = [
        *folded(HEADS),
        *first[:3],
        "",
        "        Page 1 of 2",
        "\f" + over[0],
        *over[1:],
        *second,
        "",
        "  Page 2 of 2",
    ]
    assert told("\n".join(text)) == [
        ("1.2", YES, LOG, POLICY, 3),
        ("1.3", NO, LOG, "", 3 + len(first) + 2),
    ]


def test_centred_cells_have_as_many_lines_above_their_number_as_below() -> None:
    rows = [
        ("1.2", NEW["1.2"], "Yes", LOG, POLICY),
        ("1.3", NEW["1.3"], "No", POLICY, LOG),
        ("1.4", NEW["1.4"], "Yes", "", ""),
    ]
    lines = [line for row in rows for line in folded(row, centred=True)]
    assert [each[:4] for each in told("\n".join([*folded(HEADS), *lines]))] == [
        ("1.2", YES, LOG, POLICY),
        ("1.3", NO, POLICY, LOG),
        ("1.4", YES, "", ""),
    ]


def test_cells_that_only_one_blank_parts() -> None:
    text = [
        *folded(HEADS),
        *folded(("1.2", NEW["1.2"], "Yes", LOG, POLICY)),
        *folded(("1.3", NEW["1.3"], "No", LOG, POLICY)),
    ]
    at = next(at for at, line in enumerate(text) if line.startswith("1.3"))
    cut = text[at].index("No ")
    text[at] = f"{text[at][:cut].rstrip()} {text[at][cut:]}"
    assert [each[:4] for each in told("\n".join(text))] == [("1.2", YES, LOG, POLICY), ("1.3", NO, LOG, POLICY)]


def test_a_title_among_the_rows_is_no_cell_and_what_recurs_on_the_pages_neither() -> None:
    foot = ["", f"{'':40}Harrow Vale Homes self-assessment"]
    page = [*folded(HEADS), *folded(("1.2", NEW["1.2"], "Yes", LOG, POLICY)), *foot]
    after = [
        "Section 2: Exclusions, and what else is not seen as a complaint",
        "",
        *folded(("2.1", NEW["2.1"], "No", LOG, "")),
    ]
    assert [each[:4] for each in told("\n".join(page) + "\n\f" + "\n".join([*after, *foot]))] == [
        ("1.2", YES, LOG, POLICY),
        ("2.1", NO, LOG, ""),
    ]


def test_what_recurs_on_the_pages_of_a_text_without_columns_is_no_evidence() -> None:
    pages = [
        f"Harrow Vale Homes 3 May 2025\n\n{number}\n{NEW[number]}\n{answer}\n{POLICY}\n\nSelf-assessment, page {at}"
        for at, (number, answer) in enumerate([("1.2", "Yes"), ("1.3", "No"), ("1.4", "Yes")], 1)
    ]
    assert [each[:4] for each in told("\n\f".join(pages))] == [
        ("1.2", YES, POLICY, ""),
        ("1.3", NO, POLICY, ""),
        ("1.4", YES, POLICY, ""),
    ]
