"""The report that people read: the summary first, then what to put right, provision by provision.

Plain text; colour only where it is asked for. What comes from a document is shown with its control characters spelled
out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from hoscheck.model import Answer, Failure, Look, Report, Reporter, Rulebook, Run, Severity, Support
from hoscheck.report.clean import one_line, sentence
from hoscheck.report.place import standing
from hoscheck.report.told import Line, capital, findings, heading, percent

# The least and the most of a path that the table shows, its end; where less fits, the figures stand on a second line.
PATH = (20, 60)
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
_AMOUNTS_TO = {
    Support.NONE: "gives nothing",
    Support.CITATION: "only points to a policy or other document",
    Support.STATEMENT: "says how it is met",
}
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "title": "bold", "faint": "dim", "good": "green"}


def render(run: Run, look: Look) -> str:
    """The whole run as text, ending in a line break."""
    lines = list(_run(run, look))
    if look.colour:
        return _coloured(lines, look)
    return "".join(f"{text}\n" for line in lines for text in _wrapped(line, look))


def _run(run: Run, look: Look) -> Iterator[Line]:
    many = len(standing(run)) > 1
    if many:
        yield from _table(run, look)
    if not many or look.verbose or len(run.outcomes) <= IN_FULL:
        for outcome in run.outcomes:
            yield Line("")
            yield from _failure(outcome) if isinstance(outcome, Failure) else _report(run, outcome, look)
        yield from _closing(run, look)
    else:
        if run.failures:
            yield Line("")
        for outcome in run.failures:
            yield from _failure(outcome)
        if any(each.findings or each.reviews for each in run.reports):
            yield Line("")
            yield Line("To see what to put right, audit one document, or use --verbose.", "faint")
    if many:
        yield Line("")
        yield Line(_totals(run), "title")


# ── one document ─────────────────────────────────────────────────────────────────────────────────


def _failure(failure: Failure) -> Iterator[Line]:
    yield Line(f"{one_line(failure.path)}: NOT JUDGED ({failure.reason})", "error")
    yield Line(sentence(capital(one_line(failure.message))), indent=2)


def _report(run: Run, report: Report, look: Look) -> Iterator[Line]:
    rulebook = run.rulebook(report.detection.rulebook)
    yield Line(one_line(report.path), "title")
    yield from _summary(run, report, rulebook)
    yield from findings(run, report, rulebook, look)
    if look.verbose:
        yield from _reasons(report)


def _summary(run: Run, report: Report, rulebook: Rulebook) -> Iterator[Line]:
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
    if report.reviews:
        yield _entry("To review", f"{len(report.reviews)} more, too uncertain to count; they stand at the end")


def _entry(label: str, text: str, style: str = "") -> Line:
    return Line(f"{label:<12} {text}", style, indent=2, hang=15)


def _evidence(report: Report) -> str:
    rows = sum(report.support.values())
    cited, none = report.support[Support.CITATION], report.support[Support.NONE]
    if not rows:
        return "no provision was found"
    text = f"{report.support[Support.STATEMENT]} of {rows} provisions say how they are met"
    if cited:
        point = "points" if cited == 1 else "point"
        text += f"; {cited} ({percent(cited / rows)}) only {point} to a policy or other document"
    if none:
        text += f"; {none} {'gives' if none == 1 else 'give'} nothing"
    return text


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


# ── beneath the findings ──────────────────────────────────────────────────────────────────────────


def _reasons(report: Report) -> Iterator[Line]:
    """Why each row's evidence was judged as it was: the words taken as a citation, and those that were left."""
    yield from heading("How the evidence of each provision was judged")
    for each in report.rows:
        reason = each.row.reason
        if each.provision is None or not (reason.cited or reason.left):
            continue
        yield Line(f"{each.provision}  {_AMOUNTS_TO[each.row.support]}", indent=2, hang=6)
        if reason.cited:
            yield Line(f"Taken as pointing: {_clauses(reason.cited)}", "faint", indent=4, hang=6)
        if reason.left:
            yield Line(f"Left as saying how: {_clauses(reason.left)}", "faint", indent=4, hang=6)


def _clauses(texts: Sequence[str]) -> str:
    return "; ".join(f'"{one_line(text)}"' for text in texts)


def _closing(run: Run, look: Look) -> Iterator[Line]:
    """What more can be asked for, once for the whole run."""
    found = [each for report in run.reports for each in (*report.findings, *report.reviews)]
    if not found:
        return
    code = max(found, key=lambda each: each.severity).code
    more = "" if look.verbose else "--verbose tells each in full; "
    yield Line("")
    yield Line(f"{more}hoscheck explain {code} says more of a check.", "faint")


# ── several documents ────────────────────────────────────────────────────────────────────────────


def _table(run: Run, look: Look) -> Iterator[Line]:
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
    yield from _in_columns(rows, styles, look.width)


def _in_columns(rows: Sequence[tuple[str, ...]], styles: Sequence[str], width: int) -> Iterator[Line]:
    """The table; on a narrow screen each document's figures stand beneath its path."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    left = width - sum(widths[1:]) - 2 * (len(widths) - 1)
    narrow = left < min(PATH[0], widths[0])
    widths[0] = min(widths[0], width if narrow else min(PATH[1], left))
    for row, style in zip(rows, styles, strict=True):
        first = row[0] if len(row[0]) <= widths[0] else "..." + row[0][len(row[0]) - widths[0] + 3 :]
        figures = [f"{row[1]:<{widths[1]}}"]
        figures += [f"{text:>{room}}" for text, room in zip(row[2:7], widths[2:7], strict=True)]
        if not narrow:
            yield Line("  ".join([f"{first:<{widths[0]}}", *figures, row[7]]), style, hang=-1)
        elif row is rows[0]:
            yield Line("Documents", style)
        else:
            yield Line(first, style, hang=-1)
            yield Line(_figures(row, rows[0]), "" if style == "title" else style, indent=2, hang=4)


def _figures(row: Sequence[str], names: Sequence[str]) -> str:
    """A table's row as a sentence: "Code of 2024, 70/72 provisions, 16 errors, 1 note: fail"."""
    if row[1] == "-":
        return row[7]
    told = [f"Code of {row[1]}", f"{row[2]} provisions"]
    for count, name in zip(row[3:6], names[3:6], strict=True):
        if count != "0":
            told.append(f"{count} {name.lower() if count != '1' else name.lower().removesuffix('s')}")
    if row[6] not in ("-", "0 %"):
        told.append(f"{row[6]} only cited")
    return f"{', '.join(told)}: {row[7]}"


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
        percent(report.support[Support.CITATION] / rows) if rows else "-",
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


def _wrapped(line: Line, look: Look) -> list[str]:
    if not line.text:
        return [""]
    if line.hang == -1:  # a table's row is not wrapped
        return [line.text.rstrip()]
    first = " " * line.indent
    rest = " " * (line.indent if line.hang is None else line.hang)
    width = max(40, look.width)
    return textwrap.wrap(line.text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]


def _coloured(lines: Sequence[Line], look: Look) -> str:
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
