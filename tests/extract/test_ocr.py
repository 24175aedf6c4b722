"""Text recognition itself, on scans of every kind. `make scans` measures all of them; here is what goes beyond rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hoscheck.assess import audit
from hoscheck.extract import ocr

pytestmark = pytest.mark.skipif(not ocr.available(), reason=f"text recognition is not installed: {ocr.INSTALL}")

SCANS = Path(__file__).parents[2] / "fixtures" / "scans"


def told(name: str) -> list[tuple[str | None, str, str, bool]]:
    return [
        (each.provision, each.row.answer.value, each.row.number or "", each.row.recognised)
        for each in audit(SCANS / f"{name}.pdf").rows
    ]


def wanted(name: str) -> list[tuple[str | None, str, str, bool]]:
    truth = json.loads((SCANS / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return [(row["provision"], row["answer"], row["printed_number"] or "", True) for row in truth["rows"]]


@pytest.mark.parametrize("name", ["seen-copier", "seen-fax", "seen-sideways", "seen-bundle"])
def test_a_scan_is_read_row_by_row(name: str) -> None:
    assert told(name) == wanted(name)


def test_only_the_rows_of_scanned_pages_are_recognised_ones() -> None:
    seen = [(each.row.location.page, each.row.recognised) for each in audit(SCANS / "seen-mixed.pdf").rows]
    assert {page: {each for at, each in seen if at == page} for page, _ in seen} == {1: {False}, 2: {True}, 3: {False}}


# ── shapes that are told without recognition ─────────────────────────────────────────────────────


def drawn(width: int, height: int, *bars: tuple[int, int, int, int]) -> Any:
    """White paper with dark bars: left, top, width, height."""
    import numpy as np

    paper = np.full((height, width), 250, np.uint8)
    for left, top, wide, high in bars:
        paper[top : top + high, left : left + wide] = 30
    return paper


@pytest.mark.parametrize(
    ("bars", "sign"),
    [
        ([(10, 12, 8, 3)], "-"),
        ([(10, 12, 15, 3)], "–"),
        ([(10, 12, 27, 3)], "—"),
        ([(10, 12, 4, 4)], ""),  # a full stop
        ([(10, 8, 3, 14)], ""),  # an upright stroke
        ([(10, 8, 15, 3), (10, 16, 15, 3)], ""),  # an equals sign
        ([], ""),
    ],
)
def test_a_lone_dash(bars: list[tuple[int, int, int, int]], sign: str) -> None:
    from hoscheck.extract.ocr.marks import dash_in

    assert dash_in(drawn(60, 30, *bars), 200 / 72) == sign


@pytest.mark.parametrize("skew", [-4.0, -0.3, 0.0, 1.7])
def test_a_page_is_brought_level(skew: float) -> None:
    from hoscheck.extract.ocr.picture import skew_of, turned_by

    lines = drawn(1600, 1100, *[(100, top, 1400, 4) for top in range(100, 1000, 50)])
    assert skew_of(turned_by(lines, skew)) == pytest.approx(-skew, abs=0.1)


def test_the_rules_of_a_table_are_found_and_an_underlined_word_is_none() -> None:
    from hoscheck.extract.ocr.ruling import rules_of

    table = [(100, 100, 900, 3), (100, 300, 900, 3), (100, 100, 3, 203), (500, 100, 3, 203), (997, 100, 3, 203)]
    across, upright, _ = rules_of(drawn(1100, 500, *table, (150, 200, 60, 3)), 200 / 72)
    assert [tuple(map(round, line)) for line in sorted(across)] == [(102, 99, 1001), (302, 99, 1001)]
    assert [round(x) for x, _, _ in sorted(upright)] == [102, 502, 998]
