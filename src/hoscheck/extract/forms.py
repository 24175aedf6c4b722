"""What the official forms print, ready to be looked up: column headings, banners, provision numbers, requirement texts.

Built once from the rulebooks and the general lists of `words/headings.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from hoscheck.model import Rulebook
from hoscheck.normalise import key, plain
from hoscheck.similarity import START, Texts, alike
from hoscheck.words import words

ROLES = ("number", "requirement", "answer", "yes", "no", "partial", "not_applicable", "evidence", "commentary")

# A heading that OCR damaged still shares this much with the one it was; "evidence" and "requirement" share 0.2.
HEADING_ALIKE = 0.8
# A shorter one is like too much else.
DAMAGED_AT_LEAST = 8
# Texts of which the role is kept in mind.
MOST_KNOWN = 10_000
# Longer texts are sentences, not headings.
HEADING_WORDS = 12
HEADING_LENGTH, BANNER_LENGTH = 140, 200  # characters; longer texts have more words than that
# A label in running text is shorter still.
LABEL_WORDS = 8
# A requirement begins here: the first 48 characters agree but for a few. The starts of two different requirements score
# at most 0.917 (0.979 for the ends of stage 1 and 2, which begin alike), a requirement's own start 0.98 and more.
BEGINS = 0.92
# A text is a requirement's, edited by hand, cut or damaged.
IS_TEXT = 0.72
# Lines looked at after a number to find its requirement's text.
AHEAD = 4

_TOKENS = (
    ("evidence", re.compile(r"\bevidence")),
    ("requirement", re.compile(r"^(?:\w+ ){0,3}requirements?$|^code requirement")),
    ("answer", re.compile(r"^(?:do|does|are|is|have|has) (?:we|you|the landlord|it|this)\b.*\b(?:compl|met|meet)")),
    ("answer", re.compile(r"\bcompl(?:y|ies|iant|iance|ied)\b.*\b(?:yes|no|y|n)\b|^compl(?:y|ies|iant|iance)\b")),
    (
        "commentary",
        re.compile(r"\bcommentary|\bexplanations?\b|^(?:further |additional |other |landlord )?comments?\b"),
    ),
    (
        "number",
        re.compile(r"^(?:code|hos|ombudsman|ho)? ?(?:provision|section|paragraph|clause)(?: (?:no|number|ref))?$"),
    ),
)
# Columns that landlords add speak of compliance too: its date, last year's answer, what is still to be done.
_OTHER_COLUMN = re.compile(
    r"\b(?:date|by when|by$|when|last|previous|prior|due|target|actions?|owner|lead|rag|rating|progress|change"
    r"|complain\w*|priority|risk|next steps?|deadline)\b"
)
# "Compliant with the guidance. Learning is shared." is evidence, not the heading of the answers.
_SENTENCE = re.compile(r"(?:\w+\W+){3,}\w+\.\s*(?:$|[A-Z])")
_LABEL_START = re.compile(
    r"(?:our |the |landlords? |supporting )?(?:"
    r"(?P<evidence>evidence(?: |$)(?!is |are |was |can |that )|how (?:do |does )?(?:we|the landlord) (?:comply|meet))"
    r"|(?P<commentary>commentary|explanations?|(?:further |additional |any )(?:comments?|explanation)|comments?$)"
    r"|(?P<answer>compl(?:y|ies|iant|iance)(?: (?:yes|y|no|n|status|with (?:the|this) (?:code|provision))\b.*)?$"
    r"|(?:do|does|are|is) (?:we|you|it|this|(?:the|our) \w+(?: \w+)?) (?:\w+ )?(?:compl(?:y|ian|ied)|met\b|meet))"
    r"|(?P<requirement>(?:code |ombudsman |hos )?requirements?$|what the code (?:says|requires)))"
)
_BANNER = re.compile(
    r"^(?:section \d{1,2}\b(?! of (?:our|the|this)).{0,80}"
    r"|stage (?:\d|i{1,3})(?: complaints?| response)?"
    r"|(?:section \d{1,2} )?(?:.{0,60} )?(?:mandatory )?(?:must|should) requirements?(?: stage \d)?"
    r"|(?:section \d{1,2} )?(?:.{0,60} )?best practice(?: should)?(?: requirements?)?(?: stage \d)?)$"
)
_NUMBER = re.compile(
    r"^[\s(\[#§*•|]*(?:(?:code|provision|section|paragraph|para|ref(?:erence)?|clause|item|no|number|hos|requirement)\b[.:\s#]*)*"
    r"(?P<number>\d{1,2}\s?\.\s?\d{1,2})(?![\d%]|\s?[.,]\s?\d)(?P<rest>(?=[\s\W]|$|[A-Z‘“\"'…(]).*)$",
    re.S | re.I,
)


# "Section 5.1 of the policy" is a citation: the Code's own sections have whole numbers
_CITATION = re.compile(r"^\W*section\s+\d{1,2}\s?\.\s?\d", re.I)
# what stands between a number and its text; the three dots with which some requirements begin are theirs
_SEPARATOR = re.compile(r"^[\s):\]|*-]*(?:\.(?!\.))?[\s):\]|*-]*")


def read_number(text: str) -> tuple[str | None, str]:
    """A provision number at the head of a text, and what follows it; (None, text) where there is none.

    Three-part numbers ("1.2.1") are policy clauses or evidence labels, never provisions.
    """
    match = _NUMBER.match(plain(text))
    if not match:
        return None, text
    rest = match["rest"]
    if rest[:1].isalpha() and rest[:1].islower():  # "10.30am"
        return None, text
    return re.sub(r"\s", "", match["number"]), _SEPARATOR.sub("", rest, count=1)


class Forms:
    """Look-ups over all rulebooks at once: the edition is not known while rows are being read."""

    def __init__(self, rulebooks: Sequence[Rulebook]) -> None:
        self._roles = self._role_keys(rulebooks)
        self._long = [each for each in self._roles if len(each) >= DAMAGED_AT_LEAST]
        self._begun = {each[:end] for each in self._roles for end in range(1, len(each) + 1)}
        self._heads: dict[str, bool] = {}
        self._divides: dict[str, bool] = {}
        self._known: dict[str, str | None] = {}
        self._official = {_glued(text) for book in rulebooks for texts in book.headings.values() for text in texts}
        self._banners = {key(each) for book in rulebooks for each in book.banners} | {
            key(section.title) for book in rulebooks for section in book.sections
        }
        self._titles = {_glued(section.title) for book in rulebooks for section in book.sections}
        self.numbers = frozenset(each.number for book in rulebooks for each in book.requirements)
        self._requirements = [each for book in rulebooks for each in book.requirements]
        self.texts = Texts([key(each.text) for each in self._requirements])
        self._by_number: dict[str, list[int]] = {}
        for position, each in enumerate(self._requirements):
            self._by_number.setdefault(each.number, []).append(position)

    @staticmethod
    def _role_keys(rulebooks: Sequence[Rulebook]) -> dict[str, str]:
        lists = words("headings")
        roles: dict[str, str] = {}
        for role in ROLES:
            for heading in lists[role]:
                roles.setdefault(_glued(heading), role)
        for book in rulebooks:
            for role, headings in book.headings.items():
                for heading in headings:
                    roles[_glued(heading)] = role
        return roles

    def role_of(self, text: str) -> str | None:
        """The column role that a heading or label names; None where it names none."""
        if len(text) > HEADING_LENGTH:  # most cells: do not fold a paragraph to learn that it is none
            return None
        if text not in self._known:  # the same few headings are asked for on every page
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._role_of(text)
        return self._known[text]

    def _role_of(self, text: str) -> str | None:
        folded = key(text)
        if not folded or folded.count(" ") >= HEADING_WORDS:
            return None
        # narrow columns break words anywhere, so headings are compared without their spaces
        glued = folded.replace(" ", "")
        if glued in self._roles:
            return self._roles[glued]
        if _OTHER_COLUMN.search(folded) or _SENTENCE.search(text):
            return None
        for role, pattern in _TOKENS:
            if pattern.search(folded):
                return role
        return self._damaged_role(glued)

    def certainty(self, text: str) -> int:
        """How sure a heading's role is: 3 the official form's own, 2 a usual one, 1 by its words, 0 it has none."""
        glued = _glued(text)
        return 3 if glued in self._official else 2 if glued in self._roles else 1 if self.role_of(text) else 0

    @staticmethod
    def is_other(text: str) -> bool:
        """True for the heading of a column that landlords add: dates, owners, last year's answer."""
        return bool(_OTHER_COLUMN.search(key(text)))

    def is_heading(self, text: str) -> bool:
        """True where the text is, word for word, a heading that forms print."""
        return _glued_heading(text) in self._roles

    def begins_heading(self, text: str) -> bool:
        """True where the text is, word for word, the beginning of a heading that forms print, or all of it."""
        # most texts: their first letters, which are the same when they are folded, begin none
        return self._may_head(text[:4]) and len(text) <= HEADING_LENGTH and _glued_heading(text) in self._begun

    def may_begin_heading(self, texts: Sequence[str]) -> bool:
        """False where none of the texts is the beginning of a heading: then none begins one, whatever follows it."""
        known, longest = self._heads.get, HEADING_LENGTH
        for text in texts:
            head = text[:4]
            may = known(head)
            if (
                (self._may_head(head) if may is None else may)
                and len(text) <= longest
                and _glued_heading(text) in self._begun
            ):
                return True
        return False

    def _may_head(self, head: str) -> bool:
        may = self._heads.get(head)
        if may is None:
            if len(self._heads) >= MOST_KNOWN:
                self._heads.clear()
            may = self._heads[head] = self._may_begin(head.lower())
        return may

    def _may_begin(self, head: str) -> bool:
        """False where the first letters of a text, as far as they surely stay when it is folded, begin no heading."""
        if not head.isascii():
            return True
        letters = head if head.isalpha() else head[:2]
        return not letters.isalpha() or letters in self._begun

    def label_role(self, text: str) -> str | None:
        """The role that a label in running text names. Stricter than a heading: "consider all information and evidence
        carefully" is an item of a requirement, not a label."""
        folded = key(text)
        glued = folded.replace(" ", "")
        if glued in self._roles:
            return self._roles[glued]
        match = _LABEL_START.match(folded) if folded.count(" ") < LABEL_WORDS else None
        return match.lastgroup if match else None

    def _damaged_role(self, glued: str) -> str | None:
        if len(glued) < DAMAGED_AT_LEAST:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(glued, self._long, scorer=fuzz.ratio, score_cutoff=HEADING_ALIKE * 100)
        return self._roles[best[0]] if best else None

    def is_banner(self, text: str) -> bool:
        """True for a line that only divides the form: a section's or stage's heading, must or should."""
        if len(text) > BANNER_LENGTH:
            return False
        known = self._divides.get(text)  # a heading is asked for on every page that repeats it
        if known is None:
            if len(self._divides) >= MOST_KNOWN:
                self._divides.clear()
            known = self._divides[text] = self._is_banner(text)
        return known

    def _is_banner(self, text: str) -> bool:
        if _CITATION.match(text):
            return False
        folded = key(text)
        if not folded or folded.count(" ") > 16:
            return False
        if folded in self._banners or _BANNER.match(folded):
            return True
        bare = re.sub(r"^(?:section )?\d{1,2} ", "", folded)
        return bare in self._banners

    def names_section(self, text: str) -> bool:
        """True where a line is a section's number and title, with whatever is glued behind it."""
        match = re.match(r"(?:section )?(?:\d{1,2} )?(?P<title>[a-z].*)", key(text[:BANNER_LENGTH]))
        title = match["title"].replace(" ", "") if match else ""
        numbered = bool(re.match(r"\W*section\s*\d", text, re.I)) or not text[:1].isalpha()
        return any(title == each or (numbered and title.startswith(each)) for each in self._titles)

    def texts_begun(self, text: str) -> list[str]:
        """The folded texts of the requirements that begin as `text` does."""
        return [self.texts.keys[at] for _, at in self.texts.starting(key(text), BEGINS)]

    def is_text_of(self, number: str, text: str, cutoff: float) -> bool:
        """True where a text begins as that provision's does, some letters apart."""
        from rapidfuzz import fuzz

        head = key(text)[:START]
        return any(fuzz.ratio(head, each[: len(head)]) >= 100 * cutoff for each in self.requirement_keys(number))

    def begins(self, text: str) -> list[tuple[float, str]]:
        """The requirements that begin as `text` does: (score, number), best first."""
        folded = key(text)
        return [(score, self._requirements[at].number) for score, at in self.texts.starting(folded, BEGINS)]

    def stand_behind(self, number: str, rest: str, below: Iterable[str], value: Callable[[str], str]) -> bool:
        """True where a requirement stands behind a number: what is left of its line, or one of the next two, begins as
        some requirement does, or all lines up to the next number begin as that number's. `value` is the text of a line
        without a label such as "Requirement:"."""
        ahead = [value(text) for text in takewhile(lambda each: not read_number(each)[0], below)]
        if self.begins(value(rest)) or any(map(self.begins, ahead[:2])):
            return True
        whole = key(" ".join([rest, *ahead]))
        return any(alike(whole[: len(each)], each) >= IS_TEXT for each in self.requirement_keys(number))

    def requirement_keys(self, number: str) -> list[str]:
        """The folded texts that a number has in the rulebooks."""
        return [self.texts.keys[at] for at in self._by_number.get(number, ())]

    def likeness(self, heading: str, role: str) -> float:
        """How much a heading is like one of a role's names (0-1)."""
        from rapidfuzz import fuzz

        glued = _glued(heading)
        return max((fuzz.ratio(glued, name) / 100 for name, owner in self._roles.items() if owner == role), default=0.0)

    def resembles(self, text: str, cutoff: float) -> tuple[float, str] | None:
        """The requirement that a whole text is most like: (score, its folded text)."""
        found = self.texts.rank(key(text), cutoff, limit=1)
        return (found[0][0], self.texts.keys[found[0][1]]) if found else None


def _glued(text: str) -> str:
    return key(text).replace(" ", "")


_glued_heading = lru_cache(MOST_KNOWN)(_glued)  # of headings, the same few are asked for on every page
