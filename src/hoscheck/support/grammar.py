"""Which clauses state something, which only point, and which do neither.

Each handler below looks at one word of a clause and says whether the clause states something there. What a clause
may not do is never decided by a phrase: a verb states unless it is one that points.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hoscheck.model import Support
from hoscheck.support.asked import EVERY, SHORT_NOTE, is_by_governors
from hoscheck.support.clauses import Clause, entries
from hoscheck.support.notes import tells
from hoscheck.support.verbs import is_actor, noun_or_verb, verb, verb_of_actor

_PLACE = re.compile("[dwrlnuqA]")  # the first thing in a clause that a pointer can point to
_CONTENT = re.compile("[xpvVaegPri]")  # words that say something of their own
_TITLE = re.compile("[xpvVaegPrikyj]{1,12}(?=[dwr])")  # words in front of "policy" are its title and say nothing
_OBJECT = re.compile("[tT#ykxpvVaegPrij]{0,12}[dwlq]")  # "the Complaints Policy", as what a verb acts on
_FILED = re.compile("o[t#ykxpvVaegPri]{0,12}[dwl]")  # "in our Complaints and Feedback Policy"
_AUXILIARIES = "BHM"
_WRITTEN = frozenset(
    "dwlq"
)  # papers, their parts and their titles: they are reviewed and approved, which tells nothing
_INSIDE = frozenset(("in", "within", "into", "under", "at", "per"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_FINITE = re.compile("[BHMSVNTCz]")
_TWO_STAGES = re.compile(r"\b(?:two|2)[ -]stages?\b")


TELLING = 2  # words of its own from which a document's clause tells how, and no longer names a topic only
LONG_TITLE = 14  # a title that asks a question ("What happens if I am not happy") has no more words than this


def verdict(clause: Clause) -> Support | None:
    """STATEMENT or CITATION; NONE where the clause is empty; None where it neither states nor points."""
    kinds = clause.kinds
    if len(kinds) <= 3 and " ".join(clause.words) in entries("placeholders"):
        return Support.NONE
    question = kinds.find("h")
    if question >= 0 and len(kinds) - question <= LONG_TITLE and _asks_in_a_title(kinds, question):
        kinds = kinds[:question] + "q"
        said, upper = [*clause.words[:question], "?"], (*clause.upper[:question], False)
        clause = Clause(said, kinds, clause.text, upper, clause.commas, clause.follows, clause.asks)
    if clause.follows and clause.words[0].endswith("ing") and not _FINITE.search(kinds):
        return Support.CITATION  # "Procedure: Handling new issues raised during an investigation"
    for i, sort in enumerate(kinds):
        if (says := _SAYS.get(sort)) and says(clause, i):
            return Support.STATEMENT
    if tells(clause):
        return Support.STATEMENT
    if _PLACE.search(kinds) or "c" in kinds or "P" in kinds or "E" in kinds:
        return Support.CITATION
    return None if _CONTENT.search(kinds) or ("k" in kinds and len(kinds) > 1) else Support.NONE


def _asks_in_a_title(kinds: str, question: int) -> bool:
    """True for the title of a page or section ("section 4 What is a complaint") and for the topic of a pointer ("see
    page 3 for how residents can complain")."""
    if question == 0 or _PLACE.match(kinds[question - 1]):
        return True
    before = kinds[:question]
    return before[-1] in "ok" and ("P" in before or "c" in before) and bool(_PLACE.search(before))


def content(kinds: str) -> int:
    """How many words say something of their own; the words of a document's title do not."""
    return len(_CONTENT.findall(_TITLE.sub("", kinds)))


def _main(clause: Clause, i: int) -> tuple[int, bool]:
    """The first word after the auxiliaries that begin at i, and whether a negation stands among them."""
    kinds, j = clause.kinds, i
    while j < len(kinds) and kinds[j] in "BHMyNS":
        j += 1
    return j, "N" in kinds[i:j]


def _auxiliary(clause: Clause, i: int) -> bool:
    """A clause with is, has, will, can … states unless its verb points."""
    kinds = clause.kinds
    if i and (kinds[i - 1] in _AUXILIARIES or clause.words[i - 1] == "evidence"):
        return False  # judged with the auxiliary before it; "evidence can be given" says nothing
    j, negated = _main(clause, i)
    if negated:
        return True
    if j == len(kinds):
        return clause.words[j - 1] == "do" and j - i > 1  # "a phone call will do"
    main, passive = kinds[j], "B" in kinds[i:j] or clause.words[j - 1] == "been"
    if main == "c" and clause.words[j] == "entitled" and kinds[j + 1 : j + 2] == "z":
        return True  # people are entitled to something, a paper is entitled something
    if main == "c":
        return _points_not(clause, i, j) if passive else _has_cited(clause, j)
    if main == "E":
        return _evidences(clause, j)
    if main == "C":
        return _tells(clause, j)
    if main == "P" and not passive:
        return not _PLACE.search(kinds, j + 1)
    if passive:
        return _is_something(clause, i, j)
    if kinds[i] == "H" and main not in "eiv":
        return _exists(clause, j)
    if kinds[i] == "H" and main == "i":
        return content(kinds[j + 1 :]) >= TELLING or not _OBJECT.match(kinds, j + 1)
    return True


def _points_not(clause: Clause, i: int, j: int) -> bool:
    """ "is set out in …": points to the place named; without a place ("is covered at each induction") it states."""
    rest, word = clause.kinds[j + 1 :], clause.words[j]
    if word == "covered" and is_actor(clause.words[i - 1]):
        return True  # "all residents are covered by the policy"
    place = _PLACE.search(rest)
    if place is None:
        return bool(_CONTENT.search(rest))
    there = word in entries("publishing-participles") or word not in entries("finding-participles")
    if "publication" in clause.asks and "w" in rest and there:
        return True
    if word == "available" and _in_formats(clause, j):
        return True
    if place[0] != "r" or word in entries("showing-participles") or "evidence" in clause.words[:i]:
        return False
    return "d" not in rest or not EVERY.isdisjoint(clause.words[j : j + 1 + place.start()])


def _in_formats(clause: Clause, i: int) -> bool:
    """ "available in Braille", "available on request", unless it is the evidence that is."""
    return "r" not in clause.kinds[:i] and not entries("formats").isdisjoint(clause.words[i:])


def _has_cited(clause: Clause, j: int) -> bool:
    """ "We have set this out in section 4" points; "we have included easy-read letters" states."""
    rest = clause.kinds[j + 1 :]
    return content(rest) >= TELLING or not _PLACE.search(rest)


def _is_something(clause: Clause, i: int, j: int) -> bool:
    """What follows a form of be, when it is no citing participle."""
    kinds, said = clause.kinds, clause.words
    subject = kinds[:i]
    written = not _WRITTEN.isdisjoint(subject) or "which" in said[max(0, i - 2) : i]
    written = written or (clause.pointed and subject in ("T", "t", "S") and said[i - 1] in entries("copies"))
    written = written and "following" not in said[j:]
    if kinds[j] not in "Bo" and said[j] in entries("due") and not entries("filing").isdisjoint(said[:i]):
        return False  # "the next review is due in May"
    if subject[:1] == "A":
        return False  # "attached as Appendix 3 is our letter"
    if kinds[j] == "i" and written and entries("practice").isdisjoint(said[:i]):
        return _is_filing_that_tells(clause, j)
    if said[j] in entries("placing-participles") and _is_about_papers(clause, i):
        return "record" in clause.asks or not EVERY.isdisjoint(said[j:]) or bool(_is_filing_that_tells(clause, j))
    if said[j : j + 1] == ["since"] and ("c" in kinds[:i] or "d" in kinds[:i]):
        return False  # "is included in our policy and has been since 2021"
    if said[j] == "made" and "reference" in said[:i]:
        return False
    if i and said[i - 1] == "there":
        return _exists(clause, j)
    if kinds[j] == "o":
        return _is_at(clause, i, j)
    if kinds[j] == "e":
        filed = _is_filed(clause, j + 1) or (
            kinds[j + 1 : j + 2] == "o" and _is_filed(clause, j + 2)
        )  # "dealt with in"
        return not filed or not entries("actors").isdisjoint(said[:i])
    return True


def _is_filing_that_tells(clause: Clause, i: int) -> bool:
    """ "The policy was reviewed in May" is a date of the paper; "… amended to remove the informal stage" tells what was
    done, and "published" does where publishing is what the requirement asks."""
    purpose = clause.kinds.find("z", i)
    if "policy" in clause.asks and clause.words[i] == "adopted" and not clause.follows:
        return True
    if purpose >= 0 and (content(clause.kinds[purpose:]) >= TELLING or clause.kinds[purpose + 1 :][:1] == "v"):
        return True
    if "approval" in clause.asks and is_by_governors(clause):
        return True  # where the requirement asks for the governing body, that it approved is how it is met
    return "publication" in clause.asks and clause.words[i] in entries("publishing-participles")


def _is_filed(clause: Clause, j: int) -> bool:
    """ "in the Complaints Policy", "under section 4": what was done, was done to a paper."""
    inside = clause.words[j : j + 1]
    filed = _FILED.match(clause.kinds, j)
    if not inside or inside[0] not in _INSIDE or filed is None:
        return False
    if filed[0][-1] == "w" and clause.words[j - 1] in entries("sharing-participles"):
        return False  # "shared in the newsletter and annual report"
    return inside[0] != "at" or filed[0][-1] != "w"  # what is done at a meeting or a briefing is done


def _is_about_papers(clause: Clause, i: int) -> bool:
    """True where what stands before i is papers and evidence only: "copies", "the template letters", "all of which"."""
    before = clause.kinds[:i]
    papers = bool(re.search("[dwlqr]", before)) or not entries("copies").isdisjoint(clause.words[:i])
    return papers and entries("practice").isdisjoint(clause.words[:i]) and "S" not in before


def _is_at(clause: Clause, i: int, j: int) -> bool:
    """ "is in our policy" points, "is in place" of a policy too; "is on all our letters" states."""
    kinds, said = clause.kinds, clause.words
    after = said[j + 1] if j + 1 < len(said) else ""
    if after in ("line", "accordance", "keeping"):
        return True
    if after == "place" or (after in ("use", "force", "operation")):
        return _own(clause, 0, i) or content(kinds[j + 2 :]) >= TELLING
    if after in ("review", "revision") or kinds[j + 1 : j + 2] == "a":
        return "d" not in kinds[:i]
    place = _PLACE.search(kinds, j)
    if place is None or place[0] == "r":
        return True
    if "w" in kinds[j:] and "publication" in clause.asks:
        return True
    return said[place.start()] == "process"


def _exists(clause: Clause, j: int) -> bool:
    """ "We have a policy", "there is a report": that a document exists says nothing of how."""
    kinds = clause.kinds
    if not EVERY.isdisjoint(clause.words[j:]) and kinds[-1] in "xl":
        return True  # "has a section for each point", "has all seven headings"
    if "r" in kinds[:j] and "l" in kinds[j:] and "n" not in kinds[j:]:
        return True  # "our letter has a paragraph on this"
    if not _own(clause, j, len(kinds)) and content(kinds[j:]) < TELLING:
        asked = ("policy" in clause.asks and "d" in kinds[j:]) or ("publication" in clause.asks and "w" in kinds[j:])
        return asked or bool(_TWO_STAGES.search(clause.text.lower()))
    return True


def _own(clause: Clause, start: int, end: int) -> bool:
    """True where the noun phrase is about more than documents: it names no document, or training, a team …"""
    kinds = clause.kinds[start:end]
    first = next((at for at, sort in enumerate(kinds) if sort in "dwl"), -1)
    if first < 0:
        return True
    return any(
        word in entries("practice") and kinds[at + 1 : at + 2] in ("", "j", "o", "z")
        for at, word in enumerate(clause.words[start : start + first])
    )


def _tells(clause: Clause, i: int) -> bool:
    """ "The policy explains …": a topic points, what the policy says of it states."""
    kinds, said = clause.kinds, clause.words
    floats = ("each", "all", "both")  # "the terms each contain"
    before = next((at for at in range(i - 1, -1, -1) if kinds[at] not in "yNMk" and said[at] not in floats), -1)
    left = kinds[before] if before >= 0 else ""
    nounlike = said[i] in entries("noun-like-verbs") and not (before >= 0 and is_actor(said[before]))
    if nounlike and (not left or left not in "dwrlnuqSTA"):
        return False  # "further details", "a list"
    if (left in ("t", "o", "z", "j") and before == i - 1) or (not left and said[i] in entries("pointing-verbs")):
        return False
    rest = kinds[i + 1 :]
    if "N" in kinds[before + 1 : i]:
        return True
    if left and left in "Srxpae" and said[before] not in ("evidence", "item"):
        return bool(_CONTENT.search(rest) or (left != "S" and len(rest) > 1))
    if said[i] in entries("verbs-of-saying") and ("q" in rest or ("u" not in rest and content(rest))):
        return True
    if "publication" in clause.asks and "w" in kinds[:i] and rest:
        return True
    return content(rest) >= (1 if said[i] in entries("ruling-verbs") else TELLING)


def _evidences(clause: Clause, i: int) -> bool:
    """ "Evidenced in the policy" points; "we can evidence this through case audits" states that it is done."""
    kinds = clause.kinds
    if clause.words[i] == "evidence" and not (i and kinds[i - 1] in "MSy"):
        return False
    place = _PLACE.search(kinds, i + 1)
    if place is None:
        return bool(_CONTENT.search(kinds, i + 1))
    if place[0] != "r":
        return False
    by_us = clause.words[i] == "evidence" and "S" in kinds[:i]  # "we can evidence this through response letters"
    return by_us or not entries("practice").isdisjoint(clause.words[i + 1 : place.end() + 2])


def _participle(clause: Clause, i: int) -> bool:
    """A participle without auxiliary: "staff trained yearly" states, "the revised policy", "policy approved" do not."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtozh":
        return False
    after = kinds[i + 1 : i + 2]
    if kinds[i] == "i" and i and i < 4 and is_actor(clause.words[i - 1]) and after in ("t", "T", "d"):
        return _is_filing_that_tells(clause, i)  # "the Board reviewed the report in May"
    if clause.words[i + 1 : i + 2] and clause.words[i + 1] in entries("months"):
        after = "#"
    if after and after not in ("ozyjnNT#t" if kinds[i] == "e" and before else "ozyjnNT#"):
        return False
    if kinds[i] == "i":
        return _is_filed_by_note(clause, i, before)
    if is_actor(clause.words[i - 1]) and after == "o" and i and not _is_filed(clause, i + 1):
        return True  # "contractors bound by our policy"
    if not after:
        return _ends_with_participle(clause, i, before)
    rest = "".join(kinds[at] for at in range(i + 1, len(kinds)) if clause.words[at] not in entries("months"))
    return not _is_filed(clause, i + 1) and bool(
        re.search("[xpvVaegPrS]", rest) or _counts(clause, i + 1) or not EVERY.isdisjoint(clause.words[i + 1 :])
    )


def _is_filed_by_note(clause: Clause, i: int, before: str) -> bool:
    """ "Policy approved May 2024" tells nothing; "agreed with the resident" and "wording agreed with tenants" do."""
    if not before and clause.words[i + 1 : i + 2] == ["with"] and not clause.follows:
        return True
    if not before or clause.follows or not _WRITTEN.isdisjoint(clause.kinds[:i]):
        return _is_filing_that_tells(clause, i)
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


def _cited(clause: Clause, i: int) -> bool:
    """A citing participle without auxiliary states only where it names no place: "covered at each induction"."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtj":
        return False
    if clause.words[i] == "available" and before and _in_formats(clause, i):
        return True
    if kinds[i + 1 : i + 2] != "o":
        return False
    place = _PLACE.search(kinds, i + 1)
    if place is None and clause.words[i + 2 : i + 3] and clause.words[i + 2] in EVERY:
        return True  # "policy or clause cited beside every finding"
    if "d" in kinds[:i] or "r" in kinds[:i]:
        return False
    if place is None:
        return bool(_CONTENT.search(kinds, i + 1))
    return place[0] == "r" and not EVERY.isdisjoint([*clause.words[:1], *clause.words[i : place.start()]])


def _subject(clause: Clause, i: int) -> bool:
    """We, they, staff: any verb of theirs states, except one that points."""
    kinds = clause.kinds
    j = i + 1
    while j < len(kinds) and kinds[j] in "yN":
        if kinds[j] == "N":
            return True
        j += 1
    if j == len(kinds) or kinds[j] in "BHMojtSTznluqACEkgv#":
        return False
    if clause.words[i] in entries("actors"):
        return verb_of_actor(clause, j)
    if kinds[j] == "P":
        return not _PLACE.search(kinds, j + 1)
    return kinds[j] != "c" or _has_cited(clause, j)


def _negation(clause: Clause, i: int) -> bool:
    """ "No third stage", "not in print": a negation says how things are, if anything follows it."""
    kinds = clause.kinds
    if i and kinds[i - 1] in "zo":
        return False
    rest = kinds[i + 1 :].strip("ytTo")
    return rest != "i" and bool(_CONTENT.search(rest) or "k" in rest or "c" in rest)


def _future(clause: Clause, i: int) -> bool:
    """ "To be launched in May": a plan, where the clause begins so."""
    return i == 0 and clause.kinds[1:2] == "B" and bool(_CONTENT.search(clause.kinds))


def _sentence(clause: Clause, i: int) -> bool:
    """A sentence quoted from a policy tells what the policy says."""
    return clause.kinds[i] == "Q"


_SAYS: dict[str, Callable[[Clause, int], bool]] = {
    "B": _auxiliary, "H": _auxiliary, "M": _auxiliary, "C": _tells, "E": _evidences, "c": _cited,
    "e": _participle, "i": _participle, "S": _subject, "a": noun_or_verb, "d": noun_or_verb, "w": noun_or_verb,
    "r": noun_or_verb, "P": noun_or_verb, "x": noun_or_verb, "v": verb, "V": verb, "N": _negation, "z": _future,
    "Q": _sentence,
}  # fmt: skip
