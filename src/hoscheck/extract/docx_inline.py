"""What stands inside a paragraph of a Word document: runs, fields, controls, links, shapes → text as printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import Piece
from hoscheck.extract.docx_lists import VAL, Style, W, fonts_of, integer, is_on
from hoscheck.extract.symbols import CROSSED_BOX, EMPTY_BOX, font_of, glyph, in_font
from hoscheck.normalise import with_address

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

TEXT, RUN, RUN_PROPERTIES = W + "t", W + "r", W + "rPr"
BOX = W + "txbxContent"
SDT, SDT_CONTENT = W + "sdt", W + "sdtContent"
CHOICES = MC + "AlternateContent"

# "Tick", "Checkmark with solid fill", "Orange traffic light": longer descriptions tell of a picture, not an answer.
SHORT_ALT = 60
_LINKS = ("http://", "https://", "mailto:")
_MADE_BY_MACHINE = ("automatically generated", "ai-generated")


@dataclass(slots=True)
class Field:
    """A field (PAGE, HYPERLINK, FORMCHECKBOX …) that has begun and not ended. Its result is text, its code is not."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    silent: bool = False  # the result is told by the field's own data already
    start: int = 0  # where in the paragraph's parts the result began

    @property
    def mutes(self) -> bool:
        """True while what stands inside the field is not text."""
        return self.silent or not self.in_result


class Surroundings(Protocol):
    """What a paragraph needs of the story that it stands in."""

    fields: list[Field]

    def box(self, content: _Element) -> list[Piece]: ...
    def account(self, element: _Element) -> None: ...
    def note(self, kind: str, id: str) -> str: ...
    def diagram(self, id: str) -> list[Piece]: ...
    def style(self, id: str | None) -> Style: ...
    def address(self, id: str) -> str: ...
    def lose(self) -> None: ...
    def picture(self) -> None: ...


class Inline:
    """Reads one paragraph: `parts` is its text, `extra` what its text boxes hold, `notes` its foot- and endnotes."""

    def __init__(self, story: Surroundings, style: Style) -> None:
        self.parts: list[str] = []
        self.extra: list[Piece] = []
        self.notes: list[str] = []
        self._story = story
        self._style = style
        self._font = style.font
        self._muted = sum(each.mutes for each in story.fields)  # by so many fields

    def read(self, container: _Element) -> None:
        """Take in all that a container holds; unknown containers (tracked insertions, smart tags) are opened."""
        for child in container:
            handle = _HANDLERS.get(child.tag)
            if handle is None:
                self.read(child)
            else:
                handle(self, child)

    def run(self, run: _Element) -> None:
        """A run of text in one format."""
        hidden, font = self._style.hidden, self._style.font
        if len(run) and run[0].tag == RUN_PROPERTIES:
            hidden, font = self._format(run[0])
        outer, self._font = self._font, font
        if hidden:
            for child in run.iterchildren(W + "fldChar"):  # a field does not end because its end is hidden
                self._field_mark(child)
            self._story.account(run)
        else:
            self.read(run)
        self._font = outer

    def _format(self, properties: _Element) -> tuple[bool, str | None]:
        """Whether a run is hidden, and its symbol font."""
        named = properties.find(W + "rStyle")
        style = self._style if named is None else self._story.style(named.get(VAL))
        hidden, font = style.hidden or self._style.hidden, style.font or self._style.font
        vanish = properties.find(W + "vanish")
        if vanish is not None:
            hidden = is_on(vanish)
        hidden = hidden or struck(properties)
        if properties.find(W + "rFonts") is not None:
            font = font_of(fonts_of(properties))
        return hidden, font

    def say(self, text: str) -> None:
        """Add text, unless a field's code is being passed over."""
        if not self._muted:
            self.parts.append(text)

    def _text(self, element: _Element) -> None:
        text = element.text
        if text and not self._muted:
            if self._font is not None:
                text = in_font(text, self._font)
            self.parts.append(text.replace("\n", " "))

    def _space(self, _element: _Element) -> None:
        self.say(" ")

    def _break(self, _element: _Element) -> None:
        self.say("\n")

    def _hyphen(self, _element: _Element) -> None:
        self.say("-")

    def _symbol(self, element: _Element) -> None:
        try:
            code = int(element.get(W + "char") or "", 16)
        except ValueError:
            return
        self.say(glyph(code, font_of(element.get(W + "font") or "")))

    def _nothing(self, _element: _Element) -> None:
        """Marks and properties: no text in them."""

    def _left_out(self, element: _Element) -> None:
        self._story.account(element)

    # ── fields ───────────────────────────────────────────────────────────────────────────────────

    def _field_mark(self, element: _Element) -> None:
        fields = self._story.fields
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            opened = Field()
            data = element.find(W + "ffData")
            if data is not None:
                value = form_value(data)
                if value is not None:
                    self.say(value)
                    opened.silent = True
            fields.append(opened)
            self._muted += 1
        elif kind == "separate" and fields:
            self._muted -= fields[-1].mutes
            fields[-1].in_result = True
            self._muted += fields[-1].mutes
            fields[-1].start = len(self.parts)
        elif kind == "end" and fields:
            closed = fields.pop()
            self._muted -= closed.mutes
            self._link(closed.start, _field_address("".join(closed.instruction)))

    def _instruction(self, element: _Element) -> None:
        if self._story.fields and element.text:
            self._story.fields[-1].instruction.append(element.text)

    def _simple_field(self, element: _Element) -> None:
        start = len(self.parts)
        self.read(element)
        self._link(start, _field_address(element.get(W + "instr") or ""))

    # ── links, controls ──────────────────────────────────────────────────────────────────────────

    def _hyperlink(self, element: _Element) -> None:
        start = len(self.parts)
        self.read(element)
        address = self._story.address(element.get(R + "id") or "")
        anchor = element.get(W + "anchor")
        if address and anchor and "#" not in address:
            address = f"{address}#{anchor}"
        self._link(start, address)

    def _link(self, start: int, address: str) -> None:
        text = "".join(self.parts[start:])
        if text.strip() and address.lower().startswith(_LINKS):
            self.parts[start:] = [with_address(text, address)]

    def _control(self, element: _Element) -> None:
        value, content = control(element)
        if value is not None:
            self.say(value)
            self._story.account(element)
        elif content is not None:
            self.read(content)

    def _choices(self, element: _Element) -> None:
        """The same content for newer and for older programs: the newer is read, the older only where that is empty."""
        before = len(self.parts), len(self.extra), len(self.notes)
        for branch in element:
            if (len(self.parts), len(self.extra), len(self.notes)) == before:
                self.read(branch)
            else:
                self._story.account(branch)

    # ── notes, shapes ────────────────────────────────────────────────────────────────────────────

    def _note(self, element: _Element) -> None:
        kind = "footnotes" if element.tag == W + "footnoteReference" else "endnotes"
        text = self._story.note(kind, element.get(W + "id") or "")
        if text:
            self.notes.append(text)

    def _shape(self, element: _Element) -> None:
        """A drawing: its text boxes are blocks after the paragraph, otherwise its short description is text."""
        before = len(self.extra)
        self._boxes(element)
        for each in element.iter(DGM + "relIds"):
            self.extra += self._story.diagram(each.get(R + "dm") or "")
        if len(self.extra) == before:
            self._story.picture()
            alt = description(element)
            if alt:
                self.say(f" {alt} ")
        if holds_unread(element):
            self._story.lose()

    def _boxes(self, element: _Element) -> None:
        for child in element:
            if child.tag == BOX:
                self.extra += self._story.box(child)
            elif child.tag == CHOICES:
                self._choices_of_shape(child)
            else:
                self._boxes(child)

    def _choices_of_shape(self, element: _Element) -> None:
        before = len(self.extra)
        for branch in element:
            if len(self.extra) == before:
                self._boxes(branch)
            else:
                self._story.account(branch)

    def _box(self, element: _Element) -> None:
        self.extra += self._story.box(element)

    def _foreign_part(self, _element: _Element) -> None:
        raise foreign_part()


_HANDLERS: dict[object, Callable[[Inline, _Element], None]] = {
    RUN: Inline.run,
    TEXT: Inline._text,
    M + "t": Inline._text,
    W + "tab": Inline._space,
    W + "ptab": Inline._space,
    W + "br": Inline._break,
    W + "cr": Inline._break,
    W + "noBreakHyphen": Inline._hyphen,
    W + "sym": Inline._symbol,
    W + "fldChar": Inline._field_mark,
    W + "instrText": Inline._instruction,
    W + "fldSimple": Inline._simple_field,
    W + "hyperlink": Inline._hyperlink,
    SDT: Inline._control,
    CHOICES: Inline._choices,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "drawing": Inline._shape,
    W + "pict": Inline._shape,
    W + "object": Inline._shape,
    BOX: Inline._box,
    W + "subDoc": Inline._foreign_part,
    W + "del": Inline._left_out,
    W + "moveFrom": Inline._left_out,
    **dict.fromkeys(
        (
            W + "pPr", RUN_PROPERTIES, W + "sdtPr", W + "sdtEndPr", W + "delText", W + "delInstrText", W + "rt",
            W + "softHyphen", W + "lastRenderedPageBreak", W + "proofErr", W + "bookmarkStart", W + "bookmarkEnd",
        ),
        Inline._nothing,
    ),
}  # fmt: skip


def struck(properties: _Element) -> bool:
    """True where a run is crossed out by hand: a deletion as much as a tracked one."""
    return any(is_on(properties.find(W + name)) for name in ("strike", "dstrike"))


def chosen(cell: _Element) -> str:
    """The options of a cell ("Yes / No") that are set off from the others in bold, by a line or by a colour; "" where
    none is, or all are."""
    marked: list[str] = []
    plain: list[str] = []
    for run in cell.iter(RUN):
        properties = run.find(RUN_PROPERTIES)
        if properties is not None and (struck(properties) or is_on(properties.find(W + "vanish"))):
            continue
        text = "".join(each.text or "" for each in run.iterchildren(TEXT))
        (marked if properties is not None and _set_off(properties) else plain).append(text)
    told = " ".join(marked).strip()
    return told if any(map(str.isalpha, told)) and any(map(str.isalpha, "".join(plain))) else ""


def _set_off(properties: _Element) -> bool:
    line, light, shade = (properties.find(W + name) for name in ("u", "highlight", "shd"))
    return (
        is_on(properties.find(W + "b"))
        or (line is not None and line.get(VAL) != "none")
        or (light is not None and light.get(VAL) not in ("none", "white"))
        or (shade is not None and (shade.get(W + "fill") or "auto").lower() not in ("auto", "ffffff"))
        or properties.find(W + "bdr") is not None
    )


def control(element: _Element) -> tuple[str | None, _Element | None]:
    """A content control: the value that it shows by itself (a box; "" for a placeholder) or None, and its content."""
    properties, content = element.find(W + "sdtPr"), element.find(SDT_CONTENT)
    if properties is None:
        return None, content
    if is_on(properties.find(W + "showingPlcHdr")):
        return "", content
    box = properties.find(W14 + "checkbox")
    if box is not None:
        checked = box.find(W14 + "checked")
        ticked = checked is not None and checked.get(W14 + "val") not in ("0", "false", "off")
        return CROSSED_BOX if ticked else EMPTY_BOX, content
    for each in (*properties.iterchildren(W + "dropDownList"), *properties.iterchildren(W + "comboBox")):
        if content is not None and _shows_no_choice(each, content):
            return "", content
    return None, content


def _shows_no_choice(choices: _Element, content: _Element) -> bool:
    """True where the item shown ("Choose an item.") is the one that stands for no choice: it has an empty value."""
    shown = "".join(each.text or "" for each in content.iter(TEXT)).strip()
    return any(
        each.get(W + "value") == "" and (each.get(W + "displayText") or "").strip() == shown
        for each in choices.iterchildren(W + "listItem")
    )


def form_value(data: _Element) -> str | None:
    """What a legacy form field shows: a box or the chosen item; None for a text field, whose result is its text."""
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        state = box.find(W + "checked")
        if state is None:
            state = box.find(W + "default")
        return CROSSED_BOX if is_on(state) else EMPTY_BOX
    if choices is None:
        return None
    items = [each.get(VAL) or "" for each in choices.iterchildren(W + "listEntry")]
    chosen = choices.find(W + "result")
    if chosen is None:
        chosen = choices.find(W + "default")
    at = integer(chosen.get(VAL), 0) if chosen is not None else 0
    return items[at] if 0 <= at < len(items) else ""


def _field_address(instruction: str) -> str:
    """The address of a HYPERLINK field's code, "" for any other field."""
    words = instruction.split('"')
    if len(words) < 2 or words[0].split()[:1] != ["HYPERLINK"] or "\\l" in words[0]:
        return ""
    return words[1].strip()


def description(element: _Element) -> str:
    """The short text that stands for a picture, "" where it has none or a long one."""
    for each in element.iter(WP + "docPr", VML + "shape", VML + "rect"):
        text = each.get("descr") or each.get("alt") or each.get("title") or ""
        text = " ".join(text.split())
        if text and len(text) <= SHORT_ALT and not any(words in text.lower() for words in _MADE_BY_MACHINE):
            return text
    return ""


def holds_unread(element: _Element) -> bool:
    """True where an object's content cannot be read here: an ActiveX control, or a table of another program."""
    if next(element.iter(W + "control"), None) is not None:
        return True
    return any(each.get("DrawAspect") != "Icon" for each in element.iter(OFFICE + "OLEObject"))


def foreign_part() -> Unreadable:
    """The error of a document that draws in another file, which Word only merges when it opens it."""
    return Unreadable(
        "unsupported",
        "the Word document embeds another file as its text; open it in Word, save it as a new .docx and check that",
    )
