"""Numbers as lists print them: letters, Roman figures, ordinals."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_LETTERS = 30  # nobody counts further in doubled letters; a hostile start value shall not make a long text


def letters(number: int) -> str:
    """a … z, aa, ab …: as browsers count; "" below 1."""
    text = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def doubled_letters(number: int) -> str:
    """a … z, aa, bb … zz, aaa: as Word counts; "" below 1."""
    if number < 1:
        return ""
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(rounds + 1, _MOST_LETTERS)


def roman(number: int) -> str:
    """The number in small Roman figures; in digits where there are none for it (below 1, above 3,999)."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        text += figure * count
    return text


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
