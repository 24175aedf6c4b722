"""The columns of laid out text: headings that name them, and where each begins on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import read_number
from hoscheck.extract.laid_lines import LaidLine, Piece, names

# A heading goes over so many lines at most.
HEADING_LINES = 5
# A column begins where so many lines begin a piece; heads of columns that one blank parts are told apart there.
STRONG = 3
# A head that its neighbour touches is pushed so far aside.
SQUEEZED = 2
# A word cut by a column's edge speaks so much louder against it than a piece that begins there speaks for it.
CUT = 1.5
# A piece behind a single blank may begin a column: its neighbour fills its cell to the edge.
SINGLE = 0.25
# Of places that are alike the nearest to where the column is looked for.
TIE = 0.05
# A converter moves single cells by so many places.
SHIFT = 5
# From one page to the next a column moves by this share of its place, and so many places.
MOVES, MOVES_FEW = 0.1, 12
# Where cells touch, the words nearest to the edge part them, if they stand this near.
NEAR_EDGE = 8


class Heading(NamedTuple):
    """A table's heading: its cells as (left, right, text), and how many lines it takes."""

    cells: tuple[tuple[int, int, str], ...]
    lines: int

    @property
    def roles(self) -> list[str | None]:
        return [names().role_of(text) for _, _, text in self.cells]


class Slots(NamedTuple):
    """Where the columns begin (the first at 0), and what they hold."""

    starts: tuple[int, ...]
    roles: tuple[str | None, ...]
    cells: tuple[str, ...]  # the heading

    def are_named_by(self, heading: Heading) -> bool:
        """True for a heading of the same words, wherever they stand."""
        words = " ".join(text for _, _, text in heading.cells).split()
        return sorted(words) == sorted(" ".join(self.cells).split())

    def of(self, start: int) -> int:
        """The column of a piece that begins at a place."""
        column = 0
        for at, (before, begin) in enumerate(pairwise(self.starts), 1):
            if start >= begin - min(SHIFT, max(1, (begin - before) // 3)):
                column = at
        return column


def strong_starts(lines: Sequence[LaidLine]) -> set[int]:
    """The places where several lines begin a piece."""
    counts = Counter(piece.start for line in lines for piece in line.pieces)
    return {start for start, count in counts.items() if count >= STRONG}


def heading_at(lines: Sequence[LaidLine], at: int, strong: set[int]) -> Heading | None:
    """The heading that begins with a line; None where none does, or a surer one a line or two below it."""
    own = _from_line(lines, at, strong)
    if own is None:
        return None
    for later in range(at + 1, min(at + own[1].lines, len(lines))):
        other = _from_line(lines, later, strong)
        if other is not None and other[0] > own[0]:
            return None
    return own[1]


def _from_line(lines: Sequence[LaidLine], at: int, strong: set[int]) -> tuple[tuple[int, int], Heading] | None:
    """The best heading from a line on, and how sure it is: by names that are a form's own, by its cells."""
    best: tuple[tuple[int, int], Heading] | None = None
    whole: list[Piece] = []
    parted: list[Piece] = []
    for size, line in enumerate(lines[at : at + HEADING_LINES], 1):
        if (size > 1 and line.gap and best) or _begins_row(line):
            break
        whole += line.pieces
        parted += _parted(line, strong)
        if size > 1 and len(whole) < 3:
            continue
        for pieces in (whole, parted) if len(parted) > len(whole) else (whole,):
            heading = Heading(_stacked(pieces), size)
            exact = _names_a_form(heading)
            sure = (exact, -heading.roles.count(None))
            if exact and (best is None or sure > best[0] or (sure == best[0] and size > best[1].lines)):
                best = (sure, heading)
    return best


def _begins_row(line: LaidLine) -> bool:
    return any(_is_number(piece.text) for piece in line.pieces[:2]) or names().is_banner(line.text)


def _is_number(text: str) -> bool:
    number, rest = read_number(text)
    return number is not None and (not rest or rest[:1].isupper())


def _parted(line: LaidLine, strong: set[int]) -> list[Piece]:
    """The pieces of a heading's line, parted where the lines below begin a column."""
    parted: list[Piece] = []
    for piece in line.pieces:
        rest = piece
        for start in piece.word_starts()[1:]:
            if not strong.isdisjoint(range(start - SQUEEZED, start + (1 if piece.start else SQUEEZED + 2))):
                left, rest = rest.parted(start)
                parted.append(left)
        parted.append(rest)
    return parted


def _stacked(pieces: Sequence[Piece]) -> tuple[tuple[int, int, str], ...]:
    """Pieces that stand over one another are one heading."""
    groups: list[list[Piece]] = []
    reach = -1
    order = {id(piece): at for at, piece in enumerate(pieces)}
    for piece in sorted(pieces, key=lambda each: each.start):
        if groups and (piece.start < reach - SQUEEZED or piece.start <= groups[-1][0].start + SQUEEZED):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        reach = max(reach, piece.end) if len(groups[-1]) > 1 else piece.end
    return tuple(
        (
            min(piece.start for piece in group),
            max(piece.end for piece in group),
            " ".join(piece.text for piece in sorted(group, key=lambda each: order[id(each)])),
        )
        for group in groups
    )


def _names_a_form(heading: Heading) -> int:
    """How many roles are named word for word as forms name them; 0 where together they are no form's heading."""
    roles = heading.roles
    told = set(roles) - {None}
    if len(roles) < 3 or len(told) < 3 or 2 * len(told) < len(roles) or not told & {"requirement", "answer"}:
        return 0
    whole = {"yes", "no"} <= told  # one without the other is a piece of "Comply: Yes / No"
    exact = {role for (_, _, text), role in zip(heading.cells, roles, strict=True) if names().is_heading(text)}
    return len(exact - {None} - (set() if whole else {"yes", "no"}))


# ── where they begin ─────────────────────────────────────────────────────────────────────────────


def slots_of(heading: Heading, titles: Sequence[LaidLine], body: Sequence[LaidLine]) -> Slots:
    """The columns below a heading."""
    wanted: list[tuple[int, int, int]] = []
    for (left, right, _), (start, end, _) in pairwise(heading.cells):
        wanted.append(((left + right) // 2 if right - left > SHIFT else left + 1, start, end))
    starts = _best([*titles, *body], wanted)
    return Slots(starts, tuple(heading.roles), tuple(text for _, _, text in heading.cells))


def moved(slots: Slots, body: Sequence[LaidLine]) -> Slots:
    """The columns of a table that goes on over another page, where they stand elsewhere, all about as far."""
    wanted = []
    for begin in slots.starts[1:]:
        reach = int(MOVES * begin) + MOVES_FEW
        wanted.append((max(1, begin - reach), begin, begin + reach))
    return slots._replace(starts=_best(body, wanted, together=True))


def _best(
    lines: Sequence[LaidLine], wanted: Sequence[tuple[int, int, int]], *, together: bool = False
) -> tuple[int, ...]:
    """Where the columns begin, each between two places and near a third: there most pieces begin, and no words are cut;
    all of them at once, since two columns do not begin at the same place."""
    votes = _votes(lines, max((high for _, _, high in wanted), default=0))
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, (0,))]
    for which, (low, near, high) in enumerate(wanted):
        after = []
        for at in range(low, high + 1):
            shift = at - near
            after.append(
                max(
                    (
                        (score - TIE * abs(shift - (before if together and which else 0)), shift, (*starts, at))
                        for score, before, starts in best
                        if starts[-1] + 2 <= at
                    ),
                    default=(-inf, shift, (*best[0][2], at)),
                )
            )
            after[-1] = (after[-1][0] + votes[at], *after[-1][1:])
        best = after
    return max(best)[2]


def _votes(lines: Sequence[LaidLine], most: int) -> list[float]:
    """How much speaks for each place to be where a column begins."""
    begun, votes = [0.0] * (most + 1), [0.0] * (most + 1)
    for line in lines:
        for piece in line.pieces:
            words = [*piece.word_starts(), piece.end + 1]
            for start, after in pairwise(words):
                if start <= most:
                    votes[start] += 1 if start == piece.start else 0
                    begun[start] += start != piece.start
                for at in range(start + 1, min(most + 1, after - 1)):
                    votes[at] -= CUT
    # a piece behind a single blank speaks only for a place that others speak for
    return [vote + SINGLE * single * (vote > 0) for vote, single in zip(votes, begun, strict=True)]


# ── cells of a line ──────────────────────────────────────────────────────────────────────────────


def cells_of(line: LaidLine, slots: Slots) -> list[str] | None:
    """What a line has in each column; None where it runs through the columns."""
    cells = [""] * len(slots.starts)
    before: Piece | None = None
    for piece in line.pieces:
        column = slots.of(piece.start)
        if column == 0 and before is None and _runs_through(piece, slots) and not _is_number(piece.text):
            return None
        if before is not None or column:
            column += _stands_off(piece, before, column, slots)
        for begin, part in _shared_out(piece, column, slots):
            cells[begin] = f"{cells[begin]} {part}".strip()
        before = piece
    return cells


def _runs_through(piece: Piece, slots: Slots) -> bool:
    begin = slots.starts[1] if len(slots.starts) > 1 else piece.end
    return piece.start < begin - SHIFT and piece.end > begin + 1


def _stands_off(piece: Piece, before: Piece | None, column: int, slots: Slots) -> bool:
    """True for a piece that stands nearer to the next column than to its own, with nothing close before it."""
    if column + 1 >= len(slots.starts) or (before is not None and piece.start - before.end <= SHIFT):
        return False
    if slots.roles[column] == "answer" and is_answer(piece.text):
        return False
    return piece.start - slots.starts[column] > slots.starts[column + 1] - piece.start


def _shared_out(piece: Piece, column: int, slots: Slots) -> list[tuple[int, str]]:
    """A piece's words by column: those of cells that a single blank parts are taken apart."""
    shares: list[tuple[int, str]] = []
    for after in range(column + 1, len(slots.starts)):
        starts = piece.word_starts()[1:]
        until = slots.starts[after + 1] if after + 1 < len(slots.starts) else None
        if slots.roles[after] == "answer":
            cut = _answer_in(piece, starts, slots.starts[after], until)
        else:
            cut = _edge_in(piece, starts, slots.starts[after], answered=slots.roles[column] == "answer")
        if cut is not None:
            left, piece = piece.parted(cut)
            shares.append((column, left.text))
            column = after
    shares.append((column, piece.text))
    return shares


def _answer_in(piece: Piece, starts: Sequence[int], edge: int, until: int | None) -> int | None:
    """Where an answer's cell begins in a piece, near its column's edge."""
    for start in sorted(starts, key=lambda each: abs(each - edge)):
        if abs(start - edge) > NEAR_EDGE:
            break
        said = piece.text[start - piece.start :]
        ends = [len(said), *(each - start - 1 for each in starts if until and start < each and each >= until - SHIFT)]
        if not said[0].islower() and any(is_answer(said[:end]) for end in ends):
            return start
    return _edge_in(piece, starts, edge, answered=False) if piece.end > edge + NEAR_EDGE else None


def _edge_in(piece: Piece, starts: Sequence[int], edge: int, *, answered: bool) -> int | None:
    """The word of a piece that begins a column's cell; None where the piece ends before it."""
    if piece.end <= edge - 2 or not starts:
        return None
    near = min(starts, key=lambda start: (abs(start - edge), -start))
    if answered:
        alone = [start for start in starts if is_answer(piece.text[: start - piece.start].rstrip())]
        near = min(alone, key=lambda start: abs(start - edge), default=near)
    return near if abs(near - edge) <= (1 if piece.end < edge + 2 else NEAR_EDGE) else None
