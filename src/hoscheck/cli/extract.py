"""`hoscheck extract`: the rows of a document as they were read, before anything is judged."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hoscheck.cli import outputs
from hoscheck.cli.console import OutputError, Progress, look, tell
from hoscheck.cli.outputs import STANDARD_OUTPUT, Target
from hoscheck.cli.reading_options import EngineOption, OcrOption, RulebookOption
from hoscheck.errors import BadSettings, ExitCode, NoInput
from hoscheck.model import Detection, Failure, Report, ReportRow, Run
from hoscheck.settings import ENGINES, Settings, parse_choice, parse_ocr

if TYPE_CHECKING:
    from hoscheck.assess import Judge
    from hoscheck.model import Outcome
    from hoscheck.scan import Input

FORMATS = ("table", "csv", "json", "markdown")  # for help and completion; a test holds it against the reporters
PICTURES = (".pdf", ".png")

EPILOG = """\b
Examples:
  hoscheck extract self-assessment.pdf
  hoscheck extract form.docx --format csv > rows.csv
  hoscheck extract form.html --quiet --output rows.md --output rows.json
  hoscheck extract form.pdf --overlay seen.pdf
  hoscheck extract form.pdf --overlay seen.png --page 3

\b
Exit status:
  0    the document was read whole
  2    wrong options: nothing was read
  3    it was not read, was read only in part, or holds no self-assessment
  4    no file matched
  70   a fault of hoscheck itself, or an output that could not be written
  130  interrupted"""


def extract(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The document, or - for standard input.", show_default=False)
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help=f"Format on standard output: {', '.join(FORMATS)}. [default: table]",
            autocompletion=lambda: list(FORMATS),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the rows to FILE as well; its ending (.csv, .json, .md, .txt) tells the format, or write "
            "NAME=FILE. May be given several times.",
        ),
    ] = None,
    overlay: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Of a PDF: draw over its pages what was read from where. FILE.pdf gets a copy of the whole document, "
            "FILE.png makes a picture of each page (FILE-1.png, FILE-2.png and so on).",
        ),
    ] = None,
    page: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="With --overlay FILE.png: this page alone, as FILE.png.")
    ] = None,
    rulebook: RulebookOption = "auto",
    engine: EngineOption = "pdfium",
    ocr: OcrOption = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No notices, and no rows where they were not asked for by name.")
    ] = False,
) -> int:
    """Print the rows of a document as they were read.

    Nothing is judged: this is for looking whether a form was read as it is printed, and for taking its rows elsewhere.
    """
    from hoscheck.assess import prepare

    settings = Settings(
        rulebook=rulebook, engine=parse_choice("--engine", engine, ENGINES), ocr=parse_ocr("--ocr", ocr)
    )
    _refuse_overlay(overlay, page)
    targets = _plan(format, output or (), quiet=quiet)
    files = [*targets, *([_target("table", overlay)] if overlay else [])]
    outputs.refuse_unwritable(files)
    judge = replace(prepare(settings), checks=())
    document = _the_one(file)
    outputs.refuse_overwriting(files, () if document.standard_input else (document.path,))
    data, outcomes = _read(document, judge, quiet=quiet)
    run = _run(judge, outcomes)
    if overlay:
        _refuse_pages(run, page)
    if not quiet:
        _tell(run)
    outputs.write(targets, run, look("never", verbose=False))
    if overlay and any(report.rows for report in run.reports):
        _draw(data, run.reports[0].rows, overlay, page, settings.ocr)
    elif overlay and not quiet:
        tell(f"--overlay: no rows were read, so '{overlay}' was not written")
    return run.exit_code


# ── where it goes ────────────────────────────────────────────────────────────────────────────────


def _refuse_overlay(overlay: str | None, page: int | None) -> None:
    """Raise BadSettings where the options for the overlay make no sense whatever the document is."""
    kind = Path(overlay).suffix.lower() if overlay else ""
    if overlay and kind not in PICTURES:
        raise BadSettings(f"--overlay: '{overlay}' must end in .pdf or .png")
    if page is not None and kind != ".png":
        raise BadSettings("--page: it chooses the page of --overlay FILE.png; give that as well, or leave it out")


def _refuse_pages(run: Run, page: int | None) -> None:
    """Raise BadSettings where the document has no pages to draw on, or not the one that was asked for."""
    for report in run.reports:
        if report.format != "pdf":
            raise BadSettings(f"--overlay: '{report.path}' is no PDF; only a PDF has pages to draw on")
        if page and report.pages and page > report.pages:
            raise BadSettings(f"--page: the document has {report.pages} pages, so there is no page {page}")


def _plan(format: str | None, files: Sequence[str], *, quiet: bool) -> list[Target]:
    """The outputs, files first; standard output gets the format that was named, else the table."""
    named = parse_choice("--format", format, FORMATS) if format is not None else None
    targets = [_file_target(text) for text in files]
    if named is not None or not (quiet or any(each.path == STANDARD_OUTPUT for each in targets)):
        targets.append(_target(named or "table", STANDARD_OUTPUT))
    places = [each.path if each.path == STANDARD_OUTPUT else os.path.realpath(each.path) for each in targets]
    if len(set(places)) < len(places):
        raise BadSettings("--output: two of the outputs would go to one place")
    return sorted(targets, key=lambda each: each.path == STANDARD_OUTPUT)


def _file_target(text: str) -> Target:
    """`FILE`, its ending telling the format, or `NAME=FILE`."""
    from hoscheck.report.rows import ROW_REPORTERS

    name, equals, path = text.partition("=")
    if equals and name in FORMATS:
        if not path:
            raise BadSettings(f"--output: '{text}' names no file; write {name}=FILE")
        return _target(name, path)
    for reporter in ROW_REPORTERS:
        if text.lower().endswith(reporter.suffix):
            return Target(reporter, text)
    known = ", ".join(each.suffix for each in ROW_REPORTERS)
    raise BadSettings(
        f"--output: the name '{text}' does not tell the format; its ending may be {known}, or write NAME=FILE"
    )


def _target(name: str, path: str) -> Target:
    from hoscheck.report.rows import ROW_REPORTERS

    return Target(next(each for each in ROW_REPORTERS if each.name == name), path)


# ── what is read ─────────────────────────────────────────────────────────────────────────────────


def _the_one(file: str) -> Input:
    """The document that the argument means, which may be one alone."""
    from hoscheck.scan.inputs import find

    documents = find((file,)).documents
    if not documents:
        raise NoInput(f"nothing to read: no file matches '{file}'")
    if len(documents) > 1:
        raise BadSettings(f"'{file}' means {len(documents)} documents; rows are taken from one at a time")
    return documents[0]


def _read(document: Input, judge: Judge, *, quiet: bool) -> tuple[bytes, tuple[Outcome, ...]]:
    """The document's bytes, none where it could not be opened, and its Report or Failure, or both."""
    from hoscheck.assess import assess
    from hoscheck.errors import Unreadable
    from hoscheck.extract.paging import heard
    from hoscheck.scan.judging import attempt, unopened
    from hoscheck.scan.opening import read

    try:
        data = read(document)
    except Unreadable as error:
        return b"", (unopened(document.path, error),)
    progress = Progress(1)
    try:
        with nullcontext() if quiet else heard(partial(progress.page, document.path)):
            outcomes = attempt(partial(assess, judge=judge), document.path, data)
    finally:
        progress.clear()
    first = outcomes[0]
    if isinstance(first, Failure) and first.reason == "not-a-form":
        return data, (_unmatched(data, first, judge), *outcomes)
    return data, outcomes


def _unmatched(data: bytes, failure: Failure, judge: Judge) -> Report:
    """The rows of a document that is no self-assessment: they show why it was not taken for one."""
    from hoscheck.report.rows import NO_RULEBOOK

    form = judge.read(data, failure.path)
    return Report(
        path=failure.path,
        sha256=failure.sha256 or "",
        format=form.format,
        pages=form.pages,
        reasons=form.reasons,
        landlord=form.landlord,
        assessed_on=form.assessed_on,
        size=len(data),
        detection=Detection(NO_RULEBOOK, False, 0.0),
        rows=tuple(ReportRow(row, None, 0.0, None) for row in form.rows),
        findings=(),
        provisions=0,
    )


def _run(judge: Judge, outcomes: tuple[Outcome, ...]) -> Run:
    from hoscheck._version import __version__

    run = Run(__version__, judge.rulebooks, (), outcomes)
    return replace(run, exit_code=int(ExitCode.OK if run.verdict == "pass" else ExitCode.INCOMPLETE))


def _tell(run: Run) -> None:
    for failure in run.failures:
        tell(f"{failure.path}: {failure.message} ({failure.reason})")
    for report in run.reports:
        if not report.complete:
            tell(f"{report.path}: read only in part ({', '.join(report.reasons)})")


# ── the overlay ──────────────────────────────────────────────────────────────────────────────────


def _draw(data: bytes, rows: Sequence[ReportRow], path: str, page: int | None, ocr: str) -> None:
    from hoscheck.extract.overlay import as_pdf, as_pictures

    if path.lower().endswith(".pdf"):
        _write(Path(path), as_pdf(data, rows, ocr))
        return
    for picture in as_pictures(data, rows, page, ocr):
        whole = Path(path)
        _write(whole if page else whole.with_stem(f"{whole.stem}-{picture.page}"), picture.png)


def _write(path: Path, data: bytes) -> None:
    """Put the bytes in the file's place at one stroke."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise OutputError(f"cannot write '{path}': {error.strerror or error}") from None
