"""Colours of a branch, with the text colours on them worked out for contrast.

Contrast is that of the Web Content Accessibility Guidelines 2.2 (section 1.4.3): 4.5:1 for
running text, 3:1 for display sizes.
"""

from __future__ import annotations

from functools import lru_cache

from handbill.piece import Palette

INK = "#141b2d"
PAPER = "#ffffff"
TEXT_CONTRAST = 4.5
DISPLAY_CONTRAST = 3.0

DEFAULT_BRAND = "#1f3a8a"
DEFAULT_ACCENT = "#ffd23f"


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of `#rgb` or `#rrggbb`."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 for black to 1 for white."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: str) -> str:
    """Return ink or paper, whichever reads better on a ground."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, ground))


MONO = Palette(
    brand="#000000",
    accent="#000000",
    ink="#000000",
    paper=PAPER,
    brand_is_ground=False,
    accent_is_ground=False,
    on_brand=PAPER,
    on_accent=PAPER,
    on_ink=PAPER,
    brand_text="#000000",
    accent_text="#000000",
    accent_on_brand=PAPER,
    accent_on_ink=PAPER,
    brand_on_accent=PAPER,
    brand_on_ink=PAPER,
    mono=True,
)
"""For black toner, and little of it."""


@lru_cache(256)
def palette(brand: str = "", accent: str = "") -> Palette:
    """Work out a palette from the brand's two colours; the program's own where they are not given."""
    brand = full(brand or DEFAULT_BRAND)
    on_brand = text_on(brand)
    accent = full(accent or _readable(brand, DEFAULT_ACCENT, on_brand))
    on_accent = text_on(accent)
    return Palette(
        brand=brand,
        accent=accent,
        ink=INK,
        paper=PAPER,
        brand_is_ground=contrast(on_brand, brand) >= TEXT_CONTRAST,
        accent_is_ground=contrast(on_accent, accent) >= TEXT_CONTRAST,
        on_brand=on_brand,
        on_accent=on_accent,
        on_ink=PAPER,
        brand_text=_readable(PAPER, brand, INK),
        accent_text=_readable(PAPER, accent, _readable(PAPER, brand, INK)),
        accent_on_brand=_readable(brand, accent, on_brand),
        accent_on_ink=_readable(INK, accent, PAPER),
        brand_on_accent=_readable(accent, brand, on_accent),
        brand_on_ink=_readable(INK, brand, PAPER),
    )


def _readable(ground: str, wanted: str, otherwise: str) -> str:
    return wanted if contrast(wanted, ground) >= DISPLAY_CONTRAST else otherwise


def full(colour: str) -> str:
    """Return a colour as `#rrggbb`, whichever way it was typed."""
    return "#{:02x}{:02x}{:02x}".format(*channels(colour))
