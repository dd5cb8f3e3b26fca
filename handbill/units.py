"""Lengths and papers. Millimetres everywhere; points only where a PDF or a type size is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PT_PER_MM: Final = 72 / 25.4


def pt(mm: float) -> float:
    """Turn millimetres into PDF points (1/72 inch)."""
    return mm * PT_PER_MM


def mm(points: float) -> float:
    """Turn PDF points into millimetres."""
    return points / PT_PER_MM


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright unless it was put on its side: `width` and `height` in mm."""

    name: str
    width: float
    height: float

    @property
    def on_its_side(self) -> Paper:
        return Paper(self.name, self.height, self.width)

    @property
    def area(self) -> float:
        """The area of one side in mm²."""
        return self.width * self.height


PAPERS: Final = {  # ISO 216; DL is a third of A4, ISO 269's envelope takes it
    "A3": Paper("A3", 297, 420),
    "A4": Paper("A4", 210, 297),
    "A5": Paper("A5", 148, 210),
    "A6": Paper("A6", 105, 148),
    "DL": Paper("DL", 99, 210),
}

PICTURES: Final = {  # to share on a screen: at 144 dots to the inch, 1200 by 630, 1080 by 1080, 1080 by 1350 pixels
    "wide": Paper("wide", mm(600), mm(315)),
    "square": Paper("square", mm(540), mm(540)),
    "tall": Paper("tall", mm(540), mm(675)),
}
SIZES: Final = {**PAPERS, **PICTURES}
"""Everything that a page can be set on."""
