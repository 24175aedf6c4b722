"""Arguments of C calls that are made ready once.

ctypes converts every argument of every call, which takes longer than most of what PDFium is asked. What it makes of an
argument can be kept and given again, to functions that are bound without the types of their arguments: those take what
is ready as it is. (A pointer must be ready then: a bare number would be cut to 32 bits.)
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from ctypes import c_int, c_void_p
from operator import itemgetter
from typing import Any

# So many are kept; a page with more characters than that is none of a form's.
MOST_KEPT = 1 << 14
_BOX = 16  # bytes: four floats

pointer = c_void_p.from_param
_counted: list[Any] = []


def _count_to(end: int) -> None:
    _counted.extend(map(c_int.from_param, range(len(_counted), min(max(end, 2 * len(_counted)), MOST_KEPT))))


def counted(end: int) -> Sequence[Any]:
    """The numbers from 0, `end` of them."""
    if end > MOST_KEPT:
        return list(map(c_int.from_param, range(end)))
    if end > len(_counted):
        _count_to(end)
    return _counted[:end]


def numbers(values: Sequence[int]) -> Sequence[Any]:
    """These numbers, of which none is below 0."""
    if len(values) < 2:
        return list(map(c_int.from_param, values))
    most = max(values)
    if most >= MOST_KEPT:
        return list(map(c_int.from_param, values))
    if most >= len(_counted):
        _count_to(most + 1)
    picked: Sequence[Any] = itemgetter(*values)(_counted)
    return picked


class Boxes:
    """Room for boxes that C fills in: `places` are where each is to be put."""

    def __init__(self) -> None:
        self._floats = array("f")
        self._places: list[Any] = []

    def places(self, count: int) -> Sequence[Any]:
        """Where to put so many boxes; what was put there before is lost."""
        if count > len(self._places):
            room = max(count, 2 * len(self._places), 256)
            self._floats = array("f", bytes(_BOX * room))  # the old places lead nowhere now
            start = self._floats.buffer_info()[0]
            self._places = list(map(pointer, range(start, start + _BOX * room, _BOX)))
        return self._places

    def put(self, count: int) -> array[float]:
        """The first so many boxes, four numbers each."""
        return self._floats[: 4 * count]
