"""Leaflets, booklets and folded ones, put to the test by calculation: sheets are turned, cut, folded and stitched."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handbill.errors import UsageError
from handbill.impose import Booklet, Cut, Fold, Size
from handbill.impose.geometry import Box
from handbill.impose.papers import A4
from handbill.impose.sheets import Duplex, Placement, Rotation, Sheet, Side, behind
from tests.impose.calculation import (
    A3,
    A5,
    A6,
    DL,
    PANELS,
    check,
    contains,
    edges,
    overlap,
    pairs,
    papers,
    sizes,
)


@pytest.mark.parametrize("name", ["", ".geometry", ".papers", ".advice", ".booklet", ".fold", ".tile", ".write"])
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"handbill.impose{name}"))
    assert found.attempted
    assert not found.failed


@given(
    box=st.builds(Box, st.floats(0, 90), st.floats(0, 90), st.floats(91, 140), st.floats(91, 140)),
    rotation=st.sampled_from([0, 90, 180, 270]),
    sheet=papers,
    wide=st.booleans(),
    duplex=edges,
)
def test_a_back_lies_behind_its_front_however_that_is_turned(
    box: Box, rotation: Rotation, sheet: Size, wide: bool, duplex: Duplex
) -> None:
    sheet = sheet.turned if wide else sheet
    front = Placement(1, box, box, rotation)
    pairs(Sheet(sheet, Side((front,)), Side((behind(front, 2, sheet, duplex),))), duplex)


# Cutting


@given(
    page=sizes, paper=papers, duplex=edges, pages=st.integers(1, 5), gutter=st.integers(0, 12), bleed=st.integers(0, 5)
)
def test_copies_are_cut_apart_and_have_their_backs_behind_them(
    page: Size, paper: Size, duplex: Duplex, pages: int, gutter: int, bleed: int
) -> None:
    try:
        plan = Cut(paper, duplex=duplex, gutter=gutter, bleed=bleed).plan([page] * pages)
    except UsageError:
        assume(False)
    check(plan)
    assert plan.scale == 1
    assert len(plan.sheets) == (pages + 1) // 2
    for number, sheet in enumerate(plan.sheets):
        for each in sheet.front.placements:
            assert contains(each.clip, each.trim.within(Box.of(sheet.size)))
        if pages > 1:
            backs = 2 * number + 2 if 2 * number + 2 <= pages else None
            assert {(front.page, back.page) for front, back in pairs(sheet, duplex)} == {(2 * number + 1, backs)}


@given(page=sizes, paper=papers, edge=st.integers(1, 15))
def test_an_edge_is_kept_white_on_every_leaflet(page: Size, paper: Size, edge: int) -> None:
    try:
        plan = Cut(paper, edge=edge).plan([page] * 2)
    except UsageError:
        assume(False)
    check(plan)
    for one, other in combinations(plan.sheets[0].front.placements, 2):
        assert not overlap(one.clip.grown(edge, edge), other.clip.grown(edge, edge))
    for each in plan.sheets[0].front.placements:
        assert contains(Box.of(plan.sheets[0].size), each.clip.grown(edge, edge).within(Box.of(plan.sheets[0].size)))


@given(page=sizes, paper=papers, frame=st.integers(1, 15))
def test_a_frame_is_left_white_on_every_leaflet_in_its_full_size(page: Size, paper: Size, frame: int) -> None:
    try:
        plan = Cut(paper, frame=frame).plan([page] * 2)
    except UsageError:
        assume(False)
    assert plan.scale == pytest.approx(Cut(paper).plan([page] * 2).scale)
    for side in plan.sheets[0].sides:
        for each in side.placements:
            assert contains(each.trim.grown(-frame + 0.6, -frame + 0.6), each.clip)


@pytest.mark.parametrize(
    ("page", "count", "sheet", "cuts"),
    [
        (A5, 2, A4.turned, "Cut once, 148.5 mm from the left edge."),
        (A6, 4, A4, "Cut twice, 105 mm from the left edge and 148.5 mm from the top edge."),
        (DL, 3, A4.turned, "Cut twice, 99 and 198 mm from the left edge."),
        (Size(85, 55), 10, A4, "Cut 9 times, at the marks."),
    ],
)
def test_as_many_as_fit(page: Size, count: int, sheet: Size, cuts: str) -> None:
    plan = Cut().plan([page, page])
    assert len(plan.sheets[0].front.placements) == count
    assert plan.sheets[0].size == sheet
    assert cuts in plan.steps
    assert f"1 sheet: {count} copies of" in plan.steps[0]


def test_two_a5_abut_so_that_one_cut_parts_them() -> None:
    left, right = Cut().plan([A5, A5]).sheets[0].front.placements
    assert left.trim.right == right.trim.left == 148.5


def test_marks_stand_in_what_is_white() -> None:
    assert not Cut().plan([A5]).sheets[0].front.lines, "no margin, no marks"
    for scheme in (Cut(edge=6), Cut(edge=6, blank=6), Cut(blank=8)):
        plan = scheme.plan([A5])
        lines = plan.sheets[0].front.lines
        assert [line.start[0] for line in lines] == [148.5, 148.5]
        white = scheme.blank or (148.5 - 148 * plan.scale) / 2
        art = [each.clip.grown(-scheme.blank, -scheme.blank) for each in plan.sheets[0].front.placements]
        ends = [end for line in lines for end in (line.start, line.end)]
        assert not any(box.left < x < box.right and box.bottom < y < box.top for box in art for x, y in ends)
        assert all(min(y, 210 - y) >= scheme.edge - 0.01 or min(y, 210 - y) <= white for _, y in ends)
        assert "Cut once, at the marks." in plan.steps
    assert Cut(edge=6, blank=6).plan([A5]).scale == 1
    assert not Cut(edge=6, marks=False).plan([A5]).sheets[0].front.lines


def test_a_page_a_hair_too_large_is_not_shrunk() -> None:
    plan = Cut().plan([Size(99.06, 210.2)] * 2)
    assert len(plan.sheets[0].front.placements) == 3
    assert plan.scale == 1
    check(plan)


def test_bleed_goes_into_gutters_and_margins_only() -> None:
    abutting = Cut(bleed=3, gutter=0).plan([Size(85, 55)]).sheets[0].front.placements
    assert abutting[0].clip.right == abutting[0].trim.right
    assert abutting[0].clip.left == abutting[0].trim.left - 3
    apart = Cut(bleed=3).plan([Size(85, 55)]).sheets[0].front.placements
    assert apart[0].clip == apart[0].trim.grown(3, 3)


def test_the_offset_moves_backs_and_nothing_else() -> None:
    still, moved = Cut().plan([A5, A5]).sheets[0], Cut(offset=(1.5, -0.5)).plan([A5, A5]).sheets[0]
    assert moved.front == still.front
    assert moved.back == (still.back or Side()).moved((1.5, -0.5))
    assert moved.back is not None
    assert still.back is not None
    assert moved.back.placements[0].trim.left == still.back.placements[0].trim.left + 1.5


def test_one_side() -> None:
    plan = Cut(duplex="none").plan([A5] * 3)
    assert [sheet.back for sheet in plan.sheets] == [None] * 3
    assert [sheet.front.placements[0].page for sheet in plan.sheets] == [1, 2, 3]
    assert "one side" in " ".join(plan.steps)


# Booklets


def read_through(sheets: Iterable[Sheet], duplex: Duplex) -> list[int | None]:
    """Stitch and fold, and return the pages as a reader turns them: right halves in, then left halves out."""
    first, last = [], []
    for sheet in sheets:
        halves = sorted(pairs(sheet, duplex), key=lambda pair: pair[0].trim.left)
        (outer_left, inner_left), (outer_right, inner_right) = halves
        first += [outer_right.page, inner_right.page]
        last += [outer_left.page, inner_left.page]
    return first + last[::-1]


@given(pages=st.integers(1, 70), duplex=edges, paper=papers, thickness=st.floats(0, 0.2))
def test_a_booklet_is_read_in_order(pages: int, duplex: Duplex, paper: Size, thickness: float) -> None:
    plan = Booklet(paper, duplex, thickness=thickness).plan([A5] * pages)
    check(plan)
    assert read_through(plan.sheets, duplex) == [*range(1, pages + 1), *[None] * (-pages % 4)]


@given(pages=st.integers(5, 70), thickness=st.floats(0.05, 0.2))
def test_creep_brings_all_pages_to_the_same_distance_from_the_spine(pages: int, thickness: float) -> None:
    plan = Booklet(thickness=thickness).plan([A5] * pages)
    for depth, sheet in enumerate(plan.sheets):
        spine = sheet.size.width / 2
        left, right = sorted(sheet.front.placements, key=lambda each: each.trim.left)
        # The leaves of a sheet lie further out by the thickness of each sheet around it.
        assert right.trim.right - spine + depth * thickness == pytest.approx(148)
        assert spine - left.trim.left + depth * thickness == pytest.approx(148)
        assert left.clip.right <= spine <= right.clip.left


@pytest.mark.parametrize(
    ("page", "paper", "sheet", "scale"),
    [
        (A5, A4, A4.turned, 1),
        (A6, A5, A5.turned, 1),
        (A4, A3, A3.turned, 1),
        (A4, A4, A4.turned, 0.7071),
        (A6, A4, A4, 1),
    ],
)
def test_booklets_on_the_next_larger_sheet(page: Size, paper: Size, sheet: Size, scale: float) -> None:
    plan = Booklet(paper).plan([page] * 8)
    assert plan.sheets[0].size == sheet
    assert plan.scale == pytest.approx(scale, abs=1e-4)
    assert len(plan.sheets) == 2


def test_fold_marks_where_there_is_room() -> None:
    assert not Booklet().plan([A5] * 8).sheets[0].front.lines
    assert [line.start[0] for line in Booklet(A3).plan([A5] * 8).sheets[0].front.lines if line.dashed] == [148.5, 148.5]


# Folding


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize("paper", [A4, A3])
@pytest.mark.parametrize("edge", [0, 6])
def test_a_roll_fold_is_read_in_order(duplex: Duplex, paper: Size, edge: float) -> None:
    plan = Fold(paper, duplex, edge=edge).plan(PANELS)
    check(plan)
    outside = sorted(pairs(plan.sheets[0], duplex), key=lambda pair: pair[0].trim.left)
    flap, back, cover = outside
    # The cover is turned: behind it at the left, the folded panel at the right; that is turned too.
    assert [cover[0].page, cover[1].page, flap[0].page, back[1].page, flap[1].page, back[0].page] == [1, 2, 3, 4, 5, 6]
    if not edge:
        assert [round(front.clip.size.width) for front, _ in outside] == [97, 100, 100]
        inside = [Box.of(back.clip.size) for _, back in reversed(outside)]
        assert [round(each.right) for each in inside] == [100, 100, 97]


def test_thirds_of_a4_serve_as_panels() -> None:
    plan = Fold().plan([DL] * 6)
    check(plan)
    flap = plan.sheets[0].front.placements[0]
    assert plan.scale == 1
    assert (flap.clip.size.width, flap.trim.size.width) == (97, 99)


def test_the_whole_of_a_page_that_is_wider_than_its_panel_keeps_off_the_edge() -> None:
    front = Fold(edge=5).plan([DL] * 6).sheets[0].front
    assert min(each.trim.left for each in front.placements) == pytest.approx(5)
