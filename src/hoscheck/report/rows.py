"""The rows of a document as they were read, before anything is judged: `hoscheck extract` writes them.

A run that is told here has one document: its Report without findings, its Failure, or both where rows were read that
are no self-assessment's (the Report then names no rulebook).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from hoscheck.model import Look, Report, Reporter, ReportRow, Run
from hoscheck.report.clean import csv_safe, one_line
from hoscheck.report.json_report import one_json
from hoscheck.report.place import place

SCHEMA = "hoscheck-rows/1"
NO_RULEBOOK = ""  # the id in the Detection of a document that follows no rulebook

_NONE = "-"  # what a table shows where a row was matched to nothing, or prints no number


def _rows(run: Run) -> Iterator[ReportRow]:
    return (row for report in run.reports for row in report.rows)


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────


def _json(run: Run, _look: Look) -> str:
    """One object: `document`, `rulebook`, `rows` and `failure`, their values as in the report of an audit; `rulebook`
    is null where none was recognised, `failure` where there was none."""
    report = next(iter(run.reports), None)
    failure = next((one_json(each, run) for each in run.failures), None)
    read = one_json(report, run) if report else None
    told = read or failure or {"document": None}
    known = report is not None and report.detection.rulebook != NO_RULEBOOK
    whole = {
        "schema": SCHEMA,
        "tool": {"name": "hoscheck", "version": run.version},
        "document": told["document"],
        "rulebook": read["rulebook"] if read and known else None,
        "rows": read["rows"] if read else [],
        "failure": {key: failure[key] for key in ("stage", "reason", "message")} if failure else None,
    }
    return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = (
    "provision",
    "printed_number",
    "page",
    "end_page",
    "table",
    "row",
    "line",
    "answer",
    "answer_text",
    "requirement",
    "evidence",
    "commentary",
    "support",
    "basis",
    "score",
    "links",
    "source",
)
_EXTRA = "extra: "  # before the heading of a column that the official form does not have


def _csv(run: Run, _look: Look) -> str:
    """A line a row under a heading line; columns of the document's own come last. Every field is quoted and guarded."""
    own = dict.fromkeys(f"{_EXTRA}{one_line(heading)}" for row in _rows(run) for heading, _ in row.row.extra)
    target = io.StringIO()
    writer = csv.DictWriter(target, (*COLUMNS, *own), restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    for row in _rows(run):
        writer.writerow({column: csv_safe(text) for column, text in _fields(row).items()})
    return target.getvalue()


def _fields(each: ReportRow) -> dict[str, str]:
    row, at = each.row, each.row.location
    fields = {
        "provision": each.provision or "",
        "printed_number": row.number or "",
        "page": _number(at.page),
        "end_page": _number(at.end_page),
        "table": _number(at.table),
        "row": _number(at.row),
        "line": _number(at.line),
        "answer": row.answer.value,
        "answer_text": row.answer_text,
        "requirement": row.requirement,
        "evidence": row.evidence,
        "commentary": row.commentary,
        "support": row.support.value,
        "basis": each.basis.value if each.basis else "",
        "score": f"{each.score:.4f}" if each.basis else "",
        "links": " ".join(row.links),
        "source": "ocr" if row.recognised else "text",
    }
    for heading, text in row.extra:
        name = f"{_EXTRA}{one_line(heading)}"
        fields[name] = f"{fields[name]} / {text}" if name in fields else text
    return fields


def _place(each: ReportRow) -> str:
    """Where a row stands, and that it was a picture there: letters may be wrong."""
    return place(each.row.location) + (" (scan)" if each.row.recognised else "")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────

_HEADINGS = ("Provision", "Printed", "Place", "Answer", "Requirement", "Evidence", "Commentary")
# What would be markup inside a table's cell; an underscore inside a word is none, and stands in web addresses.
_MARKUP = re.compile(r"[\\`*\[\]<>|&~]|(?<![^\W_])_|_(?![^\W_])")


def _markdown(run: Run, _look: Look) -> str:
    """A table with a row a provision row; what a document holds is never taken for markup."""
    lines = [_line(_HEADINGS), _line(["---"] * len(_HEADINGS))]
    for each in _rows(run):
        row = each.row
        cells = (
            each.provision or _NONE,
            row.number or _NONE,
            _place(each),
            row.answer.value,
            row.requirement,
            row.evidence,
            row.commentary,
        )
        lines.append(_line([_MARKUP.sub(r"\\\g<0>", one_line(cell)) for cell in cells]))
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


# ── a table for a terminal ───────────────────────────────────────────────────────────────────────

_SHOWN = ("Provision", "Printed", "Place", "Answer", "Requirement", "Evidence")
_LEAST = 12  # columns that a text gets however narrow the terminal is: two words of it


def _table(run: Run, look: Look) -> str:
    """What was read in a line, and a line a row, cut to the width; evidence gives way to commentary where it is empty.
    Nothing at all where the document could not be read."""
    report = next(iter(run.reports), None)
    if report is None:
        return ""
    if not report.rows:
        return f"{_summary(run, report)}\n"
    rows = [_SHOWN, *map(_shown, report.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_SHOWN) - 2)]
    left = look.width - sum(widths) - 2 * (len(_SHOWN) - 1)
    first = max(_LEAST, left // 2)
    widths += [first, max(_LEAST, left - first)]
    lines = [_summary(run, report), ""] + [_drawn(row, widths, look) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _summary(run: Run, report: Report) -> str:
    many = len(report.rows)
    told = [f"{many} row{'' if many == 1 else 's'}"]
    if report.detection.rulebook != NO_RULEBOOK:
        told.append(run.rulebook(report.detection.rulebook).id)
        told.append(f"{report.present} of {report.provisions} provisions")
    if report.pages:
        told.append(f"{report.pages} page{'' if report.pages == 1 else 's'}")
    seen = sum(each.row.recognised for each in report.rows)
    scan = f"; {seen} by text recognition: compare them with the page" if seen else ""
    return f"{one_line(report.path)}: {', '.join(told)}{scan}"


def _shown(each: ReportRow) -> tuple[str, ...]:
    row = each.row
    return (
        each.provision or _NONE,
        one_line(row.number) if row.number else _NONE,
        _place(each),
        row.answer.value,
        one_line(row.requirement),
        one_line(row.evidence or row.commentary),
    )


def _drawn(cells: tuple[str, ...], widths: list[int], look: Look) -> str:
    return "  ".join(f"{_cut(cell, width, look):<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cut(text: str, width: int, look: Look) -> str:
    if len(text) <= width:
        return text
    end = "…" if look.unicode else "..."
    return text[: width - len(end)] + end


ROW_REPORTERS = (
    Reporter("table", ".txt", _table),
    Reporter("csv", ".csv", _csv),
    Reporter("json", ".json", _json),
    Reporter("markdown", ".md", _markdown),
)
