"""The arithmetic of scripts/bench.py; nothing is timed here."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = util.spec_from_file_location("hoscheck_bench", Path(__file__).parents[1] / "scripts" / "bench.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_a_ratio_is_that_of_the_medians(bench: ModuleType) -> None:
    race = bench.Race("a", (0.3, 0.1, 9.0), (1.5, 0.2, 1.0), 0.3)
    assert race.ratio == pytest.approx(0.3)
    assert race.met
    assert not bench.Race("a", (0.3, 0.1, 9.0), (1.0, 1.0, 0.9), 0.29).met
    assert bench.Race("without a target", (5.0,), (1.0,)).met


def test_the_table_tells_what_was_missed(bench: ModuleType) -> None:
    races = [bench.Race("start", (0.03,), (0.02,), 2.0), bench.Race("audit", (0.5,), (2.0,), 0.2)]
    assert bench.table([*races, bench.Race("a page", (0.005,), (0.002,))]).splitlines() == [
        "            ours     theirs  ratio   target",
        "start    30.0 ms    20.0 ms  1.500  <= 2.00     met",
        "audit   500.0 ms  2000.0 ms  0.250  <= 0.20  MISSED",
        "a page    5.0 ms     2.0 ms  2.500",
    ]


def test_both_sides_are_called_in_turns_after_a_round_that_does_not_count(bench: ModuleType) -> None:
    calls: list[str] = []
    ours, theirs = bench.in_turns(lambda: calls.append("ours"), lambda: calls.append("theirs"), 3)
    assert calls == ["ours", "theirs"] * 4
    assert (len(ours), len(theirs)) == (3, 3)
    assert min(*ours, *theirs) >= 0


def test_the_timed_processes_keep_their_bytecode_elsewhere(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("OTHER", "kept")
    environment = bench.processes(tmp_path)
    assert {name: value for name, value in environment.items() if name.startswith("PYTHON")} == {
        "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")
    }
    assert environment["OTHER"] == "kept"
