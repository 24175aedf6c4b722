"""`hoscheck extract`: the rows on standard output and in files, the overlay, and each exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests import fake_judges

from hoscheck import assess, cli
from hoscheck.cli import extract
from hoscheck.model import Outcome
from hoscheck.report.rows import COLUMNS, ROW_REPORTERS
from hoscheck.report.schema import schema_text
from hoscheck.rulebook import built_in

FIXTURES = Path(__file__).parents[1] / "fixtures"
FORM = FIXTURES / "forms" / "clean-2024.libreoffice.pdf"
Said = tuple[int, str, str]  # exit status, standard output, standard error

CODE = {each.number: each.text for book in built_in() if book.id == "hos-2024" for each in book.requirements}

# Three provisions and a row that is none; in their cells what formulas, markup and terminals are made of.
CELLS = (
    ("2.5", CODE["2.5"], "Yes", "=HYPERLINK(1) in *our* policy_of_2024", ""),
    ("5.5", CODE["5.5"], "No", "", "Contracts are being changed by May 2026 <at last> [see](it)"),
    ("7.4", CODE["7.4"], "", "", ""),
    ("9.99", "Our own promise about lifts, which no Code asks for", "Partly", "Lift\x1b[31m log", ""),
)
HEADING = "Code provision\tCode requirement\tComply: Yes / No\tEvidence\tCommentary / explanation\n"


class Call:
    """Calls the command line in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Said:
        self._capture.readouterr()
        status = cli.run(["extract", *arguments])
        out, err = self._capture.readouterr()
        return status, out, err


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "HOSCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    Path("form.tsv").write_text(HEADING + "".join("\t".join(cells) + "\n" for cells in CELLS), encoding="utf-8")
    return Call(capfd)


def lines(*said: str) -> str:
    return "".join(f"{line}\n" for line in said)


# ── the four formats ─────────────────────────────────────────────────────────────────────────────


def test_the_formats_are_those_that_are_there() -> None:
    assert tuple(each.name for each in ROW_REPORTERS) == extract.FORMATS


def test_the_table(call: Call) -> None:
    assert call("form.tsv") == (
        0,
        lines(
            "form.tsv: 4 rows, hos-2024, 3 of 72 provisions",
            "",
            "Provision  Printed  Place   Answer   Requirement                     Evidence",
            "2.5        2.5      line 2  yes      Landlords must not take a bla…  =HYPERLINK(1) in *our* policy_…",
            "5.5        5.5      line 3  no       Landlords are responsible for…  Contracts are being changed by…",
            "7.4        7.4      line 4  blank    Landlords must take account o…",
            r"-          9.99     line 5  partial  Our own promise about lifts, …  Lift\x1b[31m log",
        ),
        "",
    )


def test_the_table_fits_the_terminal(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {}
    for columns in ("40", "80", "140", "400"):
        monkeypatch.setenv("COLUMNS", columns)
        widths[columns] = max(map(len, call(str(FIXTURES / "forms" / "clean-2024.html"))[1].splitlines()[2:]))
    # below 64 columns each text keeps twelve of them; beyond 160 the eye loses the line
    assert widths == {"40": 64, "80": 80, "140": 140, "400": 160}


def test_the_csv(call: Call) -> None:
    status, out, err = call("form.tsv", "-f", "csv")
    read = list(csv.DictReader(io.StringIO(out)))
    assert (status, err, tuple(read[0])) == (0, "", COLUMNS)
    told = [{name: text for name, text in line.items() if text} for line in read]
    first = {"provision": "2.5", "printed_number": "2.5", "line": "2", "answer": "yes", "answer_text": "Yes"}
    first |= {"requirement": CODE["2.5"], "evidence": "'=HYPERLINK(1) in *our* policy_of_2024"}
    assert told[0] == first | {"support": "citation", "basis": "text+number", "score": "1.0000", "source": "text"}
    assert told[3] == {
        "printed_number": "9.99",
        "line": "5",
        "answer": "partial",
        "answer_text": "Partly",
        "requirement": CELLS[3][1],
        "evidence": r"Lift\x1b[31m log",
        "support": told[3]["support"],
        "source": "text",
    }
    assert [line["provision"] for line in read] == ["2.5", "5.5", "7.4", ""]


def test_the_csv_has_a_column_for_each_of_the_documents_own(call: Call) -> None:
    out = call(str(FIXTURES / "forms" / "columns-2024.html"), "-f", "csv")[1]
    read = list(csv.DictReader(io.StringIO(out)))
    own = list(read[0])[len(COLUMNS) :]
    assert own == ["extra: RAG", "extra: Owner", "extra: Target date"]
    assert (read[0]["provision"], [read[0][name] for name in own]) == ("1.2", ["Green", "Policy & Complaints", "–"])


def test_the_markdown(call: Call) -> None:
    bare = CODE["5.5"]
    assert call("form.tsv", "-f", "markdown") == (
        0,
        lines(
            "| Provision | Printed | Place | Answer | Requirement | Evidence | Commentary |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            rf"| 2.5 | 2.5 | line 2 | yes | {CODE['2.5']} | =HYPERLINK(1) in \*our\* policy_of_2024 |  |",
            rf"| 5.5 | 5.5 | line 3 | no | {bare} |  | Contracts are being changed by May 2026 "
            r"\<at last\> \[see\](it) |",
            rf"| 7.4 | 7.4 | line 4 | blank | {CODE['7.4']} |  |  |",
            rf"| - | 9.99 | line 5 | partial | {CELLS[3][1]} | Lift\\x1b\[31m log |  |",
        ),
        "",
    )


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────


def schema() -> dict[str, Any]:
    """The shape of `hoscheck-rows/1`: documents, rulebooks and rows are those of the report of an audit."""
    shipped: dict[str, Any] = json.loads(schema_text())
    report, failure = shipped["$defs"]["report"]["properties"], shipped["$defs"]["failure"]["properties"]
    return {
        "$defs": shipped["$defs"],
        "type": "object",
        "required": ["schema", "tool", "document", "rulebook", "rows", "failure"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": "hoscheck-rows/1"},
            "tool": shipped["properties"]["tool"],
            "document": {"anyOf": [report["document"], failure["document"]]},
            "rulebook": {"anyOf": [report["rulebook"], {"type": "null"}]},
            "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
            "failure": {
                "anyOf": [
                    {
                        "type": "object",
                        "required": ["stage", "reason", "message"],
                        "additionalProperties": False,
                        "properties": {name: failure[name] for name in ("stage", "reason", "message")},
                    },
                    {"type": "null"},
                ]
            },
        },
    }


def read_json(out: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(out)
    Draft202012Validator(schema()).validate(read)
    return read


@pytest.mark.parametrize("name", ["clean-2024.html", "columns-2024.docx", "faults-2022.libreoffice.pdf"])
def test_the_json_has_the_rows_of_the_audit(call: Call, capfd: pytest.CaptureFixture[str], name: str) -> None:
    path = str(FIXTURES / "forms" / name)
    status, out, err = call(path, "-f", "json")
    assert (status, err, out.isascii()) == (0, "", True)
    cli.run(["audit", path, "-f", "json"])
    (report,) = json.loads(capfd.readouterr().out)["reports"]
    read = read_json(out)
    assert {key: read[key] for key in ("document", "rulebook", "rows")} == {
        key: report[key] for key in ("document", "rulebook", "rows")
    }
    assert (read["failure"], len(read["rows"]) >= 68) == (None, True)


def test_the_json_of_what_cannot_be_read(call: Call) -> None:
    status, out, err = call(str(FIXTURES / "hostile" / "password.pdf"), "-f", "json", "-q")
    read = read_json(out)
    assert (status, err, read["rulebook"], read["rows"]) == (3, "", None, [])
    assert (read["failure"]["stage"], read["failure"]["reason"]) == ("open", "password")
    assert read["document"]["path"].endswith("password.pdf")


def test_rows_of_no_self_assessment_are_shown_without_provisions(call: Call) -> None:
    """So that it can be seen why a document was not taken for one."""
    text = HEADING + "1.2\tThe lift must be serviced by an engineer every quarter\tYes\tLog book\t\n"
    Path("other.tsv").write_text(text, encoding="utf-8")
    status, out, err = call("other.tsv", "-f", "json")
    read = read_json(out)
    assert (status, read["rulebook"], read["document"]["status"]) == (3, None, "complete")
    assert [(row["provision"], row["printed_number"], row["answer"]) for row in read["rows"]] == [(None, "1.2", "yes")]
    assert read["failure"]["reason"] == "not-a-form"
    assert err.startswith("hoscheck: other.tsv: no self-assessment against the Complaint Handling Code was recognised")
    assert call("other.tsv")[1].splitlines()[0] == "other.tsv: 1 row"


# ── exit status ──────────────────────────────────────────────────────────────────────────────────


def in_part(path: str, data: bytes, judge: object) -> tuple[Outcome, ...]:
    return (fake_judges.report(path, data, reasons=("pages-lost",)),)


def test_a_document_that_was_read_in_part_gives_3(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "assess", in_part)
    assert call("form.tsv") == (
        3,
        "form.tsv: 0 rows, hos-2024, 0 of 72 provisions\n",
        "hoscheck: form.tsv: read only in part (pages-lost)\n",
    )


def test_findings_do_not_matter(call: Call) -> None:
    assert [call(str(FIXTURES / "forms" / "faults-2024.html"), "-q")] == [(0, "", "")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("nothing*.pdf", (4, "nothing to read: no file matches 'nothing*.pdf'")),
        ("empty-folder", (4, "nothing to read: no file matches 'empty-folder'")),
        ("gone.pdf", (3, "gone.pdf: there is no such file (not-found)")),
        (".", (2, "'.' means 2 documents; rows are taken from one at a time")),
        ("form.tsv -f jsno", (2, "--format: 'jsno' is none of table, csv, json, markdown; did you mean 'json'?")),
        ("form.tsv -o rows.doc", (2, "--output: the name 'rows.doc' does not tell the format; its ending may be .txt, "
                                     ".csv, .json, .md, or write NAME=FILE")),
        ("form.tsv -o csv=", (2, "--output: 'csv=' names no file; write csv=FILE")),
        ("form.tsv -o csv=form.tsv", (2, "--output: 'form.tsv' is one of the documents to read; name another file")),
        ("form.tsv -o a.csv -o json=./a.csv", (2, "--output: two of the outputs would go to one place")),
        ("form.tsv -o nowhere/a.csv", (2, "--output: there is no folder 'nowhere'; make it first")),
        ("form.tsv --rulebook 2025", (2, 'there is no rulebook "2025"; did you mean "2024"?')),
        ("form.tsv --engine pdfplumer", (2, "--engine: 'pdfplumer' is none of pdfium, pdfplumber; did you mean "
                                            "'pdfplumber'?")),
        ("form.tsv --overlay seen.jpg", (2, "--overlay: 'seen.jpg' must end in .pdf or .png")),
        ("form.tsv --overlay seen.pdf", (2, "--overlay: 'form.tsv' is no PDF; only a PDF has pages to draw on")),
        ("form.pdf --overlay form.pdf", (2, "--output: 'form.pdf' is one of the documents to read; name another file")),
        ("form.pdf -o a.pdf", (2, "--output: the name 'a.pdf' does not tell the format; its ending may be .txt, .csv, "
                                  ".json, .md, or write NAME=FILE")),
        ("form.pdf --overlay seen.pdf --page 1", (2, "--page: it chooses the page of --overlay FILE.png; give that as "
                                                     "well, or leave it out")),
        ("form.pdf --page 1", (2, "--page: it chooses the page of --overlay FILE.png; give that as well, or leave it "
                                  "out")),
        ("form.pdf --overlay seen.png --page 16", (2, "--page: the document has 15 pages, so there is no page 16")),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_in_one_line_and_nothing_is_written(
    call: Call, arguments: str, said: tuple[int, str]
) -> None:
    Path("empty-folder").mkdir()
    Path("form.pdf").symlink_to(FORM)
    before = sorted(Path().iterdir())
    if arguments == ".":
        Path("form.pdf").unlink()
        Path("form.txt").write_text("x", encoding="utf-8")
        before = sorted(Path().iterdir())
    assert call(*arguments.split()) == (said[0], "", f"hoscheck: {said[1]}\n")
    assert sorted(Path().iterdir()) == before


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def test_files_get_what_standard_output_would(call: Call) -> None:
    table = call("form.tsv")[1]
    assert call("form.tsv", "-o", "a.csv", "-o", "B.JSON", "-o", "markdown=c", "-o", "d.txt", "-o", "e.md") == (
        0,
        table,
        "",
    )
    formats = {"a.csv": "csv", "B.JSON": "json", "c": "markdown", "d.txt": "table", "e.md": "markdown"}
    for name, wanted in formats.items():
        assert Path(name).read_text(encoding="utf-8") == call("form.tsv", "-f", wanted)[1], name


def test_quiet_says_only_what_was_asked_for_by_name(call: Call) -> None:
    assert call("form.tsv", "-q", "-o", "a.csv") == (0, "", "")
    assert call("form.tsv", "-q", "-f", "table")[1].startswith("form.tsv: 4 rows")
    assert Path("a.csv").exists()


def test_the_engine_and_the_rulebook_are_heeded(call: Call) -> None:
    read = read_json(call("form.tsv", "-f", "json", "--rulebook", "2024")[1])
    assert read["rulebook"] == {"id": "hos-2024", "detected": False, "confidence": 1.0}
    by_other = read_json(call(str(FORM), "-f", "json", "--engine", "pdfplumber")[1])
    assert [row["provision"] for row in by_other["rows"]] == list(CODE)


# ── the overlay ──────────────────────────────────────────────────────────────────────────────────


def test_the_overlay_is_a_new_pdf_of_the_same_rows(call: Call) -> None:
    document = FORM.read_bytes()
    Path("form.pdf").write_bytes(document)
    status, table, err = call("form.pdf", "--overlay", "Seen.PDF")
    assert (status, err) == (0, "")
    assert Path("form.pdf").read_bytes() == document
    assert call("Seen.PDF")[1].splitlines()[1:] == table.splitlines()[1:]
    assert Path("Seen.PDF").read_bytes() != document
    assert sorted(path.name for path in Path().iterdir()) == ["Seen.PDF", "form.pdf", "form.tsv"]


def test_the_overlay_makes_a_picture_of_each_page(call: Call) -> None:
    assert call(str(FIXTURES / "zoo" / "canvas-crop.pdf"), "-q", "--overlay", "seen.png") == (0, "", "")
    assert sorted(path.name for path in Path().glob("*.png")) == ["seen-1.png", "seen-2.png", "seen-3.png"]


def test_the_overlay_makes_a_picture_of_one_page(call: Call) -> None:
    path = str(FIXTURES / "zoo" / "canvas-crop.pdf")
    call(path, "-q", "--overlay", "all.png")
    assert call(path, "-q", "--overlay", "seen.png", "--page", "2") == (0, "", "")
    assert Path("seen.png").read_bytes() == Path("all-2.png").read_bytes()
    assert list(Path().glob("seen-*")) == []


def test_without_rows_there_is_no_overlay(call: Call) -> None:
    status, out, err = call(str(FIXTURES / "hostile" / "scan.pdf"), "--overlay", "seen.pdf")
    told = err.splitlines()
    assert (status, out, told[1:]) == (3, "", ["hoscheck: --overlay: no rows were read, so 'seen.pdf' was not written"])
    assert not Path("seen.pdf").exists()


def test_an_overlay_that_cannot_be_written_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    status, out, err = call(str(FIXTURES / "zoo" / "canvas-crop.pdf"), "-q", "--overlay", "seen.pdf")
    assert (status, out, err) == (70, "", "hoscheck: cannot write 'seen.pdf': No space left on device\n")
    assert [path.name for path in Path().iterdir()] == ["form.tsv"]
