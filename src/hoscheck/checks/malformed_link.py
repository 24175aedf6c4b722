"""A web address in the row cannot work.

Why: evidence that a reader cannot open is no evidence; the Code asks for the policy and the report to be published.
Finds: addresses whose beginning is mistyped (htp://, http//, ww.), that name two of them (http://https://), hold no dot
or an empty part between dots, stop at the dot of www, have a comma for a dot, a backslash for a slash, a blank, or a
bracket that nothing opens or closes, or end in a slip such as .con or .ogr.uk.
Passes: any address that is well formed, whether or not a page answers there; e-mail addresses; bare site names without
www; addresses that a line's end or text recognition tore apart.
Put right by: opening the link, and copying the address anew from the browser.
Bad example: 3.4, Yes, "Our policy: htps://www.example.org/complaints".
Good example: 3.4, Yes, "Our policy: https://www.example.org/complaints".
Source: the Code of 2024, 3.4 and 8.2; the Code of 2022, 2.4 and 8.1; what an address is made of: RFC 3986, section 3.
"""

import re
from collections.abc import Iterator
from textwrap import shorten

from hoscheck.model import Case, Check, Hit, Method, ProvisionRow, Severity
from hoscheck.normalise import plain
from hoscheck.words import words

_SHOWN = 80  # characters of the address that are quoted
_HINT = re.compile(r"[qevw](?:(?<=w) ?w ?[.,w]|[qevw]{2}\.)")  # begins with a set of signs, which is found fast
# What somebody meant as an address: a run without blanks that begins like one, well or badly.
_MEANT = re.compile(
    r"(?<![\w@./:-])(?:[a-z]{2,8}[:;.,]{0,2}[/\\]{1,3}|https?[:;]?w{2,4}\.|https?[:;](?=[a-z][\w-]*\.[a-z])|:?//(?=www\.)"
    r"|w{2,4}[.,]|w{3}[:/](?=\w)|www-?(?=[a-z][\w-]*\.[a-z])|(?:w{1,2}[eqv]w?|[qev]ww)\.(?=[\w-]+\.[a-z]))"
    r"[^\s<>|\"'‘’“”]{0,2000}",
    re.I,
)
# … and one with a blank where none can stand; what was only broken over two lines has been joined by then.
_TORN = re.compile(
    r"(?<![\w@./-])(?:https?://(?:www)? \w[\w-]*\.\w\S*|https?(?: [:;] ?/ ?/|[:;] / ?/|[:;]/ /) ?\w[\w-]*\.\w\S*"
    r"|(?:https?[:;/]{0,3} )?w ?w ?w (?:\. ?)?"
    r"[\w-]+\.(?:\w+\.)?(?-i:uk|org|com|net|co|gov)\b\S*"
    r"|https?[:;]? www\.\S+|(?:https?://|www\.)[\w.-]{1,200}(?: \.|\. )(?-i:uk|org|com|net|gov|co)\b(?:[./]\S*)?"
    r"|(?:https?://|www\.)[\w.-]{1,200}\.(?:org|co|gov) uk\b\S*"
    r"|(?:https?://)?www\. ?[\w-]* ?\.? ?[\w-]+\.\w{2,}\S*)",
    re.I,
)
# … or behind the site's name, or in the path, where a file's name follows.
_PATH = re.compile(
    r"(?<![\w@./-])(?:https?://|www\.)(?:[\w.-]{1,200} /[a-z][\w/.-]*"
    r"|[\w.-]{1,200}(?:/[\w%-]{1,99}){1,20} [b-hj-z][-_]\w[\w-]{0,80}"
    r"|[\w.-]{1,200}(?:/[\w%-]{1,99}){1,20} [a-z][\w%-]{0,80}(?:/[\w%-]{1,80}){0,9}\.(?:pdf|docx?|xlsx?|aspx?|html?)\b)"
)
# … or in the path, where only the words tell: an address with a path, and what stands behind a blank
_SPACED = re.compile(
    r"(?P<before>(?:\b[a-z]+:? )?)(?<![\w@./-])(?P<address>(?:https?://|www\.)[\w-]{1,99}(?:\.[\w-]{1,99}){1,5}"
    r"(?:/[\w%&-]{1,99}){0,20}/(?P<last>[\w%&-]{0,99})) (?P<behind>[^\n<>|\"]{1,120})",
    re.I,
)
_PLAIN_WORDS = re.compile(r"(?P<words>[a-z0-9'-]+(?: [a-z0-9'-]+)*)(?=[.!]? *$|\. [A-Z]|\)|;|, )")
_GOES_ON = re.compile(
    r"[\w&'-]+(?: [\w&'-]+){0,4}/\w[\w&-]*(?=[/. ]|$)\S*|[\w&'-]+(?: [\w&'-]+){0,5}\.(?:pdf|docx?|xlsx?|aspx?|html?)\b"
)
_CLOSES = 80  # characters behind an address in which a bracket of the sentence may close
_MOST_WORDS = 3  # behind an address at a text's end; more are a sentence
_OPENED = {")": "(", "]": "[", "}": "{"}
_GLUED = re.compile(r"[\])}](?=\w)")
_ALIKE = 0.74  # of two words' letters, in order
# how a badly begun address may begin that has no slashes behind a name
_BADLY = re.compile(
    r"https?[:;]?w{2,4}\.|https?[:;]\w|\w+[:;]?\\|www[:/]|:?//|www(?:-|(?!w))[a-z][\w-]*\.|(?:w{1,2}[eqv]w?|[qev]ww)\.",
    re.I,
)
_TRAILING = ".,;:!?)]}'\"*_"
_SCHEME = re.compile(r"(?P<scheme>[a-z]{2,8})(?P<marks>[:;.,]{0,2}/{1,3}[:;]?)", re.I)
_NO_SLIPS = frozenset(("ftp", "ftps", "sftp", "smb", "file", "tel", "mailto", "data", "hub", "step", "steps"))
_WEB = re.compile(r"h{0,2}t{1,3}p{1,2}s{0,2}|h{1,2}t{0,2}p{1,2}t?s{0,2}")  # http, https and their slips


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.recognised:
            continue  # letters that text recognition misread are no fault of the landlord's
        for address, fault in _faults(row):
            shown = shorten(address, _SHOWN, placeholder=" ...")
            yield Hit(
                requirement.number,
                f'gives a web address that cannot work, {fault}: "{shown}"',
                "Open the link, and copy the address anew from the browser.",
                row.location,
                certainty=0.9,
                quotes=(address[:500],),
            )
            break  # one line a row is enough to send its reader to the links


def _faults(row: ProvisionRow) -> Iterator[tuple[str, str]]:
    """The addresses of a row that cannot work, each with what is wrong."""
    for text in (row.evidence, row.commentary, *row.links):
        if "/" not in text and "ww" not in (low := text.lower()) and not _HINT.search(low):
            continue
        said = plain(text)
        printed = row.location.page is not None  # a narrow column tears an address anywhere
        blanks = [] if printed else _blanks(said)
        taken = {at for torn in blanks for at in range(*torn)}
        for torn in blanks:
            yield said[slice(*torn)].rstrip(_TRAILING), "there is a blank in it"
        for meant in _MEANT.finditer(said):
            if meant.start() in taken:
                continue
            address = meant[0].rstrip(_TRAILING)
            bracket = _left_over(said[: meant.end()], meant[0][len(address) :])
            ends = meant.end() == len(said.rstrip())
            fault = _fault(address, ends)
            site = address[scheme.end() :] if (scheme := _SCHEME.match(address)) else address
            if printed and not ends and "." not in _host(site).removeprefix("www."):
                continue  # the rest of the site's name may stand in the next line
            if fault or (fault := _fault_of_brackets(said, meant.start(), address, bracket)):
                yield address, fault


def _blanks(said: str) -> list[tuple[int, int]]:
    """Where the addresses stand that hold a blank."""
    torn = [each.span() for each in (*_TORN.finditer(said), *_PATH.finditer(said)) if " " in each[0]]
    return torn or list(_spaced(said))


def _fault_of_brackets(said: str, begin: int, address: str, left_over: str) -> str | None:
    """What is wrong with the brackets of an address that begins there; `left_over` stands at its end."""
    end = begin + len(address)
    if "." not in _host(re.sub(r"^https?://", "", address, flags=re.I)).removeprefix("www."):
        return None
    if left_over:
        return "a bracket that nothing opens stands at its end"
    glued = _GLUED.search(address)
    if glued and _OPENED[glued[0]] not in said[: begin + glued.start()]:
        return "a bracket that nothing opens stands in it"
    opened = next((mark for mark in _OPENED if address.count(_OPENED[mark]) > address.count(mark)), "")
    if opened and opened not in said[end : end + _CLOSES]:
        return "a bracket that nothing closes stands in it"
    return None


def _spaced(said: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand whose path holds a blank, as far as the words on both sides of it tell."""
    for found in _SPACED.finditer(said):
        last, behind = found["last"].lower(), found["behind"]
        first = re.match(r"[\w'-]*", behind)[0]  # type: ignore[index]  # it matches anything
        begin, end = found.span("address")
        if last in words("links")["open-ended"] or f"{last} {first}" in words("links")["open-ended-with"]:
            yield begin, end + 1 + len(first)
        elif (on := _GOES_ON.match(behind)) and not _any_behind(on[0]):
            yield begin, end + 1 + on.end()
        elif (rest := _PLAIN_WORDS.match(behind)) and _is_title(rest["words"]) and _is_pointed_to(found, said):
            yield begin, end + 1 + rest.end("words")


def _any_behind(text: str) -> bool:
    return not set(words("links")["behind"]).isdisjoint(text.lower().replace("/", " ").split())


def _is_title(text: str) -> bool:
    """True for a word or some that may be the rest of a path, and are no sentence's: "board response 2025"."""
    every = text.split()
    return len(every) <= _MOST_WORDS and not _any_behind(text) and not re.search(r"(?:ed|ly|ing)\b", text)


def _is_pointed_to(found: re.Match[str], said: str) -> bool:
    """True where the address is no sentence's subject: it begins the text, or somebody points to it."""
    before, ahead = found["before"].strip().lower(), said[: found.start("address")].rstrip()
    return before in words("links")["pointing"] or not ahead or ahead.endswith((":", "(", "[", "-"))


def _fault(address: str, ends: bool) -> str | None:
    """What keeps an address from working; None where it may work. `ends`: nothing stands behind it, so that no line's
    end can have torn it."""
    scheme = _SCHEME.match(address)
    if scheme is None:
        mistyped = _BADLY.match(address)
        return "its beginning is mistyped" if mistyped else _fault_of_host(_host(address), ends)
    name, rest = scheme["scheme"].lower(), address[scheme.end() :]
    if not _like_http(name, scheme["marks"]) and name != "www":
        return None
    if name not in ("http", "https") or scheme["marks"] != "://":
        meant = "." in _host(rest) or (":" in scheme["marks"] and rest)  # "http/2" and "tp/x" are no addresses
        return "its beginning is mistyped" if meant else None
    if re.match(r"(?:www\.)?https?[:.]?/|www\.www\.", rest, re.I):
        return "it begins twice"
    if "\\" in rest:
        return "a backslash stands for a slash"
    return _fault_of_host(_host(rest), ends)


def _like_http(name: str, marks: str) -> bool:
    """True for http, https and their slips; with a colon before the slashes, also where a letter was hit wrong."""
    if _WEB.fullmatch(name):
        return True
    if not marks.startswith((":", ";")) or name in _NO_SLIPS:
        return False
    from difflib import SequenceMatcher  # late: few links are slips

    return any(
        abs(len(name) - len(meant)) <= 1 and SequenceMatcher(None, name, meant, autojunk=False).ratio() > _ALIKE
        for meant in ("http", "https")
    )


def _left_over(before: str, trail: str) -> str:
    """The bracket at an address's end, if nothing before it opens one."""
    bracket = next((mark for mark in trail if mark in _OPENED), "")
    return bracket if bracket and before.count(_OPENED[bracket]) < before.count(bracket) else ""


def _host(text: str) -> str:
    return re.split(r"[/?#\\]", text, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].lower()


def _fault_of_host(host: str, ends: bool) -> str | None:
    before, comma, after = host.partition(",")
    if comma and "." in before.removeprefix("www.") and after.partition(".")[0] not in words("links")["endings"]:
        host = before  # a comma of the sentence, with no blank behind it
    elif comma:
        return "a comma stands for a dot"
    if re.search(r"[^\w.\-%]", host) and host.isascii():
        return "a character stands in its site that no address has there"
    if re.match(r"(?:ww|wwww)\.|www[a-z][\w-]*\.", host):
        return "its www is mistyped"
    if host.startswith("."):
        return "it begins with a dot"
    if ".." in host:
        return "it has two dots in a row"
    if not ends and (not host or host.endswith(".") or host in ("www", "www.")):
        return None  # a line's end may have torn it: what follows could be the rest
    labels = [label for label in host.split(".") if label != "www"]
    if slip := _slip_of_ending(labels):
        return slip
    if len(labels) < 2 and not (labels and any(name in labels[0] for name in words("links")["inside"])):
        return "its site has no ending such as .org.uk" if labels and labels[0] else "it breaks off"
    return None


def _slip_of_ending(labels: list[str]) -> str | None:
    if len(labels) > 1 and (labels[-1] in words("links")["mistyped-endings"] or len(labels[-1]) == 1):
        return f'its ending ".{labels[-1]}" is mistyped' if not labels[-1].isdigit() else None
    slips = words("links")
    if len(labels) > 2 and labels[-1] == "uk" and labels[-2] in slips["mistyped-before-uk"]:
        return f'its ending ".{labels[-2]}.uk" is mistyped'
    if len(labels) > 2 and labels[-2] in slips["before-uk"] and labels[-1] in slips["mistyped-uk"]:
        return f'its ending ".{labels[-1]}" is mistyped'
    if len(labels) > 1 and re.fullmatch(r"uk[a-z-]{2,}", labels[-1]):
        return "nothing parts its site from its path"
    return None


CHECK = Check(
    code="EVI306",
    id="malformed-link",
    title="A web address that cannot work",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
