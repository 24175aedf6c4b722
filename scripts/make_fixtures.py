"""Make the files under fixtures/ from their sources: `python -m scripts.make_fixtures [--only NAME] [--check]`.

Forms need LibreOffice and Chromium on the PATH, python-docx and reportlab in the environment.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.fixtures import expected, hostile, produce, source, text, web, word

SUFFIXES = (
    "docx",
    "libreoffice.pdf",
    "html",
    "chromium.pdf",
    "txt",
    "rows.json",
    "findings.json",
)


def make(path: Path) -> None:
    """Write one form in every format beside the folder of its source."""
    form = source.load(path)
    stem = source.FORMS / form.name
    target = {suffix: stem.with_name(f"{form.name}.{suffix}") for suffix in SUFFIXES}
    word.write(form, target["docx"])
    web.write(form, target["html"])
    text.write(form, target["txt"])
    expected.write(form, source.FORMS)
    produce.libreoffice(target["docx"], target["libreoffice.pdf"])
    produce.chromium(target["html"], target["chromium.pdf"])


def outdated(path: Path) -> list[str]:
    """One line for each file of a form that is missing, or older than its source, its rulebook or the writers."""
    form = source.load(path)
    writers = [*(source.ROOT / "scripts" / "fixtures").glob("*.py"), source.ROOT / "rules" / f"{form.rulebook}.yaml"]
    newest = max((path, *writers), key=lambda each: each.stat().st_mtime)
    targets = [source.FORMS / f"{form.name}.{suffix}" for suffix in SUFFIXES]
    return [
        f"{each.name}: {newest.relative_to(source.ROOT)} is newer" if each.exists() else f"{each.name}: not made yet"
        for each in targets
        if not each.exists() or each.stat().st_mtime < newest.stat().st_mtime
    ]


def main(arguments: list[str] | None = None) -> int:
    """Make or check the fixtures; 1 where --check finds something to make."""
    parser = argparse.ArgumentParser(description="Make the files under fixtures/ from their sources.")
    parser.add_argument("--only", metavar="NAME", help="one form by its name, or `hostile`")
    parser.add_argument(
        "--check", action="store_true", help="name the files that are older than their source, write none"
    )
    options = parser.parse_args(arguments)
    sources = [each for each in sorted(source.SOURCES.glob("*.yaml")) if options.only in (None, each.stem)]
    if not sources and options.only != "hostile":
        parser.error(f"no form is called {options.only}")
    if options.check:
        stale = [line for each in sources for line in outdated(each)]
        print("\n".join(stale) or "every file is newer than its source")
        return 1 if stale else 0
    for each in sources:
        make(each)
        print(f"made {each.stem}")
    if options.only in (None, "hostile"):
        hostile.write(source.ROOT / "fixtures" / "hostile")
        print("made hostile")
    return 0


if __name__ == "__main__":
    sys.exit(main())
