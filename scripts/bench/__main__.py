"""Accuracy, speed and memory beside other libraries, in one run: `make bench`, or `make bench QUICK=1` for a glance.

All that is compared is measured in the same run, in turns, so that a busy machine slows every side alike; nothing is
held against a clock. The exit status is 1 where a target is missed, 2 where hoscheck is not installed beside this
Python. A whole run writes docs/benchmark.md.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from scripts.bench import engines, papers, processes
from scripts.bench.page import PAGE, Memory, Results, machine, render, targets
from scripts.bench.races import Reading, in_turns
from scripts.bench.rows import HEADINGS, form, forms
from scripts.bench.stitch import Marks, Table, marks, stitched

ROUNDS = 7  # of what takes a tenth of a second
PEER_ROUNDS = 1  # of what takes seconds; more would double the time of a run
LONG_ROUNDS = 2
# A run is to take minutes, so some is measured on some of the documents only.
OTHER_MODE = ("borderless", "libreoffice")  # the peers' modes for tables without lines, which are slower still
LONG_BESIDE = (("ruled", "reportlab"), ("split", "reportlab"))  # long documents that the peers read
AUDITED = ("chromium", "reportlab")  # producers whose long documents are audited for the memory that it takes
LONG_FORMS = 9  # forms in a document of some 200 pages
QUICK = (("ruled", "libreoffice"), ("borderless", "chromium"), ("split", "reportlab"))
Truth = Sequence[Sequence[str]]


def truth_of(count: int, *, same: bool = False) -> list[tuple[str, ...]]:
    """The rows of so many different forms; `same`: of one form so many times."""
    if same:
        return [row.cells for row in papers.rows_of(form(papers.SEED))] * count
    return [row.cells for row in papers.rows_of(forms(count))]


def score(tables: Sequence[Table], truth: Truth) -> Marks:
    """What the tables are worth."""
    return marks(stitched(tables, HEADINGS), truth)


def short(layout: str, producer: str, path: Path, peers: Sequence[engines.Peer], truth: Truth) -> Reading:
    """A document of one form, read by all in turns."""
    found: dict[str, Marks] = {"hoscheck": score(engines.tables_of(engines.ours(path)), truth)}  # and so it is warm
    engines.floor(path)
    kept: dict[str, Sequence[Table]] = {}

    def read(peer: engines.Peer) -> None:
        kept[peer.name] = peer.read(path)

    calls: dict[str, tuple[Callable[[], object], int]] = {
        "floor": (partial(engines.floor, path), ROUNDS),
        "hoscheck": (partial(engines.ours, path), ROUNDS),
        **{peer.name: (partial(read, peer), PEER_ROUNDS) for peer in peers},
    }
    seconds = in_turns(calls)
    found |= {name: score(tables, truth) for name, tables in kept.items()}
    other = {}
    if (layout, producer) == OTHER_MODE:
        other = {peer.name: score(peer.other(path), truth) for peer in peers}
    return Reading(layout, producer, engines.pages_of(path), seconds, found, other)


def long(layout: str, producer: str, path: Path, truth: Truth) -> Reading:
    """A document of many forms, by us and the floor."""
    found = {"hoscheck": score(engines.tables_of(engines.ours(path)), truth)}
    calls: dict[str, tuple[Callable[[], object], int]] = {
        "floor": (partial(engines.floor, path), LONG_ROUNDS),
        "hoscheck": (partial(engines.ours, path), LONG_ROUNDS),
    }
    return Reading(layout, producer, engines.pages_of(path), in_turns(calls), found)


def alone(reading: Reading, path: Path, peers: Sequence[engines.Peer], folder: Path) -> tuple[Reading, list[Memory]]:
    """The same document in processes of their own: our memory, and the time, marks and memory of each peer."""
    variables = processes.environment(folder)
    memory = []
    if reading.producer in AUDITED:
        memory.append(Memory("hoscheck audit", reading.title, processes.alone("audit", path, variables)["mib"]))
    seconds, found = dict(reading.seconds), dict(reading.marks)
    for peer in peers:
        got = processes.alone(peer.name, path, variables)
        seconds[peer.name] = (got["seconds"],)
        found[peer.name] = Marks(got["strict"], got["loose"], int(got["spurious"]))
        memory.append(Memory(f"{peer.name} {peer.call}", reading.title, got["mib"]))
    return Reading(reading.layout, reading.producer, reading.pages, seconds, found), memory


def marked_up(folder: Path) -> list[Reading]:
    """The form as a Word document and as a web page."""
    path = folder / "form.docx"
    papers.word_document(form(papers.SEED), path)
    page = path.with_suffix(".html")
    page.write_text(papers.web_page(form(papers.SEED)), encoding="utf-8")
    truth = truth_of(1, same=True)
    made = []
    readers: dict[str, tuple[Path, dict[str, engines.Reader]]] = {
        "Word": (path, {"hoscheck": engines.our_docx, "python-docx": engines.python_docx}),
        "web": (page, {"hoscheck": engines.our_html, "lxml": engines.lxml_html, "pandas": engines.pandas_html}),
    }
    for kind, (file, several) in readers.items():
        found = {name: score(read(file), truth) for name, read in several.items()}
        seconds = in_turns({name: (partial(read, file), ROUNDS) for name, read in several.items()})
        made.append(Reading(kind, "", 1, seconds, found))
    return made


def run(folder: Path, quick: bool) -> Results:
    """Everything, in order; what is being done is told on standard error."""
    peers = [peer for peer in engines.PEERS if peer.long or not quick]
    tell("start and audit, whole processes")
    races = processes.races(folder, quick)
    for peer in peers:
        importlib.import_module(peer.module)
        peer.read(processes.cut(papers.committed("ruled", "chromium"), folder / "warm.pdf", 1))
    gc.collect()
    gc.freeze()  # or everyone's garbage collections walk over all that the peers have loaded
    kinds = QUICK if quick else tuple((layout, producer) for layout in papers.LAYOUTS for producer in papers.PRODUCERS)
    few = [short_one(layout, producer, folder, peers) for layout, producer in kinds]
    many, memory = [], []
    for layout, producer in kinds[-1:] if quick else kinds:
        reading, more = long_one(layout, producer, folder, [] if quick else [peer for peer in peers if peer.long])
        many.append(reading)
        memory += more
    tell("Word and web")
    return Results(machine(peers), races, few, many, memory, marked_up(folder), peers)


def tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


def short_one(layout: str, producer: str, folder: Path, peers: Sequence[engines.Peer]) -> Reading:
    """The document of one form in this layout by this producer."""
    tell(f"{layout}, {producer}")
    path = papers.committed(layout, producer)
    if producer == "reportlab":
        path = folder / path.name
        papers.report(form(papers.SEED), path, layout)
    return short(layout, producer, path, peers, truth_of(1, same=True))


def long_one(layout: str, producer: str, folder: Path, peers: Sequence[engines.Peer]) -> tuple[Reading, list[Memory]]:
    """The document of many forms: by ReportLab, or the pages of the committed one several times over. The peers read
    some of those."""
    tell(f"{layout}, {producer}, 200 pages")
    path = folder / f"{layout}.{producer}.200.pdf"
    own = producer == "reportlab"
    if own:
        papers.report(forms(LONG_FORMS), path, layout)
    else:
        papers.repeated(papers.committed(layout, producer), path, LONG_FORMS)
    truth = truth_of(LONG_FORMS, same=not own)
    path.with_suffix(".json").write_text(json.dumps(truth), encoding="utf-8")
    return alone(long(layout, producer, path, truth), path, peers if (layout, producer) in LONG_BESIDE else [], folder)


def main() -> int:
    """Run, print, write the page; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="three documents, no camelot; writes no page")
    quick = parser.parse_args().quick
    processes.installed()
    with tempfile.TemporaryDirectory() as name:
        results = run(Path(name), quick)
    text = render(results)
    print(text)
    if not quick:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if all(target.met for group in targets(results) for target in group) else 1


if __name__ == "__main__":
    sys.exit(main())
