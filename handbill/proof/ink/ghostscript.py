"""The plates of a file by Ghostscript, where it is installed: a second opinion, from a program that press rooms use."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from handbill.proof.ink.spaces import PLATES

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 72
LONGEST = 60  # seconds
COMMAND = ("gs", "gswin64c")


def separate(data: bytes, pages: int, dpi: int = DPI) -> list[Image] | None:
    """Return the sheets of the first pages in CMYK; None where Ghostscript is missing or cannot read the file."""
    program = next(filter(None, map(shutil.which, COMMAND)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "file.pdf").write_bytes(data)
        options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", f"-r{dpi}", f"-dLastPage={pages}", "-dPrinted=false"]
        try:
            subprocess.run(
                [program, *options, "-sDEVICE=tiffsep", "-sOutputFile=page%d.tif", "file.pdf"],
                cwd=folder, check=True, capture_output=True, timeout=LONGEST,
            )  # fmt: skip
            return [_sheet(Path(folder), page) for page in range(1, pages + 1)]
        except (OSError, subprocess.SubprocessError):
            return None


def _sheet(folder: Path, page: int) -> Image:
    from PIL import Image, ImageChops

    plates = [Image.open(folder / f"page{page}({name}).tif").convert("L") for name in PLATES]
    return Image.merge("CMYK", [ImageChops.invert(plate) for plate in plates])
