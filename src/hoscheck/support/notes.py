"""Notes without a verb: which of them say how a requirement is met.

Landlords write in telegrams: "Posters in all nine schemes", "one click from the homepage", "97 % within target". None
of these has a verb, and each tells something; "Minutes of the Housing Committee", "Complaints Policy, section 4" and
"staff training" do not. A note is taken phrase by phrase, between its commas, and the noun that heads a phrase decides:
a document, a page or a link is pointed to, anything else is told of. How many is always told.
"""

from __future__ import annotations

import re
from itertools import pairwise

from hoscheck.support.asked import CHANNELS, EVERY, SHORT_NOTE, gives_what_is_asked
from hoscheck.support.clauses import STEM, Clause, entries
from hoscheck.support.places import stands_somewhere
from hoscheck.support.residue import says_more

PLAIN_NOTE = 5  # words with content, no verb, no place and few capitals: prose and no title
TELLING_PHRASE = 3  # words with content that a phrase needs by itself, and …
LEFT_OVER = 3  # words that are neither title nor topic nor filing of a document: enough to say something beside it
LONG_ASIDE = 4  # … and behind a colon, a dash or a bracket, where a topic may stand
PLACED_PHRASE = 2  # … where it says in, at, by or with what
_SINGLE = frozenset(("a", "an", "one", "same"))
_SEASONS = frozenset(("spring", "summer", "autumn", "winter", "morning", "evening", "night"))
_WITHIN = frozenset(("within", "in", "after", "under", "per"))
_ON_LETTERS = re.compile("o[tkxae]*r$")
_BESIDE = re.compile("[wr#oz]")  # with a paper, a number or a preposition beside them, two left over are enough …
_CITES = re.compile("[lnuqcPdi]")  # … where nothing is cited
_YEARS = 1900, 2100
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHERE = frozenset(("at", "in", "by", "from", "during", "under"))
_THING = re.compile("[xpaegvkh]{1,4}(?![xpaegvkdwru])")
_ORDERED = frozenset(("then", "else", "otherwise", "unless"))
_SENT_OUT = re.compile("r[txaegvk#]{0,2}$")  # a letter or a form

_CONTENT = re.compile("[xpvVaegPri]")
_TWO_STAGES = re.compile(r"\b(?:two|2)[ -]stages?\b")
_TITLE = re.compile("[xpvVaegPrikyj]{1,12}(?=[dwr])")  # words in front of a document's name are its title
_COUNTED = re.compile("[xpaegvrkS]{1,3}(?![dwu])|da")  # what is counted, unless it is a title in front of a document
_ALL_OVER = re.compile("[oz]t[xkpaegSw]+(?![dwlxkpaegSn#])")
_PAPER = re.compile("[dwicCEP]")  # what is said behind a paper's name may be how it was filed
_GROUP = re.compile("[^ozhTBHMNC]*")  # the noun group that a phrase begins with
_POINTED = frozenset("dwlnuqQAC")
_TOPICAL = frozenset(("of", "about", "for", "regarding", "concerning"))
_LEADING_ON = _TOPICAL | {"on", "to", "with", "in", "within"}  # behind a document's name they begin its topic or place
# Prepositions that say where, when or by whom something is done; "of", "for" and "about" only name a topic.
_PRACTICAL = frozenset(
    ("in", "at", "by", "per", "across", "during", "from", "before", "after", "until", "since", "beside", "outside")
)


def tells(clause: Clause) -> bool:
    """True for a note that says how: channels, a time, a rhythm, a quantity, who or what activity does it."""
    kinds, said = clause.kinds, clause.words
    if len(entries("channels").intersection(said)) >= CHANNELS and kinds[-1] != "d":
        return True
    if _is_timed(clause) or any(_is_quantity(clause, i) for i in _numbers(clause)):
        return True
    if _tells_at_once(clause) or gives_what_is_asked(clause):
        return True
    if _TWO_STAGES.search(clause.text.lower()) and said[-1] not in ("policy", "procedure", "section"):
        return True
    ends = [at for at in (kinds.find("o"), kinds.find("z")) if at > 0]
    head = min(ends, default=len(said)) - 1
    if said[head] in entries("practice") and _is_practice(clause, head):
        return sum(kind not in "nluq#" for kind in kinds) >= SHORT_NOTE
    plain_words = len(_CONTENT.findall(kinds))
    filed = not entries("filing").isdisjoint(said)
    if (
        plain_words >= PLAIN_NOTE
        and not filed
        and not re.search("[dwrluqP]", kinds)
        and sum(clause.upper) * 2 <= len(said)
    ):
        return True
    if len(said) > 1 and said[-1] in entries("predicates"):
        return True
    if (not clause.follows or said[0] in _PRACTICAL) and _has_telling_phrase(clause):
        return True
    left = _left_over(clause)
    return left >= LEFT_OVER or (left >= PLACED_PHRASE and not filed and _has_company(clause)) or _says_more(clause)


def says_alone(clause: Clause) -> bool:
    """True for a note that names no paper and is more than the topic or title of one: "none refused", "different senior
    manager", "large print, home visits"; not "themes and trends", nor what the requirement says itself."""
    kinds, said = clause.kinds, clause.words
    if kinds[0] in "giq" or not entries("filing").isdisjoint(said):
        return False
    own = _own_words(clause)
    if not entries("telling-words").isdisjoint(said):
        return own > 0
    return own >= (LONG_ASIDE if clause.follows else TELLING_PHRASE)


def goes_beyond(clause: Clause) -> bool:
    """True where what stands behind a pointer's colon or dash is no title: "policy section 4: weekly phone calls from
    the handler"; but "section 14: themes and trends"."""
    kinds, said = clause.kinds, clause.words
    if kinds[0] in "giq" or not entries("filing").isdisjoint(said):
        return False
    own = _own_words(clause)
    marked = bool(clause.commas) or not _PRACTICAL.isdisjoint(said) or not entries("frequencies").isdisjoint(said)
    return own >= (PLACED_PHRASE if marked else TELLING_PHRASE)


def _own_words(clause: Clause) -> int:
    """How many words are neither names nor the requirement's own."""
    return sum(
        sort in "xpvVaegS"
        and not (clause.upper[at] and at)
        and word[:STEM] not in clause.topic
        and word not in entries("months")
        for at, (sort, word) in enumerate(zip(clause.kinds, clause.words, strict=True))
    )


def _says_more(clause: Clause) -> bool:
    return (not clause.follows or goes_beyond(clause)) and says_more(clause)


def _has_company(clause: Clause) -> bool:
    """A paper, a number that is no year, or a preposition stands beside the words, and nothing is cited."""
    beside = "".join(sort for sort, word in zip(clause.kinds, clause.words, strict=True) if not _YEAR.match(word))
    return bool(_BESIDE.search(beside)) and not _CITES.search(clause.kinds)


def _is_practice(clause: Clause, head: int) -> bool:
    """ "Quality check by a colleague"; but "Job description, Complaints Officer" is somebody's title in a list of
    papers, and "in our policy and in training" points to both."""
    kinds = clause.kinds
    if clause.follows or kinds[0] == "o" or not (kinds[-1] not in "dr" or "t" in kinds):
        return False
    start = max((at for at in clause.commas if at <= head), default=0)
    if start == head and kinds[head - 1] in "dw":
        return False  # "agendas and minutes, monthly"
    return start == 0 or not all(clause.upper[start : head + 1]) or not re.search("[dwr]", kinds[:start])


def _tells_at_once(clause: Clause) -> bool:
    """A number alone, a draft, a plan, what is done everywhere, and the idioms of practice ("case by case")."""
    kinds, said = clause.kinds, clause.words
    alone = len(said) == 1 or 1 in clause.commas or said[1] in ("for", "per", "at", "in", "on", "or")
    if kinds[0] == "t" and said[0] in entries("number-words") | {"one"} and alone:
        return True  # "Two, as the Code asks"
    if kinds[0] in "tn#" and said[1:2] == ["only"]:
        return True  # "2 only"
    if said[0] in ("draft", "target", "vacant") and kinds[1:2] in ("o", "x", "#") and kinds[2:3] != "l":
        return True  # "policy: draft with legal", "target Dec 24"
    if said[0] == "same" and (kinds[1:2] in ("r", "#") or (said[1:2] and said[1] in entries("number-words"))):
        return True  # "same letter as at stage 1"
    if any(_is_plan(clause, i) for i, kind in enumerate(kinds) if kind == "z"):
        return True
    if not entries("exceptions").isdisjoint(said) or any(
        word in entries("weekdays") and kinds[at + 1 : at + 2] != "#" for at, word in enumerate(said)
    ):
        return True
    if kinds.lstrip("t") == "x" * len(kinds.lstrip("t")) and said[-1] in entries("roles") and not clause.follows:
        return True  # "Clerk", "the scheme warden": who does it
    named = any(word in entries("honorifics") and clause.upper[at + 1] for at, word in enumerate(said[:-1]))
    if named and not re.search("[dP]", kinds):
        return True  # "Cllr Devine", who does it
    if said[0] in ("on", "with") and _ON_LETTERS.match(kinds) and said[-1].endswith("s"):
        return True  # "on rent letters"
    if _carries(clause) or _is_ordered(clause) or stands_somewhere(clause):
        return True
    if said[0] == "only" and not clause.follows and _CONTENT.search(kinds):
        return True  # "only for the reasons in 3.2 of the policy"
    text = clause.text.lower()
    return _is_all_over(clause) or any(phrase in text for phrase in entries("telling-phrases"))


def _carries(clause: Clause) -> bool:
    """ "Letter with seven boxes", "foot of every survey", "back page of the newsletter": what stands where on what is
    sent to people."""
    kinds, said = clause.kinds, clause.words
    for i, word in enumerate(said[:-1]):
        group = kinds[i + 1 : i + 6].lstrip("t#yc")
        if word in entries("carrying") and _SENT_OUT.search(kinds[:i]) and _THING.match(group):
            return True
    return False


def _is_ordered(clause: Clause) -> bool:
    """ "Stage 1 and stage 2, then the Ombudsman", "absorbed; else new ref.": one thing, and then another."""
    kinds, said = clause.kinds, clause.words
    if said[0] in ("all", "everything") and kinds[1:2] == "o" and not re.search("[dwlnuqPc]", kinds):
        return len(said) > 2  # "all in CRM"
    return not _ORDERED.isdisjoint(said[1:-1]) and not re.search("[dPcl]", kinds)


def _is_plan(clause: Clause, i: int) -> bool:
    """ "Wording to change in February", "contractors to follow": a verb behind "to" and people or a day about it."""
    kinds, said = clause.kinds, clause.words
    changes = kinds[i + 1 : i + 2] == "v" or said[i + 1 : i + 2] == ["change"]
    if not i or not changes or re.search("[hPdwrlcC]", kinds[:i]):
        return False
    return said[i - 1] in entries("actors") or not entries("months").isdisjoint(said[i:])


def _is_all_over(clause: Clause) -> bool:
    """ "in all inductions", "with every reply": done everywhere is done."""
    said, kinds = clause.words, clause.kinds
    if kinds[-2:] == "ot" and said[-1] in EVERY and not _PAPER.search(kinds):
        return True  # "owner and date for each"
    return any(
        clause.words[found.start() + 1] in EVERY
        and clause.words[found.start()] not in _TOPICAL
        and not _PAPER.search(clause.kinds, 0, found.start())
        for found in _ALL_OVER.finditer(clause.kinds)
    )


def _is_timed(clause: Clause) -> bool:
    """ "10 days", "monthly to the board", "each quarter", "on every letter"."""
    kinds, units = clause.kinds, entries("time-units")
    said = [word.removesuffix("'s") for word in clause.words]  # "each quarter's newsletter"
    for i, sort in enumerate(kinds):
        if sort in "n#" and said[i][0].isdigit() and not units.isdisjoint(said[i + 1 : i + 3]) and "l" not in kinds[:i]:
            return True
    if not units.isdisjoint(said) and not {"once", "twice"}.isdisjoint(said):
        return True
    if any(said[i - 1] in _SINGLE and said[i - 2] in _WITHIN for i, word in enumerate(said) if i > 1 and word in units):
        return True  # "email within a day"
    if any(
        said[i - 1] in EVERY and (word in entries("months") or word in _SEASONS) for i, word in enumerate(said) if i
    ):
        return True  # "each May", "every spring"
    rhythm = entries("frequencies")
    if len(said) == 1 and said[0] in rhythm and not clause.pointed:
        return True
    if "same" in said and any(word in units for word in said[said.index("same") + 1 :][:2]):
        return True  # "same day"
    if not rhythm.isdisjoint(said) and (
        ("z" in kinds and not re.search("[dlnuP]", kinds) and not _names_a_report(clause))
        or (len(said) > 1 and said[-1] in rhythm and not (len(said) - 1 in clause.commas and kinds[-2] in "dw"))
    ):
        return True
    return any(
        word in EVERY
        and (not units.isdisjoint(said[i + 1 : i + 3]) or (kinds[i - 1 : i] == "o" and "r" in kinds[i + 1 : i + 4]))
        for i, word in enumerate(said)
        if kinds[0] != "P"
    )


def _names_a_report(clause: Clause) -> bool:
    """ "Quarterly complaints report to the Committee" is the name of one paper; "quarterly reports" are a habit."""
    at = next(i for i, word in enumerate(clause.words) if word in entries("frequencies"))
    head = at + 1
    while head < len(clause.words) and clause.kinds[head] in "xkagr":
        head += 1
    return clause.kinds[head : head + 1] == "w" and not clause.words[head].endswith("s")


def _numbers(clause: Clause) -> list[int]:
    """The words that are numbers, in figures or from two on in letters."""
    spelt = entries("number-words")
    return [i for i, sort in enumerate(clause.kinds) if sort == "#" or (sort == "t" and clause.words[i] in spelt)]


def _is_quantity(clause: Clause, i: int) -> bool:
    """ "4 panels", "all 6 schemes", "31 of 40 cases", "£50", "97%": how many or how much is said of practice only; a
    year, a version and the number of a page are not."""
    kinds, said = clause.kinds, clause.words
    if kinds[0] == "P" and said[i][0] != "£" and not said[i].endswith("%"):
        return False  # "see the two sample letters"
    if said[i][0] == "£" or said[i].endswith("%") or not entries("measures").isdisjoint(said[i + 1 : i + 2]):
        return True
    if (
        kinds[i - 1 : i]
        and i not in clause.commas
        and (kinds[i - 1] in "lnruqAdw" or said[i - 1] in entries("numbered"))
    ):
        return False
    if said[i + 1 : i + 2] in (["of"], ["out"]) and kinds[i + 2 : i + 4].lstrip("ot")[:1] == "#":
        return True  # "31 of 40", "four out of 611"
    if kinds[i] == "t":  # "three process fixes"
        if i == 0 and kinds[1:2] == "l" and said[1] not in entries("sizes") and not re.search("[n#]", kinds):
            return True  # "six chapters, the self-assessment among them"
        counted = _COUNTED.match(kinds, i + 1)
        return counted is not None and kinds[i + 1] != "k"
    number = said[i].replace(",", "")
    if i and said[i - 1] in entries("months") and i not in clause.commas:
        return False  # "Nov '24"
    if not number.isdigit() or _YEARS[0] <= int(number) <= _YEARS[1]:
        return False
    if i == 0 and clause.follows and said[1:2] and said[1] in _WHERE and not re.search("[dwlu]", kinds):
        return True  # "(412 at stage one, 38 at stage two)"
    if said[i - 1 : i] == ["all"]:
        return True  # "in all 48 job plans"
    counted = _COUNTED.match(kinds, i + 1)
    return counted is not None and said[i + 1] not in entries("months") and said[i + 1] not in entries("sizes")


def _has_telling_phrase(clause: Clause) -> bool:
    """True where a phrase tells; a list of documents is one, whatever stands between them."""
    cuts = [0, *clause.commas, len(clause.words)]
    spans = [(start, end) for start, end in pairwise(cuts) if end > start]
    listed = any(not _POINTED.isdisjoint(clause.kinds[start:end]) for start, end in spans)
    cited = next((at for at, sort in enumerate(clause.kinds) if sort in "cCPE"), len(clause.words))
    return any(_is_telling(clause, start, end, listed) for start, end in spans if start < cited)


def _is_telling(clause: Clause, start: int, end: int, listed: bool) -> bool:
    """True for a phrase that is about no document and holds enough words of its own, in small letters. `listed`: a
    phrase beside it names a document."""
    while start < end and clause.kinds[start] in "yj":
        start += 1
    kinds, said, upper = clause.kinds[start:end], clause.words[start:end], clause.upper[start:end]
    own = [at for at, sort in enumerate(kinds) if sort in "xpvVaegPrik" and (at == 0 or not upper[at])]
    if sum(upper[1:]) > len(own) or entries("filing").intersection(said):
        return False  # a title, or when a document was reviewed
    group = _GROUP.match(kinds)
    size = group.end() if group else 0
    tail = kinds[size:]
    if not _POINTED.isdisjoint(tail):
        return False
    preposition = said[size] if tail else ""
    head = kinds[:size].rstrip("#ny")[-1:]
    content = sum(kinds[at] not in "rk" for at in own)
    if head == "d" and preposition == "in" and not entries("formats").isdisjoint(said[size:]):
        return True  # "policy in large print"
    if head in ("d", "l") or kinds[:1] in ("A", "P", "c", "E"):
        return False
    if head in ("w", "r") and preposition == "on" and tail[1:2] == "t" and kinds[0] != "k":
        return bool(_CONTENT.search(tail))  # "form on the back of the rent card"
    if head in ("w", "r", "k"):
        return preposition in _PRACTICAL - {"from"} and bool(_CONTENT.search(tail))  # slides are "from the away-day"
    if not head:  # "from day one", "over a cup of tea"
        return kinds[:1] == "o" and content >= PLACED_PHRASE and kinds[1:2] != "i"
    if kinds[0] == "g" and upper[0] and listed:
        return False  # "Dealing with persistent complainants, section 6"
    if tail[:1] == "o" and preposition not in _TOPICAL:
        return content >= PLACED_PHRASE or (content > 0 and preposition in _PRACTICAL and kinds[0] not in "igr")
    return content >= TELLING_PHRASE and not listed and kinds[0] != "g"  # "Managing unreasonable behaviour" is a title


def _left_over(clause: Clause) -> int:
    """How many words are left once titles, topics and the filing of documents are taken out."""
    kinds = list(clause.kinds)
    if kinds[0] == "g" or clause.follows:
        return 0  # the title of a section
    for title in _TITLE.finditer(clause.kinds):
        kinds[title.start() : title.end()] = "-" * len(title[0])
    named = topical = False
    count = 0
    for i, sort in enumerate(clause.kinds):
        topical = topical and i not in clause.commas
        topical = topical or (named and sort in "oz" and clause.words[i] in _LEADING_ON)
        named = named or sort in "dwrlcCP"
        topical = topical or (named and sort == "i")  # "as amended after the workshop"
        if not topical and kinds[i] in "xaegvV" and not (clause.upper[i] and i):
            count += not any(clause.words[i] in entries(name) for name in ("months", "filing", "governing", "meetings"))
    return count
