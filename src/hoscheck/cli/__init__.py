"""The command line: one file a command; this one runs them and answers for the exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from hoscheck.cli.console import tell
from hoscheck.cli.faults import settle
from hoscheck.cli.plainly import plain_audit
from hoscheck.errors import ExitCode


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status. Whatever goes wrong is told in one line on standard error.

    Without `arguments` the process is taken to be hoscheck's own: its arguments, its signals, its warnings.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _own_the_process()
    try:
        asked = plain_audit(given)
        if asked is not None:
            from hoscheck.cli.audit import audit

            return audit(**asked)
        status = _run_by_typer(given)
    except BaseException as error:
        return int(settle(error, given))
    if status == ExitCode.INTERRUPTED:  # typer swallows the interruption and gives its status only
        tell("interrupted")
    return status


def _run_by_typer(given: Sequence[str]) -> int:
    import typer

    from hoscheck.cli.commands import build

    command = typer.main.get_command(build(given[0] if given else ""))
    return int(command.main(given, prog_name="hoscheck", standalone_mode=False) or 0)


def _own_the_process() -> None:
    import logging
    import warnings

    signal.signal(signal.SIGTERM, _interrupt)
    if os.environ.get("HOSCHECK_DEBUG"):
        from hoscheck.scan.judging import log_faults

        log_faults()
        return
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries grumble about is not the user's concern
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a run as Ctrl-C does: workers are killed, and what is done is written."""
    raise KeyboardInterrupt
