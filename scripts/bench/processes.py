"""Whole processes: the start of hoscheck and an audit beside pdfplumber, and the most memory that a process takes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scripts.bench.races import Race, in_turns

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "fixtures" / "forms"
PRODUCERS = ("libreoffice", "chromium")  # one draws rules as strokes, the other as thin filled boxes
PAGES = 20

START_AT_MOST = 2.0
AUDIT_AT_MOST = 0.2
START_ROUNDS = 31  # a start takes some 20 ms, of which chance is a good part
AUDIT_ROUNDS = 3

TABLES = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
        page.close()  # or the memory of every page is kept
"""


def environment(folder: Path) -> Mapping[str, str]:
    """The environment of the timed processes. Python keeps its bytecode, as it does for an installed program, but in
    `folder`, so that the checkout stays as it is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def call(command: Sequence[str], variables: Mapping[str, str]) -> Callable[[], object]:
    """A call that runs a process to its end and raises CalledProcessError where that is not a good one."""

    def run() -> object:
        return subprocess.run(command, env=variables, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

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


def races(folder: Path, quick: bool) -> list[Race]:
    """Start and audit, each against its peer in turns, after a round that is not counted."""
    hoscheck, variables = installed(), environment(folder)
    start = [sys.executable, "-c", "pass"]
    done = [
        _race(
            "hoscheck --version ÷ python -c pass",
            "start",
            call([hoscheck, "--version"], variables),
            call(start, variables),
            5 if quick else START_ROUNDS,
            START_AT_MOST,
        )
    ]
    for producer in PRODUCERS[: 1 if quick else None]:
        document = cut(FORMS / f"pages-2024.{producer}.pdf", folder / f"{producer}.pdf", PAGES)
        ours = call(_audited(hoscheck, document, variables), variables)
        theirs = call([sys.executable, "-c", TABLES, str(document)], variables)
        title, on = "hoscheck audit ÷ pdfplumber", f"pages-2024, {producer}, {PAGES} pages"
        done.append(_race(title, on, ours, theirs, 1 if quick else AUDIT_ROUNDS, AUDIT_AT_MOST))
    return done


def _race(
    title: str, on: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int, at_most: float
) -> Race:
    ours()
    theirs()
    times = in_turns({"ours": (ours, rounds), "theirs": (theirs, rounds)}, time.perf_counter)
    return Race(title, on, times["ours"], times["theirs"], at_most)


def _audited(hoscheck: str, document: Path, variables: Mapping[str, str]) -> list[str]:
    """The command to be timed, once it is known to do its work: whole document, dozens of rows."""
    command = [hoscheck, "audit", str(document), "--exit-zero"]
    said = subprocess.run([*command, "--format", "json"], env=variables, check=True, capture_output=True).stdout
    report = json.loads(said)["reports"][0]
    assert (report["document"]["status"], report["document"]["pages"]) == ("complete", PAGES), report["document"]
    assert report["summary"]["present"] > 40, report["summary"]
    return command


def alone(work: str, argument: Path | str, variables: Mapping[str, str]) -> dict[str, float]:
    """Do a piece of work (`scripts.bench.alone`) in a process of its own: its seconds, MiB and marks."""
    command = [sys.executable, "-m", "scripts.bench.alone", work, str(argument)]
    made = subprocess.run(command, env=variables, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
    found: dict[str, float] = json.loads(made.stdout.splitlines()[-1])
    return found
