"""A provision of the Code has no row in the form.

Why: the landlord must assess itself against every provision, and a reader cannot tell a dropped row from a hidden No.
Finds: the form has no row that carries the provision's text or its number.
Passes: a row that is there but blank, or whose text was altered; other checks speak of those. A line such as "Stage 3
does not apply to us" is no row: the provision is still listed, and the message says that it was explained away.
Put right by: adding the row as the official form prints it, with an answer and how the requirement is met.
"""

import re
from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, Requirement, Severity
from hoscheck.normalise import key, plain
from hoscheck.words import words

_TITLE = 70  # characters of the requirement that tell it from its neighbours
_LINE = 400  # characters; a longer line is a paragraph about something else
_RANGE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\s?(?:-|to|and)\s?\1\.(\d{1,2})(?![\d.])")


def _run(case: Case) -> Iterator[Hit]:
    if not case.missing:
        return
    excuses = _excuses(case)
    for requirement in case.missing:
        title = shorten(requirement.text, _TITLE, placeholder=" ...")
        if any(_speaks_of(line, requirement) for line in excuses):
            message = f'explained away in one line, but the row is not there ("{title}")'
        else:
            message = f'the form has no row for it ("{title}")'
        yield Hit(
            requirement.number,
            message,
            "Add the row with the Code's own text and answer it; where it cannot apply, say so in that row.",
        )


def _excuses(case: Case) -> tuple[str, ...]:
    """The lines outside the matched rows that say of something that it does not apply."""
    rows = (" ".join((row.number or "", row.requirement, row.answer_text, row.evidence)) for row in case.strays)
    lines = (plain(line).lower() for line in (*case.assessment.prose.splitlines(), *rows))
    excuse = re.compile("|".join(words("not_applicable")["excuses"]))
    return tuple(line for line in lines if len(line) <= _LINE and excuse.search(line))


def _speaks_of(line: str, requirement: Requirement) -> bool:
    """True where the line names the provision, a range that it lies in, or the group of the form it stands in."""
    chapter, _, place = requirement.number.partition(".")
    if re.search(rf"(?<![\d.]){re.escape(requirement.number)}(?![\d.])", line):
        return True
    ranges = (found for found in _RANGE.finditer(line) if found[1] == chapter)
    if any(int(found[2]) <= int(place) <= int(found[3]) for found in ranges):
        return True
    names = (requirement.group, *requirement.words.get("not-applicable", ()))
    said = f" {key(line)} "
    return any(f" {key(name)} " in said for name in names if name)


CHECK = Check(
    code="PRV101",
    id="missing-provision",
    title="A provision of the Code has no row",
    severity=Severity.ERROR,
    help=__doc__ or "",
    run=_run,
)
