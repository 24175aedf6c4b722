"""Make fixtures/scans/ from documents of the zoo: `python -m scripts.make_scans [--only NAME …] [--missing]`.

Needs the extras `fixtures` and `ocr`. The same versions of the programs give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from math import cos, radians, sin
from pathlib import Path
from typing import Any

from hoscheck.extract.pdf.pdfium import Pdf
from hoscheck.extract.pdf.runs import Run
from scripts.scans.catalogue import ALL, Scan
from scripts.scans.paper import sheet
from scripts.scans.truth import ZOO, as_text, truth_of

SCANS = Path(__file__).resolve().parents[1] / "fixtures" / "scans"
QUALITY = 14  # of JPEG: as coarse as copiers set it, so that files stay small
LARGEST, LARGEST_OF_ALL = 1_000_000, 8_000_000  # bytes


def main(arguments: list[str] | None = None) -> int:
    """Make the scans and their truth; 1 where they are too large."""
    parser = argparse.ArgumentParser(description="Make the scans under fixtures/scans.")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[scan.name for scan in ALL])
    parser.add_argument("--missing", action="store_true", help="only those that are not there")
    options = parser.parse_args(arguments)
    (SCANS / "truth").mkdir(parents=True, exist_ok=True)
    for scan in ALL:
        target = SCANS / f"{scan.name}.pdf"
        if (options.only and scan.name not in options.only) or (options.missing and target.exists()):
            continue
        target.write_bytes(scanned(scan))
        (SCANS / "truth" / f"{scan.name}.json").write_text(as_text(truth_of(scan)), encoding="utf-8", newline="\n")
        print(f"{target.stat().st_size:8} {target.name}", flush=True)
    sizes = {path.name: path.stat().st_size for path in SCANS.glob("*.pdf")}
    large = [f"{name}: larger than {LARGEST} bytes" for name, size in sizes.items() if size > LARGEST]
    large += [f"all: {sum(sizes.values())} bytes"] if sum(sizes.values()) > LARGEST_OF_ALL else []
    print("\n".join(large), file=sys.stderr)
    return 1 if large else 0


def scanned(scan: Scan) -> bytes:
    """The pages as pictures, in a PDF."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # a quarter smaller
    original = (
        ZOO / json.loads((ZOO / "truth" / f"{scan.source}.json").read_text(encoding="utf-8"))["file"]
    ).read_bytes()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    with Pdf(original) as pdf:
        for place, number in enumerate(scan.pages, 1):
            picture = sheet(pdf, number, scan.paper)
            width, height = (side * 72 / scan.paper.dpi for side in picture.size)
            canvas.setPageSize((width, height))
            if number not in scan.digital:
                _draw(canvas, picture, scan.strips)
            if scan.layer:
                content = pdf.page(number - 1, lambda _: False)
                assert content is not None
                _write_layer(canvas, content.runs, scan.paper.skew, (width, height))
            if scan.stamped:
                canvas.setFont("Helvetica", 8)
                canvas.drawCentredString(width / 2, 12, scan.stamped.format(place + 30))
            canvas.showPage()
    canvas.save()
    return _with_digital(buffer.getvalue(), original, scan) if scan.digital else buffer.getvalue()


def _draw(canvas: Any, picture: Any, strips: int) -> None:
    """The picture over the whole page, in so many strips."""
    from reportlab.lib.utils import ImageReader

    width, height = canvas._pagesize
    each = -(-picture.height // strips)
    for top in range(0, picture.height, each):
        bottom = min(picture.height, top + each)
        held = io.BytesIO()
        part = picture.crop((0, top, picture.width, bottom))
        if picture.mode == "1":
            part.save(held, "PNG")
        else:
            part.save(held, "JPEG", quality=QUALITY)
        points = height / picture.height
        canvas.drawImage(ImageReader(held), 0, height - bottom * points, width, (bottom - top) * points)


def _with_digital(pictures: bytes, original: bytes, scan: Scan) -> bytes:
    """The scan with some pages as they were before they could be printed."""
    import pypdfium2

    made, source = pypdfium2.PdfDocument(pictures), pypdfium2.PdfDocument(original)
    mixed = pypdfium2.PdfDocument.new()
    for place, number in enumerate(scan.pages):
        mixed.import_pages(*((source, [number - 1]) if number in scan.digital else (made, [place])))
    buffer = io.BytesIO()
    mixed.save(buffer)
    return buffer.getvalue()


def _write_layer(canvas: Any, words: Sequence[Run], skew: float, size: tuple[float, float]) -> None:
    """The words, invisible, where the turned paper shows them."""
    middle_x, middle_y = size[0] / 2, size[1] / 2
    for run in words:
        across, up = run.x0 - middle_x, run.y - run.height * 0.3 - middle_y
        x = middle_x + across * cos(radians(skew)) - up * sin(radians(skew))
        y = middle_y + across * sin(radians(skew)) + up * cos(radians(skew))
        font_size = run.height * 0.8
        plain = canvas.stringWidth(run.text, "Helvetica", font_size)
        text = canvas.beginText(x, y)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", font_size)
        text.setHorizScale(100 * (run.x1 - run.x0) / max(plain, 0.1))
        text.textOut(run.text)
        canvas.drawText(text)


if __name__ == "__main__":
    sys.exit(main())
