"""Pages that are pictures, where text recognition is not there or not wanted; and its bookkeeping, with a fake one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoscheck import rulebook
from hoscheck.errors import Unreadable
from hoscheck.extract import Forms, ocr, read_blocks, read_form
from hoscheck.extract.ocr.mending import mend_number, mended
from hoscheck.extract.paging import heard
from hoscheck.extract.pdf import scans
from hoscheck.extract.pdf.pdfium import PageContent, Pdf
from hoscheck.extract.pdf.runs import Run

SCANS = Path(__file__).parents[2] / "fixtures" / "scans"


def scan(name: str) -> bytes:
    return (SCANS / f"{name}.pdf").read_bytes()


def refusal(data: bytes, mode: str = "auto") -> tuple[str, str]:
    with pytest.raises(Unreadable) as told:
        read_blocks(data, "form.pdf", ocr=mode)
    return told.value.reason, told.value.message


# ── without text recognition ─────────────────────────────────────────────────────────────────────


def test_without_the_extra_a_scan_is_refused_with_the_way_to_install_it() -> None:
    assert refusal(scan("seen-copier")) == (
        "no-text",
        "its pages are pictures (a scan) without text; publish the PDF that Word or your form exports, "
        'or install text recognition: pip install "hoscheck[ocr]"',
    )


def test_recognition_can_be_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    assert refusal(scan("seen-copier"), "never") == (
        "no-text",
        "its pages are pictures (a scan) without text, and text recognition was not to be used (--ocr never)",
    )


def test_a_page_of_its_own_that_is_a_scan_makes_the_document_partial() -> None:
    document = read_blocks(scan("seen-mixed"), "form.pdf")
    assert (document.reasons, document.pages, document.scanned) == (("no-text",), 3, frozenset())


def test_a_page_number_stamped_over_a_scan_is_not_its_text() -> None:
    document = read_blocks(scan("seen-bundle"), "form.pdf")
    assert document.reasons == ("no-text",)


def test_the_scanners_own_layer_is_read() -> None:
    truth = json.loads((SCANS / "truth" / "seen-layer.json").read_text(encoding="utf-8"))
    form = read_form(scan("seen-layer"), "form.pdf", Forms(rulebook.built_in()))
    assert [(row.number, row.answer) for row in form.rows] == [
        (row["printed_number"], row["answer"]) for row in truth["rows"]
    ]
    assert (form.reasons, {row.recognised for row in form.rows}) == ((), {False})


# ── with a recogniser that says what it is told ──────────────────────────────────────────────────


class Fake:
    """Reads a line on every page, and counts the pages."""

    asked: list[int]

    def page(self, _pdf: Pdf, index: int) -> PageContent | None:
        self.asked.append(index + 1)
        page = PageContent(index + 1, 595, 842, 0, 0, images=1)
        page.runs = [Run(self.text, 50, 500, 700, 10)] if self.text else []
        page.characters = len(self.text)
        return page

    text = ""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    made = Fake()
    made.asked = []
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "Recogniser", lambda: made)
    scans._kept.clear()
    yield made
    scans._kept.clear()


LINE = "Our self-assessment against the Complaint Handling Code, as the board approved it in the spring of 2025."


def test_a_page_is_recognised_once_and_told_of(fake: Fake) -> None:
    fake.text = LINE
    told: list[tuple[int, int]] = []
    with heard(lambda done, of: told.append((done, of))):
        first = read_blocks(scan("seen-mixed"), "form.pdf")
        again = read_blocks(scan("seen-mixed"), "form.pdf")
    assert (first.scanned, first.reasons) == (frozenset({2}), ())
    assert (first, fake.asked, told) == (again, [2], [(1, 1)])


def test_a_blank_back_is_not_recognised_and_is_no_loss(fake: Fake) -> None:
    fake.text = LINE
    document = read_blocks(scan("seen-blank-backs"), "form.pdf")
    assert (fake.asked, document.scanned, document.reasons) == ([1], frozenset({1}), ())


def test_a_drawing_in_which_nothing_is_recognised_makes_the_document_partial(fake: Fake) -> None:
    document = read_blocks(scan("seen-mixed"), "form.pdf")
    assert (document.scanned, document.reasons) == (frozenset(), ("no-text",))


def test_a_scan_in_which_nothing_is_recognised_is_refused(fake: Fake) -> None:
    assert refusal(scan("seen-copier")) == (
        "no-text",
        "its pages are pictures (a scan) in which no text was recognised; publish the PDF that your form exports",
    )


def test_a_stamp_alone_does_not_outweigh_what_was_printed_over_the_picture(fake: Fake) -> None:
    fake.text = "a picture's words"
    document = read_blocks(scan("seen-bundle"), "form.pdf")
    assert (fake.asked, document.scanned) == ([1], frozenset())


def test_every_page_is_recognised_where_that_is_asked(fake: Fake) -> None:
    fake.text = LINE
    document = read_blocks(scan("seen-mixed"), "form.pdf", ocr="always")
    assert (fake.asked, document.scanned) == ([1, 2, 3], frozenset({1, 2, 3}))


def test_longer_scans_are_read_in_part(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.text = LINE
    monkeypatch.setattr(scans, "MOST_SCANNED", 2)
    document = read_blocks(scan("seen-mixed"), "form.pdf", ocr="always")
    assert (fake.asked, document.reasons) == ([1, 2], ("limit:scanned-pages",))


# ── numbers that were misread ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("l.2", "1.2"),
        ("1,2", "1.2"),
        ("1. 2", "1.2"),
        ("5.l0", "5.10"),
        ("S.1", "5.1"),
        ("6.20", "6.20"),
        ("12", "12"),
        ("1.2.3", "1.2.3"),
        ("Is.", "Is."),
        ("2024", "2024"),
    ],
)
def test_a_number_alone(read: str, meant: str) -> None:
    assert mend_number(read) == meant


def test_numbers_that_stand_under_one_another() -> None:
    runs = [Run(text, x, x + 20, y, 10) for text, x, y in (
        ("1.2", 40, 700), ("words", 90, 700), ("l.3", 41, 650), ("1.4", 40, 600), ("l.5", 90, 600),
    )]  # fmt: skip
    assert [run.text for run in mended(runs, ())] == ["1.2", "words", "1.3", "1.4", "l.5"]
