"""The report that people read: what stands first, how findings are grouped and rolled up, and that nothing acts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace
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
    Look,
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
from hoscheck.report.text import render

LONG = (
    "Landlords must answer. " + "Each answer must say what was found, why, and what will be done about it by when. " * 5
)
RULEBOOK = Rulebook(
    id="hos-2024",
    title="Complaint Handling Code 2024",
    edition="2024",
    source="",
    in_force=date(2024, 4, 1),
    superseded=None,
    sections=(Section("1", "Definition of a complaint"), Section("6", "Complaints stages")),
    requirements=tuple(
        Requirement(number, number[0], LONG if number == "6.3" else f"The Code's words of {number}.", Obligation.MUST)
        for number in ("1.2", "1.3", "1.4", "1.5", "1.6", "6.1", "6.2", "6.3")
    ),
)
HELP = "A title.\n\nWhy: a policy shows no practice.\nFinds: a thing.\n"
CHECKS = tuple(
    CheckInfo(code, name, title, severity, HELP, Method.EXACT)
    for code, name, title, severity in (
        ("DOC005", "outdated-code", "An old Code", Severity.ERROR),
        ("PRV101", "missing-provision", "A provision has no row", Severity.ERROR),
        ("ANS203", "no-without-explanation", "No, but no explanation", Severity.ERROR),
        ("EVI302", "policy-only-evidence", "Evidence that only cites a policy", Severity.WARNING),
        ("EVI303", "evidence-in-commentary", "Evidence in the commentary", Severity.NOTE),
        ("EVI304", "boilerplate-evidence", "The same evidence in many rows", Severity.NOTE),
    )
)


def finding(code: str, provision: str | None, message: str, at: Location | None = None) -> Finding:
    check = next(each for each in CHECKS if each.code == code)
    return Finding(
        code,
        check.id,
        check.severity,
        provision,
        message,
        f"put {provision or 'it'} right",
        at,
        f"{code}{provision}{at}",
    )


def row(number: str, answer: Answer = Answer.YES, support: Support = Support.STATEMENT) -> ReportRow:
    printed = ProvisionRow(number, "As printed.", answer, answer.value, "Kept.", "", support=support)
    return ReportRow(printed, number, 1.0, Basis.TEXT_AND_NUMBER)


ALL = tuple(row(each.number) for each in RULEBOOK.requirements)


def report(
    path: str = "form.pdf", rows: Sequence[ReportRow] = ALL, findings: Sequence[Finding] = (), **changed: object
) -> Report:
    made = Report(
        path=path,
        sha256="0" * 64,
        format="pdf",
        pages=3,
        reasons=(),
        landlord="Elm Grove Homes",
        assessed_on=date(2024, 9, 5),
        size=1,
        detection=Detection("hos-2024", True, 0.97),
        rows=tuple(rows),
        findings=tuple(findings),
        provisions=len(RULEBOOK.requirements),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def run(*outcomes: Report | Failure, fail_on: Severity | None = Severity.ERROR) -> Run:
    return Run("1.0", (RULEBOOK,), CHECKS, outcomes, fail_on)


def shown(*outcomes: Report | Failure, fail_on: Severity | None = Severity.ERROR, **look: object) -> str:
    return render(run(*outcomes, fail_on=fail_on), Look(**look))  # type: ignore[arg-type]


def entries(text: str) -> dict[str, str]:
    """The summary's lines: label → text, continuation lines joined."""
    found: dict[str, str] = {}
    label = ""
    for line in text.split("\n"):
        match = re.match(r"  ([A-Z][A-Za-z ]{2,11}?) {2,}(\S.*)$|  (Assessed on) +(\S.*)$", line)
        if match:
            label, words = (match[1], match[2]) if match[1] else (match[3], match[4])
            found[label] = words
        elif label and line.startswith(" " * 15):
            found[label] += " " + line.strip()
        elif found:
            break
    return found


# ── the summary ──────────────────────────────────────────────────────────────────────────────────


def test_a_clean_document_whole() -> None:
    assert shown(report()) == (
        "\n"
        "form.pdf\n"
        "  Landlord     Elm Grove Homes\n"
        "  Assessed on  5 September 2024\n"
        "  Code         Complaint Handling Code 2024, recognised by its text\n"
        "  Read         3 pages, the whole document\n"
        "  Provisions   8 of 8 present\n"
        "  Answers      8 Yes\n"
        "  Evidence     8 of 8 provisions say how they are met\n"
        "  Result       nothing to put right\n"
    )


def test_the_summary_counts_answers_support_and_what_is_missing() -> None:
    rows = (
        row("1.2"),
        row("1.3", Answer.NO, Support.CITATION),
        row("1.4", Answer.PARTIAL, Support.CITATION),
        row("1.5", Answer.BLANK, Support.NONE),
        row("1.6", Answer.NOT_APPLICABLE),
        row("6.1", Answer.UNCLEAR, Support.CITATION),
    )
    found = [finding("PRV101", "6.2", "has no row"), finding("EVI302", "1.3", "only points to a policy")]
    assert entries(shown(report(rows=rows, findings=found, assessed_on=None, landlord=None, pages=1))) == {
        "Code": "Complaint Handling Code 2024, recognised by its text",
        "Read": "1 page, the whole document",
        "Provisions": "6 of 8 present, 2 missing",
        "Answers": "1 Yes, 1 No, 1 partly, 1 not applicable, 1 blank, 1 unclear",
        "Evidence": "2 of 6 provisions say how they are met; 3 (50 %) only point to a policy or other document; "
        "1 gives nothing",
        "Result": "NOT YET READY: 1 error, 1 warning",
    }


def test_one_row_without_evidence_is_told_in_the_singular() -> None:
    assert "1 gives nothing" in entries(shown(report(rows=(row("1.2"), row("1.3", support=Support.NONE)))))["Evidence"]


def test_a_rulebook_that_the_user_named() -> None:
    named = report(detection=Detection("hos-2024", False, 1.0))
    assert entries(shown(named))["Code"] == "Complaint Handling Code 2024, as you named it"


def test_a_document_read_only_in_part_says_so_and_is_never_clean() -> None:
    told = entries(shown(report(reasons=("pages-lost",))))
    assert told["Read"].startswith("3 pages, ONLY IN PART (pages-lost)")
    assert told["Result"] == "nothing found in the part that was read"


@pytest.mark.parametrize(
    ("fail_on", "result"),
    [
        (Severity.ERROR, "passes, with 1 warning, 1 note"),
        (Severity.WARNING, "NOT YET READY: 1 warning, 1 note"),
        (Severity.NOTE, "NOT YET READY: 1 warning, 1 note"),
        (None, "1 warning, 1 note"),
    ],
)
def test_the_result_follows_the_threshold(fail_on: Severity | None, result: str) -> None:
    found = [finding("EVI302", "1.3", "only points to a policy"), finding("EVI303", "1.4", "stands in the commentary")]
    assert entries(shown(report(findings=found), fail_on=fail_on))["Result"] == result


# ── findings ─────────────────────────────────────────────────────────────────────────────────────

SOME = (
    finding("DOC005", None, "follows a Code that was replaced"),
    finding("EVI302", "1.3", "only points to a policy", Location(page=2, table=1, row=4)),
    finding("ANS203", "1.3", "answers No and does not say why", Location(page=2, table=1, row=4)),
    finding("PRV101", "6.2", "has no row in the document"),
    finding("ANS203", "6.3", "answers No and does not say why", Location(page=2, end_page=3, table=1, row=9)),
)


def test_findings_are_grouped_by_provision_with_place_section_and_the_codes_words() -> None:
    text = shown(report(findings=SOME), width=200)
    quoted = " ".join(LONG.split())
    lines = textwrap.wrap(
        f"The Code: {quoted[:180].rsplit(' ', 1)[0]} …", 200, initial_indent=" " * 4, subsequent_indent=" " * 6
    )
    assert text[text.index("The document as a whole") :] == (
        "The document as a whole\n"
        "    error: Follows a Code that was replaced.  [DOC005]\n"
        "      Do: put it right\n"
        "\n"
        "Provision by provision\n"
        "\n"
        "  1.3  page 2, row 4 of the table  (Definition of a complaint)\n"
        "    warning: Only points to a policy.  [EVI302]\n"
        "      Do: put 1.3 right\n"
        "    error: Answers No and does not say why.  [ANS203]\n"
        "      Do: put 1.3 right\n"
        "    The Code: The Code's words of 1.3.\n"
        "\n"
        "  6.2  (Complaints stages)\n"
        "    error: Has no row in the document.  [PRV101]\n"
        "      Do: put 6.2 right\n"
        "    The Code: The Code's words of 6.2.\n"
        "\n"
        "  6.3  pages 2-3, row 9 of the table  (Complaints stages)\n"
        "    error: Answers No and does not say why.  [ANS203]\n"
        "      Do: put 6.3 right\n" + "\n".join(lines) + "\n"
        "\n"
        "--verbose tells each in full; hoscheck explain DOC005 says more of a check.\n"
    )


FIVE = [
    finding("EVI302", number, f"only points to policy {number}", Location(page=1 + (at > 2)))
    for at, number in enumerate(("1.2", "1.3", "1.4", "1.5", "1.6"))
]


def test_a_check_that_fires_often_is_rolled_up() -> None:
    text = shown(report(findings=FIVE))
    assert text[text.index("The same in several") :] == (
        "The same in several provisions\n"
        "\n"
        "  warning: Evidence that only cites a policy: 5 provisions  [EVI302]\n"
        "    1.2-1.4 (page 1), 1.5, 1.6 (page 2)\n"
        "    For example 1.2: only points to policy 1.2.\n"
        "    Why: A policy shows no practice.\n"
        "    Do in 1.2, and likewise in the others: put 1.2 right\n"
        "\n"
        "--verbose tells each in full; hoscheck explain EVI302 says more of a check.\n"
    )
    assert "Provision by provision" not in text


def alike(number: str, message: str, page: int = 1) -> Finding:
    return replace(finding("EVI302", number, message, Location(page=page)), advice="Say how.")


def test_the_same_words_in_several_provisions_are_told_once_with_their_places() -> None:
    found = [
        *(alike(number, 'gives the same as 3 others: "See the policy"') for number in ("1.2", "1.3", "1.4")),
        *(alike(number, 'gives the same as 2 others: "See the leaflet"', 2) for number in ("1.6", "6.1")),
        alike("6.2", 'gives the same as 1 other: "See the report"', 3),
    ]
    text = shown(report(findings=found))
    assert text[text.index("  warning:") : text.index("\n\n--verbose")].split("\n") == [
        "  warning: Evidence that only cites a policy: 6 provisions  [EVI302]",
        '    "See the policy": 1.2-1.4 (page 1)',
        '    "See the leaflet": 1.6, 6.1 (page 2)',
        "    In other words: 6.2 (page 3)",
        "    Why: A policy shows no practice.",
        "    Do: Say how.",
    ]


def test_four_with_the_very_same_words_are_told_once_without_an_example_that_says_nothing_new() -> None:
    text = shown(report(findings=[alike(number, "only points to a policy") for number in ("1.2", "1.3", "1.4", "1.5")]))
    assert text[text.index("  warning:") : text.index("\n\n--verbose")].split("\n") == [
        "  warning: Evidence that only cites a policy: 4 provisions  [EVI302]",
        "    1.2-1.5 (page 1)",
        "    Why: A policy shows no practice.",
        "    Do: Say how.",
    ]


def test_advice_that_differs_is_told_with_its_provisions() -> None:
    found = [replace(each, advice=f"Do {'this' if at < 3 else 'that'}.") for at, each in enumerate(FIVE)]
    text = shown(report(findings=found))
    assert "    Do in 1.2, 1.3, 1.4: Do this.\n    Do in 1.5, 1.6: Do that.\n" in text


def test_a_finding_of_the_whole_document_is_told_with_the_paragraph_that_it_rests_on() -> None:
    undated = replace(finding("DOC005", None, "bears no date"), rests_on="6.2")
    text = shown(report(findings=[undated]))
    assert "      Do: put it right\n    The Code 6.2: The Code's words of 6.2.\n" in text


def test_a_paragraph_that_two_findings_rest_on_is_told_once() -> None:
    two = [replace(finding("DOC005", None, said), rests_on="6.3") for said in ("bears no date", "bears no name")]
    text = " ".join(shown(report(findings=two)).split())
    assert text.count("The Code 6.3: ") == 1
    assert " ".join(LONG.split()) in text


def test_provisions_that_follow_one_another_are_told_as_a_range() -> None:
    numbers = ("5.8", "5.9", "5.10", "6.1", "6.2", "8.1", "8.3")
    text = shown(report(findings=[alike(number, "only points to a policy") for number in numbers]))
    assert "    5.8-5.10, 6.1, 6.2, 8.1, 8.3 (page 1)\n" in text


def test_best_practice_is_told_as_that() -> None:
    requirements = tuple(replace(each, obligation=Obligation.SHOULD) for each in RULEBOOK.requirements)
    softer = replace(run(report(findings=SOME)), rulebooks=(replace(RULEBOOK, requirements=requirements),))
    assert "    The Code (best practice): The Code's words of 1.3.\n" in render(softer, Look())


def test_the_documents_words_are_quoted_unless_the_message_quotes_them() -> None:
    told = replace(
        finding("EVI302", "1.3", 'says "not yet ready" of it'),
        method=Method.HEURISTIC,
        quotes=("Not yet ready", "It will be so in May. " * 20),
    )
    text = " ".join(shown(report(findings=[told])).split())
    assert text.count("The form: ") == 1
    assert 'The form: "It will be so in May. It will be so' in text
    assert re.search(r' …" Do: put 1\.3 right', text)
    whole = " ".join(shown(report(findings=[told]), verbose=True).split())
    assert " ".join(("It will be so in May. " * 20).split()) in whole


def test_four_of_a_kind_are_told_one_by_one() -> None:
    text = shown(report(findings=FIVE[:4]))
    assert "The same in several" not in text
    assert re.findall(r"^ {2}(\d\.\d) ", text, re.M) == ["1.2", "1.3", "1.4", "1.5"]


def test_evidence_that_stands_in_many_rows_is_told_once_for_each_wording() -> None:
    said = {"1.2": "a", "1.3": "b", "1.4": "a", "1.5": "b", "6.1": "a"}
    text = shown(
        report(findings=[finding("EVI304", number, f'stands elsewhere: "{of}"') for number, of in said.items()])
    )
    assert text[text.index("  note:") : text.index("\n\n--verbose")].split("\n") == [
        "  note: The same evidence in many rows: 5 provisions  [EVI304]",
        '    "a": 1.2, 1.4, 6.1',
        '    "b": 1.3, 1.5',
        "    Why: A policy shows no practice.",
        "    Do in 1.2, and likewise in the others: put 1.2 right",
    ]


def test_rolled_up_checks_begin_with_the_gravest() -> None:
    often = [*FIVE, *(finding("PRV101", number, "has no row") for number in ("6.1", "6.2", "6.3", "1.2", "1.3"))]
    text = shown(report(findings=often))
    assert re.findall(r"^ {2}(error|warning): .*\[(\w+)\]$", text, re.M) == [("error", "PRV101"), ("warning", "EVI302")]


def test_verbose_tells_every_finding_and_quotes_the_code_whole() -> None:
    text = shown(report(findings=[*FIVE, *SOME]), verbose=True)
    assert "The same in several" not in text
    assert text.count("[EVI302]") == 6
    assert " ".join(LONG.split()) in " ".join(text.split())
    assert "…" not in text


def test_what_is_too_uncertain_stands_apart_and_counts_nowhere() -> None:
    unsure = replace(
        finding("EVI302", "1.5", "may only cite", Location(page=2)), method=Method.HEURISTIC, certainty=0.4
    )
    text = shown(report(reviews=(unsure,)))
    assert entries(text)["Result"] == "nothing to put right"
    assert text.rstrip().split("\n\n")[1:] == [
        "To review by hand\n  Too uncertain to be findings, and not counted: read the row, and decide.",
        "  1.5  page 2  (Definition of a complaint)\n    review: May only cite.  [EVI302, 40 % certain]\n"
        "      Do: put 1.5 right\n    The Code: The Code's words of 1.5.",
        "--verbose tells each in full; hoscheck explain EVI302 says more of a check.",
    ]
    assert entries(text)["To review"] == "1 more, too uncertain to count; they stand at the end"


def test_what_is_to_be_reviewed_is_rolled_up_as_well() -> None:
    unsure = [replace(each, method=Method.HEURISTIC, certainty=0.4) for each in FIVE]
    whole = replace(finding("DOC005", None, "may be old"), method=Method.HEURISTIC, certainty=0.3, rests_on="1.2")
    text = shown(report(findings=SOME[1:2], reviews=(whole, *unsure)))
    apart = text[text.index("To review by hand") :]
    assert "    review: May be old.  [DOC005, 30 % certain]\n" in apart
    assert "  review: Evidence that only cites a policy: 5 provisions  [EVI302]\n" in apart
    assert entries(text)["Result"] == "passes, with 1 warning"


def test_verbose_says_how_certain_a_judgement_is_and_what_it_rests_on() -> None:
    unsure = replace(finding("EVI302", "1.5", "only cites", Location(page=2)), method=Method.HEURISTIC, certainty=0.93)
    judged = row("1.5", support=Support.CITATION)
    reason = Reason(cited=("Complaints Policy", "page 3"), left=())
    printed = judged._replace(row=replace(judged.row, reason=reason))
    text = shown(report(rows=[printed], findings=[unsure]), verbose=True)
    assert "    warning: Only cites.  [EVI302, 93 % certain]\n" in text
    assert (
        "How the evidence of each provision was judged\n  1.5  only points to a policy or other document\n"
        '    Taken as pointing: "Complaints Policy"; "page 3"\n'
    ) in text


def test_without_unicode_no_mark_leaves_ascii() -> None:
    text = shown(report(findings=SOME), unicode=False)
    assert text.isascii()
    assert "..." in text


def test_lines_keep_to_the_width() -> None:
    for width in (60, 80, 100):
        text = shown(report(findings=[*SOME, *FIVE]), width=width)
        assert [line for line in text.split("\n") if len(line) > width] == []


def test_places_in_every_format() -> None:
    places = {
        Location(line=40): "1.3  line 40  (Definition of a complaint)",
        Location(table=2, row=5): "1.3  table 2, row 5  (Definition of a complaint)",
        Location(page=7): "1.3  page 7  (Definition of a complaint)",
        Location(): "1.3  (Definition of a complaint)",
    }
    for at, words in places.items():
        assert f"  {words}\n" in shown(report(findings=[finding("ANS203", "1.3", "says No", at)])), at


# ── several documents, and failures ──────────────────────────────────────────────────────────────

BROKEN = Failure("scan.pdf", None, "read", "no-text", "its pages are pictures (a scan) without text")


def test_a_document_that_could_not_be_judged() -> None:
    assert shown(BROKEN) == ("\nscan.pdf: NOT JUDGED (no-text)\n  Its pages are pictures (a scan) without text.\n")


def test_several_documents_begin_with_a_table_and_end_with_the_totals() -> None:
    cited = tuple(row(each.number, support=Support.CITATION) for each in RULEBOOK.requirements[:4])
    text = shown(
        report("a.pdf"),
        report("b.pdf", rows=cited, findings=SOME),
        report("c.pdf", reasons=("pages-lost",)),
        BROKEN,
        width=120,
    )
    table = text.split("\n")[:5]
    assert [re.split(r" {2,}", line.strip()) for line in table] == [
        ["Document", "Code", "Provisions", "Errors", "Warnings", "Notes", "Cites only", "Result"],
        ["a.pdf", "2024", "8/8", "0", "0", "0", "0 %", "pass"],
        ["b.pdf", "2024", "4/8", "4", "1", "0", "100 %", "fail"],
        ["c.pdf", "2024", "8/8", "0", "0", "0", "0 %", "read in part"],
        ["scan.pdf", "-", "-", "-", "-", "-", "-", "not judged: no-text"],
    ]
    assert (
        text.rstrip("\n").split("\n")[-1]
        == "4 documents: 2 read whole, 1 in part, 1 not judged; 1 with findings to put right."
    )


def test_on_a_narrow_screen_each_documents_figures_stand_beneath_its_path() -> None:
    cited = tuple(row(each.number, support=Support.CITATION) for each in RULEBOOK.requirements[:4])
    long = "forms/of-a-landlord/whose-name-is-long/self-assessment-2024-25.pdf"
    text = shown(report(long), report("b.pdf", rows=cited, findings=SOME), report("c.pdf"), BROKEN, width=60)
    assert text.split("\n\n")[0].split("\n") == [
        "Documents",
        "..." + long[-57:],
        "  Code of 2024, 8/8 provisions: pass",
        "b.pdf",
        "  Code of 2024, 4/8 provisions, 4 errors, 1 warning, 100 %",
        "    only cited: fail",
        "c.pdf",
        "  Code of 2024, 8/8 provisions: pass",
        "scan.pdf",
        "  not judged: no-text",
    ]


def test_the_failures_stand_apart_from_the_table() -> None:
    text = shown(*(report(f"{name}.pdf") for name in "abc"), BROKEN)
    assert "pass\n\nscan.pdf: NOT JUDGED" in text or "no-text\n\nscan.pdf: NOT JUDGED" in text


def test_two_or_three_documents_are_also_told_in_full_and_more_only_with_verbose() -> None:
    three = [report(f"{name}.pdf", findings=SOME) for name in "abc"]
    four = [*three, report("d.pdf", findings=SOME)]
    assert shown(*three).count("Provision by provision") == 3
    assert shown(*four).count("Provision by provision") == 0
    assert shown(*four, verbose=True).count("Provision by provision") == 4


def test_failures_of_many_documents_say_why() -> None:
    text = shown(*(report(f"{name}.pdf") for name in "abcd"), BROKEN)
    assert "scan.pdf: NOT JUDGED (no-text)\n  Its pages are pictures (a scan) without text.\n" in text


def test_a_crashed_check_beside_its_report_leaves_the_document_unjudged() -> None:
    crashed = Failure("form.pdf", None, "check:policy-only-evidence", "internal", "the check broke down")
    text = shown(report(), crashed)
    assert "form.pdf: NOT JUDGED (internal)\n  The check broke down.\n" in text


def test_a_document_with_a_crashed_check_is_never_called_clean() -> None:
    crashed = Failure("form.pdf", None, "check:policy-only-evidence", "internal", "the check broke down")
    assert "nothing to put right" not in shown(report(), crashed)


def test_a_long_path_is_cut_at_its_head_in_the_table() -> None:
    paths = ["landlords/" + "very-" * 20 + "long.pdf", "b.pdf"]
    line = shown(*(report(path) for path in paths), width=120).split("\n")[1]
    assert line[:3] == "..."
    assert "very-long.pdf  2024 " in line
    assert len(line) <= 120


def test_nothing_was_given() -> None:
    assert shown() == ""


# ── colour, and what a document may not do ───────────────────────────────────────────────────────

HOSTILE = "Elm\x1b[31m Grove\u202e semoH\x07 \x9b2J\u200b"


def test_colour_only_when_it_is_asked_for() -> None:
    plain, coloured = shown(report(findings=SOME)), shown(report(findings=SOME), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def hostile() -> tuple[Report, Failure]:
    found = [
        replace(finding("ANS203", "1.3", f"says {HOSTILE}", Location(page=2)), quotes=(f"::error::\n{HOSTILE}",)),
        *(finding("EVI302", number, f"only {HOSTILE}") for number in ("1.2", "1.4", "1.5", "1.6", "6.1")),
        finding("DOC005", None, HOSTILE + "\nsecond line"),
    ]
    return report(f"a{HOSTILE}.pdf", landlord=HOSTILE, findings=found), Failure(
        f"b{HOSTILE}.pdf", None, "open", "io", HOSTILE
    )


@pytest.mark.parametrize("verbose", [False, True])
def test_control_characters_of_a_document_are_spelled_out(verbose: bool) -> None:
    text = shown(*hostile(), verbose=verbose)
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert "Landlord     Elm\\x1b[31m Grove\\u202e semoH\\x07 \\x9b2J\\u200b\n" in text


def test_in_colour_only_our_own_sequences_are_written() -> None:
    coloured = shown(*hostile(), colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(*hostile())


def test_markup_and_links_of_a_document_stay_text() -> None:
    name = "[bold red]Elm[/] [link=https://example.org]Homes[/link] [/nothing]"
    for colour in (False, True):
        assert name in re.sub(r"\x1b\[[0-9;]*m", "", shown(report(landlord=name), colour=colour, width=120))


def test_a_workflow_command_cannot_begin_a_line() -> None:
    text = shown(report(landlord="Elm\n::error::x", findings=[finding("DOC005", None, "a\n::set-output name=x::y")]))
    assert [line for line in text.split("\n") if line.startswith("::")] == []
