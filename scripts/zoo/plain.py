"""Zoo documents as plain text: what exports, converters and text recognition make of a form."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.fixtures.source import Block, blocks
from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Column, Sheet

# Letters that text recognition takes for one another; seen in scanned forms.
_MISREAD = {
    "e": "c", "c": "e", "l": "1", "i": "l", "o": "0", "a": "o", "n": "u", "u": "v", "m": "rn", "h": "b", "t": "f",
    "s": "5", "r": "t", "b": "h", "S": "5", "I": "l", "B": "8", "O": "0", "d": "cl", "g": "q",
}  # fmt: skip


def _frame(sheet: Sheet, lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join([sheet.title, "", *sheet.preamble, "", *lines, "", "Review", "", *sheet.closing]) + "\n"


def _mark(block: Block, bullet: str = "•") -> str:
    return f"{block.marker}. " if block.marker.isalpha() else f"{bullet} " if block.marker else ""


def _lines(text: str, bullet: str = "•") -> list[str]:
    return [f"{_mark(block, bullet)}{block.plain}" for block in blocks(text)]


def _one_line(text: str) -> str:
    return " ".join(_lines(text))


def tabbed(sheet: Sheet) -> str:
    """Tab-separated lines: a heading line and a line a row, section headings between."""
    lines = []
    for above, items in sheet.groups():
        lines += ["", above, "", "\t".join(column.heading for column in sheet.columns)]
        for item in items:
            cells = [item] if isinstance(item, str) else [_one_line(sheet.cell(item, each)) for each in sheet.columns]
            lines.append("\t".join(cells))
    return _frame(sheet, lines)


def separated(sheet: Sheet, *, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """A spreadsheet's export: a heading line, then rows whose cells hold quotes and line breaks."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")  # type: ignore[arg-type]
    writer.writerow([column.heading for column in sheet.columns])
    for _, items in sheet.groups():
        for item in items:
            if isinstance(item, str):
                writer.writerow([item, *[""] * (len(sheet.columns) - 1)])
            else:
                writer.writerow(["\n".join(_lines(sheet.cell(item, column))) for column in sheet.columns])
    return out.getvalue()


def markdown(sheet: Sheet, *, padded: bool = False) -> str:
    """Markdown tables, one or one a section as the sheet groups them; line breaks as <br>."""
    lines = []
    for above, items in sheet.groups():
        heads = [column.heading for column in sheet.columns]
        rows = [[item] if isinstance(item, str) else _markdown_cells(sheet, item) for item in items]
        if above:
            lines += ["", f"## {above}", ""]
        lines += [_bars(heads), _bars([":---" if padded else "---"] * len(heads)), *(_bars(row) for row in rows)]
    return f"# {sheet.title}\n\n" + "\n\n".join(sheet.preamble) + "\n" + "\n".join(lines) + "\n"


def _markdown_cells(sheet: Sheet, row: ZooRow) -> list[str]:
    return ["<br>".join(_lines(sheet.cell(row, each), "-")).replace("|", "\\|") for each in sheet.columns]


def _bars(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def labelled(sheet: Sheet, *, colon: str = ": ", gap: bool = True) -> str:
    """A label and a value on a line, further paragraphs below; the labels are the columns' headings."""
    lines = []
    for above, items in sheet.groups():
        lines += ["", above, ""]
        for item in items:
            if isinstance(item, str):
                lines += [item, ""]
                continue
            for column in sheet.columns:
                first, *rest = _lines(sheet.cell(item, column)) or [""]
                label = f"{column.heading} {first}" if column.role == "number" else f"{column.heading}{colon}{first}"
                lines += [label.rstrip(), *rest]
            lines += [""] if gap else []
    return _frame(sheet, lines)


def stacked(sheet: Sheet, *, gap: bool = True) -> str:
    """A cell a paragraph and no label, as text exports leave a table; empty cells leave nothing."""
    lines = []
    for above, items in sheet.groups():
        lines += [above, "", *(line for column in sheet.columns for line in (column.heading, ""))]
        for item in items:
            cells = [[item]] if isinstance(item, str) else [_lines(sheet.cell(item, each)) for each in sheet.columns]
            for cell in cells:
                lines += [*cell, ""] if gap else cell
    return _frame(sheet, [line for line in lines if line or gap])


def glued(sheet: Sheet, *, per_line: bool = True) -> str:
    """Cells run together without anything between them; a row a line, or a whole section."""
    lines = []
    for above, items in sheet.groups():
        rows = ["".join(column.heading for column in sheet.columns)]
        for item in items:
            if isinstance(item, str):
                rows.append(item)
            else:
                rows.append("".join(_one_line(sheet.cell(item, column)) for column in sheet.columns))
        lines += ["", above, *(rows if per_line else ["".join(rows)])]
    return _frame(sheet, lines)


def columned(sheet: Sheet, widths: Sequence[int]) -> str:
    """Columns of fixed widths with blanks between them, as terminals and old systems print a table."""
    lines = []
    for above, items in sheet.groups():
        lines += ["", above, "", *_columns([[column.heading] for column in sheet.columns], widths), ""]
        for item in items:
            if isinstance(item, str):
                lines += [item, ""]
            else:
                lines += [*_columns([_lines(sheet.cell(item, column)) for column in sheet.columns], widths), ""]
    return _frame(sheet, lines)


def _columns(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    from itertools import zip_longest
    from textwrap import wrap

    folded = [
        [line for text in cell for line in wrap(text, width - 2)] for cell, width in zip(cells, widths, strict=True)
    ]
    for lines in zip_longest(*folded, fillvalue=""):
        yield "".join(line.ljust(width) for line, width in zip(lines, widths, strict=True)).rstrip()


def damaged(text: str, chance: random.Random, share: float) -> str:
    """The text with about `share` of its letters misread."""
    return "".join(
        _MISREAD[character] if character in _MISREAD and chance.random() < share * 1.4 else character
        for character in text
    )


def misread(rows: Sequence[ZooRow], seed: str, share: float = 0.02) -> tuple[ZooRow, ...]:
    """Rows as text recognition prints them: letters misread everywhere; numbers and answers suffer less."""
    chance = random.Random(seed)
    return tuple(
        replace(
            row,
            printed=row.printed.replace(".", ",") if row.printed and chance.random() < 0.02 else row.printed,
            requirement=damaged(row.requirement, chance, share),
            answer_text=damaged(row.answer_text, chance, share / 2),
            evidence=_damaged_markup(row.evidence, chance, share),
            commentary=_damaged_markup(row.commentary, chance, share),
        )
        for row in rows
    )


def _damaged_markup(text: str, chance: random.Random, share: float) -> str:
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)  # print has no links
    return damaged(text.replace("*", ""), chance, share)


def misread_headings(columns: Sequence[Column], seed: str) -> tuple[Column, ...]:
    """The same columns under damaged headings."""
    chance = random.Random(seed)
    return tuple(replace(column, heading=damaged(column.heading, chance, 0.12)) for column in columns)
