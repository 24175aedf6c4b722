"""What a rulebook file holds, and the strict reading of one: every value is held against a table of keys.

The JSON Schema for editors is written from the same table, and `docs/rulebooks.md` explains it. Loaded only where a
file is read: the rulebooks that come with hoscheck are mostly taken from what was kept of them.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hoscheck import phrases, practices
from hoscheck.errors import BadRulebook
from hoscheck.model import Obligation
from hoscheck.shapes import (
    NAME,
    REPORTED,
    Choice,
    Day,
    Entry,
    Flag,
    Key,
    Many,
    Named,
    Place,
    Problem,
    Record,
    Text,
    Whole,
    closest,
)
from hoscheck.strict_yaml import MAX_BYTES, Refused, parse, shown

SCHEMA = "hoscheck-rulebook/1"

# ── what a rulebook file holds ───────────────────────────────────────────────────────────────────

_TEXT = Text()
_TEXTS = Many(_TEXT)

_LIMIT = Record(
    "a limit",
    {
        "step": Key(Choice(("acknowledge", "respond", "extend", "complain", "stages")), "what is limited"),
        "at-most": Key(Whole(), "the most that the Code allows; for the step complain, the least that it grants"),
        "unit": Key(Choice(("working-days", "days", "months", "stages")), "what at-most counts"),
        "stage": Key(Whole(9), "the stage of the procedure that the limit belongs to", needed=False),
        "source": Key(_TEXT, "the paragraph of the Code that sets it, where it is not this provision", needed=False),
    },
)

_REQUIREMENT = Record(
    "a requirement",
    {
        "number": Key(
            Text(r"[0-9]{1,2}\.[0-9]{1,2}", "a provision number", '"1.2"'), "the provision's number, in quotes"
        ),
        "topic": Key(
            Text(NAME, "a topic (a small letter, then small letters, digits, hyphens)", "time-bar"),
            "what it is about, in a word or two that rulebooks share",
            needed=False,
        ),
        "obligation": Key(Choice(tuple(Obligation)), "must binds; should is best practice"),
        "text": Key(Text(lines=True), "the requirement as the form prints it, a list item a line"),
        "group": Key(_TEXT, "the banner inside its section that it stands under, such as Stage 1", needed=False),
        "limits": Key(Many(_LIMIT), "the limits that it sets", needed=False),
        "event-driven": Key(Flag(), "true where it applies only after an event, such as a merger", needed=False),
        "words": Key(Named(_TEXTS), "word lists for checks, by name", needed=False),
    },
)

_SECTION = Record(
    "a section",
    {
        "number": Key(Text("[0-9]{1,2}", "a section number", '"1"'), "the section's number, in quotes"),
        "title": Key(_TEXT, "the section's heading"),
        "requirements": Key(Many(_REQUIREMENT), "its requirements, in the order of the form"),
    },
)

_COLUMNS = Record(
    "columns",
    {
        "number": Key(_TEXTS, "headings of the column with the provision's number"),
        "requirement": Key(_TEXTS, "headings of the column with the requirement"),
        "answer": Key(_TEXTS, "headings of the column with the landlord's answer"),
        "evidence": Key(_TEXTS, "headings of the column with the evidence"),
        "commentary": Key(_TEXTS, "headings of the column with the commentary, where it is not the same", needed=False),
    },
)

_FORM = Record(
    "the form",
    {
        "columns": Key(_COLUMNS, "the headings that the official form prints, by column"),
        "banners": Key(_TEXTS, "rows of the form that only divide it", needed=False),
    },
)

ASKS = ("yearly", "approval", "response")

_DUTY = Record(
    "a duty of the document",
    {
        "asks": Key(
            Choice(ASKS),
            "yearly: an assessment a year; approval: the governing body sees it; response: the governing body answers",
        ),
        "provision": Key(
            Text(r"[0-9]{1,2}\.[0-9]{1,2}", "a provision number", '"8.1"'), "the provision that asks for it, in quotes"
        ),
        "months": Key(Whole(120), "of yearly: the months after which the next one is asked for", needed=False),
        "grace": Key(Whole(120), "of yearly: the months that a landlord has to hand it in", needed=False),
        "source": Key(
            Text(r"https?://\S+", "a web address", "https://www.example.org/code"),
            "where it says so, if not in the provision",
            needed=False,
        ),
    },
)

_REFUSAL = Record(
    "the refusal",
    {
        "advice": Key(_TEXT, "what to give instead, such as: give the form of the other Code"),
        "statements": Key(_TEXTS, "sentences that only its forms hold; three of them tell such a form", needed=False),
    },
)

_BOOK = Record(
    "the rulebook",
    {
        "schema": Key(Choice((SCHEMA,)), f"always {SCHEMA}"),
        "id": Key(
            Text(NAME, "an id (a small letter, then small letters, digits, hyphens)", "my-code"),
            "its short name in reports",
        ),
        "title": Key(_TEXT, "its full name"),
        "edition": Key(_TEXT, "the edition in a word, such as a year, in quotes"),
        "source": Key(
            Text(r"https?://\S+", "a web address", "https://www.example.org/code"), "where the Code is published"
        ),
        "in-force": Key(Day(), "the first day on which it applies"),
        "superseded": Key(
            Day(open=True), "the first day on which it no longer applies; null while it does", needed=False
        ),
        "refuse": Key(_REFUSAL, "forms of this Code are recognised, refused by name and never judged", needed=False),
        "form": Key(_FORM, "what the official form prints around the requirements"),
        "document": Key(Many(_DUTY), "what it asks of the self-assessment as a document", needed=False),
        "sections": Key(Many(_SECTION), "the sections of the Code, in order"),
    },
)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rulebook file, for editors.

    It covers what can be said of each value by itself; what the loader finds by comparing values (numbers that stand
    twice, dates in the wrong order) is not in it.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rulebook of hoscheck",
        **_BOOK.schema(),
    }


# ── reading one ──────────────────────────────────────────────────────────────────────────────────


def read(path: Path, data: bytes | None = None, id: str | None = None) -> Any:
    """What a file says, as plain mappings, tuples, texts and numbers. `data` are its bytes, where they are known
    already; it must have the `id` given, if one is.

    Raises BadRulebook: a line for each problem, up to twenty, in the form `FILE:LINE: what is wrong; what to write`.
    """
    name = shown(str(path)) if not str(path).isprintable() else str(path)
    problems: list[Problem] = []
    try:
        book = _BOOK.read(parse(_bytes(path) if data is None else data), Place("the rulebook"), problems)
    except Refused as refusal:
        where = f"{name}:{refusal.line}" if refusal.line else name
        raise BadRulebook(f"{where}: {refusal.message}") from None
    if book is not None:
        problems += _contradictions(book, id)
    if book is None or problems:
        raise BadRulebook(_told(name, problems))
    return _values(book)


def _bytes(path: Path) -> bytes:
    """What the file holds, at most one byte more than is allowed. A pipe or a device is not opened: it could block."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("this is no file; name a file that ends in .yaml")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused("there is no such file; check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        reason = getattr(error, "strerror", None) or "the path is not valid"
        raise Refused(f"the file cannot be read ({reason}); check the path and its permissions") from None


def _told(name: str, problems: list[Problem]) -> str:
    ordered = sorted(problems, key=lambda problem: problem.line)
    lines = [f"{name}:{problem.line}: {problem.message}" for problem in ordered[:REPORTED]]
    if (rest := len(ordered) - REPORTED) > 0:
        lines.append(f"{name}: {rest} more problem{'s' if rest > 1 else ''}; put right those above first")
    return "\n".join(lines)


# ── what no single value shows ───────────────────────────────────────────────────────────────────


def _contradictions(book: Entry, id: str | None) -> Iterator[Problem]:
    """Problems that only show when values are compared."""
    name, start, end = book.get("id"), book.get("in-force"), book.get("superseded")
    if id and name and name != id:
        yield Problem(book.line_of("id"), f'id "{name}" is not the name of the file; write id: {id}')
    if start and end and end <= start:
        message = f"superseded ({end}) is not after in-force ({start}); write the first day that it no longer applies"
        yield Problem(book.line_of("superseded"), message)
    form = book.get("form")
    banners = frozenset(form.get("banners", ()) if form else ())
    sections = [section for section in book.get("sections", ()) if section]
    placed = [(each, section) for section in sections for each in section.get("requirements", ()) if each]
    yield from _twice("section", sections)
    yield from _twice("provision", [requirement for requirement, _ in placed])
    for requirement, section in placed:
        yield from _misplaced(requirement, section.get("number"), banners)
    yield from _duties(book, [number for each, _ in placed if (number := each.get("number"))])


def _duties(book: Entry, numbers: list[str]) -> Iterator[Problem]:
    """What the document is asked for: each once, of a provision that is there; months only where they count."""
    seen: set[str] = set()
    for duty in filter(None, book.get("document", ())):
        asks, provision = duty.get("asks"), duty.get("provision")
        if asks in seen:
            yield Problem(duty.line_of("asks"), f"asks: {asks} stands twice under document; keep one")
        seen.add(asks)
        if provision and provision not in numbers:
            message = f'provision "{provision}" is none of this rulebook; write the number of one of its requirements'
            yield Problem(duty.line_of("provision"), message)
        for key in ("months", "grace"):
            if asks and asks != "yearly" and duty.get(key):
                yield Problem(duty.line_of(key), f"{key} only goes with asks: yearly; take it out")
        if asks == "yearly" and "months" not in duty.lines:
            yield Problem(duty.line_of("asks"), "asks: yearly needs months; write months: 12")


def _twice(what: str, entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for entry in entries:
        if number := entry.get("number"):
            line = entry.line_of("number")
            if number in first:
                yield Problem(line, f'{what} "{number}" stands twice (first on line {first[number]}); keep one')
            first.setdefault(number, line)


def _misplaced(requirement: Entry, section: str | None, banners: frozenset[str]) -> Iterator[Problem]:
    number, group = requirement.get("number"), requirement.get("group")
    if number and section and number.partition(".")[0] != section:
        message = f'provision "{number}" stands in section {section}; move it, or write a number such as "{section}.1"'
        yield Problem(requirement.line_of("number"), message)
    if group and group not in banners:
        message = f'group "{shown(group)}" is no banner of the form; write one of those under banners'
        yield Problem(requirement.line_of("group"), message)
    for limit in requirement.get("limits", ()):
        step, unit = (limit.get("step"), limit.get("unit")) if limit else (None, None)
        if step and unit and (step == "stages") != (unit == "stages"):
            right = "stages" if step == "stages" else "working-days, days or months"
            yield Problem(limit.line_of("unit"), f'the step "{step}" is not counted in {unit}; write unit: {right}')
    yield from _unusable(requirement)


def _unusable(requirement: Entry) -> Iterator[Problem]:
    """Phrases that no text could be held against."""
    lists = requirement.get("words", {})
    for phrase in lists.get("breaks") or ():
        if phrase and (fault := phrases.fault(phrase)):
            yield Problem(requirement.line_of("words"), f'the phrase "{shown(phrase)}" under breaks {fault}')
    for name in lists.get("practices") or ():
        if name and name not in practices.names():
            meant = closest(name, practices.names())
            better = f'did you mean "{meant}"?' if meant else "write one of those in docs/rulebooks.md"
            yield Problem(requirement.line_of("words"), f'there is no practice "{shown(name)}"; {better}')
    if "breaks-unless" in lists and "breaks" not in lists:
        message = "words has breaks-unless and no breaks; add breaks: and its phrases"
        yield Problem(requirement.line_of("words"), message)


def _values(value: Any) -> Any:
    """What was read, so that it can be kept."""
    if isinstance(value, Entry):
        return _values(value.values)
    if isinstance(value, Mapping):
        return {name: _values(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_values, value))
    return value.isoformat() if isinstance(value, date) else value
