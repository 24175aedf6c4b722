"""The words of a line → runs that end where a gap may part two columns.

Where no upright rules part the columns, gaps between words do. Most gaps are too narrow for that, and all that comes
after looks at every run: a page has three times as many words as it has such runs.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice, repeat
from math import inf, isfinite
from operator import add, le, sub
from sys import byteorder
from typing import NamedTuple

from hoscheck.extract.pdf.runs import Run, median

Band = tuple[float, float]  # lowest, highest


class Words(NamedTuple):
    """The words of a page, a list of each thing that is known of them: what is asked of all is then asked in loops that
    run in C. Places are kept as PDFium writes them: a number is made of one only when it is looked at. `lines` has how
    many words stand in each line; `marks` the piece of content that each word belongs to, where that is asked."""

    texts: Sequence[str]
    lines: Sequence[int]
    left: array[float]  # of the first letter
    right: array[float]
    upper: array[float]
    lower: array[float]
    end: array[float]  # the right edge of the last letter
    marks: Sequence[int] = ()
    wholes: Sequence[str] = ()  # the lines themselves, where single spaces part their words


CODE = re.compile(r"^\W?\d{1,2}\.\d{1,2}\W?$")
_MAY_BE_CODE = re.compile(r"\d\.\d")

# PDFium reads on behind a hyphen at a line's end; it marks the hyphen with one of these.
HYPHENS = ("\x02", "\ufffe")
# In heights of the text: a smaller gap is no word space.
NO_SPACE = 0.12
# Word spaces of a text that is not justified are alike; what is wider by this factor may be more than one.
WIDER = 1.3
# In heights of the text, the usual word space, and how wide it may at least and at most be: fonts differ, and so do the
# heights that PDFium tells, which are some fonts' own and some letters'.
USUAL, NARROWEST, WIDEST = 0.25, 0.2, 0.38
# So many gaps tell which is the usual.
SAMPLE = 60
# Words of one run stand on one line and are set alike: what is drawn twice lies over itself, a note's mark is raised, a
# title is larger.
OVERLAP, RAISED, LARGER = 0.1, 0.2, 0.3
# No page is so many points wide.
MOST_SIDE = 1_000_000.0
# Where so many lines begin a column may begin.
BEGUN = 2
# Letters are at least so tall (points), or their heights tell nothing.
LEAST_HEIGHT = 0.1

# Of a place's 32 bits the highest, and the lowest of those that say how large it is.
_SIGN, _HUGE = (1 << 31).to_bytes(4, byteorder), (1 << 23).to_bytes(4, byteorder)

made = tuple.__new__  # a named tuple's own way takes twice as long


def phrases(words: Words, bands: Sequence[Band] = ()) -> tuple[list[Run], list[int]]:
    """The runs of these words, and the mark of each one's words where marks are asked.

    A narrow gap parts runs, too, where a column may begin behind it, beside a provision number, and in lines that
    stand within a band.
    """
    gaps: list[float] = list(map(sub, words.left[1:], words.end))
    begins, wide = _begins(words), WIDER * _usual_space(words, gaps)
    found = _Found([], [])
    if not bands and _in_order(words):
        _swiftly(words, gaps, begins, wide, found)
    else:
        at = 0
        for count in words.lines:
            _parted(words, at, at + count, begins, wide, bands, found)
            at += count
    return found


class _Found(NamedTuple):
    runs: list[Run]
    marks: list[int]


def _swiftly(words: Words, gaps: Sequence[float], begins: set[int], wide: float, found: _Found) -> None:
    """The same as word by word, for words in order: up to the next wide gap they are surely one run, most of them."""
    texts, lines, left, _, upper, lower, ends, marks, wholes = words
    sides, edges = _sides(upper, lower), [*sorted(begins), inf]
    end = 0
    for count, whole in zip(lines, wholes or repeat(""), strict=False):
        at, end = end, end + count
        while at < end:
            top, bottom, after = upper[at], lower[at], end
            height = tall if (tall := top - bottom) > LEAST_HEIGHT else LEAST_HEIGHT
            text = texts[at]
            if end - at > 1:
                between, most = gaps[at : end - 1], wide * height
                if max(between) >= most:
                    after = at + 1 + next(place for place, gap in enumerate(between) if gap >= most)
                    between = between[: after - at - 1]
                if between:
                    text = whole if whole and after - at == count else " ".join(texts[at:after])
                    alike = sides[8 * at + 8 : 8 * after] == sides[8 * at : 8 * after - 8]
                    if (
                        min(between) < NO_SPACE * height
                        # from left to right: most lines have no such place between their second word and the last
                        or (
                            edges[bisect_left(edges, int(left[at + 1]))] <= int(left[after - 1])
                            and not begins.isdisjoint(map(int, left[at + 1 : after]))
                        )
                        or not ((alike and tall == height) or _is_level(upper[at:after], lower[at:after], height))
                        or (marks and marks[at:after].count(marks[at]) < after - at)
                        or ("." in text and _MAY_BE_CODE.search(text) and any(map(CODE.match, texts[at:after])))
                    ):
                        _parted(words, at, end, begins, wide, (), found)
                        break
            if text[-1] in HYPHENS:
                text = text[:-1] + "-"
            found.runs.append(made(Run, (text, left[at], ends[after - 1], (bottom + top) / 2, height)))
            if marks:
                found.marks.append(marks[at])
            at = after


def _sides(upper: array[float], lower: array[float]) -> bytes:
    """The upper and lower side of each word, eight bytes: those of words that are set alike are the same to the bit."""
    sides = array("f", upper + lower)
    sides[::2], sides[1::2] = upper, lower
    return sides.tobytes()


def _is_level(upper: array[float], lower: array[float], height: float) -> bool:
    """True where words stand on one line and are set alike."""
    raised, larger, level = 2 * RAISED * height, LARGER * height, lower[0] + upper[0]
    levels: list[float] = list(map(add, lower, upper))
    talls: list[float] = list(map(sub, upper, lower))
    return (
        max(levels) - level < raised
        and -raised < min(levels) - level
        and max(talls) - height < larger
        and -larger < min(talls) - height
    )


def _in_order(words: Words) -> bool:
    """True where all words stand as they should: from left to right, at places that are numbers."""
    left, right, end = map(_as_one, (words.left, words.right, words.end))
    upper, lower = _as_one(words.upper), _as_one(words.lower)
    signs = int.from_bytes(_SIGN * len(words.left), byteorder)
    huge = int.from_bytes(_HUGE * len(words.left), byteorder)  # with it, what is no number reaches the sign's bit
    odd = left | left + huge | right | right + huge | end | end + huge | upper | upper + huge | lower | lower + huge
    if not odd & signs:
        # the bits of numbers above nought are in the order of the numbers: none takes the bit that is put before it
        return ((right | signs) - left) & ((end | signs) - right) & signs == signs
    return (
        isfinite(sum(words.left) + sum(words.upper) + sum(words.lower))
        and all(map(le, words.left, words.right))
        and all(map(le, words.right, words.end))
    )


def _as_one(places: array[float]) -> int:
    """The bits of all places, 32 each, as one long number: what is asked of it is asked of all."""
    return int.from_bytes(places.tobytes(), byteorder)


def _parted(
    words: Words, start: int, end: int, begins: set[int], wide: float, bands: Sequence[Band], found: _Found
) -> None:
    """A line's runs, word by word."""
    belongs: list[int] = []
    held, mark, bound = "", -1, False  # a word that is bound stands alone
    left = reach = level = height = least = most = joint = raised = larger = 0.0
    for at in range(start, end):
        word, x0, x1, y1, y0 = words.texts[at], words.left[at], words.right[at], words.upper[at], words.lower[at]
        own = words.marks[at] if words.marks else -1
        if words.end[at] > x1:
            x1 = words.end[at]
        gap, tall = x0 - reach, y1 - y0
        single = "." in word and CODE.match(word) is not None
        if (
            held
            and least < gap < most
            and not (bound or single)
            and own == mark
            and int(x0) not in begins
            and -raised < y0 + y1 - level < raised
            and -larger < tall - height < larger
        ):
            held += word if gap < joint else " " + word
            if x1 > reach:
                reach = x1
            continue
        if held:
            found.runs.append(Run(held, left, reach, level / 2, height))
            belongs.append(mark)
        height = tall if tall > LEAST_HEIGHT else LEAST_HEIGHT
        held, mark, left, reach, level = word, own, x0, x1, y0 + y1
        least, most, joint = -OVERLAP * height, wide * height, NO_SPACE * height
        raised, larger = 2 * RAISED * height, LARGER * height
        bound = single or (bool(bands) and any(low <= level / 2 <= high for low, high in bands))
    if held.endswith(HYPHENS):
        held = held[:-1] + "-"
    found.runs.append(Run(held, left, reach, level / 2, height))
    belongs.append(mark)
    if words.marks:
        found.marks.extend(belongs)


def _usual_space(words: Words, gaps: Sequence[float]) -> float:
    """The word space of most words, in heights of the text. `gaps` has what stands behind each word."""
    spaces: list[float] = []
    upper, lower = words.upper, words.lower
    at = 0
    for count in words.lines:
        for place in range(at, at + count - 1):
            if (gap := gaps[place]) > NO_SPACE * (height := upper[place] - lower[place]) > 0:
                spaces.append(gap / height)
        at += count
        if len(spaces) > SAMPLE:
            break
    return min(max(median(spaces), NARROWEST), WIDEST) if spaces else USUAL


def _begins(words: Words) -> set[int]:
    """The places, in whole points, where several lines begin."""
    if not words.lines:
        return set()
    firsts = map(words.left.__getitem__, accumulate(islice(words.lines, len(words.lines) - 1), initial=0))
    # a damaged place may be no number
    counts = Counter([int(x) for x in firsts if -MOST_SIDE < x < MOST_SIDE])
    return {x + near for x, count in counts.items() if count >= BEGUN for near in (-1, 0, 1)}
