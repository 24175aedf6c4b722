"""JSON: the whole run for programs. `hoscheck-1.schema.json`, printed by `hoscheck schema`, tells the keys.

Written key by key, never a dump of the values within, so that renaming a field cannot change what others read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from hoscheck.model import Failure, Finding, Location, Look, Outcome, Report, Reporter, ReportRow, Run, Severity
from hoscheck.report.place import standing

SCHEMA = "hoscheck/1"

# Scores come from floating-point arithmetic that may differ in its last digits between machines; four places are
# finer than any threshold and the same everywhere.
_PLACES = 4


def render(run: Run, _look: Look) -> str:
    """The run as one JSON object: ASCII, indented by two, with a line end."""
    return json.dumps(run_json(run), ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def run_json(run: Run) -> dict[str, object]:
    """The run as plain values, in the order in which they are written."""
    status = Counter(standing(run).values())
    counts = Counter(finding.severity for report in run.reports for finding in report.findings)
    return {
        "schema": SCHEMA,
        "tool": {"name": "hoscheck", "version": run.version},
        "reports": [one_json(report, run) for report in run.reports],
        "failures": [one_json(failure, run) for failure in run.failures],
        "summary": {
            "documents": status.total(),
            "complete": status["complete"],
            "partial": status["partial"],
            "unread": status["unread"],
            "findings": _severities(counts),
            "review": sum(len(report.reviews) for report in run.reports),
            "verdict": run.verdict,
        },
    }


def one_json(outcome: Outcome, run: Run) -> dict[str, object]:
    """One REPORT or FAILURE of the schema as plain values. `run` gives the threshold of the verdict; the outcome need
    not be among the run's own, so that results can be written while others are still being judged."""
    if isinstance(outcome, Failure):
        return {
            "document": {"path": outcome.path, "sha256": outcome.sha256},
            "stage": outcome.stage,
            "reason": outcome.reason,
            "message": outcome.message,
        }
    return {
        "document": {
            "path": outcome.path,
            "sha256": outcome.sha256,
            "format": outcome.format,
            "pages": outcome.pages,
            "status": "complete" if outcome.complete else "partial",
            "reasons": list(outcome.reasons),
            "landlord": outcome.landlord,
            "assessed_on": outcome.assessed_on.isoformat() if outcome.assessed_on else None,
            **({"parts": list(outcome.parts)} if outcome.parts else {}),
        },
        "rulebook": {
            "id": outcome.detection.rulebook,
            "detected": outcome.detection.detected,
            "confidence": round(outcome.detection.confidence, _PLACES),
        },
        "rows": [_row(each) for each in outcome.rows],
        "findings": [_finding(each) for each in outcome.findings],
        "review": [_finding(each) for each in outcome.reviews],
        "summary": _summary(outcome, run),
    }


def _summary(report: Report, run: Run) -> dict[str, object]:
    return {
        "provisions": report.provisions,
        "present": report.present,
        "answers": {answer.value: number for answer, number in report.answers.items()},
        "support": {support.value: number for support, number in report.support.items()},
        "findings": _severities(report.counts),
        "review": len(report.reviews),
        "verdict": "fail" if run.fails(report) else "pass",
    }


def _row(each: ReportRow) -> dict[str, object]:
    row = each.row
    return {
        "provision": each.provision,
        "printed_number": row.number,
        "match": {"score": round(each.score, _PLACES), "basis": each.basis.value if each.basis else None},
        "requirement": row.requirement,
        "answer": row.answer.value,
        "answer_text": row.answer_text,
        "evidence": row.evidence,
        "commentary": row.commentary,
        "extra": _extra(row.extra),
        "support": row.support.value,
        "support_reason": {"cited": list(row.reason.cited), "left": list(row.reason.left)},
        "links": list(row.links),
        "source": "ocr" if row.recognised else "text",
        "location": _location(row.location),
    }


def _extra(columns: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Columns by heading; a heading that stands twice gets a number, because a key can hold only one text."""
    found: dict[str, str] = {}
    for heading, text in columns:
        name, number = heading, 1
        while name in found:
            number += 1
            name = f"{heading} ({number})"
        found[name] = text
    return found


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "check": finding.check,
        "severity": finding.severity.word,
        "provision": finding.provision,
        "message": finding.message,
        "advice": finding.advice,
        "fingerprint": finding.fingerprint,
        "waiver": None,
        "method": finding.method.value,
        "certainty": round(finding.certainty, _PLACES),
        "quotes": list(finding.quotes),
        "rests_on": finding.rests_on or finding.provision,
        "location": _location(finding.location) if finding.location else None,
    }


def _location(location: Location) -> dict[str, int | str | None]:
    found: dict[str, int | str | None] = {
        "page": location.page,
        "end_page": location.end_page,
        "table": location.table,
        "row": location.row,
        "line": location.line,
    }
    return found if location.part is None else found | {"part": location.part}


def _severities(counts: Mapping[Severity, int]) -> dict[str, int]:
    return {severity.word: counts[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)}


REPORTER = Reporter(name="json", suffix=".json", render=render)
