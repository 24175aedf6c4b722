"""Two runs that the tests share: an ordinary one, whose outputs stand whole in expected/, and a nasty one."""

from __future__ import annotations

from datetime import date

import pytest

from hoscheck.model import (
    Answer,
    Basis,
    CheckInfo,
    Detection,
    Failure,
    Finding,
    Location,
    Method,
    Obligation,
    ProvisionRow,
    Reason,
    Report,
    ReportRow,
    Requirement,
    Rulebook,
    Run,
    Section,
    Severity,
    Support,
)

RULEBOOK = Rulebook(
    id="hos-2024",
    title="Housing Ombudsman Complaint Handling Code 2024",
    edition="2024",
    source="https://www.housing-ombudsman.org.uk/landlords-info/complaint-handling-code/the-code-2024",
    in_force=date(2024, 4, 1),
    superseded=None,
    sections=(Section("1", "Definition of a complaint"), Section("5", "The complaint handling process")),
    requirements=(
        Requirement("1.2", "1", "A complaint must be defined.", Obligation.MUST),
        Requirement("5.1", "5", "There must be a single policy.", Obligation.MUST),
        Requirement("5.2", "5", "The early and local resolution must be recorded.", Obligation.MUST),
        Requirement("5.10", "5", "Landlords must make reasonable adjustments.", Obligation.MUST),
    ),
)

_HELP = """{title}, in a sentence of help

Why: a reason.
Finds: a thing.
Passes: another thing.
Put right by: doing it.
"""


def check_info(code: str, id: str, title: str, severity: Severity, method: Method = Method.EXACT) -> CheckInfo:
    return CheckInfo(code, id, title, severity, _HELP.format(title=title), method)


CHECKS = (
    check_info("PRV101", "missing-provision", "A provision has no row", Severity.ERROR),
    check_info("ANS203", "no-without-explanation", "No, and no explanation", Severity.ERROR, Method.HEURISTIC),
    check_info("ANS204", "no-without-date", "No, and no date", Severity.WARNING, Method.HEURISTIC),
    check_info("TIM401", "timescale-conflict", "A time limit is too long", Severity.WARNING, Method.HEURISTIC),
    check_info("GOV501", "no-assessment-date", "The document has no date", Severity.NOTE),
)

UNTOLD = Reason()

SHA_A, SHA_B, SHA_C, SHA_D, SHA_E = (letter * 64 for letter in "abcde")


def finding(
    code: str,
    provision: str | None,
    message: str,
    location: Location | None = None,
    *,
    certainty: float = 1.0,
    quotes: tuple[str, ...] = (),
) -> Finding:
    """A finding of one of CHECKS, with that check's severity and a fingerprint that tells it from the others."""
    check = next(each for each in CHECKS if each.code == code)
    print_of = f"{code}-{provision or 'document'}"
    return Finding(
        code,
        check.id,
        check.severity,
        provision,
        message,
        "Do this.",
        location,
        print_of,
        check.method,
        certainty,
        quotes,
    )


def row(
    number: str | None,
    answer: Answer,
    location: Location,
    *,
    evidence: str = "Complaints Policy, section 2",
    support: Support = Support.CITATION,
    reason: Reason = UNTOLD,
    extra: tuple[tuple[str, str], ...] = (),
) -> ProvisionRow:
    return ProvisionRow(
        number=number,
        requirement=f"The requirement printed beside {number}.",
        answer=answer,
        answer_text=answer.value.capitalize(),
        evidence=evidence,
        commentary="",
        extra=extra,
        location=location,
        support=support,
        reason=reason,
    )


def matched(each: ProvisionRow, score: float = 0.987654) -> ReportRow:
    return ReportRow(each, each.number, score, Basis.TEXT_AND_NUMBER)


def report(
    path: str,
    sha256: str,
    rows: tuple[ReportRow, ...],
    findings: tuple[Finding, ...] = (),
    *,
    format: str = "pdf",
    pages: int | None = None,
    reasons: tuple[str, ...] = (),
    landlord: str | None = None,
    assessed_on: date | None = None,
    reviews: tuple[Finding, ...] = (),
) -> Report:
    return Report(
        path=path,
        sha256=sha256,
        format=format,
        pages=pages,
        reasons=reasons,
        landlord=landlord,
        assessed_on=assessed_on,
        size=1234,
        detection=Detection("hos-2024", True, 0.91666),
        rows=rows,
        findings=findings,
        provisions=len(RULEBOOK.requirements),
        reviews=reviews,
    )


def whole(line: int) -> tuple[ReportRow, ...]:
    """A row for each provision, a line apart."""
    return tuple(
        matched(row(each.number, Answer.YES, Location(line=line + number), support=Support.STATEMENT))
        for number, each in enumerate(RULEBOOK.requirements)
    )


@pytest.fixture
def ordinary() -> Run:
    """Five documents: findings of each severity and one to review; read in part, clean, not read, a crashed check."""
    no_row = row(
        "5.2",
        Answer.NO,
        Location(page=3, end_page=4, table=2, row=5),
        reason=Reason(cited=("Complaints Policy, section 2",)),
        extra=(("RAG", "Amber"), ("Owner", "A"), ("Owner", "B")),
    )
    stray = ReportRow(row("9.1.1", Answer.UNCLEAR, Location(page=4, table=2, row=6)), None, 0.31, None)
    first = report(
        "forms/a b.pdf",
        SHA_A,
        (
            matched(row("1.2", Answer.YES, Location(page=1, table=1, row=2), support=Support.STATEMENT)),
            matched(no_row),
            stray,
            matched(row("5.10", Answer.YES, Location(page=7, table=3, row=1), evidence="N/A", support=Support.NONE)),
        ),
        (
            finding("GOV501", None, "the document does not say when it was made"),
            finding("ANS203", "5.2", "answered No, and nothing says why", no_row.location),
            finding("ANS204", "5.2", "answered No, and no date is given", no_row.location),
            finding("PRV101", "5.1", "has no row in the document"),
        ),
        pages=9,
        landlord="Møde Homes",
        assessed_on=date(2025, 6, 30),
        reviews=(
            finding(
                "TIM401",
                "5.10",
                "may say 6 weeks",
                Location(page=7, table=3, row=1),
                certainty=0.4,
                quotes=("6 weeks",),
            ),
        ),
    )
    late = finding(
        "TIM401",
        "5.1",
        "says 15 working days where 10 are allowed",
        Location(table=1, row=2, line=41),
        certainty=0.9,
        quotes=("within 15 working days",),
    )
    second = report("forms/b.html", SHA_B, whole(40), (late,), format="html", reasons=("pages-lost", "no-dates"))
    return Run(
        version="1.2.3",
        rulebooks=(RULEBOOK,),
        checks=CHECKS,
        outcomes=(
            first,
            second,
            report("forms/c.txt", SHA_C, whole(1), format="text"),
            Failure("forms/d.docx", SHA_D, "read", "password", "the file is protected by a password"),
            report("forms/e.pdf", SHA_E, whole(1)),
            Failure("forms/e.pdf", SHA_E, "check:no-without-date", "internal", "the check stopped: ZeroDivisionError"),
        ),
        exit_code=3,
    )


NASTY = (
    'ESC \x1b[31m NUL \x00 CSI \x9b2J override \u202eevil\u202c lone \ud800 byte \udc80 nonchar \ufffe "quoted" '
    "'single' <b>&amp;</b> ]]> {0} {x} [link](https://example.org/) \r\n::error::x\u2028\u00ad\u200d \U000e0041 "
)
NASTY_PATHS = (
    "été/# 100% [a] \u202efdp.pdf",
    "-rf=1+1@x;'\".pdf",
    "a:b/new\nline\x1b[2J.pdf",
    "not-utf8-\udce9 <&>.html",
)


@pytest.fixture
def nasty() -> Run:
    """Everything that a document, a file name or a crash could put into a text, in every field that holds text."""
    rows = (
        ReportRow(
            ProvisionRow(
                number=NASTY,
                requirement=NASTY + "x" * 100_000,
                answer=Answer.YES,
                answer_text=NASTY,
                evidence="=cmd|' /C calc'!A0",
                commentary=NASTY,
                extra=((NASTY, NASTY), (NASTY, "second")),
                location=Location(page=2, table=1, row=1),
            ),
            "5.2",
            1 / 3,
            Basis.TEXT,
        ),
    )
    at = Location(page=2, table=1, row=1)
    findings = (
        finding("GOV501", None, NASTY),
        finding("ANS203", "5.2", "=1+1 " + NASTY + "y" * 100_000, at),
        finding("PRV101", "5.1", NASTY),
        finding("PRV101", "99.9", NASTY),
    )
    return Run(
        version="1.2.3.dev4",
        rulebooks=(RULEBOOK,),
        checks=CHECKS,
        outcomes=(
            *(
                report(path, SHA_A, rows, findings, landlord=NASTY, reasons=("pages-lost",) if number else ())
                for number, path in enumerate(NASTY_PATHS[:3])
            ),
            Failure(NASTY_PATHS[3], None, "read", "damaged", NASTY),
        ),
        exit_code=3,
    )
