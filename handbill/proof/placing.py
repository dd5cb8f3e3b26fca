"""Finding the pages of a file on the sheets that they are printed on.

A page of the original is drawn, scaled, turned and cut as it should be seen on the sheet, and
moved over the sheet's picture until both agree. How far it had to be moved is how far it is off.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul, sub

from PIL import Image as Pictures
from PIL import ImageChops, ImageStat
from PIL.Image import Image

from handbill.proof.expected import Duplex, ForOffice, Placed
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import Box

SCALE = 200 / 25.4  # pixels a mm
ASTRAY = 0.25  # mm by which a page may be off
MOST_PIXELS = 36_000_000  # of a page that is enlarged, four times those of A4
ENLARGED = 1.05
REACH = 16 / SCALE  # mm in which a page is looked for, on each side of its place
BLUR = 8  # pixels made one, to compare what is there and not how it was drawn
ALIKE = 0.2  # of the ink of two pictures together, by which they may differ
UNLIKE = 64  # greys by which a square of BLUR pixels must differ before it counts
LEAST_SQUARES = 6
BLANK = 1.0  # grey levels of 255 by which a blank page may differ from white
PAIRED = 5.0  # mm, within which a page on the back is meant to lie behind one on the front


@dataclass(frozen=True, slots=True)
class Found:
    """How a page was found: `there` says whether it is that page; it lies `dx` mm too far right and `dy` too low.

    `differs` is where the sheet shows something else than the page does: a line is missing, say, or covered.
    """

    placed: Placed
    there: bool
    dx: float = 0.0
    dy: float = 0.0
    differs: Box | None = None

    @property
    def off(self) -> float:
        return math.hypot(self.dx, self.dy)

    @property
    def box(self) -> Box:
        left, top, right, bottom = self.placed.box
        return Box(left + self.dx, top + self.dy, right + self.dx, bottom + self.dy)


def find(sheets: Opened, original: bytes, wanted: Sequence[Placed]) -> list[Found]:
    """Look for pages on sheets. Raises Unsound where the original cannot be opened."""
    with Opened(original, max((each.page for each in wanted), default=0)) as source:
        return [_find(sheets.pages, source.pages, each) for each in wanted]


def _find(sides: Sequence[Page], pages: Sequence[Page], wanted: Placed) -> Found:
    if wanted.side > len(sides) or wanted.page > len(pages):
        return Found(wanted, there=False)
    side, page = sides[wanted.side - 1], pages[wanted.page - 1]
    shown = (wanted.shown or wanted.box).cut_to(wanted.box).cut_to(side.box)
    if shown.width <= 0 or shown.height <= 0:
        return Found(wanted, there=False)
    meant = _as_placed(page, wanted, shown)
    seen = _cut_out(side, shown.grown(REACH))
    margin = round(REACH * SCALE)
    wide, high = meant.size
    level = seen.crop((0, margin, seen.width, margin + high))
    upright = seen.crop((margin, 0, margin + wide, seen.height))
    right = _shift(_profile(meant, across=True), _profile(level, across=True), margin)
    down = _shift(_profile(meant, across=False), _profile(upright, across=False), margin)
    left, top = margin + round(right), margin + round(down)
    difference = _difference(meant, seen.crop((left, top, left + wide, top + high)))
    there = ImageStat.Stat(difference).mean[0] <= max(ALIKE * _ink(meant, seen), BLANK)
    return Found(wanted, there, right / SCALE, down / SCALE, _where(difference, shown))


def _as_placed(page: Page, wanted: Placed, shown: Box) -> Image:
    """Return what should be seen of a page: turned clockwise, scaled to its place, and cut to what is shown."""
    box, trim = wanted.box, page.trim
    scale = box.width / (trim.height if wanted.turned % 180 else trim.width)
    cosine, sine = (round(turn(math.radians(wanted.turned))) / scale for turn in (math.cos, math.sin))
    # mm on the sheet from the middle of the page's place, taken back to mm on the page
    x, y = shown.left - (box.left + box.right) / 2, shown.top - (box.top + box.bottom) / 2
    start = (
        (trim.left + trim.right) / 2 + cosine * x + sine * y,
        (trim.top + trim.bottom) / 2 - sine * x + cosine * y,
    )
    return _resampled(page, shown, start, (cosine, -sine), (sine, cosine))


def _cut_out(side: Page, box: Box) -> Image:
    return _resampled(side, box, (box.left, box.top), (1, 0), (0, 1))


def _drawn(page: Page, scale: float) -> Image:
    """Draw a page that is enlarged to `scale` as finely as it will be looked at."""
    if scale <= ENLARGED:
        return page.picture
    return page.region(page.box, min(scale * SCALE, math.sqrt(MOST_PIXELS / (page.box.width * page.box.height))))


def _resampled(
    page: Page, box: Box, start: tuple[float, float], along: tuple[float, float], down: tuple[float, float]
) -> Image:
    """Return a picture as large as a box. `start` is its top left corner on the page, in mm.

    `along` and `down` are where a mm to the right and a mm down the picture lead on the page.
    """
    picture = _drawn(page, 1 / math.hypot(*along)).convert("L")
    right, lower = picture.width / page.box.width, picture.height / page.box.height  # pixels a mm
    coefficients = (along[0] * right / SCALE, down[0] * right / SCALE, start[0] * right,
                    along[1] * lower / SCALE, down[1] * lower / SCALE, start[1] * lower)  # fmt: skip
    size = (max(round(box.width * SCALE), 1), max(round(box.height * SCALE), 1))
    return picture.transform(size, Pictures.Transform.AFFINE, coefficients, Pictures.Resampling.BILINEAR, fillcolor=255)


def _profile(picture: Image, *, across: bool) -> list[float]:
    """Return the mean grey of each column, or of each row, from the left or the top."""
    size = (picture.width, 1) if across else (1, picture.height)
    greys = picture.convert("F").resize(size, Pictures.Resampling.BOX)
    return [value for (value,) in struct.iter_unpack("f", greys.tobytes())]


def _shift(meant: Sequence[float], seen: Sequence[float], margin: int) -> float:
    """Return by how many pixels what is meant has to be moved to lie on what is seen."""
    reach = range(-margin, margin + 1)
    errors = [_error(meant, seen[margin + shift : margin + shift + len(meant)]) for shift in reach]
    best = min(range(len(errors)), key=lambda place: (errors[place], abs(reach[place])))
    shift = float(reach[best])
    if 0 < best < len(errors) - 1:  # the least of a parabola through the three errors round it
        before, at, after = errors[best - 1 : best + 2]
        bend = before - 2 * at + after
        shift += (before - after) / (2 * bend) if bend > 0 else 0.0
    return shift


def _error(meant: Sequence[float], seen: Sequence[float]) -> float:
    """Return the sum of the squares by which two profiles differ, as far as both go."""
    apart = list(map(sub, meant, seen))
    return float(sum(map(mul, apart, apart)))


def _difference(meant: Image, seen: Image) -> Image:
    """Return by how many greys two pictures differ, square by square of BLUR pixels."""
    size = (max(meant.width // BLUR, 1), max(meant.height // BLUR, 1))
    return ImageChops.difference(*(each.resize(size, Pictures.Resampling.BOX) for each in (meant, seen)))


def _ink(*pictures: Image) -> float:
    return sum(255 - ImageStat.Stat(each).mean[0] for each in pictures)


def _where(difference: Image, shown: Box) -> Box | None:
    """Return the box of what is not alike; None where it is no more than drawing the page anew makes."""
    wrong = difference.point([0] * UNLIKE + [255] * (256 - UNLIKE))
    if wrong.histogram()[255] < LEAST_SQUARES:
        return None
    left, top, right, bottom = wrong.getbbox() or (0, 0, 0, 0)
    across, down = shown.width / wrong.width, shown.height / wrong.height
    start = shown.left, shown.top
    return Box(start[0] + left * across, start[1] + top * down, start[0] + right * across, start[1] + bottom * down)


def behind(found: Sequence[Found], sides: Sequence[Page], asked: ForOffice) -> Iterator[tuple[str, Placed]]:
    """Turn each sheet over its edge, and say which page does not lie on the back of the page that it belongs to."""
    if asked.duplex == "none":
        return
    for front in (each for each in found if each.placed.side % 2):
        side = sides[front.placed.side - 1].box
        sideways = _sideways(side, asked.duplex)
        meant = _turned_over(front.box, side, sideways, asked.offset)
        backs = [each for each in found if each.placed.side == front.placed.side + 1]
        back = min(backs, key=lambda each: _apart(each.box, meant), default=None)
        if back is None or _apart(back.box, meant) > PAIRED:
            continue
        first, second = sorted((front.placed.page, back.placed.page))
        upright = -front.placed.turned if sideways else 180 - front.placed.turned
        if asked.leaves and (first % 2 == 0 or second != first + 1):
            yield f"page {back.placed.page} is on the back of page {front.placed.page}", back.placed
        elif (back.placed.turned - upright) % 360:
            yield f"page {back.placed.page} is upside down behind page {front.placed.page}", back.placed
        elif (apart := _apart(back.box, meant)) > ASTRAY:
            yield f"page {back.placed.page} is {apart:.2f} mm off the page in front of it", back.placed


def _sideways(side: Box, duplex: Duplex) -> bool:
    """Tell whether turning a sheet over an edge swaps left and right; else it swaps top and bottom."""
    return (side.height >= side.width) == (duplex == "long")


def _turned_over(box: Box, side: Box, sideways: bool, offset: tuple[float, float]) -> Box:
    if sideways:
        left, top, right, bottom = side.width - box.right, box.top, side.width - box.left, box.bottom
    else:
        left, top, right, bottom = box.left, side.height - box.bottom, box.right, side.height - box.top
    dx, dy = offset
    return Box(left + dx, top + dy, right + dx, bottom + dy)


def _apart(box: Box, other: Box) -> float:
    """Return how far apart the middles of two boxes are, in mm."""
    across = (box.left + box.right - other.left - other.right) / 2
    down = (box.top + box.bottom - other.top - other.bottom) / 2
    return math.hypot(across, down)
