"""The date on which a self-assessment was made, as its document tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from hoscheck.dates import YEAR as _YEAR
from hoscheck.dates import Found, find, is_date
from hoscheck.needles import Alternatives
from hoscheck.normalise import plain
from hoscheck.words import words

_LABEL = 14  # words of a line that is a label, a title or a running header rather than a sentence
_WIDE = 2000  # characters of a line that are looked at around a date
_LOOK_BACK = 120  # characters before a date in which its sentence says what it is the date of
_REPEATS = 3  # times that a line stands in a document whose every page prints it
_A_YEAR = (
    366  # days after a year's end in which the form for it is made: "Self-assessment 2024/25", Cabinet of July 2025
)
_COVER_LINES = 15  # first lines of a document, where a line that is only a date is the date of its cover
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z])")
_ASSESSMENT = re.compile(r"self.?assessment", re.I)
_TITLE_YEAR = re.compile(
    rf"\bself.?assessment(?:\sform)?[\s:,(–-]{{0,4}}(?P<year>{_YEAR})(?![\d/-])|\b(?P<before>{_YEAR})\sself.?assessment",
    re.I,
)
_CODE = re.compile(r"\bcode\b", re.I)


def document_date(prose: str, metadata: Mapping[str, str]) -> Found | None:
    """The date on which a self-assessment was made, None rather than a guess.

    `prose` is the text outside the rows, a paragraph a line; `metadata` the file's properties (title, subject,
    header, footer are read; the file's own creation date is not, since it is the date of an export).
    What is written first counts most: the date of assessment, of approval, of the version (also as a label), the
    title or heading that speaks of the self-assessment, a line of the cover that is only a date, a running header or
    footer, the file's title. A date of the Code itself (published, in force, "updated code March 2022"), of the next
    or the last assessment, or one that is still to come does not count. A year or season gives way to a month or a
    day that lies inside it, or in the year after.
    """
    lines = list(_labelled(line for line in (plain(line).strip() for line in prose.splitlines()) if line))
    often = {line for line, count in Counter(lines).items() if count >= _REPEATS and len(line.split()) <= _LABEL}
    candidates: list[tuple[int, int, Found]] = []
    for at, line in enumerate(lines):
        for found in _dates_of(line):
            rank = _rank(line, found, running=line in often, cover=at < _COVER_LINES)
            if rank is not None:
                # of several approvals or versions the last one counts, of anything else the first
                late = rank in (_APPROVED, _VERSIONED)
                candidates.append((rank, -found.start.toordinal() if late else at, found))
    for name in ("header", "footer", "title", "subject"):
        for line in plain(metadata.get(name, "")).splitlines():
            for found in _dates_of(line):
                rank = _rank(line, found, running=name in ("header", "footer"), cover=False)
                if rank is not None:
                    candidates.append((_RUNNING if name in ("header", "footer") else _METADATA, len(candidates), found))
    ranked = [found for _, _, found in sorted(candidates, key=lambda each: each[:2])]
    if not ranked:
        return None
    best = ranked[0]
    until = best.end + timedelta(days=_A_YEAR)
    inside = (each for each in ranked if each.precise and best.start <= each.start and each.end <= until)
    return best if best.precise else next(inside, best)


def may_be_dated(prose: str) -> bool:
    """True where any date of the prose might be that of the assessment, more than `document_date` would stand by: a
    line or a sentence about the assessment that holds a date which is not plainly another's."""
    lines = _labelled(line for line in (plain(line).strip() for line in prose.splitlines()) if line)
    return any(_may_date(line, found) for line in lines for found in _dates_of(line))


def _may_date(line: str, found: Found) -> bool:
    line, found = _near(line, found)
    before = line[max(0, found.offset - _LOOK_BACK) : found.offset].strip(" -:,(")
    begin = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
    before = before[begin:]
    if any(_pattern(name).search(before) for name in ("others", "elsewhere")):
        return False
    about = bool(_pattern("assessment").search(line))
    if _pattern("papers").search(before) and not _ASSESSMENT.search(line):
        return False
    if _CODE.search(before) and _dates_the_code(found):
        if _OF_CODE.search(line, 0, found.offset):
            return False
        return bool(_ASSESSMENT.search(before)) and not _UPDATED.search(before)
    return about or len(line.split()) <= _LABEL


_OF_CODE = re.compile(
    r"\bcode\s*(?:of|from|\()?\s*$", re.I
)  # "the Code of April 2022"; a dash may part a date of its own
_UPDATED = re.compile(r"\b(?:updated|revised|published|new)\b", re.I)


def _near(line: str, found: Found) -> tuple[str, Found]:
    """Of a very long line only what stands around the date, so that many dates in one line cost no more than apart."""
    if len(line) <= _WIDE:
        return line, found
    begin = max(0, found.offset - _WIDE // 2)
    return line[begin : begin + _WIDE], found._replace(offset=found.offset - begin)


def _labelled(lines: Iterable[str]) -> Iterator[str]:
    """The lines; one that is only a date stands behind the label that is the line before."""
    label = ""
    for line in lines:
        dated = is_date(line)
        yield f"{label}: {line}" if dated and label else line
        label = "" if dated else _label_of(line)


def _label_of(line: str) -> str:
    """A line that says what the next one is the date of, without its colon; "" for any other."""
    if len(line.split()) > _LONGEST_LABEL or any(char.isdigit() for char in line):
        return ""
    label = line.rstrip(" :")
    told = any(_pattern(name).search(label) for name in ("assessed", "approved", "versioned", "others"))
    return label if told or line.endswith(":") or _last(_pattern("elsewhere"), label) == len(label) else ""


_LONGEST_LABEL = 8  # words: "Date of approval by the Board or Committee"
_ASSESSED, _APPROVED, _VERSIONED, _TITLED, _COVER, _RUNNING, _METADATA = range(7)


def _dates_of(line: str) -> Iterator[Found]:
    yield from find(line)
    for match in _TITLE_YEAR.finditer(line):
        group = "year" if match["year"] else "before"
        year = int(match[group])
        if not _CODE.search(line[max(0, match.start() - 6) : match.start()]) or group == "year":
            yield Found(date(year, 1, 1), date(year, 12, 31), match[group], match.start(group))


@cache
def _pattern(name: str) -> Alternatives:
    """One of the lists as a pattern; its entries begin at a word or, with ^, at the beginning of the sentence."""
    return Alternatives.of("dates", name, begin=r"\b", flags=re.I)


def _rank(line: str, found: Found, *, running: bool, cover: bool) -> int | None:
    """How much a date of this line says about the document; None where it dates something else."""
    line, found = _near(line, found)
    begin = max(0, found.offset - _LOOK_BACK)
    for end in _SENTENCE_END.finditer(line, begin, found.offset):
        begin = end.end()
    before = line[begin : found.offset].strip(" -:,(")
    if _pattern("others").search(before) or (_pattern("papers").search(before) and not _ASSESSMENT.search(line)):
        return None
    label = len(line.split()) <= _LABEL
    elsewhere = _last(_pattern("elsewhere"), before)
    code = _last(_CODE, before)
    for rank, name in ((_ASSESSED, "assessed"), (_APPROVED, "approved"), (_VERSIONED, "versioned")):
        said = _last(_pattern(name), before)
        about = label or _pattern("assessment").search(line)
        if said >= 0 and about and said > elsewhere and (said > code or not _dates_the_code(found)):
            return rank
    if elsewhere >= 0 or (code >= 0 and code > _last(_ASSESSMENT, before) and _dates_the_code(found)):
        return None
    if (
        label
        and _ASSESSMENT.search(line)
        and not (code >= 0 and not _ASSESSMENT.search(before) and _dates_the_code(found))
    ):
        return _RUNNING if running else _TITLED
    if running:
        return _RUNNING
    return _COVER if cover and line.strip(" .()") == found.text else None


def _last(pattern: re.Pattern[str] | Alternatives, text: str) -> int:
    """Where the last match of a pattern ends, -1 without one."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _dates_the_code(found: Found) -> bool:
    """True for a day, month or year in which an edition of the Code was published or began."""
    months = words("dates")["code-months"]
    if found.precise:
        return f"{found.start:%Y-%m}" in months
    return (found.start.month, found.end.month) == (1, 12) and any(
        month[:4] == f"{found.start.year}" for month in months
    )
