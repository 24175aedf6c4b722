"""CSV: a line a finding, for spreadsheets; every document has at least one line.

A document without findings has one line of severity `none`, a document that was not judged one of severity `unread`, so
that filtering by severity never loses one. What is only to be reviewed has the severity `review`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from hoscheck.model import Failure, Finding, Look, Report, Reporter, ReportRow, Run
from hoscheck.report.clean import csv_safe
from hoscheck.report.place import row_finder, standing

COLUMNS = (
    "document",
    "status",
    "rulebook",
    "provision",
    "section",
    "page",
    "row",
    "line",
    "code",
    "check",
    "severity",
    "certainty",
    "answer",
    "support",
    "message",
    "advice",
    "quotes",
)


def render(run: Run, _look: Look) -> str:
    """The run as CSV with a heading line; every field quoted and guarded, lines end with a newline."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    for line in _lines(run):
        writer.writerow({column: csv_safe(text) for column, text in line.items()})
    return target.getvalue()


def _lines(run: Run) -> Iterator[dict[str, str]]:
    status = standing(run)
    for outcome in run.outcomes:
        known = {"document": outcome.path, "status": status[outcome.path]}
        if isinstance(outcome, Failure):
            message = f"not judged ({outcome.stage}, {outcome.reason}): {outcome.message}"
            yield known | {"severity": "unread", "message": message}
        else:
            known["rulebook"] = outcome.detection.rulebook
            yield from (known | line for line in _of_report(outcome, run))


def _of_report(report: Report, run: Run) -> Iterator[dict[str, str]]:
    if not report.findings:
        message = "" if report.complete else f"read only in part: {', '.join(report.reasons)}"
        yield {"severity": "none", "message": message}
    find = row_finder(report)
    sections = _sections(report, run)
    for finding in report.findings:
        yield _of_finding(finding, find(finding)) | {"section": sections.get(finding.provision or "", "")}
    for finding in report.reviews:
        told = _of_finding(finding, find(finding)) | {"severity": "review"}
        yield told | {"section": sections.get(finding.provision or "", "")}


def _of_finding(finding: Finding, row: ReportRow | None) -> dict[str, str]:
    at = finding.location
    part = {"document": at.part} if at and at.part else {}  # of a form that is spread over several files
    return part | {
        "provision": finding.provision or "",
        "page": _number(at.page if at else None),
        "row": _number(at.row if at else None),
        "line": _number(at.line if at else None),
        "code": finding.code,
        "check": finding.check,
        "severity": finding.severity.word,
        "certainty": f"{finding.certainty:.2f}",
        "answer": row.row.answer.value if row else "",
        "support": row.row.support.value if row else "",
        "message": finding.message,
        "advice": finding.advice,
        "quotes": " | ".join(finding.quotes),
    }


def _sections(report: Report, run: Run) -> dict[str, str]:
    """Each provision's section as `5 The complaint handling process`."""
    rulebook = run.rulebook(report.detection.rulebook)
    titles = {section.number: f"{section.number} {section.title}" for section in rulebook.sections}
    return {each.number: titles.get(each.section, each.section) for each in rulebook.requirements}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


REPORTER = Reporter(name="csv", suffix=".csv", render=render)
