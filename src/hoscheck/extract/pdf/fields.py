"""The fields of a PDF form: what was typed, chosen or ticked, as runs of text where the fields stand.

PDFium keeps them apart from the page's text (ISO 32000-1, 12.7: interactive forms).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from ctypes import byref, c_float
from typing import Any

from hoscheck.extract.pdf.runs import Run, turned

_WIDGET = 20
_CHECK_BOX, _RADIO_BUTTON, _COMBO_BOX, _LIST_BOX, _TEXT_FIELD = 2, 3, 4, 5, 6
MOST_FIELDS = 5_000  # of a page
LONGEST_VALUE = 100_000  # bytes
LINE_HEIGHT = 10.0  # points; a value of several lines is laid out from the field's top


def fields(calls: Any, form: Any, page: Any, turn: int) -> list[Run]:
    """The fields of a page: a box "☒" or "☐" for each that can be ticked, the value of the others."""
    found: list[Run] = []
    for index in range(min(calls.annotations(page), MOST_FIELDS)):
        annotation = calls.annotation(page, index)
        if not annotation:
            continue
        try:
            if calls.annotation_kind(annotation) == _WIDGET:
                found += _field(calls, form, annotation, turn)
        finally:
            calls.close_annotation(annotation)
    return found


def _field(calls: Any, form: Any, annotation: Any, turn: int) -> Iterator[Run]:
    kind = calls.field_kind(form, annotation)
    if kind in (_CHECK_BOX, _RADIO_BUTTON):
        shown = _entry(calls, annotation, b"AS")  # the state that is drawn, which PDFium's own answer may miss
        ticked = shown != "Off" if shown else calls.field_checked(form, annotation)
        value = "☒" if ticked else "☐"
    elif kind in (_COMBO_BOX, _LIST_BOX, _TEXT_FIELD):
        value = _value(calls, form, annotation) or _entry(calls, annotation, b"V")
    else:
        return
    box = (c_float * 4)()
    if not value.strip() or not calls.annotation_box(annotation, byref(box)):
        return
    left, top, right, bottom = box
    x0, y0, x1, y1 = turned(left, min(bottom, top), right, max(bottom, top), turn)
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    height = min(LINE_HEIGHT, (y1 - y0) / len(lines))
    first = (y0 + y1) / 2 if len(lines) == 1 else y1 - height / 2
    for at, line in enumerate(lines):
        if line.strip():
            yield Run(line, x0, x1, first - at * height, height)


def _value(calls: Any, form: Any, annotation: Any) -> str:
    return _read(lambda buffer, size: calls.field_value(form, annotation, buffer, size))


def _entry(calls: Any, annotation: Any, key: bytes) -> str:
    """A text or name of the annotation's own dictionary."""
    return _read(lambda buffer, size: calls.annotation_text(annotation, key, buffer, size))


def _read(call: Callable[[int | None, int], int]) -> str:
    """A UTF-16 text that PDFium first tells the size of, then writes."""
    size = call(None, 0)
    if not 2 < size <= LONGEST_VALUE:
        return ""
    buffer = array("H", bytes(size + size % 2))
    call(buffer.buffer_info()[0], size)
    return buffer.tobytes()[: size - 2].decode("utf-16-le", errors="replace")
