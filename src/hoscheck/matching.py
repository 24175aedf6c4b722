"""Rows × rulebook → matches; and which edition of the Code a form follows.

The requirement's text decides first, the printed number second: numbers changed their meaning between editions, some
forms print none, and some carry another provision's text under a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hoscheck.model import Basis, Detection, Match, ProvisionRow, Rulebook
from hoscheck.normalise import key
from hoscheck.similarity import Texts, alike

# Measured over forty documents and 2,853 rows by `scripts/measure_thresholds.py`: a row and its own requirement
# score 0.88 (a list item or two lost) to 1.00; the same rule of the other stage scores 0.79 to 1.00 and is at most
# 0.12 behind; any other requirement of the edition scores at most 0.68.
SAME_TEXT = 0.88  # the text is this requirement's, whatever the number says
TO_THE_LETTER = 0.985  # nothing but a slip of the pen or a lost full stop
LIKELY_TEXT = 0.70  # enough where the number agrees or where there is none
ANOTHERS = 0.10  # so much nearer must another requirement be before it outweighs the printed number
UNLIKE = 0.45  # below this a row with a known number but a text of its own is not that provision
STUB = 30  # characters; a shorter requirement cell ("Definition of a complaint") is a title, not the text
TWINS = 0.97  # two requirements that differ by less cannot be told by their text
CLEAR = (
    0.75  # an edition that owns this share of the rows' texts, the others together a quarter at most, needs no count
)
NUMBER_VOTE = 0.2  # of a row's number: 43 of the 72 numbers are in both editions, so it takes many to outweigh a text
RIVAL = (
    0.75  # a second edition that fits this well, measured against the first, makes the edition unclear: on the labelled
)
# forms that a reader could not tell it was 0.80 at least, on those that follow one 0.67 at most


@dataclass(frozen=True)
class Fit:
    """How well the rows fit a rulebook: matches in document order, strays, and votes for the edition."""

    rulebook: Rulebook
    matches: tuple[Match, ...]
    strays: tuple[ProvisionRow, ...]

    @cached_property
    def weight(self) -> float:
        """The sum of what the rows say for this edition; a match by number alone says little, and most where the row
        has no text that could contradict it."""
        return sum(map(_vote, self.matches))


def _vote(match: Match) -> float:
    if match.basis is not Basis.NUMBER:
        return match.score
    return NUMBER_VOTE * (1.0 if len(key(match.row.requirement)) < STUB else match.score)


class Matcher:
    """Pairs rows with the requirements of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._requirements = rulebook.requirements
        self._texts = Texts([key(each.text) for each in rulebook.requirements])
        self._at = {each.number: at for at, each in enumerate(rulebook.requirements)}

    @cached_property
    def _twins(self) -> dict[int, set[int]]:
        twins: dict[int, set[int]] = defaultdict(set)
        for at, text in enumerate(self._texts.keys):
            for score, other in self._texts.rank(text, TWINS):
                if other != at and score >= TWINS:
                    twins[at].add(other)
        return twins

    def fit(self, rows: Sequence[ProvisionRow]) -> Fit:
        """Each row goes to at most one requirement; a requirement may get several rows (a duplicate)."""
        keys = [key(row.requirement) for row in rows]
        claims: dict[int, tuple[int, float, Basis]] = {}
        taken: dict[int, int] = {}
        pending = []
        for which, row in enumerate(rows):
            own = self._at.get(row.number or "")
            score = alike(keys[which], self._texts.keys[own]) if own is not None else 0.0
            if own is not None and score >= SAME_TEXT and not self._is_anothers(keys[which], own, score):
                claims[which] = (own, score, Basis.TEXT_AND_NUMBER)
                taken.setdefault(own, which)
            else:
                pending.append((which, own, score))
        anothers: dict[int, int] = {}
        worded = {rows[which].location.table for which in claims}
        for which, own, score in self._by_certainty(pending):
            claim = self._claim(keys[which], own, score, taken)
            if claim is None:
                continue
            if claim[2] is Basis.NUMBER and worded and rows[which].location.table not in worded:
                continue  # beside a form that prints its requirements, a table of mere numbers is another one
            at, claim_score, basis, text_at = claim
            claims[which] = (at, claim_score, basis)
            taken.setdefault(at, which)
            if text_at is not None:
                anothers[which] = text_at
        self._claim_between(rows, claims, taken)
        return self._result(rows, claims, anothers)

    def _claim_between(
        self, rows: Sequence[ProvisionRow], claims: dict[int, tuple[int, float, Basis]], taken: dict[int, int]
    ) -> None:
        """A row in words of its own is the provision of its number, if nothing else is, where its number goes on from
        the row before it to the one behind it: some landlords say the Code in shorter words for their tenants."""
        for which in range(1, len(rows) - 1):
            own = self._at.get(rows[which].number or "")
            if which in claims or own is None or own in taken:
                continue
            before, behind = claims.get(which - 1), claims.get(which + 1)
            places = {rows[which + step].location.table for step in (-1, 0, 1)}
            if before and behind and before[0] < own < behind[0] and len(places) == 1:
                claims[which] = (own, 0.0, Basis.NUMBER)
                taken[own] = which

    def _is_anothers(self, text: str, own: int, score: float) -> bool:
        """True where a text that is nearly its number's own is another requirement's to the letter: stage 1 and stage 2
        of a rule differ by a word."""
        if score >= TO_THE_LETTER:
            return False
        best_score, best = next(iter(self._texts.rank(text, TO_THE_LETTER, limit=1)), (0.0, own))
        return best != own and best_score >= TO_THE_LETTER and best not in self._twins.get(own, ())

    def own_texts(self, rows: Sequence[ProvisionRow]) -> int:
        """How many rows carry the very text that their number has in this rulebook."""
        numbered = [(self._at[row.number], row) for row in rows if row.number in self._at]
        return sum(alike(key(row.requirement), self._texts.keys[at]) >= SAME_TEXT for at, row in numbered)

    @staticmethod
    def _by_certainty(pending: Sequence[tuple[int, int | None, float]]) -> list[tuple[int, int | None, float]]:
        """Rows whose number agrees come first, so that the doubtful ones see what is already claimed."""
        return sorted(pending, key=lambda each: (each[1] is None, -each[2] if each[2] >= LIKELY_TEXT else 0.0, each[0]))

    def _claim(
        self, text: str, own: int | None, score: float, taken: dict[int, int]
    ) -> tuple[int, float, Basis, int | None] | None:
        """(requirement, score, basis, requirement whose text it carries instead) of a row, or None: it is a stray."""
        if len(text) < STUB:  # a form without the requirement's text goes by its numbers
            return (own, score, Basis.NUMBER, None) if own is not None and own not in taken else None
        if own is not None and text in self._texts.keys[own]:  # an item or a sentence of it on a row of its own
            return own, score, Basis.TEXT_AND_NUMBER, None
        ranked = [(s, at) for s, at in self._texts.rank(text, LIKELY_TEXT) if own is None or at != own]
        best_score, best = ranked[0] if ranked else (0.0, None)
        nearly = best is None or score >= best_score - ANOTHERS or own in self._twins.get(best, ())
        if own is not None and nearly and not (best_score >= TO_THE_LETTER > score):
            if score >= LIKELY_TEXT:
                return own, score, Basis.TEXT_AND_NUMBER, None
            if score >= UNLIKE and best is None:
                return own, score, Basis.NUMBER, None
        if best is None:
            return None
        free = [(s, at) for s, at in ranked if at not in taken and s >= best_score - (1 - TWINS)]
        if own is None:
            # texts that two provisions share go to them in the document's order
            s, at = min(free, key=lambda each: each[1]) if free else (best_score, best)
            return (at, s, Basis.TEXT, None)
        if best_score < SAME_TEXT and score >= UNLIKE:
            return own, score, Basis.NUMBER, None
        if not free and own not in taken:
            return own, score, Basis.NUMBER, best  # its text stands elsewhere: this number carries a copy of it
        s, at = free[0] if free else (best_score, best)
        return at, s, Basis.TEXT, at

    def _result(
        self, rows: Sequence[ProvisionRow], claims: dict[int, tuple[int, float, Basis]], anothers: dict[int, int]
    ) -> Fit:
        matches, strays = [], []
        for which, row in enumerate(rows):
            if which not in claims:
                strays.append(row)
                continue
            at, score, basis = claims[which]
            text_of = self._requirements[anothers[which]].number if which in anothers else None
            matches.append(Match(self._requirements[at], row, round(score, 4), basis, text_of))
        return Fit(self.rulebook, tuple(matches), tuple(strays))


def detect(rows: Sequence[ProvisionRow], matchers: Sequence[Matcher]) -> tuple[Fit, Detection] | None:
    """The edition that the rows follow, by the votes of all rows; None where no row fits any."""
    clear = _clear_winner(rows, matchers)
    fits = sorted((each.fit(rows) for each in ([clear[0]] if clear else matchers)), key=lambda fit: -fit.weight)
    if not fits or not fits[0].matches:
        return None
    best = fits[0]
    if clear:
        return best, Detection(best.rulebook.id, True, clear[1])
    total = sum(fit.weight for fit in fits)
    rivals = tuple(fit.rulebook.id for fit in fits[1:] if fit.weight >= RIVAL * best.weight and fit.weight > 0)
    return best, Detection(best.rulebook.id, True, round(best.weight / total if total else 0.0, 4), rivals)


def _clear_winner(rows: Sequence[ProvisionRow], matchers: Sequence[Matcher]) -> tuple[Matcher, float] | None:
    """The edition whose own text stands beside most of its numbers, with its share of such votes, where no other comes
    near: the common case, and ten times quicker than pairing all rows with all editions."""
    votes = sorted(((matcher.own_texts(rows), at) for at, matcher in enumerate(matchers)), reverse=True)
    most, at = votes[0]
    others = votes[1][0] if len(votes) > 1 else 0
    if not rows or most < CLEAR * len(rows) or others > (1 - CLEAR) * len(rows):
        return None
    return matchers[at], round(most / sum(count for count, _ in votes), 4)
