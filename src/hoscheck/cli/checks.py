"""`hoscheck checks` and `hoscheck explain`: what is looked for, and why."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Annotated

import typer

from hoscheck.cli.console import put
from hoscheck.errors import ExitCode
from hoscheck.manual import paragraphs
from hoscheck.model import Check, Method
from hoscheck.settings import MIN_CERTAINTY, parse_choice

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

    Says why a check is there, what it finds, what it passes, how to put it right, with an example of either kind and
    the paragraph of the Code that it rests on; how certain its findings are, and what --min-certainty does with them.
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
    lines = [f"{check.code} {check.id}: {check.title}", "", *_facts(check), ""]
    for label, text in paragraphs(check.help):
        lines += [label, *_wrapped(text, "  "), ""] if label else [*_wrapped(text, ""), ""]
    return "\n".join(lines)


def _facts(check: Check) -> list[str]:
    exact = check.method is Method.EXACT
    method = "exact: it reads a fact" if exact else "heuristic: it judges words, and can be mistaken"
    certain = (
        "always 1; --min-certainty changes nothing"
        if exact
        else f"told with each finding (0 to 1); what is below --min-certainty ({MIN_CERTAINTY}) is shown apart, to be "
        "reviewed by hand, and counts nowhere"
    )
    facts = {"severity": check.severity.word, "method": method, "certainty": certain}
    return [
        line
        for name, text in facts.items()
        for line in textwrap.wrap(text, _WIDTH, initial_indent=f"  {name:<9}  ", subsequent_indent=" " * 13)
    ]


def _wrapped(text: str, indent: str) -> list[str]:
    # not at hyphens: an id in two pieces could not be copied
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
