"""The same evidence stands in many rows, on different subjects.

Why: one sentence cannot show how a dozen different requirements are met; a reader learns nothing of any of them.
Finds: the same wording, or one that differs in a word or a page number only, as the whole of evidence and commentary in
four or more rows of at least two sections of the Code.
Passes: forms of a few rows; wording that recurs within one section; rows that share a sentence and add their own; rows
that hold nothing but a dash, which empty-evidence tells of.
Put right by: saying in each row how this very requirement is met; the shared reference may stay beside it.
Bad example: 1.2, 3.4, 5.1 and 9.3, Yes, "Our Complaints Policy was rewritten in 2024 to follow the Code."
Good example: 5.1, Yes, "One policy covers all complaints since 2024; both older ones were withdrawn."
Source: the Code of 2024, 8.1, which asks how each requirement is met; the Code of 2022, 8.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, Match, Method, Severity, Support
from hoscheck.normalise import key

_SHOWN = 80  # characters of the wording that are quoted
MANY = 4  # rows with the same wording; three neighbours may well be met by one practice
SECTIONS = 2  # sections of the Code, so that the subjects differ
FEW_ROWS = 10  # a form of fewer rows is an extract, or one section on a page of its own
NEAR = 92.0  # likeness of two wordings that are one: a page number or a word differs
COMPARED = 200  # wordings with which each new one is compared, so that the work stays in proportion to the form
COMPARED_TEXT = 600  # characters of a wording that are compared


def _run(case: Case) -> Iterator[Hit]:
    if len(case.matches) < FEW_ROWS:
        return
    for group in _alike([match for match in case.matches if match.row.support is not Support.NONE]):
        numbers = list(dict.fromkeys(match.requirement.number for match in group))
        sections = {match.requirement.section for match in group}
        if len(numbers) < MANY or len(sections) < SECTIONS:
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


def _alike(matches: Sequence[Match]) -> list[list[Match]]:
    """The matches in groups of one wording, in document order."""
    from rapidfuzz import fuzz

    exact: dict[str, list[Match]] = {}
    for match in matches:
        exact.setdefault(_folded(match), []).append(match)
    groups: list[tuple[str, list[Match]]] = []
    for wording, same in exact.items():
        near = (
            group
            for first, group in groups[:COMPARED]
            if fuzz.ratio(wording[:COMPARED_TEXT], first[:COMPARED_TEXT], score_cutoff=NEAR)
        )
        group = next(near, None)
        if group is None:
            groups.append((wording, list(same)))
        else:
            group += same
    return [group for _, group in groups]


def _folded(match: Match) -> str:
    """The wording without its numbers: "section 4, page 7" and "section 5, page 9" point the same way."""
    said = key(f"{match.row.evidence} {match.row.commentary}")
    return " ".join(word for word in said.split() if not word.isdigit())


CHECK = Check(
    code="EVI304",
    id="boilerplate-evidence",
    title="The same evidence in many rows",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
