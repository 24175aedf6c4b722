"""Forms without a table that set their labels off (headings, bold, names of fields): cards, blocks, a heading a
provision. Words that are not set off are no labels here, whatever they are.

First the lines where a provision begins are found (its number with a label or its own text beside it, or its text
alone), then what stands between two of them is divided into requirement, answer, evidence and commentary by the labels.
What sets nothing off is read by `lines.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from hoscheck.extract.answers import is_answer, read_answer
from hoscheck.extract.draft import Draft
from hoscheck.extract.forms import AHEAD, IS_TEXT, Forms, read_number
from hoscheck.model import Answer, Location, Paragraph, ProvisionRow
from hoscheck.normalise import key
from hoscheck.similarity import alike

_LABEL = re.compile(r"^\W{0,3}(?P<label>[A-Za-z][^:\n]{1,58}?)\s*(?::|\?(?=\s|$):?|\s[–—-]\s)\s*(?P<value>.*)$", re.S)
_BARE_ANSWER = re.compile(
    r"^(?P<label>(?:do we |are we |does the landlord )?compl\w+\??(?: (?:yes ?/ ?no|\(?y/n\)?))?\??)"
    r"\s+(?P<value>\S.{0,30})$",
    re.I,
)
_LABELLED_NUMBER = re.compile(
    r"^\W*(?:code|provision|section|paragraph|para|ref|reference|requirement|clause|number|hos)\b[^.\n]{0,30}?\d", re.I
)
# overlapping, because a year may run into a number ("2025.1.9If …"): each is held against the Code's text
_INNER_NUMBER = re.compile(r"(?=(?P<number>\d{1,2}\.\d{1,2})(?![\d.]\d)(?:[\s.:)]|[A-Z‘“'\"…]))")
_TAIL = re.compile(r"^[A-Z][A-Za-z’']+(?: [A-Za-z’']+){0,3}$")
# A requirement has been read to its end where it fits the Code's text as well as this.
WHOLE = 0.93
# More words than this beside "Comply" are more than an answer.
SENTENCE = 6
# A sentence that only answers has no more words.
SHORT = 12
# A line of the requirement is at least so long; a shorter one may be anybody's.
LINE_OF_TEXT = 14
# So many labels of answers that are set off: the form tells its labels by that. One may be a title.
MARKED = 2
# Before a set-off label there may be a list's marker.
MARKER = 3
# A title is so much shorter than the requirement.
TITLE = 0.8
# What a landlord says of a requirement.
SAID = ("answer", "evidence", "commentary")


class _Line(NamedTuple):
    text: str
    location: Location
    level: int
    marked: str = ""  # the head of the text that the format sets off

    @property
    def stands_out(self) -> bool:
        """False for running text: the form sets off what divides it."""
        return bool(self.level or self.marked)


class _Start(NamedTuple):
    at: int  # index of the line
    number: str | None
    rest: str  # what the line says after the number


def rows_of_prose(paragraphs: Sequence[Paragraph], forms: Forms) -> list[ProvisionRow]:
    """The provision rows that stand outside tables, in document order; empty where there are none."""
    lines = [line for paragraph in paragraphs for line in _lines(paragraph, forms)]
    asked = any(_labelled(line, forms, ("answer",)) for line in lines)
    starts = _unquoted(list(_starts(lines, forms)), lines, forms, asked=asked)
    rows = []
    for which, start in enumerate(starts):
        until = starts[which + 1].at if which + 1 < len(starts) else len(lines)
        segment = _segment(lines, start, until, forms)
        if which + 1 == len(starts):
            segment = _without_tail(segment, forms)
        draft = _read_segment(start, segment, lines[start.at], forms)
        if draft is not None:
            draft.unasked = not asked
            rows.append(draft.finished())
    # the Code itself, printed or quoted, has every requirement and no place for an answer
    return rows if asked or any(row.answer_text for row in rows) else []


def labels_are_set_off(paragraphs: Sequence[Paragraph], forms: Forms) -> bool:
    """True where the form sets its labels off (headings, bold, names of fields): then other words are none."""
    heads = [paragraph.text if paragraph.level else paragraph.marked for paragraph in paragraphs]
    roles = [forms.label_role(head.rstrip(" :?")) for head in heads if head]
    if roles.count("answer") >= MARKED:
        return True
    said = sum(role in SAID for role in roles)
    spelt = sum(
        bool(_spelt(each.text, forms, ("answer",))) for each in paragraphs if not each.level and not each.marked
    )
    return said >= MARKED and 2 * spelt <= said


def _lines(paragraph: Paragraph, forms: Forms) -> Iterator[_Line]:
    """A paragraph's lines; a line that holds several provisions glued together is taken apart."""
    marked = paragraph.marked
    for line in paragraph.text.split("\n"):
        for piece in _unglued(line, forms):
            if piece.strip():
                yield _Line(piece.strip(), paragraph.location, paragraph.level, marked)
                marked = ""


def _unglued(line: str, forms: Forms) -> list[str]:
    if len(line) < 80:
        return [line]
    cuts = [
        match.start()
        for match in _INNER_NUMBER.finditer(line)
        if match.start() > MARKER and _heads_text(line, match.start(), match["number"], forms)
    ]
    return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _heads_text(line: str, at: int, number: str, forms: Forms) -> bool:
    rest = line[at + len(number) :][:120]
    return number in forms.numbers and number in {found for _, found in forms.begins(rest)}


def _starts(lines: Sequence[_Line], forms: Forms) -> Iterator[_Start]:
    waiting = -1  # a start that has no requirement text yet: the text that follows is its own
    last: _Start | None = None
    for at, line in enumerate(lines):
        number, rest = read_number(line.text)
        if number is not None and (number in forms.numbers or _LABELLED_NUMBER.match(line.text)):
            if _is_start(lines, at, number, rest, forms):
                last = _Start(at, number, rest)
                yield last
                waiting = at if not forms.begins(_value(rest, forms)) else -1
            continue
        begun = forms.begins(_value(line.text, forms))
        if not begun:
            continue
        if waiting >= 0 and at - waiting <= AHEAD:
            waiting = -1
            continue
        waiting = -1
        if last is not None and _says_again(lines, last, at, {number for _, number in begun}, forms):
            continue
        last = _Start(at, None, line.text)
        yield last


def _unquoted(starts: list[_Start], lines: Sequence[_Line], forms: Forms, *, asked: bool) -> list[_Start]:
    """The starts without the requirements that evidence quotes: where rows have numbers, or answers have labels, a text
    without a number, behind the answer of a row and with none below it, begins none."""
    if not asked and 2 * sum(start.number is not None for start in starts) < len(starts):
        return starts
    kept: list[_Start] = []
    for start, until in zip(starts, [*(each.at for each in starts[1:]), len(lines)] if starts else [], strict=True):
        if start.number is None and kept:
            before, behind = lines[kept[-1].at + 1 : start.at], lines[start.at + 1 : until]
            if _is_answered(before, forms) and not _is_answered(behind, forms):
                continue
        kept.append(start)
    return kept


def _is_answered(lines: Sequence[_Line], forms: Forms) -> bool:
    return any(
        is_answer(line.text)
        or _labelled(line, forms, ("answer",))
        or (line.marked == line.text and _is_short_answer(line.text))
        for line in lines
    )


def _is_short_answer(text: str) -> bool:
    return len(text.split()) <= SHORT and read_answer(text) not in (Answer.UNCLEAR, Answer.BLANK)


def _says_again(lines: Sequence[_Line], start: _Start, at: int, numbers: set[str], forms: Forms) -> bool:
    """True where a requirement's text stands in full below a heading that began with it; nothing is answered yet."""
    if start.number not in numbers:
        return False
    return not any(is_answer(line.text) or _labelled(line, forms, SAID) for line in lines[start.at + 1 : at])


def _value(text: str, forms: Forms) -> str:
    """The text behind a "Requirement:" label, or the text itself."""
    label = _LABEL.match(text)
    return label["value"] if label and forms.label_role(label["label"]) == "requirement" else text


def _is_start(lines: Sequence[_Line], at: int, number: str, rest: str, forms: Forms) -> bool:
    """A number begins a row where its label, its text or an answer below it says so; policy clauses and contents lists
    have none of these."""
    below = (line.text for line in lines[at + 1 : at + 1 + AHEAD])
    if forms.stand_behind(number, rest, below, partial(_value, forms=forms)):
        return True
    answered = any(_labelled(line, forms, ("answer",)) for line in lines[at + 1 : at + 8])
    return answered and (bool(_LABELLED_NUMBER.match(lines[at].text)) or lines[at].level > 0 or not rest.strip())


def _labelled(line: _Line, forms: Forms, roles: Sequence[str]) -> tuple[str, str] | None:
    """(role, value) of a line that begins with a label of one of these roles."""
    if line.marked and (said := _set_off(line, forms)) is not None:
        return said if said[0] in roles else None
    return _spelt(line.text, forms, roles) if line.stands_out else None


def _set_off(line: _Line, forms: Forms) -> tuple[str, str] | None:
    """(role, value) of a line whose set-off head is a label."""
    at = line.text.find(line.marked)
    role = forms.label_role(line.marked.rstrip(" :?")) if 0 <= at <= MARKER else None
    if role is None or role not in ("requirement", "answer", "evidence", "commentary"):
        return None
    value = line.text[at + len(line.marked) :]
    ended = line.marked.endswith((":", "?"))  # then a dash is all that is said
    return role, re.sub(r"^\s*:?\s*" if ended else r"^\s*(?:\?|:|[–—-](?=\s|$))?\s*", "", value)


def _spelt(text: str, forms: Forms, roles: Sequence[str]) -> tuple[str, str] | None:
    bare = _BARE_ANSWER.match(text)
    if bare and "answer" in roles and read_answer(bare["value"]) is not Answer.UNCLEAR:
        return "answer", bare["value"]
    match = _LABEL.match(text)
    if match is None and (text[:1].islower() or text.rstrip().endswith((".", ",", ";"))):
        return None  # the last line of a requirement ("landlord's response.") is no label
    label, value = (match["label"], match["value"]) if match else (text.rstrip(" :?"), "")
    role = forms.label_role(label)
    if role is None or role not in roles:
        return None
    if role == "answer" and value and read_answer(value) is Answer.UNCLEAR:
        return None
    if (
        role == "answer"
        and ":" not in value.rstrip(" :")
        and key(value) in ("yes no", "y n", "yes or no", "yes no partial")
    ):
        value = ""  # the form's own choice of answers is part of its label
    return role, value


def _segment(lines: Sequence[_Line], start: _Start, until: int, forms: Forms) -> list[_Line]:
    """The lines of one row: up to the next start, or to a heading that is no label."""
    segment: list[_Line] = []
    first = lines[start.at]
    for line in lines[start.at + 1 : until]:
        label = _labelled(line, forms, ("requirement", "answer", "evidence", "commentary"))
        below = bool(first.level) and line.level > first.level  # inside what the row's own heading begins
        heading = line.level and not below and label is None and not is_answer(line.text) and len(segment) > 1
        # where provisions begin with a heading or in bold, sections do as well
        like_first = not (first.level or first.marked) or bool(line.level or line.marked)
        if heading or (line.stands_out and like_first and forms.is_banner(line.text)):
            break
        if label is None and line.stands_out and forms.label_role(line.text) == "number":
            break
        segment.append(line)
    if until < len(lines):  # the label of the text that the next row begins with
        while segment and _labelled(segment[-1], forms, ("requirement",)) == ("requirement", ""):
            segment.pop()
    return segment


def _without_tail(segment: Sequence[_Line], forms: Forms) -> list[_Line]:
    """The last row's lines without what follows the form: it begins with a line that reads as a heading."""
    labels = [at for at, line in enumerate(segment) if _labelled(line, forms, ("evidence", "commentary", "answer"))]
    answers = [at for at, line in enumerate(segment) if is_answer(line.text)]
    after = max([*labels, *answers[:1], 0]) + 1
    for at in range(after + 1, len(segment) - 1):
        if segment[at].stands_out and _TAIL.match(segment[at].text) and not is_answer(segment[at].text):
            return list(segment[:at])
    return list(segment)


def _read_segment(start: _Start, segment: Sequence[_Line], first: _Line, forms: Forms) -> Draft | None:
    draft = Draft(start.number, first.location)
    role, labelled_commentary = "requirement", False
    seen: set[str] = set()
    pieces = [_Line(start.rest, first.location, 0), *segment] if start.rest else list(segment)
    if start.rest and is_answer(start.rest):  # a badge beside the number
        draft.add("answers", start.rest)
        pieces = pieces[1:]
    for line in pieces:
        draft.reaches(line.location)
        label = _labelled(line, forms, ("requirement", "answer", "evidence", "commentary"))
        again = label is not None and label[0] == role and role in seen  # "Evidence: page 2" inside the evidence
        again |= label == ("answer", "") == (role, " ".join(draft.answers)) and is_answer(line.text)  # "Compliant"
        if label is not None and not again and not (label[0] == "requirement" and draft.answers):
            role, text = label
            seen |= {role} & {"evidence", "commentary"}
            labelled_commentary |= role == "commentary"
            if role == "requirement":
                _drop_title(draft, forms)
        else:
            text = line.text
        role = _put(draft, role, text, label is not None and not again, forms, told=line.marked == line.text)
    draft.commentary_column = labelled_commentary
    if not draft.requirement and not draft.answers:
        return None
    if not draft.answers and draft.number is not None and not _is_known(draft, forms):
        return None
    return draft


def _drop_title(draft: Draft, forms: Forms) -> None:
    """Before its label there is only the provision's title, or the head of its text."""
    title = " ".join(draft.requirement)
    if len(key(title)) < min(map(len, forms.requirement_keys(draft.number or "")), default=0) * TITLE:
        draft.requirement = []


def _is_known(draft: Draft, forms: Forms) -> bool:
    return forms.resembles(" ".join(draft.requirement), IS_TEXT) is not None


def _put(draft: Draft, role: str, text: str, labelled: bool, forms: Forms, *, told: bool = False) -> str:
    """Put a line into its role; returns the role of the line after it. `told`: the whole line is set off."""
    if not labelled and role in ("answer", "evidence") and _goes_on(draft, text, forms):
        draft.add("requirement", text)  # a converter put the answer among the requirement's lines
        return role
    if role == "answer":
        if draft.answers and not labelled and not (is_answer(text) and ":" in text):
            draft.add("evidence", text)
            return "evidence"
        if not labelled and len(text.split()) > SENTENCE and read_answer(text) is Answer.UNCLEAR:
            draft.add("evidence", text)  # nothing stands behind the answer's label
            return "evidence"
        draft.add("answers", text)
        if len(text.split()) > SENTENCE:
            draft.add("evidence", text)  # an answer in a sentence says how the requirement is met, too
        return "answer"
    if role != "requirement":
        draft.add(role, text)
        return role
    if not labelled and draft.requirement and (is_answer(text) or _says_answer(draft, text, forms, told=told)):
        draft.add("answers", text)
        return "answer"
    draft.add("requirement", text)
    return "requirement"


def _says_answer(draft: Draft, text: str, forms: Forms, *, told: bool) -> bool:
    """True for a short sentence that answers ("We comply with this provision."), set off or behind all of the text."""
    if not _is_short_answer(text):
        return False
    said, line = key(" ".join(draft.requirement)), key(text)
    known = forms.requirement_keys(draft.number or "")
    if any(line in each for each in known):  # "any findings of non-compliance with this Code"
        return False
    return told or any(alike(said, each) >= WHOLE for each in known)


def _goes_on(draft: Draft, text: str, forms: Forms) -> bool:
    """True for a line that continues the row's requirement, word for word."""
    line = key(text)
    if len(line) < LINE_OF_TEXT or not draft.number:
        return False
    said = key(" ".join(draft.requirement))
    return any(
        line in each and line not in said and len(said) < len(each) for each in forms.requirement_keys(draft.number)
    )
