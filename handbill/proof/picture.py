"""The proof of a picture: is it whole, and is there anything on it?"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from handbill.proof.report import Finding, Report


def proof_picture(data: bytes) -> Report:
    """Prove a PNG or JPEG file's bytes. It never raises, whatever the bytes are."""
    return Report(tuple(_findings(data)))


def _findings(data: bytes) -> Iterator[Finding]:
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
            lightest_and_darkest = picture.convert("L").getextrema()
            size = f"{picture.format}, {picture.width} by {picture.height} px"
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        yield Finding("opens", "fail", f"the picture does not open ({error})")
        return
    yield Finding("opens", "pass", size)
    if lightest_and_darkest[0] == lightest_and_darkest[1]:
        yield Finding("fit", "fail", "the picture is blank")
