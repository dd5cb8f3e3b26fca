"""A leaflet of six panels on one sheet, folded twice to DL (99 × 210 mm): the roll fold.

The panel that is folded in first is 3 mm narrower than the others, so that it lies flat inside. It
stands at the left outside and therefore at the right inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbill.errors import UsageError
from handbill.impose import advice
from handbill.impose.geometry import SAME, Box, Size, scale_into
from handbill.impose.marks import between, marked, ticks, trims
from handbill.impose.papers import A4, told
from handbill.impose.sheets import Duplex, Line, Placement, Plan, Sheet, Side, behind

OUTSIDE: Final = (97.0, 100.0, 100.0)
"""mm: the widths of the panels outside, from left to right; inside they are the same from right to left."""
HEIGHT: Final = 210.0

OUTER_PAGES: Final = (3, 6, 1)
INNER_PAGES: Final = (2, 4, 5)
"""Which pages the panels have, from left to right, if the pages come as a reader meets them: 1 is the cover; behind
it stands 2 at the left and 3, the folded panel, at the right; that opens to 4 and 5; 6 is the back."""
WIDTHS: Final = {3: 97.0, 6: 100.0, 1: 100.0, 2: 100.0, 4: 100.0, 5: 97.0}
MOST_OFF: Final = 3.0
"""mm by which a panel may be too wide or too narrow: a third of A4 serves for all six."""


def is_panel(page: Size) -> bool:
    """Say whether a page is of the size of a panel.

    >>> is_panel(Size(99, 210)), is_panel(Size(105, 148))
    (True, False)
    """
    return abs(page.height - HEIGHT) <= SAME and min(OUTSIDE) - SAME <= page.width <= max(OUTSIDE) + SAME


@dataclass(frozen=True, slots=True)
class Fold:
    """Six pages in reading order (see INNER_PAGES), each in the middle of its panel. Lengths in mm.

    `edge`, `blank` and `offset` as for `Cut`. What is read from right to left is `backwards`: all is the other
    way round, and the cover outside at the left.
    """

    paper: Size = A4
    duplex: Duplex = "long"
    offset: tuple[float, float] = (0, 0)
    edge: float = 0
    blank: float = 0
    marks: bool = True
    backwards: bool = False

    def plan(self, pages: Sequence[Size]) -> Plan:
        """Plan the one sheet, the outside at the front. Raises HandbillError."""
        _check(pages, self.duplex)
        size = Size(sum(OUTSIDE), HEIGHT)
        sheet = next((each for each in (self.paper.turned, self.paper) if size.fits(each, SAME)), None)
        if sheet is None:
            raise UsageError(f"a sheet of {told(self.paper)} is too small for six panels: they take A4 or larger")
        block = Box.around(sheet.width / 2, sheet.height / 2, size)
        scale = min(self._scale(page, WIDTHS[number]) for number, page in enumerate(pages, 1))
        fronts, left = [], block.left
        for number, width in zip(OUTER_PAGES[:: self._step], OUTSIDE[:: self._step], strict=True):
            panel = Box(left, block.bottom, left + width, block.top)
            fronts.append(_placed(number, pages[number - 1], panel, scale))
            left += width
        # Behind the panels from one side to the other stand those of the inside from the other side.
        backs = []
        for front, number in zip(reversed(fronts), INNER_PAGES[:: self._step], strict=True):
            panel = Box.around(*front.trim.centre, Size(WIDTHS[number], HEIGHT))
            backs.append(behind(_placed(number, pages[number - 1], panel, scale), number, sheet, self.duplex))
        lines = self._marks(sheet, block, (HEIGHT - pages[0].height * scale) / 2) if self.marks else ()
        sheets = (Sheet(sheet, Side(tuple(fronts), lines), Side(tuple(backs)).moved(self.offset)),)
        return Plan("fold", sheets, self._steps(sheet, block, scale, lines), scale, self.duplex)

    @property
    def _step(self) -> int:
        """The step in which to go through the panels, to have them from left to right."""
        return -1 if self.backwards else 1

    def _folds(self, block: Box) -> list[float]:
        first, second, _ = OUTSIDE[:: self._step]
        return [block.left + first, block.left + first + second]

    def _scale(self, page: Size, width: float) -> float:
        """Return the scale for a page that may be a little too large for its panel.

        Where nothing is kept off, what is too large is cut off; else the whole page keeps off the edge.
        """
        shown = page if self.edge else Size(min(page.width, width), min(page.height, HEIGHT))
        return scale_into(Size(width, HEIGHT), shown, self.edge, self.blank)

    def _marks(self, sheet: Size, block: Box, white: float) -> tuple[Line, ...]:
        reach = (0, -white - self.blank)
        folds = ticks(sheet, block, self._folds(block), reach=reach, edge=self.edge, dashed=True)
        if self.edge and not folds:
            folds = between(sheet, self._folds(block), edge=self.edge, dashed=True)
        return (*ticks(sheet, block, *trims(block), reach=reach, edge=self.edge), *folds)

    def _steps(self, sheet: Size, block: Box, scale: float, lines: Sequence[Line]) -> tuple[str, ...]:
        are_marked = any(line.dashed for line in lines)
        cover, last = ("left", "right") if self.backwards else ("right", "left")
        places = "at the dashed marks" if are_marked else f"{advice.lengths(self._folds(block))} mm from the left edge"
        return (
            "1 sheet: a leaflet of six panels, folded twice to DL.",
            *advice.shrunk(scale, "to keep off the edge"),
            advice.printing(sheet, self.duplex),
            *advice.cutting(sheet, *trims(block), marked(line for line in lines if not line.dashed)),
            f"With the cover in front of you at the {cover}, the folds are {places}.",
            f"Turn to the inside, fold the {cover} panel in first, then the {last} one over it.",
            *([] if self.edge else advice.reaching(min(block.left, block.bottom) + self.blank)),
        )


def _check(pages: Sequence[Size], duplex: Duplex) -> None:
    if duplex == "none":
        raise UsageError("a folded leaflet is printed on both sides: choose --duplex long or short")
    if len(pages) != 6:
        raise UsageError(f"a leaflet with two folds has 6 panels, a page each, but the file has {len(pages)}")
    for number, page in enumerate(pages, 1):
        if abs(page.height - HEIGHT) > SAME or abs(page.width - WIDTHS[number]) > MOST_OFF:
            raise UsageError(
                f"page {number} has {page.width:g} × {page.height:g} mm, its panel {WIDTHS[number]:g} × {HEIGHT:g} mm"
            )


def _placed(number: int, page: Size, panel: Box, scale: float) -> Placement:
    trim = Box.around(*panel.centre, page.scaled(scale))
    return Placement(number, trim, trim.within(panel), 0, scale)
