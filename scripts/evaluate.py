"""Hold the judgement against labelled rows: `python -m scripts.evaluate [--show] [--only CHECK] [--write]`.

fixtures/eval/ holds rows of our own writing, each labelled with its support and with the findings that a careful
reviewer would make (README.md there says how). `open/` is for tuning and is learnt from, so that its figures say little
of rows that nobody has seen; `aside/` is set aside: only its sums are printed.
`clean/` holds whole forms on which nothing may be found. Prints precision, recall and F1 of every check for both parts;
`--write` puts the same into docs/judgement.md. The exit status is 1 where the part set aside misses a target; with
`--check`, where the page says otherwise or a clean form is found fault with.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hoscheck import checks
from hoscheck.__main__ import LOOK_FOR_GARBAGE_AFTER
from hoscheck.model import Severity, Support
from scripts.labelled import Judged, forms, judge

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "judgement.md"
PARTS = ("open", "aside")
DRILL = "drill"  # rows written to be hard for one check: learnt from and tuned on, and counted in neither part

# What the part set aside must reach: support, and precision and recall of each check.
SUPPORT = 0.97
PRECISION = 0.95
RECALL = 0.90
HARD = {"answer-contradicted": 0.85, "timescale-conflict": 0.85, "overdue-promise": 0.85}  # recall
CLEAN_FORMS = 20
PACE_ROWS = 72  # of a whole form; judging one is to take less than 50 ms
PACE_RUNS = 3
POINTED = {"policy-only-evidence"}
TOO_LONG, CONTRADICTED = "timescale-conflict", "answer-contradicted"
TWICE, MISSING, UNCLEAR = "duplicate-provision", "missing-provision", "edition-unclear"
EDITION = "(edition found)"  # counted beside the checks: of a form whose edition was to be found, whether it was


# ── scores ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Score:
    """What was found, wanted and both."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """The sums of one part, and what is wrong, for those who tune."""

    rows: int = 0
    labelled: int = 0
    supported: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    checks: dict[str, Score] = field(default_factory=lambda: {each.id: Score() for each in checks.CHECKS})
    wrong: list[str] = field(default_factory=list)

    @property
    def support(self) -> float:
        return self.supported / self.labelled if self.labelled else 1.0

    def count(self, where: str, wanted: set[str], found: set[str]) -> None:
        for check in wanted | found:
            score = self.checks.setdefault(check, Score())
            score.right += check in wanted and check in found
            score.wrong += check not in wanted
            score.missed += check not in found
            if (check in wanted) != (check in found):
                self.wrong.append(f"{check} {'MISSED' if check in wanted else 'WRONG'}: {where}")


def scores(part: str, only: str = "") -> Scores:
    """Judge a part and add up; `only` is the beginning of the names of the files to look at."""
    total = Scores()
    for content in forms(part, only):
        judged = judge(content)
        wanted, may = _labels(content)
        if judged.to_be_found:
            unclear = {UNCLEAR}
            total.count(f"{judged.name} as a whole", wanted & unclear, (judged.at_large() - may) & unclear)
            if UNCLEAR in wanted | may:
                continue  # what else is found depends on the edition that was taken
            total.count(judged.name, {EDITION}, {EDITION} if judged.edition_found else set())
            if not judged.edition_found:
                continue
        for line, given in enumerate(content["rows"], 1):
            _count_row(total, judged, line, given)
        if content.get("whole") or content.get("about"):
            told = {UNCLEAR} if judged.to_be_found else set()  # counted above
            total.count(f"{judged.name} as a whole", wanted - told, judged.at_large() - may - told)
            _count_missing(total, judged)
    return total


def _count_missing(total: Scores, judged: Judged) -> None:
    wanted, found = set(map(str, judged.content.get("missing") or ())), judged.missing()
    for number in wanted | found:
        told = [{MISSING} if number in each else set() for each in (wanted, found)]
        total.count(f"{judged.name} {number}", *told)


def _count_row(total: Scores, judged: Judged, line: int, given: Mapping[str, Any]) -> None:
    row = judged.case.assessment.rows[line - 1]
    where = f"{judged.name} {row.number} {row.answer.value}: {row.evidence!r} | {row.commentary!r}"
    total.rows += 1
    label = given.get("support", "either")
    if label != "either":
        total.labelled += 1
        total.supported += row.support is Support(label)
        if row.support is not Support(label):
            total.confused[label, row.support.value] += 1
            total.wrong.append(f"support {row.support.value}, not {label}: {where}")
    wanted, may = _labels(given)
    if label == "either":
        may |= POINTED - wanted  # where it may be a pointer or a statement, either finding is right
    if TOO_LONG in wanted:
        may |= {CONTRADICTED} - wanted  # a limit that is too long contradicts the Yes, and is told already
    found = judged.found(line) - may
    judged_whole = judged.content.get("whole") or judged.content.get("about")
    if not judged_whole and TWICE not in _all_labels(judged.content):
        found.discard(TWICE)  # a form that is only a heap of rows may hold a provision several times
    total.count(where, wanted, found)


def _labels(given: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The checks that must fire, and those, with a question mark behind them, that are right either way."""
    finds = given.get("finds") or ()
    return {each for each in finds if not each.endswith("?")}, {each[:-1] for each in finds if each.endswith("?")}


def _all_labels(content: Mapping[str, Any]) -> set[str]:
    """The findings that are labelled anywhere on a form's rows."""
    rows = [each for each in content["rows"] if isinstance(each, Mapping)]
    return {label for each in rows for label in each.get("finds") or ()}


def clean() -> tuple[int, list[str]]:
    """How many clean forms there are, and each error or warning on them."""
    told, count = [], 0
    for content in forms("clean"):
        count += 1
        judged = judge(content)
        for each in judged.findings:
            if each.severity >= Severity.WARNING and (content.get("whole") or each.check != "missing-provision"):
                told.append(f"{judged.name} {each.provision}: {each.check}: {each.message}")
    return count, told


def pace() -> str:
    """How long it takes to judge what was read: support, matching and all checks, of each whole form of at least
    PACE_ROWS rows; in processor time, the best of a few runs, since other programs may be at work. The forms take
    turns: of what is kept while one is judged nothing is left when it is judged again."""
    gc.set_threshold(LOOK_FOR_GARBAGE_AFTER)  # as the command line does
    whole = [content for content in forms("clean") if len(content["rows"]) >= PACE_ROWS]
    for content in whole:
        judge(content)  # word lists and rulebooks are loaded once
    runs = [[_seconds(content) for content in whole] for _ in range(PACE_RUNS)]
    taken = [min(each) for each in zip(*runs, strict=True)]
    if not taken:
        return "no whole form to take the time of"
    median = sorted(taken)[len(taken) // 2]
    slowest = 1000 * max(taken)
    return (
        f"{len(taken)} forms of {PACE_ROWS} rows are judged in {1000 * median:.0f} ms, the slowest in {slowest:.0f} ms"
    )


def _seconds(content: Mapping[str, Any]) -> float:
    begin = time.process_time()
    judge(content)
    return time.process_time() - begin


# ── the page ─────────────────────────────────────────────────────────────────────────────────────


def lines(found: Scores) -> list[list[str]]:
    """The checks' figures as lines of a table; a check that nothing was written for says so."""
    told = []
    for check, score in found.checks.items():
        wanted = score.right + score.missed
        if wanted + score.wrong == 0:
            told.append([check, "0", "–", "–", "–"])
            continue
        told.append([check, str(wanted), *(f"{each:.3f}" for each in (score.precision, score.recall, score.f1))])
    return told


HEADINGS = ("check", "labelled", "precision", "recall", "F1")


def text_table(rows: Sequence[Sequence[str]]) -> str:
    all_rows = [HEADINGS, *rows]
    widths = [max(len(row[at]) for row in all_rows) for at in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in all_rows
    )


_INTRODUCTION = """# How well hoscheck judges

Generated by `make eval` from the rows under `fixtures/eval/`: sentences of our own, as landlords write them, labelled
by what a careful reviewer would find. The part *set aside* was never read while tuning; only its sums are looked at. Of
the other part the weights of words are learnt, so that its figures say little of rows that nobody has seen. A row whose
support may be judged either way is left out of the support figure.

"""


def page(found: Mapping[str, Scores], forms_clean: int, told: Sequence[str]) -> str:
    """docs/judgement.md."""
    parts = [_INTRODUCTION]
    titles = {"open": "The part that is tuned on and learnt from", "aside": "The part set aside"}
    for part in reversed(PARTS):
        score = found[part]
        parts.append(f"## {titles[part]}\n\n")
        share = f"{score.supported} of {score.labelled} ({100 * score.support:.1f} %)"
        parts.append(f"{score.rows} rows; support right in {share}.\n\n")
        parts.append("| " + " | ".join(HEADINGS) + " |\n|---|" + "---:|" * (len(HEADINGS) - 1) + "\n")
        parts += ["| " + " | ".join(row) + " |\n" for row in lines(score)]
        parts.append("\n")
    false = f"{forms_clean} whole forms on which nothing is to be put right: {len(told)} errors and warnings."
    parts.append(f"## Clean forms\n\n{false}\n")
    return "".join(parts)


def misses(found: Scores, forms_clean: int, told: Sequence[str]) -> list[str]:
    """What the part set aside, or the clean forms, fall short of."""
    short = []
    if found.support < SUPPORT:
        short.append(f"support {found.support:.3f} < {SUPPORT}")
    for check, score in found.checks.items():
        if score.precision < PRECISION:
            short.append(f"{check}: precision {score.precision:.3f} < {PRECISION}")
        least = HARD.get(check, RECALL)
        if score.recall < least:
            short.append(f"{check}: recall {score.recall:.3f} < {least}")
    if forms_clean < CLEAN_FORMS:
        short.append(f"{forms_clean} clean forms, {CLEAN_FORMS} are asked for")
    return short + [f"a clean form: {each}" for each in told]


def main(arguments: list[str] | None = None) -> int:
    """Evaluate and print; 1 where the part set aside misses a target."""
    parser = argparse.ArgumentParser(description="Hold the judgement against labelled rows.")
    parser.add_argument("--show", action="store_true", help="list what is wrong in the open part and on clean forms")
    parser.add_argument("--only", metavar="CHECK", help="with --show: this check only (or support)")
    parser.add_argument("--part", choices=(*PARTS, DRILL), help="this part only")
    parser.add_argument("--file", default="", metavar="NAME", help="files whose name begins so only")
    parser.add_argument("--write", action="store_true", help="write docs/judgement.md")
    parser.add_argument("--check", action="store_true", help="only tell whether docs/judgement.md says what is so now")
    options = parser.parse_args(arguments)
    found = {part: scores(part, options.file) for part in ((options.part,) if options.part else PARTS)}
    forms_clean, told = clean()
    for part in {"open", DRILL} & set(found) if options.show else ():
        print("\n".join(each for each in found[part].wrong if not options.only or each.startswith(options.only)))
        print("\n".join(f"clean: {each}" for each in told))
    for part, score in found.items():
        print(f"\n{part}: {score.rows} rows, support {score.support:.3f} of {score.labelled} {dict(score.confused)}")
        print(text_table(lines(score)))
    print(f"\n{forms_clean} clean forms: {len(told)} errors and warnings")
    if options.check:
        current = PAGE.read_text(encoding="utf-8") == page(found, forms_clean, told)
        print("docs/judgement.md says so" if current else "docs/judgement.md says otherwise: run make eval")
        return 0 if current and not told else 1
    print(pace())
    if options.write:
        PAGE.write_text(page(found, forms_clean, told), encoding="utf-8", newline="\n")
    if "aside" not in found or options.file:
        return 0
    short = misses(found["aside"], forms_clean, told)
    print("\n".join(["", "falls short:", *short] if short else ["", "every target is met"]))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
