"""Forms without a table: labelled lines, cards, a heading a provision, stacked cells, cells glued together.

First the lines where a provision begins are found (its number with a label or its own text beside it, or its text
alone), then what stands between two of them is divided into requirement, answer, evidence and commentary: by labels
where there are any (`labels.py`), else by the Code's own text (`wording.py`) and the answer that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import AHEAD, IS_TEXT, Forms, read_number
from hoscheck.extract.labels import Labels, value_of
from hoscheck.extract.segments import Segment
from hoscheck.model import Location, Paragraph, ProvisionRow
from hoscheck.normalise import key

_LABELLED_NUMBER = re.compile(
    r"^\W*(?:code|provision|section|paragraph|para|ref|reference|requirement|clause|number|hos|item|question|standard|no)"
    r"\b[^.\n]{0,30}?\d",
    re.I,
)
# overlapping, because a year may run into a number ("2025.1.9If …"): each is held against the Code's text
_INNER_NUMBER = re.compile(r"(?=(?P<number>\d{1,2}\.\d{1,2})(?![\d.]\d)(?:[\s.:)]|[A-Z‘“'\"…]))")
_INNER_BANNER = re.compile(r"(?<=\S)(?=Section \d{1,2}\b\W{0,3}(?P<title>[A-Z][^\d.]{6,200}))")
_TAIL = re.compile(r"^[A-Z][A-Za-z’']+(?: [A-Za-z’']+){0,3}$")
_SIGNED = re.compile(
    r"^\W*(?:(?:last |next |date )?(?:reviewed|approved|signed|completed|prepared)(?: by| on)?|(?:next )?review date"
    r"|next review(?: due)?|version"
    r"|signature|governing body.{0,20} response)\b\W*(?::|$|within\b|in\b|on\b)",
    re.I,
)
_PAGE = re.compile(r"^\W*page \d{1,3}(?: ?(?:of|/) ?\d{1,3})?\W*$", re.I)
_INNER_LABEL = re.compile(
    r"(?<=[^\s*•>-])\s+(?=(?P<label>Code requirement|Requirement|Comply|Compliant|Compliance|Do we comply|Evidence"
    r"|Commentary|Explanation)(?: ?[/(&,] ?[\w /)?]{1,30}|\?| Yes ?/ ?No)?\s*:\s)"
)
# A number as text recognition leaves it: "l.2", "6,3", "S.1O".
_MISREAD_NUMBER = re.compile(
    r"^\W*(?P<number>[\dlIiOoSsBZ|]{1,2}\s?[.,:]\s?[\dlIiOoSsBZ|]{1,2})(?=\s|\W|[A-Z]|$)(?P<rest>.*)$", re.S
)
_NAMED_NUMBER = re.compile(r"^\W*(?P<label>\w{3,}(?: \w{3,}){1,2})\W{1,3}(?P<number>\d{1,2}\.\d{1,2})\W*$")
_ORDER = ("number", "requirement", "answer", "evidence", "commentary")
_DIGIT = re.compile(r"\d")
_MISREAD = str.maketrans("lIi|OoSsBZ,:", "1111005582..")
# So many answers below so many rows without one are theirs.
TOGETHER = 3
# Lines of a narrow column are shorter.
NARROW = 36
# A number's own line may name its subject in so many words.
TITLE_WORDS = 10
# The heading of a table, cell by cell, goes over at most so many lines a cell.
HEADING_LINES = 3
HEADING_LENGTH = 60
# So many columns at least are named where a run of lines is a table's heading.
HEADING_ROLES = 3


class _Line(NamedTuple):
    text: str
    location: Location
    level: int


class _Start(NamedTuple):
    at: int  # index of the line
    number: str | None
    rest: str  # what the line says after the number


def rows_of_lines(paragraphs: Sequence[Paragraph], forms: Forms) -> list[ProvisionRow]:
    """The provision rows that stand outside tables, in document order; empty where there are none."""
    lines = [line for paragraph in paragraphs for line in _lines(paragraph, forms)]
    lines, headed = _without_headings(_unlabelled_apart(lines), forms)
    labels = Labels([line.text for line in lines], forms)
    starts = _unquoted(list(_starts(lines, forms, labels)), lines, forms)
    bodies: list[list[_Line]] = []
    apart = False  # some row's texts go on behind an empty line
    for which, start in enumerate(starts):
        until = starts[which + 1].at if which + 1 < len(starts) else len(lines)
        body = _body(lines, start, until, forms, labels)
        if which + 1 == len(starts):
            body = _without_tail(body, labels, apart)
        apart |= any(_begins_apart(body, at, labels) for at in range(1, len(body)))
        bodies.append(body)
    if not labels.asks:
        _share_answers(bodies)
    segments: list[Segment] = []
    for start, body in zip(starts, bodies, strict=True):
        segment = Segment(start.number, lines[start.at].location, forms, labels)
        if start.rest:
            segment.open(start.rest)
        segment.read([(line.text, line.location) for line in body])
        if segment.is_row():
            segments.append(segment)
    for which, segment in enumerate(segments):
        segment.hand_on(segments[which + 1] if which + 1 < len(segments) else None)
    # an answer of its own in most rows: where one lacks it, it was lost; in hardly any: it stands in what is said
    unasked = 2 * sum(segment.answered for segment in segments) < len(segments)
    rows = [segment.finished(unasked) for segment in segments]
    # the Code itself, printed or quoted, has every requirement and no place for an answer
    return rows if labels.asks or headed or any(row.answer_text for row in rows) else []


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def _lines(paragraph: Paragraph, forms: Forms) -> Iterator[_Line]:
    """A paragraph's lines; a line that holds several provisions glued together is taken apart."""
    for line in paragraph.text.split("\n"):
        text = line.strip()
        text = text[1:].strip() if text[:1] == ":" else text  # the mark of a definition in a list of them
        if not text or _PAGE.match(text):
            continue
        for piece in _unglued(text, forms):
            if piece.strip():
                yield _Line(piece.strip(), paragraph.location, paragraph.level)


def _unglued(line: str, forms: Forms) -> list[str]:
    if len(line) < 80:
        return [line]
    cuts = {
        match.start()
        for match in _INNER_NUMBER.finditer(line)
        if match.start() and _heads_text(line, match.start(), match["number"], forms)
    }
    cuts |= {
        match.start() for match in _INNER_BANNER.finditer(line) if match.start() and forms.names_section(match["title"])
    }
    return [line[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(line)], strict=True)]


def _heads_text(line: str, at: int, number: str, forms: Forms) -> bool:
    rest = line[at + len(number) :][:120]
    return number in forms.numbers and number in {found for _, found in forms.begins(rest)}


def _unlabelled_apart(lines: Sequence[_Line]) -> list[_Line]:
    """The lines, those that hold several labels taken apart: "Code requirement: … Comply: Yes Evidence: …".

    A single label inside a line parts it only where most lines that begin like it hold one: "Evidence" with a colon
    may stand in anybody's commentary.
    """
    inner = [[match["label"] for match in _INNER_LABEL.finditer(line.text)] for line in lines]
    heads = [line.text.split(" ", 1)[0].rstrip(":") for line in lines]
    once = [head for head, found in zip(heads, inner, strict=True) if len(found) == 1]
    parted: list[_Line] = []
    for line, found, head in zip(lines, inner, heads, strict=True):
        several = len(set(found)) > 1 or any(each.startswith(("Comp", "Do we")) for each in found)
        if several or (found and head != found[0] and 2 * once.count(head) > heads.count(head) > 1):
            parted += [line._replace(text=part.strip()) for part in _INNER_LABEL.split(line.text)[::2] if part.strip()]
        else:
            parted.append(line)
    return parted


def _without_headings(lines: Sequence[_Line], forms: Forms) -> tuple[list[_Line], bool]:
    """The lines without the headings of a table whose cells stand one below another, wherever they are repeated; and
    whether there are such headings."""
    names: set[str] = set()
    kept = [True] * len(lines)
    at = 0
    while at < len(lines):
        run = _heading_run(lines, at, forms)
        roles = [role for role, _, _ in run]
        if len(set(roles)) >= HEADING_ROLES and {"requirement", "answer"} <= set(roles):
            names |= {name for _, name, _ in run}
            end = at + sum(size for _, _, size in run)
            kept[at:end] = [False] * (end - at)
            at = end
        else:
            at += 1
    if names:
        at = 0
        while at < len(lines):
            size = next(
                (
                    size
                    for size in range(HEADING_LINES, 0, -1)
                    if kept[at] and at + size <= len(lines) and _joined(lines, at, size) in names
                ),
                0,
            )
            kept[at : at + size] = [False] * size
            at += max(1, size)
    return [line for line, keep in zip(lines, kept, strict=True) if keep], bool(names)


def _joined(lines: Sequence[_Line], at: int, size: int) -> str:
    return key(" ".join(line.text for line in lines[at : at + size])).replace(" ", "")


def _heading_run(lines: Sequence[_Line], at: int, forms: Forms) -> list[tuple[str, str, int]]:
    """Column headings that begin at a line: (role, letters, how many lines)."""
    run: list[tuple[str, str, int]] = []
    while at < len(lines):
        for size in range(1, min(HEADING_LINES, len(lines) - at) + 1):
            text = " ".join(line.text for line in lines[at : at + size])
            heads = len(text) <= HEADING_LENGTH and not text.endswith((".", ":")) and not _DIGIT.search(text)
            role = forms.role_of(text) if heads else None
            longer = forms.role_of(f"{text} {lines[at + size].text}") if at + size < len(lines) and role else None
            if role and not (longer in _ORDER and forms.is_heading(f"{text} {lines[at + size].text}")):
                break
        else:
            return run
        if role not in _ORDER or (run and _ORDER.index(role) <= _ORDER.index(run[-1][0])):
            return run
        run.append((role or "", _joined(lines, at, size), size))
        at += size
    return run


# ── where rows begin ─────────────────────────────────────────────────────────────────────────────


def _starts(lines: Sequence[_Line], forms: Forms, labels: Labels) -> Iterator[_Start]:
    waiting = -1  # a start that has no requirement text yet: the text that follows is its own
    last: tuple[int, set[str]] = (-AHEAD - 1, set())  # the last start with a text, and whose text it may be
    for at, line in enumerate(lines):
        number, rest = _number(line.text, forms)
        if number is not None and (number in forms.numbers or _LABELLED_NUMBER.match(line.text)):
            if _is_start(lines, at, number, rest, forms, labels):
                begun = forms.begins(value_of(rest))
                yield _Start(at, number, rest)
                waiting = -1 if begun else at
                last = (at, {number}) if begun else last
            continue
        begun = forms.begins(_value(line.text, labels)) or _begun_over(lines, at, forms)
        if not begun:
            continue
        found = {number for _, number in begun}
        if waiting >= 0 and at - waiting <= AHEAD:
            waiting = -1
            continue
        if (
            at - last[0] <= AHEAD
            and last[1] & found
            and not any(is_answer(each.text) for each in lines[last[0] + 1 : at])
        ):
            continue  # a heading with the first words of the text, then the text
        waiting = -1
        last = (at, found)
        yield _Start(at, None, line.text)


def _unquoted(starts: Sequence[_Start], lines: Sequence[_Line], forms: Forms) -> list[_Start]:
    """The starts without those whose text is that of a row with its number: evidence quotes the Code, or begins like
    it. Only where most rows have their numbers."""
    numbered = [start for start in starts if start.number is not None]
    if 2 * len(numbered) < len(starts):
        return list(starts)
    own: set[str] = set()
    for start in numbered:
        below = lines[start.at + 1].text if start.at + 1 < len(lines) else ""
        own.update(forms.texts_begun(value_of(start.rest or below)))
    return [start for start in starts if start.number is not None or own.isdisjoint(forms.texts_begun(start.rest))]


def _begun_over(lines: Sequence[_Line], at: int, forms: Forms) -> list[tuple[float, str]]:
    """Whose text begins with the short lines of a narrow column, from a line on."""
    text = lines[at].text
    if len(text) >= NARROW or text[:1].islower():
        return []
    for line in lines[at + 1 : at + AHEAD]:
        if len(text) >= 2 * NARROW or len(line.text) >= NARROW or line.text[:1].isdigit():
            break
        text = f"{text} {line.text}"
    return forms.begins(text) if text != lines[at].text else []


def _number(text: str, forms: Forms) -> tuple[str | None, str]:
    """A provision's number at the head of a line, also a misread one, where the text behind it is that provision's."""
    number, rest = read_number(text)
    if number is not None:
        return number, rest
    named = _NAMED_NUMBER.match(text)
    if named and forms.role_of(named["label"]) == "number" and named["number"] in forms.numbers:
        return named["number"], ""
    match = _MISREAD_NUMBER.match(text)
    if match is None:
        return None, text
    mended = match["number"].replace(" ", "").translate(_MISREAD)
    rest = match["rest"].lstrip(" .:)-")
    if mended in forms.numbers and (not rest or forms.is_text_of(mended, rest, IS_TEXT)):
        return mended, rest
    return None, text


def _value(text: str, labels: Labels) -> str:
    """The text behind a "Requirement:" label, or the text itself."""
    label = labels.read(text, ("requirement",))
    return label.value if label else text


def _is_start(lines: Sequence[_Line], at: int, number: str, rest: str, forms: Forms, labels: Labels) -> bool:
    """A number begins a row where its label, its text or an answer below it says so; policy clauses and contents lists
    have none of these."""
    below = (line.text for line in lines[at + 1 : at + 1 + AHEAD])
    if forms.stand_behind(number, rest, below, partial(_value, labels=labels)):
        return True
    answered = any(labels.read(line.text, ("answer",)) for line in lines[at + 1 : at + 8])
    titled = not rest.strip() or (rest[:1].isupper() and len(rest.split()) <= TITLE_WORDS)
    return (
        answered
        and titled
        and (bool(_LABELLED_NUMBER.match(lines[at].text)) or lines[at].level > 0 or not rest.strip())
    )


# ── where rows end ───────────────────────────────────────────────────────────────────────────────


def _body(lines: Sequence[_Line], start: _Start, until: int, forms: Forms, labels: Labels) -> list[_Line]:
    """The lines of one row: up to the next start, or to a heading that is no label."""
    body: list[_Line] = []
    for line in lines[start.at + 1 : until]:
        label = labels.read(line.text)
        heading = line.level and label is None and not is_answer(line.text) and len(body) > 1
        if heading or forms.is_banner(line.text) or forms.names_section(line.text):
            break
        if label is None and forms.label_role(line.text) == "number":
            break
        body.append(line)
    if until < len(lines):  # the label of the text that the next row begins with
        while body and (label := labels.read(body[-1].text, ("requirement",))) and not label.value:
            body.pop()
    return body


def _share_answers(bodies: list[list[_Line]]) -> None:
    """Gives rows the answers, each with what is said behind it, that a converter put below the last of them: it read
    the requirements of a page one after another. Where there are not as many answers as rows, nobody can tell whose
    they are: then they are lost."""
    heaps: list[tuple[int, int, list[int]]] = []  # the last row, how many above it have no answer, where answers stand
    waiting = 0
    for which, body in enumerate(bodies):
        answers = [at for at, line in enumerate(body) if is_answer(line.text)]
        if waiting and answers:
            heaps.append((which, waiting, answers))
        waiting = 0 if answers else waiting + 1
    if max((above + 1 for _, above, answers in heaps if len(answers) == above + 1), default=0) < TOGETHER:
        return  # a row without an answer, above one that says "Yes" and no more in its evidence
    for last, above, answers in heaps:
        body = bodies[last]
        if len(answers) != above + 1:
            bodies[last] = [line for at, line in enumerate(body) if at not in answers]
            continue
        for at, (begin, end) in enumerate(pairwise(answers), last - above):
            bodies[at] = bodies[at] + body[begin:end]
        bodies[last] = body[: answers[0]] + body[answers[-1] :]


def _without_tail(body: Sequence[_Line], labels: Labels, apart: bool) -> list[_Line]:
    """The last row's lines without what follows the form: it begins with a line that reads as a heading, with who
    signed it and when, or behind an empty line where no other row of a labelled form goes on behind one (`apart`)."""
    named = [at for at, line in enumerate(body) if labels.read(line.text, ("evidence", "commentary", "answer", ""))]
    answers = [at for at, line in enumerate(body) if is_answer(line.text)]
    if body and not named and not answers and _SIGNED.match(body[0].text):
        return []  # the whole row stands in the line above
    after = max([*named, *answers[:1], 0])
    for at in range(after + 1, len(body)):
        if named and not apart and _begins_apart(body, at, labels):
            return list(body[:at])
        heads = (
            (at > after + 1 or _gap(body[at - 1], body[at]))
            and at + 1 < len(body)
            and _TAIL.match(body[at].text)
            and not is_answer(body[at].text)
        )
        if heads or _SIGNED.match(body[at].text):
            return list(body[:at])
    return list(body)


def _begins_apart(body: Sequence[_Line], at: int, labels: Labels) -> bool:
    """True for a line without a label behind an empty one, where the line above it is no label without its value."""
    before = labels.read(body[at - 1].text)
    value_due = before is not None and not before.value
    return _gap(body[at - 1], body[at]) and not value_due and labels.read(body[at].text) is None


def _gap(line: _Line, after: _Line) -> bool:
    """True where a text file leaves a line empty between two lines."""
    return (after.location.line or 0) - (line.location.line or 0) > 1
