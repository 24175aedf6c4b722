"""The PDF documents of the zoo."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from scripts.zoo import produce, typeset, web, word
from scripts.zoo.entries import (
    Entry,
    Plan,
    labels,
    sheet_of,
    with_extra,
    with_long,
    with_long_evidence,
    with_members,
    with_nested,
    with_second,
    without_numbers,
)
from scripts.zoo.sheet import Column, Sheet, official

TICKS = {"yes": ("✓",), "no": ("✗",)}
HEAVY = {"yes": ("✔",), "no": ("✘",)}
WORDY = {
    "yes": ("Yes", "YES", "Y", "Compliant", "Yes.", "Fully compliant"),
    "no": ("No", "NO", "N", "Not compliant"),
    "partial": ("Partial", "Partially", "In progress"),
    "not_applicable": ("N/A", "Not applicable"),
}
TWO_MARKS = (
    Column("number", "Ref", 8),
    Column("requirement", "Requirement of the Code", 36),
    Column("yes", "Yes", 6),
    Column("no", "No", 6),
    Column("evidence", "Evidence", 24),
    Column("commentary", "Commentary", 20),
)
BOTH = (
    Column("both", "Code requirement", 40),
    Column("answer", "Comply?", 10),
    Column("evidence", "Evidence", 26),
    Column("commentary", "Commentary / explanation", 24),
)
UNNUMBERED = (
    Column("requirement", "What the Code asks for", 38),
    Column("answer", "Do we comply?", 10),
    Column("evidence", "How we meet this", 52),
)
AROUND: dict[str, Any] = {"running_header": "Complaint Handling Code self-assessment", "running_footer": "Page {page}"}


def entries() -> list[Entry]:
    return [*_office(), *_browser(), *_weasy(), *_typst()]


# ── by LibreOffice ───────────────────────────────────────────────────────────────────────────────


def _office_pdf(
    plan: Plan, *more: str, answered: word.Answered | None = None, cropped: bool = False, **options: Any
) -> Entry:
    sheet = sheet_of(plan)

    def make(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "form.docx"
            word.write(sheet, document, answered=answered)
            produce.libreoffice(document, path, **options)
            if cropped:
                produce.crop(path, 25)

    lines = {"boxes": "ruled-strokes", "horizontal": "horizontal-rules", "none": "no-lines"}
    kind = lines[sheet.look.get("lines", "boxes")] if sheet.look.get("shape") != "cards" else "cards"
    if sheet.look.get("zebra") and kind == "no-lines":
        kind = "shading-only"
    repeat = "header-repeated" if sheet.look.get("repeat", True) else "header-once"
    more = (kind, *([] if kind == "cards" else [repeat]), *([] if sheet.look.get("font") else ["ligatures"]), *more)
    return Entry(plan.name, "pdf", "LibreOffice", labels(sheet, *more), make, sheet)


def _office() -> list[Entry]:
    land = {"paper": "landscape"}
    rag = with_extra(RAG=("Green", "Green", "Amber"), Owner=("Head of Homes", "Complaints Manager"))
    before = (Column("extra:RAG", "RAG", 6), *official("hos-2024"), Column("extra:Owner", "Owner", 10))
    marks = {"yes": ("Yes",), "no": ("No",)}
    return [
        _office_pdf(Plan("office-full", look={**land, "dark": True, **AROUND}, words=WORDY), "rows-over-page"),
        _office_pdf(Plan("office-once", "faults-2022", look={"repeat": False, "banners": True, "size": 10}),
                    "rows-over-page"),
        _office_pdf(Plan("office-unruled", "clean-2022", "123", look={**land, "lines": "none"})),
        _office_pdf(Plan("office-shaded", "columns-2024", "1236", look={**land, "lines": "none", "zebra": True})),
        _office_pdf(Plan("office-rules", "pages-2024", "245", look={"lines": "horizontal", "dark": True})),
        _office_pdf(Plan("office-nested", sections="135", look=land, change=with_nested)),
        _office_pdf(Plan("office-merged", "columns-2024", "146", look=land, change=with_second)),
        _office_pdf(Plan("office-tagged", "council-2022", "124", look={**land, "hyphenate": True, "justify": True}),
                    "tagged", UseTaggedPDF=True),
        _office_pdf(Plan("office-owner", "clean-2022", look={**land, "size": 8}), "owner-password",
                    RestrictPermissions=True, PermissionPassword="governance"),
        _office_pdf(Plan("office-draft", "faults-2024", "2345", look=land), "watermark", Watermark="DRAFT"),
        _office_pdf(Plan("office-wingdings", "columns-2024", "123", look=land, answers="plain", words=TICKS),
             "wingdings",
                    "ticks-one-column", answered=word.wingdings),
        _office_pdf(Plan("office-symbol", sections="24", look=land, answers="plain", words=TICKS, columns=TWO_MARKS),
                    "wingdings", answered=word.symbol_run),
        _office_pdf(Plan("office-boxes", sections="123", look=land, answers="plain", words=marks),
             "check-boxes-printed",
                    answered=word.check_boxes),
        _office_pdf(Plan("office-cards", "clean-2024", "1234", look={"shape": "cards", **AROUND}), "cards", "prose"),
        _office_pdf(Plan("office-two-up", "clean-2022", "12", look={"shape": "cards", "columns": 2}), "cards", "prose"),
        _office_pdf(Plan("office-extra", sections="124", look={**land, "size": 8}, columns=before, change=rag)),
        _office_pdf(Plan("office-big", "pages-2024", look={"paper": "a3", "tables": "one", "size": 8})),
        _office_pdf(Plan("office-long", "clean-2024", "12", look={**AROUND, "size": 11}, change=with_long),
                    "rows-over-page", "row-over-several-pages"),
        _office_pdf(Plan("office-crop", "clean-2022", "126", look=land), "cropbox", cropped=True),
        _office_pdf(Plan("office-blank", "clean-2022", look={"banners": True}, answers="blank"), "blank-form"),
    ]  # fmt: skip


# ── by browsers ──────────────────────────────────────────────────────────────────────────────────


def _printed(
    plan: Plan,
    *more: str,
    producer: str,
    body: Callable[[Sheet], str] | None = None,
    css: str = "",
    **options: Any,
) -> Entry:
    sheet = sheet_of(plan)

    def make(path: Path) -> None:
        page = web.page(sheet, (body or web.tables)(sheet), css=web.css(sheet) + css)
        if sheet.look.get("watermark"):
            page = page.replace("<main>", f'<div class="watermark">{sheet.look["watermark"]}</div><main>')
        (produce.chromium if producer == "Chromium" else produce.weasyprint)(page, path, **options)

    if body is None:
        ruled = "ruled-rectangles" if producer == "Chromium" else "ruled-strokes"
        kinds = {"boxes": ruled, "thick": ruled, "horizontal": "horizontal-rules", "none": "no-lines"}
        kind = kinds[sheet.look.get("lines", "boxes")]
        kind = "shading-only" if sheet.look.get("zebra") and kind == "no-lines" else kind
        more = (kind, "header-repeated" if sheet.look.get("repeat", True) else "header-once", *more)
    return Entry(plan.name, "pdf", producer, labels(sheet, *more), make, sheet)


def _browser() -> list[Entry]:
    def made(plan: Plan, *more: str, **options: Any) -> Entry:
        tags = ("tagged",) if options.get("tagged", True) else ()
        return _printed(plan, *more, *tags, producer="Chromium", **options)

    land = {"paper": "landscape"}
    after = (
        *official("hos-2024"),
        Column("extra:Target date", "Target date", 9),
        Column("extra:Lead officer", "Lead officer", 10),
    )
    dates = with_extra(Target_date=("–", "30 June 2026", ""), Lead_officer=("J. Osei", "P. Lister", "M. Quayle"))
    return [
        made(Plan("browser-dark", sections="123", look={**land, "dark": True})),
        made(Plan("browser-full", "columns-2024", look={**land, "size": 8, "dark": True}, words=WORDY), tagged=False),
        made(Plan("browser-zebra", "clean-2022", "124", look={"lines": "none", "zebra": True, "dark": True}),
             tagged=False),
        made(Plan("browser-unruled", "clean-2024", "25", look={**land, "lines": "none"}), tagged=False),
        made(Plan("browser-rules", "faults-2022", "134", look={"lines": "horizontal", "banners": True}), tagged=False),
        made(Plan("browser-justified", "clean-2024", "34", look={**land, "justify": True, "curly": True})),
        made(Plan("browser-once", "pages-2024", "36", look={"repeat": False, **AROUND}), "rows-over-page"),
        made(Plan("browser-long", "clean-2024", "13", look=AROUND, change=with_long), "rows-over-page",
             "row-over-several-pages", tagged=False),
        made(Plan("browser-ticks", "columns-2024", "124", look={**land, "font": "DejaVu Sans"}, answers="plain",
                  words=HEAVY), "ticks-one-column"),
        made(Plan("browser-two-marks", "clean-2024", "36", look={**land, "mark": "✔"}, answers="plain", words=HEAVY,
                  columns=TWO_MARKS), tagged=False),
        made(Plan("browser-merged", "clean-2024", "156", look=land, change=with_second), tagged=False),
        made(Plan("browser-nested", "pages-2024", "12", look=land, change=with_nested)),
        made(Plan("browser-turned", "columns-2024", "235", look={**land, "page_orientation": "rotate-left"}),
             "rotate-90",
             "drawn-sideways", tagged=False),
        made(Plan("browser-after", "clean-2024", "34", look={**land, "size": 8}, columns=after, change=dates)),
        made(Plan("browser-soft", "clean-2022", "36", look=land, change=soften), "soft-hyphens", "no-break-spaces"),
        made(Plan("browser-cards", "clean-2024", "24"), "cards", body=web.cards),
        made(Plan("browser-prose", "clean-2022", "123"), "prose", body=web.prose, tagged=False),
        made(Plan("browser-both", "columns-2024", "1237", look={"tables": "one"}, columns=BOTH)),
        made(Plan("browser-unnumbered", "clean-2024", "124", look=land, columns=UNNUMBERED, change=without_numbers)),
    ]  # fmt: skip


def _weasy() -> list[Entry]:
    def made(plan: Plan, *more: str, **options: Any) -> Entry:
        return _printed(plan, *more, producer="WeasyPrint", **options)

    land = {"paper": "landscape"}
    between = (
        *official("hos-2024")[:2],
        Column("extra:Change since last year", "Change since last year", 12),
        *official("hos-2024")[2:],
    )
    change = with_extra(Change_since_last_year=("None", "Wording updated", "No change"))
    return [
        made(Plan("weasy-full", "clean-2024", look={**land, "size": 7, "dark": True, **AROUND})),
        made(Plan("weasy-justified", "clean-2022", "12345", look={"justify": True, "curly": True, "banners": True})),
        made(Plan("weasy-rules", "columns-2024", "235", look={**land, "lines": "horizontal"})),
        made(Plan("weasy-zebra", "clean-2024", "145", look={**land, "lines": "none", "zebra": True})),
        made(Plan("weasy-unruled", "pages-2024", "27", look={"lines": "none", "dark": True})),
        made(Plan("weasy-tagged", "faults-2022", "", look={**land, "banners": True, "lines": "thick"}), "tagged",
             pdf_tags=True),
        made(Plan("weasy-group", "columns-2024", "156", look={**land, "group": True}), "form-xobject"),
        made(Plan("weasy-draft", "clean-2022", "126", look={"watermark": "DRAFT"}), "watermark"),
        made(Plan("weasy-fields", "clean-2024", "123", look=land, answers="plain"), "acroform-choice",
             body=lambda sheet: web.tables(sheet, marks=_fields("select")), css=_FIELDS, pdf_forms=True),
        made(Plan("weasy-boxes", "columns-2024", "12", look=land, answers="plain", columns=TWO_MARKS),
             "acroform-checkbox",
             body=lambda sheet: web.tables(sheet, marks=_fields("checkbox")), css=_FIELDS, pdf_forms=True),
        made(Plan("weasy-printed-boxes", "clean-2022", "126", look={**land, "font": "DejaVu Sans", "size": 8},
                  answers="plain", words={"yes": ("☒ Yes ☐ No",), "no": ("☐ Yes ☒ No",), "blank": ("☐ Yes ☐ No",)}),
             "check-boxes-printed"),
        made(Plan("weasy-typed", "pages-2024", "24", look=land), "acroform-text",
             body=lambda sheet: web.tables(sheet, marks=_fields("text")), css=_FIELDS, pdf_forms=True),
        made(Plan("weasy-two-up", "clean-2024", "23", look={"columns": 2, "size": 9}), "prose", body=web.prose),
        made(Plan("weasy-cards", "faults-2022", "1236", look=AROUND), "cards", body=web.cards),
        made(Plan("weasy-between", "clean-2024", "136", look={**land, "size": 8}, columns=between, change=change)),
        made(Plan("weasy-a3", "clean-2024", look={"paper": "a3", "tables": "one", "zebra": True, "repeat": False})),
        made(Plan("weasy-soft", "pages-2024", "13", look=land, change=soften), "soft-hyphens", "no-break-spaces"),
        made(Plan("weasy-group-answers", "clean-2022", "123", look=land,
                  change=with_members(("Fell", "Fell Care"), in_cell=True))),
    ]  # fmt: skip


_FIELDS = "input, select, textarea { appearance: auto; font-size: 9pt } select { width: 95% } input { width: 90% }"


def _fields(kind: str) -> Callable[[str], str]:
    """Answers as form fields of a page, each with a name of its own."""
    number = count(1)

    def field(text: str) -> str:
        name = f"comply{next(number)}"
        if kind == "select":
            options = "".join(
                f'<option value="{each}"{" selected" if text == each else ""}>{each}</option>'
                for each in ("", "Yes", "No", "Partial", "N/A")
            )
            return f'<select name="{name}">{options}</select>'
        if kind == "checkbox":
            return f'<input type="checkbox" name="{name}" style="width:10pt" {"checked" if text else ""}>'
        return f'<input type="text" name="{name}" value="{text}">'

    return field


def soften(rows: Sequence[Any]) -> tuple[Any, ...]:
    """Soft hyphens in long words and no-break spaces before figures, as content systems put them."""
    import pyphen

    hyphens = pyphen.Pyphen(lang="en_GB")

    def soften(text: str) -> str:
        if "](" in text or "http" in text:
            return text
        words = [
            hyphens.inserted(word, "\N{SOFT HYPHEN}") if word.isalpha() and len(word) > 7 else word
            for word in text.split(" ")
        ]
        made = ""
        for each in words:
            joint = "\N{NO-BREAK SPACE}" if each[:1].isdigit() and made[-1:].isalpha() else " "
            made += (joint if made else "") + each
        return made

    return tuple(
        replace(
            row, requirement=soften(row.requirement), evidence=soften(row.evidence), commentary=soften(row.commentary)
        )
        for row in rows
    )


# ── by Typst ─────────────────────────────────────────────────────────────────────────────────────


def _typst() -> list[Entry]:
    def made(plan: Plan, *more: str, before: str = "", after: str = "", tagged: bool = True) -> Entry:
        sheet = sheet_of(plan)

        def make(path: Path) -> None:
            produce.typst(typeset.source(sheet, before=before, after=after), path, tagged=tagged)

        look = sheet.look
        if look.get("shape") != "prose":
            kind = {"boxes": "ruled-strokes", "horizontal": "horizontal-rules", "none": "no-lines"}
            lines = kind[look.get("lines", "boxes")]
            lines = "shading-only" if look.get("zebra") and lines == "no-lines" else lines
            more = (lines, "header-repeated" if look.get("repeat", True) else "header-once", *more)
        told = labels(sheet, *more, *(["tagged"] if tagged else []), *([] if look.get("font") else ["ligatures"]))
        return Entry(plan.name, "pdf", "Typst", told, make, sheet)

    land = {"paper": "landscape"}
    return [
        made(Plan("typst-full", "clean-2022", look={**land, "dark": True, "banners": True}), tagged=False),
        made(Plan("typst-justified", "clean-2024", "136", look={"justify": True, "size": 8.5, "curly": True})),
        made(Plan("typst-rules", "clean-2022", "1246", look={"lines": "horizontal"})),
        made(Plan("typst-unruled", "columns-2024", look={**land, "lines": "none", "font": "Liberation Sans"}),
             tagged=False),
        made(Plan("typst-zebra", "faults-2022", "125", look={**land, "lines": "none", "zebra": True})),
        made(Plan("typst-a3", "faults-2024", "", look={"paper": "a3", "tables": "one", "dark": True,
             "repeat": False}), tagged=False),
        made(Plan("typst-small", "pages-2024", "1236", look={**land, "size": 7, "watermark": "FINAL DRAFT"}),
             "watermark"),
        made(Plan("typst-two-up", "clean-2024", "24", look={"shape": "prose", "columns": 2, **AROUND}), "prose"),
        made(Plan("typst-blank", "clean-2024", look={**land, "tables": "one"}, answers="blank"), "blank-form",
             tagged=False),
        made(Plan("typst-merged", "clean-2022", "123", look=land, change=with_second)),
        made(Plan("typst-nested", "columns-2024", "17", look=land, change=with_nested)),
        made(Plan("typst-long", "clean-2022", "12", look=AROUND, change=with_long_evidence), "rows-over-page",
             "row-over-several-pages"),
        made(Plan("typst-report", "clean-2024", "1234", look={**AROUND, "size": 8.5, "font": "Liberation Sans"}),
             "in-long-report",
             before=_typst_report(1), after=_typst_report(2), tagged=False),
    ]  # fmt: skip


def _typst_report(part: int) -> str:
    from scripts.zoo.report import chapters

    made = []
    for title, paragraphs, table in chapters(part, 15):
        lines = ", ".join(f"[{typeset.escaped(text)}]" for line in table for text in line)
        made += [f"\n= {typeset.escaped(title)}\n", *(f"\n{typeset.escaped(text)}\n" for text in paragraphs)]
        made += [f"#table(columns: {len(table[0])}, {lines})", "#pagebreak()"]
    return "\n".join(made)
