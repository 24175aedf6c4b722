"""Arguments of C calls that are made ready once.

ctypes converts every argument of every call, which takes longer than most of what PDFium is asked. What it makes of an
argument can be kept and given again, to functions that are bound without the types of their arguments: those take what
is ready as it is, and a number as a C int. (A pointer must be ready then: a bare number would be cut to 32 bits.)
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

_BOX = 16  # bytes: four floats

pointer = c_void_p.from_param


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
