from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handbill import qr
from handbill.errors import HandbillError

SHORT = "https://example.org/s/anytown"
Matrix = tuple[tuple[bool, ...], ...]


def read(code: qr.Code) -> str:
    """Draw the modules, quiet zone and all, and read them with another library."""
    whole = code.count + 2 * qr.QUIET
    picture = Image.new("L", (whole, whole), 255)
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + qr.QUIET, y + qr.QUIET), 0)
    found = zxingcpp.read_barcode(picture.resize((whole * 4, whole * 4), Image.Resampling.NEAREST))
    assert found is not None
    return str(found.text)


@pytest.mark.parametrize(
    "url", [SHORT, "HTTPS://EXAMPLE.ORG", "https://example.org/é?a=1&b=ñ#z", SHORT + "?q=" + "x" * 90]
)
def test_a_code_reads_back_as_its_link(url: str) -> None:
    assert read(qr.plan(url, 60)) == url


def test_a_short_link_gets_the_strongest_correction() -> None:
    code = qr.plan(SHORT, 34)
    assert (code.level, code.version) == ("Q", 3)
    assert code.module == pytest.approx(34 / 37)


def test_correction_gives_way_where_modules_would_be_small() -> None:
    link = SHORT + "?utm_medium=qr&utm_content=" + "a" * 30
    levels = [qr.plan(link, side).level for side in (40, 26, 24)]
    assert levels == ["Q", "M", "L"]
    assert qr.plan(link, 24).module >= qr.LEAST_MODULE


def test_a_link_too_long_for_the_box_is_refused_with_the_remedy() -> None:
    with pytest.raises(HandbillError, match=r"too long for a code of 20 mm: .* give a shorter one"):
        qr.plan(SHORT + "?" + "x" * 200, 20)


def test_a_link_that_no_code_holds_is_refused() -> None:
    with pytest.raises(HandbillError, match="cannot be made"):
        qr.plan(SHORT + "?" + "x" * 5000, 100)


def test_a_window_code_is_read_from_ten_times_its_side() -> None:
    code = qr.plan(SHORT, 150, reading=1500)
    assert code.distance == 1500
    assert qr.plan(SHORT, 106, reading=1060).distance == 1060


def test_a_long_link_is_read_from_eight_times_its_side_or_so() -> None:
    code = qr.plan(SHORT + "?" + "x" * 90, 150, reading=1500)
    assert 1100 <= code.distance < 1500


def test_the_drawing_is_black_on_white_with_attributes_and_says_what_it_is() -> None:
    drawn = qr.svg(qr.plan("https://example.org/?a=1&b=2", 30), "Code: https://example.org/?a=1&b=2")
    assert '<rect width="37" height="37" fill="#ffffff"/>' in drawn
    assert drawn.count("<path ") == 1
    assert 'fill="#000000"' in drawn
    assert "style" not in drawn
    assert "<title>Code: https://example.org/?a=1&amp;b=2</title>" in drawn
    assert 'width="30mm" height="30mm"' in drawn


matrices = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.lists(st.booleans(), min_size=size, max_size=size), min_size=size, max_size=size)
)


@given(matrices)
@settings(max_examples=150, deadline=None)
def test_the_outline_holds_the_dark_modules_and_no_others(rows: list[list[bool]]) -> None:
    matrix = tuple(map(tuple, rows))
    contours = points(qr.outline(matrix))
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            centre = (x + qr.QUIET + 0.5, y + qr.QUIET + 0.5)
            assert winding(contours, centre) == (1 if dark else 0)


def points(path: str) -> list[list[tuple[int, int]]]:
    """Turn path data of M, h, v and z into closed polygons."""
    polygons = []
    for contour in path.split("z")[:-1]:
        start = re.match(r"M(-?\d+) (-?\d+)", contour)
        assert start
        x, y = int(start[1]), int(start[2])
        polygon = [(x, y)]
        for way, length in re.findall(r"([hv])(-?\d+)", contour):
            x, y = (x + int(length), y) if way == "h" else (x, y + int(length))
            polygon.append((x, y))
        polygons.append(polygon)
    return polygons


def winding(polygons: list[list[tuple[int, int]]], point: tuple[float, float]) -> int:
    """The winding number of a point: what the nonzero rule of PDF fills by."""
    number = 0
    for polygon in polygons:
        for (x1, y1), (_, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
            if x1 > point[0] and y1 != y2 and min(y1, y2) < point[1] < max(y1, y2):
                number += 1 if y2 > y1 else -1
    return number


def test_the_same_link_gives_the_same_drawing() -> None:
    assert qr.svg(qr.plan(SHORT, 30), "x") == qr.svg(qr.plan(SHORT, 30), "x")
