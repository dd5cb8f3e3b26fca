"""One page of an opened file: its text with the place of every glyph, and its pictures.

Places are in mm from the top left of the page as it is shown, whatever the file's own axes are.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from handbill.proof.report import MM, Box
from handbill.proof.runs import Reading, Run, read_runs, show_text

if TYPE_CHECKING:
    from PIL.Image import Image

READING_DPI = 200  # a module of 0.4 mm has three pixels
MOST_PIXELS = 6_000_000  # of one page's picture: A4 at 200 dpi takes 3.9 million
PICTURES_KEPT = 8
LEAST_INK = 20  # grey levels of 255 by which text must differ from its ground


Edges = tuple[float, float, float, float]


class Album:
    """The last few pictures made: a long file must not fill the memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Image] = OrderedDict()

    def get(self, page: int, name: str, make: Callable[[], Image]) -> Image:
        if (page, name) not in self._kept:
            self._kept[page, name] = make()
        self._kept.move_to_end((page, name))
        while len(self._kept) > PICTURES_KEPT:
            self._kept.popitem(last=False)
        return self._kept[page, name]


class Page:
    """A page as pdfium sees it; `number` counts from 1, `turned` is in degrees clockwise.

    It is made with the boxes of its sheet, bleed and trim in the file's own points, and keeps them in mm.
    """

    def __init__(self, page: Any, number: int, edges: Sequence[Edges], album: Album) -> None:
        self._page = page
        self._album = album
        self._shown: Edges = page.get_bbox()
        self.turned: int = page.get_rotation()
        self.number = number
        left, bottom, right, top = self._shown
        self.box = self.place(left, bottom, right, top)
        self.sheet, self.bleed, self.trim = (self.place(*box) for box in edges)

    def place(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a rectangle in the file's points into mm as shown."""
        edge_left, edge_bottom, edge_right, edge_top = self._shown
        if self.turned == 0:
            found = (left - edge_left, edge_top - top, right - edge_left, edge_top - bottom)
        elif self.turned == 90:
            found = (bottom - edge_bottom, left - edge_left, top - edge_bottom, right - edge_left)
        elif self.turned == 180:
            found = (edge_right - right, bottom - edge_bottom, edge_right - left, top - edge_bottom)
        else:
            found = (edge_top - top, edge_right - right, edge_top - bottom, edge_right - left)
        return Box(found[0] * MM, found[1] * MM, found[2] * MM, found[3] * MM)

    @cached_property
    def reading(self) -> Reading:
        return read_runs(self._page.raw, self.number, self.place)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The page's text in the order in which it is painted, without the slug: what is cut off with the bleed."""
        return tuple(run for run in self.reading.runs if not self._is_slug(run.box))

    def _is_slug(self, box: Box) -> bool:
        # What readers show may be no more than the trim (CropBox); the slug lies on the sheet all the same.
        return box.shared(self.sheet) > 0 and not box.shared(self.bleed)

    @property
    def slug(self) -> tuple[Run, ...]:
        """The text outside the bleed, which names the file to the printer."""
        return tuple(run for run in self.reading.runs if self._is_slug(run.box))

    @property
    def scale(self) -> float:
        """The pixels in a mm of `picture`."""
        area = max(self.box.width, 1.0) * max(self.box.height, 1.0)
        return min(READING_DPI / 25.4, math.sqrt(MOST_PIXELS / area))

    @property
    def picture(self) -> Image:
        """The page in greys."""
        return self._album.get(self.number, "picture", lambda: self._render(self.scale))

    @property
    def ink(self) -> Image:
        """White where text can be seen, black elsewhere: the page with its text less the page without."""
        return self._album.get(self.number, "ink", self._ink)

    def region(self, box: Box, scale: float, *, text: bool = True, colour: bool = False) -> Image:
        """Return a picture of a part of the page, at `scale` pixels a mm."""
        part = box.cut_to(self.box)
        crop = (part.left, self.box.height - part.bottom, self.box.width - part.right, part.top)
        if text:
            return self._render(scale, crop, colour=colour)
        return self._without_text(lambda: self._render(scale, crop, colour=colour))

    def _ink(self) -> Image:
        from PIL import ImageChops

        bare = self._without_text(lambda: self._render(self.scale))
        differs = [0] * LEAST_INK + [255] * (256 - LEAST_INK)
        return ImageChops.difference(self.picture, bare).point(differs)

    def _without_text(self, make: Callable[[], Image]) -> Image:
        show_text(self._page.raw, False)
        made = make()
        show_text(self._page.raw, True)
        return made

    def _render(self, scale: float, crop: tuple[float, ...] = (0, 0, 0, 0), *, colour: bool = False) -> Image:
        factor = scale * MM
        bitmap = self._page.render(
            scale=factor, crop=tuple(edge / MM for edge in crop), grayscale=not colour, rev_byteorder=colour
        )
        picture: Image = bitmap.to_pil()
        return picture
