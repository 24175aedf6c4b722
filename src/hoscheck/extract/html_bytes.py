"""The bytes of a web page → its text: character sets, web archives."""

from __future__ import annotations

import codecs
import re

from hoscheck.errors import Unreadable

_HEAD = 4096  # browsers look for the character set in the first 1,024 bytes; some editors put long comments there

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = (
    re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.I),
    re.compile(rb"<meta[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.I),
)
# Browsers take all of these for windows-1252, which has signs where the others have control characters.
_LATIN = frozenset(("iso8859-1", "ascii", "cp1252"))
_SAMPLE = 200_000


def head_of(data: bytes) -> str:
    """The first 4 KiB as text, good enough to look for tags in."""
    head = data[:_HEAD]
    encoding = _marked(head)
    if encoding is None:
        encoding = _unmarked_wide(head) or "latin-1"
    return head.decode(encoding, errors="replace").lstrip("\ufeffï»¿")


def as_text(data: bytes, charset: str | None = None) -> str:
    """The page's text with line ends as "\\n". `charset` is what an envelope says; a byte order mark goes before it,
    what the page declares after it, and detection last."""
    encoding = _marked(data) or _known(charset) or _unmarked_wide(data) or _declared(data)
    text = None
    if encoding is not None:
        text = _strictly(data, encoding)
        if text is None and not (encoding == "utf-8" and _is_no_utf8(data)):
            text = data.decode(encoding, errors="replace")
    if text is None:
        text = _strictly(data, "utf-8")
    if text is None:
        text = data.decode(_detected(data), errors="replace")
    text = text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the first tag is nought."""
    head = data[:64].lstrip(b" \t\r\n\x00")
    if head.startswith(b"<") and data[:64].count(b"\x00") >= len(data[:64]) // 3:
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return None


def _declared(data: bytes) -> str | None:
    head = data[:_HEAD]
    for pattern in _DECLARED:
        found = pattern.search(head)
        if found:
            encoding = _known(found[1].decode("ascii", errors="replace"))
            # a declaration that could be read byte by byte is not in UTF-16, whatever it says
            return "utf-8" if encoding is not None and encoding.startswith(("utf-16", "utf-32")) else encoding
    return None


def _known(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
        return None if not "a".encode(name) else "cp1252" if name in _LATIN else name
    except (LookupError, TypeError, ValueError):  # not known, or one of Python's codecs that is no character set
        return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _is_no_utf8(data: bytes) -> bool:
    """True where not one letter outside ASCII is good UTF-8, so the declaration is wrong rather than a byte damaged."""
    return not re.search(rb"[\xc3-\xf4][\x80-\xbf]", data)


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=["cp1252", "mac_roman", "utf_8"]).best()
    return best.encoding if best is not None else "cp1252"


def mhtml_page(data: bytes) -> tuple[bytes, str | None]:
    """The page inside a web archive (.mhtml), and the character set that the archive gives for it.

    Raises Unreadable("unsupported") where no page is in it.
    """
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                return page, part.get_content_charset()
    raise Unreadable("unsupported", "no page was found in this web archive; save the page as .html or print it to PDF")
