"""A PDF whose pages are to be placed: their sizes as a reader sees them, in mm."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from handbill.errors import HandbillError
from handbill.impose.geometry import Box, Size
from handbill.impose.papers import snapped
from handbill.units import mm

MOST_PAGES = 400  # a plan for more would be a mistake, or meant to exhaust the machine


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source. `trim` and `bleed` are boxes in its own units; `turn` is how it is shown, clockwise.

    `unit` is what one of its own units is in pt.
    """

    page: pikepdf.Page
    trim: Box
    bleed: Box
    turn: int
    unit: float

    @property
    def size(self) -> Size:
        """The size of the trim box as it is seen, in mm."""
        size = self.trim.size.scaled(mm(self.unit))
        return snapped(size.turned if self.turn in (90, 270) else size)

    @property
    def bleed_width(self) -> float:
        """How far the bleed box goes beyond the trim at the side where it goes least, in mm."""
        trim, bleed = self.trim, self.bleed
        least = min(trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top)
        return mm(max(0.0, least) * self.unit)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened PDF and its pages."""

    pdf: pikepdf.Pdf
    pages: tuple[Page, ...]

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The size of each page."""
        return tuple(page.size for page in self.pages)

    @property
    def bleed(self) -> float:
        """The bleed that every page has at every side, in mm."""
        return min(page.bleed_width for page in self.pages)

    @property
    def lang(self) -> str:
        """The language that the file says it is in; English where it says none."""
        lang = self.pdf.Root.get("/Lang")
        return str(lang) if isinstance(lang, pikepdf.String) and str(lang) else "en"


def read(data: bytes) -> Source:
    """Open a PDF. Raises HandbillError where it is locked or broken."""
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise HandbillError("the file is locked with a password: save a copy without one") from None
    except pikepdf.PdfError:
        raise HandbillError("the file is not a PDF, or is broken") from None
    if any("damaged" in warning for warning in pdf.get_warnings()):
        raise HandbillError("the file is broken, and some of it may be missing: save it anew")
    if not (pdf.allow.print_lowres or pdf.allow.print_highres):
        raise HandbillError("the file forbids printing: ask whoever made it for a copy that allows it")
    try:
        if len(pdf.pages) > MOST_PAGES:
            raise HandbillError(f"the file has {len(pdf.pages)} pages: at most {MOST_PAGES} are placed on sheets")
        _draw_annotations(pdf)
        pages = tuple(_page(page, number) for number, page in enumerate(pdf.pages, 1))
    except (pikepdf.PdfError, KeyError, TypeError, ValueError, AttributeError):
        raise HandbillError("the file is broken: its pages cannot be read") from None
    if not pages:
        raise HandbillError("the file has no pages")
    return Source(pdf, pages)


def _draw_annotations(pdf: pikepdf.Pdf) -> None:
    """Make filled-in forms and stamps part of their pages. Links show nothing, and paper has no others."""
    kinds = {str(each.get("/Subtype")) for page in pdf.pages for each in page.obj.get("/Annots", ())}
    if kinds - {"/Link", "/Popup"}:
        if "/Widget" in kinds:
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")


def _page(page: pikepdf.Page, number: int) -> Page:
    media = _box(page.mediabox)
    trim, bleed = _box(page.trimbox).within(media), _box(page.bleedbox).within(media)
    unit = float(page.obj.get("/UserUnit", 1))
    size = trim.size.scaled(unit)
    if min(size.width, size.height) < 1 or max(size.width, size.height) > 100_000:
        raise HandbillError(f"page {number} has no size that paper could have")
    turn = page.rotation % 360
    return Page(page, trim, bleed, turn if turn in (90, 180, 270) else 0, unit)


def _box(found: Any) -> Box:
    x1, y1, x2, y2 = (float(edge) for edge in found)
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
