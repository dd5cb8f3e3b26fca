"""Which scheme suits a file, and what is refused."""

from __future__ import annotations

import pytest

from handbill.errors import HandbillError
from handbill.impose import Booklet, Cut, Fold, Size, Tile, guess
from handbill.impose.papers import A4, SIZES, paper
from tests.impose.calculation import A3, A5, A6, DL, PANELS


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
