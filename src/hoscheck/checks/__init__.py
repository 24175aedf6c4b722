"""The checks: which there are, which of them to run, and how their hits become findings.

A check is a file that ends in `CHECK = Check(…)`; it is listed here and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from hoscheck.checks.altered_requirement import CHECK as ALTERED_REQUIREMENT
from hoscheck.checks.answer_contradicted import CHECK as ANSWER_CONTRADICTED
from hoscheck.checks.blank_answer import CHECK as BLANK_ANSWER
from hoscheck.checks.boilerplate_evidence import CHECK as BOILERPLATE_EVIDENCE
from hoscheck.checks.duplicate_provision import CHECK as DUPLICATE_PROVISION
from hoscheck.checks.edition_unclear import CHECK as EDITION_UNCLEAR
from hoscheck.checks.empty_evidence import CHECK as EMPTY_EVIDENCE
from hoscheck.checks.evidence_in_commentary import CHECK as EVIDENCE_IN_COMMENTARY
from hoscheck.checks.malformed_link import CHECK as MALFORMED_LINK
from hoscheck.checks.missing_provision import CHECK as MISSING_PROVISION
from hoscheck.checks.no_approval import CHECK as NO_APPROVAL
from hoscheck.checks.no_assessment_date import CHECK as NO_ASSESSMENT_DATE
from hoscheck.checks.no_governing_body_response import CHECK as NO_GOVERNING_BODY_RESPONSE
from hoscheck.checks.no_without_date import CHECK as NO_WITHOUT_DATE
from hoscheck.checks.no_without_explanation import CHECK as NO_WITHOUT_EXPLANATION
from hoscheck.checks.number_text_mismatch import CHECK as NUMBER_TEXT_MISMATCH
from hoscheck.checks.outdated_code import CHECK as OUTDATED_CODE
from hoscheck.checks.overdue_promise import CHECK as OVERDUE_PROMISE
from hoscheck.checks.policy_only_evidence import CHECK as POLICY_ONLY_EVIDENCE
from hoscheck.checks.restated_requirement import CHECK as RESTATED_REQUIREMENT
from hoscheck.checks.stale_assessment import CHECK as STALE_ASSESSMENT
from hoscheck.checks.timescale_conflict import CHECK as TIMESCALE_CONFLICT
from hoscheck.checks.unclear_answer import CHECK as UNCLEAR_ANSWER
from hoscheck.errors import BadSettings
from hoscheck.model import Case, Check, Finding, Hit, Location

CHECKS: tuple[Check, ...] = (
    EDITION_UNCLEAR,
    OUTDATED_CODE,
    MISSING_PROVISION,
    DUPLICATE_PROVISION,
    NUMBER_TEXT_MISMATCH,
    ALTERED_REQUIREMENT,
    BLANK_ANSWER,
    UNCLEAR_ANSWER,
    NO_WITHOUT_EXPLANATION,
    NO_WITHOUT_DATE,
    ANSWER_CONTRADICTED,
    EMPTY_EVIDENCE,
    POLICY_ONLY_EVIDENCE,
    EVIDENCE_IN_COMMENTARY,
    BOILERPLATE_EVIDENCE,
    RESTATED_REQUIREMENT,
    MALFORMED_LINK,
    TIMESCALE_CONFLICT,
    OVERDUE_PROMISE,
    NO_ASSESSMENT_DATE,
    STALE_ASSESSMENT,
    NO_APPROVAL,
    NO_GOVERNING_BODY_RESPONSE,
)


def by_name(name: str) -> Check:
    """The check of that code or id, in any case of letters. Raises BadSettings that says what was perhaps meant."""
    wanted = name.strip().lower()
    for check in CHECKS:
        if wanted in (check.code.lower(), check.id):
            return check
    family = [check.code for check in CHECKS if wanted and check.code.lower().startswith(wanted)]
    if family:
        raise BadSettings(f'"{name}" is a family of checks; name one of them: {", ".join(family)}')
    raise _unknown(name)


def choose(select: Sequence[str], ignore: Sequence[str]) -> tuple[Check, ...]:
    """The checks to run, in code order: those selected (all where nothing is), without those ignored.

    Names are codes (EVI302), prefixes of codes (EVI) or ids (policy-only-evidence). Raises BadSettings for a name
    that fits no check, and where no check is left.
    """
    chosen = _named(select) if select else set(CHECKS)
    chosen -= _named(ignore)
    if not chosen:
        raise BadSettings("no check is left to run; select more or ignore less")
    return tuple(check for check in CHECKS if check in chosen)


def _named(names: Sequence[str]) -> set[Check]:
    found: set[Check] = set()
    for name in names:
        wanted = name.strip().lower()
        fitting = {
            check for check in CHECKS if wanted == check.id or (wanted and check.code.lower().startswith(wanted))
        }
        if not fitting:
            raise _unknown(name)
        found |= fitting
    return found


def _unknown(name: str) -> BadSettings:
    from difflib import get_close_matches  # late: only wanted when something is wrong, and slow to import

    known = {check.code.lower(): check.code for check in CHECKS} | {check.id: check.id for check in CHECKS}
    close = get_close_matches(name.strip().lower(), known, n=1)
    hint = f'did you mean "{known[close[0]]}"?' if close else '"hoscheck checks" lists them'
    return BadSettings(f'there is no check "{name}"; {hint}')


def run(
    case: Case, checks: Iterable[Check], document_key: str
) -> tuple[tuple[Finding, ...], tuple[tuple[str, Exception], ...]]:
    """Every finding of the checks given, and the checks that broke down (id and exception); those hinder no other.

    Findings about the document come first, then those about provisions in document order, by code where they are
    about the same row. A missing provision stands after the one before it in the rulebook. `document_key` is what
    the fingerprints know the document by: a path relative to the project, or an id.
    """
    hits: list[tuple[Check, Hit]] = []
    broken: list[tuple[str, Exception]] = []
    for check in checks:
        try:
            hits += [(check, hit) for hit in check.run(case)]
        except Exception as error:
            broken.append((check.id, error))
    place = _Places(case)
    hits.sort(key=lambda each: (*place.of(each[1]), each[0].code))
    ordinals: Counter[tuple[str, str | None]] = Counter()
    findings = []
    for check, hit in hits:
        ordinals[check.code, hit.provision] += 1
        ordinal = ordinals[check.code, hit.provision]
        findings.append(_finding(check, hit, _fingerprint(check, hit, document_key, case.rulebook.edition, ordinal)))
    return tuple(findings), tuple(broken)


def _finding(check: Check, hit: Hit, fingerprint: str) -> Finding:
    return Finding(
        code=check.code,
        check=check.id,
        severity=hit.severity or check.severity,
        provision=hit.provision,
        message=hit.message,
        advice=hit.advice,
        location=hit.location,
        fingerprint=fingerprint,
        method=check.method,
        certainty=hit.certainty,
        quotes=hit.quotes,
        rests_on=hit.rests_on or hit.provision,
    )


def parted(findings: Iterable[Finding], least: float) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are at least so certain (0-1), and those that are left for a person to review."""
    told: tuple[list[Finding], list[Finding]] = ([], [])
    for each in findings:
        told[each.certainty < least].append(each)
    return tuple(told[0]), tuple(told[1])


def _fingerprint(check: Check, hit: Hit, document_key: str, edition: str, ordinal: int) -> str:
    """Version 1: what is found where, without page, line or wording, so that it outlives a new edition of the file.
    The empty field is the column, for checks that will look at several."""
    fields = (check.code, document_key, edition, hit.provision or "", "", str(ordinal))
    return hashlib.sha256("\x1f".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


class _Places:
    """Where in the document a hit stands, as something that sorts."""

    def __init__(self, case: Case) -> None:
        order = {id(row): at for at, row in enumerate(case.assessment.rows)}
        self._row_at: dict[Location, int] = {}
        self._provision_at: dict[str, int] = {}
        for at, match in enumerate(case.matches):
            place = order.get(id(match.row), at)
            self._provision_at.setdefault(match.requirement.number, place)
            self._row_at.setdefault(match.row.location, place)
        self._row_at.pop(Location(), None)  # rows of a format that has no places
        self._rank = {requirement.number: at for at, requirement in enumerate(case.rulebook.requirements)}
        self._numbers = tuple(self._rank)

    def of(self, hit: Hit) -> tuple[int, int, int, int]:
        """Document-level or not, the row's place, a row that is there or a missing one, the rulebook's order."""
        if hit.provision is None:
            return 0, 0, 0, 0
        rank = self._rank.get(hit.provision, len(self._rank))
        if hit.location in self._row_at:
            return 1, self._row_at[hit.location], 0, rank
        if hit.provision in self._provision_at:
            return 1, self._provision_at[hit.provision], 0, rank
        before = (self._provision_at.get(number) for number in reversed(self._numbers[:rank]))
        return 1, next((place for place in before if place is not None), -1), 1, rank
