"""What is left of a note once papers, their titles, their topics and their filing are taken out.

"The list in the policy" leaves one word and a place; "a folder per case in the office safe" leaves several. A note that
has words left and says where, when or by whom is more than a pointer.
"""

from __future__ import annotations

import re

from hoscheck.support.asked import EVERY
from hoscheck.support.clauses import STEM, Clause, entries
from hoscheck.support.participles import is_filed

_PAPER = re.compile("[dwrlqunA]")
_TITLE = frozenset("xaegvVSkiyrdwC#j&PElq")  # what may stand in front of a paper's name as a part of it
_SAYS = re.compile("[BHMPCcE]")
_FILED = re.compile("[dw][^,]*i|i[^,]*[dw]")  # "policy reviewed by customers"
_REFERENCE = re.compile("[dnuq]|l[#n]")
_IDLE = (["place"], ["accordance"], ["line"], ["keeping"], ["full"], ["general"], ["particular"], ["detail"])
SEVERAL = 2
_OWN = frozenset("xaegvVS")
_TOPICAL = frozenset(("of", "on", "about", "for", "regarding", "concerning", "to", "re", "covering", "into"))
_PLACING = frozenset(
    ("in", "on", "at", "by", "with", "from", "per", "under", "through", "after", "before", "during", "within", "beside")
)


def says_more(clause: Clause) -> bool:
    """True for a note, without a verb, that has words left beside its papers, and a place, a time or a doer."""
    if _SAYS.search(clause.kinds):
        return False
    if _FILED.search(clause.kinds) or not (entries("placing-participles") | {"held"}).isdisjoint(clause.words):
        return False
    places = [_object(clause, i) for i, word in enumerate(clause.words) if word in _PLACING and not _is_idle(clause, i)]
    if not places:
        return False
    left = len(_left(clause))
    listed = clause.kinds[0] == "o" and bool(_PAPER.search(_object(clause, 0)))  # "in our policy, and in training"
    return left >= SEVERAL or (left > listed and any(not _REFERENCE.search(place) for place in places))


def may_say_more(clause: Clause, pointing: bool) -> bool:
    """True for a note that leaves it open whether it only points: it has a word left and a preposition, or several
    words. Of such notes most say something, and some are titles of papers that no list knows."""
    if _SAYS.search(clause.kinds) or clause.kinds[0] in "giq" or "as" in clause.words or _FILED.search(clause.kinds):
        return False
    if pointing and not EVERY.isdisjoint(clause.words):
        return True
    if pointing and not entries("manners").isdisjoint(clause.words) and re.search("[wr]$", clause.kinds):
        return True  # "handwritten letter"
    left = len(_left(clause))
    if not pointing:
        return left >= SEVERAL and not (clause.follows or clause.heading)
    return left >= SEVERAL or (left > 0 and "o" in clause.kinds)


def _object(clause: Clause, i: int) -> str:
    """The classes of the words that a preposition goes with: up to the next preposition, comma or "and"."""
    end = i + 1
    while end < len(clause.kinds) and clause.kinds[end] not in "ozj" and end not in clause.commas:
        end += 1
    return clause.kinds[i + 1 : end].replace("r", "")


def _is_idle(clause: Clause, i: int) -> bool:
    """ "Step by step", "in place", "in accordance with"."""
    said = clause.words
    return said[i - 1 : i] == said[i + 1 : i + 2] or said[i + 1 : i + 2] in _IDLE


def _left(clause: Clause) -> list[int]:
    kinds, said = clause.kinds, clause.words
    titles = _titles(clause)
    paper = topic = False
    left = []
    for i, sort in enumerate(kinds):
        if i in clause.commas:
            topic = False
        paper = paper or bool(_PAPER.match(sort))
        if sort in "oz":
            topic = paper and said[i] in _TOPICAL
        elif _is_named_in(clause, i):
            continue  # "named in the policy"
        elif sort in _OWN and not (titles[i] or topic or (i and clause.upper[i])) and _counts(clause, i):
            left.append(i)
    return left


def _is_named_in(clause: Clause, i: int) -> bool:
    return clause.kinds[i] == "e" and is_filed(clause, i + 1)


def _titles(clause: Clause) -> list[bool]:
    """Which words stand in front of a paper's name, without a comma between."""
    kinds = clause.kinds
    titles = [False] * len(kinds)
    for i in range(len(kinds) - 2, -1, -1):
        named = kinds[i + 1] in "dwrlqu" or titles[i + 1]
        titles[i] = named and kinds[i] in _TITLE and i + 1 not in clause.commas
    return titles


def _counts(clause: Clause, i: int) -> bool:
    """False for what is the requirement's own, a month, a date of filing, or the place in a paper ("at the end of")."""
    word = clause.words[i]
    if word[:STEM] in clause.topic or any(
        word in entries(name) for name in ("months", "filing", "governing", "meetings")
    ):
        return False
    at_a_spot = word in entries("spots") and clause.words[i + 1 : i + 2] == ["of"]
    return not at_a_spot and not any(letter.isdigit() for letter in word)
