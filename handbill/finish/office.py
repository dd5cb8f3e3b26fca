"""The edition for a desk printer: pages on the sheets that are in it, clear of the edge that it leaves white.

Small pages stand side by side, to be cut apart; many make a booklet; a poster is spread over
several sheets. `impose` does the placing. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2

from handbill.errors import UsageError
from handbill.finish.desk import Desk
from handbill.impose import Booklet, Cut, Fold, Plan, Scheme, Size, Tile, guess, planned, read, write
from handbill.impose.papers import paper
from handbill.units import mm

SCALE: Final = 2  # px a pt, for looking where the ink of a page begins
WHITE: Final = 250  # of 255; what is as light as this is paper
SURE: Final = 0.5  # mm by which the ink may begin earlier than the picture shows


@dataclass(frozen=True, slots=True)
class Office:
    """Sheets as a PDF, and the plan that says where they have which page."""

    pdf: bytes
    plan: Plan


def finish(pdf: bytes, desk: Desk, *, booklet: bool, lang: str) -> Office:
    """Return the sheets for these pages. Raises HandbillError where they do not go on the printer's paper."""
    source = read(pdf)
    plan = planned(source, _scheme(source.sizes, desk, blank(pdf), booklet=booklet, lang=lang))
    return Office(write(plan, source), plan)


def _scheme(sizes: Sequence[Size], desk: Desk, white: float, *, booklet: bool, lang: str) -> Scheme:
    sheet = paper(desk.paper)
    if booklet:
        return Booklet(sheet, desk.duplex, desk.offset, desk.edge, white)
    try:
        suits = guess(sizes, sheet)
    except UsageError:  # a page that fills a sheet
        suits = "cut"
    if suits == "tile":
        return Tile(sheet, desk.edge, sheets=desk.poster_sheets, lang=lang)
    if suits == "booklet" and desk.duplex != "none":
        return Booklet(sheet, desk.duplex, desk.offset, desk.edge, white)
    if suits == "fold" and desk.duplex != "none":
        return Fold(sheet, desk.duplex, desk.offset, desk.edge, white)
    return Cut(sheet, duplex=desk.duplex, offset=desk.offset, edge=desk.edge, blank=white)


def blank(pdf: bytes) -> float:
    """Return how far all pages of a file are white, from every edge, in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return max(0.0, min(map(_blank, document)) - SURE)
    finally:
        document.close()


def _blank(page: pypdfium2.PdfPage) -> float:
    picture = page.render(scale=SCALE).to_pil().convert("L")
    page.close()
    box = picture.point([255 if level < WHITE else 0 for level in range(256)]).getbbox()
    width, height = picture.size
    left, top, right, bottom = box or (width, height, 0, 0)
    return mm(min(left, top, width - right, height - bottom) / SCALE)
