"""Which column of a table holds what: by its headings, else by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hoscheck.extract.answers import is_answer, is_mark, read_answer
from hoscheck.extract.forms import ROLES, Forms, read_number
from hoscheck.extract.heading_rows import TEXT_LENGTH, Heading, Layout, from_headings, heading_at, year_of
from hoscheck.model import Answer, Table, TableRow

# Half of a column's cells must be numbers, or answers, for the column to be theirs: blank cells of broken rows
# are left out of the count, notes and totals are not.
MOST = 0.5
# Where the evidence column is missing, a heading so much like one of its names is its.
DAMAGED = 0.6
# How many cells of a column are compared with the Code's texts to find the requirement column.
SAMPLED = 10
# A cell is a requirement's text, edited by hand or broken over a page.
REQUIREMENT_ALIKE = 0.72
# So many rows below a heading tell what stands in its columns.
LOOKED_AT = 60
# `Forms.certainty` of the official form's own headings.
OFFICIAL = 3
# A column whose heading promises evidence is the answers' only where hardly anything else stands in it.
NEARLY_ALL = 0.9


class Part(NamedTuple):
    """Rows of a table that are laid out alike: `table.rows[first:]` up to the next part."""

    first: int
    layout: Layout | None
    heading: int = 0  # how many rows from `first` on are the heading's


def find_layouts(tables: Sequence[Table], forms: Forms) -> list[tuple[Part, ...]]:
    """For each table its parts and their layouts: from the headings, from the table before it (a form that goes on), or
    from its cells. A layout is made once for all tables with the same heading: a page may show a row or two of it."""
    headings = [_headings(table, forms) for table in tables]
    bodies: dict[tuple[str, ...], list[TableRow]] = {}
    body: list[TableRow] = []
    for table, found in zip(tables, headings, strict=True):
        for (first, heading), until in zip(found, [*(at for at, _ in found[1:]), len(table.rows)], strict=True):
            if heading is not None:
                body = bodies.setdefault(heading.cells, [])
            if len(body) < LOOKED_AT and (not body or len(body[0].cells) == len(table.rows[0].cells)):
                body += table.rows[first + (heading.rows if heading else 0) : until]
    made: dict[tuple[str, ...], Layout | None] = {}
    laid: list[tuple[Part, ...]] = []
    before: Layout | None = None
    for table, found in zip(tables, headings, strict=True):
        parts: list[Part] = []
        for first, heading in found:
            if heading is None:
                layout = _without_heading(table.rows[: found[1][0] if found[1:] else None], forms, before)
            else:
                layout = _laid(heading, bodies, made, forms)
            before = layout or before
            parts.append(Part(first, layout, heading.rows if heading is not None else 0))
        laid.append(tuple(parts))
    return laid


def _headings(table: Table, forms: Forms) -> list[tuple[int, Heading | None]]:
    """Where the parts of a table begin, each with its heading; the first may have none."""
    found: list[tuple[int, Heading | None]] = []
    at = 0
    while at < len(table.rows):
        heading = heading_at(table, at, forms)
        if heading is not None:
            found.append((at, heading))
        at += heading.rows if heading is not None else 1
    return found if found and found[0][0] == 0 else [(0, None), *found]


def _laid(
    heading: Heading,
    bodies: dict[tuple[str, ...], list[TableRow]],
    made: dict[tuple[str, ...], Layout | None],
    forms: Forms,
) -> Layout | None:
    if heading.cells not in made:
        rows = bodies[heading.cells]
        body = [row for row in rows if not forms.is_banner(" ".join(cell for cell in row.cells if cell.strip()))]
        layout = _mended(from_headings(heading, forms), body, forms)
        made[heading.cells] = layout if _is_forms(heading, layout, rows, forms) else None
    return made[heading.cells]


def _is_forms(heading: Heading, layout: Layout, rows: Sequence[TableRow], forms: Forms) -> bool:
    """True where the headings are a form's own, or the Code's texts stand below them: "Ref", "Description", "Status"
    head an action plan as well."""
    if any(
        forms.certainty(heading.cells[at]) == OFFICIAL or "compl" in heading.cells[at].lower()
        for at, role in heading.roles.items()
        if role in ("requirement", "answer") and at < len(heading.cells)
    ):
        return True
    if layout.requirement is None:
        return False
    texts = [read_number(layout.text(row.cells, "requirement"))[1] for row in rows]
    sample = [text for text in texts if len(text) >= TEXT_LENGTH][:SAMPLED]
    return any(forms.begins(text) or forms.resembles(text, REQUIREMENT_ALIKE) for text in sample)


def _without_heading(rows: Sequence[TableRow], forms: Forms, before: Layout | None) -> Layout | None:
    width = len(rows[0].cells) if rows else 0
    if before is not None and before.width != width:
        before = None
    body = [row for row in rows if not forms.is_banner(" ".join(cell for cell in row.cells if cell.strip()))]
    if before is not None and _goes_on(before, body, forms):
        return before
    inferred = _from_cells(body, width, forms)
    return before if before is not None and inferred is not None and _agree(before, inferred) else inferred


def _goes_on(before: Layout, rows: Sequence[TableRow], forms: Forms) -> bool:
    """True where a table without a heading keeps to the columns of the one before it: numbers and answers stand where
    they are to, or nothing does (the rest of a row)."""
    numbers = [] if before.number in (None, before.requirement) else _column(rows, before.number or 0)
    answers = _column(rows, before.answer) if before.answer is not None else []
    if numbers and _share(numbers, _numbered) < MOST:
        return False
    if answers and _share(answers, _short_answer) < MOST:
        return bool(numbers) and any(forms.begins(before.text(row.cells, "requirement")) for row in rows)
    if numbers or len(rows) == 1:
        return True
    others = (at for at in range(before.width) if at != before.number)
    if before.number is not None and any(sum(map(_numbered, _column(rows, at))) > 1 for at in others):
        return False
    found = _requirement_column({at: _column(rows, at) for at in range(before.width)}, forms)
    return found in (None, before.requirement) and bool(answers or before.number is not None)


def _agree(before: Layout, inferred: Layout) -> bool:
    for role in ("number", "requirement", "answer"):
        left, right = getattr(before, role), getattr(inferred, role)
        if left is not None and right is not None and left != right:
            return False
    return True


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
    columns = {at: _column(rows, at) for at in range(layout.width)}
    layout = _answering(layout, columns)
    taken = {getattr(layout, role) for role in ROLES} - {None}
    free = [at for at in range(layout.width) if at not in taken]
    headings = dict(layout.extra)
    changes: dict[str, int | None] = {}
    if layout.number is None or _share(columns[layout.number], _numbered) < MOST:
        better = next((at for at in free if _share(columns[at], _numbered) >= MOST), None)
        if better is not None:
            changes["number"] = better
    if layout.requirement is None:
        found = _requirement_column({at: columns[at] for at in free}, forms)
        if found is not None:
            changes["requirement"] = found
    # a heading that speaks of compliance stays the answers' while nothing stands below it
    misled = layout.answer is None or (columns[layout.answer] and _share(columns[layout.answer], _short_answer) < MOST)
    if layout.yes is None and misled:
        changes |= _answers_elsewhere(layout, columns, [at for at in free if at not in changes.values()], forms)
    mended = _moved(layout, changes)
    if layout.answer is None and mended.answer in headings and not layout.members:
        mended = _with_members(mended, columns, headings, forms)
    return _moved(mended, _evidence_elsewhere(mended, columns, headings, forms))


def _answers_elsewhere(
    layout: Layout, columns: dict[int, list[str]], free: Sequence[int], forms: Forms
) -> dict[str, int | None]:
    """The column that holds the answers though its heading does not say so ("Landlord response", "RAG")."""
    test = _short_answer if layout.answer is None else is_answer
    headings = dict(layout.extra)
    likely = [at for at in free if columns[at] and _share(columns[at], test) >= MOST]
    added = [at for at in likely if forms.is_other(headings.get(at, ""))]  # last year's answer, or a RAG rating
    if likely != added:
        return {"answer": max((at for at in likely if at not in added), key=lambda at: year_of(headings.get(at, "")))}
    for role in ("evidence", "commentary"):
        at = getattr(layout, role)
        if at is not None and columns[at] and _share(columns[at], is_answer) >= NEARLY_ALL:
            return {"answer": at, role: None}
    return {"answer": added[0]} if added else {}


def _answering(layout: Layout, columns: dict[int, list[str]]) -> Layout:
    """The layout without members that give no answers: "Compliance comments", a date under "Comply"."""
    kept = tuple(
        (at, name) for at, name in layout.members
        if at == layout.answer or not columns[at] or _share(columns[at], _short_answer) >= MOST
    )  # fmt: skip
    others = tuple(each for each in layout.members if each not in kept)
    return layout._replace(members=kept if kept[1:] else (), extra=tuple(sorted((*layout.extra, *others))))


def _with_members(layout: Layout, columns: dict[int, list[str]], headings: dict[int, str], forms: Forms) -> Layout:
    """A group's form whose answer columns are headed by the landlords' names alone: columns of answers side by side."""
    found: list[int] = []
    for at in range(layout.answer or 0, layout.width):
        heading = headings.get(at, "")
        named = heading[:1].isupper() and not heading.endswith("?") and not forms.role_of(heading)
        if not named or forms.is_other(heading) or _share(columns[at], is_answer) < NEARLY_ALL:
            break
        found.append(at)
    if len(found) < 2:
        return layout
    return layout._replace(
        members=tuple((at, headings[at]) for at in found),
        extra=tuple(each for each in layout.extra if each[0] not in found),
    )


def _evidence_elsewhere(
    layout: Layout, columns: dict[int, list[str]], headings: dict[int, str], forms: Forms
) -> dict[str, int | None]:
    """Evidence and commentary where no heading, or two headings, claimed the one or the other."""
    changes: dict[str, int | None] = {}
    extra = [at for at, _ in layout.extra]
    spoken = [at for at in extra if forms.role_of(headings[at]) in ("evidence", "commentary")]
    if layout.evidence is None:
        lost = spoken.pop(0) if spoken else _lost_evidence(layout, forms)
        if lost is None and layout.commentary is None:
            behind = [at for at in extra if at > (layout.requirement or 0) and not forms.is_other(headings[at])]
            lost = max(behind, key=lambda at: sum(map(len, columns[at])), default=None)
        if lost is not None:
            changes["evidence"] = lost
        elif layout.commentary is not None:  # a form of one column
            changes |= {"evidence": layout.commentary, "commentary": None}
    if layout.commentary is None and spoken:
        changes["commentary"] = spoken[0]
    return changes


def _moved(layout: Layout, changes: dict[str, int | None]) -> Layout:
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
