"""Codes that are inverted, crowded, too small, pale, blurred, missing, or that lead elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageFilter

from handbill.proof import Expected, ExpectedCode, proof
from tests.proof.making import EXPECTED, URL, code, faults, finding, flyer, told

LONG = "https://petition.example/petitions/put-the-public-on-the-boards?utm_medium=qr&utm_content=flyer-anytown"


def test_an_inverted_code_fails() -> None:
    report = proof(flyer(code=code(dark="#fff", light="#000")), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert finding(report, "qr").detail == f"{URL} is light on dark, which many phones refuse"


@pytest.mark.parametrize("quiet", [1, 2, 3])
def test_a_code_without_its_quiet_zone_fails(quiet: int) -> None:
    on_red = f"<div style='background: #c8102e; padding: 5mm; width: 36mm'>{code(quiet=quiet)}</div>"
    report = proof(flyer(code=on_red), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert "quiet zone" in finding(report, "qr").detail


def test_a_code_that_touches_a_dark_ground_is_not_read_at_all() -> None:
    on_red = f"<div style='background: #c8102e; padding: 5mm; width: 36mm'>{code(quiet=0)}</div>"
    report = proof(flyer(code=on_red), EXPECTED)
    assert faults(report) == {"qr"}, told(report)


@pytest.mark.parametrize("where", ["left: -9mm; top: 3mm", "left: 29.5mm; top: 0mm", "left: 5mm; top: 33mm"])
def test_a_code_with_something_in_its_quiet_zone_fails(where: str) -> None:
    speck = f"<p style='position: absolute; {where}; margin: 0; width: 10mm; height: 3mm; background: #000'></p>"
    report = proof(flyer(code=f"<div style='position: relative; margin-left: 10mm'>{code()}{speck}</div>"), EXPECTED)
    assert "quiet zone" in finding(report, "qr").detail


def test_a_code_at_the_very_edge_of_the_page_has_no_quiet_zone() -> None:
    at_the_edge = code(quiet=0, style="position: absolute; right: -10mm; top: 140mm")
    assert "quiet zone" in finding(proof(flyer(code=at_the_edge), EXPECTED), "qr").detail


@pytest.mark.parametrize(("side", "module"), [("11.1mm", "0.30"), ("14mm", "0.38")])
def test_a_code_with_small_modules_fails_with_their_size(side: str, module: str) -> None:
    report = proof(flyer(code=code(style=f"width: {side}; height: {side}")), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert f"has modules of {module} mm, less than 0.4 mm" in finding(report, "qr").detail


def test_a_code_with_modules_of_just_the_least_size_passes() -> None:
    report = proof(flyer(code=code(style="width: 14.8mm; height: 14.8mm")), EXPECTED)
    assert finding(report, "qr").detail == f"{URL} 0.40 mm modules"
    assert report.result == "pass", told(report)


def test_a_poster_may_ask_for_larger_modules() -> None:
    asked = replace(EXPECTED, codes=(ExpectedCode(URL, page=1, least_module_mm=2.0),))
    assert "less than 2 mm" in finding(proof(flyer(), asked), "qr").detail


def test_a_code_to_the_wrong_link_fails_twice() -> None:
    report = proof(flyer(code=code("https://petition.example/s/othertown")), EXPECTED)
    detail = finding(report, "qr").detail
    assert f"leads to {URL}" in detail
    assert "https://petition.example/s/othertown is not a link that should be there" in detail


def test_a_missing_code_fails_with_its_page() -> None:
    report = proof(flyer(code=""), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert finding(report, "qr").page == 1


def test_a_code_on_the_wrong_page_fails() -> None:
    report = proof(flyer(code="", back=code()), EXPECTED)
    assert finding(report, "qr").detail == f"no code that can be read on page 1 leads to {URL}"


def test_a_code_that_nobody_planned_fails() -> None:
    report = proof(flyer(back=code("https://elsewhere.example/")), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert finding(report, "qr").page == 2


@pytest.mark.parametrize(("dark", "light"), [("#888", "#fff"), ("#000", "#777"), ("#d33", "#fb8")])
def test_a_pale_code_fails_with_its_contrast(dark: str, light: str) -> None:
    on_ground = f"<div style='background: {light}; padding: 4mm'>{code(dark=dark, light=light)}</div>"
    report = proof(flyer(code=on_ground), EXPECTED)
    assert faults(report) == {"qr"}, told(report)
    assert "too pale" in finding(report, "qr").detail


def test_a_blurred_code_fails() -> None:
    blurred = code(change=lambda picture: picture.filter(ImageFilter.GaussianBlur(4.5)))
    report = proof(flyer(code=blurred), EXPECTED)
    assert "does not read from a blurred photograph" in finding(report, "qr").detail


def test_a_damaged_code_fails() -> None:
    def scrawl(picture: Image.Image) -> Image.Image:
        picture.paste(255, (150, 150, 290, 290))
        return picture

    assert "qr" in faults(proof(flyer(code=code(change=scrawl)), EXPECTED))


@pytest.mark.parametrize("style", ["", "transform: rotate(90deg)", "transform: rotate(180deg)"])
def test_a_long_link_passes_however_it_is_turned(style: str) -> None:
    expected = Expected(edition="screen", codes=(ExpectedCode(LONG),))
    report = proof(flyer(code=code(LONG, style=style)), expected)
    assert finding(report, "qr").result == "pass", told(report)


def test_two_codes_are_both_told() -> None:
    other = "https://petition.example/s/library"
    expected = replace(EXPECTED, codes=(ExpectedCode(URL, 1), ExpectedCode(other, 2)))
    report = proof(flyer(back=code(other)), expected)
    assert finding(report, "qr").detail == f"{URL} 0.97 mm modules; {other} 0.97 mm modules"


def test_a_strangers_code_is_described_and_judged_mildly() -> None:
    assert finding(proof(flyer(variant=None)), "qr").detail == f"{URL} 0.97 mm modules"
    report = proof(flyer(variant=None, code=code(style="width: 12mm; height: 12mm")))
    assert finding(report, "qr").result == "warn"


def test_no_code_and_none_expected_is_no_finding() -> None:
    report = proof(flyer(code=""), replace(EXPECTED, codes=()))
    assert "qr" not in {found.id for found in report.findings}
