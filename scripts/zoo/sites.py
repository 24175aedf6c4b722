"""Zoo documents in the markup of content management systems and page builders: labels beside or over values, summary
lists, rows of nested divs."""

from __future__ import annotations

from html import escape

from scripts.zoo.content import ZooRow
from scripts.zoo.entries import Entry, Plan
from scripts.zoo.others import CMS, html_page
from scripts.zoo.sheet import Column, Sheet
from scripts.zoo.web import cell, content, paragraph_or_list


def _fields(sheet: Sheet, row: ZooRow, *roles: str) -> list[tuple[str, str]]:
    """(label, HTML) of a row's columns of these roles; all but the number's where none is named."""
    wanted = [each for each in sheet.columns if (each.role in roles if roles else each.role != "number")]
    return [(escape(each.heading), content(sheet, row, each, None)) for each in wanted]


def _number(sheet: Sheet, row: ZooRow) -> str:
    label = next(column.heading for column in sheet.columns if column.role == "number")
    return f"{escape(label)} {row.printed}"


def upright(sheet: Sheet) -> str:
    """A table a provision, labels in the first column."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<h2>{escape(above)}</h2>")
        for row in items:
            if isinstance(row, ZooRow):
                lines = "\n".join(
                    f"<tr><th scope='row'>{name}</th><td>{text}</td></tr>" for name, text in _fields(sheet, row)
                )
                parts.append(f"<table><caption>{_number(sheet, row)}</caption>\n{lines}\n</table>")
    return "\n".join(parts)


def spanned(sheet: Sheet) -> str:
    """One table: the requirement spans the rows of its labelled values."""
    parts = ["<table>"]
    for _, items in sheet.groups():
        for row in items:
            if isinstance(row, ZooRow):
                fields = _fields(sheet, row, "answer", "evidence", "commentary")
                first = f"<td rowspan='{len(fields)}'>{row.printed} {cell(row.requirement)}</td>"
                for name, text in fields:
                    parts.append(f"<tr>{first}<td><b>{name}</b></td><td>{text}</td></tr>")
                    first = ""
    return "\n".join([*parts, "</table>"])


def under_labels(sheet: Sheet) -> str:
    """A heading and the requirement a provision, and a small table with the answer and the evidence under labels."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<h2>{escape(above)}</h2>")
        for row in items:
            if isinstance(row, ZooRow):
                fields = _fields(sheet, row, "answer", "evidence", "commentary")
                heads = "".join(f"<th>{name}</th>" for name, _ in fields)
                cells = "".join(f"<td>{text}</td>" for _, text in fields)
                parts.append(f"<h3>{row.printed}</h3>\n{paragraph_or_list(row.requirement)}")
                parts.append(f"<table><tr>{heads}</tr>\n<tr>{cells}</tr></table>")
    return "\n".join(parts)


def summary_list(sheet: Sheet) -> str:
    """A summary list a provision, its pairs in divs; what is empty is left out."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<h2>{escape(above)}</h2>")
        for row in items:
            if isinstance(row, ZooRow):
                pairs = "\n".join(
                    f"<div class='summary__row'><dt class='summary__key'>{name}</dt>\n"
                    f"<dd class='summary__value'>{text}</dd></div>"
                    for name, text in _fields(sheet, row)
                    if text or "ompl" in name
                )
                parts.append(f"<h3>{_number(sheet, row)}</h3>\n<dl class='summary'>{pairs}</dl>")
    return "\n".join(parts)


def builder_rows(sheet: Sheet) -> str:
    """Rows of a page builder: each cell deep inside divs, the headings' row like the others."""
    wrap = "<div class='column'><div class='wrap'><div class='widget'>{}</div></div></div>"
    parts = []
    for above, items in sheet.groups():
        parts.append(
            f"<section class='part'><div class='inside'>{wrap.format(f'<h2>{escape(above)}</h2>')}</div></section>"
        )
        heads = [f"<p><strong>{escape(column.heading)}</strong></p>" for column in sheet.columns]
        rows = [
            [content(sheet, row, column, None) for column in sheet.columns] for row in items if isinstance(row, ZooRow)
        ]
        for cells in [heads, *rows]:
            inside = "\n".join(wrap.format(text) for text in cells)
            parts.append(f"<section class='part inner'><div class='inside'>{inside}</div></section>")
    return "\n".join(parts)


def repeated_labels(sheet: Sheet) -> str:
    """A table that shows its headings in every cell on narrow screens."""
    parts = []
    for above, items in sheet.groups():
        heads = "".join(f"<th>{escape(column.heading.upper())}</th>" for column in sheet.columns)
        parts.append(f"<h2>{escape(above)}</h2>\n<table><thead><tr>{heads}</tr></thead><tbody>")
        for row in items:
            if isinstance(row, ZooRow):
                cells = (
                    f"<td><span class='narrow-only'>{escape(column.heading)}: </span>"
                    f"{content(sheet, row, column, None)}</td>"
                    for column in sheet.columns
                )
                parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</tbody></table>")
    return "\n".join(parts)


_ANSWERED = (
    Column("number", "Provision", 8),
    Column("requirement", "Requirement", 40),
    Column("answer", "Do we comply?", 10),
    Column("evidence", "Evidence", 22),
    Column("commentary", "Further comments", 20),
)


def entries() -> list[Entry]:
    """Two documents of each, so that each layout is in both halves."""
    return [
        html_page(Plan("cms-upright", "clean-2024", "1235"), "upright-table", body=upright, chrome=True, producer=CMS),
        html_page(Plan("cms-upright-two", "columns-2024", "467", columns=_ANSWERED), "upright-table", body=upright),
        html_page(Plan("cms-spanned", "faults-2024", "136"), "upright-table", body=spanned, producer=CMS),
        html_page(Plan("cms-spanned-two", "clean-2022", "245"), "upright-table", body=spanned),
        html_page(Plan("cms-under", "pages-2024", "2356", columns=_ANSWERED), "values-under-labels", body=under_labels),
        html_page(Plan("cms-under-two", "columns-2024", "169"), "values-under-labels", body=under_labels, chrome=True,
                  producer=CMS),
        html_page(Plan("cms-summary", "columns-2024", "156", columns=_ANSWERED), "definition-list", "summary-list",
                  body=summary_list, chrome=True, producer=CMS),
        html_page(Plan("cms-summary-two", "clean-2024", "2478"), "definition-list", "summary-list", body=summary_list),
        html_page(Plan("cms-builder", "pages-2024", "1267"), "builder-rows", body=builder_rows, chrome=True,
                  producer=CMS),
        html_page(Plan("cms-builder-two", "clean-2022", "1346"), "builder-rows", body=builder_rows),
        html_page(Plan("cms-narrow", "clean-2024", "3579"), "repeated-labels", body=repeated_labels, producer=CMS),
        html_page(Plan("cms-narrow-two", "columns-2024", "126"), "repeated-labels", body=repeated_labels),
    ]  # fmt: skip
