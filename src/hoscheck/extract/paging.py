"""Word of each page that text recognition has read: it takes seconds a page, and somebody may be waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OnPage = Callable[[int, int], None]  # (pages done, pages to be recognised)

_listener: ContextVar[OnPage | None] = ContextVar("listener", default=None)


@contextmanager
def heard(on_page: OnPage) -> Iterator[None]:
    """Have `on_page` called for every page that is recognised meanwhile."""
    token = _listener.set(on_page)
    try:
        yield
    finally:
        _listener.reset(token)


def page_done(done: int, of: int) -> None:
    """Tell whoever listens, if anybody does."""
    on_page = _listener.get()
    if on_page is not None:
        on_page(done, of)
