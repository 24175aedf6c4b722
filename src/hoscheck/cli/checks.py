"""`hoscheck checks` and `hoscheck explain`: what is looked for, and why."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Annotated

import typer

from hoscheck.cli.console import put
from hoscheck.errors import ExitCode
from hoscheck.model import HELP_LABELS, Check
from hoscheck.settings import parse_choice

FORMATS = ("text", "json")
CHECKS_SCHEMA = "hoscheck-checks/1"
_WIDTH = 88  # of an explanation's lines: prose is hard to read any wider


def list_checks(
    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="NAME", help="text or json.", autocompletion=lambda: list(FORMATS)),
    ] = "text",
) -> int:
    """List the checks."""
    from hoscheck.checks import CHECKS

    if parse_choice("--format", format, FORMATS) == "json":
        entries = [dict(zip(("code", "id", "severity", "method", "title"), _row(each), strict=True)) for each in CHECKS]
        put(json.dumps({"schema": CHECKS_SCHEMA, "checks": entries}, indent=2) + "\n", exact=True)
    else:
        put(table([("Code", "Id", "Severity", "Method", "Title"), *map(_row, CHECKS)]))
    return ExitCode.OK


def explain(
    names: Annotated[
        list[str], typer.Argument(metavar="CHECK...", help="Codes or ids, such as EVI302 or policy-only-evidence.")
    ],
) -> int:
    """Explain checks by code or id.

    Says why a check is there, what it finds, what it passes, and how to put it right.
    """
    from hoscheck.checks import by_name

    put("\n".join(_page(check) for check in [by_name(name) for name in names]))
    return ExitCode.OK


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """The rows in columns that are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _row(check: Check) -> tuple[str, str, str, str, str]:
    return check.code, check.id, check.severity.word, check.method, check.title


def _page(check: Check) -> str:
    lines = [f"{check.code} {check.id}", f"{check.severity.word}, {check.method}: {check.title}", ""]
    for paragraph in _paragraphs(check.help):
        label, _, text = paragraph.partition(": ")
        if label in HELP_LABELS:
            lines += [label, *_wrapped(text, "  "), ""]
        else:
            lines += [*_wrapped(paragraph, ""), ""]
    return "\n".join(lines)


def _wrapped(text: str, indent: str) -> list[str]:
    # not at hyphens: an id in two pieces could not be copied
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _paragraphs(help: str) -> list[str]:
    """The help's paragraphs, each on one line: an empty line begins a new one, and so does a label."""
    paragraphs = [""]
    for line in textwrap.dedent(help).strip().splitlines():
        if not line.strip() or line.partition(":")[0] in HELP_LABELS:
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]} {line.strip()}".strip()
    return [paragraph for paragraph in paragraphs if paragraph]
