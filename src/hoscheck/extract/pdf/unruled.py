"""Tables without upright rules: columns from the headings and the gaps between words, rows from the provision numbers
(or from horizontal rules where there are any)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import Forms, read_number
from hoscheck.extract.pdf.geometry import Placed, line_text, lines_of, share
from hoscheck.extract.pdf.grid import Grid
from hoscheck.extract.pdf.pdfium import PageContent
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Location, Paragraph, Table, TableRow

# A gap of this many heights between two words is not a word space.
PHRASE_GAP = 0.5
# Columns keep at least this gap (points) on every line.
COLUMN_GAP = 1.5
# The lines of a heading that is broken over several stand this near, in heights.
HEADING_LINES = 2.4
# A word may reach this far over a column's edge (points): italics, quotation marks that hang.
OVERHANG = 2.0
# Numbers may stand this far to the left of their heading (points), where the heading is centred.
MARGIN = 40.0

_CODE = re.compile(r"^\W?\d{1,2}\.\d{1,2}\W?$")
FORM_WORDS = (
    re.compile(r"\bprovision\b|\bcode (?:section|ref)|\brequirement", re.I),
    re.compile(r"\bcompl(?:y|iant|ies)\b|\bcompliance\b.{0,12}(?:yes|no)\b|yes ?/ ?no", re.I),
    re.compile(r"\bevidence\b|\bcommentary\b|\bexplanation", re.I),
)


class Columns(NamedTuple):
    """The left edges of the columns (ascending, the first at the table's left) and what stands in the heading."""

    edges: tuple[float, ...]
    right: float
    number: int = 0
    answer: int | None = None

    def of(self, x: float) -> int:
        return min(max(bisect_right(self.edges, x + OVERHANG) - 1, 0), len(self.edges) - 1)


@cache
def _headings() -> Forms:
    return Forms(())


def shaded_columns(page: PageContent, grids: Sequence[Grid], before: Columns | None) -> Columns | None:
    """The columns of a table of which only some rows are shaded (a zebra, a heading), and the rows between them bare;
    None where all that stands in columns stands in the grids. `before` are the columns of such a table that goes on."""
    bands = [grid for grid in grids if len(grid.xs) >= 4]
    if not bands:
        return None
    xs = max((grid.xs for grid in bands), key=lambda each: sum(grid.xs == each for grid in bands))
    columns = Columns(xs[:-1], xs[-1])
    if before is not None and len(before.edges) == len(columns.edges):
        return columns._replace(number=before.number, answer=before.answer)
    numbers = [line for line in lines_of(page.runs) if _CODE.match(line[0].text) and columns.of(line[0].x0) == 0]
    if len(numbers) > 1 and any(_shares_a_row(numbers, grid) for grid in bands):
        return columns  # uprights without lines between the rows: the numbers part them
    bare = [run for run in page.runs if not any(grid.cell_at(run.x0 + 1, run.y) for grid in grids)]
    for line in lines_of([run for run in bare if xs[0] - OVERHANG <= run.x0 <= xs[-1]]):
        if len({columns.of(run.x0) for run in line}) >= 3 and not _overruns(line, columns):
            return columns
    return None


def _shares_a_row(lines: Sequence[Sequence[Run]], grid: Grid) -> bool:
    """True where two provision numbers stand in one row of a grid."""
    rows = [cell[0] for line in lines if (cell := grid.cell_at(line[0].x0 + 1, line[0].y)) is not None]
    return len(rows) > len(set(rows))


def unruled_blocks(
    page: PageContent, before: Columns | None, shading: Columns | None = None
) -> tuple[list[Placed], Columns | None]:
    """The page's blocks where it holds a table without upright rules, with the columns for the next page; ([], None)
    where it holds none."""
    lines = lines_of(page.runs)
    headings = list(_all_headings(lines))
    columns = before if before is not None and _keeps(lines[: headings[0][0]] if headings else lines, before) else None
    if columns is None and not headings:
        columns = shading
    if columns is None and not headings:
        return [], None
    placed: list[Placed] = []
    titles: list[Run] = []
    first = 0
    for at, last, spans in [*headings, (len(lines), 0, [])]:
        part = lines[first:at]
        if columns is None:
            placed += [_paragraph(page, line) for line in part]
        else:
            placed += _table_blocks(page, titles, part, columns)
        if spans:
            titles = [run for line in lines[at : last + 1] for run in line]
            first = last + 1
            following = next((other for other, _, _ in headings if other > at), len(lines))
            columns = _columns(spans, lines[first:following], shading)
    return placed, columns


def _all_headings(lines: Sequence[Sequence[Run]]) -> Iterator[tuple[int, int, list[tuple[float, float, str]]]]:
    """Every heading on the page: (first line, last line, headings with their left and right)."""
    at = 0
    while at < len(lines):
        found = _heading(lines, at)
        if found is None:
            return
        yield found
        at = found[1] + 1


def speaks_of_form(text: str) -> bool:
    """True for a line that names the form's columns or labels: it recurs because the form repeats it."""
    return any(pattern.search(text) for pattern in FORM_WORDS)


def _phrases(line: Sequence[Run]) -> list[list[Run]]:
    phrases: list[list[Run]] = []
    for run in line:
        if phrases and run.x0 - phrases[-1][-1].x1 < PHRASE_GAP * run.height:
            phrases[-1].append(run)
        else:
            phrases.append([run])
    return phrases


def _heading(lines: Sequence[Sequence[Run]], start: int) -> tuple[int, int, list[tuple[float, float, str]]] | None:
    """The next heading of a table from a line on."""
    for at in range(start, len(lines)):
        if not any(_headings().role_of(line_text(phrase)) for phrase in _phrases(lines[at])):
            continue
        best, most = None, 0
        for last in range(at, min(at + 4, len(lines))):
            if last > at and lines[last - 1][0].y - lines[last][0].y > HEADING_LINES * lines[last][0].height:
                break
            spans = _spans([phrase for line in lines[at : last + 1] for phrase in _phrases(line)])
            named = {role for _, _, text in spans if (role := _headings().role_of(text))}
            exact = sum(_headings().is_heading(text) for _, _, text in spans)
            enough = len(spans) >= 3 and len(named) >= 3 and len(named) * 2 >= len(spans)
            if enough and named & {"requirement", "answer"} and exact >= max(most, 1):
                best, most = (at, last, spans), exact
        if best is not None:
            return best
    return None


def _spans(phrases: Sequence[Sequence[Run]]) -> list[tuple[float, float, str]]:
    """Phrases that stand over one another are one heading: (left, right, text), from left to right."""
    groups: list[list[Sequence[Run]]] = []
    reach = 0.0
    for phrase in sorted(phrases, key=lambda each: each[0].x0):
        if groups and phrase[0].x0 < reach - 1:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
            reach = 0.0
        reach = max(reach, phrase[-1].x1)
    return [_span(group) for group in groups]


def _span(group: Sequence[Sequence[Run]]) -> tuple[float, float, str]:
    text = " ".join(line_text(phrase) for phrase in sorted(group, key=lambda each: -each[0].y))
    return min(phrase[0].x0 for phrase in group), max(phrase[-1].x1 for phrase in group), text


def _columns(
    spans: Sequence[tuple[float, float, str]], body: Sequence[Sequence[Run]], shading: Columns | None
) -> Columns:
    """The columns below a heading: as its shading has them, else an edge between two headings stands where the words
    below leave a gap."""
    if shading is not None:
        named = [(_headings().role_of(text), shading.of((x0 + x1) / 2)) for x0, x1, text in spans]
        placed = {role: column for role, column in reversed(named) if role}
        return shading._replace(number=placed.get("number", 0), answer=placed.get("answer"))
    # a line of a single phrase may be a banner that runs through the columns
    words = [run for line in body if len(_phrases(line)) > 1 for run in line]
    edges = [min([spans[0][0], *(run.x0 for run in words if run.x0 > spans[0][0] - MARGIN)])]
    for (left0, left1, _), (right0, right1, _) in pairwise(spans):
        edges.append(_gap((left0 + left1) / 2, (right0 + right1) / 2, right0, words))
    right = max([spans[-1][1], *(run.x1 for run in words)])
    roles = [_headings().role_of(text) for _, _, text in spans]
    number = roles.index("number") if "number" in roles else 0
    return Columns(tuple(edges), right + 1, number, roles.index("answer") if "answer" in roles else None)


def _gap(low: float, high: float, default: float, words: Sequence[Run]) -> float:
    """The left edge of a column whose heading begins at `default`: words that begin a run of text there."""
    bins = [0] * (int(high - low) + 2)
    for run in words:
        if run.x1 > low and run.x0 < high:
            for at in range(max(0, int(run.x0 - low)), min(len(bins), int(run.x1 - low) + 1)):
                bins[at] += 1
    least = min(bins, default=0)
    gaps, start = [], None
    for at, count in enumerate([*bins, least + 1]):
        if count <= least and start is None:
            start = at
        elif count > least and start is not None:
            gaps.append((start, at))
            start = None
    if not gaps:
        return default
    best = min(gaps, key=lambda gap: (gap[1] - gap[0] < COLUMN_GAP, abs(low + gap[1] - default)))
    # just left of where the column's text or its heading begins, whichever comes first
    return max(low + best[0], min(low + best[1], default) - OVERHANG)


def _keeps(lines: Sequence[Sequence[Run]], columns: Columns) -> bool:
    """A page without a heading goes on with the columns before it where its numbers stand in the first one, or where
    its first words leave the columns' edges free."""
    if any(_number_of(line, columns) for line in lines):
        return True
    # the rest of a row, at the head of a page, has nothing in the numbers' column and keeps to the others
    return bool(lines) and columns.of(lines[0][0].x0) != columns.number and not _overruns(lines[0], columns)


def _crosses(line: Sequence[Run], columns: Columns) -> bool:
    """A line whose words run on over a column's edge from the first column, or that is a banner: not a row's."""
    if columns.of(line[0].x0) and not _headings().is_banner(line_text(line)):
        return False
    return _overruns(line, columns)


def _overruns(line: Sequence[Run], columns: Columns) -> bool:
    """True where words run on over a column's edge."""
    for edge in columns.edges[1:]:
        before = [run for run in line if run.x0 < edge - OVERHANG]
        after = [run for run in line if run.x0 >= edge - OVERHANG]
        if not before:
            continue
        reach = max(run.x1 for run in before)
        if reach > edge + OVERHANG or (after and after[0].x0 - reach < PHRASE_GAP * line[0].height):
            return True
    return False


def _table_blocks(
    page: PageContent, titles: Sequence[Run], body: Sequence[Sequence[Run]], columns: Columns
) -> list[Placed]:
    wide = 0.6 * (columns.right - columns.edges[0])
    rules = [y for y, x0, x1 in page.horizontal if x1 - x0 > wide]
    numbers = [line[0].y for line in body if _number_of(line, columns) is not None]
    # where rules part the rows, a number in the middle of its cell begins none
    parted = sum(any(upper > rule > lower for rule in rules) for upper, lower in pairwise(numbers))
    by_rules = len(numbers) > 1 and parted == len(numbers) - 1
    placed: list[Placed] = []
    rows: list[list[Run]] = [list(titles)] if titles else []
    begins = True  # the next line begins a row, whatever it holds
    above = 0.0
    for line in body:
        y = line[0].y
        numbered = _number_of(line, columns) is not None
        if _crosses(line, columns) and not numbered:
            if rows:
                placed.append(_table(page, rows, columns))
            placed.append(_paragraph(page, line))
            rows, begins = [], True
            continue
        ruled = any(above > rule > y for rule in rules)
        answered = bool(rows) and _answered(line, columns) and _answered(rows[-1], columns)
        if begins or ruled or (not by_rules and (numbered or answered)):
            rows.append([])
        rows[-1].extend(line)
        begins, above = False, y
    if rows:
        placed.append(_table(page, rows, columns))
    return placed


def _number_of(line: Sequence[Run], columns: Columns) -> str | None:
    """The provision number that a line has in its column."""
    return next((read_number(run.text)[0] for run in line if columns.of(run.x0) == columns.number), None)


def _answered(line: Sequence[Run], columns: Columns) -> bool:
    """True where the line holds an answer in the answers' column."""
    said = [run.text for run in line if columns.answer is not None and columns.of(run.x0) == columns.answer]
    return bool(said) and is_answer(" ".join(said))


def _table(page: PageContent, rows: Sequence[Sequence[Run]], columns: Columns) -> Placed:
    made: list[TableRow] = []
    for runs in rows:
        cells: list[list[Run]] = [[] for _ in columns.edges]
        for run in runs:
            cells[columns.of(run.x0)].append(run)
        texts = tuple("\n".join(line_text(line) for line in lines_of(cell)) if cell else "" for cell in cells)
        made.append(TableRow(texts, Location(page=page.number, row=len(made) + 1)))
    heights = [run.y for runs in rows for run in runs]
    top, bottom = max(heights), min(heights)
    return Placed(page.number, share(page, top), share(page, bottom), Table(tuple(made)))


def _paragraph(page: PageContent, line: Sequence[Run]) -> Placed:
    y = line[0].y
    return Placed(page.number, share(page, y), share(page, y), Paragraph(line_text(line), Location(page=page.number)))
