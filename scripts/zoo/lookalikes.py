"""Documents that a careless reader would take for a self-assessment: they are to be refused."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from scripts.fixtures import source
from scripts.fixtures.word import save
from scripts.zoo import produce, typeset
from scripts.zoo.content import ZOO, spoken
from scripts.zoo.entries import Entry

Block = tuple[str, Any]  # ("h", heading) | ("p", paragraph) | ("t", rows with the heading row first)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of headings, paragraphs and tables."""

    title: str
    blocks: tuple[Block, ...]


def entries() -> list[Entry]:
    made = []
    for kind, forms in (
        ("the-code", ("typst", "txt", "docx")),
        ("policy", ("docx", "chromium")),
        ("annual-report", ("office", "html")),
        ("narrative-summary", ("html", "docx")),
        ("scottish-form", ("weasyprint", "docx", "txt")),
        ("lgsco-form", ("html", "office", "typst")),
    ):
        for form in forms:
            made.append(_entry(kind, form))
    return made


_PRODUCERS = {
    "typst": ("pdf", "Typst"), "chromium": ("pdf", "Chromium"), "office": ("pdf", "LibreOffice"),
    "weasyprint": ("pdf", "WeasyPrint"), "docx": ("docx", "python-docx"), "html": ("html", "hand-written page"),
    "txt": ("text", "own writer"),
}  # fmt: skip


def _entry(kind: str, form: str) -> Entry:
    kind_of_file, producer = _PRODUCERS[form]

    def make(path: Path) -> None:
        _WRITERS[form](_PAPERS[kind](), path)

    return Entry(f"other-{kind}-{form}", kind_of_file, producer, (kind,), make, None, refused="not-a-form")


# ── what they say ────────────────────────────────────────────────────────────────────────────────


@cache
def _texts() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ZOO / "src" / "lookalikes.yaml").read_text(encoding="utf-8"))
    return found


def _policy() -> Paper:
    said = _texts()["policy"]
    blocks: list[Block] = []
    for number, (heading, lines) in enumerate(said["parts"], 1):
        blocks.append(("h", f"{number}. {heading}"))
        blocks += [("p", f"{number}.{step} {text}") for step, text in enumerate(lines, 1)]
    return Paper(said["title"], (*blocks, ("h", "Who answers"), ("t", said["table"])))


def _report() -> Paper:
    said = _texts()["report"]
    blocks: list[Block] = [("p", text) for text in said["text"]]
    for heading, table in said["tables"]:
        blocks += [("h", heading), ("t", table)]
    return Paper(said["title"], tuple(blocks))


def _narrative() -> Paper:
    said = _texts()["narrative"]
    return Paper(said["title"], tuple(("p", text) for text in said["text"]))


def _scottish() -> Paper:
    said = _texts()["scottish"]
    return Paper(
        said["title"], (("p", "Assessed by the Head of Customer Care."), ("t", [said["heads"], *said["rows"]]))
    )


def _code() -> Paper:
    """The Code of 2024 by itself: every requirement, no answer."""
    blocks: list[Block] = [("p", "The provisions of the Code, as landlords have to follow them.")]
    section = ""
    for number, requirement in source.rulebook("hos-2024").items():
        if requirement.section != section:
            section = requirement.section
            blocks.append(("h", f"{section}. {requirement.title}"))
        blocks.append(("p", f"{number} {spoken(requirement.text)}"))
    return Paper("The Complaint Handling Code", tuple(blocks))


def _lgsco() -> Paper:
    """A form of the other ombudsman's Code: near the same wording, other numbers, advisory, organisations."""
    rows = [["Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation"]]
    section, item = "", 0
    for requirement in source.rulebook("hos-2024").values():
        section, item = (section, item + 1) if requirement.section == section else (requirement.section, 1)
        text = spoken(requirement.text)
        for old, new in (
            (r"\bmust\b", "should"), (r"\blandlord's\b", "organisation's"), (r"\b[Ll]andlords\b", "organisations"),
            (r"\blandlord\b", "organisation"), (r"\bresident or group of residents\b", "individual or group"),
            (r"\bresidents\b", "individuals"), (r"\bresident\b", "individual"),
            ("Housing Ombudsman Service", "Ombudsman"), ("Housing Ombudsman", "Ombudsman"),
        ):  # fmt: skip
            text = re.sub(old, new, text)
        if int(section) <= 6 and item != 4:  # it has no counterpart of every provision
            rows.append([f"{section}.{item}", text[0].upper() + text[1:], "Yes", "Corporate complaints policy", ""])
    title = "Local Government and Social Care Ombudsman: Complaint Handling Code self-assessment"
    return Paper(title, (("p", "Completed by the Corporate Feedback Team for all council services."), ("t", rows)))


_PAPERS: dict[str, Callable[[], Paper]] = {
    "the-code": _code,
    "policy": _policy,
    "annual-report": _report,
    "narrative-summary": _narrative,
    "scottish-form": _scottish,
    "lgsco-form": _lgsco,
}


# ── how they are written ─────────────────────────────────────────────────────────────────────────


def _html(paper: Paper) -> str:
    parts = [f"<h1>{escape(paper.title)}</h1>"]
    for kind, what in paper.blocks:
        if kind == "t":
            head, *rows = what
            top = "".join(f"<th>{escape(text)}</th>" for text in head)
            body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>\n" for row in rows)
            parts.append(f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")
        else:
            tag = {"h": "h2", "p": "p"}[kind]
            parts.append(f"<{tag}>{escape(what)}</{tag}>")
    style = "table{border-collapse:collapse}td,th{border:1px solid #777;padding:3pt;vertical-align:top}"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(paper.title)}</title>'
        f"<style>body{{font-family:'Liberation Sans'}}{style}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _web(paper: Paper, path: Path) -> None:
    path.write_text(_html(paper), encoding="utf-8", newline="\n")


def _docx(paper: Paper, path: Path) -> None:
    from docx import Document

    document: Any = Document()
    document.add_heading(paper.title, 1)
    for kind, what in paper.blocks:
        if kind == "t":
            table = document.add_table(rows=0, cols=len(what[0]), style="Table Grid")
            for row in what:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif kind == "h":
            document.add_heading(what, 2)
        else:
            document.add_paragraph(what)
    save(document, path, "Invented Homes")


def _office(paper: Paper, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "paper.docx"
        _docx(paper, document)
        produce.libreoffice(document, path)


def _typst(paper: Paper, path: Path) -> None:
    lines = ['#set page(paper: "a4", margin: 18mm)', '#set text(font: "Liberation Sans", size: 9pt, lang: "en")']
    lines += ["#set smartquote(enabled: false)", f"= {typeset.escaped(paper.title)}"]
    for kind, what in paper.blocks:
        if kind == "t":
            cells = ", ".join(f"[{typeset.escaped(text)}]" for row in what for text in row)
            lines.append(f"#table(columns: {len(what[0])}, {cells})")
        else:
            lines.append(f"\n{'== ' if kind == 'h' else ''}{typeset.escaped(what)}\n")
    produce.typst("\n".join(lines), path, tagged=False)


def _text(paper: Paper, path: Path) -> None:
    lines = [paper.title, ""]
    for kind, what in paper.blocks:
        lines += ["\t".join(row) for row in what] if kind == "t" else [what, ""]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


_WRITERS: dict[str, Callable[[Paper, Path], None]] = {
    "html": _web,
    "chromium": lambda paper, path: produce.chromium(_html(paper), path),
    "weasyprint": lambda paper, path: produce.weasyprint(_html(paper), path),
    "docx": _docx,
    "office": _office,
    "typst": _typst,
    "txt": _text,
}
