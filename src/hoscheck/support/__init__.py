"""What a row's evidence and commentary amount to: nothing, a pointer, or a statement of how the requirement is met.

The judgement is grammar, not phrases. A cell is cut into clauses (`clauses`), each word of which has a class from
`words/support.yaml`. A clause *states* something when its verb does anything else than point (`grammar`, `verbs`; notes
without a verb are read in `notes`): "Section 4 sets this out", "is available on our website", "see page 3" and titles
point; "staff log each call", "no third stage" and "our policy says that anyone may complain" state. One clause that
states is enough. Papers that no list knows, and notes that no grammar covers, are told by what was learnt (`pointing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from hoscheck.model import ProvisionRow, Reason, Support
from hoscheck.normalise import key, plain
from hoscheck.support.clauses import STEM, Clause, clauses, entries
from hoscheck.support.cuts import parted
from hoscheck.support.grammar import is_finite, is_heading, verdict
from hoscheck.support.participles import content
from hoscheck.support.pointing import states
from hoscheck.support.residue import may_say_more
from hoscheck.support.topics import without_topic
from hoscheck.words import words

LONGEST_PLACEHOLDER = 160  # characters; a longer cell is not folded to look for one, which takes time
LONG_INSTRUCTION = 8  # words; a form's own instruction ("Click or tap here to enter text") has no more
# Scores of `pointing` from which a pointer may state something after all, and from which it does where the grammar of a
# note leaves that open.
DOUBTFUL, SURELY_POINTS = -0.5, -1.3
DATED = 4  # words of a paper's name with its year
LOOSE = 2  # words of a row that points nowhere, from which they are a note and no longer a topic

# What a requirement may ask for; the phrases that tell so are lists of `words/support.yaml`, "asks-" before the name.
_ASKED = ("publication", "approval", "details", "definition", "record", "letter", "publicity", "contents", "sharing")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAVE_POLICY = re.compile(r"\bmust have (?:\w+ ){0,2}polic")


def judge(evidence: str, commentary: str, requirement: str = "") -> Support:
    """What evidence and commentary amount to, read together, in the contract's three words.

    `requirement` is the text that they answer: to publish something is a pointer in general, and the very thing
    that is asked where the requirement is that it be published. Never raises; linear in the length of the text.
    """
    return explain(evidence, commentary, requirement)[0]


def explain(evidence: str, commentary: str, requirement: str = "") -> tuple[Support, Reason]:
    """The same judgement with its reasons: the clauses that point and those that state something, in order.

    Grammar and what was learnt from labelled lines judge together.
    """
    return _weighed(tuple(judged(evidence, commentary, requirement)), evidence, commentary, requirement)


def supported(rows: Sequence[ProvisionRow]) -> Sequence[ProvisionRow]:
    """The rows with their support and its reason: first what grammar tells of all of them and then what was learnt,
    so that the large lists of either stay at hand."""
    told = [(row.evidence, row.commentary, row.requirement) for row in rows]
    parts = [tuple(judged(*each)) for each in told]
    explained = (_weighed(each, *texts) for each, texts in zip(parts, told, strict=True))
    return [replace(row, support=found, reason=reason) for row, (found, reason) in zip(rows, explained, strict=True)]


def _weighed(parts: Sequence[Part], evidence: str, commentary: str, requirement: str) -> tuple[Support, Reason]:
    if not parts:
        return Support.NONE, Reason()
    cited = tuple(each.text for each in parts if each.found is Support.CITATION)
    left = tuple(each.text for each in parts if each.states)
    stating = states([(each.text, each.has_verb) for each in parts if each.states], evidence, commentary)
    if stating.score > 0:
        said = left or (stating.sentence,)
        return Support.STATEMENT, Reason(tuple(each for each in cited if each not in said), said)
    pointing = tuple(each.text for each in parts)
    if stating.score > DOUBTFUL:
        return Support.CITATION, Reason(pointing, (), (stating.sentence,))
    doubt = _doubtful(evidence, commentary, requirement) if stating.score > SURELY_POINTS else ()
    return Support.CITATION, Reason(pointing, (), doubt)


class Part(NamedTuple):
    """A clause, or what is left of a row, with what the grammar makes of it."""

    found: Support
    text: str
    has_verb: bool = False

    @property
    def states(self) -> bool:
        return self.found is Support.STATEMENT


def judged(evidence: str, commentary: str, requirement: str) -> Iterator[Part]:
    """Each clause that says or points to anything. Clauses that do neither are left out, unless nothing in the whole
    row points anywhere: words that point nowhere are the landlord's own."""
    loose: list[Clause] = []
    pointed = False
    for cell in (evidence, commentary):
        for clause, found in _walk(cell, requirement):
            if found is None:
                loose.append(clause)
            elif found is not Support.NONE:
                pointed = True
                yield Part(found, clause.text, is_finite(clause))
    if loose and not pointed:
        text = " / ".join(clause.text for clause in loose)
        said = any(len(clause.words) > 1 and content(clause.kinds) for clause in loose)
        # "SharePoint > Complaints > Closed"
        path = max(evidence.count(" > "), commentary.count(" > ")) >= LOOSE
        telling = not path and not _is_dated(loose) and (said or sum(content(each.kinds) for each in loose) >= LOOSE)
        yield Part(Support.STATEMENT if telling else Support.CITATION, text)


def _is_dated(loose: list[Clause]) -> bool:
    """ "TSM return 2024/25": a few words with a year are the name of a paper."""
    few = all(len(clause.words) <= DATED for clause in loose)
    return few and any(_YEAR.match(word) for clause in loose for word in clause.words)


def _walk(cell: str, requirement: str) -> Iterator[tuple[Clause, Support | None]]:
    """Each clause of a cell with what it is alone; None where it neither states nor points."""
    if _is_placeholder(cell):
        return
    asks, topic = _asks(requirement), _topic(requirement)
    last: Support | None = None
    parts = tuple(part for clause in clauses(plain(cell), asks) for part in parted(clause))
    for at, clause in enumerate(parts):
        clause.pointed, clause.topic = last is Support.CITATION, topic
        clause.follows &= clause.pointed
        clause.heading = is_heading(clause, parts[at + 1 : at + 2])
        found = None if clause.heading else verdict(clause)
        last = found or last
        yield clause, found


def _doubtful(evidence: str, commentary: str, requirement: str) -> tuple[str, ...]:
    """Of a row that was judged a citation: the clauses that have words left which may say how it is met."""
    walked = (each for cell in (evidence, commentary) for each in _walk(cell, requirement))
    return tuple(clause.text for clause, found in walked if may_say_more(without_topic(clause), found is not None))


def _is_placeholder(cell: str) -> bool:
    """True for an empty cell, a dash, TBC and the like, and for the form's own instructions left in."""
    if len(cell) > LONGEST_PLACEHOLDER:
        return False
    said = key(cell)
    if not said or said in entries("placeholders"):
        return True
    if any(map(said.__contains__, words("support")["form-sentences"])):
        return True
    verbs, bare = "instruction-verbs", said.split()
    if bare[0] in entries("awaiting") and len(bare) <= LONG_INSTRUCTION:
        return True
    if entries("unfinished").issuperset(bare) and not entries("unfinished-ends").isdisjoint(bare):
        return True
    if bare[0] == "please":
        verbs, bare = "asking-verbs", bare[1:]
    bracketed = cell.strip()[0] in "[<{"
    short = bracketed or len(bare) <= LONG_INSTRUCTION
    if bare[-1:] == ["here"]:
        verbs = verbs if bare[0] in entries(verbs) else "asking-verbs"  # "Provide evidence here"
    return bool(bare) and short and bare[0] in entries(verbs) and not entries("instruction-objects").isdisjoint(bare)


@lru_cache(maxsize=256)
def _topic(requirement: str) -> frozenset[str]:
    """The stems of the requirement's words: what only says these again names its topic."""
    return frozenset(word[:STEM] for word in key(requirement).split())


@lru_cache(maxsize=256)
def _asks(requirement: str) -> frozenset[str]:
    """What the requirement asks for that only points in any other row: `publication`, `approval`, `policy`, …"""
    said = requirement.lower()
    asked = {name for name in _ASKED if any(phrase in said for phrase in words("support")["asks-" + name])}
    if _HAVE_POLICY.search(requirement):
        asked.add("policy")
    return frozenset(asked)
