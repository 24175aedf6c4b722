"""The labels of running text: which words at the heads of lines name what stands behind them.

Some are known (`words/headings.yaml`); the others are learned from the document: what stands before most of its answers
names answers, what stands before the Code's own texts names requirements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hoscheck.extract.answers import is_answer, read_answer
from hoscheck.extract.forms import Forms, read_number
from hoscheck.model import Answer
from hoscheck.normalise import key

ROLES = ("requirement", "answer", "evidence", "commentary")
SAID = ("evidence", "commentary")
# A label that nobody knows stands in most rows; a colon in somebody's evidence does not.
LEARNED_TIMES = 3
LEARNED_SHARE = 0.5
# So many of a label's values must be answers, or the Code's text, for it to name them.
VALUES = 0.6
# A known word that is that much rarer than the document's own label for the same role is a word of the evidence.
RARE = 0.25
# A label whose letters were misread is still so much like the document's own.
DAMAGED = 0.78
DAMAGED_LETTERS = 3
# A label alone on its line is no longer than this.
ALONE_WORDS = 6

_LABEL = re.compile(
    r"^[^\w(]{0,4}(?P<label>[A-Za-z(][^:\n]{0,58}?)\s*(?::(?!//)|\?(?=\s|$):?|\s[–—-]\s)\s*(?P<value>.*)$", re.S
)
_BARE_ANSWER = re.compile(
    r"^(?P<label>(?:do we |are we |does the landlord )?compl(?:y|ies|iant|iance|ied)\??"
    r"(?: (?:yes ?/ ?no|\(?y/n\)?))?\??)"
    r"\s+(?P<value>\S.{0,30})$",
    re.I,
)
_CHOICES = ("yes no", "y n", "yes or no", "yes no partial", "yes no n a", "yes partial no")
_MISREAD = str.maketrans("105|", "losl")


class Label(NamedTuple):
    """A label as it was read: its role ("" for a column that the official form does not have), words and value."""

    role: str
    name: str
    value: str


class Labels:
    """The labels of one document."""

    def __init__(self, texts: Sequence[str], forms: Forms) -> None:
        self._forms = forms
        found = _candidates(texts)
        marked = {key(match["label"]) for text in texts if (match := _LABEL.match(text))}
        rows = sum(bool(forms.begins(read_number(value_of(text))[1])) for text in texts)
        self._paired = {name: role for name in marked if (role := self._role_of_part(name))}
        self._known = self._own({name: values for name, values in found.items() if self._role(name)}, marked)
        self._learned = self._learn(found, rows)
        self._glued = {name.replace(" ", ""): role for name, role in (*self._known.items(), *self._learned.items())}

    def _role(self, name: str) -> str | None:
        role = self._forms.label_role(name) or self._paired.get(name)
        return role if role in ROLES else None

    def _role_of_part(self, name: str) -> str | None:
        """The role of a label that names two things, of which one has a role: "Next steps and comments"."""
        if self._forms.label_role(name) or " and " not in name:
            return None
        roles = {role for part in name.split(" and ") if (role := self._forms.label_role(part)) in SAID}
        return roles.pop() if len(roles) == 1 else None

    def _own(self, found: dict[str, list[str]], marked: set[str]) -> dict[str, str]:
        """The known labels that this document uses as labels."""
        most: dict[str, int] = defaultdict(int)
        for name, values in found.items():
            named = self._role(name) or ""
            most[named] = max(most[named], len(values))
        return {
            name: role
            for name, values in found.items()
            if (role := self._role(name))
            and len(values) > RARE * most[role]
            and not (_unlike_label(name, values) and name not in marked)  # "Compliant": a label or an answer?
        }

    def _learn(self, found: dict[str, list[str]], rows: int) -> dict[str, str]:
        """Labels that no list holds, by what stands behind them; "" where that tells nothing."""
        learned: dict[str, str] = {}
        has = set(self._known.values())
        for name, values in found.items():
            rare = len(values) < max(LEARNED_TIMES, LEARNED_SHARE * rows)
            if rare or self._role(name) or read_number(name)[0] or is_answer(name):
                continue
            filled = [each for each in values if each.strip()]
            if not filled:
                continue
            if _share(filled, lambda each: bool(self._forms.begins(each))) >= VALUES:
                learned[name] = "requirement"
            elif "answer" not in has and _share(filled, _answers) >= VALUES:
                learned[name] = "answer"
            elif self._forms.label_role(name) == "number" or all(read_number(each)[0] for each in filled):
                continue
            else:
                learned[name] = next(
                    (role for role in ("evidence", "commentary") if role not in has | set(learned.values())), ""
                )
                if self._forms.is_other(name):
                    learned[name] = ""
        return learned

    @property
    def asks(self) -> bool:
        """True where some label asks for an answer."""
        return "answer" in self._known.values() or "answer" in self._learned.values()

    def read(self, text: str, roles: Sequence[str] = (*ROLES, "")) -> Label | None:
        """The label with which a line begins, and what stands behind it."""
        match = _LABEL.match(text)
        if match is None and (text[:1].islower() or text.rstrip().endswith((".", ",", ";"))):
            return None  # the last line of a requirement ("landlord's response.") is no label
        printed, value = (match["label"], match["value"]) if match else (text.strip(" :?•*-"), "")
        name = key(printed)
        role = self._known.get(name) or self._learned.get(name)
        if role is None and match:
            role = self._damaged(name)
        if role is None:
            bare = _BARE_ANSWER.match(text)
            if bare and "answer" in roles and read_answer(bare["value"]) not in (Answer.UNCLEAR, Answer.BLANK):
                return Label("answer", bare["label"], "" if key(bare["value"]) in _CHOICES else bare["value"])
            return None
        if role not in roles or (not match and len(name.split()) > 2 * ALONE_WORDS):
            return None
        if role == "answer" and ":" not in value.rstrip(" :") and key(value) in _CHOICES:
            value = ""  # the form's own choice of answers is part of its label
        return Label(role, printed, value)

    def _damaged(self, name: str) -> str | None:
        glued = name.replace(" ", "")
        if len(glued) < 5 or name.count(" ") > ALONE_WORDS:
            return None
        mended = glued.translate(_MISREAD).replace("rn", "m")
        best, role = 0.0, None
        for own, what in self._glued.items():
            score = max(fuzz.ratio(glued, own), fuzz.ratio(mended, own)) / 100
            if len(own) >= 5 and abs(len(own) - len(glued)) <= DAMAGED_LETTERS and score > best:
                best, role = score, what
        return role if best >= DAMAGED else None


def value_of(text: str) -> str:
    """What stands behind a line's label, or the line."""
    match = _LABEL.match(text)
    return match["value"] if match else text


def _candidates(texts: Sequence[str]) -> dict[str, list[str]]:
    """What may be labels, folded, with the values that stand behind each."""
    found: dict[str, list[str]] = defaultdict(list)
    for at, text in enumerate(texts):
        match = _LABEL.match(text)
        if match and len(match["label"].split()) <= 2 * ALONE_WORDS:
            value = match["value"]
            if not value.strip() and at + 1 < len(texts) and not _LABEL.match(texts[at + 1]):
                value = texts[at + 1]
            found[key(match["label"])].append(value)
        elif not match and _alone(text) and at + 1 < len(texts):
            found[key(text)].append(texts[at + 1])
    found.pop("", None)
    return found


def _alone(text: str) -> bool:
    bare = text.strip(" :?•*-")
    return bare[:1].isupper() and len(bare.split()) <= ALONE_WORDS and not text.rstrip().endswith((".", ",", ";"))


def _unlike_label(name: str, values: Sequence[str]) -> bool:
    return is_answer(name) and _share(values, is_answer) < VALUES


def _answers(text: str) -> bool:
    return len(text.split()) <= 24 and read_answer(text) not in (Answer.UNCLEAR, Answer.BLANK)


def _share(values: Iterable[str], test: object) -> float:
    told = [bool(test(each)) for each in values]  # type: ignore[operator]
    return sum(told) / len(told) if told else 0.0
