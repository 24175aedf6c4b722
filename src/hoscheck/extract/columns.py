"""Which column of a table holds what: by its headings, else by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hoscheck.extract.answers import is_answer, is_mark, read_answer
from hoscheck.extract.forms import ROLES, Forms, read_number
from hoscheck.model import Answer, Table, TableRow
from hoscheck.normalise import squash

# Half of a column's cells must be numbers, or answers, for the column to be theirs: blank cells of broken rows
# are left out of the count, notes and totals are not.
MOST = 0.5
# Where the evidence column is missing, a heading so much like one of its names is its.
DAMAGED = 0.6
# How many cells of a column are compared with the Code's texts to find the requirement column.
SAMPLED = 10
# A cell is a requirement's text, edited by hand or broken over a page.
REQUIREMENT_ALIKE = 0.72


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


def heading_row(row: TableRow, forms: Forms) -> dict[int, str] | None:
    """Column → role of a row that is the form's heading; None for any other row."""
    filled = [(at, text) for at, text in enumerate(row.cells) if text.strip()]
    if len(filled) < 2 or any(read_number(text)[0] for _, text in filled):
        return None
    if forms.is_banner(" ".join(text for _, text in filled)):  # a banner that a converter cut into cells
        return None
    roles = _best_roles(filled, forms)
    named = set(roles.values())
    core = named & {"number", "requirement", "answer", "evidence", "commentary"}
    if len(core) + ({"yes", "no"} <= named) < 2 or not named & {"requirement", "answer", "yes"}:
        return None
    # two headings of a dozen columns are some other table's
    return roles if len(roles) * 3 >= len(filled) else None


def _best_roles(filled: Sequence[tuple[int, str]], forms: Forms) -> dict[int, str]:
    """Column → role; where two headings claim a role ("Status", "Comply: Yes / No"), the surer one has it."""
    best: dict[str, tuple[int, int]] = {}
    for at, text in filled:
        role = forms.role_of(text)
        if role == "no" and "yes" not in best:
            role = "number"  # short for number, unless it stands beside a Yes column
        if role is None:
            continue
        sure = forms.certainty(text)
        if role not in best or sure > best[role][0]:
            best[role] = (sure, at)
    return {at: role for role, (_, at) in sorted(best.items(), key=lambda each: each[1][1])}


def find_layout(table: Table, forms: Forms, before: Layout | None) -> Layout | None:
    """The table's layout: from its own headings, from the table before it (a form that goes on), or from its cells."""
    width = len(table.rows[0].cells) if table.rows else 0
    for at, row in enumerate(table.rows[:6]):
        roles = heading_row(row, forms)
        if roles is not None:
            return _mended(_from_headings(table, at, roles, width), table.rows, forms)
    if before is not None and before.width == width and _fits(before, table.rows):
        return before
    inferred = _from_cells(table.rows, width, forms)
    if before is not None and before.width == width and (inferred is None or _agree(before, inferred)):
        return before
    return inferred


def _fits(before: Layout, rows: Sequence[TableRow]) -> bool:
    """True where numbers and answers stand in the columns that the layout gives them: then no text need be compared."""
    if before.number is None or before.answer is None:
        return False
    numbers, answers = _column(rows, before.number), _column(rows, before.answer)
    return bool(numbers and answers) and all(map(_numbered, numbers)) and _share(answers, is_answer) >= MOST


def next_layout(table: Table, at: int, roles: dict[int, str], forms: Forms) -> Layout:
    """The layout that a heading row further down the table sets."""
    return _mended(_from_headings(table, at, roles, len(table.rows[at].cells)), table.rows[at:], forms)


def _agree(before: Layout, inferred: Layout) -> bool:
    for role in ("number", "requirement", "answer"):
        left, right = getattr(before, role), getattr(inferred, role)
        if left is not None and right is not None and left != right:
            return False
    return True


def _from_headings(table: Table, at: int, roles: dict[int, str], width: int) -> Layout:
    cells = table.rows[at].cells
    roles = dict(roles)
    below = table.rows[at + 1].cells if at + 1 < len(table.rows) else ()
    split = {i: t.strip().lower() for i, t in enumerate(below) if t.strip()}
    if set(split.values()) in ({"yes", "no"}, {"y", "n"}) and len(split) == 2:  # "Comply" over "Yes" and "No"
        for column, word in split.items():
            roles = {i: role for i, role in roles.items() if role != "answer" and i != column}
            roles[column] = "yes" if word.startswith("y") else "no"
    placed = {role: column for column, role in roles.items()}
    members = _members(cells, roles)
    extra, widened, owner = [], [], None
    for column in range(width):
        heading = squash(cells[column])
        if column in roles:
            owner = roles[column]
        elif heading and all(column != at for at, _ in members):
            extra.append((column, heading))
            owner = None
        elif owner in ("requirement", "evidence", "commentary"):
            widened.append((column, owner))
    return Layout(width, extra=tuple(extra), widened=tuple(widened), members=members, **placed)


def _members(cells: Sequence[str], roles: dict[int, str]) -> tuple[tuple[int, str], ...]:
    """The answer columns of a group's form: headings that say the same but for a landlord's name."""
    answer = next((column for column, role in roles.items() if role == "answer"), None)
    if answer is None:
        return ()
    first = squash(cells[answer]).split(" ")
    found = [(answer, cells[answer])]
    for column, text in enumerate(cells):
        words = squash(text).split(" ")
        if column != answer and column not in roles and len(words) > 1 and words[0] == first[0]:
            found.append((column, text))
    return tuple((column, squash(text)[len(first[0]) :].strip(" :-–")) for column, text in found) if found[1:] else ()


def _column(rows: Iterable[TableRow], at: int) -> list[str]:
    return [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]


def _share(cells: list[str], test: object) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0  # type: ignore[call-overload]


def _numbered(text: str) -> bool:
    return len(text) <= 24 and read_number(text)[0] is not None


def _short_answer(text: str) -> bool:
    return len(text) <= 40 and (is_answer(text) or read_answer(text) is not Answer.UNCLEAR)


def _mended(layout: Layout, rows: Sequence[TableRow], forms: Forms) -> Layout:
    """The same layout with the roles that its headings left out or put wrongly, by what stands in the cells."""
    body = [row for row in rows if heading_row(row, forms) is None]
    columns = {at: _column(body, at) for at in range(layout.width)}
    taken = {getattr(layout, role) for role in ROLES} - {None}
    free = [at for at in range(layout.width) if at not in taken]
    changes: dict[str, object] = {}
    if layout.number is None or _share(columns[layout.number], _numbered) < MOST:
        better = next((at for at in free if _share(columns[at], _numbered) >= MOST), None)
        if better is not None:
            changes["number"] = better
    if layout.requirement is None:
        found = _requirement_column({at: columns[at] for at in free}, forms)
        if found is not None:
            changes["requirement"] = found
    if layout.answer is not None and _share(columns[layout.answer], _short_answer) < MOST:
        better = next((at for at in free if _share(columns[at], is_answer) >= MOST and columns[at]), None)
        if better is not None:
            changes["answer"] = better
    if not layout.answered:
        found = next(
            (at for at in free if _share(columns[at], _short_answer) >= MOST and at not in changes.values()), None
        )
        if found is not None:
            changes["answer"] = found
    if layout.evidence is None and (lost := _lost_evidence(layout, forms)) is not None:
        changes["evidence"] = lost
    if not changes:
        return layout
    used = set(changes.values())
    return layout._replace(
        extra=tuple(each for each in layout.extra if each[0] not in used),
        widened=tuple(each for each in layout.widened if each[0] not in used),
        **changes,  # type: ignore[arg-type]
    )


def _lost_evidence(layout: Layout, forms: Forms) -> int | None:
    """The evidence column under a heading that OCR damaged too much to be known by itself."""
    after = max((at for at in (layout.answer, layout.no, layout.requirement) if at is not None), default=0)
    alike = [(forms.likeness(heading, "evidence"), at) for at, heading in layout.extra if at > after]
    best = max(alike, default=(0.0, 0))
    return best[1] if best[0] >= DAMAGED else None


def _requirement_column(columns: dict[int, list[str]], forms: Forms) -> int | None:
    best, best_share = None, MOST - 1e-9
    for at, cells in columns.items():
        sample = [each for each in cells if len(each) >= 40][:SAMPLED]
        if not sample:
            continue
        share = sum(forms.resembles(read_number(each)[1], REQUIREMENT_ALIKE) is not None for each in sample) / len(
            sample
        )
        if share > best_share:
            best, best_share = at, share
    return best


def _from_cells(rows: Sequence[TableRow], width: int, forms: Forms) -> Layout | None:
    columns = {at: _column(rows, at) for at in range(width)}
    requirement = _requirement_column(columns, forms)
    if requirement is None:
        return None
    number = next((at for at in range(width) if at != requirement and _share(columns[at], _numbered) >= MOST), None)
    marks = [
        at
        for at in range(width)
        if at not in (requirement, number) and columns[at] and _share(columns[at], _short_answer) >= MOST
    ]
    answer = next((at for at in marks if at > requirement), None)
    if answer is None:
        answer = marks[0] if marks else None
    columns_left = [at for at in range(width) if at not in (requirement, number, answer)]
    if answer is not None and (pair := _yes_no_pair(columns, answer)):
        return _placed(width, columns_left, number, requirement, None, pair, answer)
    return _placed(width, columns_left, number, requirement, answer, None, answer)


def _yes_no_pair(columns: dict[int, list[str]], answer: int) -> tuple[int, int] | None:
    """Two columns of marks side by side, never both filled, are a Yes and a No column."""
    left, right = columns[answer], columns.get(answer + 1, [])
    if right and _share(left, is_mark) == 1 and _share(right, is_mark) == 1 and {*left} <= {"✓", "✔", "x", "X", "√"}:
        return answer, answer + 1
    return None


def _placed(
    width: int,
    left: list[int],
    number: int | None,
    requirement: int,
    answer: int | None,
    pair: tuple[int, int] | None,
    after: int | None,
) -> Layout:
    if pair:
        left = [at for at in left if at not in pair]
    behind = [at for at in left if at > (after if after is not None else requirement)]
    return Layout(
        width,
        number=number,
        requirement=requirement,
        answer=answer,
        yes=pair[0] if pair else None,
        no=pair[1] if pair else None,
        evidence=behind[0] if behind else None,
        commentary=behind[1] if len(behind) > 1 else None,
        extra=tuple((at, f"Column {at + 1}") for at in left if at not in behind[:2]),
    )
