"""A web page's text → blocks: what a visitor reads, without what every page of the site has around it.

lxml drops what lies beyond its limits without a word; its error log is the only trace, so it is read ("parser-lost").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import Budget, Piece, assemble, flat, has_text, tidy
from hoscheck.extract.bounds import limit
from hoscheck.extract.html_bytes import as_text, mhtml_page
from hoscheck.extract.html_furniture import MOST_OF_PAGE, Furniture
from hoscheck.extract.html_signs import text_of
from hoscheck.extract.html_walk import Walk
from hoscheck.model import Block, Document, Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page with less text than this, and a place for scripts to fill, is an empty shell. The shortest real form has
# some 15,000 characters; "You need to enable JavaScript to run this app." has 46.
SHELL_TEXT = 200
# Where the page itself says that it needs scripts, its header and footer may say more.
ASKING_TEXT = 600
# What stands in the place that scripts fill, until they do: "Loading…".
WAITING_TEXT = 40
_MOUNTS = frozenset(("root", "app", "__next", "__nuxt", "react-root", "app-root", "main-app", "gatsby-focus-wrapper"))
_ASKS_FOR_SCRIPT = re.compile(
    r"\b(?:enable|requires?|needs?|turn on|switch on|activate|without)\b.{0,30}\bjavascript\b"
    r"|\bjavascript\b.{0,30}\b(?:required|needed|enabled|disabled|turned o(?:n|ff)|switched o(?:n|ff))\b",
    re.I,
)
# Elements that show another file in the page.
_VIEWERS = ("embed", "object", "iframe", "frame")
_END, _HEAD = 20_000, 500_000  # characters; what some sites put behind the end is no longer, nor their styles in front
_PARTS = re.compile(r"<(/?)(?:table|div|main|section|article|details|dl|ul)(?=[\s/>])", re.I)

_METADATA = {
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "article:author": "author",
    "dcterms.created": "created", "dcterms.issued": "created", "dcterms.date": "created", "dc.date": "created",
    "article:published_time": "created", "date": "created",
    "dcterms.modified": "modified", "article:modified_time": "modified",
    "dcterms.subject": "subject", "dc.subject": "subject", "description": "subject",
    "og:site_name": "publisher", "dcterms.publisher": "publisher", "dc.publisher": "publisher",
    "dcterms.title": "title", "dc.title": "title", "og:title": "title",
}  # fmt: skip


def blocks_of(data: bytes, *, archived: bool) -> Document:
    """The blocks of a web page, or of the page in a web archive.

    Raises Unreadable: empty, needs-javascript, not-a-form (it only shows another file), unsupported (an archive
    without a page), limit:<which>.
    """
    charset = None
    if archived:
        data, charset = mhtml_page(data)
    text = as_text(data, charset)
    budget = Budget()
    root = _parsed(text, budget)
    if root is None:
        raise Unreadable("empty", "the web page holds nothing")
    scripted = next(root.iter("script"), None) is not None
    walk = Walk(budget, with_lines=not archived)
    blocks = assemble(_pieces(root, walk), budget)
    if scripted and _is_shell(root, blocks):
        raise Unreadable(
            "needs-javascript",
            "the web page is filled in by scripts, so the file holds no text; print it to PDF from a browser",
        )
    if not has_text(blocks) and "parser-lost" in budget.reasons:
        raise limit("nesting", "its elements are nested too deep to be read")
    if not has_text(blocks) and next(root.iter(*_VIEWERS), None) is not None:
        raise Unreadable(
            "not-a-form", "the web page only shows another file, such as a PDF; download that file and give it itself"
        )
    if not has_text(blocks):
        raise Unreadable("empty", "the web page holds no text")
    return Document("html", blocks, reasons=tuple(budget.reasons), metadata=_metadata(root))


def _parsed(text: str, budget: Budget) -> _Element | None:
    from lxml import etree

    # huge_tree: without it one picture of 10 MB inside the page ends the reading of all that follows
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        budget.reason("parser-lost")
    if _is_cut(text):
        budget.reason("damaged")
    return root


def _pieces(root: _Element, walk: Walk) -> list[Piece]:
    """All that the page shows; what is only shown where scripts are off counts where there is nothing else."""
    from lxml import etree

    for template in root.iter("template"):
        if template.get("shadowrootmode"):
            template.tag = "div"
    fallback = list(root.iter("noscript"))
    etree.strip_elements(root, "script", "style", "template", with_tail=False)
    walk.read(root, Furniture(root))
    if not any(flat([piece]) for piece in walk.pieces):
        for each in fallback:
            walk.read(each, Furniture(each))
    # what stands around the main part comes before it, so that nothing follows the form's last row
    start, end = walk.main
    main = walk.pieces[start:end]
    if sum(len(flat([piece])) for piece in main) <= MOST_OF_PAGE * sum(len(flat([piece])) for piece in walk.pieces):
        return walk.pieces
    return [*walk.pieces[:start], *walk.pieces[end:], *main]


def _is_shell(root: _Element, blocks: Sequence[Block]) -> bool:
    """True where there is hardly any text and no table, and an empty place for scripts to fill or a notice that the
    page needs them."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    length = sum(map(len, texts))
    if len(texts) < len(blocks) or length >= ASKING_TEXT:
        return False
    if any(_ASKS_FOR_SCRIPT.search(text_of(each)) for each in root.iter("noscript", "body")):
        return True
    return length < SHELL_TEXT and any(_is_mount(each) for each in root.iter("div", "main", "section", "app-root"))


def _is_mount(element: _Element) -> bool:
    """True for a place that scripts fill and have not filled yet."""
    named = element.tag == "app-root" or (element.get("id") or "").lower() in _MOUNTS
    return named and len(text_of(element)) <= WAITING_TEXT


def _is_cut(text: str) -> bool:
    """True where a page ends before its parts do: a download that broke off."""
    end = text[-_END:].lower()
    if "</body" in end or "</html" in end or "<body" not in text[:_HEAD].lower():
        return False
    return sum(-1 if closing else 1 for closing in _PARTS.findall(text)) > 0


def _metadata(root: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    title = next((each for each in root.iter("title") if each.getparent() is not None), None)
    if title is not None and (text := tidy(text_of(title))):
        found["title"] = text
    for each in root.iter("meta"):
        key = _METADATA.get((each.get("name") or each.get("property") or "").lower())
        text = tidy((each.get("content") or "").replace("\n", " "))
        if key and text:
            found.setdefault(key, text)
    return found
