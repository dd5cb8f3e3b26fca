"""What happens at the cut: bleed, safe area, crop marks; and at the edge of a desk printer's sheet."""

from __future__ import annotations

from collections.abc import Iterator
from operator import and_
from typing import TYPE_CHECKING

from handbill.proof.expected import Expected
from handbill.proof.ink.marks import misplaced, within
from handbill.proof.ink.plates import any_ink, part
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import Box, Note
from handbill.proof.wording import quoted

if TYPE_CHECKING:
    from PIL.Image import Image

ROUNDING = 0.1  # mm
NEAR = 0.5  # mm inside the cut: what has ink there is meant to reach it
BARE = 5  # greys of 255, under which paper counts as bare
INKED_AT = bytes(level > BARE for level in range(256))
BARE_AT = bytes(level <= BARE for level in range(256))
LEAST_RUN = 1.0  # mm along an edge; less is the corner of something
STRIPS = 4  # in which the bleed is looked at: more would take the stripes of a picture for gaps
SIDES = ("top", "right", "bottom", "left")


def bleed(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Does all that reaches the cut go on past it, as far as was asked?"""
    if expected.press is None:
        return
    asked = expected.press.bleed
    for page in opened.pages:
        ink = any_ink(opened.plates(page))
        bare = [side for side in SIDES if _stops(ink, page, side, asked)]
        short = {side: room for side, room in _room(page).items() if room < asked - ROUNDING}
        for side in bare:
            told = f"ink reaches the {side} edge, but not the {asked:g} mm of bleed beyond it"
            yield Note("fail", told, page.number, _outside(page.trim, side, asked))
        if short and not bare:
            side, room = min(short.items(), key=lambda each: each[1])
            told = f"the bleed box gives {room:.2f} mm at the {side}, not {asked:g} mm"
            yield Note(expected.by_our_rules, told, page.number, _outside(page.trim, side, asked))
    yield Note("pass", f"{asked:g} mm wherever ink reaches the cut")


def _room(page: Page) -> dict[str, float]:
    """Return how far the bleed box reaches past the trim, side by side, in mm."""
    gaps = (page.trim.top - page.bleed.top, page.bleed.right - page.trim.right,
            page.bleed.bottom - page.trim.bottom, page.trim.left - page.bleed.left)  # fmt: skip
    return dict(zip(SIDES, gaps, strict=True))


def _outside(trim: Box, side: str, far: float, near: float = 0.0) -> Box:
    """Return the strip along a side of the trim from `near` to `far` mm beyond it; negative is inside."""
    low, high = min(near, far), max(near, far)
    left, top, right, bottom = trim
    return {
        "top": Box(left, top - high, right, top - low),
        "bottom": Box(left, bottom + low, right, bottom + high),
        "left": Box(left - high, top, left - low, bottom),
        "right": Box(right + low, top, right + high, bottom),
    }[side]


def _stops(ink: Image, page: Page, side: str, asked: float) -> bool:
    """Tell whether there is ink just inside an edge that does not go on all the way to the end of the bleed."""
    inside = _along(ink, page, _outside(page.trim, side, -NEAR, -ROUNDING), side)
    width = min(asked / STRIPS, NEAR)
    starts = [asked * strip / STRIPS for strip in range(STRIPS - 1)]
    strips = [(max(start, ROUNDING), start + asked / STRIPS) for start in starts]
    return any(_bare(ink, page, side, inside, *each) for each in (*strips, (asked - width, asked - ROUNDING)))


def _bare(ink: Image, page: Page, side: str, inside: bytes, near: float, far: float) -> bool:
    """Tell whether there is ink just inside an edge, and none in the strip from `near` to `far` mm beyond it."""
    beyond = _outside(page.trim, side, far, near)
    across = (beyond.left + beyond.right) / 2 if side in ("left", "right") else (beyond.top + beyond.bottom) / 2
    whole = page.sheet.left <= across <= page.sheet.right if side in ("left", "right") \
        else page.sheet.top <= across <= page.sheet.bottom  # fmt: skip
    outside = _along(ink, page, beyond, side) if whole else bytes(len(inside))
    gaps = bytes(map(and_, inside.translate(INKED_AT), outside.translate(BARE_AT)))
    longest = max(map(len, gaps.split(b"\0")))
    length = page.trim.width if side in ("top", "bottom") else page.trim.height
    return longest * length / max(len(inside), 1) >= LEAST_RUN


def _along(ink: Image, page: Page, strip: Box, side: str) -> bytes:
    """Return the mean ink of a strip at each pixel along its edge."""
    from PIL import Image

    seen = part(ink, page.sheet, strip)
    size = (seen.width, 1) if side in ("top", "bottom") else (1, seen.height)
    return seen.resize(size, Image.Resampling.BOX).tobytes()


def safe(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there anything but ground so near to the cut that a guillotine may take it off?"""
    if expected.press is None:
        return
    asked = expected.press.safe
    for page in opened.pages:
        inner = page.trim.grown(ROUNDING - asked)
        things = [(f"{quoted(run.text)} stands", run.box) for run in page.runs if not run.invisible]
        things += [(f"the code to {code.text} stands", code.box) for code in opened.codes if code.page == page.number]
        for what, box in things:
            if not box.within(inner) and box.shared(page.trim):
                told = f"{what} {_gap(box, page.trim):.1f} mm from the cut, nearer than {asked:g} mm"
                yield Note("fail", told, page.number, box)
        for mark in opened.walked(page).marks:
            if mark.kind != "text" and mark.paint.total and _ends_within(mark.box, page, inner):
                gap = _gap(mark.box, page.trim)
                yield Note("warn", f"a {mark.kind} ends {gap:.1f} mm from the cut", page.number, mark.box)
    yield Note("pass", f"nothing but grounds within {asked:g} mm of the cut")


def _gap(box: Box, trim: Box) -> float:
    return min(box.left - trim.left, box.top - trim.top, trim.right - box.right, trim.bottom - box.bottom)


def _ends_within(box: Box, page: Page, inner: Box) -> bool:
    """Tell whether a shape comes near the cut without running over it."""
    return box.within(page.trim.grown(-ROUNDING)) and not box.within(inner)


def marks(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are there crop marks at every corner, on all plates, in line with the trim, and outside the bleed?

    The line beside them that names the file has to lie on the sheet too.
    """
    asked = expected.press
    if asked is None:
        return
    for page in opened.pages:
        plates = opened.plates(page)
        for told, box in within(plates, page):
            yield Note("fail", told, page.number, box)
        if asked.marks:
            for told, box in misplaced(plates, page):
                yield Note("fail", told, page.number, box)
        for run in page.slug:
            if not run.invisible and not run.box.within(page.sheet):
                yield Note("fail", f"{quoted(run.text)} runs off the sheet", page.number, run.box)
    if asked.marks:
        yield Note("pass", "at every corner, on all four plates")
    else:
        yield Note("pass", "none within the bleed")


def edge(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there anything where a desk printer cannot print?"""
    if expected.office is None or expected.office.edge <= ROUNDING:
        return
    asked = expected.office.edge
    for page in opened.pages:
        for side in SIDES:
            strip = _outside(page.box, side, -asked + ROUNDING + 1 / page.scale)  # a pixel may lie on the border
            lightest = page.region(strip, page.scale).convert("L").point([255] * (256 - BARE) + [0] * BARE)
            if found := lightest.getbbox():
                told = (
                    f"something stands less than {asked:g} mm from the {side} edge, where most printers print nothing"
                )
                yield Note(expected.by_our_rules, told, page.number, _found(strip, lightest.size, found))
    yield Note("pass", f"{asked:g} mm of white all round")


def _found(strip: Box, size: tuple[int, int], found: tuple[int, int, int, int]) -> Box:
    """Turn a rectangle in pixels of a strip's picture into mm."""
    across, down = strip.width / size[0], strip.height / size[1]
    left, top, right, bottom = found
    start = (strip.left, strip.top)
    return Box(start[0] + left * across, start[1] + top * down, start[0] + right * across, start[1] + bottom * down)
