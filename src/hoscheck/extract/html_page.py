"""A web page's text → blocks: what a visitor reads, without what every page of the site has around it.

lxml drops what lies beyond its limits without a word; its error log is the only trace, so it is read ("parser-lost").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hoscheck.errors import Unreadable
from hoscheck.extract.blocks import Budget, Piece, assemble, flat, has_text, tidy
from hoscheck.extract.html_bytes import as_text, mhtml_page
from hoscheck.extract.html_furniture import Furniture
from hoscheck.extract.html_signs import text_of
from hoscheck.extract.html_walk import Walk
from hoscheck.model import Block, Document, Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page with less text than this, and a place for scripts to fill, is an empty shell. The shortest real form has
# some 15,000 characters; "You need to enable JavaScript to run this app." has 46.
SHELL_TEXT = 200
_MOUNTS = frozenset(("root", "app", "__next", "__nuxt", "react-root", "app-root", "main-app", "gatsby-focus-wrapper"))
_ASKS_FOR_SCRIPT = re.compile(r"\b(?:enable|requires?|turn on|activate|without)\b.{0,30}\bjavascript\b", re.I)

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

    Raises Unreadable: empty, needs-javascript, unsupported (an archive without a page), limit:<which>.
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
    if scripted and _is_scant(blocks) and _is_shell(root):
        raise Unreadable(
            "needs-javascript",
            "the web page is filled in by scripts, so the file holds no text; print it to PDF from a browser",
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
    return walk.pieces


def _is_scant(blocks: Sequence[Block]) -> bool:
    """True where there is hardly any text and no table."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return len(texts) == len(blocks) and sum(map(len, texts)) < SHELL_TEXT


def _is_shell(root: _Element) -> bool:
    """True where the page has an empty place for scripts to fill, or says that it needs them."""
    for each in root.iter("div", "main", "section", "app-root"):
        named = each.tag == "app-root" or (each.get("id") or "").lower() in _MOUNTS
        if named and not text_of(each):
            return True
    return any(_ASKS_FOR_SCRIPT.search(text_of(each)) for each in root.iter("noscript", "body"))


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
