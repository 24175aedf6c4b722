"""A form that is spread over several files, judged as one: `hoscheck audit --together`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hoscheck import cli
from hoscheck.assess import audit
from hoscheck.report.schema import schema_text
from hoscheck.rulebook import built_in

FIXTURES = Path(__file__).parents[1] / "fixtures"
WHOLE = FIXTURES / "forms" / "clean-2024.html"
SECTIONS = {
    section: [each.number for each in book.requirements if each.section == section]
    for book in built_in()
    if book.id == "hos-2024"
    for section in (each.number for each in book.sections)
}
FILES = [f"section-{number}.html" for number in range(1, 10)]

Judged = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def judged(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judged:
    """Audits files as one and gives the exit status, the JSON and what was said on standard error."""
    monkeypatch.chdir(tmp_path)

    def call(paths: Sequence[str], *options: str) -> tuple[int, dict[str, Any], str]:
        capfd.readouterr()
        status = cli.run(["audit", "--together", "--format", "json", *options, *paths])
        out, err = capfd.readouterr()
        return status, json.loads(out), err

    return call


def split(source: Path = WHOLE, preamble_on: int = 1) -> None:
    """Write the page's sections as pages of their own into the working folder, the preamble on one of them."""
    head, main, rest = re.split(r"(?<=<main>)|(?=<h2>Section 1)", source.read_text(encoding="utf-8"), maxsplit=2)
    foot = "</main></body></html>"
    for number, section in enumerate(re.split(r"(?=<h2>Section )", rest.partition("</main>")[0])[1:], 1):
        text = head + (main if number == preamble_on else "") + section + foot
        Path(f"section-{number}.html").write_text(text, encoding="utf-8")


def contents() -> None:
    """A page of contents: it names provisions, and holds none."""
    lines = "".join(f"<tr><td>{first}</td><td>From page {first}</td></tr>" for first, *_ in SECTIONS.values())
    head = "<!DOCTYPE html><html><head><title>Self-assessment</title></head>"
    page = f"{head}<body><main><h1>Contents</h1><table>{lines}</table></main></body></html>"
    Path("contents.html").write_text(page, encoding="utf-8")


def test_places_name_the_file(judged: Judged, capfd: pytest.CaptureFixture[str]) -> None:
    """Pages that were made alike have rows in the same places."""
    split()
    for name in ("section-2.html", "section-7.html"):
        text = Path(name).read_text(encoding="utf-8")
        Path(name).write_text(text.replace("<td>Yes</td>", "<td></td>", 1), encoding="utf-8")
    read = judged(FILES)[1]
    Draft202012Validator(json.loads(schema_text())).validate(read)
    (report,) = read["reports"]
    assert report["document"]["parts"] == FILES
    assert [row["location"]["part"] for row in report["rows"]] == [
        f"section-{section}.html" for section, numbers in SECTIONS.items() for _ in numbers
    ]
    blank = [(each["code"], each["provision"], each["location"]["part"]) for each in report["findings"]]
    assert blank == [("ANS201", "2.1", "section-2.html"), ("ANS201", "7.1", "section-7.html")]

    cli.run(["audit", "--together", *FILES])
    text = capfd.readouterr().out
    assert re.findall(r"^  ([27]\.1)  (section-[0-9]\.html), line ", text, re.M) == [
        ("2.1", "section-2.html"),
        ("7.1", "section-7.html"),
    ]
    cli.run(["audit", "--together", "--format", "csv", *FILES])
    lines = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert [(line["document"], line["provision"]) for line in lines] == [
        ("section-2.html", "2.1"),
        ("section-7.html", "7.1"),
    ]
    cli.run(["audit", "--together", "--format", "sarif", *FILES])
    (log,) = json.loads(capfd.readouterr().out)["runs"]
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in log["results"]]
    assert places == [{"uri": "section-2.html", "index": 1}, {"uri": "section-7.html", "index": 6}]
    assert [each["location"]["uri"] for each in log["artifacts"]] == FILES
    assert log["results"][1]["message"]["text"].startswith("section-7.html line ")


def findings(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["provision"]) for each in report["findings"]]


def texts(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("location", "match")}


def test_nine_pages_are_the_whole_form(judged: Judged, capfd: pytest.CaptureFixture[str]) -> None:
    split()
    status, read, err = judged(FILES)
    assert (status, err, read["failures"], len(read["reports"])) == (0, "", [], 1)
    cli.run(["audit", "--format", "json", str(WHOLE)])
    whole = json.loads(capfd.readouterr().out)["reports"][0]
    report = read["reports"][0]
    assert [texts(row) for row in report["rows"]] == [texts(row) for row in whole["rows"]]
    assert report["findings"] == []
    assert (report["summary"], report["rulebook"]) == (whole["summary"], whole["rulebook"])
    document = report["document"]
    assert (document["path"], document["landlord"], document["assessed_on"], document["status"]) == (
        "section-1.html",
        "Larkmoor & Dene Homes",
        "2025-06-12",
        "complete",
    )


def test_each_page_alone_misses_the_others(judged: Judged) -> None:
    """What --together is for; a set of one file is that file."""
    split()
    status, read, _ = judged(FILES[:1])
    assert status == 1
    assert findings(read["reports"][0]) == [
        ("PRV101", number) for section, numbers in SECTIONS.items() if section != "1" for number in numbers
    ]
    assert len(audit("section-1.html").findings) == 72 - len(SECTIONS["1"])


@pytest.mark.parametrize("gone", ["1", "4", "9"])
def test_a_page_that_was_left_out_misses_its_own_provisions_and_no_others(judged: Judged, gone: str) -> None:
    split(preamble_on=2)
    status, read, err = judged([each for each in FILES if each != f"section-{gone}.html"])
    assert (status, err) == (1, "")
    assert findings(read["reports"][0]) == [("PRV101", number) for number in SECTIONS[gone]]
    assert read["reports"][0]["document"]["status"] == "complete"


def test_rows_come_in_the_order_in_which_the_files_were_given(judged: Judged) -> None:
    split()
    _, read, _ = judged([FILES[2], FILES[0], *FILES[3:], FILES[1]])
    sections = [row["provision"].split(".")[0] for row in read["reports"][0]["rows"]]
    assert list(dict.fromkeys(sections)) == ["3", "1", "4", "5", "6", "7", "8", "9", "2"]
    assert (read["reports"][0]["document"]["path"], read["reports"][0]["findings"]) == ("section-3.html", [])


@pytest.mark.parametrize("place", [0, 5, 9])
def test_a_page_of_contents_is_told_and_stands_for_no_provision(judged: Judged, place: int) -> None:
    split()
    contents()
    files = [each for each in FILES if each != "section-7.html"]
    files.insert(place, "contents.html")
    status, read, err = judged(files)
    said = "contents.html: holds no provision row; it counts for the landlord's name and the date only"
    assert (status, err) == (1, f"hoscheck: {said}\n")
    assert findings(read["reports"][0]) == [("PRV101", number) for number in SECTIONS["7"]]
    assert judged(files, "--quiet")[2] == ""


def test_the_date_may_stand_on_any_page(judged: Judged) -> None:
    split(preamble_on=9)
    document = judged(FILES)[1]["reports"][0]["document"]
    assert (document["landlord"], document["assessed_on"]) == ("Larkmoor & Dene Homes", "2025-06-12")


def test_the_document_is_judged_once(judged: Judged) -> None:
    """An old form on nine pages follows an old Code once, not nine times."""
    split()
    codes = {
        day: [
            each["code"]
            for report in judged(FILES, "--as-of", day, "--rulebook", "2022")[1]["reports"]
            for each in report["findings"]
            if each["code"].startswith("DOC")
        ]
        for day in ("2024-03-01", "2026-01-01")
    }
    assert codes == {"2024-03-01": [], "2026-01-01": ["DOC005"]}


def test_the_same_page_twice_is_a_duplicate(judged: Judged) -> None:
    split()
    Path("copy.html").write_bytes(Path("section-2.html").read_bytes())
    status, read, _ = judged([*FILES, "copy.html"])
    assert (status, findings(read["reports"][0])) == (0, [("PRV102", number) for number in SECTIONS["2"]])


def test_a_file_that_cannot_be_read_makes_the_form_partial(judged: Judged) -> None:
    split()
    Path("section-3.html").write_bytes(b"")
    status, read, err = judged([*FILES, "gone.html"])
    assert (status, err) == (3, "")
    assert [(each["document"]["path"], each["stage"], each["reason"]) for each in read["failures"]] == [
        ("section-3.html", "open", "empty"),
        ("gone.html", "open", "not-found"),
    ]
    (report,) = read["reports"]
    assert (report["document"]["status"], report["document"]["reasons"]) == ("partial", ["part-unread"])
    assert findings(report) == [("PRV101", number) for number in SECTIONS["3"]]
    assert read["summary"] | {"findings": None} == {
        "documents": 3,
        "complete": 0,
        "partial": 1,
        "unread": 2,
        "findings": None,
        "review": 0,
        "verdict": "incomplete",
    }
    assert judged([*FILES, "gone.html"], "--allow-incomplete")[0] == 1


def test_the_first_file_that_was_read_names_the_form(judged: Judged) -> None:
    split(preamble_on=2)
    read = judged(["gone.html", *FILES[1:]])[1]
    assert read["reports"][0]["document"]["path"] == "section-2.html"


def test_where_no_file_can_be_read_there_is_no_report(judged: Judged) -> None:
    status, read, _ = judged(["gone.html", "lost.pdf"])
    assert (status, read["reports"]) == (3, [])
    assert [each["document"]["path"] for each in read["failures"]] == ["gone.html", "lost.pdf"]


def test_files_without_any_provision_are_no_form(judged: Judged) -> None:
    files = [str(FIXTURES / "hostile" / name) for name in ("policy.html", "annual-report.html", "contents.txt")]
    status, read, _ = judged(files)
    assert (status, read["reports"]) == (3, [])
    assert [(each["document"]["path"], each["reason"]) for each in read["failures"]] == [(files[0], "not-a-form")]


def test_files_of_several_formats_make_one_form(judged: Judged) -> None:
    split()
    rows = [each.row for each in audit(WHOLE).rows if each.provision in SECTIONS["5"]]
    heading = "Code provision\tCode requirement\tComply\tEvidence\tCommentary\n"
    cells = (f"{row.number}\t{row.requirement}\tYes\t{row.evidence}\t{row.commentary}\n" for row in rows)
    Path("section-5.tsv").write_text(heading + "".join(cells), encoding="utf-8")
    status, read, _ = judged([*FILES[:4], "section-5.tsv", *FILES[5:]])
    document = read["reports"][0]["document"]
    assert (status, read["reports"][0]["findings"], document["format"], document["pages"]) == (0, [], "html", None)


@pytest.mark.parametrize("option", ["--isolate", "--timeout=5", "--jobs=2"])
def test_it_goes_with_no_processes_of_their_own(capfd: pytest.CaptureFixture[str], option: str) -> None:
    status = cli.run(["audit", "--together", option, str(WHOLE)])
    said = "--together: the files are read one after another; leave out --isolate, --timeout and --jobs"
    assert (status, *capfd.readouterr()) == (2, "", f"hoscheck: {said}\n")


def test_files_of_two_editions_are_told(judged: Judged, tmp_path: Path) -> None:
    split()
    old = (FIXTURES / "forms" / "clean-2022.html").read_bytes()
    (tmp_path / "old.html").write_bytes(old)
    (report,) = judged(["section-6.html", "old.html"])[1]["reports"]
    assert report["rulebook"]["id"] == "hos-2022"
    assert [each["code"] for each in report["findings"] if each["code"] == "DOC004"] == ["DOC004"]
