"""What the user asked for, checked once; everything below the command line gets this value.

The functions read one option's text each. They raise BadSettings with one line that names the option, quotes what
was written and says what to write instead.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hoscheck.errors import BadSettings
from hoscheck.model import Severity

ENGINES = ("pdfium", "pdfplumber")
OCR_MODES = ("auto", "never", "always")
THRESHOLDS = (*(severity.word for severity in sorted(Severity, reverse=True)), "never")
COLOURS = ("auto", "always", "never")

# Below even odds a finding costs its reader more than it tells.
MIN_CERTAINTY = 0.5

MOST_JOBS = 64  # beyond this a mistyped number starves the machine long before it speeds anything up
LONGEST_TIMEOUT = 86_400.0  # a day; a longer wait is a mistyped number

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")  # date.fromisoformat alone would take 20260331 and week dates too


@dataclass(frozen=True, slots=True)
class Settings:
    """`rulebook` is auto, an edition (2024), an id (hos-2024) or a path; `select` and `ignore` hold check codes,
    code prefixes (EVI) or ids; `fail_on` None means that findings never fail the run."""

    rulebook: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    as_of: date | None = None
    min_certainty: float = MIN_CERTAINTY  # 0-1; a heuristic finding below it is only shown for review
    engine: str = "pdfium"  # pdfium | pdfplumber: which reader of PDF tables goes first
    ocr: str = "auto"  # auto | never | always: which pages of a PDF are read by text recognition
    exit_zero: bool = False
    allow_incomplete: bool = False
    jobs: int = 1


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known word nearest to `word`, or "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), sorted(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def parse_choice(option: str, text: str, known: Sequence[str]) -> str:
    """The one of `known` that `text` names, whatever its case."""
    word = text.strip().lower()
    if word not in known:
        raise BadSettings(f"{option}: '{text}' is none of {', '.join(known)}{did_you_mean(word, known)}")
    return word


def parse_ocr(option: str, text: str) -> str:
    """Which pages are read by text recognition; `always` asks for what may not be installed."""
    mode = parse_choice(option, text, OCR_MODES)
    if mode == "always":
        from importlib.util import find_spec

        if find_spec("rapidocr") is None:
            raise BadSettings(f'{option}: text recognition is not installed; pip install "hoscheck[ocr]"')
    return mode


def parse_threshold(option: str, text: str) -> Severity | None:
    """The severity from which a finding fails the run; None for `never`."""
    word = parse_choice(option, text, THRESHOLDS)
    return None if word == "never" else Severity[word.upper()]


def parse_date(option: str, text: str) -> date:
    """A day written YYYY-MM-DD."""
    if _DATE.fullmatch(text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    raise BadSettings(f"{option}: '{text}' is no date; write it as YYYY-MM-DD, such as 2026-03-31")


def parse_certainty(option: str, text: str) -> float:
    """A certainty from 0 to 1."""
    try:
        certainty = float(text)
    except ValueError:
        certainty = math.nan
    if not 0 <= certainty <= 1:  # false for NaN too
        raise BadSettings(f"{option}: '{text}' is no certainty; write a number from 0 to 1, such as 0.8")
    return certainty


def parse_names(values: Iterable[str]) -> tuple[str, ...]:
    """The names in values that may each hold several, parted by commas; in the order given, each once."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def parse_jobs(option: str, text: str) -> int:
    """How many documents are read at once; `auto` and 0 stand for the number of cores this process may use."""
    word = text.strip().lower()
    if word in ("auto", "0"):
        return min(_cores(), MOST_JOBS)
    if word.isascii() and word.isdigit() and 1 <= int(word) <= MOST_JOBS:
        return int(word)
    raise BadSettings(f"{option}: '{text}' is no number of jobs; write 1 to {MOST_JOBS}, or auto")


def parse_seconds(option: str, text: str) -> float:
    """A length of time in seconds, above nought."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= LONGEST_TIMEOUT:  # false for NaN too
        raise BadSettings(f"{option}: '{text}' is no length of time; write seconds above 0, such as 60")
    return seconds


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # POSIX only; heeds taskset and container limits
    return len(affinity(0)) if affinity else os.cpu_count() or 1
