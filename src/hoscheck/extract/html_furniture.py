"""What every page of a site carries around its content: menus, banners, cookie notices. None of it is evidence.

An element is only left out where its markup says what it is, and never where it holds a table, most of the page's
text, or lines of a form: some sites call their whole content a menu or an aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hoscheck.extract.html_signs import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"))
_TAGS = frozenset(("nav", "aside", "dialog", "search"))
_OUTER_TAGS = frozenset(("header", "footer"))  # only where they belong to the page and not to an article in it
_CONTENT_TAGS = frozenset(("main", "article", "section", "table", "td", "li", "details"))
# What is never left out by its class: the frame of the page and the parts of a table.
_KEPT_TAGS = frozenset(
    ("html", "body", "main", "article", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd",
     "h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "p", "li", "span", "b", "i", "em", "strong", "label")
)  # fmt: skip
# "social" and "related" alone would take "social-housing" and "related-policies"; "share" takes no "shared".
_WORDS = re.compile(
    r"cookie|consent(?:[-_ ]|$)|breadcrumb|skip-?(?:link|to|nav)|back-?to-?top|newsletter|pagination"
    r"|(?:^|[-_ ])(?:share|sharing|addthis|sharethis)(?:$|[-_ ])|social[-_]?(?:share|sharing|media|links?|icons?|nav)"
    r"|(?:^| )social(?:$| )|(?:^| )related(?:$| )|related[-_](?:content|links?|pages?|posts?|articles?|news|items?)"
    r"|(?:^|[-_ ])menu(?:$|[-_ ](?!item))|(?:^|[-_ ])navbar(?:$|[-_ ])"
    r"|(?:site|main|primary|top|side|mobile)[-_]?(?:nav|menu)"
    r"|site-?(?:header|footer)|(?:page|site|content)-?(?:feedback|rating)|(?:^| )(?:feedback|sharedaddy)(?:$| )"
    r"|(?:page|this)-?(?:helpful|useful)|print-?(?:page|link|button)",
    re.I,
)
# Lines about the page; these may be paragraphs.
_ABOUT = re.compile(r"(?:last|page|date)-?(?:updated|modified|reviewed)|(?:entry|post)-meta|page-?(?:meta|info)", re.I)
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])")
_FORM_WORDS = re.compile(r"\b(?:compl(?:y|ies|iant|iance)|evidence|provision|commentary|requirement)\b", re.I)

MOST_OF_PAGE = 0.5  # the share of the page's text that no menu has
FORM_NUMBERS = 3  # so many different provision numbers beside a form's words are a form


class Furniture:
    """Tells for the elements of one page whether a reader passes over them."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._total: int | None = None

    def holds(self, element: _Element) -> bool:
        """True for an element that is furniture and holds nothing of a form."""
        return self._looks_so(element) and not self._holds_form(element)

    def _looks_so(self, element: _Element) -> bool:
        tag = element.tag
        if tag in _TAGS:
            return True
        role = element.get("role")
        if role and role.lower() in _ROLES:
            return True
        if tag in _OUTER_TAGS:
            return not any(each.tag in _CONTENT_TAGS for each in element.iterancestors())
        if tag == "form":
            return any((each.get("type") or "").lower() == "search" for each in element.iter("input"))
        if tag == "p":
            return any(name and _ABOUT.search(name) for name in (element.get("class"), element.get("id")))
        if tag in _KEPT_TAGS:
            return False
        if tag == "div" and element.get("title") in ("header", "footer"):  # LibreOffice's margins of the page
            return True
        names = element.get("class"), element.get("id")
        return any(name and (_WORDS.search(name) or _ABOUT.search(name)) for name in names)

    def _holds_form(self, element: _Element) -> bool:
        if next(element.iter("table"), None) is not None:
            return True
        if any(each.get("role") in ("table", "grid", "treegrid") for each in element.iter("div", "section")):
            return True
        text = text_of(element)
        if self._total is None:
            length: Any = self._root.xpath("string-length(normalize-space())")
            self._total = int(length)
        if len(text) > MOST_OF_PAGE * self._total:
            return True
        return len(set(_NUMBER.findall(text))) >= FORM_NUMBERS and bool(_FORM_WORDS.search(text))
