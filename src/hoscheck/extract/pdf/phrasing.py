"""The words of a line → runs that end where a gap may part two columns.

Where no upright rules part the columns, gaps between words do. Most gaps are too narrow for that, and all that comes
after looks at every run: a page has three times as many words as it has such runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from statistics import median

from hoscheck.extract.pdf.runs import Run

Words = Sequence[tuple[int, int]]  # where each word of a line begins and ends in the text
Band = tuple[float, float]  # lowest, highest

CODE = re.compile(r"^\W?\d{1,2}\.\d{1,2}\W?$")

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


def phrases(
    text: str, lines: Sequence[Words], ends: Sequence[float], marks: Sequence[int], bands: Sequence[Band]
) -> Iterator[tuple[Run, int]]:
    """The runs of these lines, each with the mark of its words.

    `ends` has the places of every word's first and last character (left, top, right, bottom), `marks` the piece of
    content that each word belongs to, where that is asked. A narrow gap parts runs, too, where a column may begin
    behind it, beside a provision number, and in lines that stand within a band.
    """
    boxes = zip(*(iter(ends),) * 8, strict=True)
    belongs = iter(marks) if marks else repeat(-1)
    begins, wide = _begins(lines, ends), WIDER * _usual_space(lines, ends)
    for words in lines:
        held, mark, bound = "", -1, False  # a word that is bound stands alone
        left = reach = level = height = least = most = joint = raised = larger = 0.0
        # the boxes and marks are of all lines, so that the words end first
        for (start, end), (x0, y1, x1, y0, _, _, x2, _), own in zip(words, boxes, belongs):  # noqa: B905
            word = text[start:end]
            if x2 > x1:
                x1 = x2
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
                yield Run(held, left, reach, level / 2, height), mark
            held, mark, left, reach, level, height = word, own, x0, x1, y0 + y1, tall if tall > 0.1 else 0.1
            least, most, joint = -OVERLAP * height, wide * height, NO_SPACE * height
            raised, larger = 2 * RAISED * height, LARGER * height
            bound = single or (bool(bands) and any(low <= level / 2 <= high for low, high in bands))
        if held.endswith(HYPHENS):
            held = held[:-1] + "-"
        yield Run(held, left, reach, level / 2, height), mark


def _usual_space(lines: Sequence[Words], ends: Sequence[float]) -> float:
    """The word space of most words, in heights of the text."""
    gaps: list[float] = []
    at = 0
    for words in lines:
        for word in range(at + 8, at + 8 * len(words), 8):
            height = ends[word - 7] - ends[word - 5]  # of the word before
            gap = ends[word] - ends[word - 2]
            if gap > NO_SPACE * height > 0:
                gaps.append(gap / height)
        at += 8 * len(words)
        if len(gaps) > SAMPLE:
            break
    return min(max(median(gaps), NARROWEST), WIDEST) if gaps else USUAL


def _begins(lines: Sequence[Words], ends: Sequence[float]) -> set[int]:
    """The places, in whole points, where several lines begin."""
    counts: Counter[int] = Counter()
    at = 0
    for words in lines:
        if abs(ends[at]) < MOST_SIDE:  # a damaged place may be no number
            counts[int(ends[at])] += 1
        at += 8 * len(words)
    return {x + near for x, count in counts.items() if count >= BEGUN for near in (-1, 0, 1)}
