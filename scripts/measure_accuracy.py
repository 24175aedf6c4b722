"""Measure how well hoscheck reads the zoo: `python -m scripts.measure_accuracy [--half seen --show] [--write]`.

Prints rows found, spurious rows, answers, texts, editions and refusals for each half, format, producer and layout;
`--write` puts the same figures into docs/accuracy.md. `--show` lists what is wrong, in the seen half only: the unseen
half is set aside to tell how hoscheck does on what nobody has tuned it to.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rapidfuzz import fuzz

from hoscheck.assess import audit
from hoscheck.errors import Unreadable
from hoscheck.model import Report, ReportRow

ROOT = Path(__file__).resolve().parents[1]
ZOO = ROOT / "fixtures" / "zoo"
PAGE = ROOT / "docs" / "accuracy.md"

SAME_TEXT = 0.9  # the least ratio, white space apart, at which a row's text counts as read
HALVES = ("seen", "unseen")


@dataclass(slots=True)
class Score:
    """Counts over documents; they add up."""

    documents: int = 0
    rows: int = 0
    found: int = 0
    spurious: int = 0
    answers: int = 0
    texts: int = 0
    exact: int = 0
    forms: int = 0
    editions: int = 0
    lookalikes: int = 0
    refused: int = 0

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def cells(self) -> list[str]:
        """The figures as they stand in a line of the tables."""
        return [
            str(self.documents),
            str(self.rows or "–"),
            share(self.found, self.rows),
            share(self.spurious, self.rows),
            share(self.answers, self.rows),
            share(self.texts, self.rows),
            share(self.exact, self.rows),
            share(self.editions, self.forms),
            f"{self.refused} of {self.lookalikes}" if self.lookalikes else "–",
        ]


HEADINGS = ("documents", "rows", "found", "spurious", "answers", "text", "letter for letter", "edition", "refused")


def share(part: int, whole: int) -> str:
    """A part in per cent, with one place."""
    if not whole:
        return "–"
    return f"{100 * part / whole:.1f} %" if part != whole else "100 %"


class Scored(Protocol):
    """What has a score."""

    score: Score


@dataclass(slots=True)
class Reading:
    """One document: its truth, its score and what is wrong."""

    truth: Mapping[str, Any]
    score: Score
    wrong: list[str] = field(default_factory=list)


def read(truth: Mapping[str, Any]) -> Reading:
    """Audit a document and hold the report against its truth."""
    reading = Reading(truth, Score(documents=1))
    report: Report | None = None
    reason = ""
    try:
        report = audit(ZOO / truth["file"])
    except Unreadable as error:
        reason = f"{error.reason}: {error}"
    if "refused" in truth:
        reading.score.lookalikes = 1
        reading.score.refused = int(reason.startswith(truth["refused"]))
        if not reading.score.refused:
            rows = len(report.rows) if report else 0
            reading.wrong.append(f"refusal: not as {truth['refused']} but {reason or f'read with {rows} rows'}")
        return reading
    reading.score.forms = 1
    reading.score.rows = len(truth["rows"])
    if report is None:
        reading.wrong.append(f"refused: {reason}")
        return reading
    reading.score.editions = int(report.detection.rulebook == truth["rulebook"])
    if not reading.score.editions:
        reading.wrong.append(f"edition: {report.detection.rulebook}, not {truth['rulebook']}")
    score_rows(reading.score, reading.wrong, truth["rows"], report.rows, joined=truth.get("joined", False))
    return reading


def score_rows(
    score: Score, wrong: list[str], wanted_rows: Sequence[Mapping[str, Any]], got: Sequence[ReportRow], *, joined: bool
) -> None:
    """Pair the rows by provision, in order, and count. `joined`: evidence and commentary only count together."""
    waiting: dict[str | None, list[ReportRow]] = defaultdict(list)
    for each in got:
        waiting[each.provision].append(each)
    for want in wanted_rows:
        name = want["provision"]
        if not waiting[name]:
            wrong.append(f"{name} found: no row")
            continue
        row = waiting[name].pop(0).row
        score.found += 1
        score.answers += row.answer == want["answer"]
        if row.answer != want["answer"]:
            wrong.append(f"{name} answer: {row.answer} ({row.answer_text!r}), not {want['answer']}")
        columns = ("evidence", "commentary")
        texts: list[tuple[str, str, str]] = [(column, getattr(row, column), want[column]) for column in columns]
        if joined:
            texts = [("text", " ".join(each[1] for each in texts), " ".join(each[2] for each in texts))]
        bad = [each for each in texts if _ratio(each[1], each[2]) < SAME_TEXT]
        score.texts += not bad
        score.exact += all(_solid(printed) == _solid(wanted) for _, printed, wanted in texts)
        wrong += [f"{name} {column}: {printed!r}, not {wanted!r}" for column, printed, wanted in bad]
    for provision, rows in waiting.items():
        score.spurious += len(rows)
        wrong += [f"{provision} spurious: {row.row.number!r} {row.row.requirement!r}" for row in rows]


def _solid(text: str) -> str:
    return re.sub(r"[\s\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]+", "", text)


def _ratio(text: str, other: str) -> float:
    return fuzz.ratio(_solid(text), _solid(other)) / 100


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


def total(readings: Iterable[Scored]) -> Score:
    score = Score()
    for reading in readings:
        score.add(reading.score)
    return score


def tables(readings: Sequence[Reading]) -> Iterator[tuple[str, list[tuple[str, Score]]]]:
    """(title, lines) of every table: totals, formats, producers, layouts of each half."""
    halves = {half: [each for each in readings if each.truth["half"] == half] for half in HALVES}
    yield "Totals", [(half, total(each)) for half, each in halves.items() if each]
    for half, each in halves.items():
        for title, key in (("format", "format"), ("producer", "producer"), ("layout", "layouts")):
            if half == "unseen" and key == "producer":
                continue  # with format and layout it would point at single documents
            groups: dict[str, list[Reading]] = defaultdict(list)
            for reading in each:
                value = reading.truth[key]
                for name in value if isinstance(value, list) else [value]:
                    groups[name].append(reading)
            if groups:
                yield f"By {title}, {half} half", [(name, total(group)) for name, group in sorted(groups.items())]


def text_table(lines: Sequence[tuple[str, Score]]) -> str:
    rows = [["", *HEADINGS], *([name, *score.cells()] for name, score in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )  # fmt: skip


def markdown_table(lines: Sequence[tuple[str, Score]]) -> str:
    made = ["| | " + " | ".join(HEADINGS) + " |", "|---|" + "---:|" * len(HEADINGS)]
    return "\n".join([*made, *(f"| {name} | " + " | ".join(score.cells()) + " |" for name, score in lines)])


_INTRODUCTION = """# How well hoscheck reads what it has never seen

Generated by `python -m scripts.measure_accuracy --write` from the documents under `fixtures/zoo/`: invented landlords'
self-assessments in the layouts in which such forms are published, and look-alikes that are no self-assessment. Every
document has its truth beside it (`fixtures/zoo/truth/`). Half of them, the *unseen* half, are set aside: hoscheck is
not tuned to them, and only their sums are ever looked at.

Made by: {programs}.

- **found**: rows of the form that were found and matched to the right provision
- **spurious**: rows reported that the form does not have, as a share of its rows
- **answers**, **text**: of all rows, those whose answer is right; whose evidence and commentary are each like the
  printed ones (white space apart, similarity {same} or more). **letter for letter**: both are equal, white space apart
- **edition**: forms of which the right edition of the Code was told
- **refused**: look-alikes refused as such

A document shows several layouts and counts in each of them.
"""


def page(readings: Sequence[Reading]) -> str:
    """docs/accuracy.md."""
    programs = ", ".join(sorted({each.truth["producer"] for each in readings}))
    parts = [_INTRODUCTION.format(programs=programs, same=SAME_TEXT)]
    for title, lines in tables(readings):
        parts.append(f"## {title}\n\n{markdown_table(lines)}\n")
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; 2 where unseen details were asked for."""
    parser = argparse.ArgumentParser(description="Measure how well hoscheck reads fixtures/zoo.")
    parser.add_argument("--half", choices=HALVES, help="this half only")
    parser.add_argument("--show", action="store_true", help="list what is wrong in each document (seen half only)")
    parser.add_argument("--layout", help="only documents of this layout")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these documents (seen half)")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    options = parser.parse_args(arguments)
    if options.show and options.half != "seen":
        parser.error("--show needs --half seen: the unseen half is set aside and only its sums are printed")
    if options.write and (options.half or options.layout or options.only):
        parser.error("--write measures everything")
    logging.disable(logging.CRITICAL)
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ZOO / "truth").glob("*.json"))]
    wanted = [each for each in truths if _wanted(each, options)]
    readings = [read(each) for each in wanted]
    if options.show:
        for reading in readings:
            if reading.wrong:
                print(f"── {reading.truth['file']} ({', '.join(reading.truth['layouts'])})")
                print("\n".join(f"   {line}" for line in reading.wrong))
    for title, lines in tables(readings):
        print(f"\n{title}\n{text_table(lines)}")
    if options.write:
        PAGE.write_text(page(readings), encoding="utf-8", newline="\n")
    return 0


def _wanted(truth: Mapping[str, Any], options: argparse.Namespace) -> bool:
    if options.only and (truth["half"] != "seen" or Path(truth["file"]).stem not in options.only):
        return False
    return options.half in (None, truth["half"]) and (not options.layout or options.layout in truth["layouts"])


if __name__ == "__main__":
    sys.exit(main())
