"""Plans, put to the test by calculation: sheets are turned, cut, folded, stitched and glued."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handbill.errors import HandbillError, UsageError
from handbill.impose import Booklet, Cut, Fold, Plan, Size, Tile, guess
from handbill.impose.geometry import Box, Duplex, Line, Placement, Rotation, Sheet, Side, behind
from handbill.impose.papers import A4, SIZES, paper
from handbill.impose.tile import tiling

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
        white = scheme.blank or (210 - 210 * plan.scale) / 2
        assert all(not white < y < 210 - white for line in lines for y in (line.start[1], line.end[1]))
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


# Tiles


@given(
    poster=st.builds(Size, st.integers(150, 1200).map(float), st.integers(150, 1200).map(float)),
    paper=papers,
    edge=st.integers(0, 12),
    overlap_=st.integers(0, 20),
    most=st.none() | st.integers(1, 12),
)
def test_tiles_make_up_the_poster(poster: Size, paper: Size, edge: int, overlap_: int, most: int | None) -> None:
    try:
        laid = tiling(poster, paper, edge, overlap_, most)
        plan = Tile(paper, edge, overlap_, most).plan([poster])
    except UsageError:
        assume(False)
    check(plan)
    shown = {}
    for sheet, (row, column) in zip(plan.sheets, laid.places(), strict=False):
        (placed,) = sheet.front.placements
        assert contains(Box.of(sheet.size).grown(-edge, -edge), placed.clip)
        assert placed.trim.size.width == pytest.approx(poster.width * laid.scale)
        shown[row, column] = placed.clip.moved(-placed.trim.left, -placed.trim.bottom)
    whole = poster.scaled(laid.scale)
    for (row, column), part in shown.items():
        right, below = shown.get((row, column + 1)), shown.get((row + 1, column))
        assert part.right - right.left == pytest.approx(overlap_) if right else part.right == pytest.approx(whole.width)
        assert (
            below.top - part.bottom == pytest.approx(overlap_) if below else part.bottom == pytest.approx(0, abs=1e-6)
        )
    assert shown[1, 1].left == 0
    assert shown[1, 1].top == pytest.approx(whole.height)


@given(
    poster=st.builds(Size, st.integers(150, 900).map(float), st.integers(150, 900).map(float)),
    edge=st.integers(0, 12),
    overlap_=st.integers(0, 20),
)
def test_no_fewer_sheets_would_do(poster: Size, edge: int, overlap_: int) -> None:
    least = 10_000
    for sheet in (A4, A4.turned):
        width, height = sheet.width - 2 * edge, sheet.height - 2 * edge
        for columns in range(1, 12):
            for rows in range(1, 12):
                across, up = columns * width - (columns - 1) * overlap_, rows * height - (rows - 1) * overlap_
                if across >= poster.width - NEAR and up >= poster.height - NEAR:
                    least = min(least, columns * rows)
    assert tiling(poster, A4, edge, overlap_).count == least
    fitted = tiling(poster, A4, edge, overlap_, least)
    assert (fitted.count, fitted.scale) == (least, 1)


def test_a3_over_a4_takes_four_sheets_and_goes_on_two_at_92_per_cent() -> None:
    plan = Tile().plan([A3])
    assert "takes 4 sheets: 2 across and 2 down; a key comes after them." in plan.steps[0]
    assert plan.steps[1] == "On two sheets it would be printed at 92 per cent: --sheets 2."
    assert len(plan.sheets) == 5
    two = Tile(sheets=2).plan([A3])
    assert len(two.sheets) == 3
    assert "The pages are printed at 92 per cent, 273 × 386 mm in all." in two.steps


def test_every_tile_says_which_it_is_and_where_the_next_is_glued() -> None:
    *tiles, key = Tile().plan([A3]).sheets
    labels = [[label.text for label in sheet.front.labels] for sheet in tiles]
    assert [texts[-1] for texts in labels] == [
        "Sheet 1: row 1 of 2, column 1 of 2",
        "Sheet 2: row 1 of 2, column 2 of 2",
        "Sheet 3: row 2 of 2, column 1 of 2",
        "Sheet 4: row 2 of 2, column 2 of 2",
    ]
    assert [texts.count("Glue") for texts in labels] == [2, 1, 1, 0]
    assert [label.text for label in key.front.labels][1:5] == ["1", "2", "3", "4"]
    assert "rhes 1 o 2" in Tile(lang="cy").plan([A3]).sheets[0].front.labels[-1].text


def test_without_marks_there_is_only_the_poster() -> None:
    plan = Tile(marks=False).plan([A3])
    assert len(plan.sheets) == 4
    assert not any(sheet.front.lines or sheet.front.labels for sheet in plan.sheets)
    assert "key" not in " ".join(plan.steps)


# Choosing, and refusing


@pytest.mark.parametrize(
    ("pages", "paper", "scheme"),
    [
        ([A5] * 2, A4, "cut"),
        ([A6], A4, "cut"),
        ([DL] * 2, A4, "cut"),
        ([Size(180, 250)], A4, "cut"),
        ([A5] * 3, A4, "booklet"),
        ([A4] * 8, A3, "booklet"),
        ([A3], A4, "tile"),
        ([Size(420, 297)] * 2, A4, "tile"),
        (PANELS, A4, "fold"),
    ],
)
def test_the_scheme_that_suits(pages: list[Size], paper: Size, scheme: str) -> None:
    assert guess(pages, paper) == scheme


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: guess([A4] * 3, A4), "fills a sheet of A4: print it as it is"),
        (lambda: Cut().plan([A5, A6]), "page 1 has 148 × 210 mm, but page 2 has 105 × 148 mm"),
        (lambda: Cut().plan([A3]), "a page of A3 does not fit a sheet of A4"),
        (lambda: Cut(per_sheet=4).plan([A5]), "4 pages of A5 do not go on a sheet of A4: at most 2 do"),
        (lambda: Cut(bleed=3, per_sheet=2).plan([A5]), "2 pages of A5 with 6 mm between them do not go on"),
        (lambda: Cut(edge=6, bleed=3).plan([A5]), "exclude each other"),
        (lambda: Cut(edge=45).plan([A6]), "leaves too little of a page of A6"),
        (lambda: Booklet(duplex="none").plan([A5] * 4), "printed on both sides"),
        (lambda: Booklet().plan([SIZES["A2"]] * 4), "too large for half a sheet of A4"),
        (lambda: Fold().plan([DL] * 4), "has 6 panels, a page each, but the file has 4"),
        (lambda: Fold().plan([A5] * 6), "page 1 has 148 × 210 mm, its panel 100 × 210 mm"),
        (lambda: Fold(A5).plan(PANELS), "a sheet of A5 is too small"),
        (lambda: Fold(duplex="none").plan(PANELS), "printed on both sides"),
        (lambda: Tile().plan([A5]), "goes on one sheet of A4: print it as it is"),
        (lambda: Tile(edge=95).plan([A3]), "leave no room on A4"),
        (lambda: Tile(A5).plan([Size(2000, 2000)]), "would take"),
        (lambda: Tile(sheets=1).plan([Size(1189, 1682)]), "give it more --sheets"),
        (lambda: paper("B5"), "there is no paper 'B5'"),
        (lambda: paper("10x10"), "from 50 to 2000 mm"),
    ],
)
def test_what_cannot_be_done_is_said(attempt: object, said: str) -> None:
    assert callable(attempt)
    with pytest.raises(HandbillError, match=said):
        attempt()
