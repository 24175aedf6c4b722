"""Does a page that is a picture show lines of text? A scanned page does and was not read; a cover's photo or a map is
nothing that was lost.

Text is dark on even paper, in lines of a few points with clean paper between them. The page is drawn small and looked
at tile by tile, so that a crooked or shaded scan is known too, and in both directions, for pages on their side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hoscheck.extract.pdf.pdfium import Pdf

DPI, LONGEST = 72, 1_200  # a point of print is a pixel; pixels of a page's longer side at most
ACROSS, DOWN = 16, 8  # tiles; a line that is crooked by three degrees rises by two points in one
# Grey of 255: paper is lighter than PAPER, and what is CLEAN is at most so much darker than it; INK is darker still.
PAPER, CLEAN, INK = 120, 40, 70
PRINTED = 0.4  # of a tile; where more of it is not clean, it is a picture: a page of small print has a quarter
LINE = (3, 14)  # points that a line of text is high
# Pieces of lines on a page: five lines of text over its width. Photos that were drawn to mislead have none, a map's
# roads 16, a chart's bars 21, the emptiest scanned page 78.
WRITTEN = 40
MOST_LOOKED_AT = 20  # pages; where there are more, none is taken for a picture without a look


def any_written(pdf: Pdf, numbers: Sequence[int]) -> bool:
    """True where one of these pages (from 1) shows lines of text, or cannot be looked at."""
    return len(numbers) > MOST_LOOKED_AT or any(_is_written(pdf, number - 1) for number in numbers)


def _is_written(pdf: Pdf, index: int) -> bool:
    size = pdf.size(index)
    if size is None:
        return True
    drawn = pdf.render(index, DPI * min(1.0, LONGEST / max(*size, 1.0)))
    if drawn is None:
        return True
    width, height, stride, pixels = drawn
    upright = sideways = 0
    for left, right in _parts(width, ACROSS):
        for top, bottom in _parts(height, DOWN):
            tile = [pixels[y * stride + left : y * stride + right] for y in range(top, bottom)]
            upright += _lines(tile)
    for left, right in _parts(width, DOWN):
        for top, bottom in _parts(height, ACROSS):
            tile = [pixels[top * stride + x : bottom * stride : stride] for x in range(left, right)]
            sideways += _lines(tile)
    return max(upright, sideways) >= WRITTEN


def _parts(size: int, many: int) -> Iterator[tuple[int, int]]:
    edges = [size * at // many for at in range(many + 1)]
    return pairwise(edges)


def _lines(tile: Sequence[bytes]) -> int:
    """How many pieces of lines of text a tile shows."""
    every = b"".join(tile)
    if not every:
        return 0
    paper = sorted(every[::7])[len(every[::7]) * 3 // 4]
    if paper < PAPER:
        return 0
    shades = bytes(2 if grey < paper - INK else 1 if grey < paper - CLEAN else 0 for grey in range(256))
    marked = every.translate(shades)
    if len(every) - marked.count(0) > PRINTED * len(every) or 2 not in marked:
        return 0
    found, high, ink = 0, 0, False
    for row in (*tile, bytes([paper])):  # the last line ends at the tile's edge
        shown = row.translate(shades)
        if shown.count(0) < len(shown):
            high, ink = high + 1, ink or 2 in shown
        else:
            found += ink and LINE[0] <= high <= LINE[1]
            high, ink = 0, False
    return found
