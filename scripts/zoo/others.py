"""The Word, web and text documents of the zoo."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.zoo import plain, platypus, produce, typeset, web, word, word_marks
from scripts.zoo.content import ZooRow, texts
from scripts.zoo.entries import (
    Entry,
    Plan,
    labels,
    sheet_of,
    with_extra,
    with_long_evidence,
    with_members,
    with_nested,
    with_second,
    without_numbers,
)
from scripts.zoo.pdfs import BOTH, HEAVY, TICKS, TWO_MARKS, UNNUMBERED, WORDY, soften
from scripts.zoo.sheet import Column, Sheet, official

LAND = {"paper": "landscape"}
CMS = "hand-written page of a site"
PLAIN = {"yes": ("Yes",), "no": ("No",)}


def entries() -> list[Entry]:
    return [*_word(), *_resaved(), *_web(), *_web_exports(), *_text(), *_converted()]


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────


def _docx(plan: Plan, *more: str, answered: word.Answered | None = None, resaved: bool = False) -> Entry:
    sheet = sheet_of(plan)

    def make(path: Path) -> None:
        if not resaved:
            word.write(sheet, path, answered=answered)
            return
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "form.docx"
            word.write(sheet, document, answered=answered)
            produce.libreoffice(document, path, "docx")

    if sheet.look.get("shape") != "cards":
        more = ("header-repeated" if sheet.look.get("repeat", True) else "header-once", *more)
    producer = "LibreOffice" if resaved else "python-docx"
    return Entry(plan.name, "docx", producer, labels(sheet, *more), make, sheet)


def _word() -> list[Entry]:
    rag = with_extra(RAG=("Green", "Green", "Amber"), Change_from_2022=("No change", "Wording amended", "New"))
    columns = (Column("extra:RAG", "RAG", 6), *official("hos-2024")[:2],
               Column("extra:Change from 2022", "Change from 2022", 12), *official("hos-2024")[2:])  # fmt: skip
    one = (Column("requirement", "The Code says", 45), Column("evidence", "Our response", 55))
    return [
        _docx(Plan("word-full", "pages-2024", look={**LAND, "dark": True}, words=WORDY)),
        _docx(Plan("word-drop-down", "clean-2024", look=LAND, words=None), "drop-down", answered=word.drop_down),
        _docx(Plan("word-boxes", "columns-2024", "1234", look=LAND, answers="plain", words=PLAIN), "check-box-controls",
              answered=word.check_boxes),
        _docx(Plan("word-two-boxes", "clean-2024", "136", look=LAND, answers="plain", columns=TWO_MARKS),
              "check-box-controls", answered=word.check_boxes),
        _docx(Plan("word-wingdings", "clean-2022", look=LAND, answers="plain", words=TICKS), "wingdings",
              "ticks-one-column", answered=word.wingdings),
        _docx(Plan("word-symbol", "columns-2024", "245", look=LAND, answers="plain", columns=TWO_MARKS), "wingdings",
              answered=word.symbol_run),
        _docx(Plan("word-nested", "clean-2024", "123", look=LAND, change=with_nested)),
        _docx(Plan("word-merged", "faults-2024", "1256", look=LAND, change=with_second)),
        _docx(Plan("word-one-table", "council-2022", look={"tables": "one", "banners": True})),
        _docx(Plan("word-extra", "columns-2024", "156", look=LAND, columns=columns, change=rag)),
        _docx(Plan("word-both", "clean-2024", "1236", look=LAND, columns=BOTH)),
        _docx(Plan("word-unnumbered", "clean-2024", look=LAND, columns=UNNUMBERED, change=without_numbers)),
        _docx(Plan("word-cards", "clean-2022", look={"shape": "cards"}), "cards", "prose"),
        _docx(Plan("word-members", "faults-2022", "123", look=LAND,
                   change=with_members(("Brack Homes", "Brack Living"), in_cell=True))),
        _docx(Plan("word-blank", "clean-2024", look={**LAND, "tables": "one"}, answers="blank"), "blank-form"),
        _docx(Plan("word-sentence", "clean-2024", "1234", look=LAND, columns=one, change=_in_sentence),
              "answer-in-sentence"),
        _docx(Plan("word-short", "clean-2022", "23", look=LAND)),
        *_word_marks(),
    ]  # fmt: skip


def _word_marks() -> list[Entry]:
    plans: list[tuple[str, str, word.Answered]] = [
        ("legacy", "legacy-fields", word_marks.legacy_boxes),
        ("struck", "options-marked", word_marks.struck_out),
        ("pen", "options-marked", word_marks.highlighted),
        ("tracked", "tracked-changes", word_marks.tracked),
    ]
    return [
        _docx(Plan(f"word-{name}{more}", form, sections, look=LAND, answers="plain", words=None), label, answered=cell)
        for name, label, cell in plans
        for more, form, sections in (("", "columns-2024", "1357"), ("-two", "clean-2022", "24"))
    ]


def _resaved() -> list[Entry]:
    def made(plan: Plan, *more: str, **options: Any) -> Entry:
        return _docx(plan, "re-saved", *more, resaved=True, **options)

    return [
        made(Plan("saved-full", "clean-2022", look={**LAND, "banners": True})),
        made(Plan("saved-drop-down", "columns-2024", "123", look=LAND), "drop-down", answered=word.drop_down),
        made(Plan("saved-boxes", "clean-2022", "12", look=LAND, answers="plain", words=PLAIN), "check-box-controls",
             answered=word.check_boxes),
        made(Plan("saved-wingdings", "clean-2024", "14", look=LAND, answers="plain", words=TICKS), "wingdings",
             "ticks-one-column", answered=word.wingdings),
        made(Plan("saved-nested", "columns-2024", "36", look=LAND, change=with_nested)),
        made(Plan("saved-merged", "clean-2022", "1235", look={**LAND, "tables": "one"}, change=with_second)),
        made(Plan("saved-unruled", "clean-2024", "25", look={**LAND, "lines": "none", "repeat": False})),
        made(Plan("saved-cards", "clean-2024", "123", look={"shape": "cards"}), "cards", "prose"),
    ]  # fmt: skip


def _in_sentence(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    """Forms of two columns, whose answer begins what is said of a requirement."""
    starts = {
        "yes": ("Yes. ", "Yes – ", "Yes, ", "Compliant. ", "Yes: "),
        "no": ("No. ", "No – ", "Not compliant: "),
        "partial": ("Partly. ", "Partial: "),
    }
    said = [text for text in texts()["statements"] if not text.startswith("Yes")]
    made = []
    for index, row in enumerate(rows):
        answer = row.answer if row.answer in starts else "yes"
        evidence = row.evidence if len(row.evidence) > 90 and not row.evidence.startswith(("-", "[", "No")) else ""
        evidence = evidence or said[index % len(said)].replace("{board}", "Board")
        start = starts[answer][index % len(starts[answer])]
        if start.endswith(", "):
            evidence = evidence[0].lower() + evidence[1:]
        made.append(replace(row, answer=answer, answer_text="", evidence=start + evidence, commentary=""))
    return tuple(made)


# ── the web ──────────────────────────────────────────────────────────────────────────────────────


def html_page(
    plan: Plan,
    *more: str,
    body: Callable[[Sheet], str] = web.tables,
    chrome: bool = False,
    head: str = "",
    encoding: str = "utf-8",
    producer: str = "hand-written page",
) -> Entry:
    """A page around `body`; `chrome` with a site's menus and footer."""
    look = {**plan.look, "charset": "utf-8" if encoding.startswith("utf") else encoding}
    sheet = sheet_of(replace(plan, look=look))

    def make(path: Path) -> None:
        page = web.page(sheet, body(sheet), chrome=chrome, head=head, css=_SCREEN)
        path.write_bytes(page.encode(encoding, errors="xmlcharrefreplace"))

    return Entry(plan.name, "html", producer, labels(sheet, *more), make, sheet)


_SCREEN = (
    "body{font-family:Arial,sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;vertical-align:top}"
)
_LABELS = (
    Column("number", "Provision", 8),
    Column("requirement", "What the Code says", 40),
    Column("answer", "Do we comply?", 10),
    Column("evidence", "How we meet this", 42),
)
_COMPLIANCE = (
    Column("number", "Code section", 8),
    Column("requirement", "Requirement", 40),
    Column("answer", "Compliance", 10),
    Column("evidence", "Our evidence", 22),
    Column("commentary", "Comments", 20),
)


def _web() -> list[Entry]:
    return [
        html_page(Plan("site-table", "clean-2024"), "plain-table", chrome=True, producer=CMS),
        html_page(Plan("site-one-table", "council-2022", look={"tables": "one", "banners": True, "head_tag": "td"},
             words=WORDY),
              "plain-table", "header-once"),
        html_page(Plan("site-merged", "columns-2024", "1236", change=with_second), "plain-table"),
        html_page(Plan("site-nested", "clean-2022", "126", change=with_nested), "plain-table"),
        html_page(Plan("site-dl", "clean-2022", "", columns=_LABELS), "definition-list", "label-words",
             body=web.definitions),
        html_page(Plan("site-dl-terms", "clean-2024", "123", columns=_COMPLIANCE), "definition-list", "label-words",
              body=web.definitions_one, chrome=True, producer=CMS),
        html_page(Plan("site-accordion", "pages-2024", ""), "accordion", body=web.accordion, chrome=True, producer=CMS),
        html_page(Plan("site-panels", "faults-2024", ""), "accordion", body=web.accordion_sections),
        html_page(Plan("site-cards", "columns-2024", "", columns=_COMPLIANCE), "card-divs", "label-words",
                  body=web.cards),
        html_page(Plan("site-cards-two", "clean-2022", "1234"), "card-divs", body=web.cards, chrome=True, producer=CMS),
        html_page(Plan("site-grid", "clean-2024", ""), "aria-grid", body=web.grid),
        html_page(Plan("site-grid-two", "faults-2022", "1237"), "aria-grid", body=web.grid, chrome=True, producer=CMS),
        html_page(Plan("site-class-grid", "clean-2022", "123"), "class-grid", body=web.plain_grid, producer=CMS),
        html_page(Plan("site-class-grid-two", "columns-2024", "36"), "class-grid", body=web.plain_grid),
        html_page(Plan("site-images", "clean-2024", "1234", answers="plain", words=PLAIN), "image-answers",
              body=lambda sheet: web.tables(sheet, marks=_image)),
        html_page(Plan("site-icons", "columns-2024", "246", answers="plain", columns=TWO_MARKS), "image-answers",
              body=lambda sheet: web.tables(sheet, marks=_icon), producer=CMS),
        html_page(Plan("site-latin", "clean-2024", "123", look={"curly": True}), "windows-1252",
                  encoding="windows-1252"),
        html_page(Plan("site-latin-undeclared", "clean-2022", "345", look={"curly": True}), "windows-1252",
              encoding="cp1252", body=web.word_filtered, producer="hand-written page in Word's manner"),
        html_page(Plan("site-bom", "council-2022", "12"), "plain-table", encoding="utf-8-sig"),
        html_page(Plan("site-soft", "columns-2024", "127", change=soften), "soft-hyphens", "no-break-spaces"),
        html_page(Plan("site-prose", "clean-2024", "2345", columns=_LABELS), "prose", "label-words", body=web.prose),
        html_page(Plan("site-prose-full", "clean-2022", "", columns=official("hos-2022")), "prose", body=web.prose,
              producer=CMS, chrome=True),
        html_page(Plan("site-stacked", "clean-2024", "123", look={"tables": "section"}, answers="yes"), "stacked-cells",
              body=web.stacked),
        html_page(Plan("site-ticks", "columns-2024", "", answers="plain", words=HEAVY), "ticks-one-column"),
        html_page(Plan("site-both", "clean-2022", "1236", columns=BOTH[:3]), "plain-table"),
        html_page(Plan("site-unnumbered", "columns-2024", "1237", columns=UNNUMBERED, change=without_numbers),
             "plain-table",
              producer=CMS),
        html_page(Plan("site-members", "clean-2022", "123", columns=(
            *official("hos-2022")[:2], Column("member:0", "Comply: Fell Homes", 9),
            Column("member:1", "Comply: Fell Care", 9), official("hos-2022")[3]),
            change=with_members(("Fell Homes", "Fell Care"), in_cell=False)), "plain-table"),
        html_page(Plan("site-sentence", "clean-2022", "1234", columns=(
            Column("number", "No.", 6), Column("requirement", "Requirement", 44), Column("evidence", "Response", 50)),
            change=_in_sentence), "answer-in-sentence"),
        html_page(Plan("site-blank", "clean-2022", look={"banners": True}, answers="blank"), "blank-form", chrome=True,
              producer=CMS),
    ]  # fmt: skip


def _image(text: str) -> str:
    name = {"Yes": "tick", "No": "cross"}.get(text, "")
    return f'<img src="/images/{name}.png" width="20" height="20" alt="{text}">' if name else ""


def _icon(text: str) -> str:
    return '<img class="icon" src="/assets/tick.svg" alt="Tick">' if text else ""


def _web_exports() -> list[Entry]:
    """Web pages that LibreOffice makes of Word documents."""

    def made(plan: Plan, *more: str) -> Entry:
        sheet = sheet_of(plan)

        def make(path: Path) -> None:
            with tempfile.TemporaryDirectory() as folder:
                document = Path(folder) / "form.docx"
                word.write(sheet, document)
                produce.libreoffice(document, path, "html")

        return Entry(plan.name, "html", "LibreOffice", labels(sheet, "word-export", *more), make, sheet)

    return [
        made(Plan("export-page", "columns-2024", "126", look=LAND)),
        made(Plan("export-page-two", "clean-2022", "345", look={**LAND, "tables": "one"})),
    ]


# ── text ─────────────────────────────────────────────────────────────────────────────────────────


def _write(
    plan: Plan, *more: str, text: Callable[[Sheet], str], suffix: str = "txt", encoding: str = "utf-8",
    producer: str = "own writer", change: Callable[[Sheet], Sheet] | None = None,
) -> Entry:  # fmt: skip
    sheet = sheet_of(plan)
    sheet = change(sheet) if change else sheet

    def make(path: Path) -> None:
        path.write_bytes(text(sheet).encode(encoding, errors="replace"))

    return Entry(plan.name, "text", producer, labels(sheet, *more), make, sheet, suffix=suffix)


def _recognised(seed: str, *, headings: bool = True) -> Callable[[Sheet], Sheet]:
    def change(sheet: Sheet) -> Sheet:
        columns = plain.misread_headings(sheet.columns, seed) if headings else sheet.columns
        return replace(sheet, rows=plain.misread(sheet.rows, seed), columns=columns)

    return change


def _text() -> list[Entry]:
    table = "Python csv"
    one = {"tables": "one"}
    return [
        _write(Plan("notes-labels", "clean-2024", columns=_LABELS), "labelled-lines", "label-words",
             text=plain.labelled),
        _write(Plan("notes-labels-two", "clean-2022", "1234", columns=(
            Column("number", "Provision", 8), Column("requirement", "Requirement", 40), Column("answer", "Compliant",
                 9),
            Column("evidence", "Explanation", 43))), "labelled-lines", "label-words",
            text=lambda sheet: plain.labelled(sheet, colon=" - ")),
        _write(Plan("notes-labels-three", "columns-2024", "1256", columns=_COMPLIANCE), "labelled-lines", "label-words",
               text=lambda sheet: plain.labelled(sheet, colon=":\n")),
        _write(Plan("notes-stacked", "clean-2022"), "stacked-cells", text=plain.stacked),
        _write(Plan("notes-stacked-tight", "clean-2024", "123"), "stacked-cells",
               text=lambda sheet: plain.stacked(sheet, gap=False)),
        _write(Plan("notes-glued", "clean-2024", ""), "glued-cells", text=plain.glued),
        _write(Plan("notes-glued-whole", "clean-2022", "1236"), "glued-cells",
               text=lambda sheet: plain.glued(sheet, per_line=False)),
        _write(Plan("notes-glued-three", "columns-2024", "12346"), "glued-cells", text=plain.glued),
        _write(Plan("notes-columns", "columns-2024", ""), "blank-columns",
               text=lambda sheet: plain.columned(sheet, (10, 50, 10, 40, 32))),
        _write(Plan("notes-columns-two", "clean-2022", "234"), "blank-columns",
               text=lambda sheet: plain.columned(sheet, (8, 44, 9, 50))),
        _write(Plan("notes-wide", "clean-2024", "1236"), "utf-16", text=plain.tabbed, encoding="utf-16"),
        _write(Plan("notes-wide-two", "clean-2022", "24"), "utf-16", text=plain.labelled, encoding="utf-16"),
        _write(Plan("notes-latin", "clean-2022", "1235", look={"curly": True}), "windows-1252", text=plain.tabbed,
               encoding="cp1252"),
        _write(Plan("notes-ocr", "clean-2024"), "ocr-noise", text=plain.tabbed, change=_recognised("ocr-1")),
        _write(Plan("notes-ocr-labels", "clean-2022"), "ocr-noise", "labelled-lines", text=plain.labelled,
               change=_recognised("ocr-2", headings=False)),
        _write(Plan("notes-ocr-stacked", "columns-2024", "123"), "ocr-noise", "stacked-cells", text=plain.stacked,
               change=_recognised("ocr-3")),
        _write(Plan("notes-ocr-glued", "clean-2024", "36"), "ocr-noise", "glued-cells", text=plain.glued,
               change=_recognised("ocr-4")),
        _write(Plan("notes-sentence", "columns-2024", "123", columns=(
            Column("number", "Provision", 8), Column("requirement", "Requirement", 40),
            Column("evidence", "How we comply", 50)), change=_in_sentence), "answer-in-sentence", "labelled-lines",
            text=plain.labelled),
        _write(Plan("mark-one", "clean-2022", look=one), "markdown-one-table", text=plain.markdown, suffix="md"),
        _write(Plan("mark-one-two", "columns-2024", "123", look={**one, "font": ""}), "markdown-one-table",
               text=lambda sheet: plain.markdown(sheet, padded=True), suffix="md"),
        _write(Plan("mark-sections", "pages-2024"), "markdown-sections", text=plain.markdown, suffix="md"),
        _write(Plan("mark-sections-two", "faults-2022", "1246", answers="plain", words=HEAVY), "markdown-sections",
               text=lambda sheet: plain.markdown(sheet, padded=True), suffix="md"),
        _write(Plan("sheet-csv", "pages-2024", look=one), "csv", suffix="csv", producer=table,
               text=lambda sheet: plain.separated(sheet, delimiter=",")),
        _write(Plan("sheet-csv-quoted", "clean-2022", ""), "csv", suffix="csv", producer=table,
               text=lambda sheet: plain.separated(sheet, delimiter=",", quoting=csv.QUOTE_ALL)),
        _write(Plan("sheet-csv-bom", "columns-2024", "123", look=one), "csv", suffix="csv", producer=table,
               encoding="utf-8-sig", text=lambda sheet: plain.separated(sheet, delimiter=";")),
        _write(Plan("sheet-tsv", "clean-2024", ""), "tsv", suffix="tsv", producer=table,
               text=lambda sheet: plain.separated(sheet, delimiter="\t")),
        _write(Plan("sheet-tsv-two", "faults-2022", "1234", look={"banners": True}), "tsv", suffix="tsv",
             producer=table,
               text=lambda sheet: plain.separated(sheet, delimiter="\t")),
        _write(Plan("notes-blank", "clean-2024", answers="blank"), "blank-form", "labelled-lines", text=plain.labelled),
    ]  # fmt: skip


def _converted() -> list[Entry]:
    """Text that pdftotext makes of PDFs, and LibreOffice of Word documents."""

    def made(plan: Plan, *more: str, layout: bool, by: str) -> Entry:
        sheet = sheet_of(plan)

        def make(path: Path) -> None:
            with tempfile.TemporaryDirectory() as folder:
                document = Path(folder) / "form.pdf"
                _PRINTERS[by](sheet, document)
                path.write_text(produce.pdftotext(document, layout=layout), encoding="utf-8", newline="\n")

        told = "pdftotext-layout" if layout else "pdftotext-plain"
        return Entry(plan.name, "text", f"pdftotext of {by}", labels(sheet, told, *more), make, sheet)

    def exported(plan: Plan, *more: str) -> Entry:
        sheet = sheet_of(plan)
        more = more or ("stacked-cells",)

        def make(path: Path) -> None:
            with tempfile.TemporaryDirectory() as folder:
                document = Path(folder) / "form.docx"
                word.write(sheet, document)
                produce.libreoffice(document, path, "txt")

        return Entry(plan.name, "text", "LibreOffice", labels(sheet, *more), make, sheet)

    return [
        made(Plan("pdftext-layout-a", "clean-2024", "", look={**LAND, "size": 8}), layout=True, by="WeasyPrint"),
        made(Plan("pdftext-layout-b", "clean-2022", "1236", look=LAND), layout=True, by="LibreOffice"),
        made(Plan("pdftext-layout-c", "columns-2024", "1234", look=LAND), layout=True, by="Typst"),
        made(Plan("pdftext-layout-d", "pages-2024", "123", look={"running_header": "Complaints"}), "running-lines",
             layout=True, by="ReportLab"),
        made(Plan("pdftext-plain-a", "clean-2022", "", look=LAND), layout=False, by="LibreOffice"),
        made(Plan("pdftext-plain-b", "clean-2024", "1236", look=LAND), layout=False, by="Typst"),
        made(Plan("pdftext-plain-c", "columns-2024", "124", look=LAND, change=with_long_evidence), layout=False,
             by="WeasyPrint"),
        made(Plan("pdftext-plain-d", "faults-2022", "135", look=LAND), layout=False, by="ReportLab"),
        exported(Plan("export-text", "clean-2024", "1236", look=LAND)),
        made(Plan("pdftext-labels", "columns-2024", "1236", look={"shape": "prose"}), "labelled-lines", layout=False,
             by="Typst"),
        exported(Plan("export-labels", "clean-2024", "124", look={"shape": "cards"}), "labelled-lines"),
        exported(Plan("export-text-two", "council-2022", "", look={**LAND, "banners": True})),
    ]  # fmt: skip


def _by_office(sheet: Sheet, path: Path) -> None:
    document = path.with_suffix(".docx")
    word.write(sheet, document)
    produce.libreoffice(document, path)


_PRINTERS: dict[str, Callable[[Sheet, Path], None]] = {
    "WeasyPrint": lambda sheet, path: produce.weasyprint(web.page(sheet, web.tables(sheet), css=web.css(sheet)), path),
    "LibreOffice": _by_office,
    "Typst": lambda sheet, path: produce.typst(typeset.source(sheet), path),
    "ReportLab": platypus.write,
}
