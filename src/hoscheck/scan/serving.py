"""The worker's side: confine the process, then judge one document after another until the parent goes away."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection

from hoscheck.extract.paging import heard
from hoscheck.scan.judging import Assess, attempt, log_faults, nonsense, sha256

READY = b"ready"
PAGE = b"page "  # and two numbers: a page of a scan was recognised; no pickle begins like this
MEMORY = 4 * 1024**3  # address space, not resident memory: readers map far more than they touch
ANSWER_LIMIT = 64 * 1024**2  # a report of the largest form met is 0.2 MiB


def serve(connection: Connection, assess: Assess) -> None:
    """Judge documents as they come: a path, then the bytes; tell of each page that is recognised; answer with the
    packed outcomes.

    Returns when the parent closes the pipe.
    """
    _confine()
    connection.send_bytes(READY)
    while True:
        try:
            path = os.fsdecode(connection.recv_bytes())
            data = connection.recv_bytes()
        except EOFError:
            return
        with heard(lambda done, of: connection.send_bytes(PAGE + b"%d %d" % (done, of))):
            outcomes = attempt(assess, path, data)
        try:
            answer = pickle.dumps(outcomes, pickle.HIGHEST_PROTOCOL)
        except Exception:  # a value that does not pickle raises whatever its own methods raise
            answer = pickle.dumps((nonsense(path, sha256(data)),), pickle.HIGHEST_PROTOCOL)
        connection.send_bytes(answer)


def unpack(answer: bytes) -> object:
    """What a worker packed; None where it is not made of outcomes alone. A worker has read hostile bytes, so its
    answer is not trusted to name any class but those of an outcome."""
    try:
        return _Outcomes(io.BytesIO(answer)).load()
    except Exception:  # bytes that are no pickle raise almost anything
        return None


class _Outcomes(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module == "hoscheck.model" and "." not in name) or (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an outcome")


def _confine() -> None:
    """Its own process group, no part in the terminal, no core files, a bound on memory, and an end with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    _mute()
    if hasattr(os, "setsid"):
        os.setsid()
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS refuses it; the clock still holds there
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    if sys.platform == "linux":
        _end_with_parent()


def _end_with_parent() -> None:
    """Have the kernel end this process when the parent dies, even in the middle of a library's endless loop: the pipe
    that the parent holds open then closes, and the signal that this raises ends a process that does not handle it."""
    import fcntl
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _mute() -> None:
    """Nothing that a library prints may reach the report; with HOSCHECK_DEBUG its complaints are let through."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1) if log_faults() else (0, 1, 2):
        os.dup2(null, stream)
    os.close(null)
