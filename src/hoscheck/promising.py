"""Whether a date in a sentence is one by which something is promised.

The last telling word before the date in its clause decides: a future, a word of planning, or something that was. A
date at the head of its clause is judged by the verb behind it; notes without a verb by how the date is tied to them.
"""

from __future__ import annotations

import re
from datetime import timedelta

from hoscheck import tenses
from hoscheck.dates import Found
from hoscheck.tenses import pattern
from hoscheck.words import words

BACK = 400  # characters before a date in which its clause is looked for; longer ones are no clause
_BEHIND = 200  # characters behind a date in which it may be said that the promise was kept
_NEXT = 90  # characters of the next sentence in which it may be said that a promise was not kept
# the sentence after a plan that is told as past, where it tells how it went
_WENT = re.compile(r"[^.;]{0,40}\b(?:was|were|did|had|took|went|came|ran|has|have)\b", re.I)
_A_QUARTER = 92  # days
_ELLIPTIC = 14  # words of a note without a verb, such as "New leaflets by June 2024"
_MON = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# what stands between a marker and the date: a preposition and words such as "the end of"
_FILLER = (
    r"(?:(?:the|a|this|our|its|very|end|start|beginning|close|middle|course|of|mid|early|late|later|around|about|"
    r"that's|that is|i\.e\.|easter|christmas|approximately|circa|w/?[ceb]|week|ending|commencing|beginning|month|term|"
    r"first|second|third|fourth|last|half|part|back|latter|few|days|weeks|financial|year|calendar|period|meeting|in|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|\d\d?(?:st|nd|rd|th)?(?:,|\s?&|\sand|\sor|\s?/)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:,|\s?&|\sand|\sor|\s?/))[\s(\"-]*){0,6}$"
)
_LINK = re.compile(
    r"(?:(?P<by>\b(?:by|before|no later than|not later than|ahead of|in time for))"
    r"|(?P<at>\b(?:in|on|from|during|at|as from|as of|with the|around)|\bover"
    r"|\b(?:after|following) the(?= (?:[A-Z]\w+ )?$)"
    r"|\b(?:at|after|following) (?:\w+ ){0,4}(?:review|meeting|board|committee|cabinet|council|agm)(?: of| on| in|,)?"
    r"|\b(?:in|with) (?:its|the|our|their|a) (?:\w+ ){0,2}"
    r"(?:release|version|update|issue|edition|newsletter|mailing|letters?|bills?|statements?|elections?)"
    r"(?: of| on| in|,)?"
    r"|\bw\.?e\.?f\b\.?|\bwith effect from"
    r"|\bw/?[ceb]|\bweek (?:commencing|beginning|ending))"
    r"|(?P<for>\bfor)|(?P<mark>[:(,–-]))[\s(\"]*" + _FILLER,
    re.I,
)
_TOLD = re.compile(
    r"[^.;]{0,40}?\b(?:(?:was|were|had|did)n't|was|were|had|ha(?:s|ve) been|came|went|ran|gave|brought|appeared|arrived"
    r"|happened|took place)\b|\W{1,3}(?:sent|done|answered|issued|paid|held|fixed|completed|closed)\b",
    re.I,
)
_TIED = re.compile(
    r"\b(?:target|deadline|aim|goal)\b[^.;]{0,60}\bis\W*$"
    r"|\b(?:live|early|late|mid|next|follow|completed?|ready|\w+ed)\W*$",
    re.I,
)
_END_OF = re.compile(r"\bend\b[\s\w]{0,12}$", re.I)
_BOUNDARY = re.compile(r";|\s-\s|\b(?:but|although|whereas|while)\b", re.I)
_JOINING = re.compile(r"(?:by|in|for|from|on|due|target|before|the|end|of|early|mid|late|[\s:(-])*", re.I)
_CELL = re.compile(r"\s?[|;]\s?|\s-\s")  # what parts notes in a row
_PIECE = re.compile(r",\s|\band\b|:\s|\(", re.I)
_RANGE_BEFORE = re.compile(r"\bbetween\b[^.;]{0,40}\band\s$|\d\s?(?:-|to|until)\s$", re.I)
_RANGES = ("and", "-", "to", "until")
_RANGE_AFTER = re.compile(r"\s?(?:-|to|until)\s?(?:\d|" + _MON + r"\b)", re.I)
_FINITE = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|do|does|did|can|may|we|they|you|who|which|that|how|what|be|been)\b"
    r"|\b\w{3,}ed\b|\b\w+n't\b", re.I)  # fmt: skip
_TO_VERB = re.compile(r"^[^:]{0,80}?\bto (?!the\b|our\b|all\b|a\b|any\b|residents\b|their\b|this\b|date\b)[a-z]+")
# "1 June 2025 is our deadline"
_SET = re.compile(
    r"\W*(?:is (?:our|the|its) (?:new )?(?:deadline|target|aim|goal|(?:target |start |launch )?date(?: for)?)\b"
    r"|\s?as (?:the|a|our|their|its) (?:new )?(?:target |start |launch )?(?:date|deadline|target)\b"
    r"|has been (?:set|agreed|fixed) (?:as|for)\b)", re.I)  # fmt: skip
_NO_PLAN = re.compile(
    r"\b(?:able|right|access|ability|opportunity|help|training|attention|respond|need|times?|days|chance|ways?|how"
    r"|option|entitled|free|easy|easier|willing|failure|failed|decision|request|attempt|used)\s+to\b",
    re.I,
)
_FULFILLED = re.compile(
    r"(?<!not )(?<!not yet )\b(?:done|completed?|delivered|achieved|closed|finished|implemented|met)\b", re.I
)
_HELPED = re.compile(r"\b(?:was|were|has|have|had|did|been)\b", re.I)
# what a date in brackets is bound to where it is no document's: "will be changed (Council, 22 May 2025)"
_ASIDE = re.compile(
    r"\b(?:by|from|due|target|until|week|end|before|board|council|committee|cabinet|exec\w*|meeting|agm|trustees)\b|w/?[ce]",
    re.I,
)
_TO_DO = re.compile(r"\bto (?!the\b|our\b|all\b|a\b|any\b|residents\b|their\b|this\b|date\b)[a-z]+ \w")
_DOCUMENT = re.compile(
    r"\b(?:policy|procedure|code|version|v\.?\d[\d.]*|rev\.?|dated?|minutes?|letter|report|survey|leaflet|guidance|act|since|"
    r"requested|asked|raised|started|vacant|from|in|as of|case|complaint)(?: (?:of|from|in|for|on))?\W*$",
    re.I,
)
_CLOSED = re.compile(r"\) (?:(?:will|shall)\b|(?:is|are) (?:to|due|going)\b)")  # "New system (Aug 23) will do it"
_NOUN = re.compile(
    r"(?:roll-?out|go-?live|launch|completion|delivery|publication|implementation|training|upgrade|pilot)\b", re.I
)
_ACHIEVED = re.compile(
    r"\b(?:completed|achieved|attended|received|undertook|delivered|launched|reached|finished|had)\b", re.I
)
_REPORTED = re.compile(
    r"^\W*(?:the |our |all )?(?:[\w'-]+ ){1,3}(?:\w{3,}ed|did|made|sent) (?:the|our|its|all|this)\b", re.I
)
_ENDS = re.compile(r"[\s)\"']*(?:$|[.;,(|>]|-\s)")  # nothing follows a date in its note
_COUNTED = re.compile(r"\d\s?%|\bper ?cent\b|\b\d+ (?:\w+ )?(?:of|complaints?|cases?|responses?|times)\b", re.I)
_ALL_OF_THEM = re.compile(r"\b(\d+) (?:of|out of) (?:the |our )?\1\b|\b100\s?% [a-z]")
_CELLS = 3  # notes in a row, such as action, owner and date
_BY_A_DAY = re.compile(r"\bby [A-Z]\w+(?: [A-Z]\w+)? \($")  # "by Lady Day (25 March 2024)"
_FULFILLED_OR_NOT = re.compile(r"\b(?:done|held|made|carried out|\w{3,}ed)\W*$", re.I)
_TO_COME = re.compile(r"\s?to (?!the\b|our\b|all\b|a\b|any\b|date\b|see\b|\d)[a-z]{3,} [a-z]")
_AS_OF = re.compile(r"\W*(?:and |but )?as of\W*", re.I)
_THE = re.compile(r"\W*(?:the|our|its) ?", re.I)
_OUGHT = re.compile(r"^[^.;]*?\b(?:should|must|ought to)\b(?! have\b)", re.I)
_PAPER = re.compile(r"\b(?:version|policy|procedure|code|report|survey)\b", re.I)
_WILL = re.compile(r"\s?(?:[\w'-]+ ){1,3}(?:will|shall|(?:is|are) to)\b", re.I)
_UNDERTOOK = re.compile(r"\W*(?:\w+ ){0,2}(?:undertook|promised|pledged|agreed|decided|resolved|committed)\b", re.I)
_WAS = re.compile(r"\s?(?:was|were|has been|have been)\b", re.I)
_NAMED = 4  # words of what begins on a date


def told_as_past(sentence: str, found: Found, following: str) -> float:
    """The certainty of "was to be printed by March 2024", of which nothing says that it was done."""
    end = found.offset + len(found.text)
    before = sentence[max(0, found.offset - BACK) : found.offset]
    if not pattern("past-plan").search(before):
        return 0.0
    clause = _BOUNDARY.split(before)[-1]
    plans = list(pattern("past-plan").finditer(clause))
    if not plans or not (_LINK.search(clause) or clause.endswith("this ")) or pattern("not-promises").search(clause):
        return 0.0
    behind = clause[plans[-1].end() :]
    if re.search(r"[.;:]|\b(?:since|was|were|had|did|ran|took|went|came|met|happened|began|ended)\b", behind):
        return 0.0
    rest = sentence[end : end + _BEHIND]
    if pattern("not-done").search(rest) or pattern("not-done").search(following[:_NEXT]):
        return 0.8
    if plans[-1][0].lower() == "would":
        return 0.7 if pattern("not-yet").search(sentence[: found.offset]) else 0.0
    if pattern("says-that").search(clause) and "said" not in plans[-1][0]:
        return 0.0
    told = any(tense == "past" for tense, _ in tenses.telling(rest)) or _WENT.match(following)
    return 0.0 if told else 0.7


def is_kept(sentence: str, found: Found, following: str) -> bool:
    end = found.offset + len(found.text)
    return _says_kept(sentence[end : end + _BEHIND]) or _says_kept(following[:_NEXT])


def _says_kept(text: str) -> bool:
    """True where a text says that what was promised was done, and not that part of it was."""
    kept = pattern("kept").search(text)
    return kept is not None and not pattern("in-part").search(text[: kept.end()])


def _is_end_of_range(before: str) -> bool:
    """True behind "between May and", "2 to"."""
    return before[:-1].lower().endswith(_RANGES) and bool(_RANGE_BEFORE.search(before))


def certainty(sentence: str, found: Found, action: bool) -> float:
    """How certain it is that this date is one by which something is promised; 0 where it is none. `action`: what stands
    there is a plan, such as a column of actions or the row of a No."""
    before, after = sentence[max(0, found.offset - BACK) : found.offset], sentence[found.offset + len(found.text) :]
    if _is_end_of_range(before) or _RANGE_AFTER.match(after):
        return 0.0
    if _is_cell_of_a_plan(sentence, found, action) or pattern("late-behind").match(after):
        return 0.75
    clause = _clause(before)
    told, planned = tenses.last(clause), bool(pattern("plan-labels").search(sentence))
    if told == "past" and not (planned or action or _SET.match(after)):
        return _from_now_on(clause, after)  # as most dates are
    link = _LINK.search(clause)
    lead = clause[: link.start()] if link else clause
    kind = _kind("starting" if told != "past" and _is_start(lead, link) else told, clause, planned, action)
    if kind == "past" and not _SET.match(after):
        return _from_now_on(clause, after)
    if _is_review(clause, after):
        return 0.0
    if kind == "starting" and (found.end - found.start).days <= _A_QUARTER:
        return 0.65
    if _SET.match(after):
        return 0.75
    if kind in ("future", "planned"):
        return _promised(kind, link, clause, lead, after, found) or (
            0.6 if action and kind == "future" and clause.endswith("(") and re.match(r"\)\W*$", after) else 0.0
        )
    if link is None:
        return _unbound(lead, after, found, action)
    begun = _begun(lead, link, after)
    if begun:
        return begun
    planned = planned or any(pattern(name).search(sentence) for name in ("action-labels", "undone"))
    return _elliptic(_without_label(lead), link, after, found, action or planned)


def _kind(told: str | None, clause: str, planned: bool, action: bool) -> str | None:
    """What a date is that stands in a clause of which the words tell so much; `planned`: its sentence is headed as a
    plan."""
    if planned and told in (None, "past") and not _FULFILLED.search(clause) and not _HELPED.search(clause):
        return "planned"  # "Timetable: draft in May, signed in June"
    return "planned" if action and _is_a_step(clause) else told


def _from_now_on(clause: str, after: str) -> float:
    """The certainty of "as of May it will be", whose own words tell of the past."""
    return 0.7 if _AS_OF.fullmatch(clause) and tenses.behind(after) == "future" else 0.0


def _is_a_step(clause: str) -> bool:
    """True in the row of a No for the next step of what is not yet there: "adoption at Committee"."""
    step = pattern("next-steps").search(clause)
    return step is not None and not pattern("past").search(clause, step.start())


def _begun(lead: str, link: re.Match[str], after: str) -> float:
    """The certainty of a date at the head of its clause, behind which it is said what is to come."""
    if link["at"] and _UNDERTOOK.match(after):
        return 0.0  # "in May we undertook to"
    closed = link["mark"] == "(" and _CLOSED.match(after) and not _PAPER.search(lead)
    if (_is_head(lead) or _is_named(lead, link) or closed) and tenses.behind(after) == "future":
        return 0.7 if link["at"] or link["mark"] else 0.85
    if _is_head(lead) and link["by"] and _OUGHT.search(after[: tenses.BEHIND]):
        return 0.75  # "By June all letters should say so"
    if link["at"] and _TO_COME.match(after) and not _FINITE.search(lead):
        return 0.65  # "Council on 21 June to appoint"
    return 0.0


def _is_signed(before: str, after: str) -> bool:
    """True for the owner and date in brackets behind what is to be done: "to be added (R. Low - 07/04/25)"."""
    text, bracket, owner = before.rpartition("[" if "[" in before else "(")
    if not bracket or not re.fullmatch(r"[A-Z][\w. ]{1,30}\s?[-,]\s", owner) or not re.match(r"[\])]\W*$", after):
        return False
    return next((tense for tense, _ in tenses.telling(text)), None) == "future"


def _unbound(lead: str, after: str, found: Found, action: bool) -> float:
    """The certainty of a date that no word ties to its clause."""
    if _THE.fullmatch(lead) and found.precise and _WILL.match(after):
        return 0.65  # "The March 2025 newsletter will have a page on it"
    return _note(lead, after, found) if action else 0.0


def _note(lead: str, after: str, found: Found) -> float:
    """A date that nothing binds, in the row of a No: that of a step to be taken, unless it names a document or counts
    something, or a verb stands there."""
    if _TO_DO.search(lead) and not _FINITE.search(lead) and re.match(r"\W*$", after):
        return 0.7
    piece = re.split(r"[,;>|(]|\s-\s", lead)[-1]
    if (found.end - found.start).days > _A_QUARTER or not _ENDS.match(after):
        return 0.0
    told = any(words.search(piece) for words in (_FULFILLED, _FINITE)) or _COUNTED.search(lead)
    return 0.0 if told or not lead.strip() or _DOCUMENT.search(lead) else 0.55


def _clause(before: str) -> str:
    """The clause that ends at a date; a boundary right before it parts nothing: "expected date - 01.01.2025"."""
    ends = (each.end() for each in _BOUNDARY.finditer(before))
    return before[max((end for end in ends if not _JOINING.fullmatch(before, end)), default=0) :]


def _promised(kind: str, link: re.Match[str] | None, clause: str, lead: str, after: str, found: Found) -> float:
    """The certainty of a date behind a future or planning word, unless more is said of it."""
    if link and link["at"] and _is_head(lead) and tenses.behind(after) == "past":
        return 0.0
    if link and link["for"] and _WAS.match(after) and not pattern("not-done").search(after[:_NEXT]):
        return 0.0  # "the plan for May was carried out"
    if pattern("ongoing").search(clause) or (kind != "future" and pattern("recurring").search(clause)):
        return 0.0
    if _is_beside(clause):
        return 0.0
    if kind == "planned":
        last = [match[0] for _, match in tenses.telling(clause)][-1:]
        if last and _NOUN.match(last[0]) and (_ACHIEVED.search(clause) or _REPORTED.search(clause)):
            return 0.0  # "all staff completed training by March"
        told = _TOLD.match(after)
        if told and not pattern("in-part").search(told[0]):
            return 0.0  # "of 40 actions due by March, 38 were done"
        aside = clause.rpartition("(")[0]
        if aside and tenses.last(aside) == "past":
            return 0.0  # "done (target May)"
    return _linked(kind, link, clause, found)


def _is_cell_of_a_plan(sentence: str, found: Found, action: bool) -> bool:
    """True for a date that stands alone among notes parted by bars or dashes, which speak of a plan."""
    end = found.offset + len(found.text)
    if action and _is_signed(sentence[max(0, found.offset - BACK) : found.offset], sentence[end:]):
        return True
    sentence = sentence[max(0, found.offset - BACK) : end + BACK]
    if sentence.count("|") + sentence.count(";") + sentence.count("-") < _CELLS - 1:
        return False
    cells = _CELL.split(sentence)
    if len(cells) < _CELLS or not any(_JOINING.sub("", cell, count=1).strip(" .'\"") == found.text for cell in cells):
        return False
    return bool(action or pattern("plan-cells").search(sentence)) and not _FULFILLED.search(sentence)


def _is_beside(clause: str) -> bool:
    """True in brackets behind the promise, such as the title of a document, that promise nothing themselves: "will
    reply (procedure, June 2024)"."""
    before, bracket, aside = clause.rpartition("(")
    if not bracket or ")" in aside or not re.search(r"[a-z]{3}", aside) or not tenses.tells(before):
        return False
    return not (tenses.tells(aside) or _ASIDE.search(aside))


def _is_start(lead: str, link: re.Match[str] | None) -> bool:
    """True for what begins on a date: "our new system starts in May"."""
    return bool(link and link["at"] and pattern("starting").search(lead))


def _linked(kind: str, link: re.Match[str] | None, clause: str, found: Found) -> float:
    """The certainty of a date behind a future or planning word: how it is tied to it counts."""
    if link is None:
        tied = kind == "planned" or _TIED.search(clause) or _END_OF.search(clause) or tenses.ends_in_a_future(clause)
        return 0.75 if tied else 0.0
    if link["mark"]:
        if link["mark"] == "(" and _BY_A_DAY.search(clause):
            return 0.8
        if link["mark"] == "(" and kind == "future" and not re.search(r"(?:w/?c|week|by|ed|en)\W*\(?[\s\w/]*$", clause):
            return 0.0
        return 0.8 if kind == "planned" or link["mark"] != "," else 0.6
    if link["for"] and kind != "planned":
        return 0.0 if not found.precise else 0.55
    if link["by"] or kind == "planned":
        return 0.9 if found.precise else 0.8
    return 0.85 if found.precise else 0.7


_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|in time for)\b[\s\w]{0,12}$", re.I)


def to_be_kept(sentence: str, found: Found) -> Found:
    """The span by whose end the promise is to be kept: "before Q4" is over when Q3 is."""
    if _BEFORE.search(sentence, max(0, found.offset - 30), found.offset):
        return found._replace(end=found.start - timedelta(days=1))
    return found


def _is_review(clause: str, after: str) -> bool:
    """True where the date is that of a review that comes round, of an expiry or of the Code; unless a promise hangs on
    it: "review due November 2023 and we will update …"."""
    if not (pattern("not-promises").search(clause) or pattern("says-that").search(clause)):
        return False
    hangs = re.match(r"[^.;]{0,40}?\b(?:and|when|then)\b", after)
    return not (hangs and tenses.behind(after[hangs.end() :]) == "future")


def _is_head(lead: str) -> bool:
    """True where nothing but "and", "however" and the like stands before the date in its clause."""
    begin = 0
    for piece in _PIECE.finditer(lead):
        begin = piece.end()
    said = re.findall(r"[a-z]+", lead[begin:].lower())
    openers = {word for entry in words("promises")["openers"] for word in entry.split()}
    return set(said) <= openers


def _is_named(lead: str, link: re.Match[str]) -> bool:
    """True for "New agreement from 1 April 2025", which hardly needs a verb to be one to come."""
    since = (link["at"] and link["at"].lower().endswith("from")) or re.search(r"\bnext\b", lead, re.I)
    if link["at"] and re.match(r"\W*(?:when|once|as soon as)\b", lead, re.I):
        return True  # "When the new system is launched in May it will"
    return bool(since) and len(lead.split()) <= _NAMED and not (_FINITE.search(lead) or _DOCUMENT.search(lead))


def _without_label(lead: str) -> str:
    """ "To do: new leaflets" without its "To do", which is no verb."""
    label = pattern("plan-labels").search(lead)
    return lead[label.end() :] if label else lead


def _elliptic(lead: str, link: re.Match[str], after: str, found: Found, action: bool) -> float:
    """Notes without a verb: "New leaflets by June 2024", "Staff to attend training in May 2024"."""
    if (len(lead.split()) > _ELLIPTIC and not action) or re.match(r",\s*\d", after):
        return 0.0
    plan = _TO_VERB.search(lead)
    if (
        plan
        and (link["by"] or link["at"] or (action and _ENDS.match(after)))
        and not _FINITE.search(plan[0].rpartition(" to ")[0])
        and not _NO_PLAN.search(lead)
    ):
        return 0.75
    following = re.split(r"[,;]", after[:40])[0]
    if _FINITE.search(lead) or re.search(r"\b(?:was|were|had|is|are|has|have|will)\b", following):
        return 0.0
    if _ALL_OF_THEM.search(lead) or (not link["by"] and _FULFILLED.search(lead)):
        return 0.0  # "nine of nine schemes by March"
    if link["by"] and link["by"].lower() == "before" and _FULFILLED_OR_NOT.search(lead):
        return 0.0  # "not done before 2024"
    if link["by"] and lead.strip() and ((action and _ENDS.match(after)) or link["by"].lower() != "before"):
        return 0.8 if action else 0.65
    if not action or not lead.strip() or _COUNTED.search(lead) or _DOCUMENT.search(lead) or not _ENDS.match(after):
        return 0.0
    return 0.6 if found.precise and not link["at"] else 0.65
