"""A poster over several sheets, to be glued together: each shows a part, and the parts overlap.

No desk printer prints to the edge of a sheet, and a glued joint needs a strip to glue on. A3 over
A4, with 6 mm that can't be printed and an overlap of 10 mm, therefore takes four sheets, not two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from handbill.errors import UsageError
from handbill.impose import advice
from handbill.impose.geometry import Box, Size, one_size
from handbill.impose.marks import GAP, ticks
from handbill.impose.papers import A4, told
from handbill.impose.sheets import Label, Line, Placement, Plan, Sheet, Side
from handbill.lettering import width, wrapped
from handbill.wording import known_words

EDGE: Final = 6.0
OVERLAP: Final = 10.0
MOST_SHEETS: Final = 100
LEAST_SCALE: Final = 0.25
LABEL: Final = 8.0  # pt
LABEL_HEIGHT: Final = 3.5  # mm, with room around


@dataclass(frozen=True, slots=True)
class Tiling:
    """A poster, at a scale, over `columns` × `rows` sheets. Lengths in mm, as they are on the sheets."""

    poster: Size
    sheet: Size
    columns: int
    rows: int
    edge: float
    overlap: float
    scale: float = 1.0

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def whole(self) -> Size:
        """The size that the poster has when it is glued."""
        return self.poster.scaled(self.scale)

    @property
    def tile(self) -> Size:
        """The part of the poster that each sheet shows."""
        across = (self.whole.width + (self.columns - 1) * self.overlap) / self.columns
        up = (self.whole.height + (self.rows - 1) * self.overlap) / self.rows
        return Size(across, up)

    def part(self, row: int, column: int) -> Box:
        """Return what a tile shows, from the bottom left corner of the whole poster. Row 1 is the top one."""
        left = (column - 1) * (self.tile.width - self.overlap)
        top = self.whole.height - (row - 1) * (self.tile.height - self.overlap)
        return Box(left, top - self.tile.height, left + self.tile.width, top)

    def number(self, row: int, column: int) -> int:
        return (row - 1) * self.columns + column

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of each tile, in the order of the sheets."""
        return ((row, column) for row in range(1, self.rows + 1) for column in range(1, self.columns + 1))


def tiling(
    poster: Size, paper: Size, edge: float = EDGE, overlap: float = OVERLAP, sheets: int | None = None
) -> Tiling:
    """Return the tiling with the fewest sheets; or the largest picture that goes on `sheets` sheets.

    Raises UsageError where the edge and the overlap leave no room.

    >>> found = tiling(Size(297, 420), Size(210, 297))
    >>> found.columns, found.rows, found.sheet.width
    (2, 2, 210)
    """
    room = min(paper.width, paper.height) - 2 * edge
    if room <= 2 * overlap:
        raise UsageError(f"an edge of {edge:g} mm and an overlap of {overlap:g} mm leave no room on {told(paper)}")
    if sheets is not None:
        return _largest(poster, paper, edge, overlap, sheets)
    found = []
    for sheet in (paper, paper.turned):
        columns = max(1, math.ceil(round((poster.width - overlap) / (sheet.width - 2 * edge - overlap), 6)))
        rows = max(1, math.ceil(round((poster.height - overlap) / (sheet.height - 2 * edge - overlap), 6)))
        found.append(Tiling(poster, sheet, columns, rows, edge, overlap))
    fewest = min(found, key=lambda each: each.count)
    if fewest.count > MOST_SHEETS:
        raise UsageError(f"the poster would take {fewest.count} sheets of {told(paper)}: choose a larger --paper")
    return fewest


def _largest(poster: Size, paper: Size, edge: float, overlap: float, sheets: int) -> Tiling:
    found = []
    for sheet in (paper, paper.turned):
        for columns, rows in ((c, r) for c in range(1, sheets + 1) for r in range(1, sheets // c + 1)):
            across = columns * (sheet.width - 2 * edge - overlap) + overlap
            up = rows * (sheet.height - 2 * edge - overlap) + overlap
            scale = min(1.0, across / poster.width, up / poster.height)
            found.append(Tiling(poster, sheet, columns, rows, edge, overlap, scale))
    best = max(found, key=lambda each: (round(each.scale, 6), -each.count))
    if best.scale < LEAST_SCALE:
        raise UsageError(
            f"on {advice.counted(sheets, 'sheet')} of {told(paper)} the poster would be printed at "
            f"{advice.per_cent(best.scale)}: give it more --sheets"
        )
    return best


@dataclass(frozen=True, slots=True)
class Tile:
    """Each page is a poster: its sheets row by row from the top, then a key to how they lie. Lengths in mm.

    `edge` is what the printer can't print, `overlap` the strip to glue on. `sheets` is the most that
    a poster may take: it is shrunk to go on them. `words` are those of the program, of which some are
    written beside it. Without `marks` there is no key either.
    """

    paper: Size = A4
    edge: float = EDGE
    overlap: float = OVERLAP
    sheets: int | None = None
    marks: bool = True
    words: Mapping[str, str] = field(default_factory=partial(known_words, "en"))

    def plan(self, pages: Sequence[Size]) -> Plan:
        """Plan the sheets, printed on one side. Raises HandbillError."""
        poster = one_size(pages)
        laid = tiling(poster, self.paper, self.edge, self.overlap, self.sheets)
        if laid.count == 1 and laid.scale == 1:
            raise UsageError(f"a poster of {told(poster)} goes on one sheet of {told(self.paper)}: print it as it is")
        made = []
        for page in range(1, len(pages) + 1):
            made += [Sheet(laid.sheet, _side(laid, page, *place, self.words, self.marks)) for place in laid.places()]
            if self.marks and laid.count > 1:
                made.append(Sheet(laid.sheet, _key(laid, page, self.words)))
        return Plan("tile", tuple(made), self._steps(laid, len(pages)), laid.scale)

    def _steps(self, laid: Tiling, pages: int) -> tuple[str, ...]:
        told_of = f"{told(laid.poster)} over {told(self.paper)}, with an edge of {laid.edge:g} mm that stays white"
        told_of += f" and an overlap of {laid.overlap:g} mm, " if laid.count > 1 else ", "
        told_of += f"takes {advice.counted(laid.count, 'sheet')}{' for each page' if pages > 1 else ''}"
        told_of += f": {laid.columns} across and {laid.rows} down" if laid.count > 1 else ""
        told_of += "; a key comes after them" if self.marks and laid.count > 1 else ""
        less = []
        if self.sheets is None and laid.count > 2:
            two = _largest(laid.poster, self.paper, laid.edge, laid.overlap, 2)
            less.append(f"On two sheets it would be printed at {advice.per_cent(two.scale)}: --sheets 2.")
        return (
            f"{told_of}.",
            *less,
            *advice.shrunk(laid.scale, f"{laid.whole.width:.0f} × {laid.whole.height:.0f} mm in all"),
            advice.printing(laid.sheet, "none"),
            *([known_words("en")["tile_how"]] if laid.count > 1 else []),
        )


def _side(laid: Tiling, page: int, row: int, column: int, words: Mapping[str, str], marks: bool) -> Side:
    shown = Box.around(laid.sheet.width / 2, laid.sheet.height / 2, laid.tile)
    part = laid.part(row, column)
    trim = Box.of(laid.whole).moved(shown.left - part.left, shown.bottom - part.bottom)
    placed = Placement(page, trim, shown, 0, laid.scale)
    if not marks or laid.count == 1:
        return Side((placed,))
    edges = ticks(laid.sheet, shown, [shown.left, shown.right], [shown.bottom, shown.top], edge=laid.edge)
    lines, labels = _glue(laid, shown, row, column, words)
    text = words["tile_label"].format(
        number=laid.number(row, column), row=row, rows=laid.rows, column=column, columns=laid.columns
    )
    return Side((placed,), (*edges, *lines), (*labels, *_label(laid, shown, text)))


def _glue(
    laid: Tiling, shown: Box, row: int, column: int, words: Mapping[str, str]
) -> tuple[tuple[Line, ...], tuple[Label, ...]]:
    """Mark the strips that the next sheets are glued on: at the right and below, where there is a next one."""
    x, y = shown.right - laid.overlap, shown.bottom + laid.overlap
    xs = [x] if column < laid.columns else []
    ys = [y] if row < laid.rows else []
    lines = ticks(laid.sheet, shown, xs, ys, edge=laid.edge, dashed=True)
    across, up = _margins(laid, shown)
    word, labels = words["tile_glue"], []
    if xs and up >= LABEL_HEIGHT and width(word, LABEL) <= laid.overlap + across:
        labels.append(Label(word, x + 1, shown.top + GAP + 0.7, LABEL))
    if ys and across >= LABEL_HEIGHT and width(word, LABEL) <= laid.overlap + up:
        labels.append(Label(word, shown.left - GAP - 0.7, y - 1 - width(word, LABEL), LABEL, 90))
    return lines, tuple(labels)


def _margins(laid: Tiling, shown: Box) -> tuple[float, float]:
    """Return how much of the margin at each side, and above and below, can be printed on."""
    return shown.left - laid.edge, shown.bottom - laid.edge


def _label(laid: Tiling, shown: Box, text: str) -> tuple[Label, ...]:
    """Say which sheet it is, below the picture or, where there is no room, beside it."""
    across, up = _margins(laid, shown)
    if up >= LABEL_HEIGHT:
        return (Label(text, shown.left + 2, shown.bottom - GAP - 2.6, LABEL),)
    if across >= LABEL_HEIGHT:
        return (Label(text, shown.right + GAP + 2.6, shown.bottom + 2, LABEL, 90),)
    return ()


def _key(laid: Tiling, page: int, words: Mapping[str, str]) -> Side:
    """Draw the poster small, its parts a little apart and numbered, over what to do."""
    inside = Box.of(laid.sheet).grown(-laid.edge - 10, -laid.edge - 10)
    title = Label(words["tile_key"].format(count=laid.count), inside.left, inside.top - 6, 18)
    how = wrapped(words["tile_how"], 11, inside.size.width)
    text = [Label(line, inside.left, inside.bottom + 5.5 * n, 11) for n, line in enumerate(reversed(how))]
    room = Box(inside.left, inside.bottom + 5.5 * len(how) + 8, inside.right, inside.top - 14)
    placements, lines, labels = _plan(laid, page, room)
    return Side(placements, lines, (title, *labels, *text))


def _plan(laid: Tiling, page: int, room: Box) -> tuple[tuple[Placement, ...], tuple[Line, ...], tuple[Label, ...]]:
    """Draw the tiles small: `gap` mm apart, with their numbers below."""
    gap = Size(5, 9)
    across = (room.size.width - (laid.columns - 1) * gap.width) / (laid.columns * laid.tile.width)
    up = (room.size.height - laid.rows * gap.height) / (laid.rows * laid.tile.height)
    small = min(across, up)
    size = laid.tile.scaled(small)
    x = (room.left + room.right - laid.columns * (size.width + gap.width) + gap.width) / 2
    placements, lines, labels = [], [], []
    for row, column in laid.places():
        left, top = x + (column - 1) * (size.width + gap.width), room.top - (row - 1) * (size.height + gap.height)
        shown, part = Box(left, top - size.height, left + size.width, top), laid.part(row, column)
        trim = Box.of(laid.whole.scaled(small)).moved(left - part.left * small, shown.bottom - part.bottom * small)
        placements.append(Placement(page, trim, shown, 0, laid.scale * small))
        lines += _frame(shown)
        labels.append(Label(str(laid.number(row, column)), shown.centre[0], shown.bottom - 6, 14, align="centre"))
    return tuple(placements), tuple(lines), tuple(labels)


def _frame(box: Box) -> list[Line]:
    around = box.grown(GAP, GAP)
    corners = [(around.left, around.bottom), (around.right, around.bottom)]
    corners += [(around.right, around.top), (around.left, around.top)]
    return [Line(start, end) for start, end in zip(corners, corners[1:] + corners[:1], strict=True)]
