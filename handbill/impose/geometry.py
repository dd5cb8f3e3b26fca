"""Sizes and boxes on sheets of paper: millimetres, from the bottom left corner, x to the right and y up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbill.errors import HandbillError

SAME: Final = 0.5
"""mm by which two sizes may differ and be the same: programs round to whole points, which are 0.35 mm."""


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height in mm."""

    width: float
    height: float

    @property
    def turned(self) -> Size:
        return Size(self.height, self.width)

    def scaled(self, scale: float) -> Size:
        return Size(self.width * scale, self.height * scale)

    def fits(self, room: Size, slack: float = 0.0) -> bool:
        """Say whether this lies in `room` as it stands; up to `slack` mm too much does not matter."""
        return self.width <= room.width + slack and self.height <= room.height + slack


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a side; all four in mm."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, size: Size) -> Box:
        return cls(0, 0, size.width, size.height)

    @classmethod
    def around(cls, x: float, y: float, size: Size) -> Box:
        """Return the box of a size that has its centre at (x, y)."""
        return cls(x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2)

    @property
    def size(self) -> Size:
        return Size(self.right - self.left, self.top - self.bottom)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.left + dx, self.bottom + dy, self.right + dx, self.top + dy)

    def grown(self, across: float, up: float) -> Box:
        """Return the box with `across` mm more at the left and right, and `up` mm more above and below."""
        return Box(self.left - across, self.bottom - up, self.right + across, self.top + up)

    def within(self, other: Box) -> Box:
        """Return the part of this box that lies in another."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def scale_into(cell: Size, page: Size, edge: float = 0.0, blank: float = 0.0) -> float:
    """Return the scale, 1 at most, at which the artwork of a page centred in a cell keeps `edge` mm off its sides.

    `blank` says how far from its trim a page is known to have no artwork.

    >>> scale_into(Size(100, 200), Size(100, 200), edge=10)
    0.8
    >>> scale_into(Size(148, 210), Size(148, 210), edge=6, blank=8)
    1.0
    """
    if edge <= blank and page.fits(cell, SAME):
        return 1.0
    across = (cell.width - 2 * edge) / (page.width - 2 * blank)
    up = (cell.height - 2 * edge) / (page.height - 2 * blank)
    return min(1.0, across, up)


def one_size(pages: Sequence[Size]) -> Size:
    """Return the size that all pages have. Raises HandbillError where one differs."""
    first = pages[0]
    for number, page in enumerate(pages, 1):
        if abs(page.width - first.width) > SAME or abs(page.height - first.height) > SAME:
            raise HandbillError(
                f"page 1 has {first.width:g} × {first.height:g} mm, but page {number} has "
                f"{page.width:g} × {page.height:g} mm: all pages must be of one size"
            )
    return first
