"""Text on a brand's colours can be read, whatever the colours are."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbill.colour import DISPLAY_CONTRAST, TEXT_CONTRAST, contrast, luminance, palette, text_on

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_that_of_the_guidelines() -> None:
    """Values of the Web Content Accessibility Guidelines' own examples."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#fff", "#fff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(COLOURS, COLOURS)
@example("#ffffff", "#ffffff")
@example("#000000", "#000000")
@example("#808080", "#7f7f7f")
@example("#141b2d", "#141b2d")
@example("#c8102e", "#c9112f")
def test_every_text_can_be_read_on_its_ground(brand: str, accent: str) -> None:
    made = palette(brand, accent)
    assert (made.brand, made.accent) == (brand, accent)
    assert not made.brand_is_ground or contrast(made.on_brand, brand) >= TEXT_CONTRAST
    assert not made.accent_is_ground or contrast(made.on_accent, accent) >= TEXT_CONTRAST
    assert contrast(made.on_ink, made.ink) >= TEXT_CONTRAST
    assert contrast(made.ink, made.paper) >= TEXT_CONTRAST
    for text, ground in (
        (made.on_brand, brand),
        (made.on_accent, accent),
        (made.brand_text, made.paper),
        (made.accent_text, made.paper),
        (made.accent_on_brand, brand),
        (made.accent_on_ink, made.ink),
        (made.brand_on_accent, accent),
        (made.brand_on_ink, made.ink),
    ):
        assert contrast(text, ground) >= DISPLAY_CONTRAST, (text, ground)


@given(COLOURS)
@settings(max_examples=300, deadline=None, derandomize=True)
@example("#ffffff")
@example("#ffd23f")
def test_an_accent_that_is_not_given_stands_out_from_the_brand(brand: str) -> None:
    assert contrast(palette(brand).accent, brand) >= DISPLAY_CONTRAST


def test_a_brand_colour_stays_where_it_can_be_read() -> None:
    made = palette("#C8102E", "#ffd23f")
    assert (made.brand, made.on_brand, made.brand_text, made.accent_on_brand) == (
        "#c8102e",
        "#ffffff",
        "#c8102e",
        "#ffd23f",
    )
    assert made.accent_text == "#c8102e"  # yellow cannot be read on paper
    assert made.brand_is_ground


def test_short_colours_and_none_at_all() -> None:
    assert palette("#abc", "#123") == palette("#aabbcc", "#112233")
    assert palette().brand_is_ground
    assert text_on("#ffffff") != text_on("#000000")
