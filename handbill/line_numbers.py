"""Line numbers: which lines of a laid-out page are counted, and the numbers that stand beside them.

The words whose lines count are marked `data-numbered` in the HTML. The page is laid out first, as
if there were no numbers; then the lines that such words stand on are counted, and each gets its
number in the margin. Nothing is set again, so the numbers are always those of the lines that are
seen. They run on from page to page, for a page may end elsewhere in another edition.

The boxes are WeasyPrint's own (in CSS px); this module does not import it. The numbers belong to
the margin of the page: they are no part of what is read out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from handbill import makeup
from handbill.makeup import Box

GAP: Final = 3.0 * 96 / 25.4  # px between the text and its numbers: 3 mm


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line that counts. `page` is from 0; `end` is where its column ends, on the side where lines end, in px.

    `starts` are the marked elements that stand on the line, by number, each with the count of its
    letters that stand on lines before.
    """

    page: int
    box: Box
    end: float
    backwards: bool
    number: int
    starts: tuple[tuple[int, int], ...]


def numbered_lines(pages: Sequence[Any]) -> list[NumberedLine]:
    """Find the lines that count, in reading order. They are counted afresh for each series."""
    found: list[NumberedLine] = []
    series, number = None, 0
    letters: dict[int, int] = {}
    for place, page in enumerate(pages):
        for block, line in _lines(page._page_box):
            marked = list(_marked(line))
            if not marked:
                continue
            named = makeup.mark(marked[0], "data-numbered")
            number = number + 1 if named == series else 1
            series = named
            starts = []
            for box in marked:
                starts.append((makeup.number(box), letters.get(makeup.number(box), 0)))
                letters[makeup.number(box)] = starts[-1][1] + _letters(box)
            backwards = block.style["direction"] == "rtl"
            end = block.content_box_x() + (0 if backwards else block.width)
            found.append(NumberedLine(place, line, end, backwards, number, tuple(starts)))
    return found


def line_starts(lines: Sequence[NumberedLine]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return where lines begin in each element: after how many letters, and the line's number."""
    found: dict[int, list[tuple[int, int]]] = {}
    for line in lines:
        for element, letters in line.starts:
            found.setdefault(element, []).append((letters, line.number))
    return {element: tuple(starts) for element, starts in found.items()}


def put_numbers(pages: Sequence[Any], lines: Sequence[NumberedLine], numbers: Sequence[Box], margin: Box) -> None:
    """Put a number beside each line. `numbers` are laid-out blocks of one line each, for 1, 2, 3 and so on.

    `margin` is a margin box of a page, copies of which are to hold them.
    """
    for place, page in enumerate(pages):
        here = [line for line in lines if line.page == place]
        if here:
            held = margin.deepcopy()
            held.children = [_beside(line, numbers[line.number - 1]) for line in here]
            page._page_box.children = [*page._page_box.children, held]


def _beside(line: NumberedLine, number: Box) -> Box:
    """Return a copy of a number that stands on the line's own base line, in the margin where lines end."""
    placed = number.deepcopy()
    own = next(makeup.lines(placed))
    across = line.end - GAP - placed.margin_width() if line.backwards else line.end + GAP
    down = line.box.position_y + line.box.baseline - own.position_y - own.baseline
    placed.translate(across - placed.position_x, down)
    return placed


def _lines(box: Box, block: Box | None = None) -> Iterator[tuple[Box, Box]]:
    """Yield every line with the block that it stands in."""
    for child in makeup.children(box):
        if makeup.is_line(child):
            yield box, child
        else:
            yield from _lines(child, box)


def _marked(box: Box) -> Iterator[Box]:
    """Yield the boxes of marked elements that stand on a line and have something on it."""
    for child in makeup.children(box):
        if child.element is not None and makeup.mark(child, "data-numbered") is not None:
            if _letters(child):
                yield child
        else:
            yield from _marked(child)


def _letters(box: Box) -> int:
    """Count what can be seen of a box's text. A ruled blank is one letter; white space is none."""
    if hasattr(box, "pango_layout"):
        return sum(not letter.isspace() for letter in box.text)
    if type(box).__name__ == "InlineBlockBox":
        return 1
    return sum(map(_letters, makeup.children(box)))
