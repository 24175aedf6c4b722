"""Which documents are meant: files, folders, patterns and standard input."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STANDARD_INPUT = "-"

# .doc and .odt cannot be read, but are taken up so that they are refused with a reason rather than passed over
KNOWN_SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".txt", ".md", ".csv", ".tsv", ".doc", ".odt"})

_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Input:
    """One document to judge. `path` is the name that reports give; `data` is set where the bytes are at hand
    already (standard input) and no file is to be opened."""

    path: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found: the documents in order, what was passed over inside folders (by why), and the arguments that
    led to nothing."""

    documents: tuple[Input, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    without_match: tuple[str, ...] = ()


def find(arguments: Sequence[str]) -> Inputs:
    """Find the documents that the arguments mean.

    A file is taken whatever its suffix, and also where it does not exist: opening it then tells so. A folder is
    walked without following links, and gives the files of a known suffix, sorted by the bytes of their paths. What
    does not exist and holds `*`, `?` or `[` is a pattern. A document that is named twice is judged once. Standard
    input (`-`) keeps its place; its bytes are filled in by the caller.
    """
    left_out: Counter[str] = Counter()
    found: dict[str, Input] = {}
    without_match = []
    for argument in arguments:
        paths = list(_expand(argument, left_out))
        if not paths:
            without_match.append(argument)
        for path in paths:
            key = path if path == STANDARD_INPUT else os.path.abspath(path)  # noqa: PTH100 - resolve() would merge a link with its aim
            if key in found:
                left_out["named twice"] += 1
            found.setdefault(key, Input(path))
    return Inputs(tuple(found.values()), dict(left_out), tuple(without_match))


def _expand(argument: str, left_out: Counter[str]) -> Iterator[str]:
    if argument == STANDARD_INPUT:
        yield argument
    elif Path(argument).is_dir():
        yield from _walk(argument, left_out)
    elif not os.path.lexists(argument) and _WILD.intersection(argument):
        from glob import glob

        for path in sorted(glob(argument, recursive=True), key=os.fsencode):  # noqa: PTH207 - keeps the spelling given
            yield from _walk(path, left_out) if Path(path).is_dir() else (path,)
    else:
        yield argument


def _walk(folder: str, left_out: Counter[str]) -> Iterable[str]:
    """The files of known suffix below a folder, sorted. A folder that cannot be listed stands for itself, so that
    opening it fails and is reported: its documents must not go missing without a word."""
    found: list[str] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    _sort_in(entry, found, waiting, left_out)
        except OSError:
            found.append(here)
    return sorted(found, key=os.fsencode)


def _sort_in(entry: os.DirEntry[str], found: list[str], folders: list[str], left_out: Counter[str]) -> None:
    path = os.path.normpath(entry.path)  # "./form.pdf" reads "form.pdf"
    if entry.name.startswith("."):
        left_out["hidden"] += 1
    elif entry.is_symlink():
        left_out["links, which are not followed"] += 1
    elif entry.is_dir(follow_symlinks=False):
        folders.append(path)
    elif not entry.is_file(follow_symlinks=False):
        left_out["no regular files"] += 1
    elif Path(entry.name).suffix.lower() not in KNOWN_SUFFIXES:
        left_out["of other types"] += 1
    else:
        found.append(path)
