"""Worker processes: long-lived, one document at a time, killed by the parent's clock.

The parent reads and hashes each file and sends the bytes, so what was hashed is what is parsed. A worker that dies
costs its own document only. `concurrent.futures` is of no use here: one dead process breaks its whole pool, and it has
no way to end a single task.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from hoscheck.errors import Unreadable
from hoscheck.model import Failure, Outcome
from hoscheck.scan.inputs import Input
from hoscheck.scan.judging import Assess, nonsense, sha256, sound, unopened, worker_failure
from hoscheck.scan.opening import read
from hoscheck.scan.serving import ANSWER_LIMIT, PAGE, READY, serve, unpack

DOCUMENTS_PER_WORKER = 200  # then a fresh one: what a reading library leaks stays bounded
START_TIMEOUT = 60.0  # seconds until a worker must have said that it is ready; a cold disk takes a few
# Seconds that a document gets beside its own for each page of a scan that was recognised, which takes 1 to 6; and for
# so many pages at most, whatever a worker says.
RECOGNITION, MOST_RECOGNISED = 20.0, 250
_NEVER = float("inf")
_REAP = 5.0  # seconds to wait for the end of a process that was killed


OnPage = Callable[[str, int, int], None]  # path, pages recognised, pages to be recognised


def judge_all(
    documents: Sequence[Input], assess: Assess, jobs: int, timeout: float, on_page: OnPage | None = None
) -> Iterator[tuple[int, tuple[Outcome, ...]]]:
    """(place, outcomes) of each document as it gets done. Closing the iterator kills the workers. `on_page` is told of
    each page of a scan.

    Raises RuntimeError where a worker ends before it is ready: the fault is then no document's.
    """
    waiting = deque(enumerate(documents))
    workers: list[_Worker] = []
    try:
        while True:
            for worker in workers:
                if worker.idle:
                    yield from _hand_out(worker, waiting, timeout)
            workers = [worker for worker in workers if worker.alive]
            open_work = sum(worker.job is not None for worker in workers) + len(waiting)
            if not open_work:
                return
            while len(workers) < min(jobs, open_work):
                workers.append(_Worker(assess, on_page))
            yield from _listen(workers)
    finally:
        for worker in workers:
            worker.kill()


def _hand_out(
    worker: _Worker, waiting: deque[tuple[int, Input]], timeout: float
) -> Iterator[tuple[int, tuple[Outcome, ...]]]:
    """Give the worker the next document that opens; those that do not are done with that."""
    while waiting:
        place, document = waiting.popleft()
        try:
            data = read(document)
        except Unreadable as error:
            yield place, (unopened(document.path, error),)
            continue
        job = _Job(place, document.path, sha256(data), timeout, time.monotonic() + timeout)
        if not worker.give(job, data):
            waiting.appendleft((place, document))  # the worker had gone; the document had no part in that
        return


def _listen(workers: Sequence[_Worker]) -> Iterator[tuple[int, tuple[Outcome, ...]]]:
    """Wait for the next thing to happen, and give what it settles."""
    nearest = min((worker.deadline for worker in workers), default=0.0)
    sources = [source for worker in workers for source in (worker.connection, worker.process.sentinel)]
    wait(sources, max(0.0, nearest - time.monotonic()) if nearest < _NEVER else None)
    for worker in workers:
        job = worker.job
        outcomes = worker.hear()
        if job is not None and outcomes:
            yield job.place, outcomes


@dataclass(frozen=True, slots=True)
class _Job:
    """A document on a worker's desk, to be done by `deadline` (monotonic seconds)."""

    place: int
    path: str
    sha256: str
    timeout: float
    deadline: float
    recognised: int = 0

    def given_time(self) -> _Job:
        """The job after a page of it was recognised."""
        more = RECOGNITION if self.recognised < MOST_RECOGNISED else 0.0
        return replace(self, deadline=self.deadline + more, recognised=self.recognised + 1)

    def fails(self, reason: str, message: str) -> tuple[Outcome, ...]:
        return (worker_failure(self.path, self.sha256, reason, message),)


class _Worker:
    """The parent's side of one worker process: starting, idle, or with a job; then dead."""

    def __init__(self, assess: Assess, on_page: OnPage | None = None) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs, assess), daemon=True)
        self.process.start()
        theirs.close()  # else the pipe would stay open when the worker dies
        self.job: _Job | None = None
        self._on_page = on_page
        self.ready = False
        self.alive = True
        self._done = 0
        self._started = time.monotonic()

    @property
    def idle(self) -> bool:
        return self.alive and self.ready and self.job is None

    @property
    def deadline(self) -> float:
        if self.job is not None:
            return self.job.deadline
        return _NEVER if self.ready else self._started + START_TIMEOUT

    def give(self, job: _Job, data: bytes) -> bool:
        """Send a document; False where the worker is no longer there."""
        try:
            self.connection.send_bytes(os.fsencode(job.path))
            self.connection.send_bytes(data)
        except OSError:
            self.kill()
            return False
        self.job = job
        return True

    def hear(self) -> tuple[Outcome, ...]:
        """Take what has come, without waiting: the outcomes of the job, if that settles it."""
        if not self.alive:
            return ()
        try:
            if self.connection.poll():
                return self._take(self.connection.recv_bytes(ANSWER_LIMIT))
        except (EOFError, ConnectionError):
            return self._died()
        except OSError:  # longer than the limit
            return self._give_up("limit:answer", "what was found in it is more than a report can hold")
        if not self.process.is_alive():
            return self._died()
        if time.monotonic() < self.deadline:
            return ()
        if self.job is None:
            self.kill()
            raise RuntimeError(f"a worker process was not ready after {START_TIMEOUT:g} seconds")
        return self._give_up("timeout", f"was not done after {self.job.timeout:g} s; --timeout allows it more")

    def kill(self) -> None:
        """End the process and whatever it has started, and wait until it is gone."""
        self.alive = False
        self.connection.close()
        if self.process.is_alive():
            if self.ready and self.process.pid and hasattr(os, "killpg"):  # once ready, it leads a group of its own
                with suppress(OSError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.join(_REAP)

    def _take(self, message: bytes) -> tuple[Outcome, ...]:
        if self.job is None:
            self.ready = self.ready or message == READY
            return ()
        if message.startswith(PAGE):
            self._heard_of_page(message)
            return ()
        job, self.job = self.job, None
        self._done += 1
        outcomes = sound(unpack(message), job.path) or (nonsense(job.path, job.sha256),)
        short = any(isinstance(each, Failure) and each.reason == "memory" for each in outcomes)
        if short or self._done >= DOCUMENTS_PER_WORKER:  # a library that met the bound is not to be trusted further
            self.kill()
        return outcomes

    def _heard_of_page(self, message: bytes) -> None:
        told = message.removeprefix(PAGE).split()
        if self.job is None or len(told) != 2 or not all(each.isdigit() and len(each) < 6 for each in told):
            return
        self.job = self.job.given_time()
        if self._on_page is not None:
            self._on_page(self.job.path, *map(int, told))

    def _give_up(self, reason: str, message: str) -> tuple[Outcome, ...]:
        job = self.job
        self.kill()
        return job.fails(reason, message) if job else ()

    def _died(self) -> tuple[Outcome, ...]:
        self.process.join(_REAP)
        code = self.process.exitcode
        self.kill()
        if self.job is not None:
            return self.job.fails(*_death(code))
        if not self.ready:
            raise RuntimeError(f"a worker process could not start ({_death(code)[0]})")
        return ()


def _death(code: int | None) -> tuple[str, str]:
    """The reason and message for the exit status of a worker that left no answer."""
    if code is None or code >= 0:
        return f"crash:exit-{code}", f"the process that read it ended without an answer (exit status {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal-{-code}"
    why = "; the machine may have run out of memory" if name == "SIGKILL" else ""
    return f"crash:{name}", f"the process that read it was ended by {name}{why}"


def _context() -> ForkServerContext | SpawnContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["hoscheck.assess"])
    return context
