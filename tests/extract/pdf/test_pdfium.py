"""A page as PDFium has it: text in runs, rules as lines, in the way the page is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extract.pdf.drawn import Page, pdf

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.pdfium import PageContent, Pdf

FIXTURES = Path(__file__).parents[3] / "fixtures" / "hostile"


def content(page: Page, ruled: bool = True) -> PageContent:
    with Pdf(pdf(page)) as opened:
        found = opened.page(0, lambda _: ruled)
    assert found is not None
    return found


def texts(page: Page, ruled: bool = True) -> list[str]:
    return [run.text for run in content(page, ruled).runs]


def places(found: PageContent) -> list[tuple[str, int, int]]:
    """Each run with its distance from the page's left and lower edge, to ten points."""
    return [(run.text, round((run.x0 - found.left) / 10), round((run.y - found.bottom) / 10)) for run in found.runs]


def lines(page: Page) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """The horizontal (y, x0, x1) and vertical (x, y0, y1) lines in whole points from the page's corner."""
    found = content(page)
    horizontal = [
        (round(y - found.bottom), round(a - found.left), round(b - found.left)) for y, a, b in found.horizontal
    ]
    vertical = [(round(x - found.left), round(a - found.bottom), round(b - found.bottom)) for x, a, b in found.vertical]
    return sorted(horizontal), sorted(vertical)


def uprights(*xs: float) -> Page:
    page = Page()
    for x in xs:
        page.line(x, 100, x, 800)
    return page


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        Pdf(data)
    return caught.value.reason, caught.value.stage


# ── text ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_between_two_rules_is_one_run() -> None:
    page = (
        uprights(50, 300)
        .text(60, 700, "A complaint must be defined as")
        .text(60, 688, "an expression of dissatisfaction")
    )
    assert texts(page) == ["A complaint must be defined as", "an expression of dissatisfaction"]


def test_an_upright_rule_parts_what_is_written_as_one_line() -> None:
    page = uprights(50, 100, 300).text(60, 700, "1.2").text(104, 700, "A complaint must").text(305, 700, "Yes")
    assert texts(page) == ["1.2", "A complaint must", "Yes"]


def test_a_rule_through_a_line_that_was_set_in_one_go() -> None:
    """Some producers write a whole row as one string with spaces: "1.2    Yes"."""
    page = uprights(50, 80, 300).text(60, 700, "1.2          Yes")
    assert texts(page) == ["1.2", "Yes"]


def test_without_rules_words_that_a_usual_space_parts_are_one_run() -> None:
    page = Page().text(60, 700, "1.2").text(120, 700, "A complaint must").text(400, 700, "Yes")
    assert texts(page, ruled=False) == ["1.2", "A complaint must", "Yes"]


def test_the_places_of_runs() -> None:
    page = uprights(50, 300).text(60, 700, "left").text(250, 400, "lower")
    found = content(page)
    assert (found.number, round(found.width), round(found.height)) == (1, 595, 842)
    assert [(run.text, round(run.x0), round(run.y, -1)) for run in found.runs] == [
        ("left", 60, 700),
        ("lower", 250, 400),
    ]
    assert all(6 < run.height < 14 and run.x1 > run.x0 for run in found.runs)


def test_letters_placed_one_by_one_are_words_again() -> None:
    page = uprights(50, 300)
    x = 60.0
    for letter in "Yes we do":
        if letter != " ":
            page.text(x, 700, letter)
        x += {"w": 5.8, " ": 2.2, "Y": 5.3, "s": 4.0}.get(letter, 4.5)
    assert "".join(texts(page)).replace(" ", "") == "Yeswedo"
    assert texts(page) == ["Yes we do"]


def test_a_hyphen_at_a_lines_end_stays_and_the_next_line_is_its_own() -> None:
    page = uprights(50, 300).text(60, 700, "the self-").text(60, 690, "assessment form")
    assert texts(page) == ["the self-", "assessment form"]


def test_invisible_text_over_a_visible_page_is_not_read() -> None:
    page = uprights(50, 300).text(60, 700, "Yes").text(60, 680, "No", mode=3)
    assert texts(page) == ["Yes"]


def test_a_page_of_invisible_text_alone_is_a_scan_with_its_text_layer() -> None:
    page = Page().image(0, 0, 595, 842).text(60, 700, "Yes", mode=3)
    found = content(page, ruled=False)
    assert ([run.text for run in found.runs], found.images) == (["Yes"], 1)


def test_ticks_of_a_symbol_font() -> None:
    page = uprights(50, 190, 300)
    for number in range(3):
        page.text(60, 700 - 40 * number, f"Row {number} of it").text(200, 700 - 40 * number, "484"[number], font="F2")
    assert texts(page) == ["Row 0 of it", "✔", "Row 1 of it", "✘", "Row 2 of it", "✔"]


def test_text_inside_a_form_object() -> None:
    page = uprights(50, 300)
    page.form = "BT /F1 8 Tf 60 700 Td (inside) Tj ET 0.5 w 50 650 m 300 650 l S"
    page.form_matrix = "1 0 0 1 10 20"
    found = content(page)
    assert places(found) == [("inside", 7, 72)]
    assert [tuple(map(round, line)) for line in found.horizontal] == [(670, 60, 310)]


def test_a_page_without_text() -> None:
    found = content(Page())
    assert (found.runs, found.characters, found.images, found.drawn) == ([], 0, 0, 0)


# ── how the page lies ────────────────────────────────────────────────────────────────────────────


def test_a_page_turned_by_its_rotation_reads_as_it_is_looked_at() -> None:
    """Landscape forms are often portrait pages with /Rotate 90 and text drawn sideways."""
    upright = (
        Page(842, 595).line(50, 100, 50, 500).line(300, 100, 300, 500).text(60, 400, "first").text(60, 300, "second")
    )
    turned = Page(595, 842, rotate=90)
    for x in (50, 300):
        turned.line(595 - 100, x, 595 - 500, x)
    turned.text(595 - 400, 60, "first", turn="0 1 -1 0").text(595 - 300, 60, "second", turn="0 1 -1 0")
    assert places(content(turned)) == places(content(upright))
    assert lines(turned) == lines(upright)
    assert (round(content(turned).width), round(content(turned).height)) == (842, 595)


def test_a_page_drawn_upside_down_and_turned_back() -> None:
    upright = Page().line(50, 100, 50, 500).line(300, 100, 300, 500).text(60, 400, "first").text(60, 300, "second")
    turned = Page(rotate=180)
    for x in (50, 300):
        turned.line(595 - x, 842 - 100, 595 - x, 842 - 500)
    turned.text(595 - 60, 842 - 400, "first", turn="-1 0 0 -1").text(595 - 60, 842 - 300, "second", turn="-1 0 0 -1")
    assert places(content(turned)) == places(content(upright))
    assert lines(turned) == lines(upright)


@pytest.mark.parametrize(("turn", "across"), [("0 1 -1 0", False), ("0 -1 1 0", True)])
def test_text_drawn_sideways_on_an_upright_page(turn: str, across: bool) -> None:
    page = Page(595, 842)
    if across:
        page.text(200, 700, "the first line of it", turn=turn).text(100, 700, "the second line of it", turn=turn)
    else:
        page.text(200, 100, "the first line of it", turn=turn).text(300, 100, "the second line of it", turn=turn)
    found = content(page, ruled=False)
    assert (round(found.width), round(found.height)) == (842, 595)
    ordered = sorted(found.runs, key=lambda run: (-round(run.y), run.x0))
    assert [run.text for run in ordered] == ["the first line of it", "the second line of it"]


def test_a_crop_box_that_begins_elsewhere() -> None:
    page = Page(crop=(40, 60, 540, 760)).line(50, 100, 50, 700).line(300, 100, 300, 700).text(60, 700, "Yes")
    found = content(page)
    assert (round(found.width), round(found.height)) == (500, 700)
    assert places(found) == [("Yes", 2, 64)]
    assert lines(page) == ([], [(10, 40, 640), (260, 40, 640)])


# ── rules ────────────────────────────────────────────────────────────────────────────────────────


def test_strokes_thin_rectangles_and_boxes_are_lines() -> None:
    assert lines(Page().line(50, 700, 300, 700).line(50, 100, 50, 700)) == ([(700, 50, 300)], [(50, 100, 700)])
    assert lines(Page().box(50, 700, 250, 0.6, "f").box(50, 100, 0.6, 600, "f")) == ([(700, 50, 300)], [(50, 100, 700)])
    assert lines(Page().box(50, 100, 250, 600)) == ([(100, 50, 300), (700, 50, 300)], [(50, 100, 700), (300, 100, 700)])


def test_a_grid_drawn_as_one_path() -> None:
    page = Page()
    page.drawn.append("0.5 w 50 700 m 300 700 l 50 400 m 300 400 l 50 400 m 50 700 l 300 400 m 300 700 l S")
    assert lines(page) == ([(400, 50, 300), (700, 50, 300)], [(50, 400, 700), (300, 400, 700)])


def test_a_path_that_closes_itself() -> None:
    page = Page()
    page.drawn.append("0.5 w 50 700 m 300 700 l 300 400 l 50 400 l h 10 10 m 40 10 l 40 40 l s")
    horizontal, vertical = lines(page)
    assert {(400, 50, 300), (700, 50, 300)} <= set(horizontal)
    assert {(50, 400, 700), (300, 400, 700)} <= set(vertical)


def test_clipping_paths_bullets_slanted_lines_and_the_background_are_no_rules() -> None:
    page = Page().box(50, 100, 250, 600, "n").box(60, 700, 3, 3, "f").box(0, 0, 595, 842, "f").line(50, 100, 300, 700)
    assert lines(page) == ([], [])


@pytest.mark.parametrize(
    "path",
    [
        "50 400 m 100 500 200 500 250 400 c S",
        "50 400 m 250 400 l 150 600 l 50 400 l S",
        "50 400 m 60 400 l 260 600 l 250 600 l h f",
    ],
)
def test_a_curve_a_triangle_and_a_slanted_band_are_no_boxes(path: str) -> None:
    page = Page()
    page.drawn.append(f"0.5 w {path}")
    horizontal, vertical = lines(page)
    assert [line for line in horizontal if line[0] > 450] + vertical == []


def test_dots_and_dashes_drawn_one_by_one_are_rules() -> None:
    """Some producers draw a dotted border dot by dot."""
    page = Page()
    for at in range(60):
        page.line(50 + 4 * at, 700, 52 + 4 * at, 700)
        page.box(50, 460 + 4 * at, 1, 1, "f")
    assert lines(page) == ([(700, 50, 288)], [(50, 460, 697)])


def test_a_few_dots_and_dashes_are_none() -> None:
    page = Page()
    for at in range(4):
        page.line(50 + 4 * at, 700, 52 + 4 * at, 700)
        page.box(50, 100 + 40 * at, 2, 2, "f")
    assert lines(page) == ([], [])


def test_a_box_with_rounded_corners_has_its_straight_sides() -> None:
    page = Page()
    page.drawn.append(
        "0.5 w 54 400 m 246 400 l 248 400 250 402 250 404 c 250 596 l 250 598 248 600 246 600 c"
        " 54 600 l 52 600 50 598 50 596 c 50 404 l 50 402 52 400 54 400 c h S"
    )
    assert lines(page) == ([(400, 54, 246), (600, 54, 246)], [(50, 404, 596), (250, 404, 596)])


def test_a_shaded_row_has_four_sides() -> None:
    assert lines(Page().box(50, 600, 250, 40, "f")) == (
        [(600, 50, 300), (640, 50, 300)],
        [(50, 600, 640), (300, 600, 640)],
    )


def test_lines_drawn_under_a_scaling_matrix() -> None:
    page = Page()
    page.drawn.append("q 0.5 0 0 0.5 10 20 cm 1 w 100 1000 m 500 1000 l S 100 200 m 100 1000 l S Q")
    assert lines(page) == ([(520, 60, 260)], [(60, 120, 520)])


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def test_metadata_and_the_count_of_pages() -> None:
    with Pdf(pdf(Page(), Page(), title="Elm Grove: self-assessment")) as opened:
        assert (opened.pages, opened.metadata("Title"), opened.metadata("Author")) == (
            2,
            "Elm Grove: self-assessment",
            "",
        )


def test_a_password_damage_and_noise_are_told_apart() -> None:
    assert refused((FIXTURES / "password.pdf").read_bytes()) == ("password", "open")
    assert refused(b"%PDF-1.7\n" + bytes(range(256)) * 8) == ("damaged", "open")
    assert refused(b"") == ("damaged", "open")


def test_an_owner_password_forbids_nobody_to_read() -> None:
    with Pdf((FIXTURES / "owner-password.pdf").read_bytes()) as opened:
        assert opened.pages > 0


def test_a_page_that_is_not_there() -> None:
    with Pdf(pdf(Page())) as opened:
        assert opened.page(7, lambda _: False) is None


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("5 12 m 10 17 l 20 7 l S", ["✓"]),
        ("6 6 m 18 18 l 18 6 m 6 18 l S", ["✗"]),
        ("9 16.17 m 4.83 12 l 3.41 13.41 l 9 19 l 21 7 l 19.59 5.59 l h f", ["✓"]),
        (
            "19 6.41 m 17.59 5 l 12 10.59 l 6.41 5 l 5 6.41 l 10.59 12 l 5 17.59 l 6.41 19 l 12 13.41 l 17.59 19 l"
            " 19 17.59 l 13.41 12 l h f",
            ["✗"],
        ),
        ("6 9 m 12 15 l 18 9 l S", []),  # an arrow that points down
        ("6 6 m 18 6 l 12 16 l h f", []),
    ],
)
@pytest.mark.parametrize("scale", [0.5, 0.8])
def test_icons_that_are_ticks_and_crosses(path: str, mark: list[str], scale: float) -> None:
    """As web pages draw them: in a square of 24, y downwards, as strokes or as an outline that is filled."""
    page = Page()
    page.drawn.append(f"q {scale} 0 0 -{scale} 100 500 cm 2 w {path} Q")
    assert texts(page) == mark
