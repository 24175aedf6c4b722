"""The JUnit output, whole, against the schema of build servers, and which findings turn a case red."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from hoscheck.model import Finding, Location, Look, Run, Severity
from hoscheck.report.junit import REPORTER

EXPECTED = Path(__file__).parent / "expected"
XSD = Path(__file__).parents[1] / "schemas" / "junit-10.xsd"


def test_the_whole_output(ordinary: Run) -> None:
    assert REPORTER.render(ordinary, Look()) == (EXPECTED / "ordinary.junit.xml").read_text(encoding="utf-8")


def test_the_outputs_follow_the_schema(ordinary: Run, nasty: Run) -> None:
    schema = etree.XMLSchema(etree.parse(XSD))
    for run in (ordinary, nasty, replace(nasty, fail_on=None), Run("1.2.3", (), (), ())):
        schema.assertValid(etree.fromstring(REPORTER.render(run, Look()).encode("utf-8")))


def results(run: Run) -> dict[str, list[tuple[str, str]]]:
    """Each case with something to say: its name and the kind and type of what it says."""
    root = ElementTree.fromstring(REPORTER.render(run, Look()))
    return {
        f"{case.get('classname')} {case.get('name')}": [(each.tag, each.get("type", "")) for each in case]
        for case in root.iter("testcase")
        if len(case)
    }


@pytest.mark.parametrize(
    ("fail_on", "said"),
    [
        (
            Severity.ERROR,
            {
                "forms/a b.pdf 2024 document": [("system-out", "")],
                "forms/a b.pdf 2024 5.1": [("failure", "PRV101")],
                "forms/a b.pdf 2024 5.2": [("failure", "ANS203"), ("system-out", "")],
            },
        ),
        (
            Severity.WARNING,
            {
                "forms/a b.pdf 2024 document": [("system-out", "")],
                "forms/a b.pdf 2024 5.1": [("failure", "PRV101")],
                "forms/a b.pdf 2024 5.2": [("failure", "ANS203, ANS204")],
            },
        ),
        (
            Severity.NOTE,
            {
                "forms/a b.pdf 2024 document": [("failure", "GOV501")],
                "forms/a b.pdf 2024 5.1": [("failure", "PRV101")],
                "forms/a b.pdf 2024 5.2": [("failure", "ANS203, ANS204")],
            },
        ),
        (
            None,
            {
                "forms/a b.pdf 2024 document": [("system-out", "")],
                "forms/a b.pdf 2024 5.1": [("system-out", ""), ("skipped", "no-row")],
                "forms/a b.pdf 2024 5.2": [("system-out", "")],
            },
        ),
    ],
)
def test_a_case_fails_where_the_run_does(
    ordinary: Run, fail_on: Severity | None, said: dict[str, list[tuple[str, str]]]
) -> None:
    reviewed: dict[str, list[tuple[str, str]]] = {"forms/a b.pdf 2024 5.10": [("system-out", "")]}  # never fails
    assert results(replace(ordinary, outcomes=ordinary.outcomes[:1], fail_on=fail_on)) == said | reviewed


def test_a_provision_without_a_row_is_never_shown_as_passed(ordinary: Run) -> None:
    # the check for missing provisions was switched off: nothing is found, and nothing was judged either
    first = replace(ordinary.reports[0], findings=(), reviews=())
    assert results(replace(ordinary, outcomes=(first,))) == {"forms/a b.pdf 2024 5.1": [("skipped", "no-row")]}


def test_findings_on_one_case_are_joined_gravest_first(ordinary: Run) -> None:
    first = ordinary.reports[0]
    turned = replace(first, findings=tuple(reversed(first.findings)))
    root = ElementTree.fromstring(
        REPORTER.render(replace(ordinary, outcomes=(turned,), fail_on=Severity.WARNING), Look())
    )
    (failure,) = root.findall(".//testcase[@name='2024 5.2']/failure")
    assert (failure.get("type"), failure.get("message"), failure.text) == (
        "ANS203, ANS204",
        "answered No, and nothing says why; answered No, and no date is given",
        "ANS203 no-without-explanation (error) pp.3-4 row 5, 5.2: answered No, and nothing says why. Do this.\n"
        "ANS204 no-without-date (warning) pp.3-4 row 5, 5.2: answered No, and no date is given. Do this.",
    )


def test_what_was_not_read_whole_is_an_error(ordinary: Run) -> None:
    assert results(replace(ordinary, outcomes=ordinary.outcomes[1:])) == {
        "forms/b.html 2024 document": [("error", "pages-lost, no-dates")],
        "forms/b.html 2024 5.1": [("system-out", "")],
        "forms/d.docx document": [("error", "password")],
        "forms/e.pdf check no-without-date": [("error", "internal")],
    }


def test_a_finding_on_a_number_that_the_rulebook_lacks_is_kept(ordinary: Run) -> None:
    odd = Finding("PRV103", "number-text-mismatch", Severity.ERROR, "99.9", "m", "", Location(page=2), "f")
    first = replace(ordinary.reports[0], findings=(odd,))
    assert results(replace(ordinary, outcomes=(first,)))["forms/a b.pdf 2024 document"] == [("failure", "PRV103")]


def test_hostile_text_is_read_back_without_controls(nasty: Run) -> None:
    root = ElementTree.fromstring(REPORTER.render(nasty, Look()))
    assert [suite.get("name") for suite in root] == [
        "été/# 100% [a] \\u202efdp.pdf",
        "-rf=1+1@x;'\".pdf",
        "a:b/new line[2J.pdf",
        "not-utf8- <&>.html",
    ]
    (error,) = root.findall("testsuite[4]/testcase/error")
    assert (error.get("type"), error.get("message")) == (
        "damaged",
        "ESC [31m NUL  CSI 2J override \\u202eevil\\u202c lone  byte  nonchar  \"quoted\" 'single' <b>&amp;</b> ]]> "
        "{0} {x} [link](https://example.org/) ::error::x\\u2028\\xad\\u200d \\U000e0041",
    )
