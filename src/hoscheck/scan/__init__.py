"""Many documents: find them, judge each, and give the outcomes in the order of the documents.

One document can never take the others with it: with `isolate` each is judged in a worker process that is killed when
it outlasts its time, and whose death is that document's Failure alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from typing import NamedTuple

from hoscheck.errors import Unreadable
from hoscheck.extract.paging import heard
from hoscheck.model import Failure, Outcome
from hoscheck.scan.inputs import Input
from hoscheck.scan.judging import Assess, attempt, unopened
from hoscheck.scan.opening import read

__all__ = ["TIMEOUT", "Input", "Scan", "scan"]

TIMEOUT = 60.0  # seconds a document; the slowest of 5,000 odd PDFs took 7 s by the slowest reader

Progress = Callable[[int, int, str], None]
OnPage = Callable[[str, int, int], None]


class Scan(NamedTuple):
    """What a scan came to. `done` of `total` documents were judged; after an interruption the rest stand in
    `outcomes` as Failures of reason `interrupted`, so that no report reads as if they had been judged."""

    outcomes: tuple[Outcome, ...]
    done: int
    total: int
    interrupted: bool = False


def scan(
    documents: Sequence[Input],
    assess: Assess,
    *,
    jobs: int = 1,
    timeout: float = TIMEOUT,
    isolate: bool = False,
    on_progress: Progress | None = None,
    on_page: OnPage | None = None,
) -> Scan:
    """Judge every document with `assess` and return the outcomes in the order given, whatever the number of jobs.

    With `isolate`, or more than one job, the work is done in worker processes and `timeout` (seconds) holds for each
    document; `assess` must then be picklable, and a script that calls this needs the usual
    `if __name__ == "__main__"`. Else the work is done in this process, where nothing can be stopped. `on_progress`
    is told after each document: how many are done, how many of them could not be judged, and the path; `on_page`
    after each page of a scan that was recognised: the path, how many pages of it are done, and of how many. An
    interruption (KeyboardInterrupt) ends the scan early and is told in the result. Raises RuntimeError where no worker
    can be started at all.
    """
    outcomes: dict[int, tuple[Outcome, ...]] = {}
    unread = 0
    interrupted = False
    try:
        # closing it kills the workers
        with closing(_judged(documents, assess, jobs, timeout, isolate, on_page)) as all_judged:
            for place, judged in all_judged:
                outcomes[place] = judged
                unread += any(isinstance(each, Failure) for each in judged)
                if on_progress is not None:
                    on_progress(len(outcomes), unread, documents[place].path)
    except KeyboardInterrupt:
        interrupted = True
    ordered = (outcomes.get(place) or (_not_reached(document),) for place, document in enumerate(documents))
    return Scan(tuple(each for judged in ordered for each in judged), len(outcomes), len(documents), interrupted)


def _judged(
    documents: Sequence[Input], assess: Assess, jobs: int, timeout: float, isolate: bool, on_page: OnPage | None
) -> Generator[tuple[int, tuple[Outcome, ...]], None, None]:
    """(place, outcomes) of each document, as they get done."""
    if isolate or jobs > 1:
        from hoscheck.scan.workers import judge_all  # late: multiprocessing would cost a single document 20 ms

        yield from judge_all(documents, assess, jobs, timeout, on_page)
        return
    for place, document in enumerate(documents):
        try:
            data = read(document)
        except Unreadable as error:
            yield place, (unopened(document.path, error),)
        else:
            with heard(partial(on_page or _unheard, document.path)):
                outcomes = attempt(assess, document.path, data)
            yield place, outcomes


def _unheard(path: str, done: int, of: int) -> None:
    """Nobody asked."""


def _not_reached(document: Input) -> Failure:
    return Failure(document.path, None, "open", "interrupted", "was not reached before the run was interrupted")
