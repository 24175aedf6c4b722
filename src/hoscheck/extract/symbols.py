"""Symbol fonts: what their glyphs look like, as Unicode.

Word and old web editors print ticks, crosses and boxes as letters of a font whose letters are pictures ("ü" in
Wingdings is a tick). Read as text they would be other answers, so each such character is turned into the sign that
is printed. The tables follow the fonts' own glyphs; several bold or fancy variants fall on one plain sign.
"""

from __future__ import annotations

TICK, CROSS, BULLET = "✓", "✗", "•"
EMPTY_BOX, TICKED_BOX, CROSSED_BOX = "☐", "☑", "☒"
UNKNOWN = "\ufffd"  # a glyph that we have no sign for is shown as something rather than lost

_WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3C: "💾", 0x3E: "✇", 0x3F: "✍",
    0x43: "👍", 0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹",
    0x4F: "⚐", 0x52: "☼", 0x57: "✠",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: EMPTY_BOX, 0x70: EMPTY_BOX, 0x71: EMPTY_BOX, 0x72: EMPTY_BOX,
    0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: CROSSED_BOX,
    0x7D: "”", 0x7B: "“",
    0x9E: "·", 0x9F: BULLET, 0xA0: " ", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: EMPTY_BOX,
    0xAB: "★", 0xAF: "★", 0xB2: "★",
    0xD5: "⌫", 0xD7: "➢", 0xD8: "➢", 0xD9: "➢", 0xDA: "➢", 0xDB: "➲", 0xDC: "➲",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "➔", 0xE9: "↑", 0xEA: "↓",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xFB: CROSS, 0xFC: TICK, 0xFD: CROSSED_BOX, 0xFE: TICKED_BOX,
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: CROSS, 0x50: TICK, 0x51: CROSSED_BOX, 0x52: TICKED_BOX, 0x53: CROSSED_BOX, 0x54: CROSSED_BOX,
    0x55: "⊗", 0x56: "⊗", 0x95: "·", 0x96: BULLET, 0x97: "●", 0x98: "●", 0x99: "○", 0x9E: "◎", 0x9F: "■",
    0xA0: " ", 0xA1: "▪", 0xA2: "■", 0xA3: EMPTY_BOX, 0xA4: EMPTY_BOX, 0xAE: "◆", 0xAF: "◆",
}  # fmt: skip
_WINGDINGS_3 = {
    0x20: " ", 0xA0: " ", 0x21: "→", 0x22: "←", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼",
    0x74: "◄", 0x75: "►", 0x7C: "◄", 0x7D: "►",
}  # fmt: skip
_WEBDINGS = {
    0x20: " ", 0xA0: " ", 0x33: "◄", 0x34: "►", 0x35: "▲", 0x36: "▼", 0x3D: BULLET, 0x61: TICK, 0x63: EMPTY_BOX,
    0x67: "■", 0x6E: "●", 0x72: CROSS, 0x78: "⊗", 0x98: "✉", 0x9A: "★",
}  # fmt: skip
# The Symbol font: Greek where Latin letters stand, signs above; digits and common punctuation are themselves.
_SYMBOL = {
    **{code: chr(code) for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2D), *range(0x2E, 0x40))},
    **{code: chr(code) for code in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    0xA0: " ",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←",
    0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: BULLET, 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xBE: "—", 0xC5: "⊕", 0xC6: "∅", 0xCE: "∈", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
    0xE0: "◊", 0xE5: "∑",
}  # fmt: skip

FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
# U+F0xx is where Word stores a symbol font's characters. Where the font is not told, the signs that landlords
# print: bullets of Symbol, boxes and ticks of both Wingdings (0x50 and 0x52 are never typed from the first one).
_ANY_FONT = {
    **_WINGDINGS,
    **{code: _WINGDINGS_2[code] for code in (0x50, 0x52, 0x53, 0x54, 0xA3)},
    0x2D: "-",
    0xB7: BULLET,
    0xD6: "√",
}
_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_SIGNS = {code: _ANY_FONT.get(code - 0xF000, UNKNOWN) for code in _PRIVATE}


def font_of(names: str) -> str | None:
    """The symbol font that a list of font names (as CSS or Word writes it) begins with, None where it is another."""
    first = names.partition(",")[0].strip().strip("'\"").lower()
    return first if first in FONTS else None


def glyph(code: int, font: str | None) -> str:
    """The sign at a character code of a symbol font; `code` may lie in the private area U+F0xx."""
    return FONTS.get(font or "", _ANY_FONT).get(code - 0xF000 if code in _PRIVATE else code, UNKNOWN)


def in_font(text: str, font: str) -> str:
    """A text that is set in a symbol font, as the signs that are printed."""
    return "".join(glyph(ord(char), font) if ord(char) < 0x100 or ord(char) in _PRIVATE else char for char in text)


def plain_signs(text: str) -> str:
    """A text whose font is not known, with the private characters of symbol fonts as signs."""
    if text.isascii():
        return text
    return text.translate(_PRIVATE_SIGNS)
