"""The same evidence stands in many rows, on different subjects.

Why: one sentence cannot show how a dozen different requirements are met; a reader learns nothing of any of them.
Finds: the same wording, or one that differs in a few words or a section's number only, as the whole of evidence and
commentary in four or more rows on different subjects, from at least two sections of the Code.
Passes: forms of a few rows; wording that recurs within one section, or for both stages of one rule; rows that share a
sentence and add their own; rows that hold nothing but a dash or "as above", which other checks tell of.
Put right by: saying in each row how this very requirement is met; the shared reference may stay beside it.
Bad example: 1.2, 3.4, 5.1 and 9.3, Yes, "Our Complaints Policy was rewritten in 2024 to follow the Code."
Good example: 5.1, Yes, "One policy covers all complaints since 2024; both older ones were withdrawn."
Source: the Code of 2024, 8.1, which asks how each requirement is met; the Code of 2022, 8.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import filterfalse, repeat
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, Match, Method, Severity, Support
from hoscheck.normalise import key
from hoscheck.words import words

_SHOWN = 80  # characters of the wording that are quoted
MANY = 4  # rows with the same wording; three neighbours may well be met by one practice
SUBJECTS = 3  # of those rows: what holds for both stages of a rule is one subject
SECTIONS = 2  # sections of the Code, so that the subjects differ
FEW_ROWS = 10  # a form of fewer rows is an extract, or one section on a page of its own
NEAR = 80.0  # likeness, in words, of two wordings that are one: a long sentence with a few words behind it
COMPARED_WORDS = 120  # words of a wording that are compared
RUN = 3  # words in a row by which a wording finds those that may be like it
CANDIDATES = 3  # wordings that share the most of such runs; only these are compared
SAME_RULE = 80.0  # likeness of two requirements that are one rule: the stages differ in a number or two


def _run(case: Case) -> Iterator[Hit]:
    if len(case.matches) < FEW_ROWS:
        return
    for group in _alike([match for match in case.matches if match.row.support is not Support.NONE]):
        numbers = list(dict.fromkeys(match.requirement.number for match in group))
        sections = {match.requirement.section for match in group}
        if len(numbers) < MANY or len(sections) < SECTIONS or _subjects(group) < SUBJECTS:
            continue
        said = " ".join(f"{group[0].row.evidence} {group[0].row.commentary}".split())
        shown = shorten(said, _SHOWN, placeholder=" ...")
        for match in group:
            yield Hit(
                match.requirement.number,
                f'gives the same evidence as {len(numbers) - 1} other provisions: "{shown}"',
                "Say how this very requirement is met; the shared reference may stay beside it.",
                match.row.location,
                certainty=0.9,
                quotes=(said[:500],),
            )


def _subjects(group: Sequence[Match]) -> int:
    """How many rules the rows are about; looked into only as far as it matters."""
    from rapidfuzz import fuzz

    rules: list[str] = []
    for match in group[: 10 * SUBJECTS]:
        rule = _folded(match.requirement.text)
        if not any(fuzz.ratio(rule, other) >= SAME_RULE for other in rules):
            rules.append(rule)
        if len(rules) >= SUBJECTS:
            break
    return len(rules)


@dataclass(slots=True)
class _Group:
    wording: list[str]
    matches: list[Match]


def _alike(matches: Sequence[Match]) -> list[list[Match]]:
    """The matches in groups of one wording, in document order.

    A wording is compared with the few that share most runs of words with it, so that the work grows with the form.
    """
    from rapidfuzz import fuzz

    exact: dict[str, list[Match]] = {}
    for match in matches:
        said = _folded(match.row.evidence, match.row.commentary)
        if said and said not in words("restated")["back"]:
            exact.setdefault(said, []).append(match)
    groups: list[_Group] = []
    runs: dict[tuple[str, ...], int] = {}
    for said, same in exact.items():
        wording = said.split()[:COMPARED_WORDS]
        own = list(zip(*(wording[at:] for at in range(RUN)), strict=False)) or [tuple(wording)]
        told = list(map(runs.setdefault, own, repeat(len(groups))))  # whose they were before
        shared = [at for at in told if at < len(groups)]
        near = (groups[at] for at, _ in Counter(shared).most_common(CANDIDATES)) if shared else ()
        group = next((each for each in near if fuzz.ratio(wording, each.wording, score_cutoff=NEAR)), None)
        if group is None:
            groups.append(_Group(wording, list(same)))
        else:
            group.matches += same
            for run in {run for run, at in zip(own, told, strict=True) if at == len(groups)}:
                del runs[run]
    return [group.matches for group in groups]


def _folded(*texts: str) -> str:
    """The wording without its numbers: "section 4, page 7" and "section 5, page 9" point the same way."""
    said = " ".join([key(text.replace("&", " and ")) for text in texts])
    return " ".join(filterfalse(str.isdigit, said.split()))


CHECK = Check(
    code="EVI304",
    id="boilerplate-evidence",
    title="The same evidence in many rows",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
