"""PDF files end to end: what is refused, what is read only in part, and the rows of whole files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.extract.pdf.drawn import LEADING, Page, pdf, wrapped

from hoscheck.errors import Unreadable
from hoscheck.extract import Forms, read_form
from hoscheck.extract.pdf import EXTRACTOR, read, read_second
from hoscheck.model import Answer, Document, SelfAssessment
from hoscheck.normalise import squash
from hoscheck.rulebook import built_in

HOSTILE = Path(__file__).parents[3] / "fixtures" / "hostile"
BOOKS = built_in()
FORMS = Forms(BOOKS)
NEW = {each.number: squash(each.text) for each in BOOKS[-1].requirements}
YES, NO, BLANK = Answer.YES, Answer.NO, Answer.BLANK
XS = (40.0, 90.0, 300.0, 350.0, 450.0, 560.0)
HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
Told = tuple[str | None, str, Answer, str, str]


def refused(data: bytes, name: str = "form.pdf") -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    return caught.value.reason, caught.value.stage


def form(data: bytes, engine: str = "pdfium") -> SelfAssessment:
    return read_form(data, "form.pdf", FORMS, engine)


def told(*pages: Page, engine: str = "pdfium") -> list[Told]:
    rows = form(pdf(*pages), engine).rows
    return [(row.number, row.requirement, row.answer, row.evidence, row.commentary) for row in rows]


def cells(number: str, answer: str = "Yes", evidence: str = "It opens our policy.", said: str = "") -> tuple[str, ...]:
    return (number, NEW[number], answer, evidence, said)


def row(number: str, answer: Answer = YES, evidence: str = "It opens our policy.", said: str = "") -> Told:
    return (number, NEW[number], answer, evidence, said)


def sheet(*numbers: str) -> Page:
    page = Page()
    page.table(XS, 780, [HEADINGS, *map(cells, numbers)])
    return page


TWELVE = ("1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3")
BOTH = (sheet(*TWELVE[:6]), sheet(*TWELVE[6:]))


# ── what is a PDF ────────────────────────────────────────────────────────────────────────────────


def test_a_pdf_is_known_by_its_bytes_before_its_name() -> None:
    data = pdf(Page())
    recognised = EXTRACTOR.recognises
    assert [
        recognised(data, "form.txt"),
        recognised(b"\xef\xbb\xbf\n" * 9 + data, "form"),
        recognised(b"text", "form.pdf"),
    ] == [True] * 3
    assert [
        recognised(b"<html>%PDF", "form.pdf"),
        recognised(b"text", "form.txt"),
        recognised(b"PK\x03\x04", "form.docx"),
    ] == [False] * 3


def test_a_text_named_pdf_is_refused() -> None:
    assert refused(b"1.2\tA text\tYes\n") == ("type-mismatch", "open")


def test_a_pdf_behind_some_other_bytes_is_read() -> None:
    assert form(b"\r\n\r\n" + pdf(*BOTH)).rows == form(pdf(*BOTH)).rows


# ── what cannot be judged ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("password.pdf", ("password", "open")),
        ("truncated.pdf", ("damaged", "open")),
        ("zero-pages.pdf", ("no-pages", "open")),
        ("noise.pdf", ("damaged", "open")),
        ("not-a-pdf.pdf", ("type-mismatch", "open")),
        ("scan.pdf", ("no-text", "read")),
    ],
)
def test_files_that_are_refused(name: str, answer: tuple[str, str]) -> None:
    assert refused((HOSTILE / name).read_bytes()) == answer


def test_pages_that_show_only_pictures_are_a_scan() -> None:
    with pytest.raises(Unreadable) as caught:
        read(pdf(*(Page().image(0, 0, 595, 842) for _ in range(3))), "form.pdf")
    assert (caught.value.reason, caught.value.stage) == ("no-text", "read")
    assert "scan" in caught.value.message


def test_pages_that_show_nothing_at_all() -> None:
    assert refused(pdf(Page(), Page())) == ("no-text", "read")


def test_a_scanned_page_among_others_makes_the_reading_partial() -> None:
    found = form(pdf(*BOTH, Page().scan()))
    assert ([each.number for each in found.rows], found.reasons, found.pages) == (list(TWELVE), ("no-text",), 3)


def test_a_scan_with_a_stamped_page_number_is_still_a_scan() -> None:
    found = form(pdf(*BOTH, Page().scan().text(290, 20, "Page 3")))
    assert found.reasons == ("no-text",)


def test_a_page_that_is_only_a_picture_is_no_loss() -> None:
    """The photo of a cover, a signature on a page of its own, a chart: none shows lines of text."""
    chart = Page()
    for at in range(60):
        chart.drawn.append(f"{40 + 8 * at} 100 6 {100 + (at * 37) % 400} re f")
    for page in (Page().image(0, 0, 595, 842), Page().image(200, 300, 90, 40), Page().scan(lines=2), chart):
        found = form(pdf(page, *BOTH))
        assert ([each.number for each in found.rows], found.reasons, found.pages) == (list(TWELVE), (), 3)


def test_an_empty_page_among_others_is_no_loss() -> None:
    found = form(pdf(*BOTH, Page()))
    assert ([each.number for each in found.rows], found.reasons) == (list(TWELVE), ())


def test_a_page_whose_content_is_damaged_makes_the_reading_partial() -> None:
    broken = sheet(*TWELVE[6:])
    broken.broken = True
    found = form(pdf(BOTH[0], broken))
    assert ([each.number for each in found.rows], found.reasons) == (list(TWELVE[:6]), ("pages-lost",))


def test_more_pages_than_a_form_can_have_are_left_out_and_said_so() -> None:
    found = read(pdf(sheet("1.2", "1.3"), *[Page()] * 1000), "form.pdf")
    assert (found.pages, found.reasons, len(found.blocks)) == (1001, ("limit:pages",), 1)


def attempted(data: bytes) -> tuple[str | None, SelfAssessment | None]:
    """Why the file was refused, or what it holds."""
    try:
        return None, form(data)
    except Unreadable as error:
        return error.reason, None


def test_a_file_cut_off_anywhere_is_never_called_whole() -> None:
    """The file may be refused or read in part; whole it is only where every row is there."""
    data = pdf(*BOTH)
    whole = form(data).rows
    told_whole = []
    reasons = set()
    for cut in range(200, len(data) - 30, len(data) // 25):
        reason, found = attempted(data[:cut])
        reasons.add(reason)
        if found is not None and not found.reasons and found.rows != whole:
            told_whole.append(cut)
    assert told_whole == []
    assert reasons <= {None, "damaged", "no-pages", "no-text"}


# ── whole files ──────────────────────────────────────────────────────────────────────────────────


def test_the_rows_of_a_ruled_form() -> None:
    assert told(*BOTH) == [row(number) for number in TWELVE]


def test_both_readers_give_the_same_rows() -> None:
    assert told(*BOTH, engine="pdfplumber") == told(*BOTH)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_only_turned_on_the_screen(rotate: int) -> None:
    """Some files carry a wrong /Rotate: the text itself says which way is up."""
    pages = (sheet(*TWELVE[:6]), sheet(*TWELVE[6:]))
    for page in pages:
        page.rotate = rotate
    assert told(*pages) == [row(number) for number in TWELVE]


def test_a_crop_box_that_begins_elsewhere() -> None:
    pages = (sheet(*TWELVE[:6]), sheet(*TWELVE[6:]))
    for page in pages:
        page.crop = (20, 20, 580, 800)
    assert told(*pages) == [row(number) for number in TWELVE]


def test_a_row_that_runs_over_the_pages_end_is_one_row() -> None:
    first = Page()
    lines = wrapped(NEW["1.6"], XS[2] - XS[1] - 8)
    cut = len(lines) // 2
    half = ("1.6", "\n".join(lines[:cut]), "Yes", "It opens", "Staff")
    first.table(XS, 780, [HEADINGS, *map(cells, TWELVE[:4]), half], foot=False)
    second = Page()
    second.table(
        XS, 800, [HEADINGS, ("", "\n".join(lines[cut:]), "", "our policy.", "learn it."), *map(cells, TWELVE[5:])]
    )
    wanted = [row(number, said="Staff learn it." if number == "1.6" else "") for number in TWELVE]
    assert told(first, second) == wanted
    assert [(each.location.page, each.location.end_page) for each in form(pdf(first, second)).rows][3:6] == [
        (1, 1),
        (1, 2),
        (2, 2),
    ]


def test_a_row_that_fills_a_whole_page_of_its_own() -> None:
    long = " ".join(f"Resident {number} was told of it." for number in range(1, 220))
    lines = wrapped(long, XS[4] - XS[3] - 8)
    parts = ["\n".join(lines[at : at + 70]) for at in range(0, len(lines), 70)]
    assert len(parts) > 2
    pages = [Page() for _ in parts]
    pages[0].table(XS, 800, [HEADINGS, ("1.2", NEW["1.2"], "Yes", parts[0], "")], foot=False)
    for page, part in zip(pages[1:], parts[1:], strict=True):
        for number, line in enumerate(part.split("\n")):
            page.text(XS[3] + 4, 800 - 12 - number * LEADING, line)
        for x in XS:
            page.line(x, 60, x, 800)
    pages[-1].line(XS[0], 60, XS[-1], 60)
    last = Page()
    last.table(XS, 800, [HEADINGS, *map(cells, TWELVE[1:])])
    assert told(*pages, last) == [row("1.2", evidence=long), *(row(number) for number in TWELVE[1:])]


# ── tables that are ruled only in part ───────────────────────────────────────────────────────────


def partly(numbers: Sequence[str], rules: str, frame: bool) -> Page:
    """A form's page with some of its rules: across, uprights, or both without the table's own sides (inner)."""
    page = Page()
    foot = page.table(
        XS, 780, [HEADINGS, *map(cells, numbers)], rules={"uprights": "none", "inner": "strokes"}.get(rules, rules)
    )
    if rules == "uprights":
        for x in XS:
            page.line(x, foot, x, 780)
    if rules == "inner":
        sides = (f"0.5 w {XS[0]} ", f"0.5 w {XS[-1]} ")
        page.drawn = [
            each for each in page.drawn if not (each.startswith(sides) and each.split()[2] == each.split()[5])
        ]
    if frame:
        page.box(XS[0], foot, XS[-1] - XS[0], 780 - foot)
    return page


@pytest.mark.parametrize(
    ("rules", "frame"),
    [
        ("across", False),
        ("across", True),
        ("inner", False),
        ("uprights", True),
    ],
)
def test_a_table_that_is_ruled_only_in_part(rules: str, frame: bool) -> None:
    assert told(partly(TWELVE[:6], rules, frame), partly(TWELVE[6:], rules, frame)) == [
        row(number) for number in TWELVE
    ]


def test_dashed_rules_and_a_ruled_heading_alone() -> None:
    dashed = (sheet(*TWELVE[:6]), sheet(*TWELVE[6:]))
    for page in dashed:
        page.drawn = [f"[2 2] 0 d {each}" if each.startswith("0.5 w") else each for each in page.drawn]
    assert told(*dashed) == [row(number) for number in TWELVE]
    headed = []
    for numbers in (TWELVE[:6], TWELVE[6:]):
        headed.append(Page())
        foot = headed[-1].table(XS, 780, [HEADINGS])
        headed[-1].table(XS, foot, list(map(cells, numbers)), rules="none")
    assert told(*headed) == [row(number) for number in TWELVE]


@pytest.mark.parametrize("rules", ["strokes", "across"])
def test_numbers_and_answers_in_the_middle_of_their_cells(rules: str) -> None:
    """Cells are often centred from top to bottom: the number stands beside the third line of the requirement."""
    page = Page()
    foot = page.table(XS, 800, [HEADINGS], rules=rules)
    for number in TWELVE[:8]:
        top = foot
        foot = page.table(XS, top, [("", NEW[number], "", "It opens our policy.", "")], rules=rules)
        page.text(XS[0] + 4, (top + foot) / 2 - 3, number).text(XS[2] + 4, (top + foot) / 2 - 3, "Yes")
    assert told(page) == [row(number) for number in TWELVE[:8]]


def test_words_with_a_hyphen_at_the_lines_end() -> None:
    page = Page()
    evidence = "Our self-\nassessment is on the web-\nsite and in the annual/\nquarterly report."
    page.table(XS, 780, [HEADINGS, cells("1.2", evidence=evidence), *map(cells, TWELVE[1:])])
    assert told(page)[0] == row(
        "1.2", evidence="Our self-assessment is on the web-site and in the annual/quarterly report."
    )


def test_ticks_and_crosses_in_a_yes_and_a_no_column() -> None:
    xs = (40.0, 90.0, 300.0, 330.0, 360.0, 460.0, 560.0)
    headings = ("Code provision", "Code requirement", "Yes", "No", "Evidence", "Commentary")
    page = Page()
    y = page.table(xs, 780, [headings])
    for number in TWELVE:
        page.text((xs[3] if number == "1.4" else xs[2]) + 8, y - 12, "4", font="F2")
        y = page.table(xs, y, [(number, NEW[number], "", "", "Kept.", "")])
    assert told(page) == [row(number, NO if number == "1.4" else YES, "Kept.") for number in TWELVE]


def test_filled_fields_of_a_form_are_answers() -> None:
    page = Page()
    y = page.table(XS, 780, [HEADINGS])
    for number in TWELVE:
        page.fields.append((XS[2] + 3, y - 16, "No" if number == "1.4" else "Yes"))
        y = page.table(XS, y, [cells(number, "", "Kept.")])
    assert told(page) == [row(number, NO if number == "1.4" else YES, "Kept.") for number in TWELVE]


def test_the_files_title_and_pages_come_with_the_form() -> None:
    found: Document = read(pdf(*BOTH, title="Elm Grove Homes - Self-assessment"), "form.pdf")
    assert (found.format, found.pages, found.reasons, dict(found.metadata)) == (
        "pdf",
        2,
        (),
        {"title": "Elm Grove Homes - Self-assessment"},
    )
    assert form(pdf(*BOTH, title="Elm Grove Homes - Self-assessment")).landlord == "Elm Grove Homes"


def test_the_second_reader_refuses_what_it_cannot_read() -> None:
    with pytest.raises(Unreadable):
        read_second(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    with pytest.raises(Unreadable):
        read_second((HOSTILE / "password.pdf").read_bytes())
