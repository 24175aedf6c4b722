"""The report that people read: the summary first, then what to put right, provision by provision.

Plain text; colour only where it is asked for. What comes from a document is shown with its control characters spelled
out.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hoscheck.model import (
    Answer,
    Failure,
    Finding,
    Look,
    Method,
    Report,
    Reporter,
    Requirement,
    Rulebook,
    Run,
    Severity,
    Support,
)
from hoscheck.report.clean import one_line, sentence
from hoscheck.report.place import place, standing

# A check that fires on more provisions than this is told once, with the list of them; --verbose shows each.
ROLL_UP = 4
# … and these are gathered by what they say, since one fault stands in several rows.
ROLL_UP_BY_MESSAGE = frozenset({"boilerplate-evidence"})
# The Code's words are quoted up to here; --verbose quotes them whole.
QUOTE = 260
# A path keeps so many of its last characters in the table, however narrow the screen.
PATH = 44
# More documents than this are shown as a table only; --verbose shows each.
IN_FULL = 3

_ANSWERS = (
    (Answer.YES, "Yes"),
    (Answer.NO, "No"),
    (Answer.PARTIAL, "partly"),
    (Answer.NOT_APPLICABLE, "not applicable"),
    (Answer.BLANK, "blank"),
    (Answer.UNCLEAR, "unclear"),
)
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "title": "bold", "faint": "dim", "good": "green"}


class _Line(NamedTuple):
    """A line before it is wrapped: `hang` is the indent of the lines after the first."""

    text: str
    style: str = ""
    indent: int = 0
    hang: int | None = None


def render(run: Run, look: Look) -> str:
    """The whole run as text, ending in a line break."""
    lines = list(_run(run, look))
    if look.colour:
        return _coloured(lines, look)
    return "".join(f"{text}\n" for line in lines for text in _wrapped(line, look))


def _run(run: Run, look: Look) -> Iterator[_Line]:
    many = len(standing(run)) > 1
    if many:
        yield from _table(run, look)
    if not many or look.verbose or len(run.outcomes) <= IN_FULL:
        for outcome in run.outcomes:
            yield _Line("")
            yield from _failure(outcome) if isinstance(outcome, Failure) else _report(run, outcome, look)
    else:
        if run.failures:
            yield _Line("")
        for outcome in run.failures:
            yield from _failure(outcome)
        yield _Line("")
        yield _Line("Run hoscheck audit on one document, or use --verbose, to see what to put right in each.", "faint")
    if many:
        yield _Line("")
        yield _Line(_totals(run), "title")


# ── one document ─────────────────────────────────────────────────────────────────────────────────


def _failure(failure: Failure) -> Iterator[_Line]:
    yield _Line(f"{one_line(failure.path)}: NOT JUDGED ({failure.reason})", "error")
    yield _Line(sentence(_capital(one_line(failure.message))), indent=2)


def _report(run: Run, report: Report, look: Look) -> Iterator[_Line]:
    rulebook = run.rulebook(report.detection.rulebook)
    yield _Line(one_line(report.path), "title")
    yield from _summary(run, report, rulebook)
    whole = [each for each in report.findings if each.provision is None]
    rest = [each for each in report.findings if each.provision is not None]
    rolled, single = _rolled(rest, look)
    if whole:
        yield from _heading("The document as a whole")
        for finding in whole:
            yield from _finding(finding, look)
    if single:
        yield from _heading("Provision by provision")
        yield from _by_provision(single, rulebook, look)
    if rolled:
        yield from _heading("The same in several provisions")
        for findings in rolled:
            yield from _roll(run, findings)
    if report.reviews:
        yield from _heading("To review by hand (too uncertain to count)")
        yield from _by_provision(report.reviews, rulebook, look)
    if look.verbose:
        yield from _reasons(report)
    yield from _closing(report, bool(rolled))


def _summary(run: Run, report: Report, rulebook: Rulebook) -> Iterator[_Line]:
    if report.landlord:
        yield _entry("Landlord", one_line(report.landlord))
    if report.assessed_on:
        yield _entry("Assessed on", _date(report.assessed_on))
    how = "recognised by its text" if report.detection.detected else "as you named it"
    yield _entry("Code", f"{rulebook.title}, {how}")
    pages = f"{report.pages} pages, " if report.pages and report.pages > 1 else "1 page, " if report.pages else ""
    if report.complete:
        seen = sum(each.row.recognised for each in report.rows)
        scan = f"; {_number(seen, 'row')} by text recognition: compare them with the page" if seen else ""
        yield _entry("Read", f"{pages}the whole document{scan}")
    else:
        yield _entry(
            "Read", f"{pages}ONLY IN PART ({', '.join(report.reasons)}): judge by hand what is missing", "error"
        )
    missing = report.provisions - report.present
    yield _entry(
        "Provisions", f"{report.present} of {report.provisions} present" + (f", {missing} missing" if missing else "")
    )
    yield _entry(
        "Answers", ", ".join(f"{report.answers[a]} {word}" for a, word in _ANSWERS if report.answers[a]) or "none"
    )
    yield _entry("Evidence", _evidence(report))
    yield _entry("Result", _result(run, report), "error" if run.fails(report) else "good")


def _entry(label: str, text: str, style: str = "") -> _Line:
    return _Line(f"{label:<12} {text}", style, indent=2, hang=15)


def _evidence(report: Report) -> str:
    rows = sum(report.support.values())
    cited, none = report.support[Support.CITATION], report.support[Support.NONE]
    if not rows:
        return "no provision was found"
    text = f"{report.support[Support.STATEMENT]} of {rows} provisions say how they are met"
    if cited:
        text += f"; {cited} ({_percent(cited, rows)}) only point to a policy or other document"
    if none:
        text += f"; {none} {'gives' if none == 1 else 'give'} nothing"
    return text


def _percent_of(share: float) -> str:
    return f"{round(100 * share)} %"


def _percent(part: int, whole: int) -> str:
    return _percent_of(part / whole)


def _result(run: Run, report: Report) -> str:
    counted = _counted(report)
    broken = [failure for failure in run.failures if failure.path == report.path]
    if broken:
        return f"NOT JUDGED WHOLE: {_number(len(broken), 'check')} broke down; {counted}"
    if not report.findings:
        return "nothing to put right" if report.complete else "nothing found in the part that was read"
    if run.fail_on is None:
        return counted
    if run.fails(report):
        return f"NOT YET READY: {counted}"
    return f"passes, with {counted}"


def _counted(report: Report) -> str:
    return (
        ", ".join(_number(count, severity.word) for severity, count in report.counts.items() if count) or "no findings"
    )


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _date(day: object) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _heading(text: str) -> Iterator[_Line]:
    yield _Line("")
    yield _Line(text, "title")


# ── findings ─────────────────────────────────────────────────────────────────────────────────────


def _rolled(findings: Sequence[Finding], look: Look) -> tuple[list[list[Finding]], list[Finding]]:
    """Findings of checks that fire on many provisions, gathered by check, and all others. What says by its nature the
    same of several provisions ("the same evidence as 5 others") is gathered by what it says, however few they are."""
    if look.verbose:
        return [], list(findings)
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        shared = finding.message if finding.check in ROLL_UP_BY_MESSAGE else ""
        groups[finding.check, shared].append(finding)
    rolled = [each for (_, shared), each in groups.items() if len(each) > (1 if shared else ROLL_UP)]
    gathered = sorted(rolled, key=lambda each: (-max(f.severity for f in each), each[0].code))
    told = {id(finding) for each in rolled for finding in each}
    return gathered, [each for each in findings if id(each) not in told]


def _by_provision(findings: Iterable[Finding], rulebook: Rulebook, look: Look) -> Iterator[_Line]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.provision or "", []).append(finding)
    titles = {section.number: section.title for section in rulebook.sections}
    for number, group in groups.items():
        requirement = rulebook.by_number.get(number)
        at = next((spoken(each) for each in group if spoken(each)), "")
        title = titles.get(requirement.section, "") if requirement else ""
        yield _Line("")
        yield _Line(
            "  ".join(part for part in (number, at, f"({title})" if title else "") if part), "title", indent=2, hang=6
        )
        for finding in group:
            yield from _finding(finding, look)
        if requirement is not None:
            yield _Line(f"The Code: {_quoted(requirement, look)}", "faint", indent=4, hang=6)


def _reasons(report: Report) -> Iterator[_Line]:
    """Why each row's evidence was judged as it was: the words taken as a citation, and those that were left."""
    yield from _heading("How the evidence of each provision was judged")
    for each in report.rows:
        reason = each.row.reason
        if each.provision is None or not (reason.cited or reason.left):
            continue
        yield _Line(f"{each.provision}  {each.row.support.value}", indent=2, hang=6)
        if reason.cited:
            yield _Line(f"taken as citation: {_clauses(reason.cited)}", "faint", indent=4, hang=6)
        if reason.left:
            yield _Line(f"says how: {_clauses(reason.left)}", "faint", indent=4, hang=6)


def _clauses(texts: Sequence[str]) -> str:
    return "; ".join(f'"{one_line(text)}"' for text in texts)


def _finding(finding: Finding, look: Look) -> Iterator[_Line]:
    word = finding.severity.word
    told = look.verbose and finding.method is Method.HEURISTIC
    sure = f", {_percent_of(finding.certainty)} certain" if told else ""
    said = sentence(_capital(one_line(finding.message)))
    yield _Line(f"{word}: {said}  [{finding.code}{sure}]", word, indent=4, hang=6)
    yield _Line(f"Do: {one_line(finding.advice)}", indent=6, hang=10)


def _roll(run: Run, findings: Sequence[Finding]) -> Iterator[_Line]:
    first = findings[0]
    worst = max(each.severity for each in findings)
    title = run.check(first.check).title
    yield _Line("")
    yield _Line(f"{worst.word}: {title}: {len(findings)} provisions  [{first.code}]", worst.word, indent=2, hang=4)
    yield _Line(_places(findings), indent=4)
    example = f"For example {first.provision}: {sentence(one_line(first.message))}"
    yield _Line(example, "faint", indent=4, hang=6)
    yield _Line(f"Do: {one_line(first.advice)}", indent=4, hang=8)


def _places(findings: Sequence[Finding]) -> str:
    """The provisions of findings, each page told once: "1.4, 1.5 (page 2), 2.1 (page 3)"."""
    groups: list[tuple[str, list[str]]] = []
    for finding in findings:
        at = spoken(finding, row=False)
        if groups and groups[-1][0] == at:
            groups[-1][1].append(finding.provision or "")
        else:
            groups.append((at, [finding.provision or ""]))
    return ", ".join(", ".join(numbers) + (f" ({at})" if at else "") for at, numbers in groups)


def spoken(finding: Finding, row: bool = True) -> str:
    """The place of a finding in words: "page 7, row 3", "pages 7-8", "line 40"; the file first, where a form is spread
    over several."""
    at = finding.location
    if at is None:
        return ""
    if at.part is not None:
        inside = spoken(replace(finding, location=replace(at, part=None)), row)
        return ", ".join(each for each in (one_line(at.part), inside) if each)
    if at.page is not None:
        last = at.end_page or at.page
        pages = f"pages {at.page}-{last}" if last != at.page else f"page {at.page}"
        return f"{pages}, row {at.row} of the table" if row and at.row else pages
    if at.line is not None:
        return f"line {at.line}" if row else ""
    if at.table is not None:
        return f"table {at.table}, row {at.row}" if row and at.row else f"table {at.table}"
    return place(at)


def _quoted(requirement: Requirement, look: Look) -> str:
    text = one_line(requirement.text)
    if not look.verbose and len(text) > QUOTE:
        text = text[:QUOTE].rsplit(" ", 1)[0] + " …"
    return text if look.unicode else text.replace("…", "...")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _closing(report: Report, rolled: bool) -> Iterator[_Line]:
    if not report.findings:
        return
    code = max(report.findings, key=lambda each: each.severity).code
    yield _Line("")
    if rolled:
        yield _Line("--verbose lists every finding with the Code's full words.", "faint")
    yield _Line(f"hoscheck explain {code} tells more about a check.", "faint")


# ── several documents ────────────────────────────────────────────────────────────────────────────


def _table(run: Run, look: Look) -> Iterator[_Line]:
    rows: list[tuple[str, ...]] = [
        ("Document", "Code", "Provisions", "Errors", "Warnings", "Notes", "Cites only", "Result")
    ]
    words = standing(run)
    styles = ["title"]
    for path, word in words.items():
        report = next((each for each in run.reports if each.path == path), None)
        if report is None:
            reason = next(each.reason for each in run.failures if each.path == path)
            rows.append((one_line(path), "-", "-", "-", "-", "-", "-", f"not judged: {reason}"))
            styles.append("error")
            continue
        rows.append(_table_row(run, report, word))
        styles.append("error" if word != "complete" or run.fails(report) else "")
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    widths[0] = min(widths[0], max(PATH, look.width - sum(widths[1:]) - 2 * len(widths)))
    for row, style in zip(rows, styles, strict=True):
        first = row[0] if len(row[0]) <= widths[0] else "..." + row[0][len(row[0]) - widths[0] + 3 :]
        cells = [f"{first:<{widths[0]}}", f"{row[1]:<{widths[1]}}"]
        cells += [f"{text:>{width}}" for text, width in zip(row[2:7], widths[2:7], strict=True)]
        yield _Line("  ".join([*cells, row[7]]), style, hang=-1)


def _table_row(run: Run, report: Report, word: str) -> tuple[str, ...]:
    counts = report.counts
    rows = sum(report.support.values())
    result = "fail" if run.fails(report) else "pass"
    if word != "complete":
        result = "read in part" if word == "partial" else "not judged whole"
    return (
        one_line(report.path),
        run.rulebook(report.detection.rulebook).edition,
        f"{report.present}/{report.provisions}",
        *(str(counts[severity]) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)),
        _percent(report.support[Support.CITATION], rows) if rows else "-",
        result,
    )


def _totals(run: Run) -> str:
    words = list(standing(run).values())
    failing = sum(run.fails(each) for each in run.reports)
    told = [
        f"{words.count('complete')} read whole",
        f"{words.count('partial')} in part",
        f"{words.count('unread')} not judged",
    ]
    return f"{len(words)} documents: {', '.join(told)}; {failing} with findings to put right."


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────


def _wrapped(line: _Line, look: Look) -> list[str]:
    if not line.text:
        return [""]
    if line.hang == -1:  # a table's row is not wrapped
        return [line.text.rstrip()]
    first = " " * line.indent
    rest = " " * (line.indent if line.hang is None else line.hang)
    width = max(40, look.width)
    return textwrap.wrap(line.text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]


def _coloured(lines: Sequence[_Line], look: Look) -> str:
    import io

    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", width=10_000, highlight=False, markup=False
    )
    for line in lines:
        for text in _wrapped(line, look):
            console.print(Text(text, style=_STYLES.get(line.style, "")), soft_wrap=True)
    return out.getvalue()


REPORTER = Reporter(name="text", suffix=".txt", render=render)
