"""PDFs made to hang or flood a reader end as they must, and spoiling a good one never makes it look whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from scripts.damaged import paper
from scripts.damaged.attacks import ATTACKS

from hoscheck.assess import assess, prepare
from hoscheck.model import Outcome, Report
from hoscheck.settings import Settings

# ── attacks, at a scale that does no harm ────────────────────────────────────────────────────────

# What each ends as: the reasons of a report, or the reason of a failure.
ENDS: Mapping[str, list[str] | str] = {
    "doubled-forms": [],
    "flate-bomb": "limit:decoded",
    "flate-chain": "limit:decoded",
    "many-bombs": "limit:decoded",
    "long-chain": "limit:filters",
    "length-past-the-end": [],
    "one-page-many-times": ["limit:pages", "readers-disagree"],
    "tree-loop": ["readers-disagree"],
    "tree-deep": ["pages-lost"],
    "tables-in-a-ring": [],
    "huge-paper": ["limit:page-size"],
    "paper-of-no-number": [],
    "text-of-no-place": [],
    "many-characters": ["limit:characters"],
    "many-lines": ["limit:lines", "no-text"],
    "many-objects": ["limit:objects"],
    "many-streams": "damaged",
    "many-headers": [],
}
HANGS = {"form-of-itself": "timeout"}
LONGEST = 30.0  # seconds for each, on a machine that is busy with something else; the slowest takes five alone


def ends(folder: Path, names: Mapping[str, object], timeout: float) -> tuple[dict[str, list[str] | str], int, str]:
    """(what each attack ends as, the exit status, standard error) of one isolated run over all of them, behind a sound
    form that they must not disturb."""
    (folder / "sound.pdf").write_bytes(paper.form(12, 6).bytes())
    for name in names:
        (folder / f"{name}.pdf").write_bytes(ATTACKS[name](1))
    files = [folder / "sound.pdf", *(folder / f"{name}.pdf" for name in names)]
    command = [sys.executable, "-m", "hoscheck", "audit", *map(str, files), "--isolate", "--timeout", str(timeout)]
    allowed = (timeout + 5) * len(files)
    done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False, timeout=allowed)
    found = json.loads(done.stdout)
    told: dict[str, list[str] | str] = {
        Path(each["document"]["path"]).stem: each["document"]["reasons"] for each in found["reports"]
    }
    told |= {Path(each["document"]["path"]).stem: each["reason"] for each in found["failures"]}
    return told, done.returncode, done.stderr


def test_every_attack_ends_within_its_limit(tmp_path: Path) -> None:
    told, status, errors = ends(tmp_path, ENDS, LONGEST)
    assert told == {"sound": [], **ENDS}
    assert (status, "Traceback" in errors) == (3, False)


def test_what_hangs_a_reader_is_ended_by_the_clock(tmp_path: Path) -> None:
    told, status, errors = ends(tmp_path, HANGS, 3.0)
    assert told == {"sound": [], **HANGS}
    assert (status, "Traceback" in errors) == (3, False)


def test_every_attack_has_its_end_written_down() -> None:
    assert set(ATTACKS) == {*ENDS, *HANGS}


# ── spoiling a good file ─────────────────────────────────────────────────────────────────────────

JUDGE = prepare(Settings())
ROWS, A_PAGE = 36, 6


@cache
def good(packed: bool) -> bytes:
    return paper.form(ROWS, A_PAGE, packed=packed).bytes()


def judged(data: bytes) -> Outcome:
    return assess("form.pdf", data, JUDGE)[0]


Read = tuple[int | None, tuple[tuple[str | None, str, str, str, str], ...]]


def read(found: Report) -> Read:
    """Pages and rows, with all that a row says."""
    rows = (
        (each.provision, each.row.requirement, each.row.answer_text, each.row.evidence, each.row.commentary)
        for each in found.rows
    )
    return found.pages, tuple(rows)


@cache
def whole(packed: bool) -> Read:
    found = judged(good(packed))
    assert isinstance(found, Report)
    assert (found.complete, len(found.rows)) == (True, ROWS)
    return read(found)


def missing(found: Report) -> set[str | None]:
    return {each.provision for each in found.findings if each.check == "missing-provision"}


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_off_anywhere_is_never_whole(packed: bool) -> None:
    data = good(packed)
    cuts = [len(data) * at // 40 for at in range(40)] + [len(data) - less for less in (2, 7, 8, 12, 20, 30, 60)]
    called_whole = [cut for cut in cuts if isinstance(found := judged(data[:cut]), Report) and found.complete]
    assert called_whole == []


def test_a_flipped_bit_never_changes_a_compressed_form_that_is_called_whole() -> None:
    data, dice = good(True), random.Random(8)
    changed = []
    for at in range(60, len(data), len(data) // 80):
        found = judged(data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :])
        if isinstance(found, Report) and found.complete and read(found) != whole(True):
            changed.append(at)
    assert changed == []


def test_a_flipped_bit_never_hides_a_row_of_an_uncompressed_form() -> None:
    """Nothing tells that a letter of plain text is wrong; but a row that is not read is told as missing."""
    data, dice = good(False), random.Random(9)
    provisions = {each[0] for each in whole(False)[1]}
    hidden, seen = [], 0
    for at in range(60, len(data), len(data) // 80):
        found = judged(data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :])
        if isinstance(found, Report) and found.complete:
            seen += 1
            if provisions - {each.provision for each in found.rows} - missing(found):
                hidden.append(at)
    assert (hidden, seen > 40) == ([], True)


@pytest.mark.parametrize("at", range(6))
def test_a_page_whose_content_is_overwritten_is_lost(at: int) -> None:
    made = paper.form(ROWS, A_PAGE)
    body = made.paper.objects[made.contents[at]]
    start, end = body.index(b"stream\n") + 7, body.rindex(b"\nendstream")
    for waste in (b" ", b"\0", b"\xff"):
        made.paper.objects[made.contents[at]] = body[:start] + waste * (end - start) + body[end:]
        found = judged(made.bytes())
        assert isinstance(found, Report)
        assert (found.reasons, len(found.rows)) == (("pages-lost",), ROWS - A_PAGE)


@pytest.mark.parametrize("at", range(6))
def test_a_page_whose_content_is_dropped_is_lost(at: int) -> None:
    made = paper.form(ROWS, A_PAGE)
    del made.paper.objects[made.contents[at]]
    found = judged(made.bytes())
    assert isinstance(found, Report)
    assert (found.reasons, len(found.rows)) == (("pages-lost",), ROWS - A_PAGE)


@pytest.mark.parametrize("at", range(6))
def test_a_page_taken_from_the_tree_is_missing_from_a_whole_document(at: int) -> None:
    made = paper.form(ROWS, A_PAGE)
    del made.pages[at]
    paper.hang(made)
    found = judged(made.bytes())
    assert isinstance(found, Report)
    gone = {row[0] for row in paper.rows(ROWS)[at * A_PAGE : (at + 1) * A_PAGE]}
    assert (found.reasons, len(found.rows), missing(found) >= gone) == ((), ROWS - A_PAGE, True)


def test_a_page_that_stands_twice_is_told_by_its_rows_or_by_the_other_reader() -> None:
    made = paper.form(ROWS, A_PAGE)
    made.pages.insert(3, made.pages[2])
    paper.hang(made)
    found = judged(made.bytes())
    assert isinstance(found, Report)
    assert found.reasons == ("readers-disagree",)
