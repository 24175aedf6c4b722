"""One document judged with nothing left to chance: whatever happens inside, there is an outcome."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from hoscheck.errors import Unreadable
from hoscheck.model import Failure, Outcome, Report

_log = logging.getLogger("hoscheck")

Assess = Callable[[str, bytes], tuple[Outcome, ...]]  # (path, data): hoscheck.assess.assess with its judge filled in


def attempt(assess: Assess, path: str, data: bytes) -> tuple[Outcome, ...]:
    """The outcomes of one document; a Failure at stage worker where `assess` raises, leaves or answers nonsense."""
    try:
        answer: object = assess(path, data)
    except MemoryError:
        return (worker_failure(path, sha256(data), "memory", "needs more memory than a document is given"),)
    except SystemExit as error:
        return (worker_failure(path, sha256(data), f"crash:exit-{error.code}", "reading it ended the program"),)
    except Exception as error:
        _log.debug("%s", path, exc_info=True)
        message = f"hoscheck failed on this document ({type(error).__name__}); please report it"
        return (worker_failure(path, sha256(data), "internal", message),)
    return sound(answer, path) or (nonsense(path, sha256(data)),)


def log_faults() -> bool:
    """With HOSCHECK_DEBUG set, send what hoscheck notes of its own faults to standard error; True where it is set."""
    if not os.environ.get("HOSCHECK_DEBUG"):
        return False
    logging.basicConfig(level=logging.WARNING)
    _log.setLevel(logging.DEBUG)
    return True


def sound(answer: object, path: str) -> tuple[Outcome, ...]:
    """The answer where it is what may be said of the document, else ()."""
    if isinstance(answer, tuple) and all(isinstance(each, Report | Failure) and each.path == path for each in answer):
        return answer
    return ()


def unopened(path: str, error: Unreadable) -> Failure:
    """The Failure of a document that could not even be opened."""
    return Failure(path, None, error.stage, error.reason, error.message)


def worker_failure(path: str, sha256: str | None, reason: str, message: str) -> Failure:
    """A Failure of the process that judged the document."""
    return Failure(path, sha256, "worker", reason, message)


def nonsense(path: str, sha256: str | None) -> Failure:
    """The Failure for an answer that is no outcome of this document."""
    return worker_failure(path, sha256, "internal", "hoscheck lost the judgement of this document; please report it")


def sha256(data: bytes) -> str:
    """The hash that reports give, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
