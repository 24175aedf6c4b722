"""Word documents (.docx and its kin) → blocks. The reading itself is in `docx_document.py`, loaded when one comes.

Kinds that look like Word but cannot be read (old .doc, OpenDocument, RTF, a file locked with a password) are claimed
here too, so that each is refused with what to do instead of being read as noise.
"""

from __future__ import annotations

from pathlib import PurePath

from hoscheck.errors import Unreadable
from hoscheck.model import Document, Extractor

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_FLAT_XML = (
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
)
_SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf"))
_HEAD = 4096  # the first bytes that tell a format

AS_SHEET = "which is not read; save the form's sheet as .csv, or the form as PDF"
AS_PDF = "which is not read; save the form as PDF"
_OLE_KINDS = (
    ("Workbook", f"an old Excel workbook (.xls), {AS_SHEET}"),
    ("PowerPoint Document", f"an old PowerPoint presentation (.ppt), {AS_PDF}"),
)

SAVE_AS = "open it in Word or LibreOffice and save it as .docx"


def recognises(data: bytes, name: str) -> bool:
    """True for zip, OLE, RTF and Word's XML files, and for noise with a word processor's suffix."""
    head = data[:_HEAD]
    if head.startswith((*_ZIP, _OLE, _RTF)) or any(mark in head for mark in _FLAT_XML):
        return True
    return PurePath(name).suffix.lower() in _SUFFIXES and (not head.strip() or b"\x00" in head or not _is_utf8(head))


def read(data: bytes, _name: str) -> Document:
    """The blocks of a Word document.

    Raises Unreadable: damaged, unsupported, password, empty, no-text (pictures only), limit:<which>.
    """
    _refuse_other_kinds(data)
    from hoscheck.extract.docx_document import blocks_of

    return blocks_of(data)


EXTRACTOR = Extractor(name="docx", recognises=recognises, read=read)


# ── other kinds of file ──────────────────────────────────────────────────────────────────────────


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character that the cut went through
    return True


def _refuse_other_kinds(data: bytes) -> None:
    head = data[:_HEAD]
    if head.startswith(_OLE):
        raise _ole(data)
    if head.startswith(_RTF):
        raise Unreadable("unsupported", f"this is an RTF file, which is not read; {SAVE_AS}")
    if any(mark in head for mark in _FLAT_XML):
        raise Unreadable("unsupported", f"this is a Word document as one XML file, which is not read; {SAVE_AS}")
    if not head.startswith(_ZIP):
        raise Unreadable("damaged", "this is not a Word document though it is named as one; ask for a new copy")


def _ole(data: bytes) -> Unreadable:
    """The error for a file in the container of old Office formats; locked .docx files come in it too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("password", "the document is locked with a password; save a copy without one")
    if "WordDocument".encode("utf-16-le") in data:
        return Unreadable("unsupported", f"this is a Word document of the old .doc kind, which is not read; {SAVE_AS}")
    for mark, kind in _OLE_KINDS:
        if mark.encode("utf-16-le") in data:
            return Unreadable("unsupported", f"this is {kind}")
    return Unreadable(
        "unsupported", "this is an old Office file but no Word document; give the form as .docx, PDF or HTML"
    )
