"""One document end to end by the Python API: the report, the refusals, the edition, and what a crash may not do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.extract.pdf.drawn import Page, pdf

from hoscheck import audit
from hoscheck.assess import assess, prepare
from hoscheck.errors import BadRulebook, BadSettings, HoscheckError, Unreadable
from hoscheck.model import Answer, Basis, Case, Detection, Failure, Hit, Location, Report, Support
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in
from hoscheck.settings import Settings

ROOT = Path(__file__).parents[1]
OLD_BOOK, NEW_BOOK = built_in()
OLD = {each.number: squash(each.text) for each in OLD_BOOK.requirements}
NEW = {each.number: squash(each.text) for each in NEW_BOOK.requirements}

HEAD = (
    "Elm Grove Homes",
    "",
    "Self-assessment against the Complaint Handling Code",
    "Completed on 3 September 2024",
    "",
)
TAIL = (
    "",
    "Approved by the governing body on 10 September 2024. The governing body's response: we welcome the report.",
)
HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
GOOD = "The complaints team keeps to this in each case, and the head of service checks ten cases a month."

WHO = (
    "Each handler", "The head of service", "Our support officer", "A second officer", "The residents' panel",
    "Every new starter", "The duty manager", "Our call centre", "The board's own member",
)  # fmt: skip
DOES = (
    "does this in each case and reads ten closed files a month",
    "does so on the day, and keeps a dated note of it",
    "does this for every resident, and writes down what went well",
    "keeps to this and is trained in it each spring",
    "sees to it at once and signs the list beside it",
    "does this throughout and tells the panel how it went",
    "does it in all cases, and sends a text message the same afternoon",
    "keeps to it in all cases, of which a colleague checks ten a month",
)

Row = Sequence[str]


def good(at: int) -> str:
    """Sound evidence; no two of the first 72 are alike, nor differ in a word only."""
    return f"{WHO[at % 9]} {DOES[at % 8]}. {WHO[(at + 4) % 9]} {DOES[(at % 8 + 1 + at // 8 % 7) % 8]}."


def form(rows: Sequence[Row], head: Sequence[str] = HEAD, tail: Sequence[str] = TAIL) -> bytes:
    """A tab-separated form as a text file."""
    return "\n".join([*head, "\t".join(HEADINGS), *("\t".join(each) for each in rows), *tail]).encode()


def whole(texts: Mapping[str, str], changed: Mapping[str, Sequence[str] | str | None] | None = None) -> list[Row]:
    """A form's rows, all answered Yes with good evidence; `changed` by number: another requirement text, the three
    cells behind it, or None to leave the row out."""
    rows: list[Row] = []
    for at, (number, text) in enumerate(texts.items()):
        change = (changed or {}).get(number, ())
        if change is None:
            continue
        if isinstance(change, str):
            rows.append((number, change, "Yes", good(at), ""))
        else:
            rows.append((number, text, *(change or ("Yes", good(at), ""))))
    return rows


def judged(data: bytes, name: str = "form.txt", **settings: object) -> Report:
    """The one outcome of a document that can be judged."""
    (outcome,) = assess(name, data, prepare(Settings(**settings)))  # type: ignore[arg-type]
    assert isinstance(outcome, Report), outcome
    return outcome


def refused(data: bytes, name: str = "form.txt", **settings: object) -> tuple[str, str]:
    (outcome,) = assess(name, data, prepare(Settings(**settings)))  # type: ignore[arg-type]
    assert isinstance(outcome, Failure), outcome
    return outcome.stage, outcome.reason


def findings(report: Report) -> list[tuple[str, str | None]]:
    return [(each.code, each.provision) for each in report.findings]


def matched(report: Report) -> list[tuple[str | None, str | None]]:
    """(printed number, provision) of every row."""
    return [(each.row.number, each.provision) for each in report.rows]


# ── the report ───────────────────────────────────────────────────────────────────────────────────


def test_a_clean_form_whole(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW)))
    report = audit(path)
    assert (report.path, report.format, report.pages, report.reasons, report.complete) == (
        str(path),
        "text",
        None,
        (),
        True,
    )
    assert (report.landlord, report.assessed_on) == ("Elm Grove Homes", date(2024, 9, 3))
    assert report.detection == Detection("hos-2024", True, report.detection.confidence, ())
    assert report.detection.confidence > 0.9
    assert matched(report) == [(number, number) for number in NEW]
    assert {(each.row.answer, each.row.support, each.basis, each.score) for each in report.rows} == {
        (Answer.YES, Support.STATEMENT, Basis.TEXT_AND_NUMBER, 1.0)
    }
    assert (report.present, report.provisions, report.findings) == (72, 72, ())
    assert report.size == path.stat().st_size


def test_a_path_may_be_a_text(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW)))
    assert audit(str(path)) == audit(path)


def test_a_named_row_in_full(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW, {"1.4": ("No", "Complaints policy, section 2", "")})))
    row = next(each for each in audit(path).rows if each.provision == "1.4")
    assert (row.row.number, row.row.requirement, row.row.answer, row.row.answer_text) == (
        "1.4",
        NEW["1.4"],
        Answer.NO,
        "No",
    )
    assert (row.row.evidence, row.row.commentary, row.row.extra) == ("Complaints policy, section 2", "", ())
    assert (row.row.support, row.row.location) == (Support.CITATION, Location(line=9))


def test_findings_of_rows_stand_in_the_documents_order_behind_those_of_the_whole() -> None:
    changed = {
        "1.3": ("", GOOD, ""),
        "2.1": ("No", "Complaints policy", ""),
        "3.2": ("Yes", "", ""),
        "9.1": None,
        "9.8": ("Yes", "Complaints policy, page 2", ""),
    }
    report = judged(form(whole(NEW, changed)), as_of=date(2030, 1, 1))
    told = findings(report)
    assert set(told) == {
        ("ANS201", "1.3"),
        ("ANS203", "2.1"),
        ("ANS204", "2.1"),
        ("EVI301", "3.2"),
        ("EVI302", "9.8"),
        ("GOV502", None),
        ("PRV101", "9.1"),
    }
    assert [each for each in told if each[1] in ("1.3", "3.2", "9.8")] == [
        ("ANS201", "1.3"),
        ("EVI301", "3.2"),
        ("EVI302", "9.8"),
    ]


def test_findings_of_the_whole_document_come_first() -> None:
    report = judged(form(whole(OLD, {"1.2": ("Yes", "", ""), "1.3": ("", GOOD, "")})))
    assert findings(report) == [("DOC005", None), ("EVI301", "1.2"), ("ANS201", "1.3")]


def test_one_cell_that_waits_for_an_answer_is_blank_and_never_a_no() -> None:
    report = judged(form(whole(NEW, {"1.3": ("", "", ""), "1.4": ("-", "", "")})))
    assert {each.provision: each.row.answer for each in report.rows if each.provision in ("1.3", "1.4")} == {
        "1.3": Answer.BLANK,
        "1.4": Answer.BLANK,
    }


def test_a_group_with_one_no_answers_no() -> None:
    report = judged(form(whole(NEW, {"1.3": ("Elm: Yes Ash: No", "Ash still has to change its letters.", "")})))
    assert [(each.row.answer, each.row.answer_text) for each in report.rows if each.provision == "1.3"] == [
        (Answer.NO, "Elm: Yes Ash: No")
    ]


# ── numbers and texts ────────────────────────────────────────────────────────────────────────────


def test_provisions_that_are_left_out_are_missing_one_by_one() -> None:
    report = judged(form(whole(NEW, {"1.2": None, "5.15": None, "9.8": None})))
    assert findings(report) == [("PRV101", "1.2"), ("PRV101", "5.15"), ("PRV101", "9.8")]
    assert (report.present, len(report.rows)) == (69, 69)


def test_two_swapped_texts_are_two_mismatches_and_nothing_else() -> None:
    report = judged(form(whole(NEW, {"2.1": NEW["2.4"], "2.4": NEW["2.1"]})))
    assert sorted(code for code, _ in findings(report)) == ["PRV103", "PRV103"]
    assert report.present == 72


def test_the_texts_of_two_stages_swapped_are_two_mismatches() -> None:
    report = judged(form(whole(NEW, {"6.3": NEW["6.14"], "6.14": NEW["6.3"]})))
    assert [code for code, _ in findings(report)] == ["PRV103", "PRV103"]


def test_copied_texts_are_mismatches_of_their_own_numbers_and_nothing_else() -> None:
    report = judged(form(whole(NEW, {"8.2": NEW["7.2"], "8.3": NEW["7.3"], "8.4": NEW["7.4"]})))
    assert findings(report) == [("PRV103", "8.2"), ("PRV103", "8.3"), ("PRV103", "8.4")]
    assert (matched(report), report.present) == ([(number, number) for number in NEW], 72)


def test_a_row_that_stands_twice_is_a_duplicate() -> None:
    rows = [*whole(NEW)[:3], whole(NEW)[2], *whole(NEW)[3:]]
    assert findings(judged(form(rows))) == [("PRV102", "1.4")]


def test_rows_of_the_landlords_own_are_kept_and_matched_to_nothing() -> None:
    own = ("10.1", "We also ask our contractors to fill in a form of their own each quarter.", "Yes", GOOD, "")
    report = judged(form([*whole(NEW)[:5], own, *whole(NEW)[5:]]))
    assert matched(report)[4:7] == [("1.6", "1.6"), ("10.1", None), ("2.1", "2.1")]
    assert findings(report) == []


def test_a_form_without_any_number_has_nothing_missing() -> None:
    report = judged(form([("", *row[1:]) for row in whole(NEW)]))
    assert matched(report) == [(None, number) for number in NEW]
    assert findings(report) == []


def test_a_form_without_the_requirements_texts_is_judged_by_its_numbers() -> None:
    headings = "Code provision\tComply: Yes / No\tEvidence"
    rows = (f"{number}\tYes\t{good(at)}" for at, number in enumerate(NEW))
    report = judged("\n".join([*HEAD, headings, *rows, *TAIL]).encode(), rulebook="2024")
    assert matched(report) == [(number, number) for number in NEW]
    assert {each.basis for each in report.rows} == {Basis.NUMBER}


# ── the edition ──────────────────────────────────────────────────────────────────────────────────

OLD_HEAD = tuple(line.replace("2024", "2022") for line in HEAD)
OLD_TAIL = tuple(line.replace("2024", "2022") for line in TAIL)


def test_a_form_of_2022_in_its_own_time() -> None:
    report = judged(form(whole(OLD), OLD_HEAD, OLD_TAIL))
    assert (report.detection.rulebook, report.detection.detected, report.assessed_on) == (
        "hos-2022",
        True,
        date(2022, 9, 3),
    )
    assert findings(report) == []


def test_a_form_of_2022_that_bears_a_later_date_is_outdated() -> None:
    report = judged(form(whole(OLD)))
    assert (report.detection.rulebook, findings(report)) == ("hos-2022", [("DOC005", None)])


def test_as_of_decides_where_it_is_given() -> None:
    data = form(whole(OLD), OLD_HEAD, OLD_TAIL)
    assert findings(judged(data, as_of=date(2024, 3, 31))) == []
    assert findings(judged(data, as_of=date(2024, 4, 1))) == [("DOC005", None), ("GOV502", None)]
    assert judged(data, as_of=date(2024, 4, 1)).assessed_on == date(2022, 9, 3)


def test_a_form_without_a_date_is_not_called_outdated() -> None:
    assert ("DOC005", None) not in findings(judged(form(whole(OLD), HEAD[:3], ("", "End of the form."))))


def test_a_form_of_both_editions_is_unclear() -> None:
    rows = [*whole(OLD)[:30], *whole(NEW)[30:60]]
    report = judged(form(rows))
    assert [each for each in findings(report) if each[0] == "DOC004"] == [("DOC004", None)]
    assert report.detection.rivals == ({"hos-2022": "hos-2024", "hos-2024": "hos-2022"}[report.detection.rulebook],)


def test_a_rulebook_that_is_named_is_used(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(OLD), OLD_HEAD, OLD_TAIL))
    for name in ("2022", "hos-2022"):
        report = audit(path, rulebook=name)
        assert report.detection == Detection("hos-2022", False, 1.0)
        assert report.findings == ()
    other = audit(path, rulebook="2024")
    assert (other.detection, other.provisions) == (Detection("hos-2024", False, 1.0), 72)
    assert ("PRV101", "6.20") in findings(other)


def test_a_rulebook_of_the_users_own(tmp_path: Path) -> None:
    text = (ROOT / "rules" / "hos-2024.yaml").read_text(encoding="utf-8")
    book = tmp_path / "ours.yaml"
    book.write_text(text.replace("id: hos-2024", "id: ours", 1), encoding="utf-8")
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW)))
    report = audit(path, rulebook=str(book))
    assert (report.detection, report.findings, report.present) == (Detection("ours", False, 1.0), (), 72)


@pytest.mark.parametrize(("rulebook", "error"), [("1999", HoscheckError), ("nowhere.yaml", HoscheckError)])
def test_a_rulebook_that_there_is_not(tmp_path: Path, rulebook: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        audit(tmp_path / "form.txt", rulebook=rulebook)
    assert isinstance(caught.value, BadRulebook | BadSettings)
    assert "\n" not in str(caught.value)
    assert rulebook in str(caught.value)


def test_checks_are_chosen_by_code_family_and_id(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW, {"1.2": None, "1.4": ("", "", ""), "1.5": ("Yes", "", "")})))
    assert findings(audit(path)) == [("PRV101", "1.2"), ("ANS201", "1.4"), ("EVI301", "1.5")]
    assert findings(audit(path, select=["EVI"])) == [("EVI301", "1.5")]
    assert findings(audit(path, select=["blank-answer", "PRV101"])) == [("PRV101", "1.2"), ("ANS201", "1.4")]
    assert findings(audit(path, ignore=["EVI301", "missing-provision"])) == [("ANS201", "1.4")]
    with pytest.raises(BadSettings):
        audit(path, select=["EVI999"])


# ── what is no form ──────────────────────────────────────────────────────────────────────────────

POLICY = b"""Elm Grove Homes complaints policy

1.2 We want every resident to find it easy to tell us that something went wrong.
1.3 This policy applies to all of our homes and follows the Complaint Handling Code.
2.1 Residents can complain in person, by telephone and by email.
5.1 Stage 1: we answer complaints within ten working days.
5.2 Stage 2: we answer complaints within twenty working days.
"""


def test_a_policy_is_no_form() -> None:
    assert refused(POLICY) == ("recognise", "not-a-form")


def test_the_code_itself_is_no_form() -> None:
    for texts in (OLD, NEW):
        assert refused("\n".join(f"{number} {text}" for number, text in texts.items()).encode()) == (
            "recognise",
            "not-a-form",
        )
        assert refused("\n".join(f"{number}\t{text}" for number, text in texts.items()).encode()) == (
            "recognise",
            "not-a-form",
        )


def test_a_list_of_numbers_is_no_form() -> None:
    assert refused("\n".join(NEW).encode()) == ("recognise", "not-a-form")
    assert refused("\n".join(f"{number}\t{at}\t{at * 2}" for at, number in enumerate(NEW)).encode()) == (
        "recognise",
        "not-a-form",
    )


def test_contents_and_figures_are_no_form() -> None:
    contents = "\n".join(f"{number} Provision {number} ..... {at}" for at, number in enumerate(NEW))
    figures = "Measure\t2023\t2024\n1.2 Complaints\t120\t131\n1.3 Stage 2\t12\t9\n2.1 Answered in time\t94 %\t96 %\n"
    assert refused(contents.encode()) == ("recognise", "not-a-form")
    assert refused(figures.encode()) == ("recognise", "not-a-form")


def test_a_report_that_quotes_two_provisions_is_no_form() -> None:
    lines = [f"{number}. We did other work in our homes this year, as told below." for number in range(1, 40)]
    quotes = [f"The Code says in 1.2: {NEW['1.2']}", f"and in 2.1: {NEW['2.1']}", "We keep to both."]
    assert refused("\n".join([*lines, *quotes]).encode()) == ("recognise", "not-a-form")


def test_a_table_of_other_things_that_quotes_two_provisions_is_no_form() -> None:
    others = [
        (f"{10 + at}.1", f"Measure {at} of the plan for our homes and estates in the year to come", "Yes", GOOD, "")
        for at in range(30)
    ]
    assert refused(form([*others[:15], *whole(NEW)[:2], *others[15:]])) == ("recognise", "not-a-form")


def test_a_single_row_is_no_form_and_two_are() -> None:
    assert refused(form(whole(NEW)[:1])) == ("recognise", "not-a-form")
    assert judged(form(whole(NEW)[:2])).present == 2


def test_another_ombudsmans_form_is_no_form() -> None:
    def theirs(text: str) -> str:
        return text.replace("must", "should").replace("landlord", "organisation").replace("Landlord", "Organisation")

    head = (
        "Vale Borough Council",
        "Self-assessment: Local Government and Social Care Ombudsman Complaint Handling Code",
        "",
    )
    rows = [(number, theirs(text), "Yes", good(at), "") for at, (number, text) in enumerate(NEW.items())]
    assert refused(form(rows, head)) == ("recognise", "not-a-form")


def test_a_single_section_on_a_page_of_its_own_is_a_form() -> None:
    report = judged(form([row for row in whole(NEW) if row[0].startswith("4.")]))
    assert (report.present, report.detection.rulebook) == (3, "hos-2024")


def test_the_message_of_a_refusal_is_one_line_that_says_what_to_do() -> None:
    (outcome,) = assess("policy.txt", POLICY, prepare(Settings()))
    assert isinstance(outcome, Failure)
    assert "\n" not in outcome.message
    assert "give the completed form" in outcome.message
    assert (outcome.path, len(outcome.sha256 or "")) == ("policy.txt", 64)


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────


def unreadable(path: Path, **options: str) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        audit(path, **options)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message
    assert caught.value.message
    return caught.value.stage, caught.value.reason


def test_files_that_cannot_be_judged(tmp_path: Path) -> None:
    files = {
        "empty.pdf": b"",
        "blank.txt": b" \n \n",
        "noise.txt": bytes(range(256)) * 40,
        "text.pdf": b"Just a text.\n",
        "no-zip.docx": b"PK\x03\x04 and nothing more",
        "policy.txt": POLICY,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert {name: unreadable(tmp_path / name) for name in files} == {
        "empty.pdf": ("open", "empty"),
        "blank.txt": ("open", "empty"),
        "noise.txt": ("open", "unsupported"),
        "text.pdf": ("open", "type-mismatch"),
        "no-zip.docx": ("read", "damaged"),
        "policy.txt": ("recognise", "not-a-form"),
    }
    assert unreadable(tmp_path / "missing.pdf") == ("open", "io")
    assert unreadable(tmp_path) == ("open", "io")


def test_a_named_rulebook_makes_no_form_of_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(POLICY)
    assert unreadable(path, rulebook="2024") == ("recognise", "not-a-form")


def test_a_document_read_in_part_is_judged_and_says_so() -> None:
    page = Page()
    rows = [row for row in whole(NEW) if row[0].startswith("4.")]
    page.table((40.0, 90.0, 300.0, 345.0, 500.0, 560.0), 780, [HEADINGS, *rows])
    report = judged(pdf(page, Page().scan()), "form.pdf")
    assert (report.complete, report.reasons, report.pages, report.present) == (False, ("no-text",), 2, 3)


# ── a crash ──────────────────────────────────────────────────────────────────────────────────────


def _crash(case: Case) -> Iterator[Hit]:
    yield Hit(case.matches[0].requirement.number, "found before the crash", "do this")
    raise ZeroDivisionError("1/0 in /secret/place")


def test_a_check_that_breaks_down_is_a_failure_and_the_others_are_run() -> None:
    judge = prepare(Settings())
    broken = tuple(each._replace(run=_crash) if each.id == "blank-answer" else each for each in judge.checks)
    outcomes = assess("form.txt", form(whole(NEW, {"1.2": None})), replace(judge, checks=broken))
    report, failure = outcomes
    assert isinstance(report, Report)
    assert isinstance(failure, Failure)
    assert findings(report) == [("PRV101", "1.2")]
    assert (failure.path, failure.sha256, failure.stage, failure.reason) == (
        "form.txt",
        report.sha256,
        "check:blank-answer",
        "internal",
    )
    assert ("\n" in failure.message, "secret" in failure.message) == (False, False)


def test_the_api_raises_where_a_check_broke_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hoscheck import checks

    broken = tuple(each._replace(run=_crash) if each.id == "blank-answer" else each for each in checks.CHECKS)
    monkeypatch.setattr(checks, "CHECKS", broken)
    path = tmp_path / "form.txt"
    path.write_bytes(form(whole(NEW)))
    assert unreadable(path) == ("check:blank-answer", "internal")


def test_a_reader_that_breaks_down_is_a_failure_of_that_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RecursionError("at /secret/place")

    monkeypatch.setattr("hoscheck.assess.read_form", crash)
    (outcome,) = assess("form.txt", form(whole(NEW)), prepare(Settings()))
    assert isinstance(outcome, Failure)
    assert (outcome.stage, outcome.reason, len(outcome.sha256 or "")) == ("read", "internal", 64)
    assert "secret" not in outcome.message


def test_nothing_is_remembered_between_documents() -> None:
    judge = prepare(Settings())
    data = form(whole(NEW, {"1.2": None}))
    first = assess("a.txt", data, judge)
    assess("b.txt", POLICY, judge)
    assess("c.txt", form(whole(OLD)), judge)
    assert assess("a.txt", data, judge) == first
