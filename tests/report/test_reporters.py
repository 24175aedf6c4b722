"""The list of formats, how one is chosen, and what all of them promise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hoscheck.errors import BadSettings
from hoscheck.model import Look, Reporter, Run
from hoscheck.report import by_name, by_suffix, reporters

MACHINE = [each for each in reporters() if each.name != "text"]


def test_the_formats() -> None:
    assert [(each.name, each.suffix) for each in reporters()] == [
        ("text", ".txt"),
        ("json", ".json"),
        ("sarif", ".sarif"),
        ("junit", ".junit.xml"),
        ("csv", ".csv"),
    ]


def test_by_name() -> None:
    assert [by_name(each.name) for each in reporters()] == list(reporters())
    with pytest.raises(
        BadSettings, match=r"^there is no report format 'pdf'; the formats are text, json, sarif, junit, csv$"
    ):
        by_name("pdf")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("out/report.sarif", "sarif"),
        ("report.sarif.json", "sarif"),
        ("report.json", "json"),
        ("report.junit.xml", "junit"),
        ("report.xml", "junit"),
        ("REPORT.CSV", "csv"),
        ("a.json/report.txt", "text"),
        (".sarif", "sarif"),
    ],
)
def test_by_suffix(path: str, name: str) -> None:
    assert by_suffix(path).name == name


@pytest.mark.parametrize("path", ["report", "report.pdf", "out.json/report", "json"])
def test_an_ending_that_tells_nothing_is_refused(path: str) -> None:
    with pytest.raises(BadSettings, match="does not tell the report's format"):
        by_suffix(path)


@pytest.mark.parametrize("reporter", MACHINE, ids=lambda each: each.name)
def test_the_same_run_gives_the_same_bytes(reporter: Reporter, ordinary: Run, nasty: Run) -> None:
    for run in (ordinary, nasty):
        text = reporter.render(run, Look())
        assert text == reporter.render(run, Look(width=40, colour=True, verbose=True, unicode=False))
        assert text.endswith("\n")
        text.encode("utf-8")  # no lone surrogate is left


@pytest.mark.parametrize("reporter", MACHINE, ids=lambda each: each.name)
def test_nothing_unseen_reaches_the_output(reporter: Reporter, nasty: Run) -> None:
    text = reporter.render(nasty, Look())
    assert [each for each in "\x00\x1b\x9b\u202e\u2028\ufffe\r\u00ad\u200d" if each in text] == []


@pytest.mark.parametrize("reporter", MACHINE, ids=lambda each: each.name)
def test_a_line_of_the_output_never_begins_a_workflow_command(reporter: Reporter, nasty: Run) -> None:
    assert [line for line in reporter.render(nasty, Look()).splitlines() if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize("reporter", MACHINE, ids=lambda each: each.name)
def test_a_run_without_documents_is_written_too(reporter: Reporter) -> None:
    empty = Run("1.2.3", (), (), (), exit_code=4)
    text = reporter.render(empty, Look())
    assert text.startswith({"json": "{", "sarif": "{", "junit": "<?xml", "csv": '"document"'}[reporter.name])


def test_choosing_a_format_loads_no_heavy_library() -> None:
    code = (
        "import sys, hoscheck.report\n"
        "heavy = {'lxml', 'junitparser', 'rich', 'jsonschema', 'pdfplumber', 'docx', 'yaml', 'rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
