"""Web pages → blocks: whole answers, on pages that are written here."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hoscheck.errors import Unreadable
from hoscheck.extract import blocks, html_walk
from hoscheck.extract.html import EXTRACTOR, read, recognises
from hoscheck.model import Document, Location, Paragraph, Table, TableRow

Told = list[str | list[tuple[str, ...]]]


def of(body: str, name: str = "form.html") -> Document:
    return read(f"<!doctype html><html><body>{body}</body></html>".encode(), name)


def texts(document: Document) -> Told:
    """The blocks' texts alone: a string a paragraph, a list of rows a table."""
    return [each.text if isinstance(each, Paragraph) else [row.cells for row in each.rows] for each in document.blocks]


def told(body: str) -> Told:
    document = of(body)
    assert document.reasons == ()
    return texts(document)


def headers(body: str) -> list[list[bool]]:
    return [[row.header for row in each.rows] for each in of(body).blocks if isinstance(each, Table)]


def cells(*inner: str) -> Told:
    """What a table of one row makes of these cells, behind a number so that it is no frame."""
    return told(f"<table><tr><td>1.2</td>{''.join(f'<td>{each}</td>' for each in inner)}</tr></table>")


def refused(data: bytes, name: str = "form.html") -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return caught.value.reason, caught.value.message


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_answer_of_a_small_form() -> None:
    page = """<!DOCTYPE html>
<html lang="en">
<head><title>Self-assessment
 | Elm Grove</title><style>p { color: red }</style></head>
<body>
<h2>Section 1: <em>Definition</em></h2>
<p>
  Completed by the
  complaints officer.</p>
<table>
<thead>
<tr><th>Code provision</th><th>Comply</th></tr>
</thead>
<tbody>
<tr>
<td>1.2</td>
<td>Yes<br>from April</td></tr>
</tbody></table>
<div>Approved.</div>
</body></html>"""
    assert read(page.encode(), "form.html") == Document(
        format="html",
        blocks=(
            Paragraph("Section 1: Definition", Location(line=6), level=2),
            Paragraph("Completed by the complaints officer.", Location(line=8)),
            Table(
                (
                    TableRow(("Code provision", "Comply"), Location(table=1, row=1, line=12), header=True),
                    TableRow(("1.2", "Yes\nfrom April"), Location(table=1, row=2, line=15)),
                )
            ),
            Paragraph("Approved.", Location(line=19)),
        ),
        metadata={"title": "Self-assessment | Elm Grove"},
    )


def test_lines_with_every_kind_of_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        page = end.join(
            (
                "<!doctype html>",
                "<body>",
                "<p>one</p>",
                "",
                "<table>",
                "<tr><td>1.2<td>a",
                "<tr><td>1.3<td>b",
                "</table>",
            )
        )
        document = read(page.encode(), "x.html")
        assert document.blocks == (
            Paragraph("one", Location(line=3)),
            Table(
                (
                    TableRow(("1.2", "a"), Location(table=1, row=1, line=6)),
                    TableRow(("1.3", "b"), Location(table=1, row=2, line=7)),
                )
            ),
        )


def test_blocks_are_kept_apart_and_words_are_not() -> None:
    body = (
        "<div>com<b>plai</b>nt<i>s</i><p>one</p>two<div>three<br>four</div><section>five</section>six"
        "<address>seven</address><blockquote>eight</blockquote><hr>nine<custom-panel>ten</custom-panel></div>"
        "<pre>a\n  b</pre><picture><source srcset=x><img alt=Tick></picture>"
        "<p>1<sup>st</sup> co&shy;operate\u200b, 10&nbsp;&nbsp;days<wbr>only</p>"
    )
    assert told(body) == [
        "complaints", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a\nb",
        "Tick", "1st cooperate, 10 daysonly",
    ]  # fmt: skip


def test_headings() -> None:
    body = (
        "<h1>One<br>line</h1><h6>six</h6><div role=heading aria-level=3>three</div><div role=heading>two</div><p>p</p>"
    )
    assert [(each.text, each.level) for each in of(body).blocks if isinstance(each, Paragraph)] == [
        ("One line", 1), ("six", 6), ("three", 3), ("two", 2), ("p", 0),
    ]  # fmt: skip


def test_labels_and_values_are_one_line() -> None:
    body = (
        "<div class=card><div><span class=label>Comply:</span> <span>Yes</span></div>"
        "<div><span class=label>Comply:</span><span>Yes</span></div>"
        "<div><strong>Evidence:</strong>Policy</div>"
        '<div><span class="field-label">Comply</span><span class="field-value">No</span></div>'
        "<div><span class=a>com</span><span class=b>plaint</span></div></div>"
    )
    assert told(body) == ["Comply: Yes", "Comply: Yes", "Evidence:Policy", "Comply No", "complaint"]


def test_definition_lists_and_accordions() -> None:
    body = (
        "<dl><dt>Code provision</dt><dd>2.1</dd><div><dt>Comply</dt><dd>Yes</dd></div></dl>"
        "<details><summary><h3>Section 2</h3></summary><p>2.2 inside</p></details>"
        "<button aria-expanded=false>Section 3</button>"
        "<div hidden aria-hidden=true style='display:none'>3.1 hidden panel</div>"
    )
    assert told(body) == [
        "Code provision", "2.1", "Comply", "Yes", "Section 2", "2.2 inside", "Section 3", "3.1 hidden panel",
    ]  # fmt: skip


def test_cards_that_differ_are_lines_in_order() -> None:
    card = "<div class=card><div class=n>2.1</div><div class=r>Requirement</div><div class=a>Yes</div></div>"
    other = (
        "<div class=card><div class=n>2.2</div><div class=r>Requirement</div><div class=a>Yes</div><p>More</p></div>"
    )
    assert told(f"<div class=grid>{card}{other}</div>") == [
        "2.1", "Requirement", "Yes", "2.2", "Requirement", "Yes", "More",
    ]  # fmt: skip


# ── rows and cells without a table ───────────────────────────────────────────────────────────────

TERM = "<dt>{}</dt><dd>{}</dd><dd>{}</dd>"
HEAD, FIRST, SECOND = ("Provision", "Requirement", "Comply"), ("2.1", "A landlord", "Yes"), ("2.2", "One and Two", "No")


def rows_of_divs(*rows: tuple[str, ...], cell: str = "<div class=col-{at}>{text}</div>") -> str:
    return "".join(
        f"<div class=row>{''.join(cell.format(at=at, text=text) for at, text in enumerate(row))}</div>" for row in rows
    )


@pytest.mark.parametrize(
    "body",
    [
        rows_of_divs(HEAD, FIRST, SECOND),
        f"<h2>Section</h2>{rows_of_divs(HEAD, FIRST, SECOND)}<p>End</p>",
        rows_of_divs(HEAD, FIRST, SECOND, cell="<section><div><div><p>{text}</p></div></div></section>"),
        rows_of_divs(HEAD, cell="<span class=h>{text}</span>") + rows_of_divs(FIRST, SECOND),
        "<div style='display:grid; grid-template-columns: 1fr minmax(9em, 2fr) 1fr'>"
        + "".join(f"<div>{text}</div>" for row in (HEAD, FIRST, SECOND) for text in row)
        + "</div>",
        "<div>" + "".join(f"<div class={'h' if row is HEAD else 'c'}>{text}</div>" for row in (HEAD, FIRST, SECOND)
                          for text in row) + "</div>",
        "<div class='grid columns-3'>" + "".join(f"<p>{text}</p>" for row in (HEAD, FIRST, SECOND) for text in row)
        + "</div>",
        f"<dl>{''.join(TERM.format(*row) for row in (HEAD, FIRST, SECOND))}</dl>",
        f"<dl>{''.join(f'<div>{TERM.format(*row)}</div>' for row in (HEAD, FIRST, SECOND))}</dl>",
    ],
)  # fmt: skip
def test_rows_that_style_sheets_draw_are_a_table(body: str) -> None:
    assert [HEAD, FIRST, SECOND] in told(body)


def test_a_label_in_every_cell_of_a_column_is_its_heading() -> None:
    labelled = [
        tuple(f"<b>{label}</b>{text}" for label, text in zip(HEAD, row, strict=True)) for row in (FIRST, SECOND)
    ]
    assert told(rows_of_divs(*labelled)) == [[HEAD, FIRST, SECOND]]
    assert told(rows_of_divs(HEAD, *labelled)) == [[HEAD, FIRST, SECOND]]
    assert headers(rows_of_divs(*labelled)) == [[True, False, False]]


def test_cells_that_some_rows_leave_out_are_told_by_their_classes() -> None:
    def one(*cells: tuple[str, str]) -> str:
        return f"<div class=p>{''.join(f'<div class={kind}>{text}</div>' for kind, text in cells)}</div>"

    body = one(("n", "1.2"), ("r", "A"), ("a", "Yes"), ("e", "Policy"), ("c", "None")) + one(
        ("n", "1.3"), ("r", "B"), ("a", "No"), ("c", "Soon")
    )
    assert told(body) == [[("1.2", "A", "Yes", "Policy", "None"), ("1.3", "B", "No", "", "Soon")]]


def test_headings_that_are_repeated_in_every_cell_are_left_out() -> None:
    row = "<tr><td><span class=xs>Comply: </span>{}</td><td><span class=xs>Evidence: </span>{}</td></tr>"
    body = (
        f"<table><tr><th>Comply</th><th>EVIDENCE</th></tr>{row.format('Yes', 'Policy')}{row.format('No', '')}</table>"
    )
    assert told(body) == [[("Comply", "EVIDENCE"), ("Yes", "Policy"), ("No", "")]]
    marks = (
        "<table><tr><th>Yes</th><th>No</th></tr><tr><td>Yes</td><td></td></tr><tr><td>Yes</td><td></td></tr></table>"
    )
    assert told(marks) == [[("Yes", "No"), ("Yes", ""), ("Yes", "")]]


def test_what_stands_around_the_main_part_does_not_follow_its_last_row() -> None:
    assert told(f"<p>Top</p><main>{CONTENT}<p>Last row</p></main><div>Contact us</div>")[-1] == "Last row"


def test_what_is_no_row() -> None:
    lists = "<ul><li>a<li>b<li>c</ul>"
    assert told(f"<div>{lists}{lists}</div>") == ["• a", "• b", "• c"] * 2
    paragraphs = "<div><p>a</p><p>b</p><p>c</p></div>"
    assert told(paragraphs * 2) == ["a", "b", "c"] * 2
    page = "<div class=row><div>Menu</div><div><h2>Title</h2>Text</div><div>Aside</div></div>"
    assert told(page * 2) == ["Menu", "Title", "Text", "Aside"] * 2
    assert told("<div>a<span>b</span><span>c</span><span>d</span></div>" * 2) == ["abcd"] * 2
    columns = "<div class=row><div class=col>Yes</div><div class=col>Policy</div><div class=col>More</div></div>"
    assert told(f"<div><h3>1.2</h3><p>Requirement</p>{columns}</div>" * 2) == [
        "1.2", "Requirement", "Yes", "Policy", "More",
    ] * 2  # fmt: skip
    assert told("<dl><dt>Evidence<dd>a<dt>Comply<dd>Yes</dl>") == ["Evidence", "a", "Comply", "Yes"]


def marks(body: str) -> list[tuple[str, str]]:
    return [(each.marked, each.text) for each in of(body).blocks if isinstance(each, Paragraph)]


def test_what_the_page_sets_off_at_the_head_of_a_line_is_told() -> None:
    body = (
        "<p><strong>Comply:</strong> Yes <b>Evidence</b>: see<br><b>our </b><b>policy</b> here</p>"
        "<p>plain <b>bold</b></p>"
        "<dl><dt>Evidence<dd>More</dl><p><span style='font-weight:700'>Bold</span>er</p>"
        "<div><span class=field-label>Comply</span><span>No</span></div><ul><li><b>Why</b> not</ul>"
    )
    assert marks(body) == [
        ("Comply:", "Comply: Yes"), ("Evidence", "Evidence: see"), ("our policy", "our policy here"),
        ("", "plain bold"), ("Evidence", "Evidence"), ("", "More"), ("Bold", "Bolder"), ("Comply", "Comply No"),
        ("Why", "• Why not"),
    ]  # fmt: skip


# ── lists ────────────────────────────────────────────────────────────────────────────────────────


def test_lists_print_their_markers() -> None:
    body = (
        "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p><li></ul>"
        "<ol start=3><li>x<li value=7>y<li>z</ol><ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y</ol>"
        "<ol reversed><li>x<li>y</ol><ol style='list-style-type: lower-roman'><li>x<li>y</ol>"
        "<ol><li><ol type=A><li>x</ol></ol><ul style='list-style: none'><li>bare</ul><ol type=a start=27><li>x</ol>"
    )
    assert told(body) == [
        "• a", "• b", "• c", "d", "3. x", "7. y", "8. z", "a. x", "b. y", "I. x", "II. y", "2. x", "1. y",
        "i. x", "ii. y", "A. x", "bare", "aa. x",
    ]  # fmt: skip


def test_lists_in_cells() -> None:
    assert cells("We:<ul><li>reply</li>\n<li>learn</li></ul>and more<p>p</p>") == [
        [("1.2", "We:\n• reply\n• learn\nand more\np")]
    ]


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


def test_spans_leave_covered_cells_empty() -> None:
    body = """<table>
    <tr><td colspan=3>Section 1</td></tr>
    <tr><td rowspan=2>1.2</td><td>first</td><td>Yes</td></tr>
    <tr><td>second</td><td>No</td></tr>
    <tr><td>1.3</td><td colspan=2>wide</td></tr>
    <tr><td rowspan=0>1.4</td><td>a</td></tr>
    <tr><td>b</td><td>c</td></tr>
    </table>"""
    assert told(body) == [
        [
            ("Section 1", "", ""),
            ("1.2", "first", "Yes"),
            ("", "second", "No"),
            ("1.3", "wide", ""),
            ("1.4", "a", ""),
            ("", "b", "c"),
        ]
    ]


def test_spans_in_the_middle_and_from_the_right() -> None:
    body = "<table><tr><td>a<td rowspan=3 colspan=2>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f</table>"
    assert told(body) == [[("a", "b", "c"), ("d", "", ""), ("e", "", "f")]]


def test_spans_do_not_leave_their_group() -> None:
    body = "<table><tbody><tr><td rowspan=9>a<td>b</tbody><tbody><tr><td>c<td>d</tbody></table>"
    assert told(body) == [[("a", "b"), ("c", "d")]]


@pytest.mark.parametrize("value", ["abc", "", "-2", "0", "1.9", " 1 ", "1x"])
def test_a_colspan_that_is_no_number_is_one(value: str) -> None:
    assert told(f"<table><tr><td colspan='{value}'>a<td>b<tr><td>c<td>d</table>") == [[("a", "b"), ("c", "d")]]


def test_the_widest_span_costs_nothing() -> None:
    rows = "<tr><td colspan=99999999>a<td colspan=5000>b<td>c" * 40
    assert told(f"<table>{rows}</table>") == [[("a", "b", "c")] * 40]
    assert told("<table><tr><td rowspan=99999999>a<td>b<tr><td>c</table>") == [[("a", "b"), ("", "c")]]


def test_head_and_foot_stand_where_browsers_print_them() -> None:
    body = (
        "<table><tfoot><tr><td>foot<td>f</tfoot><tr><td>1.2<td>x</tr>"
        "<thead><tr><td>Code<td>y</thead><tbody><tr><td>1.3<td>z</table>"
    )
    assert told(body) == [[("Code", "y"), ("1.2", "x"), ("1.3", "z"), ("foot", "f")]]
    assert headers(body) == [[True, False, False, False]]


def test_which_rows_are_headings() -> None:
    all_th = "<tr><th>Code<th><th>Comply</tr>"
    row = "<tr><th>1.2<td>x<td>Yes</tr>"
    assert headers(f"<table>{all_th}{row}</table>") == [[True, False]]
    assert headers(f"<table><thead><tr><td>Code<td>r<td>c</tr></thead>{row}</table>") == [[True, False]]
    assert headers(f"<table>{all_th}</table>") == [[True]]
    assert headers(f"<table>{all_th}{all_th}</table>") == [[False, False]]  # marks all, says nothing
    assert headers(f"<table><thead>{row}{row}</thead></table>") == [[False, False]]


def test_captions_and_strays_come_before_their_table() -> None:
    body = (
        "<table><caption>Section 1</caption><form><tr><td>1.2<td>Yes</tr></form><div>foster</div>"
        "<tr><form><td>1.3</td><td>No</td></form><p>between</p></tr></table>"
    )
    assert told(body) == ["Section 1", "foster", "between", [("1.2", "Yes"), ("1.3", "No")]]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td>5<td>working days<tr><td>10<td>working days</table>"
    body = f"<table><tr><td>6.3<td>Timescales<td>Yes<td>Our limits:{inner}since May<tr><td>6.4<td>b<td>No<td>c</table>"
    assert told(body) == [
        [
            ("6.3", "Timescales", "Yes", "Our limits:\n5 working days\n10 working days\nsince May"),
            ("6.4", "b", "No", "c"),
        ]
    ]


def test_layout_tables_are_opened() -> None:
    form = "<table><tr><th>Code<th>Requirement<th>Comply<tr><td>1.2<td>A complaint<td>Yes</table>"
    rows = [("Code", "Requirement", "Comply"), ("1.2", "A complaint", "Yes")]
    assert told(f"<table><tr><td>Home<td><h1>Form</h1>{form}<p>after</p></table>") == ["Home", "Form", rows, "after"]
    assert told(f"<table><tr><td><table><tr><td>{form}</table></table>") == [rows]
    assert told("<table role=presentation><tr><td>a<td>b</table>") == ["a", "b"]
    assert told(f"{form.replace('<table>', '<table role=presentation>')}") == [rows]  # a form whatever it says
    assert told("<table><tr><td><h2>Box</h2><p>text</p></table>") == ["Box", "text"]
    assert told(f"<table><tr><td>1.2<td>r<td>Yes<td>see{form}</table>") == [
        [("1.2", "r", "Yes", "see\nCode Requirement Comply\n1.2 A complaint Yes")]
    ]


def test_tables_are_counted_and_rows_numbered() -> None:
    body = "<table><tr><td>a<td>b</table>\n<table><tr><td>c<td>d\n<tr><td>e<td>f</table>"
    assert [row.location for block in of(body).blocks if isinstance(block, Table) for row in block.rows] == [
        Location(table=1, row=1, line=1), Location(table=2, row=1, line=2), Location(table=2, row=2, line=3),
    ]  # fmt: skip


def test_tables_by_role() -> None:
    body = """<div role=table aria-label=Form><div role=rowgroup><div role=row><span role=columnheader>Code</span>
    <span role=columnheader>Comply</span></div></div><div role=rowgroup>
    <div class=wrap><div role=row><div role=cell>1.2</div><div role=gridcell>Yes</div></div></div>
    <div role=row><div role=cell aria-colspan=2>wide</div></div></div></div>"""
    assert told(body) == [[("Code", "Comply"), ("1.2", "Yes"), ("wide", "")]]
    assert headers(body) == [[True, False, False]]
    listed = "<ul role=table><li role=row><span role=cell>1.2</span><span role=cell>Yes</span></ul>"
    assert told(listed) == [[("1.2", "Yes")]]


def test_cells_that_are_not_closed_and_empty_rows() -> None:
    assert told("<table><tr><td>1.2<td>a<tr></tr><tr><td>1.3<td>b</table>") == [[("1.2", "a"), ("1.3", "b")]]


# ── answers that are drawn ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<i class="fa fa-check"></i>', "✓"),
        ('<i class="fas fa-times" aria-hidden="true"></i>', "✗"),
        ('<span class="fa-solid fa-xmark"></span>', "✗"),
        ('<i class="bi bi-check-circle"> </i>', "✓"),
        ('<i class="fa fa-check-square-o"></i>', "☑"),
        ('<i class="fa fa-square-o"></i>', "☐"),
        ('<span class="glyphicon glyphicon-ok"></span>', "✓"),
        ('<span class="dashicons dashicons-yes"></span>', "✓"),
        ('<span class="tick"></span>', "✓"),
        ('<span class="icon-cross"></span>', "✗"),
        ('<span class="check"></span>', ""),
        ('<span class="no-margin"></span>', ""),
        ('<i class="fa fa-house"></i>', ""),
        ('<i class="fa fa-check" title="Compliant"></i>', "Compliant"),
        ('<i class="fa fa-check"></i><span class="sr-only">Yes</span>', "✓ Yes"),
        ('<i class="material-icons">check_circle</i>', "✓"),
        ('<span class="material-symbols-outlined">close</span> No', "✗ No"),
        ('<span class="material-icons">home</span>', ""),
        ('<svg aria-label="Yes"><path/></svg>', "Yes"),
        ("<svg><title>No</title><path/></svg>", "No"),
        ('<svg><use href="/sprite.svg#icon-tick"></use></svg>', "✓"),
        ('<svg class="logo"><text>drawn</text></svg>', ""),
        ('<span role="img" aria-label="Tick"></span>', "Tick"),
        ('<img src="a.png" alt="Yes">', "Yes"),
        ('<img src="/img/green-tick.png?x=1" alt="">', "✓"),
        ('<img src="cross.svg">', "✗"),
        ('<img src="/img/house.jpg">', ""),
        ('<img src="photo.jpg" alt="photo.jpg">', ""),
        ('<img src="a.png" title="Partially">', "Partially"),
        (f'<img src="a.png" alt="{"long " * 40}">', ""),
        ('<label><input type=checkbox checked> Yes</label> <label><input type="checkbox">No</label>', "☒ Yes ☐ No"),
        ('<input type=radio><label>Yes</label><input type=radio checked=""><label>No</label>', "☐ Yes ☒ No"),
        ('<input type=checkbox checked aria-label="Compliant">', "☒ Compliant"),
        ("<div role=checkbox aria-checked=true>Yes</div><div role=radio aria-checked=false>No</div>", "☒ Yes ☐ No"),
        ('<input type=text value="Yes"><input type=hidden value=no><input type=submit value=Send>', "Yes"),
        ('<input value="N/A">', "N/A"),
        ("<select><option>Select<option selected>Yes<option>No</select>", "Yes"),
        ("<select><option>Select<option>Yes</select>", "Select"),
        ("<select multiple><option selected>A<option>B<option selected>C</select>", "A, C"),
        ("<textarea>\nOur policy\nsays so</textarea>", "Our policy\nsays so"),
        ("<span style=\"font-family: Wingdings\">ü</span>", "✓"),
        ('<font face="Wingdings 2">O</font>', "✗"),
        ("<p style='font:12.0pt Wingdings'>ü<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></p>", "✓"),
        ("<span style=\"font-family:Segoe UI Symbol\">ü</span>", "ü"),
        ("\uf0fc", "✓"),
        ("✔ &#10006; <b>Y</b>es", "✔ ✖ Yes"),
        ("<q>any expression</q>", "“any expression”"),
        ("new <del>old</del> <s>struck</s>", "new struck"),
        ('<button><i class="fa fa-check"></i> More</button>', "More"),
    ],
)  # fmt: skip
def test_drawn_answers(markup: str, text: str) -> None:
    assert cells(markup) == [[("1.2", text)]]


def test_a_cell_whose_label_is_all_it_has() -> None:
    assert told('<table><tr><td>1.2<td aria-label="Yes"></td><td aria-label="x">No</table>') == [[("1.2", "Yes", "No")]]


# ── links ────────────────────────────────────────────────────────────────────────────────────────


def test_links_tell_where_they_lead() -> None:
    body = (
        '<p>See our <a href="https://example.org/policy">policy</a>, <a href="/local">local</a>,'
        ' <a href="https://www.example.org/x/">example.org/x</a>, <a href="mailto:a@b.org">mail</a>'
        ' and <a href="HTTPS://example.org/y"> y </a>too<a href="https://example.org/z"><img src=z.png></a>.</p>'
        '<a href="https://example.org/card"><h3>Card</h3><p>text</p></a>'
        '<a href="https://example.org/b"><p>block</p>tail</a>'
    )
    assert told(body) == [
        "See our policy\ufff9https://example.org/policy\ufffb, local, example.org/x, mail"
        " and y\ufff9HTTPS://example.org/y\ufffb too.",
        "Card",
        "text\ufff9https://example.org/card\ufffb",
        "block",
        "tail\ufff9https://example.org/b\ufffb",
    ]


# ── what stands around the content ───────────────────────────────────────────────────────────────

CONTENT = "<p>" + "The landlord answers complaints within ten working days. " * 20 + "</p>"


@pytest.mark.parametrize(
    "markup",
    [
        "<nav>Home About</nav>",
        "<header><h2>Elm Grove</h2></header>",
        "<footer>Contact us</footer>",
        "<aside>News</aside>",
        "<dialog>Sign up</dialog>",
        "<div role=navigation>Home</div>",
        "<div role=banner>Logo</div>",
        "<div role=search>Find</div>",
        "<div title=footer><p>Page 7</p></div>",
        "<form><input type=search value=find>Search</form>",
        "<div id=cookie-banner>We use cookies</div>",
        '<div class="CookieConsent">We use cookies</div>',
        "<ul class=breadcrumbs><li>Home</ul>",
        '<a class="skip-link" href="#main">Skip</a>',
        '<div class="share-buttons">Share this</div>',
        "<div class=social-links>Follow us</div>",
        '<div class="related">Related pages</div>',
        "<div class='mega main-menu'>Home</div>",
        "<script>document.write('x')</script>",
        "<style>p{}</style>",
        "<template><p>unused</p></template>",
        "<noscript>Turn scripts on</noscript>",
        "<iframe>old browsers</iframe>",
    ],
)
def test_furniture_is_left_out(markup: str) -> None:
    assert told(f"{markup}{CONTENT}") == [CONTENT[3:-4].strip()]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<nav><table><tr><td>1.2<td>Yes</table></nav>", [("1.2", "Yes")]),
        ("<nav><div role=grid><b role=row><i role=cell>1.2</i><i role=cell>No</i></b></div></nav>", [("1.2", "No")]),
        ("<div class=menu><p>Provision 1.2, 1.3 and 2.1: we comply</p></div>", "Provision 1.2, 1.3 and 2.1: we comply"),
        ("<article><header>Self-assessment</header></article>", "Self-assessment"),
        ("<main><footer>Approved 3 May 2024</footer></main>", "Approved 3 May 2024"),
        ("<div class='social-housing'>For tenants</div>", "For tenants"),
        ("<div class=related-policies>Our policies</div>", "Our policies"),
        ("<div class=shared-ownership>Shared owners</div>", "Shared owners"),
        ("<p class=cookie>kept by its tag</p>", "kept by its tag"),
    ],
)  # fmt: skip
def test_what_only_looks_like_furniture_is_kept(markup: str, expected: object) -> None:
    assert told(f"{markup}{CONTENT}")[0] == expected


def test_a_menu_that_is_the_page_is_kept() -> None:
    assert told(f"<div class=menu>{CONTENT}</div><nav>Home</nav>") == [CONTENT[3:-4].strip()]


def test_a_page_for_visitors_without_scripts() -> None:
    assert told("<noscript><table><tr><td>1.2<td>Yes</table></noscript>") == [[("1.2", "Yes")]]
    assert told("<div><template shadowrootmode=open><p>1.2 Yes</p></template></div>") == ["1.2 Yes"]


def test_what_is_shown_in_place_of_embedded_things() -> None:
    assert told("<object data=x><p>Get a browser</p></object><video><p>no video</p></video><p>1.2</p>") == ["1.2"]
    assert told("<object data=form.pdf><table><tr><td>1.2<td>Yes</table></object>") == [[("1.2", "Yes")]]
    assert told("<p>a</p><svg><p>the drawing was never closed</p>") == ["a", "the drawing was never closed"]


def test_metadata() -> None:
    page = (
        '<html><head><title>A &amp; B</title><meta name="Author" content="Ann Example">'
        '<meta name="DCTERMS.created" content="2024-05-01">'
        '<meta property="article:published_time" content="2024-06-01">'
        '<meta property="og:site_name" content="Elm Grove"><meta property="og:title" content="not this">'
        '<meta name="DC.date" content=""></head><body>x<svg><title>no</title></svg></body></html>'
    )
    assert dict(read(page.encode(), "x.html").metadata) == {
        "title": "A & B", "author": "Ann Example", "created": "2024-05-01", "publisher": "Elm Grove",
    }  # fmt: skip


# ── bytes ────────────────────────────────────────────────────────────────────────────────────────

WORDS = "£50 – “the landlord’s” café"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("", "utf-32"),
        ("", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),  # a wrong label
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset=us-ascii>", "cp1252"),
        ("<meta charset=macintosh>", "mac_roman"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=hex>", "utf-8"),
        ("<meta charset=unicode_escape>", "utf-8"),
    ],
)
def test_character_sets(declared: str, encoding: str) -> None:
    page = f"<!doctype html><html><head>{declared}</head><body><p>{WORDS}</p></body></html>".encode(encoding)
    if "unicode_escape" in declared:
        assert len(read(page, "x.html").blocks) == 1  # odd text, but no crash
    else:
        assert texts(read(page, "x.html")) == [WORDS]


def test_the_xml_declaration_tells_the_character_set() -> None:
    page = f'<?xml version="1.0" encoding="ISO-8859-15"?><!DOCTYPE html><html><body><p>{"£5 café"}</p></body></html>'
    assert texts(read(page.encode("iso-8859-15"), "x.xhtml")) == ["£5 café"]


def test_one_damaged_byte_does_not_change_the_character_set() -> None:
    assert texts(read("<html><meta charset=utf-8><p>café ".encode() + b"\xff</p>", "x.html")) == ["café \ufffd"]


def test_nought_bytes_end_nothing() -> None:
    assert texts(read(b"<html><p>1.2 \x00 Yes</p><p>1.3 No</p>", "x.html")) == ["1.2 \ufffd Yes", "1.3 No"]


def test_xhtml_elements_that_close_themselves() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><title/><script src="x.js"/></head>'
        '<body><a id="top"/><table><tr><td>1.2</td><td/><td>Yes<br/>now</td></tr></table><p/>end</body></html>'
    )
    assert texts(read(page.encode(), "x.html")) == [[("1.2", "", "Yes\nnow")], "end"]


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<!DOCTYPE html><html><head><meta charset=3Dutf-8></head>"
    b"<body><table><tr><td>1.2</td>=\r\n<td>=C2=A350</td></tr></table></body></html>\r\n------b\r\n"
    b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------b--\r\n"
)


def test_a_web_archive_is_opened() -> None:
    assert recognises(MHTML, "page.bin")
    assert read(MHTML, "page.mhtml").blocks == (Table((TableRow(("1.2", "£50"), Location(table=1, row=1)),)),)


def test_a_web_archive_without_a_page_is_refused() -> None:
    assert refused(MHTML.replace(b"Content-Type: text/html\r\n", b"Content-Type: text/css\r\n"), "x.mht") == (
        "unsupported",
        "no page was found in this web archive; save the page as .html or print it to PDF",
    )


# ── what was not read ────────────────────────────────────────────────────────────────────────────


def test_what_the_parser_drops_is_told() -> None:
    document = of("<p>seen</p>" + "<div>" * 2100 + "deep" + "</div>" * 2100 + "<p>1.2 Comply: No</p>")
    assert (texts(document), document.reasons) == (["seen"], ("parser-lost", "limit:depth"))


def test_deep_pages_are_read_flat_and_told() -> None:
    deep = html_walk.DEEPEST + 50
    document = of("<div>" * deep + "<p>1.2</p><p>Yes</p>" + "</div>" * deep + "<p>end</p>")
    assert (texts(document), document.reasons) == (["1.2 Yes", "end"], ("limit:depth",))
    assert told("<div>" * 140 + "<p>1.2</p><p>Yes</p>" + "</div>" * 140 + "<p>end</p>") == ["1.2", "Yes", "end"]
    assert told("<div role=heading>" * 140 + "x" + "</div>" * 140) == ["x"]
    wrapped = of("<table>" + "<x-y>" * 1500 + "<tr><td>1.2<td>Yes</tr>" + "</x-y>" * 1500 + "</table><p>end</p>")
    assert (texts(wrapped), wrapped.reasons) == (["1.2 Yes", "end"], ("limit:depth",))
    nested = of("<ul><li>" * deep + "x")
    assert (texts(nested), nested.reasons) == (["• x"], ("limit:depth",))


def test_a_page_with_a_huge_picture_inside_is_read_whole() -> None:
    assert told(f'<img src="data:image/png;base64,{"A" * 11_000_000}"><p>1.2 Comply: No</p>') == ["1.2 Comply: No"]


def test_a_text_beyond_the_limit_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_TEXT", 5)
    document = of("<p>1234567</p>")
    assert (texts(document), document.reasons) == (["12345"], ("limit:text",))


@pytest.mark.parametrize(("name", "limit"), [("MOST_ROWS", "rows"), ("MOST_CELLS", "cells")])
def test_limits_of_tables(monkeypatch: pytest.MonkeyPatch, name: str, limit: str) -> None:
    table = "<table><tr><td>a<tr><td>b<tr><td>c</table>"
    monkeypatch.setattr(blocks, name, 6)
    assert told(table * 2) == [[("a",), ("b",), ("c",)]] * 2
    assert refused(f"<html>{table * 2}<table><tr><td>d</table>".encode())[0] == f"limit:{limit}"


def test_limit_of_cells_counts_covered_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_CELLS", 8)
    assert told("<table><tr><td>a<td>b<td>c<tr><td>d</table>") == [[("a", "b", "c"), ("d", "", "")]]
    assert refused(b"<html><table><tr><td>a<td>b<td>c<tr><td>d<tr><td>e</table>")[0] == "limit:cells"


def test_limit_of_nesting() -> None:
    def nested(deep: int) -> str:
        table = "1.2"
        for _ in range(deep):
            table = f"<table><tr><td>x<td>{table}</table>"
        return table

    assert told(nested(8)) == [[("x", "x x x x x x x 1.2")]]
    assert refused(f"<html>{nested(9)}".encode()) == (
        "limit:nesting",
        "its tables are nested more than 8 deep, far beyond any self-assessment; check that this is the right file",
    )


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────

SCRIPTED = "the web page is filled in by scripts, so the file holds no text; print it to PDF from a browser"
NO_TEXT = "the web page holds no text"


@pytest.mark.parametrize(
    ("page", "reason", "message"),
    [
        ("<html><title>Form</title><body><div id=root></div><script src=a.js></script>", "needs-javascript", SCRIPTED),
        ("<html><noscript>You need to enable JavaScript to run this app.</noscript><div id=x></div><script>1</script>",
         "needs-javascript", SCRIPTED),
        ("<html><body><p>Loading…</p><app-root></app-root><script src=a.js></script>", "needs-javascript", SCRIPTED),
        ("<html><head><title>Form</title></head><body></body></html>", "empty", NO_TEXT),
        ("<html><body><nav></nav><table><tr><td></td></tr></table>", "empty", NO_TEXT),
        ("<html>", "empty", NO_TEXT),
        ("<!-- nothing -->", "empty", "the web page holds nothing"),
        ("   ", "empty", "the web page holds nothing"),
    ],
)  # fmt: skip
def test_pages_without_text(page: str, reason: str, message: str) -> None:
    assert refused(page.encode()) == (reason, message)


def test_a_short_page_with_a_script_is_a_page() -> None:
    assert told("<p>1.2 Comply: Yes</p><script>track()</script>") == ["1.2 Comply: Yes"]
    assert told("<div id=root><table><tr><td>1.2<td>Yes</table></div><script>x</script>") == [[("1.2", "Yes")]]


# ── choosing the reader ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><html>", "x", True),
        (b"\xef\xbb\xbf\r\n <HTML lang=en>", "x.txt", True),
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "x", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">', "x", True),
        ("<!doctype html><html>".encode("utf-16"), "x", True),
        ("<html>".encode("utf-16-le"), "x", True),
        (b"<table><tr><td>1.2", "x", True),
        (b"<body>1.2", "x", True),
        (b"<div class='form'>", "x", True),
        (b"Notice: undefined\n<br><!doctype html>", "x.php", True),
        (b"1.2 Yes", "page.html", True),
        (b"1.2 Yes", "page.HTM", True),
        (b"", "page.xhtml", True),
        (b"Code provision\tRequirement\n1.2\tA complaint <i>must</i> <ul><li>x</li></ul><p>y</p>", "form.txt", False),
        (b"<p>1.2 Yes</p>", "form.txt", False),
        (b"<b>Section 1</b>\t<ul>", "form.txt", False),
        (b"| 1.2 | <table> |", "form.md", False),
        (b"%PDF-1.7 <html>", "x.html", False),
        (b"PK\x03\x04<html>", "x.html", False),
        (b"<?xml version='1.0'?><rows/>", "x.xml", False),
        (b"A <html-like> word", "x.txt", False),
    ],
)
def test_what_is_a_web_page(data: bytes, name: str, expected: bool) -> None:
    assert recognises(data, name) is expected


def test_text_that_a_converter_made_is_no_web_page() -> None:
    shared = os.environ.get("HOSCHECK_SHARED")
    if not shared:
        pytest.skip("HOSCHECK_SHARED is not set: the sample texts are not at hand")
    seeds = sorted((Path(shared) / "seeds").glob("*.txt"))
    assert {seed.name[:3]: recognises(seed.read_bytes(), seed.name) for seed in seeds} == dict.fromkeys(
        ("000", "001", "002", "003", "004"), False
    )


def test_the_extractor() -> None:
    assert (EXTRACTOR.name, EXTRACTOR.recognises, EXTRACTOR.read) == ("html", recognises, read)


def test_speed_of_a_long_page() -> None:
    """500 KiB: about 40 ms; the bound leaves room for a busy machine."""
    row = (
        "<tr><td>1.2</td><td>A complaint must <b>be</b> defined.</td><td>Yes</td><td>"
        + "Our policy says so. " * 30
        + "</td></tr>\n"
    )
    page = f"<!doctype html><html><body><table>{row * (500 * 1024 // len(row))}</table></body></html>".encode()
    read(page, "x.html")
    begun = time.process_time()
    read(page, "x.html")
    assert time.process_time() - begun < 0.5


def test_a_page_that_is_cut_off_is_told() -> None:
    whole = "<!doctype html><html><body><main><table><tr><td>1.2<td>Yes</tr></table></main></body></html>"
    assert read(whole.encode(), "a.html").reasons == ()
    assert read(whole[: whole.index("</table>")].encode(), "a.html").reasons == ("damaged",)
    assert read(b"<body><p>1.2<p>Yes", "a.html").reasons == ()  # old pages close nothing
    assert read(b"<table><tr><td>1.2<td>Yes", "a.html").reasons == ()


@pytest.mark.parametrize(
    "body",
    [
        "<embed src=a.pdf type=application/pdf>",
        "<object data=a.pdf><p>No PDF here: <a href=a.pdf>download</a></p></object>",
        "<iframe src='viewer?file=a.pdf'></iframe>",
    ],
)
def test_a_page_that_only_shows_another_file_is_no_form(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        of(body)
    assert caught.value.reason == "not-a-form"


@pytest.mark.parametrize(
    "body",
    [
        "<div id=__next><div>Loading...</div></div><script src=a.js></script>",
        "<h1>Self-assessment</h1><p>Loading...</p><noscript>JavaScript is required</noscript><script>x</script>",
        "<noscript>Please switch on JavaScript</noscript><h1>Elm Grove Homes</h1>"
        f"<main id=app></main><footer>{'Our office. ' * 30}</footer><script>x</script>",
    ],
)
def test_a_page_that_waits_for_scripts(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        of(body)
    assert caught.value.reason == "needs-javascript"


def test_a_page_that_the_parser_gives_up_is_not_called_empty() -> None:
    with pytest.raises(Unreadable) as caught:
        of("<div>" * 3000 + "1.2" + "</div>" * 3000)
    assert caught.value.reason == "limit:nesting"


def test_what_a_description_says_of_the_picture_is_left_out() -> None:
    pictures = "<img alt='Green tick icon'>", "<svg aria-label='Icon of a cross'></svg>", "<i title='Tick symbol'></i>"
    assert cells(*pictures) == [[("1.2", "Green tick", "cross", "Tick")]]


def test_a_column_class_of_a_page_is_no_number_of_columns() -> None:
    parts = "".join(f"<div><h3>1.{n}</h3><p>Text</p></div>" for n in range(2, 14))
    assert told(f"<div class='col col-12'>{parts}</div>")[:2] == ["1.2", "Text"]
