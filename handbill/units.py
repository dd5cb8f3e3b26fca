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
    """A sheet, upright: `width` and `height` in mm."""

    name: str
    width: float
    height: float

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
