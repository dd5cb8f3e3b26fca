"""Reading sizes off laid-out boxes, for `fit` to plan with. WeasyPrint's boxes come in; numbers in pt go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from handbill import makeup
from handbill.fit import Headline, Side, Words
from handbill.layout import Limits
from handbill.makeup import Box
from handbill.markup import words_of

PT_PER_PX: Final = 0.75  # CSS: 72 pt and 96 px to the inch
SLIP: Final = 1.0  # px


@dataclass(frozen=True, slots=True)
class Lines:
    """An element marked `data-lines`, as measured. Lengths in pt, `leading` in em."""

    number: int
    name: str
    words: Words
    size: float
    measure: float
    leading: float
    height: float


@dataclass(slots=True)
class FitBox:
    """An element marked `data-fit` on a page (from 1), with the `data-lines` elements that are fitted with it."""

    page: int
    number: int
    name: str
    box: Box
    in_slot: bool
    lines: list[Box]

    @property
    def over(self) -> float:
        """By how many px the content is higher than the box; less than 0 where room is left."""
        return makeup.bottom(self.box) - (self.box.content_box_y() + self.box.height)


def fit_boxes(page: Box, number: int) -> list[FitBox]:
    """Find the fit boxes of a page, outer ones first."""
    return list(_fit_boxes(page, number, None, False))


def _fit_boxes(
    box: Box, page: int, around: FitBox | None, in_slot: bool, parent: object = None
) -> Iterator[FitBox]:
    element = getattr(box, "element", None)
    if element is not None and element is not parent:
        in_slot = in_slot or makeup.mark(box, "data-slot") is not None
        if name := makeup.mark(box, "data-fit"):
            around = FitBox(page, makeup.number(box), name, box, in_slot, [])
            yield around
        elif makeup.mark(box, "data-lines") is not None and around:
            around.lines.append(box)
            return
    for child in makeup.children(box):
        yield from _fit_boxes(child, page, around, in_slot, element if element is not None else parent)


def lines_of(box: Box, html: str) -> Lines:
    """Measure a `data-lines` element that was set by `markup.measured_lines`."""
    size = float(box.style["font_size"]) * PT_PER_PX
    set_ = [_width(line) * PT_PER_PX / size for line in makeup.lines(box)]
    text = words_of(html)
    whole, widths = set_[0], tuple(set_[1:])
    space = (whole - sum(widths)) / (len(widths) - 1) if len(widths) > 1 else 0.0
    heights = [line.height for line in makeup.lines(box)]
    return Lines(
        number=makeup.number(box),
        name=makeup.mark(box, "data-lines") or "",
        words=Words(text, widths, space),
        size=size,
        measure=box.width * PT_PER_PX,
        leading=max(heights) * PT_PER_PX / size,
        height=box.height * PT_PER_PX,
    )


def side(
    found: FitBox, size: float, limits: Mapping[str, Limits], lines: list[Lines], heights: Mapping[int, float]
) -> Side:
    """Describe a fit box whose text was set at `size` pt.

    `heights` are the heights in pt that its headlines will have, but for the one that fills the
    room: the first whose limits name no number of lines.
    """
    filling = next((line for line in lines if line.name and not limits[line.name].lines), None)
    used = (makeup.bottom(found.box) - found.box.content_box_y()) * PT_PER_PX
    used += sum(heights.get(line.number, 0.0) - line.height for line in lines)
    fixed = sum(box.margin_height() * PT_PER_PX for box in _fixed(found.box, found.box.element))
    headings = sum(heights.get(line.number, 0.0) for line in lines if line.name)
    return Side(
        number=found.page,
        height=found.box.height * PT_PER_PX,
        used=used,
        text=max(0.0, used - fixed - headings),
        size=size,
        limits=limits[found.name],
        words=_count_words(found.box, found.box.element),
        headline=filling and Headline(filling.words, filling.measure, filling.leading, limits[filling.name]),
    )


def _fixed(box: Box, parent: object) -> Iterator[Box]:
    """Yield the boxes inside a fit box whose height does not follow its text: slots, other fit boxes, pictures."""
    for child in makeup.children(box):
        element = getattr(child, "element", None)
        own = element is not None and element is not parent
        if own and (
            makeup.mark(child, "data-slot") or makeup.mark(child, "data-fit") or element.tag in ("img", "svg")
        ):
            if child.is_in_normal_flow():
                yield child
        else:
            yield from _fixed(child, element if element is not None else parent)


def _count_words(box: Box, parent: object) -> int:
    if hasattr(box, "pango_layout"):
        return len(box.text.split())
    count = 0
    for child in makeup.children(box):
        element = getattr(child, "element", None)
        own = element is not None and element is not parent
        if own and any(makeup.mark(child, name) for name in ("data-slot", "data-fit", "data-lines")):
            continue
        count += _count_words(child, element if element is not None else parent)
    return count


def _width(line: Box) -> float:
    """The width of a line's text in px, without the trailing space that a break leaves."""
    boxes = [box for box in makeup.texts(line) if box.text.strip()]
    if not boxes:
        return 0.0
    return float(max(box.position_x + box.width for box in boxes) - min(box.position_x for box in boxes))


def outside(page: Box) -> str:
    """Return the first words on a page that stick out of it or out of their block, or nothing."""
    width, height = page.margin_width(), page.margin_height()
    for block, line in _lines(page, page):
        boxes = [box for box in makeup.texts(line) if box.text.strip()]
        if not boxes:
            continue
        left, right = min(box.position_x for box in boxes), max(box.position_x + box.width for box in boxes)
        off_page = left < -SLIP or right > width + SLIP or line.position_y + line.height > height + SLIP
        # a folded paragraph lies in several columns, so only its width counts
        if off_page or right - left > block.width + SLIP:
            return " ".join(box.text for box in boxes)
    return ""


def _lines(box: Box, block: Box) -> Iterator[tuple[Box, Box]]:
    for child in makeup.children(box):
        if makeup.is_line(child):
            yield box, child
        else:
            yield from _lines(child, box)
