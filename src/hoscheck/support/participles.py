"""Participles and what was done to papers: "staff trained yearly" tells, "policy approved in May" files."""

from __future__ import annotations

import re

from hoscheck.support.asked import EVERY, SHORT_NOTE, is_by_governors
from hoscheck.support.clauses import Clause, entries
from hoscheck.support.verbs import is_actor

_YEAR = re.compile(r"(?:19|20)\d\d")
_FILED = re.compile("o[t#ykxpvVaegPri]{0,12}[dwl]")  # "in our Complaints and Feedback Policy"
_CONSULTED = frozenset(("tenants", "residents", "customers", "leaseholders"))
_SENT = frozenset(("sent", "given", "linked", "submitted", "appended", "related", "referred", "supplied"))
_READ = frozenset(("back", "first", "out", "aloud", "over", "through", "daily"))
_INSIDE = frozenset(("in", "within", "into", "under", "at", "per"))
_PLACE = re.compile("[dwrlnuqA]")  # the first thing in a clause that a pointer can point to
_CONTENT = re.compile("[xpvVaegPri]")  # words that say something of their own
WRITTEN = frozenset("dwlq")  # papers, their parts and their titles: that they are reviewed and approved tells nothing
_TITLE = re.compile("[xpvVaegPrikyj]{1,12}(?=[dwr])")  # words in front of "policy" are its title and say nothing
EARLY = 4  # words; a sentence has its verb among the first
TELLING = 2  # words of its own from which a document's clause tells how, and no longer names a topic only


def content(kinds: str) -> int:
    """How many words say something of their own; the words of a document's title do not."""
    return len(_CONTENT.findall(_TITLE.sub("", kinds)))


def participle(clause: Clause, i: int) -> bool:
    """A participle without auxiliary: "staff trained yearly" states, "the revised policy", "policy approved" do not."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtozh":
        return False
    after = kinds[i + 1 : i + 2]
    if kinds[i] == "i" and i and i < 4 and is_actor(clause.words[i - 1]) and after in ("t", "T", "d"):
        return is_filing_that_tells(clause, i)  # "the Board reviewed the report in May"
    if 0 < i < EARLY and kinds[i] == "e" and after in ("x", "k") and is_actor(clause.words[i - 1]):
        return True  # "the Board appointed Ms Okafor"
    if clause.words[i + 1 : i + 2] and clause.words[i + 1] in entries("months"):
        after = "#"
    if after and after not in ("ozyjnNT#t" if kinds[i] == "e" and before else "ozyjnNT#"):
        return False
    if kinds[i] == "i" or (after == "z" and _is_presented(clause, i)):
        return kinds[i] == "i" and _is_filed_by_note(clause, i, before)
    if is_actor(clause.words[i - 1]) and after == "o" and i and not is_filed(clause, i + 1):
        return True  # "contractors bound by our policy"
    if kinds[i] == "e" and before == "d" and kinds[i + 1 : i + 3] in ("z#", "zt") and clause.words[i] not in _SENT:
        return True  # "policy pruned to two pages"
    if not after:
        return _ends_with_participle(clause, i, before)
    if before in ("x", "k") and clause.words[i + 1 : i + 2] == ["from"]:
        return True  # "bands taken from the Ombudsman's guidance"
    if _is_kept(clause, i, before):
        return False
    rest = "".join(kinds[at] for at in range(i + 1, len(kinds)) if clause.words[at] not in entries("months"))
    return not is_filed(clause, i + 1) and bool(
        re.search("[xpvVaegPrS]", rest) or _counts(clause, i + 1) or not EVERY.isdisjoint(clause.words[i + 1 :])
    )


def _is_kept(clause: Clause, i: int, before: str) -> bool:
    """ "Register held by Legal", "copies held by the team": where a paper is."""
    if clause.words[i] == "held" and before in "dwr" and clause.words[i + 1 : i + 2] in (["by"], ["on"], ["in"]):
        return True
    return not entries("copies").isdisjoint(clause.words[:i]) and clause.words[i] in entries("placing-participles")


def _is_presented(clause: Clause, i: int) -> bool:
    """ "Heat map – presented to the committee in May": a paper went to somebody, where no approval is asked."""
    if clause.words[i] not in entries("presenting-participles") or "approval" in clause.asks:
        return False
    return clause.kinds[i - 1] in "dwr" if i else clause.follows


def cited(clause: Clause, i: int) -> bool:
    """A citing participle without auxiliary states only where it names no place: "covered at each induction"."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtj":
        return False
    if clause.words[i] == "available" and before and in_formats(clause, i):
        return True
    if clause.words[i + 1 : i + 2] and clause.words[i + 1] in _READ and clause.words[i] == "read":
        return True  # "history tab read first", "read back to them"
    if kinds[i + 1 : i + 2] != "o" or (not before and clause.words[i] == "available"):
        return False
    place = _PLACE.search(kinds, i + 1)
    if place is None and clause.words[i + 2 : i + 3] and clause.words[i + 2] in EVERY:
        return True  # "policy or clause cited beside every finding"
    if "d" in kinds[:i] or "r" in kinds[:i]:
        return False
    if place is None:
        return bool(_CONTENT.search(kinds, i + 1))
    return place[0] == "r" and not EVERY.isdisjoint([*clause.words[:1], *clause.words[i : place.start()]])


def _is_filed_by_note(clause: Clause, i: int, before: str) -> bool:
    """ "Policy approved May 2024" tells nothing; "agreed with the resident" and "wording agreed with tenants" do."""
    if not before and clause.words[i + 1 : i + 2] == ["with"] and not clause.follows:
        return True
    if not before or clause.follows or not WRITTEN.isdisjoint(clause.kinds[:i]):
        return is_filing_that_tells(clause, i)
    return len(clause.kinds) > SHORT_NOTE


def _ends_with_participle(clause: Clause, i: int, before: str) -> bool:
    """ "Each point answered", "£418,300 paid"; of a document only that it is followed, or made where that is asked."""
    if before and before in "dw":
        return clause.words[i] in entries("following-participles") or "approval" in clause.asks
    if before == "#":
        return True
    return bool(before) and before in "xpkraST" and len(clause.kinds) >= SHORT_NOTE


def _counts(clause: Clause, start: int) -> bool:
    """ "got 4 quarterly packs", but not "completed 6 January": a number in front of anything but a month."""
    after = zip(clause.kinds[start:], [*clause.words[start + 1 :], ""], strict=True)
    return any(
        sort == "#" and word and word not in entries("months") and not word[0].isdigit() and not _YEAR.match(number)
        for number, (sort, word) in zip(clause.words[start:], after, strict=True)
    )


def is_filing_that_tells(clause: Clause, i: int) -> bool:
    """ "The policy was reviewed in May" is a date of the paper; "… amended to remove the informal stage" tells what was
    done, and "published" does where publishing is what the requirement asks."""
    purpose = clause.kinds.find("z", i)
    dated = clause.kinds[i + 1 : i + 2] == "#"
    if "policy" in clause.asks and clause.words[i] == "adopted" and not clause.follows and not dated:
        return True
    if purpose >= 0 and (
        clause.kinds[purpose + 1 :][:1] == "v"
        or (content(clause.kinds[purpose:]) >= TELLING and clause.kinds[purpose + 1 :][:1] in "aC")
    ):
        return True
    if clause.words[i + 1 : i + 2] == ["with"] and not _CONSULTED.isdisjoint(clause.words[i + 2 : i + 4]):
        return True  # "rewritten with tenants"
    if "approval" in clause.asks and is_by_governors(clause):
        return True  # where the requirement asks for the governing body, that it approved is how it is met
    return "publication" in clause.asks and clause.words[i] in entries("publishing-participles")


def is_filed(clause: Clause, j: int) -> bool:
    """ "in the Complaints Policy", "under section 4": what was done, was done to a paper."""
    inside = clause.words[j : j + 1]
    filed = _FILED.match(clause.kinds, j)
    if not inside or inside[0] not in _INSIDE or filed is None:
        return False
    if filed[0][-1] in "wl" and clause.words[j - 1] in entries("sharing-participles"):
        return False  # "shared in the newsletter and annual report"
    return inside[0] != "at" or filed[0][-1] != "w"  # what is done at a meeting or a briefing is done


def is_about_papers(clause: Clause, i: int) -> bool:
    """True where what stands before i is papers and evidence only: "copies", "the template letters", "all of which"."""
    start = clause.kinds.rfind("j", 0, i) + 1  # "… and a sample has been provided"
    before = clause.kinds[start:i]
    if "which" in clause.words[max(0, i - 2) : i] or (not before and clause.follows):
        return True
    said = clause.words[start:i]
    if before.endswith(("dT", "wT", "rT")):
        return True  # "the training plan that was supplied"
    papers = bool(re.search("[dwlqr]", before)) or not entries("copies").isdisjoint(said)
    return papers and entries("practice").isdisjoint(said) and "S" not in before


def in_formats(clause: Clause, i: int) -> bool:
    """ "available in Braille", "available on request", unless it is the evidence that is."""
    if "u" in clause.kinds and "request" in clause.words[i:]:
        return False  # "available on request and at www…"
    return re.search("[rP]", clause.kinds[:i]) is None and not entries("formats").isdisjoint(clause.words[i:])
