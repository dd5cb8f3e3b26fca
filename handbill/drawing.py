"""Bars and rows of boxes as vector drawings, inline SVG: small enough to be written by hand.

A drawing has no size of its own in its first dimension: the stylesheet gives it one, and lengths
inside are shares of it or px. Colours are attributes, since WeasyPrint does not heed CSS there.
For black toner, and little of it, shapes are outlines with hatching.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from handbill.piece import Palette

GAP = 1.6
"""Between boxes, in per cent of the whole width, where there are few of them."""

LINE = 1.2  # px, the lines of an outline
HATCH = 7.0  # px from one line of hatching to the next
WIDEST = 800.0  # px, wider than any page that these stand on
TALLEST = 60.0  # px


def bar(alt: str, palette: Palette) -> str:
    """Draw a bar that fills its box."""
    return _svg(alt, [_shape(0, 100, palette)])


def boxes(count: int, alt: str, palette: Palette) -> str:
    """Draw a row of boxes, equally wide."""
    gap = min(GAP, 40 / count) if count > 1 else 0.0
    width = (100 - gap * (count - 1)) / count
    return _svg(alt, [_shape(number * (width + gap), width, palette) for number in range(count)])


def _svg(alt: str, shapes: list[str]) -> str:
    said = html.escape(alt, quote=False)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{said}</title>{"".join(shapes)}</svg>'


def _shape(left: float, width: float, palette: Palette) -> str:
    """Draw one box; `left` and `width` in per cent."""
    place = f'x="{left:.3f}%" y="0" width="{width:.3f}%" height="100%"'
    if not palette.mono:
        return f'<rect {place} fill="{palette.brand_text}"/>'
    return f"<svg {place}>{''.join(_hatching(palette.ink))}</svg>"


def _hatching(ink: str) -> Iterator[str]:
    """Yield the lines of a hatched box, which the box cuts off."""
    steps = int((WIDEST + TALLEST) / HATCH)
    path = "".join(f"M{number * HATCH:g} 0l{-TALLEST:g} {TALLEST:g}" for number in range(1, steps))
    yield f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{LINE:g}"/>'
    yield f'<rect width="100%" height="100%" fill="none" stroke="{ink}" stroke-width="{2 * LINE:g}"/>'
