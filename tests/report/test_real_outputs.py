"""Outputs of real audits, with findings and with what is to be reviewed, against the schemas of their formats."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from hoscheck.assess import assess, prepare
from hoscheck.cli.audit import _run as run_of
from hoscheck.model import Look, Run
from hoscheck.report import csv_report, json_report, junit, sarif
from hoscheck.report.schema import schema_text
from hoscheck.scan import Scan
from hoscheck.settings import Settings

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "tests" / "schemas"
DOCUMENTS = ("forms/faults-2024.docx", "forms/faults-2022.html", "forms/columns-2024.txt", "hostile/policy.docx")
SURE = 0.89  # above the certainty of some findings and below that of others


@pytest.fixture(scope="module")
def real() -> Run:
    judge = prepare(replace(Settings(), min_certainty=SURE))
    paths = [f"fixtures/{name}" for name in DOCUMENTS]
    outcomes = tuple(each for path in paths for each in assess(path, (ROOT / path).read_bytes(), judge))
    run = run_of(judge, Scan(outcomes, len(paths), len(paths)))
    assert all(report.findings for report in run.reports)
    assert any(report.reviews for report in run.reports)
    assert len(run.failures) == 1
    return run


def test_json_follows_the_schema_and_counts_what_is_to_be_reviewed_apart(real: Run) -> None:
    told = json.loads(json_report.render(real, Look()))
    Draft202012Validator(json.loads(schema_text())).validate(told)
    for report, told_report in zip(real.reports, told["reports"], strict=True):
        assert told_report["summary"]["review"] == len(report.reviews) == len(told_report["review"])
        assert sum(told_report["summary"]["findings"].values()) == len(report.findings)
        assert all(each["certainty"] < SURE <= 1 and each["method"] == "heuristic" for each in told_report["review"])
        assert all(each["certainty"] >= SURE for each in told_report["findings"])


def test_sarif_follows_the_schema_and_marks_what_is_to_be_reviewed(real: Run) -> None:
    told = json.loads(sarif.render(real, Look()))
    Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))).validate(told)
    results = told["runs"][0]["results"]
    reviews = [each for each in results if each["kind"] == "review"]
    assert len(reviews) == sum(len(report.reviews) for report in real.reports)
    assert {each["level"] for each in reviews} == {"none"}
    assert all(each["properties"]["certainty"] < SURE for each in reviews)


def test_junit_follows_the_schema(real: Run) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(junit.render(real, Look()).encode("utf-8")))


def test_csv_has_a_line_for_each_finding_and_each_review(real: Run) -> None:
    lines = list(csv.DictReader(csv_report.render(real, Look()).splitlines()))
    severities = [each["severity"] for each in lines]
    assert severities.count("review") == sum(len(report.reviews) for report in real.reports)
    assert len(lines) == sum(len(report.findings) + len(report.reviews) for report in real.reports) + len(real.failures)
