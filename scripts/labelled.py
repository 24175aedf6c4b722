"""The labelled forms of fixtures/eval/, judged as `hoscheck audit` judges what it has read.

fixtures/eval/README.md tells how such a form is written; what is not written as it must be raises ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hoscheck import checks, dates, rulebook, support
from hoscheck.matching import Fit, Matcher, detect
from hoscheck.model import Answer, Case, Detection, Finding, Location, ProvisionRow, Rulebook, SelfAssessment
from hoscheck.settings import MIN_CERTAINTY

EVAL = Path(__file__).resolve().parents[1] / "fixtures" / "eval"
FILLING = "Staff do this in each case and the team leader samples ten files a month"
DETECT = "detect"  # in place of an edition: it is to be found from the rows

ROW_KEYS = {"provision", "printed", "requirement", "wording", "answer", "answer-text", "evidence", "commentary"}
ROW_KEYS |= {"extra", "support", "finds"}
FORM_KEYS = {"form", "rulebook", "wording", "follows", "date", "judged-on", "prose", "two-columns", "whole", "about"}
FORM_KEYS |= {"without", "from-2022", "numbers-only", "landlord", "finds", "missing", "rows"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One form: what was written, its case, and what was found on its rows and on the whole."""

    name: str
    content: Mapping[str, Any]
    case: Case
    findings: tuple[Finding, ...]

    def found(self, line: int) -> set[str]:
        """The checks that fired on a row (1-based)."""
        return {each.check for each in self.findings if each.location and each.location.line == line}

    def at_large(self) -> set[str]:
        """The checks that fired on the document as a whole."""
        return {each.check for each in self.findings if each.provision is None}

    def missing(self) -> set[str]:
        return {each.provision for each in self.findings if each.check == "missing-provision" and each.provision}

    @property
    def to_be_found(self) -> bool:
        """True where the edition was not told but found."""
        return str(self.content.get("rulebook")) == DETECT

    @property
    def edition_found(self) -> bool:
        """True where the edition that was found is the one that the form follows."""
        wanted = str(self.content.get("follows") or self.content.get("wording") or "2024")
        return self.case.rulebook.edition == wanted


def row_of(given: Mapping[str, Any] | Sequence[Any], line: int, two: bool, book: Rulebook) -> ProvisionRow:
    """A row as the YAML gives it: a mapping, or in short `[provision, answer, evidence, commentary]`. `book` is the
    edition whose text it carries."""
    if isinstance(given, Sequence):
        given = dict(zip(("provision", "answer", "evidence", "commentary"), given, strict=False))
    unknown = set(given) - ROW_KEYS
    if unknown:
        raise ValueError(f"row {line}: unknown keys {sorted(unknown)}")
    number = None if given["provision"] is None else str(given["provision"])
    if given.get("wording"):
        book = rulebook.find(str(given["wording"]))
    answer = Answer(given.get("answer") or "yes")
    wording = given.get("requirement")
    if wording is None:
        if number is None:
            raise ValueError(f"row {line}: a row without a provision needs its own requirement")
        wording = book.by_number[number].text
    evidence, commentary = given.get("evidence") or "", given.get("commentary") or ""
    return ProvisionRow(
        number=given.get("printed", number),
        requirement=" ".join(wording.split()),
        answer=answer,
        answer_text=given.get("answer-text", "" if answer is Answer.BLANK else answer.value.capitalize()),
        evidence=evidence,
        commentary=commentary,
        extra=tuple((given.get("extra") or {}).items()),
        commentary_column=two,
        location=Location(line=line),
    )


def judge(content: Mapping[str, Any]) -> Judged:
    """Judge one form as `hoscheck audit` would, with --rulebook where the form names an edition and with --as-of where
    it says on which day. Raises ValueError for what is not written as it must be."""
    name = str(content.get("form"))
    unknown = set(content) - FORM_KEYS
    if unknown:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    edition = str(content.get("rulebook", "2024"))
    book = rulebook.find(str(content.get("wording") or "2024") if edition == DETECT else edition)
    two = content.get("two-columns", "commentary" in book.headings)
    given = [*content["rows"], *_filling(content, book)]
    rows = tuple(support.supported([row_of(each, line, two, book) for line, each in enumerate(given, 1)]))
    fit, detection = _edition(rows, edition, book, name)
    made = dated(content.get("date"), name)
    assessment = SelfAssessment(
        "text",
        rows,
        content.get("prose", ""),
        landlord=content.get("landlord"),
        assessed_on=made.end if made and made.precise else None,
        judged_on=made.judged_on if made else None,
        dated_until=made.end if made else None,
    )
    today = content.get("judged-on") or assessment.judged_on
    case = Case(
        assessment, fit.rulebook, detection, fit.matches, fit.strays, today or fit.rulebook.in_force, today is not None
    )
    findings, broken = checks.run(case, checks.CHECKS, name)
    if broken:
        raise broken[0][1]
    return Judged(name, content, case, checks.parted(findings, MIN_CERTAINTY)[0])


def _edition(rows: Sequence[ProvisionRow], edition: str, book: Rulebook, name: str) -> tuple[Fit, Detection]:
    if edition != DETECT:
        return Matcher(book).fit(rows), Detection(book.id, True, 1.0)
    found = detect(rows, tuple(Matcher(each) for each in rulebook.built_in()))
    if found is None:
        raise ValueError(f"{name}: its rows fit no edition")
    return found


def dated(written: date | str | None, name: str) -> dates.Found | None:
    """The date that a form bears: a day, or in words a month, a season or a year ("2024/25")."""
    if written is None:
        return None
    if isinstance(written, date):
        return dates.Found(written, written, str(written), 0)
    found = dates.find(f"in {written}")
    if not found:
        raise ValueError(f"{name}: {written!r} is no date")
    return found[0]


def _filling(content: Mapping[str, Any], book: Rulebook) -> list[Mapping[str, Any]]:
    """Rows for the other provisions, where a few are given of a form that is judged as a document (`about`): an extract
    is not told that it lacks an approval, which may stand in another part. Those under `without` are left out; those
    under `from-2022` carry number and text of the Code of 2022."""
    if not content.get("about"):
        return []
    named = {str(each[0] if isinstance(each, Sequence) else each["provision"]) for each in content["rows"]}
    old, gone = _parts(content, "from-2022"), _parts(content, "without")
    older = rulebook.find("2022") if old else book
    chosen = [(each, book.edition) for each in book.requirements if not _within(each.number, old)]
    chosen += [(each, "2022") for each in older.requirements if _within(each.number, old)]
    filled: list[Mapping[str, Any]] = []
    for each, edition in chosen:
        if each.number in named or _within(each.number, gone):
            continue
        row: dict[str, Any] = {"provision": each.number, "wording": edition, "evidence": f"{FILLING} ({each.number})"}
        filled.append(row | ({"requirement": ""} if content.get("numbers-only") else {}))
    return filled


def _parts(content: Mapping[str, Any], key: str) -> set[str]:
    return set(map(str, content.get(key) or ()))


def _within(number: str, parts: set[str]) -> bool:
    """True for a provision that is named itself or by its section."""
    return number in parts or number.partition(".")[0] in parts


def forms(part: str, only: str = "") -> Iterator[Mapping[str, Any]]:
    """The forms of a part, in the order of their files; `only` is the beginning of the names of the files wanted."""
    for file in sorted((EVAL / part).glob(f"{only}*.yaml")):
        yield from forms_of(file)


def forms_of(file: Path) -> list[Mapping[str, Any]]:
    """The forms of one file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: list[Mapping[str, Any]] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return loaded
