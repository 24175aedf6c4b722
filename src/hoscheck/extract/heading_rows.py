"""The heading of a table: which of its rows it is, and which column each of its cells names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import Forms, read_number
from hoscheck.model import Table
from hoscheck.normalise import squash

# Shorter cells may be anybody's; the shortest requirement has some 60 characters.
TEXT_LENGTH = 40
# A cell of a heading that is broken over two rows is no longer than this.
HEADING_CELL = 60

_YEAR = re.compile(r"\b20\d\d(?: ?[/–-] ?(?:20)?\d\d)?\b|\b\d\d ?/ ?\d\d\b")
# Short headings under "Comply", one a column.
_CHOICES = {
    "yes": "yes", "y": "yes", "no": "no", "n": "no", "partial": "partial", "partially": "partial", "partly": "partial",
    "part": "partial", "in part": "partial", "n/a": "not_applicable", "na": "not_applicable",
    "not applicable": "not_applicable",
}  # fmt: skip


class Layout(NamedTuple):
    """Column positions by role; `extra` are the columns that the official form does not have."""

    width: int
    number: int | None = None
    requirement: int | None = None
    answer: int | None = None
    yes: int | None = None
    no: int | None = None
    partial: int | None = None
    not_applicable: int | None = None
    evidence: int | None = None
    commentary: int | None = None
    extra: tuple[tuple[int, str], ...] = ()
    widened: tuple[tuple[int, str], ...] = ()  # columns without a heading that belong to the role on their left
    members: tuple[tuple[int, str], ...] = ()  # a group's form: an answer column for each landlord, by its name

    @property
    def answered(self) -> bool:
        """True where the table has somewhere to answer."""
        return self.answer is not None or self.yes is not None

    def text(self, cells: Sequence[str], role: str) -> str:
        """What a row says in a role, parts of a widened column joined by line breaks."""
        position = getattr(self, role)
        parts = [] if position is None else [cells[position]]
        parts += [cells[at] for at, owner in self.widened if owner == role]
        return "\n".join(part for part in parts if part.strip())


class Heading(NamedTuple):
    """The heading of a form's table: the texts of its rows joined column by column, and which role each column has."""

    cells: tuple[str, ...]
    roles: dict[int, str]
    rows: int = 1  # how many rows of the table it takes


def _roles_of(cells: Sequence[str], forms: Forms) -> dict[int, str] | None:
    filled = [(at, text) for at, text in enumerate(cells) if text.strip()]
    if len(filled) < 2 or any(read_number(text)[0] for _, text in filled):
        return None
    if forms.is_banner(" ".join(text for _, text in filled)):  # a banner that a converter cut into cells
        return None
    if len(filled) == 2 and any(is_answer(text) for _, text in filled):  # a card's "Comply" and "No"
        return None
    roles = _best_roles(filled, forms)
    named = set(roles.values())
    core = named & {"number", "requirement", "answer", "evidence", "commentary"}
    if len(core) + ({"yes", "no"} <= named) < 2 or not named & {"requirement", "answer", "yes"}:
        return None
    # two headings of a dozen columns are some other table's
    if len(roles) * 3 < len(filled):
        return None
    return None if any(len(text) >= TEXT_LENGTH and forms.begins(text) for _, text in filled) else roles


def _best_roles(filled: Sequence[tuple[int, str]], forms: Forms) -> dict[int, str]:
    """Column → role; where two headings claim a role ("Status", "Comply: Yes / No"), the surer one has it, and of two
    that name a year the later."""
    best: dict[str, tuple[tuple[int, int], int]] = {}
    for at, text in filled:
        role = forms.role_of(text)
        if role == "no" and "yes" not in best:
            role = "number"  # short for number, unless it stands beside a Yes column
        if role is None:
            continue
        sure = (forms.certainty(text), year_of(text))
        if role not in best or sure > best[role][0]:
            best[role] = (sure, at)
    return {at: role for role, (_, at) in sorted(best.items(), key=lambda each: each[1][1])}


def year_of(heading: str) -> int:
    """The last year that a heading names ("Comply 2024/25"); 0 where it names none."""
    years = [int(each[-2:]) for each in _YEAR.findall(heading)]
    return max(years, default=0)


def heading_at(table: Table, at: int, forms: Forms) -> Heading | None:
    """The heading that begins in a row: of that row, or of it and the one below where only both together name the
    columns ("Code" over "provision", "Comply" over "Yes" and "No")."""
    cells = table.rows[at].cells
    roles = _roles_of(cells, forms)
    if roles is None and not any(map(forms.role_of, cells)):
        return None
    if at + 1 < len(table.rows):
        lower = table.rows[at + 1].cells
        split = _choices(lower)
        if roles is not None and len(split) >= 2:
            kept = {column: role for column, role in roles.items() if role != "answer" and column not in split}
            return Heading(tuple(upper or cell for upper, cell in zip(cells, lower, strict=True)), kept | split, 2)
        if roles is not None and (named := _named_below(cells, lower, roles)):
            return Heading(named, roles, 2)
        if all(len(cell) <= HEADING_CELL for cell in (*cells, *lower)):
            joined = tuple(squash(f"{upper}\n{cell}") for upper, cell in zip(cells, lower, strict=True))
            both = _roles_of(joined, forms)
            if both is not None and _surety(joined, both, forms) > _surety(cells, roles or {}, forms):
                return Heading(joined, both, 2)
    return Heading(tuple(map(squash, cells)), roles) if roles is not None else None


def _choices(cells: Sequence[str]) -> dict[int, str]:
    """Columns headed by nothing but answers, Yes and No among them; {} where anything else stands in the row."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if cell.strip():
            role = _CHOICES.get(squash(cell).lower().rstrip(" ?:"))
            if role is None:
                return {}
            found[at] = role
    return found if {"yes", "no"} <= set(found.values()) and len(found) == len(set(found.values())) else {}


def _named_below(cells: Sequence[str], lower: Sequence[str], roles: dict[int, str]) -> tuple[str, ...]:
    """A heading whose one question ("Comply") stands over the names of a group's landlords, with the question before
    each of them; () for any other."""
    answer = next((column for column, role in roles.items() if role == "answer"), None)
    filled = [at for at, cell in enumerate(lower) if cell.strip()]
    if answer is None or len(filled) < 2 or filled != list(range(answer, answer + len(filled))):
        return ()
    if any(cells[at].strip() for at in filled[1:]) or any(len(lower[at]) > HEADING_CELL for at in filled):
        return ()
    return tuple(
        squash(f"{cells[answer]} {lower[at]}") if at in filled else squash(cell) for at, cell in enumerate(cells)
    )


def _surety(cells: Sequence[str], roles: dict[int, str], forms: Forms) -> int:
    return sum(forms.certainty(cells[at]) for at in roles)


def from_headings(heading: Heading, forms: Forms) -> Layout:
    cells, roles = heading.cells, heading.roles
    placed = {role: column for column, role in roles.items()}
    members = _members(cells, roles, forms)
    if members:
        placed["answer"] = members[0][0]
    extra, widened, owner = [], [], None
    for column, text in enumerate(cells):
        if column in roles:
            owner = roles[column]
        elif text and all(column != at for at, _ in members):
            extra.append((column, text))
            owner = None
        elif owner in ("requirement", "evidence", "commentary"):
            widened.append((column, owner))
    return Layout(len(cells), extra=tuple(extra), widened=tuple(widened), members=members, **placed)


def _members(cells: Sequence[str], roles: dict[int, str], forms: Forms) -> tuple[tuple[int, str], ...]:
    """The answer columns of a group's form: headings that ask the same but for a landlord's name before or after it."""
    answer = next((column for column, role in roles.items() if role == "answer"), None)
    split = {column: words for column, text in enumerate(cells) if len(words := squash(text).split(" ")) > 1}
    free = [column for column in split if column not in roles and not year_of(cells[column])]
    for first in free if answer is None else {answer} & {*split}:
        names = {}
        for column in free:
            words, others = split[column], split[first]
            before, behind = _shared(others, words)
            asked = forms.role_of(" ".join((*words[:before], *words[len(words) - behind :])))
            if column != first and asked == "answer":
                names[first] = _bare(others[before : len(others) - behind])
                names[column] = _bare(words[before : len(words) - behind])
        if len(set(names.values())) > 1:
            return tuple(sorted(names.items()))
    return ()


def _shared(first: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """How many words two headings have in common at their beginnings and at their ends."""
    most = min(len(first), len(words)) - 1
    before = next((at for at in range(most) if first[at] != words[at]), most)
    behind = next((at for at in range(most - before) if first[-1 - at] != words[-1 - at]), most - before)
    return before, behind


def _bare(words: Sequence[str]) -> str:
    return " ".join(words).strip(" :-–—()")
