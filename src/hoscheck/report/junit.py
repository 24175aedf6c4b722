"""JUnit XML, for the test views of build servers: a suite a document, a case a provision.

A case fails exactly where a finding reaches the run's threshold, so that the view is red when the exit status is 1;
what lies below stands in the case's output. A document that was not read, or only in part, is an error. There are no
times: the same run gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hoscheck.model import Failure, Finding, Look, Outcome, Report, Reporter, Run
from hoscheck.report.clean import one_line, sentence, xml_safe
from hoscheck.report.place import place, standing

if TYPE_CHECKING:
    from junitparser import TestCase, TestSuite


def render(run: Run, _look: Look) -> str:
    """The run as XML, indented by two, with the declaration first and a line end last."""
    from xml.etree import ElementTree

    from junitparser import JUnitXml

    by_path: dict[str, list[Outcome]] = {}
    for outcome in run.outcomes:
        by_path.setdefault(outcome.path, []).append(outcome)
    status = standing(run)
    xml = JUnitXml("hoscheck")
    # append, because add_testsuite compares each suite with all before it
    for path, outcomes in by_path.items():
        xml.append(_suite(path, status[path], outcomes, run))
    xml.update_statistics()
    root = ElementTree.fromstring(xml.tostring())
    del root.attrib["skipped"]  # the schema that build servers use has this count on a suite, not on the root
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(path: str, status: str, outcomes: Iterable[Outcome], run: Run) -> TestSuite:
    from junitparser import TestSuite

    suite = TestSuite(_line(path))
    for name, value in _properties(status, outcomes).items():
        suite.add_property(name, _line(value))
    suite.add_testcases([case for outcome in outcomes for case in _cases(outcome, run)])
    return suite


def _properties(status: str, outcomes: Iterable[Outcome]) -> dict[str, str]:
    known = {"status": status}
    for outcome in outcomes:
        if outcome.sha256:
            known["sha256"] = outcome.sha256
        if isinstance(outcome, Report):
            known["rulebook"] = outcome.detection.rulebook
            if outcome.landlord:
                known["landlord"] = outcome.landlord
    return known


def _cases(outcome: Outcome, run: Run) -> Iterator[TestCase]:
    if isinstance(outcome, Failure):
        yield _unjudged(outcome)
        return
    rulebook = run.rulebook(outcome.detection.rulebook)
    numbers = [requirement.number for requirement in rulebook.requirements]
    findings: dict[str | None, list[Finding]] = {}
    for finding in (*outcome.findings, *outcome.reviews):
        # a number that the rulebook does not have has no case of its own
        known = finding.provision if finding.provision in rulebook.by_number else None
        findings.setdefault(known, []).append(finding)
    present = {row.provision for row in outcome.rows}
    yield _document_case(outcome, f"{rulebook.edition} document", findings.get(None, []), run)
    for number in numbers:
        case = _case(f"{rulebook.edition} {number}", findings.get(number, []), outcome, run)
        if number not in present and not case.result:
            _skip(case)
        yield case


def _document_case(report: Report, name: str, findings: Iterable[Finding], run: Run) -> TestCase:
    from junitparser import Error

    case = _case(name, findings, report, run)
    if not report.complete:
        reasons = _line(", ".join(report.reasons))
        # the error goes first: some readers show only one result of a case
        case.result = [Error(f"read only in part: {reasons}", reasons), *case.result]
    return case


def _case(name: str, findings: Iterable[Finding], report: Report, run: Run) -> TestCase:
    from junitparser import Failure as Failed
    from junitparser import TestCase

    case = TestCase(name=_line(name), classname=_line(report.path))
    failing: list[Finding] = []
    told: list[Finding] = []
    for each in sorted(findings, key=lambda each: each.severity, reverse=True):
        (failing if each not in report.reviews and run.fails_on(each) else told).append(each)
    if failing:
        codes = dict.fromkeys(each.code for each in failing)
        result = Failed("; ".join(_line(each.message) for each in failing), ", ".join(codes))
        result.text = "\n".join(_told(each) for each in failing)
        case.result = [result]
    if told:
        case.system_out = "\n".join(_told(each, each in report.reviews) for each in told)
    return case


def _skip(case: TestCase) -> None:
    """Marks a provision that has no row: with the check for that switched off or below the threshold, a plain case
    would read as passed."""
    from junitparser import Skipped

    case.result = [Skipped("not judged: the document has no row for this provision", "no-row")]


def _unjudged(failure: Failure) -> TestCase:
    from junitparser import Error, TestCase

    name = failure.stage.replace("check:", "check ") if failure.stage.startswith("check:") else "document"
    case = TestCase(name=_line(name), classname=_line(failure.path))
    error = Error(_line(failure.message), _line(failure.reason))
    error.text = _line(f"not judged ({failure.stage}, {failure.reason}): {failure.message}")
    case.result = [error]
    return case


def _told(finding: Finding, review: bool = False) -> str:
    where = ", ".join(each for each in (place(finding.location), finding.provision) if each)
    head = f"{finding.code} {finding.check} ({'to review' if review else finding.severity.word})"
    told = f"{head} {where}: {finding.message}" if where else f"{head}: {finding.message}"
    return f"{sentence(_line(told))} {_line(finding.advice)}".rstrip()


def _line(text: str) -> str:
    return one_line(xml_safe(text))


REPORTER = Reporter(name="junit", suffix=".junit.xml", render=render)
