"""Which clauses state something, which only point, and which do neither.

Each handler below looks at one word of a clause and says whether the clause states something there. What a clause
may not do is never decided by a phrase: a verb states unless it is one that points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hoscheck.model import Support
from hoscheck.support.asked import EVERY
from hoscheck.support.clauses import Clause, entries
from hoscheck.support.notes import goes_beyond, says_alone, tells
from hoscheck.support.participles import (
    TELLING,
    WRITTEN,
    cited,
    content,
    in_formats,
    is_about_papers,
    is_filed,
    is_filing_that_tells,
    participle,
)
from hoscheck.support.topics import without_topic
from hoscheck.support.verbs import is_actor, meets_an_article, noun_or_verb, verb, verb_of_actor

_PLACE = re.compile("[dwrlnuqA]")  # the first thing in a clause that a pointer can point to
_CONTENT = re.compile("[xpvVaegPri]")  # words that say something of their own
_OBJECT = re.compile("[tT#ykxpvVaegPrij]{0,12}[dwlq]")  # "the Complaints Policy", as what a verb acts on
_AUXILIARIES = "BHM"
_ALL_OF_IT = (
    ["them"],
    ["the", "lot"],
    ["everything"],
    ["them", "all"],
    ["all", "of", "them"],
)  # "section 6 lists them"
_FINITE = re.compile("[BHMSVNTCz]")
_PAPER_FIRST = re.compile("[PAc]|[tkx]{0,4}[dl]")
_SAID = re.compile("[BHMSVNTCz#eQ]")  # with one of these a clause is more than a heading
_DOERS = ("practice", "roles", "frequencies", "number-words", "workers", "governing")
LONG_HEADING = 9  # words
_TWO_STAGES = re.compile(r"\b(?:two|2)[ -]stages?\b")


def verdict(clause: Clause) -> Support | None:
    """STATEMENT or CITATION; NONE where the clause is empty; None where it neither states nor points."""
    kinds = clause.kinds
    if len(kinds) <= 3 and " ".join(clause.words) in entries("placeholders"):
        return Support.NONE
    if _gives_details(clause):
        return Support.STATEMENT
    clause = without_topic(clause)
    if clause.words == ["?"] and not clause.pointed:
        return None  # "closing screen: how to complain"
    kinds = clause.kinds
    finite = _FINITE.search(kinds.replace("S", "") if clause.words[1:2] == ["you"] else kinds)
    if clause.follows and clause.words[0].endswith("ing") and clause.upper[0] and not finite:
        return Support.CITATION  # "Procedure: Handling new issues raised during an investigation"
    if kinds.startswith("log") and not _FINITE.search(kinds.replace("S", "")):
        return Support.CITATION  # "Section on keeping residents informed"
    for i, sort in enumerate(kinds):
        if (says := _SAYS.get(sort)) and says(clause, i):
            return Support.STATEMENT
    if not (kinds[0] == "E" and "B" in kinds) and tells(clause):
        return Support.STATEMENT
    if clause.follows and goes_beyond(clause) and tells(replace(clause, follows=False)):
        return Support.STATEMENT
    if _PLACE.search(kinds) or "c" in kinds or "P" in kinds or "E" in kinds:
        return Support.CITATION
    if says_alone(clause):
        return Support.STATEMENT
    return None if _CONTENT.search(kinds) or ("k" in kinds and len(kinds) > 1) else Support.NONE


def is_finite(clause: Clause) -> bool:
    """True for a clause with a verb that makes a sentence of it, or that begins with "Evidenced"."""
    return bool(_FINITE.search(clause.kinds)) or clause.kinds.startswith("E")


def is_heading(clause: Clause, behind: tuple[Clause, ...]) -> bool:
    """ "Persistent complainants: see Appendix F": what stands before a colon or a dash, and says nothing that could be
    done, is what the pointer behind it is about."""
    titled = clause.kinds[0] == "g" and clause.upper[0]
    if (
        not behind
        or behind[0].opened not in (":", "-", *("," * titled))
        or clause.commas
        or not _PAPER_FIRST.match(behind[0].kinds)
    ):
        return False
    if len(clause.kinds) > LONG_HEADING or _PLACE.search(clause.kinds) or _SAID.search(clause.kinds):
        return False
    return not any(word in entries(name) for name in _DOERS for word in clause.words)


def _main(clause: Clause, i: int) -> tuple[int, bool]:
    """The first word after the auxiliaries that begin at i, and whether a negation stands among them."""
    kinds, j = clause.kinds, i
    while j < len(kinds) and (kinds[j] in "BHMyNS" or _slips_in(clause, j)):
        j += 1
    return j, "N" in kinds[i:j]


def _slips_in(clause: Clause, j: int) -> bool:
    """ "is all in section 12", "were last updated": a word that stands between the verb and what it says."""
    return clause.words[j] == "last" or (clause.words[j] in ("all", "both") and clause.kinds[j + 1 :][:1] == "o")


def _auxiliary(clause: Clause, i: int) -> bool:
    """A clause with is, has, will, can … states unless its verb points."""
    kinds = clause.kinds
    if i and (kinds[i - 1] in _AUXILIARIES or clause.words[i - 1] == "evidence"):
        return False  # judged with the auxiliary before it; "evidence can be given" says nothing
    j, negated = _main(clause, i)
    if negated or (kinds[j : j + 1] == "z" and "yet" in clause.words[i:j]):
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
        return not _PLACE.search(kinds, j + 1) or _looks(clause, j)
    if passive:
        return _is_something(clause, i, j)
    if kinds[i] == "H" and main not in "eiv":
        return _exists(clause, j)
    if kinds[i] == "H" and main == "i":
        return _has_filed(clause, j)
    return True


def _has_filed(clause: Clause, j: int) -> bool:
    """ "We have updated the policy" files; "… amended it to drop the informal stage" tells; "which the co-operative has
    adopted" is said of the paper."""
    rest = clause.kinds[j + 1 :]
    if not rest and "which" in clause.words[:j]:
        return False
    return content(rest) >= TELLING or not _OBJECT.match(rest)


def _points_not(clause: Clause, i: int, j: int) -> bool:
    """ "is set out in …": points to the place named; without a place ("is covered at each induction") it states."""
    rest, word = clause.kinds[j + 1 :], clause.words[j]
    if is_actor(clause.words[i - 1]) and word in ("covered", "referred", "signposted", "shown", "linked"):
        return True  # "all residents are covered by the policy"
    if rest[:1] == "z" and not entries("pointed-people").isdisjoint(clause.words[j + 2 : j + 5]):
        return True  # "the policy is explained to new tenants"
    if word == "available" and "which" in clause.words[:i]:
        return False  # "…, all of which are available on request"
    describing = word in entries("describing")
    place = _PLACE.search(rest)
    if place and any(
        _CONTENT.search(rest[: at - j - 1]) for at in clause.commas if j + 1 < at <= j + 1 + place.start()
    ):
        return True  # "are addressed at review, with reference to the policy": the place is not where it is addressed
    if place is None:
        if describing and clause.words[j + 1 : j + 2] in (["in"], ["within"]) and any(clause.upper[j + 2 : j + 5]):
            return False  # "is set out in GCP-001"
        return bool(_CONTENT.search(rest)) and not (word == "available" and re.search("[dwr]k?$", clause.kinds[:i]))
    there = word not in entries("finding-participles") and (not describing or "on" in clause.words[j:])
    there = there or word in entries("publishing-participles")
    if "publication" in clause.asks and "w" in rest and there:
        return True
    if word == "available" and in_formats(clause, j):
        return True
    if place[0] != "r" or word in entries("showing-participles") or "evidence" in clause.words[:i]:
        return False
    if describing and (clause.words[j + 1 + place.start()] not in entries("sent") or _is_a_sample(clause, j)):
        return False  # "the role is described in the job description"
    return "d" not in rest or not EVERY.isdisjoint(clause.words[j : j + 1 + place.start()])


def _has_cited(clause: Clause, j: int) -> bool:
    """ "We have set this out in section 4" points; "we have included easy-read letters" states."""
    rest = clause.kinds[j + 1 :]
    return content(rest) >= TELLING or not _PLACE.search(rest)


def _is_something(clause: Clause, i: int, j: int) -> bool:
    """What follows a form of be, when it is no citing participle."""
    kinds, said = clause.kinds, clause.words
    subject = kinds[:i]
    written = (not subject and clause.follows) or not WRITTEN.isdisjoint(subject) or "which" in said[max(0, i - 2) : i]
    written = written or (clause.pointed and subject in ("T", "t", "S") and said[i - 1] in entries("copies"))
    written = written or (kinds[j] == "i" and not entries("samples").isdisjoint(said[:i]))
    written = written and "following" not in said[j:]
    if kinds[j] not in "Bo" and said[j] in entries("due") and not entries("filing").isdisjoint(said[:i]):
        return False  # "the next review is due in May"
    if subject[:1] == "A":
        return False  # "attached as Appendix 3 is our letter"
    if kinds[j] == "i" and written and (said[i - 3 : i] == ["all", "of", "which"] or _of_papers(said, i)):
        return is_filing_that_tells(clause, j)
    if said[j] in entries("placing-participles") and is_about_papers(clause, i):
        if "record" in clause.asks and entries("samples").isdisjoint(said[:i]):
            return True
        return not EVERY.isdisjoint(said[j:]) or bool(is_filing_that_tells(clause, j))
    if said[j : j + 1] == ["since"] and ("c" in kinds[:i] or "d" in kinds[:i]):
        return False  # "is included in our policy and has been since 2021"
    if said[j] == "made" and "reference" in said[:i]:
        return False
    if written and said[j + 1 : j + 2] == ["against"] and "d" in kinds[j:]:
        return False  # "it has been checked against the Code"
    if i and said[i - 1] == "there":
        return _exists(clause, j)
    if kinds[j] == "o":
        return _is_at(clause, i, j)
    if kinds[j] == "e":
        filed = is_filed(clause, j + 1) or (kinds[j + 1 : j + 2] == "o" and is_filed(clause, j + 2))  # "dealt with in"
        return not filed or not entries("actors").isdisjoint(said[:i])
    return True


def _is_a_sample(clause: Clause, j: int) -> bool:
    return not entries("samples").isdisjoint(clause.words[j:])


def _of_papers(said: list[str], i: int) -> bool:
    return entries("practice").isdisjoint(said[max(0, i - 4) : i])


def _is_at(clause: Clause, i: int, j: int) -> bool:
    """ "is in our policy" points, "is in place" of a policy too; "is on all our letters" states."""
    kinds, said = clause.kinds, clause.words
    after = said[j + 1] if j + 1 < len(said) else ""
    if after in ("line", "accordance", "keeping"):
        return content(kinds[j + 1 :]) > 0 or not ("d" in kinds[j:] and ("c" in kinds[:i] or "d" in kinds[:i]))
    if after == "place" or (after in ("use", "force", "operation")):
        return _own(clause, 0, i) or content(kinds[j + 2 :]) >= TELLING
    if after in ("review", "revision") or kinds[j + 1 : j + 2] == "a":
        return "d" not in kinds[:i]
    place = _PLACE.search(kinds, j)
    if place is None or place[0] == "r":
        return True
    if re.search("[wu]", kinds[j:]) and "publication" in clause.asks:
        return True
    if "sharing" in clause.asks and place[0] == "w":
        return True  # "lessons are in the newsletter"
    if "details" in clause.asks and not entries("sent").isdisjoint(said[j:]):
        return True
    return said[place.start()] in ("process", "agenda", "agendas")


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


def _gives_details(clause: Clause) -> bool:
    """ "The notice contains the Ombudsman's contact details", where it is asked that residents be given them."""
    at = clause.kinds.find("C")
    told = clause.words[at + 1 :]
    if at < 1 or "d" in clause.kinds or "details" not in clause.asks:
        return False
    return not (entries("ombudsman").isdisjoint(told) or entries("contact-details").isdisjoint(told))


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
    if "N" in kinds[before + 1 : i] or (left and said[i + 1 :] in _ALL_OF_IT):
        return True
    if left and left in "Srxpae" and said[before] not in ("evidence", "item"):
        return bool(
            _CONTENT.search(rest)
            or (left != "S" and len(rest) > 1 and (rest.strip("TtklA") or not EVERY.isdisjoint(said[i:])))
        )
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
        return not _PLACE.search(kinds, j + 1) or _looks(clause, j)
    return kinds[j] != "c" or _has_cited(clause, j)


def _looks(clause: Clause, j: int) -> bool:
    """ "Handlers read the earlier file first", "we refer tenants to the Ombudsman": work, where "tenants can read the
    policy" points them to it."""
    if not entries("pointed-people").isdisjoint(clause.words[:j]) or entries("workers").isdisjoint(clause.words[:j]) > (
        "S" in clause.kinds[:j]
    ):
        return False
    return clause.words[j] in entries("looking-verbs") or clause.words[j + 1] in entries("pointed-people")


def _negation(clause: Clause, i: int) -> bool:
    """ "No third stage", "not in print": a negation says how things are, if anything follows it."""
    kinds = clause.kinds
    if i and kinds[i - 1] in "zo":
        return False
    if clause.words[i + 1 :] in (["other"], ["others"]):
        return True
    if clause.words[i] == "no" and kinds[i + 1 : i + 2] in ("w", "d", "r"):
        return True  # "no newsletter as yet"
    rest = kinds[i + 1 :].strip("ytTo")
    if rest == "i" and clause.follows:
        return False  # "internal document (not published)"
    return bool(_CONTENT.search(rest) or "k" in rest or "c" in rest)


def _hollow_verb(clause: Clause, i: int) -> bool:
    """ "The call script parts the two": even a word that mostly counts for nothing."""
    return i > 1 and clause.kinds[i - 1] in "xra" and clause.words[i].endswith("s") and meets_an_article(clause, i)


def _future(clause: Clause, i: int) -> bool:
    """ "To be launched in May": a plan, where the clause begins so."""
    if clause.kinds[i + 1 : i + 2] != "B" or not _CONTENT.search(clause.kinds):
        return False
    before = clause.kinds[i - 1 : i]
    return i == 0 or (before in ("x", "k", "S", "d", "r") and clause.kinds[i + 2 : i + 3] not in ("i", "P", ""))


def _sentence(clause: Clause, i: int) -> bool:
    """A sentence quoted from a policy tells what the policy says."""
    return clause.kinds[i] == "Q"


_SAYS: dict[str, Callable[[Clause, int], bool]] = {
    "B": _auxiliary, "H": _auxiliary, "M": _auxiliary, "C": _tells, "E": _evidences, "c": cited,
    "e": participle, "i": participle, "S": _subject, "a": noun_or_verb, "d": noun_or_verb, "w": noun_or_verb,
    "r": noun_or_verb, "P": noun_or_verb, "x": noun_or_verb, "v": verb, "V": verb, "N": _negation, "z": _future,
    "Q": _sentence, "k": _hollow_verb, "l": _hollow_verb,
}  # fmt: skip
