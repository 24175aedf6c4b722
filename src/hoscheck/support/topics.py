"""What a title or a paper is about, folded into one word.

"What happens if I am not happy" is a title, "how we record adjustments" and "the circumstances in which a matter will
not be considered" are what a policy treats of: the verbs inside them are said of no practice. A clause is judged
without them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hoscheck.support.clauses import STEM, Clause, entries

LONG_TITLE = 14  # a title that asks a question ("What happens if I am not happy") has no more words than this

RESTATED = 4  # words of substance, all the requirement's own

_PLACE = re.compile("[dwrlnuqA]")  # the first thing in a clause that a pointer can point to
_HOW_IS = re.compile("([tkCErdwx]{1,6}oh[^BM]{1,12})(?=[BM]{1,3}y?[cP])")
_HOW_TO = re.compile("hz[^BHMh]{1,6}(?=[BM])")
_OTHERS = re.compile("j[tkx]{0,2}S(?=[yBHMVvae])")  # "… and staff log it": the topic is at its end
_TREATS = re.compile("[^r]*[dwlnuqATc][y#nxzj]{0,4}$")  # a paper stands before "explains"; a letter that gives reasons
#   is no paper that treats of them
_CONTENT = re.compile("[xpvVaegPi]")
_SAID = re.compile("[TSMBHN]")
_OPENS = frozenset("dozhTjl")  # what may stand behind the noun that names a topic


def without_topic(clause: Clause) -> Clause:
    """The clause with what it is about as one quoted word."""
    kinds = clause.kinds
    question = kinds.find("h")
    if clause.follows and clause.words[0] == "who":
        question = 0  # "Policy: who can complain"
    if question == 0 and (asked := _HOW_TO.match(kinds)):
        return _folded(clause, 0, asked.end())  # "How to complain is printed on rent statements"
    if question >= 0:
        topic = _HOW_IS.match(kinds) if question else None
        if topic:  # "Details of how we record adjustments are available in the procedure"
            return _folded(clause, question, topic.end(1))
        if len(kinds) - question <= LONG_TITLE and _asks_in_a_title(kinds, question):
            return _folded(clause, question, len(kinds))
    for i, word in enumerate(clause.words):
        if (
            word in entries("topic-verbs")
            and "contents" not in clause.asks
            and "policy" not in clause.asks
            and _TREATS.match(kinds[:i])
        ):
            end = _end_of_topic(clause, i + 1)
            return _folded(clause, i + 1, end) if end else clause
    return clause


def _folded(clause: Clause, start: int, end: int) -> Clause:
    return replace(
        clause,
        words=[*clause.words[:start], "?", *clause.words[end:]],
        kinds=clause.kinds[:start] + "q" + clause.kinds[end:],
        upper=(*clause.upper[:start], False, *clause.upper[end:]),
        commas=tuple(at if at <= start else at - (end - start - 1) for at in clause.commas if not start < at < end),
    )


def _asks_in_a_title(kinds: str, question: int) -> bool:
    """True for the title of a page or section ("section 4 What is a complaint") and for the topic of a pointer ("see
    page 3 for how residents can complain")."""
    if question == 0 and "S" not in kinds and len(re.findall("B+", kinds)) > 1:
        return False  # "what has not been delivered is raised with the contractor"
    if question == 0 or (_PLACE.match(kinds[question - 1]) and (question < 3 or kinds[question - 1] != "r")):
        return True  # in "each letter lists what we need", the word before is a verb
    before = kinds[:question]
    return before[-1] in "ok" and ("P" in before or "c" in before) and bool(_PLACE.search(before))


def _end_of_topic(clause: Clause, start: int) -> int:
    """Where the topic of "the policy explains …" ends; 0 where it says more than what the policy is about."""
    kinds, said = clause.kinds, clause.words
    while start < len(said) and (kinds[start] in "y" or (kinds[start] == "t" and said[start] not in _counting())):
        start += 1
    ends = (at for at in clause.commas if at > start and kinds[at] in "jTS")
    others = _OTHERS.search(kinds, start)
    end = min(next(ends, len(said)), others.start() if others else len(said))
    if start >= end or kinds[start] == "T" or ":" in clause.text or not _counting().isdisjoint(said[start:end]):
        return 0  # "explains that …", "gives residents twelve months"
    if kinds[start] == "h":  # "which details how payments are calculated", but not "… how and when we will write"
        return 0 if "S" in kinds[start:end] else end
    head = start
    while head < end and said[head] not in entries("topics") and kinds[head] in "xaegkvi":
        head += 1
    if sum(_CONTENT.match(sort) is not None for sort in kinds[start:end]) >= RESTATED and _echoes(clause, start, end):
        return 0  # the requirement said again at length, which is another fault than pointing
    named = head < end and said[head] in entries("topics") and (head + 1 == end or kinds[head + 1] in _OPENS)
    return end if named or (not _SAID.search(kinds, start, end) and _echoes(clause, start, end)) else 0


def _counting() -> frozenset[str]:
    return entries("number-words")


def _echoes(clause: Clause, start: int, end: int) -> bool:
    """True where every word of substance is the requirement's own."""
    own = [clause.words[at] for at in range(start, end) if _CONTENT.match(clause.kinds[at])]
    return bool(own) and all(word[:STEM] in clause.topic for word in own)
