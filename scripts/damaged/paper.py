"""A PDF written object by object, so that any byte of it can be placed, left out or spoilt on purpose."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from hoscheck.rulebook import built_in

WIDTH, HEIGHT = 842, 595
_TOP, _LEFT = 545, 30
_SIZE, _LEADING = 6, 7.5
_EM = 0.6 * _SIZE  # every letter of Courier is this wide
_COLUMNS = (45, 300, 45, 205, 185)
_HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
_TOPICS = ("definition", "access", "staffing", "behaviour", "stages", "timescales", "remedies", "reporting", "learning")

Row = tuple[str, str, str, str, str]


@dataclass(slots=True)
class Paper:
    """Numbered objects on their way to a file. `entries` changes what the table of objects says of a number."""

    objects: dict[int, bytes] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)

    def add(self, body: bytes) -> int:
        """Put an object behind the others; its number."""
        number = max(self.objects, default=0) + 1
        self.objects[number] = body
        return number

    def stream(self, data: bytes, dictionary: bytes = b"", *, packed: bool = False) -> int:
        """Put a stream behind the others; its number."""
        body = zlib.compress(data) if packed else data
        filters = b"/Filter /FlateDecode " if packed else b""
        head = b"<< %s%s/Length %d >>\nstream\n" % (dictionary and dictionary + b" ", filters, len(body))
        return self.add(head + body + b"\nendstream")

    def save(self, root: int, before: bytes = b"", previous: int | None = None) -> bytes:
        """The file, or what is appended to the file `before` whose table stands at `previous`."""
        body = bytearray(before or b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        offsets = {}
        for number, each in self.objects.items():
            offsets[number] = len(body)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
        start = len(body)
        offsets |= self.entries
        body += b"xref\n" + (b"" if before else b"0 1\n0000000000 65535 f \n")
        for number in sorted(offsets):
            at = offsets[number]
            body += b"%d 1\n%010d 00000 %s \n" % (number, max(at, 0), b"n" if at >= 0 else b"f")
        prev = b" /Prev %d" % previous if previous is not None else b""
        size = max(offsets) + 1
        body += b"trailer\n<< /Size %d /Root %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, prev, start)
        return bytes(body)


def rows(count: int) -> list[Row]:
    """The first rows of a form of 2024, all of them answered."""
    book = next(each for each in built_in() if each.id == "hos-2024")
    made: list[Row] = []
    for at, each in enumerate(book.requirements[:count]):
        topic = _TOPICS[int(each.section) - 1] if each.section.isdigit() else "complaints"
        evidence = (
            f"Complaints policy, part {at // 4 + 1}, on {topic}, approved by the board on {at % 27 + 1} May 2025."
        )
        comment = f"The complaints team checks this every week; {at + 3} cases were looked at in April and all met it."
        made.append((each.number, " ".join(each.text.split()), "Yes", evidence, comment))
    return made


def page_content(lines: Sequence[Row], number: int) -> bytes:
    """A page with a ruled table, in the operators of a PDF."""
    out = [
        "0.5 w",
        _text(_LEFT, _TOP + 20, f"Larkmoor Homes - self-assessment against the Complaint Handling Code {number}"),
    ]
    top = float(_TOP)
    out.append(_rule(top))
    for line in (_HEADINGS, *lines):
        cells = [textwrap.wrap(text, int((width - 6) / _EM)) for text, width in zip(line, _COLUMNS, strict=True)]
        x = float(_LEFT)
        for cell, width in zip(cells, _COLUMNS, strict=True):
            out += [_text(x + 3, top - _LEADING * (at + 1), part) for at, part in enumerate(cell)]
            x += width
        bottom = top - _LEADING * max(map(len, cells)) - 4
        x = float(_LEFT)
        for width in (*_COLUMNS, 0):
            out.append(f"{x:g} {top:g} m {x:g} {bottom:g} l S")
            x += width
        top = bottom
        out.append(_rule(top))
    return ("\n".join(out) + "\n").encode("latin-1", "replace")


def _rule(y: float) -> str:
    return f"{_LEFT} {y:g} m {_LEFT + sum(_COLUMNS)} {y:g} l S"


def _text(x: float, y: float, text: str) -> str:
    safe = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    safe = safe.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {_SIZE} Tf {x:g} {y:g} Td ({safe}) Tj ET"


@dataclass(slots=True)
class Form:
    """A form with its parts at hand: change one, then `bytes()`."""

    paper: Paper
    root: int
    tree: int
    pages: list[int]
    contents: list[int]
    font: int

    def bytes(self) -> bytes:
        """The file."""
        return self.paper.save(self.root)


def form(count: int = 36, a_page: int = 6, *, packed: bool = False) -> Form:
    """A form of so many rows, so many a page."""
    lines = rows(count)
    paper = Paper()
    root, tree = paper.add(b""), paper.add(b"")
    font = paper.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    made = Form(paper, root, tree, [], [], font)
    for number, at in enumerate(range(0, count, a_page), 1):
        content = paper.stream(page_content(lines[at : at + a_page], number), packed=packed)
        made.contents.append(content)
        made.pages.append(add_page(made, content))
    hang(made)
    return made


def add_page(made: Form, content: int, resources: bytes = b"", box: bytes = b"0 0 842 595") -> int:
    """A page object with this content; it is not hung into the tree yet."""
    named = b"/Font << /F1 %d 0 R >> %s" % (made.font, resources)
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [%s] /Resources << %s >> /Contents %d 0 R >>"
    return made.paper.add(page % (made.tree, box, named, content))


def hang(made: Form, count: int | None = None) -> None:
    """Write the catalogue and the tree of pages; `count` is what the tree says there are."""
    kids = b" ".join(b"%d 0 R" % page for page in made.pages)
    count = len(made.pages) if count is None else count
    made.paper.objects[made.root] = b"<< /Type /Catalog /Pages %d 0 R >>" % made.tree
    made.paper.objects[made.tree] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
