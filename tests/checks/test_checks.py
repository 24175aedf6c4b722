"""How checks are listed, chosen and run; what their pages hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import hoscheck.checks
from hoscheck import rulebook
from hoscheck.checks import CHECKS, by_name, choose, parted, run
from hoscheck.errors import BadSettings
from hoscheck.model import (
    Answer,
    Basis,
    Case,
    Check,
    Detection,
    Hit,
    Location,
    Match,
    Method,
    ProvisionRow,
    SelfAssessment,
    Severity,
)

BOOK = rulebook.find("2024")
HEADINGS = ("Why: ", "Finds: ", "Passes: ", "Put right by: ")


def _case(*numbers: str, places: bool = True) -> Case:
    rows = tuple(
        ProvisionRow(number, "", Answer.YES, "Yes", "", "", location=Location(line=line) if places else Location())
        for line, number in enumerate(numbers, 1)
    )
    matches = tuple(
        Match(BOOK.by_number[number], row, 1.0, Basis.NUMBER) for number, row in zip(numbers, rows, strict=True)
    )
    assessment = SelfAssessment("text", rows, "")
    return Case(assessment, BOOK, Detection(BOOK.id, True, 1.0), matches, (), date(2025, 1, 1))


def _check(code: str, *hits: Hit) -> Check:
    def _run(case: Case) -> Iterator[Hit]:
        yield from hits

    return Check(code, code.lower(), "a test", Severity.WARNING, "", _run)


# ── what there is ────────────────────────────────────────────────────────────────────────────────


def test_every_file_is_listed_and_every_id_is_its_file_s_name() -> None:
    folder = Path(hoscheck.checks.__file__).parent
    files = {file.stem.replace("_", "-") for file in folder.glob("*.py") if file.stem != "__init__"}
    assert {check.id for check in CHECKS} == files


def test_codes_are_in_order_and_each_stands_once() -> None:
    families = {"DOC": 0, "PRV": 1, "ANS": 2, "EVI": 3, "TIM": 4, "GOV": 5}
    keys = [(families[check.code[:3]], check.code) for check in CHECKS]
    assert keys == sorted(set(keys))


def test_the_checks_are_those_of_the_contract() -> None:
    assert [(check.code, check.id, check.severity.word) for check in CHECKS] == [
        ("DOC004", "edition-unclear", "warning"),
        ("DOC005", "outdated-code", "error"),
        ("PRV101", "missing-provision", "error"),
        ("PRV102", "duplicate-provision", "warning"),
        ("PRV103", "number-text-mismatch", "error"),
        ("PRV104", "altered-requirement", "warning"),
        ("ANS201", "blank-answer", "error"),
        ("ANS202", "unclear-answer", "warning"),
        ("ANS203", "no-without-explanation", "error"),
        ("ANS204", "no-without-date", "warning"),
        ("ANS205", "answer-contradicted", "warning"),
        ("EVI301", "empty-evidence", "error"),
        ("EVI302", "policy-only-evidence", "warning"),
        ("EVI303", "evidence-in-commentary", "note"),
        ("EVI304", "boilerplate-evidence", "note"),
        ("EVI305", "restated-requirement", "warning"),
        ("EVI306", "malformed-link", "note"),
        ("TIM401", "timescale-conflict", "warning"),
        ("TIM402", "overdue-promise", "warning"),
        ("GOV501", "no-assessment-date", "note"),
        ("GOV502", "stale-assessment", "note"),
        ("GOV503", "no-approval", "note"),
        ("GOV504", "no-governing-body-response", "note"),
    ]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_s_page_says_why_what_and_how(check: Check) -> None:
    lines = check.help.splitlines()
    assert lines[0].endswith(".")
    assert lines[1] == ""
    starts = [lines.index(next(line for line in lines if line.startswith(heading))) for heading in HEADINGS]
    assert starts == sorted(starts)
    assert starts[0] == 2
    assert check.method in Method
    assert not check.title.endswith(".")


# ── choosing ─────────────────────────────────────────────────────────────────────────────────────


def test_by_name_takes_codes_and_ids_in_any_case() -> None:
    assert by_name("evi302").id == by_name(" Policy-Only-Evidence ").id == "policy-only-evidence"


def test_choose_takes_codes_prefixes_and_ids() -> None:
    def ids(select: tuple[str, ...], ignore: tuple[str, ...] = ()) -> list[str]:
        return [check.code for check in choose(select, ignore)]

    assert ids(()) == [check.code for check in CHECKS]
    evidence = ["EVI301", "EVI302", "EVI303", "EVI304", "EVI305", "EVI306"]
    assert ids(("EVI",)) == evidence
    assert ids(("evi30", "missing-provision"), ("EVI303",)) == ["PRV101", *evidence[:2], *evidence[3:]]
    assert ids((), ("PRV", "ANS", "DOC", "TIM", "GOV")) == evidence


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: by_name("EVI3O2"), 'there is no check "EVI3O2"; did you mean "EVI302"?'),
        (lambda: by_name("PRV"), '"PRV" is a family of checks; name one of them: PRV101, PRV102, PRV103, PRV104'),
        (lambda: by_name(""), 'there is no check ""; "hoscheck checks" lists them'),
        (lambda: choose(("blank-anser",), ()), 'there is no check "blank-anser"; did you mean "blank-answer"?'),
        (lambda: choose((), ("XYZ999",)), 'there is no check "XYZ999"; "hoscheck checks" lists them'),
        (lambda: choose(("",), ()), 'there is no check ""; "hoscheck checks" lists them'),
        (lambda: choose(("EVI",), ("EVI",)), "no check is left to run; select more or ignore less"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused(call: object, says: str) -> None:
    assert callable(call)
    with pytest.raises(BadSettings) as raised:
        call()
    assert str(raised.value) == says


# ── running ──────────────────────────────────────────────────────────────────────────────────────


def test_findings_stand_in_document_order_with_missing_ones_after_their_predecessor() -> None:
    case = _case("1.3", "2.1", "1.2", "9.8")
    first = _check("ZZZ001", *(Hit(number, "", "", case.matches[at].row.location) for at, number in
                               enumerate(("1.3", "2.1", "1.2", "9.8"))))  # fmt: skip
    second = _check("AAA001", Hit("9.8", "", "", Location(line=4)), Hit("2.1", "", "", Location(line=2)))
    third = _check("MMM001", Hit("1.4", "", ""), Hit("2.3", "", ""), Hit("2.2", "", ""), Hit(None, "", ""))
    findings, broken = run(case, (first, second, third), "form.pdf")
    assert broken == ()
    assert [(each.code, each.provision) for each in findings] == [
        ("MMM001", None),
        ("ZZZ001", "1.3"),
        ("MMM001", "1.4"),
        ("AAA001", "2.1"),
        ("ZZZ001", "2.1"),
        ("MMM001", "2.2"),
        ("MMM001", "2.3"),
        ("ZZZ001", "1.2"),
        ("AAA001", "9.8"),
        ("ZZZ001", "9.8"),
    ]


def test_a_missing_first_provision_stands_before_all_rows_and_rows_without_places_keep_their_order() -> None:
    case = _case("1.4", "1.3", places=False)
    check = _check("AAA001", Hit("1.3", "", "", Location()), Hit("1.4", "", "", Location()), Hit("1.2", "", ""))
    findings, _ = run(case, (check,), "form.pdf")
    assert [each.provision for each in findings] == ["1.2", "1.4", "1.3"]


def test_a_hit_s_own_severity_counts() -> None:
    check = _check("AAA001", Hit("1.2", "a", "b"), Hit("1.3", "a", "b", severity=Severity.NOTE))
    findings, _ = run(_case("1.2", "1.3"), (check,), "form.pdf")
    assert [each.severity for each in findings] == [Severity.WARNING, Severity.NOTE]


def test_a_check_that_breaks_down_hinders_no_other() -> None:
    def _broken(case: Case) -> Iterator[Hit]:
        yield Hit("1.2", "half", "")
        raise ZeroDivisionError("by zero")

    bad = Check("AAA001", "bad-check", "", Severity.ERROR, "", _broken)
    good = _check("AAA002", Hit("1.2", "found", ""))
    findings, broken = run(_case("1.2"), (bad, good), "form.pdf")
    assert [(each.code, each.message) for each in findings] == [("AAA002", "found")]
    assert [(name, repr(error)) for name, error in broken] == [("bad-check", "ZeroDivisionError('by zero')")]


def test_a_fingerprint_knows_check_document_edition_provision_and_ordinal_only() -> None:
    def prints(case: Case, document: str, *hits: Hit) -> list[str]:
        return [each.fingerprint for each in run(case, (_check("AAA001", *hits),), document)[0]]

    case = _case("1.2", "1.3")
    one, two = prints(case, "a.pdf", Hit("1.2", "x", "y"), Hit("1.2", "z", "y"))
    assert one == hashlib.sha256(b"AAA001\x1fa.pdf\x1f2024\x1f1.2\x1f\x1f1").hexdigest()
    assert two == hashlib.sha256(b"AAA001\x1fa.pdf\x1f2024\x1f1.2\x1f\x1f2").hexdigest()
    moved = replace(case, assessment=replace(case.assessment, prose="other"))
    assert prints(moved, "a.pdf", Hit("1.2", "reworded", "", Location(page=9))) == [one]
    assert prints(case, "b.pdf", Hit("1.2", "x", "y")) != [one]
    assert prints(case, "a.pdf", Hit("1.3", "x", "y")) != [one]


# ── certainty ────────────────────────────────────────────────────────────────────────────────────


def test_what_is_less_certain_than_asked_is_left_for_review() -> None:
    sure, unsure = (Hit("1.2", said, "", certainty=certainty) for said, certainty in (("a", 0.6), ("b", 0.59)))
    findings, _ = run(_case("1.2"), (_check("EVI901", sure, unsure),), "form.pdf")
    told, review = parted(findings, 0.6)
    assert ([each.message for each in told], [each.message for each in review]) == (["a"], ["b"])
    assert findings[1].fingerprint == review[0].fingerprint


def test_an_address_that_a_narrow_column_tore_is_no_fault_of_the_landlord_s() -> None:
    torn = "See https://www.stra tholme.example.org/complaints and htp://www.example.org/complaints."
    rows = tuple(
        ProvisionRow("1.2", "", Answer.YES, "Yes", torn, "", location=Location(page=page, line=1)) for page in (3, None)
    )
    found = [by_name("EVI306").run(replace(_case("1.2"), matches=(_match(row),))) for row in rows]
    assert [[hit.quotes for hit in hits] for hits in found] == [
        [("htp://www.example.org/complaints",)],
        [("https://www.stra tholme.example.org/complaints",)],
    ]


@pytest.mark.parametrize(
    ("number", "code", "printed", "quoted"),
    [
        ("1.2", "by the landlord", "by the organisation", "lack of action by the organisation, its own staff"),
        ("1.2", "affecting a resident", "affecting an individual resident", "affecting an individual resident or"),
        ("5.1", "must have a single", "may have a single", "Landlords may have a single"),
        ("2.3", "12 months", "six months", "within six months of"),
    ],
)
def test_the_quotes_of_an_altered_requirement_are_the_words_that_differ(
    number: str, code: str, printed: str, quoted: str
) -> None:
    asked = " ".join(BOOK.by_number[number].text.split())
    assert code in asked
    row = ProvisionRow(number, asked.replace(code, printed), Answer.YES, "Yes", "", "", location=Location(line=1))
    match = Match(BOOK.by_number[number], row, 1.0, Basis.TEXT_AND_NUMBER)
    hits = list(by_name("PRV104").run(replace(_case(number), matches=(match,))))
    assert len(hits) == 1
    assert any(quoted in quote for quote in hits[0].quotes), hits[0].quotes


def _match(row: ProvisionRow) -> Match:
    return Match(BOOK.by_number["1.2"], row, 1.0, Basis.NUMBER)
