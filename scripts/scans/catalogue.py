"""Every scan: the pages of a zoo document, and what the scanner, the copier and the desk did to them.

A document keeps its half: scans of the unseen half are made of documents of the unseen half.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.scans.paper import Paper


@dataclass(frozen=True, slots=True)
class Scan:
    """`pages` are the source's (from 1), in order; 0 is the blank back of a sheet. `digital` ones never saw paper."""

    kind: str
    half: str
    source: str  # a document of fixtures/zoo without its suffix
    pages: tuple[int, ...]
    paper: Paper
    digital: tuple[int, ...] = ()
    layer: bool = False  # the scanner's own recognition wrote an invisible text over the picture
    stamped: str = ""  # printed over each page afterwards, as text: a bundle's page numbers
    strips: int = 1  # a page is kept as so many pictures

    @property
    def name(self) -> str:
        return f"{self.half}-{self.kind}"


COPIER = Paper(skew=0.6, noise=4.0)
ASKEW = Paper(skew=-1.4, noise=4.0)
PHOTOCOPY = Paper(skew=0.4, noise=6.0, blur=0.9, specks=260, contrast=1.5)
GREY = Paper(skew=-0.3, noise=3.0, paper=205, lamp=60)
LOW = Paper(skew=0.3, noise=2.5, dpi=150)
FAX = Paper(skew=0.5, noise=14.0, bits=1, specks=80)
STAMPED = Paper(skew=-0.8, noise=2.5, stamp="RECEIVED 12 MAR 2025", signature=True)
EDGED = Paper(skew=1.9, noise=2.5, edges=46)
PLAIN = Paper(skew=-0.5, noise=2.5)

ALL = (
    Scan("copier", "seen", "office-owner", (4,), COPIER),
    Scan("copier", "unseen", "office-merged", (3,), COPIER),
    Scan("askew", "seen", "browser-both", (3,), ASKEW),
    Scan("askew", "unseen", "browser-after", (1,), ASKEW),
    Scan("unruled", "seen", "server-unruled", (1,), PLAIN),
    Scan("unruled", "unseen", "typst-unruled", (8,), PLAIN),
    Scan("sideways", "seen", "canvas-twice", (1,), Paper(skew=0.7, noise=2.5, turned=90)),
    Scan("sideways", "unseen", "fpdf-twice", (1,), Paper(skew=0.7, noise=2.5, turned=270)),
    Scan("upside-down", "seen", "typst-justified", (2,), Paper(skew=-0.4, noise=2.5, turned=180)),
    Scan("upside-down", "unseen", "office-tagged", (5,), Paper(skew=-0.4, noise=2.5, turned=180)),
    Scan("layer", "seen", "server-full", (4,), PLAIN, layer=True),
    Scan("layer", "unseen", "server-both", (1,), PLAIN, layer=True),
    Scan("photocopy", "seen", "canvas-form", (2,), PHOTOCOPY),
    Scan("photocopy", "unseen", "office-crop", (1,), PHOTOCOPY),
    Scan("grey", "seen", "typst-merged", (1,), GREY),
    Scan("grey", "unseen", "weasy-draft", (1,), GREY),
    Scan("low-resolution", "seen", "server-owner", (1,), LOW),
    Scan("low-resolution", "unseen", "canvas-order", (3,), LOW),
    Scan("mixed", "seen", "fpdf-split", (3, 4, 5), PLAIN, digital=(3, 5)),
    Scan("mixed", "unseen", "weasy-between", (1, 2, 3), PLAIN, digital=(1, 3)),
    Scan("fax", "seen", "typst-full", (4,), FAX),
    Scan("fax", "unseen", "fpdf-owner", (4,), FAX),
    Scan("ticks", "seen", "canvas-ticks", (4,), COPIER),
    Scan("ticks", "unseen", "server-dingbats", (2,), COPIER),
    Scan("two-marks", "seen", "browser-two-marks", (4,), PLAIN),
    Scan("two-marks", "unseen", "fpdf-marks", (1,), PLAIN),
    Scan("stamped", "seen", "office-extra", (1,), STAMPED),
    Scan("stamped", "unseen", "server-before", (4,), STAMPED),
    Scan("strips", "seen", "weasy-soft", (3,), PLAIN, strips=7),
    Scan("strips", "unseen", "browser-soft", (2,), PLAIN, strips=5),
    Scan("blank-backs", "seen", "browser-once", (4, 0), PLAIN),
    Scan("blank-backs", "unseen", "weasy-justified", (5, 0), PLAIN),
    Scan("edges", "seen", "fpdf-order", (2,), EDGED),
    Scan("edges", "unseen", "canvas-turned", (1,), EDGED),
    Scan("bundle", "seen", "typst-zebra", (1,), PLAIN, stamped="Housing Committee 12 June 2025, agenda pack, page {}"),
    Scan("bundle", "unseen", "browser-dark", (3,), PLAIN, stamped="Board meeting of 30 July 2025, item 9, page {}"),
    Scan("prose", "seen", "server-prose", (3,), PLAIN),
    Scan("prose", "unseen", "browser-prose", (3,), PLAIN),
    Scan("cards", "seen", "office-cards", (3,), COPIER),
    Scan("cards", "unseen", "weasy-cards", (2,), COPIER),
    Scan("boxes", "seen", "weasy-printed-boxes", (1,), COPIER),
    Scan("boxes", "unseen", "office-boxes", (1,), COPIER),
    Scan("rules-across", "seen", "office-rules", (4,), PLAIN),
    Scan("rules-across", "unseen", "typst-rules", (3,), PLAIN),
)
