"""The arithmetic of scripts/bench; nothing is timed here."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
HEAD = ("No.", "Requirement", "Comply")


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.fixture
def races() -> ModuleType:
    return importlib.import_module("scripts.bench.races")


@pytest.fixture
def stitch() -> ModuleType:
    return importlib.import_module("scripts.bench.stitch")


@pytest.fixture
def page() -> ModuleType:
    return importlib.import_module("scripts.bench.page")


# ── ratios and targets ───────────────────────────────────────────────────────────────────────────


def test_a_ratio_is_that_of_the_medians(races: ModuleType) -> None:
    assert races.Race("a", "b", (0.3, 0.1, 9.0), (1.5, 0.2, 1.0), 0.3).ratio == pytest.approx(0.3)
    reading = races.Reading("ruled", "ours", 20, {"floor": (0.02, 0.04, 9.0), "hoscheck": (0.1,)}, {})
    assert reading.per_page("floor") == pytest.approx(2.0)
    assert reading.ratio("hoscheck", "floor") == pytest.approx(2.5)
    assert reading.title == "ruled, ours, 20 pages"


def test_a_target_is_a_most_or_a_least(races: ModuleType) -> None:
    assert [races.Target("", "", value, 3).met for value in (2.9, 3.0, 3.1)] == [True, True, False]
    assert [races.Target("", "", value, 20, True).met for value in (19.9, 20.0, 21.0)] == [False, True, True]


def test_of_many_documents_the_worst_is_told(races: ModuleType) -> None:
    most = [races.Target("", "a", 2.0, 3), races.Target("", "b", 4.0, 3), races.Target("", "c", 3.5, 3)]
    assert races.worst(most).on == "b"
    least = [
        races.Target("", "a", 30.0, 20, True),
        races.Target("", "b", 15.0, 20, True),
        races.Target("", "c", 16.0, 20, True),
    ]
    assert races.worst(least).on == "b"


def test_all_are_called_in_turns_and_the_slow_ones_less_often(races: ModuleType) -> None:
    calls: list[str] = []
    times = races.in_turns({"ours": (lambda: calls.append("ours"), 3), "peer": (lambda: calls.append("peer"), 1)})
    assert calls == ["ours", "peer", "ours", "ours"]
    assert {name: len(each) for name, each in times.items()} == {"ours": 3, "peer": 1}
    assert min(*times["ours"], *times["peer"]) >= 0


# ── the stitcher and the score ───────────────────────────────────────────────────────────────────


def test_rows_are_glued_over_page_ends_and_repeated_headings(stitch: ModuleType) -> None:
    tables = [
        [["No.", "Requirement", "Comply"], ["1.2", "Landlords must\nlook at long-\nterm and", "Yes"]],
        [["No.", "Require\nment", "Comply"], [None, "short/\nlong plans", ""], ["1.3", "• one\n• two", "No"]],
    ]
    assert stitch.stitched(tables, HEAD) == [
        ("1.2", "Landlords must look at long-term and short/long plans", "Yes"),
        ("1.3", "one two", "No"),
    ]


def test_what_stands_before_the_first_row_or_is_no_row_is_left_out(stitch: ModuleType) -> None:
    tables = [[["", "a preamble", ""]], [["1.2", "text", "Yes"], ["Section 2", "", ""]], [["", "two columns"]]]
    assert stitch.stitched(tables, HEAD) == [("1.2", "text", "Yes")]


def test_columns_that_are_empty_throughout_are_dropped_where_there_are_too_many(stitch: ModuleType) -> None:
    wide = [["1.2", "", "text", None, "Yes"], ["", "", "goes on", None, ""]]
    assert stitch.stitched([wide], HEAD) == [("1.2", "text goes on", "Yes")]
    assert stitch.stitched([[["1.2", "text", ""]]], HEAD) == [("1.2", "text", "")]


def test_cells_count_with_and_without_their_white_space(stitch: ModuleType) -> None:
    truth = [("1.2", "some text", "Yes"), ("1.3", "more", "No")]
    assert stitch.marks([("1.2", "sometext", "Yes"), ("1.3", "less", "No")], truth) == stitch.Marks(4 / 6, 5 / 6, 0)
    assert stitch.marks([("1.2", "some text", "Yes")], truth) == stitch.Marks(0.5, 0.5, 0)
    assert stitch.marks([], truth) == stitch.Marks(0.0, 0.0, 0)


def test_a_row_too_many_is_told(stitch: ModuleType) -> None:
    found = [("1.2", "a", "Yes"), ("1.2", "b", "Yes"), ("3.2", "a quoted clause", "")]
    got = stitch.marks(found, [("1.2", "b", "Yes")])
    assert got == stitch.Marks(1.0, 1.0, 2)
    assert str(got) == "1.000 / 1.000 (+2 rows)"


def test_a_lost_row_does_not_cost_those_that_have_the_same_number(stitch: ModuleType) -> None:
    truth = [("1.2", "first", "Yes"), ("1.2", "second", "No"), ("1.2", "third", "Yes")]
    found = [("1.2", "second", "No"), ("1.2", "third", "Yes")]
    assert stitch.marks(found, truth) == stitch.Marks(6 / 9, 6 / 9, 0)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────


def test_a_table_can_be_read_as_it_stands(page: ModuleType) -> None:
    assert page.markdown(("document", "ms"), [("ruled", "1.5"), ("without lines", "10.25")]).splitlines() == [
        "| document      |    ms |",
        "| ------------- | ----: |",
        "| ruled         |   1.5 |",
        "| without lines | 10.25 |",
    ]


def test_every_target_is_held_and_told_on_the_document_where_it_does_worst(page: ModuleType, races: ModuleType) -> None:
    engines = importlib.import_module("scripts.bench.engines")
    peer = next(each for each in engines.PEERS if each.name == "pdfplumber")
    quick = {"floor": (0.02,), "hoscheck": (0.04,), "pdfplumber": (1.0,)}
    slow = {"floor": (0.02,), "hoscheck": (0.08,), "pdfplumber": (1.2,)}
    short = [races.Reading("ruled", "x", 20, quick, {}), races.Reading("split", "x", 20, slow, {})]
    many = [races.Reading("ruled", "x", 200, {"floor": (0.2,), "hoscheck": (0.6,)}, {})]
    memory = [page.Memory("hoscheck audit", "ruled", 81.0), page.Memory("pdfplumber extract_tables", "ruled", 400.0)]
    race = races.Race("start", "all", (0.03,), (0.02,), 2.0)
    results = page.Results(["a machine"], [race], short, many, memory, [], [peer])
    told = [[(target.on, round(target.value, 3), target.met) for target in group] for group in page.targets(results)]
    assert told == [
        [("ruled, x, 20 pages", 2.0, True), ("split, x, 20 pages", 4.0, False), ("ruled, x, 200 pages", 3.0, True)],
        [("ruled, x, 20 pages", 25.0, True), ("split, x, 20 pages", 15.0, False)],
        [("ruled, x, 200 pages", 1.5, False)],
        [("ruled", 81.0, False)],
        [("all", 1.5, True)],
    ]
    lines = page.render(results).split("## Targets")[1].splitlines()[4:10]
    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line] == [
        ["target", "limit", "met on", "worst", "there"],
        ["a page ÷ PDFium's load and text", "≤ 3", "2 of 3, MISSED", "4.00", "split, x, 20 pages"],
        ["pdfplumber's extract_tables ÷ hoscheck", "≥ 20", "1 of 2, MISSED", "15.00", "split, x, 20 pages"],
        ["a page of 200 ÷ a page of 20", "≤ 1.25", "0 of 1, MISSED", "1.50", "ruled, x, 200 pages"],
        ["MiB resident, hoscheck audit", "≤ 80", "0 of 1, MISSED", "81.00", "ruled"],
    ]


# ── documents, processes and peers ───────────────────────────────────────────────────────────────


def test_the_same_seed_gives_the_same_form() -> None:
    rows = importlib.import_module("scripts.bench.rows")
    form = rows.form(0)
    assert form == rows.form(0)
    assert form != rows.form(1)
    assert sum(len(part.rows) for part in form) == 72
    assert all(row.evidence for part in form for row in part.rows)


@pytest.mark.parametrize("layout", ["ruled", "borderless", "split"])
@pytest.mark.parametrize("producer", ["libreoffice", "chromium"])
def test_the_committed_documents_say_what_the_truth_says(stitch: ModuleType, layout: str, producer: str) -> None:
    papers, engines = (importlib.import_module(f"scripts.bench.{name}") for name in ("papers", "engines"))
    rows = importlib.import_module("scripts.bench.rows")
    truth = [row.cells for row in papers.rows_of(rows.form(papers.SEED))]
    tables = engines.tables_of(engines.ours(papers.committed(layout, producer)))
    assert stitch.marks(stitch.stitched(tables, rows.HEADINGS), truth) == stitch.Marks(1.0, 1.0, 0)


def test_the_timed_processes_keep_their_bytecode_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("OTHER", "kept")
    environment = importlib.import_module("scripts.bench.processes").environment(tmp_path)
    assert {name: value for name, value in environment.items() if name.startswith("PYTHON")} == {
        "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")
    }
    assert environment["OTHER"] == "kept"


def test_no_peer_is_ever_installed_with_the_package() -> None:
    lines = (ROOT / "scripts" / "bench" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w-]+==[\d.]+", line)] == []
    peers = {pin.partition("==")[0].lower() for pin in pins} - {"numpy", "opencv-python-headless"}  # rapidocr's too
    assert {"pymupdf", "camelot-py"} <= peers
    wanted = {re.split(r"[^\w.-]", line)[0].lower() for line in importlib.metadata.requires("hoscheck") or ()}
    pinned = {line.partition("==")[0].lower() for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert peers & (wanted | pinned) == set()
