"""PDFs that are made to hang or flood a reader. `scale` 1 is harmless to this machine; the sizes that hurt are a few
times that (`python -m scripts.make_damaged --attack NAME --scale N FILE`)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from scripts.damaged import paper

MIB = 1024 * 1024


def _with_page(content: int, made: paper.Form, resources: bytes = b"", box: bytes = b"0 0 842 595") -> bytes:
    made.pages.append(paper.add_page(made, content, resources, box))
    paper.hang(made)
    return made.bytes()


def doubled_forms(scale: int) -> bytes:
    """Forms that draw two of the next, twelve deep (twenty-five and more bring every reader down)."""
    made = paper.form(12, 6)
    inner = made.paper.stream(b"BT /F1 6 Tf 10 10 Td (x) Tj ET\n", b"/Type /XObject /Subtype /Form /BBox [0 0 99 99]")
    for _ in range(11 + scale):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /A %d 0 R >> >>" % inner
        inner = made.paper.stream(b"/A Do /A Do\n", head)
    return _with_page(made.paper.stream(b"/A Do /A Do\n"), made, b"/XObject << /A %d 0 R >>" % inner)


def form_of_itself(_scale: int) -> bytes:
    made = paper.form(12, 6)
    number = max(made.paper.objects) + 1
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /A %d 0 R >> >>" % number
    made.paper.stream(b"/A Do /A Do\n", head)
    return _with_page(made.paper.stream(b"/A Do\n"), made, b"/XObject << /A %d 0 R >>" % number)


def _flate(made: paper.Form, body: bytes, times: int) -> int:
    filters = b"/FlateDecode " * times
    head = b"<< /Filter [ %s] /Length %d >>\nstream\n" % (filters, len(body))
    return made.paper.add(head + body + b"\nendstream")


def _squeezed(size: int) -> bytes:
    """So many blanks, in one Flate stream."""
    engine = zlib.compressobj(9)
    chunks = [engine.compress(b" " * MIB) for _ in range(size // MIB)]
    return b"".join(chunks) + engine.flush()


def flate_bomb(scale: int) -> bytes:
    made = paper.form(12, 6)
    return _with_page(_flate(made, _squeezed(80 * MIB * scale), 1), made)


def flate_chain(scale: int) -> bytes:
    made = paper.form(12, 6)
    body = zlib.compress(zlib.compress(_squeezed(80 * MIB * scale), 9), 9)
    return _with_page(_flate(made, body, 3), made)


def many_bombs(scale: int) -> bytes:
    """Each stream is within its limit, and all together are not."""
    made = paper.form(12, 6)
    body = zlib.compress(_squeezed(64 * MIB), 9)
    for _ in range(4 * scale):
        made.pages.append(paper.add_page(made, _flate(made, body, 2)))
    return _with_page(_flate(made, body, 2), made)


def long_chain(scale: int) -> bytes:
    made = paper.form(12, 6)
    body = paper.page_content(paper.rows(6), 1)
    for _ in range(10 * scale):
        body = zlib.compress(body)
    return _with_page(_flate(made, body, 10 * scale), made)


def length_past_the_end(scale: int) -> bytes:
    made = paper.form(12, 6)
    body = made.paper.objects[made.contents[0]]
    start = body.index(b"/Length ")
    made.paper.objects[made.contents[0]] = (
        body[:start] + b"/Length %d00000000 >>" % (9 * scale) + body[body.index(b"\nstream") :]
    )
    return made.bytes()


def one_page_many_times(scale: int) -> bytes:
    made = paper.form(2, 2)
    made.pages = [made.pages[0]] * (1_200 * scale)
    paper.hang(made)
    return made.bytes()


def tree_loop(_scale: int) -> bytes:
    """A branch of the tree of pages is its own parent and child."""
    made = paper.form(12, 6)
    branch = made.paper.add(b"")
    made.paper.objects[branch] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R %d 0 R] /Count 2 >>" % (
        made.tree, made.tree, branch,
    )  # fmt: skip
    made.pages.append(branch)
    paper.hang(made)
    return made.bytes()


def tree_deep(scale: int) -> bytes:
    made = paper.form(12, 6)
    child = made.pages[1]
    for _ in range(2_000 * scale):
        child = made.paper.add(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % child)
    made.pages[1] = child
    paper.hang(made)
    return made.bytes()


def tables_in_a_ring(_scale: int) -> bytes:
    """The table of objects names itself as the one before."""
    whole = paper.form(12, 6).bytes()
    start = whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))
    return whole.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % start)


def huge_paper(scale: int) -> bytes:
    made = paper.form(12, 6)
    content = made.paper.stream(paper.page_content(paper.rows(18)[12:], 3))
    return _with_page(content, made, box=b"0 0 842 %d00000000" % (9 * scale))


def paper_of_no_number(_scale: int) -> bytes:
    made = paper.form(12, 6)
    content = made.paper.stream(paper.page_content(paper.rows(18)[12:], 3))
    return _with_page(content, made, box=b"NaN NaN Inf -Inf")


def text_of_no_place(_scale: int) -> bytes:
    """Text and lines at coordinates that overflow."""
    made = paper.form(12, 6)
    far = b"9" * 60
    body = paper.page_content(paper.rows(18)[12:], 3)
    odd = b"q %s 0 0 %s %s %s cm BT /F1 6 Tf 1 0 0 1 %s %s Tm (x 5.1 Yes) Tj ET 0 0 m %s 0 l S 0 0 m 0 nan l S Q\n"
    return _with_page(made.paper.stream(body + odd % ((far,) * 7)), made)


def many_characters(scale: int) -> bytes:
    """A page of words in letters of one point."""
    made = paper.form(12, 6)
    lines = [
        f"BT /F1 1 Tf 20 {20 + 2 * (line % 270)} Td ({' '.join(f'word{line}-{at}' for at in range(100))}) Tj ET\n"
        for line in range(250 * scale)
    ]
    return _with_page(made.paper.stream("".join(lines).encode(), packed=True), made)


def many_lines(scale: int) -> bytes:
    made = paper.form(12, 6)
    body = b"".join(
        b"%d %d m %d %d l S\n" % (at % 800, at // 50, at % 800 + 20, at // 50) for at in range(21_000 * scale)
    )
    return _with_page(made.paper.stream(body, packed=True), made)


def many_objects(scale: int) -> bytes:
    made = paper.form(12, 6)
    body = b"".join(b"%d %d 3 3 re f\n" % (at % 800, at % 590) for at in range(60_000 * scale))
    return _with_page(made.paper.stream(body, packed=True), made)


def many_streams(scale: int) -> bytes:
    """Words that begin streams which never end."""
    return paper.form(12, 6).bytes() + b"1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" * (2_000 * scale) + b"%%EOF\n"


def many_headers(scale: int) -> bytes:
    return b"%PDF-1.4\n" * (50_000 * scale) + paper.form(12, 6).bytes()


ATTACKS: Mapping[str, Callable[[int], bytes]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        doubled_forms, form_of_itself, flate_bomb, flate_chain, many_bombs, long_chain, length_past_the_end,
        one_page_many_times, tree_loop, tree_deep, tables_in_a_ring, huge_paper, paper_of_no_number, text_of_no_place,
        many_characters, many_lines, many_objects, many_streams, many_headers,
    )
}  # fmt: skip
