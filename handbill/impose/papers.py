"""Sizes of paper by their names, and how a size is told."""

from __future__ import annotations

import re
from typing import Final

from handbill.errors import UsageError, did_you_mean
from handbill.impose.geometry import SAME, Size
from handbill.units import PAPERS

SIZES: Final = {
    "A0": Size(841, 1189),
    "A1": Size(594, 841),
    "A2": Size(420, 594),
    **{name: Size(paper.width, paper.height) for name, paper in PAPERS.items()},
    "SRA3": Size(320, 450),  # ISO 217: room for bleed and marks around A3 and A4
    "SRA4": Size(225, 320),
}
A4: Final = SIZES["A4"]


def paper(text: str) -> Size:
    """Return the upright sheet that is meant by 'A4' or '320x450' (mm). Raises UsageError.

    >>> paper("a4"), paper("450x320")
    (Size(width=210, height=297), Size(width=320.0, height=450.0))
    """
    named = {name.lower(): size for name, size in SIZES.items()}.get(text.lower())
    if named:
        return named
    measured = re.fullmatch(r"(\d+(?:\.\d+)?) ?[x×] ?(\d+(?:\.\d+)?)", text)
    if not measured:
        hint = did_you_mean(text, SIZES) or "write A4, or a width and height in mm, as 320x450"
        raise UsageError(f"there is no paper '{text}': {hint}")
    sides = sorted(float(side) for side in measured.groups())
    if sides[0] < 50 or sides[1] > 2000:
        raise UsageError(f"'{text}' is not the size of a sheet: its sides are from 50 to 2000 mm")
    return Size(*sides)


def snapped(size: Size) -> Size:
    """Return the size that a page was meant to have: of a paper that it nearly equals, else in tenths of a mm.

    >>> snapped(Size(419.8, 297.1)), snapped(Size(85.04, 55.0))
    (Size(width=420, height=297), Size(width=85.0, height=55.0))
    """
    for known in SIZES.values():
        for each in (known, known.turned):
            if same(size, each):
                return each
    return Size(round(size.width, 1), round(size.height, 1))


def same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) <= SAME and abs(one.height - other.height) <= SAME


def told(size: Size) -> str:
    """Return how a size is named to a person.

    >>> told(Size(148, 210)), told(Size(297, 210)), told(Size(85, 55.5))
    ('A5', 'A4 (wide)', '85 × 55.5 mm')
    """
    for name, known in SIZES.items():
        if same(size, known):
            return name
        if same(size, known.turned):
            return f"{name} (wide)"
    return f"{size.width:g} × {size.height:g} mm"
