"""Where a finding stands, in words and in rows; and how far each document of a run was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hoscheck.model import Finding, Location, Report, ReportRow, Run

_NOWHERE = Location()


def place(location: Location | None) -> str:
    """`p.7 row 12`, `pp.3-4 row 5`, `line 40`, `table 2 row 5`; "" where the format knows no place. Where a form is
    spread over several files, the file comes first: `section-2.html line 40`."""
    if location is None:
        return ""
    if location.part is not None:
        return " ".join(each for each in (location.part, place(replace(location, part=None))) if each)
    words = []
    if location.page is not None:
        last = location.end_page or location.page
        words.append(f"pp.{location.page}-{last}" if last != location.page else f"p.{location.page}")
    elif location.line is not None:
        return f"line {location.line}"
    elif location.table is not None:
        words.append(f"table {location.table}")
    if location.row is not None:
        words.append(f"row {location.row}")
    return " ".join(words)


def row_finder(report: Report) -> Callable[[Finding], ReportRow | None]:
    """A function from a finding of the report to the row that it is about; None for a missing provision.

    The row at the finding's own place comes first, so that the second row of a duplicated provision is told from
    the first, and then the provision's first row.
    """
    by_both: dict[tuple[str | None, Location], ReportRow] = {}
    by_place: dict[Location, ReportRow] = {}
    by_provision: dict[str, ReportRow] = {}
    for each in report.rows:
        by_both.setdefault((each.provision, each.row.location), each)
        by_place.setdefault(each.row.location, each)
        if each.provision is not None:
            by_provision.setdefault(each.provision, each)

    def find(finding: Finding) -> ReportRow | None:
        at = finding.location
        if at is not None and at != _NOWHERE:
            row = by_both.get((finding.provision, at)) or by_place.get(at)
            if row is not None:
                return row
        return by_provision.get(finding.provision) if finding.provision is not None else None

    return find


def standing(run: Run) -> dict[str, str]:
    """Each document's path with `complete`, `partial` or `unread`, in the order given.

    A document with any failure is `unread`, also where other checks could judge it: nothing unjudged may look whole.
    """
    found: dict[str, str] = {}
    for outcome in run.outcomes:
        word = ("complete" if outcome.complete else "partial") if isinstance(outcome, Report) else "unread"
        found[outcome.path] = max(found.get(outcome.path, "complete"), word, key=_WORST.index)
    return found


_WORST = ("complete", "partial", "unread")
