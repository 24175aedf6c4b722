"""The two streams: reports go to standard output and nothing else does; every other word goes to standard error."""

from __future__ import annotations

import os
import sys
import time
from typing import TextIO

from hoscheck.errors import HoscheckError
from hoscheck.model import Look

PLAIN_WIDTH = 100  # columns where there is no terminal to ask: wide enough for a table, narrow enough for an e-mail
_NARROWEST, _WIDEST = 40, 160  # below, tables fall apart; above, the eye loses the line
_GLYPHS = "✓✗…—·─│•"  # what the reports for people draw with


class OutputError(HoscheckError):
    """A report that was ready could not be written: a full disk, a lost network drive."""


class InterruptedRunError(HoscheckError):
    """The user stopped the run; what was done by then has been written."""


def look(colour: str, verbose: bool) -> Look:
    """How a report for people is drawn on standard output. `colour` is auto, always or never."""
    stream = sys.stdout
    if stream is None:  # closed, as by `>&-`
        return Look(verbose=verbose)
    return Look(width=_width(stream), colour=_coloured(colour, stream), verbose=verbose, unicode=_holds_glyphs(stream))


def _coloured(choice: str, stream: TextIO) -> bool:
    """An explicit choice wins, then NO_COLOR, FORCE_COLOR and TERM=dumb (no-color.org, force-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def _width(stream: TextIO) -> int:
    if not stream.isatty() and "COLUMNS" not in os.environ:
        return PLAIN_WIDTH
    import shutil  # late: it loads all that unpacks archives

    return max(_NARROWEST, min(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, _WIDEST))


def _holds_glyphs(stream: TextIO) -> bool:
    try:
        _GLYPHS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def put(text: str, *, exact: bool = False) -> None:
    """Write to standard output. `exact` is for machines: UTF-8 and bare line feeds whatever the terminal's encoding.

    A character that the encoding lacks is spelled out. A reader that has gone away (`| head`) is no fault: what is
    left is dropped. Raises OutputError for any other trouble.
    """
    stream = sys.stdout
    if stream is None:
        raise OutputError("cannot write to standard output: it is closed")
    encoding = "utf-8" if exact else stream.encoding or "utf-8"
    if not exact and os.linesep != "\n":
        text = text.replace("\n", os.linesep)
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding, "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        abandon_stdout()
    except OSError as error:
        abandon_stdout()
        raise OutputError(f"cannot write to standard output: {error.strerror or error}") from None


def abandon_stdout() -> None:
    """Send what is still buffered nowhere, so that Python does not complain of the closed pipe when it ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def tell(message: str) -> None:
    """One line on standard error: `hoscheck: …`. Control characters in names are spelled out, line ends folded."""
    from hoscheck.report.clean import one_line  # late: most runs have nothing to tell

    _tell_raw(f"hoscheck: {one_line(message)}\n")


def _tell_raw(text: str) -> None:
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.flush()
        stream.buffer.write(text.encode(stream.encoding or "utf-8", "backslashreplace"))
        stream.buffer.flush()
    except (OSError, ValueError):
        pass  # nobody is listening; the exit status still tells


class Progress:
    """How far a scan is, on standard error: one line rewritten in place on a terminal, else a line a minute."""

    _BLINK = 0.1  # seconds between two states of the line: faster only costs time
    _MINUTE = 60.0

    def __init__(self, total: int, *, every_page: bool = False) -> None:
        self._total, self._every_page = total, every_page
        self._live = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, unread: int, path: str) -> None:
        """Take notice of a document that is done."""
        now = time.monotonic()
        if now - self._last < (self._BLINK if self._live else self._MINUTE):
            return
        self._last = now
        if self._total < 2:
            return
        state = f"{done} of {self._total} read" + (f", {unread} not read" if unread else "")
        if not self._live:
            tell(state)
            return
        from hoscheck.report.clean import one_line

        line = f"{state} · {one_line(path)}"[: _width(sys.stderr) - 1]
        _tell_raw(f"\r{line}\x1b[K")
        self._drawn = True

    def page(self, path: str, done: int, of: int) -> None:
        """Take notice of a page of a scan that was recognised, which takes seconds; told on a terminal, or line by line
        where `every_page` asks for it."""
        if not self._live:
            if self._every_page:
                tell(f"{path}: text recognition, page {done} of {of}")
            return
        from hoscheck.report.clean import one_line

        line = f"text recognition, page {done} of {of} · {one_line(path)}"[: _width(sys.stderr) - 1]
        _tell_raw(f"\r{line}\x1b[K")
        self._drawn = True

    def clear(self) -> None:
        """Leave the terminal's line as if nothing had been there."""
        if self._drawn:
            _tell_raw("\r\x1b[K")
            self._drawn = False
