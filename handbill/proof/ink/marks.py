"""Crop marks as they lie on the plates: where they are, and where they ought to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from handbill.proof.ink.plates import part
from handbill.proof.ink.spaces import PLATES
from handbill.proof.page import Page
from handbill.proof.report import Box

if TYPE_CHECKING:
    from PIL.Image import Image

ASTRAY = 0.25  # mm by which a mark may be off the cut
REACH = 2.0  # mm on either side of the cut in which a mark is looked for
LEAST = 2.0  # mm, of a mark's length
THICK = 0.5  # mm, from which a line is no crop mark
FAINT = 20  # of 255: the mean ink along a mark, which is less than a pixel wide


class Corner(NamedTuple):
    """A place where a mark belongs: a strip outside the bleed, across the line of a cut."""

    name: str
    strip: Box
    upright: bool  # the mark runs up and down
    cut: float  # where the line of the cut is: x of an upright mark, y of a level one, mm


def corners(page: Page, sheet: Box, inner: Box) -> Iterator[Corner]:
    """Yield the eight places between the sheet's edge and an inner box: two a corner."""
    trim = page.trim
    for across, x in (("left", trim.left), ("right", trim.right)):
        for up, y in (("top", trim.top), ("bottom", trim.bottom)):
            name = f"{up} {across}"
            ends = (sheet.top, inner.top) if up == "top" else (inner.bottom, sheet.bottom)
            yield Corner(name, Box(x - REACH, ends[0], x + REACH, ends[1]), True, x)
            ends = (sheet.left, inner.left) if across == "left" else (inner.right, sheet.right)
            yield Corner(name, Box(ends[0], y - REACH, ends[1], y + REACH), False, y)


def misplaced(plates: Image, page: Page) -> Iterator[tuple[str, Box]]:
    """Say what is wrong with the marks outside the bleed."""
    places = list(corners(page, page.sheet, page.bleed))
    apart = plates.split()
    seen = [[_line(plate, page.sheet, corner) for plate in apart] for corner in places]
    if all(at is None for each in seen for at in each):
        yield "there are no crop marks", page.trim
        return
    for corner, each in zip(places, seen, strict=True):
        missing = [name for name, at in zip(PLATES, each, strict=True) if at is None]
        off = max((abs(at - corner.cut) for at in each if at is not None), default=0.0)
        if missing:
            which = "any plate" if missing == list(PLATES) else f"the plates {', '.join(missing)}"
            yield f"a crop mark at the {corner.name} is not on {which}", corner.strip
        elif off > ASTRAY:
            yield f"a crop mark at the {corner.name} is {off:.2f} mm off the cut", corner.strip


def within(plates: Image, page: Page) -> Iterator[tuple[str, Box]]:
    """Find marks that lie in the bleed, which is trimmed off with ragged edges or printed on a neighbour."""
    *_, black = plates.split()
    found = [
        corner
        for corner in corners(page, page.bleed, page.trim)
        if (at := _line(black, page.sheet, corner)) is not None and abs(at - corner.cut) <= ASTRAY
    ]
    if len(found) > 4:  # half of them at least; fewer may be part of a picture
        yield "the crop marks lie inside the bleed", found[0].strip


def _line(plate: Image, sheet: Box, corner: Corner) -> float | None:
    """Return where a thin line runs along a strip, in mm; None where there is none, or no ink to see it by."""
    from PIL import Image

    strip = corner.strip.cut_to(sheet)
    if strip.width < LEAST / 2 or strip.height < LEAST / 2:
        return None
    seen = part(plate, sheet, strip)
    size = (seen.width, 1) if corner.upright else (1, seen.height)
    profile = seen.resize(size, Image.Resampling.BOX).tobytes()
    ground = sorted(profile)[len(profile) // 2]
    ink = [max(share - ground, 0) for share in profile]
    start, length = (strip.left, strip.width) if corner.upright else (strip.top, strip.height)
    if max(ink) < FAINT or sum(share > max(ink) / 2 for share in ink) * length / len(ink) > THICK:
        return None
    peak = ink.index(max(ink))
    near = range(max(peak - 2, 0), min(peak + 3, len(ink)))
    centre = sum((place + 0.5) * ink[place] for place in near) / sum(ink[place] for place in near)
    return start + centre * length / len(ink)
