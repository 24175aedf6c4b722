"""The SARIF output, whole, against the OASIS schema, and what code-scanning services ask of it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from hoscheck.model import CheckInfo, Failure, Location, Look, Run
from hoscheck.report.sarif import REPORTER

EXPECTED = Path(__file__).parent / "expected"
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
VALIDATE = Path(__file__).parents[2] / "scripts" / "validate_sarif.sh"


def render(run: Run) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(REPORTER.render(run, Look()))
    Draft4Validator(SCHEMA).validate(log)
    (found,) = log["runs"]
    assert isinstance(found, dict)
    return found


def edges(run: Run) -> dict[str, Run]:
    """Runs at the edges of what may happen."""
    first, unread = run.reports[0], Failure("a.pdf", None, "open", "io", "cannot be opened")
    return {
        "absolute": replace(run, outcomes=(replace(first, path="/srv/forms/a b.pdf"),)),
        "above": replace(run, outcomes=(replace(first, path="../forms/a.pdf"),)),
        "clean": replace(run, outcomes=(run.reports[2],), exit_code=0),
        "empty": replace(run, outcomes=(), exit_code=4),
        "unread": Run("1.2.3", (), (), (unread,), exit_code=3),
    }


def test_the_whole_output(ordinary: Run) -> None:
    assert REPORTER.render(ordinary, Look()) == (EXPECTED / "ordinary.sarif").read_text(encoding="utf-8")


def test_the_outputs_follow_the_oasis_schema(ordinary: Run, nasty: Run) -> None:
    for run in (ordinary, nasty, *edges(ordinary).values()):
        render(run)


@pytest.mark.skipif(
    "HOSCHECK_SARIF_TOOL" not in os.environ, reason="HOSCHECK_SARIF_TOOL is unset: the npm validator was not asked"
)
def test_the_validator_has_no_complaint(ordinary: Run, nasty: Run, tmp_path: Path) -> None:
    files = []
    for name, run in {"ordinary": ordinary, "nasty": nasty, **edges(ordinary)}.items():
        files.append(tmp_path / f"{name}.sarif")
        files[-1].write_text(REPORTER.render(run, Look()), encoding="utf-8")
    ran = subprocess.run(["bash", VALIDATE, *files], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.splitlines()) == (
        0,
        [f"{file}: valid SARIF 2.1.0, fit for GitHub" for file in files],
    )


def test_every_result_points_to_its_rule_and_its_artifact(ordinary: Run, nasty: Run) -> None:
    for run in (ordinary, nasty):
        found = render(run)
        rules, artifacts = found["tool"]["driver"]["rules"], found["artifacts"]
        for result in found["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for location in (*result["locations"], *result.get("relatedLocations", ())):
                artifact = location["physicalLocation"]["artifactLocation"]
                assert artifacts[artifact["index"]]["location"]["uri"] == artifact["uri"]
                assert location["physicalLocation"]["region"]["startLine"] >= 1


def test_a_document_with_a_report_and_a_failure_is_one_artifact(ordinary: Run) -> None:
    found = render(ordinary)
    assert [(each["location"]["uri"], each.get("length"), each.get("mimeType")) for each in found["artifacts"]] == [
        ("forms/a%20b.pdf", 1234, "application/pdf"),
        ("forms/b.html", 1234, "text/html"),
        ("forms/c.txt", 1234, "text/plain"),
        ("forms/d.docx", None, None),
        ("forms/e.pdf", 1234, "application/pdf"),
    ]


def test_uris_are_relative_and_encoded(nasty: Run) -> None:
    assert [each["location"]["uri"] for each in render(nasty)["artifacts"]] == [
        "%C3%A9t%C3%A9/%23%20100%25%20%5Ba%5D%20%E2%80%AEfdp.pdf",
        "-rf%3D1%2B1%40x%3B%27%22.pdf",
        "a%3Ab/new%0Aline%1B%5B2J.pdf",
        "not-utf8-%E9%20%3C%26%3E.html",
    ]


def test_texts_of_a_document_make_no_link_and_no_placeholder(nasty: Run) -> None:
    message = render(nasty)["results"][0]["message"]["text"]
    assert message == (
        "ESC \\x1b[31m NUL \\x00 CSI \\x9b2J override \\u202eevil\\u202c lone \\ud800 byte \\udc80 nonchar \\ufffe "
        "\"quoted\" 'single' <b>&amp;</b> ]]> {{0}} {{x}} [link] (https://example.org/) ::error::x\\u2028\\xad\\u200d "
        "\\U000e0041. Do this."
    )


def test_a_snippet_quotes_each_cell_and_no_more_than_enough(nasty: Run) -> None:
    (location,) = render(nasty)["results"][1]["locations"]
    cells = location["physicalLocation"]["region"]["snippet"]["text"].split(" | ")
    assert [len(cell) for cell in cells] == [200, 200, 200, len("=cmd|' /C calc'!A0"), 200]


@pytest.mark.parametrize(
    ("keep", "code", "said"),
    [
        ((2,), 0, (True, 0, "every document was read whole and no finding reaches the threshold", [])),
        ((0, 2), 1, (True, 1, "findings reach the threshold", [])),
        (
            (1, 2),
            3,
            (
                False,
                3,
                "a document was not read, was read in part, or holds no self-assessment",
                [("warning", "forms/b.html")],
            ),
        ),
        (
            (3, 4, 5),
            3,
            (
                False,
                3,
                "a document was not read, was read in part, or holds no self-assessment",
                [("error", "forms/d.docx"), ("error", "forms/e.pdf")],
            ),
        ),
    ],
)
def test_the_invocation_tells_how_the_run_ended(
    ordinary: Run, keep: tuple[int, ...], code: int, said: tuple[object, ...]
) -> None:
    outcomes = tuple(ordinary.outcomes[number] for number in keep)
    (invocation,) = render(replace(ordinary, outcomes=outcomes, exit_code=code))["invocations"]
    notices = [
        (each["level"], each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for each in invocation["toolExecutionNotifications"]
    ]
    assert (
        invocation["executionSuccessful"],
        invocation["exitCode"],
        invocation["exitCodeDescription"],
        notices,
    ) == said


def test_the_category_names_the_editions(ordinary: Run) -> None:
    first, old = ordinary.reports[0], replace(ordinary.rulebooks[0], id="hos-2022", edition="2022")
    other = replace(first, path="old.pdf", detection=replace(first.detection, rulebook="hos-2022"))
    both = replace(ordinary, rulebooks=(*ordinary.rulebooks, old), outcomes=(first, other))
    ids = [
        render(run)["automationDetails"]["id"] for run in (ordinary, both, replace(both, outcomes=ordinary.failures))
    ]
    assert ids == ["hoscheck/2024/", "hoscheck/2022+2024/", "hoscheck/"]
    assert [each["name"] for each in render(both)["tool"]["extensions"]] == ["hos-2024", "hos-2022"]


def test_a_rulebooks_hash_changes_with_what_a_landlord_is_held_to(ordinary: Run) -> None:
    def of(run: Run) -> str:
        return str(render(run)["tool"]["extensions"][0]["properties"]["hash"])

    (book,) = ordinary.rulebooks
    reworded = replace(book.requirements[0], text="Something else.")
    titled = replace(ordinary, rulebooks=(replace(book, title="Another title"),))
    changed = replace(ordinary, rulebooks=(replace(book, requirements=(reworded, *book.requirements[1:])),))
    assert of(titled) == of(ordinary)
    assert of(changed) != of(ordinary)


def test_the_neighbours_of_a_missing_provision_are_the_nearest_found(ordinary: Run) -> None:
    first = ordinary.reports[0]
    one = next(each for each in first.findings if each.code == "PRV101")

    def neighbours(missing: str, *present: str) -> list[str]:
        rows = tuple(each for each in first.rows if each.provision in present)
        found = render(
            replace(
                ordinary,
                outcomes=(replace(first, rows=rows, findings=(replace(one, provision=missing),), reviews=()),),
            )
        )
        (result,) = found["results"]
        return [each["message"]["text"] for each in result.get("relatedLocations", ())]

    assert [
        neighbours("1.2", "5.2", "5.10"),
        neighbours("5.1", "1.2", "5.2", "5.10"),
        neighbours("5.10", "1.2", "5.2"),
        neighbours("5.10"),
    ] == [
        ["5.2 is the nearest provision found after it."],
        ["1.2 is the nearest provision found before it.", "5.2 is the nearest provision found after it."],
        ["5.2 is the nearest provision found before it."],
        [],
    ]


def test_html_and_text_have_true_lines(ordinary: Run) -> None:
    html = ordinary.reports[1]
    lineless = replace(html.findings[0], location=Location(table=1, row=2))
    found = render(replace(ordinary, outcomes=(replace(html, findings=(html.findings[0], lineless)),)))
    regions = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in found["results"]]
    assert regions == [41, 1]


def test_a_version_that_is_no_semantic_version_is_not_called_one(nasty: Run) -> None:
    driver = render(nasty)["tool"]["driver"]
    assert (driver["version"], "semanticVersion" in driver) == ("1.2.3.dev4", False)


def test_a_check_without_help_has_its_title_for_help(ordinary: Run) -> None:
    bare = tuple(CheckInfo(each.code, each.id, each.title, each.severity, "", each.method) for each in ordinary.checks)
    rule = render(replace(ordinary, checks=bare))["tool"]["driver"]["rules"][0]
    assert (rule["fullDescription"], rule["help"]) == (
        {"text": "A provision has no row."},
        {
            "text": "A provision has no row.",
            "markdown": "**PRV101 missing-provision** (by default error; exact)\n\nA provision has no row.",
        },
    )


def test_the_help_of_every_check_has_all_its_paragraphs(ordinary: Run) -> None:
    from hoscheck.checks import CHECKS
    from hoscheck.manual import paragraphs

    infos = tuple(CheckInfo(each.code, each.id, each.title, each.severity, each.help, each.method) for each in CHECKS)
    rules = render(replace(ordinary, checks=infos, outcomes=()))["tool"]["driver"]["rules"]
    for rule, check in zip(rules, CHECKS, strict=True):
        for label, text in paragraphs(check.help):
            assert (f"{label}: {text}" if label else text) in rule["help"]["text"]
            assert (f"**{label}:** {text}" if label else text) in rule["help"]["markdown"]
