"""Reading sizes off laid-out boxes, for `fit` to plan with. WeasyPrint's boxes come in; numbers in pt go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from handbill import galley, makeup
from handbill.fit import Side
from handbill.format import Limits
from handbill.lines import Headline, Words
from handbill.makeup import Box
from handbill.markup.lines import SPACE

PT_PER_PX: Final = 0.75  # CSS: 72 pt and 96 px to the inch
PANGO_SCALE: Final = 1024  # units to the px
SLIP: Final = 1.0  # px


@dataclass(frozen=True, slots=True)
class Lines:
    """An element marked `data-lines`, as measured at `size` pt. Without a name it is only balanced.

    `measure` is in pt; `leading` and `around`, the margins above and below, in em. `wraps` says that
    words may be divided where even the smallest size is too wide (an address). Those of one `alike` have one size.
    """

    number: int
    name: str
    words: Words
    size: float
    measure: float
    leading: float
    around: float
    wraps: bool
    alike: str = ""

    @property
    def room(self) -> float:
        """The largest size in pt at which the longest word is no wider than the measure."""
        return self.measure / max(self.words.widths, default=0.1)

    def headline(self, limits: Mapping[str, Limits]) -> Headline:
        return Headline(self.words, self.measure, self.leading, limits[self.name], self.around)


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
        return makeup.bottom(self.box) - float(self.box.content_box_y() + self.box.height)


def fit_boxes(page: Box, number: int) -> list[FitBox]:
    """Find the fit boxes of a page, outer ones first."""
    return list(_fit_boxes(page, number, None, False))


def _fit_boxes(box: Box, page: int, around: FitBox | None, in_slot: bool, parent: object = None) -> Iterator[FitBox]:
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


def lines_of(box: Box) -> Lines:
    """Measure a `data-lines` element that was set on one line."""
    size = float(box.style["font_size"]) * PT_PER_PX
    return Lines(
        number=makeup.number(box),
        name=makeup.mark(box, "data-lines") or "",
        words=_words(box, size / PT_PER_PX),
        size=size,
        measure=box.width * PT_PER_PX * (1 - 1e-4),
        leading=max(line.height for line in makeup.lines(box)) * PT_PER_PX / size,
        around=(box.margin_height() - box.height) * PT_PER_PX / size,
        wraps=makeup.mark(box, "data-wrap") is not None,
        alike=makeup.mark(box, "data-alike") or "",
    )


def _words(box: Box, size: float) -> Words:
    """Return the words on a line and their widths; `size` is that of the type, in px."""
    advances = list(_advances(box))
    text = "".join(character for character, _ in advances)
    spaces = [found.span() for found in SPACE.finditer(text)]
    edges = [0, *(edge for space in spaces for edge in space), len(text)]
    spans = [span for span in zip(edges[::2], edges[1::2], strict=True) if span[0] < span[1]]

    def width(span: tuple[int, int]) -> float:
        return sum(advance for _, advance in advances[slice(*span)]) / size

    space = sum(map(width, spaces)) / len(spaces) if spaces else 0.0
    return Words(tuple(text[slice(*span)] for span in spans), tuple(map(width, spans)), space)


def _advances(box: Box) -> Iterator[tuple[str, float]]:
    """Yield every character on a line with the width in px that Pango gave it, kerning and all.

    Characters that share a glyph share its width: the first has it. A ruled blank counts as one.
    """
    if hasattr(box, "pango_layout"):
        layout = box.pango_layout
        layout.reactivate(box.style)
        widths: dict[int, float] = {}
        run = layout.get_first_line()[0].runs
        while run:
            item, run = run.data, run.next
            for number in range(item.glyphs.num_glyphs):
                at = item.item.offset + item.glyphs.log_clusters[number]
                widths[at] = widths.get(at, 0.0) + item.glyphs.glyphs[number].geometry.width / PANGO_SCALE
        layout.deactivate()
        at = 0
        for character in layout.text:
            yield character, widths.get(at, 0.0)
            at += len(character.encode())
    elif type(box).__name__ in ("InlineBlockBox", "InlineReplacedBox"):
        yield "\ufffc", box.margin_width()
    else:
        for child in makeup.children(box):
            yield from _advances(child)


def side(
    found: FitBox, size: float, limits: Mapping[str, Limits], filling: Lines | None, planned: Mapping[int, galley.Part]
) -> Side:
    """Describe a fit box whose text was set at `size` pt.

    `planned` holds what its headlines will be, by number: a fixed height, which is 0 for `filling`,
    the one that takes the room which is left, or lines to be balanced.
    """
    inner = makeup.flow(found.box)
    used = (makeup.bottom(found.box) - found.box.content_box_y()) * PT_PER_PX
    around = used - sum(child.margin_height() * PT_PER_PX for child in inner)
    return Side(
        number=found.page,
        height=found.box.height * PT_PER_PX,
        content=galley.Stack(tuple(_part(child, planned) for child in inner), around),
        size=size,
        limits=limits[found.name],
        words=_count_words(found.box, found.box.element),
        headline=filling.headline(limits) if filling else None,
    )


def _part(box: Box, planned: Mapping[int, galley.Part]) -> galley.Part:
    """Model a block inside a fit box."""
    height = box.margin_height() * PT_PER_PX
    own = box.element is not None
    if own and (makeup.mark(box, "data-slot") or makeup.mark(box, "data-fit") or box.element.tag in ("img", "svg")):
        return galley.Fixed(height)
    around = height - box.height * PT_PER_PX
    inner = makeup.flow(box)
    if own and makeup.mark(box, "data-lines") is not None and any(map(makeup.is_line, inner)):
        lines = planned[makeup.number(box)]
        return lines if isinstance(lines, galley.Fixed) else galley.Stack((lines,), around)
    if inner and makeup.is_line(inner[0]):
        return galley.Stack((_chunks(box, inner) or _paragraph(box, inner),), around)
    parts = tuple(_part(child, planned) for child in inner)
    if type(box).__name__ == "TableRowBox":
        return galley.Row(parts)
    natural = sum(child.margin_height() * PT_PER_PX for child in inner)
    if own and (count := makeup.mark(box, "data-columns")):
        return galley.Columns(galley.Stack(parts, 0.0), int(count), height - natural / int(count))
    least = float(box.min_height or 0.0) * PT_PER_PX
    if natural < least:
        filled = galley.Fixed(0.0) in parts  # the headline that fills the room counts apart, and holds this open
        return galley.Stack(parts, around, 0.0 if filled else least)
    return galley.Stack(parts, height - natural)


def _chunks(box: Box, lines: list[Box]) -> galley.Balanced | None:
    """Model a paragraph of inline blocks, which wrap as wholes; None for one of plain text."""
    inked = [each for line in lines for each in _inked(line)]
    if not inked or any(hasattr(each, "pango_layout") for each in inked):
        return None
    widths = tuple(each.margin_width() for each in inked)
    words = Words(("",) * len(widths), widths, 0.25 * float(box.style["font_size"]))
    return galley.Balanced(words, box.width, lines[0].height * PT_PER_PX)


def _paragraph(box: Box, lines: list[Box]) -> galley.Paragraph:
    last = min(1.0, max(0.02, _width(lines[-1]) / box.width)) if box.width else 1.0
    return galley.Paragraph(len(lines) - 1 + last, lines[0].height * PT_PER_PX)


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
    """The width in px of what stands on a line, without the trailing space that a break leaves."""
    boxes = list(_inked(line))
    if not boxes:
        return 0.0
    return float(max(box.position_x + box.margin_width() for box in boxes) - min(box.position_x for box in boxes))


def _inked(box: Box) -> Iterator[Box]:
    """Yield the boxes on a line that show: text, ruled blanks, pictures."""
    if hasattr(box, "pango_layout"):
        if box.text.strip():
            yield box
    elif type(box).__name__ in ("InlineBlockBox", "InlineReplacedBox"):
        yield box
    else:
        for child in makeup.children(box):
            yield from _inked(child)


def outside(page: Box) -> str:
    """Return the first words on a page that stick out of it or out of their block, or nothing."""
    width, height = page.margin_width(), page.margin_height()
    for block, line in _lines(page, page):
        boxes = [box for box in makeup.texts(line) if box.text.strip()]
        if not boxes:
            continue
        left, right = min(box.position_x for box in boxes), max(box.position_x + box.width for box in boxes)
        off_page = left < -SLIP or right > width + SLIP or line.position_y + line.height > height + SLIP
        # a line knows where its column starts; its block, which may be folded, how wide it is
        if off_page or right - line.position_x > block.width + SLIP:
            return " ".join(box.text for box in boxes)
    return ""


def _lines(box: Box, block: Box) -> Iterator[tuple[Box, Box]]:
    for child in makeup.children(box):
        if makeup.is_line(child):
            yield box, child
        else:
            yield from _lines(child, box)
