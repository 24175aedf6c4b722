"""Where two wordings of a requirement differ, word by word, once all that is no difference has been taken away.

No difference are list marks, punctuation, capitals, spelling slips and misread letters, words run together or torn
apart, plurals, numbers in words or figures, and the words that landlords put for one another. What is left are the
changes: the words that one text lost and the words that the other put there. What a change amounts to is for others
to judge.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from hoscheck.normalise import key, plain
from hoscheck.words import words

SLIP = 0.72  # likeness of two words that are one word misspelt or misread: "acessibility" 0.96, "may" for "must" 0.29
NEAR = 60  # words; a longer stretch that differs is no slip, and comparing each word with each takes time
SHORT = 3  # letters; so short words are alike only when they are the same
MOVED = 0.8  # of a stretch's words of substance stand elsewhere: the items of a list in another order
MOVED_WORDS = 3  # fewer are found again by chance
TOGETHER = 2  # equal words between two changes that are one: "of the" happens to stand in both texts

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*'?")
_LETTER = re.compile(r"(?:^|(?<=[\s;:]))(?:\(?[a-h][.)]|\((?:[ivx]{1,5}|\d{1,2})\)|[ivx]{1,5}[.)])(?=\s)")
_MISREAD = str.maketrans("lio|", "1101")
_LETTERS = str.maketrans("015", "ols")
_NUMBERLIKE = re.compile(r"(?=.*\d)[\dlio]{1,3}")
_NOT = re.compile(r"(?P<verb>[a-z]{2,6})n't|(?P<can>can)not")


class Word(NamedTuple):
    said: str  # folded, as it is compared
    start: int  # its place in the text
    end: int
    capital: bool = False


class Change(NamedTuple):
    lost: tuple[int, ...]  # places in the first text's words
    put: tuple[int, ...]  # places in the other's
    at: int  # where in the other's words it stands


class Wording(NamedTuple):
    """A text as words; `cuts` are the places of words before which an ellipsis stands."""

    text: str
    words: tuple[Word, ...]
    cuts: frozenset[int]

    def quote(self, first: int, last: int) -> str:
        """The text from one word to another, in single spaces."""
        return " ".join(self.text[self.words[first].start : self.words[last].end].split())

    def letters(self, places: range) -> str:
        """The letters and figures of a stretch, without anything between them."""
        text = self.text[self.words[places.start].start : self.words[places.stop - 1].end]
        return "".join(letter for letter in text.lower() if letter.isalnum())

    def said(self, places: Sequence[int]) -> list[str]:
        return [self.words[at].said for at in places]


class _Plain(dict[int, str]):
    """Letter by letter, so that places stay what they are: quotes and dashes as they are typed, in small letters."""

    def __missing__(self, letter: int) -> str:
        self[letter] = plain(chr(letter))[:1].lower()[:1] or " "
        return self[letter]


_PLAIN = _Plain()


def wording(text: str) -> Wording:
    """The words of a text, folded, with their places; what belongs to one idea ("governing body") is one word."""
    text = text.replace("...", "…")  # so that an ellipsis is one mark, whichever way it was typed
    folded = text.lower() if text.isascii() else text.translate(_PLAIN)
    folded = _LETTER.sub(lambda mark: " " * len(mark[0]), folded)  # letter by letter: places stay what they are
    found: list[Word] = []
    cuts = {at for at, letter in enumerate(text) if letter == "…"}
    for match in _WORD.finditer(folded):
        found += _words_of(match[0], match.start(), match.end(), text[match.start()].isupper())
    joined = tuple(_joined(found))
    starts = [word.start for word in joined]
    return Wording(text, joined, frozenset(bisect_left(starts, cut) for cut in cuts))


def _words_of(word: str, start: int, end: int, capital: bool) -> Iterator[Word]:
    negated = _NOT.fullmatch(word)
    if negated:
        yield Word(negated["verb"] or negated["can"], start, end, capital)
        yield Word("not", start, end)
    else:
        yield Word(_folded(word), start, end, capital)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if _NUMBERLIKE.fullmatch(word):
        return word.translate(_MISREAD)
    return _numbers().get(word) or key(word.translate(_LETTERS) if not word.isdigit() else word)


@cache
def _numbers() -> dict[str, str]:
    return dict(entry.split("=") for entry in words("wording")["numbers"])


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By the word that they begin with, phrases of several words and what stands for them; the longest first."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in words("wording")["phrases"]:
        phrase, _, one = entry.partition("=")
        said = tuple(phrase.split())
        phrases.setdefault(said[0], []).append((said, one))
    return {first: sorted(each, key=lambda entry: -len(entry[0])) for first, each in phrases.items()}


def _joined(found: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(found):
        for said, one in _phrases().get(found[at].said, ()):
            if tuple(word.said for word in found[at : at + len(said)]) == said:
                start, end, capital = found[at].start, found[at + len(said) - 1].end, found[at].capital
                yield from (Word(word, start, end, capital) for word in one.split())
                at += len(said)
                break
        else:
            yield found[at]
            at += 1


# ── what changed ─────────────────────────────────────────────────────────────────────────────────


def changes(wanted: Wording, found: Wording) -> list[Change]:
    """Where the other text differs from the first, in its order, without the slips."""
    return _without_moved(_together(_raw(wanted, found), wanted), wanted, found)


def _raw(wanted: Wording, found: Wording) -> Iterator[Change]:
    ours, theirs = [each.said for each in wanted.words], [each.said for each in found.words]
    for lost, put in _blocks(ours, theirs):
        if lost and put and _same_letters(wanted, lost, found, put):
            continue
        left, there = _paired(ours, theirs, lost, put)
        left = tuple(at for at in left if not _said_twice(ours, at))
        there = tuple(at for at in there if not _said_twice(theirs, at))
        if left or there:
            yield Change(left, there, put.start)


def _same_letters(wanted: Wording, lost: range, found: Wording, put: range) -> bool:
    """True where two stretches are alike as they stand, whatever words they were taken for."""
    if len(lost) == len(put) == 1:
        return alike(wanted.words[lost.start].said, found.words[put.start].said)
    ours, theirs = wanted.letters(lost), found.letters(put)
    told = sum(each.isdigit() or each in _strict() for each in wanted.said(lost)) + len(theirs)
    return alike(ours, theirs) if len(lost) <= 3 and told > SHORT else False


def _blocks(ours: list[str], theirs: list[str]) -> Iterator[tuple[range, range]]:
    """Where the texts differ, each stretch whole: a word that was torn apart is a replacement and an insertion."""
    from rapidfuzz.distance import Levenshtein

    block: tuple[int, int, int, int] | None = None
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag != "equal":
            src, dest = (block[0], block[2]) if block else (step.src_start, step.dest_start)
            block = (src, step.src_end, dest, step.dest_end)
        elif block:
            yield range(*block[:2]), range(*block[2:])
            block = None
    if block:
        yield range(*block[:2]), range(*block[2:])


def _paired(ours: list[str], theirs: list[str], lost: range, put: range) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What is left of a stretch when the words that are alike are taken out of it, torn and joined ones too."""
    if len(lost) == len(put):
        pairs = [(a, b) for a, b in zip(lost, put, strict=True) if not alike(ours[a], theirs[b])]
        return tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    left = _without_likes(ours, lost, [theirs[at] for at in put])
    there = _without_likes(theirs, put, [ours[at] for at in lost])
    if max(len(lost), len(put)) > NEAR:
        return left, there
    torn = {at for a in left for at in _torn(ours[a], theirs, put)}
    joined = {at for b in there for at in _torn(theirs[b], ours, lost)}
    return (
        tuple(a for a in left if a not in joined and not _torn(ours[a], theirs, put)),
        tuple(b for b in there if b not in torn and not _torn(theirs[b], ours, lost)),
    )


def _torn(word: str, said: list[str], places: range) -> tuple[int, ...]:
    """The two or three places whose words, run together, are the word."""
    for many in (2, 3):
        for at in places[: max(0, len(places) - many + 1)]:
            if len(word) > SHORT and "".join(said[at : at + many]) == word:
                return tuple(range(at, at + many))
    return ()


def _said_twice(said: Sequence[str], at: int) -> bool:
    """True for a word that stands beside its like: "10 (ten)", "the Member Responsible for Complaints (the MRC)"."""
    near = (*said[max(0, at - 2) : at], *said[at + 1 : at + 3])
    return said[at] in near


def _without_likes(said: list[str], places: range, others: list[str]) -> tuple[int, ...]:
    """Those of the places whose word has no like among the others."""
    exact = set(others)
    near = others if max(len(places), len(others)) <= NEAR else []
    return tuple(at for at in places if said[at] not in exact and not any(alike(said[at], word) for word in near))


def _together(raw: Iterator[Change], wanted: Wording) -> list[Change]:
    """Changes between which hardly a word is equal are one."""
    merged: list[Change] = []
    for change in raw:
        last = merged[-1] if merged else None
        if last and last.lost and change.lost and change.lost[0] - last.lost[-1] <= TOGETHER + 1:
            between = wanted.said(range(last.lost[-1] + 1, change.lost[0]))
            if all(is_light(word) for word in between):
                merged[-1] = Change(last.lost + change.lost, last.put + change.put, last.at)
                continue
        merged.append(change)
    return merged


def _without_moved(found: list[Change], wanted: Wording, other: Wording) -> list[Change]:
    """The changes without stretches that only stand in another place: the items of a list in another order."""
    lost = [_content(wanted.said(change.lost)) for change in found]
    put = [_content(other.said(change.put)) for change in found]
    all_lost, all_put = ({word for each in words for word in each} for words in (lost, put))
    gone = {at for at, said in enumerate(lost) if _is_among(said, all_put - set(put[at]))}
    moved = {at for at, said in enumerate(put) if _is_among(said, all_lost - set(lost[at]))}
    for at, said in enumerate(lost):
        if said and not put[at] and at not in gone:  # a word or two are moved only where they stand alone again
            place = next(
                (to for to, again in enumerate(put) if to != at and to not in moved and _same_words(said, again)), None
            )
            if place is not None:
                moved.add(place)
                gone.add(at)
    left = (
        Change(() if at in gone else change.lost, () if at in moved else change.put, change.at)
        for at, change in enumerate(found)
    )
    return [change for change in left if change.lost or change.put]


def _content(said: Sequence[str]) -> list[str]:
    return [word for word in said if not is_light(word)]


def _same_words(said: list[str], again: list[str]) -> bool:
    return len(said) == len(again) and all(map(alike, said, again))


def _is_among(said: list[str], others: set[str]) -> bool:
    """True where nearly all words of substance of a stretch are among others that were lost or put elsewhere."""
    said = [word for word in said if not word.isdigit()]  # the numbers of a list stay where they are
    if len(said) < MOVED_WORDS or not others:
        return False
    same = sum(word in others or (len(others) <= NEAR and any(alike(word, other) for other in others)) for word in said)
    return same >= MOVED * len(said)


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=16384)
def alike(one: str, other: str) -> bool:
    """True for one word misspelt, for a plural, and for the words that landlords put for one another."""
    from rapidfuzz import fuzz

    if one == other:
        return True
    kinds = _same()
    if one in kinds and kinds[one] == kinds.get(other):
        return True
    if one.replace("rn", "m") == other.replace("rn", "m"):
        return True  # as text recognition reads an m
    strict = _strict()
    if one.isdigit() or other.isdigit():
        return min(len(one), len(other)) > SHORT and _one_letter(one, other)  # 2010 and 201O
    if one in strict or other in strict:
        same = one.removesuffix("s") == other.removesuffix("s")
        return same or (not (one in strict and other in strict) and len(one) > SHORT and _one_letter(one, other))
    if min(len(one), len(other)) <= SHORT:
        same = one.removesuffix("s") == other.removesuffix("s")
        return same or (max(len(one), len(other)) > SHORT and _one_letter(one, other))
    return not _opposite(one, other) and fuzz.ratio(one, other) >= SLIP * 100


@cache
def _same() -> dict[str, str]:
    """Each word that landlords put for another, with the name of its list."""
    lists = words("wording")
    names = ("people", "landlords", "bodies", "papers", "every", "bound", "workdays")
    return {word: name for name in names for word in lists[name]}


@cache
def _strict() -> frozenset[str]:
    lists = words("wording")
    return frozenset(word for name in ("binding", "weaker", "negations", "units", "some") for word in lists[name])


def _one_letter(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _opposite(one: str, other: str) -> bool:
    """True for "accepted" and "unaccepted", "include" and "exclude"."""
    short, long = sorted((one, other), key=len)
    for prefix in words("wording")["turning"]:
        if long.startswith(prefix) and not short.startswith(prefix) and long[len(prefix) :][:4] == short[:4]:
            return True
    for pair in words("wording")["opposites"]:
        first, _, second = pair.partition("/")
        if (one.startswith(first) and other.startswith(second)) or (one.startswith(second) and other.startswith(first)):
            return True
    return False


@cache
def _light() -> frozenset[str]:
    return frozenset(words("wording")["light"])


def is_light(word: str) -> bool:
    """True for a word without content of its own."""
    return word in _light() or (len(word) == 1 and not word.isdigit())
