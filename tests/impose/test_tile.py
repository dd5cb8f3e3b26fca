"""Posters in parts: glued together by calculation, on no more sheets than it takes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handbill.errors import UsageError
from handbill.impose import Size, Tile
from handbill.impose.geometry import Box
from handbill.impose.papers import A4
from handbill.impose.tile import tiling
from handbill.wording import known_words
from tests.impose.calculation import A3, NEAR, check, contains, papers


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
    assert "rhes 1 o 2" in Tile(words=known_words("cy")).plan([A3]).sheets[0].front.labels[-1].text


def test_without_marks_there_is_only_the_poster() -> None:
    plan = Tile(marks=False).plan([A3])
    assert len(plan.sheets) == 4
    assert not any(sheet.front.lines or sheet.front.labels for sheet in plan.sheets)
    assert "key" not in " ".join(plan.steps)
