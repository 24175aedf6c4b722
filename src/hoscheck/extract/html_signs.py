"""Answers that a web page draws instead of writing: icons, pictures, boxes, choices → text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hoscheck.extract.symbols import CROSS, CROSSED_BOX, EMPTY_BOX, TICK, TICKED_BOX

if TYPE_CHECKING:
    from lxml.etree import _Element

# A description of a picture up to this length may be an answer; longer ones tell a scene.
LONGEST_ALT = 100

_FAMILIES = frozenset(
    ("fa", "fas", "far", "fal", "fad", "fab", "bi", "icon", "icons", "glyphicon", "dashicons", "mdi", "ti", "feather",
     "octicon", "govuk", "svg", "img", "image", "lucide", "ph", "ri", "la", "las", "uil", "material", "symbol")
)  # fmt: skip
_TICKS = frozenset(("check", "tick", "checkmark", "checked", "ok", "yes", "done", "success"))
_CROSSES = frozenset(("times", "xmark", "cross", "x", "no", "remove", "ban", "clear", "cancel", "close"))
_BOXES = frozenset(("square", "box", "checkbox"))
# These words alone, without the name of an icon family beside them, say enough.
_ALONE = frozenset(("tick", "cross", "checkmark", "xmark"))
# The words that icon fonts turn into a picture of themselves ("check_circle").
_LIGATURES = {
    "check": TICK, "done": TICK, "done_all": TICK, "check_circle": TICK, "check_box": TICKED_BOX, "task_alt": TICK,
    "check_circle_outline": TICK, "close": CROSS, "clear": CROSS, "cancel": CROSS, "highlight_off": CROSS,
    "check_box_outline_blank": EMPTY_BOX, "disabled_by_default": CROSSED_BOX,
}  # fmt: skip
_LIGATURE_CLASS = re.compile(r"\bmaterial-(?:icons|symbols)")
# What a description says of the picture itself: "Icon of a tick", "Green tick icon".
_PICTURE = re.compile(
    r"^(?:an? |the )?(?:icon|image|picture|graphic|symbol)(?: of| showing)?(?: an?| the)?:? +"
    r"| +(?:icon|image|picture|graphic|symbol)$",
    re.I,
)
_SPLIT = re.compile(r"[^a-z]+|(?<=[a-z])(?=[A-Z])")
_FILE_NAME = re.compile(r"^[\w%.-]+\.(?:png|jpe?g|gif|svg|webp|bmp)$", re.I)
_VISIBLE_INPUTS = frozenset(
    ("text", "email", "url", "tel", "number", "date", "month", "week", "time", "datetime-local", "")
)


def text_of(element: _Element) -> str:
    """All text inside an element on one line, as it stands."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def described(text: str) -> str:
    """A picture's description on one line, without the words that only say that it is a picture."""
    return _PICTURE.sub("", " ".join(text.split()))


def icon(element: _Element) -> str:
    """The sign that an empty element's class draws, or its label; "" where neither says anything."""
    label = element.get("aria-label") or element.get("title") or element.get("data-icon-label") or ""
    if label.strip():
        return described(label)
    return _sign(element.get("class") or "", families=True)


def ligature(element: _Element) -> str | None:
    """The sign of an icon font's word; None where the element's text is text."""
    if not _LIGATURE_CLASS.search(element.get("class") or ""):
        return None
    return _LIGATURES.get((element.text or "").strip().lower(), "")


def drawing(element: _Element) -> str:
    """What an inline SVG shows: its label or title, or the name of the symbol that it uses."""
    label = element.get("aria-label") or ""
    if not label.strip():
        title = next(element.iter("title"), None)
        label = text_of(title) if title is not None else ""
    if label.strip():
        return described(label)
    names = [element.get("class") or "", element.get("data-icon") or ""]
    for use in element.iter("use"):
        names.append((use.get("href") or use.get("xlink:href") or "").rpartition("#")[2])
    return next((sign for name in names if (sign := _sign(name, families=False))), "")


def picture(element: _Element) -> str:
    """What an img says: its alternative text, or what its file is called where that is a tick or a cross."""
    alt = described(element.get("alt") or element.get("title") or "")
    if alt and len(alt) <= LONGEST_ALT and not _FILE_NAME.match(alt):
        return alt
    source = (element.get("src") or "").partition("?")[0]
    if source.startswith("data:"):
        return ""
    stem = source.rpartition("/")[2].rpartition(".")[0]
    return _sign(stem, families=False)


def box(element: _Element) -> str:
    """What an input shows: a box, ticked or not, or the text that was typed."""
    kind = (element.get("type") or "").lower()
    if kind in ("checkbox", "radio"):
        sign = CROSSED_BOX if element.get("checked") is not None else EMPTY_BOX
        label = element.get("aria-label") or ""
        return f" {sign} {label} "
    if kind in _VISIBLE_INPUTS:
        return f" {element.get('value') or ''} "
    if kind == "image":
        return element.get("alt") or ""
    return ""


def choice(element: _Element) -> str:
    """What a select shows: the chosen items, or the first where none is marked as chosen."""
    options = list(element.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None]
    if not chosen and element.get("multiple") is None:
        chosen = options[:1]
    return ", ".join(text_of(each) for each in chosen)


def _sign(names: str, *, families: bool) -> str:
    """The sign that a class or file name stands for. `families`: it must also name an icon family ("fa fa-check")."""
    words = frozenset(word.lower() for word in _SPLIT.split(names) if word)
    if families and not words & _FAMILIES and not words & _ALONE:
        return ""
    if words & _TICKS:
        return TICKED_BOX if words & _BOXES else TICK
    if words & _CROSSES:
        return CROSSED_BOX if words & _BOXES else CROSS
    return EMPTY_BOX if words & _BOXES and words & _FAMILIES else ""
