"""Findings in words, for the report that people read: where, what, why it matters and what to do.

A check that fires on many provisions is told once, and the same words in several provisions once with their numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hoscheck.manual import told as manual
from hoscheck.model import Finding, Look, Method, Obligation, Report, Requirement, Rulebook, Run
from hoscheck.report.clean import one_line, sentence
from hoscheck.report.place import place

# A check that fires on more provisions than this is told once, with the list of them; --verbose shows each.
ROLL_UP = 4
# … and these always, wording by wording, since one fault stands in several rows.
TOLD_TOGETHER = frozenset({"boilerplate-evidence"})
# The Code's words are quoted up to here, two lines of most screens; --verbose quotes them whole.
QUOTE = 180
# So much is shown of the document's own words that a judgement rests on; --verbose shows them whole.
SAID = 160
# So many kinds of advice are told of a check that is rolled up; of more, an example.
ADVICE = 3
# Quoted words that begin with so many of the message's letters are those that it quotes.
_SAME = 30
_DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
    """A line before it is wrapped: `hang` is the indent of the lines after the first."""

    text: str
    style: str = ""
    indent: int = 0
    hang: int | None = None


def findings(run: Run, report: Report, rulebook: Rulebook, look: Look) -> Iterator[Line]:
    """All findings of a document, and apart from them what is too uncertain to be one."""
    whole = [each for each in report.findings if each.provision is None]
    rolled, single = _rolled([each for each in report.findings if each.provision is not None], look)
    if whole:
        yield from heading("The document as a whole")
        yield from _at_large(whole, rulebook, look)
    if single:
        yield from heading("Provision by provision")
        yield from _by_provision(single, rulebook, look)
    if rolled:
        yield from heading("The same in several provisions")
        for each in rolled:
            yield from _roll(run, each)
    if report.reviews:
        yield from _reviews(run, report, rulebook, look)


def _reviews(run: Run, report: Report, rulebook: Rulebook, look: Look) -> Iterator[Line]:
    yield from heading("To review by hand")
    yield Line("Too uncertain to be findings, and not counted: read the row, and decide.", "faint", indent=2)
    whole = [each for each in report.reviews if each.provision is None]
    rolled, single = _rolled([each for each in report.reviews if each.provision is not None], look)
    yield from _at_large(whole, rulebook, look, review=True)
    yield from _by_provision(single, rulebook, look, review=True)
    for each in rolled:
        yield from _roll(run, each, review=True)


def heading(text: str) -> Iterator[Line]:
    yield Line("")
    yield Line(text, "title")


# ── one by one ───────────────────────────────────────────────────────────────────────────────────


def _at_large(found: Sequence[Finding], rulebook: Rulebook, look: Look, review: bool = False) -> Iterator[Line]:
    """Each with the paragraph that it rests on, whole: it is long, and what is asked may stand at its end. The same
    paragraph is told once."""
    for at, finding in enumerate(found):
        yield from _finding(finding, look, review)
        following = found[at + 1].rests_on if at + 1 < len(found) else None
        requirement = rulebook.by_number.get(finding.rests_on or "")
        if requirement is not None and finding.rests_on != following:
            yield _code(requirement, replace(look, verbose=True), number=True)


def _by_provision(found: Iterable[Finding], rulebook: Rulebook, look: Look, review: bool = False) -> Iterator[Line]:
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.provision or "", []).append(finding)
    titles = {section.number: section.title for section in rulebook.sections}
    for number, group in groups.items():
        requirement = rulebook.by_number.get(number)
        at = next((spoken(each) for each in group if spoken(each)), "")
        title = titles.get(requirement.section, "") if requirement else ""
        yield Line("")
        head = "  ".join(part for part in (number, at, f"({title})" if title else "") if part)
        yield Line(head, "title", indent=2, hang=6)
        for finding in group:
            yield from _finding(finding, look, review)
        if requirement is not None:
            yield _code(requirement, look)
        # what rests on another paragraph than its own is told with that one's words as well
        others = {each.rests_on for each in group if each.rests_on} - {number}
        for other in sorted(others & set(rulebook.by_number)):
            yield _code(rulebook.by_number[other], look, number=True)


def _finding(finding: Finding, look: Look, review: bool) -> Iterator[Line]:
    word = finding.severity.word
    told = (look.verbose or review) and finding.method is Method.HEURISTIC
    sure = f", {percent(finding.certainty)} certain" if told else ""
    said = sentence(capital(one_line(finding.message)))
    style = "title" if review else word
    yield Line(f"{'review' if review else word}: {said}  [{finding.code}{sure}]", style, indent=4, hang=6)
    for quote in _unsaid(finding):
        yield Line(f'The form: "{_cut(quote, None if look.verbose else SAID, look)}"', indent=6, hang=10)
    yield Line(f"Do: {one_line(finding.advice)}", indent=6, hang=10)


def _unsaid(finding: Finding) -> list[str]:
    """The quoted words that the message does not give already."""
    said = one_line(finding.message).casefold()
    quotes = (one_line(quote) for quote in finding.quotes)
    return [quote for quote in quotes if quote and quote.casefold()[:_SAME] not in said]


def _code(requirement: Requirement, look: Look, number: bool = False) -> Line:
    """The Code's own words: why it matters."""
    which = f"The Code {requirement.number}" if number else "The Code"
    kind = " (best practice)" if requirement.obligation is Obligation.SHOULD else ""
    words = _cut(one_line(requirement.text), None if look.verbose else QUOTE, look)
    return Line(f"{which}{kind}: {words}", "faint", indent=4, hang=6)


def _cut(text: str, most: int | None, look: Look) -> str:
    if most is not None and len(text) > most:
        text = text[:most].rsplit(" ", 1)[0] + " …"
    return text if look.unicode else text.replace("…", "...")


# ── rolled up ────────────────────────────────────────────────────────────────────────────────────


def _rolled(found: Sequence[Finding], look: Look) -> tuple[list[list[Finding]], list[Finding]]:
    """Findings of checks that fire on many provisions, gathered by check, and all others."""
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_check[finding.check].append(finding)
    if look.verbose:
        return [], list(found)
    rolled = {check for check, each in by_check.items() if _is_many(each)}
    gathered = sorted(
        (by_check[check] for check in rolled), key=lambda each: (-max(f.severity for f in each), each[0].code)
    )
    return gathered, [each for each in found if each.check not in rolled]


def _is_many(found: Sequence[Finding]) -> bool:
    if found[0].check in TOLD_TOGETHER:
        return len(found) > 1
    return len(found) > ROLL_UP or (len(found) == ROLL_UP and len({each.message for each in found}) == 1)


def _roll(run: Run, found: Sequence[Finding], review: bool = False) -> Iterator[Line]:
    first = found[0]
    worst = max(each.severity for each in found)
    check = run.check(first.check)
    yield Line("")
    word = "review" if review else worst.word
    head = f"{word}: {check.title}: {len({each.provision for each in found})} provisions  [{first.code}]"
    yield Line(head, "title" if review else worst.word, indent=2, hang=4)
    yield from _wordings(found)
    why = manual(check.help, "Why")
    if why:
        yield Line(f"Why: {one_line(why)}", "faint", indent=4, hang=9)
    yield from _advice(found)


def _wordings(found: Sequence[Finding]) -> Iterator[Line]:
    """Where it is so: by the words that are found there, if they recur, else all places and an example."""
    by_message = _grouped(found, lambda each: one_line(each.message))
    if len(by_message) == 1 or 2 * len(by_message) > len(found):
        yield Line(_places(found), indent=4)
        if len(by_message) > 1 or '"' in found[0].message:
            example = sentence(one_line(found[0].message))
            yield Line(f"For example {found[0].provision}: {example}", "faint", indent=4, hang=6)
        return
    alone = [each for same in by_message.values() if len(same) == 1 for each in same]
    heads = {_DIGITS.sub("", _parted(message)[0]) for message, same in by_message.items() if len(same) > 1}
    for message, same in by_message.items():
        if len(same) > 1:
            words = _parted(message)[1] if len(heads) == 1 else capital(message)
            yield Line(f"{words or capital(message)}: {_places(same)}", indent=4, hang=6)
    if alone:
        yield Line(f"In other words: {_places(alone)}", indent=4, hang=6)


def _advice(found: Sequence[Finding]) -> Iterator[Line]:
    """What to do: once, or for each group of provisions where it differs, or an example where it always differs."""
    by_advice = _grouped(found, lambda each: one_line(each.advice))
    if len(by_advice) == 1:
        yield Line(f"Do: {one_line(found[0].advice)}", indent=4, hang=8)
    elif len(by_advice) <= ADVICE:
        for advice, same in by_advice.items():
            yield Line(f"Do in {', '.join(each.provision or '' for each in same)}: {advice}", indent=4, hang=8)
    else:
        yield Line(f"Do in {found[0].provision}, and likewise in the others: {one_line(found[0].advice)}", "", 4, 8)


def _grouped(found: Iterable[Finding], by: Callable[[Finding], str]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for each in found:
        groups.setdefault(by(each), []).append(each)
    return groups


def _parted(message: str) -> tuple[str, str]:
    """What a message says, and the words that it quotes."""
    head, mark, quoted = message.partition('"')
    return head, mark + quoted


def _places(found: Sequence[Finding]) -> str:
    """The provisions of findings, each page told once: "1.4, 1.5 (page 2), 2.1 (page 3)"."""
    groups: list[tuple[str, list[str]]] = []
    for finding in found:
        at = spoken(finding, row=False)
        if groups and groups[-1][0] == at:
            groups[-1][1].append(finding.provision or "")
        else:
            groups.append((at, [finding.provision or ""]))
    return ", ".join(", ".join(_ranges(numbers)) + (f" ({at})" if at else "") for at, numbers in groups)


def _ranges(numbers: Sequence[str]) -> list[str]:
    """Provisions that follow one another, three or more, as one: "5.1-5.15"."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [each for run in runs for each in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else run)]


def _follows(first: str, second: str) -> bool:
    """True for 5.9 and 5.10."""
    (chapter, _, place), (other, _, next_place) = first.partition("."), second.partition(".")
    return chapter == other and place.isdecimal() and next_place.isdecimal() and int(next_place) == int(place) + 1


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def spoken(finding: Finding, row: bool = True) -> str:
    """The place of a finding in words: "page 7, row 3", "pages 7-8", "line 40"; the file first, where a form is spread
    over several."""
    at = finding.location
    if at is None:
        return ""
    if at.part is not None:
        inside = spoken(replace(finding, location=replace(at, part=None)), row)
        return ", ".join(each for each in (one_line(at.part), inside) if each)
    if at.page is not None:
        last = at.end_page or at.page
        pages = f"pages {at.page}-{last}" if last != at.page else f"page {at.page}"
        return f"{pages}, row {at.row} of the table" if row and at.row else pages
    if at.line is not None:
        return f"line {at.line}" if row else ""
    if at.table is not None:
        return f"table {at.table}, row {at.row}" if row and at.row else f"table {at.table}"
    return place(at)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    return f"{round(100 * share)} %"
