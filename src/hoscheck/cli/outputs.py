"""Where reports go: standard output and files, planned and checked before anything is read, written whole or not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from hoscheck.cli.console import PLAIN_WIDTH, OutputError, put
from hoscheck.errors import BadSettings
from hoscheck.model import Look, Reporter, Run
from hoscheck.settings import did_you_mean, parse_choice

STANDARD_OUTPUT = "-"


class Target(NamedTuple):
    """A report to write: by whom, and to which file or `-`."""

    reporter: Reporter
    path: str


def plan(format: str | None, outputs: Sequence[str], *, quiet: bool) -> tuple[Target, ...]:
    """The reports to write, files first.

    Standard output gets the format that `--format` names, else text. An `--output NAME=-` takes its place, and
    `quiet` without any wish for standard output leaves it empty. Raises BadSettings for an unknown format or ending
    and for two reports to one place.
    """
    from hoscheck.report import FORMATS, by_name

    known = list(FORMATS)
    named = parse_choice("--format", format, known) if format is not None else None
    targets = [_target(text, known) for text in outputs if text != STANDARD_OUTPUT]
    wanted = named is not None or STANDARD_OUTPUT in outputs
    if wanted or not (quiet or any(target.path == STANDARD_OUTPUT for target in targets)):
        targets.append(Target(by_name(named or "text"), STANDARD_OUTPUT))
    _refuse_twice(targets)
    return tuple(sorted(targets, key=lambda target: target.path == STANDARD_OUTPUT))


def _target(text: str, known: Sequence[str]) -> Target:
    """`FILE`, its ending telling the format, or `NAME=FILE`."""
    from hoscheck.report import by_name, by_suffix

    name, equals, path = text.partition("=")
    if equals and name in known:
        if not path:
            raise BadSettings(f"--output: '{text}' names no file; write {name}=FILE")
        return Target(by_name(name), path)
    if equals and name.isalpha() and (hint := did_you_mean(name, known)):  # jsno=x.txt is a slip, a=b.json a file
        raise BadSettings(f"--output: '{name}' is none of {', '.join(known)}{hint}")
    try:
        return Target(by_suffix(text), text)
    except BadSettings as error:
        raise BadSettings(f"--output: {error}; or write NAME=FILE, such as json={text}") from None


def _refuse_twice(targets: Sequence[Target]) -> None:
    seen: set[object] = set()
    for target in targets:
        to_stdout = target.path == STANDARD_OUTPUT
        identities = {STANDARD_OUTPUT} if to_stdout else set(_identities(target.path))
        if not seen.isdisjoint(identities):
            where = "standard output" if to_stdout else f"one file, '{target.path}'"
            raise BadSettings(f"--output: two reports would go to {where}")
        seen |= identities


def refuse_overwriting(targets: Sequence[Target], documents: Iterable[str]) -> None:
    """Raise BadSettings where a report would be written over a document that is to be read."""
    files = [target for target in targets if target.path != STANDARD_OUTPUT]
    if not files:
        return
    read = {identity for path in documents for identity in _identities(path)}
    for target in files:
        if not read.isdisjoint(_identities(target.path)):
            raise BadSettings(f"--output: '{target.path}' is one of the documents to read; name another file")


def _identities(path: str) -> tuple[object, ...]:
    """What tells that two paths are one place: the path without links and, for a file with two names, its number."""
    identities: tuple[object, ...] = (os.path.realpath(path),)
    with suppress(OSError, ValueError):
        status = Path(path).stat()
        if stat.S_ISREG(status.st_mode) and status.st_ino:
            identities += ((status.st_dev, status.st_ino),)
    return identities


def refuse_unwritable(targets: Sequence[Target]) -> None:
    """Raise BadSettings where a report could not be written, as far as that can be told beforehand."""
    for target in targets:
        if target.path == STANDARD_OUTPUT:
            continue
        path = Path(target.path)
        folder = Path(os.path.realpath(path)).parent
        if path.is_dir():
            raise BadSettings(f"--output: '{path}' is a folder; name a file in it")
        if not folder.is_dir():
            raise BadSettings(f"--output: there is no folder '{path.parent}'; make it first")
        allowed = os.access(path, os.W_OK) if _in_place(path) else os.access(folder, os.W_OK | os.X_OK)
        if not allowed:
            raise BadSettings(f"--output: '{path}' may not be written by this user")


def write(targets: Sequence[Target], run: Run, look: Look) -> None:
    """Render and write each report. Raises OutputError where that fails; the reports before it then stand."""
    for target in targets:
        if target.path == STANDARD_OUTPUT:
            put(target.reporter.render(run, look), exact=target.reporter.name != "text")
        else:
            paper = replace(look, width=PLAIN_WIDTH, colour=False, unicode=True)
            _write_file(target.path, target.reporter.render(run, paper))


def _write_file(path: str, text: str) -> None:
    data = text.encode("utf-8", "backslashreplace")
    try:
        if _in_place(Path(path)):
            Path(path).write_bytes(data)
        else:
            _replace_file(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise OutputError(f"cannot write '{path}': {error.strerror or error}") from None


def _in_place(path: Path) -> bool:
    """True for a pipe or device (`/dev/stdout`, `>(…)`): it is written to, not replaced by a file."""
    return path.exists() and not path.is_file()


def _replace_file(path: Path, data: bytes) -> None:
    """Put the bytes in the file's place at one stroke: a reader sees the old file or the new one, never a part."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a full disk may only be told here
        with suppress(OSError):
            draft.chmod(stat.S_IMODE(path.stat().st_mode))  # what was allowed on the old file stays allowed
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
