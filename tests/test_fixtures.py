"""The forms and hostile files under fixtures/: what they say is what is read, in every format."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoscheck.assess import audit
from hoscheck.errors import Unreadable
from hoscheck.model import Report

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / "fixtures" / "forms"
HOSTILE = ROOT / "fixtures" / "hostile"
NAMES = sorted(path.stem for path in (FORMS / "src").glob("*.yaml"))
FORMATS = ("docx", "html", "txt", "libreoffice.pdf", "chromium.pdf")
CLEAN = ("clean-2022", "clean-2024")
TEXTS = ("requirement", "answer_text", "evidence", "commentary")
TICKS = {"✓", "✗"}  # a reader may tell these in words

# List markers are text in a PDF and in plain text, numbering in DOCX, nothing in HTML: rows.json leaves them out.
_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[•●▪◦\uf0b7]|[a-h][.)])(?=\s)")
# A page breaks a line after these, and inside words that are too long for a narrow column; what is read from it does
# not tell whether a space stood there. No producer used here changes quotation marks or dashes.
_BREAKABLE = re.compile(r"(?<=[-–/])")
LONGEST_WHOLE = 14  # letters; the narrowest text column of the forms holds as many


@cache
def outcome(path: Path) -> Report | Unreadable:
    try:
        return audit(path)
    except Unreadable as error:
        return error


def report(name: str, form: str) -> Report:
    found = outcome(FORMS / f"{name}.{form}")
    assert isinstance(found, Report), repr(found)
    return found


def expected(name: str, kind: str) -> Any:
    return json.loads((FORMS / f"{name}.{kind}.json").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    return " ".join(_MARKER.sub(" ", text.replace("\N{NO-BREAK SPACE}", " ")).split())


def read(found: Report) -> list[dict[str, Any]]:
    """The report's rows in the shape of rows.json."""
    return [
        {
            "provision": each.provision,
            "printed_number": each.row.number,
            "requirement": fold(each.row.requirement),
            "answer": each.row.answer.value,
            "answer_text": fold(each.row.answer_text),
            "evidence": fold(each.row.evidence),
            "commentary": fold(each.row.commentary),
            "extra": {heading: fold(text) for heading, text in each.row.extra},
            "support": each.row.support.value,
            "links": list(each.row.links),
        }
        for each in found.rows
    ]


def as_laid_out(wanted: str, found: str) -> str:
    """`wanted` where `found` is the same text but for white space that a page's line breaks may have put in."""
    words = []
    for word in fold(wanted).split():
        loose = len(word) > LONGEST_WHOLE or "://" in word or word.startswith("www.")
        parts = list(word) if loose else _BREAKABLE.split(word)
        words.append(r"\s?".join(re.escape(part) for part in parts if part))
    return fold(wanted) if re.fullmatch(r"\s+".join(words), found) else found


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_read_as_the_form_says(name: str, form: str) -> None:
    found = report(name, form)
    assert found.reasons == ()
    rows, wanted = read(found), expected(name, "rows")
    assert [row["printed_number"] for row in rows] == [row["printed_number"] for row in wanted]
    for row, want in zip(rows, wanted, strict=True):
        if row["provision"] == want.pop("text_of"):  # number and text disagree: either may be taken for the row's own
            want["provision"] = row["provision"]
        hidden = [address for text, address in want.pop("links") if not address.endswith(text)]
        # LibreOffice was told to print, which leaves links out
        assert row.pop("links") == ([] if form in {"txt", "libreoffice.pdf"} else hidden)
        for key in TEXTS:
            want[key] = fold(want[key])
            if form.endswith("pdf"):
                row[key] = as_laid_out(want[key], row[key])
        if form.endswith("pdf"):
            row["extra"] = {key: as_laid_out(want["extra"].get(key, ""), text) for key, text in row["extra"].items()}
        if want["answer_text"] in TICKS and row["answer_text"]:
            row["answer_text"] = want["answer_text"]
    assert rows == wanted


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_labelled_checks_find_what_is_wrong_and_nothing_else(name: str, form: str) -> None:
    found, wanted = report(name, form), expected(name, "findings")
    labelled = [each for each in found.findings if wanted["checks"] == "all" or each.check in wanted["checks"]]
    got = Counter((each.check, each.provision) for each in labelled)
    assert got == Counter((check, provision) for check, provision in wanted["findings"])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_form_s_own_facts_are_read(name: str, form: str) -> None:
    found, wanted = report(name, form), expected(name, "findings")
    assert (found.detection.rulebook, found.detection.detected) == (wanted["rulebook"], True)
    assert found.assessed_on == date.fromisoformat(wanted["assessed_on"])
    assert found.landlord in (None, wanted["landlord"])  # it may be unknown, but never somebody else's


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_found_in_a_clean_form(name: str, form: str) -> None:
    assert [(each.code, each.provision, each.message) for each in report(name, form).findings] == []


def test_one_form_gives_the_same_rows_in_every_format() -> None:
    def solid(value: object) -> object:
        return re.sub(r"\s", "", value) if isinstance(value, str) else value

    tables = {form: read(report("clean-2024", form)) for form in FORMATS}
    for table in tables.values():
        for row in table:
            row.pop("links")  # a PDF keeps them apart from its text
    first, *others = ([{key: solid(value) for key, value in row.items()} for row in rows] for rows in tables.values())
    assert len(first) == 72
    for other in others:
        assert other == first


@pytest.mark.parametrize(("file", "want"), yaml.safe_load((HOSTILE / "expected.yaml").read_text("utf-8")).items())
def test_a_hostile_file_ends_as_it_must(file: str, want: dict[str, Any]) -> None:
    found = outcome(HOSTILE / file)
    if "rows" in want:
        assert isinstance(found, Report), found
        assert (found.reasons, len(found.rows)) == ((), want["rows"])
    else:
        assert isinstance(found, Unreadable), "it was judged, and must not be"
        assert found.reason == want["reason"]


def test_every_hostile_file_has_its_outcome_written_down() -> None:
    files = {path.name for path in HOSTILE.iterdir()} - {"expected.yaml"}
    assert files == set(yaml.safe_load((HOSTILE / "expected.yaml").read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_the_files_that_need_no_other_program_follow_their_source(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    source, web, text, labels = (
        importlib.import_module(f"scripts.fixtures.{module}") for module in ("source", "web", "text", "expected")
    )
    form = source.load(FORMS / "src" / f"{name}.yaml")
    web.write(form, tmp_path / f"{name}.html")
    text.write(form, tmp_path / f"{name}.txt")
    labels.write(form, tmp_path)
    for suffix in ("html", "txt", "rows.json", "findings.json"):
        made = (tmp_path / f"{name}.{suffix}").read_bytes()
        assert made == (FORMS / f"{name}.{suffix}").read_bytes(), "run python -m scripts.make_fixtures"


def test_every_file_is_small() -> None:
    large = {path.name: path.stat().st_size for path in FORMS.iterdir() if path.stat().st_size >= 1_000_000}
    assert large == {}
