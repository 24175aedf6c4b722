"""Text files → blocks: tab- and pipe-separated tables, markdown, CSV, and lines.

What converters do to a table is undone here: rows whose cells hold line breaks, cells whose line breaks stand in odd
places, HTML tags left in the text. What the columns mean is `rows.py`'s business.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hoscheck.errors import Unreadable
from hoscheck.model import Block, Document, Extractor, Location, Paragraph, Table, TableRow
from hoscheck.normalise import without_tags

_NUMBER_CELL = re.compile(r"^\W*(?:[A-Za-z]+\s+)?\d{1,2}\.\d{1,2}\W*$")
_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_LISTED_LABEL = re.compile(r"^\s*[-*+]\s+(?=(?:\*\*|__)[^*_]{1,60}(?:\*\*|__))")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_BANNER_LINE = re.compile(r"^\W*(?:section\s+\d|stage\s+\d|mandatory\b|best practice\b|appendix\b)", re.I)
# Three blanks between words hold columns apart; where so many lines have them, the text is laid out as a page.
_COLUMN_GAP = re.compile(r"\S {3,}\S")
LAID_OUT = 0.3
# Where signs part the cells, at least so many lines have one.
PIPED = 0.12
# Where cells are centred, many a line has words in one column only, far from the margin.
_FAR = 10 * " "
SOME_GAPS = 0.1
# A table drawn with signs has this many rules at least, a plus at their ends: markdown's one rule a table has none. A
# mail of which half is quoted is a quoted form.
_GRID_RULE = re.compile(r"^\s*\+(?:[-=:]{3,}[+|])+\s*$")
GRID_RULES = 4
_QUOTE = re.compile(r"^(?:>[ \t]?)+")
QUOTED = 0.5
# A line close behind a row that reads as a heading of what follows, or tells who signed, is not the row's.
_TITLE = re.compile(r"^(?:\d{1,2}[.)]?\s+|[A-Z])(?:[^\t|.]{1,80})$")
_SIGN_OFF = re.compile(
    r"^\W*(?:page \d+(?: of \d+)?\W*$|(?:last |next |date )?(?:reviewed|approved|signed)\b.{0,12}:)", re.I
)
TITLE_WORDS = 9
# A text with this share of control characters or undecodable bytes is no text.
BINARY_SHARE = 0.05
# So few bytes that are no UTF-8 in a file that otherwise is: damage, not another encoding.
STRAY_BYTES = 0.001
STRAY_FEW = 3
# This share of the numbered lines must agree on their count of cells for a line to be a row.
STEADY = 0.7
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Bytes → text by byte order mark, UTF-8, then detection. Raises Unreadable where the bytes are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd") <= max(STRAY_FEW, STRAY_BYTES * len(text)) and (
            error.end >= len(data) or _has_utf8(data)
        )
        text = text if damaged else _detected(data)
    sample = text[:100_000]
    odd = sum((char < " " and char not in "\t\n\r\f\v") or char in "\x7f\ufffd" for char in sample)
    if sample and odd > BINARY_SHARE * len(sample):
        raise Unreadable("unsupported", "this is not a text file; give the PDF, DOCX, HTML or text of the form", "open")
    return text.replace("\x00", "")


def _has_utf8(data: bytes) -> bool:
    """True where some sequence of bytes is UTF-8 that no single-byte encoding would hold by chance ("â€™" apart)."""
    return any(mark in data for mark in (b"\xe2\x80", b"\xc2\xa0", b"\xe2\x9c", b"\xc2\xa3"))


def _detected(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise Unreadable("unsupported", "this is not a text file; give the PDF, DOCX, HTML or text of the form", "open")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=["cp1252", "mac_roman", "latin_1"]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def read(data: bytes, name: str) -> Document:
    """A text file's blocks. Raises Unreadable for an empty or binary one."""
    if name.lower().endswith(".json"):
        raise Unreadable("unsupported", "this is a JSON file; give the form itself as PDF, DOCX, HTML or text", "open")
    text = without_tags(_whole_cells(decode(data))).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("empty", "the file holds no text", "open")
    blocks = _csv(text, name) if _is_csv(text, name) else _blocks(text.split("\n"))
    return Document("text", tuple(blocks))


_CELL_TAGS = re.compile(r"<(p|ul|ol|li)\b[^<>]{0,100}>|</(p|ul|ol|li)>|<br\s*/?>", re.I)


def _whole_cells(text: str) -> str:
    """Block tags inside a line of cells stand for line breaks inside the cell: they must not break the line."""
    return _CELL_TAGS.sub(" ", text) if "<" in text else text


def _is_csv(text: str, name: str) -> bool:
    if name.lower().endswith((".csv", ".tsv")):
        return True
    first = text.lstrip().split("\n", 1)[0]
    return first.count('","') >= 2


def _csv(text: str, name: str) -> list[Block]:
    head = text[:20_000]
    delimiter = "\t" if name.lower().endswith(".tsv") else max(",;\t|", key=lambda each: _csv_width(head, each))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows, line = [], 1
    limit = csv.field_size_limit(10_000_000)
    try:
        for record in reader:
            rows.append((tuple(record), line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("damaged", f"line {reader.line_num}: the separated values cannot be read ({error})") from error
    finally:
        csv.field_size_limit(limit)
    return [_table(rows)]


def _csv_width(text: str, delimiter: str) -> float:
    records = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    widths = Counter(len(record) for record in records if any(record))
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return min(width, 12) * count / max(1, len(records)) if width > 1 else 0.0


def _table(rows: Sequence[tuple[tuple[str, ...], int]]) -> Table:
    width = max(len(cells) for cells, _ in rows)
    return Table(tuple(TableRow(cells + ("",) * (width - len(cells)), Location(line=line)) for cells, line in rows))


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def _blocks(lines: Sequence[str]) -> list[Block]:
    lines = _without_quotes(lines)
    if sum(bool(_GRID_RULE.match(line)) for line in lines) >= GRID_RULES:
        return list(_by_grid(lines))
    if _is_laid_out(lines):
        from hoscheck.extract.laid_out import blocks_of_layout

        return blocks_of_layout(lines)
    separator = _separator(lines)
    if separator is None:
        if any("\f" in line for line in lines):
            from hoscheck.extract.laid_lines import without_furniture

            lines = without_furniture(lines)
        return [_paragraph(line, at) for at, line in enumerate(lines, 1) if line.strip()]
    counts = Counter(_width(line, separator) for line in lines if _is_numbered(line, separator))
    expected = max((width for width, _ in counts.most_common(1)), default=0)
    steady = sum(count for width, count in counts.items() if abs(width - expected) <= 1) / max(1, counts.total())
    if expected >= 3 and steady >= STEADY:
        return list(_by_line(lines, separator, expected))
    if counts:
        return list(_by_stream(lines, separator))
    return list(_by_line(lines, separator, 0))


def _without_quotes(lines: Sequence[str]) -> Sequence[str]:
    """A mail's lines without the marks with which it was quoted."""
    filled = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in filled) < QUOTED * len(filled):
        return lines
    return [_QUOTE.sub("", line) for line in lines]


def _by_grid(lines: Sequence[str]) -> Iterator[Block]:
    """A table drawn with signs: rows stand between rules ("+----+----+"), a cell's lines below one another."""
    rows: list[tuple[tuple[str, ...], int]] = []
    cells: list[list[str]] = []
    begun = 0
    for at, line in enumerate(lines, 1):
        rule = bool(_GRID_RULE.match(line))
        if not rule and line.strip().startswith("|"):
            parts = _split(line, "|")
            if not cells:
                cells, begun = [[] for _ in parts], at
            for cell, part in zip(cells, parts, strict=False):
                cell.append(part.strip())
            continue
        if cells:
            rows.append((tuple("\n".join(filter(None, cell)) for cell in cells), begun))
            cells = []
        if not rule and rows and line.strip():
            yield _table(rows)
            rows = []
        if not rule and line.strip():
            yield _paragraph(line, at)
    if cells:
        rows.append((tuple("\n".join(filter(None, cell)) for cell in cells), begun))
    if rows:
        yield _table(rows)


def _is_laid_out(lines: Sequence[str]) -> bool:
    """True for text whose columns are held apart by blanks, as `pdftotext -layout` writes it."""
    filled = [line for line in lines if line.strip()]
    gaps = sum(bool(_COLUMN_GAP.search(line)) for line in filled)
    apart = sum(line.startswith(_FAR) or bool(_COLUMN_GAP.search(line)) for line in filled)
    spaced = gaps >= SOME_GAPS * len(filled) and apart >= LAID_OUT * len(filled)
    return spaced and sum(line.count("\t") + line.count("|") for line in filled) < len(filled)


def _separator(lines: Sequence[str]) -> str | None:
    tabs = sum(line.count("\t") >= 2 for line in lines)
    pipes = sum("|" in line for line in lines)
    if pipes < PIPED * sum(bool(line.strip()) for line in lines):
        pipes = 0  # somebody's evidence has one
    if max(tabs, pipes) < 2:
        return None
    return "\t" if tabs >= pipes else "|"


def _split(line: str, separator: str) -> list[str]:
    if separator == "\t":
        return line.split("\t")
    body = line.strip()
    cells = [each.replace("\x01", "|") for each in body.replace(r"\|", "\x01").split("|")]
    if body.startswith("|"):
        cells = cells[1:]
    if body.endswith("|") and len(cells) > 1:
        cells = cells[:-1]
    return cells


def _width(line: str, separator: str) -> int:
    return len(_split(line, separator))


def _is_numbered(line: str, separator: str) -> bool:
    return separator in line and bool(_NUMBER_CELL.match(_bare(_split(line, separator)[0])))


def _bare(cell: str) -> str:
    return _EMPHASIS.sub(r"\2", cell).strip().strip("*_ ")


def _clean(cell: str) -> str:
    return _EMPHASIS.sub(r"\2", cell).strip()


def _paragraph(line: str, at: int) -> Paragraph:
    heading = _MARKDOWN_HEADING.match(line.strip())
    if heading:
        return Paragraph(_clean(heading[2]), Location(line=at), len(heading[1]))
    return Paragraph(_clean(_LISTED_LABEL.sub("", line)), Location(line=at))


def _by_line(lines: Sequence[str], separator: str, expected: int) -> Iterator[Block]:
    """Each line with separators is a row; a line without any, close behind a row, is the rest of its last cell."""
    rows: list[tuple[list[str], int]] = []
    blank = False
    for at, line in enumerate(lines, 1):
        if not line.strip():
            blank = True
            continue
        if separator in line and not _MARKDOWN_RULE.match(line):
            cells = _split(line, separator)
            short = bool(rows) and not blank and len(rows[-1][0]) + len(cells) - 1 <= expected and len(cells) < expected
            if short and not line.startswith(separator) and not _is_numbered(line, separator) and rows[-1][1] < at:
                rows[-1][0][-1] += "\n" + cells[0]  # a line break inside a cell cut the row in two
                rows[-1][0].extend(cells[1:])
            else:
                rows.append((cells, at))
        elif separator in line:
            continue
        elif (
            rows
            and not blank
            and not (_BANNER_LINE.match(line) or _MARKDOWN_HEADING.match(line) or _SIGN_OFF.match(line))
            and not _is_title(lines, at - 1, separator, len(rows[-1][0]) >= expected)
        ):
            rows[-1][0][-1] += "\n" + line
        else:
            if rows:
                yield _table([(tuple(map(_clean, cells)), number) for cells, number in rows])
                rows = []
            yield _paragraph(line, at)
        blank = False
    if rows:
        yield _table([(tuple(map(_clean, cells)), number) for cells, number in rows])


def _is_title(lines: Sequence[str], at: int, separator: str, whole: bool) -> bool:
    """True for a line behind a whole row that reads as the title of what follows: a table's next line, or a gap."""
    line = lines[at].strip()
    if not whole or not _TITLE.match(line) or len(line.split()) > TITLE_WORDS:
        return False
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return not after.strip() or separator in after


def _by_stream(lines: Sequence[str], separator: str) -> Iterator[Block]:
    """Cells with line breaks in odd places: a row goes from one number to the next, whatever the lines."""
    width = max(5, _heading_width(lines, separator))
    cells: list[str] = []
    begun, ended = 0, False
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        starts_row = _is_numbered(line, separator)
        alone = separator not in line and (_BANNER_LINE.match(line) or (ended and len(cells) > width))
        if starts_row or alone or (separator in line and not cells):
            if cells:
                yield _table([(_trimmed(cells, width), begun)])
            cells, begun = [], at
        if alone:
            yield _paragraph(line, at)
            continue
        parts = [each.strip() for each in line.split(separator)]
        if not cells and not begun and separator not in line:
            yield _paragraph(line, at)
            continue
        if not cells and separator not in line:
            yield _paragraph(line, at)
            continue
        if cells:
            cells[-1] = f"{cells[-1]}\n{parts[0]}".strip()
            cells.extend(parts[1:])
        else:
            cells = parts
        ended = line.rstrip().endswith(separator)
    if cells:
        yield _table([(_trimmed(cells, width), begun)])


def _heading_width(lines: Sequence[str], separator: str) -> int:
    return max((_width(line, separator) for line in lines if re.match(r"^\W*code\b", line, re.I)), default=0)


def _trimmed(cells: list[str], width: int) -> tuple[str, ...]:
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return tuple(map(_clean, cells)) + ("",) * (width - len(cells))


EXTRACTOR = Extractor(name="text", recognises=lambda _data, _name: True, read=read)
