"""Sheets turned by calculation, and what must be true of them all."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from handbill.impose import Plan, Size
from handbill.impose.geometry import Box
from handbill.impose.papers import A4, SIZES
from handbill.impose.sheets import Duplex, Line, Placement, Sheet

NEAR = 1e-6
A3, A5, A6, DL = (SIZES[name] for name in ("A3", "A5", "A6", "DL"))
PANELS = [Size(width, 210) for width in (100, 100, 97, 100, 97, 100)]

sizes = st.builds(Size, st.integers(40, 200).map(float), st.integers(40, 290).map(float))
papers = st.sampled_from([A4, A3, SIZES["SRA4"], SIZES["SRA3"], A5])
edges: st.SearchStrategy[Duplex] = st.sampled_from(["long", "short"])


def overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > NEAR
        and min(one.top, other.top) - max(one.bottom, other.bottom) > NEAR
    )


def contains(outer: Box, inner: Box) -> bool:
    return (
        inner.left >= outer.left - NEAR
        and inner.bottom >= outer.bottom - NEAR
        and inner.right <= outer.right + NEAR
        and inner.top <= outer.top + NEAR
    )


def near(one: Box, other: Box) -> bool:
    return contains(one, other) and contains(other, one)


def seen_through(box: Box, sheet: Size, duplex: Duplex) -> Box:
    """Return where a box on the back lies for someone who looks at the front: the sheet is turned about an edge."""
    long_edge_is_upright = sheet.height >= sheet.width
    edge_is_upright = long_edge_is_upright if duplex == "long" else not long_edge_is_upright
    if edge_is_upright:
        return Box(sheet.width - box.right, box.bottom, sheet.width - box.left, box.top)
    return Box(box.left, sheet.height - box.top, box.right, sheet.height - box.bottom)


def up(rotation: int) -> tuple[int, int]:
    return {0: (0, 1), 90: (-1, 0), 180: (0, -1), 270: (1, 0)}[rotation]


def up_through(rotation: int, sheet: Size, duplex: Duplex) -> tuple[int, int]:
    """Return which way on the front is up for a page that lies on the back."""
    x, y = up(rotation)
    return (-x, y) if (sheet.height >= sheet.width) == (duplex == "long") else (x, -y)


def pairs(sheet: Sheet, duplex: Duplex) -> list[tuple[Placement, Placement]]:
    """Return each page of the front with the one that lies behind it; all must have one."""
    assert sheet.back is not None
    left, found = list(sheet.back.placements), []
    for front in sheet.front.placements:
        backs = [each for each in left if near(seen_through(each.trim, sheet.size, duplex), front.trim)]
        assert len(backs) == 1
        left.remove(backs[0])
        assert near(seen_through(backs[0].clip, sheet.size, duplex), front.clip)
        assert up_through(backs[0].rotation, sheet.size, duplex) == up(front.rotation)
        found.append((front, backs[0]))
    assert not left
    return found


def check(plan: Plan) -> None:
    """What is true of all sheets: pages lie on the sheet and not on each other, and marks not on pages."""
    for sheet in plan.sheets:
        for side in sheet.sides:
            for one, other in combinations(side.placements, 2):
                assert not overlap(one.clip, other.clip)
            for each in side.placements:
                assert contains(Box.of(sheet.size), each.clip)
            for line in side.lines:
                assert contains(Box.of(sheet.size), extent(line))
                assert not any(overlap(thick(line), each.clip) for each in side.placements)


def extent(line: Line) -> Box:
    (x1, y1), (x2, y2) = line.start, line.end
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def thick(line: Line) -> Box:
    return extent(line).grown(0.04, 0.04)
