"""The requirement is not printed as the Code words it.

Why: the landlord then answers another requirement than the Code's: a list item less, "may" for "must", last edition's
wording.
Finds: a list item, a clause or a word of substance that is left out or gives way to another, a "must" that became
weaker, a "not" that is gone, another number or time limit, words put in that limit the duty, another edition's wording.
Passes: differences without substance: list letters and bullets, quotes, dashes, hyphens, full stops, capitals, the
order of a list, "stage one" and "stage 1", numbers in words or figures, spelling slips and letters that a scan misread,
small words, "customers" for "residents", the landlord's own name. Texts that an ellipsis cuts short, forms that print
no requirement or only a title beside the number, and text that is another provision's (number-text-mismatch).
Put right by: printing the Code's own text.
Bad example: 5.1, "Landlords may have a single policy in place for dealing with complaints covered by this Code."
Good example: 5.1, "Landlords must have a single policy in place for dealing with complaints covered by this Code.
Residents must not be treated differently if they complain."
Source: the Code of 2024, 8.1, by which the self-assessment is one against this Code; the Code of 2022, 8.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from textwrap import shorten
from typing import NamedTuple

from hoscheck.model import Case, Check, Hit, Match, Method, Requirement, Severity
from hoscheck.normalise import key, tidy
from hoscheck.worddiff import Change, Wording, alike, changes, is_light, wording
from hoscheck.words import words

_SHOWN = 70  # characters of a clause that are quoted
_QUOTED = 160  # characters of the document that are quoted with a difference
TOLD = 3  # differences that are told; more are counted
STUB = 8  # words; a printed text that is shorter, or has no verb of the Code's, is a title
SENTENCE = 6  # … unless it has so many and all are the Code's, a "must" or an "is" among them
TITLE = 0.5  # of the Code's length: a longer text without a "must" is the requirement turned into a statement
OWN = 0.8  # of a short text's words that are the Code's: one of its sentences stands alone
ITEM_LOST = 0.7  # of a list item's words of substance: a lost item loses nearly all, a damaged one keeps the most
CLAUSE = 3  # words of substance that are gone: no slip any more
SMALL = 3  # words of substance in a change that may be told by its "must", "not" or number alone
CONDITION = 3  # words that a condition has at least: "if they agree"
CLAUSE_ADDED = 4  # words of substance of a clause that was put in; fewer are a slip or the landlord's name
CUT = 2  # words by which the diff may place an ellipsis wrongly
PART = 0.9  # of the requirement's length; a longer text is all of it, whatever the other rows hold
ROWS = 12  # that a requirement may be shared out over; the longest list of the Code has eight items
BEFORE, BEHIND = 2, 3  # words of the Code that are told beside a word or two
CONTEXT = 4  # words of the document that are quoted on either side of a difference
# How often a reviewer would agree, by what was found.
WEAKER, LIMIT, ITEMS, LET_OUT, EDITION, ADDED = 0.95, 0.95, 0.95, 0.85, 0.9, 0.6
ONE_WORD, FEW_WORDS, MUCH = 0.7, 0.8, 0.9

_ITEM = re.compile(r"^(?:-|[a-h]\.)\s+(.+?)(?:;|\.)?(?:\s+and)?$", re.M)
_UNITS = (
    "working",
    "calendar",
    "business",
    "days",
    "day",
    "weeks",
    "week",
    "months",
    "month",
    "stages",
    "years",
    "year",
)


class _Difference(NamedTuple):
    told: str  # what the Code says and what is printed, as a part of a sentence
    certainty: float
    at: int  # where in the printed words: the first that differs, or the one behind the gap
    last: int = -1  # the last printed word that differs; -1 where words are only gone


def _differs(told: str, certainty: float, change: Change) -> _Difference:
    if not change.put:
        return _Difference(told, certainty, change.at)
    return _Difference(told, certainty, change.put[0], change.put[-1])


def _run(case: Case) -> Iterator[Hit]:
    rows: dict[str, list[str]] = {}
    for match in case.matches:
        if match.text_of is None:
            rows.setdefault(match.requirement.number, []).append(match.row.requirement)
    shared_out = {number for number, texts in rows.items() if _is_shared_out(case.rulebook.by_number[number], texts)}
    for match in case.matches:
        if match.text_of is None and match.requirement.number not in shared_out:
            hit = _hit(match)
            if hit:
                yield hit


def _is_shared_out(requirement: Requirement, texts: list[str]) -> bool:
    """True where several rows hold the requirement between them: that is duplicate-provision's to tell."""
    most = PART * len(key(requirement.text))
    if not 1 < len(texts) <= ROWS or any(len(key(each)) >= most for each in texts):
        return False
    compared = compare(requirement, "\n".join(texts))
    return compared is None or not compared.differences


def _hit(match: Match) -> Hit | None:
    compared = compare(match.requirement, match.row.requirement)
    if compared is None or not compared.differences:
        return None
    found = compared.differences
    if match.row.recognised and all(each.certainty == ONE_WORD for each in found):
        return None  # text recognition loses and invents a word here and there
    told = "; ".join(each.told for each in found[:TOLD])
    if len(found) > TOLD:
        told += f"; and {len(found) - TOLD} more"
    return Hit(
        match.requirement.number,
        told,
        "Print the requirement as the Code words it.",
        match.row.location,
        certainty=max(each.certainty for each in found),
        quotes=tuple(dict.fromkeys(compared.around(each) for each in found[:TOLD])),
    )


def compare(requirement: Requirement, printed: str) -> _Compared | None:
    """The Code's text and the printed one; None where the latter is the same or no more than a title."""
    if key(requirement.text) == key(printed):
        return None
    compared = _Compared(_code(requirement.text), wording(tidy(printed)), requirement.words)
    return None if compared.is_title() else compared


@lru_cache(maxsize=512)
def _code(text: str) -> Wording:
    return wording(text)


@dataclass(frozen=True)
class _Compared:
    code: Wording
    printed: Wording
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_title(self) -> bool:
        """A few words, or a heading: no duty in it, and no sentence of the Code's."""
        said = [word.said for word in self.printed.words]
        if len(said) < STUB and not self._is_a_sentence_of_the_code(said):
            return True
        if not {*words("wording")["binding"], *words("wording")["weaker"]}.isdisjoint(said):
            return False
        own = {word.said for word in self.code.words}
        is_sentence = not {"is", "are", "will"}.isdisjoint(said) and sum(word in own for word in said) >= OWN * len(
            said
        )
        return len(said) < TITLE * len(self.code.words) and not is_sentence

    def _is_a_sentence_of_the_code(self, said: list[str]) -> bool:
        own = {word.said for word in self.code.words}
        return len(said) >= SENTENCE and not {"must", "is", "are"}.isdisjoint(said) and own.issuperset(said)

    @cached_property
    def differences(self) -> tuple[_Difference, ...]:
        """What differs in substance, the gravest first."""
        found = [change for change in changes(self.code, self.printed) if not self._is_cut(change)]
        items, inside = self._items(found)
        told = [*self._edition(), *items]
        for change in found:
            rest = Change(tuple(at for at in change.lost if at not in inside), change.put, change.at)
            told += self._of(rest)
        unique = {each.told: each for each in reversed(told)}
        return tuple(sorted(unique.values(), key=lambda each: (-each.certainty, each.at)))

    def around(self, difference: _Difference) -> str:
        """The document's own words that differ, with a few on either side; of a gap, those that stand about it."""
        end = len(self.printed.words) - 1
        at = min(difference.at, end)
        last = max(difference.last, at - 1)
        return shorten(self.printed.quote(max(0, at - CONTEXT), min(end, last + CONTEXT)), _QUOTED, placeholder=" ...")

    def _is_cut(self, change: Change) -> bool:
        """True where an ellipsis stands for what is gone."""
        place = change.put[0] if change.put else change.at
        return bool(change.lost) and not self.printed.cuts.isdisjoint(range(place - CUT, place + CUT + 1))

    # ── one difference ───────────────────────────────────────────────────────────────────────────

    def _items(self, found: list[Change]) -> tuple[list[_Difference], set[int]]:
        """The items of the Code's list that are gone, and the places of their words."""
        lost = {at: change.at for change in found for at in change.lost}
        items, gone, places = list(_ITEM.finditer(self.code.text)), [], set()
        for item in items:
            inside = [at for at, word in enumerate(self.code.words) if item.start(1) <= word.start < item.end(1)]
            telling = [at for at in inside if not is_light(self.code.words[at].said)] or inside
            if telling and sum(at in lost for at in telling) >= ITEM_LOST * len(telling):
                gone.append((item[1], min(lost[at] for at in telling if at in lost)))
                places.update(inside)
        if not gone:
            return [], places
        first = _short(gone[0][0])
        if len(gone) == len(items) > 1:
            told = f'leaves out the {len(items)} items of the Code\'s list, the first: "{first}"'
        elif len(gone) == 1:
            told = f'leaves out an item of the Code\'s list: "{first}"'
        else:
            told = f'leaves out {len(gone)} of the {len(items)} items of the Code\'s list, the first: "{first}"'
        return [_Difference(told, ITEMS, gone[0][1])], places

    def _edition(self) -> Iterator[_Difference]:
        """Words that only another edition has there, as the rulebook lists them."""
        said, asked = f" {key(self.printed.text)} ", f" {key(self.code.text)} "
        for entry in self.lists.get("other-edition", ()):
            if f" {key(entry)} " in said and f" {key(entry)} " not in asked:
                told = f'says "{entry}", which is the wording of another edition'
                yield _Difference(told, EDITION, *self._place(entry))

    def _place(self, phrase: str) -> tuple[int, int]:
        """The first and the last word of a phrase that is printed."""
        pattern = r"\W+".join(map(re.escape, phrase.split()))
        found = re.search(rf"\b{pattern}\b", self.printed.text, re.I)
        if found is None:  # folded otherwise than it is printed
            return 0, 0
        inside = [at for at, word in enumerate(self.printed.words) if found.start() <= word.start < found.end()]
        return (inside[0], inside[-1]) if inside else (0, 0)

    def _of(self, change: Change) -> Iterator[_Difference]:
        lost, put = self.code.said(change.lost), self.printed.said(change.put)
        heavy_lost = [at for at in change.lost if not is_light(self.code.words[at].said)]
        heavy_put = [at for at in change.put if not is_light(self.printed.words[at].said)]
        if len(heavy_lost) <= SMALL:
            exact = [*self._duty(change, lost, put), *self._limit(change), *self._negation(change, lost, put)]
            if exact:
                yield from exact
                return
        if heavy_put and not heavy_lost:  # "at each stage" and "at the final stage"
            heavy_lost = [at for at in change.lost if self.code.words[at].said in words("wording")["every"]]
        certainty = ONE_WORD if len(heavy_lost) == 1 else FEW_WORDS if len(heavy_lost) < CLAUSE else MUCH
        if heavy_lost and heavy_put and not self._is_name(change):
            yield _differs(self._swapped(heavy_lost, heavy_put), certainty, change)
        elif heavy_lost and not heavy_put:
            yield _differs(self._left_out(change.lost, heavy_lost), certainty, change)
        elif change.put:
            yield from self._let_out(change)

    def _swapped(self, lost: Sequence[int], put: Sequence[int]) -> str:
        says, asked = self.printed.quote(put[0], put[-1]), self.code.quote(lost[0], lost[-1])
        return f'says "{_short(says)}" where the Code says "{_short(asked)}"'

    def _left_out(self, lost: Sequence[int], heavy: Sequence[int]) -> str:
        """A clause is quoted; a word or two with their neighbours, since they say nothing alone."""
        if len(heavy) > 2:
            return f'leaves out "{_short(self.code.quote(lost[0], lost[-1]))}"'
        gone = self.code.quote(heavy[0], heavy[-1])
        return f'leaves out "{_short(gone)}" from "{_short(self._beside(self.code, heavy[0], heavy[-1]))}"'

    @staticmethod
    def _beside(text: Wording, first: int, last: int) -> str:
        return text.quote(max(0, first - BEFORE), min(len(text.words) - 1, last + BEHIND))

    def _duty(self, change: Change, lost: list[str], put: list[str]) -> Iterator[_Difference]:
        """A must that became a may or a should, or is no duty any more; a should that became a may or a must."""
        lists = words("wording")
        bound = next((at for at in change.lost if self.code.words[at].said in (*lists["binding"], "should")), None)
        if bound is None:
            return
        duties = (*lists["weaker"], *lists["binding"])
        instead = next((at for at in change.put if self.printed.words[at].said in duties), None)
        asked = self._phrase(self.code, bound)
        if instead is not None:
            told = f'says "{self._phrase(self.printed, instead)}" where the Code says "{asked}"'
            yield _differs(told, WEAKER, change)
        elif self.code.words[bound].said != "should" and len(lost) <= SMALL and not put:
            yield _differs(f'leaves out the "{self.code.words[bound].said}" from "{asked}"', ONE_WORD, change)

    @staticmethod
    def _phrase(text: Wording, at: int) -> str:
        """A word with what follows it in its sentence."""
        last = min(len(text.words) - 1, at + BEHIND)
        while last > at and re.search(r"[.;:]\s", text.text[text.words[at].end : text.words[last].start]):
            last -= 1
        return _short(text.quote(at, last))

    def _negation(self, change: Change, lost: list[str], put: list[str]) -> Iterator[_Difference]:
        negations = words("wording")["negations"]
        gone = next((at for at in change.lost if self.code.words[at].said in negations), None)
        added = next((at for at in change.put if self.printed.words[at].said in negations), None)
        if (gone is None) == (added is None) or any(_turned(a, b) for a in lost for b in put):
            return
        if gone is not None:
            heavy = [word for word in (*lost, *put) if not is_light(word) and word not in negations]
            if not heavy:
                asked = f'"{self.code.words[gone].said}" from "{_short(self._beside(self.code, gone, gone))}"'
                yield _differs(f"leaves out the {asked}", WEAKER, change)
        elif added is not None and len(put) <= SMALL:
            said = self._beside(self.printed, added, added)
            told = f'says "{_short(said)}" with a "{self.printed.words[added].said}" that the Code does not have'
            yield _differs(told, WEAKER, change)

    def _limit(self, change: Change) -> Iterator[_Difference]:
        """Another number, or another unit behind it."""
        asked = [at for at in change.lost if self.code.words[at].said.isdigit()]
        said = [at for at in change.put if self.printed.words[at].said.isdigit()]
        if asked and said:
            yield self._numbers(said[0], asked[0], change)
        elif not asked and not said:
            units = words("wording")["units"]
            gone = [at for at in change.lost if self.code.words[at].said in units[:-2]]
            there = [at for at in change.put if self.printed.words[at].said in units[:-2]]
            if gone and there:
                told = self._swapped(gone, there)
                yield _differs(told, LIMIT, change)
            elif gone and not is_light(self.code.words[gone[0]].said):
                yield _differs(self._left_out(gone, gone), FEW_WORDS, change)
        elif asked and self._has_unit(self.code, asked[0]) and not change.put:
            yield _differs(f'leaves out "{self._with_unit(self.code, asked[0])}"', FEW_WORDS, change)
        elif said and self._has_unit(self.printed, said[0]):
            told = f'says "{self._with_unit(self.printed, said[0])}", which the Code does not'
            yield _differs(told, LIMIT, change)

    def _numbers(self, said: int, asked: int, change: Change) -> _Difference:
        printed, code = self._with_unit(self.printed, said), self._with_unit(self.code, asked)
        return _differs(f'says "{printed}" where the Code says "{code}"', LIMIT, change)

    @staticmethod
    def _has_unit(text: Wording, at: int) -> bool:
        return at + 1 < len(text.words) and text.words[at + 1].said in _UNITS

    @staticmethod
    def _with_unit(text: Wording, at: int) -> str:
        """A number with what it counts, or the word before it: "10 working days", "stage 2"."""
        last = at
        while last + 1 < len(text.words) and text.words[last + 1].said in _UNITS:
            last += 1
        return text.quote(at, last) if last > at else text.quote(max(0, at - 1), at)

    def _is_name(self, change: Change) -> bool:
        """True where only the landlord's name, or a word for it, stands in the landlord's place."""
        lost = [word for word in self.code.said(change.lost) if not is_light(word)]
        owner = any(alike(word, "landlord") for word in self.code.said(change.lost))
        capital = all(self.printed.words[at].capital for at in change.put if not is_light(self.printed.words[at].said))
        return owner and capital and not [word for word in lost if not alike(word, "landlord")]

    def _let_out(self, change: Change) -> Iterator[_Difference]:
        """Words put in that limit the duty."""
        added = self.printed.quote(change.put[0], change.put[-1])
        said = f" {key(added)} "
        lists = words("wording")
        if any(f" {note} " in said for note in lists["notes"]):
            return
        limits = any(f" {phrase} " in said for phrase in lists["let-outs"])
        limits |= any(word in lists["some"] or word in lists["weaker"] for word in said.split())
        limits |= len(change.put) >= CONDITION and said.startswith(tuple(f" {word} " for word in lists["conditions"]))
        told = f'adds "{_short(added)}", which the Code does not say'
        if limits:
            yield _differs(told, LET_OUT, change)
        elif self._is_clause(change.put):
            yield _differs(told, ADDED, change)

    def _is_clause(self, put: Sequence[int]) -> bool:
        """True for a clause put into the requirement, or an item into its list: no heading before it, no remark in
        brackets, no sentence behind it."""
        heavy = [at for at in put if not is_light(self.printed.words[at].said)]
        inside = put[0] > 0 and (put[-1] < len(self.printed.words) - 1 or _ITEM.search(self.code.text) is not None)
        words_of = self.printed.words
        before = self.printed.text[words_of[put[0] - 1].end : words_of[put[0]].start] if put[0] else ""
        whole = put[-1] - put[0] + 1 == len(put)  # a stretch in one piece
        return inside and whole and len(heavy) >= CLAUSE_ADDED and not set("([{") & set(before)


def _turned(one: str, other: str) -> bool:
    """True for "acceptable" and "unacceptable"."""
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in words("wording")["turning"])


def _short(text: str) -> str:
    return shorten(tidy(text), _SHOWN, placeholder=" ...")


CHECK = Check(
    code="PRV104",
    id="altered-requirement",
    title="The requirement is not worded as in the Code",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
