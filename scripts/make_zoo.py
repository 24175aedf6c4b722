"""Make fixtures/zoo/ from its sources: `python -m scripts.make_zoo [--only NAME …] [--list]`.

Needs LibreOffice, Chromium and pdftotext on the PATH; python-docx, weasyprint, typst, reportlab and fpdf2 in the
environment. A document keeps the half that its truth names; new ones are shared out so that every layout is in both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from scripts.zoo import catalogue, halves
from scripts.zoo.content import ZOO
from scripts.zoo.entries import Entry

TRUTH = ZOO / "truth"
LARGEST = 200_000  # bytes; a zoo of small documents can be read as a whole in every test run


def main(arguments: list[str] | None = None) -> int:
    """Make the documents and their truth; 1 where a document is too large or a layout is in one half only."""
    parser = argparse.ArgumentParser(description="Make the documents under fixtures/zoo.")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these documents and no other")
    parser.add_argument("--missing", action="store_true", help="only documents that were not made yet")
    parser.add_argument("--list", action="store_true", help="name every layout and how many documents show it")
    options = parser.parse_args(arguments)
    every = {entry.name: entry for entry in catalogue.entries()}
    shared = share(every)
    if options.list:
        count = Counter(label for entry in every.values() for label in entry.layouts)
        print("\n".join(f"{number:3} {label}" for label, number in sorted(count.items())))
        return 0
    TRUTH.mkdir(parents=True, exist_ok=True)
    problems = [f"{label}: in one half only" for label in halves.lonely(_told(every), shared)]
    for name, entry in every.items():
        target = ZOO / entry.file
        if (options.only and name not in options.only) or (options.missing and target.exists()):
            continue
        truth, beside = _written({**entry.truth(), "half": shared[name]}), TRUTH / f"{name}.json"
        told = beside.read_text(encoding="utf-8") if beside.exists() else ""
        if "owner-password" in entry.layouts and target.exists() and told == truth and not options.only:
            continue  # its key is new every time; the same bytes are worth more than fresh ones
        entry.make(target)
        beside.write_text(truth, encoding="utf-8", newline="\n")
        size = target.stat().st_size
        print(f"{size:8} {entry.file}", flush=True)
        if size > LARGEST:
            problems.append(f"{entry.file}: {size} bytes")
    if not options.only:
        kept = {ZOO / "README.md", *(ZOO / entry.file for entry in every.values())} | {
            TRUTH / f"{name}.json" for name in every
        }
        for path in [*ZOO.glob("*.*"), *TRUTH.glob("*.json")]:
            if path not in kept:
                path.unlink()
    if problems:
        print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


def _written(truth: dict[str, Any]) -> str:
    """JSON with a line a row, so that a change of one row shows as one line."""
    rows = truth.get("rows", [])
    facts = json.dumps({key: value for key, value in truth.items() if key != "rows"}, ensure_ascii=False, indent=1)
    if not rows:
        return facts + "\n"
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{facts[:-2]},\n "rows": [\n  {lines}\n ]\n}}\n'


def share(every: dict[str, Entry]) -> dict[str, str]:
    """The half of each document."""
    known = {}
    for path in TRUTH.glob("*.json"):
        known[path.stem] = json.loads(path.read_text(encoding="utf-8"))["half"]
    return halves.assign(_told(every), known)


def _told(every: dict[str, Entry]) -> dict[str, list[str]]:
    """What is to be in both halves: layouts, producers, formats, and layouts of the commoner producers."""
    return {name: [*entry.layouts, f"by {entry.producer}", f"as {entry.format}"] for name, entry in every.items()}


if __name__ == "__main__":
    sys.exit(main())
