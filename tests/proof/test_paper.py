"""Pages of the wrong size, number or make."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest

from handbill.proof import Expected, proof
from tests.proof.making import EXPECTED, PARTS, drawn, edited, faults, finding, flyer, told


def test_a_page_one_millimetre_too_wide_fails() -> None:
    report = proof(flyer(css="@page { size: 149mm 210mm }"), EXPECTED)
    assert faults(report) == {"size"}, told(report)
    assert finding(report, "size").detail == "the page is 149 × 210 mm, not A5, 148 × 210 mm"


def test_a_tenth_of_a_millimetre_is_let_pass() -> None:
    assert finding(proof(flyer(css="@page { size: 148.08mm 210mm }"), EXPECTED), "size").result == "pass"


def test_the_trim_counts_and_not_the_sheet() -> None:
    def with_bleed(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.MediaBox.as_list())
            page.MediaBox = pikepdf.Array([left - 9, bottom - 9, right + 9, top + 9])
            page.BleedBox = pikepdf.Array([left - 8.5, bottom - 8.5, right + 8.5, top + 8.5])

    report = proof(edited(flyer(), with_bleed), EXPECTED)
    assert report.result == "pass", told(report)


def test_pages_of_two_sizes_fail_in_our_own_files() -> None:
    data = edited(flyer(), lambda pdf: pdf.pages[1].obj.update(_boxes(419.53, 700)))
    report = proof(data, replace(EXPECTED, trim=None))
    assert "not of one size" in finding(report, "size").detail
    assert finding(proof(data), "size").result == "pass"


def _boxes(wide: float, high: float) -> dict[str, pikepdf.Array]:
    box = pikepdf.Array([0, 0, wide, high])
    return {"/MediaBox": box, "/TrimBox": box, "/BleedBox": box}


def test_a_box_that_leaves_its_outer_box_fails() -> None:
    data = drawn("", TrimBox=pikepdf.Array([-10, 0, 420, 595]))
    assert "leaves the" in finding(proof(data, Expected(edition="screen")), "size").detail
    assert finding(proof(data), "size").result == "warn"


@pytest.mark.parametrize(
    "box", [[0, 0, 1, 1], [0, 0, 90_000, 90_000], [0, 0, 0, 0], [10**15, 0, 10**16, 500], [5, 5, 5, 900]]
)  # fmt: skip
def test_a_page_that_no_paper_is_fails(box: list[int]) -> None:
    data = drawn("BT /F1 12 Tf 5 5 Td (x) Tj ET", MediaBox=pikepdf.Array(box))
    assert finding(proof(data), "size").result == "fail"


def test_a_box_that_is_no_rectangle_fails() -> None:
    report = proof(drawn("", TrimBox=pikepdf.Array([0, pikepdf.Name.A, 3, 4])))
    assert "opens" in faults(report) or "size" in faults(report)


def test_a_turned_page_is_as_it_is_shown() -> None:
    data = drawn("", wide=841.89, high=595.28, Rotate=90)
    report = proof(data, Expected(edition="screen", trim=(210, 297)))
    assert finding(report, "size").detail == "A4, 210 × 297 mm"


def test_a_page_too_many_fails() -> None:
    report = proof(flyer(imprint="<div style='break-before: page'></div>" + PARTS["imprint"]), EXPECTED)
    assert faults(report) == {"pages"}, told(report)
    assert finding(report, "pages").detail == "3 pages, not 2"


def test_a_page_too_few_fails() -> None:
    report = proof(flyer(), replace(EXPECTED, pages=4))
    assert faults(report) == {"pages"}, told(report)
