"""Blocks → provision rows, for every format.

Tables are read column by column (`columns.py` says which is which); a row goes on until the next one begins, over page
breaks, repeated headings and running headers. What stands outside tables is read by `prose.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hoscheck.extract.answers import is_answer, is_mark, read_answer
from hoscheck.extract.beside import mend
from hoscheck.extract.cards import is_cards, lines_of
from hoscheck.extract.columns import Part, find_layouts
from hoscheck.extract.draft import Draft
from hoscheck.extract.forms import Forms, read_number
from hoscheck.extract.heading_rows import Layout
from hoscheck.extract.lines import rows_of_lines
from hoscheck.extract.prose import labels_are_set_off, rows_of_prose
from hoscheck.model import Answer, Block, Document, Paragraph, ProvisionRow, SelfAssessment, Table, TableRow
from hoscheck.normalise import key, squash
from hoscheck.words import words

# A running header or page number that a converter left inside a table is short.
FURNITURE_LENGTH = 90
# So many copies among the rows, of words such as a header has, are no coincidence.
FURNITURE_COPIES = 3
# OCR damages each copy of a running header in its own way; two copies still share this much.
FURNITURE_ALIKE = 0.6
# "(must)" may stand under a number; longer words in its column divide the form.
DIVIDER_LETTERS = 5
_LABEL = re.compile(r"^\W{0,3}(?P<label>[A-Za-z][^:?\n]{1,58}?)\s*(?:(?P<mark>[:?]:?)|$)\s*(?P<value>.*)$", re.S)
_LABELLED = {"answer": "answers", "evidence": "evidence", "commentary": "commentary"}
_RULE = re.compile(r"^[\s\-–—_=|:.]*$")


def assemble(document: Document, forms: Forms) -> SelfAssessment:
    """The self-assessment that a document holds; its rows may be none."""
    tables, lines = _divided(document.blocks, forms)
    rows, left = _TableReader(forms).read(tables)
    if not rows:  # cards, or the Code itself: what such tables say is read as lines
        left = [(at, line) for at, table, _ in tables for line in lines_of(table, forms)]
    lines += left
    lines.sort(key=lambda each: each[0])
    found = _running_text([line for _, line in lines], forms)
    if rows:
        known = {row.number for row in rows} | {key(row.requirement)[:80] for row in rows}
        found = [row for row in found if row.number not in known and key(row.requirement)[:80] not in known]
    prose = "\n".join(text for text in (squash(line.text) for _, line in lines) if text)
    every = sorted([*rows, *found], key=_place) if rows and found else rows or found
    return SelfAssessment(
        format=document.format,
        rows=tuple(replace(row, recognised=row.location.page in document.scanned) for row in every)
        if document.scanned
        else tuple(every),
        prose=prose,
        pages=document.pages,
        reasons=document.reasons,
    )


def _place(row: ProvisionRow) -> tuple[int, int, int, int]:
    at = row.location
    return (at.page or 0, at.line or 0, at.table or 0, at.row or 0)


Placed = tuple[int, Paragraph]


def _divided(blocks: Sequence[Block], forms: Forms) -> tuple[list[tuple[int, Table, tuple[Part, ...]]], list[Placed]]:
    """The tables that follow the form, each with its layouts, and all else as lines; both with their position."""
    lines = [(position, block) for position, block in enumerate(blocks) if isinstance(block, Paragraph)]
    every = [(position, block) for position, block in enumerate(blocks) if isinstance(block, Table) and block.rows]
    found = [(position, table) for position, table in every if not is_cards(table, forms)]
    tables = []
    for (position, table), parts in zip(found, find_layouts([table for _, table in found], forms), strict=True):
        if any(part.layout is not None for part in parts):
            tables.append((position, table, parts))
        else:
            lines += [(position, line) for line in lines_of(table, forms)]
    kept = {position for position, _ in found}
    lines += [(position, line) for position, table in every if position not in kept for line in lines_of(table, forms)]
    return tables, lines


class _TableReader:
    """Walks the rows of all form tables in order; at most one provision row is open."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._open: Draft | None = None
        self._rows: list[ProvisionRow] = []
        self._left: list[Placed] = []
        self._furniture: list[str] = []
        self._running: frozenset[str] = frozenset()
        self._layout = Layout(0)

    def read(self, tables: Sequence[tuple[int, Table, tuple[Part, ...]]]) -> tuple[list[ProvisionRow], list[Placed]]:
        self._running = _running_lines(row for _, table, _ in tables for row in table.rows)
        for position, table, parts in tables:
            for part, until in zip(parts, [*(part.first for part in parts[1:]), len(table.rows)], strict=True):
                rows = table.rows[part.first + part.heading : until]
                if part.layout is None:
                    self._close()
                    self._left += [(position, line) for line in lines_of(Table(tuple(rows)), self._forms)]
                    continue
                self._layout = part.layout
                for at, row in enumerate(rows, part.heading):
                    self._read_row(position, at, row)
        self._close()
        layouts = [part.layout for _, _, parts in tables for part in parts if part.layout is not None]
        if not any(layout.answered for layout in layouts) and not any(row.answer_text for row in self._rows):
            return [], self._left  # the Code itself, printed as a table: no place for an answer
        return self._rows, self._left

    def _read_row(self, position: int, at: int, row: TableRow) -> None:
        if all(_RULE.match(cell) for cell in row.cells):
            return
        number, requirement = self._beginning(row)
        if number is None and self._running and _without_numbers(row) in self._running:
            self._left.append((position, Paragraph(_joined(row.cells), row.location)))
        elif number is None and self._open is not None and self._without_labelled(row)[1]:
            self._continue(row)
        elif number is None and (self._is_banner(row) or self._divides(row)):
            self._close()
            self._left.append((position, Paragraph(_joined(row.cells), row.location, 1)))
        elif number is not None or self._begins_unnumbered(row, requirement):
            if self._repeats_open(number, row):
                self._continue(row)
            else:
                self._start(number, requirement, row)
        elif self._open is not None and not self._is_furniture(row) and not (at == 0 and self._heads_other(row)):
            self._continue(row)
        else:
            self._left.append((position, Paragraph(_joined(row.cells), row.location)))

    def _beginning(self, row: TableRow) -> tuple[str | None, str]:
        """The provision number that a row prints, and its requirement text without it."""
        layout = self._layout
        requirement = layout.text(row.cells, "requirement")
        if layout.number is not None:
            number, rest = read_number(row.cells[layout.number])
            if number is not None:
                # "1.2 (must)" in the number's cell is a remark; a sentence there is the requirement itself
                return number, "\n".join(each for each in (rest if len(rest) > 24 else "", requirement) if each.strip())
        number, rest = read_number(requirement)
        # a quoted policy clause inside a requirement that goes on is no provision: it must be a number of a Code
        if number in self._forms.numbers:
            return number, rest
        return None, requirement

    def _begins_unnumbered(self, row: TableRow, requirement: str) -> bool:
        """A row without a number begins where its text begins a requirement, unless the open row waits for it."""
        begun = self._forms.begins(requirement)
        if not begun:
            return False
        if self._open is None:
            return True
        if not self._open.requirement and self._open.number in {number for _, number in begun}:
            return False
        layout = self._layout
        return bool(layout.answered and self._answer_cells(row)) or not self._completes_open(requirement)

    def _completes_open(self, requirement: str) -> bool:
        """True where the text goes on inside the open row's requirement (item lists begin like other provisions)."""
        if self._open is None or self._open.number is None:
            return False
        part = key(requirement)[:60]
        return any(part in each[20:] for each in self._forms.requirement_keys(self._open.number))

    def _answer_cells(self, row: TableRow) -> str:
        layout = self._layout
        return "".join(
            row.cells[at].strip()
            for at in (layout.answer, layout.yes, layout.no)
            if at is not None and at < len(row.cells)
        )

    def _repeats_open(self, number: str | None, row: TableRow) -> bool:
        """The open row's number printed again on the next page, with nothing that would begin a row of its own."""
        if self._open is None or number is None or number != self._open.number:
            return False
        requirement = self._layout.text(row.cells, "requirement").strip()
        return not self._answer_cells(row) and (not requirement or not self._forms.begins(requirement))

    def _is_banner(self, row: TableRow) -> bool:
        filled = [cell for cell in row.cells if cell.strip()]
        if self._answer_cells(row) and len(filled) > 1 and is_answer(self._answer_cells(row)):
            return False
        layout = self._layout
        behind = {layout.evidence, layout.commentary}
        if self._open is not None and all(at in behind for at, cell in enumerate(row.cells) if cell.strip()):
            return False  # "Section 5.1 of the policy" in the evidence's column
        return self._forms.is_banner(" ".join(filled)) or (len(filled) == 1 and self._forms.is_banner(filled[0]))

    def _divides(self, row: TableRow) -> bool:
        """Words in the numbers' column ("Stage 3: not applicable") are no part of the row above."""
        if self._layout.number is None or self._layout.number == self._layout.requirement:
            return False
        text = row.cells[self._layout.number].strip()
        return sum(char.isalpha() for char in text) >= DIVIDER_LETTERS and not self._forms.begins(text)

    def _heads_other(self, row: TableRow) -> bool:
        """The first row of a table with words under the answers: the heading of a table that is not the form's."""
        said = self._answer_cells(row)
        return bool(said) and not is_answer(said)

    def _is_furniture(self, row: TableRow) -> bool:
        """A running header or footer that a converter left among the rows: short, and out of place in the answer's
        column of a row that is answered already; or like one that was seen."""
        text = _joined(row.cells)
        if len(text) > FURNITURE_LENGTH or self._open is None:
            return False
        from rapidfuzz import fuzz

        stray = self._answer_cells(row)
        answered = read_answer("\n".join(self._open.answers)) not in (Answer.BLANK, Answer.UNCLEAR)
        out_of_place = bool(stray) and answered and read_answer(stray) in (Answer.UNCLEAR, Answer.BLANK)
        like_another = any(fuzz.ratio(text, each) >= FURNITURE_ALIKE * 100 for each in self._furniture)
        if out_of_place:
            self._furniture.append(text)
        return out_of_place or like_another

    def _start(self, number: str | None, requirement: str, row: TableRow) -> None:
        self._close()
        self._open = Draft(number, row.location, self._layout.commentary is not None)
        self._fill(self._with_shared(row), requirement)

    def _with_shared(self, row: TableRow) -> TableRow:
        """The row with what it shares with the provision above it: an answer or evidence in a cell merged over both."""
        own = {self._layout.number, self._layout.requirement}
        shared = {at: text for at, text in row.above if at not in own and not row.cells[at].strip()}
        if not shared:
            return row
        return replace(row, cells=tuple(shared.get(at, text) for at, text in enumerate(row.cells)))

    def _continue(self, row: TableRow) -> None:
        assert self._open is not None
        row, labelled = self._without_labelled(row)
        for role, text in labelled:
            self._open.add(role, text)
        self._fill(row, self._layout.text(row.cells, "requirement"))

    def _without_labelled(self, row: TableRow) -> tuple[TableRow, list[tuple[str, str]]]:
        """The row without what stands behind labels under the provision's own row ("Comply: Yes", "Evidence" and a text
        beside it), and that by its role."""
        cells = list(row.cells)
        left = [at for at, cell in enumerate(cells) if cell.strip()]
        found: list[tuple[str, str]] = []
        if not left or left[0] not in (0, self._layout.number, self._layout.requirement):
            return row, found
        while left and (label := self._label(cells[left[0]])):
            role, text = label
            if not text and not (left[1:] and self._is_value(cells[left[1]], role)):
                break
            at = left.pop(0)
            if not text:
                cells[at], at = "", left.pop(0)
                text = cells[at]
            cells[at] = ""
            found.append((role, text))
        return replace(row, cells=tuple(cells)), found

    def _is_value(self, text: str, role: str) -> bool:
        """True where a text may stand beside a label of that role."""
        return self._label(text) is None and (role != "answers" or _gives_answer(text))

    def _label(self, text: str) -> tuple[str, str] | None:
        """(role of the draft, value) of a cell that begins with the label of an answer, evidence or commentary."""
        match = _LABEL.match(text)
        if match and not match["mark"] and (match["label"][0].islower() or match["label"].endswith((".", ",", ";"))):
            return None  # the last words of a requirement ("landlord's response.") are no label
        role = self._forms.label_role(match["label"]) if match else None
        if match is None or role not in _LABELLED:
            return None
        if role == "answer" and match["value"].strip() and not _gives_answer(match["value"]):
            return None
        return _LABELLED[role], match["value"]

    def _fill(self, row: TableRow, requirement: str) -> None:
        draft, layout, cells = self._open, self._layout, row.cells
        assert draft is not None
        draft.reaches(row.location)
        draft.add("requirement", requirement)
        for role in ("evidence", "commentary"):
            draft.add(role, layout.text(cells, role))
        if layout.yes is not None and layout.no is not None:
            columns = ("yes", "no", "partial", "not_applicable")
            self._mark(draft, {role: layout.text(cells, role).strip() for role in columns})
        elif layout.members:
            for at, name in layout.members:
                draft.add("answers", f"{name}: {cells[at].strip()}" if cells[at].strip() else "")
        elif layout.answer is not None:
            draft.add("answers", cells[layout.answer])
        draft.unasked |= not layout.answered
        for at, heading in layout.extra:
            draft.add_extra(heading, cells[at])

    @staticmethod
    def _mark(draft: Draft, cells: dict[str, str]) -> None:
        """A column for each answer: whatever marks one of them is the answer; Yes and No both marked is partial."""
        marked = [role for role, text in cells.items() if _is_marked(text, role)]
        if not marked:
            return
        if {"yes", "no"} <= set(marked) and (ticked := _ticked(cells)):
            marked = [ticked]
        said = read_answer(cells[marked[0]])  # "Partly" in the Yes column says what it says
        if len(marked) == 1 and said in (Answer.PARTIAL, Answer.NOT_APPLICABLE):
            draft.answer = said
            draft.add("answers", cells[marked[0]])
            return
        draft.answer = Answer.PARTIAL if {"yes", "no"} <= set(marked) else Answer(marked[-1])
        draft.add("answers", " and ".join(_NAMES[role] for role in marked))

    def _close(self) -> None:
        if self._open is not None:
            mend(self._open, self._forms)
            row = self._open.finished()
            said = row.requirement or row.answer_text or row.evidence or row.commentary
            if said or row.number in self._forms.numbers:  # a number that OCR made of a speck heads an empty row
                self._rows.append(row)
            self._open = None


_NAMES = {"yes": "Yes", "no": "No", "partial": "Partial", "not_applicable": "Not applicable"}


def _is_marked(text: str, role: str) -> bool:
    """True where a cell of an answer's own column says that this is the answer."""
    if not text or _RULE.match(text):
        return False
    if text.lower() in ("x", role, role[0]):
        return True
    answer = read_answer(text)
    # a cross in the Yes column says no; a tick, a cross or a No in another column marks that one
    return answer is not Answer.BLANK and not (role == "yes" and answer is Answer.NO)


def _ticked(cells: Mapping[str, str]) -> str | None:
    """Which of Yes and No has the tick where the other one has a cross; None where they do not differ so."""
    kinds = {role: read_answer(cells[role]) for role in ("yes", "no") if is_mark(cells[role])}
    words = any(char.isalpha() for role in kinds for char in cells[role].strip("xX"))
    if words or set(kinds.values()) != {Answer.YES, Answer.NO}:
        return None
    return next(role for role, kind in kinds.items() if kind is Answer.YES)


def _gives_answer(text: str) -> bool:
    return read_answer(text) not in (Answer.UNCLEAR, Answer.BLANK)


def _running_lines(rows: Iterable[TableRow]) -> frozenset[str]:
    """What stands alone in a row, short, three times or more and in a header's words: a converter left a running header
    among the rows, in whichever column."""
    alone = (_without_numbers(row) for row in rows if sum(bool(cell.strip()) for cell in row.cells) == 1)
    counts = Counter(text for text in alone if text and len(text) <= FURNITURE_LENGTH)
    marks = words("headings")["running"]
    return frozenset(
        text for text, count in counts.items() if count >= FURNITURE_COPIES and any(mark in text for mark in marks)
    )


def _without_numbers(row: TableRow) -> str:
    """A row's words without its numbers, as pages count on."""
    return " ".join(word for word in key(_joined(row.cells)).split() if not word.isdigit())


def _joined(cells: Sequence[str]) -> str:
    return squash(" ".join(cell for cell in cells if cell.strip()))


def _running_text(paragraphs: Sequence[Paragraph], forms: Forms) -> list[ProvisionRow]:
    """The rows outside tables: by the labels that the format sets off where it does (`prose.py`), else by the words
    alone (`lines.py`)."""
    if labels_are_set_off(paragraphs, forms):
        return rows_of_prose(paragraphs, forms)
    return rows_of_lines(paragraphs, forms)
