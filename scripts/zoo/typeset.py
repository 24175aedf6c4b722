"""Zoo documents as Typst sources: tables with any rules, repeated headers, prose in columns, pages turned round."""

from __future__ import annotations

import re

from scripts.fixtures.source import Block, blocks
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Sheet

_PAPER = {
    "portrait": 'paper: "a4"',
    "landscape": 'paper: "a4", flipped: true',
    "a3": 'paper: "a3", flipped: true',
}
_STROKES = {"boxes": "0.5pt + black", "horizontal": "(bottom: 0.5pt + gray)", "none": "none"}


def source(sheet: Sheet, *, before: str = "", after: str = "") -> str:
    """The Typst source of a sheet; `before` and `after` are further markup around the form."""
    look = sheet.look
    paper = [_PAPER[look.get("paper", "portrait")], "margin: 16mm"]
    if look.get("running_header"):
        paper.append(f"header: text(size: 8pt)[{escaped(look['running_header'])}]")
    if look.get("running_footer"):
        paper.append('numbering: "1 / 1"')
    if look.get("watermark"):
        behind = f"text(size: 70pt, fill: luma(225))[{escaped(look['watermark'])}]"
        paper.append(f"background: rotate(-35deg, {behind})")
    fonts = f'font: "{look["font"]}", ' if look.get("font") else ""
    hyphens = "true" if look.get("justify") else "false"
    lines = [
        f"#set document(title: [{escaped(sheet.title)}])",
        f"#set page({', '.join(paper)})",
        f'#set text({fonts}size: {look.get("size", 9)}pt, lang: "en", region: "GB", hyphenate: {hyphens})',
        f"#set par(justify: {hyphens})",
        "#set smartquote(enabled: false)",  # the sheet's own quotes are printed
        before,
        f"= {escaped(sheet.title)}",
        *(f"\n{inline(block)}\n" for line in sheet.preamble for block in blocks(line)),
        "#columns(2)[" if look.get("columns") else "",
        *(_prose(sheet) if look.get("shape") == "prose" else _tables(sheet)),
        "]" if look.get("columns") else "",
        "\n== Review\n",
        *(f"\n{inline(block)}\n" for line in sheet.closing for block in blocks(line)),
        after,
    ]
    return "\n".join(lines) + "\n"


def _tables(sheet: Sheet) -> list[str]:
    look = sheet.look
    fill = {
        "zebra": '(_, y) => if y == 0 { rgb("#c9d8e6") } else if calc.even(y) { rgb("#edf2f7") }',
        "dark": '(_, y) => if y == 0 { rgb("#22304a") }',
    }.get("zebra" if look.get("zebra") else "dark" if look.get("dark") else "", "none")
    shares = ", ".join(f"{column.share}fr" for column in sheet.columns)
    colour = "white" if look.get("dark") and not look.get("zebra") else "black"
    heading = ", ".join(f"[#text(fill: {colour})[*{escaped(column.heading)}*]]" for column in sheet.columns)
    repeat = "true" if look.get("repeat", True) else "false"
    made = []
    for above, items in sheet.groups():
        made += [f"\n== {escaped(above)}\n" if above else ""]
        made += [
            f"#table(columns: ({shares}), align: left + top, inset: 4pt,"
            f" stroke: {_STROKES[look.get('lines', 'boxes')]}, fill: {fill},",
            f"table.header(repeat: {repeat}, {heading}),",
            *(line for item in items for line in _row(sheet, item)),
            ")",
        ]
    return made


def _row(sheet: Sheet, item: ZooRow | str) -> list[str]:
    if isinstance(item, str):
        return [f"table.cell(colspan: {len(sheet.columns)}, fill: luma(230))[*{escaped(item)}*],"]
    cells = []
    for column in sheet.columns:
        inner = cell(sheet.cell(item, column))
        if column.role == "evidence" and item.nested:
            wide = len(item.nested[0])
            lines = ", ".join(f"[{escaped(text)}]" for line in item.nested for text in line)
            inner += f" #table(columns: {wide}, stroke: 0.4pt + gray, fill: none, {lines})"
        span = "table.cell(rowspan: 2)" if item.second and column.role != "evidence" else ""
        cells.append(f"{span}[{inner}]")
    below = [f"[{cell(item.second)}],"] if item.second else []
    return [", ".join(cells) + ",", *below]


def _prose(sheet: Sheet) -> list[str]:
    made = []
    for above, items in sheet.groups():
        made.append(f"\n== {escaped(above)}\n")
        for item in items:
            if isinstance(item, str):
                made.append(f"\n=== {escaped(item)}\n")
                continue
            for column in sheet.columns:
                text = sheet.cell(item, column)
                if column.role == "number":
                    made.append(f"\n=== {escaped(column.heading)} {escaped(text)}\n")
                else:
                    made.append(f"\n*{escaped(column.heading)}:* {cell(text)}\n")
    return made


def cell(text: str) -> str:
    """A cell's markup as Typst markup."""
    parts = []
    for block in blocks(text):
        if block.marker.isalpha() and block.marker:
            parts.append(f'\n#enum(numbering: "a.", start: {ord(block.marker) - 96})[{inline(block)}]')
        elif block.marker:
            parts.append(f"\n- {inline(block)}")
        else:
            parts.append(f"\n\n{inline(block)}")
    return "".join(parts).strip("\n") + ("\n" if parts and parts[-1].startswith("\n-") else "")


def inline(block: Block) -> str:
    """A paragraph's runs as Typst markup."""
    made = []
    for span in block.spans:
        text = escaped(span.text)
        if span.href:
            text = f'#link("{span.href}")[{text}]'
        made.append(f"#strong[{text}]" if span.bold else f"#emph[{text}]" if span.italic else text)
    return "".join(made)


def escaped(text: str) -> str:
    """Plain text with everything that Typst would take for markup escaped."""
    text = re.sub(r"([\\#$*_`<>@~\[\]/=+-])", r"\\\1", text)
    text = text.replace("...", "\\.\\.\\.").replace("\N{NO-BREAK SPACE}", "~").replace("\N{SOFT HYPHEN}", "-?")
    return re.sub(r"^(\d+)\.", r"\1\\.", text)
