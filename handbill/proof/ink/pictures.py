"""The ink of a picture: its samples as the file has them, sorted onto plates (ISO 32000-2, 8.9.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pikepdf

from handbill.proof.ink.spaces import ALL, NONE, PLATES, UNKNOWN, Space, space_of

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = {1: 255, 2: 85, 4: 17, 8: 1}  # from one step of a sample to one of 255


class Unreadable(Exception):
    """A picture's samples cannot be read."""


def is_mask(image: Any) -> bool:
    """Tell whether a picture is a stencil, which has no colours of its own."""
    return bool(image.get("/ImageMask", False))


def picture_space(image: Any, resources: Any) -> Space:
    """Return the colour space of a picture that is not a stencil."""
    found = image.get("/ColorSpace")
    return UNKNOWN if found is None else space_of(found, resources)


def picture_plates(image: Any, space: Space) -> dict[str, Image]:
    """Return the ink of a picture, 255 for all there can be, for each plate that has any. Raises Unreadable."""
    from PIL import Image

    size = (int(image.Width), int(image.Height))
    try:
        channels, scale = _samples(image, space.channels, size)
    except Exception as error:  # samples can be broken, or packed in a way that nothing here unpacks
        raise Unreadable(str(error)) from error
    upside_down = _turned(image, len(channels))
    if space.base is not None and space.palette:
        (indices,) = channels
        return _indexed(indices, space, scale)
    straight = [each.point(_INVERT) if turned else each for each, turned in zip(channels, upside_down, strict=True)]
    if space.kind == "spot":
        found = {ink: each for ink, each in zip(space.inks, straight, strict=False) if ink != NONE}
        return {**dict.fromkeys(PLATES, found[ALL]), **found} if ALL in found else found
    if space.kind == "cmyk":
        return dict(zip(PLATES, straight, strict=True))
    light = [each.point(_INVERT) for each in straight]
    if space.kind == "rgb":
        return dict(zip(PLATES, light, strict=False))
    return {"Black": light[0] if light else Image.new("L", size)}


_INVERT = list(range(255, -1, -1))


def _samples(image: Any, channels: int, size: tuple[int, int]) -> tuple[list[Image], int]:
    """Return a picture of each channel, and how many steps of 255 a step of its samples is."""
    from PIL import Image

    bits = int(image.get("/BitsPerComponent", 8))
    try:
        data = image.read_bytes(pikepdf.StreamDecodeLevel.all)
    except (pikepdf.PdfError, NotImplementedError):
        found = pikepdf.PdfImage(image).as_pil_image()
        return list((found.convert("L") if found.mode in ("1", "P") else found).split()), 1
    if bits == 16:
        data, bits = data[::2], 8
    if bits < 8:
        row = (size[0] * channels, size[1])
        whole = Image.frombytes("1", row, data) if bits == 1 else Image.frombytes("L", row, data, "raw", f"L;{bits}")
        data = whole.convert("L").tobytes()
    needed = size[0] * size[1] * channels
    if len(data) < needed:
        raise ValueError("the picture is cut short")
    planes = [data[channel:needed:channels] for channel in range(channels)]
    return [Image.frombytes("L", size, plane) for plane in planes], _SCALE[bits]


def _turned(image: Any, channels: int) -> Sequence[bool]:
    """Tell for each channel whether its Decode array turns it upside down."""
    decode = image.get("/Decode")
    if decode is None:
        return [False] * channels
    limits = [float(each) for each in decode]
    return [low > high for low, high in zip(limits[::2], limits[1::2], strict=True)]


def _indexed(indices: Image, space: Space, scale: int) -> dict[str, Image]:
    tables: dict[str, list[int]] = {}
    for step in range(256):
        for ink, share in space.shares([step // scale]).items():
            tables.setdefault(ink, [0] * 256)[step] = round(255 * share)
    return {ink: indices.point(table) for ink, table in tables.items()}
