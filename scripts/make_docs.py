"""Write the generated parts of README.md and docs/: `make docs`, or `python scripts/make_docs.py --check` to compare.

Generated are the files `docs/checks/*.md` as a whole (from the checks' docstrings), and in other files what stands
between `<!-- made by scripts/make_docs.py: NAME -->` and `<!-- end: NAME -->`: a real run, the table of checks, the
exit status, what the Python example prints. `tests/test_docs.py` fails where a file is not what this script makes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hoscheck import checks
from hoscheck.cli.terms import EXIT_STATUS
from hoscheck.manual import paragraphs
from hoscheck.model import Check, Method
from hoscheck.settings import MIN_CERTAINTY

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/exit-status.md")  # that have generated parts
SAMPLE = "fixtures/forms/faults-2024.libreoffice.pdf"
# Of the sample's report, these are shown whole, beside its head and its end.
SHOWN = ("3.6", "6.9", "error: Yes, but no evidence")
CUT = "  […]"

FAMILIES = {
    "DOC": "The document",
    "PRV": "The provisions",
    "ANS": "The answers",
    "EVI": "The evidence",
    "TIM": "Time limits and promises",
    "GOV": "The governing body",
}
_PART = re.compile(
    r"(?P<begin><!-- made by scripts/make_docs\.py: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end: (?P=name) -->)", re.S
)
_EXAMPLE = re.compile(r"^```python\n(?P<code>.*?)^```$", re.M | re.S)
_STATUS = re.compile(r"^  (?P<status>\d+)\s+(?P<meaning>\S.*(?:\n {7}\S.*)*)", re.M)


# ── the parts ────────────────────────────────────────────────────────────────────────────────────


def run(_page: str) -> str:
    """A real run on the sample, cut to what a reader needs to see what reports are like."""
    report = _said("-m", "hoscheck", "audit", SAMPLE, "--exit-zero")
    return f"```console\n$ hoscheck audit {SAMPLE}\n\n{cut(report)}\n```\n"


def example(page: str) -> str:
    """What the first Python example of a page prints."""
    found = _EXAMPLE.search(page)
    if found is None:
        raise ValueError("there is no Python example whose output could be shown")
    return f"```text\n{_said('-c', found['code'])}```\n"


def _said(*arguments: str) -> str:
    """What a Python process prints, started in the project's folder; RuntimeError where it fails."""
    unset = ("COLUMNS", "FORCE_COLOR", "HOSCHECK_DEBUG")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def cut(report: str) -> str:
    """A text report without the paragraphs between its first heading and its end that SHOWN does not name."""
    paragraphs = report.strip("\n").split("\n\n")
    first = next(at for at, each in enumerate(paragraphs) if not each.startswith(" ") and at > 0)
    kept: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        title = paragraph.strip().split("  ")[0]
        heading = not paragraph.startswith(" ")
        if at < first or heading or any(title == shown or title.startswith(f"{shown}:") for shown in SHOWN):
            kept.append(paragraph)
        elif kept[-1] != CUT:
            kept.append(CUT)
    return "\n\n".join(kept)


def check_table(checks: Sequence[Check], pages: str) -> str:
    """The checks, with severity and method; `pages` is the folder of their pages as seen from the table's file."""
    lines = ["| code | id | severity | method | what it finds |", "|---|---|---|---|---|"]
    for check in checks:
        link = f"[{check.id}]({pages}{page_name(check)})"
        lines.append(f"| {check.code} | {link} | {check.severity.word} | {check.method} | {check.title} |")
    return "\n".join(lines) + "\n"


def exit_table() -> str:
    """The exit status as `hoscheck --help` prints it."""
    lines = ["| status | meaning |", "|---|---|"]
    for entry in _STATUS.finditer(EXIT_STATUS):
        lines.append(f"| {entry['status']} | {' '.join(entry['meaning'].split())} |")
    return "\n".join(lines) + "\n"


# What makes each part, given the page that it stands on.
PARTS: dict[str, Callable[[str], str]] = {
    "run": run,
    "checks": lambda _page: check_table(checks.CHECKS, "docs/checks/"),
    "exit-status": lambda _page: exit_table(),
    "example": example,
}


def with_parts(text: str, file: str) -> str:
    """The text with each generated part made anew. Raises ValueError for a part that nothing makes."""

    def made(part: re.Match[str]) -> str:
        if part["name"] not in PARTS:
            raise ValueError(f"{file}: nothing makes the part {part['name']!r}; there are {', '.join(PARTS)}")
        return f"{part['begin']}\n{PARTS[part['name']](text)}\n{part['end']}"

    return _PART.sub(made, text)


# ── the checks' pages ────────────────────────────────────────────────────────────────────────────


def page_name(check: Check) -> str:
    """`EVI301-empty-evidence.md`."""
    return f"{check.code}-{check.id}.md"


_UNSURE = (
    "It judges words: each finding carries a certainty and the words it rests on, and what is less certain than "
    f"`--min-certainty` ({MIN_CERTAINTY}) is shown apart, to be reviewed by hand, and counts nowhere."
)


def check_page(check: Check) -> str:
    """What a check's docstring says, as a page."""
    facts = f"**{check.code}** · {check.severity.word} · {check.method} · {check.title}"
    lines = [f"# {check.id}", "", facts, ""]
    for label, text in paragraphs(check.help):
        lines += [f"## {label}", "", text, ""] if label else [text, ""]
    if check.method is Method.HEURISTIC:
        lines += [_UNSURE, ""]
    lines += [f"`hoscheck explain {check.code}` prints this page; `--ignore {check.code}` leaves the check out.", ""]
    return "\n".join(lines)


def index(checks: Sequence[Check]) -> str:
    """The page that lists the checks by family."""
    lines = [
        "# The checks",
        "",
        "A code never changes its meaning. Codes, ids and prefixes (`EVI`) can be given to `--select` and `--ignore`.",
        "An *exact* check reads a fact; a *heuristic* one judges words, and can be mistaken.",
        "",
    ]
    for prefix, title in FAMILIES.items():
        family = [check for check in checks if check.code.startswith(prefix)]
        if family:
            lines += [f"## {title}", "", *check_table(family, "").splitlines(), ""]
    return "\n".join(lines)


# ── all of it ────────────────────────────────────────────────────────────────────────────────────


def made(root: Path = ROOT) -> dict[str, str]:
    """Each file that holds something generated, by its path below `root`, with the text that it must have."""
    files = {page: with_parts((root / page).read_text(encoding="utf-8"), page) for page in PAGES}
    files["docs/checks/README.md"] = index(checks.CHECKS)
    files |= {f"docs/checks/{page_name(check)}": check_page(check) for check in checks.CHECKS}
    return files


def stale(files: dict[str, str], root: Path = ROOT) -> list[str]:
    """The paths of files that differ from what they must be, and of pages of checks that are no more."""
    changed = [path for path, text in files.items() if not (root / path).is_file() or _text(root / path) != text]
    left = (path.relative_to(root).as_posix() for path in (root / "docs" / "checks").glob("*.md"))
    return sorted([*changed, *(path for path in left if path not in files)])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the files, or with `--check` name those that are stale and return 1 where there are any."""
    files = made()
    old = stale(files)
    if "--check" in arguments:
        print("\n".join(old) or "all generated documentation is as it must be")
        return 1 if old else 0
    (ROOT / "docs" / "checks").mkdir(parents=True, exist_ok=True)
    for path in old:
        if path in files:
            (ROOT / path).write_text(files[path], encoding="utf-8", newline="\n")
        else:
            (ROOT / path).unlink()
        print(f"{'wrote' if path in files else 'removed'} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
