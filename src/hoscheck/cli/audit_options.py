"""The options of `hoscheck audit`, as typer reads and explains them."""

from __future__ import annotations

from typing import Annotated

import typer

from hoscheck.cli import audit as command
from hoscheck.cli.reading_options import EngineOption, OcrOption, RulebookOption
from hoscheck.cli.terms import EXIT_STATUS
from hoscheck.settings import COLOURS, MIN_CERTAINTY, THRESHOLDS

FORMATS = ("text", "json", "sarif", "junit", "csv")  # for help and completion; a test holds it against the reporters

EPILOG = f"""\b
Examples:
  hoscheck audit self-assessment.pdf
  hoscheck audit forms/ --jobs auto --output findings.sarif
  hoscheck audit form.docx --rulebook 2024 --select EVI --fail-on warning
  hoscheck audit form.html --format json --as-of 2026-03-31
  hoscheck audit --together section-1.html section-2.html section-3.html
  curl -s https://www.example.org/form.html | hoscheck audit - --quiet

{EXIT_STATUS}"""


def audit(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders (walked without following links), patterns in quotes, or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help=f"Format on standard output: {', '.join(FORMATS)}. [default: text]",
            autocompletion=lambda: list(FORMATS),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write a report to FILE as well; its ending tells the format, or write NAME=FILE. - is standard "
            "output. May be given several times.",
        ),
    ] = None,
    rulebook: RulebookOption = "auto",
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Run these checks only: codes, ids or prefixes (EVI), parted by commas."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help="Leave these checks out; written like --select.")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="SEVERITY",
            help=f"Least severity that makes the exit status 1: {', '.join(THRESHOLDS)}.",
            autocompletion=lambda: list(THRESHOLDS),
        ),
    ] = "error",
    together: Annotated[
        bool,
        typer.Option(
            "--together",
            help="The files are one landlord's form, spread over them: judge them as one, in the order given.",
        ),
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Judge as if on this day rather than on the document's own date."),
    ] = None,
    min_certainty: Annotated[
        str,
        typer.Option(
            metavar="N",
            help="Findings that judge words and are less certain than N (0 to 1) are shown for review and not counted.",
        ),
    ] = str(MIN_CERTAINTY),
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 where findings would give 1.")] = False,
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="Exit with 0 or 1 where unread documents would give 3.")
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="No progress, no notices, and no report that was not asked for by name."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more in the text report and of the progress.")
    ] = False,
    jobs: Annotated[
        str, typer.Option("--jobs", "-j", metavar="N", help="Documents read at once; 0 or auto: one for each core.")
    ] = "1",
    timeout: Annotated[
        str | None,
        typer.Option(
            metavar="S",
            help="Seconds for a document in a process of its own, and 20 more for each page of a scan that was "
            "recognised; implies --isolate. [60]",
        ),
    ] = None,
    isolate: Annotated[
        bool | None,
        typer.Option(
            "--isolate/--no-isolate",
            help="Read in processes of their own, so that a document that hangs or breaks a reader costs no other. "
            "[default: with several documents]",
        ),
    ] = None,
    engine: EngineOption = "pdfium",
    ocr: OcrOption = "auto",
    color: Annotated[
        str,
        typer.Option(
            "--color",
            "--colour",
            metavar="WHEN",
            help=f"Colours in the text report: {', '.join(COLOURS)}. NO_COLOR and FORCE_COLOR are kept.",
            autocompletion=lambda: list(COLOURS),
        ),
    ] = "auto",
    stdin_name: Annotated[
        str, typer.Option(metavar="NAME", help="What reports call standard input; its ending may tell the format.")
    ] = "-",
) -> int:
    """Judge self-assessments against the Code.

    Reports provisions that are missing, unanswered or without support. Standard output gets the report and nothing
    else.
    """
    return command.audit(**locals())
