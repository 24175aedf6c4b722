"""Judges that misbehave on order: worker processes import this module by name, so it stands by itself.

Each has the signature that `scan` asks for. `by_content` does what the document's own text asks for, so that
one batch can hold every kind of trouble.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hoscheck.extract.paging import page_done
from hoscheck.model import Detection, Finding, Location, Outcome, Report, Severity


def report(path: str, data: bytes, *, reasons: tuple[str, ...] = ()) -> Report:
    """A report without rows, as a judge would give it."""
    return Report(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format="text",
        pages=None,
        reasons=reasons,
        landlord=None,
        assessed_on=None,
        size=len(data),
        detection=Detection("hos-2024", True, 1.0),
        rows=(),
        findings=(),
        provisions=72,
    )


def by_content(path: str, data: bytes) -> tuple[Outcome, ...]:
    """Do what the first word of the document says; anything else is judged well."""
    word, _, rest = data.decode("utf-8", "replace").strip().partition(" ")
    if word in _REPORTS:
        return (_REPORTS[word](report(path, data)),)
    trouble = _TROUBLE.get(word)
    answer = trouble(rest) if trouble else None
    return (report(path, data),) if answer is None else answer  # type: ignore[return-value]


def _abort(_: str) -> None:
    os.abort()


def _segfault(_: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _killed(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(_: str) -> None:
    while True:
        time.sleep(3600)


def _hang_hard(children: str) -> None:
    """Hang with a child that would outlive a plain kill; its number goes into the file named."""
    child = os.fork()
    if child:
        Path(children).write_text(str(child), encoding="ascii")
    _hang("")


def _announce_and_hang(file: str) -> None:
    """Hang, with the number of this process in the file named."""
    Path(file).write_text(str(os.getpid()), encoding="ascii")
    _hang("")


def _hoard(_: str) -> None:
    heap = []
    while True:
        heap.append(bytes(64 * 1024 * 1024))  # mapped, never touched: quick


def _leave(status: str) -> None:
    sys.exit(int(status))


def _vanish(status: str) -> None:
    os._exit(int(status))


def _fail(_: str) -> None:
    raise TypeError("a reader's own fault")


def _garbage(_: str) -> object:
    return "no outcome at all"


def _elsewhere(_: str) -> object:
    return (report("another document", b""),)


def _unpicklable(_: str) -> object:
    return (dataclasses.replace(report("unpicklable", b""), landlord=lambda: None),)  # type: ignore[arg-type]


def _shout(_: str) -> None:
    print("noise on standard output", flush=True)
    os.write(1, b"more noise\n")
    os.write(2, b"noise on standard error\n")


def _slow(seconds: str) -> None:
    time.sleep(float(seconds))


def _pages(seconds: str) -> None:
    """Three pages of a scan, each of which takes so long."""
    for done in (1, 2, 3):
        time.sleep(float(seconds))
        page_done(done, 3)


def for_cli(path: str, data: bytes, judge: object) -> tuple[Outcome, ...]:
    """As `by_content`, with the signature of `hoscheck.assess.assess`."""
    return by_content(path, data)


class Unwelcome:
    """A judge that a worker cannot even be given."""

    def __call__(self, path: str, data: bytes) -> tuple[Outcome, ...]:  # noqa: ARG002 - the signature asked for
        raise AssertionError("no worker should have come so far")

    def __reduce__(self) -> tuple[object, ...]:
        return _refuse, ()


def _refuse() -> None:
    raise ImportError("this judge cannot be loaded")


def worker_number(path: str, data: bytes) -> tuple[Outcome, ...]:
    """The number of the process that judged, as the landlord's name."""
    return (dataclasses.replace(report(path, data), landlord=str(os.getpid())),)


def _finding(severity: Severity) -> Finding:
    return Finding("EVI301", "empty-evidence", severity, "1.2", "answered Yes", "Say how.", Location(line=1), "f" * 64)


_REPORTS: dict[str, Callable[[Report], Report]] = {
    "error": lambda good: dataclasses.replace(good, findings=(_finding(Severity.ERROR), _finding(Severity.NOTE))),
    "warning": lambda good: dataclasses.replace(good, findings=(_finding(Severity.WARNING),)),
    "partial": lambda good: dataclasses.replace(good, reasons=("pages-lost",)),
    "partial-error": lambda good: dataclasses.replace(
        good, reasons=("pages-lost",), findings=(_finding(Severity.ERROR),)
    ),
}

_TROUBLE = {
    "abort": _abort,
    "segfault": _segfault,
    "killed": _killed,
    "hang": _hang,
    "hang-hard": _hang_hard,
    "announce-and-hang": _announce_and_hang,
    "hoard": _hoard,
    "leave": _leave,
    "vanish": _vanish,
    "fail": _fail,
    "garbage": _garbage,
    "elsewhere": _elsewhere,
    "unpicklable": _unpicklable,
    "shout": _shout,
    "pages": _pages,
    "slow": _slow,
}
