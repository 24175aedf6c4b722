"""A page's text as PDFium has it → runs with their places.

Every call into PDFium costs as much as a line of Python, and a page has thousands of characters: only the first and the
last of a line or word are asked for their boxes, and all those of a page in one loop that runs in C.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from codecs import utf_16_le_decode
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, repeat
from math import pi
from operator import add, neg
from typing import Any, NamedTuple

from hoscheck.extract.pdf.phrasing import HYPHENS, LEAST_HEIGHT, Band, Words, made, phrases
from hoscheck.extract.pdf.ready import Boxes, pointer
from hoscheck.extract.pdf.runs import Run

Upright = tuple[float, float, float]  # x, y0, y1
Box = tuple[float, float, float, float]  # x0, y0, x1, y1

_LINE = re.compile("[^ \t\r\n\x02\ufffe](?:[^\r\n\x02\ufffe]*[^ \t\r\n\x02\ufffe])?[\x02\ufffe]?|[\x02\ufffe]")
_WORD = re.compile("[^ \t\r\n\x02\ufffe]*[\x02\ufffe]|[^ \t\r\n\x02\ufffe]+")
# All white space but blanks and line ends; a word of no-break spaces is none.
_ODD_SPACES = (
    "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

# What makes words so odd that each is looked at.
_ODD = ("  ", *_ODD_SPACES)

# What makes lines so odd that each is looked at: hyphens at their ends, spaces around them, empty ones.
_UNEVEN = (*HYPHENS, " \r\n", "\r\n ", "\r\n\r\n")

# Gaps between words, in heights of the text: below the first the pieces are one word, above the second they are two
# columns' (a justified line stretches its spaces to half a height and more).
LETTER_GAP = 0.08
WORD_GAP = 0.9
# Slanted text comes from PDFium letter by letter, or in pieces of a few.
SHORT = 3
# So many letters tell which way up a page is.
SAMPLE = 48

_BOXES = Boxes()  # of one page at a time


class _Parts(NamedTuple):
    """The words of a page: their texts, how many stand in each line, where each begins and where its last letter is,
    and the lines as they are, where words are parted by single spaces."""

    texts: Sequence[str]
    counts: Sequence[int]
    starts: Sequence[int]
    lasts: Sequence[int]
    wholes: Sequence[str] = ()


class Lettering:
    """The text of an open page: `text`, one character an index of PDFium's, and `turn`, the clockwise quarter turns
    that make it upright."""

    def __init__(self, calls: Any, text_page: Any) -> None:
        self._calls, self._page, self._ready = calls, text_page, pointer(text_page)
        count = max(0, calls.characters(text_page)) if text_page else 0
        self.text = self._text(count)
        self.turn = self._quarter_turns()

    def _text(self, count: int) -> str:
        if not count:
            return ""
        buffer = array("H", bytes(2 * count + 2))
        written = self._calls.text(self._page, 0, count, buffer.buffer_info()[0])
        text = utf_16_le_decode(memoryview(buffer)[: max(0, written - 1)], "replace", True)[0]
        if len(text) != count:  # characters outside the basic plane, or dropped ones: ask for each
            text = "".join(_character(self._calls.unicode(self._page, at)) for at in range(count))
        return text

    def _quarter_turns(self) -> int:
        """Pages are published sideways, and turned back by /Rotate or not, so the page's own rotation says nothing.
        PDFium tells angles clockwise."""
        text = self.text
        at = [index for index in range(0, len(text), max(1, len(text) // SAMPLE)) if text[index].isalnum()]
        angles = list(map(self._calls.angle, repeat(self._ready), at))
        if not any(angles):
            return 0
        turns = [-round(angle / (pi / 2)) % 4 for angle in angles]
        most = max(set(turns), key=turns.count, default=0)
        return most if turns.count(most) * 3 >= len(turns) * 2 else 0

    def _is_slanted(self, index: int) -> bool:
        """True for a character that is neither upright nor lying on its side."""
        quarter = self._calls.angle(self._ready, index) / (pi / 2)
        return bool(abs(quarter - round(quarter)) > 0.1)

    def _boxes(self, indexes: Sequence[int]) -> Iterator[Box]:
        """The boxes of these characters, in display space."""
        left, top, right, bottom = self._sides(indexes)
        return zip(left, bottom, right, top, strict=True)

    def _sides(self, indexes: Sequence[int]) -> tuple[array[float], array[float], array[float], array[float]]:
        """The left, top, right and bottom sides of these characters, in display space."""
        deque(map(self._calls.box, repeat(self._ready), indexes, _BOXES.places(len(indexes))), maxlen=0)
        flat = _BOXES.put(len(indexes))
        left, top, right, bottom = flat[::4], flat[1::4], flat[2::4], flat[3::4]
        if self.turn == 1:
            left, bottom, right, top = bottom, _negative(right), top, _negative(left)
        elif self.turn == 2:
            left, bottom, right, top = _negative(right), _negative(top), _negative(left), _negative(bottom)
        elif self.turn == 3:
            left, bottom, right, top = _negative(top), left, _negative(bottom), right
        return left, top, right, bottom

    def _lines(self) -> list[tuple[int, int]]:
        """Where each of PDFium's lines begins and ends, without the spaces around it and without watermarks."""
        spans = [found.span() for found in _LINE.finditer(self.text)]
        return [(start, end) for start, end in spans if end - start > SHORT or not self._is_slanted(start)]

    # ── phrases ──────────────────────────────────────────────────────────────────────────────────

    def phrases(self, bands: Sequence[Band], tagged: bool) -> tuple[list[Run], list[int]]:
        """The words of each line, put together up to a gap that may part two columns (in lines within a band, word by
        word); and, where the page is tagged, the piece of marked content that each run belongs to."""
        texts, counts, starts, lasts, wholes = self._words()
        marks: list[int] = []
        if tagged:
            marks = self._marks(starts, counts)
        left, top, right, bottom = self._sides(starts)
        ends = self._sides(lasts)[2]
        return phrases(Words(texts, counts, left, right, top, bottom, ends, marks, wholes), bands)

    def _marks(self, starts: Sequence[int], lines: Sequence[int]) -> list[int]:
        """The piece of marked content that each word belongs to, by its first letter. A piece does not begin
        within another: where the first, middle and last word of a line are of one, all between them are."""
        asked: list[int] = []
        at = 0
        for count in lines:
            asked += starts[at], starts[at + count // 2], starts[at + count - 1]
            at += count
        told = iter(self._marks_at(asked))
        marks: list[int] = []
        for count, first, middle, last in zip(lines, told, told, told, strict=False):
            at = len(marks)
            one = first == middle == last
            marks += [first] * count if one else self._marks_at(starts[at : at + count])
        return marks

    def _marks_at(self, indexes: Sequence[int]) -> list[int]:
        objects = map(self._calls.text_object, repeat(self._ready), indexes)
        return list(map(self._calls.object_mark, map(pointer, objects)))

    def _words(self) -> _Parts:
        text = self.text
        if not any(map(text.__contains__, _ODD)):
            return self._spaced_words()
        parts = [spans for line in self._lines() if (spans := self._words_of(*line))]
        texts = [text[start:end] for spans in parts for start, end in spans]
        starts = [start for spans in parts for start, _ in spans]
        lasts = [end - 1 for spans in parts for _, end in spans]
        return _Parts(texts, list(map(len, parts)), starts, lasts)

    def _spaced_words(self) -> _Parts:
        """The same where a single space stands between any two words of a line, without looking at each word."""
        text = self.text
        plain = self._plain_lines()
        if plain:
            return _plain_words(text, plain)
        texts: list[str] = []
        counts: list[int] = []
        wholes: list[str] = []
        befores: list[int] = []  # where each word begins, less the letters of all words before it
        letters = 0
        for start, end in self._lines():
            whole = text[start:end]
            words = whole.split(" ")
            count = len(words)
            texts += words
            counts.append(count)
            wholes.append(whole)
            befores += range(start - letters, start - letters + count)
            letters += end - start - count + 1
        sums = list(accumulate(map(len, texts), initial=0))
        starts: list[int] = list(map(add, sums, befores))
        lasts = [end - 1 for end in map(add, sums[1:], befores)]
        return _Parts(texts, counts, starts, lasts, wholes)

    def _plain_lines(self) -> list[str] | None:
        """The lines of a page whose lines have nothing around them but their ends; None of another."""
        text = self.text
        if any(map(text.__contains__, _UNEVEN)) or not text or text[0] in " \r\n" or text[-1] in " \r\n":
            return None
        lines = text.split("\r\n")
        if not len(lines) - 1 == text.count("\r") == text.count("\n"):
            return None
        at = 0
        for line in lines:
            if len(line) <= SHORT and self._is_slanted(at):
                return None
            at += len(line) + 2
        return lines

    def _words_of(self, start: int, end: int) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text, start, end) if not found[0].isspace()]

    def _ends(self, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Box, Box]]:
        first = self._boxes([start for start, _ in spans])
        last = self._boxes([end - 1 for _, end in spans])
        return zip(spans, first, last, strict=True)

    # ── runs between upright rules ───────────────────────────────────────────────────────────────

    def runs(self, uprights: Sequence[Upright]) -> list[Run]:
        """The text split where PDFium breaks lines, where an upright rule stands between words, and where a gap is too
        wide for a word space."""
        between = _Uprights(uprights)
        found: list[Run | tuple[int, int]] = []
        spans = self._lines()
        for (start, end), (x0, y0, x1, y1), (a0, b0, a1, b1) in self._ends(spans):
            middle, height = (y0 + y1) / 2, y1 - y0
            if not height > LEAST_HEIGHT:
                height = LEAST_HEIGHT
            level = -0.6 * height < (b0 + b1) / 2 - middle < 0.6 * height
            if level and uprights and a1 >= x0 - height and not between.crossed(x0, a1, middle):
                text = self.text[start:end]
                if text[-1] in HYPHENS:
                    text = text[:-1] + "-"
                found.append(made(Run, (text, x0 if x0 < a0 else a0, x1 if x1 > a1 else a1, middle, height)))
            else:
                found.append((start, end))
        return list(self._parted(found, between))

    def _parted(self, lines: Sequence[Run | tuple[int, int]], between: _Uprights) -> Iterator[Run]:
        """The runs, and the lines that are not one (given by their ends) word by word."""
        parts = [self._words_of(*line) if len(line) == 2 else () for line in lines]  # a run has more to it
        ends = self._ends([span for part in parts for span in part])
        for line, part in zip(lines, parts, strict=True):
            if part:
                yield from self._gathered(islice(ends, len(part)), between)
            elif isinstance(line, Run):
                yield line

    def _gathered(self, words: Iterable[tuple[tuple[int, int], Box, Box]], between: _Uprights) -> Iterator[Run]:
        """Words of a line put together as far as nothing stands between them; a word with a rule in it letter by
        letter."""
        letters = self.text
        held: list[str] = []
        left = reach = y = height = 0.0
        for (start, end), (x0, y0, x1, y1), (_, _, x2, _) in self._split(words, between):
            middle, word = (y0 + y1) / 2, letters[start:end]
            if x2 > x1:
                x1 = x2
            if held:
                gap = x0 - reach
                level = -0.5 * height < middle - y < 0.5 * height
                apart = gap > WORD_GAP * height or gap < -2 * height
                if level and not apart and not between.crossed(left, x1, middle):
                    held.append(word if gap < LETTER_GAP * height else " " + word)
                    if x1 > reach:
                        reach = x1
                    continue
                yield _joined(held, left, reach, y, height)
            held = [word]
            left, reach, y, height = x0, x1, middle, max(y1 - y0, LEAST_HEIGHT)
        if held:
            yield _joined(held, left, reach, y, height)

    def _split(
        self, words: Iterable[tuple[tuple[int, int], Box, Box]], between: _Uprights
    ) -> Iterator[tuple[tuple[int, int], Box, Box]]:
        for span, first, last in words:
            x0, y0, _, y1 = first
            if between.crossed(x0, last[2], (y0 + y1) / 2):
                boxes = self._boxes(range(*span))
                yield from (((at, at + 1), box, box) for at, box in zip(range(*span), boxes, strict=True))
            else:
                yield span, first, last


def _plain_words(text: str, lines: Sequence[str]) -> _Parts:
    """The words of lines of which a single space parts the words, and "\\r\\n" one from the next: where they begin is
    reckoned from their lengths, in loops that run in C."""
    texts = text.split()
    counts = [line.count(" ") + 1 for line in lines]
    steps = [len(word) + 1 for word in texts]  # from where a word begins to where the next does
    line_ends = list(accumulate(counts))
    for end in line_ends:
        steps[end - 1] += 1
    starts = list(accumulate(steps, initial=0))
    lasts = [start - 2 for start in starts]
    for end in line_ends:
        lasts[end] -= 1
    del starts[-1], lasts[0]
    return _Parts(texts, counts, starts, lasts, lines)


class _Uprights:
    """Upright rules, to be asked for those between two places on a line."""

    def __init__(self, uprights: Sequence[Upright]) -> None:
        self._lines = sorted(uprights)
        self._xs = [x for x, _, _ in self._lines]

    def crossed(self, x0: float, x1: float, y: float) -> bool:
        """True where an upright stands between two places on a line."""
        low, high = bisect_right(self._xs, x0 + 1), bisect_right(self._xs, x1 - 1)
        return low < high and any(y0 <= y <= y1 for _, y0, y1 in self._lines[low:high])


def _negative(places: array[float]) -> array[float]:
    return array(places.typecode, map(neg, places))


def _joined(words: Sequence[str], x0: float, x1: float, y: float, height: float) -> Run:
    text = "".join(words)
    for hyphen in HYPHENS:
        if hyphen in text:
            text = text.replace(hyphen, "-")
    return Run(text, x0, x1, y, height)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else " "
