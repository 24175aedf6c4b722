"""One document end to end: read, choose the rulebook, match, judge. The only place that knows the order."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from hoscheck import checks, recognition, rulebook, support
from hoscheck.errors import BadSettings, Unreadable
from hoscheck.extract import Forms, named_otherwise, read_form
from hoscheck.matching import Fit, Matcher, detect
from hoscheck.model import (
    Basis,
    Case,
    Check,
    Detection,
    Failure,
    Match,
    Outcome,
    ProvisionRow,
    Report,
    ReportRow,
    Rulebook,
    SelfAssessment,
)
from hoscheck.settings import Settings
from hoscheck.together import Joint, Part, joined, part_of

_log = logging.getLogger("hoscheck")


@dataclass(frozen=True)
class Judge:
    """What is the same for every document of a run: rulebooks, checks, settings."""

    settings: Settings
    rulebooks: tuple[Rulebook, ...]
    checks: tuple[Check, ...]

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.rulebooks)

    @cached_property
    def matchers(self) -> tuple[Matcher, ...]:
        return tuple(Matcher(each) for each in self.rulebooks)

    @cached_property
    def refusing(self) -> tuple[Matcher, ...]:
        """Of the Codes whose forms are refused by name; only documents that are no plain form of ours need them."""
        return tuple(Matcher(each) for each in rulebook.refusing())

    def read(self, data: bytes, path: str) -> SelfAssessment:
        """The self-assessment in a file, read as the settings ask. Raises Unreadable."""
        return read_form(data, path, self.forms, self.settings.engine, self.settings.ocr)

    @property
    def named(self) -> bool:
        """True where the user named the rulebook, so that the edition need not be found."""
        return self.settings.rulebook != "auto"


def prepare(settings: Settings) -> Judge:
    """Resolve the settings once. Raises BadRulebook or BadSettings; nothing was read by then."""
    books = rulebook.built_in() if settings.rulebook == "auto" else (rulebook.find(settings.rulebook),)
    for book in books:
        if book.refusal:
            message = f'forms of "{book.id}" ({book.title}) are only recognised, never judged; {book.refusal.advice}'
            raise BadSettings(message)
    return Judge(settings, books, checks.choose(settings.select, settings.ignore))


def assess(path: str, data: bytes, judge: Judge) -> tuple[Outcome, ...]:
    """Judge one document: a Report, or a Failure; both where a check broke down. Never raises for a bad document."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        assessment = judge.read(data, path)
        fit, detection = _recognise(path, assessment, judge)
        report, broken = _judge(path, sha256, len(data), assessment, fit, detection, judge)
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        return (_failed(path, sha256, error),)
    return (report, *(_broken(path, sha256, check, error) for check, error in broken))


def assess_together(sources: Sequence[tuple[str, bytes] | Failure], judge: Judge) -> Joint:
    """Judge several files as one form, whose path is the first one's. A source is a path with its bytes, or the Failure
    to open it. A file that cannot be read gives a Failure beside the Report, which is then partial. Never raises for a
    bad document."""
    read = [each if isinstance(each, Failure) else _read_part(*each, judge) for each in sources]
    parts = [each for each in read if isinstance(each, Part)]
    failures = tuple(each for each in read if isinstance(each, Failure))
    if not parts:
        return Joint(failures)
    first = parts[0]
    try:
        fit, _ = _recognise(first.path, joined(parts, unread=bool(failures)), judge)
        parts, bare = _without_contents(parts, fit)
        assessment = joined(parts, unread=bool(failures))
        fit, detection = _recognise(first.path, assessment, judge)
        detection = _with_editions(detection, parts, judge)
        report, broken = _judge(first.path, first.sha256, first.size, assessment, fit, detection, judge)
        report = replace(report, parts=tuple(part.path for part in parts))
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        return Joint((_failed(first.path, first.sha256, error), *failures))
    told = (_broken(first.path, first.sha256, check, error) for check, error in broken)
    return Joint((report, *told, *failures), bare)


def _with_editions(detection: Detection, parts: Sequence[Part], judge: Judge) -> Detection:
    """The detection with the editions that single files follow as rivals: files of two editions make no one form,
    however few rows one of them has."""
    if judge.named:
        return detection
    found = (detect(part.form.rows, judge.matchers) for part in parts if len(part.form.rows) >= recognition.FEWEST_ROWS)
    others = (each[1].rulebook for each in found if each and recognition.is_form(each[0], ()))
    rivals = dict.fromkeys((*detection.rivals, *(other for other in others if other != detection.rulebook)))
    return replace(detection, rivals=tuple(rivals))


def _without_contents(parts: Sequence[Part], fit: Fit) -> tuple[list[Part], tuple[str, ...]]:
    """The parts, and the paths of those that hold no provision: their numbers, as of a page of contents, are taken out,
    since they would stand for provisions that are missing."""
    own = {id(match.row) for match in fit.matches if match.basis is not Basis.NUMBER or match.row.answer_text}
    held = [any(id(row) in own for row in part.form.rows) for part in parts]
    kept = [
        part if holds else part._replace(form=replace(part.form, rows=()))
        for part, holds in zip(parts, held, strict=True)
    ]
    return kept, tuple(part.path for part, holds in zip(parts, held, strict=True) if not holds)


def _read_part(path: str, data: bytes, judge: Judge) -> Part | Failure:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return part_of(path, sha256, len(data), judge.read(data, path))
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        return _failed(path, sha256, error)


def _failed(path: str, sha256: str, error: Exception) -> Failure:
    if isinstance(error, Unreadable):
        return Failure(path, sha256, error.stage, error.reason, error.message)
    _log.debug("%s", path, exc_info=error)
    return Failure(path, sha256, "read", "internal", f"hoscheck could not read this file ({type(error).__name__})")


def _broken(path: str, sha256: str, check: str, error: Exception) -> Failure:
    _log.debug("%s: check %s", path, check, exc_info=error)
    message = f"the check {check} broke down ({type(error).__name__}); the other checks were run"
    return Failure(path, sha256, f"check:{check}", "internal", message)


def audit(
    path: str | Path,
    *,
    rulebook: str = "auto",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    as_of: date | None = None,
) -> Report:
    """Read and judge one self-assessment.

    `rulebook` is auto, an edition (2024), an id or a path; `select` and `ignore` take codes, prefixes and ids.
    Raises Unreadable where the file cannot be judged (its `reason` says why), BadRulebook and BadSettings.
    """
    judge = prepare(Settings(rulebook=rulebook, select=tuple(select), ignore=tuple(ignore), as_of=as_of))
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable("io", f"cannot open the file: {error.strerror or error}", "open") from error
    outcomes = assess(str(path), data, judge)
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            raise Unreadable(outcome.reason, outcome.message, outcome.stage)
    report = outcomes[0]
    assert isinstance(report, Report)
    return report


def _recognise(path: str, assessment: SelfAssessment, judge: Judge) -> tuple[Fit, Detection]:
    if judge.named:
        fit = judge.matchers[0].fit(assessment.rows)
        found = (fit, Detection(fit.rulebook.id, False, 1.0)) if fit.matches else None
    else:
        found = detect(assessment.rows, judge.matchers)
    other = recognition.other_code(assessment, found[0] if found else None, lambda: judge.refusing)
    if other:
        message = f"it follows the {other.name}, which hoscheck does not cover; {other.advice}"
        raise Unreadable("not-a-form", message, "recognise")
    if found is None or not recognition.is_form(found[0], assessment.rows):
        promised = named_otherwise(path, assessment.format)
        if promised:
            message = (
                f"the file is named as {promised} but is none, and what it holds is no self-assessment; export it again"
            )
            raise Unreadable("type-mismatch", message, "open")
        raise Unreadable("not-a-form", recognition.what_it_is(assessment, judge.matchers), "recognise")
    return found


def _judge(
    path: str, sha256: str, size: int, assessment: SelfAssessment, fit: Fit, detection: Detection, judge: Judge
) -> tuple[Report, tuple[tuple[str, Exception], ...]]:
    fit, assessment = _without_other_tables(fit, assessment)
    if "commentary" not in fit.rulebook.headings:
        fit, assessment = _one_column(fit, assessment)
    supported = support.supported([*(match.row for match in fit.matches), *fit.strays])
    matches = tuple(replace(match, row=row) for match, row in zip(fit.matches, supported, strict=False))
    strays = tuple(supported[len(matches) :])
    today = judge.settings.as_of or assessment.judged_on
    assessment = replace(assessment, rows=tuple(_in_order(assessment, fit, matches, strays)))
    case = Case(assessment, fit.rulebook, detection, matches, strays, today or fit.rulebook.in_force, today is not None)
    findings, broken = checks.run(case, judge.checks, path)
    findings, reviews = checks.parted(findings, judge.settings.min_certainty)
    paired = {id(match.row): match for match in matches}
    rows = tuple(_report_row(row, paired.get(id(row))) for row in assessment.rows)
    report = Report(
        path=path,
        sha256=sha256,
        size=size,
        format=assessment.format,
        pages=assessment.pages,
        reasons=assessment.reasons,
        landlord=assessment.landlord,
        assessed_on=assessment.assessed_on,
        detection=detection,
        rows=rows,
        findings=findings,
        provisions=len(fit.rulebook.requirements),
        reviews=reviews,
    )
    return report, broken


def _without_other_tables(fit: Fit, assessment: SelfAssessment) -> tuple[Fit, SelfAssessment]:
    """A report has other tables with numbered rows; one in which no row is the Code's is not the form's."""
    ours = {(match.row.location.part, match.row.location.table) for match in fit.matches}
    strays = tuple(row for row in fit.strays if (row.location.part, row.location.table) in ours)
    gone = set(map(id, fit.strays)) - set(map(id, strays))
    rows = tuple(row for row in assessment.rows if id(row) not in gone)
    return replace(fit, strays=strays), replace(assessment, rows=rows)


def _one_column(fit: Fit, assessment: SelfAssessment) -> tuple[Fit, SelfAssessment]:
    """A form with one column for evidence and commentary has it all in its evidence, whatever its label says."""
    if any(row.evidence and row.commentary for row in assessment.rows):
        return fit, assessment  # the landlord gave its form a second column
    merged = {
        id(row): replace(row, evidence=row.evidence or row.commentary, commentary="", commentary_column=False)
        for row in assessment.rows
    }
    matches = tuple(replace(match, row=merged[id(match.row)]) for match in fit.matches)
    strays = tuple(merged[id(row)] for row in fit.strays)
    rows = tuple(merged[id(row)] for row in assessment.rows)
    return replace(fit, matches=matches, strays=strays), replace(assessment, rows=rows)


def _in_order(
    assessment: SelfAssessment, fit: Fit, matches: Sequence[Match], strays: Sequence[ProvisionRow]
) -> list[ProvisionRow]:
    """The judged rows in the document's order."""
    judged = {id(old.row): new.row for old, new in zip(fit.matches, matches, strict=True)}
    judged |= {id(old): new for old, new in zip(fit.strays, strays, strict=True)}
    return [judged[id(row)] for row in assessment.rows]


def _report_row(row: ProvisionRow, match: Match | None) -> ReportRow:
    if match is None:
        return ReportRow(row, None, 0.0, None)
    return ReportRow(row, match.requirement.number, match.score, match.basis)
