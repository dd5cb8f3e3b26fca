"""Previews: each page of a finished PDF as a PNG."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2

DPI: Final = 144


def pages(pdf: bytes, dpi: int = DPI) -> tuple[bytes, ...]:
    """Draw every page at `dpi` dots to the inch. Returns PNG files, in order; the same PDF gives the same bytes."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_png(page, dpi) for page in document)
    finally:
        document.close()


def picture(pdf: bytes, longest: int) -> bytes:
    """Draw the first page so that its longer side has so many pixels. Returns a PNG file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _png(document[0], round(72 * longest / max(document.get_page_size(0))))
    finally:
        document.close()


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    picture = page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=False, compress_level=6, dpi=(dpi, dpi))
    page.close()
    return file.getvalue()
