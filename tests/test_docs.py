"""The documentation: what is generated is as the code makes it now, and what is written by hand still holds."""

from __future__ import annotations

import ast
import json
import re
import shlex
import sys
from collections.abc import Iterator
from functools import cache
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
import typer
import yaml

from hoscheck.checks import CHECKS
from hoscheck.cli.commands import COMMANDS, build
from hoscheck.cli.terms import EXIT_STATUS
from hoscheck.errors import ExitCode
from hoscheck.extract import READERS
from hoscheck.manual import paragraphs
from hoscheck.model import Method
from hoscheck.report import _SUFFIXES, FORMATS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "hoscheck"
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"], key=lambda path: path.name
)


@cache
def script(name: str) -> ModuleType:
    """A module of scripts/, which is no package that tests could import from anywhere."""
    spec = util.spec_from_file_location(f"hoscheck_{name}", ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# ── what is generated ────────────────────────────────────────────────────────────────────────────


def test_the_generated_documentation_is_as_the_code_makes_it() -> None:
    make_docs = script("make_docs")
    assert make_docs.stale(make_docs.made()) == [], "run make docs"


def test_every_generated_part_stands_where_it_is_wanted() -> None:
    parts = {
        page: re.findall(r"^<!-- made by scripts/make_docs\.py: (\S+) -->$", (ROOT / page).read_text("utf-8"), re.M)
        for page in script("make_docs").PAGES
    }
    assert parts == {"README.md": ["run", "checks", "exit-status", "example"], "docs/exit-status.md": ["exit-status"]}


def test_a_part_that_nothing_makes_is_refused() -> None:
    page = "<!-- made by scripts/make_docs.py: weather -->\nold\n<!-- end: weather -->\n"
    with pytest.raises(ValueError, match=r"^page\.md: nothing makes the part 'weather'; there are run, checks, "):
        script("make_docs").with_parts(page, "page.md")


def test_a_report_is_cut_to_its_head_what_is_shown_and_its_end() -> None:
    paragraphs = [
        "form.pdf\n  Read  all",
        "Provision by provision",
        "  1.2  page 1\n    error: A.",
        "  1.3  page 1\n    error: B.",
        "  3.6  page 2\n    error: C.",
        "The same in several provisions",
        "  note: D: 5 provisions",
        "--verbose lists all.",
    ]
    assert script("make_docs").cut("\n" + "\n\n".join(paragraphs) + "\n").split("\n\n") == [
        "form.pdf\n  Read  all",
        "Provision by provision",
        "  […]",
        "  3.6  page 2\n    error: C.",
        "The same in several provisions",
        "  […]",
        "--verbose lists all.",
    ]


def test_a_check_s_page_says_what_its_docstring_says() -> None:
    check = next(each for each in CHECKS if each.id == "empty-evidence")
    page = script("make_docs").check_page(check)
    titles = re.findall(r"^#+ (.*)$", page, re.M)
    told = list(paragraphs(check.help))
    assert titles == ["empty-evidence", *(label for label, _ in told if label)]
    assert [f"## {label}\n\n{text}\n" if label else f"\n{text}\n" for label, text in told if text not in page] == []
    assert ("judges words" in page) is (check.method is Method.HEURISTIC)


def test_the_accuracy_page_was_measured_on_the_documents_that_there_are() -> None:
    """Without reading one of them: whichever is added, taken away or changed in kind, the page is stale."""
    measure = script("measure_accuracy")
    truths = [json.loads(path.read_text("utf-8")) for path in sorted((measure.ZOO / "truth").glob("*.json"))]
    readings = [measure.Reading(each, measure.Score(documents=1, rows=len(each.get("rows", ())))) for each in truths]
    there = [(title, name, *score.cells()[:2]) for title, lines in measure.tables(readings) for name, score in lines]
    page, told, title = (ROOT / "docs" / "accuracy.md").read_text("utf-8"), [], ""
    for line in page.splitlines():
        title = line.removeprefix("## ") if line.startswith("## ") else title
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0]:
            told.append((title, *cells[:3]))
    assert told == there, "run python -m scripts.measure_accuracy --write"
    assert {truth["file"] for truth in truths} == {
        path.name for path in measure.ZOO.iterdir() if path.is_file() and path.name != "README.md"
    }


def test_the_exit_status_is_told_of_every_exit_code() -> None:
    told = [int(status) for status in re.findall(r"^  (\d+) ", EXIT_STATUS, re.M)]
    assert told == [code.value for code in ExitCode]
    assert script("make_docs").exit_table().count("\n") == 2 + len(ExitCode)


# ── what is written by hand ──────────────────────────────────────────────────────────────────────


def anchors(text: str) -> set[str]:
    """The anchors that headings get: small letters, digits and hyphens."""
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    dead = []
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if file.startswith(("https://", "http://")):
            continue
        found = page.parent / file if file else page
        if not found.exists() or (anchor and anchor not in anchors(found.read_text(encoding="utf-8"))):
            dead.append(target)
    assert dead == []


# After a prompt, as a step of a workflow, or in a sentence.
_COMMAND = re.compile(r"^\$ (hoscheck .+)$|^ *- run: (hoscheck .+)$|`(hoscheck [a-z][^`\n]*)`", re.M)


NAMED = ("audit", "explain")  # that stand in sentences without the arguments that they need


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each hoscheck command that the documentation shows, as page and words; redirections and comments left out."""
    for page in WRITTEN:
        for line in _COMMAND.findall(page.read_text(encoding="utf-8")):
            words = shlex.split("".join(line), comments=True)
            if words[1:] and words[1:] not in ([name] for name in NAMED):
                yield page.name, words[1:]


def refused(arguments: list[str]) -> str | None:
    """What the command line has against these words; None where it takes them. Nothing is run."""
    command = typer.main.get_command(build(arguments[0]))
    try:
        context = command.make_context("hoscheck", list(arguments))
        while isinstance(command, typer.core.TyperGroup):  # a group of commands: go on with the one that is named
            words = [*context._protected_args, *context.args]
            name, named, rest = command.resolve_command(context, words)
            assert named is not None
            command = named
            context = command.make_context(name, rest, parent=context)
    except typer.Exit:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def test_every_command_that_is_shown_is_taken_by_the_command_line() -> None:
    shown = list(commands())
    assert {arguments[0] for _, arguments in shown} == set(COMMANDS)
    assert [(page, arguments, why) for page, arguments in shown if (why := refused(arguments))] == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert refused(["audit", "form.pdf", "--jobs", "auto"]) is None
    assert str(refused(["audit", "form.pdf", "--nothing-of-the-kind"])).startswith("NoSuchOption")
    assert str(refused(["rulebook", "shwo", "2024"])).startswith("UsageError")


def test_the_readme_names_every_format() -> None:
    reading, _, writing = README.partition("| read |")[2].partition("| written |")
    words = {"pdf": "| PDF |", "docx": "`.docx`", "html": "`.html`", "plain": "`.txt`"}
    assert words.keys() == set(READERS)
    assert [word for word in words.values() if word not in reading] == []
    told = {
        name: set(re.findall(r"`(\.[a-z.]+)`", line))
        for name in FORMATS
        for line in re.findall(rf"^\|.*\| `{name}` \|.*$", writing, re.M)
    }
    assert told == {name: {suffix for suffix, writer in _SUFFIXES if writer == name} for name in FORMATS}


def test_the_readme_s_workflow_is_yaml_that_uploads_what_it_writes() -> None:
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.M | re.S)
    steps = yaml.safe_load(block)["jobs"]["audit"]["steps"]
    (audit,) = (step["run"] for step in steps if step.get("run", "").startswith("hoscheck"))
    (upload,) = (step["with"]["sarif_file"] for step in steps if "upload-sarif" in step.get("uses", ""))
    assert audit.split()[-2:] == ["-o", upload]


# Which argument is the reason, by the function that takes it.
REASON_AT = {"Unreadable": 0, "worker_failure": 2, "Failure": 3, "reason": 0, "_give_up": 0}


def literal_reasons() -> Iterator[str]:
    """The reasons that the code gives for not judging a document, as far as they are written out in it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for argument in node.args[REASON_AT.get(name, 9) :][:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_every_reason_for_not_judging_is_explained() -> None:
    explained = (ROOT / "docs" / "exit-status.md").read_text(encoding="utf-8")
    found = {re.sub(r"^(limit|crash):.*", r"\1:…", reason) for reason in literal_reasons()}
    assert {"not-a-form", "password", "timeout", "interrupted", "memory", "parts-lost", "limit:…"} <= found
    assert [reason for reason in sorted(found) if f"`{reason}`" not in explained] == []
