"""Reading QR codes off a page as a phone would, and measuring them.

zxing-cpp reads them, which shares nothing with the program that draws them. It is kinder than
phones are: it reads light codes on dark grounds, and codes with no quiet zone. So each code
found is also measured, and read a second time from a poor photograph of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbill.proof.page import Page
from handbill.proof.report import Box, hull

if TYPE_CHECKING:
    from PIL.Image import Image

Point = tuple[float, float]

QUIET = 4  # modules on each side, ISO/IEC 18004
MARGIN = QUIET + 1  # modules round the code in the picture that is measured
FINE = 8  # pixels a module in that picture
BLUR = 3  # of those pixels, by which the edge of a code may be missed
FINDER = 7  # modules along a finder pattern's side
CLEAR = 0.3  # of the difference between dark and light that the quiet zone may stray by

PHONE = 3  # pixels a module in a phone's photograph from arm's length
PHONE_TILT = 4  # degrees
PHONE_BLUR = 0.8  # pixels
PHONE_BLACK, PHONE_WHITE = 50, 205  # greys, in poor light
PHONE_NOISE = 16  # greys, either way


@dataclass(frozen=True, slots=True)
class Code:
    """A code read off a page. Greys run from 0, black, to 255.

    `dark` and `light` are the greys of its finder patterns' dark and light modules, and
    `quiet` says whether the four modules round it are as light as those, all the way round.
    """

    text: str
    page: int
    box: Box
    modules: int
    module_mm: float
    dark: float
    light: float
    quiet: bool
    by_phone: bool


def scan(page: Page, dpi: float = 0) -> Iterator[Code]:
    """Find the codes of a page; at `dpi`, where the page's own picture is too coarse for them."""
    scale = dpi / 25.4 or page.scale
    picture = page.region(page.box, scale) if dpi else page.picture
    for found in _read(picture):
        yield _measure(page, found, [(x / scale, y / scale) for x, y in _corners(found)])


def readable(picture: Image) -> set[str]:
    """Return what the codes of a picture say."""
    return {found.text for found in _read(picture)}


def _read(picture: Image, *, kindly: bool = True) -> list[Any]:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=kindly,
        try_downscale=kindly,
    )
    return list(found)


def _corners(found: Any) -> list[Point]:
    """Return the corners of a code in pixels: top left, top right and bottom left, as the code stands."""
    at = found.position
    return [(corner.x, corner.y) for corner in (at.top_left, at.top_right, at.bottom_left)]


def _measure(page: Page, found: Any, corners: list[Point]) -> Code:
    """Draw the code again, large and upright, and measure it. `corners` are in mm."""
    modules = 17 + 4 * int(found.extra["Version"])
    straight = _straighten(page, corners, modules)
    again = next((code for code in _read(straight) if code.text == found.text), None)
    if again is not None:  # the corners are known to a tenth of a module now
        corners = _refine(corners, _corners(again), modules)
        straight = _straighten(page, corners, modules)
    (left, top), (right, level), (across, bottom) = corners
    opposite = (right + across - left, level + bottom - top)
    dark, light = _greys(straight, modules)
    return Code(
        text=found.text,
        page=page.number,
        box=hull(Box(x, y, x, y) for x, y in [*corners, opposite]),
        modules=modules,
        module_mm=math.dist(corners[0], corners[1]) / modules,
        dark=dark,
        light=light,
        quiet=_is_quiet(straight, modules, light - CLEAR * (light - dark)),
        by_phone=any(code.text == found.text for code in _read(_photograph(straight, modules), kindly=False)),
    )


def _straighten(page: Page, corners: list[Point], modules: int) -> Image:
    """Return the code upright, FINE pixels a module, with MARGIN modules round it; off the page is black."""
    from PIL import Image

    (left, top), (right, level), (across, bottom) = corners
    along = ((right - left) / modules, (level - top) / modules)  # mm, one module to the right
    down = ((across - left) / modules, (bottom - top) / modules)
    module = math.hypot(*along)
    reach = [
        (left + along[0] * x + down[0] * y, top + along[1] * x + down[1] * y)
        for x in (-MARGIN, modules + MARGIN)
        for y in (-MARGIN, modules + MARGIN)
    ]
    box = hull(Box(x, y, x, y) for x, y in reach).cut_to(page.box)
    scale = FINE / module
    seen = page.region(box, scale)
    side = (modules + 2 * MARGIN) * FINE
    step = [scale / FINE * part for part in (along[0], down[0], along[1], down[1])]
    start_x, start_y = (reach[0][0] - box.left) * scale, (reach[0][1] - box.top) * scale
    return seen.transform(
        (side, side),
        Image.Transform.AFFINE,
        (step[0], step[1], start_x, step[2], step[3], start_y),
        Image.Resampling.BILINEAR,
        fillcolor=0,
    )


def _refine(corners: list[Point], pixels: list[Point], modules: int) -> list[Point]:
    """Move the corners to where the large picture has them."""
    (left, top), (right, level), (across, bottom) = corners
    moved = []
    for x, y in pixels:
        along, down = x / FINE - MARGIN, y / FINE - MARGIN
        moved.append(
            (
                left + (right - left) * along / modules + (across - left) * down / modules,
                top + (level - top) * along / modules + (bottom - top) * down / modules,
            )
        )
    return moved


def _greys(straight: Image, modules: int) -> tuple[float, float]:
    """Return the greys of the dark and the light modules, taken from the three finder patterns."""
    far = modules - FINDER
    patterns = [(0, 0), (far, 0), (0, far)]
    dark = [_grey(straight, x + 3, y + 3) for x, y in patterns]
    light = [_grey(straight, x + step, y + 1) for x, y in patterns for step in (2, 3, 4)]
    return sum(dark) / len(dark), sum(light) / len(light)


def _grey(straight: Image, x: int, y: int) -> float:
    """Return the grey in the middle of the module in column `x`, row `y`."""
    left, top = (MARGIN + x) * FINE + FINE // 4, (MARGIN + y) * FINE + FINE // 4
    middle = straight.crop((left, top, left + FINE // 2, top + FINE // 2)).tobytes()
    return sum(middle) / len(middle)


def _is_quiet(straight: Image, modules: int, least: float) -> bool:
    """Tell whether the four modules on every side are as light as the code's own light modules."""
    # Edges are blurred, and the corners of a dense code known to a third of a module.
    near, far = FINE * (MARGIN - QUIET) + BLUR, FINE * (MARGIN + modules + QUIET) - BLUR
    inner, outer = FINE * MARGIN - BLUR, FINE * (MARGIN + modules) + BLUR
    above, below = (near, near, far, inner), (near, outer, far, far)
    left, right = (near, near, inner, far), (outer, near, far, far)
    return all(min(straight.crop(side).tobytes()) >= least for side in (above, below, left, right))


def _photograph(straight: Image, modules: int) -> Image:
    """Return what a phone in poor light sees: small, tilted, blurred, pale and noisy, the same every time."""
    from PIL import Image, ImageChops, ImageFilter

    border = FINE * (MARGIN - QUIET)
    side = straight.width - border
    size = (modules + 2 * QUIET) * PHONE
    pale = straight.crop((border, border, side, side)).point(
        [PHONE_BLACK + grey * (PHONE_WHITE - PHONE_BLACK) // 255 for grey in range(256)]
    )
    seen = pale.rotate(PHONE_TILT, Image.Resampling.BILINEAR, fillcolor=PHONE_WHITE)
    seen = seen.resize((size, size), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(PHONE_BLUR))
    grain = random.Random(modules).randbytes(size * size)
    noise = Image.frombytes("L", (size, size), grain).point(
        [PHONE_NOISE + (grey - 128) * PHONE_NOISE // 128 for grey in range(256)]
    )
    return ImageChops.add(seen, noise, offset=-PHONE_NOISE)
