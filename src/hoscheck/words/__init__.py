"""The word lists that ship with hoscheck: facts about language in YAML, beside this file.

A list is one text whose entries are parted by commas, so that a long list stays readable and loads at once; or a YAML
list where entries hold glyphs or commas of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hoscheck.errors import HoscheckError
from hoscheck.kept import kept

_FOLDER = Path(__file__).parent


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of `<name>.yaml`, by their name, entries in the order written.

    Raises HoscheckError where the file is not there, is no mapping of texts, or has an empty or doubled entry.
    """
    path = _FOLDER / f"{name}.yaml"
    try:
        lists = kept(path, lambda data: dict(parse(data.decode(), path.name)), (Path(__file__),))
    except OSError as error:
        raise HoscheckError(f"there are no word lists called {name!r} ({error.strerror})") from error
    return MappingProxyType(lists)


def derived(
    name: str, what: str, made: Callable[[Mapping[str, tuple[str, ...]]], object], makers: tuple[Path, ...]
) -> Any:
    """What is made of the lists of `<name>.yaml`, kept beside it under the name `what` (see `kept`)."""
    return kept(_FOLDER / f"{name}.yaml", lambda _: made(words(name)), (Path(__file__), *makers), what)


def parse(text: str, source: str) -> Mapping[str, tuple[str, ...]]:
    """The lists that a YAML text holds; `source` names it in what is raised (see `words`)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(text, Loader=loader)  # a safe loader, the fast one where it is built
    except yaml.YAMLError as error:
        raise HoscheckError(f"{source}: not YAML ({' '.join(str(error).split())})") from error
    if not isinstance(content, dict):
        raise HoscheckError(f"{source}: must be a mapping of list names to texts")
    return MappingProxyType({name: _entries(name, value, source) for name, value in content.items()})


def _entries(name: object, value: object, source: str) -> tuple[str, ...]:
    """The entries of one list; HoscheckError says what is wrong with it."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(name, str) or not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise HoscheckError(f"{source}: {name!r} must be a list of texts, or one text with commas between its entries")
    entries = tuple(" ".join(entry.split()) for entry in value)
    if not all(entries):
        raise HoscheckError(f"{source}: {name!r} has an empty entry")
    if len(set(entries)) < len(entries):
        twice = next(entry for entry in entries if entries.count(entry) > 1)
        raise HoscheckError(f"{source}: {name!r} holds {twice!r} twice")
    return entries
