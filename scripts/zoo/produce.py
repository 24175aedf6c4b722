"""The programs that make zoo documents out of others: Chromium, WeasyPrint, Typst, LibreOffice, pdftotext."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from scripts.fixtures.produce import timeless

_TIMEOUT = 240  # seconds
_STAMP = 1_751_360_400  # 1 July 2025, so that the same source gives the same bytes


def chromium(html: str, target: Path, *, tagged: bool = True) -> None:
    """Print a web page with headless Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        program = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-dev-shm-usage"]
        options += [] if tagged else ["--disable-pdf-tagging"]
        options += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()]
        subprocess.run([program, *options], check=True, capture_output=True, timeout=_TIMEOUT)
        target.write_bytes(timeless(made.read_bytes()))


def weasyprint(html: str, target: Path, **options: Any) -> None:
    """Print a web page with WeasyPrint."""
    from weasyprint import HTML

    made = HTML(string=html).write_pdf(**options)
    assert made is not None
    target.write_bytes(timeless(made))


def typst(source: str, target: Path, *, tagged: bool = True) -> None:
    """Typeset a Typst source."""
    import typst as program

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "form.typ"
        page.write_text(source, encoding="utf-8")
        made = program.compile(str(page), pdf_tags=tagged, timestamp=_STAMP)
        target.write_bytes(timeless(made))


def libreoffice(document: Path, target: Path, kind: str = "pdf", **options: Any) -> None:
    """Convert with LibreOffice to `kind` (pdf, docx, txt, html). `options` are the PDF export filter's own."""
    filters = {
        "pdf": "pdf:writer_pdf_Export",
        "docx": "docx:MS Word 2007 XML",
        "txt": "txt:Text (encoded):UTF8",
        "html": "html:XHTML Writer File",
    }
    wanted = filters[kind]
    if options:
        types = {bool: "boolean", int: "long", str: "string"}
        wanted += ":" + json.dumps(
            {
                key: {"type": types[type(value)], "value": str(value).lower() if value in (True, False) else str(value)}
                for key, value in options.items()
            }
        )
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", f"{folder}/out", str(document)]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        made = next(Path(folder, "out").iterdir())
        content = made.read_bytes()
        if kind == "pdf" and "PermissionPassword" not in options:  # the key of a locked file hangs on its identifier
            content = timeless(content)
        elif kind == "docx":
            content = _still(content)
        target.write_bytes(content)


def crop(path: Path, margin: float) -> None:
    """Cut every page's visible part down by `margin` points on each side with PDFium, as a PDF editor does."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path.read_bytes())
    for page in pdf:
        left, bottom, right, top = page.get_mediabox()
        page.set_cropbox(left + margin, bottom + margin, right - margin, top - margin)
    made = io.BytesIO()
    pdf.save(made)
    pdf.close()
    path.write_bytes(timeless(made.getvalue()))


def _still(archive: bytes) -> bytes:
    """The same archive with fixed times inside and out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (2025, 7, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:.]+Z?(?=<)", b"2025-07-01T09:00:00Z", content)
            new.writestr(entry, content)
    return buffer.getvalue()


def pdftotext(document: Path, *, layout: bool) -> str:
    """What pdftotext makes of a PDF, with or without -layout."""
    options = ["-layout"] if layout else []
    done = subprocess.run(["pdftotext", *options, str(document), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8")
