"""Do the pages on printed sheets lie where they should, once the sheets are cut and turned?"""

from __future__ import annotations

from collections.abc import Iterator

from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.placing import ASTRAY, Found, behind, find
from handbill.proof.report import Note


def placed(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is each page of the original on its sheet, whole, the right way up, and its back behind it?"""
    asked = expected.office
    if asked is None or not asked.placed:
        return
    found = find(opened, asked.original, asked.placed)
    for each in found:
        yield from _judge(each)
    for told, back in behind(found, opened.pages, asked):
        yield Note("fail", told, back.side, back.box)
    furthest = max(each.off for each in found)
    count = len({each.placed.page for each in found})
    pages = "1 page" if count == 1 else f"{count} pages"
    yield Note("pass", f"{pages} found, within {max(furthest, 0.05):.2f} mm of its place")


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
