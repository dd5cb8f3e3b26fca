"""Are lines heavy enough, and pictures fine enough, to be printed?"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handbill.proof.expected import Expected, ForPress
from handbill.proof.ink.walk import Mark
from handbill.proof.opened import Opened
from handbill.proof.report import Note

ROUNDING = 0.01  # pt
LONG = 1.0  # mm, from which a thin filled shape is a line
COARSE = 0.98  # of the resolution asked for, which rounding a picture's size may cost


def lines(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is any line too fine, dark on light or light on dark?"""
    if expected.press is None:
        return
    least = expected.press.least_line
    finest = math.inf
    for page in opened.pages:
        for mark in opened.walked(page).marks:
            if not _is_line(mark):
                continue
            finest = min(finest, mark.weight)
            if mark.weight < least - ROUNDING:
                kind = "a line" if mark.paint.total else "a white line"
                told = f"{kind} of {mark.weight:.2g} pt, finer than {least:g} pt"
                yield Note(expected.by_our_rules, told, page.number, mark.box)
    if math.isfinite(finest):
        yield Note("pass", f"the finest has {finest:.3g} pt")


def _is_line(mark: Mark) -> bool:
    """Tell whether a mark is a line: a stroke, or a long thin shape, as many programs draw rules."""
    if mark.kind == "stroke":
        return True
    return mark.kind == "fill" and max(mark.box.width, mark.box.height) >= LONG and mark.weight <= LONG


def images(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Have pictures enough pixels for the size at which they are printed?"""
    if expected.press is None and expected.ours:
        return
    asked = expected.press or ForPress()
    coarsest = math.inf
    for page in opened.pages:
        for mark in opened.walked(page).marks:
            if mark.kind != "picture" or not math.isfinite(mark.ppi):
                continue
            coarsest = min(coarsest, mark.ppi)
            if mark.ppi < asked.good_ppi * COARSE:
                poor = mark.ppi < asked.least_ppi * COARSE and expected.press is not None
                told = f"a picture of {mark.ppi:.0f} ppi on page {page.number}; {asked.good_ppi:g} is better"
                yield Note("fail" if poor else "warn", told, page.number, mark.box)
    if math.isfinite(coarsest):
        yield Note("pass", f"the coarsest has {coarsest:.0f} ppi")
