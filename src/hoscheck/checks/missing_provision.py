"""A provision of the Code has no row in the form.

Why: the landlord must assess itself against every provision, and a reader cannot tell a dropped row from a hidden No.
Finds: the form has no row that carries the provision's text or its number.
Passes: a row that is there but blank, or whose text was altered; other checks speak of those. A line such as "Stage 3
does not apply to us" is no row: the provision is still listed, and the message says that it was explained away.
Put right by: adding the row as the official form prints it, with an answer and how the requirement is met.
Bad example: section 5 of the form of 2022 ends with 5.16 and the line "Stage 3: not applicable".
Good example: rows 5.17 to 5.20, each "Not applicable", with "Our procedure has two stages."
Source: the Code of 2024, 8.1, which asks for the self-assessment against the whole Code; the Code of 2022, 8.1.
"""

import re
from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, ProvisionRow, Severity
from hoscheck.normalise import key, plain
from hoscheck.words import words

_TITLE = 70  # characters of the requirement that tell it from its neighbours
_LINE = 400  # characters; a longer line is a paragraph about something else
_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?![\d.]*\d)")
# A range: "5.17 to 5.20", "5.17-20"; its second end is empty for "5.17 onwards".
_RANGE = re.compile(
    r"(?<![\d.])(\d{1,2})\.(\d{1,2})\s?(?:(?:-|/|to|and|until|through|up to)\s?(?:\1\.)?(\d{1,2})(?![\d.]*\d)"
    r"|\+|and following|onwards?|ff\b)"
)
_STAGE = re.compile(r"\b(?:(first|second|third)|(\d)(?:st|nd|rd)) stage\b")
_PLACES = {"first": "1", "second": "2", "third": "3"}


def _run(case: Case) -> Iterator[Hit]:
    if not case.missing:
        return
    excused = _excused(case)
    for requirement in case.missing:
        title = shorten(requirement.text, _TITLE, placeholder=" ...")
        if requirement.number in excused:
            message = f'explained away in one line, but the row is not there ("{title}")'
        else:
            message = f'the form has no row for it ("{title}")'
        yield Hit(
            requirement.number,
            message,
            "Add the row with the Code's own text and answer it; where it cannot apply, say so in that row.",
        )


def _excused(case: Case) -> set[str]:
    """The provisions that a line of the document says do not apply: by their number, by a range that they lie in, or by
    the name of the group of the form that they stand in."""
    names: dict[str, set[str]] = {}
    for requirement in case.missing:
        for name in (requirement.group, *requirement.words.get("not-applicable", ())):
            if name:
                names.setdefault(key(name), set()).add(requirement.number)
    excused: set[str] = set()
    for line in _excuses(case):
        excused.update(f"{chapter}.{place}" for chapter, place in _NUMBER.findall(line))
        for chapter, first, last in _RANGE.findall(line):
            excused.update(f"{chapter}.{place}" for place in range(int(first), int(last or 99) + 1))
        said = f" {key(_STAGE.sub(lambda stage: f'stage {_PLACES.get(stage[1], stage[2])}', line))} "
        for name, numbers in names.items():
            if f" {name} " in said:
                excused |= numbers
    return excused


def _excuses(case: Case) -> Iterator[str]:
    """The lines that say of something that it does not apply, in prose, in rows that are no provision's, and in the
    evidence of those that are."""
    strays = (" ".join((row.number or "", row.requirement, row.answer_text, _said(row))) for row in case.strays)
    evidence = (_said(row) for _, row in case.answered())
    excuse = re.compile("|".join(words("not_applicable")["excuses"]))
    for text in (*case.assessment.prose.splitlines(), *strays, *evidence):
        if len(text) <= _LINE:
            line = plain(text).lower()
            if excuse.search(line):
                yield line


def _said(row: ProvisionRow) -> str:
    return f"{row.evidence} {row.commentary}"


CHECK = Check(
    code="PRV101",
    id="missing-provision",
    title="A provision of the Code has no row",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
