"""Comparing pages with stored pictures of them.

`same_as_stored(pdf, "flyer")` draws every page and compares it with `tests/pictures/flyer-1.png` and
so on. Where they differ, both pictures are kept under `tests/pictures/failed/`, to be looked at.
To store new pictures, delete the old ones and run the tests with `HANDBILL_STORE_PICTURES=1`.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

STORED = Path(__file__).parent / "pictures"
DPI = 36
TOLERANCE = 40  # levels of 255 by which a pixel may differ, for another version of a renderer
FEW = 0.002  # the part of all pixels that may differ by more


def same_as_stored(pdf: bytes, name: str, folder: Path = STORED) -> bool:
    """Say whether all pages look as stored. Keeps both pictures of a page that does not."""
    pages = draw(pdf)
    stored = [folder / f"{name}-{number}.png" for number in range(1, len(pages) + 1)]
    if os.environ.get("HANDBILL_STORE_PICTURES"):
        for page, path in zip(pages, stored, strict=True):
            if not path.exists():
                page.save(path)
    same = not (folder / f"{name}-{len(pages) + 1}.png").exists()
    for page, path in zip(pages, stored, strict=True):
        if not (path.exists() and alike(page, Image.open(path).convert("L"))):
            keep(page, path, folder / "failed")
            same = False
    return same


def draw(pdf: bytes) -> list[Image.Image]:
    """Draw pages in grey at a low resolution: enough to see what moved."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]


def alike(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    levels = ImageChops.difference(one, other).histogram()
    return sum(levels[TOLERANCE:]) <= FEW * one.width * one.height


def keep(page: Image.Image, stored: Path, failed: Path) -> None:
    failed.mkdir(exist_ok=True)
    page.save(failed / f"{stored.stem}-now.png")
    if stored.exists():
        (failed / f"{stored.stem}-stored.png").write_bytes(stored.read_bytes())
