"""The command line: what each call says, on which stream, and with which exit status."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import fake_judges

from hoscheck import assess, cli
from hoscheck.checks import CHECKS
from hoscheck.cli import audit_options, commands
from hoscheck.manual import paragraphs
from hoscheck.model import HELP_LABELS
from hoscheck.report import FORMATS
from hoscheck.report.schema import schema_text
from hoscheck.rulebook_file import json_schema
from hoscheck.scan import opening

Said = tuple[int, str, str]  # exit status, standard output, standard error


class Call:
    """Calls the command line in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Said:
        self._capture.readouterr()
        status = cli.run(list(arguments))
        out, err = self._capture.readouterr()
        return status, out, err


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "HOSCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Call(capfd)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are judged by their first word, and worker processes find that judge."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    monkeypatch.setattr(assess, "assess", fake_judges.for_cli)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No document may be opened."""
    opened: list[object] = []
    monkeypatch.setattr(opening, "read", opened.append)
    monkeypatch.setattr("hoscheck.scan.read", opened.append)
    yield
    assert opened == []


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def summary(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)["summary"]
    return found


# ── wrong usage: one line, nothing read ──────────────────────────────────────────────────────────

AUDIT = "(try 'hoscheck audit --help')"

WRONG = {
    "": None,
    "audti form.txt": "there is no command 'audti'; did you mean 'audit'? (try 'hoscheck --help')",
    "form.txt": "there is no command 'form.txt'; did you mean 'hoscheck audit form.txt'? (try 'hoscheck --help')",
    "zzz": "there is no command 'zzz' (try 'hoscheck --help')",
    "--quiet audit form.txt": "there is no option '--quiet' (try 'hoscheck --help')",
    "audit": f"missing argument 'PATH...' {AUDIT}",
    "audit --formt json form.txt": f"there is no option '--formt'; did you mean '--format'? {AUDIT}",
    "audit form.txt -x": f"there is no option '-x' {AUDIT}",
    "audit form.txt --output": f"option '--output' requires an argument {AUDIT}",
    "audit form.txt -f jsno": "--format: 'jsno' is none of text, json, sarif, junit, csv; did you mean 'json'?",
    "audit form.txt --fail-on eror": "--fail-on: 'eror' is none of error, warning, note, never; did you mean 'error'?",
    "audit a.txt --min-certainty 80": "--min-certainty: '80' is no certainty; write a number from 0 to 1, such as 0.8",
    "audit form.txt --as-of 31/03/2026": "--as-of: '31/03/2026' is no date; write it as YYYY-MM-DD, such as 2026-03-31",
    "audit form.txt --jobs many": "--jobs: 'many' is no number of jobs; write 1 to 64, or auto",
    "audit form.txt --timeout 0": "--timeout: '0' is no length of time; write seconds above 0, such as 60",
    "audit form.txt --engine pdfplumer": "--engine: 'pdfplumer' is none of pdfium, pdfplumber; did you mean "
    "'pdfplumber'?",
    "audit form.txt --color yes": "--color: 'yes' is none of auto, always, never",
    "audit form.txt --no-isolate -j 2": "--no-isolate: --jobs above 1 and --timeout need documents in processes of "
    "their own",
    "audit form.txt --no-isolate --timeout 5": "--no-isolate: --jobs above 1 and --timeout need documents in "
    "processes of their own",
    "audit form.txt --rulebook 2025": 'there is no rulebook "2025"; did you mean "2024"?',
    "audit form.txt --rulebook missing.yaml": "missing.yaml: there is no such file; check the path",
    "audit form.txt -o form.txt": "--output: 'form.txt' is one of the documents to read; name another file",
    "audit form.txt -o text=./linked": "--output: './linked' is one of the documents to read; name another file",
    "audit form.txt -o text=hard": "--output: 'hard' is one of the documents to read; name another file",
    "audit . -q -o csv=form.txt": "--output: 'form.txt' is one of the documents to read; name another file",
    "audit form.txt -o a.json -o ./a.json": "--output: two reports would go to one file, './a.json'",
    "audit form.txt -o a.json -o sarif=alias.json": "--output: two reports would go to one file, 'alias.json'",
    "audit form.txt -o json=- -o csv=-": "--output: two reports would go to standard output",
    "audit form.txt -f csv -o json=-": "--output: two reports would go to standard output",
    "audit form.txt -o nowhere/a.json": "--output: there is no folder 'nowhere'; make it first",
    "audit form.txt -o json=folder": "--output: 'folder' is a folder; name a file in it",
    "audit form.txt -o jsno=a": "--output: 'jsno' is none of text, json, sarif, junit, csv; did you mean 'json'?",
    "audit form.txt -o json=": "--output: 'json=' names no file; write json=FILE",
    "audit form.txt -o a.doc": "--output: the name 'a.doc' does not tell the report's format; the known endings are "
    ".sarif.json, .sarif, .junit.xml, .xml, .csv, .json, .txt; or write NAME=FILE, such as json=a.doc",
    "checks -f xml": "--format: 'xml' is none of text, json",
    "explain": "missing argument 'CHECK...' (try 'hoscheck explain --help')",
    "rulebook": "missing command (try 'hoscheck rulebook --help')",
    "rulebook shwo 2024": "there is no command 'shwo'; did you mean 'show'? (try 'hoscheck rulebook --help')",
    "rulebook show 2024 6.33": "hos-2024 has no provision '6.33'; did you mean '6.3'?",
    "rulebook show 2024 6.3 7": "got unexpected extra argument(s) (7) (try 'hoscheck rulebook show --help')",
}


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("line", [line for line in WRONG if line])
def test_wrong_usage(call: Call, line: str) -> None:
    write(form="good")
    Path("linked").symlink_to("form.txt")
    Path("hard").hardlink_to("form.txt")
    Path("alias.json").symlink_to("a.json")
    Path("folder").mkdir()
    before = names()
    assert call(*line.split()) == (2, "", f"hoscheck: {WRONG[line]}\n")
    assert names() == before
    assert Path("form.txt").read_text(encoding="utf-8") == "good"


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_check(call: Call, option: str) -> None:
    write(form="good")
    status, out, err = call("audit", "form.txt", option, "EVI,polcy-only-evidence")
    assert (status, out) == (2, "")
    assert err.startswith("hoscheck: ")
    assert err.count("\n") == 1
    assert "polcy-only-evidence" in err
    assert "did you mean" in err
    assert "policy-only-evidence" in err


@pytest.mark.usefixtures("unread")
def test_bad_rulebook_is_told_in_one_line(call: Call) -> None:
    write(form="good")
    Path("mine.yaml").write_text("schema: 1\nid: x\nunknown: 2\n", encoding="utf-8")
    status, out, err = call("audit", "form.txt", "--rulebook", "mine.yaml")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("hoscheck: mine.yaml:1: ")
    assert err.endswith(" more; 'hoscheck rulebook validate' lists them)\n")


def test_nothing_at_all_shows_the_help(call: Call) -> None:
    status, out, err = call()
    assert (status, out) == (2, "")
    assert err == call("--help")[1]


# ── what is found ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("empty", "the folder 'empty' holds no file of a known type"),
        ("*.pdf", "no file matches '*.pdf'"),
        ("empty *.pdf", "the folder 'empty' holds no file of a known type; no file matches '*.pdf'"),
    ],
)
@pytest.mark.parametrize("options", ["", "-q", "-f json", "--exit-zero --allow-incomplete"])
def test_no_input(call: Call, line: str, message: str, options: str) -> None:
    Path("empty").mkdir()
    assert call("audit", *line.split(), *options.split()) == (4, "", f"hoscheck: nothing to audit: {message}\n")


@pytest.mark.usefixtures("judged")
def test_what_is_passed_over_is_told(call: Call) -> None:
    Path("forms").mkdir()
    Path("empty").mkdir()
    for name in ("form.txt", "sheet.xlsx", "logo.png", ".lock"):
        Path("forms", name).write_text("good", encoding="utf-8")
    told = (
        "hoscheck: left out: 1 hidden, 2 of a type that is not read\n"
        "hoscheck: the folder 'empty' holds no file of a known type\n"
        "hoscheck: no file matches 'x*'\n"
    )
    status, out, err = call("audit", "forms", "empty", "x*", "-f", "json")
    assert (status, err) == (0, told)
    assert [each["document"]["path"] for each in json.loads(out)["reports"]] == ["forms/form.txt"]
    assert call("audit", "forms", "empty", "x*", "-f", "json", "--quiet") == (0, out, "")


@pytest.mark.usefixtures("judged")
def test_missing_file_among_others(call: Call) -> None:
    write(form="good")
    status, out, err = call("audit", "missing.pdf", "form.txt", ".", "-f", "json")
    assert (status, err) == (3, "hoscheck: left out: 1 named twice\n")
    found = json.loads(out)
    assert found["failures"] == [
        {
            "document": {"path": "missing.pdf", "sha256": None},
            "stage": "open",
            "reason": "not-found",
            "message": "there is no such file",
        }
    ]
    assert [each["document"]["path"] for each in found["reports"]] == ["form.txt"]
    assert (found["summary"]["verdict"], found["summary"]["unread"]) == ("incomplete", 1)


def test_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "assess", fake_judges.for_cli)
    for arguments, name in ((["-"], "-"), (["-", "--stdin-name", "mail.txt"], "mail.txt")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"error here")))
        status, out, err = call("audit", *arguments, "-f", "json")
        assert (status, err) == (1, "")
        document = json.loads(out)["reports"][0]["document"]
        assert document["path"] == name
        assert document["sha256"] == hashlib.sha256(b"error here").hexdigest()
    monkeypatch.setattr(sys, "stdin", None)
    status, out, err = call("audit", "-", "-f", "json")
    assert (status, json.loads(out)["failures"][0]["message"]) == (3, "standard input is closed")


# ── exit status ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize(
    ("texts", "options", "status", "verdict"),
    [
        ("good", "", 0, "pass"),
        ("warning", "", 0, "pass"),
        ("error", "", 1, "fail"),
        ("good error", "", 1, "fail"),
        ("warning", "--fail-on warning", 1, "fail"),
        ("good", "--fail-on note", 0, "pass"),
        ("error", "--fail-on never", 0, "pass"),
        ("error", "--exit-zero", 0, "fail"),
        ("partial", "", 3, "incomplete"),
        ("partial-error", "", 3, "incomplete"),
        ("fail error", "", 3, "incomplete"),
        ("fail error", "--exit-zero", 3, "incomplete"),
        ("fail", "--fail-on never", 3, "incomplete"),
        ("partial", "--allow-incomplete", 0, "incomplete"),
        ("partial-error", "--allow-incomplete", 1, "incomplete"),
        ("fail error", "--allow-incomplete", 1, "incomplete"),
        ("fail error", "--allow-incomplete --exit-zero", 0, "incomplete"),
        ("fail good", "--allow-incomplete", 0, "incomplete"),
    ],
)
def test_exit_status(call: Call, texts: str, options: str, status: int, verdict: str) -> None:
    write(**{f"form{number}": text for number, text in enumerate(texts.split())})
    said = call("audit", ".", *options.split(), "--no-isolate", "-f", "json")
    assert (said[0], summary(said[1])["verdict"], said[2]) == (status, verdict, "")
    assert call("audit", ".", *options.split(), "--no-isolate", "-f", "sarif")[0] == status
    sarif = json.loads(call("audit", ".", *options.split(), "--no-isolate", "-f", "sarif")[1])
    assert sarif["runs"][0]["invocations"][0]["exitCode"] == status


@pytest.mark.usefixtures("judged")
@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_workers_by_number_of_documents(call: Call) -> None:
    write(a="abort", b="good")
    status, out, err = call("audit", ".", "-f", "json", "--timeout", "30")
    assert (status, err) == (3, "")
    assert [(each["document"]["path"], each["reason"]) for each in json.loads(out)["failures"]] == [
        ("a.txt", "crash:SIGABRT")
    ]
    assert call("audit", ".", "-f", "json", "-j", "2") == (status, out, err)
    alone = call("audit", "a.txt", "-f", "json", "--isolate")
    assert (alone[0], json.loads(alone[1])["failures"][0]["reason"]) == (3, "crash:SIGABRT")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ZeroDivisionError("division by zero"), "internal error (ZeroDivisionError); "),
        (MemoryError(), "internal error (MemoryError); "),
        (RecursionError("too deep"), "internal error (RecursionError: too deep); "),
        (OSError(5, "Input/output error"), "internal error (OSError: [Errno 5] Input/output error); "),
    ],
)
def test_internal_error(call: Call, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str) -> None:
    def prepare(_: object) -> None:
        raise error

    monkeypatch.setattr(assess, "prepare", prepare)
    write(form="good")
    line = f"hoscheck: {message}set HOSCHECK_DEBUG=1 to see where, and please report it\n"
    assert call("audit", "form.txt") == (70, "", line)
    monkeypatch.setenv("HOSCHECK_DEBUG", "1")
    status, out, err = call("audit", "form.txt")
    assert (status, out) == (70, "")
    assert err.startswith("Traceback (most recent call last):\n")
    assert err.endswith(line)


# ── the other commands ───────────────────────────────────────────────────────────────────────────


def test_version(call: Call) -> None:
    from hoscheck import __version__

    assert call("--version") == (0, f"hoscheck {__version__}\n", "")
    assert call("-V") == (0, f"hoscheck {__version__}\n", "")


def test_checks(call: Call) -> None:
    status, out, err = call("checks")
    assert (status, err) == (0, "")
    lines = [line.split(maxsplit=4) for line in out.splitlines()]
    assert lines[0] == ["Code", "Id", "Severity", "Method", "Title"]
    assert lines[1:] == [[each.code, each.id, each.severity.word, each.method, each.title] for each in CHECKS]
    assert json.loads(call("checks", "-f", "json")[1]) == {
        "schema": "hoscheck-checks/1",
        "checks": [
            {
                "code": each.code,
                "id": each.id,
                "severity": each.severity.word,
                "method": each.method,
                "title": each.title,
            }
            for each in CHECKS
        ],
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_explain(call: Call, check: Any) -> None:
    status, out, err = call("explain", check.code)
    assert (status, err) == (0, "")
    assert call("explain", check.id) == (0, out, "")
    lines = out.splitlines()
    assert lines[:2] == [f"{check.code} {check.id}: {check.title}", ""]
    facts, page = lines[2 : lines.index("", 2)], lines[lines.index("", 2) + 1 :]
    assert facts[0] == f"  severity   {check.severity.word}"
    assert facts[1].startswith(f"  method     {check.method}: ")
    assert ("--min-certainty (0.5) is shown apart" in " ".join(" ".join(facts).split())) is (
        check.method == "heuristic"
    )
    told = list(paragraphs(check.help))
    assert [line for line in page if line in HELP_LABELS] == [label for label, _ in told if label]
    assert max(map(len, lines)) <= 88
    assert " ".join(" ".join(page).split()) == " ".join(f"{label} {text}".strip() for label, text in told)


def test_explain_unknown(call: Call) -> None:
    status, out, err = call("explain", "EVI3O2")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("hoscheck: ")
    assert "EVI302" in err


def test_rulebook_list(call: Call) -> None:
    title = "Housing Ombudsman Complaint Handling Code"
    other = "Local Government and Social Care Ombudsman's Complaint Handling Code: its forms are refused"
    table = f"""\
Id          Edition     In force                                     Provisions  Title
hos-2022    2022        1 April 2022 until replaced on 1 April 2024  72          {title} 2022
hos-2024    2024        from 1 April 2024                            72          {title} 2024
lgsco-2024  LGSCO 2024  only recognised                              43          {other}
"""
    assert call("rulebook", "list") == (0, table, "")


def test_rulebook_show_one(call: Call) -> None:
    page = """\
6.3 (must), Housing Ombudsman Complaint Handling Code 2024 (hos-2024)
6 Complaints stages > Stage 1

Landlords must issue a full response to stage 1 complaints within 10 working days of the
  complaint being acknowledged.

Stage 1, respond: at most 10 working days
"""
    assert call("rulebook", "show", "2024", "6.3") == (0, page, "")


def test_rulebook_show_all(call: Call) -> None:
    from hoscheck.rulebook import find

    status, out, err = call("rulebook", "show", "hos-2022")
    assert (status, err) == (0, "")
    book = find("2022")
    shown = [line.split()[:2] for line in out.splitlines() if line.startswith("  ") and line[2] != " "]
    expected = [
        [each.number, f"({each.obligation})"]
        for section in book.sections
        for each in book.requirements
        if each.section == section.number
    ]
    assert shown == expected
    assert len(shown) == 72


def test_rulebook_validate(call: Call, tmp_path: Path) -> None:
    from hoscheck.rulebook import _files

    good = str(next(path for path in _files() if path.stem == "hos-2024"))
    Path("bad.yaml").write_text("schema: 1\nid: x\nunknown: 2\n", encoding="utf-8")
    status, out, err = call("rulebook", "validate", good)
    assert (status, out, err) == (0, f"{good}: sound: hos-2024, 72 provisions\n", "")
    status, out, err = call("rulebook", "validate", "bad.yaml", good, "missing.yaml")
    assert (status, out) == (2, f"{good}: sound: hos-2024, 72 provisions\n")
    lines = err.splitlines()
    assert len(lines) > 2
    assert all(line.startswith("hoscheck: bad.yaml:") for line in lines[:-1])
    assert lines[-1] == "hoscheck: missing.yaml: there is no such file; check the path"


def test_schemas(call: Call) -> None:
    status, out, err = call("rulebook", "schema")
    assert (status, json.loads(out), err) == (0, json_schema(), "")
    assert call("schema") == (0, schema_text(), "")


# ── help and start ───────────────────────────────────────────────────────────────────────────────

EXIT_STATUS = """\
  Exit status:
    0    every document was read whole, and no finding reaches --fail-on
    1    a finding is at or above --fail-on
    2    wrong options, settings or rulebook: nothing was audited
    3    a document was not read, was read only in part, or holds no
         self-assessment (wins over 1)
    4    no file matched
    70   a fault of hoscheck itself, or a report that could not be written
    130  interrupted
"""


@pytest.mark.parametrize("line", ["--help", "-h", "audit --help"])
def test_help_ends_with_the_exit_status(call: Call, line: str) -> None:
    status, out, err = call(*line.split())
    assert (status, err) == (0, "")
    assert out.endswith(EXIT_STATUS)
    assert "\x1b" not in out


def test_help_names_every_format_and_command(call: Call) -> None:
    assert tuple(FORMATS) == audit_options.FORMATS
    out = call("--help")[1]
    listed = [line.split()[0] for line in out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()]
    assert sorted(listed) == sorted(commands.COMMANDS)


@pytest.mark.parametrize(
    "line",
    ["audit", "checks", "explain", "rulebook", "rulebook list", "rulebook show", "rulebook validate", "schema"],
)
def test_every_command_has_help(call: Call, line: str) -> None:
    status, out, err = call(*line.split(), "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"Usage: hoscheck {line}")


def test_completion() -> None:
    asked = {"_HOSCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "hoscheck audit --fail-on w", "COMP_CWORD": "3"}
    done = subprocess.run([sys.executable, "-m", "hoscheck"], env=os.environ | asked, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("warning\n", "")


def test_start_loads_nothing_heavy() -> None:
    heavy = ["charset_normalizer", "docx", "junitparser", "lxml", "multiprocessing", "pdfminer", "pdfplumber"]
    heavy += ["pypdfium2", "pypdfium2_raw", "rapidfuzz", "rich", "yaml"]
    program = f"import sys, hoscheck.cli, hoscheck.cli.audit; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
