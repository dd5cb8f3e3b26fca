"""Can all the text be seen: on the page, whole, uncovered, and not run together?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from math import ceil, floor
from typing import TYPE_CHECKING

from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import Box, Note, Result
from handbill.proof.runs import Glyph, Run
from handbill.proof.wording import quoted

if TYPE_CHECKING:
    from PIL.Image import Image

OVERHANG = 0.1  # mm past the edge that rounding may make
SAFE = 2.5  # mm from the edge, where a guillotine may still cut
MISPLACED = 2  # pixels by which a renderer moves small glyphs to fit its grid
CUT = 0.2  # of a glyph's width or height that must be gone before it counts as cut off
TOUCHING = 0.3  # of a glyph's box that another may cover: accents and tails reach into the next line
MOST_PAIRS = 100_000  # of lines compared on one page
MOST_OVERLAPS = 20  # told of one page


class Seen(Enum):
    NOT = 0
    PART = 1
    WHOLE = 2


def fit(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is any text past the edge, hidden, cut off, or on top of other text?"""
    if expected.on_sheets:
        return
    lines = 0
    for page in opened.pages:
        runs = [run for run in page.runs if expected.ours or not run.invisible]
        lines += len(runs)
        if not page.reading.whole:
            yield Note("fail", f"page {page.number} has more letters than can be looked at", page.number)
        yield from _at_the_edge(page, runs, expected)
        yield from _hidden(page, runs, expected.by_our_rules)
        yield from _overlaps(runs, expected.by_our_rules)
    if lines:
        yield Note("pass", "all text is on the page, whole and in sight")


def _at_the_edge(page: Page, runs: list[Run], expected: Expected) -> Iterator[Note]:
    edge = page.trim if expected.ours else page.box
    for run in runs:
        if not run.box.within(edge.grown(OVERHANG)):
            yield Note(expected.by_our_rules, f"{quoted(run.text)} runs over the edge of the page", run.page, run.box)
        elif expected.ours and expected.press is None and not run.box.within(edge.grown(-SAFE)):
            told = f"{quoted(run.text)} stands less than {SAFE} mm from the edge"
            yield Note("warn", told, run.page, run.box)


def _hidden(page: Page, runs: list[Run], result: Result) -> Iterator[Note]:
    """Look for the ink of every glyph where it should stand."""
    ink, scale = page.ink, page.scale
    for run in runs:
        seen = [_seen(ink, glyph, scale, run.exact) for glyph in run.glyphs]
        lost = [glyph for glyph, how in zip(run.glyphs, seen, strict=True) if how is not Seen.WHOLE]
        if all(how is Seen.NOT for how in seen):
            told = f"{quoted(run.text)} cannot be seen: it is cut off, covered, or the colour of its ground"
            yield Note(result, told, run.page, run.box)
        elif lost:
            letters = quoted("".join(glyph.text for glyph in lost))
            told = f"part of {quoted(run.text)} is cut off or covered, at {letters}"
            yield Note(result, told, run.page, lost[0].box)


def _seen(ink: Image, glyph: Glyph, scale: float, exact: bool) -> Seen:
    """Tell how much of a glyph is seen: ink that reaches all four sides of its box is the whole of it."""
    left, top, right, bottom = (edge * scale for edge in glyph.box)
    frame = (floor(left) - 1, floor(top) - 1, ceil(right) + 1, ceil(bottom) + 1)
    found = ink.crop(frame).getbbox()
    if found is None:
        return Seen.NOT
    if not exact:
        return Seen.WHOLE
    across = MISPLACED + max(CUT * (right - left), 1)
    down = MISPLACED + max(CUT * (bottom - top), 1)
    whole = (
        found[0] + frame[0] <= left + across
        and found[1] + frame[1] <= top + down
        and found[2] + frame[0] >= right - across
        and found[3] + frame[1] >= bottom - down
    )
    return Seen.WHOLE if whole else Seen.PART


def _overlaps(runs: list[Run], result: Result) -> Iterator[Note]:
    pairs = found = 0
    waiting = sorted(runs, key=lambda run: run.box.top)
    for index, run in enumerate(waiting):
        for other in waiting[index + 1 :]:
            pairs += 1
            if other.box.top >= run.box.bottom or pairs > MOST_PAIRS or found == MOST_OVERLAPS:
                break
            if run.box.shared(other.box) and _collide(run, other):
                found += 1
                told = f"{quoted(run.text)} and {quoted(other.text)} stand on top of each other"
                yield Note(result, told, run.page, run.box)


def _collide(run: Run, other: Run) -> bool:
    """Tell whether two lines share so much room that they can't both be read."""
    if run.text == other.text or not (run.exact and other.exact):
        return False  # drawn twice for weight or as a shadow; or its place is not known well enough
    struck = sum(1 for glyph in run.glyphs if any(_covers(glyph.box, over.box) for over in other.glyphs))
    return struck >= min(2, len(run.glyphs), len(other.glyphs))


def _covers(box: Box, other: Box) -> bool:
    smaller = min(box.width * box.height, other.width * other.height)
    return box.shared(other) > TOUCHING * smaller
