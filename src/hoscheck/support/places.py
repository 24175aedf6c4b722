"""What stands where: notes without a verb that tell where people meet something.

"A line at the end of the survey", "poster by each lift", "copy to the director", "by text and by letter": each tells
how it is done, though papers are named in it. "Template in the appendix to the procedure" and "leaflet on the website"
only say where a paper is to be found.
"""

from __future__ import annotations

import re
from functools import cache

from hoscheck.support.asked import EVERY
from hoscheck.support.clauses import Clause, entries
from hoscheck.words import words

TITLE = 2  # words behind a colon or dash that are the title of what they follow
FORMATS = 2  # kinds of print or speech that make a list of them

_REFERENCE = re.compile("[dnuq]|l[#n]")  # what is pointed to: a policy, its section, a link, a title
_ONLINE = re.compile("[wl]")
_SAYS = re.compile("[BHMVCcP]")  # a clause with one of these is no note, or points
_DATED = re.compile("#")


def stands_somewhere(clause: Clause) -> bool:
    """True for a note that tells where something is put, or to whom it goes."""
    said = clause.words
    text = clause.text.lower()
    if "P" not in clause.kinds and sum(name in text for name in words("support")["print-formats"]) >= FORMATS:
        return True
    if _SAYS.search(clause.kinds) or clause.kinds[0] in "EA" or (clause.follows and len(said) <= TITLE):
        return False
    if said[0] == "to" and not entries("audiences").isdisjoint(said[1:3]) and not _REFERENCE.search(clause.kinds):
        return True  # "to residents, in the newsletter"
    if said[0] == "by" and not entries("channels").isdisjoint(said) and "d" not in clause.kinds:
        return True  # "by text on the day and by letter within five"
    if _telling().isdisjoint(said):
        return False
    return any(
        _is_put(clause, i) or _is_at_a_spot(clause, i) or _is_passed_on(clause, i) or _is_for_each(clause, i)
        for i in range(len(said))
    )


@cache
def _telling() -> frozenset[str]:
    """The words that one of the handlers below begins with."""
    return frozenset.union(*(entries(name) for name in ("inserts", "handouts", "spots", "passed", "occasions")))


def _end_of_phrase(clause: Clause, i: int) -> int:
    """Where the phrase that word i belongs to ends: at its comma, or at the end."""
    return next((at for at in clause.commas if at > i), len(clause.words))


def _is_put(clause: Clause, i: int) -> bool:
    """ "A line at the end of the survey", "a banner on the portal", "poster by each lift"."""
    kinds, said = clause.kinds, clause.words
    insert = said[i] in entries("inserts") and kinds[i] != "w"  # a page of the website is only found there
    if not insert and said[i] not in entries("handouts"):
        return False
    end = _end_of_phrase(clause, i)
    where = next((at for at in range(i + 1, end - 1) if said[at] in entries("standing-where")), 0)
    if not where or "o" in kinds[i + 1 : where].replace("of", "") or kinds[i + 1 : i + 2] in ("n", "#", "l"):
        return False
    place = kinds[where + 1 : end]
    if _REFERENCE.search(place) or (insert and kinds[i] == "l" and kinds[i - 1 : i] not in ("t", "x", "a", "k")):
        return False
    return insert or not EVERY.isdisjoint(said[where:end]) or not _ONLINE.search(place)


def _is_at_a_spot(clause: Clause, i: int) -> bool:
    """ "Complaints at the top of the team agenda", "at the foot of every email"."""
    kinds, said = clause.kinds, clause.words
    if said[i] not in entries("spots") or said[i + 1 : i + 2] != ["of"] or i == 0:
        return False
    on = kinds[i + 2 : _end_of_phrase(clause, i)]
    if _REFERENCE.search(on):
        return False
    headed = re.search("[xkawg]", kinds[: max(0, i - 2)]) is not None
    return "r" in on or "survey" in said[i:] or (headed and "w" in on)


def _is_passed_on(clause: Clause, i: int) -> bool:
    """ "Copy to the director", "a weekly email to the MRC", "a paper to the Board"; a dated letter is a piece of
    evidence, and so is a template."""
    kinds, said = clause.kinds, clause.words
    if kinds[i] not in "rw" or kinds[i + 1 : i + 2] != "z" or _DATED.search(kinds) or "d" in kinds:
        return False
    if not (entries("samples") - {"copy", "file"}).isdisjoint(said):
        return False
    if kinds[i] == "w":
        return bool(i) and (said[0] in ("a", "an") or said[0] in EVERY) and not said[i].endswith("s")
    return said[i] in entries("passed") and kinds[i + 2 : i + 4].lstrip("t")[:1] in ("x", "k", "S", "a")


def _is_for_each(clause: Clause, i: int) -> bool:
    """ "In the pack for each meeting": what is done for each case or meeting is done."""
    return clause.words[i] in ("for", "of") and bool(
        clause.words[i + 1 : i + 2] in (["each"], ["every"])
        and not entries("occasions").isdisjoint(clause.words[i + 2 : i + 4])
    )
