"""Words of a line put together up to the gaps that may part two columns."""

from __future__ import annotations

from array import array
from itertools import accumulate

from hoscheck.extract.pdf.phrasing import Words, phrases

LETTER, HEIGHT = 5.0, 10.0


def made(
    *lines: list[tuple[float, str]], marks: tuple[int, ...] = (), bands: tuple[tuple[float, float], ...] = ()
) -> list[str]:
    """The runs of lines of words, each word with its left edge; a line stands 20 points below the one before it."""
    words = [(700.0 - 20 * at, x, word) for at, line in enumerate(lines) for x, word in line]
    found = Words(
        texts=[word for _, _, word in words],
        lines=[len(line) for line in lines],
        left=array("f", [x for _, x, _ in words]),
        right=array("f", [x + LETTER for _, x, _ in words]),
        upper=array("f", [top for top, _, _ in words]),
        lower=array("f", [top - HEIGHT for top, _, _ in words]),
        end=array("f", [x + LETTER * len(word) for _, x, word in words]),
        marks=marks,
    )
    return [run.text for run in phrases(found, bands)[0]]


def spaced(x: float, *words: str, space: float = 2.5) -> list[tuple[float, str]]:
    """Words with a usual space between them."""
    lefts = accumulate((LETTER * len(word) + space for word in words), initial=x)
    return list(zip(lefts, words, strict=False))


def test_words_with_usual_spaces_are_one_run() -> None:
    assert made(spaced(60, "Landlords", "must", "answer")) == ["Landlords must answer"]


def test_a_wider_gap_parts_runs() -> None:
    line = [*spaced(60, "Landlords", "must"), *spaced(136, "Our", "policy")]
    assert made(line) == ["Landlords must", "Our policy"]


def test_pieces_that_touch_are_one_word() -> None:
    assert made([(60, "land"), (80.5, "lords"), (108, "must")]) == ["landlords must"]


def test_a_column_may_begin_where_other_lines_begin() -> None:
    first = spaced(60, "Landlords", "must", "tell", "residents")
    assert made(first, [(152.5, "We")], [(152.5, "do")]) == ["Landlords must tell", "residents", "We", "do"]


def test_a_provision_number_stands_alone() -> None:
    assert made(spaced(60, "see", "5.1", "there", "is", "v1.22.3")) == ["see", "5.1", "there is v1.22.3"]


def test_what_is_drawn_twice_is_two_runs() -> None:
    assert made([(60, "Yes"), (60.4, "Yes")]) == ["Yes", "Yes"]


def test_words_of_different_marked_content_and_those_under_a_link_are_parted() -> None:
    line = spaced(60, "our", "policy", "says")
    assert made(line, marks=(1, 2, 2)) == ["our", "policy says"]
    assert made(line, spaced(60, "and", "more"), bands=((690, 700),)) == ["our", "policy", "says", "and more"]


def test_places_that_are_no_numbers_part_runs() -> None:
    nan = float("nan")
    assert made([(60, "a"), (nan, "b")], [(nan, "c")]) == ["a", "b", "c"]
