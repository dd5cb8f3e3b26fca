"""The four plates of a page as pictures, drawn by pdfium from a file rewritten for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2

from handbill.proof.ink.separate import Separator
from handbill.proof.ink.spaces import PLATES
from handbill.proof.report import MM, Box

if TYPE_CHECKING:
    from PIL.Image import Image


class Plates:
    """The plates of a file's first pages. Use it while the file is open, and close it."""

    def __init__(self, data: bytes, pages: int) -> None:
        separator = Separator(data, pages)
        self._documents = [pypdfium2.PdfDocument(separator.plate(name)) for name in PLATES]
        self.unread = tuple(sorted(separator.unread))
        separator.pdf.close()

    def close(self) -> None:
        for document in self._documents:
            document.close()

    def picture(self, index: int, scale: float) -> Image:
        """Return the whole sheet of a page, counted from 0, in CMYK; `scale` in pixels a mm."""
        from PIL import Image, ImageChops

        greys = [self._grey(document[index], scale) for document in self._documents]
        return Image.merge("CMYK", [ImageChops.invert(grey) for grey in greys])

    @staticmethod
    def _grey(page: Any, scale: float) -> Image:
        picture: Image = page.render(scale=scale * MM, grayscale=True).to_pil()
        page.close()
        return picture.convert("L")


def total_ink(plates: Image) -> Image:
    """Return the ink of all plates together in greys: 255 is four times a full plate."""
    from PIL import ImageChops

    cyan, magenta, yellow, black = plates.split()
    halves = ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2)
    return ImageChops.add(*halves, scale=2)


def any_ink(plates: Image) -> Image:
    """Return how much ink the plate with the most has, at each spot."""
    from PIL import ImageChops

    cyan, magenta, yellow, black = plates.split()
    return ImageChops.lighter(ImageChops.lighter(cyan, magenta), ImageChops.lighter(yellow, black))


def part(picture: Image, sheet: Box, box: Box) -> Image:
    """Return what a box, in mm, holds of a picture that shows the whole sheet."""
    across, down = picture.width / sheet.width, picture.height / sheet.height
    inside = box.cut_to(sheet)
    edges = (
        round((inside.left - sheet.left) * across),
        round((inside.top - sheet.top) * down),
        round((inside.right - sheet.left) * across),
        round((inside.bottom - sheet.top) * down),
    )
    return picture.crop((edges[0], edges[1], max(edges[2], edges[0] + 1), max(edges[3], edges[1] + 1)))
