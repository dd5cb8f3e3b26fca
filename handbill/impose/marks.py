"""Short lines in the margins that show where to cut or fold. They are never drawn over a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from handbill.impose.geometry import Box, Size
from handbill.impose.sheets import Line

GAP: Final = 0.5
LENGTH: Final = 5.0
LEAST: Final = 2.0
"""mm: how far marks keep off the artwork, how long they are, and the shortest that is worth drawing."""

UNCUT: Final = 1.0
"""mm of paper beyond the trim that nobody would cut off: an A4 sheet is 1 mm longer than two A5 are wide."""


def ticks(
    sheet: Size,
    block: Box,
    xs: Sequence[float] = (),
    ys: Sequence[float] = (),
    *,
    reach: tuple[float, float] = (0, 0),
    edge: float = 0,
    dashed: bool = False,
) -> tuple[Line, ...]:
    """Return marks at both ends of the lines that go up at each of `xs` and across at each of `ys`.

    `block` is the box around all pages. `reach` says how many mm the artwork goes beyond it, across
    and up; it is negative where the artwork stays inside. Within `edge` mm of the sheet's edge
    nothing is drawn. Where there is no room for a mark there is none.
    """
    art, paper = block.grown(*reach).grown(GAP, GAP), Box.of(sheet).grown(-edge, -edge)
    below, above = _span(art.bottom, -1, art.bottom - paper.bottom), _span(art.top, 1, paper.top - art.top)
    left, right = _span(art.left, -1, art.left - paper.left), _span(art.right, 1, paper.right - art.right)
    upright = [Line((x, start), (x, end), dashed) for x in xs for start, end in (*below, *above)]
    level = [Line((start, y), (end, y), dashed) for y in ys for start, end in (*left, *right)]
    return (*upright, *level)


def between(
    sheet: Size, xs: Sequence[float] = (), ys: Sequence[float] = (), *, edge: float, dashed: bool = False
) -> tuple[Line, ...]:
    """Return marks on the cuts or folds themselves, where the pages on either side have a white border.

    They stand at both ends, and begin `edge` mm from the sheet's edge, where a desk printer begins to print.
    """
    ups = ((edge, edge + LENGTH), (sheet.height - edge - LENGTH, sheet.height - edge))
    acrosses = ((edge, edge + LENGTH), (sheet.width - edge - LENGTH, sheet.width - edge))
    upright = [Line((x, start), (x, end), dashed) for x in xs for start, end in ups]
    return (*upright, *(Line((start, y), (end, y), dashed) for y in ys for start, end in acrosses))


def _span(start: float, outwards: int, room: float) -> list[tuple[float, float]]:
    """Return the span of a mark from the artwork outwards; none where `room` mm are too few."""
    length = min(LENGTH, room)
    return [(start, start + outwards * length)] if length >= LEAST else []


def trims(block: Box) -> tuple[list[float], list[float]]:
    """Return where a block of pages in the middle of a sheet is to be cut out of it: upright cuts, then level ones."""
    xs = [block.left, block.right] if block.left > UNCUT else []
    ys = [block.bottom, block.top] if block.bottom > UNCUT else []
    return xs, ys


def marked(lines: Iterable[Line]) -> tuple[bool, bool]:
    """Say whether there are marks for upright lines, and for level ones."""
    every = list(lines)
    return any(line.start[0] == line.end[0] for line in every), any(line.start[1] == line.end[1] for line in every)
