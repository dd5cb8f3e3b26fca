"""Copies of one leaflet side by side, to be cut apart: A5 two to an A4 sheet, A6 four, DL three.

Without a gutter the copies abut at the trim, so that one cut parts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handbill.errors import UsageError
from handbill.impose import advice
from handbill.impose.geometry import SAME, Box, Size, one_size, scale_into
from handbill.impose.marks import UNCUT, between, marked, ticks
from handbill.impose.papers import A4, told
from handbill.impose.sheets import Duplex, Line, Placement, Plan, Sheet, Side, behind

LEAST_SCALE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of cells of one size, in the middle of a sheet, `gutter` mm apart."""

    sheet: Size
    columns: int
    rows: int
    cell: Size
    gutter: float = 0.0

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def block(self) -> Box:
        """The box around all cells."""
        width = self.columns * (self.cell.width + self.gutter) - self.gutter
        height = self.rows * (self.cell.height + self.gutter) - self.gutter
        return Box.around(self.sheet.width / 2, self.sheet.height / 2, Size(width, height))

    @property
    def cells(self) -> tuple[Box, ...]:
        """The cells from left to right, row by row from the top."""
        block = self.block
        across, down = self.cell.width + self.gutter, self.cell.height + self.gutter
        first = Box(block.left, block.top - self.cell.height, block.left + self.cell.width, block.top)
        return tuple(first.moved(c * across, -r * down) for r in range(self.rows) for c in range(self.columns))

    @property
    def inner(self) -> tuple[list[float], list[float]]:
        """Where one cut parts two cells that abut: upright cuts, then level ones."""
        if self.gutter:
            return [], []
        block, cell = self.block, self.cell
        return (
            [block.left + n * cell.width for n in range(1, self.columns)],
            [block.bottom + n * cell.height for n in range(1, self.rows)],
        )

    @property
    def xs(self) -> list[float]:
        """Where the upright cuts go."""
        return _cuts(self.block.left, self.columns, self.cell.width, self.gutter)

    @property
    def ys(self) -> list[float]:
        """Where the level cuts go, from below."""
        return _cuts(self.block.bottom, self.rows, self.cell.height, self.gutter)


def _cuts(start: float, count: int, length: float, gutter: float) -> list[float]:
    edges = [start + n * (length + gutter) + more for n in range(count) for more in (0.0, length)]
    inner = edges[1:-1] if gutter else edges[1:-1:2]
    outer = [edges[0], edges[-1]] if start > UNCUT else []
    return sorted([*inner, *outer])


def grid(page: Size, paper: Size, per_sheet: int | None = None, gutter: float = 0.0) -> Grid:
    """Return the grid that puts most copies on a sheet, upright or wide; or exactly `per_sheet` of them.

    Raises UsageError where they do not fit.
    """
    all_grids = list(_grids(page, paper, gutter))
    found = [each for each in all_grids if per_sheet in (None, each.count)]
    if found and per_sheet:
        return min(found, key=lambda each: len(each.xs) + len(each.ys))  # the fewest cuts
    if found:
        return max(found, key=lambda each: each.count)
    most = max((each.count for each in all_grids), default=0)
    between = f" with {gutter:g} mm between them" if gutter else ""
    if not most:
        raise UsageError(f"a page of {told(page)} does not fit a sheet of {told(paper)}: choose a larger --paper")
    raise UsageError(
        f"{per_sheet} pages of {told(page)}{between} do not go on a sheet of {told(paper)}: at most {most} do"
    )


def _grids(page: Size, paper: Size, gutter: float) -> Iterator[Grid]:
    for sheet in (paper, paper.turned):
        most_columns = int((sheet.width + gutter + SAME) / (page.width + gutter))
        most_rows = int((sheet.height + gutter + SAME) / (page.height + gutter))
        for columns in range(1, most_columns + 1):
            for rows in range(1, most_rows + 1):
                width = (sheet.width + gutter) / columns - gutter
                height = (sheet.height + gutter) / rows - gutter
                cell = Size(min(page.width, width), min(page.height, height))
                yield Grid(sheet, columns, rows, cell, gutter)


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages 1 and 2 are the front and back of the first leaflet, 3 and 4 of the next; lengths in mm.

    With `duplex` 'none' each page is a leaflet of its own. `per_sheet` is as many as go on it if not
    given. `edge` shrinks the pages so that their artwork keeps that far off the edge of the finished
    leaflet; `blank` says how far it does so already. What lies within `frame` mm of that edge is left
    white: grounds end there. The gutter is twice the bleed if not given.
    `offset` moves the backs to the right and up, by what the printer sets them off.
    """

    paper: Size = A4
    per_sheet: int | None = None
    duplex: Duplex = "long"
    offset: tuple[float, float] = (0, 0)
    gutter: float | None = None
    bleed: float = 0
    edge: float = 0
    blank: float = 0
    frame: float = 0
    marks: bool = True

    def plan(self, pages: Sequence[Size]) -> Plan:
        """Plan a sheet for each leaflet. Raises HandbillError."""
        page = one_size(pages)
        if (self.edge or self.frame) and self.bleed:
            raise UsageError("an --edge that is kept white and a --bleed exclude each other: choose one")
        laid = grid(page, self.paper, self.per_sheet, 2 * self.bleed if self.gutter is None else self.gutter)
        scale = scale_into(laid.cell, page, self.edge, self.blank)
        if scale < LEAST_SCALE:
            raise UsageError(f"an edge of {self.edge:g} mm leaves too little of a page of {told(page)}")
        both = self.duplex != "none" and len(pages) > 1
        lines = self._marks(laid, page.scaled(scale), scale) if self.marks else ()
        sheets = []
        for first in range(1, len(pages) + 1, 2 if both else 1):
            fronts = tuple(_framed(laid, _placed(laid, page, scale, self.bleed, first), self.frame))
            back = None
            if both:
                second = first + 1 if first < len(pages) else None
                back = Side(tuple(behind(each, second, laid.sheet, self.duplex) for each in fronts)).moved(self.offset)
            sheets.append(Sheet(laid.sheet, Side(fronts, lines), back))
        duplex = self.duplex if both else "none"
        return Plan("cut", tuple(sheets), self._steps(laid, page, scale, len(sheets), lines, duplex), scale, duplex)

    def _marks(self, laid: Grid, art: Size, scale: float) -> tuple[Line, ...]:
        """Mark the cuts, in the margins and in what is white inside the outermost cells."""
        across = max((laid.cell.width - art.width) / 2 + self.blank * scale, self.frame)
        up = max((laid.cell.height - art.height) / 2 + self.blank * scale, self.frame)
        reach = (self.bleed - across, self.bleed - up)
        edge = self.frame or self.edge
        outside = ticks(laid.sheet, laid.block, laid.xs, laid.ys, reach=reach, edge=edge)
        if not edge:
            return outside
        has_xs, has_ys = marked(outside)
        inner = laid.inner
        return (
            *outside,
            *between(laid.sheet, () if has_xs else inner[0], () if has_ys else inner[1], edge=edge),
        )

    def _steps(
        self, laid: Grid, page: Size, scale: float, sheets: int, lines: Sequence[Line], duplex: Duplex
    ) -> tuple[str, ...]:
        copies = f"{laid.count} copies" if laid.count > 1 else "1 copy"
        each = ", each a leaflet of its own" if sheets > 1 else ""
        return (
            f"{advice.counted(sheets, 'sheet')}{each}: {copies} of {told(page)} to a sheet.",
            *advice.shrunk(scale, "to keep off the edge"),
            advice.printing(laid.sheet, duplex),
            *advice.cutting(laid.sheet, laid.xs, laid.ys, marked(lines)),
            *([] if self.edge or self.frame else advice.reaching(min(laid.block.left, laid.block.bottom) + self.blank)),
        )


def _framed(laid: Grid, placed: Iterable[Placement], frame: float) -> Iterator[Placement]:
    """Leave white what lies within `frame` mm of the edge of a cell."""
    for cell, each in zip(laid.cells, placed, strict=True):
        yield replace(each, clip=each.clip.within(cell.grown(-frame, -frame))) if frame else each


def _placed(laid: Grid, page: Size, scale: float, bleed: float, number: int) -> Iterator[Placement]:
    """Place one page in every cell; its bleed reaches to the middle of the gutters."""
    sheet, block = Box.of(laid.sheet), laid.block
    for cell in laid.cells:
        trim = Box.around(*cell.centre, page.scaled(scale))
        half = min(bleed, laid.gutter / 2)
        room = Box(
            cell.left - (half if cell.left > block.left + UNCUT / 2 else bleed),
            cell.bottom - (half if cell.bottom > block.bottom + UNCUT / 2 else bleed),
            cell.right + (half if cell.right < block.right - UNCUT / 2 else bleed),
            cell.top + (half if cell.top < block.top - UNCUT / 2 else bleed),
        )
        yield Placement(number, trim, trim.grown(bleed, bleed).within(room).within(sheet), 0, scale)
