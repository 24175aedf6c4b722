"""What can go wrong, in the user's terms, and the exit status of each outcome."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of `hoscheck`; `docs/exit-status.md` and `--help` print these meanings."""

    OK = 0  # every document was read whole and no finding reaches --fail-on
    FINDINGS = 1  # a finding is at or above --fail-on
    USAGE = 2  # wrong options, settings or rulebook: nothing was audited
    INCOMPLETE = 3  # a document was not read, was read in part, or holds no self-assessment
    NO_INPUT = 4  # no file matched
    INTERNAL = 70  # a fault of hoscheck itself
    INTERRUPTED = 130  # stopped by Ctrl-C or SIGTERM


class HoscheckError(Exception):
    """A problem that is told in one clear line: what, where, what to do."""


class Unreadable(HoscheckError):
    """A document that cannot be judged.

    `reason` is a stable code of the JSON contract (`password`, `damaged`, `no-text`, `not-a-form`, …);
    the message is one line of plain English. `stage` is where it happened: open, read or recognise.
    """

    def __init__(self, reason: str, message: str, stage: str = "read") -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.stage = stage

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        # an exception with more than one argument does not pickle by itself, and workers send them home
        return type(self), (self.reason, self.message, self.stage)


class BadRulebook(HoscheckError):
    """A rulebook file that is refused as a whole: file, line, what is wrong, what to write instead."""


class BadSettings(HoscheckError):
    """Options or a settings file that cannot be followed."""


class NoInput(HoscheckError):
    """No file matched what was asked for."""
