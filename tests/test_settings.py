"""Options read from text: what they give, and the one line that refuses them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest

from hoscheck import settings
from hoscheck.errors import BadSettings
from hoscheck.model import Severity


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("error", Severity.ERROR),
        ("Warning", Severity.WARNING),
        (" note ", Severity.NOTE),
        ("never", None),
    ],
)
def test_threshold(text: str, threshold: Severity | None) -> None:
    assert settings.parse_threshold("--fail-on", text) == threshold


@pytest.mark.parametrize(("text", "day"), [("2026-03-31", date(2026, 3, 31)), (" 2024-02-29 ", date(2024, 2, 29))])
def test_date(text: str, day: date) -> None:
    assert settings.parse_date("--as-of", text) == day


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([], ()),
        (["EVI"], ("EVI",)),
        (["EVI, ANS201", "PRV101,EVI", " , "], ("EVI", "ANS201", "PRV101")),
    ],
)
def test_names(values: list[str], names: tuple[str, ...]) -> None:
    assert settings.parse_names(values) == names


@pytest.mark.parametrize(("text", "seconds"), [("60", 60.0), ("0.5", 0.5), ("1e3", 1000.0)])
def test_seconds(text: str, seconds: float) -> None:
    assert settings.parse_seconds("--timeout", text) == seconds


@pytest.mark.parametrize(("text", "jobs"), [("1", 1), ("64", 64), (" 3 ", 3)])
def test_jobs(text: str, jobs: int) -> None:
    assert settings.parse_jobs("--jobs", text) == jobs


@pytest.mark.parametrize("text", ["auto", "0", "AUTO"])
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system cannot bind a process to cores")
def test_jobs_for_each_core_that_may_be_used(text: str) -> None:
    mine = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(mine)})
        assert settings.parse_jobs("--jobs", text) == 1
    finally:
        os.sched_setaffinity(0, mine)


REFUSALS: list[tuple[Callable[[str, str], object], str, str]] = [
    (settings.parse_threshold, "eror", "'eror' is none of error, warning, note, never; did you mean 'error'?"),
    (settings.parse_threshold, "", "'' is none of error, warning, note, never"),
    (settings.parse_date, "31/03/2026", "'31/03/2026' is no date; write it as YYYY-MM-DD, such as 2026-03-31"),
    (settings.parse_date, "20260331", "'20260331' is no date; write it as YYYY-MM-DD, such as 2026-03-31"),
    (settings.parse_date, "2026-02-29", "'2026-02-29' is no date; write it as YYYY-MM-DD, such as 2026-03-31"),
    (settings.parse_date, "2026-W14-2", "'2026-W14-2' is no date; write it as YYYY-MM-DD, such as 2026-03-31"),
    (settings.parse_seconds, "nan", "'nan' is no length of time; write seconds above 0, such as 60"),
    (settings.parse_seconds, "inf", "'inf' is no length of time; write seconds above 0, such as 60"),
    (settings.parse_seconds, "0", "'0' is no length of time; write seconds above 0, such as 60"),
    (settings.parse_seconds, "1 min", "'1 min' is no length of time; write seconds above 0, such as 60"),
    (settings.parse_jobs, "-1", "'-1' is no number of jobs; write 1 to 64, or auto"),
    (settings.parse_jobs, "65", "'65' is no number of jobs; write 1 to 64, or auto"),
    (settings.parse_jobs, "²", "'²' is no number of jobs; write 1 to 64, or auto"),
    (settings.parse_jobs, "two", "'two' is no number of jobs; write 1 to 64, or auto"),
]


@pytest.mark.parametrize(("parse", "text", "message"), REFUSALS)
def test_refusals(parse: Callable[[str, str], object], text: str, message: str) -> None:
    with pytest.raises(BadSettings) as refusal:
        parse("--option", text)
    assert str(refusal.value) == f"--option: {message}"


def test_choice() -> None:
    assert settings.parse_choice("--color", "Always", settings.COLOURS) == "always"
    with pytest.raises(BadSettings) as refusal:
        settings.parse_choice("--color", "allways", settings.COLOURS)
    assert str(refusal.value) == "--color: 'allways' is none of auto, always, never; did you mean 'always'?"
