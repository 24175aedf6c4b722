"""A check's manual page as it stands in its docstring: a sentence, then paragraphs that begin with a label."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from hoscheck.model import HELP_LABELS


def paragraphs(help: str) -> Iterator[tuple[str, str]]:
    """Each paragraph on one line, with its label, "" where it has none: an empty line begins a new one, and so does a
    label. The text after a label begins with a capital, as it stands by itself under a heading."""
    for text in _joined(help):
        label, colon, rest = text.partition(": ")
        if colon and label in HELP_LABELS:
            yield label, rest[:1].upper() + rest[1:]
        else:
            yield "", text


def told(help: str, label: str) -> str:
    """The paragraph of that label; "" where there is none."""
    return next((text for each, text in paragraphs(help) if each == label), "")


def _joined(help: str) -> list[str]:
    found = [""]
    for line in textwrap.dedent(help).strip().splitlines():
        if not line.strip() or line.partition(":")[0] in HELP_LABELS:
            found.append("")
        found[-1] = f"{found[-1]} {line.strip()}".strip()
    return [each for each in found if each]
