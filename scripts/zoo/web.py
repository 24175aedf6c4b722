"""Zoo documents as web pages: tables, cards, lists, accordions and grids, and the style sheets for printing them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby

from scripts.fixtures.source import Block, blocks, runs
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Column, Sheet

_PAPER = {"portrait": "A4 portrait", "landscape": "A4 landscape", "a3": "A3 landscape", "a3-portrait": "A3 portrait"}


def page(sheet: Sheet, body: str, *, css: str = "", chrome: bool = False, head: str = "") -> str:
    """A whole page around `body`; `chrome` adds what stands around the text on a landlord's site."""
    name = escape(sheet.landlord.name)
    top = _CHROME_TOP.format(name=name) if chrome else ""
    bottom = _CHROME_BOTTOM.format(name=name, web=sheet.landlord.web) if chrome else ""
    intro = "\n".join(paragraph(line) for line in sheet.preamble)
    outro = "\n".join(paragraph(line) for line in sheet.closing)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="{sheet.look.get("charset", "utf-8")}">
<title>{escape(sheet.title)}</title>
{head}<style>{css}</style>
</head>
<body>
{top}<main>
<h1>{escape(sheet.title)}</h1>
{intro}
{body}
<h2>Review</h2>
{outro}
</main>
{bottom}</body>
</html>
"""


_CHROME_TOP = """<div class="cookie-banner" role="dialog" aria-label="Cookies">
<p>We use cookies. Are you happy with that?</p>
<table><tr><th>Cookie</th><th>Needed</th><th>Why</th></tr>
<tr><td>session</td><td>Yes</td><td>Keeps you signed in</td></tr>
<tr><td>_stats</td><td>No</td><td>Counts visits</td></tr></table><button>Yes</button> <button>No</button></div>
<header><a class="skip" href="#main">Skip to content</a><strong>{name}</strong>
<nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/repairs">Repairs</a></li>
<li><a href="/complaints">Complaints</a></li></ul></nav></header>
"""
_CHROME_BOTTOM = """<aside><h2>Was this page helpful?</h2><p><a href="/yes">Yes</a> <a href="/no">No</a></p></aside>
<footer><p>© {name}. <a href="https://www.{web}/privacy">Privacy</a></p></footer>
"""


# ── cells ────────────────────────────────────────────────────────────────────────────────────────


def cell(text: str) -> str:
    """A cell's markup as HTML."""
    parts: list[str] = []
    found = blocks(text)
    if len(found) == 1 and not found[0].marker:
        return _inline(found[0])
    for kind, group in runs(found):
        if kind == "":
            parts += [f"<p>{_inline(block)}</p>" for block in group]
        else:
            start, end = ("<ul>", "</ul>") if kind == "-" else ('<ol type="a">', "</ol>")
            parts.append(start + "".join(f"<li>{_inline(block)}</li>" for block in group) + end)
    return "".join(parts)


def paragraph(text: str) -> str:
    return "".join(f"<p>{_inline(block)}</p>" for block in blocks(text))


def _inline(block: Block) -> str:
    parts = []
    for (bold, italic, href), group in groupby(block.spans, key=lambda span: (span.bold, span.italic, span.href)):
        text = escape("".join(span.text for span in group), quote=False)
        text = text.replace("\N{NO-BREAK SPACE}", "&nbsp;").replace("\N{SOFT HYPHEN}", "&shy;")
        if href:
            text = f'<a href="{escape(href)}">{text}</a>'
        parts.append(f"<strong>{text}</strong>" if bold else f"<em>{text}</em>" if italic else text)
    return "".join(parts)


def _evidence(row: ZooRow) -> str:
    if not row.nested:
        return cell(row.evidence)
    lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in line) + "</tr>" for line in row.nested)
    return paragraph_or_list(row.evidence) + f'<table class="small">{lines}</table>'


def paragraph_or_list(text: str) -> str:
    inner = cell(text)
    return inner if inner.startswith("<p>") or not inner else f"<p>{inner}</p>"


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


def tables(sheet: Sheet, *, marks: Callable[[str], str] | None = None) -> str:
    """The form as tables. `marks` turns a printed answer into markup of its own (an image, a form field)."""
    parts = []
    for above, items in sheet.groups():
        if above:
            parts.append(f"<h2>{escape(above)}</h2>")
        columns = sheet.columns
        total = sum(column.share for column in columns)
        cols = "".join(f'<col style="width:{100 * column.share / total:.1f}%">' for column in columns)
        tag = sheet.look.get("head_tag", "th")
        heading = "".join(f"<{tag}>{escape(column.heading)}</{tag}>" for column in columns)
        heading = f'<tr class="head">{heading}</tr>'
        repeat = sheet.look.get("repeat", True)
        start = f"<thead>{heading}</thead><tbody>" if repeat else f"<tbody>{heading}"
        body = "\n".join(_row(sheet, item, marks) for item in items)
        parts.append(f"<table class='form'><colgroup>{cols}</colgroup>{start}\n{body}\n</tbody></table>")
    return "\n".join(parts)


def _row(sheet: Sheet, item: ZooRow | str, marks: Callable[[str], str] | None) -> str:
    if isinstance(item, str):
        return f'<tr class="banner"><td colspan="{len(sheet.columns)}">{escape(item)}</td></tr>'
    span = ' rowspan="2"' if item.second else ""
    cells = []
    for column in sheet.columns:
        inner = content(sheet, item, column, marks)
        cells.append(f"<td{'' if column.role == 'evidence' else span}>{inner}</td>")
    row = "<tr>" + "".join(cells) + "</tr>"
    return row + (f"\n<tr><td>{cell(item.second)}</td></tr>" if item.second else "")


def content(sheet: Sheet, row: ZooRow, column: Column, marks: Callable[[str], str] | None) -> str:
    """What stands in a cell, as HTML."""
    if column.role == "evidence":
        return _evidence(row)
    if marks and column.role in {"answer", "yes", "no"}:
        return marks(sheet.cell(row, column))
    return cell(sheet.cell(row, column))


# ── pages without a table ────────────────────────────────────────────────────────────────────────


def _label(sheet: Sheet, role: str) -> str:
    return next((escape(column.heading) for column in sheet.columns if column.role == role), "")


def _sections(sheet: Sheet, one: Callable[[Sheet, ZooRow], str], *, around: str = "{}") -> str:
    parts = []
    for above, items in sheet.groups():
        if above:
            parts.append(f"<h2>{escape(above)}</h2>")
        group = [one(sheet, item) if isinstance(item, ZooRow) else f"<h3>{escape(item)}</h3>" for item in items]
        parts.append(around.format("\n".join(group)))
    return "\n".join(parts)


def _pairs(sheet: Sheet, row: ZooRow) -> list[tuple[str, str]]:
    """(label, HTML) of every column but the number's."""
    return [
        (escape(column.heading), content(sheet, row, column, None))
        for column in sheet.columns
        if column.role not in {"number", "both"}
    ]


def cards(sheet: Sheet) -> str:
    """A div a provision: its number as a heading, label and value as divs."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        body = "".join(
            f'<div class="field"><div class="label">{label}</div><div class="value">{text}</div></div>'
            for label, text in _pairs(sheet, row)
        )
        number = f"{_label(sheet, 'number')} {row.printed}"
        return f'<div class="card"><div class="card-head">{number}</div>{body}</div>'

    return _sections(sheet, one, around='<div class="cards">{}</div>')


def definitions(sheet: Sheet) -> str:
    """A heading and a definition list a provision."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        body = "".join(f"<dt>{label}</dt><dd>{text}</dd>\n" for label, text in _pairs(sheet, row))
        return f"<h3>{_label(sheet, 'number')} {row.printed}</h3>\n<dl>{body}</dl>"

    return _sections(sheet, one)


def definitions_one(sheet: Sheet) -> str:
    """One definition list a section: the requirement is the term, the landlord's words are the descriptions."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        term = f"{row.printed} {cell(row.requirement)}"
        answer = f"<dd><strong>{_label(sheet, 'answer')}</strong> {cell(row.answer_text)}</dd>"
        rest = [("evidence", _evidence(row)), ("commentary", cell(row.commentary))]
        said = "".join(
            f"<dd><strong>{_label(sheet, role)}</strong> {text}</dd>" for role, text in rest if _label(sheet, role)
        )
        return f"<dt>{term}</dt>\n{answer}{said}"

    return _sections(sheet, one, around="<dl>{}</dl>")


def accordion(sheet: Sheet) -> str:
    """A closed `details` a provision, labels in bold inside."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        body = "".join(f"<p><strong>{label}:</strong></p><div>{text}</div>" for label, text in _pairs(sheet, row))
        return f"<details><summary>{_label(sheet, 'number')} {row.printed}</summary>{body}</details>"

    return _sections(sheet, one)


def accordion_sections(sheet: Sheet) -> str:
    """A button and a hidden panel a section, with a table in it."""
    parts = []
    for index, (above, items) in enumerate(sheet.groups()):
        heading = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in sheet.columns)
        body = "\n".join(_row(sheet, item, None) for item in items)
        parts.append(
            f'<div class="accordion-item"><h2><button aria-expanded="false" aria-controls="panel-{index}">'
            f'{escape(above)}</button></h2>\n<div id="panel-{index}" class="panel" hidden="hidden" '
            f'style="display:none"><table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table></div></div>'
        )
    return "\n".join(parts)


def grid(sheet: Sheet) -> str:
    """A table of divs with the roles of a grid."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<h2>{escape(above)}</h2>" if above else "")
        head = "".join(f'<div role="columnheader">{escape(column.heading)}</div>' for column in sheet.columns)
        lines = [f'<div role="row" class="head">{head}</div>']
        for item in items:
            if isinstance(item, str):
                lines.append(f'<div role="row"><div role="cell" aria-colspan="{len(sheet.columns)}">{item}</div></div>')
                continue
            cells = "".join(f'<div role="cell">{content(sheet, item, column, None)}</div>' for column in sheet.columns)
            lines.append(f'<div role="row">{cells}</div>')
        parts.append('<div role="table" class="grid">' + "\n".join(lines) + "</div>")
    return "\n".join(parts)


def plain_grid(sheet: Sheet) -> str:
    """The same without any role: only classes tell rows and cells."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<h2>{escape(above)}</h2>" if above else "")
        head = "".join(f'<div class="col">{escape(column.heading)}</div>' for column in sheet.columns)
        lines = [f'<div class="row head">{head}</div>']
        for item in items:
            if isinstance(item, ZooRow):
                cells = (f'<div class="col">{content(sheet, item, column, None)}</div>' for column in sheet.columns)
                lines.append(f'<div class="row">{"".join(cells)}</div>')
        parts.append('<div class="grid">' + "\n".join(lines) + "</div>")
    return "\n".join(parts)


def prose(sheet: Sheet) -> str:
    """A heading and paragraphs a provision, each paragraph with its label in bold and a colon."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        body = "".join(
            f"<p><strong>{label}:</strong> {text}</p>" if not text.startswith("<") else f"<p><b>{label}:</b></p>{text}"
            for label, text in _pairs(sheet, row)
        )
        return f"<h3>{_label(sheet, 'number')} {row.printed}</h3>{body}"

    return _sections(sheet, one)


def stacked(sheet: Sheet) -> str:
    """A paragraph a cell, without labels, as a site builder leaves them after pasting a table."""

    def one(sheet: Sheet, row: ZooRow) -> str:
        return "".join(f"<p>{text}</p>" for column in sheet.columns if (text := content(sheet, row, column, None)))

    return _sections(sheet, one)


def word_filtered(sheet: Sheet) -> str:
    """Tables in the manner of a word processor's web export: fonts, spans, a paragraph in every cell."""
    parts = []
    for above, items in sheet.groups():
        parts.append(f"<p class=MsoNormal><b><span style='font-size:14.0pt'>{escape(above)}</span></b></p>")
        rows = ["<tr>" + "".join(_mso(f"<b>{escape(column.heading)}</b>") for column in sheet.columns) + "</tr>"]
        for item in items:
            if isinstance(item, str):
                rows.append(
                    f"<tr><td colspan={len(sheet.columns)}><p class=MsoNormal><b>{escape(item)}</b></p></td></tr>"
                )
                continue
            cells = []
            for column in sheet.columns:
                paragraphs = [_inline(block) for block in blocks(sheet.cell(item, column))] or ["&nbsp;"]
                cells.append("<td valign=top>" + "".join(_mso_p(text) for text in paragraphs) + "</td>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        parts.append("<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>" + "\n".join(rows) + "</table>")
    return "\n".join(parts)


def _mso(text: str) -> str:
    return f"<td valign=top style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'>{_mso_p(text)}</td>"


def _mso_p(text: str) -> str:
    look = 'font-size:10.0pt;font-family:"Arial",sans-serif'
    return f"<p class=MsoNormal><span lang=EN-GB style='{look}'>{text}</span></p>"


# ── style sheets ─────────────────────────────────────────────────────────────────────────────────


def css(sheet: Sheet) -> str:
    """The style sheet that the look asks for, for printing."""
    look = sheet.look
    size, font = look.get("size", 9.5), look.get("font", "Liberation Sans")
    boxes = [
        f'@{place} {{ content: "{text}"; font: 7.5pt "{font}"; color: #444 }}'.replace(
            "{pages}", '" counter(pages) "'
        ).replace("{page}", '" counter(page) "')
        for place, text in (
            ("top-left", look.get("running_header", "")),
            ("bottom-center", look.get("running_footer", "")),
        )
        if text
    ]
    margin = look.get("margin", "15mm")
    orientation = f"page-orientation: {look['page_orientation']};" if look.get("page_orientation") else ""
    rules = [
        f"@page {{ size: {_PAPER[look.get('paper', 'portrait')]}; margin: {margin}; {orientation} {' '.join(boxes)} }}",
        f'body {{ font: {size}pt/1.35 "{font}"; color: #1b1b1b; margin: 0 }}',
        "h1 { font-size: 160% } h2 { font-size: 125%; break-after: avoid } h3 { font-size: 108%; break-after: avoid }",
        "table.form { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 1.2em }",
        "th, td { padding: 3pt 4pt; vertical-align: top; text-align: left; overflow-wrap: break-word }",
        "td p { margin: 0 0 .4em } td ul, td ol { margin: 0 0 .4em; padding-left: 1.3em }",
        "tr.banner td { font-weight: bold; background: #e3e3e3 } table.small td { border: .5pt solid #777 }",
        _LINES[look.get("lines", "boxes")],
        "tr.head th { background: #1d3c5a; color: #fff }" if look.get("dark") else "",
        "table.form tbody tr:nth-child(even) td { background: #eef3e6 }" if look.get("zebra") else "",
        "td, p, dd { text-align: justify; hyphens: auto }" if look.get("justify") else "",
        "main { columns: 2; column-gap: 9mm }" if look.get("columns") else "",
        "table.form { opacity: .97 }" if look.get("group") else "",
        ".card { border: 1pt solid #99a; padding: 6pt; margin: 0 0 9pt; break-inside: avoid }",
        ".label { font-weight: bold }",
        ".card-head { font-weight: bold; font-size: 115% } dt { font-weight: bold } dd { margin: 0 0 .4em }",
        ".watermark { position: fixed; top: 40%; left: 10%; font-size: 60pt; color: #e4e4e4; transform: rotate(-35deg);"
        " z-index: -1 }",
        str(look.get("css", "")),
    ]
    return "\n".join(rule for rule in rules if rule)


_LINES = {
    "boxes": "table.form th, table.form td { border: .75pt solid #555 }",
    "thick": "table.form th, table.form td { border: 1.5pt solid #1d3c5a }",
    "horizontal": "table.form tr { border-bottom: .6pt solid #888 }",
    "none": "",
}
