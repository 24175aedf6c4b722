"""Forms that were damaged on their way, and sound ones that look it: what `fixtures/damaged/` holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scripts.damaged import paper

_BODY = re.compile(rb"(?<!end)stream\n(.*?)\nendstream", re.S)


def _spoilt(made: paper.Form, at: int, change: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a page's content (0-based page), its length as it was."""
    number = made.contents[at]
    body = made.paper.objects[number]
    found = _BODY.search(body)
    assert found is not None
    new = change(found[1])
    assert len(new) == len(found[1]), "what is spoilt keeps its length"
    made.paper.objects[number] = body[: found.start(1)] + new + body[found.end(1) :]


def sound() -> bytes:
    return paper.form().bytes()


def saved_again() -> bytes:
    """A title was put in and a page replaced by another program, behind the file as it was."""
    made = paper.form()
    first = made.bytes()
    later = paper.Paper()
    later.objects[max(made.paper.objects) + 1] = b"<< /Title (Self-assessment) >>"
    later.objects[made.pages[1]] = made.paper.objects[made.pages[1]]
    return later.save(made.root, before=first, previous=first.rindex(b"xref\n", 0, first.rindex(b"startxref")))


def saved_again_and_cut() -> bytes:
    whole = saved_again()
    return whole[: whole.rindex(b"endobj") + 8]


def attachment() -> bytes:
    """Another PDF is attached, as it is."""
    made = paper.form()
    attached = made.paper.stream(paper.form(4, 2).bytes(), b"/Type /EmbeddedFile")
    made.paper.add(b"<< /Type /Filespec /F (policy.pdf) /EF << /F %d 0 R >> >>" % attached)
    return made.bytes()


def two_documents() -> bytes:
    return paper.form(8, 4).bytes() + paper.form(36, 12).bytes()


def header_of_the_mail() -> bytes:
    return b"Content-Type: application/pdf\r\n\r\n" + sound()


def page_left_empty() -> bytes:
    made = paper.form()
    made.pages.insert(3, paper.add_page(made, made.paper.stream(b"q Q\n")))
    paper.hang(made)
    return made.bytes()


def page_wiped() -> bytes:
    made = paper.form()
    _spoilt(made, 2, lambda body: b" " * len(body))
    return made.bytes()


def page_wiped_and_packed() -> bytes:
    """Every stream inflates, but one holds blanks alone."""
    made = paper.form(packed=True)
    lost = made.paper.stream(b" " * 9000, packed=True)
    page = made.paper.objects[made.pages[2]]
    made.paper.objects[made.pages[2]] = page.replace(b"/Contents %d" % made.contents[2], b"/Contents %d" % lost)
    return made.bytes()


def hole() -> bytes:
    """The middle of a page was never written to the disk."""
    made = paper.form()
    _spoilt(made, 2, lambda body: body[:2000] + bytes(1500) + body[3500:])
    return made.bytes()


def page_not_inflating() -> bytes:
    made = paper.form(packed=True)
    _spoilt(made, 2, lambda body: b"\x00" + body[1:])
    return made.bytes()


def page_half_inflating() -> bytes:
    made = paper.form(packed=True)
    _spoilt(made, 2, lambda body: body[: len(body) // 2] + bytes(8) + body[len(body) // 2 + 8 :])
    return made.bytes()


def letter_flipped() -> bytes:
    """Stored, not compressed: every byte reads, only the checksum tells."""
    import zlib

    made = paper.form(packed=True)
    content = paper.page_content(paper.rows(36)[12:18], 3)
    squeezer = zlib.compressobj(0)
    body = squeezer.compress(content) + squeezer.flush()
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(body)
    made.paper.objects[made.contents[2]] = head + body.replace(b"(Yes)", b"(Yet)", 1) + b"\nendstream"
    return made.bytes()


def four_of_six() -> bytes:
    made = paper.form(packed=True)
    for at in (0, 2, 3, 5):
        _spoilt(made, at, lambda body: b"\xff" * len(body))
    return made.bytes()


def content_missing() -> bytes:
    made = paper.form()
    del made.paper.objects[made.contents[2]]
    return made.bytes()


def part_missing() -> bytes:
    """A page's content stands in two streams, and the second is not there."""
    made = paper.form()
    page = made.paper.objects[made.pages[2]]
    both = b"/Contents [%d 0 R 999 0 R]" % made.contents[2]
    made.paper.objects[made.pages[2]] = page.replace(b"/Contents %d 0 R" % made.contents[2], both)
    return made.bytes()


def content_astray() -> bytes:
    """The table of objects sends the reader to the wrong place for one page's content."""
    made = paper.form()
    made.paper.entries[made.contents[2]] = 4_000
    return made.bytes()


def form_missing() -> bytes:
    """A page draws all it shows by a form that is not there."""
    made = paper.form()
    made.contents[2] = made.paper.stream(b"q /Fm0 Do Q\n")
    made.pages[2] = paper.add_page(made, made.contents[2], b"/XObject << /Fm0 999 0 R >>")
    paper.hang(made)
    return made.bytes()


def page_missing() -> bytes:
    made = paper.form()
    del made.paper.objects[made.pages[2]]
    return made.bytes()


def page_taken_out() -> bytes:
    """Taken out as an editor does it: the rest is a whole document."""
    made = paper.form()
    del made.pages[2]
    paper.hang(made)
    return made.bytes()


def page_not_counted() -> bytes:
    made = paper.form()
    paper.hang(made, count=len(made.pages) - 1)
    return made.bytes()


def page_too_many() -> bytes:
    made = paper.form()
    paper.hang(made, count=len(made.pages) + 1)
    return made.bytes()


def wrong_start() -> bytes:
    """The last line but one says that the table stands elsewhere: every reader mends that alike."""
    return re.sub(rb"startxref\n\d+", b"startxref\n77", sound())


def cut_at_the_end() -> bytes:
    whole = sound()
    return whole[: whole.rindex(b"startxref")]


def made_for_the_web_and_cut() -> bytes:
    """A file whose first page stands first; the rest did not arrive."""
    whole = sound()
    head = b"%PDF-1.6\n"
    note = b"900 0 obj\n<< /Linearized 1 /L %d /N 6 >>\nendobj\n"
    body = head + note % (len(whole) + 4000) + whole[len(head) :]
    shift = len(body) - len(whole)
    body = re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + shift), body)
    return re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + shift), body)


def letters_without_meaning() -> bytes:
    """The glyphs of two pages are numbered, and what the numbers mean was left out."""
    made = paper.form()
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfrange <20> <7e> <e020> endbfrange endcmap end"
    )
    table = made.paper.stream(to_unicode)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode %d 0 R >>" % table
    odd = made.paper.add(font)
    for page in made.pages[2:4]:
        body = made.paper.objects[page]
        made.paper.objects[page] = body.replace(b"/F1 %d 0 R" % made.font, b"/F1 %d 0 R" % odd)
    return made.bytes()


def page_of_outlines() -> bytes:
    """The letters of one page are drawn as curves."""
    made = paper.form()
    curves = b"".join(
        b"%d %d m %d %d l %d %d l f\n" % (x, y, x + 2, y, x + 1, y + 5)
        for x in range(40, 600, 6)
        for y in range(60, 500, 12)
    )
    made.contents[2] = made.paper.stream(curves, packed=True)
    made.pages[2] = paper.add_page(made, made.contents[2])
    paper.hang(made)
    return made.bytes()


def layer_behind_a_picture() -> bytes:
    """A scanned page with its text in an invisible layer, and a visible stamp: the stamp alone would be read."""
    made = paper.form()
    picture = made.paper.stream(
        b"\xee" * 100,
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    content = paper.page_content(paper.rows(36)[12:18], 3).replace(b" S\n", b" n\n").replace(b"BT ", b"BT 3 Tr ")
    stamp = b"BT 0 Tr /F1 9 Tf 40 575 Td (Larkmoor Homes   Received 3 June 2025) Tj ET\n"
    made.contents[2] = made.paper.stream(b"q 842 0 0 595 0 0 cm /Im0 Do Q\n" + content + stamp)
    made.pages[2] = paper.add_page(made, made.contents[2], b"/XObject << /Im0 %d 0 R >>" % picture)
    paper.hang(made)
    return made.bytes()


def cover() -> bytes:
    """A cover with a picture and a line, and a page that holds the last line of the text: both are sound."""
    made = paper.form()
    picture = made.paper.stream(
        b"\x88" * 100,
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    title = b"q 842 0 0 595 0 0 cm /Im0 Do Q BT /F1 24 Tf 60 300 Td (Our self-assessment for 2025) Tj ET\n"
    made.pages.insert(0, paper.add_page(made, made.paper.stream(title), b"/XObject << /Im0 %d 0 R >>" % picture))
    last = b"BT /F1 9 Tf 60 500 Td (Approved by the board in June.) Tj ET\n"
    made.pages.append(paper.add_page(made, made.paper.stream(last)))
    paper.hang(made)
    return made.bytes()


FILES: Mapping[str, Callable[[], bytes]] = {
    "sound.pdf": sound,
    "saved-again.pdf": saved_again,
    "saved-again-and-cut.pdf": saved_again_and_cut,
    "attachment.pdf": attachment,
    "two-documents.pdf": two_documents,
    "header-of-the-mail.pdf": header_of_the_mail,
    "page-left-empty.pdf": page_left_empty,
    "page-wiped.pdf": page_wiped,
    "page-wiped-and-packed.pdf": page_wiped_and_packed,
    "hole.pdf": hole,
    "page-not-inflating.pdf": page_not_inflating,
    "page-half-inflating.pdf": page_half_inflating,
    "letter-flipped.pdf": letter_flipped,
    "four-of-six.pdf": four_of_six,
    "content-missing.pdf": content_missing,
    "part-missing.pdf": part_missing,
    "content-astray.pdf": content_astray,
    "form-missing.pdf": form_missing,
    "page-missing.pdf": page_missing,
    "page-taken-out.pdf": page_taken_out,
    "page-not-counted.pdf": page_not_counted,
    "page-too-many.pdf": page_too_many,
    "wrong-start.pdf": wrong_start,
    "cut-at-the-end.pdf": cut_at_the_end,
    "made-for-the-web-and-cut.pdf": made_for_the_web_and_cut,
    "letters-without-meaning.pdf": letters_without_meaning,
    "page-of-outlines.pdf": page_of_outlines,
    "layer-behind-a-picture.pdf": layer_behind_a_picture,
    "cover.pdf": cover,
}
