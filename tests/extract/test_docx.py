"""Word documents → blocks: whole answers, on documents that are built here."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from hoscheck.errors import Unreadable
from hoscheck.extract import blocks, docx_package
from hoscheck.extract.docx import EXTRACTOR, read, recognises
from hoscheck.model import Document, Location, Paragraph, Table, TableRow

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def ties(*each: tuple[str, str, str], base: str = R) -> str:
    """A relationships part of (id, kind, target); an address as target is external."""
    external = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{name}" Type="{base}/{kind}" Target="{target}"{external if ":" in target else ""}/>'
        for name, kind, target in each
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def made(body: str, relations: tuple[tuple[str, str, str], ...] = (), **parts: str) -> bytes:
    """A document of that body; parts by name with "_" for ".", such as styles_xml (in word/)."""
    named = {f"word/{name.replace('_', '.')}": text for name, text in parts.items()}
    linked = tuple((f"p{at}", name.split("/")[1].split(".")[0].rstrip("0123456789"), name.removeprefix("word/"))
                   for at, name in enumerate(named))  # fmt: skip
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": ties(("a", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": ties(*relations, *linked),
            **named,
        }
    )


def part(name: str, content: str) -> str:
    return f"<w:{name} {NAMES}>{content}</w:{name}>"


def of(body: str, relations: tuple[tuple[str, str, str], ...] = (), **parts: str) -> Document:
    return read(made(body, relations, **parts), "form.docx")


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: object) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def texts(document: Document) -> list[str | list[tuple[str, ...]]]:
    """The blocks' texts alone: a string a paragraph, a list of rows a table."""
    return [each.text if isinstance(each, Paragraph) else [row.cells for row in each.rows] for each in document.blocks]


def told(
    body: str, relations: tuple[tuple[str, str, str], ...] = (), **parts: str
) -> list[str | list[tuple[str, ...]]]:
    document = of(body, relations, **parts)
    assert document.reasons == ()
    return texts(document)


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read(data, "form.docx")
    return caught.value.reason, caught.value.message


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_answer_of_a_small_form() -> None:
    body = (
        p("Self-assessment", properties='<w:pStyle w:val="Heading1"/>')
        + p("Completed by the complaints officer.")
        + tbl(
            tr("Code provision", "Comply", properties="<w:tblHeader/>"),
            tr("1.2", p("Yes") + p("") + p("from ", r("April", "<w:b/>"))),
        )
        + p("  ")
        + p("Approved.")
    )
    style = part("styles", '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>')
    assert of(body, styles_xml=style) == Document(
        format="docx",
        blocks=(
            Paragraph("Self-assessment", level=1),
            Paragraph("Completed by the complaints officer."),
            Table(
                (
                    TableRow(("Code provision", "Comply"), Location(table=1, row=1), header=True),
                    TableRow(("1.2", "Yes\nfrom April"), Location(table=1, row=2)),
                )
            ),
            Paragraph("Approved."),
        ),
    )


def test_tables_are_counted_and_rows_numbered() -> None:
    document = of(tbl(tr("a", "b")) + p("x") + tbl(tr("c", "d"), tr("e", "f")))
    places = [row.location for block in document.blocks if isinstance(block, Table) for row in block.rows]
    assert places == [Location(table=1, row=1), Location(table=2, row=1), Location(table=2, row=2)]


def test_heading_levels_by_name_outline_base_and_paragraph() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="h3"><w:name w:val="Heading 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Own"/><w:basedOn w:val="h3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="out"><w:name w:val="X"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="l1"><w:name w:val="l1"/><w:basedOn w:val="l2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="l2"><w:name w:val="l2"/><w:basedOn w:val="l1"/></w:style>',
    )
    body = "".join(
        p(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("h3", "own", "out", "T", "l1", "none")
    )
    body += p("direct", properties='<w:outlineLvl w:val="3"/>')
    body += p("body again", properties='<w:pStyle w:val="h3"/><w:outlineLvl w:val="9"/>') + p("plain")
    levels = [(each.text, each.level) for each in of(body, styles_xml=styles).blocks if isinstance(each, Paragraph)]
    assert levels == [
        ("h3", 3), ("own", 3), ("out", 2), ("T", 1), ("l1", 0), ("none", 0), ("direct", 4), ("body again", 0),
        ("plain", 0),
    ]  # fmt: skip


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


def test_spans_leave_covered_cells_empty() -> None:
    body = tbl(
        tr(tc("Section 1", span(3))),
        tr("1.2", "requirement", "Yes"),
        tr(tc("1.3", '<w:vMerge w:val="restart"/>'), "first", "Yes"),
        tr(tc("", "<w:vMerge/>"), "second", tc("No", span(1))),
        tr("skipped one before", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    assert told(body) == [
        [
            ("Section 1", "", ""),
            ("1.2", "requirement", "Yes"),
            ("1.3", "first", "Yes"),
            ("", "second", "No"),
            ("", "skipped one before", ""),
        ]
    ]


def test_a_row_tells_which_cells_of_rows_above_reach_over_it() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = of(tbl(
        tr("1.2", "a", tc("Yes", start), tc("Policy.", start)),
        tr("1.3", "b", tc("", on), tc("", on)),
        tr("1.4", "c", tc("", on), tc("Leaflet.", start)),
        tr("1.5", "d", "No", tc("", on)),
    )).blocks[0]  # fmt: skip
    assert isinstance(table, Table)
    assert [row.above for row in table.rows] == [(), ((2, "Yes"), (3, "Policy.")), ((2, "Yes"),), ((3, "Leaflet."),)]


def test_a_merge_that_goes_on_from_nothing_is_read() -> None:
    body = tbl(
        tr(tc("1.2", '<w:vMerge w:val="continue"/>'), "a"),
        tr(tc("hidden by Word", '<w:vMerge w:val="continue"/>'), "b"),
        tr("1.3", "c"),
        tr(tc("1.4", "<w:vMerge/>"), "d"),
    )
    assert told(body) == [[("1.2", "a"), ("", "b"), ("1.3", "c"), ("1.4", "d")]]


def test_cells_merged_across_in_the_old_way() -> None:
    body = tbl(tr(tc("both", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "c"), tr("a", "b", "c"))
    assert told(body) == [[("both", "", "c"), ("a", "b", "c")]]


def test_a_span_that_is_no_number_is_one_column() -> None:
    body = tbl(tr(tc("a", span("abc")), tc("b", span(-4)), tc("c", span("")), tc("d", span(0))))
    assert told(body) == [[("a", "b", "c", "d")]]


def test_grid_columns_a_few_millimetres_apart_are_one() -> None:
    # the border under the heading was dragged by 2 mm: three grid columns for what the eye sees as two
    body = tbl(
        tr(tc("Code provision"), tc("Requirement", span(2))),
        tr(tc("1.2", span(2)), tc("A complaint must be defined.")),
        widths=(1000, 113, 4000),
    )
    assert told(body) == [[("Code provision", "Requirement"), ("1.2", "A complaint must be defined.")]]


def test_columns_that_one_row_uses_side_by_side_stay_apart_however_narrow() -> None:
    body = tbl(tr("Y", "N", "x"), tr(tc("both", span(2)), "y"), widths=(100, 100, 4000))
    assert told(body) == [[("Y", "N", "x"), ("both", "", "y")]]


def test_columns_whose_borders_stand_elsewhere_in_each_part_of_a_table() -> None:
    """Two tables of other widths, joined by deleting the line between them."""
    body = tbl(
        tr(tc("Provision", span(2)), tc("Requirement", span(2)), tc("Comply", span(2)), "Evidence"),
        tr(tc("1.2", span(2)), tc("text", span(2)), tc("Yes", span(2)), "kept"),
        tr("2.1", tc("text", span(4)), "No", "not kept"),
        tr("2.2", tc("text", span(2)), tc("Yes", span(3)), "kept"),
        tr(tc("Stage 1", span(7))),
        tr(tc("goes on", span(6)), "kept too"),
        widths=(800, 500, 3000, 700, 600, 800, 4000),
    )
    assert told(body) == [
        [
            ("Provision", "Requirement", "Comply", "Evidence"),
            ("1.2", "text", "Yes", "kept"),
            ("2.1", "text", "No", "not kept"),
            ("2.2", "text", "Yes", "kept"),
            ("Stage 1", "", "", ""),
            ("goes on", "", "", "kept too"),
        ]
    ]


def test_columns_in_which_no_cell_starts_are_not_printed() -> None:
    body = tbl(tr(tc("a", span(3)), tc("b", span(1000))), tr(tc("c", span(3)), tc("d", span(2))))
    assert told(body) == [[("a", "b"), ("c", "d")]]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    inner = tbl(tr("5", "working days"), tr("10", "working days"))
    body = tbl(tr("6.3", "Timescales", "Yes", p("Our limits:") + inner + p("since May")), tr("6.4", "b", "No", "c"))
    assert told(body) == [
        [
            ("6.3", "Timescales", "Yes", "Our limits:\n5 working days\n10 working days\nsince May"),
            ("6.4", "b", "No", "c"),
        ]
    ]


def test_a_table_that_only_holds_others_in_place_is_opened() -> None:
    form = tbl(tr("Code", "Requirement", "Comply"), tr("1.2", "A complaint", "Yes"))
    nested = tbl(tr(p("Section 1") + form + p("")), tr(form))
    row = ("Code", "Requirement", "Comply"), ("1.2", "A complaint", "Yes")
    document = of(p("before") + tbl(tr(tc(nested))) + p("after"))
    assert texts(document) == ["before", "Section 1", [*row], [*row], "after"]
    second = document.blocks[3]
    assert isinstance(second, Table)
    assert second.rows[1].location == Location(table=2, row=2)


def test_a_provision_row_with_a_wide_table_in_it_is_no_layout() -> None:
    inner = tbl(tr("a", "b", "c"), tr("d", "e", "f"))
    body = tbl(tr("1.2", "requirement", "Yes", p("see") + inner))
    assert told(body) == [[("1.2", "requirement", "Yes", "see\na b c\nd e f")]]


def test_deleted_and_hidden_rows_and_deleted_cells_are_not_read() -> None:
    body = tbl(
        tr("1.2", "Yes"),
        tr("1.3", "gone", properties='<w:del w:id="1" w:author="x"/>'),
        tr("1.4", "unseen", properties="<w:hidden/>"),
        tr("1.5", "new", properties='<w:ins w:id="2" w:author="x"/>'),
        tr("1.6", tc("gone", '<w:cellDel w:id="3"/>')),
    )
    assert told(body) == [[("1.2", "Yes"), ("1.5", "new"), ("1.6", "")]]


# ── text of a paragraph ──────────────────────────────────────────────────────────────────────────


def test_tracked_changes_are_read_as_accepted() -> None:
    body = p(
        "Yes",
        '<w:ins w:id="1"><w:r><w:t>, always</w:t></w:r></w:ins>',
        '<w:del w:id="2"><w:r><w:delText>, never</w:delText></w:r><w:r><w:t> gone</w:t></w:r></w:del>',
        '<w:moveFrom w:id="3"><w:r><w:t>from here</w:t></w:r></w:moveFrom>',
        '<w:moveTo w:id="4"><w:r><w:t> to here</w:t></w:r></w:moveTo>',
    )
    assert told(body) == ["Yes, always to here"]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    end = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = p("We reply ", properties=end) + p("", properties=end) + p("in ten days.") + p("last", properties=end)
    assert told(body) == ["We reply in ten days.", "last"]


def test_breaks_tabs_hyphens_and_odd_spaces() -> None:
    body = p(
        "<w:r><w:t>1.2</w:t><w:tab/><w:t>A\u00a0com\u00adplaint</w:t><w:br/>"
        "<w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:cr/><w:t>co</w:t><w:softHyphen/><w:t>operate\u200b\ufeff</w:t>"
        "<w:br w:type='page'/><w:t xml:space='preserve'>  two \n lines </w:t></w:r>"
    )
    assert told(body) == ["1.2 A complaint\nnon-stop\ncooperate\ntwo lines"]


def test_runs_do_not_break_words() -> None:
    assert told(p("com", r("plai", "<w:b/>"), "nt", "s")) == ["complaints"]


def test_symbols_of_picture_fonts() -> None:
    def sym(font: str, char: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    body = (
        p(sym("Wingdings", "F0FC"), sym("Wingdings", "F0FB"), sym("Wingdings", "00FE"), sym("Wingdings", "F0FD"))
        + p(
            sym("Wingdings 2", "F050"),
            sym("Wingdings 2", "F04F"),
            sym("Wingdings 2", "F052"),
            sym("Wingdings 2", "F0A3"),
        )
        + p(sym("Symbol", "F0B7"), sym("Symbol", "F0D6"), sym("Webdings", "F061"), sym("Wingdings", "F0A8"))
        + p(r("ü", wingdings), r("\uf0fb", wingdings), r("\uf0fc"), r("P", '<w:rFonts w:ascii="Wingdings 2"/>'))
        + p(r("ü", '<w:rFonts w:ascii="Segoe UI Symbol"/>'), sym("Wingdings", "F0B8"), sym("Wingdings", "zz"))
    )
    assert told(body) == ["✓✗☑☒", "✓✗☑☐", "•√✓☐", "✓✗✓✓", "ü\ufffd"]


def test_hidden_text_is_not_read() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HP"><w:name w:val="HP"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    body = p(r("seen "), r("a", "<w:vanish/>"), r("b", '<w:vanish w:val="0"/>'), r("c", '<w:rStyle w:val="H"/>')) + p(
        r("d"), r("e", '<w:vanish w:val="false"/>'), properties='<w:pStyle w:val="HP"/>'
    )
    assert told(body, styles_xml=styles) == ["seen b", "e"]


def test_struck_out_text_is_deleted_text() -> None:
    assert told(
        p("kept ", r("not this ", "<w:strike/>"), r("nor this ", "<w:dstrike/>"), r("too", '<w:strike w:val="0"/>'))
    ) == ["kept too"]


@pytest.mark.parametrize(
    "look",
    ["<w:b/>", '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="92D050"/>',
     '<w:bdr w:val="single"/>'],
)  # fmt: skip
def test_the_option_that_is_set_off_is_the_answer(look: str) -> None:
    body = tbl(
        tr(tc(p(r("Yes", look), " / No")), tc(p("Yes / ", r("No", look))), tc(p(r("Yes", look)) + p("No"))),
        tr("Yes / No", tc(p(r("Yes / No", look))), tc(p(r("Yes", look), " / No changes were needed"))),
        tr(tc(p("Yes / ", r("No", "<w:strike/>"))), tc(p(r("Yes ", look))), "Partial / Yes / No"),
    )
    assert told(body) == [
        [
            ("Yes", "No", "Yes"),
            ("Yes / No", "Yes / No", "Yes / No changes were needed"),
            ("Yes /", "Yes", "Partial / Yes / No"),
        ]
    ]


def test_links_tell_where_they_lead() -> None:
    relations = (
        ("l1", "hyperlink", "https://example.org/policy"),
        ("l2", "hyperlink", "mailto:complaints@example.org"),
        ("l3", "hyperlink", "file:///C:/policy.docx"),
    )

    def link(id: str, text: str, extra: str = "") -> str:
        return f'<w:hyperlink r:id="{id}" {extra}>{r(text)}</w:hyperlink>'

    body = (
        p("See our ", link("l1", "policy "), "and ", link("l1", "https://www.example.org/policy/"), ".")
        + p(link("l2", "write to us"), ", ", link("l2", "complaints@example.org"), ", ", link("l3", "a file"))
        + p(
            link("l1", "page 3", 'w:anchor="s3"'),
            ' <w:hyperlink w:anchor="top"><w:r><w:t>up</w:t></w:r></w:hyperlink>'.strip(),
        )
        + p(link("l1", ""), link("none", "no such tie"))
    )
    assert told(body, relations) == [
        "See our policy\ufff9https://example.org/policy\ufffb and https://www.example.org/policy/.",
        "write to us\ufff9complaints@example.org\ufffb, complaints@example.org, a file",
        "page 3\ufff9https://example.org/policy#s3\ufffbup",
        "no such tie",
    ]


def field(code: str, result: str | None, data: str = "") -> str:
    separate = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{separate}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_results() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        + field("DATE", "not shown")
        + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("shown")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p("page ", field(" PAGE ", "3"), " ", nested)
        + p(field(' HYPERLINK "https://example.org/a" ', "our policy"), field(" HYPERLINK \\l &quot;top&quot; ", " up"))
        + p(
            '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/b&quot; "><w:r><w:t>b</w:t></w:r></w:fldSimple>'
        )
    )
    assert told(body) == [
        "page 3 shown",
        "our policy\ufff9https://example.org/a\ufffb up",
        "b\ufff9https://example.org/b\ufffb",
    ]


def test_a_field_that_is_never_ended_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    assert told(p("a", begin, "b") + p("1.2 No") + tbl(tr("1.3", "Yes"))) == ["a", "1.2 No", [("1.3", "Yes")]]


def test_a_field_over_several_paragraphs() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    body = p(begin, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "one") + p("two")
    assert told(body + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "three")) == ["one", "two", "three"]


def test_legacy_form_fields() -> None:
    def box(state: str) -> str:
        return field(" FORMCHECKBOX ", None, f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>")

    entries = '<w:listEntry w:val="Select"/><w:listEntry w:val="Yes"/><w:listEntry w:val="No"/>'

    def drop(state: str, result: str | None = None) -> str:
        return field(" FORMDROPDOWN ", result, f"<w:ffData><w:ddList>{state}{entries}</w:ddList></w:ffData>")

    body = (
        p(box("<w:checked/>"), "Yes ", box('<w:checked w:val="0"/>'), "No ", box('<w:default w:val="1"/>'), box(""))
        + p(
            drop('<w:result w:val="2"/>'),
            "|",
            drop("", "Select"),
            "|",
            drop('<w:default w:val="1"/>'),
            "|",
            drop('<w:result w:val="9"/>'),
        )
        + p(field(" FORMTEXT ", "typed in", "<w:ffData><w:textInput/></w:ffData>"))
    )
    assert told(body) == ["☒Yes ☐No ☒☐", "No|Select|Yes|", "typed in"]


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_at_every_level() -> None:
    items = (
        '<w:dropDownList><w:listItem w:displayText="Choose an item." w:value=""/>'
        '<w:listItem w:displayText="Yes" w:value="Y"/></w:dropDownList>'
    )
    placeholder = "<w:showingPlcHdr/>"
    body = (
        sdt(p("in a block") + tbl(tr("1.1", "Yes")))
        + p("answer: ", sdt(r("Yes"), items), sdt(r("Click here to enter text."), placeholder))
        + p("none: ", sdt(r("Choose an item."), items))
        + sdt(p("Click or tap here."), placeholder)
        + tbl(
            sdt(tr("1.2", "row in a control")),
            tr("1.3", sdt(tc("cell in a control"))),
            tr("1.4", sdt(tc("Choose an item."), placeholder)),
            tr("1.5", tc(sdt(p("block in a cell")))),
        )
    )
    assert told(body) == [
        "in a block",
        [("1.1", "Yes")],
        "answer: Yes",
        "none:",
        [("1.2", "row in a control"), ("1.3", "cell in a control"), ("1.4", ""), ("1.5", "block in a cell")],
    ]


def test_check_boxes_in_content_controls() -> None:
    def box(state: str) -> str:
        return f"<w14:checkbox>{state}</w14:checkbox>"

    ticked, empty = box('<w14:checked w14:val="1"/>'), box('<w14:checked w14:val="0"/>')
    body = p(sdt(r("þ"), ticked), " Yes ", sdt(r("☐"), empty), " No ", sdt(r("☐"), box("")))
    body += tbl(tr("1.2", sdt(tc("☒"), ticked), sdt(tc("☐"), empty))) + sdt(p("☒"), ticked)
    assert told(body) == ["☒ Yes ☐ No ☐", [("1.2", "☒", "☐")], "☒"]


def box_of(content: str) -> str:
    """A text box as Word writes it: once for itself, once more for older programs."""
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" descr="Text box"/>'
        "<a:graphic><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once() -> None:
    body = p("before ", box_of(p("in the box") + tbl(tr("1.2", "Yes", "a"), tr("1.3", "No", "b"))), "after")
    body += tbl(tr("1.4", p(box_of(p("Yes")))))
    assert told(body) == [
        "before after",
        "in the box",
        [("1.2", "Yes", "a"), ("1.3", "No", "b")],
        [("1.4", "Yes")],
    ]


def test_a_text_box_for_older_programs_alone_is_read() -> None:
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('old')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    empty_choice = (
        f'<mc:AlternateContent><mc:Choice Requires="wpx"/><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    )
    assert told(p(f"<w:r>{old}</w:r>") + p(f"<w:r>{empty_choice}</w:r>")) == ["old", "old"]


def test_alternatives_between_paragraphs_are_read_once() -> None:
    choice, fallback = f"<mc:Choice>{p('new')}</mc:Choice>", f"<mc:Fallback>{p('old')}</mc:Fallback>"
    body = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    assert told(body) == ["new"]


def refers(kind: str, id: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def test_notes_stand_where_they_are_referred_to() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Board, May 2024.")}{p("Minute 7.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("again ", refers("footnote", 3))}</w:footnote>',
    )
    ends = part("endnotes", f'<w:endnote w:id="1">{p("end")}</w:endnote>')
    body = p("Approved", refers("footnote", 2), " by the board.")
    body += tbl(tr("1.2", p("Yes", refers("endnote", 1)) + p("x")))
    body += p("loop", refers("footnote", 3), refers("footnote", 99)) + p("the same note", refers("footnote", 2))
    assert told(body, footnotes_xml=notes, endnotes_xml=ends) == [
        "Approved by the board. [Board, May 2024. Minute 7.]",
        [("1.2", "Yes [end]\nx")],
        "loop [again]",
        "the same note",
    ]


def test_comments_are_not_text() -> None:
    comments = part("comments", f'<w:comment w:id="1">{p("Is this so?")}</w:comment>')
    body = p(
        '<w:commentRangeStart w:id="1"/>',
        "Yes",
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )
    assert told(body, comments_xml=comments) == ["Yes"]


def picture(description: str) -> str:
    inline = f'<wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}"/></wp:inline>'
    return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"


def test_pictures_say_what_their_description_says() -> None:
    long = "A group of people standing in front of a newly built block of flats in the sun"
    body = tbl(
        tr("1.2", p(picture("Green tick"))),
        tr("1.3", p(picture(long), "Yes")),
        tr("1.4", p(picture("Logo&#10;&#10;Description automatically generated"))),
        tr("1.5", p('<w:r><w:pict><v:shape alt="Cross"/></w:pict></w:r>')),
    )
    assert told(body) == [[("1.2", "Green tick"), ("1.3", "Yes"), ("1.4", ""), ("1.5", "Cross")]]


def test_diagrams_are_read_from_their_part() -> None:
    def point(*runs: str) -> str:
        inner = "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in runs)
        return f"<dgm:pt><dgm:t><a:p>{inner}</a:p></dgm:t></dgm:pt>"

    points = point("Stage ", "1") + point() + point("Stage 2")
    data = f"<dgm:dataModel {NAMES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    graphic = '<w:r><w:drawing><wp:inline><a:graphic><dgm:relIds r:dm="d1"/></a:graphic></wp:inline></w:drawing></w:r>'
    relations = (("d1", "diagramData", "diagrams/data1.xml"),)
    assert told(p("How", graphic), relations, **{"diagrams/data1_xml": data}) == ["How", "Stage 1", "Stage 2"]
    lost = of(p("How", graphic))
    assert (texts(lost), lost.reasons) == (["How"], ("parts-lost",))


def test_formulas_and_ruby_and_wrappers() -> None:
    body = p(
        "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
        "<w:smartTag><w:customXml><w:r><w:t> in tags</w:t></w:r></w:customXml></w:smartTag>",
        "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t> base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    )
    body += f"<w:customXml>{p('wrapped')}</w:customXml>" + r("loose run")
    assert told(body) == ["x+1 in tags base", "wrapped", "loose run"]


# ── automatic numbers ────────────────────────────────────────────────────────────────────────────


def level(at: int, form: str, text: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, at: int = 0, list_id: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def numbering(*abstracts: str, nums: str) -> str:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{each}</w:abstractNum>' for at, each in enumerate(abstracts)
    )
    return part("numbering", lists + nums)


def num(id: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def test_numbers_of_several_levels() -> None:
    levels = level(0, "decimal", "Section %1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%3)")
    levels += level(3, "lowerRoman", "(%4)") + level(4, "upperRoman", "%5.") + level(5, "upperLetter", "%6.")
    levels += level(6, "decimalZero", "%7") + level(7, "ordinal", "%8") + level(8, "none", "–")
    body = "".join(listed("x", at) for at in (0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1, 4, 5, 6, 7, 8))
    assert told(body, numbering_xml=numbering(levels, nums=num(1, 0))) == [
        "Section 1 x", "1.1 x", "1.2 x", "a) x", "b) x", "(i) x", "(ii) x", "1.3 x", "a) x", "Section 2 x", "2.1 x",
        "I. x", "A. x", "01 x", "1st x", "– x",
    ]  # fmt: skip


def test_provision_numbers_that_word_counts() -> None:
    levels = level(0, "decimal", "%1", start=1) + level(1, "decimal", "%1.%2", start=2)
    second = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in ((0, 2), (1, 1))
    )
    xml = numbering(levels, levels, nums=num(1, 0) + num(2, 1, second))
    body = tbl(tr(listed("", 1), "A complaint", "Yes"), tr(listed("", 1), "The resident", "Yes"))
    body += tbl(tr(listed("", 1, 2), "Exclusions", "No"), tr(listed("", 1, 2), "Must accept", "Yes"))
    assert told(body, numbering_xml=xml) == [
        [("1.2", "A complaint", "Yes"), ("1.3", "The resident", "Yes")],
        [("2.1", "Exclusions", "No"), ("2.2", "Must accept", "Yes")],
    ]


def test_lists_that_share_a_count_and_lists_that_restart() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    xml = numbering(level(0, "decimal", "%1."), nums=num(1, 0) + num(2, 0) + num(3, 0, restart))
    body = (
        listed("a") + listed("b", list_id=2) + listed("c", list_id=3) + listed("d", list_id=3) + listed("e", list_id=1)
    )
    assert told(body, numbering_xml=xml) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_levels_that_were_passed_over_count_as_printed() -> None:
    xml = numbering(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", start=2), nums=num(1, 0))
    body = listed("a", 1) + listed("b", 1) + listed("c", 0) + listed("d", 1)
    assert told(body, numbering_xml=xml) == ["1.2 a", "1.3 b", "2 c", "2.2 d"]


def test_text_boxes_headers_and_notes_count_on_their_own() -> None:
    xml = numbering(level(0, "decimal", "%1."), nums=num(1, 0))
    note = part("footnotes", f'<w:footnote w:id="1">{listed("note")}</w:footnote>')
    body = (
        listed("a")
        + p(box_of(listed("in") + listed("in")))
        + p(box_of(listed("in")), refers("footnote", 1))
        + listed("b")
    )
    document = of(
        body,
        numbering_xml=xml,
        footnotes_xml=note,
        header1_xml=part("hdr", listed("h")),
        footer1_xml=part("ftr", listed("f")),
    )
    assert texts(document) == ["1. a", "1. in", "2. in", "[1. note]", "3. in", "2. b"]
    assert dict(document.metadata) == {"header": "1. h", "footer": "2. f"}


def test_a_level_that_never_restarts_and_one_that_a_list_overrides() -> None:
    never = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2.", extra='<w:lvlRestart w:val="0"/>')
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1:", start=3)}</w:lvlOverride>'
    xml = numbering(never, level(0, "decimal", "%1."), nums=num(1, 0) + num(2, 1, own))
    body = listed("x") + listed("y", 1) + listed("x") + listed("y", 1) + listed("z", 0, 2) + listed("z", 0, 2)
    assert told(body, numbering_xml=xml) == ["1. x", "a. y", "2. x", "b. y", "C: z", "D: z"]


def test_a_place_that_points_to_a_bullet_prints_nothing_and_legal_numbers_are_digits() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "bullet", "-") + level(2, "decimal", "%1.%2%3")
    levels += level(3, "decimalZero", "%1.%4", extra="<w:isLgl/>")
    body = listed("a") + listed("b") + listed("c", 1) + listed("d", 2) + listed("e", 3)
    assert told(body, numbering_xml=numbering(levels, nums=num(1, 0))) == ["I. a", "II. b", "• c", "II.1 d", "2.01 e"]


def test_bullets_and_ticks_as_bullets() -> None:
    font = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr>'
    glyphs = [
        level(0, "bullet", "\uf0b7", extra=font.format("Symbol")),
        level(0, "bullet", "o", extra=font.format("Courier New")),
        level(0, "bullet", "\uf0fc", extra=font.format("Wingdings")),
        level(0, "bullet", "ü", extra=font.format("Wingdings")),
        level(0, "bullet", ""),
    ]
    xml = numbering(*glyphs, nums="".join(num(at + 1, at) for at in range(5)))
    body = (
        "".join(listed("x", list_id=at) for at in range(1, 6))
        + listed("", list_id=1)
        + tbl(tr("1.2", listed("", list_id=4)))
    )
    assert told(body, numbering_xml=xml) == ["• x", "• x", "✓ x", "✓ x", "• x", [("1.2", "✓")]]


def test_numbers_through_styles() -> None:
    def style(id: str, name: str, inside: str) -> str:
        return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{inside}</w:style>'

    numbered = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = part(
        "styles",
        style("L1", "heading 1", numbered.format(""))
        + style("L2", "Provision", numbered.format(""))
        + style("Sub", "Sub", '<w:basedOn w:val="L2"/>')
        + style("LB", "List Bullet", numbered.format("<w:ilvl w:val='2'/>")),
    )
    tied = '<w:pStyle w:val="{}"/>'
    levels = level(0, "decimal", "%1.", extra=tied.format("L1")) + level(1, "decimal", "%1.%2", extra=tied.format("L2"))
    xml = numbering(levels + level(2, "bullet", "·"), nums=num(1, 0))
    body = "".join(p(name, properties=tied.format(name)) for name in ("L1", "L2", "L2", "LB", "L1", "L2"))
    body += p("off", properties=tied.format("L2") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert told(body, styles_xml=styles, numbering_xml=xml) == [
        "1. L1", "1.1 L2", "1.2 L2", "• LB", "2. L1", "2.1 L2", "off",
    ]  # fmt: skip


def test_a_list_style_defines_the_levels_of_lists_that_name_it() -> None:
    xml = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>{level(0, "lowerLetter", "%1.")}</w:abstractNum>'
        + num(1, 0),
    )
    assert told(listed("x") + listed("y") + listed("z", list_id=77), numbering_xml=xml) == ["a. x", "b. y", "z"]


def test_a_deleted_empty_paragraph_takes_no_number() -> None:
    gone = p(
        "", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    )
    xml = numbering(level(0, "decimal", "%1."), nums=num(1, 0))
    assert told(listed("x") + gone + listed("y"), numbering_xml=xml) == ["1. x", "2. y"]


# ── around the body ──────────────────────────────────────────────────────────────────────────────


def test_metadata_headers_and_footers() -> None:
    header = part("hdr", p("Elm Grove Homes") + p(field(" PAGE ", "2")))
    footer = part("ftr", p("Approved by the board ", "on 3 May 2024"))
    data = made(p("x"), header1_xml=header, header2_xml=header, footer1_xml=footer)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    core = f"{PACKAGE}/metadata/core-properties"
    parts["_rels/.rels"] = ties(("a", "officeDocument", "word/document.xml")).replace(
        "</Relationships>",
        f'<Relationship Id="c" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
    )
    parts["docProps/core.xml"] = (
        f'<c:coreProperties xmlns:c="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title> Self-assessment </dc:title><dc:creator>Ann Example</dc:creator><dc:subject/>"
        "<dcterms:created>2024-05-03T09:00:00Z</dcterms:created></c:coreProperties>"
    )
    assert dict(read(zipped(parts), "x.docx").metadata) == {
        "title": "Self-assessment",
        "author": "Ann Example",
        "created": "2024-05-03T09:00:00Z",
        "header": "Elm Grove Homes\n2",
        "footer": "Approved by the board on 3 May 2024",
    }


def test_strict_open_xml_and_utf_16_read_the_same() -> None:
    body = p("See ", f'<w:hyperlink r:id="l1">{r("policy")}</w:hyperlink>') + tbl(tr("1.2", tc("Yes", span(1))))
    usual = of(body, (("l1", "hyperlink", "https://example.org/p"),))
    xml = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    strict = zipped(
        {
            "_rels/.rels": ties(("a", "officeDocument", "/w/main.xml"), base=STRICT_R),
            "w/main.xml": xml.replace(W, STRICT_W).replace(R, STRICT_R),
            "w/_rels/main.xml.rels": ties(("l1", "hyperlink", "https://example.org/p"), base=STRICT_R),
        }
    )
    wide = zipped(
        {
            "word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16"),
            "word/_rels/document.xml.rels": ties(("l1", "hyperlink", "https://example.org/p")),
        }
    )
    assert texts(usual) == ["See policy\ufff9https://example.org/p\ufffb", [("1.2", "Yes")]]
    assert read(strict, "x.docx").blocks == usual.blocks
    assert read(wide, "x.docx").blocks == usual.blocks


# ── what was not read ────────────────────────────────────────────────────────────────────────────


def test_a_table_that_no_one_reads_is_told() -> None:
    stray = f"<w:tbl><w:tr>{tc('1.2')}<w:tbl><w:tr>{tc('lost')}</w:tr></w:tbl></w:tr></w:tbl>"
    document = of(p("x") + stray)
    assert (texts(document), document.reasons) == (["x", [("1.2",)]], ("parts-lost",))


def test_controls_and_objects_of_other_programs_are_told() -> None:
    control = '<w:r><w:object><v:shape/><w:control r:id="c1" w:name="CheckBox1"/></w:object></w:r>'
    sheet = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12" DrawAspect="Content"/></w:object></w:r>'
    attached = '<w:r><w:object><v:shape/><o:OLEObject ProgID="AcroExch.Document" DrawAspect="Icon"/></w:object></w:r>'
    assert of(p("Yes", control)).reasons == ("parts-lost",)
    assert of(p("Yes", sheet)).reasons == ("parts-lost",)
    assert of(p("Yes", attached)).reasons == ()


def test_deliberate_omissions_are_no_loss() -> None:
    hidden = box_of(p("hidden box")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    gone = f'<w:del w:id="1"><w:r><w:t>a</w:t></w:r></w:del>{hidden}'
    assert told(p("x", gone)) == ["x"]


def test_other_files_as_text_are_refused() -> None:
    reason, message = refused(made(p("x") + '<w:altChunk r:id="c1"/>'))
    assert reason == "unsupported"
    assert message == (
        "the Word document embeds another file as its text; open it in Word, save it as a new .docx and check that"
    )
    assert refused(made(p("x", '<w:subDoc r:id="s1"/>')))[0] == "unsupported"


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
SAVE_AS = "open it in Word or LibreOffice and save it as .docx"
AS_SHEET = "which is not read; save the form's sheet as .csv, or the form as PDF"
AGAIN = "open it in Word, save it again or ask for a new copy"


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password",
         "the document is locked with a password; save a copy without one"),
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported",
         f"this is a Word document of the old .doc kind, which is not read; {SAVE_AS}"),
        (OLE + "Workbook".encode("utf-16-le"), "unsupported",
         f"this is an old Excel workbook (.xls), {AS_SHEET}"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "unsupported",
         "this is an old PowerPoint presentation (.ppt), which is not read; save the form as PDF"),
        (OLE, "unsupported",
         "this is an old Office file but no Word document; give the form as .docx, PDF or HTML"),
        (b"{\\rtf1\\ansi Yes}", "unsupported",
         f"this is an RTF file, which is not read; {SAVE_AS}"),
        (b'<?xml version="1.0"?><p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
         "unsupported",
         f"this is a Word document as one XML file, which is not read; {SAVE_AS}"),
        (bytes(range(256)), "damaged", "this is not a Word document though it is named as one; ask for a new copy"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "unsupported",
         f"this is an OpenDocument text (.odt), which is not read; {SAVE_AS}"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "unsupported",
         f"this is an OpenDocument spreadsheet (.ods), {AS_SHEET}"),
        (zipped({"mimetype": "application/epub+zip", "a.xml": "<x/>"}), "unsupported",
         "this is an OpenDocument file or an e-book, which is not read; save the form as PDF"),
        (zipped({"Index/Document.iwa": "x", "preview.jpg": "x"}), "unsupported",
         "this is a document of Pages or another Apple program, which is not read; open it there and export it to "
         "Word (.docx) or PDF"),
        (zipped({"forms/form.docx": "x"}), "unsupported",
         "this is a zip file of documents; unpack it and give the documents in it"),
        (zipped({"_rels/.rels": ties(("a", "officeDocument", "xl/workbook.xml")),
                 "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'}),
         "unsupported", f"this is an Excel workbook (.xlsx), {AS_SHEET}"),
        (zipped({"_rels/.rels": ties(("a", "officeDocument", "ppt/presentation.xml")),
                 "ppt/presentation.xml": '<p:presentation xmlns:p="x"/>'}),
         "unsupported", "this is a PowerPoint presentation (.pptx), which is not read; save the form as PDF"),
        (zipped({"a.txt": "x"}), "unsupported",
         "this is a zip file but no Word document; give the form as .docx, PDF or HTML"),
        (zipped({"_rels/.rels": ties(("a", "officeDocument", "x/book.xml")), "x/book.xml": "<book/>"}), "unsupported",
         "this Office file is not a Word document; give the form as .docx, PDF or HTML"),
        (zipped({"_rels/.rels": ties(("a", "officeDocument", "word/document.xml"))}), "damaged",
         "the Word document is damaged: its part word/document.xml is missing; ask for a new copy"),
        (zipped({"word/document.xml": "<w:document"}), "damaged",
         f"the Word document is damaged: its part word/document.xml is not well-formed; {AGAIN}"),
        (zipped({"word/document.xml": ""}), "damaged",
         f"the Word document is damaged: its part word/document.xml is not well-formed; {AGAIN}"),
        (made(p("x"))[:-40], "damaged",
         f"the Word document is damaged: its end is missing or its zip directory is broken; {AGAIN}"),
        (made(""), "empty", "the Word document holds no text"),
        (made(tbl(tr("", ""))), "empty", "the Word document holds no text"),
        (made(p(picture(""))), "no-text", "the Word document holds only pictures, no text; give a version with text"),
    ],
)  # fmt: skip
def test_refusals_are_one_clear_line(data: bytes, reason: str, message: str) -> None:
    assert refused(data) == (reason, message)


@pytest.mark.parametrize("cut", range(5, 100, 5))
def test_a_document_cut_anywhere_is_refused_as_damaged(cut: int) -> None:
    data = made(tbl(*(tr(f"1.{at}", "Yes" * at) for at in range(50))))
    assert refused(data[: len(data) * cut // 100])[0] == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused(encoding: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "Yes">]>'
        f'<w:document xmlns:w="{W}"><w:body>{p("&a;")}</w:body></w:document>'
    )
    expected = (
        f"the Word document is damaged: its part word/document.xml holds a DTD, which no Word document has; {AGAIN}"
    )
    assert refused(zipped({"word/document.xml": xml.encode(encoding)})) == ("damaged", expected)


def test_a_broken_part_is_damage_also_where_it_is_not_the_main_one() -> None:
    assert refused(made(p("x"), styles_xml="<w:styles"))[0] == "damaged"
    data = bytearray(made(p("x" * 3000)))
    at = data.index(b"word/document.xml") + len("word/document.xml") + 10
    data[at : at + 4] = b"\x00\xff\x00\xff"
    assert refused(bytes(data)) == (
        "damaged",
        f"the Word document is damaged: its part word/document.xml cannot be unpacked; {AGAIN}",
    )


def test_overlapping_and_double_members_are_refused() -> None:
    data = bytearray(zipped({"word/document.xml": "<a/>", "b.xml": "<b/>"}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")  # points at the first member
    overlap = f"the Word document is damaged: parts of its zip overlap, which only a file made to do harm has; {AGAIN}"
    assert refused(bytes(data)) == ("damaged", overlap)
    double = bytearray(zipped({"word/document.xml": "<a/>", "word/documenx.xml": "<b/>"}))
    at = double.rindex(b"documenx")
    double[at : at + 8] = b"document"
    assert refused(bytes(double)) == (
        "damaged",
        f"the Word document is damaged: two of its parts have the same name; {AGAIN}",
    )


def test_a_member_with_a_password_or_a_strange_method_is_refused() -> None:
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data))[0] == "password"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(file.getvalue())[0] == "damaged"


# ── limits ───────────────────────────────────────────────────────────────────────────────────────


def test_limit_of_entries() -> None:
    parts: dict[str, str | bytes] = {f"{at}": "" for at in range(docx_package.MOST_ENTRIES + 1)}
    assert refused(zipped(parts)) == (
        "limit:entries",
        "its zip holds more than 5,000 parts, far beyond any self-assessment; check that this is the right file",
    )


@pytest.mark.parametrize(("name", "limit"), [("MOST_PART", "part"), ("MOST_TOTAL", "total")])
def test_limits_of_size(monkeypatch: pytest.MonkeyPatch, name: str, limit: str) -> None:
    data = made(p("word " * 1000), styles_xml=part("styles", ""))
    monkeypatch.setattr(docx_package, name, 4000)
    assert refused(data)[0] == f"limit:{limit}"
    monkeypatch.setattr(docx_package, name, 10_000)
    assert texts(read(data, "x.docx")) == [("word " * 1000).strip()]


def test_limit_of_the_ratio_is_counted_while_inflating() -> None:
    bomb = made(f"<!--{' ' * 3_000_000}-->" + p("x"))
    assert len(bomb) < 10_000
    assert refused(bomb)[0] == "limit:ratio"


def test_limit_of_spans() -> None:
    assert refused(made(tbl(tr(tc("a", span(1001))))))[0] == "limit:span"
    assert refused(made(tbl(tr(tc("a", span(10**8))))))[0] == "limit:span"
    assert refused(made(tbl(tr("a", properties='<w:gridBefore w:val="100000"/>'))))[0] == "limit:span"
    assert told(tbl(tr(tc("a", span(1000)), "b"))) == [[("a", "b")]]


def nested(deep: int) -> str:
    table = tbl(tr("1.2", "Yes"))
    for _ in range(deep - 1):
        table = tbl(tr("x", tc(table + p(""))))
    return table


def test_limit_of_nesting() -> None:
    assert told(nested(8)) == [[("x", "x x x x x x 1.2 Yes")]]
    assert refused(made(nested(9)))[0] == "limit:nesting"
    assert refused(made("<w:customXml>" * 300 + p("x") + "</w:customXml>" * 300)) == (
        "limit:depth",
        "its part word/document.xml is nested too deeply or holds a text of over 10 MB, "
        "far beyond any self-assessment; check that this is the right file",
    )
    assert told("<w:customXml>" * 240 + p("x") + "</w:customXml>" * 240) == ["x"]


@pytest.mark.parametrize(("name", "limit"), [("MOST_ROWS", "rows"), ("MOST_CELLS", "cells")])
def test_limits_of_tables(monkeypatch: pytest.MonkeyPatch, name: str, limit: str) -> None:
    table = tbl(tr("a"), tr("b"), tr("c"))
    monkeypatch.setattr(blocks, name, 6)
    assert told(table + table) == [[("a",), ("b",), ("c",)]] * 2
    assert refused(made(table + table + tbl(tr("d"))))[0] == f"limit:{limit}"


def test_limit_of_cells_counts_covered_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_CELLS", 8)
    assert told(tbl(tr("a", "b", "c"), tr("d"))) == [[("a", "b", "c"), ("d", "", "")]]
    assert refused(made(tbl(tr("a", "b", "c"), tr("d"), tr("e"))))[0] == "limit:cells"


def test_a_text_beyond_the_limit_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_TEXT", 5)
    document = of(p("12345") + tbl(tr("123456", "a")) + p("1234567"))
    assert (texts(document), document.reasons) == (["12345", [("12345", "a")], "12345"], ("limit:text",))


# ── choosing the reader ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"PK\x03\x04rest", "form.bin", True),
        (OLE, "form", True),
        (b"{\\rtf1", "form.txt", True),
        (b"\x00\x01\x02", "form.docx", True),
        (b"\xff\xfe\xfa\xfb more", "form.DOC", True),
        (b"", "form.docx", True),
        (b"1.2 Yes", "form.docx", False),  # text under a wrong name: the text reader takes it
        ("1.2 £5 – ü".encode(), "form.doc", False),
        (b"<!doctype html><html>", "form.doc", False),  # what web systems call a Word document
        (b"\x00\x01\x02", "form.txt", False),
        (b"%PDF-1.7", "form.pdf", False),
    ],
)
def test_content_goes_before_suffix(data: bytes, name: str, expected: bool) -> None:
    assert recognises(data, name) is expected


def test_the_extractor() -> None:
    assert (EXTRACTOR.name, EXTRACTOR.recognises, EXTRACTOR.read) == ("docx", recognises, read)


# ── by other producers ───────────────────────────────────────────────────────────────────────────


def test_a_document_that_python_docx_made() -> None:
    import docx

    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "A", "B"
    document.add_heading("Section 1", 2)
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(("Code provision", "Requirement", "Comply")):
        table.cell(0, at).text = text
    table.cell(1, 0).merge(table.cell(1, 2)).text = "Stage 1"
    table.cell(2, 0).text = "1.2"
    table.cell(2, 1).text = "one"
    table.cell(2, 1).add_paragraph("two", style="List Bullet")
    table.cell(2, 1).add_paragraph("three", style="List Number")
    table.cell(2, 2).text = "Yes\tor no"
    file = io.BytesIO()
    document.save(file)
    read_back = read(file.getvalue(), "x.docx")
    assert texts(read_back) == [
        "Section 1",
        [
            ("Code provision", "Requirement", "Comply"),
            ("Stage 1", "", ""),
            ("1.2", "one\n• two\n1. three", "Yes or no"),
        ],
    ]
    assert (read_back.metadata["author"], read_back.metadata["title"]) == ("A", "B")
    assert read_back.blocks[0] == Paragraph("Section 1", level=2)


def test_work_grows_with_the_length_of_a_form() -> None:
    """Twice the rows cost twice the calls; a bare count, since a clock tells of the machine."""
    row = tr(
        "1.2",
        p("A complaint must ", r("be", "<w:b/>"), " defined.") + p("x"),
        "Yes",
        "Our policy says so.",
        "Since May.",
    )

    def calls(rows: int) -> int:
        data, counted = made(tbl(*[row] * rows)), 0

        def count(_frame: object, _event: str, _argument: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            read(data, "x.docx")
        finally:
            sys.setprofile(None)
        return counted

    calls(10)  # what is imported and made once
    assert calls(400) < 2.1 * calls(200)
