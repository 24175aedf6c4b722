"""A form that is spread over several files (a web page for each section), put together before it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from hoscheck import dating
from hoscheck.model import Outcome, ProvisionRow, SelfAssessment

UNREAD = "part-unread"  # the reason of a form of which a file could not be read


class Part(NamedTuple):
    """One file of the form, as it was read by itself."""

    path: str
    sha256: str
    size: int
    form: SelfAssessment


class Joint(NamedTuple):
    """What several files come to as one form: one Report, or Failures. `without_rows` are the files that hold no
    provision row (a page of contents): they count for the landlord's name and the date only."""

    outcomes: tuple[Outcome, ...]
    without_rows: tuple[str, ...] = ()


def part_of(path: str, sha256: str, size: int, form: SelfAssessment) -> Part:
    """The part that a file's form makes; the places of its rows name the file."""
    return Part(path, sha256, size, replace(form, rows=tuple(_placed(row, path) for row in form.rows)))


def _placed(row: ProvisionRow, path: str) -> ProvisionRow:
    return replace(row, location=replace(row.location, part=path))


def joined(parts: Sequence[Part], *, unread: bool) -> SelfAssessment:
    """The form that the parts make: rows and prose in the order given. `unread` says that a file of it is missing.

    What they say of the landlord and the date is taken together: the first name, and the date that the prose of all
    gives, else the first that one of them gives by its title or header.
    """
    forms = [part.form for part in parts]
    prose = "\n".join(form.prose for form in forms if form.prose)
    pages = [form.pages for form in forms if form.pages is not None]
    whole = replace(
        forms[0],
        rows=tuple(row for form in forms for row in form.rows),
        prose=prose,
        pages=sum(pages) if len(pages) == len(forms) else None,
        reasons=tuple(
            dict.fromkeys([*(code for form in forms for code in form.reasons), *([UNREAD] if unread else [])])
        ),
        landlord=next((form.landlord for form in forms if form.landlord), None),
    )
    made = dating.document_date(prose, {})
    if made is not None:
        precise = made.end if made.precise else None
        return replace(whole, assessed_on=precise, judged_on=made.judged_on, dated_until=made.end)
    dated = next((form for form in forms if form.judged_on), forms[0])
    return replace(whole, assessed_on=dated.assessed_on, judged_on=dated.judged_on, dated_until=dated.dated_until)
