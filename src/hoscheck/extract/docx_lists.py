"""Styles and automatic numbering of a Word document: what is printed in front of a paragraph though nobody typed it.

Provision numbers are sometimes automatic, so the counting follows Word: one run of numbers an abstract list and story,
restarts where a level above moves on, start overrides once a list (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hoscheck.extract.numerals import doubled_letters, ordinal, roman
from hoscheck.extract.symbols import (
    BULLET,
    CROSS,
    CROSSED_BOX,
    EMPTY_BOX,
    TICK,
    TICKED_BOX,
    UNKNOWN,
    font_of,
    in_font,
    plain_signs,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"

# A bullet of one of these shapes says something; every other one is only a bullet.
_TELLING = frozenset((TICK, CROSS, EMPTY_BOX, TICKED_BOX, CROSSED_BOX, "√", "✔", "✘", "☑", "☒"))
_PLACE = re.compile(r"%([1-9])")
_HEADING = re.compile(r"heading ([1-9])$")
_LAST_LEVEL = 8
_DEEPEST_HEADING = 6
_LONGEST_MARKER = 100  # characters of a level's text; "Section %1.%2" has 13
_LARGEST = 100_000  # no list is longer; keeps a hostile start value from making a long Roman number


def integer(text: str | None, default: int) -> int:
    """The whole number that an attribute holds; the default for everything else ("abc", "", missing)."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def is_on(element: _Element | None) -> bool:
    """True where a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(VAL) not in ("0", "false", "off")


@dataclass(slots=True)
class Style:
    """A style with what it takes from the styles that it is based on."""

    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False
    font: str | None = None


_NO_STYLE = Style()


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    font: str | None = None
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    id: str
    abstract: str  # lists over one abstract list go on counting where the other stopped
    levels: dict[int, _Level]
    overridden: frozenset[int]  # levels at which this list starts afresh when it is first met there


@dataclass(slots=True)
class Counts:
    """How far the lists of one story have come. The body, all text boxes together, headers with footers, and each
    kind of notes count on their own."""

    reached: dict[tuple[str, int], int] = field(default_factory=dict)  # by abstract list and level
    met: set[tuple[str, int]] = field(default_factory=set)
    begun: set[tuple[str, int]] = field(default_factory=set)  # overridden levels that have started, by list and level


class Styles:
    """The styles of styles.xml by id; `root` None where the document has none."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._made: dict[str, Style] = {}
        self.default: str | None = None
        for each in root.iterchildren(W + "style") if root is not None else ():
            name = each.get(W + "styleId")
            if name:
                self._elements[name] = each
                if each.get(W + "default") in ("1", "true", "on") and each.get(W + "type") == "paragraph":
                    self.default = name

    def get(self, name: str | None) -> Style:
        """The style of that id, an empty one where there is none."""
        made = self._made.get(name or "")
        if made is not None:
            return made
        chain: dict[str, None] = {}  # from the style to the one that all is based on; a circle ends it too
        while name is not None and name in self._elements and name not in self._made and name not in chain:
            chain[name] = None
            name = _value(self._elements[name], "basedOn")
        style = self._made.get(name or "", _NO_STYLE) if name not in chain else _NO_STYLE
        for each in reversed(chain):
            style = self._made[each] = _style(self._elements[each], style)
        return style


def _style(element: _Element, base: Style) -> Style:
    style = Style(base.outline, base.list_id, base.list_level, base.hidden, base.font)
    name = (_value(element, "name") or "").strip().lower()
    if heading := _HEADING.match(name):
        style.outline = int(heading[1]) - 1
    elif name == "title":
        style.outline = 0
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    if paragraph is not None:
        outline = paragraph.find(W + "outlineLvl")
        if outline is not None:
            style.outline = integer(outline.get(VAL), 9)
        number = paragraph.find(W + "numPr")
        if number is not None:
            style.list_id = _value(number, "numId") or style.list_id
            level = _value(number, "ilvl")
            style.list_level = integer(level, 0) if level else style.list_level
    if run is not None:
        vanish = run.find(W + "vanish")
        style.hidden = is_on(vanish) if vanish is not None else style.hidden
        style.font = font_of(fonts_of(run)) if run.find(W + "rFonts") is not None else style.font
    return style


def heading_level(outline: int | None) -> int:
    """The heading level (1-6) of an outline level (0-8); 0 for body text."""
    return outline + 1 if outline is not None and 0 <= outline < _DEEPEST_HEADING else 0


def fonts_of(run_properties: _Element) -> str:
    """The name of the font that a run's Latin text is set in, "" where it says nothing."""
    fonts = run_properties.find(W + "rFonts")
    return "" if fonts is None else str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")


def _value(parent: _Element, name: str) -> str | None:
    child = parent.find(W + name)
    return None if child is None else child.get(VAL)


class Numbering:
    """The lists of numbering.xml; `root` None where the document has none."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List | None] = {}
        self._abstracts: dict[str, _Element] = {}
        self._nums: dict[str, _Element] = {}
        self._defining: dict[str, _Element] = {}  # the abstract lists that list styles stand for
        if root is None:
            return
        self._abstracts = {str(each.get(W + "abstractNumId")): each for each in root.iterchildren(W + "abstractNum")}
        self._nums = {str(each.get(W + "numId")): each for each in root.iterchildren(W + "num")}
        for each in self._abstracts.values():
            if (style := _value(each, "styleLink")) is not None:
                self._defining[style] = each

    def _list(self, list_id: str) -> _List | None:
        """The list of that id, read when it is first used: documents carry many that they never use."""
        if list_id not in self._lists and list_id in self._nums:
            num = self._nums[list_id]
            name = _value(num, "abstractNumId") or ""
            levels = self._levels(name)
            self._lists[list_id] = None if levels is None else _read_list(list_id, name, levels, num)
        return self._lists.get(list_id)

    def _levels(self, name: str) -> _Element | None:
        """The abstract list that defines the levels of another: itself, or the one whose list style it names."""
        abstract = self._abstracts.get(name)
        style = None if abstract is None else _value(abstract, "numStyleLink")
        return abstract if style is None else self._defining.get(style, abstract)

    def level_of_style(self, list_id: str, style: str | None) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        known = self._list(list_id)
        levels = known.levels if known is not None else {}
        return next((at for at, level in levels.items() if style and level.style == style), None)

    def marker(self, list_id: str, at: int, counts: Counts) -> str:
        """What is printed before the next paragraph of a list at a level (0-8); "" where nothing is. Counts it."""
        known = self._list(list_id)
        at = min(max(at, 0), _LAST_LEVEL)
        if known is None or at not in known.levels:
            return ""
        _count(known, at, counts)
        level = known.levels[at]
        if level.form == "bullet":
            return _bullet(level)

        def number(place: re.Match[str]) -> str:
            named = int(place[1]) - 1
            of = known.levels.get(named)
            if of is None or of.form in ("bullet", "none"):
                return ""
            # "legal" numbers show the levels above in digits, whatever these look like by themselves
            form = "decimal" if level.legal and named < at else of.form
            return _spelt(counts.reached.get((known.abstract, named), of.start), form)

        return _PLACE.sub(number, level.text)


def _count(known: _List, at: int, counts: Counts) -> None:
    """Step on to the next paragraph of a list at a level, as Word counts."""
    if (known.abstract, at) not in counts.met:
        # levels above that were passed over count as if each had been printed once
        for above in range(at - 1, -1, -1):
            if above not in known.levels or (known.abstract, above) in counts.met:
                break
            _step(known, above, counts)
    if at in known.overridden and (known.id, at) not in counts.begun:
        counts.begun.add((known.id, at))
        counts.reached.pop((known.abstract, at), None)
    _step(known, at, counts)
    for deeper, level in known.levels.items():
        if deeper > at and (level.restart is None or at < level.restart):
            counts.reached.pop((known.abstract, deeper), None)


def _step(known: _List, at: int, counts: Counts) -> None:
    place = known.abstract, at
    counts.met.add(place)
    counts.reached[place] = counts.reached.get(place, known.levels[at].start - 1) + 1


def _read_list(id: str, name: str, abstract: _Element, num: _Element) -> _List:
    levels = {integer(each.get(W + "ilvl"), 0): _read_level(each) for each in abstract.iterchildren(W + "lvl")}
    overridden = set()
    for each in num.iterchildren(W + "lvlOverride"):
        at = integer(each.get(W + "ilvl"), 0)
        own = each.find(W + "lvl")
        if own is not None:
            levels[at] = _read_level(own)
        start = _value(each, "startOverride")
        if start is not None and at in levels:
            overridden.add(at)
            levels[at].start = integer(start, 1)
    return _List(id, name, levels, frozenset(overridden))


def _read_level(element: _Element) -> _Level:
    restart = _value(element, "lvlRestart")
    run = element.find(W + "rPr")
    return _Level(
        start=integer(_value(element, "start"), 0),
        form=_value(element, "numFmt") or "decimal",
        text=(_value(element, "lvlText") or "")[:_LONGEST_MARKER],
        font=font_of(fonts_of(run)) if run is not None else None,
        restart=integer(restart, 0) if restart is not None else None,
        legal=is_on(element.find(W + "isLgl")),
        style=_value(element, "pStyle"),
    )


def _bullet(level: _Level) -> str:
    sign = in_font(level.text, level.font) if level.font else plain_signs(level.text)
    sign = sign.strip()
    return sign if sign in _TELLING and sign != UNKNOWN else BULLET


def _spelt(number: int, form: str) -> str:
    number = min(max(number, 0), _LARGEST)
    if form in ("lowerLetter", "upperLetter"):
        text = doubled_letters(number)
    elif form in ("lowerRoman", "upperRoman"):
        text = roman(number)
    elif form == "decimalZero":
        return f"{number:02d}"
    elif form == "ordinal":
        return ordinal(number)
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text
