"""What a landlord printed under "Comply" → an `Answer`.

The lists of words and glyphs are facts (`words/answers.yaml`); what wins over what is decided here.
"""

from __future__ import annotations

import re
from functools import cache

from hoscheck.model import Answer
from hoscheck.normalise import plain, squash
from hoscheck.words import words

_KINDS = (
    ("blank", Answer.BLANK),
    ("yes", Answer.YES),
    ("no", Answer.NO),
    ("partial", Answer.PARTIAL),
    ("not_applicable", Answer.NOT_APPLICABLE),
)
_DOUBT = re.compile(r" (?:not|never|no|will|to be|should|aim\w*|plan\w*|tbc|pending|once|until|unless|if) ")
_SPLIT = re.compile(r"\n|;|,|\s/\s|\s\|\s")
# the form's own choice printed before the answer: "Yes / No: Yes"
_CHOICE = re.compile(r"^\(?(?:yes ?/ ?no|y ?/ ?n)\)?\s*[:?]\s*(?=\S)", re.I)
_LEADING = re.compile(
    r"^\W{0,2}(yes|no|partial(?:ly)?|partly|in part|(?:fully |partially )?compliant|not (?:fully )?compliant|non-compliant|n/?a"
    r"|not applicable)(?=\s*(?:[.,:;–—-]|$)|\s+(?:we|our|the|this|see|all)\b)",
    re.I,
)
_MISREAD = str.maketrans("501", "sol")  # what text recognition makes of letters: "Ye5", "N0"
_NAMED = re.compile(r":\s*(yes|no|partial|partially|compliant|not compliant|non-compliant|n/a)\b", re.I)
_LABELLED = re.compile(r"^[^:]{1,60}:\s*(\S.*)$")
# An answer at the head of a longer text ("Yes – see our policy") must end there, or the word is part of a sentence.
_LONGEST_HEAD = 5  # words in the longest listed phrase
# A longer cell is prose; a phrase somewhere in it is no longer an answer by itself.
_SENTENCE_WORDS = 24


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", plain(text).lower()).strip()


@cache
def _phrases() -> dict[str, Answer]:
    lists = words("answers")
    return {phrase: answer for name, answer in _KINDS for phrase in lists[name]}


@cache
def _glyphs() -> tuple[dict[str, Answer], tuple[str, ...], tuple[str, ...]]:
    lists = words("answers")
    marks = dict.fromkeys(lists["yes_glyphs"], Answer.YES) | dict.fromkeys(lists["no_glyphs"], Answer.NO)
    return marks, lists["ticked_boxes"], lists["empty_boxes"]


def is_answer(text: str) -> bool:
    """True where the whole text is an answer and nothing else."""
    return bool(text.strip()) and _exact(text) not in (None, Answer.BLANK)


def is_mark(text: str) -> bool:
    """True where the text is a tick, a cross, an x or a yes that marks a column."""
    marks, ticked, _ = _glyphs()
    bare = text.strip()
    return bare in marks or bare in ticked or _fold(bare) in {"x", "yes", "y", "tick", "no", "n"}


def read_answer(text: str) -> Answer:
    """The answer that a cell gives; BLANK for an empty cell, UNCLEAR for one that gives none of the known ones."""
    text = text.replace("\ufe0f", "").strip()  # the mark that asks for a coloured tick
    text = _CHOICE.sub("", text)
    if not text:
        return Answer.BLANK
    return _boxes(text) or _exact(text) or _several(text) or _head(text) or _inside(text) or _fallback(text)


def leading_answer(text: str) -> str:
    """The answer with which a sentence begins ("Yes, we publish …", "Compliant. …"), or ""."""
    match = _LEADING.match(text)
    return match[1] if match else ""


def in_words(text: str) -> str:
    """An answer as it is reported: as printed, but marks and boxes told in words ("tick", "cross", "ticked box")."""
    text = squash(text)
    if text.isascii():
        return text
    marks, ticked, empty = _glyphs()
    alone = len(text.replace("\ufe0f", "")) == 1
    for glyph in dict.fromkeys((*ticked, *empty, *marks)):
        if glyph in text and not glyph.isascii():
            box = "ticked box" if glyph in ticked else "empty box" if glyph in empty else ""
            word = box or ("tick" if marks.get(glyph) is Answer.YES else "cross")
            text = text.replace(glyph, word if alone else f" ({word}) ")
    return squash(text.replace("\ufe0f", ""))


def _exact(text: str) -> Answer | None:
    bare = text.strip().strip(".,;:!*'\"()[] ")
    if not bare:
        return Answer.BLANK if text.strip() in {"[]", "[ ]", "()", "( )"} or not text.strip("-–—_. \n") else None
    marks, _, empty = _glyphs()
    if bare in marks:
        return marks[bare]
    if bare in empty:
        return Answer.BLANK
    folded = _fold(bare)
    if not folded:
        return Answer.BLANK if not bare.strip("-–—_") else None
    if folded == "x":
        return Answer.NO
    if folded in _phrases():
        return _phrases()[folded]
    mended = folded.translate(_MISREAD)
    if mended != folded and mended in _phrases():
        return _phrases()[mended]
    head, tail = bare[:1], bare[-1:]
    for glyph, rest in ((head, bare[1:]), (tail, bare[:-1])):  # "✓ Yes", "Yes ✓"
        if glyph in marks and _phrases().get(_fold(rest)) is marks[glyph]:
            return marks[glyph]
    return None


def _boxes(text: str) -> Answer | None:
    """Boxes beside their labels: "☒ Yes ☐ No", "Yes ☒ No ☐"."""
    _, ticked, empty = _glyphs()
    spaced = text
    for box in (*ticked, *empty):
        spaced = spaced.replace(box, f" \x00{'1' if box in ticked else '0'} ")
    if "\x00" not in spaced:
        return None
    parts = [each for each in re.split(r"(\x00[01])", spaced) if each.strip()]
    labels = [_phrases().get(_fold(each)) for each in parts if each[0] != "\x00"]
    if sum(label is not None for label in labels) < 2:
        return None  # one box alone is a glyph, judged as such
    if parts[0][0] == "\x00":
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
    else:
        pairs = [(box, label) for label, box in zip(parts[::2], parts[1::2], strict=False)]
    chosen = {_phrases().get(_fold(label)) for box, label in pairs if box == "\x001"}
    return _worst(answer for answer in chosen if answer) if chosen else Answer.BLANK


def _several(text: str) -> Answer | None:
    """Several answers in one cell: one a line, or one for each landlord of a group. Any No wins."""
    named = [_phrases().get(_fold(each)) for each in _NAMED.findall(text)]
    if len(named) > 1 and all(named):
        return _worst(named)
    found = []
    for part in _SPLIT.split(text):
        label = _LABELLED.match(part.strip())
        answer = _exact(part) or (_exact(label[1]) if label else None)
        if answer is None:
            return None
        found.append(answer)
    return _worst(answer for answer in found if answer is not Answer.BLANK) if len(found) > 1 else None


def _worst(answers: object) -> Answer:
    seen = set(answers)  # type: ignore[call-overload]
    for answer in (Answer.NO, Answer.PARTIAL, Answer.UNCLEAR, Answer.YES, Answer.NOT_APPLICABLE):
        if answer in seen:
            return answer
    return Answer.BLANK


def _head(text: str) -> Answer | None:
    """An answer at the head of a longer text: "Yes – mostly", "No: our policy is being revised"."""
    marks, _, _ = _glyphs()
    if text[0] in marks:
        rest = _phrases().get(_fold(text[1:]))
        return rest if rest and rest is not Answer.BLANK else marks[text[0]]
    for size in range(_LONGEST_HEAD, 0, -1):
        match = re.match(r"\W*" + r"\W+".join([r"[\w']+"] * size) + r"(?P<end>\s*[^\w\s]|\s*\n|$)", text)
        if match and (answer := _phrases().get(_fold(match[0]))) and answer is not Answer.BLANK:
            return _tempered(answer, text[match.end() :])
    first = _fold(text).split(" ", 1)
    if first[0] in {"yes", "no"}:
        return _tempered(_phrases()[first[0]], first[1] if len(first) > 1 else "")
    return None


def _tempered(answer: Answer, rest: str) -> Answer:
    """ "Yes – partially" and "Yes, in part" are partial; "Yes … No …" for two landlords is a No."""
    tail = _phrases().get(_fold(rest))
    if answer is Answer.YES and tail in (Answer.PARTIAL, Answer.NO):
        return Answer.PARTIAL if tail is Answer.PARTIAL else Answer.NO
    return answer


def _inside(text: str) -> Answer | None:
    """An answer inside a short sentence: "We are fully compliant with this provision"."""
    folded = f" {_fold(text)} "
    if folded.count(" ") > _SENTENCE_WORDS:
        return None
    said = [(phrase, answer) for phrase, answer in _phrases().items() if "compl" in phrase and f" {phrase} " in folded]
    if not said:
        return None
    longest, answer = max(said, key=lambda each: len(each[0]))
    # "will be compliant from May", "to be confirmed as compliant": not an answer that is given now
    return answer if answer is not Answer.YES or not _DOUBT.search(folded.replace(longest, "")) else None


def _fallback(text: str) -> Answer:
    # a page number or a speck that stands where the answer was lost is no answer
    return Answer.UNCLEAR if any(char.isalpha() for char in squash(text)) else Answer.BLANK
