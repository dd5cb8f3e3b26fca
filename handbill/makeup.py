"""Making up a page: what a compositor does once the type is set.

WeasyPrint sets each side as one long galley on a page of great height. Here the galley is folded
into columns, and the room that is left is shared out, by moving boxes that are already laid out:
no text is set again. The boxes are WeasyPrint's own (positions and sizes in CSS px, from the top
left of the page); this module does not import it.

Marks in the HTML:  `data-columns="2"` folds a block as narrow as one column into columns over the
width of its parent, and with `data-level` those end at one height where their blocks need not stand
more than a line further apart; `data-grow="1"` gives a block a share of the room that is left, by weight;
`data-spread` on such a block says where its share goes: "between" its children, but not after
those marked `data-keep`; "around" them as well; "above" or "middle"; else below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

LINE: Final = 1.35  # em: the height of a line of running text
APART: Final = 0.5  # px between two blocks; the lines of one touch

Box = Any  # a box of WeasyPrint's tree, which is not typed


def elements(box: Box, parent: object = None) -> Iterator[Box]:
    """Yield the principal box of every element below, in order; the anonymous boxes between are passed over."""
    element = getattr(box, "element", None)
    if element is not None and element is not parent and not box.element_tag.count("::"):
        yield box
    for child in children(box):
        yield from elements(child, element if element is not None else parent)


def children(box: Box) -> Sequence[Box]:
    found: Sequence[Box] = getattr(box, "children", ())
    return found


def mark(box: Box, name: str) -> str | None:
    """Return an attribute of the box's element."""
    value: str | None = box.element.get(name) if box.element is not None else None
    return value


def marked(pages: Sequence[Any], name: str) -> Iterator[Box]:
    """Yield the boxes of the elements that have an attribute, on all pages."""
    for page in pages:
        yield from (box for box in elements(page._page_box) if mark(box, name) is not None)


def number(box: Box) -> int:
    """Return the number that `markup` gave to the box's element."""
    return int(mark(box, "data-n") or 0)


def lines(box: Box) -> Iterator[Box]:
    """Yield the line boxes inside a box, in order."""
    if is_line(box):
        yield box
        return
    for child in children(box):
        yield from lines(child)


def texts(box: Box) -> Iterator[Box]:
    """Yield the boxes of text inside a box, in order."""
    if hasattr(box, "pango_layout"):
        yield box
    for child in children(box):
        yield from texts(child)


def is_line(box: Box) -> bool:
    return type(box).__name__ == "LineBox"


def is_margin(box: Box) -> bool:
    return type(box).__name__ == "MarginBox"


def bottom(box: Box) -> float:
    """Return where the content of a box ends, in px."""
    ends = [child.position_y + child.margin_height() for child in flow(box)]
    return float(max(ends, default=box.content_box_y()))


def flow(box: Box) -> list[Box]:
    """Return the children that take room in a box."""
    return [child for child in children(box) if child.is_in_normal_flow()]


def fold_columns(box: Box) -> float:
    """Fold every block marked `data-columns` below; return by how much the box has grown (less than 0: shrunk)."""
    if mark(box, "data-columns"):
        return 0.0  # folded by its parent, which knows the whole width
    change = 0.0
    for child in flow(box):
        if is_line(child):
            return 0.0
        if change:
            child.translate(0, change)
        if mark(child, "data-columns") and child.element is not box.element:
            change += _fold(child, int(mark(child, "data-columns") or 1), box.width)
        else:
            change += fold_columns(child)
    if box.style["height"] == "auto":
        box.height += change
        return change
    return 0.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """What can't be divided between columns: a line, or a block as a whole."""

    box: Box
    top: float
    bottom: float
    may_break_after: bool


def _fold(box: Box, count: int, width: float) -> float:
    pieces = list(_pieces(box, True))
    if count < 2 or not pieces:
        return 0.0
    places = [(piece.top, piece.bottom, piece.may_break_after) for piece in pieces]
    starts = balance(places, count)
    step = (width - count * box.margin_width()) / (count - 1) + box.margin_width()
    if box.style["direction"] == "rtl":
        step = -step
    top = box.content_box_y()
    columns = list(zip(starts, (*starts[1:], len(pieces)), strict=True))
    tops = [pieces[start].top if column and end > start else top for column, (start, end) in enumerate(columns)]
    heights = [pieces[end - 1].bottom - tops[at] if end > start else 0.0 for at, (start, end) in enumerate(columns)]
    tallest = max(heights)
    most = LINE * float(box.style["font_size"]) if mark(box, "data-level") is not None else 0.0
    for column, (start, end) in enumerate(columns):
        shifts = levelled(places[start:end], tallest - heights[column], most)
        for piece, shift in zip(pieces[start:end], shifts, strict=True):
            piece.box.translate(step * column, top - tops[column] + shift)
    change = tallest - box.height
    box.height = tallest
    return float(change)


def _pieces(box: Box, may_break_after: bool) -> Iterator[_Piece]:
    """Yield the indivisible parts of a galley with where a column may end."""
    parts = flow(box)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        after = (may_break_after if last else True) and part.style["break_after"] not in (
            "avoid",
            "avoid-column",
        )
        if is_line(part):
            orphan = number + 1 < min(2, len(parts))
            widow = not last and len(parts) - number - 1 < 2
            yield _Piece(
                part,
                part.position_y,
                part.position_y + part.margin_height(),
                after and not orphan and not widow,
            )
        elif part.style["break_inside"] in ("avoid", "avoid-column") or not flow(part):
            yield _Piece(part, part.border_box_y(), part.border_box_y() + part.border_height(), after)
        else:
            yield from _pieces(part, after)


def balance(pieces: Sequence[tuple[float, float, bool]], count: int) -> tuple[int, ...]:
    """Divide pieces (top, bottom, may a column end after it) into `count` columns of the least height.

    Returns the number of the first piece of each column; a column may be empty. Of columns that
    are equally tall at most, the earlier are the fuller.
    """
    ends = [number + 1 for number, piece in enumerate(pieces) if piece[2] or number == len(pieces) - 1]

    def height(start: int, end: int) -> float:
        return pieces[end - 1][1] - pieces[start][0] if end > start else 0.0

    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return height(start, len(pieces)), (start,)
        found: list[tuple[float, float, tuple[int, ...]]] = []
        for end in ends:
            if end <= start:
                continue
            rest, starts = best(end, left - 1) if end < len(pieces) else (0.0, (len(pieces),) * (left - 1))
            found.append((round(max(height(start, end), rest), 3), -height(start, end), (start, *starts)))
        tallest, _, starts = min(found)
        return tallest, starts

    return best(0, count)[1]


def levelled(pieces: Sequence[tuple[float, float, bool]], room: float, most: float) -> list[float]:
    """Return how far down each piece of a column goes so that the last ends `room` px lower.

    The room goes in equal parts between blocks, but not below a heading; nowhere, where a part were more than `most`.
    """
    gaps = [
        number
        for number in range(1, len(pieces))
        if pieces[number - 1][2] and pieces[number][0] - pieces[number - 1][1] > APART
    ]
    part = room / len(gaps) if gaps and room <= most * len(gaps) + APART else 0.0
    return [part * sum(gap <= number for gap in gaps) for number in range(len(pieces))]


def stretch(box: Box, room: float) -> None:
    """Share `room` px out among the blocks marked `data-grow` directly inside a box, by their weights."""
    growing = [(child, float(mark(child, "data-grow") or 0)) for child in flow(box) if mark(child, "data-grow")]
    total = sum(weight for _, weight in growing)
    if not total or room <= 0:
        return
    shares = {id(child): room * weight / total for child, weight in growing}
    moved = 0.0
    for child in flow(box):
        if moved:
            child.translate(0, moved)
        share = shares.get(id(child), 0.0)
        if share:
            _grow(child, share)
        moved += share


def _grow(box: Box, share: float) -> None:
    """Make a box taller by `share` px and put its children where the new room wants them."""
    box.height += share
    inner = flow(box)
    if any(mark(child, "data-grow") for child in inner):
        stretch(box, share)
        return
    spread = mark(box, "data-spread")
    gaps = [number for number in range(1, len(inner)) if mark(inner[number - 1], "data-keep") is None]
    if spread == "between" and gaps:
        gap, first = share / len(gaps), 0.0
    elif spread == "around":
        gap = first = share / (len(gaps) + 2)
    else:
        gap, first = 0.0, share if spread == "above" else share / 2 if spread == "middle" else 0.0
    moved = first
    for number, child in enumerate(inner):
        moved += gap if number in gaps else 0.0
        child.translate(0, moved)
