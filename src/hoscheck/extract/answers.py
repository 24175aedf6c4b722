"""What a landlord printed under "Comply" → an `Answer`.

The lists of words and glyphs are facts (`words/answers.yaml`); what wins over what is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from hoscheck.extract.sentences import first_sentence, said_in
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
# the form's own choice printed before the answer: "Yes / No: Yes"
_CHOICE = re.compile(r"^\(?(?:yes ?/ ?no|y ?/ ?n)\)?\s*[:?]\s*(?=\S)", re.I)
_OPTIONS = re.compile(
    r"^\(?\s*(?:yes|y|compliant|met)\s+or\s+(?:no|n|not compliant|non-compliant|not met)\s*\)?\W*$", re.I
)
_LEADING = re.compile(
    r"^\W{0,2}(yes|no|partial(?:ly)?|partly|in part|(?:fully |partially )?compliant|not (?:fully )?compliant"
    r"|non-compliant|n/?a|not applicable)(?=\s*(?:[.,:;–—-]|$)|\s+(?:we|our|the|this|see|all)\b)",
    re.I,
)
_TOLD = re.compile(
    r" (?:answer|response|position) (?:here )?(?:is|was|remains)(?: a)? (yes|no|partial|partly|partially) "
)
_MISREAD_LETTERS = str.maketrans("1|!05", "iiios")
_MISREAD = str.maketrans("501", "sol")  # what text recognition makes of letters: "Ye5", "N0"
# Short answers whose letters text recognition took for like ones: "Ycs", "Ves", "Nc", "NIA".
_MISREAD_WORDS = (
    (re.compile(r"[yv][eco3a][s5]"), Answer.YES),
    (re.compile(r"[nh][o0cq]"), Answer.NO),
    (re.compile(r"n[il1]a"), Answer.NOT_APPLICABLE),
)
# A longer answer with a letter or two misread is still so much like itself.
DAMAGED_WORD = 0.82
_LONG_ANSWERS = (
    *("partial", "partially", "compliant", "noncompliant", "notcompliant", "fullycompliant", "partiallycompliant"),
    *("partlycompliant", "notapplicable", "notmet", "fullymet", "partlymet", "partiallymet"),
)
# "Complaint" is no damaged "compliant".
_OTHER_WORDS = frozenset(("complaint", "complaints", "complainant"))
_NOT_APPLICABLE = re.compile(r"^\W*(?:n ?/ ?a|na|not applicable)\W+no\s+\w", re.I)
# A typed x beside a word marks it.
_TYPED_MARK = re.compile(r"(?<!\S)[xX](?!\S)")
# A Yes that is denied, put off or still to come is no Yes.
_DOUBT = re.compile(
    r" (?:not|never|no|will|to be|should|aim\w*|plan\w*|intend\w*|expect\w*|hope\w*|tbc|pending|once|until|unless|if|by"
    r"|yet|must|ensure|how|when|unable|fail\w*|cannot|isn|don|doesn|aren|won|towards|nearly|almost) "
)
# After a No at the head of a text, a word that it belongs to ("No changes since 2022") makes it another word.
_NO_ENDS = re.compile(
    r"^\W*no(?:\s*$|\s*[^\w\s]|\s*\n|\s+(?:we|our|this|the|it|not|but|see|as|because|due|currently|however)\b)",
    re.I,
)
_TOKEN = re.compile(
    r"\b(?:n/a|not applicable|(?:not|non)[ -]?(?:fully )?compliant|(?:fully |partially |partly )?compliant|not met|met"
    r"|yes|no|y|n|partial(?:ly)?|partly)\b",
    re.I,
)
_MINOR = frozenset(("for", "and", "of", "the", "in", "on", "at", "by", "with"))
# Names of several landlords with their answers are no longer than this in words.
NAMES = 14
# A document says its few answers over and over.
ANSWERS_KEPT = 256
# The longest listed phrase that a text may begin with, in words.
LONGEST_HEAD = 5
# A longer cell is prose; a phrase somewhere in it is no longer an answer by itself.
SENTENCE_WORDS = 24


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", plain(text).lower()).strip()


@cache
def _phrases() -> dict[str, Answer]:
    lists = words("answers")
    return {phrase: answer for name, answer in _KINDS for phrase in lists[name]}


@cache
def _glued() -> dict[str, Answer]:
    return {phrase.replace(" ", ""): answer for phrase, answer in _phrases().items() if len(phrase) > 2}


@cache
def _glyphs() -> tuple[dict[str, Answer], tuple[str, ...], tuple[str, ...]]:
    lists = words("answers")
    marks = dict.fromkeys(lists["yes_glyphs"], Answer.YES) | dict.fromkeys(lists["no_glyphs"], Answer.NO)
    return marks, lists["ticked_boxes"], lists["empty_boxes"]


# ── whole texts ──────────────────────────────────────────────────────────────────────────────────


@lru_cache(ANSWERS_KEPT)
def is_answer(text: str) -> bool:
    """True where the whole text is an answer and nothing else."""
    text = text.replace("\ufe0f", "").strip()
    return bool(text) and (_exact(text) or _damaged(text)) not in (None, Answer.BLANK)


def is_mark(text: str) -> bool:
    """True where the text is a tick, a cross, an x or a yes that marks a column."""
    marks, ticked, _ = _glyphs()
    bare = text.strip()
    return bare in marks or bare in ticked or _fold(bare) in {"x", "yes", "y", "tick", "no", "n"}


def read_answer(text: str) -> Answer:
    """The answer that a cell gives; BLANK for an empty cell, UNCLEAR for one that gives none of the known ones."""
    text = text.replace("\ufe0f", "").strip()  # the mark that asks for a coloured tick
    text = _CHOICE.sub("", text)
    if not text or _OPTIONS.match(text):
        return Answer.BLANK
    for reading in (_boxes, _marked_word, _exact, _broken, _damaged, _excused, _several, _head, _told, _inside):
        answer = reading(text)
        if answer is not None:
            return answer
    # a page number or a speck that stands where the answer was lost is no answer
    return Answer.UNCLEAR if any(char.isalpha() for char in squash(text)) else Answer.BLANK


def leading_answer(text: str) -> str:
    """The answer with which a sentence begins ("Yes, we publish …", "Compliant. …"), or ""."""
    match = _LEADING.match(text)
    if match:
        return match[1]
    sentence = first_sentence(text)
    return sentence.rstrip(" .:;") if said_in(sentence) is not None else ""


def in_words(text: str) -> str:
    """An answer as it is reported: as printed, but marks and boxes told in words ("tick", "cross", "ticked box")."""
    text = squash(text).replace("\ufe0f", "")
    if text.isascii():
        return text
    marks, ticked, empty = _glyphs()
    alone = len(text) == 1
    for glyph in dict.fromkeys((*ticked, *empty, *marks)):
        if glyph in text and not glyph.isascii():
            box = "ticked box" if glyph in ticked else "empty box" if glyph in empty else ""
            word = box or ("tick" if marks.get(glyph) is Answer.YES else "cross")
            text = text.replace(glyph, word if alone else f" ({word}) ")
    return squash(text)


def _exact(text: str) -> Answer | None:
    marks, ticked, empty = _glyphs()
    if text in empty:
        return Answer.BLANK
    if text in ticked:
        return Answer.YES
    bare = text.strip(".,;:!*'\"()[] ")
    if not bare:
        return Answer.BLANK
    if bare in marks:
        return marks[bare]
    folded = _fold(bare)
    if not folded:
        return Answer.BLANK if not bare.strip("-–—_") else None
    if folded == "x":
        return Answer.NO
    for read in (folded, folded.translate(_MISREAD)):
        if read in _phrases():
            return _phrases()[read]
    for glyph, rest in ((bare[0], bare[1:]), (bare[-1], bare[:-1])):  # "✓ Yes", "Yes ✓"
        if glyph in marks and _phrases().get(_fold(rest)) is marks[glyph]:
            return marks[glyph]
    return None


def _broken(text: str) -> Answer | None:
    """A word that a narrow column cut anywhere: "Complia/nt"."""
    return _glued().get(_fold(text).replace(" ", "")) if "\n" in text else None


def _damaged(text: str) -> Answer | None:
    """A word with misread letters: "Ycs", "Partlal", "Cornpliant"."""
    folded = _fold(text)
    glued = folded.replace(" ", "")
    if not 2 <= len(glued) <= 24 or folded in _OTHER_WORDS:
        return None
    for pattern, answer in _MISREAD_WORDS:
        if pattern.fullmatch(glued) and len(text.strip(" .,:;|")) <= 4:
            return answer
    if len(glued) < 6 or folded.count(" ") > 2:
        return None
    from rapidfuzz import fuzz, process

    mended = glued.replace("rn", "m").translate(_MISREAD_LETTERS)
    names = [each for each in _LONG_ANSWERS if abs(len(each) - len(mended)) <= 2]
    best = process.extractOne(mended, names, scorer=fuzz.ratio, score_cutoff=100 * DAMAGED_WORD)
    return _glued()[best[0]] if best else None


def _excused(text: str) -> Answer | None:
    """ "N/A no third stage": the no gives the reason."""
    return Answer.NOT_APPLICABLE if _NOT_APPLICABLE.match(text) else None


def _told(text: str) -> Answer | None:
    return said_in(first_sentence(text))


# ── boxes ────────────────────────────────────────────────────────────────────────────────────────


def _boxes(text: str) -> Answer | None:
    """Boxes or marks beside their labels: "☒ Yes ☐ No", "Yes ☒ No ☐", "Yes ✓ No"."""
    marks, ticked, empty = _glyphs()
    spaced = text
    for box in (*ticked, *empty):
        spaced = spaced.replace(box, f" \x00{'1' if box in ticked else '0'} ")
    for mark, answer in marks.items():
        if answer is Answer.YES:
            spaced = spaced.replace(mark, " \x001 ")
    if "\x00" not in spaced:
        return None
    parts = [each for each in re.split(r"(\x00[01])", spaced) if each.strip(" :/|,\n")]
    labels = [label for each in parts if each[0] != "\x00" for label in _labels(each)]
    if len(labels) < 2:
        return None  # one box alone is a glyph, judged as such
    if parts[0][0] == "\x00":
        chosen = {_labels(after)[0] for box, after in pairwise(parts) if box == "\x001" and _labels(after)}
    else:
        chosen = {_labels(before)[-1] for before, box in pairwise(parts) if box == "\x001" and _labels(before)}
    if {Answer.YES, Answer.NO} <= chosen:
        return Answer.PARTIAL
    return _worst(chosen) if chosen else Answer.BLANK


def _marked_word(text: str) -> Answer | None:
    """A typed x beside its word or words: "x Yes", "No x", "X Yes No"."""
    words_left = _TYPED_MARK.sub(" ", text).strip(" :/|,\n")
    if len(_TYPED_MARK.findall(text)) != 1 or not words_left:
        return None
    labels = _labels(words_left)
    if not labels or _fold(_TOKEN.sub(" ", words_left)):
        return None
    if len(labels) == 1:
        return labels[0]
    return _boxes(_TYPED_MARK.sub("☒", text))


def _labels(text: str) -> list[Answer]:
    """The answers printed in a piece between boxes; [] where other words stand there too."""
    whole = _phrases().get(_fold(text))
    if whole is not None and whole is not Answer.PARTIAL:
        return [whole]
    found = [_phrases().get(_fold(each[0])) for each in _TOKEN.finditer(text)]
    return [each for each in found if each is not None] or ([whole] if whole else [])


# ── several answers, answers in sentences ────────────────────────────────────────────────────────


def _several(text: str) -> Answer | None:
    """Several answers in one cell: one a line, or one for each landlord of a group. Any No wins."""
    marks, _, _ = _glyphs()
    found: list[Answer] = [marks[char] for char in text if char in marks]
    found += [_phrases()[folded] for each in _TOKEN.finditer(text) if (folded := _fold(each[0])) in _phrases()]
    rest = _TOKEN.sub(" ", "".join(" " if char in marks else char for char in text))
    names = re.findall(r"[^\W\d_][\w'’&.-]*", rest)
    if not found or len(names) > NAMES or not all(name[0].isupper() or name.lower() in _MINOR for name in names):
        return None
    if len(found) > 1:
        options = re.sub(r"[\s()]", "", rest)
        if not names and options == "/" and len(set(found)) == 2:
            return Answer.PARTIAL  # "Compliant / Not compliant": both are said
        return _worst(found)
    return found[0] if names and re.search(r"[:\n]", text) else None


def _worst(answers: Iterable[Answer]) -> Answer:
    seen = set(answers)
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
    if re.match(r"\W*n/a\b", text, re.I):
        return Answer.NOT_APPLICABLE
    for size in range(LONGEST_HEAD, 0, -1):
        match = re.match(r"\W*" + r"\W+".join([r"[\w']+"] * size) + r"(?P<end>\s*[^\w\s]|\s*\n|$)", text)
        if match and (answer := _phrases().get(_fold(match[0]))) and answer is not Answer.BLANK:
            return _tempered(answer, text[match.end() :])
    first, _, rest_of = _fold(text).partition(" ")
    if first == "yes" or (first == "no" and _NO_ENDS.match(text)):
        return _tempered(_phrases()[first], rest_of)
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
    if folded.count(" ") > SENTENCE_WORDS:
        return None
    said = [
        (phrase, answer)
        for phrase, answer in _phrases().items()
        if ("compl" in phrase or phrase.count(" ") >= 2) and f" {phrase} " in folded
    ]
    if not said:
        told = _TOLD.search(folded)
        return _phrases()[told[1]] if told else None
    longest, answer = max(said, key=lambda each: len(each[0]))
    # "will be compliant from May", "to be confirmed as compliant": not an answer that is given now
    return answer if answer is not Answer.YES or not _DOUBT.search(folded.replace(longest, " ")) else None
