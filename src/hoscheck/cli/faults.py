"""Every way a command can end badly, as one line and an exit status; a traceback only with HOSCHECK_DEBUG."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hoscheck.cli.console import InterruptedRunError, OutputError, abandon_stdout, tell
from hoscheck.errors import BadRulebook, ExitCode, HoscheckError, NoInput
from hoscheck.settings import did_you_mean

if TYPE_CHECKING:
    import typer


def settle(error: BaseException, arguments: Sequence[str]) -> int:
    """Tell the user of an exception in one line; returns the exit status. `arguments` are the words of the command
    line."""
    if isinstance(error, SystemExit):
        return _left(error)
    if isinstance(error, BrokenPipeError):
        abandon_stdout()
        return ExitCode.OK
    if isinstance(error, KeyboardInterrupt) or _is_typers(error, "Abort"):
        tell("interrupted")
        return ExitCode.INTERRUPTED
    if _is_typers(error, "BadParameter"):
        return _usage(error, arguments)
    if isinstance(error, HoscheckError):
        tell(_first_line(error))
        return _STATUS.get(type(error), ExitCode.USAGE)
    if os.environ.get("HOSCHECK_DEBUG"):
        import traceback

        traceback.print_exception(error)
    why = f": {error}" if isinstance(error, RuntimeError | OSError) else ""
    tell(f"internal error ({type(error).__name__}{why}); set HOSCHECK_DEBUG=1 to see where, and please report it")
    return ExitCode.INTERNAL


_STATUS: dict[type[BaseException], ExitCode] = {
    NoInput: ExitCode.NO_INPUT,
    OutputError: ExitCode.INTERNAL,
    InterruptedRunError: ExitCode.INTERRUPTED,
}


def _is_typers(error: BaseException, kind: str) -> bool:
    """True for an exception of typer's, which may come from click or from its own copy of click, by version: the bases
    of its public classes are the same in both. Where typer was not loaded, there is none."""
    typer = sys.modules.get("typer")
    if typer is None:
        return False
    found: type[BaseException] = getattr(typer, kind)
    return isinstance(error, found.__mro__[2] if kind == "BadParameter" else found)


def _left(error: SystemExit) -> int:
    """typer leaves in this way after printing a completion script, and with 1 where standard output was closed."""
    if isinstance(error.__context__, BrokenPipeError):
        return ExitCode.OK
    return error.code if isinstance(error.code, int) else ExitCode.OK if error.code is None else ExitCode.INTERNAL


def _first_line(error: HoscheckError) -> str:
    first, *others = str(error).splitlines() or [type(error).__name__]
    if others and isinstance(error, BadRulebook):
        return f"{first} (and {len(others)} more; 'hoscheck rulebook validate' lists them)"
    return " ".join([first, *others])


def _usage(error: BaseException, arguments: Sequence[str]) -> int:
    from hoscheck.cli.commands import COMMANDS  # late: a run without a slip does not need them

    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # a bare `hoscheck`: the help is the best answer
        sys.stderr.write(f"{error}\n")
        return ExitCode.USAGE
    if context is not None:
        where = context.command_path
    else:  # an option without its value comes without a context
        where = " ".join(["hoscheck", *(each for each in arguments[:1] if each in COMMANDS)])
    tell(f"{_complaint(error, context, arguments)} (try '{where} --help')")
    return ExitCode.USAGE


def _complaint(error: BaseException, context: typer.Context | None, arguments: Sequence[str]) -> str:
    option = getattr(error, "option_name", None)
    if type(error).__name__ == "NoSuchOption" and option:
        return f"there is no option '{option}'{did_you_mean(option, _options(context))}"
    message = _plain(error)
    if context is None or not message.startswith("no such command"):
        return message
    words = [each for each in arguments if not each.startswith("-")]
    word = words[len(context.command_path.split()) - 1]
    hint = did_you_mean(word, getattr(context.command, "commands", {}))
    if not hint and context.parent is None and Path(word).exists():
        hint = f"; did you mean 'hoscheck audit {word}'?"
    return f"there is no command '{word}'{hint}"


def _options(context: typer.Context | None) -> list[str]:
    parameters = context.command.params if context is not None else []
    return [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)]


def _plain(error: BaseException) -> str:
    """click's own message, begun small and without its full stop, as the other lines are."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    message = " ".join(message.split()).rstrip(".")
    return message[:1].lower() + message[1:]
