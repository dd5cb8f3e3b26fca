from __future__ import annotations

import pytest

from handbill.units import PAPERS, mm, pt


def test_an_inch_is_72_points() -> None:
    assert pt(25.4) == pytest.approx(72)
    assert mm(72) == pytest.approx(25.4)


def test_the_a_series_halves() -> None:
    for larger, smaller in (("A3", "A4"), ("A4", "A5"), ("A5", "A6")):
        assert PAPERS[larger].height // 2 == PAPERS[smaller].width
        assert PAPERS[larger].width == PAPERS[smaller].height


def test_dl_is_a_third_of_a4() -> None:
    assert (PAPERS["DL"].width, PAPERS["DL"].height) == (297 / 3, 210)
    assert PAPERS["DL"].area == 99 * 210
