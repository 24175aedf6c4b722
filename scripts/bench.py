"""Speed, whole processes side by side in one run: `make bench`.

Two targets, each the ratio of two medians that were measured in turns, so that a busy machine slows both sides alike:

- `hoscheck --version` against a bare Python;
- `hoscheck audit` of a ruled PDF of twenty pages against a process that does nothing but pdfplumber's `extract_tables`
  on every page of it.

Nothing is held against a clock. The exit status is 1 where a ratio is above its target, 2 where hoscheck is not
installed beside this Python. Below them stands, without a target, what reading a page costs against PDFium's own floor:
loading the page and its text.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / "fixtures" / "forms"
PRODUCERS = ("libreoffice", "chromium")  # one draws rules as strokes, the other as thin filled boxes
PAGES = 20

START_AT_MOST = 2.0
AUDIT_AT_MOST = 0.2
START_ROUNDS = 31  # a start takes some 20 ms, of which chance is a good part
AUDIT_ROUNDS = 5
READING_ROUNDS = 5

TABLES = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
        page.close()  # or the memory of every page is kept
"""


@dataclass(frozen=True, slots=True)
class Race:
    """Two things that were timed in turns, in seconds; `at_most` is the target for ours divided by theirs."""

    title: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    at_most: float | None = None

    @property
    def ratio(self) -> float:
        """The median of ours against the median of theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def met(self) -> bool:
        """True where the ratio is no more than the target; also where there is none."""
        return self.at_most is None or self.ratio <= self.at_most


def table(races: Sequence[Race]) -> str:
    """The races as lines of text: medians in milliseconds, the ratio, the target and whether it is met."""
    rows = [("", "ours", "theirs", "ratio", "target", "")]
    for race in races:
        verdict = "" if race.at_most is None else "met" if race.met else "MISSED"
        target = "" if race.at_most is None else f"<= {race.at_most:.2f}"
        ours, theirs = (f"{1000 * statistics.median(each):.1f} ms" for each in (race.ours, race.theirs))
        rows.append((race.title, ours, theirs, f"{race.ratio:.3f}", target, verdict))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def in_turns(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Call both in turns, `rounds` times each after one round that is not counted; the seconds that each call took."""
    times: tuple[list[float], list[float]] = ([], [])
    for count in range(rounds + 1):
        for call, kept in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            call()
            if count:
                kept.append(time.perf_counter() - start)
    return tuple(times[0]), tuple(times[1])


def processes(folder: Path) -> Mapping[str, str]:
    """The environment of the timed processes. Python keeps its bytecode, as it does for an installed program, but in
    `folder`, so that the checkout stays as it is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def call(command: Sequence[str], environment: Mapping[str, str]) -> Callable[[], object]:
    """A call that runs a process to its end and raises CalledProcessError where that is not a good one."""

    def run() -> object:
        return subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    return run


def installed() -> str:
    """The `hoscheck` beside this Python."""
    found = shutil.which("hoscheck", path=str(Path(sys.executable).parent))
    if found is None:
        print("hoscheck is not installed beside this Python; `make bench` installs it", file=sys.stderr)
        raise SystemExit(2)
    return found


def cut(source: Path, target: Path, pages: int) -> Path:
    """Write the first pages of a PDF."""
    import pypdfium2

    whole = pypdfium2.PdfDocument(source)
    part = pypdfium2.PdfDocument.new()
    part.import_pages(whole, list(range(pages)))
    part.save(target)
    part.close()
    whole.close()
    return target


def audited(hoscheck: str, document: Path, environment: Mapping[str, str]) -> list[str]:
    """The command to be timed, once it is known to do its work: whole document, dozens of rows."""
    command = [hoscheck, "audit", str(document), "--exit-zero"]
    said = subprocess.run([*command, "--format", "json"], env=environment, check=True, capture_output=True).stdout
    report = json.loads(said)["reports"][0]
    assert (report["document"]["status"], report["document"]["pages"]) == ("complete", PAGES), report["document"]
    assert report["summary"]["present"] > 40, report["summary"]
    return command


def reading(title: str, document: Path) -> Race:
    """In this process: our reader against loading each page and its text and nothing more."""
    import pypdfium2_raw as pdfium

    from hoscheck.extract import pdf

    data = document.read_bytes()

    def floor() -> None:
        opened = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        for index in range(pdfium.FPDF_GetPageCount(opened)):
            page = pdfium.FPDF_LoadPage(opened, index)
            text = pdfium.FPDFText_LoadPage(page)
            pdfium.FPDFText_CountChars(text)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(opened)

    ours, theirs = in_turns(lambda: pdf.read(data, document.name), floor, READING_ROUNDS)
    return Race(title, tuple(each / PAGES for each in ours), tuple(each / PAGES for each in theirs))


def machine() -> str:
    """What the figures were taken on."""
    versions = (
        f"{name} {importlib.metadata.version(name)}" for name in ("hoscheck", "pdfplumber", "pypdfium2", "typer")
    )
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"
    return f"{when}, {where}\nPython {platform.python_version()}, {', '.join(versions)}"


def main() -> int:
    """Run all races and print them; 1 where a target is missed."""
    hoscheck = installed()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = processes(folder)
        start = [sys.executable, "-c", "pass"]
        races = [
            Race(
                "hoscheck --version | python -c pass",
                *in_turns(call([hoscheck, "--version"], environment), call(start, environment), START_ROUNDS),
                START_AT_MOST,
            )
        ]
        documents = {each: cut(FORMS / f"pages-2024.{each}.pdf", folder / f"{each}.pdf", PAGES) for each in PRODUCERS}
        for producer, document in documents.items():
            ours = call(audited(hoscheck, document, environment), environment)
            theirs = call([sys.executable, "-c", TABLES, str(document)], environment)
            title = f"hoscheck audit | pdfplumber, {PAGES} pages by {producer}"
            races.append(Race(title, *in_turns(ours, theirs, AUDIT_ROUNDS), AUDIT_AT_MOST))
        for producer, document in documents.items():
            races.append(reading(f"reading a page | PDFium's page and text, {producer}", document))
    print(f"\n{table(races)}")
    return 0 if all(race.met for race in races) else 1


if __name__ == "__main__":
    sys.exit(main())
