"""What an entry of the zoo is, and how its sheet is put together from a few choices."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scripts.fixtures import source
from scripts.zoo import content
from scripts.zoo.content import Landlord, Writer, ZooRow
from scripts.zoo.sheet import Column, Sheet, official

_SUFFIX = {"pdf": "pdf", "docx": "docx", "html": "html", "text": "txt"}
# Layouts that the look itself says; everything else an entry names.
_TOLD = {
    "dark": "dark-header", "zebra": "zebra", "justify": "justified-hyphenated", "watermark": "watermark",
    "running_header": "running-lines", "columns": "two-columns", "banners": "banner-rows",
}  # fmt: skip
_TRICKS = {
    "twice": "fake-bold", "chars": "letter-by-letter", "shuffled": "out-of-order", "hidden": "invisible-text",
    "xobject": "form-xobject", "rotate": "rotate-90", "sideways": "drawn-sideways", "crop": "cropbox",
    "vectors": "drawn-ticks",
}  # fmt: skip
# Where cells follow one another without a sign, nobody can tell where evidence ends and commentary begins: the truth is
# then what both say together.
_RUN_TOGETHER = {"stacked-cells", "glued-cells", "pdftotext-plain"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the zoo. `make` writes it; `sheet` is what it says, None where it is to be refused."""

    name: str
    format: str
    producer: str
    layouts: tuple[str, ...]
    make: Callable[[Path], None]
    sheet: Sheet | None
    suffix: str = ""
    refused: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix or _SUFFIX[self.format]}"

    def truth(self) -> dict[str, Any]:
        """The truth of the document but for its half."""
        facts: dict[str, Any] = {
            "file": self.file,
            "format": self.format,
            "producer": self.producer,
            "layouts": list(self.layouts),
        }
        if self.sheet is None:
            return {**facts, "refused": self.refused}
        rows = [content.truth(row, self.sheet.edition) for row in self.sheet.rows]
        facts |= {"rulebook": self.sheet.edition, "landlord": self.sheet.landlord.name}
        if "commentary" in {column.role for column in self.sheet.columns} and _RUN_TOGETHER & set(self.layouts):
            facts["joined"] = True
        return {**facts, "rows": rows}


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices from which a sheet is made."""

    name: str
    base: str = "clean-2024"  # the form under fixtures/forms/src whose rows are told
    sections: str = ""
    style: str = "mixed"
    answers: str = "mixed"
    words: Mapping[str, Sequence[str]] | None = None
    look: Mapping[str, Any] = field(default_factory=dict)
    columns: Sequence[Column] | None = None
    change: Callable[[tuple[ZooRow, ...]], tuple[ZooRow, ...]] | None = None
    title: str = ""
    two_columns: bool | None = None

    @property
    def edition(self) -> str:
        return "hos-2022" if self.base.endswith("2022") else "hos-2024"


def number_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:12], 16)


def landlord_of(name: str) -> Landlord:
    known = content.landlords()
    return known[number_of(name) % len(known)]


def sheet_of(plan: Plan) -> Sheet:
    """The sheet that the plan asks for; the same plan gives the same sheet."""
    landlord = landlord_of(plan.name)
    writer = Writer(plan.name, plan.base, landlord)
    columns = tuple(plan.columns or official(plan.edition))
    two = any(column.role == "commentary" for column in columns) if plan.two_columns is None else plan.two_columns
    rows = writer.rows(plan.sections, style=plan.style, answers=plan.answers, words=plan.words, two_columns=two)
    if plan.change:
        rows = plan.change(rows)
    if plan.look.get("curly"):
        rows = tuple(_curly(row) for row in rows)
    number = number_of(plan.name)
    new = plan.edition == "hos-2024"
    date = f"{1 + number % 27} {('May', 'June', 'September')[number % 3]} {2025 if new else 2023}"
    say = content.texts()
    titles = say["titles"][plan.edition]
    title = plan.title or writer.fill(titles[number % len(titles)]).replace("{year}", "2025" if new else "2022-23")
    preambles = [writer.fill(text).replace("{date}", date) for text in say["preambles"]]
    closings = [writer.fill(text) for text in say["closings"]]
    return Sheet(
        plan.edition,
        landlord,
        title,
        tuple(preambles[(number + step) % len(preambles)] for step in range(2)),
        (closings[number % len(closings)],),
        rows,
        columns,
        plan.look,
    )


def _curly(row: ZooRow) -> ZooRow:
    turned = (content.curly(text) for text in (row.requirement, row.evidence, row.commentary))
    requirement, evidence, commentary = turned
    return replace(row, requirement=requirement, evidence=evidence, commentary=commentary)


def labels(sheet: Sheet, *more: str) -> tuple[str, ...]:
    """The layouts that the sheet shows by itself, and those that the entry adds."""
    look = sheet.look
    found = [label for key, label in _TOLD.items() if look.get(key)]
    found += [_TRICKS[look["trick"]]] if look.get("trick") else []
    found += ["small-type"] if look.get("size", 9) <= 7 else []
    found += (
        [{"landscape": "landscape", "a3": "a3"}[look["paper"]]] if look.get("paper", "portrait") != "portrait" else []
    )
    if look.get("tables", "section") == "one":
        found.append("one-table")
    found += ["curly-quotes"] if look.get("curly") else []
    roles = {column.role for column in sheet.columns}
    found += ["yes-and-no-columns"] if "yes" in roles else []
    found += ["number-in-requirement"] if "both" in roles else []
    found += ["no-numbers"] if not roles & {"number", "both"} else []
    found += _extra(sheet.columns)
    found += ["nested-table"] if any(row.nested for row in sheet.rows) else []
    found += ["vertical-merge"] if any(row.second for row in sheet.rows) else []
    found += ["group"] if any(row.members for row in sheet.rows) else []
    found += ["all-72"] if len(sheet.rows) == len(source.rulebook(sheet.edition)) else []
    return tuple(dict.fromkeys([*more, *found]))


def _extra(columns: Sequence[Column]) -> list[str]:
    places = [index for index, column in enumerate(columns) if not column.role.startswith("extra:")]
    found = []
    for index, column in enumerate(columns):
        if column.role.startswith("extra:"):
            where = "before" if index < places[0] else "after" if index > places[-1] else "between"
            found.append(f"extra-{where}")
    return found


# ── changes to rows that several entries share ───────────────────────────────────────────────────


def with_nested(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    """A small table in the evidence of every sixth row."""
    tables = content.texts()["nested"]
    return tuple(
        replace(row, nested=tuple(tuple(line) for line in tables[index // 6 % len(tables)]), evidence=row.evidence)
        if index % 6 == 2
        else row
        for index, row in enumerate(rows)
    )


def with_second(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    """A second evidence row under every fifth requirement."""
    said = content.texts()["statements"]
    return tuple(
        replace(row, second=said[(index * 7) % 10]) if index % 5 == 1 else row for index, row in enumerate(rows)
    )


def with_long(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    """Evidence of more than a page in every seventh row, in alternating columns."""
    long = [text.strip() for text in content.texts()["long"]]
    made = []
    for index, row in enumerate(rows):
        if index % 7 == 3:
            both = f"{long[0]}\n\n{long[1]}"
            row = replace(row, evidence=both) if index % 2 else replace(row, commentary=both, evidence=row.evidence)
        made.append(row)
    return tuple(made)


def with_long_evidence(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    """The same for forms of one column."""
    long = [text.strip() for text in content.texts()["long"]]
    return tuple(
        replace(row, evidence=f"{long[0]}\n\n{long[1]}") if index % 7 == 3 else row for index, row in enumerate(rows)
    )


def with_extra(**values: Sequence[str]) -> Callable[[tuple[ZooRow, ...]], tuple[ZooRow, ...]]:
    """Further columns whose values follow one another down the rows."""

    def change(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
        return tuple(
            replace(row, extra={name.replace("_", " "): texts[index % len(texts)] for name, texts in values.items()})
            for index, row in enumerate(rows)
        )

    return change


def with_members(names: Sequence[str], *, in_cell: bool) -> Callable[[tuple[ZooRow, ...]], tuple[ZooRow, ...]]:
    """Two landlords' answers in a row; any No wins."""

    def change(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
        made = []
        for index, row in enumerate(rows):
            first, second = ("Yes", "No") if index % 6 == 4 else ("No", "Yes") if index % 11 == 7 else ("Yes", "Yes")
            answer = "no" if "No" in (first, second) else "yes"
            text = f"{names[0]}: {first}\n\n{names[1]}: {second}" if in_cell else first
            made.append(replace(row, answer=answer, answer_text=text, members=(first, second)))
        return tuple(made)

    return change


def without_numbers(rows: tuple[ZooRow, ...]) -> tuple[ZooRow, ...]:
    return tuple(replace(row, printed=None) for row in rows)
