"""From a path to bytes, with care: the path may name a pipe, a device, or a file of any size."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import BinaryIO

from hoscheck.errors import Unreadable
from hoscheck.scan.inputs import Input

MIB = 1024 * 1024
# Ten times and more of the largest self-assessments met; a scanned form of 60 pages stays far below.
LARGEST = {"pdf": 100 * MIB, "docx": 50 * MIB, "text": 20 * MIB}
_WORDS = {"pdf": "PDF files", "docx": "Word files", "text": "web pages and text files"}
_HEAD = 1024  # a PDF's header may stand anywhere in its first 1,024 bytes

_REASONS = {
    errno.ENOENT: ("not-found", "there is no such file"),
    errno.ENOTDIR: ("not-found", "there is no such file"),
    errno.EACCES: ("permission", "may not be read by this user"),
    errno.EPERM: ("permission", "may not be read by this user"),
    errno.EISDIR: ("not-a-file", "is a folder, not a file"),
    errno.ENXIO: ("not-a-file", "is a socket or device, not a file"),
    errno.ELOOP: ("not-a-file", "is a link that leads back to itself"),
    errno.ENAMETOOLONG: ("not-found", "there is no such file; the name is too long for one"),
}


def read(document: Input) -> bytes:
    """The bytes of a document, from a regular file (also at the end of a link) or from standard input.

    Raises Unreadable at stage open: `not-found`, `not-a-file`, `permission`, `limit:size`, `io`.
    """
    try:
        if document.standard_input:
            if sys.stdin is None:
                raise Unreadable("io", "standard input is closed", "open")
            return _read_bounded(sys.stdin.buffer)
        with _open(document.path) as file:
            return _read_bounded(file)
    except OSError as error:
        reason, message = _REASONS.get(error.errno or 0, ("io", f"reading failed: {error.strerror or error}"))
        raise Unreadable(reason, message, "open") from None


def _open(path: str) -> BinaryIO:
    try:
        # without O_NONBLOCK, opening a named pipe would wait for ever for somebody to write to it
        handle = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_CLOEXEC") | _flag("O_BINARY"))
    except ValueError:  # a NUL in the name
        raise Unreadable("not-found", "there is no such file", "open") from None
    kind = os.fstat(handle).st_mode
    if not stat.S_ISREG(kind):
        os.close(handle)
        what = "folder" if stat.S_ISDIR(kind) else "pipe, socket or device"
        raise Unreadable("not-a-file", f"is a {what}, not a file", "open")
    return os.fdopen(handle, "rb")


def _read_bounded(file: BinaryIO) -> bytes:
    """All that the stream holds, which may be no more than its kind allows."""
    head = file.read(_HEAD)
    kind = _kind(head)
    rest = file.read(LARGEST[kind] + 1 - len(head))
    if len(head) + len(rest) > LARGEST[kind]:
        most = LARGEST[kind] // MIB
        raise Unreadable("limit:size", f"is larger than {most} MiB, the most that is read of {_WORDS[kind]}", "open")
    return head + rest


def _kind(head: bytes) -> str:
    if b"%PDF-" in head:
        return "pdf"
    return "docx" if head.startswith(b"PK") else "text"


def _flag(name: str) -> int:
    return getattr(os, name, 0)  # each is missing on some system
