"""`hoscheck audit`: judge documents and write the reports. What its options are called stands in `audit_options.py`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hoscheck.cli import outputs
from hoscheck.cli.console import InterruptedRunError, Progress, look, tell
from hoscheck.errors import BadSettings, ExitCode, NoInput
from hoscheck.model import CheckInfo, Failure, Run
from hoscheck.settings import (
    COLOURS,
    ENGINES,
    MIN_CERTAINTY,
    Settings,
    parse_certainty,
    parse_choice,
    parse_date,
    parse_jobs,
    parse_names,
    parse_ocr,
    parse_seconds,
    parse_threshold,
)

if TYPE_CHECKING:
    from hoscheck.assess import Judge
    from hoscheck.scan import Input, Scan
    from hoscheck.scan.inputs import Inputs


class Manner(NamedTuple):
    """How the documents are read, beside what is judged."""

    isolate: bool | None
    timeout: float | None
    quiet: bool
    verbose: bool
    stdin_name: str


def audit(
    paths: Sequence[str],
    *,
    format: str | None = None,
    output: Sequence[str] | None = None,
    rulebook: str = "auto",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    fail_on: str = "error",
    together: bool = False,
    as_of: str | None = None,
    min_certainty: str = str(MIN_CERTAINTY),
    exit_zero: bool = False,
    allow_incomplete: bool = False,
    quiet: bool = False,
    verbose: bool = False,
    jobs: str = "1",
    timeout: str | None = None,
    isolate: bool | None = None,
    engine: str = "pdfium",
    ocr: str = "auto",
    color: str = "auto",
    stdin_name: str = "-",
) -> int:
    """Judge documents as the command's options say, each as it was written; the exit status. Raises what
    `cli.faults.settle` knows how to tell."""
    settings = Settings(
        rulebook=rulebook,
        select=parse_names(select or ()),
        ignore=parse_names(ignore or ()),
        fail_on=parse_threshold("--fail-on", fail_on),
        as_of=parse_date("--as-of", as_of) if as_of is not None else None,
        min_certainty=parse_certainty("--min-certainty", min_certainty),
        engine=parse_choice("--engine", engine, ENGINES),
        ocr=parse_ocr("--ocr", ocr),
        exit_zero=exit_zero,
        allow_incomplete=allow_incomplete,
        jobs=parse_jobs("--jobs", jobs),
    )
    seconds = parse_seconds("--timeout", timeout) if timeout is not None else None
    manner = Manner(isolate, seconds, quiet, verbose, stdin_name)
    if together and (manner.isolate or seconds is not None or settings.jobs > 1):
        raise BadSettings("--together: the files are read one after another; leave out --isolate, --timeout and --jobs")
    page = look(parse_choice("--color", color, COLOURS), verbose)
    targets = outputs.plan(format, output or (), quiet=quiet)
    outputs.refuse_unwritable(targets)
    judge, found = _prepare(paths, settings, manner)
    outputs.refuse_overwriting(targets, [each.path for each in found.documents if not each.standard_input])
    scanned = _scan_together(found.documents, judge, manner) if together else _scan(found.documents, judge, manner)
    run = _run(judge, scanned)
    outputs.write(targets, run, page)
    if scanned.interrupted:
        raise InterruptedRunError(f"interrupted, {scanned.done} of {scanned.total} done")
    return run.exit_code


def _prepare(paths: Sequence[str], settings: Settings, manner: Manner) -> tuple[Judge, Inputs]:
    """Resolve rulebook and checks, then find the documents; nothing is read yet."""
    from hoscheck.assess import prepare
    from hoscheck.scan.inputs import find

    if manner.isolate is False and (settings.jobs > 1 or manner.timeout is not None):
        raise BadSettings("--no-isolate: --jobs above 1 and --timeout need documents in processes of their own")
    judge = prepare(settings)
    found = find(paths, manner.stdin_name)
    if found.left_out and not manner.quiet:
        tell("left out: " + ", ".join(f"{count} {why}" for why, count in sorted(found.left_out.items())))
    if not found.documents:
        raise NoInput("nothing to audit: " + "; ".join(map(_nothing_at, found.without_match)))
    for argument in found.without_match:
        if not manner.quiet:
            tell(_nothing_at(argument))
    return judge, found


def _nothing_at(argument: str) -> str:
    if Path(argument).is_dir():
        return f"the folder '{argument}' holds no file of a known type"
    return f"no file matches '{argument}'"


def _scan(documents: Sequence[Input], judge: Judge, manner: Manner) -> Scan:
    from hoscheck.assess import assess
    from hoscheck.scan import TIMEOUT, scan

    jobs = judge.settings.jobs
    several = len(documents) > 1
    progress = None if manner.quiet else Progress(len(documents), every_page=manner.verbose)
    isolate = manner.isolate
    if isolate is None:  # one document alone gains nothing from a process of its own but 0.1 s of waiting
        isolate = several or manner.timeout is not None
    try:
        return scan(
            documents,
            partial(assess, judge=judge),
            jobs=jobs,
            timeout=manner.timeout or TIMEOUT,
            isolate=isolate,
            on_progress=progress,
            on_page=progress.page if progress else None,
        )
    finally:
        if progress is not None:
            progress.clear()


def _scan_together(documents: Sequence[Input], judge: Judge, manner: Manner) -> Scan:
    """All documents as one form, read in this process."""
    from hoscheck.assess import assess_together
    from hoscheck.errors import Unreadable
    from hoscheck.extract.paging import heard
    from hoscheck.scan import Scan
    from hoscheck.scan.judging import unopened
    from hoscheck.scan.opening import read

    sources: list[tuple[str, bytes] | Failure] = []
    for document in documents:
        try:
            sources.append((document.path, read(document)))
        except Unreadable as error:
            sources.append(unopened(document.path, error))
    progress = Progress(len(documents), every_page=manner.verbose)
    try:
        with nullcontext() if manner.quiet else heard(partial(progress.page, documents[0].path)):
            joint = assess_together(sources, judge)
    finally:
        progress.clear()
    for path in () if manner.quiet else joint.without_rows:
        tell(f"{path}: holds no provision row; it counts for the landlord's name and the date only")
    return Scan(joint.outcomes, len(documents), len(documents))


def _run(judge: Judge, scanned: Scan) -> Run:
    from hoscheck._version import __version__

    infos = tuple(
        CheckInfo(each.code, each.id, each.title, each.severity, each.help, each.method) for each in judge.checks
    )
    run = Run(__version__, judge.rulebooks, infos, scanned.outcomes, judge.settings.fail_on)
    status = ExitCode.INTERRUPTED if scanned.interrupted else exit_status(run, judge.settings)
    return replace(run, exit_code=int(status))


def exit_status(run: Run, settings: Settings) -> ExitCode:
    """The exit status of a run that was not interrupted. What was not read wins over what was found."""
    whole = not run.failures and all(report.complete for report in run.reports)
    if not whole and not settings.allow_incomplete:
        return ExitCode.INCOMPLETE
    if any(run.fails(report) for report in run.reports) and not settings.exit_zero:
        return ExitCode.FINDINGS
    return ExitCode.OK
