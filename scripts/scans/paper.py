"""A page as a picture of paper: what printing, stamping, copying and scanning do to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin
from typing import Any

from hoscheck.extract.pdf.pdfium import Pdf

SEED = 20240401
WHITE = 0.985  # no paper is as white as a screen, and a scanner evens most of it out
STAMP_GREY, PEN_GREY = 110, 60  # red ink and blue ink, in a grey picture


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet was treated. Angles in degrees, `noise` and `paper` of 255."""

    skew: float = 0.0
    noise: float = 4.0  # the standard deviation of a scanner's noise
    dpi: int = 200
    turned: int = 0  # the paper lay turned by so much
    blur: float = 0.0
    specks: int = 0
    contrast: float = 1.0
    paper: int = 255
    lamp: int = 0  # so much darker at one side: the cover was open
    bits: int = 8  # 1: a fax's black and white
    edges: int = 0  # pixels of black around a sheet that is smaller than the glass
    stamp: str = ""
    signature: bool = False


def sheet(pdf: Pdf, number: int, paper: Paper) -> Any:
    """A page (from 1; 0 is a blank back) as a picture; the same arguments give the same pixels."""
    import numpy as np
    from PIL import Image, ImageFilter

    page = _printed(pdf, number, paper.dpi)
    if number:
        _at_the_desk(page, paper)
    noise = np.random.default_rng(SEED + number)
    page = page.rotate(paper.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if paper.edges:
        framed = Image.new("L", page.size, 25)
        inner = page.resize((page.width - paper.edges, page.height - paper.edges // 2))
        framed.paste(inner, (paper.edges, 0))
        page = framed
    if paper.blur:
        page = page.filter(ImageFilter.GaussianBlur(paper.blur))
    pixels = np.asarray(page, np.float32) * WHITE * (paper.paper / 255)
    pixels -= np.linspace(0, paper.lamp, pixels.shape[1], dtype=np.float32)
    pixels = (pixels - 128) * paper.contrast + 128
    pixels += noise.normal(0.0, paper.noise, pixels.shape)
    for _ in range(paper.specks):
        y, x = (int(noise.integers(side - 3)) for side in pixels.shape)
        pixels[y : y + int(noise.integers(1, 4)), x : x + int(noise.integers(1, 4))] = noise.integers(0, 90)
    made = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    if paper.bits == 1:
        made = made.point(lambda value: 255 * (value > 150)).convert("1")
    return made.rotate(paper.turned, expand=True) if paper.turned else made


def _printed(pdf: Pdf, number: int, dpi: int) -> Any:
    from PIL import Image

    drawn = pdf.render(max(0, number - 1), dpi)
    assert drawn is not None
    width, height, stride, pixels = drawn
    if not number:
        return Image.new("L", (width, height), 255)
    return Image.frombytes("L", (width, height), pixels, "raw", "L", stride)


def _at_the_desk(page: Any, paper: Paper) -> None:
    """The receipt stamp and the signature that somebody put on the sheet."""
    from PIL import Image, ImageDraw, ImageFont

    if paper.stamp:
        stamp = Image.new("L", (460, 110), 255)
        pen = ImageDraw.Draw(stamp)
        pen.rectangle((4, 4, 455, 105), outline=STAMP_GREY, width=5)
        pen.text((30, 34), paper.stamp, fill=STAMP_GREY, font=ImageFont.load_default(34))
        turned = stamp.rotate(8, expand=True, fillcolor=255)
        place = (page.width - turned.width - 60, page.height - turned.height - 130)
        below = page.crop((*place, place[0] + turned.width, place[1] + turned.height))
        from PIL import ImageChops

        page.paste(ImageChops.darker(below, turned), place)
    if paper.signature:
        pen = ImageDraw.Draw(page)
        left, middle = page.width // 3, page.height - 190
        line = [(left + 4 * at, middle + 60 * sin(at / 4) * sin(at / 17)) for at in range(110)]
        pen.line(line, fill=PEN_GREY, width=4)
