"""What a requirement asks for, and notes that give just that.

To publish a report, to name the Ombudsman in a letter or to tell the Board points somewhere in most rows; where the
requirement asks for that very thing, that it is done is how it is met.
"""

from __future__ import annotations

import re

from hoscheck.support.clauses import Clause, entries

EVERY = frozenset(("all", "every", "each"))
SHORT_NOTE = 3  # words that a note without a verb needs: "Training" is a topic, "Annual refresher training" a note
AUDIENCES = 2  # groups of people with whom something is shared
CHANNELS = 3  # named ways to get in touch, or to make public, that make a list of them

_ON_THE_WEB = re.compile(
    "o(?:t+[xk]?lo)?t?k?w|[tkx]*[dw]ot?k?w[joz]"
)  # "on our website since May", "policy on website and in …"
_IN_A_LETTER = re.compile("(?:^[xkte]*c?|[cxkaer])o[tkxaeg]*r")  # "included in the extension letter"
_ELSEWHERE = re.compile("[dlnwPuq]")  # a document, its section, a link: it is pointed to
_UNNUMBERED = re.compile("l(?!x?[n#])")  # "a paragraph in the letter"
_REPORTS = frozenset(("report", "reports", "minutes", "papers", "paper"))  # what was shared, not with whom
_CODE = frozenset(("code", "code's", "ombudsman's", "hos", "ho"))
_VERY = frozenset(("this", "these", "exact", "exactly", "statutory"))
_WORDING = frozenset(("definition", "words", "wording", "text"))
_PAPERS = frozenset("dwr")
_PAPER = re.compile("[dwicCEP]")


def gives_what_is_asked(clause: Clause) -> bool:
    """A note that would only point in another row: that the governing body received a report on a day, that it is on
    the website, that the Ombudsman's address stands in a letter."""
    return any(_GIVES[asked](clause) for asked in clause.asks if asked in _GIVES)


def is_by_governors(clause: Clause) -> bool:
    """True where the governing body itself is named, not its papers: "the Board", but not "the Board report"."""
    bodies = entries("governing")
    return any(word in bodies and clause.kinds[at + 1 : at + 2] not in _PAPERS for at, word in enumerate(clause.words))


def _letter(clause: Clause) -> bool:
    kinds = _UNNUMBERED.sub("x", clause.kinds)
    if "with" in clause.words:
        at = clause.words.index("with")
        kinds = kinds[:at] + kinds[at:].replace("w", "x")  # "in the first letter, with the leaflet"
    if not _IN_A_LETTER.search(kinds) or _ELSEWHERE.search(kinds):
        return False
    return entries("samples").isdisjoint(clause.words) and not entries("sent").isdisjoint(clause.words)


def _publicity(clause: Clause) -> bool:
    listed = len(clause.commas) >= CHANNELS - 1 and clause.kinds.count("w") >= CHANNELS - 1
    return listed and not re.search("[dlnPuq]", clause.kinds)


def _policy(clause: Clause) -> bool:
    said = clause.words
    return len(said) > 1 and "d" in clause.kinds and (said[-2:] == ["in", "place"] or said[0] in ("single", "one"))


def _definition(clause: Clause) -> bool:
    if clause.words[0] in entries("adopting") or {"as", "code"}.issubset(clause.words):
        return "c" not in clause.kinds and "C" not in clause.kinds
    said, kinds = clause.words, clause.kinds
    if any(word in _CODE and not _WORDING.isdisjoint(said[at + 1 : at + 3]) for at, word in enumerate(said)):
        return "P" not in kinds  # "the Code's definition is quoted on our website"
    if not (_WORDING.isdisjoint(said) or _VERY.isdisjoint(said)) and "P" not in kinds:
        return True  # "this exact definition is in our policy"
    bare = "".join(sort for sort, word in zip(kinds, said, strict=True) if word not in entries("adopting"))
    if _WORDING.isdisjoint(said):
        return False
    if not _CODE.isdisjoint(said):
        return re.search("[cCP]|l[n#]", bare) is None  # "wording straight from the Code"
    return not entries("adopting").isdisjoint(said) and "c" not in bare and "C" not in bare


def _contents(clause: Clause) -> bool:
    """ "The exclusions mirror those of the Code", where the policy is to have them."""
    return not _CODE.isdisjoint(clause.words) and not entries("same-as").isdisjoint(clause.words)


def _sharing(clause: Clause) -> bool:
    """ "Residents' newsletter, staff briefing and Board", where learning is to be shared with people."""
    if not _REPORTS.isdisjoint(clause.words):
        return False
    people = {word.rstrip("s'") for word in entries("audiences").intersection(clause.words)}
    return len(people) >= AUDIENCES and re.search("[#nluqPc]", clause.kinds) is None


def _details(clause: Clause) -> bool:
    kinds, said = clause.kinds, clause.words
    if entries("ombudsman").isdisjoint(said) or not re.search("[oC]", kinds):
        return False
    return not entries("contact-details").isdisjoint(said) and "P" not in kinds


def _publication(clause: Clause) -> bool:
    kinds, said = clause.kinds, clause.words
    if kinds[:1] == "w" and (said[1:2] == ["since"] or not entries("months").isdisjoint(said[1:3])):
        return kinds[-1] not in "dw"  # "website since 4 August", "site April"
    if "w" in kinds and "since" in said and not re.search("[cCPE]", kinds):
        return True  # "the response on the website since June"
    if "w" not in kinds or len(kinds) <= SHORT_NOTE or re.search("[cCPE]", kinds):
        return False
    return _ON_THE_WEB.match(kinds) is not None and not {"on", "under"}.isdisjoint(clause.words)


def _approval(clause: Clause) -> bool:
    kinds, said, bodies = clause.kinds, clause.words, entries("governing")
    often = not (EVERY | entries("frequencies")).isdisjoint(said)
    if often and "w" in kinds and not re.search("[#nlduP]", kinds):
        return True  # "quarterly reports", "performance report to each Board"
    for at, word in enumerate(said):
        after = kinds[at + 1 : at + 2]
        if at == 0 and word in bodies and kinds[1:3] == "o#":
            return True  # "Board on 4 June"
        month = said[at + 1 : at + 2] and said[at + 1] in entries("months")
        if word in bodies and (month or (at == 1 and said[0] in entries("months"))) and len(said) <= SHORT_NOTE:
            return True  # "trustees, Sept.", "July board", "committee March 2024"
        if word in bodies and after == "#" and at + 1 not in clause.commas:  # "Board 12/6"
            return not clause.follows and _PAPER.search(kinds, 0, at) is None
        if word in ("response", "statement") and after in ("e", "i", "w", "c"):
            return True
    return False


def _record(clause: Clause) -> bool:
    """ "Full file for every case", where records are what is asked."""
    whole = not (EVERY | entries("whole")).isdisjoint(clause.words)
    return "r" in clause.kinds and whole and not re.search("[dlnuqPc]", clause.kinds)


_GIVES = {
    "letter": _letter,
    "publicity": _publicity,
    "policy": _policy,
    "definition": _definition,
    "details": _details,
    "publication": _publication,
    "approval": _approval,
    "record": _record,
    "contents": _contents,
    "sharing": _sharing,
}
