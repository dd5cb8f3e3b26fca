"""Rendered sheets and pages, and how far what is on one is from where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import pypdfium2
from PIL import Image, ImageChops, ImageStat

SCALE = 10
"""Pixels a mm."""
FOUND = 0.25
"""mm by which a page may be off."""
SEARCH = 5
"""Pixels looked at on each side of where a page should be: twice what it may be off."""
WINDOW = 22
"""mm: the side of the squares that are compared, near the corners of a page."""

Pixels = Image.Image


@dataclass(frozen=True, slots=True)
class Found:
    """How far a part of a picture was off (mm), and how unlike it was there (mean difference of 255)."""

    across: float
    up: float
    unlike: float


def pages(pdf: bytes) -> list[Pixels]:
    """Draw what viewers show of each page, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=SCALE * 25.4 / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def crop(picture: Pixels, left: float, bottom: float, width: float, height: float) -> Pixels:
    """Cut a rectangle (mm, from the bottom left corner) out of a picture."""
    x, y = round(left * SCALE), round(picture.height - (bottom + height) * SCALE)
    return picture.crop((x, y, x + round(width * SCALE), y + round(height * SCALE)))


def resized(picture: Pixels, scale: float) -> Pixels:
    size = round(picture.width * scale), round(picture.height * scale)
    return picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)


def turned(picture: Pixels, sideways: bool) -> Pixels:
    """Return a picture as it is seen from the other side of the paper, which was turned over one of its edges."""
    flip = Image.Transpose.FLIP_LEFT_RIGHT if sideways else Image.Transpose.FLIP_TOP_BOTTOM
    return picture.transpose(flip)


def find(piece: Pixels, page: Pixels, margin: float = 4) -> list[Found]:
    """Look for two opposite corners of a page in a piece of paper that should show just that page."""
    width, height = min(piece.width, page.width), min(piece.height, page.height)
    window, inset = WINDOW * SCALE, round(margin * SCALE)
    corners = ((inset, inset), (width - window - inset, height - window - inset))
    return [_search(piece, page, x, y, window) for x, y in corners]


def _search(piece: Pixels, page: Pixels, x: int, y: int, window: int) -> Found:
    wanted = page.crop((x, y, x + window, y + window))

    def at(dx: int, dy: int) -> tuple[float, int, int, int]:
        there = piece.crop((x + dx, y + dy, x + dx + window, y + dy + window))
        return ImageStat.Stat(ImageChops.difference(wanted, there)).mean[0], abs(dx) + abs(dy), dx, dy

    places = range(-SEARCH, SEARCH + 1)
    _, _, near, high = min(at(dx, dy) for dx, dy in product(places[::2], repeat=2))  # every other place, then round it
    round_it = product(range(near - 1, near + 2), range(high - 1, high + 2))
    unlike, _, dx, dy = min(at(dx, dy) for dx, dy in round_it if dx in places and dy in places)
    return Found(dx / SCALE, -dy / SCALE, unlike)


def assert_shows(piece: Pixels, page: Pixels, off: tuple[float, float] = (0, 0)) -> None:
    """Fail unless a piece of paper shows a page, in its place or `off` (mm) from it."""
    assert_found(find(piece, page), off)


def assert_found(found: Sequence[Found], off: tuple[float, float] = (0, 0)) -> None:
    for each in found:
        assert each.unlike < 12, f"another page, or none, is here: {each}"
        assert abs(each.across - off[0]) <= FOUND, each
        assert abs(each.up - off[1]) <= FOUND, each
