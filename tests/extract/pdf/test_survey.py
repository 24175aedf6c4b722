"""What is seen in the bytes of a PDF."""

from __future__ import annotations

import base64
import random
import re
import sys
import zlib

import pytest
from scripts.damaged import cases, paper

from hoscheck.errors import Unreadable
from hoscheck.extract.pdf.ascii85 import from_ascii85
from hoscheck.extract.pdf.survey import MIB, Survey, inflated, page_objects, survey

SOUND = Survey(False, 0, 6, 0, 0, False, False, False)


def test_a_sound_file() -> None:
    assert survey(cases.sound()) == SOUND


def test_a_file_saved_again_has_older_pages_in_it_too() -> None:
    data = cases.saved_again()
    assert (survey(data).leaves, page_objects(data), survey(data).adrift) == (7, 6, False)


def test_two_files_in_one() -> None:
    both = survey(cases.two_documents())
    assert (both.several, both.adrift, both.leaves) == (True, True, 5)


def test_an_attached_pdf_is_no_second_document() -> None:
    assert survey(cases.attachment()).several is False


def test_what_stands_before_the_header_moves_all_places() -> None:
    assert survey(b"From: the board\r\n" * 20 + cases.sound()) == SOUND


def test_headers_alone_make_no_second_document() -> None:
    assert survey(b"%PDF-1.4\n" * 5 + cases.sound()).several is False


# ── pages inside streams of objects ──────────────────────────────────────────────────────────────


def packed_pages(kind: bytes = b"/ObjStm") -> bytes:
    made = paper.form(12, 6)
    texts = [made.paper.objects.pop(number) for number in made.pages]
    made.paper.stream(b" ".join(texts), b"/Type %s /N 2 /First 0" % kind, packed=True)
    return made.bytes()


def test_pages_inside_streams_of_objects_are_counted() -> None:
    seen = survey(packed_pages())
    assert (seen.leaves, seen.packed, seen.broken, seen.lost) == (2, 2, 0, 0)
    assert survey(packed_pages(b"/XYZ")).leaves == 0


def test_what_is_enciphered_is_not_looked_into() -> None:
    data = packed_pages().replace(b"trailer\n<< ", b"trailer\n<< /Encrypt 9 0 R ")
    seen = survey(data)
    assert (seen.enciphered, seen.leaves, seen.broken) == (True, None, 0)


# ── streams ──────────────────────────────────────────────────────────────────────────────────────

TEXT = paper.page_content(paper.rows(6), 1)
SQUEEZED = zlib.compress(TEXT)


@pytest.mark.parametrize(
    ("body", "sound"),
    [
        (SQUEEZED, True),
        (SQUEEZED + b"\r\n", True),
        (SQUEEZED[:-4], True),  # some producers leave the checksum out
        (SQUEEZED[:-2], True),
        (b"", True),
        (b"\r\n", True),
        (SQUEEZED[:-4] + bytes(4), False),
        (SQUEEZED[:-9], False),
        (SQUEEZED[: len(SQUEEZED) // 2], False),
        (SQUEEZED[:100] + b"\0\0\0\0" + SQUEEZED[104:], False),
        (b"\0" + SQUEEZED[1:], False),
        (b" " * len(SQUEEZED), False),
        (TEXT, False),
    ],
)
def test_a_stream_that_does_not_inflate_to_its_end_is_broken(body: bytes, sound: bool) -> None:
    assert inflated(body)[0] is sound


def test_what_a_stream_inflates_to() -> None:
    assert inflated(SQUEEZED) == (True, TEXT, len(TEXT))


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 399, 400])
def test_base_85_is_read_as_the_standard_library_reads_it(size: int) -> None:
    data = random.Random(size).randbytes(size) + bytes(8 * (size > 5)) + b"ab"
    text = base64.a85encode(data, wrapcol=60)
    assert from_ascii85(text + b"~>\n") == base64.a85decode(text) == data


@pytest.mark.parametrize("text", [b"abcd\x7fefgh~>", b"uuuuu~>", b"vvvvv~>"])
def test_what_is_no_base_85(text: bytes) -> None:
    assert from_ascii85(text) is None


def chained(*filters: bytes, spoil: bool = False) -> int:
    """How many broken streams a file has whose content goes through these filters."""
    made = paper.form(6, 6)
    body = TEXT
    for name in reversed(filters):
        body = zlib.compress(body) if name == b"FlateDecode" else base64.a85encode(body) + b"~>"
    if spoil:
        at = len(body) // 2
        body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    names = b" ".join(b"/" + name for name in filters)
    head = b"<< /Filter [%s] /Length %d >>\nstream\n" % (names, len(body))
    made.paper.objects[made.contents[0]] = head + body + b"\nendstream"
    return survey(made.bytes()).broken


@pytest.mark.parametrize(
    "filters",
    [(b"FlateDecode",), (b"ASCII85Decode", b"FlateDecode"), (b"FlateDecode", b"ASCII85Decode", b"FlateDecode")],
)
def test_a_flipped_bit_is_found_through_all_filters(filters: tuple[bytes, ...]) -> None:
    assert (chained(*filters), chained(*filters, spoil=True)) == (0, 1)


def test_a_filter_under_a_spoilt_name_is_a_broken_stream() -> None:
    made = paper.form(6, 6, packed=True)
    body = made.paper.objects[made.contents[0]]
    made.paper.objects[made.contents[0]] = body.replace(b"/Filter", b"/Fmlter")
    assert survey(made.bytes()).broken == 1


def test_pictures_may_be_spoilt_without_a_word_lost() -> None:
    made = paper.form(6, 6)
    made.paper.stream(b"no picture", b"/Type /XObject /Subtype /Image /Filter /FlateDecode")
    assert survey(made.bytes()).broken == 0
    made.paper.stream(b"no font", b"/Length1 9 /Filter /FlateDecode")
    assert survey(made.bytes()).broken == 1


@pytest.mark.parametrize(("hole", "broken"), [(b"\0" * 300, 1), (b"\0" * 200, 0), (b" " * 1100, 1), (b" " * 900, 0)])
def test_a_hole_in_a_stream_that_is_not_compressed(hole: bytes, broken: int) -> None:
    made = paper.form(6, 6)
    made.paper.stream(TEXT + hole + TEXT)
    assert survey(made.bytes()).broken == broken


def test_a_hole_among_the_objects() -> None:
    made = paper.form(6, 6)
    made.paper.add(b"<< /Widths [" + bytes(300) + b"] >>")
    assert survey(made.bytes()).cut is True
    made = paper.form(6, 6)
    made.paper.stream(bytes(3_000), b"/Type /XObject /Subtype /Image")
    assert survey(made.bytes()).cut is False
    assert survey(cases.sound() + bytes(3_000)).cut is False  # behind the end mark stands what a disk leaves there


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        survey(data)
    return caught.value.reason


def test_streams_that_no_reader_should_be_given() -> None:
    made = paper.form(6, 6)
    large = zlib.compress(b" " * (76 * MIB))
    twice = made.paper.stream(zlib.compress(large), b"/Filter [/FlateDecode /FlateDecode]")
    assert refused(made.bytes()) == "limit:decoded"
    made.paper.objects[twice] = b"<< /Filter [%s] >>\nstream\nxyz\nendstream" % (b"/FlateDecode " * 6)
    assert refused(made.bytes()) == "limit:filters"
    made.paper.objects[twice] = b"<< /Filter [%s] >>\nstream\nxyz\nendstream" % (b"/FlateDecode " * 5)
    assert survey(made.bytes()).broken == 1


def test_all_streams_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[survey.__module__], "MOST_DECODED", 20_000)
    assert survey(paper.form(12, 6, packed=True).bytes()).broken == 0
    assert refused(paper.form(36, 6, packed=True).bytes()) == "limit:decoded"


# ── tables of objects and ends ───────────────────────────────────────────────────────────────────


def test_an_object_that_is_not_where_its_table_says() -> None:
    made = paper.form()
    made.paper.entries[made.font] = 4_000
    assert survey(made.bytes()).lost == 1
    made.paper.entries[made.font] = 0  # so some programs mark what was never there
    assert survey(made.bytes()).lost == 0
    made = paper.form()
    made.paper.entries[77] = 4_000  # nothing refers to it
    assert survey(made.bytes()).lost == 0


def test_contents_that_are_not_there() -> None:
    assert (survey(cases.content_missing()).lost, survey(cases.part_missing()).lost) == (1, 1)
    listed = paper.form()
    array = listed.paper.add(b"[%d 0 R]" % listed.contents[2])
    page = listed.paper.objects[listed.pages[2]]
    listed.paper.objects[listed.pages[2]] = page.replace(b"/Contents %d" % listed.contents[2], b"/Contents %d" % array)
    assert survey(listed.bytes()).lost == 0


@pytest.mark.parametrize(
    ("change", "cut", "adrift"),
    [
        (lambda data: data, False, False),
        (lambda data: data[: data.rindex(b"%%EOF")], True, False),
        (lambda data: data[: data.rindex(b"startxref")], True, True),
        (lambda data: data[: data.rindex(b"xref\n", 0, -30)], True, True),
        (lambda data: data[: len(data) // 2], True, True),
        (lambda data: data + b"\r\n" * 40, False, False),
        (lambda data: re.sub(rb"startxref\n\d+", b"startxref\n9", data), False, True),
        (lambda data: data.replace(b"trailer\n<< ", b"trailer\n<< /Prev 9 "), False, True),
        (lambda data: data.replace(b"%PDF-1.6\n", b"%PDF-1.6\n%/Linearized 1 /L 99999999\n"), True, True),
    ],
)
def test_a_file_that_ends_too_early_or_points_astray(change: object, cut: bool, adrift: bool) -> None:
    assert callable(change)
    seen = survey(change(cases.sound()))
    assert (seen.cut, seen.adrift) == (cut, adrift)


def test_nothing_at_all() -> None:
    assert survey(b"") == Survey(False, 0, 0, 0, 0, False, False, True)


def test_a_font_without_compression_has_runs_of_noughts_of_its_own() -> None:
    """What a page draws is text: there a run of noughts was never written."""
    font, content = bytes(range(256)) * 8 + b"\0" * 300, b"BT (one) Tj ET\n" * 20
    assert survey_of(font).broken == 0
    assert survey_of(content + b"\0" * 300 + content).broken == 1


def survey_of(body: bytes) -> Survey:
    head = b"%%PDF-1.7\n1 0 obj\n<</Length %d>>\nstream\n" % len(body)
    return survey(head + body + b"\nendstream\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n")
