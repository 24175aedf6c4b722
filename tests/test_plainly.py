"""A plain audit is read without typer, and just as typer reads it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from hoscheck.cli import audit, audit_options, commands
from hoscheck.cli.plainly import LISTS, SWITCHES, VALUES, plain_audit

PLAIN = [
    "form.pdf",
    "form.pdf other.docx -",
    "form.pdf --exit-zero",
    "--exit-zero -q form.pdf",
    "-v form.pdf --format json -o a.sarif -o csv=b.csv --output c",
    "form.pdf --select EVI,PRV101 --select ANS --ignore EVI303",
    "form.pdf --rulebook 2024 --fail-on never --as-of 2026-03-31 --min-certainty 0.2 --jobs 2 --timeout 9",
    "form.pdf --engine pdfplumber --ocr never --color never --stdin-name x.html --allow-incomplete --verbose",
    "form.pdf --isolate --no-isolate --together --colour always -f csv -j auto",
    "form.pdf --no-isolate --isolate --format json --format text --quiet",
]
TYPERS = [
    "",
    "audit",
    "audit --help",
    "audit form.pdf -h",
    "audit form.pdf --format",
    "audit form.pdf --format=json",
    "audit form.pdf --form json",
    "audit form.pdf -qv",
    "audit form.pdf -fjson",
    "audit form.pdf --format -",
    "audit form.pdf --as-of --quiet",
    "audit form.pdf --unknown",
    "audit -- -form.pdf",
    "audit --quiet",
    "extract form.pdf",
    "--version",
    "form.pdf",
]


def by_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What typer calls the command with."""
    asked: list[dict[str, Any]] = []

    def noted(**how: Any) -> int:
        asked.append(how)
        return 0

    monkeypatch.setattr(audit, "audit", noted)
    typer.main.get_command(commands.build("audit")).main(arguments, standalone_mode=False)
    return asked[0]


@pytest.mark.parametrize("line", PLAIN)
def test_a_plain_line_is_read_as_typer_reads_it(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["audit", *line.split()]
    plain = plain_audit(arguments)
    assert plain is not None
    defaults = {name: each.default for name, each in inspect.signature(audit.audit).parameters.items()}
    typers = by_typer(arguments, monkeypatch)
    assert {**defaults, **plain} == typers


@pytest.mark.parametrize("line", TYPERS)
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain_audit(line.split()) is None


def test_completion_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_HOSCHECK_COMPLETE", "complete_bash")
    assert plain_audit(["audit", "form.pdf"]) is None


def test_every_option_is_known_by_all_its_names_and_by_its_kind() -> None:
    command = typer.main.get_command(commands.build("audit"))
    options = [each for each in command.commands["audit"].params if each.param_type_name == "option"]  # type: ignore[attr-defined]
    switches = {name: (each.name, True) for each in options if each.is_flag for name in each.opts}
    switches |= {name: (each.name, False) for each in options if each.is_flag for name in each.secondary_opts}
    lists = {name: each.name for each in options if each.multiple for name in each.opts}
    values = {name: each.name for each in options if not (each.is_flag or each.multiple) for name in each.opts}
    helps = {"--help", "-h"}
    assert {name: kind for name, kind in switches.items() if name not in helps} == SWITCHES
    assert (lists, values) == (LISTS, VALUES)


def test_the_options_have_the_defaults_of_the_command() -> None:
    told = {name: each.default for name, each in inspect.signature(audit_options.audit).parameters.items()}
    assert told == {name: each.default for name, each in inspect.signature(audit.audit).parameters.items()}


def test_a_plain_audit_loads_no_typer(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv[1:] = ['audit', 'nowhere.pdf', '-q']; from hoscheck.cli import run; status = run(); "
    )
    program += "print(status, [name for name in ('typer', 'click') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("3 []\n", "")
