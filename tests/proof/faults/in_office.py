"""Faults of sheets for a desk printer: pages that lie wrong, and ink where the printer prints nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pikepdf import Name, Pdf

from handbill.proof import Box, Expected, ForOffice, Placed
from handbill.units import pt
from tests.proof.faults.fault import Fault
from tests.proof.faults.sheets import A4_WIDE, imposed, two_up
from tests.proof.making import edited, flyer

PAGES = two_up()


@cache
def original() -> bytes:
    """Return an A5 flyer whose ground keeps clear of its edges."""
    return flyer(None)


def expected(**changed: object) -> Expected:
    office = ForOffice(edge=4.0, original=original(), placed=PAGES, duplex="long")
    return Expected(edition="office", pages=2, trim=A4_WIDE, office=replace(office, **changed))  # type: ignore[arg-type]


def misplaced(says: str, placed: tuple[Placed, ...], check: str = "placed") -> Fault:
    """Return sheets whose pages lie otherwise than they were meant to."""
    return Fault(says, check, lambda: imposed(original(), placed), expected)


def changed(says: str, check: str, edit: Callable[[Pdf], object], *also: str) -> Fault:
    return Fault(says, check, lambda: edited(imposed(original(), PAGES), edit), expected, also)


def moved(placed: Placed, dx: float, dy: float) -> Placed:
    left, top, right, bottom = placed.box
    return replace(placed, box=Box(left + dx, top + dy, right + dx, bottom + dy))


def at_the_edge(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(f"0 g {pt(2)} {pt(90)} {pt(5)} {pt(5)} re f".encode())


def turned_over_the_short_edge(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge


def without(preference: str) -> Callable[[Pdf], object]:
    def edit(pdf: Pdf) -> None:
        del pdf.Root.ViewerPreferences[preference]

    return edit


def without_preferences(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


FRONTS, BACKS = PAGES[:2], PAGES[2:]
OTHER_WAY = tuple(replace(each, page=3 - each.page) for each in PAGES)
UPRIGHT = FRONTS + two_up(upside_down=False)[2:]
ASTRAY = (moved(FRONTS[0], 0.5, 0), *PAGES[1:])
BACKS_OFF = FRONTS + tuple(moved(each, 0.4, 0.3) for each in BACKS)
SHRUNK = tuple(replace(each, box=Box(each.box.left + 2, 3, each.box.right - 2, 207)) for each in PAGES)

FAULTS = (
    misplaced("A page half a millimetre off on its sheet", ASTRAY),
    misplaced("Fronts and backs exchanged", OTHER_WAY),
    misplaced("Backs the wrong way up", UPRIGHT),
    misplaced("Pages shrunk to fit", SHRUNK),
    Fault("Backs half a millimetre off their fronts", "placed", lambda: imposed(original(), BACKS_OFF),
          lambda: expected(placed=BACKS_OFF)),
    Fault("A plan for the short edge where the printer turns over the long one", "placed",
          lambda: imposed(original(), UPRIGHT), lambda: expected(placed=UPRIGHT)),
    Fault("A line lost from a page on a sheet", "placed", lambda: imposed(flyer(None, imprint=""), PAGES), expected),
    misplaced("A page missing from a sheet", PAGES[:3]),
    changed("Something where desk printers print nothing", "edge", at_the_edge, "placed"),
    changed("Sheets that ask to be turned over the wrong edge", "placed", turned_over_the_short_edge),
    changed("Sheets that leave it to the program how to turn them", "placed", without("/Duplex")),
    changed("Sheets that programs shrink to fit", "placed", without("/PrintScaling")),
    changed("Sheets that do not say how they are printed", "placed", without_preferences),
    Fault("Sheets of the wrong size", "size",
          lambda: imposed(original(), PAGES, (A4_WIDE[0], A4_WIDE[1] + 3)), lambda: expected(placed=())),
)  # fmt: skip
