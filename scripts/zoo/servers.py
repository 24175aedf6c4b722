"""The PDF documents of the zoo that programs draw by themselves: report servers, form builders, drawing programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.zoo import pens, platypus
from scripts.zoo.entries import Entry, Plan, labels, sheet_of, with_extra, with_long, with_members, without_numbers
from scripts.zoo.pdfs import AROUND, HEAVY, TICKS, TWO_MARKS, UNNUMBERED
from scripts.zoo.sheet import Column, official


def entries() -> list[Entry]:
    return [*_reports(), *_drawn()]


# ── by ReportLab's tables ────────────────────────────────────────────────────────────────────────


def _reports() -> list[Entry]:
    def made(plan: Plan, *more: str, **options: Any) -> Entry:
        sheet = sheet_of(plan)
        look = sheet.look
        if look.get("shape") != "prose":
            kind = {"boxes": "ruled-strokes", "horizontal": "horizontal-rules", "none": "no-lines"}
            lines = kind[look.get("lines", "boxes")]
            lines = "shading-only" if look.get("zebra") and lines == "no-lines" else lines
            more = (lines, "header-repeated" if look.get("repeat", True) else "header-once", *more)

        def make(path: Path) -> None:
            given = {key: value() if key in {"before", "after"} else value for key, value in options.items()}
            platypus.write(sheet, path, **given)

        return Entry(plan.name, "pdf", "ReportLab", labels(sheet, *more), make, sheet)

    land = {"paper": "landscape"}
    return [
        made(Plan("server-full", "clean-2022", look={**land, "font": "Carlito", **AROUND})),
        made(Plan("server-choices", "columns-2024", "123", look=land), "acroform-choice", answered=platypus.choices),
        made(Plan("server-typed", "clean-2022", "23", look=land), "acroform-text", answered=platypus.text_fields),
        made(Plan("server-boxes", "clean-2024", "14", look=land, answers="plain", columns=TWO_MARKS),
             "acroform-checkbox",
             answered=platypus.boxes),
        made(Plan("server-dingbats", "columns-2024", "136", look={**land, "dark": True}, answers="plain", words=HEAVY),
             "ticks-one-column", answered=platypus.dingbats),
        made(Plan("server-zebra", "clean-2024", "", look={**land, "lines": "none", "zebra": True, "size": 8})),
        made(Plan("server-unruled", "faults-2022", "13", look={"lines": "none", "repeat": False})),
        made(Plan("server-small", "columns-2024", "", look={"size": 6.5, "font": "DejaVu Sans", "tables": "one"})),
        made(Plan("server-long", "pages-2024", "12", look=AROUND, change=with_long), "rows-over-page",
             "row-over-several-pages"),
        made(Plan("server-prose", "clean-2024", "345", look={"shape": "prose", "font": "Liberation Serif"}), "prose"),
        made(Plan("server-owner", "columns-2024", "24", look=land), "owner-password", encrypt=_owner_lock()),
        made(Plan("server-report", "clean-2022", "124", look={**AROUND}), "in-long-report",
             before=lambda: _report_flowables(1), after=lambda: _report_flowables(2)),
        made(Plan("server-both", "clean-2022", "1237", look=land, columns=(
            Column("both", "Code section and requirement", 42), Column("answer", "Met?", 9),
            Column("evidence", "Evidence, commentary and explanations", 49)), words={
                "yes": ("Met",), "no": ("Not met",), "partial": ("Partly",), "not_applicable": ("Not applicable",)})),
        made(Plan("server-before", "clean-2022", "124", look=land, change=with_extra(Status=("Open", "Closed",
             "Closed")),
                  columns=(Column("extra:Status", "Status", 8), *official("hos-2022")))),
        made(Plan("server-unnumbered", "clean-2022", "1236", look=land, columns=UNNUMBERED, change=without_numbers)),
        made(Plan("server-members", "clean-2024", "123", look=land, columns=(
            *official("hos-2024")[:2], Column("member:0", "Comply: Colbeck Homes", 9), Column("member:1",
                 "Comply: Colbeck Care", 9),
            *official("hos-2024")[3:]), change=with_members(("Colbeck Homes", "Colbeck Care"), in_cell=False))),
    ]  # fmt: skip


def _owner_lock() -> Any:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return StandardEncryption("", ownerPassword="governance", canPrint=1, canModify=0, canCopy=0, strength=128)


def _report_flowables(part: int) -> list[Any]:
    from scripts.zoo.report import flowables

    return flowables(part, 16)


# ── word by word ─────────────────────────────────────────────────────────────────────────────────


def _drawn() -> list[Entry]:
    def made(plan: Plan, *more: str, fpdf: bool = False, **options: Any) -> Entry:
        sheet = sheet_of(plan)
        kinds = {"strokes": "ruled-strokes", "rects": "ruled-rectangles", "horizontal": "horizontal-rules"}
        kind = {**kinds, "none": "no-lines"}[sheet.look.get("lines", "strokes")]
        kind = "shading-only" if sheet.look.get("zebra") and kind == "no-lines" else kind
        repeat = sheet.look.get("repeat", True)
        head = "header-repeated" if repeat is True else "header-before-split-row" if repeat else "header-once"

        def make(path: Path) -> None:
            (pens.by_fpdf if fpdf else pens.by_reportlab)(sheet, path, **options)

        producer = "fpdf2" if fpdf else "ReportLab canvas"
        return Entry(plan.name, "pdf", producer, labels(sheet, kind, head, *more), make, sheet)

    land = {"paper": "landscape"}
    other = {**land, "font": "Carlito", "size": 9}
    return [
        made(Plan("canvas-twice", "clean-2024", "123", look={**land, "trick": "twice", "dark": True})),
        made(Plan("fpdf-twice", "clean-2022", "126", look={**other, "trick": "twice", "lines": "rects"}), fpdf=True),
        made(Plan("canvas-letters", "columns-2024", "12", look={**land, "trick": "chars"})),
        made(Plan("fpdf-letters", "clean-2022", "3", look={**other, "trick": "chars", "lines": "none"}), fpdf=True),
        made(Plan("canvas-order", "clean-2022", "1236", look={**land, "trick": "shuffled", "lines": "rects"})),
        made(Plan("fpdf-order", "columns-2024", "25", look={**other, "trick": "shuffled", "dark": True}), fpdf=True),
        made(Plan("canvas-hidden", "clean-2024", "24", look={**land, "trick": "hidden"})),
        made(Plan("fpdf-hidden", "faults-2022", "123", look={**other, "trick": "hidden"}), fpdf=True),
        made(Plan("canvas-form", "pages-2024", "123", look={**land, "trick": "xobject", "lines": "rects", **AROUND})),
        made(Plan("canvas-turned", "clean-2022", "125", look={**land, "trick": "rotate", "dark": True})),
        made(Plan("canvas-sideways", "columns-2024", "123", look={**land, "trick": "sideways"})),
        made(Plan("fpdf-sideways", "clean-2022", "36", look={**other, "trick": "sideways"}), fpdf=True),
        made(Plan("canvas-crop", "clean-2024", "134", look={**land, "trick": "crop"})),
        made(Plan("canvas-ticks", "columns-2024", "126", look={**land, "trick": "vectors"}, answers="plain",
                  words=TICKS), "ticks-one-column"),
        made(Plan("fpdf-marks", "clean-2024", "12", look={**other, "trick": "vectors"}, answers="plain", words=TICKS,
                  columns=TWO_MARKS), fpdf=True),
        made(Plan("canvas-split", "pages-2024", "1234", look={"repeat": "split", "size": 10}), "rows-over-page"),
        made(Plan("fpdf-split", "clean-2022", "1246", look={**other, "repeat": "split", "lines": "rects"}),
             "rows-over-page", fpdf=True),
        made(Plan("fpdf-owner", "columns-2024", "", look={**other, "size": 8}), "owner-password", fpdf=True,
             owner_password="governance"),
        made(Plan("fpdf-zebra", "clean-2024", "36", look={**other, "lines": "none", "zebra": True}), fpdf=True),
        made(Plan("canvas-rules", "faults-2022", "1346", look={**land, "lines": "horizontal", "banners": True})),
        made(Plan("fpdf-small", "clean-2024", "", look={"size": 6.5, "font": "Liberation Serif", "lines": "rects"}),
             fpdf=True),
    ]  # fmt: skip
