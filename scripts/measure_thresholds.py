"""What the thresholds of matching.py, similarity.py and forms.py rest on: `python scripts/measure_thresholds.py`.

Reads every fixture in every format and prints how alike a row's text is to the requirement whose text it carries (by
`rows.json`, that is, by hand), to the nearest other requirement of the same edition, and to the nearest of the other
edition. Siblings (stage 1 and stage 2 of the same rule) are counted apart: their texts are nearly one, and only the
number tells them. Then what the requirements are like among themselves, and how the editions' votes fall. Where
HOSCHECK_SHARED names a folder with `seeds/` and `gold/`, those documents are measured too. Each threshold is printed
beside the pairs next to it on either side.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from hoscheck import similarity
from hoscheck.assess import Judge, prepare
from hoscheck.extract import forms, read_form
from hoscheck.matching import (
    ANOTHERS,
    CLEAR,
    LIKELY_TEXT,
    RIVAL,
    SAME_TEXT,
    STUB,
    TWINS,
    UNLIKE,
    Matcher,
)
from hoscheck.model import ProvisionRow, Rulebook
from hoscheck.normalise import key
from hoscheck.settings import Settings
from hoscheck.similarity import alike

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / "fixtures" / "forms"
FORMATS = ("docx", "html", "txt", "libreoffice.pdf", "chromium.pdf")
SHOWN = 5  # pairs that are named on each side of a threshold


@dataclass(frozen=True, slots=True)
class Read:
    """A document's rows, each with the number of the requirement whose text it carries (None: not known)."""

    name: str
    rulebook: str
    rows: tuple[tuple[ProvisionRow, str | None], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """How alike two texts are, which they are, and the document that the first stands in."""

    score: float
    what: str
    where: str = ""


def fixtures(judge: Judge) -> Iterator[Read]:
    """The forms, labelled by their `rows.json`."""
    for labels in sorted(FORMS.glob("*.rows.json")):
        name = labels.name.removesuffix(".rows.json")
        wanted = json.loads(labels.read_text(encoding="utf-8"))
        rulebook = json.loads((FORMS / f"{name}.findings.json").read_text(encoding="utf-8"))["rulebook"]
        for suffix in FORMATS:
            path = FORMS / f"{name}.{suffix}"
            rows = read_form(path.read_bytes(), path.name, judge.forms).rows
            if len(rows) != len(wanted):
                print(f"left out: {path.name} has {len(rows)} rows where {len(wanted)} are labelled", file=sys.stderr)
                continue
            numbers = [each["text_of"] or each["provision"] for each in wanted]
            yield Read(path.name, rulebook, tuple(zip(rows, numbers, strict=True)))


def samples(judge: Judge) -> Iterator[Read]:
    """The labelled samples that HOSCHECK_SHARED names, if it does: a printed number is true where `gold/` does not say
    that its text is another provision's."""
    shared = os.environ.get("HOSCHECK_SHARED")
    if not shared:
        print("HOSCHECK_SHARED is not set: the labelled samples were not measured", file=sys.stderr)
        return
    for labels in sorted((Path(shared) / "gold").glob("*.yaml")):
        gold = yaml.safe_load(labels.read_text(encoding="utf-8"))
        data = (Path(shared) / "seeds" / gold["file"]).read_bytes()
        doubted = set(gold.get("number_text_mismatch") or ())
        rows = read_form(data, gold["file"], judge.forms).rows
        known = (
            (row, row.number if row.number in gold["rows"] and row.number not in doubted else None) for row in rows
        )
        yield Read(f"sample {gold['file'][:3]}", gold["rulebook"], tuple(known))


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row: how alike it is to its own requirement, to that one's nearest sibling, to the nearest requirement
    of its edition that is none, and to the nearest one of another edition."""

    own: Pair
    sibling: Pair | None
    stranger: Pair
    foreign: Pair


def measured(documents: Iterable[Read], books: dict[str, Rulebook]) -> Iterator[Row]:
    """The labelled rows that print a text; those with a stub, or whose own requirement is not known, are left out."""
    siblings = {book.id: _siblings(book) for book in books.values()}
    for document in documents:
        book = books[document.rulebook]
        others = [each for each in books.values() if each.id != book.id]
        for row, number in document.rows:
            text = key(row.requirement)
            if number is None or number not in book.by_number or len(text) < STUB:
                continue
            family = siblings[book.id][number]
            yield Row(
                Pair(alike(text, key(book.by_number[number].text)), number, document.name),
                max(_likeness(text, book, number, family), key=_score, default=None),
                max(_likeness(text, book, number, set(book.by_number) - family - {number}), key=_score),
                max((each for other in others for each in _likeness(text, other, number)), key=_score),
            )


def _siblings(book: Rulebook) -> dict[str, set[str]]:
    """For each requirement, those that are as alike to it as a row without a number must be to be matched."""
    texts = {each.number: key(each.text) for each in book.requirements}
    return {
        number: {other for other in texts if other != number and alike(text, texts[other]) >= LIKELY_TEXT}
        for number, text in texts.items()
    }


def _likeness(text: str, book: Rulebook, own: str, among: set[str] | None = None) -> Iterator[Pair]:
    for each in book.requirements:
        if among is None or each.number in among:
            yield Pair(alike(text, key(each.text)), f"{own} beside {book.id} {each.number}")


def _score(pair: Pair) -> float:
    return pair.score


def between(books: Iterable[Rulebook], alike_by: Callable[[str, str], float] = alike) -> tuple[list[Pair], list[Pair]]:
    """Every two requirements of one edition, and every two of different ones."""
    entries = [(book.id, each.number, key(each.text)) for book in books for each in book.requirements]
    same: list[Pair] = []
    other: list[Pair] = []
    for (book, number, text), (book_2, number_2, text_2) in combinations(entries, 2):
        pair = Pair(alike_by(text, text_2), f"{book} {number} beside {book_2} {number_2}")
        (same if book == book_2 else other).append(pair)
    return same, other


def starts_alike(text: str, other: str) -> float:
    """The likeness of two starts, of the length that `Texts.starting` compares."""
    return alike(text[: similarity.START], other[: similarity.START])


def votes(documents: Iterable[Read], judge: Judge) -> Iterator[tuple[Pair, Pair]]:
    """For each document: the weight of the second edition against the first's, and the share of rows that carry the
    first's own text."""
    for document in documents:
        rows = [row for row, _ in document.rows]
        weights = sorted(((matcher.fit(rows).weight, matcher) for matcher in judge.matchers), key=lambda each: -each[0])
        (best, winner), (second, _) = weights[:2]
        told = document.name if winner.rulebook.id == document.rulebook else f"{document.name} MISTAKEN"
        yield Pair(second / best if best else 0.0, told), Pair(_owned(winner, rows), told)


def _owned(matcher: Matcher, rows: Sequence[ProvisionRow]) -> float:
    return matcher.own_texts(rows) / len(rows) if rows else 0.0


# ── printing ─────────────────────────────────────────────────────────────────────────────────────


def spread(title: str, pairs: Sequence[Pair]) -> None:
    """Print how the scores are spread."""
    scores = sorted(pair.score for pair in pairs)
    if len(scores) < 2:
        print(f"\n{title}: {len(scores)} pairs")
        return
    cuts = statistics.quantiles(scores, n=100, method="inclusive")
    points = [("least", scores[0]), ("1 %", cuts[0]), ("5 %", cuts[4]), ("half", cuts[49]), ("95 %", cuts[94])]
    points += [("99 %", cuts[98]), ("most", scores[-1])]
    print(f"\n{title}: {len(scores)}; " + ", ".join(f"{name} {score:.3f}" for name, score in points))


def around(name: str, threshold: float, pairs: Sequence[Pair]) -> None:
    """Print how many pairs lie on each side of a threshold, and those next to it; the same pair of texts once."""
    below = sorted((pair for pair in pairs if pair.score < threshold), key=lambda pair: -pair.score)
    above = sorted((pair for pair in pairs if pair.score >= threshold), key=lambda pair: pair.score)
    print(f"  {name} = {threshold}: {len(below)} below, {len(above)} at or above")
    for side, found in (("below", below), ("above", above)):
        seen: dict[tuple[str, str], Pair] = {}
        for pair in found:
            seen.setdefault((f"{pair.score:.3f}", pair.what), pair)
        for pair in list(seen.values())[:SHOWN]:
            print(f"    {side}  {pair.score:.3f}  {pair.what}{' in ' * bool(pair.where)}{pair.where}")


def main() -> int:
    """Measure and print; always 0, for it is people who judge the figures."""
    judge = prepare(Settings())
    books = {book.id: book for book in judge.rulebooks}
    documents = [*fixtures(judge), *samples(judge)]
    rows = list(measured(documents, books))
    print(f"{len(documents)} documents, {len(rows)} labelled rows with a text of their own (each format counts)")

    own = [each.own for each in rows]
    spread("a row and its own requirement", own)
    around("SAME_TEXT", SAME_TEXT, own)
    spread(
        "a row and a requirement of its edition that is neither its own nor a sibling", [each.stranger for each in rows]
    )
    around("UNLIKE", UNLIKE, [each.stranger for each in rows])
    around("LIKELY_TEXT", LIKELY_TEXT, [each.stranger for each in rows])
    siblings = [each.sibling for each in rows if each.sibling is not None]
    spread("a row and a sibling of its own requirement", siblings)
    around("SAME_TEXT", SAME_TEXT, siblings)
    ahead = [Pair(each.own.score - each.sibling.score, each.sibling.what) for each in rows if each.sibling]
    spread("by how much its own requirement is nearer than a sibling", ahead)
    around("ANOTHERS", ANOTHERS, ahead)
    spread("a row and the nearest requirement of the other edition", [each.foreign for each in rows])
    around("SAME_TEXT", SAME_TEXT, [each.foreign for each in rows])

    same, other = between(books.values())
    spread("two requirements of one edition", same)
    around("TWINS", TWINS, same)
    around("SAME_TEXT", SAME_TEXT, same)
    around("LIKELY_TEXT", LIKELY_TEXT, same)
    spread("two requirements of different editions", other)
    around("SAME_TEXT", SAME_TEXT, other)
    starts, _ = between(books.values(), starts_alike)
    spread("the starts of two requirements of one edition", starts)
    around("BEGINS", forms.BEGINS, starts)
    lengths = [
        Pair(len(key(each.text)), f"{book.id} {each.number}") for book in books.values() for each in book.requirements
    ]
    spread("characters of a requirement", lengths)
    around("STUB", STUB, lengths)
    around("CUT_AT_LEAST", similarity.CUT_AT_LEAST, lengths)

    cast = list(votes(documents, judge))
    spread("the second edition's votes against the first's", [each for each, _ in cast])
    around("RIVAL", RIVAL, [each for each, _ in cast])
    spread("share of rows that carry the text of their number", [each for _, each in cast])
    around("CLEAR", CLEAR, [each for _, each in cast])
    return 0


if __name__ == "__main__":
    sys.exit(main())
