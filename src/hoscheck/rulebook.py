"""Rulebooks: one edition of the Complaint Handling Code as a YAML file, and those that come with hoscheck.

What such a file must hold stands in `rulebook_file.py`. Sources: the provisions and limits are those of the Housing
Ombudsman's Code and of its self-assessment form (each file names its edition's address under `source`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hoscheck.errors import BadRulebook, BadSettings
from hoscheck.kept import kept
from hoscheck.model import Duty, Limit, Obligation, Refusal, Requirement, Rulebook, Section

SUFFIXES = (".yaml", ".yml")


def load(path: Path) -> Rulebook:
    """The rulebook in a file.

    Raises BadRulebook: a line for each problem, up to twenty, in the form `FILE:LINE: what is wrong; what to write`.
    """
    from hoscheck.rulebook_file import read  # late, as below: most runs take what was kept

    return _rulebook(read(path))


def _own(path: Path) -> Rulebook:
    """One of those that come with hoscheck: it is named for its file, and read from what was kept of it."""

    def made(data: bytes) -> object:
        from hoscheck.rulebook_file import read

        return read(path, data, path.stem)

    return _rulebook(kept(path, made, _MAKERS))


def _rulebook(book: Mapping[str, Any]) -> Rulebook:
    form, refusal, superseded = book["form"], book.get("refuse"), book.get("superseded")
    return Rulebook(
        id=book["id"],
        title=book["title"],
        edition=book["edition"],
        source=book["source"],
        in_force=date.fromisoformat(book["in-force"]),
        superseded=date.fromisoformat(superseded) if superseded else None,
        sections=tuple(Section(each["number"], each["title"]) for each in book["sections"]),
        requirements=tuple(
            _requirement(each, part["number"]) for part in book["sections"] for each in part["requirements"]
        ),
        headings=form["columns"],
        banners=form.get("banners", ()),
        duties=tuple(
            Duty(each["asks"], each["provision"], each.get("months"), each.get("grace", 0))
            for each in book.get("document", ())
        ),
        refusal=Refusal(refusal["advice"], refusal.get("statements", ())) if refusal else None,
    )


def _requirement(entry: Mapping[str, Any], section: str) -> Requirement:
    return Requirement(
        number=entry["number"],
        section=section,
        text=entry["text"],
        obligation=Obligation(entry["obligation"]),
        topic=entry.get("topic", ""),
        group=entry.get("group", ""),
        limits=tuple(
            Limit(each["step"], each["at-most"], each["unit"], each.get("stage"), each.get("source"))
            for each in entry.get("limits", ())
        ),
        words=entry.get("words", {}),
        event_driven=entry.get("event-driven", False),
    )


# ── those that come with hoscheck ────────────────────────────────────────────────────────────────

_MAKERS = tuple(
    Path(__file__).with_name(f"{name}.py") for name in ("rulebook_file", "shapes", "strict_yaml", "phrases")
)


def _folder(package: Path) -> Path:
    """Where the rulebooks of an installed package lie: `_rules` inside it in a wheel, the top-level `rules` in a
    checkout. The wheel's comes first, since a folder called rules beside site-packages would be somebody else's."""
    for folder in (package / "_rules", package.parents[1] / "rules"):
        if any(folder.glob("*.yaml")):
            return folder
    raise BadRulebook(f"{package / '_rules'}: the rulebooks of hoscheck are missing; install hoscheck again")


@cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted(_folder(Path(__file__).resolve().parent).glob("*.yaml")))


def _refuses(path: Path) -> bool:
    """True where the file has the key refuse, told without reading it as YAML: few runs need such a rulebook."""
    return any(line.startswith(b"refuse:") for line in path.read_bytes().splitlines())


@cache
def built_in() -> tuple[Rulebook, ...]:
    """The rulebooks that come with hoscheck and that forms are judged by, the oldest first.

    Raises BadRulebook where they are missing or have been changed into something that is refused.
    """
    books = (_own(path) for path in _files() if not _refuses(path))
    return tuple(sorted(books, key=lambda book: book.in_force))


@cache
def refusing() -> tuple[Rulebook, ...]:
    """The rulebooks that come with hoscheck whose forms are only recognised, to be refused by name."""
    return tuple(_own(path) for path in _files() if _refuses(path))


def find(name: str) -> Rulebook:
    """The rulebook that a user names: by edition (2024), by id (hos-2024) or by the path of a YAML file. It may be one
    whose forms are only recognised.

    Raises BadRulebook for a file that is refused, BadSettings for a name that there is no rulebook of.
    """
    if name.lower().endswith(SUFFIXES):
        return load(Path(name))
    wanted = name.strip().casefold()
    for book in built_in():
        if wanted in (book.id, book.edition.casefold()):
            return book
    for book in refusing():
        if wanted in (book.id, book.edition.casefold()):
            return book
    from hoscheck.shapes import closest, listed
    from hoscheck.strict_yaml import shown

    known = [word for book in built_in() for word in (book.edition, book.id)]
    meant = closest(wanted, known)
    better = f'did you mean "{meant}"?' if meant else f"write {listed(known)}, or the path of a .yaml file"
    raise BadSettings(f'there is no rulebook "{shown(name)}"; {better}')
