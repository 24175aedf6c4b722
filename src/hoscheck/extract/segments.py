"""One row of running text while it is read: its lines → requirement, answer, evidence, commentary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoscheck.extract.answers import is_answer, read_answer
from hoscheck.extract.draft import Draft
from hoscheck.extract.forms import IS_TEXT, Forms
from hoscheck.extract.labels import Labels
from hoscheck.extract.sentences import first_sentence, said_in
from hoscheck.extract.wording import Wording, letters
from hoscheck.model import Answer, Location, ProvisionRow
from hoscheck.normalise import key

# More words than this beside "Comply" are more than an answer.
SENTENCE = 6
# ... unless they are one sentence of at most so many words that says just that.
PURE_SENTENCE = 16
# A line that is one sentence of so many words, and answers, is the answer and no evidence.
ONLY_ANSWERS = 12

_WORDS = (
    r"Yes|No|Partial(?:ly)?|Partly|Compliant|(?:Fully|Partially|Partly|Not(?: yet| fully)?|Non) ?-?[Cc]ompliant|N/A"
    r"|Not applicable|(?:Fully |Partly |Partially |Not )?[Mm]et|YES|NO|Y|N"
)
# A cell that is an answer, with the next cell behind it or glued to it: that begins with a capital, a figure, a quote.
_HEAD = re.compile(
    rf"(?P<answer>{_WORDS}|[✓✔√✗✘✕✖❌✅☑☒]|\b[A-Za-z][A-Za-z0-9]{{1,2}})"
    r"(?=\s*$|\s*[A-Z][a-z’' ]|\s*(?:[A-Z]{2,}|N/A|[A-Z])\b|\s*\d|\s*[“‘\"'(•▪\-–—]|\s*(?:https?:|www\.)"
    r"|\s*[.,;:](?:\s|$)|\s+(?:we|our|the|this|see|all|as)\b)"
)
# The answer's cell among the words of a line that goes on with the requirement: "… a service Partial".
_BESIDE = re.compile(rf"^(?P<text>.*\S)\s+(?P<answer>{_WORDS})$")
_QUOTES = "”’'\""
# The answer stands at most so many signs behind the Code's last letter.
NEAR = 6
_BETWEEN = " .,:;–—-|\t"


class Segment:
    """The lines of one row, read one after another."""

    def __init__(self, number: str | None, location: Location, forms: Forms, labels: Labels) -> None:
        self.draft = Draft(number, location)
        self._forms, self._labels = forms, labels
        self._wording = Wording(forms.requirement_keys(number) if number else ())
        self._role = "requirement"
        self._labelled = False  # the current role was named by a label
        self._anew = False  # a label has just named the requirement
        self._extra = ""  # the label of a column that the official form does not have
        self._ahead: list[tuple[str, str]] = []  # what belongs to the row below: (role, text)

    @property
    def answered(self) -> bool:
        """True where the row has an answer of its own."""
        return bool(self.draft.answers)

    def open(self, rest: str) -> None:
        """What stands behind the number on its own line."""
        self._line(rest, [])

    def read(self, lines: Sequence[tuple[str, Location]]) -> None:
        """The lines below it."""
        texts = [text for text, _ in lines]
        for at, (text, location) in enumerate(lines):
            self.draft.reaches(location)
            self._line(text, texts[at + 1 :])

    def is_row(self) -> bool:
        """True where this is a provision's row and not a clause of something else."""
        draft = self.draft
        if not draft.requirement and not draft.answers:
            return False
        known = draft.answers or draft.number is None
        return bool(known) or self._forms.resembles(self._said(), IS_TEXT) is not None

    def hand_on(self, after: Segment | None) -> None:
        """A second answer with what follows it belongs to the row below, where that one has none: a converter put the
        columns' texts one after another."""
        if after is not None and self._ahead and not after.answered:
            given, texts = self._ahead[0][1], [text for _, text in self._ahead[1:]]
            after.draft.answers.append(given)
            after.draft.evidence[:0] = texts
        else:
            self.draft.evidence += [text for _, text in self._ahead]
        self._ahead = []

    def finished(self, unasked: bool) -> ProvisionRow:
        """The row as a value."""
        self.draft.unasked = unasked
        return self.draft.finished()

    # ── a line ───────────────────────────────────────────────────────────────────────────────────

    def _line(self, text: str, below: Sequence[str]) -> None:
        label = self._labels.read(text)
        if label is not None and not (label.role == "requirement" and self.draft.answers):
            self._role, self._labelled = label.role or "extra", True
            self.draft.commentary_column |= label.role == "commentary"
            self._anew = label.role == "requirement"
            if label.role == "":
                self.draft.add_extra(label.name, label.value)
                self._extra = label.name
                return
            if label.value:
                self._put(label.value, below, labelled=True)
            return
        self._put(text, below, labelled=False)

    def _restart(self, text: str) -> None:
        """A heading with the first words of the requirement gives way to the whole of it."""
        said = letters(self._said())
        if said and letters(text)[: len(said)].startswith(said[: max(12, len(said) - 4)]):
            self.draft.requirement.clear()

    def _put(self, text: str, below: Sequence[str], *, labelled: bool) -> None:
        if self._role == "requirement":
            if self._anew:
                self._restart(text)
                self._anew = False
            self._requirement(text, below)
        elif not labelled and self._role != "extra" and self._fills_requirement(text):
            self.draft.add("requirement", text)  # a converter put other cells among the requirement's lines
        elif self._role == "answer":
            self._answer(text, labelled)
        elif self._role == "extra":
            self.draft.add_extra(self._extra, text)
        elif not labelled and not self._labelled and is_answer(text) and not self._labels.asks:
            self._lone_answer(text)
        elif self._ahead:
            self._ahead.append(("evidence", text))
        else:
            self.draft.add(self._role, text)

    def _lone_answer(self, text: str) -> None:
        if not self.draft.answers:
            self.draft.add("answers", text)
        elif self.draft.evidence or self._ahead:
            self._ahead.append(("answer", text))
        else:
            self.draft.add("evidence", text)

    def _answer(self, text: str, labelled: bool) -> None:
        if self.draft.answers and not labelled and not (is_answer(text) and ":" in text):
            self._role = "evidence"
            self.draft.add("evidence", text)
            return
        if not labelled and not self._labelled and not is_answer(text):
            self._behind(text)  # no answer where one is due
            return
        words = len(text.split())
        if not labelled and words > SENTENCE and read_answer(text) is Answer.UNCLEAR and said_in(text) is None:
            self._role = "evidence"  # nothing stands behind the answer's label
            self.draft.add("evidence", text)
            return
        self.draft.add("answers", text)
        if words > SENTENCE and not (words <= PURE_SENTENCE and said_in(text) is not None):
            self.draft.add("evidence", text)  # an answer in a sentence says how the requirement is met, too

    # ── the requirement ──────────────────────────────────────────────────────────────────────────

    def _said(self) -> str:
        return " ".join(self.draft.requirement)

    def _fills_requirement(self, text: str) -> bool:
        said = letters(self._said())
        return bool(self._wording) and not self._wording.complete(said) and self._wording.holds(said, text)

    def _requirement(self, text: str, below: Sequence[str]) -> None:
        """A line while the requirement is being read: it goes on with it, ends it, or is the cell behind it."""
        if not self._wording:
            self._wording = Wording(self._forms.texts_begun(f"{self._said()} {text}".strip()))
        said = letters(self._said())
        if said and not self._labelled and is_answer(text):
            self._role = "answer"
            self.draft.add("answers", text)
            return
        beside = answer_at_end(text)
        if (
            beside
            and not self._wording.complete(said + letters(beside[0]))
            and self._wording.holds(said, beside[0])
            and not self._wording.prints(text)
        ):
            self.draft.add("requirement", beside[0])
            self.draft.add("answers", beside[1])
            return
        at = self._end(said, text) if self._wording.nears_end(said, text) else None
        if at is None and self._wording.goes_on(said, text):
            self.draft.add("requirement", text)
            return
        whole = self._wording.complete(said) and not self._wording.completed_by(said, text)
        if not self._labelled and said and (whole or self._breaks_off(said, text, below)):
            self._behind(text)
            return
        at = self._end(said, text) if at is None else at
        at = self._cut(said, text) if at is None else at
        if at is None:
            self.draft.add("requirement", text)
            return
        self.draft.add("requirement", text[:at])
        if text[at:].strip(_BETWEEN):
            self._behind(text[at:])

    def _breaks_off(self, said: str, text: str, below: Sequence[str]) -> bool:
        """True where a requirement that is not complete is left by this line: its rest follows below, or it was cut
        short and no answer stands between it and what is said of it."""
        if self._wording.holds(said, text):
            return False
        if any(self._wording.holds(said, each) for each in below):
            return True
        answer_below = any(is_answer(each) or self._labels.read(each, ("answer",)) for each in below)
        return not answer_below and self._wording.fits(said) and self._end(said, text) is None

    def _end(self, said: str, text: str) -> int | None:
        """Where the requirement ends inside a line; None where it does not."""
        ending = self._wording.end_in(said, text)
        if ending is None:
            return None
        for at in self._heads(text):
            between = text[min(at, ending.at) : max(at, ending.at)]
            if len(between) <= NEAR and not between.strip(_BETWEEN + _QUOTES):
                return at
        return _past_quotes(text, ending.at)

    def _cut(self, said: str, text: str) -> int | None:
        """Where a requirement that was cut short ends: an answer stands behind it."""
        cuts = [(self._wording.cut_at(said, text, at), -at) for at in self._heads(text)]
        best = max(cuts, default=(0.0, 0))
        return -best[1] if best[0] else None

    def _heads(self, text: str) -> list[int]:
        """The places in a line where the cell of an answer may begin."""
        return [
            match.start()
            for match in _HEAD.finditer(text)
            if match.start() and self._is_edge(text, match) and _is_cell(match["answer"])
        ]

    @staticmethod
    def _is_edge(text: str, match: re.Match[str]) -> bool:
        """True where an answer's cell may begin: behind a blank or a full stop, or a capital glued to a word."""
        before, first = text[match.start() - 1], match["answer"]
        return not before.isalnum() or (first[0].isupper() and (before.islower() or before.isdigit()))

    def _behind(self, text: str) -> None:
        """What stands behind the requirement: the answer, glued to the cells after it; or those alone."""
        text = text.lstrip(_BETWEEN)
        cell = answer_at_head(text) if not self.draft.answers else None
        if cell:
            answer, rest = cell
            self.draft.add("answers", answer)
            self._role, self._labelled = ("evidence" if rest else "answer"), False
            self.draft.add("evidence", rest)
            return
        alone = not self.draft.answers and len(text.split()) <= ONLY_ANSWERS and first_sentence(text) == text.strip()
        answers = alone and said_in(text) is not None
        self._role, self._labelled = "evidence", False
        self.draft.add("answers" if answers else "evidence", text)


def answer_at_head(text: str) -> tuple[str, str] | None:
    """The cell of an answer at the head of a text, and the text behind it; None for a sentence's first word ("No
    complaints were refused", "Yes, this is …")."""
    match = _HEAD.match(text)
    if match is None or not _is_cell(match["answer"]):
        return None
    rest = text[match.end() :]
    if re.match(r"\s*[,:;]\s|\s+(?:we|our|the|this|see|all|as)\b|\.\s+[A-Z]", rest):
        return None
    return match["answer"], rest.lstrip(_BETWEEN)


def answer_at_end(line: str) -> tuple[str, str] | None:
    """A line without the answer at its end, and that answer; None where there is none."""
    match = _BESIDE.match(line)
    return (match["text"], match["answer"]) if match else None


def _is_cell(text: str) -> bool:
    return is_answer(text) and read_answer(text) is not Answer.UNCLEAR and bool(key(text) or not text.isascii())


def _past_quotes(text: str, at: int) -> int:
    while at < len(text) and text[at] in ".”’'\")":
        at += 1
    return at
