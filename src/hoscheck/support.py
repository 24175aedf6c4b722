"""What a row's evidence and commentary amount to: nothing, a pointer, or a statement of how the requirement is met.

The judgement is grammar, not phrases. A cell is cut into clauses, and each word gets a class from
`words/support.yaml`. A clause *states* something when its verb does anything else than point: "Section 4 sets this
out", "is available on our website", "see page 3" and titles point; "staff log each call", "no third stage" and
"our policy says that anyone may complain" state. One clause that states is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hoscheck.model import Support
from hoscheck.normalise import key, plain
from hoscheck.words import words

# Classes of words, one letter each, so that a clause is also a short text that patterns can be held against:
#   B be  H have  M modal or do  S we, they, staff  T this, it, there, which  N negation  z to  h how, what
#   c detailed, available  C details, explains  P see, find  E evidence as a verb  i reviewed, approved
#   e other participles  v other verbs  V their third person  a noun or verb  g -ing
#   d policy, procedure  w website, report  r letter, record  l section, page  n its number  # any other number
#   u link  q title in quotes
#   A above, attached  k evidence, details, complaint  o preposition  t determiner  j conjunction  y adverb  x the rest
_CLASSES = (
    ("B", "be"), ("H", "have"), ("M", "modals"), ("N", "negations"), ("S", "subjects"), ("T", "pronouns"),
    ("h", "questions"), ("A", "anaphors"), ("d", "documents"), ("w", "published"), ("r", "records"), ("l", "locators"),
    ("E", "evidence-verbs"), ("c", "citing-participles"), ("C", "citing-verbs"), ("i", "filing-participles"),
    ("P", "pointing-verbs"), ("k", "hollow"), ("o", "prepositions"), ("t", "determiners"), ("j", "conjunctions"),
    ("y", "adverbs"), ("e", "irregular-participles"), ("V", "past-forms"), ("a", "nouns-or-verbs"),
)  # fmt: skip
_AUXILIARIES = "BHM"
_PLACE = re.compile("[dwrlnuqA]")  # the first thing in a clause that a pointer can point to
_CONTENT = re.compile("[xpvVaegPri]")  # words that say something of their own
_TITLE = re.compile("[xpvVaegPrikyj]{1,12}(?=[dwr])")  # words in front of "policy" are its title and say nothing
_OBJECT = re.compile("[tT#ykxpvVaegPrij]{0,12}[dwlq]")  # "the Complaints Policy", as what a verb acts on
_FILED = re.compile("o[t#ykxpvVaegPri]{0,12}[dwl]")  # "in our Complaints and Feedback Policy"

TELLING = 2  # words of its own from which a document's clause tells how, and no longer names a topic only
SHORT_NOTE = 3  # words that a note without a verb needs: "Training" is a topic, "Annual refresher training" a note
PLAIN_NOTE = 5  # content words without verb, place or capitals that are prose and no title
LONG_TITLE = 14  # a title that asks a question ("What happens if I am not happy") has no more words than this
LONG_INSTRUCTION = 8  # a form's own instruction left in a cell ("Click or tap here to enter text") has no more
LONGEST_PLACEHOLDER = 160  # characters; a longer cell is not folded to look for one, which takes time
LONGEST_CLAUSE = 80  # words; a text without a stop is cut there, so that no clause takes long
CHANNELS = 3  # named ways to get in touch that make a list of channels

_LINK = (
    r"(?P<link>(?:https?://|www\.)[^\s<>|]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}"
    r"|[\w-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|html?|aspx|msg)\b)|"
)
_WORDS = (
    r"(?P<word>[^\W\d_][^\W_]*(?:['-][^\W_]+){0,6})"
    r"|(?P<quote>(?<!\w)(?P<mark>['\"])(?=\w)(?:[^'\"\n]|(?<=\w)'(?=\w)){1,70}(?P=mark)(?!\w))"
    r"|(?P<number>£?\d+(?:[.,/:-]\d+){0,6}(?:st|nd|rd|th|[a-z%])?(?!\w))"
    r"|(?P<stop>[.!?;:\n|()\[\]<>•‣▪●·]|(?<=\s)-(?=\s))"
)
_TOKEN = re.compile(_WORDS)
_TOKEN_OR_LINK = re.compile(_LINK + _WORDS)
_LINKED = re.compile(r"://|www\.|@|\.(?:pdf|doc|xls|ppt|htm|aspx|msg)")  # the slower pattern is needed
_HARD_STOPS = frozenset(".!?;\n|•‣▪●·")
_ABBREVIATIONS = frozenset("g e ie eg etc para paras p pp pg pgs sec ref approx vs mr mrs ms dr st cllr".split())
_EVERY = frozenset(("all", "every", "each"))
_RESTARTS = frozenset("Our We This These There It All Any Where When If Please See However Each Every They".split())
_OUT = {"set": "sets", "sets": "sets", "laid": "set", "lays": "sets", "spelt": "set", "spells": "sets"}
_DOTTED = re.compile(r"\d\.\d")
_HAVE_POLICY = re.compile(r"\bmust have (?:\w+ ){0,2}polic")
_TWO_STAGES = re.compile(r"\b(?:two|2)[ -]stages?\b")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text was judged so: the clauses that only point, and what is left once they are taken out."""

    support: Support
    cited: tuple[str, ...]
    left: str


def judge(evidence: str, commentary: str, requirement: str = "") -> Support:
    """What evidence and commentary amount to, read together, in the contract's three words.

    `requirement` is the text that they answer: to publish something is a pointer in general, and the very thing
    that is asked where the requirement is that it be published. Never raises; linear in the length of the text.
    """
    best = Support.NONE
    for found, _ in _judged(evidence, commentary, _asks(requirement)):
        if found is Support.STATEMENT:
            return found
        best = Support.CITATION
    return best


def explain(evidence: str, commentary: str, requirement: str = "") -> Explanation:
    """The same judgement with its reasons; `left` holds the clauses that state something, in order."""
    judged = tuple(_judged(evidence, commentary, _asks(requirement)))
    cited = tuple(text for found, text in judged if found is Support.CITATION)
    left = " / ".join(text for found, text in judged if found is Support.STATEMENT)
    return Explanation(Support.STATEMENT if left else Support.CITATION if cited else Support.NONE, cited, left)


def _judged(evidence: str, commentary: str, asks: frozenset[str]) -> Iterator[tuple[Support, str]]:
    """Each clause that says or points to anything, with its text. Clauses that do neither are left out, unless
    nothing in the whole row points anywhere: words that point nowhere are the landlord's own."""
    loose: list[_Clause] = []
    pointed = False
    for cell in (evidence, commentary):
        if not _is_placeholder(cell):
            last: Support | None = None
            for clause in _clauses(plain(cell), asks):
                clause.follows &= last is Support.CITATION
                last = found = _verdict(clause)
                if found is None:
                    loose.append(clause)
                elif found is not Support.NONE:
                    pointed = True
                    yield found, clause.text
    if loose and not pointed:
        text = " / ".join(clause.text for clause in loose)
        telling = sum(len(_CONTENT.findall(clause.kinds)) for clause in loose) >= TELLING
        yield (Support.STATEMENT if telling else Support.CITATION), text


def _is_placeholder(cell: str) -> bool:
    """True for an empty cell, a dash, TBC and the like, and for the form's own instructions left in."""
    if len(cell) > LONGEST_PLACEHOLDER:
        return False
    said = key(cell.replace("'", " "))
    if not said or said in _set("placeholders"):
        return True
    if any(sentence in said for sentence in words("support")["form-sentences"]):
        return True
    verbs, bare = "instruction-verbs", said.split()
    if bare[0] == "please":
        verbs, bare = "asking-verbs", bare[1:]
    bracketed = cell.strip()[0] in "[<{"
    short = bracketed or len(bare) <= LONG_INSTRUCTION
    return bool(bare) and short and bare[0] in _set(verbs) and not _set("instruction-objects").isdisjoint(bare)


# ── from text to clauses ─────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Clause:
    words: list[str]  # in lower case; a link or quoted title is one word
    kinds: str  # one letter a word
    text: str
    capitals: int
    follows: bool  # it follows a colon, a dash or a bracket: what stands before may be its heading
    asks: frozenset[str]


def _clauses(text: str, asks: frozenset[str]) -> Iterator[_Clause]:
    found: list[tuple[str, str, int]] = []  # word, sort, end
    start, follows, capitals = 0, False, 0
    for token in (_TOKEN_OR_LINK if _LINKED.search(text) else _TOKEN).finditer(text):
        sort, word = token.lastgroup or "word", token[0]
        hard = soft = False
        if sort == "stop":
            if word == "." and (
                text[token.end() : token.end() + 1].strip() or (found and found[-1][0] in _ABBREVIATIONS)
            ):
                continue
            hard, soft = word in _HARD_STOPS, word not in _HARD_STOPS
        elif (
            found and word in _RESTARTS and found[-1][1] != "word" or (found and word in _RESTARTS and _may_end(found))
        ):
            hard = True
        hard = hard or len(found) >= LONGEST_CLAUSE
        if (hard or soft) and found:
            yield _clause(found, text[start : found[-1][2]], capitals, follows, asks)
            found, capitals = [], 0
        if hard or soft:
            follows = soft
        if sort != "stop":
            if not found:
                start = token.start()
            capitals += word[0].isupper()
            found.append((word.lower(), sort, token.end()))
    if found:
        yield _clause(found, text[start : found[-1][2]], capitals, follows, asks)


def _may_end(found: list[tuple[str, str, int]]) -> bool:
    """Lines that were run together: a capitalised "Our" begins a new clause, but not inside "How We Handle …"."""
    return _kind(found[-1][0]) not in "hoztj"


def _clause(
    found: list[tuple[str, str, int]], text: str, capitals: int, follows: bool, asks: frozenset[str]
) -> _Clause:
    said = [word for word, _, _ in found]
    kinds = [_kind(word) if sort == "word" else sort[0].replace("l", "u") for word, sort, _ in found]
    for i, word in enumerate(said):
        after = said[i + 1] if i + 1 < len(said) else ""
        if kinds[i] == "n" and not _DOTTED.search(word):
            kinds[i] = "n" if "l" in kinds[max(0, i - 4) : i] else "#"
        elif word == "no":
            kinds[i] = "l" if after[:1].isdigit() else "N"
        elif word == "may" and (after[:1].isdigit() or (i and said[i - 1][:1].isdigit())):
            kinds[i] = "#"
        elif word in _OUT and after in ("out", "down"):
            before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
            pointing = not before or before in "BHMjo" or (i + 2 < len(kinds) and kinds[i + 2] == "o")
            kinds[i] = "C" if _OUT[word] == "sets" and word != "set" or not pointing else "c"
            kinds[i + 1] = "y"
    return _Clause(said, "".join(kinds), text, capitals, follows, asks)


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
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
def _kind(word: str) -> str:
    """The class of a word; one that the lists do not know is told by its ending."""
    known = _classes().get(word)
    if known:
        return known
    if word.endswith("'s") and (known := _classes().get(word[:-2])):
        return known
    if word.isdigit():
        return "n"
    if len(word) > 4:
        if word.endswith("ly"):
            return "y"
        if word.endswith("ed"):
            return "e"
        if word.endswith("ing"):
            return "g"
        if word.endswith(("ise", "ify")):
            return "v"
        if word.endswith(("ises", "ifies")):
            return "V"
    return "x"


@lru_cache(maxsize=None)
def _set(name: str) -> frozenset[str]:
    listed = words("support")[name]
    return frozenset(listed) | (frozenset(map(_third_person, listed)) if name == "nouns-or-verbs" else frozenset())


@lru_cache(maxsize=256)
def _asks(requirement: str) -> frozenset[str]:
    """What the requirement asks for that only points in any other row: `publication`, `policy`."""
    asked = set()
    if any(word in requirement for word in words("support")["asks-publication"]):
        asked.add("publication")
    if _HAVE_POLICY.search(requirement):
        asked.add("policy")
    return frozenset(asked)


# ── clauses that state ───────────────────────────────────────────────────────────────────────────


def _verdict(clause: _Clause) -> Support | None:
    """STATEMENT or CITATION; NONE where the clause is empty; None where it neither states nor points."""
    kinds = clause.kinds
    if len(kinds) <= 3 and " ".join(clause.words) in _set("placeholders"):
        return Support.NONE
    question = kinds.find("h")
    if question == 0 or (question > 0 and _PLACE.match(kinds[question - 1])):
        if len(kinds) <= LONG_TITLE:  # the title of a page or section
            kinds = kinds[:question] + "q"
            clause = _Clause([*clause.words[:question], "?"], kinds, clause.text, 0, clause.follows, clause.asks)
    for i, kind in enumerate(kinds):
        if (says := _SAYS.get(kind)) and says(clause, i):
            return Support.STATEMENT
    if _note(clause):
        return Support.STATEMENT
    if _PLACE.search(kinds) or "c" in kinds or "P" in kinds or "E" in kinds:
        return Support.CITATION
    return None if _CONTENT.search(kinds) or "k" in kinds and len(kinds) > 1 else Support.NONE


def _content(kinds: str) -> int:
    """How many words say something of their own; the words of a document's title do not."""
    return len(_CONTENT.findall(_TITLE.sub("", kinds)))


def _main(clause: _Clause, i: int) -> tuple[int, bool]:
    """The first word after the auxiliaries that begin at i, and whether a negation stands among them."""
    kinds, j = clause.kinds, i
    while j < len(kinds) and kinds[j] in "BHMyNS":
        j += 1
    return j, "N" in kinds[i:j]


def _auxiliary(clause: _Clause, i: int) -> bool:
    """A clause with is, has, will, can … states unless its verb points."""
    kinds = clause.kinds
    if i and kinds[i - 1] in _AUXILIARIES:
        return False  # judged with the auxiliary before it
    j, negated = _main(clause, i)
    if negated:
        return True
    if j == len(kinds):
        return False
    main, passive = kinds[j], "B" in kinds[i:j] or clause.words[j - 1] == "been"
    if main == "c":
        return _points_not(clause, i, j) if passive else _has_cited(clause, j)
    if main == "E":
        return _evidences(clause, j)
    if main == "C":
        return _tells(clause, j)
    if main == "P" and not passive:
        return not _PLACE.search(kinds, j + 1)
    if passive:
        return _is_something(clause, i, j)
    if kinds[i] == "H" and main not in "eiv":
        return _exists(clause, j)
    if kinds[i] == "H" and main == "i":
        return _content(kinds[j + 1 :]) >= TELLING or not _OBJECT.match(kinds, j + 1)
    return True


def _points_not(clause: _Clause, i: int, j: int) -> bool:
    """ "is set out in …": points to the place named; without a place ("is covered at each induction") it states."""
    rest, word = clause.kinds[j + 1 :], clause.words[j]
    place = _PLACE.search(rest)
    if place is None:
        return bool(_CONTENT.search(rest))
    if "publication" in clause.asks and word in _set("publishing-participles") and "w" in rest:
        return True
    if word == "available" and not _set("formats").isdisjoint(clause.words[j:]):
        return True
    return place[0] == "r" and word not in _set("finding-participles") and "evidence" not in clause.words[:i]


def _has_cited(clause: _Clause, j: int) -> bool:
    """ "We have set this out in section 4" points; "we have included easy-read letters" states."""
    rest = clause.kinds[j + 1 :]
    return _content(rest) >= TELLING or not _PLACE.search(rest)


def _is_something(clause: _Clause, i: int, j: int) -> bool:
    """What follows a form of be, when it is no citing participle."""
    kinds, said = clause.kinds, clause.words
    subject = kinds[:i]
    written = "d" in subject or "w" in subject
    if kinds[j] == "i" and written and _set("practice").isdisjoint(said[:i]):
        return "publication" in clause.asks and said[j] in _set("publishing-participles")
    if i and said[i - 1] == "there":
        return _exists(clause, j)
    if kinds[j] == "o":
        return _is_at(clause, i, j)
    if kinds[j] == "e":
        return not _FILED.match(kinds, j + 1) or not _set("actors").isdisjoint(said[:i])
    return True


def _is_at(clause: _Clause, i: int, j: int) -> bool:
    """ "is in our policy" points, "is in place" of a policy too; "is on all our letters" states."""
    kinds, said = clause.kinds, clause.words
    after = said[j + 1] if j + 1 < len(said) else ""
    if after in ("line", "accordance", "keeping"):
        return True
    if after == "place" or (after in ("use", "force", "operation")):
        return _own(clause, 0, i) or _content(kinds[j + 2 :]) >= TELLING
    if after in ("review", "revision") or kinds[j + 1 : j + 2] == "a":
        return "d" not in kinds[:i]
    place = _PLACE.search(kinds, j)
    if place is None or place[0] == "r":
        return True
    if "w" in kinds[j:] and "publication" in clause.asks:
        return True
    return said[place.start()] == "process"


def _exists(clause: _Clause, j: int) -> bool:
    """ "We have a policy", "there is a report": that a document exists says nothing of how."""
    kinds = clause.kinds
    if not _own(clause, j, len(kinds)) and _content(kinds[j:]) < TELLING:
        asked = ("policy" in clause.asks and "d" in kinds[j:]) or ("publication" in clause.asks and "w" in kinds[j:])
        return asked or bool(_TWO_STAGES.search(clause.text.lower()))
    return True


def _own(clause: _Clause, start: int, end: int) -> bool:
    """True where the noun phrase is about more than documents: it names no document, or training, a team …"""
    kinds = clause.kinds[start:end]
    if "d" not in kinds and "w" not in kinds:
        return True
    first = min(found for found in (kinds.find("d"), kinds.find("w")) if found >= 0)
    return any(
        word in _set("practice") and kinds[at + 1 : at + 2] in ("", "j", "o", "z")
        for at, word in enumerate(clause.words[start : start + first])
    )


def _tells(clause: _Clause, i: int) -> bool:
    """ "The policy explains …": a topic points, what the policy says of it states."""
    kinds, said = clause.kinds, clause.words
    floats = ("each", "all", "both")  # "the terms each contain"
    before = next((at for at in range(i - 1, -1, -1) if kinds[at] not in "yNMk" and said[at] not in floats), -1)
    left = kinds[before] if before >= 0 else ""
    if said[i] in _set("noun-like-verbs") and (not left or left not in "dwrlnuqSTA"):
        return False  # "further details", "a list"
    if (left in ("t", "o", "z", "j") and before == i - 1) or (not left and said[i] in _set("pointing-verbs")):
        return False
    rest = kinds[i + 1 :]
    if "N" in kinds[before + 1 : i]:
        return True
    if left and left in "Srxpae" and said[before] not in ("evidence", "item"):
        return bool(_CONTENT.search(rest) or (left != "S" and len(rest) > 1))
    if said[i] in _set("verbs-of-saying") and ("q" in rest or "u" not in rest and _content(rest) >= 1):
        return True
    if "publication" in clause.asks and "w" in kinds[:i] and rest:
        return True
    return _content(rest) >= TELLING


def _evidences(clause: _Clause, i: int) -> bool:
    """ "Evidenced in the policy" points; "we can evidence this through case audits" states that it is done."""
    kinds = clause.kinds
    if clause.words[i] == "evidence" and not (i and kinds[i - 1] in "MSy"):
        return False
    place = _PLACE.search(kinds, i + 1)
    if place is None:
        return bool(_CONTENT.search(kinds, i + 1))
    return place[0] == "r"


def _participle(clause: _Clause, i: int) -> bool:
    """A participle without auxiliary: "staff trained yearly" states, "the revised policy" and "policy approved" do not."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtozh":
        return False
    after = kinds[i + 1 : i + 2]
    if after and after not in ("ozyjnNT#t" if kinds[i] == "e" and before else "ozyjnNT#"):
        return False
    if kinds[i] == "i":
        return bool(before) and "d" not in kinds[:i] and "w" not in kinds[:i] and len(kinds) > SHORT_NOTE
    if not after:
        return before in "xpkra" and len(kinds) >= SHORT_NOTE if before else False
    return not _FILED.match(kinds, i + 1) and bool(_CONTENT.search(kinds, i + 1) or "S" in kinds[i + 1 :])


def _cited(clause: _Clause, i: int) -> bool:
    """A citing participle without auxiliary states only where it names no place: "covered at each induction"."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind not in "yN"), "")
    if before and before in "BHMtj":
        return False
    if clause.words[i] == "available" and not _set("formats").isdisjoint(clause.words[i:]):
        return True
    if kinds[i + 1 : i + 2] != "o" or "d" in kinds[:i]:
        return False
    place = _PLACE.search(kinds, i + 1)
    if place is None:
        return bool(_CONTENT.search(kinds, i + 1))
    return place[0] == "r" and not _EVERY.isdisjoint(clause.words[i : place.start()])


def _subject(clause: _Clause, i: int) -> bool:
    """We, they, staff: any verb of theirs states, except one that points."""
    kinds = clause.kinds
    j = i + 1
    while j < len(kinds) and kinds[j] in "yN":
        if kinds[j] == "N":
            return True
        j += 1
    if j == len(kinds) or kinds[j] in "BHMojtSTznluqACEkgv#":
        return False
    if clause.words[i] in _set("actors"):
        return _verb_of_actor(clause, j)
    if kinds[j] == "P":
        return not _PLACE.search(kinds, j + 1)
    return kinds[j] != "c" or _has_cited(clause, j)


def _verb_of_actor(clause: _Clause, i: int) -> bool:
    """ "Officers record each call" against "staff survey report": a verb if an object begins after it."""
    if clause.words[i] not in _set("nouns-or-verbs"):
        return False
    after = clause.kinds[i + 1 : i + 2]
    third_person = clause.words[i].endswith("s") and not clause.words[i - 1].endswith("s")
    return bool(after) and after in ("tTSyNgok#x" if third_person else "tTSyNgo#")


def _is_actor(word: str) -> bool:
    """People and bodies; words on -ers and -ors are people too (reviewers, auditors)."""
    return word in _set("actors") or (word.endswith(("ers", "ors")) and _kind(word) == "x")


def _noun_or_verb(clause: _Clause, i: int) -> bool:
    before = i - 1
    while before >= 0 and clause.kinds[before] == "y":
        before -= 1
    if before < 0:
        return False
    subject = clause.words[before]
    if clause.kinds[before] == "T":
        return subject in ("which", "that") and before > 0 and clause.kinds[i + 1 : i + 2] not in ("", "d", "w")
    after = clause.kinds[i + 1 : i + 2]
    if clause.kinds[0] == "t" and clause.kinds[before] == "d" and after and after in "to#":  # "our procedure ends at …"
        return clause.words[i].endswith("s") and clause.words[i] in _set("nouns-or-verbs")
    return _is_actor(subject) and _verb_of_actor(clause, i)


def _verb(clause: _Clause, i: int) -> bool:
    """A finite verb states; a base form is finite only after a subject ("Make a complaint" is a title)."""
    kinds = clause.kinds
    before = next((kind for kind in reversed(kinds[:i]) if kind != "y"), "")
    if kinds[i] == "V":
        return not before or before not in "tozh"
    return bool(before) and before not in "tozhjBHMlnuqcCP"


def _negation(clause: _Clause, i: int) -> bool:
    """ "No third stage", "not in print": a negation says how things are, if anything follows it."""
    kinds = clause.kinds
    if i and kinds[i - 1] in "zo":
        return False
    return bool(_CONTENT.search(kinds, i + 1) or "k" in kinds[i + 1 :] or "c" in kinds[i + 1 :])


def _future(clause: _Clause, i: int) -> bool:
    """ "To be launched in May": a plan, where the clause begins so."""
    return i == 0 and clause.kinds[1:2] == "B" and bool(_CONTENT.search(clause.kinds))


_SAYS: dict[str, Callable[[_Clause, int], bool]] = {
    "B": _auxiliary, "H": _auxiliary, "M": _auxiliary, "C": _tells, "E": _evidences, "c": _cited,
    "e": _participle, "i": _participle, "S": _subject, "a": _noun_or_verb, "d": _noun_or_verb, "w": _noun_or_verb,
    "r": _noun_or_verb, "P": _noun_or_verb, "v": _verb, "V": _verb, "N": _negation, "z": _future,
}  # fmt: skip


def _note(clause: _Clause) -> bool:
    """A note without a verb that still says how: channels, a time, a rhythm, who or what activity does it."""
    kinds, said = clause.kinds, clause.words
    if len(_set("channels").intersection(said)) >= CHANNELS and kinds[-1] != "d":
        return True
    units = _set("time-units")
    for i, kind in enumerate(kinds):
        if kind in "n#" and said[i][0].isdigit() and not units.isdisjoint(said[i + 1 : i + 3]) and "l" not in kinds[:i]:
            return True
    if not _set("frequencies").isdisjoint(said) and "z" in kinds:
        return True
    if any(word in _EVERY and not units.isdisjoint(said[i + 1 : i + 3]) for i, word in enumerate(said)):
        return True
    if _TWO_STAGES.search(clause.text.lower()) and said[-1] not in ("policy", "procedure", "section"):
        return True
    ends = [at for at in (kinds.find("o"), kinds.find("z")) if at > 0]
    head = min(ends, default=len(said)) - 1
    if said[head] in _set("practice") and not clause.follows:
        return sum(kind not in "nluq" for kind in kinds) >= SHORT_NOTE
    plain_words = len(_CONTENT.findall(kinds))
    return plain_words >= PLAIN_NOTE and not re.search("[dwrluq]", kinds) and clause.capitals * 2 <= len(said)
