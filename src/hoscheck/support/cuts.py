"""A sentence that says something and points in the same breath, cut between the two.

"As set out in section 4 of the policy, a different manager decides", "home visits, policy section 6", "weekly calls as
set out in the procedure": what stands before or behind the pointer is judged as if it stood alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hoscheck.support.asked import EVERY
from hoscheck.support.clauses import Clause

_LEADS = frozenset(("as", "per", "under", "in", "within"))  # with these a pointer leads into what it supports
_PLACE = re.compile("[dwlnu]")
# "policy section 4", "see the procedure", "section 4 of the policy"
_TRAILS = re.compile("[tkxP]{0,4}[dl][lnzjdokt#]*")
_AS_SET_OUT = re.compile("o[cC]y?[oz]")
_TELLS_NOT = re.compile("[BHMSVTPCh]")  # what leads in or trails and holds one of these is more than a pointer
_GOES_ON = "jT"  # behind a comma these go on with the pointer: "which says …"


def parted(clause: Clause) -> Iterator[Clause]:
    """The clause, or its pointer and the rest."""
    head = _leading(clause)
    if head:
        yield _piece(clause, 0, head, clause.opened)
        clause = _piece(clause, head, len(clause.words), "" if clause.words[0] in _LEADS else ",")
    tail = _trailing(clause)
    if tail:
        yield _piece(clause, 0, tail, clause.opened)
        clause = _piece(clause, tail, len(clause.words), ",")
    yield clause


def _leading(clause: Clause) -> int:
    """Where what a leading pointer supports begins; 0 where none leads."""
    if not clause.commas:
        return 0
    end = clause.commas[0]
    if clause.words[0] not in _LEADS:  # "Complaints Policy 4.2, every reply within a week"
        return end if _is_pointer(clause, 0, end) and clause.kinds[end] not in _GOES_ON else 0
    pointer, rest = clause.kinds[1:end], clause.kinds[end:]
    if not _PLACE.search(pointer) or _TELLS_NOT.search(pointer) or rest[0] in _GOES_ON:
        return 0
    small = any(sort.isalpha() and not large for sort, large in zip(rest, clause.upper[end:], strict=True))
    return end if small else 0  # "As per terms of reference, Stage 2 Review Meeting"


def _trailing(clause: Clause) -> int:
    """Where a pointer at the end begins; 0 where none stands there."""
    behind = clause.commas[-1] if clause.commas else 0
    if behind and _is_pointer(clause, behind, len(clause.words)):
        return behind
    as_set_out = _AS_SET_OUT.search(clause.kinds, 1)
    return as_set_out.start() if as_set_out and clause.words[as_set_out.start()] == "as" else 0


def _is_pointer(clause: Clause, start: int, end: int) -> bool:
    """True for a stretch at one end of a clause that only points, and not together with all the rest of it."""
    if not _TRAILS.fullmatch(clause.kinds, start, end) or not EVERY.isdisjoint(clause.words[start:end]):
        return False
    rest = (end, len(clause.words)) if start == 0 else (0, start)
    return not _TRAILS.fullmatch(clause.kinds, *rest)  # "Complaints Policy, section 4" is one pointer


def _piece(clause: Clause, start: int, end: int, opened: str) -> Clause:
    first = clause.ends[start] - len(clause.words[start])
    return replace(
        clause,
        words=clause.words[start:end],
        kinds=clause.kinds[start:end],
        text=clause.text[first : clause.ends[end - 1]],
        upper=clause.upper[start:end],
        commas=tuple(at - start for at in clause.commas if start < at < end),
        ends=tuple(at - first for at in clause.ends[start:end]),
        follows=bool(opened),
        opened=opened,
    )
