"""Places the pages of any PDF on sheets of paper: to be cut apart, stitched, folded or glued.

Each scheme is a frozen set of options whose `plan` is pure geometry; `write` makes a PDF of a plan.
`impose` does both, from bytes to bytes:

    impose(flyer, Cut(per_sheet=2, blank=8))
    impose(poster, Tile(sheets=2))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from handbill.errors import HandbillError, UsageError
from handbill.impose.booklet import Booklet
from handbill.impose.calibration import calibration
from handbill.impose.cut import Cut
from handbill.impose.fold import Fold, is_panel
from handbill.impose.geometry import SAME, Size, one_size
from handbill.impose.papers import A4, same, told
from handbill.impose.sheets import Duplex, Plan
from handbill.impose.source import Source, read
from handbill.impose.tile import Tile
from handbill.impose.write import write
from handbill.wording import known_words

__all__ = [
    "Booklet",
    "Cut",
    "Fold",
    "Plan",
    "Scheme",
    "Size",
    "Source",
    "Tile",
    "calibration_sheets",
    "guess",
    "impose",
    "planned",
    "read",
    "write",
]


class Scheme(Protocol):
    """A way to place pages: `Cut`, `Booklet`, `Fold` or `Tile`."""

    def plan(self, pages: Sequence[Size]) -> Plan: ...


def impose(pdf: bytes, scheme: Scheme) -> bytes:
    """Return the pages of a PDF on sheets, as a PDF. The same input gives the same bytes. Raises HandbillError."""
    source = read(pdf)
    return write(planned(source, scheme), source)


def planned(source: Source, scheme: Scheme) -> Plan:
    """Return the plan for a file. Raises HandbillError where the file and the scheme do not go together."""
    if isinstance(scheme, Cut) and scheme.bleed > source.bleed + 0.1:
        has = f"only {source.bleed:.1f} mm of bleed" if source.bleed else "no bleed"
        raise HandbillError(f"its pages have {has}: leave out --bleed, or choose less of it")
    return scheme.plan(source.sizes)


def calibration_sheets(paper: Size = A4, duplex: Duplex = "long", lang: str = "en") -> bytes:
    """Return two sheets, four pages, to measure how far a printer sets backs off. Raises UsageError."""
    return write(calibration(known_words(lang), paper, duplex))


def guess(pages: Sequence[Size], paper: Size) -> str:
    """Return the name of the scheme that suits these pages on this paper. Raises HandbillError where none does.

    >>> guess([Size(148, 210)] * 2, A4), guess([Size(148, 210)] * 8, A4), guess([Size(297, 420)], A4)
    ('cut', 'booklet', 'tile')
    """
    if len(pages) == 6 and all(map(is_panel, pages)):
        return "fold"
    page = one_size(pages)
    sheets = (paper, paper.turned)
    if not any(page.fits(sheet, SAME) for sheet in sheets):
        return "tile"
    if len(pages) > 2 and any(Size(2 * page.width, page.height).fits(sheet, SAME) for sheet in sheets):
        return "booklet"
    if any(same(page, sheet) for sheet in sheets):
        smaller = ", or --scheme booklet, which puts two to a side" if len(pages) > 2 else ""
        raise UsageError(
            f"a page of {told(page)} fills a sheet of {told(paper)}: print it as it is, "
            f"or choose a larger --paper{smaller}"
        )
    return "cut"
