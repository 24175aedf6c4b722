"""Ruling lines → cells, told as rectangles: (left, bottom, right, top)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hoscheck.extract.pdf.grid import Grid, Line, find_grids

Box = tuple[float, float, float, float]
Stroke = tuple[float, float, float, float]  # x0, y0, x1, y1


def found(*strokes: Stroke) -> list[Grid]:
    horizontal: list[Line] = [(y0, min(x0, x1), max(x0, x1)) for x0, y0, x1, y1 in strokes if y0 == y1]
    vertical: list[Line] = [(x0, min(y0, y1), max(y0, y1)) for x0, y0, x1, y1 in strokes if x0 == x1 and y0 != y1]
    return find_grids(horizontal, vertical)


def cells(grid: Grid) -> list[Box]:
    """The cells of a grid from top to bottom and left to right, in whole points."""
    parts: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for row, owners in enumerate(grid.owner):
        for column, owner in enumerate(owners):
            parts[owner].append((row, column))
    boxes = []
    for each in parts.values():
        rows, columns = [row for row, _ in each], [column for _, column in each]
        boxes.append(
            (
                round(grid.xs[min(columns)]),
                round(grid.ys[max(rows) + 1]),
                round(grid.xs[max(columns) + 1]),
                round(grid.ys[min(rows)]),
            )
        )
    return sorted(boxes, key=lambda each: (-each[3], each[0]))


def told(*strokes: Stroke) -> list[list[Box]]:
    return [cells(grid) for grid in found(*strokes)]


def frame(x0: float, y0: float, x1: float, y1: float) -> list[Stroke]:
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def frames(boxes: Iterable[Box]) -> list[Stroke]:
    return [stroke for box in boxes for stroke in frame(*box)]


def across(*ys: float, x0: float = 0, x1: float = 300) -> list[Stroke]:
    return [(x0, y, x1, y) for y in ys]


def up(*xs: float, y0: float = 0, y1: float = 300) -> list[Stroke]:
    return [(x, y0, x, y1) for x in xs]


TWO_BY_TWO: list[Box] = [(0, 200, 100, 300), (100, 200, 300, 300), (0, 0, 100, 200), (100, 0, 300, 200)]


# ── how a table is drawn ─────────────────────────────────────────────────────────────────────────


def test_full_lines() -> None:
    assert told(*across(0, 200, 300), *up(0, 100, 300)) == [TWO_BY_TWO]


def test_a_frame_a_cell() -> None:
    assert told(*frames(TWO_BY_TWO)) == [TWO_BY_TWO]


def test_cells_with_small_gaps_between_their_frames() -> None:
    shrunk: list[Box] = [(x0 + 0.7, y0 + 0.7, x1 - 0.7, y1 - 0.7) for x0, y0, x1, y1 in TWO_BY_TWO]
    grids = told(*frames(shrunk))
    assert [[tuple(round(each, -1) for each in box) for box in grid] for grid in grids] == [TWO_BY_TWO]


def test_a_line_in_many_short_pieces() -> None:
    pieces: list[Stroke] = [(x, y, x + 9, y) for y in (0, 200, 300) for x in range(0, 291, 10)]
    pieces += [(x, y, x, y + 9) for x in (0, 100, 300) for y in range(0, 291, 10)]
    assert told(*pieces, (291, 0, 300, 0), (291, 200, 300, 200), (291, 300, 300, 300)) == [TWO_BY_TWO]


def test_a_line_a_little_off_its_place_in_every_row() -> None:
    wobbly = [*up(0, 300), (100.8, 0, 100.8, 200), (99.4, 200, 99.4, 300)]
    assert told(*across(0, 200, 300), *wobbly) == [TWO_BY_TWO]


def test_double_rules_are_one() -> None:
    assert told(*across(0, 1.5, 200, 201.5, 300), *up(0, 100, 101.5, 298.5, 300)) in (
        [[(0, 201, 101, 300), (101, 201, 299, 300), (0, 1, 101, 201), (101, 1, 299, 201)]],
        [TWO_BY_TWO],
    )


def test_lines_that_stop_short_of_the_corner_still_touch() -> None:
    assert told(*across(0, 200, 300, x0=1.5, x1=298.5), *up(0, 100, 300, y0=1.5, y1=298.5)) == [TWO_BY_TWO]


# ── merged cells ─────────────────────────────────────────────────────────────────────────────────


def test_a_cell_merged_over_columns() -> None:
    boxes: list[Box] = [(0, 200, 300, 300), (0, 100, 100, 200), (100, 100, 300, 200)]
    assert told(*across(100, 200, 300), *up(0, 300, y0=100), *up(100, y0=100, y1=200)) == [boxes]


def test_a_cell_merged_over_rows() -> None:
    boxes: list[Box] = [(0, 100, 100, 300), (100, 200, 300, 300), (100, 100, 300, 200)]
    assert told(*across(100, 300), *across(200, x0=100), *up(0, 100, 300, y0=100)) == [boxes]


def test_a_cell_merged_over_rows_and_columns() -> None:
    strokes = [*across(0, 300), *up(0, 300), *across(100), *up(200), *across(200, x0=200), *up(100, y1=100)]
    assert told(*strokes) == [
        [
            (0, 100, 200, 300),
            (200, 200, 300, 300),
            (200, 100, 300, 200),
            (0, 0, 100, 100),
            (100, 0, 200, 100),
            (200, 0, 300, 100),
        ]
    ]


def test_banner_rows_between_rows_of_cells() -> None:
    strokes = [*across(0, 100, 200, 300), *up(0, 300), *up(100, y0=0, y1=100), *up(100, y0=200, y1=300)]
    assert told(*strokes) == [
        [(0, 200, 100, 300), (100, 200, 300, 300), (0, 100, 300, 200), (0, 0, 100, 100), (100, 0, 300, 100)]
    ]


def test_columns_that_differ_between_two_parts_of_a_table() -> None:
    strokes = [*across(0, 150, 300), *up(0, 300), *up(100, y0=150), *up(200, y1=150)]
    assert told(*strokes) == [[(0, 150, 100, 300), (100, 150, 300, 300), (0, 0, 200, 150), (200, 0, 300, 150)]]


# ── tables that a page cuts open ─────────────────────────────────────────────────────────────────


def test_a_table_open_at_the_foot() -> None:
    assert told(*across(200, 300), *up(0, 100, 300)) == [TWO_BY_TWO]


def test_a_table_open_at_the_head() -> None:
    assert told(*across(0, 200), *up(0, 100, 300)) == [TWO_BY_TWO]


def test_a_table_open_at_both_ends() -> None:
    assert told(*across(200), *up(0, 100, 300)) == [TWO_BY_TWO]


def test_uprights_alone_are_a_row_that_fills_the_page() -> None:
    assert told(*up(0, 100, 300)) == [[(0, 0, 100, 300), (100, 0, 300, 300)]]


def test_two_uprights_alone_or_of_different_lengths_are_no_table() -> None:
    assert told(*up(0, 300)) == []
    assert told(*up(0), *up(100, y1=100), *up(300, y1=200)) == []


def test_a_table_without_lines_at_its_sides() -> None:
    grids = found(*across(0, 200, 300), *up(100, 200))
    assert [cells(grid) for grid in grids] == [
        [
            (0, 200, 100, 300),
            (100, 200, 200, 300),
            (200, 200, 300, 300),
            (0, 0, 100, 200),
            (100, 0, 200, 200),
            (200, 0, 300, 200),
        ]
    ]


# ── what is no cell's border ─────────────────────────────────────────────────────────────────────


def test_an_underline_inside_a_cell_divides_nothing() -> None:
    assert told(*across(0, 200, 300), *up(0, 100, 300), (120, 240, 180, 240), (10, 50, 60, 50)) == [TWO_BY_TWO]


def test_an_underline_that_nearly_reaches_the_cells_sides() -> None:
    assert told(*across(0, 200, 300), *up(0, 100, 300), (106, 240, 294, 240)) == [TWO_BY_TWO]


def test_lines_apart_from_the_table() -> None:
    assert told(*across(0, 200, 300), *up(0, 100, 300), (0, 350, 300, 350), (0, 420, 150, 420)) == [TWO_BY_TWO]


def test_a_nested_box_belongs_to_its_cell() -> None:
    assert told(*across(0, 200, 300), *up(0, 100, 300), *frame(120, 20, 280, 180)) == [TWO_BY_TWO]


def test_a_nested_table_belongs_to_its_cell() -> None:
    inner = [*frame(120, 20, 280, 180), (120, 100, 280, 100), (200, 20, 200, 180)]
    assert told(*across(0, 200, 300), *up(0, 100, 300), *inner) == [TWO_BY_TWO]


def test_a_frame_around_the_page_is_no_table() -> None:
    assert told(*frame(-20, -20, 320, 320), *across(0, 200, 300), *up(0, 100, 300)) == [TWO_BY_TWO]


def test_check_boxes_beside_one_another_are_no_grid_of_the_page() -> None:
    boxes = frames([(10, 10, 20, 20), (40, 10, 50, 20)])
    assert told(*across(0, 200, 300), *up(0, 100, 300), *boxes) == [TWO_BY_TWO]


def test_no_lines_and_a_single_line() -> None:
    assert told() == []
    assert told((0, 0, 300, 0)) == []
    assert told((0, 0, 0, 300)) == []


def test_more_lines_than_a_form_can_have_are_a_drawing() -> None:
    assert find_grids([(float(at), 0.0, 300.0) for at in range(20_000)], [(0.0, 0.0, 300.0), (300.0, 0.0, 300.0)]) == []


# ── several tables, and places ───────────────────────────────────────────────────────────────────


def test_two_tables_on_a_page_from_top_to_bottom() -> None:
    below = [*across(0, 50, 100), *up(0, 100, 300, y1=100)]
    above = [*across(200, 300), *up(0, 150, 300, y0=200)]
    assert told(*below, *above) == [
        [(0, 200, 150, 300), (150, 200, 300, 300)],
        [(0, 50, 100, 100), (100, 50, 300, 100), (0, 0, 100, 50), (100, 0, 300, 50)],
    ]


def test_where_a_place_lies() -> None:
    grid = found(*across(0, 100, 200, 300), *up(0, 300), *up(100, y1=200))[0]
    places = {(50, 250), (250, 250), (50, 150), (250, 150), (50, 50), (299, 1), (400, 50), (50, 400), (-30, 50)}
    assert {place: grid.cell_at(*place) for place in places} == {
        (50, 250): (0, 0),
        (250, 250): (0, 0),
        (50, 150): (1, 0),
        (250, 150): (1, 1),
        (50, 50): (2, 0),
        (299, 1): (2, 1),
        (400, 50): None,
        (50, 400): None,
        (-30, 50): None,
    }
