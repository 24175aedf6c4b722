"""What the bytes of a PDF say about themselves, before any reader makes sense of them.

Readers repair: PDFium gives the first half of a stream that does not inflate, an empty page for one that is gone, and
the pages that a wrong count leaves, all without an error. The file itself can tell: its streams carry checksums, its
tables of objects say where each must stand, and its end is marked. Nothing is parsed here that a search can find.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.ascii85 import from_ascii85
from hoscheck.extract.pdf.order import Order, order

MIB = 1024 * 1024
# A page's content is some 50 kB decoded, the largest tagged form's stream of objects under 2 MiB; readers of PDFs that
# bound this at all stop at 75 MB.
MOST_STREAM = 75 * MIB
MOST_DECODED = 256 * MIB  # of all streams together
MOST_FILTERS = 5  # no producer applies more than two
MOST_SECTIONS = 1_000  # of the table of objects: one is added each time that a file is saved without being rewritten

_CHUNK = 4 * MIB
_DICTIONARY = 2_048  # bytes before `stream` in which its dictionary begins
# Streams that a fault may be in without changing a word. (A font's fault changes many: where its letters stand.)
_SILENT = (b"/Image", b"/EmbeddedFile", b"/Metadata")
# In a stream that is not compressed, a run of one byte this long is a hole: a block that was never written.
_HOLES = (b"\0" * 256, b" " * 1024, b"\xff" * 256)

# What a text is made of, and what the holes are; a text has few other bytes.
_OF_TEXT = bytes(range(0x20, 0x7F)) + b"\t\n\r\0\xff"
_FEW_BINARY = 0.05

_MOST_ABSENT = 100  # each is searched for in the whole file
_MOST_HOLES = 1_000  # of a file; pictures may have as many that are none

_FILTER = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_DECODER = re.compile(rb"/(?:Flate|ASCII85|ASCIIHex|LZW|RunLength)Decode\b")
_NAME = re.compile(rb"/(\w+)")
_NUMBERED = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj")
_CONTENT = re.compile(rb"/Contents\s*(\[[^\]]{0,4000}\]|\d+\s+\d+\s+R)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_LEAF = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LEAF_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj(?:(?!endobj|stream).){0,2000}?/Type\s*/Page(?![A-Za-z])", re.S)
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_HEADER = b"%PDF-"
_START = re.compile(rb"startxref\s+(\d+)")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj")
_EARLIER = re.compile(rb"/(?:Prev|XRefStm)\s+(\d+)")
_ENTRIES = re.compile(rb"(\d+) +\d+\s+((?:\d{10} \d{5} [nf][\r\n ]{1,2})+)")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_USED = re.compile(rb"(\d{10}) \d{5} n")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)|/L\s+(\d+)[^>]{0,200}?/Linearized\b")


class Survey(NamedTuple):
    """What was seen in the bytes of a PDF."""

    enciphered: bool  # its streams cannot be looked into
    broken: int  # streams that may hold text and do not decode to their end
    leaves: int | None  # page objects; None where some may be enciphered
    packed: int  # those of them that stand inside streams of objects
    lost: int  # objects that something refers to and that do not stand where the table of objects says
    cut: bool  # the file ends before its end mark, is shorter than it says, or has a hole in it
    several: bool  # a second PDF stands behind or before the first
    adrift: bool  # the last table of objects does not lead to every other one
    # what the pages' streams draw, in the order of the file, which most files have their pages in
    orders: tuple[Order | None, ...] = ()


def survey(data: bytes) -> Survey:
    """Look at the bytes of a PDF. Raises Unreadable `limit:decoded` and `limit:filters`, for streams that no reader
    should be given."""
    enciphered = _ENCRYPTED.search(data) is not None
    streams = _Streams() if enciphered else _streams(data)
    packed = streams.leaves
    plain = len(_LEAF.findall(data))
    hidden = enciphered and b"/ObjStm" in data
    lost, adrift = _tables(data)
    return Survey(
        enciphered=enciphered,
        broken=streams.broken,
        leaves=None if hidden else plain + packed,
        packed=packed,
        lost=max(lost, streams.missing),
        cut=_is_cut(data) or _has_hole(data),
        several=_is_several(data),
        adrift=adrift,
        orders=streams.orders,
    )


def page_objects(data: bytes) -> int:
    """How many different objects are pages, where a file that was saved again holds older ones of the same number too.
    Slower than `Survey.leaves`, which counts them all."""
    return len({found[1] for found in _LEAF_OBJECT.finditer(data)})


# ── streams ──────────────────────────────────────────────────────────────────────────────────────


class _Streams(NamedTuple):
    """Streams that do not decode, page objects inside streams of objects, pages' contents that are not there; and what
    those draw that are."""

    broken: int = 0
    leaves: int = 0
    missing: int = 0
    orders: tuple[Order | None, ...] = ()


def _streams(data: bytes) -> _Streams:
    broken = leaves = total = 0
    orders: dict[bytes, Order] = {}
    contents, there = _CONTENT.findall(data), set[bytes]()
    for dictionary, body in _bodies(data):
        if (numbered := _NUMBERED.search(dictionary)) is not None:
            there.add(numbered[1])
        if any(each in dictionary for each in _SILENT):
            continue
        sound, size, text = _decoded(dictionary, body)
        broken += not sound
        total += size
        if total > MOST_DECODED:
            raise _too_much(f"decode to more than {MOST_DECODED // MIB} MiB", "decoded")
        if text and b"/ObjStm" in dictionary:
            leaves += len(_LEAF.findall(text))
            contents += _CONTENT.findall(text)
        elif numbered is not None and (told := order(text)) is not None:
            orders[numbered[1]] = told
    named = [_REFERENCE.findall(content) for content in contents]
    absent = {each for numbers in named for each in numbers} - there
    missing = sum(not _is_there(data, each) for each in sorted(absent)[:_MOST_ABSENT])
    drawn = tuple([orders.get(numbers[0]) if len(numbers) == 1 else None for numbers in named]) if orders else ()
    return _Streams(broken, leaves, missing, drawn)


def _is_there(data: bytes, number: bytes) -> bool:
    """True where an object has this number: what is no stream of its own may be a list of streams."""
    return b"/ObjStm" in data or re.search(rb"(?<!\d)%s\s+\d+\s+obj\b" % number, data) is not None


def _bodies(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The number with the dictionary, and the body, of each stream, in the file's order."""
    at = data.find(b"stream")
    while at >= 0:
        first, after = at + 6, data[at + 6 : at + 8]
        if after[:1] in (b"\r", b"\n") and data[at - 3 : at] != b"end":
            end = data.find(b"endstream", first)
            if end < 0:
                end = len(data)
            floor = max(0, at - _DICTIONARY)
            begins = data.rfind(b"obj", floor, at)
            yield data[max(begins - 16, floor) : at], data[first + (2 if after == b"\r\n" else 1) : end]
            first = end + 9
        at = data.find(b"stream", first)


def _decoded(dictionary: bytes, body: bytes) -> tuple[bool, int, bytes]:
    """(does it decode to its end, how much it decodes to, the text as far as it was decoded)."""
    found = _FILTER.search(dictionary)
    if found is None:
        # a filter that is named all the same belongs to an entry whose own name is spoilt
        return not (_DECODER.search(dictionary) or _has_blank(body)), 0, b""
    names = _NAME.findall(found[1] or found[2])
    if len(names) > MOST_FILTERS:
        raise _too_much(f"hold one that is encoded {len(names)} times over", "filters")
    size, text = 0, body
    for name in names:
        if name == b"FlateDecode":
            sound, text, size = inflated(text)
            if not sound:
                return False, size, text
        elif name == b"ASCII85Decode":
            decoded = from_ascii85(text)
            if decoded is None:
                return False, size, b""
            text = decoded
        else:
            break  # these carry no checksum
    return True, size, text


def _has_blank(body: bytes) -> bool:
    """True for a text with a hole in it: a page's content is text, and a font has runs of noughts of its own."""
    if not any(hole in body for hole in _HOLES):
        return False
    return len(body.translate(None, _OF_TEXT)) < _FEW_BINARY * len(body)


def inflated(body: bytes) -> tuple[bool, bytes, int]:
    """(is it sound, the text as far as it inflates, its size). A missing checksum alone is no fault: some producers
    leave it out. Raises Unreadable `limit:decoded`."""
    if len(body) <= 2:
        return True, b"", 0  # an empty page, with or without its line end
    engine = zlib.decompressobj()
    pieces: list[bytes] = []
    size, rest = 0, body
    try:
        while not engine.eof:
            piece = engine.decompress(rest, _CHUNK)
            rest = engine.unconsumed_tail
            if not piece and not rest:
                break
            pieces.append(piece)
            size += len(piece)
            if size > MOST_STREAM:
                raise _too_much(f"hold one that decodes to more than {MOST_STREAM // MIB} MiB", "decoded")
    except zlib.error:
        return False, b"".join(pieces), size
    return engine.eof or _only_lacks_checksum(body), b"".join(pieces), size


def _only_lacks_checksum(body: bytes) -> bool:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        rest = body[2:]
        while not engine.eof:
            piece, rest = engine.decompress(rest, _CHUNK), engine.unconsumed_tail
            if not piece and not rest:
                return False
    except zlib.error:
        return False
    return True


def _too_much(what: str, which: str) -> Unreadable:
    message = f"its streams {what}, far beyond any self-assessment; check that this is the right file"
    return Unreadable(f"limit:{which}", message, "open")


# ── tables of objects ────────────────────────────────────────────────────────────────────────────


def _tables(data: bytes) -> tuple[int, bool]:
    """(objects that are referred to and do not stand where they should, is a table not led to by the last one)."""
    base = max(data.find(_HEADER), 0)  # offsets count from the header
    starts = [int(each) for each in _START.findall(data)]
    todo, seen, lost = starts[-1:], set[int](), 0
    if not todo:
        return 0, True
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        section = _section(data, at + base)
        if section is None or len(seen) > MOST_SECTIONS:
            return lost, True
        entries, trailer = section
        lost += _lost(data, entries, base)
        todo += map(int, _EARLIER.findall(trailer))
    return lost, not set(starts) <= seen | {0}  # the first of a file that is made for the web says 0


def _section(data: bytes, at: int) -> tuple[bytes, bytes] | None:
    """(entries, trailer) of a table of objects; None where there is none at this place."""
    head = data[at : at + 32].lstrip()
    if head.startswith(b"xref"):
        trailer = data.find(b"trailer", at)
        if trailer < 0:
            return None
        end = data.find(b"startxref", trailer)
        return data[at:trailer], data[trailer : end if end >= 0 else trailer + _DICTIONARY]
    if _OBJECT.match(head):
        end = data.find(b"stream", at)
        return (b"", data[at:end]) if end >= 0 else None
    return None


def _lost(data: bytes, entries: bytes, base: int) -> int:
    """How many entries lead to no object, although something refers to the number."""
    astray = {at for at in map(int, _USED.findall(entries)) if at and b"obj" not in data[base + at : base + at + 24]}
    if not astray:
        return 0
    lost = 0
    for part in _ENTRIES.finditer(entries):
        for number, entry in enumerate(_ENTRY.findall(part[2]), int(part[1])):
            lost += entry[1] == b"n" and int(entry[0]) in astray and _is_referred_to(data, number)
    return lost


def _is_referred_to(data: bytes, number: int) -> bool:
    # references inside streams of objects cannot be searched for, so there every number counts
    return b"/ObjStm" in data or re.search(rb"(?<!\d)%d\s+\d+\s+R\b" % number, data) is not None


# ── the whole file ───────────────────────────────────────────────────────────────────────────────


def _has_hole(data: bytes) -> bool:
    """True where objects that are not streams were overwritten with noughts, up to the end mark."""
    end = data.rfind(b"%%EOF")
    at = data.find(_HOLES[0], 0, end)
    for _ in range(_MOST_HOLES):
        if at < 0:
            return False
        opened = data.rfind(b"stream", 0, at)
        if opened < 0 or data[opened - 3 : opened] == b"end":
            return True
        at = data.find(_HOLES[0], max(data.find(b"endstream", at), at + 1), end)
    return False


def _is_cut(data: bytes) -> bool:
    if data.rfind(b"%%EOF") < data.rfind(b"endobj"):
        return True
    said = _LINEARIZED.search(data, 0, 1024)
    return said is not None and int(said[1] or said[2]) > len(data)


def _is_several(data: bytes) -> bool:
    """True where a header follows that is neither this file's own nor that of a PDF attached to it."""
    first = data.find(_HEADER)
    at = data.find(_HEADER, max(first + 1, data.find(b"endobj")))  # until there is an object, it is one and the same
    while at >= 0:
        before = data[max(0, at - 32) : at]
        attached = before.rstrip().endswith(b"stream") and not before.rstrip().endswith(b"endstream")
        begins = before[-1:] in b"\r\n" or before.endswith(b"%%EOF")
        if begins and not attached:
            return True
        at = data.find(_HEADER, at + 1)
    return False
