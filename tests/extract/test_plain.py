"""Text files → blocks: bytes in, tables and lines out, and the rows that come of them."""

from __future__ import annotations

import codecs
from textwrap import wrap

import pytest

from hoscheck.errors import Unreadable
from hoscheck.extract import Forms, read_form
from hoscheck.extract.plain import decode, read
from hoscheck.model import Answer, Document, Location, Paragraph, Table, TableRow
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

BOOKS = built_in()
FORMS = Forms(BOOKS)
NEW = {each.number: squash(each.text) for each in BOOKS[-1].requirements}
YES, NO, PARTIAL, BLANK = Answer.YES, Answer.NO, Answer.PARTIAL, Answer.BLANK

HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
Told = tuple[str | None, str, Answer, str, str]


def rows(text: str | bytes, name: str = "form.txt") -> list[Told]:
    """(number, requirement, answer, evidence, commentary) of every row of a text file."""
    data = text.encode() if isinstance(text, str) else text
    found = read_form(data, name, FORMS).rows
    assert [row.extra for row in found] == [()] * len(found)
    return [(row.number, row.requirement, row.answer, row.evidence, row.commentary) for row in found]


def refused(data: bytes, name: str = "form.txt") -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return caught.value.reason, caught.value.stage


def cells(number: str, answer: str = "Yes", evidence: str = "It opens our policy.", said: str = "") -> tuple[str, ...]:
    return (number, NEW[number], answer, evidence, said)


def told(number: str, answer: Answer = YES, evidence: str = "It opens our policy.", said: str = "") -> Told:
    return (number, NEW[number], answer, evidence, said)


THREE = (cells("1.2"), cells("1.3", "No", "Letters ask for it.", "To change by May 2025."), cells("1.4", "Partial"))
THREE_TOLD = [told("1.2"), told("1.3", NO, "Letters ask for it.", "To change by May 2025."), told("1.4", PARTIAL)]


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_answer_of_a_small_file() -> None:
    heading = "Code provision\tCode requirement\tComply"
    text = f"Elm Grove Homes\n\nSection 1\n\n{heading}\n1.2\tA text\tYes\n1.3\tB text\tNo\n\nApproved."
    assert read(text.encode(), "x.txt") == Document(
        "text",
        (
            Paragraph("Elm Grove Homes", Location(line=1)),
            Paragraph("Section 1", Location(line=3)),
            Table(
                (
                    TableRow(("Code provision", "Code requirement", "Comply"), Location(line=5)),
                    TableRow(("1.2", "A text", "Yes"), Location(line=6)),
                    TableRow(("1.3", "B text", "No"), Location(line=7)),
                )
            ),
            Paragraph("Approved.", Location(line=9)),
        ),
    )


def test_lines_without_cells_are_paragraphs_with_their_line() -> None:
    assert read(b"# Elm Grove\n\n## **Section 1**\nSome text\n", "x.md").blocks == (
        Paragraph("Elm Grove", Location(line=1), 1),
        Paragraph("Section 1", Location(line=3), 2),
        Paragraph("Some text", Location(line=4)),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    text = end.join("\t".join(each) for each in (HEADINGS, *THREE))
    assert rows(text) == THREE_TOLD


# ── tabs ─────────────────────────────────────────────────────────────────────────────────────────


def tabs(*lines: tuple[str, ...]) -> str:
    return "\n".join("\t".join(line) for line in (HEADINGS, *lines)) + "\n"


def test_a_tab_separated_form() -> None:
    assert rows(tabs(*THREE)) == THREE_TOLD


def test_continuation_lines_of_a_tab_separated_form() -> None:
    words = NEW["1.3"].split()
    first, second = " ".join(words[:20]), " ".join(words[20:])
    text = tabs(
        cells("1.2"), ("1.3", first, "No", "Letters ask", ""), ("", second, "", "for it.", "From May."), cells("1.4")
    )
    assert rows(text) == [told("1.2"), told("1.3", NO, "Letters ask for it.", "From May."), told("1.4")]


def test_trailing_tabs_left_out_by_an_editor() -> None:
    short = ("1.3", NEW["1.3"], "Yes", "We ask.")
    assert rows(tabs(cells("1.2"), short, cells("1.4"))) == [told("1.2"), told("1.3", YES, "We ask."), told("1.4")]


def test_html_tags_that_a_converter_left_in_the_cells() -> None:
    text = tabs(
        cells(
            "1.2", "<b>Yes</b>", "<p>It opens</p><ul><li>our policy.</li></ul>", "<i>Staff</i> learn&nbsp;it &amp; more"
        ),
        ("1.3", f"<p>{NEW['1.3']}</p>", "No", "Letters<br/>ask<br>for it.", "a < b and c > d"),
    )
    assert rows(text) == [
        told("1.2", YES, "It opens our policy.", "Staff learn it & more"),
        told("1.3", NO, "Letters ask for it.", "a < b and c > d"),
    ]


def test_rows_of_dashes_and_empty_lines_between_rows() -> None:
    text = tabs(cells("1.2"), ("---",) * 5, cells("1.3"), ("",) * 5, cells("1.4")).replace("1.4\t", "\n1.4\t", 1)
    assert rows(text) == [told("1.2"), told("1.3"), told("1.4")]


def test_a_line_break_inside_the_last_cell() -> None:
    text = tabs(cells("1.2", said="Staff learn it.\nManagers check it."), cells("1.3"))
    assert rows(text) == [told("1.2", said="Staff learn it. Managers check it."), told("1.3")]


def test_a_line_break_inside_the_requirement() -> None:
    broken = NEW["1.3"].replace(". ", ".\n", 1)
    text = tabs(cells("1.2"), ("1.3", broken, "No", "Letters ask for it.", "From May."), cells("1.4"))
    assert rows(text) == [told("1.2"), told("1.3", NO, "Letters ask for it.", "From May."), told("1.4")]


def test_banner_lines_between_rows() -> None:
    lines = [*tabs(cells("1.6")).splitlines(), "", "Section 2: Exclusions", "", "\t".join(cells("2.1"))]
    assert rows("\n".join(lines)) == [told("1.6"), told("2.1")]
    close = [*tabs(cells("1.6")).splitlines(), "Section 2: Exclusions", "\t".join(cells("2.1"))]
    assert rows("\n".join(close)) == [told("1.6"), told("2.1")]


def test_a_section_title_close_behind_a_row() -> None:
    lines = [*tabs(cells("1.6", said="Kept.")).splitlines(), "Exclusions", "\t".join(cells("2.1"))]
    assert rows("\n".join(lines)) == [told("1.6", said="Kept."), told("2.1")]


# ── pipes ────────────────────────────────────────────────────────────────────────────────────────


def test_a_pipe_separated_form() -> None:
    lines = [" | ".join(each) + " |" for each in (HEADINGS, *THREE)]
    assert rows("\n".join(lines)) == THREE_TOLD


def test_pipes_with_a_line_break_after_every_cell() -> None:
    lines = [" | ".join(HEADINGS) + " |"]
    for row in THREE:
        lines += [f"{cell} |" if cell else "|" for cell in row]
    assert rows("\n".join(lines)) == THREE_TOLD


def test_pipes_with_line_breaks_in_odd_places() -> None:
    lines = [
        "Code provision | Code requirement |",
        "Comply: Yes / No | Evidence | Commentary / explanation |",
        "1.2 |",
        f"{NEW['1.2']} | Yes |",
        "It opens",
        "our policy. | |",
        f"1.3 | {NEW['1.3']} |",
        "No |",
        "Letters ask for it. |",
        "To change",
        "by May 2025. |",
        "1.4 |",
        NEW["1.4"],
        "| Partial | It opens our policy. | |",
    ]
    assert rows("\n".join(lines)) == THREE_TOLD


def test_a_banner_line_between_broken_pipe_rows() -> None:
    def broken(row: tuple[str, ...]) -> list[str]:
        return [f"{cell} |" if cell else "|" for cell in row]

    lines = [
        " | ".join(HEADINGS) + " |",
        *broken(cells("1.6")),
        "Section 2: Exclusions",
        " | ".join(HEADINGS) + " |",
        *broken(cells("2.1")),
    ]
    assert rows("\n".join(lines)) == [told("1.6"), told("2.1")]


# ── markdown ─────────────────────────────────────────────────────────────────────────────────────


def markdown(*lines: tuple[str, ...]) -> str:
    return "\n".join(
        (
            "| " + " | ".join(HEADINGS) + " |",
            "|---|:---|:---:|---|---|",
            *("| " + " | ".join(each) + " |" for each in lines),
        )
    )


def test_a_markdown_table() -> None:
    assert rows(f"# Elm Grove\n\n## Section 1\n\n{markdown(*THREE)}\n", "form.md") == THREE_TOLD


def test_markdown_emphasis_and_escaped_pipes() -> None:
    text = markdown(("**1.2**", f"*{NEW['1.2']}*", "**Yes**", "It opens our __policy__.", r"a \| b"), cells("1.3"))
    assert rows(text, "form.md")[0][0] == "1.2"
    assert rows(text, "form.md")[0][2:] == (YES, "It opens our policy.", "a | b")


def labelled(bullet: str) -> str:
    """The three rows as markdown headings with labelled lines below them."""
    return "\n\n".join(
        "\n".join(
            (
                f"### **Code provision {number}**",
                "",
                f"{bullet}**Code requirement:** {text}",
                f"{bullet}**Comply:** {answer}",
                f"{bullet}__Evidence:__ {evidence}",
                f"{bullet}**Commentary:** {said}".strip(),
            )
        )
        for number, text, answer, evidence, said in THREE
    )


def test_labelled_lines_in_markdown() -> None:
    assert rows(labelled(""), "form.md") == THREE_TOLD


def test_labelled_lines_in_a_markdown_list() -> None:
    assert rows(labelled("- "), "form.md") == THREE_TOLD


def test_a_table_a_section_under_markdown_headings() -> None:
    first, second = markdown(cells("1.2")), markdown(cells("2.1"))
    text = f"## Section 1: Definition\n\n{first}\n\n## Section 2: Exclusions\n\n{second}\n"
    assert rows(text, "form.md") == [told("1.2"), told("2.1")]


def test_html_breaks_inside_markdown_cells() -> None:
    text = markdown(cells("1.2", evidence="Policy.<br>Leaflet.<br/>Website."), cells("1.3"))
    assert rows(text, "form.md") == [told("1.2", evidence="Policy. Leaflet. Website."), told("1.3")]


# ── CSV and TSV ──────────────────────────────────────────────────────────────────────────────────


def quoted(separator: str, *lines: tuple[str, ...]) -> str:
    return (
        "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in each) for each in (HEADINGS, *lines))
        + "\r\n"
    )


@pytest.mark.parametrize(
    ("separator", "name"), [(",", "form.csv"), (";", "form.csv"), ("\t", "form.tsv"), (",", "form.txt")]
)
def test_separated_values(separator: str, name: str) -> None:
    assert rows(quoted(separator, *THREE), name) == THREE_TOLD


def test_line_breaks_quotes_and_separators_inside_a_csv_cell() -> None:
    text = quoted(",", cells("1.2", evidence='Policy, "page 2",\nsecond line; third', said="a\r\n\r\nb"), cells("1.3"))
    assert rows(text, "form.csv") == [
        told("1.2", evidence='Policy, "page 2", second line; third', said="a b"),
        told("1.3"),
    ]


def test_the_lines_of_csv_rows_count_the_breaks_inside_cells() -> None:
    blocks = read(b'a,b\n1.2,"x\ny"\n1.3,z\n', "form.csv").blocks
    assert blocks == (
        Table(
            (
                TableRow(("a", "b"), Location(line=1)),
                TableRow(("1.2", "x\ny"), Location(line=2)),
                TableRow(("1.3", "z"), Location(line=4)),
            )
        ),
    )


def test_csv_rows_of_different_lengths() -> None:
    text = "Elm Grove Homes\r\n\r\n" + quoted(",", cells("1.2")) + f'1.3,"{NEW["1.3"]}",Yes\r\n'
    assert rows(text, "form.csv") == [told("1.2"), told("1.3", YES, "")]


def test_a_csv_cell_of_a_million_characters_is_read() -> None:
    blocks = read(b'1.2,"' + b"x" * 1_000_000 + b'"\n', "form.csv").blocks
    assert isinstance(blocks[0], Table)
    assert [len(cell) for cell in blocks[0].rows[0].cells] == [3, 1_000_000]


# ── encodings ────────────────────────────────────────────────────────────────────────────────────

CURLY = "A resident’s complaint – “in any words” – costs £0 …"


@pytest.mark.parametrize(
    "data",
    [
        CURLY.encode(),
        codecs.BOM_UTF8 + CURLY.encode(),
        codecs.BOM_UTF16_LE + CURLY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + CURLY.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + CURLY.encode("utf-32-le"),
        CURLY.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "utf-32", "windows-1252"],
)
def test_one_text_in_every_encoding(data: bytes) -> None:
    assert decode(data) == CURLY


def test_a_whole_form_in_utf_16_and_windows_1252() -> None:
    text = tabs(cells("1.2", evidence="It’s in our policy – page 2"), cells("1.3"))
    wanted = [told("1.2", evidence="It’s in our policy – page 2"), told("1.3")]
    assert rows(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == wanted
    assert rows(text.encode("cp1252")) == wanted


def test_utf_16_without_a_mark_is_refused_and_never_garbled() -> None:
    assert refused(tabs(*THREE).encode("utf-16-le")) == ("unsupported", "open")


def test_a_stray_byte_in_a_utf_8_file_does_not_garble_the_rest() -> None:
    text = tabs(cells("1.2", evidence="It’s in our policy – page 2 XX"), cells("1.3"))
    assert decode(text.encode().replace(b"XX", b"\x9d")).replace("\ufffd", "XX") == text


def test_a_utf_8_file_cut_off_inside_a_character() -> None:
    text = tabs(cells("1.2", evidence="It’s in our policy – page 2"), cells("1.3"))
    assert decode(text.encode() + "’".encode()[:2]).rstrip("\ufffd") == text


# ── refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"\x00" * 50,
    ],
    ids=["noise", "picture", "old Word", "zeros"],
)
def test_binary_files_are_refused(data: bytes) -> None:
    assert refused(data) == ("unsupported", "open")


@pytest.mark.parametrize(
    "data", [b" ", b"\n\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE], ids=["space", "lines", "mark", "mark 16"]
)
def test_files_without_text_are_refused(data: bytes) -> None:
    assert refused(data) == ("empty", "open")


def test_an_empty_csv_is_refused() -> None:
    assert refused(b"\n", "form.csv") == ("empty", "open")


def test_a_csv_that_ends_inside_a_quoted_cell_loses_nothing_before_it() -> None:
    text = quoted(",", cells("1.2"), cells("1.3"))[:-4]
    assert rows(text, "form.csv")[0] == told("1.2")


# ── columns held apart by blanks ─────────────────────────────────────────────────────────────────


def laid_out(*rows: tuple[str, ...], widths: tuple[int, ...] = (10, 38, 8, 30)) -> str:
    """Rows as `pdftotext -layout` writes them: each cell folded to its column's width."""
    text = []
    for row in rows:
        folded = [wrap(cell, width - 1) or [""] for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, folded))):
            parts = (cell[at] if at < len(cell) else "" for cell in folded)
            text.append("".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip())
    return "\n".join(text)


CLOSED = "No such case was closed early in the year; the log is read each month by the panel, which found none."


def test_rows_of_laid_out_text_tell_their_lines() -> None:
    """Answers and evidence are parted by one blank only: "Comply: Evidence"."""
    text = laid_out(
        ("Code provision", "Code requirement", "Comply:", "Evidence"),
        *((number, NEW[number], answer, CLOSED) for number, answer in (("1.2", "Yes"), ("1.3", "No"))),
    )
    found = read_form(text.encode(), "form.txt", FORMS).rows
    assert [(row.number, row.answer, row.evidence, row.location.line) for row in found] == [
        ("1.2", YES, CLOSED, 3),
        ("1.3", NO, CLOSED, 10),
    ]


def test_a_table_drawn_with_signs() -> None:
    rule = "+-----+--------------------------------+-----+----------+"
    first, second = NEW["1.2"], NEW["1.3"]
    lines = [rule, "|Ref  |Code requirement                |Met? |Evidence  |", rule.replace("-", "=")]
    for number, words, answer in (("1.2", first, "Yes"), ("1.3", second, "No")):
        for at, part in enumerate(wrap(words, 30)):
            head = (number, answer, "It opens") if at == 0 else ("", "", "our policy." if at == 1 else "")
            lines.append(f"|{head[0]:5}|{part:32}|{head[1]:5}|{head[2]:10}|")
        lines.append(rule)
    assert rows("\n".join(lines)) == [told("1.2"), told("1.3", NO)]


def test_a_form_quoted_in_a_mail() -> None:
    text = "\n".join(
        f"> {line}"
        for number, answer in (("1.2", "Yes"), ("1.3", "No"))
        for line in (*wrap(f"{number}  {NEW[number]}", 72), f"Answer: {answer}", "Evidence: It opens our policy.", "")
    )
    assert rows(f"From: a@example.org\n\nDear all,\n\n{text}\n") == [told("1.2"), told("1.3", NO)]


def test_markdown_tables_with_narrow_rules_are_no_drawn_grids() -> None:
    rule = "|:--|---|:-:|---|"
    table = ["| No | Requirement | Yes/No | Evidence |", rule]
    text = "\n\n".join(
        "\n".join(
            [
                *table,
                *(f"| {section}.{number} | {NEW[f'{section}.{number}']} | **Yes** | It is so. |" for number in (2, 3)),
            ]
        )
        for section in (1, 2, 3, 4)
    )
    found = read_form(text.encode(), "form.md", FORMS)
    assert [row.number for row in found.rows] == ["1.2", "1.3", "2.2", "2.3", "3.2", "3.3", "4.2", "4.3"]


def test_a_bar_in_somebodys_evidence_parts_no_cells() -> None:
    text = "".join(
        "\n".join([number, *wrap(NEW[number], 40), "Yes", said, ""])
        for number, said in (("1.2", "CR1 | CR2"), ("1.3", "CR3 | CR4"))
    )
    assert rows(text) == [told("1.2", evidence="CR1 | CR2"), told("1.3", evidence="CR3 | CR4")]
