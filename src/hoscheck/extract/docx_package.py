"""The package that a Word document is: a zip of XML parts tied together by relationships (ECMA-376 part 2).

Everything here distrusts the file: sizes are counted while inflating (what the zip declares can lie), members may
not overlap or share a name, and no part may bring a DTD.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from hoscheck.errors import Unreadable
from hoscheck.extract.bounds import limit

if TYPE_CHECKING:
    from lxml.etree import _Element

# A form of 72 rows inflates to some 2 MiB in 20 parts. The limits are the ones that the project promises.
MOST_ENTRIES = 5_000
MOST_PART = 64 * 2**20
MOST_TOTAL = 256 * 2**20
MOST_RATIO = 200  # of inflated to packed size; Word's own parts reach about 40
RATIO_FROM = 2**20  # below this size any ratio is harmless
_CHUNK = 2**18

_LOCAL_HEADER = 30  # bytes of a zip member's own header before its name
_CENTRAL_MARK = b"PK\x01\x02"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Strict Open XML has the same names in other namespaces; all parts are read as transitional.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relationship:
    """A tie from a part: `kind` is the last word of its type, `target` a part's name or (external) an address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a document by name. Raises Unreadable (damaged, password, unsupported, limit:…) with one line."""

    def __init__(self, data: bytes) -> None:
        # The zip module builds an object an entry before it tells how many there are.
        if data.count(_CENTRAL_MARK) > MOST_ENTRIES:
            raise limit("entries", f"its zip holds more than {MOST_ENTRIES:,} parts")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise _damaged("its end is missing or its zip directory is broken") from error
        self._check(data, entries)
        self._entries = {entry.filename.lower().lstrip("/"): entry for entry in entries}
        self._inflated = 0

    def _check(self, data: bytes, entries: list[zipfile.ZipInfo]) -> None:
        names = [entry.filename.lower() for entry in entries]
        if len(set(names)) != len(names):
            raise _damaged("two of its parts have the same name")
        end = 0
        for entry in sorted(entries, key=lambda each: each.header_offset):
            start = entry.header_offset
            if start < end:
                raise _damaged("parts of its zip overlap, which only a file made to do harm has")
            header = data[start : start + _LOCAL_HEADER]
            names_length = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            end = start + _LOCAL_HEADER + names_length + entry.compress_size
        if end > len(data):
            raise _damaged("a part of its zip is cut off")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._entries)

    def content(self, name: str) -> bytes:
        """The inflated bytes of a part."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise _damaged(f"its part {name} is missing")
        if entry.flag_bits & 0x1:
            raise Unreadable("password", "the document is locked with a password; save a copy without one")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(f"its part {name} is packed in a way that Word does not use")
        return self._inflate(entry)

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        chunks = []
        size = 0
        try:
            with self._zip.open(entry) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > MOST_PART:
                        raise limit("part", f"its part {entry.filename} is larger than {MOST_PART >> 20} MiB")
                    if self._inflated > MOST_TOTAL:
                        raise limit("total", f"its parts together are larger than {MOST_TOTAL >> 20} MiB")
                    if size > RATIO_FROM and size > MOST_RATIO * entry.compress_size:
                        raise limit("ratio", f"its part {entry.filename} inflates to over {MOST_RATIO} times its size")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(f"its part {entry.filename} cannot be unpacked") from error
        return b"".join(chunks)

    def xml(self, name: str) -> _Element:
        """The root of an XML part, in transitional names and without comments."""
        return parse(self.content(name), name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part ("" for the package itself) by id; none where it has none."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return {}
        found = {}
        for each in self.xml(name).iter(_RELATIONSHIP):
            external = each.get("TargetMode") == "External"
            target = str(each.get("Target") or "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[str(each.get("Id"))] = Relationship(str(each.get("Type")).rpartition("/")[2], target, external)
        return found


def parse(data: bytes, name: str) -> _Element:
    """The root of an XML part. Raises Unreadable: damaged for broken XML or a DTD, limit:depth."""
    from lxml import etree

    if any(mark in data for mark in (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))):
        raise _with_dtd(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        log: Any = parser.error_log  # the exception's own log holds the errors of earlier documents too
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in log):
            raise limit("depth", f"its part {name} is nested too deeply or holds a text of over 10 MB") from error
        raise _damaged(f"its part {name} is not well-formed") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_dtd(name)
    if _STRICT in data or b"\x00" in data[:4]:
        data = etree.tostring(root, encoding="utf-8")
        for strict, transitional in _TRANSITIONAL:
            data = data.replace(strict, transitional)
        root = etree.fromstring(data, parser)
    return root


def _with_dtd(name: str) -> Unreadable:
    return _damaged(f"its part {name} holds a DTD, which no Word document has")


def _damaged(what: str) -> Unreadable:
    return Unreadable(
        "damaged", f"the Word document is damaged: {what}; open it in Word, save it again or ask for a new copy"
    )
