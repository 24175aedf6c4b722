"""Tables that hold one provision, or each provision as a few rows: label and value side by side, or labels over values.

They are told from the form's own table by their labels, and become lines that `prose.py` reads, each with its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hoscheck.extract.answers import is_answer, read_answer
from hoscheck.extract.forms import Forms, read_number
from hoscheck.model import Answer, Paragraph, Table, TableRow

# Of a table's rows so many begin with a label; the others are headings over the next provision.
MOST = 0.5
# Two different labels at least: a form's own table has one row of them, not a column.
LABELS = 2

_COLUMNS = frozenset(("number", "requirement", "answer", "evidence", "commentary"))
_SAID = frozenset(("answer", "evidence", "commentary"))


def is_cards(table: Table, forms: Forms) -> bool:
    """True where each provision of the table is a stack of labelled values."""
    return _label_column(table, forms) is not None or _heads_of_values(table, forms) is not None


def lines_of(table: Table, forms: Forms) -> Iterator[Paragraph]:
    """A table's cells as lines in order: a label with its value, or just the cells."""
    heads = _heads_of_values(table, forms)
    if heads is None:
        yield from _upright(table, _label_column(table, forms) or 0, forms)
        return
    at, labels = heads
    for row in table.rows[:at]:
        yield from _cells(row)
    for row in table.rows[at + 1 :]:
        if [text for text in row.cells if text.strip()] == [text for text in labels if text.strip()]:
            continue  # the labels again
        if _is_title(row, forms):
            yield from _cells(row)
            continue
        for label, text in zip(labels, row.cells, strict=True):
            if label.strip():
                yield labelled(label, text, row)


def _upright(table: Table, column: int, forms: Forms) -> Iterator[Paragraph]:
    """The lines of labels with their values beside them; an answer beside the number waits for the requirement, since
    prose is read in the order of the form."""
    waiting: list[Paragraph] = []
    for row in table.rows:
        pairs = _pairs(row, forms)
        lines = [labelled(name, text, row) for _, name, text in pairs] or [*_side_by_side(row, column, forms)]
        if pairs and pairs[0][0] == "number":
            late = [line for line, (role, _, _) in zip(lines, pairs, strict=True) if role in _SAID]
            yield from (*waiting, *(line for line in lines if line not in late))
            waiting = late
        elif _label(row.cells, column, forms) == "requirement":
            yield from (*lines, *waiting)
            waiting = []
        else:
            yield from (*waiting, *lines)
            waiting = []
    yield from waiting


def labelled(label: str, text: str, row: TableRow) -> Paragraph:
    """A value behind its label, which is marked as such."""
    mark = f"{label.strip().rstrip(' :')}:"
    return Paragraph(f"{mark} {text.strip()}".rstrip(), row.location, marked=mark)


def _label_column(table: Table, forms: Forms) -> int | None:
    """The column of labels beside which the values stand: mostly the first; behind a requirement that spans its rows,
    the second."""
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    for column in range(min(LABELS, len(rows[0].cells) - 1) if rows else 0):
        named = [_roles(row, column, forms) for row in rows]
        found = {role for roles in named for role in roles}
        if len(found) >= LABELS and _SAID & found and sum(map(bool, named)) >= MOST * len(rows):
            return column
    return None


def _roles(row: TableRow, column: int, forms: Forms) -> list[str]:
    """The roles that a row's labels name."""
    label = _label(row.cells, column, forms)
    return [label] if label else [role for role, _, _ in _pairs(row, forms)]


def _pairs(row: TableRow, forms: Forms) -> list[tuple[str, str, str]]:
    """(role, label, value) of a row of several labels, each with its value beside it ("Provision", "1.2", "Comply",
    "Yes"); [] for any other row."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if len(filled) < 2 * LABELS or len(filled) % 2:
        return []
    made = []
    for label, text in zip(filled[::2], filled[1::2], strict=True):
        name = label.rstrip(" :")
        role = forms.label_role(name) or forms.role_of(name)
        if role not in _COLUMNS or read_number(name)[0] or (forms.is_heading(text) and not is_answer(text)):
            return []
        made.append((role, name, text))
    return made


def _label(cells: Sequence[str], column: int, forms: Forms) -> str | None:
    """The role that the cell in a column names for the one beside it."""
    if len(cells) <= column + 1:
        return None
    text = cells[column].strip().rstrip(" :")
    values = [each for each in cells[column + 1 :] if each.strip()]
    if not text or len(values) > 1 or read_number(text)[0]:
        return None
    if is_answer(text) and values and read_answer(values[0]) is Answer.UNCLEAR:
        return None  # "Compliant" beside evidence is an answer, beside "Yes" a label
    if values and forms.is_heading(values[0]) and forms.role_of(values[0]) in _COLUMNS and not is_answer(values[0]):
        return None  # two headings side by side
    role = forms.label_role(text) or forms.role_of(text)
    return role if role in _COLUMNS else None


def _side_by_side(row: TableRow, column: int, forms: Forms) -> Iterator[Paragraph]:
    if _label(row.cells, column, forms) is None:
        yield from _cells(row)
        return
    yield from (Paragraph(cell, row.location) for cell in row.cells[:column] if cell.strip())
    yield labelled(row.cells[column], "".join(row.cells[column + 1 :]), row)


def _cells(row: TableRow) -> Iterator[Paragraph]:
    for cell in row.cells:
        if cell.strip():
            yield Paragraph(cell, row.location)


def _heads_of_values(table: Table, forms: Forms) -> tuple[int, tuple[str, ...]] | None:
    """(row, labels) where a row heads answer, evidence or commentary, and nothing else, for the rows below: their
    provision stands above them."""
    for at, row in enumerate(table.rows[:3]):
        filled = [cell for cell in row.cells if cell.strip()]
        roles = [forms.role_of(cell) for cell in filled]
        if len(filled) >= LABELS and "answer" in roles and set(roles) <= _SAID and len(set(roles)) == len(roles):
            below = [each for each in table.rows[at + 1 :] if not _is_title(each, forms)]
            bare = [column for column, cell in enumerate(row.cells) if not cell.strip()]
            named = not any(each.cells[column].strip() for each in below for column in bare)
            return (at, row.cells) if below and named else None
    return None


def _is_title(row: TableRow, forms: Forms) -> bool:
    """True for a row of one cell that says which provision follows."""
    filled = [cell for cell in row.cells if cell.strip()]
    if len(filled) != 1 or not row.cells[0].strip():
        return False
    return read_number(filled[0])[0] in forms.numbers or bool(forms.begins(filled[0]))
