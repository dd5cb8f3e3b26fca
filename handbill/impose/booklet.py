"""A booklet stitched through the fold: A5 pages on A4 sheets, A6 on A5, A4 on A3.

The sheets are laid on each other, folded once and stitched. Page 1 and the last page share the
outermost sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handbill.errors import UsageError
from handbill.impose import advice
from handbill.impose.cut import LEAST_SCALE
from handbill.impose.geometry import SAME, Box, Size, one_size, scale_into
from handbill.impose.marks import between, marked, ticks, trims
from handbill.impose.papers import A4, told
from handbill.impose.sheets import Duplex, Line, Placement, Plan, Sheet, Side, behind

THICKNESS: Final = 0.1
"""mm, of office paper of 80 g/m²."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """Pages larger than half a sheet are shrunk; blank pages at the end fill up the last sheet. Lengths in mm.

    Each sheet lies outside the next, whose leaves therefore stand out at the open edge by the
    `thickness` of the paper. Its pages are moved that much towards the fold, and what would cross
    the fold is cut off. `edge`, `blank` and `offset` as for `Cut`. What is read from right to left is
    `backwards`: its fold is at the right of page 1.
    """

    paper: Size = A4
    duplex: Duplex = "long"
    offset: tuple[float, float] = (0, 0)
    edge: float = 0
    blank: float = 0
    thickness: float = THICKNESS
    marks: bool = True
    backwards: bool = False

    def plan(self, pages: Sequence[Size]) -> Plan:
        """Plan the sheets, the outermost first. Raises HandbillError."""
        page = one_size(pages)
        if self.duplex == "none":
            raise UsageError("a booklet is printed on both sides: choose --duplex long or short")
        sheet, cell = _half(page, self.paper)
        scale = scale_into(cell, page, self.edge, self.blank)
        if scale < LEAST_SCALE:
            raise UsageError(f"a page of {told(page)} is too large for half a sheet of {told(self.paper)}")
        count, halves, inwards = -(-len(pages) // 4), _cells(sheet, cell), self.thickness
        if self.backwards:
            halves, inwards = halves[::-1], -inwards
        lines = self._marks(sheet, cell, (cell.height - page.height * scale) / 2) if self.marks else ()
        sheets = []
        for depth in range(count):
            numbers, shift = _numbers(len(pages), count, depth), depth * inwards
            left = _placed(page.scaled(scale), halves[0], numbers[0], scale, shift)
            right = _placed(page.scaled(scale), halves[1], numbers[1], scale, -shift)
            back = Side((behind(right, numbers[2], sheet, self.duplex), behind(left, numbers[3], sheet, self.duplex)))
            sheets.append(Sheet(sheet, Side((left, right), lines), back.moved(self.offset)))
        steps = self._steps(len(pages), page, cell, scale, sheets)
        return Plan("booklet", tuple(sheets), steps, scale, self.duplex)

    def _marks(self, sheet: Size, cell: Size, white: float) -> tuple[Line, ...]:
        block, reach = _block(sheet, cell), (0, -white - self.blank)
        fold = ticks(sheet, block, [sheet.width / 2], reach=reach, edge=self.edge, dashed=True)
        if self.edge and not fold:
            fold = between(sheet, [sheet.width / 2], edge=self.edge, dashed=True)
        return (*ticks(sheet, block, *trims(block), reach=reach, edge=self.edge), *fold)

    def _steps(self, pages: int, page: Size, cell: Size, scale: float, sheets: Sequence[Sheet]) -> tuple[str, ...]:
        sheet, block = sheets[0].size, _block(sheets[0].size, cell)
        blanks, moved = 4 * len(sheets) - pages, (len(sheets) - 1) * self.thickness
        filled = {0: "", 1: ", the last one blank"}.get(blanks, f", the last {blanks} blank")
        creep = (
            f"For paper {self.thickness:g} mm thick, the pages are moved towards the fold, those of the innermost "
            f"sheet by {moved:.2g} mm."
        )
        return (
            f"{advice.counted(len(sheets), 'sheet')}: a booklet of {4 * len(sheets)} pages of {told(cell)}{filled}.",
            *advice.shrunk(scale, f"from {told(page)}"),
            *([creep] if moved else []),
            advice.printing(sheet, self.duplex),
            "Keep the sheets in order, the first one outermost. Fold them together down the middle; stitch the fold.",
            *advice.cutting(sheet, *trims(block), marked(each for each in sheets[0].front.lines if not each.dashed)),
            *([] if self.edge else advice.reaching(min(block.left, block.bottom) + self.blank)),
        )


def _half(page: Size, paper: Size) -> tuple[Size, Size]:
    """Return the sheet, upright or wide, and the size that pages have on its halves."""

    def scale(sheet: Size) -> float:
        return scale_into(Size(sheet.width / 2 + SAME / 2, sheet.height + SAME), page)

    sheet = max(paper, paper.turned, key=lambda each: (round(scale(each), 6), -each.width))
    size = page.scaled(scale(sheet))
    return sheet, Size(min(size.width, sheet.width / 2), min(size.height, sheet.height))


def _cells(sheet: Size, cell: Size) -> tuple[Box, Box]:
    x, y = sheet.width / 2, sheet.height / 2
    return Box.around(x - cell.width / 2, y, cell), Box.around(x + cell.width / 2, y, cell)


def _numbers(pages: int, count: int, depth: int) -> tuple[int | None, int | None, int | None, int | None]:
    """Return the pages of a sheet that has `depth` others outside it: front left and right, back left and right.

    >>> _numbers(7, 2, 0)
    (None, 1, 2, 7)
    """
    last = 4 * count
    first, second, third, fourth = (
        number if number <= pages else None
        for number in (last - 2 * depth, 1 + 2 * depth, 2 + 2 * depth, last - 1 - 2 * depth)
    )
    return first, second, third, fourth


def _placed(size: Size, half: Box, number: int | None, scale: float, shift: float) -> Placement:
    trim = Box.around(*half.centre, size).moved(shift, 0)
    return Placement(number, trim, trim.within(half), 0, scale)


def _block(sheet: Size, cell: Size) -> Box:
    """Return the box around both pages."""
    return Box.around(sheet.width / 2, sheet.height / 2, Size(2 * cell.width, cell.height))
