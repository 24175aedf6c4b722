"""Zoo documents as Word files: tables of every border, merged and nested cells, content controls, symbols, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from scripts.fixtures.source import Block, blocks
from scripts.fixtures.word import save
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Column, Sheet

_NS = nsdecls("w") + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_PAPER = {"portrait": (210, 297), "landscape": (297, 210), "a3": (420, 297)}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CHOICES = ("Yes", "No", "Partial", "N/A")
_LEVELS = {
    "bullet": '<w:numFmt w:val="bullet"/><w:lvlText w:val="&#8226;"/>',
    "letter": '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/>',
}
Answered = Callable[[ZooRow, Column], str]  # a row's answer in a column → the XML of the cell's paragraph


def write(sheet: Sheet, path: Path, *, answered: Answered | None = None) -> None:
    """Write the sheet as a Word document. `answered` makes the answer cells' own XML."""
    save(build(sheet, answered), path, sheet.landlord.name)


def build(sheet: Sheet, answered: Answered | None = None) -> Any:
    """The python-docx document of a sheet."""
    document = Document()
    writer = Writer(document, sheet, answered)
    writer.page()
    document.add_heading(sheet.title, 1)
    for line in sheet.preamble:
        document.add_paragraph(line)
    if sheet.look.get("shape") == "cards":
        writer.cards()
    else:
        for above, items in sheet.groups():
            if above:
                document.add_heading(above, 2)
            writer.table(items)
    document.add_heading("Review", 2)
    for line in sheet.closing:
        document.add_paragraph(line)
    document.core_properties.title = sheet.title
    return document


class Writer:
    """The document under construction."""

    def __init__(self, document: Any, sheet: Sheet, answered: Answered | None) -> None:
        self.document, self.sheet, self.look, self.answered = document, sheet, sheet.look, answered
        self.lists = 0

    def page(self) -> None:
        """Paper, margins, font, running lines."""
        section = self.document.sections[0]
        width, height = _PAPER[self.look.get("paper", "portrait")]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(17)
        self.width = int((width - 34) * 56.7)  # in twentieths of a point
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = self.look.get("font", "Carlito"), Pt(self.look.get("size", 9.5))
        style.paragraph_format.space_after = Pt(3)
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            fonts = self.document.styles[name].element.rPr.rFonts
            for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(key), None)
            self.document.styles[name].font.name = self.look.get("font", "Carlito")
        if self.look.get("columns"):
            section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="500"/>'))
        if self.look.get("hyphenate"):
            settings = self.document.settings.element
            settings.insert(0, parse_xml(f'<w:autoHyphenation {nsdecls("w")} w:val="true"/>'))
        for part, key in ((section.header, "running_header"), (section.footer, "running_footer")):
            self._running(part.paragraphs[0], self.look.get(key, ""))

    def _running(self, paragraph: Any, text: str) -> None:
        for index, part in enumerate(text.split("{page}")):
            if index:
                field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                paragraph._p.append(parse_xml(field))
            paragraph.add_run(part).font.size = Pt(8)

    # ── tables ──

    def table(self, items: Sequence[ZooRow | str]) -> None:
        """One table with its heading row."""
        columns = self.sheet.columns
        total = sum(column.share for column in columns)
        widths = [int(self.width * column.share / total) for column in columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._heading(widths)]
        for index, item in enumerate(items):
            rows += self._row(item, widths, "F2F2F2" if self.look.get("zebra") and index % 2 else "")
        xml = (
            f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{self._borders()}'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))  # before the section's properties
        self.document.add_paragraph()

    def _borders(self) -> str:
        lines = self.look.get("lines", "boxes")
        edges = {"boxes": "top left bottom right insideH insideV", "horizontal": "top bottom insideH", "none": ""}[
            lines
        ]
        kind = 'w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"'
        return f"<w:tblBorders>{''.join(f'<w:{edge} {kind}/>' for edge in edges.split())}</w:tblBorders>"

    def _heading(self, widths: Sequence[int]) -> str:
        dark = self.look.get("dark")
        look = '<w:b/><w:color w:val="FFFFFF"/>' if dark else "<w:b/>"
        cells = "".join(
            _tc(width, f"<w:p>{_run(column.heading, look)}</w:p>", fill="1F3864" if dark else "D9E2F3")
            for column, width in zip(self.sheet.columns, widths, strict=True)
        )
        repeat = "<w:trPr><w:tblHeader/></w:trPr>" if self.look.get("repeat", True) else ""
        return f"<w:tr>{repeat}{cells}</w:tr>"

    def _row(self, item: ZooRow | str, widths: Sequence[int], fill: str) -> list[str]:
        if isinstance(item, str):
            merged = _tc(sum(widths), f"<w:p>{_run(item, '<w:b/>')}</w:p>", fill="E7E6E6", span=len(widths))
            return [f"<w:tr>{merged}</w:tr>"]
        first, below = [], []
        for column, width in zip(self.sheet.columns, widths, strict=True):
            inner = self.cell(item, column, width)
            if item.second and column.role != "evidence":
                first.append(_tc(width, inner, fill=fill, merge='<w:vMerge w:val="restart"/>'))
                below.append(_tc(width, "<w:p/>", fill=fill, merge="<w:vMerge/>"))
            else:
                first.append(_tc(width, inner, fill=fill))
                below.append(_tc(width, self.paragraphs(item.second), fill=fill))
        break_up = "" if self.look.get("split", True) else "<w:trPr><w:cantSplit/></w:trPr>"
        rows = [f"<w:tr>{break_up}{''.join(first)}</w:tr>"]
        return [*rows, f"<w:tr>{''.join(below)}</w:tr>"] if item.second else rows

    def cell(self, row: ZooRow, column: Column, width: int) -> str:
        """The paragraphs of a cell."""
        if self.answered and (column.role in {"answer", "yes", "no"} or column.role.startswith("member:")):
            return self.answered(row, column)
        inner = self.paragraphs(self.sheet.cell(row, column))
        if column.role == "evidence" and row.nested:
            inner += self._nested(row.nested, width - 300) + "<w:p/>"
        return inner

    def _nested(self, lines: Sequence[Sequence[str]], width: int) -> str:
        each = width // len(lines[0])
        rows = "".join(
            "<w:tr>" + "".join(_tc(each, f"<w:p>{_run(text)}</w:p>") for text in line) + "</w:tr>" for line in lines
        )
        grid = f'<w:gridCol w:w="{each}"/>' * len(lines[0])
        borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:color="999999"/>' for edge in _EDGES)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def paragraphs(self, text: str) -> str:
        """A cell's markup as paragraphs, lists as real lists."""
        made, number = [], ""
        for block in blocks(text):
            properties = '<w:jc w:val="both"/>' if self.look.get("justify") else ""
            if block.marker:
                kind = "letter" if block.marker.isalpha() else "bullet"
                if not number or block.marker == "a":
                    number = self._list(kind)
                properties = (
                    f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
                    f'<w:ind w:left="280" w:hanging="220"/>'
                )
            else:
                number = ""
            made.append(f"<w:p><w:pPr>{properties}</w:pPr>{self.runs(block)}</w:p>")
        return "".join(made) or "<w:p/>"

    def runs(self, block: Block) -> str:
        """A paragraph's runs; links as fields-free hyperlinks."""
        parts = []
        for span in block.spans:
            look = ("<w:b/>" if span.bold else "") + ("<w:i/>" if span.italic else "")
            run = _run(span.text, look)
            if span.href:
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
                key = self.document.part.relate_to(span.href, kind, is_external=True)
                space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                run = f'<w:hyperlink xmlns:r="{space}" r:id="{key}">{run}</w:hyperlink>'
            parts.append(run)
        return "".join(parts)

    def _list(self, kind: str) -> str:
        numbering = self.document.part.numbering_part.element
        self.lists += 1
        number = str(200 + self.lists)
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{_LEVELS[kind]}<w:lvlJc w:val="left"/></w:lvl>'
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{level}</w:abstractNum>'
        numbering.insert(0, parse_xml(abstract))
        given = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(given))
        return number

    # ── without a table ──

    def cards(self) -> None:
        """A heading a provision, then a paragraph a column with its label in bold."""
        body = self.document.element.body
        for above, items in self.sheet.groups():
            self.document.add_heading(above, 2)
            for item in items:
                if isinstance(item, str):
                    self.document.add_heading(item, 3)
                    continue
                for column in self.sheet.columns:
                    if column.role == "number":
                        self.document.add_heading(f"{column.heading} {item.printed}", 3)
                        continue
                    label = parse_xml(f"<w:p {_NS}>{_run(column.heading + ': ', '<w:b/>')}</w:p>")
                    inner = parse_xml(f"<w:body {_NS}>{self.paragraphs(self.sheet.cell(item, column))}</w:body>")
                    first, *rest = list(inner)
                    for run in list(first)[1:]:
                        label.append(run)
                    for each in (label, *rest):
                        body.insert(len(body) - 1, each)


# ── answers of other kinds than words ────────────────────────────────────────────────────────────


def drop_down(row: ZooRow, _: Column) -> str:
    """A drop-down list with the answer chosen, or its prompt where none was."""
    items = "".join(
        f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in ("Yes", "No", "Partial", "N/A")
    )
    prompt = "" if row.answer_text else "<w:showingPlcHdr/>"
    text = row.answer_text or "Choose an item."
    return (
        f'<w:p><w:sdt><w:sdtPr><w:alias w:val="Comply"/>{prompt}<w:dropDownList>{items}</w:dropDownList></w:sdtPr>'
        f"<w:sdtContent>{_run(text)}</w:sdtContent></w:sdt></w:p>"
    )


def check_boxes(row: ZooRow, column: Column) -> str:
    """Boxes for Yes and No in one cell, or one box in a column of its own."""
    wanted = [("yes", " Yes  "), ("no", " No")] if column.role == "answer" else [(column.role, "")]
    return f"<w:p>{''.join(_box(row.answer == answer) + _run(label) for answer, label in wanted)}</w:p>"


def _box(ticked: bool) -> str:
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" '
        'w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{_run('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"
    )


def wingdings(row: ZooRow, column: Column) -> str:
    """A tick or cross of the font Wingdings, inserted as a symbol."""
    code = {"yes": "F0FC", "no": "F0FB"}.get(row.answer, "")
    if column.role in {"yes", "no"}:
        code = "F0FC" if row.answer == column.role else ""
    return f'<w:p><w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r></w:p>' if code else "<w:p/>"


def symbol_run(row: ZooRow, column: Column) -> str:
    """A tick as a letter typed in the font Wingdings ("ü" looks like a tick, "û" like a cross)."""
    letter = {"yes": "ü", "no": "û"}.get(row.answer, "")
    if column.role in {"yes", "no"}:
        letter = "ü" if row.answer == column.role else ""
    look = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>'
    return f"<w:p>{_run(letter, look) if letter else ''}</w:p>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _tc(width: int, inner: str, *, fill: str = "", span: int = 0, merge: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{shade}</w:tcPr>{inner}</w:tc>'
