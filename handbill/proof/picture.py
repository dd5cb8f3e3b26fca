"""The proof of a picture: is it whole, and is there anything on it?"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from handbill.proof.report import Finding, Report


def proof_picture(data: bytes, size: tuple[int, int] | None = None, most_bytes: int | None = None) -> Report:
    """Prove a PNG or JPEG file's bytes, and that it has so many pixels and no more bytes, where that is said.

    It never raises, whatever the bytes are.
    """
    return Report((*_findings(data, size), *_weight(data, most_bytes)))


def _weight(data: bytes, most: int | None) -> Iterator[Finding]:
    if most is not None:
        told = f"{len(data) / 1000:.0f} kB, of {most / 1000:.0f} at the most"
        yield Finding("bytes", "pass" if len(data) <= most else "fail", told)


def _findings(data: bytes, wanted: tuple[int, int] | None) -> Iterator[Finding]:
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
            lightest_and_darkest = picture.convert("L").getextrema()
            pixels, size = picture.size, f"{picture.format}, {picture.width} by {picture.height} px"
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        yield Finding("opens", "fail", f"the picture does not open ({error})")
        return
    yield Finding("opens", "pass", size)
    if wanted is not None and pixels != wanted:
        told = f"it has {pixels[0]} by {pixels[1]} px, and should have {wanted[0]} by {wanted[1]}"
        yield Finding("size", "fail", told)
    if lightest_and_darkest[0] == lightest_and_darkest[1]:
        yield Finding("fit", "fail", "the picture is blank")
