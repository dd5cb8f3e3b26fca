"""Do the pages on printed sheets lie where they should, once the sheets are cut and turned?"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from handbill.proof.expected import Expected, ForOffice
from handbill.proof.opened import Opened
from handbill.proof.placing import ASTRAY, Found, behind, find
from handbill.proof.report import Box, Note
from handbill.proof.wording import quoted

DUPLEX = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge", "none": "/Simplex"}  # ISO 32000-2, 12.2
TURNED = {"long": "turned over its long edge", "short": "turned over its short edge", "none": "printed on one side"}


def placed(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is each page of the original on its sheet, whole, the right way up, and its back behind it?

    Does the file say how it is to be printed, so that it comes out so?
    """
    asked = expected.office
    if asked is None or not asked.placed:
        return
    found = find(opened, asked.original, asked.placed)
    for each in found:
        yield from _judge(each)
    yield from _cut_off(asked)
    for told, back in behind(found, opened.pages, asked):
        yield Note("fail", told, back.side, back.box)
    yield from _told_wrong(opened, asked)
    furthest = max(each.off for each in found)
    count = len({each.placed.page for each in found})
    pages = "1 page" if count == 1 else f"{count} pages"
    yield Note("pass", f"{pages} found, within {max(furthest, 0.05):.2f} mm of its place")


def _told_wrong(opened: Opened, asked: ForOffice) -> Iterator[Note]:
    """Look at what the file tells the printer's window: to print at full size, and over which edge to turn."""
    said = opened.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    if said.get("/PrintScaling") != "/None":
        yield Note("fail", "the file does not ask to be printed at its own size, so programs shrink it to fit")
    if said.get("/Duplex") != DUPLEX[asked.duplex]:
        yield Note("fail", f"the file does not ask to be {TURNED[asked.duplex]}")


def _cut_off(asked: ForOffice) -> Iterator[Note]:
    """Look for words and codes in what no sheet shows of a page: at its edges, only a ground may be left out."""
    if asked.in_parts or not any(each.shown for each in asked.placed):
        return
    with Opened(asked.original, max(each.page for each in asked.placed)) as original:
        for each in {each.page: each for each in asked.placed}.values():
            page, (left, top, right, bottom) = original.pages[each.page - 1], each.cut
            box, wide, high = page.trim, page.trim.width, page.trim.height
            shown = Box(
                box.left + left * wide, box.top + top * high, box.right - right * wide, box.bottom - bottom * high
            )
            said = [(quoted(run.text), run.box) for run in page.runs if not run.invisible]
            said += [(f"the code to {code.text}", code.box) for code in original.codes if code.page == each.page]
            for what, where in said:
                if not where.within(shown.grown(ASTRAY)):
                    yield Note("fail", f"{what} on page {each.page} is cut off", each.side, each.box)


def _judge(found: Found) -> Iterator[Note]:
    at = found.placed
    if not found.there:
        told = f"page {at.page} is not where it should be on side {at.side}: something else stands there"
        yield Note("fail", told, at.side, at.box)
    elif found.differs:
        told = f"page {at.page} on side {at.side} is not whole: something is missing, or covers it"
        yield Note("fail", told, at.side, found.differs)
    elif found.off > ASTRAY:
        yield Note("fail", f"page {at.page} on side {at.side} is {found.off:.2f} mm off its place", at.side, at.box)
