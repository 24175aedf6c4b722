"""Measure how often the landlord's name and the date are read: `python -m scripts.measure_titles [held_back]`.

The documents of `fixtures/titles/` hold what stands around a form. Of the held-back half only the sums are printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hoscheck import rulebook
from hoscheck.extract import Forms, identified
from hoscheck.extract.rows import assemble
from hoscheck.model import Block, Document, Paragraph, Table, TableRow

TITLES = Path(__file__).resolve().parents[1] / "fixtures" / "titles"
FORM = Table(
    tuple(
        TableRow(cells)
        for cells in (
            ("Code provision", "Code requirement", "Comply", "Evidence"),
            ("1.2", "A complaint must be defined", "Yes", "The Ashgrove Housing Trust policy of 3 May 2023"),
            ("1.3", "A resident does not have to use the word", "Yes", "Approved by the Board on 5 June 2021"),
            ("1.4", "Landlords must recognise the difference", "Yes", "Last updated: 7 July 2022"),
        )
    )
)


def document(sample: dict[str, Any]) -> Document:
    """The document that a sample describes: a paragraph a line, `|` before each cell of a table's row."""
    blocks: list[Block] = []
    rows: list[TableRow] = []
    for line in [*sample["text"].splitlines(), ""]:
        if line.startswith("|"):
            rows.append(TableRow(tuple(cell.strip() for cell in line[1:].split("|"))))
            continue
        if rows:
            wide = max(len(row.cells) for row in rows)
            blocks.append(Table(tuple(TableRow((*row.cells, *[""] * (wide - len(row.cells)))) for row in rows)))
            rows = []
        if line:
            blocks.append(FORM if line == "FORM" else Paragraph(line))
    metadata: dict[str, str] = {name: sample[name] for name in ("title", "header", "footer") if name in sample}
    return Document("text", tuple(blocks), metadata=metadata)


def read(sample: dict[str, Any], forms: Forms) -> tuple[str | None, str | None]:
    """The landlord and the date, as they are read from a sample."""
    made = document(sample)
    found = identified(assemble(made, forms), made)
    return found.landlord, found.assessed_on.isoformat() if found.assessed_on else None


def truth(sample: dict[str, Any]) -> tuple[str | None, str | None]:
    """The landlord and the date that a reader finds in a sample."""
    return sample["landlord"], sample["date"].isoformat() if sample["date"] else None


def samples(half: str) -> list[dict[str, Any]]:
    """The samples of a half: seen, held_back."""
    loaded: list[dict[str, Any]] = yaml.safe_load((TITLES / f"{half}.yaml").read_text(encoding="utf-8"))
    return loaded


def counted(half: str) -> Iterator[tuple[dict[str, Any], tuple[bool, bool], tuple[str | None, str | None]]]:
    """Each sample, whether its landlord and its date are right, and what was read."""
    forms = Forms(rulebook.built_in())
    for sample in samples(half):
        found, right = read(sample, forms), truth(sample)
        yield sample, (found[0] == right[0], found[1] == right[1]), found


def main() -> None:
    """Print the sums of each half, and what was misread of the seen one."""
    for half in sys.argv[1:] or ["seen"]:
        results = list(counted(half))
        for sample, (name, day), found in results if half == "seen" else ():
            if not (name and day):
                print(f"{sample['name']}: {found} for {truth(sample)}")
        guessed = sum(bool(found[at] and not right[at]) for _, right, found in results for at in (0, 1))
        print(
            f"{half}: {sum(right[0] for _, right, _ in results)} of {len(results)} landlords, "
            f"{sum(right[1] for _, right, _ in results)} of {len(results)} dates; {guessed} wrong guesses"
        )


if __name__ == "__main__":
    main()
