"""What the second reader is asked about a page in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.damaged import cases, paper
from scripts.damaged.attacks import ATTACKS

from hoscheck.extract.pdf.recount import Recount

LOCKED = Path(__file__).parents[3] / "fixtures" / "hostile" / "owner-password.pdf"


def drawn(content: bytes, resources: bytes = b"") -> Recount:
    """A PDF of one page with this content."""
    made = paper.form(0)
    made.pages.append(paper.add_page(made, made.paper.stream(content), resources))
    paper.hang(made)
    return Recount(made.bytes())


@pytest.mark.parametrize(
    ("content", "characters", "with_invisible"),
    [
        (b"BT /F1 6 Tf 9 9 Td (Yes and no) Tj ET", 8, 8),
        (b"BT /F1 6 Tf 9 9 Td (Yes) Tj 0 -9 Td [(n) -50 (o)] TJ ET", 5, 5),
        (b"BT /F1 6 Tf 9 9 Td (bold) Tj 0.3 0 Td (bold) Tj ET", 4, 4),  # drawn twice to look bold
        (b"BT /F1 6 Tf 9 9 Td (seen) Tj 3 Tr 0 -9 Td (unseen) Tj ET", 4, 10),
        (b"BT /F1 6 Tf 9 9 Td ( ) Tj ET", 0, 0),
        (b"q Q", 0, 0),
    ],
)
def test_characters_are_those_that_show(content: bytes, characters: int, with_invisible: int) -> None:
    found = drawn(content)
    assert (found.characters(0, False), found.characters(0, True)) == (characters, with_invisible)


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        (b"q Q", False),
        (b"", False),
        (b" \n", False),
        (b" " * 16, True),
        (bytes(400), True),
        (bytes(range(256)) * 4, True),
        (b"BT /F1 6 Tf 9 9 Td (caf\xe9 \xe0 la carte) Tj ET", False),
        (b"q /Fm0 Do Q", True),
    ],
)
def test_a_page_that_shows_nothing_is_left_empty_or_lost(content: bytes, lost: bool) -> None:
    assert drawn(content).lost(0) is lost


def test_a_form_that_is_there_is_not_lost() -> None:
    made = paper.form(0)
    form = made.paper.stream(b"q Q", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    content = made.paper.stream(b"/Fm0 Do\n")
    made.pages.append(paper.add_page(made, content, b"/XObject << /Fm0 %d 0 R >>" % form))
    paper.hang(made)
    assert Recount(made.bytes()).lost(0) is False


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        (b"/Contents %d 0 R", False),
        (b"", False),
        (b"/Rotate 0 /Tabs /S", False),
        (b"/Contentt %d 0 R", True),  # one letter is wrong
        (b"/Contents`%d 0 R", True),
    ],
)
def test_a_page_without_content(written: bytes, lost: bool) -> None:
    made = paper.form(0)
    content = made.paper.stream(b"q Q")
    made.pages.append(paper.add_page(made, content))
    page = made.paper.objects[made.pages[0]]
    written = written % content if b"%d" in written else written
    made.paper.objects[made.pages[0]] = page.replace(b"/Contents %d 0 R" % content, written)
    paper.hang(made)
    assert Recount(made.bytes()).lost(0) is lost


def test_content_whose_dictionary_cannot_be_read_is_lost() -> None:
    made = paper.form(6, 6)
    body = made.paper.objects[made.contents[0]]
    made.paper.objects[made.contents[0]] = body.replace(b">>\nstream", b">:\nstream")
    assert Recount(made.bytes()).lost(0) is True


def test_the_number_of_pages() -> None:
    assert Recount(cases.sound()).count == 6
    assert Recount(cases.page_not_counted()).count == 6
    assert Recount(cases.page_missing()).count == 5
    assert Recount(ATTACKS["one-page-many-times"](1)).count == 1
    assert Recount(ATTACKS["tree-loop"](1)).count == 2


def test_what_cannot_be_told_is_none() -> None:
    for data in (b"", b"%PDF-1.7\n%%EOF"):
        found = Recount(data)
        assert (found.count, found.lost(0), found.characters(0, False), found.broken()) == (None, None, None, None)
    sound = Recount(cases.sound())
    assert (sound.lost(6), sound.characters(6, False)) == (None, None)


@pytest.mark.parametrize("attack", ["doubled-forms", "form-of-itself", "many-characters", "many-objects"])
def test_a_page_that_would_never_end_is_given_up(attack: str) -> None:
    """Bounded by what is counted, not by a clock: four times as much takes no longer."""
    assert Recount(ATTACKS[attack](4)).characters(2, False) in (None, 0)


def test_streams_behind_a_key() -> None:
    data = LOCKED.read_bytes()
    assert Recount(data).broken() is False
    at = data.index(b"stream", data.index(b"/ASCII85Decode")) + 1_000
    assert Recount(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]).broken() is True
    assert Recount(cases.page_not_inflating()).broken() is True
