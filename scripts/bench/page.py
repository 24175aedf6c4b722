"""docs/benchmark.md: the targets first, then all figures of the run."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scripts.bench.engines import Peer
from scripts.bench.races import Race, Reading, Target, worst

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmark.md"

# A page may take three times as long as PDFium itself takes to load it and its text.
FLOOR_AT_MOST = 3.0
# The most memory of a whole process, all imports included, that audits a document of 200 pages.
MIB_AT_MOST = 80.0
# A page of 200 against a page of 20: 1 is proportional; a quarter more is what chance adds on a busy machine.
GROWTH_AT_MOST = 1.25

ABOUT = """\
Made by `make bench`: hoscheck beside other libraries, on documents whose rows are known. All sides of a ratio are
measured in the same run, in turns; figures are medians. Milliseconds are this machine's on that day, ratios are what
carries over. The documents are forms of 72 rows by LibreOffice, Chromium and ReportLab: ruled, without lines, or with
rows split over pages; the long ones are nine forms, or the same form nine times."""
ACCURACY = """\
The share of cells equal to the truth, after one stitcher has glued rows over page ends and dropped repeated headings
for every library alike: with white space folded / without white space. Rows too many stand in brackets. A second
figure, after "or", is the library's own mode for tables without lines (its `text` strategies, `stream`), on one of
the documents that have none."""
SPEED = """\
Milliseconds a page, from the file to its tables, imports excluded; in brackets how many times as long as hoscheck.
PDFium is its own work alone, loading a page and taking its text; in brackets after hoscheck is how many times as long
as that it takes. It is processor time, so that a busy machine tells less. Peers, which take seconds, read each document
once; hoscheck and PDFium read it several times, before and after them. camelot does not read the long documents, the
others read two of them."""
MARKED_UP = """\
A form of 72 rows: milliseconds for the whole, and accuracy as above. python-docx reads `row.cells`; lxml and pandas
read the cells of each table. None of them looks for lists, tracked changes, hidden parts and furniture, as hoscheck
does."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory of one process."""

    process: str
    document: str
    mib: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that a run has measured."""

    machine: Sequence[str]
    races: Sequence[Race]
    short: Sequence[Reading]
    long: Sequence[Reading]
    memory: Sequence[Memory]
    marked_up: Sequence[Reading]
    peers: Sequence[Peer]


def targets(results: Results) -> list[tuple[Target, ...]]:
    """Every target, on each document that it is held against."""
    readings = [*results.short, *results.long]
    title = "a page ÷ PDFium's load and text"
    found = [[Target(title, each.title, each.ratio("hoscheck", "floor"), FLOOR_AT_MOST) for each in readings]]
    for peer in results.peers:
        title = f"{peer.name}'s {peer.call} ÷ hoscheck"
        beside = [each for each in readings if peer.name in each.seconds]
        found.append(
            [Target(title, each.title, each.ratio(peer.name, "hoscheck"), peer.least, True) for each in beside]
        )
    title = "a page of 200 ÷ a page of 20"
    found.append([Target(title, each.title, growth, GROWTH_AT_MOST) for each, growth in _grown(results)])
    own = [each for each in results.memory if each.process.startswith("hoscheck")]
    found.append([Target("MiB resident, hoscheck audit", each.document, each.mib, MIB_AT_MOST) for each in own])
    found += [[Target(race.title, race.on, race.ratio, race.at_most)] for race in results.races]
    return [tuple(group) for group in found if group]


def _grown(results: Results) -> list[tuple[Reading, float]]:
    """The long documents, each with its time a page against that of the short one of its kind. Where the machine was
    slower the floor was too, so both are taken in floors."""
    few = {(each.layout, each.producer): each.ratio("hoscheck", "floor") for each in results.short}
    kinds = ((each, few.get((each.layout, each.producer))) for each in results.long)
    return [(each, each.ratio("hoscheck", "floor") / before) for each, before in kinds if before is not None]


def render(results: Results) -> str:
    """The whole page."""
    names = [peer.name for peer in results.peers]
    parts = [
        "# Benchmark",
        ABOUT,
        "\n".join(f"- {line}" for line in results.machine),
        "## Targets",
        "On how many documents each is met, and the document where it does worst.",
        _targets(targets(results)),
        "## PDF: accuracy",
        ACCURACY,
        _accuracy([*results.short, *results.long], names),
        "## PDF: speed",
        SPEED,
        _speed([*results.short, *results.long], names),
        "## 200 pages against 20",
        "A page of the long document against a page of the short one of its kind, each in units of PDFium's own time.",
        markdown(("document", "ratio"), ((each.title, f"{ratio:.2f}") for each, ratio in _grown(results))),
        "## Memory",
        "The most that was resident at once in a process of its own, with Python and all imports.",
        markdown(
            ("process", "document", "MiB"),
            ((each.process, each.document, f"{each.mib:.0f}") for each in results.memory),
        ),
        "## Word and web",
        MARKED_UP,
        _marked_up(results.marked_up),
        "## Whole processes",
        markdown(("", "hoscheck", "other", "ratio"), (_race(race) for race in results.races)),
    ]
    return "\n\n".join(parts) + "\n"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that can be read as it stands; all columns but the first are to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(3, *map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    padded = [
        [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        for line in lines
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (padded[0], rule, *padded[1:]))


def _targets(groups: Sequence[Sequence[Target]]) -> str:
    rows = []
    for group in groups:
        last = worst(group)
        limit = f"{'≥' if last.least else '≤'} {last.limit:g}"
        met = f"{sum(target.met for target in group)} of {len(group)}" + ("" if last.met else ", MISSED")
        rows.append((last.title, limit, met, f"{last.value:.2f}", last.on))
    return markdown(("target", "limit", "met on", "worst", "there"), rows)


def _accuracy(readings: Sequence[Reading], names: Sequence[str]) -> str:
    def cell(each: Reading, name: str) -> str:
        if name not in each.marks:
            return "–"
        return f"{each.marks[name]}" + (f" or {each.other[name]}" if name in each.other else "")

    return markdown(
        ("document", "hoscheck", *names),
        ((each.title, *(cell(each, name) for name in ("hoscheck", *names))) for each in readings),
    )


def _speed(readings: Sequence[Reading], names: Sequence[str]) -> str:
    def peer(each: Reading, name: str) -> str:
        return f"{each.per_page(name):.1f} ({each.ratio(name, 'hoscheck'):.0f}x)" if name in each.seconds else "–"

    def ours(each: Reading) -> str:
        return f"{each.per_page('hoscheck'):.2f} ({each.ratio('hoscheck', 'floor'):.1f}x)"

    head = ("document", "PDFium", "hoscheck", *names)
    return markdown(
        head,
        (
            (each.title, f"{each.per_page('floor'):.2f}", ours(each), *(peer(each, name) for name in names))
            for each in readings
        ),
    )


def _marked_up(readings: Sequence[Reading]) -> str:
    rows = [
        (
            f"{each.layout}: {name}",
            f"{each.per_page(name):.1f}",
            f"{each.ratio(name, 'hoscheck'):.2f}",
            str(each.marks[name]),
        )
        for each in readings
        for name in each.seconds
    ]
    return markdown(("reader", "ms", "÷ hoscheck", "accuracy"), rows)


def _race(race: Race) -> tuple[str, str, str, str]:
    ours, theirs = (f"{1000 * statistics.median(each):.1f} ms" for each in (race.ours, race.theirs))
    return f"{race.title} ({race.on})", ours, theirs, f"{race.ratio:.2f}"


def machine(peers: Sequence[Peer]) -> list[str]:
    """When, on what, and with which versions."""
    packages = ("hoscheck", "pypdfium2", *(peer.package for peer in peers), "python-docx", "lxml", "pandas")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    where = f"{_processor()}, {os.cpu_count()} cores{load}, {platform.system()}"
    return [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", where, f"Python {platform.python_version()}, {versions}"]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return names[0] if names else platform.machine()
