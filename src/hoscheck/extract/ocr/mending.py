"""What recognition makes of provision numbers, put right where a number must stand."""

from __future__ import annotations

import re

# Letters that figures are taken for, and marks that a full stop is taken for.
_FIGURES = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "O": "0", "o": "0", "S": "5", "s": "5",
                          "B": "8", "Z": "2", "z": "2"})  # fmt: skip
_DAMAGED = re.compile(r"^\W*([0-9lIi|!OoSsBZz]{1,2})\s*[.,:;·•_\-]\s*([0-9lIi|!OoSsBZz]{1,2})\W*$")
# A Code has nine sections; its provisions begin with 1 and end with 20.
_LOST_POINT = re.compile(r"^\W*([1-9])\s?([1-9]|1\d|20)\W*$")


def mend_number(text: str, pointless: bool = False) -> str:
    """A provision number as it was printed: "l.2", "1,2", "1. 2" are "1.2"; any other text as it is.

    `pointless` mends a lost full stop too ("12" is "1.2"), which is only right in a column of numbers.
    """
    bare = text.strip()
    damaged = _DAMAGED.match(bare)
    if damaged and any(char.isdigit() for char in bare):
        section, number = (part.translate(_FIGURES).lstrip("0") for part in damaged.groups())
        return f"{section}.{number}" if section and number else text
    lost = _LOST_POINT.match(bare) if pointless else None
    return f"{lost[1]}.{lost[2]}" if lost else text
