"""Whether all of a PDF was read: damaged files end as partial, sound ones as whole, and the limits hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
import yaml
from scripts import make_damaged
from scripts.damaged import paper
from scripts.damaged.attacks import ATTACKS
from scripts.damaged.cases import FILES

from hoscheck.assess import assess, prepare
from hoscheck.errors import Unreadable
from hoscheck.extract import pdf, read_form
from hoscheck.extract.pdf import whole
from hoscheck.extract.pdf.drawing import MOST_OBJECTS
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.runs import Run
from hoscheck.model import Outcome, Report, Severity
from hoscheck.settings import Settings

FIXTURES = Path(__file__).parents[3] / "fixtures"
DAMAGED = FIXTURES / "damaged"
EXPECTED: Mapping[str, Mapping[str, Any]] = yaml.safe_load((DAMAGED / "expected.yaml").read_text("utf-8"))
JUDGE = prepare(Settings())


def judged(data: bytes) -> Outcome:
    (outcome,) = assess("form.pdf", data, JUDGE)
    return outcome


def report(data: bytes) -> Report:
    outcome = judged(data)
    assert isinstance(outcome, Report), outcome
    return outcome


def pages_of(data: bytes) -> list[PageContent]:
    with Pdf(data) as opened:
        pages = [opened.page(index, lambda _page: False) for index in range(opened.pages)]
    return [page for page in pages if page is not None]


def doubts(data: bytes) -> tuple[str, ...]:
    pages = pages_of(data)
    return whole.doubts(data, pages, len(pages))


# ── the damaged files ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", EXPECTED)
def test_a_damaged_file_says_what_it_lacks(name: str) -> None:
    found = report((DAMAGED / name).read_bytes())
    told = {"rows": len(found.rows), "pages": found.pages, "reasons": list(found.reasons)}
    assert told == {"reasons": [], **EXPECTED[name]}


def test_every_damaged_file_is_listed_made_by_the_script_and_small() -> None:
    files = {path.name: path.stat().st_size for path in DAMAGED.glob("*.pdf")}
    assert set(files) == set(EXPECTED) == set(FILES)
    assert make_damaged.stale(DAMAGED) == []
    assert [name for name, size in files.items() if size >= 100_000] == []


def test_a_page_taken_out_with_care_leaves_a_whole_document_whose_gaps_are_found() -> None:
    def missing(name: str) -> set[str | None]:
        found = report((DAMAGED / name).read_bytes()).findings
        return {each.provision for each in found if each.check == "missing-provision"}

    third = [row[0] for row in paper.rows(36)[12:18]]
    assert sorted(missing("page-taken-out.pdf") - missing("sound.pdf"), key=str) == sorted(third)


@pytest.mark.parametrize(("name", "status"), [("sound.pdf", 0), ("page-wiped.pdf", 3), ("letter-flipped.pdf", 3)])
def test_the_exit_status_tells_a_damaged_form_from_a_whole_one(name: str, status: int) -> None:
    command = [sys.executable, "-m", "hoscheck", "audit", str(DAMAGED / name), "--fail-on", "never"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)


def test_a_whole_form_passes() -> None:
    found = report(paper.form(72, 8, packed=True).bytes())
    told = {each.check for each in found.findings if each.severity > Severity.NOTE}
    assert (found.reasons, found.present, told) == ((), 72, set())


# ── sound files raise no doubt, and cost next to nothing ─────────────────────────────────────────


@cache
def sound_files() -> tuple[Path, ...]:
    return tuple(sorted(FIXTURES.glob("forms/*.pdf")) + sorted(FIXTURES.glob("zoo/*.pdf")))


@pytest.mark.parametrize("path", sound_files(), ids=lambda path: path.stem)
def test_a_sound_file_raises_no_doubt(path: Path) -> None:
    assert doubts(path.read_bytes()) == ()


def test_the_second_reader_is_not_loaded_for_sound_files() -> None:
    code = """
import sys
from pathlib import Path
from hoscheck.extract.pdf import read
for name in sys.argv[1:]:
    assert read(Path(name).read_bytes(), name).reasons == (), name
print("pdfminer" in sys.modules)
"""
    names = [str(DAMAGED / "sound.pdf"), *map(str, FIXTURES.glob("forms/*.pdf"))]
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True)
    assert (len(names) > 10, done.stdout.strip()) == (True, "False")


# ── what the file's key hides ────────────────────────────────────────────────────────────────────

LOCKED = FIXTURES / "hostile" / "owner-password.pdf"


def test_an_enciphered_file_is_looked_into_by_the_second_reader() -> None:
    assert doubts(LOCKED.read_bytes()) == ()


def test_a_broken_stream_in_an_enciphered_file_is_found() -> None:
    data = LOCKED.read_bytes()
    at = data.index(b"stream", data.index(b"/ASCII85Decode")) + 1_000
    spoilt = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    assert report(spoilt).reasons == ("damaged",)


# ── whoever reads it, what is lost is lost ───────────────────────────────────────────────────────


def test_the_second_engine_gives_the_same_reasons() -> None:
    data = (DAMAGED / "page-wiped.pdf").read_bytes()
    found = read_form(data, "form.pdf", JUDGE.forms, "pdfplumber")
    assert (len(found.rows), found.reasons) == (30, ("pages-lost",))


def test_the_second_engine_tells_that_the_first_counts_other_pages() -> None:
    found = pdf.read_second((DAMAGED / "page-not-counted.pdf").read_bytes())
    assert (found.pages, found.reasons) == (6, ("readers-disagree",))


def test_a_second_opinion_keeps_the_reasons_of_the_first() -> None:
    data = (DAMAGED / "page-wiped.pdf").read_bytes()
    first = replace(read_form(data, "form.pdf", JUDGE.forms), rows=())
    second = pdf.second_opinion(data, JUDGE.forms, first)
    assert second is not None
    assert (len(second.rows), second.reasons) == (30, ("pages-lost",))


# ── letters that are none ────────────────────────────────────────────────────────────────────────


def page(*texts: str, **known: Any) -> PageContent:
    runs = [Run(text, 50.0, 60.0, 700.0 - 12 * at, 10.0) for at, text in enumerate(texts)]
    found = PageContent(1, 595.0, 842.0, 0.0, 0.0, runs)
    found.characters, found.drawn = sum(map(len, texts)), len(texts)
    for name, value in known.items():
        setattr(found, name, value)
    return found


SOUND = (DAMAGED / "sound.pdf").read_bytes()


@pytest.mark.parametrize(
    ("texts", "reasons"),
    [
        (("We act on complaints. " * 9,), ()),
        (("We act on complaints\xa0in time. ", "\uf0fc", "\uf0b7 one", "\uf0b7 two", "and more of it " * 9), ()),
        (("a" * 949 + "\uf0fc" * 50,), ("garbled-text",)),
        (("a" * 951 + "\uf0fc" * 50,), ()),
        (("a" * 900, "\ufffd" * 60), ("garbled-text",)),
        (("a" * 900, "(cid:12)" * 60), ("garbled-text",)),
        (("a" * 900, "\x01\x05\x1f" * 30), ("garbled-text",)),
        (("a" * 900, "col\tumn\r\n" * 30), ()),
    ],
)
def test_text_of_signs_that_stand_for_none_is_garbled(texts: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    pages = [replace(page(*texts), number=number + 1) for number in range(6)]
    assert whole.doubts(SOUND, pages, 6) == reasons


def test_one_garbled_page_in_a_long_document_is_enough() -> None:
    pages = [replace(page("We act on complaints. " * 90), number=number + 1) for number in range(6)]
    pages[2] = replace(page("\ue000ab" * 51), number=3)
    assert whole.doubts(SOUND, pages, 6) == ("garbled-text",)
    pages[2] = replace(page("\uf0fc Yes" * 20), number=3)
    assert whole.doubts(SOUND, pages, 6) == ()


# ── limits ───────────────────────────────────────────────────────────────────────────────────────


def held(found: PageContent) -> tuple[list[str], list[str]]:
    """(the texts that are kept, the limits that were reached)."""
    bounds = whole.Bounds()
    bounds.hold(found)
    return [run.text for run in found.runs], bounds.reasons


@pytest.mark.parametrize(("width", "height"), [(14_400.1, 842.0), (595.0, inf), (nan, 842.0), (-5.0, 842.0)])
def test_a_page_of_no_paper_size_is_not_read(width: float, height: float) -> None:
    found = page("1.2", width=width, height=height, horizontal=[(1.0, 2.0, 3.0)], vertical=[(1.0, 2.0, 3.0)])
    assert held(found) == ([], ["limit:page-size"])
    assert (found.horizontal, found.vertical) == ([], [])


def test_the_largest_paper_is_read() -> None:
    assert held(page("1.2", width=14_400.0, height=14_400.0)) == (["1.2"], [])


def test_what_is_off_the_paper_is_not_read_and_no_loss() -> None:
    found = page("1.2", "1.3", "1.4")
    found.runs[1] = found.runs[1]._replace(x0=nan)
    found.runs[2] = found.runs[2]._replace(y=-1e30)
    assert held(found) == (["1.2"], [])


def test_a_page_is_cut_at_its_most_characters() -> None:
    assert held(page("a" * 150_000, "b" * 50_000)) == (["a" * 150_000, "b" * 50_000], [])
    assert held(page("a" * 150_000, "b" * 50_001)) == (["a" * 150_000], ["limit:characters"])


def test_no_page_is_read_beyond_the_most_characters_of_a_file() -> None:
    bounds = whole.Bounds()
    for _ in range(50):
        bounds.hold(page("a" * 200_000))
    assert (bounds.reasons, bounds.full) == ([], False)
    bounds.hold(page("a"))
    assert (bounds.reasons, bounds.full) == (["limit:characters"], True)


def test_a_page_with_more_lines_than_a_form_has_says_so() -> None:
    line = (1.0, 2.0, 3.0)
    assert held(page("1.2", horizontal=[line] * 10_000, vertical=[line] * 10_000)) == (["1.2"], [])
    assert held(page("1.2", horizontal=[line] * 10_000, vertical=[line] * 10_001)) == (["1.2"], ["limit:lines"])


def test_a_page_with_more_objects_than_are_walked_says_so() -> None:
    assert held(page("1.2", drawn=MOST_OBJECTS // 2)) == (["1.2"], [])
    assert held(page("1.2", drawn=MOST_OBJECTS)) == (["1.2"], ["limit:objects"])


def test_no_more_pages_are_read_than_the_limit() -> None:
    made = paper.form(2, 2)
    made.pages += [paper.add_page(made, made.paper.stream(b"q Q\n")) for _ in range(1_000)]
    paper.hang(made)
    found = pdf.read(made.bytes(), "form.pdf")
    assert (found.pages, found.reasons) == (1_001, ("limit:pages",))


def test_the_reading_stops_where_the_file_has_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "MOST_CHARACTERS_OF_ALL", 7_000)
    found = report(SOUND)
    assert (len(found.rows), found.pages, found.reasons) == (18, 6, ("limit:characters",))


# ── nothing raises ───────────────────────────────────────────────────────────────────────────────


def test_a_file_that_the_second_reader_cannot_open_is_doubted_only_where_there_is_a_doubt() -> None:
    pages = pages_of(SOUND)
    assert whole.doubts(b"%PDF-1.7 nothing more %%EOF", pages, 6) == ("readers-disagree",)


def test_a_stream_that_no_reader_should_be_given_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable) as caught:
        pdf.read(ATTACKS["flate-bomb"](1), "form.pdf")
    assert (caught.value.reason, caught.value.stage) == ("limit:decoded", "open")
