"""PDFs written by hand, so that a test decides over every mark: text, rules, boxes, rotation, crop, forms, pictures."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

SIZE = 8.0
LEADING = 10.0
PAD = 4.0
# Helvetica's letters are about half as wide as they are tall; a line of so many of them surely fits its column.
WIDEST = 0.56


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The lines of a text in a column of that width."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and len(longer) * size * WIDEST > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


@dataclass
class Page:
    """A page in points, y upwards; what is drawn is kept as PDF operators."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    drawn: list[str] = field(default_factory=list)
    form: str = ""  # operators of a form that the page draws as /Fm
    form_matrix: str = "1 0 0 1 0 0"
    picture: bool = False
    broken: bool = False  # the content stream cannot be decoded
    fields: list[tuple[float, float, str]] = field(default_factory=list)  # filled text fields: lower left corner, value
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # areas and their addresses
    tagged: list[list[list[int]]] = field(default_factory=list)  # a table's rows: the marked content in each cell

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, font: str = "F1", mode: int = 0, turn: str = "1 0 0 1"
    ) -> Page:
        """A line of text whose baseline begins at (x, y); mode 3 is invisible, `turn` rotates it."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /{font} {size} Tf {mode} Tr {turn} {x} {y} Tm ({escaped}) Tj ET")
        return self

    def marked(self, mark: int, x: float, y: float, text: str) -> Page:
        """A line of text that the structure tree can name."""
        self.drawn.append(f"/P << /MCID {mark} >> BDC")
        self.text(x, y, text)
        self.drawn.append("EMC")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A thin stroke."""
        self.drawn.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float, how: str = "S") -> Page:
        """A rectangle: stroked (S), filled (f) or only a clipping path (n)."""
        self.drawn.append(f"q 0.2 w 0.85 g {x} {y} {width} {height} re {'W n' if how == 'n' else how} Q")
        return self

    def image(self, x: float, y: float, width: float, height: float) -> Page:
        """A picture of one grey pixel."""
        self.picture = True
        self.drawn.append(f"q {width} 0 0 {height} {x} {y} cm /Im Do Q")
        return self

    def scan(self, lines: int = 50) -> Page:
        """A picture of the whole page with so many lines of text, of letters as blocks."""
        written, empty = "FF" * 6 + "40FF4040" * 28 + "FF" * 6, "FF" * 124
        rows = ["FF" * 124] * 60 + ([written] * 8 + [empty] * 6) * lines
        rows = [*rows, *[empty] * (842 - len(rows))]
        picture = f"BI /W 124 /H 842 /CS /G /BPC 8 /F /AHx ID {' '.join(rows)} > EI"
        self.drawn.append(f"q 595 0 0 842 0 0 cm {picture} Q")
        return self

    def table(
        self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], rules: str = "strokes", foot: bool = True
    ) -> float:
        """A table with its texts; returns its lower edge. `rules`: strokes, rectangles (thin, filled), frames, across
        (no uprights), none. A row of one text is merged over all columns. `foot` False leaves the last line out."""
        y = top
        ys = [top]
        merged = []
        for cells in rows:
            parts = [
                wrapped(cell, (xs[-1] - xs[0] if len(cells) == 1 else xs[at + 1] - xs[at]) - 2 * PAD)
                for at, cell in enumerate(cells)
            ]
            for at, lines in enumerate(parts):
                for number, line in enumerate(lines):
                    if line:
                        self.text(xs[at] + PAD, y - PAD - SIZE - number * LEADING, line)
            y -= max(len(lines) for lines in parts) * LEADING + 2 * PAD
            ys.append(y)
            merged.append(len(cells) == 1)
        if not foot:
            self._rules(xs, ys, merged, rules, ys[:-1])
        else:
            self._rules(xs, ys, merged, rules, ys)
        return y

    def _rules(
        self, xs: Sequence[float], ys: Sequence[float], merged: Sequence[bool], rules: str, levels: Sequence[float]
    ) -> None:
        if rules == "none":
            return
        for y in levels if rules != "frames" else ():
            if rules == "rectangles":
                self.box(xs[0], y, xs[-1] - xs[0], 0.6, "f")
            else:
                self.line(xs[0], y, xs[-1], y)
        if rules == "across":
            return
        for top, bottom, whole in zip(ys[:-1], ys[1:], merged, strict=True):
            edges = (xs[0], xs[-1]) if whole else xs
            if rules == "frames":
                for left, right in itertools.pairwise(edges):
                    self.box(left, bottom, right - left, top - bottom)
                continue
            for x in edges:
                if rules == "rectangles":
                    self.box(x, bottom, 0.6, top - bottom, "f")
                else:
                    self.line(x, bottom, x, top)


def pdf(*pages: Page, title: str = "") -> bytes:
    """The file that these pages make."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("cp1252"))
        return len(objects)

    def stream(head: str, content: str | bytes) -> int:
        data = content if isinstance(content, bytes) else content.encode("cp1252")
        return add(f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

    add("")  # the catalogue and the tree of pages come last, when all is known
    add("")
    fonts = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    marks = add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
    picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x80"
    )
    kids: list[int] = []
    all_fields: list[int] = []
    box = f"/Type /XObject /Subtype /Form /BBox [0 0 44 14] /Resources << /Font << /F1 {fonts} 0 R >> >>"
    for page in pages:
        resources = f"/Font << /F1 {fonts} 0 R /F2 {marks} 0 R >>"
        things = f" /Im {picture} 0 R" if page.picture else ""
        if page.form:
            head = (
                f"/Type /XObject /Subtype /Form /BBox [0 0 {page.width} {page.height}] /Matrix [{page.form_matrix}]"
                f" /Resources << {resources} >>"
            )
            things += f" /Fm {stream(head, page.form)} 0 R"
        operators = "\n".join([*page.drawn, "/Fm Do" if page.form else ""])
        content = stream("/Filter /FlateDecode", b"\x00" * 99) if page.broken else stream("", operators)
        fields = [
            add(_field(x, y, value, stream(box, f"/Tx BMC BT /F1 8 Tf 2 4 Td ({value}) Tj ET EMC")))
            for x, y, value in page.fields
        ]
        all_fields += fields
        areas = [
            add(
                f"<< /Type /Annot /Subtype /Link /Rect [{x0} {y0} {x1} {y1}] /Border [0 0 0]"
                f" /A << /S /URI /URI ({address}) >> >>"
            )
            for x0, y0, x1, y1, address in page.links
        ]
        crop = f" /CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}]{crop} /Rotate {page.rotate}"
                f" /Resources << {resources} /XObject <<{things} >> >> /Contents {content} 0 R"
                f" /Annots [{_references(fields + areas)}] /StructParents {len(kids)} >>"
            )
        )
    tree = _tree(objects, pages, kids) if any(page.tagged for page in pages) else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{_references(all_fields)}] >>{tree} >>".encode()
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{_references(kids)}] >>".encode()
    info = add(f"<< /Title ({title}) >>")
    return _file(objects, info)


def _tree(objects: list[bytes], pages: Sequence[Page], kids: Sequence[int]) -> str:
    """The structure tree: a table a page, whose rows and cells name marked content."""

    def add(body: str) -> int:
        objects.append(body.encode())
        return len(objects)

    root = add("")
    tables, parents = [], []
    for number, (page, kid) in enumerate(zip(pages, kids, strict=True)):
        of_mark: dict[int, int] = {}
        table, rows = add(""), []
        for cells in page.tagged:
            row, made = add(""), []
            for marks in cells:
                kept = f"/S /TD /P {row} 0 R /Pg {kid} 0 R /K [{' '.join(map(str, marks))}]"
                made.append(add(f"<< /Type /StructElem {kept} >>"))
                of_mark |= dict.fromkeys(marks, made[-1])
            objects[row - 1] = f"<< /Type /StructElem /S /TR /P {table} 0 R /K [{_references(made)}] >>".encode()
            rows.append(row)
        objects[table - 1] = f"<< /Type /StructElem /S /Table /P {root} 0 R /K [{_references(rows)}] >>".encode()
        tables.append(table)
        parents.append(f"{number} [{_references([of_mark[mark] for mark in sorted(of_mark)])}]")
    tree = f"/K [{_references(tables)}] /ParentTree << /Nums [{' '.join(parents)}] >>"
    objects[root - 1] = f"<< /Type /StructTreeRoot {tree} >>".encode()
    return f" /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R"


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _field(x: float, y: float, value: str, look: int) -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (field{x}{y}) /V ({value}) /Rect [{x} {y} {x + 44} {y + 14}]"
        f" /AP << /N {look} 0 R >> >>"
    )


def _file(objects: Sequence[bytes], info: int) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {info} 0 R >>\n"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    return written + end.encode() + f"startxref\n{len(written)}\n%%EOF\n".encode()
