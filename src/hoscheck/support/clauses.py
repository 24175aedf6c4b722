"""From a cell's text to its clauses, and from its words to their classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from hoscheck.words import words

# Classes of words, one letter each, so that a clause is also a short text that patterns can be held against:
#   B be  H have  M modal or do  S we, they, staff  T this, it, there, which  N negation  z to  h how, what
#   c detailed, available  C details, explains  P see, find  E evidence as a verb  i reviewed, approved
#   e other participles  v other verbs  V their third person  a noun or verb  g -ing
#   d policy, procedure  w website, report  r letter, record  l section, page  n its number  # any other number
#   u link  q title in quotes  Q sentence in quotes
#   A above, attached  k evidence, details, complaint  o preposition  t determiner  j conjunction  y adverb  x the rest
_CLASSES = (
    ("B", "be"), ("H", "have"), ("M", "modals"), ("N", "negations"), ("S", "subjects"), ("T", "pronouns"),
    ("h", "questions"), ("A", "anaphors"), ("d", "documents"), ("w", "published"), ("r", "records"), ("l", "locators"),
    ("E", "evidence-verbs"), ("c", "citing-participles"), ("C", "citing-verbs"), ("i", "filing-participles"),
    ("P", "pointing-verbs"), ("k", "hollow"), ("o", "prepositions"), ("t", "determiners"), ("j", "conjunctions"),
    ("y", "adverbs"), ("e", "irregular-participles"), ("V", "past-forms"), ("a", "nouns-or-verbs"),
)  # fmt: skip

QUOTED_SENTENCE = 5  # spaces in a quotation from which one that begins with a small letter is no title
STEM = 5  # letters by which two forms of a word are taken for one: "consider", "considered"
LONGEST_CLAUSE = 80  # words; a text without a stop is cut there, so that no clause takes long

_LINK = (
    r"(?P<link>https?:/{1,2}(?:www\.?)?\s[\w-]{1,80}\.[\w./?=&-]{2,2000}|(?:[a-z]{2,6}:/{1,2}|www\.)[^\s<>|]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}"
    r"|[\w-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|html?|aspx|msg)\b"
    r"|(?:[\w-]{1,80}\.){1,4}(?:com|org|org\.uk|co\.uk|gov\.uk)\b(?:/[^\s<>|]{0,2000})?)|"
)
_WORDS = (
    r"(?P<word>[^\W\d_][^\W_]*(?:['-][^\W_]+){0,6})"
    r"|(?P<quote>(?<!\w)(?P<mark>['\"])(?=\w)(?:[^'\"\n]|(?<=\w)'(?=\w)){1,70}(?P=mark)(?!\w))"
    r"|(?P<number>£?\d+(?:[.,/:-]\d+){0,6}(?:st|nd|rd|th|[a-z%]|\s%)?(?!\w))"
    r"|(?P<sign>(?<=\w\s)(?:=|[→⇒](?=\s[^\W\dA-Z])|->(?=\s[^\W\dA-Z]))(?=\s))"
    r"|(?P<stop>[.!?;:\n|()\[\]<>•‣▪●·]|(?<=\s)-(?=\s))"
)
# most words are small letters and nothing else; they are read at once, and with the blank behind them they are whole
_TOKEN = re.compile(r"(?P<run>(?:[a-z]+ ){3,40})|" + _WORDS)
_LINKED = re.compile(
    r"://|www\.|@|\.(?:pdf|doc|xls|ppt|htm|aspx|msg|com\b|org\b|co\.uk|gov\.uk)"
)  # text that may hold a link
_LISTS = frozenset(",+/")  # between two words they part the items of a list, as a comma does
_HARD_STOPS = frozenset(".!?;\n|•‣▪●·")
_SORTS = {"link": "u", "quote": "q", "sentence": "Q", "number": "n", "sign": "V"}
_OUT = frozenset(("set", "sets", "laid", "lays", "spelt", "spells"))  # … out, … down
_POINTS = frozenset(("point", "points", "question", "questions", "part", "parts", "item", "items"))
_QUARTER = re.compile(r"q[1-4]$")
_LOOKED_AT = frozenset(("page", "pages", "pack", "packs", "statement", "statements", "structure", "tree", "trees"))
_LOOKED_AT |= {"book", "deck", "decks", "study", "studies", "drive", "shot", "shots"}
_AGAIN = _LOOKED_AT | _OUT | {"above", "below", "no", "may", "same"}  # words whose neighbours decide what they are
_SHORT_LOCATOR = re.compile(r"(?:s|ss|p|pp|pg|para|sec|cl|app)\d{1,3}$")
_DOTTED = re.compile(r"\d\.\d")
_LOCATED = re.compile("lx?[nzj]*$")  # "pages 4 to 6 and 9": numbers that say where


@cache
def _token_or_link() -> re.Pattern[str]:
    """The slower pattern, made when the first text with a link comes."""
    return re.compile(_LINK + _WORDS)


@dataclass(slots=True)
class Clause:
    words: list[str]  # in lower case; a link or quoted title is one word
    kinds: str  # one letter a word
    text: str
    upper: tuple[bool, ...]  # which words begin with a capital letter
    commas: tuple[int, ...]  # the words that a comma stands before
    follows: bool  # it follows a colon, a dash or a bracket: what stands before may be its heading
    opened: str  # the stop that it follows
    ends: tuple[int, ...]  # where in the text each word ends
    asks: frozenset[str]
    pointed: bool = False  # the clause before it points: "it" and "both" are the papers named there
    heading: bool = False  # it is the title or topic of the pointer behind it
    topic: frozenset[str] = frozenset()  # the stems of the requirement's words


_Found = list[tuple[str, str, int]]  # words as they are written, each with its sort and where it ends


def clauses(text: str, asks: frozenset[str]) -> Iterator[Clause]:
    found: _Found = []
    commas: list[int] = []
    start, end, opened = 0, 0, ""
    restarts = entries("restarts")
    for token in (_token_or_link() if _LINKED.search(text) else _TOKEN).finditer(text):
        sort, word = token.lastgroup or "", token[0]
        if sort == "stop":
            if not _is_no_stop(text, token, found):
                if found:
                    yield _clause(found, text[start:end], commas, opened, asks)
                    found, commas = [], []
                opened = "" if word in _HARD_STOPS else word
            continue
        several = word.split() if sort == "run" else ()
        if len(found) + (len(several) or 1) > LONGEST_CLAUSE or (word in restarts and _may_end(found)):
            yield _clause(found, text[start:end], commas, opened, asks)
            found, commas, opened = [], [], ""
        begin, last = token.span()
        if not found:
            start = begin
        elif (gap := text[end:begin]) != " " and not _LISTS.isdisjoint(gap):
            commas.append(len(found))
        if several:
            at = begin - 1
            found += [(each, "word", at := at + 1 + len(each)) for each in several]
            end = last - 1
            continue
        if sort == "quote" and not _names(found) and _is_speech(word, opened in (":", "-") and not found):
            sort = "sentence"
        end = last
        found.append((word, sort, end))
    if found:
        yield _clause(found, text[start:end], commas, opened, asks)


def _names(found: _Found) -> bool:
    """True where a document or its section has just been named: a quotation behind it is its title."""
    return any(sort == "number" or kind(word.lower()) in "dwlPc" for word, sort, _ in found[-4:])


def _is_speech(quoted: str, labelled: bool) -> bool:
    """True for a quotation that says something ("bring whoever you like"), and is no title ("How we handle your
    complaint", "Your Right to Complain"). `labelled`: it stands behind a colon or a dash, as a title does behind what
    it names."""
    said = quoted.strip("'\" ").split()
    if said and said[0][0].isdigit():
        said = said[1:]  # "2.1 What we accept"
    first = said[0].lower() if said else ""
    if len(said) < 2 or kind(first) in "hg" or first in entries("title-starts"):
        return False
    if "?" in quoted.rstrip("?'\" "):
        return True  # "Still unhappy? Ring us"
    small = sum(word[0].islower() for word in said[1:])
    if 2 * small < len(said) - 1:
        return False
    if quoted[1].islower() and quoted.count(" ") >= QUOTED_SENTENCE:
        return True
    kinds = [kind(word.strip(".,!?").lower()) for word in said]
    if "M" in kinds or ("N" in kinds and not (labelled and {"S", "B", "T"}.isdisjoint(kinds))):
        return True
    if labelled and said[0][0].isupper():
        return False
    if quoted[1].islower() and kinds[0] == "v":
        return True
    if len(said) > QUOTED_SENTENCE and kinds[0] in "tS" and _states(said, kinds):
        return True
    return any(sort == "S" and after in ("a", "v", "x", "e", "B", "H") for sort, after in pairwise(kinds))


def _states(said: list[str], kinds: list[str]) -> bool:
    """ "Each case turns on its own facts": a third person behind one thing."""
    return any(
        kinds[i] in "aV" and said[i].endswith("s") and kinds[i - 1] in "xk" and not said[i - 1].endswith("s")
        for i in range(2, len(kinds) - 1)
    )


def _is_no_stop(text: str, token: re.Match[str], found: _Found) -> bool:
    """True for the point of "4.2" and "e.g.", and for a colon inside a sentence: "the policy states: …"."""
    if token[0] == ":":
        said = (word.lower() for word, _, _ in found)
        return any(kind(word) == "C" and word not in entries("noun-like-verbs") for word in said)
    inside = bool(text[token.end() : token.end() + 1].strip())
    return token[0] == "." and (inside or (bool(found) and found[-1][0].lower() in entries("abbreviations")))


def _may_end(found: _Found) -> bool:
    """Lines that were run together: a capitalised "Our" begins a new clause, but not inside "How We Handle …"."""
    return bool(found) and (found[-1][1] != "word" or kind(found[-1][0].lower()) not in "hoztj")


def _clause(found: _Found, text: str, commas: list[int], opened: str, asks: frozenset[str]) -> Clause:
    said = [word.lower() for word, _, _ in found]
    kinds = [kind(word) if each[1] == "word" else _SORTS[each[1]] for word, each in zip(said, found, strict=True)]
    upper = tuple([word[0].isupper() for word, _, _ in found])
    numbered = entries("numbered-parts")
    for i, word in enumerate(said[:-1]):
        if word in numbered and said[i + 1][0].isdigit():
            counted = i + 1 in commas or (i and said[i - 1].isdigit())  # "31 entries, 19 closed"
            kinds[i] = kinds[i] if counted else "l"
    for i, word in enumerate(said):
        if word in _AGAIN or kinds[i] in "nlP":
            _look_again(said, kinds, i)
    for i, after in enumerate(kinds[1:] if "Q" in kinds else ()):
        if kinds[i] == "Q" and after in "dwlr" and "N" not in map(kind, said[i].strip("'\"").split()):
            kinds[i] = "q"  # ""You said, we did" pages"
    first = found[-1][2] - len(text)
    ends = tuple([end - first for _, _, end in found])
    return Clause(said, "".join(kinds), text, upper, tuple(commas), bool(opened), opened, ends, asks)


def _look_again(said: list[str], kinds: list[str], i: int) -> None:
    """Mend the class of a word that its neighbours decide."""
    word, after = said[i], said[i + 1] if i + 1 < len(said) else ""
    after = said[i + 1] if i + 1 < len(said) else ""
    if kinds[i] == "n" and (after in entries("measures") or not _DOTTED.search(word)):
        kinds[i] = "n" if _LOCATED.search("".join(kinds[max(0, i - 9) : i])) else "#"
    elif kinds[i] == "l" and word in _POINTS and i and said[i - 1] in ("all", "each", "every"):
        kinds[i] = "x"  # "all points answered"
    elif kinds[i] == "l" and word in entries("soft-locators") and not _is_numbered(said, i):
        kinds[i] = "k"  # "direct line to the chief executive"
    elif kinds[i] == "P" and i and kinds[i - 1] in "tkHxye" and word in entries("nouns-when-placed"):
        kinds[i] = "x"  # "full access to staff"
    elif kinds[i] == "l" and (len(word) == 1 or word in entries("short-locators")) and not _is_numbered(said, i):
        kinds[i] = "x"  # "Miss P", "v. good", "by the sec."
    elif word in _LOOKED_AT and i:
        kinds[i] = _by_what_it_is_of(said, kinds, i)
    elif word in ("above", "below") and after and kind(after) in "tx":
        kinds[i] = "o"  # "below the last question"
    elif word == "no":
        kinds[i] = "l" if after[:1].isdigit() else "N"
    elif word == "may" and _is_month(said, i):
        kinds[i] = "#"
    elif word == "same" and after != "as":
        kinds[i] = "t"  # "the same manager deals with both"; "same as 4.1" points
    elif word in _OUT:
        _look_at_set_out(said, kinds, i)


def _by_what_it_is_of(said: list[str], kinds: list[str], i: int) -> str:
    """ "The complaints page" is one of the website, "rent statements" and "the welcome pack" are given to people, and a
    "team structure" is a chart."""
    word, before = said[i], said[i - 1]
    if f"{before} {word}" in entries("two-word-papers"):
        return "r"
    if word in ("page", "pages") and kinds[i - 1] in "xkga" and before not in entries("of-a-paper"):
        return kinds[i] if said[i + 1 : i + 2] and said[i + 1][0].isdigit() else "w"
    if word.startswith(("pack", "statement")) and before in entries("given-out"):
        return "r"
    return "r" if word == "structure" and before in entries("structured") else kinds[i]


def _is_numbered(said: list[str], i: int) -> bool:
    """True where a number stands beside it, or where it is pointed at ("the points above")."""
    beside = said[i + 1 : i + 3] + said[max(0, i - 1) : i]
    return any(word[:1].isdigit() or word in entries("anaphors") or word in ("see", "a", "b", "c") for word in beside)


def _look_at_set_out(said: list[str], kinds: list[str], i: int) -> None:
    """ "Set out in …" points, "we set out …" says what follows, "section 3 sets this out" says something of it."""
    word, after = said[i], said[i + 1] if i + 1 < len(said) else ""
    if word in _OUT and after in ("out", "down"):
        before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
        pointing = not before or before in "BHMjo" or (i + 2 < len(kinds) and kinds[i + 2] == "o")
        kinds[i] = "c" if pointing and not word.endswith("s") else "C"
        kinds[i + 1] = "y"
    elif word in _OUT and kinds[i + 1 : i + 2] == ["T"] and said[i + 2 : i + 3] in (["out"], ["down"]):
        kinds[i] = "C"  # "section 3 sets this out"


def _is_month(said: list[str], i: int) -> bool:
    """ "3 May", "May 2024", "February, May and August"; otherwise "may" is a verb."""
    beside = [*said[max(0, i - 2) : i], *said[i + 1 : i + 3]]
    if said[i - 1 : i] and said[i - 1][:1].isdigit():
        return True
    return said[i + 1 : i + 2] != [] and (
        said[i + 1][:1].isdigit() or not entries("months").isdisjoint(set(beside) - {"may", "am", "pm"})
    )


@cache
def _classes() -> dict[str, str]:
    """The class of each word that the lists know; the first of two lists that name a word wins."""
    lists = words("support")
    kinds: dict[str, str] = {"to": "z"}
    for kind, name in _CLASSES:
        for word in lists[name]:
            kinds.setdefault(word, kind)
    for base in lists["verbs"]:
        kinds.setdefault(base, "v")
        kinds.setdefault(_third_person(base), "V")
    for base in lists["nouns-or-verbs"]:
        kinds.setdefault(_third_person(base), "a")
    return kinds


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


@lru_cache(maxsize=8192)
def kind(word: str) -> str:
    """The class of a word; one that the lists do not know is told by its ending."""
    known = _classes().get(word)
    if known:
        return known
    if word.endswith("'s") and (known := _classes().get(word[:-2])):
        return known
    if word.isdigit():
        return "n"
    if _QUARTER.match(word):
        return "#"
    if _SHORT_LOCATOR.match(word):
        return "l"  # "s10", "p4", "para7"
    if len(word) > 4:
        if word.endswith("ly"):
            return "y"
        if word.endswith("ed"):
            return "e"
        if word.endswith("ing") and word not in entries("no-doing"):
            return "g"
        if word.endswith(("ise", "ify")):
            return "v"
        if word.endswith(("ises", "ifies")):
            return "V"
    return "x"


@cache
def entries(name: str) -> frozenset[str]:
    """One list of `words/support.yaml`; of words that are nouns or verbs, their third person too."""
    listed = words("support")[name]
    return frozenset(listed) | (frozenset(map(_third_person, listed)) if name == "nouns-or-verbs" else frozenset())
