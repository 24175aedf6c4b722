"""SARIF 2.1.0, for code-scanning services and editors; the one place where a check is called a rule.

Source: the OASIS standard (errata 01) and what GitHub's code scanning documents of its ingestion. A page or a table row
is no line of text, so a message starts with the place, and the region is line 1 wherever the format has no lines.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain

from hoscheck.errors import ExitCode
from hoscheck.manual import paragraphs
from hoscheck.model import (
    CheckInfo,
    Failure,
    Finding,
    Location,
    Look,
    Method,
    Report,
    Reporter,
    ReportRow,
    Rulebook,
    Run,
    Severity,
)
from hoscheck.report.clean import one_line, sentence, uri, visible
from hoscheck.report.place import place, row_finder

Json = dict[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# The standard wants an address that tells more about the tool; the Code that it checks is the one public page about it.
_ABOUT = "https://www.housing-ombudsman.org.uk/landlords-info/complaint-handling-code/"

# Quoted of each cell in a snippet: enough to recognise the row, short enough for an alert's box.
_CELL = 200

_SEMVER = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")

_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "text": "text/plain",
}
_FAMILY = {
    "DOC": "edition",
    "PRV": "provisions",
    "ANS": "answers",
    "EVI": "evidence",
    "TIM": "timescales",
    "GOV": "governance",
}
_PRECISION = {Method.EXACT: "very-high", Method.HEURISTIC: "medium"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_EXIT = {
    ExitCode.OK: "every document was read whole and no finding reaches the threshold",
    ExitCode.FINDINGS: "findings reach the threshold",
    ExitCode.USAGE: "wrong usage or settings; nothing was audited",
    ExitCode.INCOMPLETE: "a document was not read, was read in part, or holds no self-assessment",
    ExitCode.NO_INPUT: "no input matched",
    ExitCode.INTERNAL: "an internal error",
    ExitCode.INTERRUPTED: "interrupted",
}


def render(run: Run, _look: Look) -> str:
    """The run as one SARIF log with one run: ASCII, indented by two, with a line end."""
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}
    return json.dumps(log, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def _run(run: Run) -> Json:
    artifacts = _artifacts(run)
    index = {path: number for number, path in enumerate(artifacts)}
    rules = {check.code: number for number, check in enumerate(run.checks)}
    results = [
        result
        for report in run.reports
        for result in _results(report, run.rulebook(report.detection.rulebook), index, rules)
    ]
    tool: Json = {"driver": _driver(run)}
    if run.rulebooks:
        tool["extensions"] = [_extension(rulebook) for rulebook in run.rulebooks]
    editions = sorted({run.rulebook(report.detection.rulebook).edition for report in run.reports})
    return {
        "tool": tool,
        "automationDetails": {"id": "/".join(["hoscheck", *(["+".join(editions)] if editions else []), ""])},
        "invocations": [_invocation(run, index)],
        "artifacts": list(artifacts.values()),
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


# ── the tool ─────────────────────────────────────────────────────────────────────────────────────


def _driver(run: Run) -> Json:
    driver: Json = {"name": "hoscheck", "version": run.version}
    if _SEMVER.fullmatch(run.version):
        driver["semanticVersion"] = run.version
    return driver | {
        "informationUri": _ABOUT,
        "language": "en-GB",
        "rules": [_rule(check) for check in run.checks],
    }


def _rule(check: CheckInfo) -> Json:
    page = list(paragraphs(check.help)) or [("", sentence(check.title))]
    return {
        "id": check.code,
        "name": "".join(word.capitalize() for word in check.id.split("-")),
        "shortDescription": {"text": sentence(check.title)},
        "fullDescription": {"text": sentence(page[0][1])},
        "help": {
            "text": "\n\n".join(f"{label}: {text}" if label else text for label, text in page),
            "markdown": _help_markdown(check, page),
        },
        "defaultConfiguration": {"level": check.severity.word},
        "properties": {
            "check": check.id,
            "method": check.method.value,
            "precision": _PRECISION[check.method],
            "problem.severity": _PROBLEM[check.severity],
            "tags": ["complaint-handling-code", _FAMILY.get(check.code[:3], "other")],
        },
    }


def _help_markdown(check: CheckInfo, page: list[tuple[str, str]]) -> str:
    head = f"**{check.code} {check.id}** (by default {check.severity.word}; {check.method.value})"
    return "\n\n".join([head, *(f"**{label}:** {text}" if label else text for label, text in page)])


def _extension(rulebook: Rulebook) -> Json:
    extension: Json = {"name": rulebook.id, "fullName": one_line(rulebook.title), "version": rulebook.edition}
    if re.match(r"https?://", rulebook.source):
        extension["informationUri"] = rulebook.source
    return extension | {
        "properties": {"hash": f"sha256:{_rulebook_hash(rulebook)}", "inForce": rulebook.in_force.isoformat()}
    }


def _rulebook_hash(rulebook: Rulebook) -> str:
    """Of what a landlord is held to: number, obligation and text of each requirement."""
    held = [[each.number, each.obligation.value, each.text] for each in rulebook.requirements]
    return hashlib.sha256(json.dumps(held).encode("ascii")).hexdigest()


# ── the run ──────────────────────────────────────────────────────────────────────────────────────


def _artifacts(run: Run) -> dict[str, Json]:
    """Each document once by its path, in the order given; a report tells more of it than a failure does."""
    found: dict[str, Json] = {}
    for outcome in run.outcomes:
        artifact: Json = {"location": {"uri": uri(outcome.path)}, "roles": ["analysisTarget"]}
        if outcome.sha256:
            artifact["hashes"] = {"sha-256": outcome.sha256}
        if isinstance(outcome, Report):
            artifact |= {"length": outcome.size, "mimeType": _MIME.get(outcome.format, "application/octet-stream")}
        found[outcome.path] = found.get(outcome.path, {}) | artifact
        for part in outcome.parts if isinstance(outcome, Report) else ():
            found.setdefault(part, {"location": {"uri": uri(part)}, "roles": ["analysisTarget"]})
    return found


def _invocation(run: Run, index: dict[str, int]) -> Json:
    return {
        "executionSuccessful": run.verdict != "incomplete",
        "exitCode": run.exit_code,
        "exitCodeDescription": _EXIT.get(ExitCode(run.exit_code), ""),
        "toolExecutionNotifications": list(_notifications(run, index)),
    }


def _notifications(run: Run, index: dict[str, int]) -> Iterator[Json]:
    for outcome in run.outcomes:
        if isinstance(outcome, Failure):
            yield _failed(outcome, index[outcome.path], {check.id: check.code for check in run.checks})
        elif not outcome.complete:
            reasons = ", ".join(outcome.reasons)
            message = f"read only in part ({reasons}), so what was not found may still be there"
            about: Json = {"reasons": [visible(reason) for reason in outcome.reasons]}
            yield _notification(message, outcome.path, index[outcome.path], "warning", about)


def _failed(failure: Failure, artifact: int, codes: dict[str, str]) -> Json:
    about: Json = {"stage": visible(failure.stage), "reason": visible(failure.reason)}
    message = f"not judged ({failure.stage}, {failure.reason}): {failure.message}"
    notification = _notification(message, failure.path, artifact, "error", about)
    code = codes.get(failure.stage.removeprefix("check:"))
    return notification | {"associatedRule": {"id": code}} if code else notification


def _notification(message: str, path: str, artifact: int, level: str, about: Json) -> Json:
    return {
        "level": level,
        "message": {"text": _message(f"{path}: {message}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path), "index": artifact}}}],
        "properties": about,
    }


# ── results ──────────────────────────────────────────────────────────────────────────────────────


def _results(report: Report, rulebook: Rulebook, index: dict[str, int], rules: dict[str, int]) -> Iterator[Json]:
    find = row_finder(report)
    neighbours = _neighbours(report, rulebook)
    both = chain(((each, False) for each in report.findings), ((each, True) for each in report.reviews))
    for finding, review in both:
        row = find(finding)
        located = _physical(report, index, finding.location, row)
        location: Json = {"physicalLocation": located} | _logical(finding, rulebook)
        result: Json = {
            "ruleId": finding.code,
            "ruleIndex": rules[finding.code],
            # the standard's own way to say that a person must look: no level, and kind `review`
            "level": "none" if review else finding.severity.word,
            "kind": "review" if review else "fail",
            "message": {"text": _result_message(finding)},
            "locations": [location],
        }
        near = [] if row or finding.provision is None else neighbours(finding.provision)
        if near:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "physicalLocation": _physical(report, index, each.row.location, each),
                    "message": {"text": _message(f"{each.provision} is the nearest provision found {side} it")},
                }
                for number, (side, each) in enumerate(near, 1)
            ]
        if finding.method is Method.HEURISTIC:
            result["properties"] = {"certainty": round(finding.certainty, 4), "quotes": list(finding.quotes)}
        yield result | {
            "partialFingerprints": {
                "hoscheck/v1": finding.fingerprint,
                # without this key the upload derives one from line 1 of the file, the same for every finding
                "primaryLocationLineHash": finding.fingerprint,
            }
        }


def _result_message(finding: Finding) -> str:
    where = ", ".join(each for each in (place(finding.location), finding.provision) if each)
    told = _message(f"{where}: {finding.message}" if where else finding.message)
    return f"{told} {_message(finding.advice)}" if finding.advice.strip() else told


def _physical(report: Report, index: dict[str, int], at: Location | None, row: ReportRow | None) -> Json:
    path = at.part if at and at.part else report.path
    region: Json = {"startLine": at.line if at and at.line else 1}
    if row:
        region["snippet"] = {"text": _snippet(row)}
    return {"artifactLocation": {"uri": uri(path), "index": index[path]}, "region": region}


def _logical(finding: Finding, rulebook: Rulebook) -> Json:
    found: Json = {}
    if finding.provision is not None:
        requirement = rulebook.by_number.get(finding.provision)
        section = requirement.section if requirement else finding.provision.split(".")[0]
        name = f"{rulebook.edition}/{section}/{finding.provision}"
        found["logicalLocations"] = [{"name": finding.provision, "fullyQualifiedName": name, "kind": "element"}]
    at = finding.location
    if at is not None:
        known = {"page": at.page, "endPage": at.end_page, "table": at.table, "row": at.row, "line": at.line}
        found["properties"] = {"hoscheck": {key: value for key, value in known.items() if value is not None}}
    return found


def _neighbours(report: Report, rulebook: Rulebook) -> Callable[[str], list[tuple[str, ReportRow]]]:
    """A function from a missing provision to the nearest ones before and after it that the document has."""
    rows: dict[str, ReportRow] = {}
    for row in report.rows:
        if row.provision is not None:
            rows.setdefault(row.provision, row)
    order = [requirement.number for requirement in rulebook.requirements]

    def near(provision: str) -> list[tuple[str, ReportRow]]:
        if provision not in order:
            return []
        at = order.index(provision)
        before = next((rows[each] for each in reversed(order[:at]) if each in rows), None)
        after = next((rows[each] for each in order[at + 1 :] if each in rows), None)
        return [(side, row) for side, row in (("before", before), ("after", after)) if row]

    return near


def _snippet(each: ReportRow) -> str:
    row = each.row
    cells = (row.number or "", row.requirement, row.answer_text, row.evidence, row.commentary)
    return " | ".join(_cut(one_line(cell)) for cell in cells if cell.strip())


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


# ── texts ────────────────────────────────────────────────────────────────────────────────────────


def _message(text: str) -> str:
    """A sentence of a SARIF message: braces doubled as the standard asks, and no link made of a document's text."""
    return sentence(one_line(text)).replace("{", "{{").replace("}", "}}").replace("](", "] (")


REPORTER = Reporter(name="sarif", suffix=".sarif", render=render)
