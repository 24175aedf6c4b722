"""Which words are verbs here: those that are always one, and those that may be nouns ("Officers record each call")."""

from __future__ import annotations

import re

from hoscheck.support.asked import EVERY
from hoscheck.support.clauses import Clause, entries, kind

_NUMBERED = re.compile("[dwl]x?[#n]$|[dwl]x$|[dw]l$")  # "policy s.2", "section 4": its number is no subject
_ARTICLES = (
    ["the"],
    ["a"],
    ["an"],
    ["our"],
    ["their"],
    ["its"],
    ["it"],
    ["them"],
    ["each"],
    ["every"],
    ["any"],
    ["both"],
)
_PAPERS = ("d", "l", "n", "u", "")
_ONE = frozenset(("a", "an", "each", "every"))  # one thing follows, so that a word on -s behind it is its verb
_GOES = frozenset(("with", "by", "off"))  # no noun stands before these, and many verbs do
_DOING = re.compile("g(?:z[vaCk])?[xtk]*$")
_SINGULAR = re.compile("[^s]$")
_THIRD = re.compile("[^sui]s$")


def verb_of_actor(clause: Clause, i: int) -> bool:
    """ "Officers record each call" against "staff survey report": a verb if an object begins after it."""
    after = clause.kinds[i + 1 : i + 2]
    if not after or i + 1 in clause.commas or clause.words[i + 1 : i + 2] == ["of"]:  # "the cabinet report of May"
        return False
    if clause.words[i] not in entries("nouns-or-verbs"):
        plural = clause.words[i - 1] in entries("workers") and not clause.words[i].endswith("s") and not clause.upper[i]
        return clause.kinds[i] == "x" and after in (
            "tTSxrka#y" if plural else "tTS"
        )  # an unknown word between two that cannot be its neighbours
    if clause.words[i - 1] in entries("workers"):
        return True
    third_person = clause.words[i].endswith("s") and not clause.words[i - 1].endswith("s")
    if (
        clause.words[i] == "report"
        and clause.words[i - 1] in entries("governing")
        and not clause.words[i - 1].endswith("s")
    ):
        return False  # "Board report on complaints"
    return after in ("tTSyNgokxa" if third_person else "tTSyNgo")


def is_actor(word: str) -> bool:
    """People and bodies; words on -ers and -ors are people too (reviewers, auditors)."""
    return word in entries("actors") or (word.endswith(("ers", "ors")) and kind(word) == "x")


def noun_or_verb(clause: Clause, i: int) -> bool:
    """A word that may be either is a verb after a subject and before an object."""
    kinds, said, before = clause.kinds, clause.words, i - 1
    while before >= 0 and (kinds[before] == "y" or _NUMBERED.search(kinds[: before + 1])):
        before -= 1
    if before < 0:
        return False
    subject = said[before]
    if said[i] == "link" and kinds[i + 1 : i + 2] == "z":
        return subject.endswith("s") and kinds[before] in "rxa"  # "survey emails link to the form"
    if said[i] == "look":
        return subject.endswith("s") and kinds[i + 1 : i + 2] == "o"  # "quality checks look for one paragraph"
    if i == 2 and said[0] in _ONE and said[i] in entries("nouns-or-verbs") and _THIRD.search(said[i]):
        return i + 1 < len(said) and i not in clause.commas  # "a grid links impact and payment"
    if (
        _DOING.match(kinds[:i])
        and kinds[i] == "a"
        and _THIRD.search(said[i])
        and kinds[i + 1 : i + 2] in ("x", "t", "a")
    ):
        return i not in clause.commas and not clause.upper[i]  # "refusing to escalate needs sign-off"
    if said[i] == "links" and kinds[0] == "t" and kinds[i + 1 : i + 2] in ("z", "x", "k", "a"):
        return _SINGULAR.search(subject) is not None  # "every email links to the form"
    if said[i] in entries("wanting") and kinds[i + 1 : i + 2] == "z":
        return True  # "contractors need to", "residents want to"
    if kinds[before] == "T":
        return subject in ("which", "that") and before > 0 and kinds[i + 1 : i + 2] not in ("", "d", "w")
    if kinds[before] in "xrpwdkaq" and meets_an_article(clause, i):
        return True  # "letters quote the exclusion": no noun stands before an article
    if subject == "and" and before > 1 and _THIRD.search(said[i]) and meets_an_article(clause, i):
        return True  # "was written with residents and uses their words"
    return _is_third_person(clause, before, i) or (is_actor(subject) and verb_of_actor(clause, i))


def meets_an_article(clause: Clause, i: int) -> bool:
    """ "Letters quote the exclusion", "the matrix copies the bands": no noun stands before an article, unless a comma
    parts them or a new line begins there."""
    after = i + 1
    if clause.words[after : after + 1] not in _ARTICLES or after in clause.commas or clause.upper[after]:
        return False
    return clause.kinds[i] in "axrkPl" and not clause.upper[i] and i not in clause.commas


def _is_third_person(clause: Clause, before: int, i: int) -> bool:
    """ "Our procedure ends at stage two", "the letter parts the two": a word on -s after one thing, before another."""
    kinds, said = clause.kinds, clause.words
    after = kinds[i + 1 : i + 2]
    group = before
    while group > 0 and kinds[group] in "xkapr":
        group -= 1
    if not (kinds[0] == "t" or (kinds[group] == "t" and kinds[group - 1 : group] in ("T", "j"))):
        return False
    if not after or not _SINGULAR.search(said[before]) or not _THIRD.search(said[i]):
        return False
    if kinds[before] not in "dwrxkpa" or (kinds[i] != "x" and said[i] not in entries("nouns-or-verbs")):
        return False
    if after in "tTS":
        return said[i + 1] not in EVERY
    if said[i + 1] in _GOES:
        return kinds[i] == "a"  # "the survey closes with a link"
    return after == "o" and kinds[i] not in "xr" and (before < i - 1 or kinds[before] in "dwr")


def verb(clause: Clause, i: int) -> bool:
    """A finite verb states; a base form is finite only after a subject ("Make a complaint" is a title)."""
    kinds = clause.kinds
    if kinds[i] == "v" and i and kinds[i - 1] in "dwr" and not clause.words[i - 1].endswith("s"):
        return False  # "document store"
    at = next((at for at in range(i - 1, -1, -1) if kinds[at] != "y" and (at == 0 or clause.words[at] != "first")), -1)
    before = kinds[at] if at >= 0 else ""
    if not entries("starting").isdisjoint(clause.words[i + 1 : i + 3]) and re.search("[dw]", kinds[:i]):
        return False  # "the policy took effect on 1 April"
    if clause.words[i] in entries("replacing") and (clause.follows or "d" in kinds[:i]):
        return False  # "(supersedes 2022 version)"
    if clause.words[i + 1 : i + 2] == ["reference"]:
        return False  # "both make reference to this"
    if clause.words[i] == "=" and kinds[i + 1 : i + 2] in _PAPERS:
        return False  # "policy = Appendix 1"
    if kinds[i] == "V":
        return not before or before not in "tozh"
    if before == "C" and clause.words[i - 1] in entries("noun-like-verbs"):
        return True  # "details sit above the signature"
    return bool(before) and before not in "tozhjBHMlnqcCP"
