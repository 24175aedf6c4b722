"""The promises that the project makes about itself: parts are listed, documented and tested, imports stay light, the
wheel is whole, and nothing in the repository speaks of the machine that it was written on."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import hoscheck
from hoscheck.checks import CHECKS
from hoscheck.extract import READERS
from hoscheck.manual import paragraphs
from hoscheck.model import HELP_LABELS, Check
from hoscheck.report import FORMATS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "hoscheck"
SAMPLE = ROOT / "fixtures" / "forms" / "faults-2024.docx"
HEAVY = (
    "pdfplumber",
    "pdfminer",
    "docx",
    "lxml",
    "rich",
    "rapidfuzz",
    "yaml",
    "junitparser",
    "pypdfium2_raw",
    "pydantic",
)


def python(*arguments: str, cwd: Path = ROOT, path: Path = ROOT / "src") -> str:
    """What a Python process prints, with `path` before everything else that it imports from."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def defining(folder: Path, name: str) -> set[str]:
    """The modules directly in a folder, packages among them, that assign `name`."""
    found = set()
    for path in [*folder.glob("*.py"), *folder.glob("*/__init__.py")]:
        module = path.parent.name if path.name == "__init__.py" else path.stem
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
                found.add(module)
    return found


# ── parts ────────────────────────────────────────────────────────────────────────────────────────


def test_every_check_is_listed_under_the_name_of_its_file() -> None:
    files = {path.stem for path in (PACKAGE / "checks").glob("*.py")} - {"__init__"}
    assert files == {check.id.replace("-", "_") for check in CHECKS} == defining(PACKAGE / "checks", "CHECK")
    for check in CHECKS:
        assert import_module(f"hoscheck.checks.{check.id.replace('-', '_')}").CHECK is check


def test_codes_ids_and_severities_are_those_that_were_promised() -> None:
    assert [(check.code, check.id, check.severity.word) for check in CHECKS] == [
        ("DOC004", "edition-unclear", "warning"),
        ("DOC005", "outdated-code", "error"),
        ("PRV101", "missing-provision", "error"),
        ("PRV102", "duplicate-provision", "warning"),
        ("PRV103", "number-text-mismatch", "error"),
        ("PRV104", "altered-requirement", "warning"),
        ("ANS201", "blank-answer", "error"),
        ("ANS202", "unclear-answer", "warning"),
        ("ANS203", "no-without-explanation", "error"),
        ("ANS204", "no-without-date", "warning"),
        ("ANS205", "answer-contradicted", "warning"),
        ("EVI301", "empty-evidence", "error"),
        ("EVI302", "policy-only-evidence", "warning"),
        ("EVI303", "evidence-in-commentary", "note"),
        ("EVI304", "boilerplate-evidence", "note"),
        ("EVI305", "restated-requirement", "warning"),
        ("EVI306", "malformed-link", "note"),
        ("TIM401", "timescale-conflict", "warning"),
        ("TIM402", "overdue-promise", "warning"),
        ("GOV501", "no-assessment-date", "note"),
        ("GOV502", "stale-assessment", "note"),
        ("GOV503", "no-approval", "note"),
        ("GOV504", "no-governing-body-response", "note"),
    ]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_why_it_is_there_and_has_cases_on_both_sides(check: Check) -> None:
    told = list(paragraphs(check.help))
    assert [label for label, _ in told] == ["", *HELP_LABELS], "one paragraph each, in this order"
    assert re.match(r"[A-Z].*\.\n\n", check.help), "its first line is a sentence by itself"
    assert [label for label, text in told if not text.endswith((".", '"', "”"))] == [], "whole sentences"
    assert re.search(r"\bCodes?\b", dict(told)["Source"]), "the paragraph of the Code that it rests on"
    cases = yaml.safe_load((ROOT / "fixtures" / "checks" / f"{check.id}.yaml").read_text(encoding="utf-8"))
    assert {bool(case["finds"]) for case in cases} == {True, False}


def test_no_cases_are_left_of_a_check_that_is_gone() -> None:
    files = {path.stem for path in (ROOT / "fixtures" / "checks").iterdir()}
    assert files == {check.id for check in CHECKS}


def test_every_reader_is_listed() -> None:
    assert set(READERS) == defining(PACKAGE / "extract", "EXTRACTOR")
    assert READERS[-1] == "plain", "it takes whatever it is given"


def test_every_reporter_is_listed_under_its_name() -> None:
    assert set(FORMATS.values()) == defining(PACKAGE / "report", "REPORTER")
    for name, module in FORMATS.items():
        assert import_module(f"hoscheck.report.{module}").REPORTER.name == name


# ── modules ──────────────────────────────────────────────────────────────────────────────────────


def test_the_command_line_loads_nothing_heavy() -> None:
    commands = " ".join(f"hoscheck.cli.{path.stem}," for path in (PACKAGE / "cli").glob("[a-z]*.py"))
    program = f"import sys, {commands} hoscheck.cli; print(sorted(set({HEAVY}) & set(sys.modules)))"
    assert python("-c", program) == "[]\n"


def test_asking_for_the_version_loads_nothing_at_all() -> None:
    program = "import sys; sys.argv[1:] = ['--version']; from hoscheck.__main__ import main; main(); "
    program += "print(*sorted(each for each in sys.modules if each.split('.')[0] == 'hoscheck'))"
    version = hoscheck.__version__
    assert python("-c", program) == f"hoscheck {version}\nhoscheck hoscheck.__main__ hoscheck._version\n"


def test_the_installed_command_gives_the_version_of_the_package() -> None:
    from hoscheck._version import __version__

    assert python("-m", "hoscheck", "--version") == f"hoscheck {__version__}\n"
    assert python("-m", "hoscheck", "-V") == f"hoscheck {__version__}\n"
    assert hoscheck.__version__ == importlib.metadata.version("hoscheck") == __version__


def test_only_the_command_line_prints() -> None:
    printing = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert [path for path in printing if not path.startswith("cli/")] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if path.stem in ("utils", "helpers", "common", "base", "misc")] == []


def test_imports_go_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken\.", done.stdout), done.stdout


# ── the wheel ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as pip builds it for a user."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []  # else pip fetches what builds it
    python("-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    sources = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    wanted = {f"hoscheck/{path.relative_to(PACKAGE).as_posix()}" for path in sources}
    wanted |= {f"hoscheck/_rules/{path.name}" for path in (ROOT / "rules").glob("*.yaml")}
    assert sorted(names) == sorted(wanted)
    assert {"hoscheck/_rules/hos-2022.yaml", "hoscheck/words/answers.yaml", "hoscheck/py.typed"} <= wanted
    assert "hoscheck/report/hoscheck-1.schema.json" in wanted


def test_the_wheel_audits_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    python("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    where = "import hoscheck.rulebook as it; print(it.__file__, *{path.parent for path in it._files()})"
    package = target / "hoscheck"
    assert python("-c", where, cwd=tmp_path, path=target) == f"{package / 'rulebook.py'} {package / '_rules'}\n"
    arguments = ("-m", "hoscheck", "audit", str(SAMPLE), "--exit-zero", "--format", "json")
    installed, here = (json.loads(python(*arguments, cwd=tmp_path, path=path)) for path in (target, ROOT / "src"))
    assert installed == here
    assert (installed["summary"]["complete"], len(installed["reports"][0]["rows"])) == (1, 72)


# ── the repository ───────────────────────────────────────────────────────────────────────────────


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are in the repository or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("git is not here, so the files of the repository are not known")
    if done.returncode:
        pytest.skip("this is no checkout, so the files of the repository are not known")
    return tuple(path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file())


# Written so that this file does not hold what it looks for.
_ELSEWHERE = {
    "a folder of one machine": rb"(?<![\w.$}/-])/(?:wor[k]|roo[t]|hom[e]/\w+|Users/\w+|opt/pyp[i])/",
    "a folder beside the checkout": rb"\.\./share[d]\b",
    "an address of a package index": rb"(?i)(?:pyp[i]\.org/simple|pythonhoste[d]|registry\.npmj[s]|index-ur[l])",
}
# The script that the project's own CI starts looks for labelled samples beside the checkout.
_MAY_LOOK_BESIDE = {".ci/run"}


@pytest.mark.parametrize("what", _ELSEWHERE)
def test_no_file_names(what: str) -> None:
    pattern = re.compile(_ELSEWHERE[what])
    named = {path.relative_to(ROOT).as_posix() for path in tracked() if pattern.search(path.read_bytes())}
    assert named - _MAY_LOOK_BESIDE == set()


def closure(name: str, extras: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The installed distributions that one needs, itself included: names as their packages write them, and versions."""
    waiting, seen = [(name, extras)], set()
    while waiting:
        name, extras = waiting.pop()
        if (canonicalize_name(name), extras) in seen:
            continue
        seen.add((canonicalize_name(name), extras))
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of an extra that is not installed here
        yield found.metadata["Name"], found.version
        for requirement in map(Requirement, found.requires or ()):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
                waiting.append((requirement.name, frozenset(requirement.extras)))


def test_every_package_that_is_needed_is_pinned() -> None:
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert lines == sorted(lines, key=str.lower)
    pinned = {canonicalize_name(line.partition("==")[0]) for line in lines}
    needed = {*closure("hoscheck", frozenset({"dev", "fixtures"})), *closure("hatchling", frozenset())}
    wanted = [f"{name}=={version}" for name, version in sorted(needed, key=lambda each: each[0].lower())]
    lacking = [line for line in wanted if canonicalize_name(line.partition("==")[0]) not in pinned | {"hoscheck"}]
    assert lacking == [], "add these lines to constraints.txt"
