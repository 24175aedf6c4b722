"""Which documents are set aside: every layout and producer that occurs twice is in both halves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

SEEN, UNSEEN = "seen", "unseen"


def assign(documents: Mapping[str, Sequence[str]], known: Mapping[str, str]) -> dict[str, str]:
    """Names with their labels → each name's half. A name that has a half keeps it; the others are taken in the order of
    their hashes, each into the half that has fewer of its labels."""
    given = {name: known[name] for name in documents if name in known}
    count = {half: Counter[str]() for half in (SEEN, UNSEEN)}
    for name, half in given.items():
        count[half].update(documents[name])
    rarity = Counter(label for labels in documents.values() for label in labels)
    fresh = [name for name in documents if name not in given]
    fresh.sort(key=lambda name: (min(rarity[label] for label in documents[name]), _hash(name)))
    for name in fresh:
        lean = sum((count[SEEN][each] - count[UNSEEN][each]) / rarity[each] for each in documents[name])
        size = sum(half == SEEN for half in given.values()) - sum(half == UNSEEN for half in given.values())
        lean += size * 0.02  # equal halves where the labels do not mind
        given[name] = UNSEEN if lean > 0 or (lean == 0 and int(_hash(name), 16) % 2) else SEEN
        count[given[name]].update(documents[name])
    for label in lonely(documents, given):  # one more document that has it goes over
        movable = [name for name in sorted(fresh, key=_hash) if label in documents[name]]
        for name in movable[:1]:
            given[name] = UNSEEN if given[name] == SEEN else SEEN
    return given


def lonely(documents: Mapping[str, Sequence[str]], halves: Mapping[str, str]) -> list[str]:
    """The labels that two documents or more have, and that one half lacks."""
    count = {half: Counter(label for name in documents if halves[name] == half for label in documents[name])
             for half in (SEEN, UNSEEN)}  # fmt: skip
    every = count[SEEN] + count[UNSEEN]
    return sorted(label for label in every if every[label] > 1 and not (count[SEEN][label] and count[UNSEEN][label]))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
