"""Which documents are meant: files, folders, patterns and standard input."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

STANDARD_INPUT = "-"

# .doc and .odt cannot be read, but are taken up so that they are refused with a reason rather than passed over
KNOWN_SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".txt", ".md", ".csv", ".tsv", ".doc", ".odt"})

_WILD = frozenset("*?[")
_LINKED = "linked (links are not followed)"


class Input(NamedTuple):
    """One document to judge. `path` is the name that reports give, and the file to open unless the document comes
    by standard input."""

    path: str
    standard_input: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found: the documents in order, how many files were passed over (by why), and the arguments that led
    to nothing."""

    documents: tuple[Input, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    without_match: tuple[str, ...] = ()


def find(arguments: Sequence[str], stdin_name: str = STANDARD_INPUT) -> Inputs:
    """Find the documents that the arguments mean.

    A file is taken whatever its suffix, and also where it does not exist: opening it then tells so. A folder is
    walked without following links, and gives the files of a known suffix, sorted by the bytes of their paths. What
    does not exist and holds `*`, `?` or `[` is a pattern. `-` is standard input, called `stdin_name`. A document
    that is named twice is judged once.
    """
    left_out: Counter[str] = Counter()
    found: dict[str, Input] = {}
    without_match = []
    for argument in arguments:
        paths = list(_expand(argument, left_out))
        if not paths:
            without_match.append(argument)
        for path in paths:
            if path == STANDARD_INPUT:
                key, document = path, Input(stdin_name, standard_input=True)
            else:
                key, document = os.path.abspath(path), Input(path)  # noqa: PTH100 - resolve() would follow links
            if key in found:
                left_out["named twice"] += 1
            found.setdefault(key, document)
    return Inputs(tuple(found.values()), dict(left_out), tuple(without_match))


def _expand(argument: str, left_out: Counter[str]) -> Iterator[str]:
    if argument == STANDARD_INPUT:
        yield argument
    elif Path(argument).is_dir():
        yield from _walk(argument, left_out)
    elif not os.path.lexists(argument) and _WILD.intersection(argument):
        yield from _matches(argument, left_out)
    else:
        yield argument


def _matches(pattern: str, left_out: Counter[str]) -> Iterator[str]:
    from glob import glob

    for path in sorted(glob(pattern, recursive=True), key=os.fsencode):  # noqa: PTH207 - keeps the spelling given
        if "**" in pattern and _leads_through_link(path, pattern):
            left_out[_LINKED] += 1
        elif Path(path).is_dir():
            yield from _walk(path, left_out)
        else:
            yield path


def _leads_through_link(path: str, pattern: str) -> bool:
    """True where a folder that the pattern left open is a link: glob would follow one that leads upwards 40 times."""
    parts = Path(path).parts
    fixed = next(place for place, part in enumerate(Path(pattern).parts) if _WILD.intersection(part))
    return any(Path(*parts[: end + 1]).is_symlink() for end in range(fixed, len(parts) - 1))


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
        left_out[_LINKED] += 1
    elif entry.is_dir(follow_symlinks=False):
        folders.append(path)
    elif not entry.is_file(follow_symlinks=False):
        left_out["not a regular file"] += 1
    elif Path(entry.name).suffix.lower() not in KNOWN_SUFFIXES:
        left_out["of a type that is not read"] += 1
    else:
        found.append(path)
