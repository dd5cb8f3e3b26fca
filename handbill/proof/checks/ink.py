"""How much ink lies on one spot?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbill.proof.expected import Expected
from handbill.proof.ink.ghostscript import separate
from handbill.proof.ink.plates import part, total_ink
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import Box, Note

if TYPE_CHECKING:
    from PIL.Image import Image

SPOT = 0.5  # mm² that must have so much ink before it counts: less dries as well as its neighbours
ROUNDING = 0.03  # of a plate's full ink, which greys of 255 and the edges of shapes may make
FULL = 4 / 255  # plates that a step of the total stands for


def ink(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there more ink on any spot than the paper takes?"""
    if expected.press is None:
        return
    limit = expected.press.total_ink
    exact = separate(opened.data, len(opened.pages)) if expected.press.ghostscript else None
    most = [0.0, 0.0]
    for index, page in enumerate(opened.pages):
        sheets = [opened.plates(page)] + ([exact[index]] if exact else [])
        for way, sheet in enumerate(sheets):
            seen = part(total_ink(sheet), page.sheet, page.bleed)
            heaviest = _heaviest(seen, page.bleed)
            most[way] = max(most[way], heaviest)
            if heaviest > limit + ROUNDING:
                told = f"{heaviest:.0%} of ink on one spot, more than {limit:.0%} ({_WAYS[way]})"
                yield Note("fail", told, page.number, _where(seen, page, limit))
    for told in opened.separated.unread:
        yield Note("warn", f"{told}, so its ink is not counted")
    by = f"{most[0]:.0%} by our own plates" + (f", {most[1]:.0%} by Ghostscript" if exact else "")
    yield Note("pass", f"at most {by}")


_WAYS = ("by our own plates", "by Ghostscript")


def _heaviest(total: Image, box: Box) -> float:
    """Return the most ink that as much as SPOT has; 1 is one full plate."""
    pixels = SPOT * total.width * total.height / max(box.width * box.height, 1e-9)
    left = max(pixels, 1.0)
    for step, count in reversed(list(enumerate(total.histogram()))):
        left -= count
        if left <= 0:
            return step * FULL
    return 0.0


def _where(total: Image, page: Page, limit: float) -> Box | None:
    """Return the box, on the page, of what has too much ink."""
    level = (limit + ROUNDING) / FULL
    found = total.point([255 if step > level else 0 for step in range(256)]).getbbox()
    if found is None:
        return None
    across, down = page.bleed.width / total.width, page.bleed.height / total.height
    left, top = page.bleed.left, page.bleed.top
    return Box(left + found[0] * across, top + found[1] * down, left + found[2] * across, top + found[3] * down)
