"""The requirement is not printed as the Code words it.

Why: the landlord then answers another requirement than the Code's: a list item less, "may" for "must", last edition's
wording.
Finds: a list item or a clause that is left out, a "must" that became weaker, words such as "where possible" put in, and
words of substance replaced, such as another edition's.
Passes: differences without substance: list letters and bullets, quotes, dashes, hyphens, full stops, capitals, "stage
one" and "stage 1", spelling slips and letters that a scan misread, small words, "customers" for "residents". Forms
that print no requirement or only a title beside the number, and text that is another provision's
(number-text-mismatch).
Put right by: printing the Code's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, Method, Severity
from hoscheck.normalise import key, plain, tidy
from hoscheck.words import words

_SHOWN = 70  # characters of a lost clause that are quoted
STUB = 8  # words; a printed text that is shorter, or has no verb of the Code's, is a title
ITEM_LOST = 0.7  # of a list item's words of substance: a lost item loses nearly all, a damaged one keeps the most
CLAUSE = 5  # words in a row, three of them with substance: shorter gaps are slips of the hand or of a scan
CLAUSE_CONTENT = 3
GAP = 2  # words of a lost clause that happen to stand in what is left too ("of the")
SLIP = 0.72  # likeness of two words that are one word misspelt or misread: "acessibility" 0.96, "may" for "must" 0.29
NEAR = 60  # words; a longer stretch that differs is no slip, and comparing each word with each takes time
REPLACED = 2  # words of substance replaced: one is a slip, or the landlord's own name

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*'?")
_ITEM = re.compile(r"^(?:-|[a-h]\.)\s+(.+?)(?:;|\.)?(?:\s+and)?$", re.M)
_LETTER = re.compile(r"(?:^|(?<=[\s;:]))\(?[a-h][.)](?=\s)")


def _run(case: Case) -> Iterator[Hit]:
    for match in case.matches:
        if match.text_of is None:
            difference = compare(match.requirement.text, match.row.requirement)
            if difference:
                advice = "Print the requirement as the Code words it."
                yield Hit(match.requirement.number, difference, advice, match.row.location)


@dataclass(frozen=True, slots=True)
class _Word:
    said: str  # folded, as it is compared
    start: int
    end: int


def compare(code: str, printed: str) -> str | None:
    """What of the Code's text the printed one leaves out, weakens or replaces; None where nothing of substance."""
    if key(code) == key(printed):
        return None
    wanted, found = _words(code), _words(plain(printed))
    if _is_stub(found):
        return None
    changes = _changes([each.said for each in wanted], [each.said for each in found])
    lost = {at for change in changes for at in change.lost}
    return (
        _weakened(changes, wanted, found)
        or _lost_items(code, wanted, lost)
        or _lost_clause(code, wanted, lost)
        or _let_out(code, printed)
        or _replaced(changes, wanted, found)
    )


def _words(text: str) -> list[_Word]:
    """The words of a text, folded, with their places; the letters of a list are left out."""
    low = text.lower() if text.isascii() else "".join(plain(letter)[:1].lower() or " " for letter in text)
    low = _LETTER.sub(lambda letter: " " * len(letter[0]), low)  # letter by letter, so that places stay what they are
    return [_Word(_folded(word[0]), word.start(), word.end()) for word in _WORD.finditer(low)]


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return key(word.replace("'", ""))


def _is_stub(found: list[_Word]) -> bool:
    said = {each.said for each in found}
    verbs = {*words("wording")["binding"], *words("wording")["weaker"], "is", "are", "will"}
    return len(found) < STUB or said.isdisjoint(verbs)


# ── what changed ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Change:
    lost: tuple[int, ...]  # places in the Code's words
    put: tuple[int, ...]  # places in the printed words


def _changes(wanted: list[str], found: list[str]) -> list[_Change]:
    """Where the two texts differ, without the slips: words that look alike, words run together or torn apart."""
    from rapidfuzz.distance import Levenshtein

    changes = []
    for step in Levenshtein.opcodes(wanted, found):
        if step.tag == "equal":
            continue
        lost, put = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        if _alike("".join(wanted[at] for at in lost), "".join(found[at] for at in put)):
            continue
        if len(lost) == len(put):
            pairs = [(a, b) for a, b in zip(lost, put, strict=True) if not _alike(wanted[a], found[b])]
            lost_left, put_left = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
        else:
            lost_left = _without_likes(wanted, lost, [found[at] for at in put])
            put_left = _without_likes(found, put, [wanted[at] for at in lost])
        if lost_left or put_left:
            changes.append(_Change(lost_left, put_left))
    return changes


def _without_likes(said: list[str], places: range, others: list[str]) -> tuple[int, ...]:
    """Those of the places whose word has no like among the others."""
    exact = set(others)
    near = others if max(len(places), len(others)) <= NEAR else []
    return tuple(at for at in places if said[at] not in exact and not any(_alike(said[at], word) for word in near))


def _alike(one: str, other: str) -> bool:
    """True for one word misspelt, for a plural, and for the words that landlords put for one another."""
    from rapidfuzz import fuzz

    if one == other:
        return True
    lists = words("wording")
    if one in lists["people"] and other in lists["people"]:
        return True
    if min(len(one), len(other)) <= 3 or one in lists["editions"] or other in lists["editions"]:
        return one.rstrip("s") == other.rstrip("s")
    return fuzz.ratio(one, other) >= SLIP * 100


def _has_substance(word: str) -> bool:
    return word not in words("wording")["light"] and not word.isdigit()


def _weakened(changes: list[_Change], wanted: list[_Word], found: list[_Word]) -> str | None:
    """A must that became a may or a should, a should that became a may, a "not" that is gone."""
    lists = words("wording")
    for change in changes:
        lost, put = [wanted[at].said for at in change.lost], [found[at].said for at in change.put]
        bound = [word for word in lost if word in (*lists["binding"], "should")]
        instead = [word for word in put if word in lists["weaker"] and word not in bound]
        if bound and instead:
            return f'says "{instead[0]}" where the Code says "{bound[0]}"'
        if lost == ["not"] and not put:
            return 'leaves out a "not" of the Code'
    return None


def _lost_items(code: str, wanted: list[_Word], lost: set[int]) -> str | None:
    items, gone = list(_ITEM.finditer(code)), []
    for item in items:
        inside = [at for at, word in enumerate(wanted) if item.start(1) <= word.start < item.end(1)]
        telling = [at for at in inside if _has_substance(wanted[at].said)] or inside
        if telling and sum(at in lost for at in telling) >= ITEM_LOST * len(telling):
            gone.append(item[1])
    if not gone:
        return None
    first = shorten(tidy(gone[0]), _SHOWN, placeholder=" ...")
    if len(gone) == len(items) > 1:
        return f'leaves out the {len(items)} items of the Code\'s list, the first: "{first}"'
    if len(gone) == 1:
        return f'leaves out an item of the Code\'s list: "{first}"'
    return f'leaves out {len(gone)} of the {len(items)} items of the Code\'s list, the first: "{first}"'


def _lost_clause(code: str, wanted: list[_Word], lost: set[int]) -> str | None:
    """The longest run of lost words, if it is long enough to be a clause."""
    best: tuple[int, int, int] = (0, 0, 0)
    begin: int | None = None
    last = -1
    for at in [*sorted(lost), len(wanted) + GAP + 1]:
        if begin is not None and at - last > GAP + 1:
            content = sum(place in lost and _has_substance(wanted[place].said) for place in range(begin, last + 1))
            if last + 1 - begin >= CLAUSE and content >= CLAUSE_CONTENT:
                best = max(best, (last + 1 - begin, begin, last))
            begin = None
        begin = at if begin is None else begin
        last = at
    if not best[0]:
        return None
    clause = " ".join(code[wanted[best[1]].start : wanted[best[2]].end].split())
    return f'leaves out "{shorten(tidy(clause), _SHOWN, placeholder=" ...")}"'


def _let_out(code: str, printed: str) -> str | None:
    said, asked = f" {key(printed)} ", f" {key(code)} "
    for phrase in words("wording")["let-outs"]:
        if said.count(f" {phrase} ") > asked.count(f" {phrase} "):
            return f'adds "{phrase}", which the Code does not say'
    return None


def _replaced(changes: list[_Change], wanted: list[_Word], found: list[_Word]) -> str | None:
    """Words of substance that give way to others; one of those that tell the editions apart is enough."""
    lists = words("wording")
    swaps = []
    for change in changes:
        lost = [wanted[at].said for at in change.lost if _has_substance(wanted[at].said)]
        put = [found[at].said for at in change.put if _has_substance(found[at].said)]
        if lost and put:
            swaps.append((" ".join(put), " ".join(lost), any(word in lists["editions"] for word in put)))
    if len(swaps) >= REPLACED or any(told for *_, told in swaps):
        said, wording, _ = next((swap for swap in swaps if swap[2]), swaps[0])
        return f'says "{shorten(said, _SHOWN)}" where the Code says "{shorten(wording, _SHOWN)}"'
    return None


CHECK = Check(
    code="PRV104",
    id="altered-requirement",
    title="The requirement is not worded as in the Code",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
