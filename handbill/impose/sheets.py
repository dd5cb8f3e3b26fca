"""A plan of sheets of paper: where pages lie on their sides, what is drawn beside them, and what lies behind what.

The back of a sheet has a frame of its own: that of someone who has turned the sheet over and looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from handbill.impose.geometry import Box, Size

Rotation = Literal[0, 90, 180, 270]
"""Degrees anticlockwise."""
Duplex = Literal["long", "short", "none"]
"""The edge of the sheet over which a printer turns it."""
DUPLEX: tuple[Duplex, ...] = get_args(Duplex)
Align = Literal["left", "centre"]


@dataclass(frozen=True, slots=True)
class Placement:
    """A page on a side. `page` counts from 1; None is a blank page.

    `trim` is where the page's trim box comes to lie, `clip` what is shown of it and of its bleed.
    """

    page: int | None
    trim: Box
    clip: Box
    rotation: Rotation = 0
    scale: float = 1.0

    def moved(self, dx: float, dy: float) -> Placement:
        return replace(self, trim=self.trim.moved(dx, dy), clip=self.clip.moved(dx, dy))


@dataclass(frozen=True, slots=True)
class Line:
    """A hairline between two points: a cut is drawn whole, a fold or the edge of a glue strip dashed."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False

    def moved(self, dx: float, dy: float) -> Line:
        start, end = self.start, self.end
        return replace(self, start=(start[0] + dx, start[1] + dy), end=(end[0] + dx, end[1] + dy))


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text from, or around, the point (x, y) on its baseline; `size` in pt."""

    text: str
    x: float
    y: float
    size: float = 8.0
    rotation: Rotation = 0
    align: Align = "left"

    def moved(self, dx: float, dy: float) -> Label:
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: pages, and what is drawn beside them."""

    placements: tuple[Placement, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()

    def moved(self, offset: tuple[float, float]) -> Side:
        return Side(
            tuple(each.moved(*offset) for each in self.placements),
            tuple(each.moved(*offset) for each in self.lines),
            tuple(each.moved(*offset) for each in self.labels),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, printed on one side (`back` is None) or on both."""

    size: Size
    front: Side
    back: Side | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        return (self.front,) if self.back is None else (self.front, self.back)


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets, and what a person has to do with them, a sentence or two a step.

    `scale` is that of the pages; `duplex` is 'none' where the sheets are printed on one side.
    """

    scheme: str
    sheets: tuple[Sheet, ...]
    steps: tuple[str, ...] = ()
    scale: float = 1.0
    duplex: Duplex = "none"


def turns_sideways(sheet: Size, duplex: Duplex) -> bool:
    """Say whether turning a sheet over an edge swaps left and right; else it swaps top and bottom.

    >>> turns_sideways(Size(210, 297), "long"), turns_sideways(Size(297, 210), "long")
    (True, False)
    """
    return (sheet.height >= sheet.width) == (duplex == "long")


def behind(front: Placement, page: int | None, sheet: Size, duplex: Duplex) -> Placement:
    """Return the placement of `page` on the back that falls exactly behind a page on the front.

    Whoever turns the cut leaflet like a leaf of a book finds its back upright. On a sheet whose
    top and bottom are swapped by the turn, that back therefore lies upside down.

    >>> front = Placement(1, Box(0, 0, 148, 210), Box(0, 0, 148, 210))
    >>> behind(front, 2, Size(297, 210), "short").trim.left
    149
    >>> behind(front, 2, Size(297, 210), "long").rotation
    180
    """
    sideways = turns_sideways(sheet, duplex)
    rotations: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}
    rotation = rotations[(-front.rotation if sideways else 180 - front.rotation) % 360]
    trim, clip = _turned(front.trim, sheet, sideways), _turned(front.clip, sheet, sideways)
    return Placement(page, trim, clip, rotation, front.scale)


def _turned(box: Box, sheet: Size, sideways: bool) -> Box:
    if sideways:
        return Box(sheet.width - box.right, box.bottom, sheet.width - box.left, box.top)
    return Box(box.left, sheet.height - box.top, box.right, sheet.height - box.bottom)
