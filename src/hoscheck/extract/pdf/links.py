"""The addresses behind the words of links. A PDF keeps them apart from its text, as areas of the page (ISO 32000-1,
12.5.6.5); they are put behind the last of the words that they cover, as readers of other formats do."""

from __future__ import annotations

from ctypes import byref, c_char, c_float, c_int, c_void_p
from typing import Any, NamedTuple

from hoscheck.extract.answers import is_answer
from hoscheck.extract.forms import read_number
from hoscheck.extract.pdf.runs import Run, turned
from hoscheck.normalise import LONGEST_ADDRESS, with_address

_URI = 3
MOST_LINKS = 2_000  # of a page
# A link that goes on in the next line has an area a line: the same address, so near below (heights of the area).
NEXT_LINE = 2.0


class Link(NamedTuple):
    """An area of the page, in display space, and the address that it leads to."""

    x0: float
    y0: float
    x1: float
    y1: float
    address: str


def links(calls: Any, document: Any, page: Any, turn: int) -> list[Link]:
    """The links of an open page that lead to an address."""
    found: list[Link] = []
    position, link, box = c_int(0), c_void_p(), (c_float * 4)()
    for _ in range(MOST_LINKS):
        if not calls.next_link(page, byref(position), byref(link)):
            break
        action = calls.link_action(link)
        if not action or calls.action_kind(action) != _URI or not calls.link_box(link, byref(box)):
            continue
        address = _address(calls, document, action)
        if address:
            left, top, right, bottom = box
            found.append(Link(*turned(left, min(top, bottom), right, max(top, bottom), turn), address))
    return found


def _address(calls: Any, document: Any, action: Any) -> str:
    size = calls.action_address(document, action, None, 0)
    if not 1 < size <= LONGEST_ADDRESS:
        return ""
    buffer = (c_char * size)()
    calls.action_address(document, action, byref(buffer), size)
    address = buffer.raw[: size - 1].decode("utf-8", errors="replace").strip()
    return address if address.isprintable() else ""


def with_links(runs: list[Run], areas: list[Link]) -> list[Run]:
    """The runs, with each link's address behind the last run that it covers. An answer or a number stays bare: a mark
    would make another text of it."""
    marked = list(runs)
    said = ""  # by the lines of a link that goes on
    for at, area in enumerate(areas):
        covered = sorted(
            (-round(run.y), run.x0, index)
            for index, run in enumerate(runs)
            if area.y0 <= run.y <= area.y1 and run.x0 < area.x1 - 0.5 and run.x1 > area.x0 + 0.5
        )
        said += "".join(runs[index].text for _, _, index in covered)
        if at + 1 < len(areas) and _goes_on(area, areas[at + 1]):
            continue
        if covered and with_address(said, area.address) != said:  # an address that is printed is broken over lines
            index = covered[-1][-1]
            run = marked[index]
            if not is_answer(run.text) and read_number(run.text)[0] is None:
                marked[index] = run._replace(text=with_address(run.text, area.address))
        said = ""
    return marked


def _goes_on(area: Link, following: Link) -> bool:
    height = area.y1 - area.y0
    return area.address == following.address and -NEXT_LINE * height < following.y0 - area.y0 < 0
