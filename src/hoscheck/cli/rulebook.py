"""`hoscheck rulebook`: the editions of the Code that forms are held against."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hoscheck.cli.checks import table
from hoscheck.cli.console import put, tell
from hoscheck.cli.terms import CONTEXT
from hoscheck.errors import BadRulebook, BadSettings, ExitCode
from hoscheck.settings import did_you_mean

if TYPE_CHECKING:
    from hoscheck.model import Limit, Requirement, Rulebook

_WIDTH = 88  # of a requirement's lines: prose is hard to read any wider

app = typer.Typer(
    name="rulebook",
    help="List, show and validate rulebooks (editions of the Code).",
    rich_markup_mode=None,
    context_settings=CONTEXT,
)


@app.command("list")
def list_rulebooks() -> int:
    """List the rulebooks that come with hoscheck."""
    from hoscheck.rulebook import built_in, refusing

    rows = [("Id", "Edition", "In force", "Provisions", "Title")]
    rows += [(book.id, book.edition, _in_force(book), str(len(book.requirements)), book.title) for book in built_in()]
    rows += [
        (book.id, book.edition, "only recognised", str(len(book.requirements)), f"{book.title}: its forms are refused")
        for book in refusing()
    ]
    put(table(rows))
    return ExitCode.OK


@app.command()
def show(
    book: Annotated[str, typer.Argument(metavar="BOOK", help="An edition (2024), an id, or a rulebook file.")],
    provision: Annotated[
        str | None, typer.Argument(metavar="[PROVISION]", help="The number of one provision, such as 6.3.")
    ] = None,
) -> int:
    """Show a rulebook's requirements, or one of them in full."""
    from hoscheck.report.clean import visible
    from hoscheck.rulebook import find

    found = find(book)
    page = _page(found) if provision is None else _provision(found, _requirement(found, provision))
    put(visible(page))
    return ExitCode.OK


@app.command()
def validate(files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Rulebook files.")]) -> int:
    """Check rulebook files.

    Each problem is told with its line. The exit status is 2 where a file is refused.
    """
    from hoscheck.report.clean import one_line
    from hoscheck.rulebook import load

    status = ExitCode.OK
    for file in files:
        try:
            book = load(Path(file))
        except BadRulebook as error:
            for line in str(error).splitlines():
                tell(line)
            status = ExitCode.USAGE
        else:
            put(f"{one_line(file)}: sound: {book.id}, {_count(len(book.requirements), 'provision')}\n")
    return status


@app.command()
def schema() -> int:
    """Print the JSON Schema of a rulebook file, for editors."""
    from hoscheck.rulebook_file import json_schema

    put(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", exact=True)
    return ExitCode.OK


def _requirement(book: Rulebook, number: str) -> Requirement:
    if number not in book.by_number:
        raise BadSettings(f"{book.id} has no provision '{number}'{did_you_mean(number, book.by_number)}")
    return book.by_number[number]


def _page(book: Rulebook) -> str:
    lines = [f"{book.title} ({book.id})", f"In force {_in_force(book)}. {book.source}"]
    if book.refusal:
        lines.append(f"Forms of this Code are only recognised, and refused by name; {book.refusal.advice}.")
    for section in book.sections:
        lines += ["", f"{section.number} {section.title}"]
        for each in book.requirements:
            if each.section == section.number:
                lines += _paragraphs(f"{each.number} ({each.obligation}) {each.text}", "  ", "      ")
    return "\n".join(lines) + "\n"


def _provision(book: Rulebook, requirement: Requirement) -> str:
    section = next(each for each in book.sections if each.number == requirement.section)
    place = " > ".join(part for part in (f"{section.number} {section.title}", requirement.group) if part)
    lines = [f"{requirement.number} ({requirement.obligation}), {book.title} ({book.id})", place, ""]
    lines += _paragraphs(requirement.text, "", "")
    facts = [_limit(limit) for limit in requirement.limits]
    if requirement.event_driven:
        facts.append("applies only after an event")
    facts += [_DUTIES[duty.asks] for duty in book.duties if duty.provision == requirement.number]
    return "\n".join([*lines, *([""] if facts else []), *facts]) + "\n"


_DUTIES = {
    "yearly": "the document must bear its date",
    "approval": "the document must say that the governing body saw it",
    "response": "the document must give the governing body's response",
}


def _paragraphs(text: str, first: str, further: str) -> list[str]:
    """The text's own lines, each wrapped."""
    lines: list[str] = []
    for line in text.splitlines():
        indent = further if lines else first
        lines += textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=further or "  ")
    return lines


def _limit(limit: Limit) -> str:
    """A time limit in words: `Stage 1, respond: at most 10 working days`."""
    stage = f"Stage {limit.stage}, {limit.step}" if limit.stage else limit.step.capitalize()
    least = "at least" if limit.step == "complain" else "at most"
    unit = limit.unit.replace("-", " ")
    return f"{stage}: {least} {_count(limit.at_most, unit.removesuffix('s'))}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _in_force(book: Rulebook) -> str:
    if book.superseded is None:
        return f"from {_day(book.in_force)}"
    return f"{_day(book.in_force)} until replaced on {_day(book.superseded)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
