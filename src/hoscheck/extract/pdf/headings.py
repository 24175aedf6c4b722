"""Headings of tables without upright rules: which lines they take, and where each begins and ends."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

from hoscheck.extract.forms import Forms
from hoscheck.extract.pdf.geometry import line_text, lines_of
from hoscheck.extract.pdf.phrasing import CODE
from hoscheck.extract.pdf.runs import Run

# A gap of this many heights between two words is not a word space.
PHRASE_GAP = 0.5
# The lines of a heading that is broken over several stand this near, in heights.
HEADING_LINES = 2.4
# A heading in narrow columns takes up to so many lines.
MOST_LINES = 9
# A heading's next line is among so many below it: those of other columns may stand between the two.
HEADING_GOES_ON = 3
# The same heading stands at the same place on other pages (points).
SAME_PLACE = 4.0
# Rules across so much of a heading's width end it.
RULED = 0.6
# Words of so many lines may run over the gap between two columns.
RUN_THROUGH = 0.02

# A form has one heading, which every page repeats, or one for each of its sections.
HEADINGS_KEPT = 256

Line = Sequence[Run]
Phrase = Sequence[Run]
Span = tuple[float, float, str]  # left, right, text
Reach = tuple[float, float]  # left, right


class Part(NamedTuple):
    """A page's lines below a heading, down to the next; those above the first heading have none."""

    lines: Sequence[Line]
    titles: Sequence[Run] = ()
    spans: Sequence[Span] = ()

    @property
    def key(self) -> tuple[tuple[int, str], ...]:
        """What the same heading is known by on another page."""
        return tuple((round(x0 / SAME_PLACE), text) for x0, _, text in self.spans)


class Sheet(NamedTuple):
    """A page as headings are looked for: its lines, and its rules across as (height, from, to)."""

    lines: Sequence[Line]
    rules: Sequence[tuple[float, float, float]]
    parted: dict[int, Sequence[Phrase]]  # the phrases of the lines that were asked for: no heading is near most

    def phrases(self, at: int) -> Sequence[Phrase]:
        """The phrases of a line."""
        found = self.parted.get(at)
        if found is None:
            found = self.parted[at] = phrases_of(self.lines[at])
        return found

    def spans(self, first: int, last: int) -> tuple[Span, ...]:
        """What stands in these lines, as headings of columns."""
        return spans_of([phrase for at in range(first, last + 1) for phrase in self.phrases(at)])


class _Seen(NamedTuple):
    """Where a heading was seen: its first and last line, and where the next begins."""

    sheet: Sheet
    first: int
    last: int
    until: int

    @property
    def top(self) -> float:
        return self.sheet.lines[self.first][0].y

    @property
    def key(self) -> tuple[tuple[int, str], ...]:
        phrases = self.sheet.phrases(self.first)
        return tuple((round(phrase[0].x0 / SAME_PLACE), line_text(phrase)) for phrase in phrases)


@cache
def names() -> Forms:
    """The names of columns; no rulebook's texts."""
    return Forms(())


def phrases_of(line: Line) -> list[list[Run]]:
    """The words of a line, parted where a gap is too wide for a word space."""
    if len(line) == 1:
        return [list(line)]
    phrases: list[list[Run]] = []
    reach = -inf
    for run in line:
        _, x0, x1, _, height = run
        if x0 - reach < PHRASE_GAP * height:
            phrases[-1].append(run)
        else:
            phrases.append([run])
        reach = x1
    return phrases


def is_one_phrase(line: Line) -> bool:
    """True where no gap of a line is too wide for a word space."""
    _, _, reach, _, _ = line[0]
    for _, x0, x1, _, height in line[1:]:
        if not x0 - reach < PHRASE_GAP * height:
            return False
        reach = x1
    return True


def parts_of(pages: Sequence[tuple[Sequence[Line], Sequence[tuple[float, float, float]]]]) -> list[list[Part]]:
    """Pages, each given by its lines and its rules across, taken apart at their headings. How many lines a heading
    takes is asked of all the pages that have it: under one of them stands a row that tells where it ends."""
    sheets = [Sheet(lines, rules, {}) for lines, rules in pages]
    seen = [list(_seen(sheet)) for sheet in sheets]
    groups: dict[tuple[tuple[int, str], ...], list[_Seen]] = defaultdict(list)
    for each in (each for page in seen for each in page):
        groups[each.key].append(each)
    words = {key: _words(group) for key, group in groups.items()}
    return [
        [
            Part(sheet.lines[: page[0].first] if page else sheet.lines),
            *(_part(each, words[each.key]) for each in page),
        ]
        for sheet, page in zip(sheets, seen, strict=True)
    ]


def _seen(sheet: Sheet) -> Iterator[_Seen]:
    found, at = [], 0
    hopes = _hopes(sheet)
    while hopes and at <= hopes[-1]:
        heading = _heading(sheet, at, hopes)
        if heading is None:
            break
        found.append(heading)
        at = heading[1] + 1
    begins = [*(first for first, _ in found), len(sheet.lines)]
    for (first, last), until in zip(found, begins[1:], strict=True):
        yield _Seen(sheet, first, last, until)


def _hopes(sheet: Sheet) -> list[int]:
    """The lines in which a column's heading may begin that forms print word for word: no heading is known without one,
    and a page full of evidence has none. "Yes" is an answer, and part of a heading only where it goes on below."""
    hopes = []
    forms = names()
    for at, line in enumerate(sheet.lines):
        if not forms.may_begin_heading([text for text, _, _, _, _ in line]):
            continue
        for phrase in sheet.phrases(at):
            text = phrase[0][0] if len(phrase) == 1 else line_text(phrase)
            if forms.begins_heading(text) and (
                (forms.is_heading(text) and forms.role_of(text) != "yes")
                or any(
                    each[0].x0 <= phrase[-1].x1
                    and each[-1].x1 >= phrase[0].x0
                    and forms.begins_heading(f"{text} {line_text(each)}")
                    for below in range(at + 1, min(at + 1 + HEADING_GOES_ON, len(sheet.lines)))
                    for each in sheet.phrases(below)
                )
            ):
                hopes.append(at)
                break
    return hopes


def _heading(sheet: Sheet, start: int, hopes: Sequence[int]) -> tuple[int, int] | None:
    """The first and last line of the next heading from a line on."""
    for at in range(start, hopes[-1] + 1):
        if not at <= hopes[bisect_left(hopes, at)] < at + MOST_LINES:
            continue
        found, exact = _from_line(sheet, at)
        while found is not None:
            # a line above it that is the end of a row makes its headings longer, not surer
            later, surer = next(
                (
                    (each, sure)
                    for first in range(at + 1, found[1] + 1)
                    if (each := (got := _from_line(sheet, first))[0]) and (sure := got[1]) > exact
                ),
                (None, 0),
            )
            if later is None:
                return found
            found, exact, at = later, surer, later[0]
    return None


def _from_line(sheet: Sheet, first: int) -> tuple[tuple[int, int] | None, int]:
    """The heading that begins in a line, (first, last), and how many of its names are a form's own."""
    best, most = None, 0
    lines = sheet.lines
    role_of = names().role_of
    if not any(role_of(line_text(each)) for each in sheet.phrases(first)) or begins_row(lines[first]):
        return None, 0
    for last in range(first, min(first + MOST_LINES, len(lines))):
        if last > first and (_is_apart(lines[last - 1], lines[last]) or begins_row(lines[last])):
            break
        spans = sheet.spans(first, last)
        if (exact := _names_a_form(spans)) and exact >= most:
            best, most = (first, last), exact
    return best, most


@lru_cache(HEADINGS_KEPT)
def _names_a_form(spans: tuple[Span, ...]) -> int:
    """How many of the headings are word for word a form's; 0 where together they are no form's."""
    roles = [names().role_of(text) for _, _, text in spans]
    told = set(roles) - {None}
    if len(spans) < 3 or len(told) < 3 or len(told) * 2 < len(spans) or not told & {"requirement", "answer"}:
        return 0
    whole = {"yes", "no"} <= told  # "Comply: Yes" without a column for No is cut off before "/ No"
    return sum(
        names().is_heading(text) for (_, _, text), role in zip(spans, roles, strict=True) if whole or role != "yes"
    )


def _is_apart(upper: Line, lower: Line) -> bool:
    return upper[0].y - lower[0].y > HEADING_LINES * lower[0].height


def begins_row(line: Line) -> bool:
    """True for a line with a provision number of its own, or that only divides the form."""
    codes = [text for text, _, _, _, _ in line if "." in text[:4] and CODE.match(text)]
    return bool(codes) or names().is_banner(line_text(line))


def _words(group: Sequence[_Seen]) -> set[tuple[str, int, int]] | None:
    """The words of a heading as (text, left, distance from its top); None where nothing tells how far it goes."""
    depths = [depth for each in group if (depth := _depth(each)) is not None]
    if not depths:
        return None
    counts: Counter[tuple[str, int, int]] = Counter()
    for each in group:
        counts.update({_place(run, each.top) for run in _within(each, min(depths))})
    return {word for word, count in counts.items() if 2 * count > len(group)}


def _depth(seen: _Seen) -> float | None:
    """How far below its top the heading surely ends."""
    lines = seen.sheet.lines[seen.first : seen.until]
    heading = lines[: seen.last - seen.first + 1]
    left, right = min([run.x0 for line in heading for run in line]), max([run.x1 for line in heading for run in line])
    ruled: Counter[int] = Counter()
    for y, x0, x1 in seen.sheet.rules:
        if seen.top - y > 0.5 * lines[0][0].height:
            ruled[round(seen.top - y)] += round(min(x1, right) - max(x0, left)) if x1 > left and x0 < right else 0
    rules = [float(depth) for depth, length in ruled.items() if length >= RULED * (right - left)]
    begun = next((seen.top - line[0].y - 1 for line in lines[1 : MOST_LINES + 1] if begins_row(line)), None)
    ends = [*rules, *([begun] if begun is not None else [])]
    return min(ends, default=None)


def _within(seen: _Seen, depth: float) -> list[Run]:
    found: list[Run] = []
    for at in range(seen.first, seen.until):
        line = seen.sheet.lines[at]
        if seen.top - line[0].y >= depth or (at > seen.first and _is_apart(seen.sheet.lines[at - 1], line)):
            break
        found += line
    return found


def _place(run: Run, top: float) -> tuple[str, int, int]:
    return run.text, round(run.x0), round(top - run.y)


def _part(seen: _Seen, words: set[tuple[str, int, int]] | None) -> Part:
    lines = seen.sheet.lines
    heading = lines[seen.first : seen.last + 1]
    spans = seen.sheet.spans(seen.first, seen.last)
    if words is not None:
        near = lines[seen.first : min(seen.until, seen.first + MOST_LINES)]
        texts = {text for text, _, _ in words}
        titles = [run for line in near for run in line if run.text in texts and _is_near(_place(run, seen.top), words)]
        told = spans_of([phrase for line in lines_of(titles) for phrase in phrases_of(line)])
        if _names_a_form(told) >= _names_a_form(spans):  # else the words of a row are among them
            taken = {id(run) for run in titles}
            rest = [[run for run in line if id(run) not in taken] for line in near]
            below = lines[seen.first + len(near) : seen.until]
            return Part([*(line for line in rest if line), *below], titles, told)
    return Part(lines[seen.last + 1 : seen.until], [run for line in heading for run in line], spans)


def _is_near(place: tuple[str, int, int], words: set[tuple[str, int, int]]) -> bool:
    text, x, y = place
    return place in words or any((text, x + dx, y + dy) in words for dx in (0, -1, 1) for dy in (0, -1, 1))


def spans_of(phrases: Sequence[Phrase]) -> tuple[Span, ...]:
    """Phrases that stand over one another are one heading: (left, right, text), from left to right."""
    return _spans_of(tuple(map(tuple, phrases)))


@lru_cache(HEADINGS_KEPT)
def _spans_of(phrases: tuple[tuple[Run, ...], ...]) -> tuple[Span, ...]:
    groups: list[list[Phrase]] = []
    reach = 0.0
    for phrase in sorted(phrases, key=lambda each: each[0].x0):
        if groups and phrase[0].x0 < reach - 1:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
            reach = 0.0
        reach = max(reach, phrase[-1].x1)
    return tuple([_span(group) for group in groups])


def _span(group: Sequence[Phrase]) -> Span:
    text = " ".join(line_text(phrase) for phrase in sorted(group, key=lambda each: -each[0].y))
    return min(phrase[0].x0 for phrase in group), max(phrase[-1].x1 for phrase in group), text


def joined(spans: Sequence[Span], body: Sequence[Line]) -> list[Span]:
    """The headings with those joined that are words of one: justified, they stand apart, but the words below them leave
    no gap there."""
    made = list(spans[:1])
    words: list[Reach] = []
    for x0, x1, text in spans[1:]:
        left0, left1, before = made[-1]
        unnamed = not (names().role_of(text) and names().role_of(before))
        if unnamed and not words:
            words = [(left, right) for line in body for _, left, right, _, _ in line]
        if unnamed and not _has_gap((left0 + left1) / 2, (x0 + x1) / 2, words, RUN_THROUGH * len(body)):
            made[-1] = (left0, x1, f"{before} {text}")
        else:
            made.append((x0, x1, text))
    return made


def _has_gap(low: float, high: float, words: Sequence[Reach], most: float) -> bool:
    """True where hardly a word stands somewhere between two places."""
    counts = counted(low, int(high - low) + 1, words)
    return any(left <= most and right <= most for left, right in pairwise(counts)) or len(counts) < 2


def counted(low: float, size: int, words: Sequence[Reach]) -> list[int]:
    """How many words stand over each point from a place on."""
    steps = [0] * (size + 1)
    for x0, x1 in words:
        first, end = int(x0 - low), int(x1 - low) + 1
        if first < size and end > 0 and end > first:
            steps[first if first > 0 else 0] += 1
            steps[end if end < size else size] -= 1
    return list(accumulate(steps[:size]))
