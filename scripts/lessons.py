"""The labelled lines that weights are learnt from (`scripts/teach.py`): fixtures/teaching/*.tsv, the rows of
fixtures/eval/open and drill, and the cases by which the checks concerned are tested. Rows set aside and clean forms are
never learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hoscheck import features, governance, masks, promised, rulebook, support, timing
from hoscheck.checks import answer_contradicted
from hoscheck.model import Answer, Case, Requirement, Support
from scripts.labelled import DETECT, EVAL, dated, forms, forms_of, judge

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "fixtures" / "teaching"
POINTING = LINES / "pointing.tsv"
GOVERNING = LINES / "governing.tsv"
A_DAY = "31 December 2025"  # on which the lines of GOVERNING would be read: no day that they name comes later
CHECK, TOO_LONG, OVERDUE = "answer-contradicted", "timescale-conflict", "overdue-promise"
CASES = ROOT / "fixtures" / "checks"  # by which the checks themselves are tested
WITHOUT = {"approves": "no-approval", "answers": "no-governing-body-response"}
TEACHING, CLEAN = "teaching", "clean"
SHORT = ("provision", "answer", "evidence", "commentary")  # of a row that is written as a list
OPEN, DRILL = "open", "drill"
OF_ONE_KIND = ("governance", "w-gov", "wording", "whole")  # files of open rows that were written for one check
# Writers of open rows on which neither phrases nor grammar were tuned: what phrases count beside words can be learnt of
# no others.
UNTUNED = frozenset(("fa", "fb", "fc", "fd"))


class Line(NamedTuple):
    """A text, the topic of its provision, whether it is of the kind that is to be told, and who wrote it."""

    writer: str
    topic: str
    text: str
    label: bool


def lines() -> list[Line]:
    """Texts under a Yes, and whether they contradict it."""
    found = []
    for file in _files():
        told = [each.split("\t") for each in file.read_text(encoding="utf-8").splitlines()]
        found += [Line(TEACHING, topic, text, label == "+") for topic, label, text in told]
    found += _of_cases()
    for writer, form in _written():
        found += of_form(form, writer)
    return found


def pointing() -> list[Line]:
    """Texts that state something or only point somewhere, and whether they state."""
    told = [each.split("\t") for each in POINTING.read_text(encoding="utf-8").splitlines()]
    found = [Line(TEACHING, "", text, label == "s") for _, label, text in told]
    for writer, form in _written():
        for row in form["rows"]:
            if isinstance(row, dict) and row.get("support") in {"citation", "statement"}:
                found.append(Line(writer, "", _text(row), row["support"] == "statement"))
    return found


def timed() -> tuple[list[Line], list[Line]]:
    """Masked rows that speak of times or stages, and whether a limit is longer than it may be; and masked sentences of
    rows that hold a date that is past, and whether something was promised for it."""
    late: list[Line] = []
    due: list[Line] = []
    for writer, form in (*_written(), *((TEACHING, form) for form in _cases(TOO_LONG))):
        edition = str(form.get("rulebook") or "2024")
        if edition == DETECT:
            continue
        requirements = rulebook.find(edition).by_number
        for row in form["rows"]:
            if isinstance(row, dict):
                late += _late(writer, row, requirements.get(str(row["provision"])))
                due += _due(writer, row, form)
    return late, due


def _late(writer: str, row: Mapping[str, Any], requirement: Requirement | None) -> Iterator[Line]:
    labels = set(row.get("finds") or ())
    if requirement is None or f"{TOO_LONG}?" in labels or (row.get("answer") or "yes") != "yes":
        return
    if any(map(timing.speaks_of_time, _cells(row))):
        told = (masks.timed(each, requirement).text for each in features.sentences(_text(row)))
        yield Line(writer, requirement.topic, "\n".join(told), TOO_LONG in labels)


def _due(writer: str, row: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[Line]:
    labels = set(row.get("finds") or ())
    made = dated(form.get("date"), str(form.get("form")))
    if made is None or f"{OVERDUE}?" in labels:
        return
    today = form.get("judged-on") or made.judged_on
    past = list(promised.masked(_cells(row), made.end if made.precise else None, today))
    if past:
        yield Line(writer, "", "\n".join(past), OVERDUE in labels)


def governing(kind: str) -> list[Line]:
    """The sentences of a document, or of a line of one, that may tell of its governing body, as `governance` reads
    them; and whether they tell that it approved this assessment, or that it answered."""
    found: list[Line] = []
    for line in GOVERNING.read_text(encoding="utf-8").splitlines():
        writer, label, text = line.split("\t")  # "a" that it approved, "r" that it answered, "b" both, "n" neither
        if kind == "approves" and label == "r":
            continue  # an answer shows that it saw it
        found += _governed(_of_prose(text), writer, label in ("ab" if kind == "approves" else "rb"))
    without = WITHOUT[kind]
    for form in forms_of(CASES / f"{without}.yaml"):
        if "prose" in form and str(form.get("rulebook") or "2024") == "2024":
            found += _governed(_of_prose(form["prose"]), TEACHING, not form["finds"])
    for writer, form in _forms(OPEN):
        finds = form.get("finds") or ()
        if form.get("about") and f"{without}?" not in finds and str(form.get("rulebook")) != DETECT:
            case = judge(form).case
            if kind == "approves" or case.rulebook.duty("response"):
                found += _governed(case, writer, without not in finds)
    return found


def _of_prose(text: str) -> Case:
    return judge({"form": "prose alone", "date": A_DAY, "prose": text, "rows": []}).case


def _governed(case: Case, writer: str, label: bool) -> Iterator[Line]:
    told = [each for each in governance.sentences(case) if each.prose or governance.is_about_assessment(each)]
    text = "\n".join(each.low.replace("\n", " ") for each in told if each.low)
    if text:
        yield Line(writer, "", text, label)


def _files() -> list[Path]:
    return sorted(set(LINES.glob("*.tsv")) - {POINTING, GOVERNING})


@cache
def _written() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return tuple(_forms(OPEN, DRILL))


def _forms(*parts: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each form with who wrote it, by the name of its file."""
    for file in sorted(file for part in parts for file in (EVAL / part).glob("*.yaml")):
        yield from ((re.sub(r"-?\d+$", "", file.stem), form) for form in forms_of(file))


def sound() -> list[Line]:
    """The rows of the clean forms, which are never learnt from: what is told against them is a false alarm."""
    return [line for form in forms("clean") for line in of_form(form, CLEAN)]


def _cases(check: str) -> Iterator[Mapping[str, Any]]:
    """The cases by which a check itself is tested, labelled as rows of the evaluation are."""
    for form in forms_of(CASES / f"{check}.yaml"):
        found = {str(each.get("provision")) for each in form["finds"]}
        rows = [{**row, "finds": [check] if str(row["provision"]) in found else []} for row in form.get("rows") or ()]
        yield {**form, "rows": rows}


def _of_cases() -> Iterator[Line]:
    for form in _cases(CHECK):
        yield from of_form(form, TEACHING)


class Phrased(NamedTuple):
    """A line under a Yes whose text states something, and the kind of the phrase in it that speaks against the Yes, ""
    where there is none."""

    line: Line
    kind: str


def phrased() -> Iterator[Phrased]:
    """The rows of untuned writers, as far as the check looks at them."""
    for writer, form in _forms(OPEN):
        if writer not in UNTUNED or str(form.get("rulebook")) == DETECT:
            continue
        case = judge(form).case
        today = case.today if case.today_known else None
        lines = {each.location.line: (requirement, each) for requirement, each in case.answered() if each.location}
        for at, line in _told(form, writer):
            requirement, row = lines.get(at, (None, None))
            if requirement is None or row is None or row.answer is not Answer.YES or row.support is Support.NONE:
                continue
            said = answer_contradicted.outright(requirement, row, f"{row.evidence}\n{row.commentary}", today)
            if said or answer_contradicted.may_lean(requirement, row):
                yield Phrased(line, said.kind if said else "")


class Cited(NamedTuple):
    """A row with evidence: who wrote it, whether it states something, and what grammar finds in it."""

    writer: str
    label: bool
    evidence: str
    commentary: str
    stating: tuple[tuple[str, bool], ...]  # the clauses that do, as `support` finds them, and whether they have a verb


def cited() -> Iterator[Cited]:
    """The open rows, written as landlords write them, of which it is labelled whether they state or point."""
    for writer, form in _forms(OPEN):
        if writer.startswith(OF_ONE_KIND) or str(form.get("rulebook")) == DETECT:
            continue
        rows = judge(form).case.assessment.rows
        for row, given in zip(rows, form["rows"], strict=False):  # behind them are those that a form is filled up with
            label = given.get("support") if isinstance(given, dict) else None
            if label in ("citation", "statement") and row.support is not Support.NONE:
                parts = support.judged(row.evidence, row.commentary, row.requirement)
                stating = tuple((each.text, each.has_verb) for each in parts if each.states)
                yield Cited(writer, label == "statement", row.evidence, row.commentary, stating)


def of_form(form: Mapping[str, Any], writer: str) -> Iterator[Line]:
    """The rows of a form under a Yes that are not arguable."""
    yield from (line for _, line in _told(form, writer))


def _told(form: Mapping[str, Any], writer: str) -> Iterator[tuple[int, Line]]:
    """The same, each with its place in the form, from 1."""
    edition = str(form.get("rulebook") or "2024")
    topics = {each.number: each.topic for each in rulebook.find(edition).requirements} if edition != DETECT else {}
    for at, given in enumerate(form["rows"], 1):
        row = given if isinstance(given, dict) else dict(zip(SHORT, given, strict=False))
        labels = set(row.get("finds") or ())
        arguable = f"{CHECK}?" in labels or (CHECK not in labels and TOO_LONG in labels)
        if (row.get("answer") or "yes") == "yes" and not arguable:
            yield at, Line(writer, topics.get(str(row["provision"]), ""), _text(row), CHECK in labels)


def _cells(row: Mapping[str, Any]) -> tuple[str, str]:
    return row.get("evidence") or "", row.get("commentary") or ""


def _text(row: Mapping[str, Any]) -> str:
    return "\n".join(_cells(row)).strip()
