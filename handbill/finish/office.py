"""The edition for a desk printer: pages on the sheets that are in it, clear of the edge that it leaves white.

Small pages stand side by side, to be cut apart; many make a booklet; a poster is spread over
several sheets. `impose` does the placing. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2

from handbill.errors import UsageError
from handbill.finish.desk import Desk
from handbill.impose import Booklet, Cut, Fold, Plan, Scheme, Size, Tile, guess, planned, read, write
from handbill.impose.papers import paper
from handbill.units import mm
from handbill.wording import direction

SCALE: Final = 2  # px a pt, for looking where the ink of a page begins
WHITE: Final = 250  # of 255; what is as light as this is paper
CLEAR: Final = 1.5  # mm between the white edge and what a page says
PATH: Final = pypdfium2.raw.FPDF_PAGEOBJ_PATH
SURE: Final = 0.5  # mm by which the ink may begin earlier than the picture shows


@dataclass(frozen=True, slots=True)
class Office:
    """Sheets as a PDF, and the plan that says where they have which page."""

    pdf: bytes
    plan: Plan


def finish(pdf: bytes, desk: Desk, words: Mapping[str, str], *, booklet: bool, lang: str) -> Office:
    """Return the sheets for these pages, with the program's words beside those of a poster.

    Raises HandbillError where they do not go on the printer's paper.
    """
    source = read(pdf)
    plan = planned(source, _scheme(source.sizes, desk, pdf, words, booklet=booklet, lang=lang))
    return Office(write(plan, source), plan)


def _scheme(
    sizes: Sequence[Size], desk: Desk, pdf: bytes, words: Mapping[str, str], *, booklet: bool, lang: str
) -> Scheme:
    sheet = paper(desk.paper)
    edge = desk.edge + max(map(abs, desk.offset))  # backs are moved, and keep off the edge all the same
    backwards = direction(lang) == "rtl"
    if booklet:
        return Booklet(sheet, desk.duplex, desk.offset, edge, blank(pdf), backwards=backwards)
    try:
        suits = guess(sizes, sheet)
    except UsageError:  # a page that fills a sheet
        suits = "cut"
    if suits == "tile":
        return Tile(sheet, desk.edge, sheets=desk.poster_sheets, words=words)
    if suits == "booklet" and desk.duplex != "none":
        return Booklet(sheet, desk.duplex, desk.offset, edge, blank(pdf), backwards=backwards)
    if suits == "fold" and desk.duplex != "none":
        return Fold(sheet, desk.duplex, desk.offset, edge, blank(pdf), backwards=backwards)
    clear = edge + CLEAR if edge else 0
    return Cut(sheet, duplex=desk.duplex, offset=desk.offset, edge=clear, blank=margin(pdf), frame=edge)


def margin(pdf: bytes) -> float:
    """Return how far what all pages say keeps off every edge, in mm: all but the grounds that run over an edge."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return max(0.0, min(map(_margin, document)))
    finally:
        document.close()


def _margin(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    found = [min(width, height) / 2]
    for each in page.get_objects(max_depth=1):
        left, bottom, right, top = each.get_bounds()
        nearest = min(left, bottom, width - right, height - top)
        if nearest > 0 or each.type != PATH:
            found.append(nearest)
    page.close()
    return mm(min(found))


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
