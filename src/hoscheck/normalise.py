"""Pure text folding. Two strengths: `squash` is what we print, `key` is what we compare."""

from __future__ import annotations

import re
from functools import lru_cache

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_TIDY = str.maketrans({**_LIGATURES, **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_INVISIBLE, None)})
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'"}
    | {"“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "..."}
)

BULLETS = "•‣◦∙·●○▪▫■□◾◽➢➤►▶⁃\uf0b7\uf0a7\uf0d8\uf076"
_LINK = re.compile("\ufff9([^\ufff9\ufffb]*)\ufffb")
_BULLET = re.compile(rf"(?:^|(?<=\s))(?:[{BULLETS}](?:\s+|$))+|^[ \t]*[{BULLETS}]+", re.M)
_TAG = re.compile(r"</?(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|s|span|strong|sub|sup|u|ul)\b[^<>]{0,200}>", re.I)
_BREAKING_TAG = re.compile(r"</?(?:br|div|h[1-6]|li|ol|p|ul)\b", re.I)
_ENTITY = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&rsquo;": "’"}
_ENTITIES = re.compile("|".join(map(re.escape, _ENTITY)))
_HYPHEN_BREAK = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_SLASH_BREAK = re.compile(r"(?<=/)\n(?!https?://|www\.)(?=\S)")
# A web address that was broken over two lines …
_ADDRESS = re.compile(r"https?://|www\.", re.I)
LONGEST_ADDRESS = 2_000  # characters; no browser takes more
# … goes on with what only an address holds: its marks, an ending, several slashes or a name with marks behind one,
_GOES_ON = re.compile(
    r"[/?=#&.]\w|[\w.%~-]*[_=?%#&~]\S|\w{1,12}\.(?:uk|org|com|net|pdf|aspx?|html?)\b|[\w-]+/[\w-]+[/.]\w|[\w-]+/[\w]+-\w",
    re.I,
)
# or with words joined by hyphens, where the address has such words already. "self-assessment" alone is a word.
_HYPHENED = re.compile(r"\w+-\w")
_SCHEME = re.compile(r"^(?:https?://|mailto:)(?:www\.)?", re.I)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LIST_LETTER = re.compile(r"(?:^|(?<=[\s;:]))(?:\(?[a-h]\)|[a-h]\.|\(?(?:iv|v?i{1,3})\)|(?:iv|v?i{1,3})\.)(?=\s)")
_KEPT = 4000  # characters of a text whose plain form is kept
# begins with the rarest of its signs, which is found fast
_MAY_BE_LISTED = re.compile(
    r"[.)]\s(?:(?<=[\s;:(][a-hiv]..)|(?<=[\s;:(][iv]{2}..)|(?<=[\s;:(][iv]{3}..)|(?<=[\s;:(][iv]{4}..))", re.S
)
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "five": "5", "ten": "10", "twelve": "12", "twenty": "20"}
_ONLY_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
_NUMBER_WORD = re.compile(r"\b(?:" + "|".join(_NUMBER_WORDS) + r")\b")


def tidy(text: str) -> str:
    """Undo what a producer did to the letters: ligatures, special spaces, soft hyphens, zero-width marks."""
    return text if text.isascii() else text.translate(_TIDY)


def plain(text: str) -> str:
    """`tidy`, and quotes, dashes and ellipses in their typewriter form."""
    if text.isascii():
        return text
    return _plain(text) if len(text) <= _KEPT else text.translate(_TIDY).translate(_PLAIN)


@lru_cache(maxsize=256)  # several checks ask for the same cells
def _plain(text: str) -> str:
    return text.translate(_TIDY).translate(_PLAIN)


def small(text: str) -> str:
    """The text in small letters, one for each of its own, so that places in it stay what they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower()[:1] for each in text)  # of "İ" without its dot


def linked(text: str, address: str) -> str:
    """A link's text with its address as a mark behind it: the address is kept, and is no part of what is read."""
    return f"{text}\ufff9{address}\ufffb"


def with_address(text: str, address: str) -> str:
    """A link's text followed by its address as a mark (`linked`), unless the text already tells it."""
    bare = _SCHEME.sub("", address).rstrip("/")
    if not bare or len(address) > LONGEST_ADDRESS or bare.lower() in text.lower():
        return text
    printed = text.rstrip()
    return f"{linked(printed, address.removeprefix('mailto:'))}{text[len(printed) :]}"


def links_of(text: str) -> tuple[str, ...]:
    """The addresses that stand behind links in a text, in order, each once."""
    return tuple(dict.fromkeys(_LINK.findall(text))) if "\ufff9" in text else ()


def squash(text: str) -> str:
    """The text as it is reported: tidy, without bullet glyphs, white space folded to single spaces.

    A line that ends in a hyphen or a slash is joined to the next one without a space.
    """
    text = tidy(text)
    if not text.isascii():
        text = _BULLET.sub("", _LINK.sub("", text))
    if "\n" in text:
        text = _SLASH_BREAK.sub("", _HYPHEN_BREAK.sub("-", text))
        text = _with_whole_addresses(text)
    return " ".join(text.split())


def _with_whole_addresses(text: str) -> str:
    """The text with addresses that were broken over two lines in one piece; in time that grows with the length only."""
    lines = text.split("\n")
    if not any("://" in line or "www." in line.lower() for line in lines):
        return text
    joined = lines[:1]
    tail = lines[0][-LONGEST_ADDRESS:]
    for line in lines[1:]:
        last = tail.rpartition(" ")[2]
        goes_on = _GOES_ON.match(line) or (_HYPHENED.match(line) and _HYPHENED.search(last))
        if goes_on and _ADDRESS.search(last):
            tail = (tail + line)[-LONGEST_ADDRESS:]
        else:
            joined.append("\n")
            tail = line[-LONGEST_ADDRESS:]
        joined.append(line)
    return "".join(joined)


def without_tags(text: str) -> str:
    """Text that some converter left HTML tags in, without them: block tags become line breaks."""
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if _BREAKING_TAG.match(tag[0]) else "", text)
    if "&" in text:
        text = _ENTITIES.sub(lambda entity: _ENTITY[entity[0]], text)
    return text


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What two texts are compared by: lower-case words and numbers with single spaces; list letters, punctuation,
    quotes and the difference of "stage one" and "stage 1" are gone."""
    text = plain(text if text.isascii() else _LINK.sub("", text)).lower().replace("'", "")
    if (")" in text or "." in text) and _MAY_BE_LISTED.search(f" {text}"):
        text = _LIST_LETTER.sub(" ", text)
    if text.isascii() and "_" not in text:  # as most are: words are what stands between blanks, once all else is blank
        words = text.translate(_ONLY_WORDS).split()
        if not _NUMBER_WORDS.keys().isdisjoint(words):
            words = [_NUMBER_WORDS.get(word, word) for word in words]
        return " ".join(words)
    text = _NUMBER_WORD.sub(lambda word: _NUMBER_WORDS[word[0]], text)
    return _NOT_WORD.sub(" ", text).strip()


def folded_word(word: str) -> str:
    """`key` of a single word in small letters: "one" is "1"."""
    return _NUMBER_WORDS.get(word, word)
