"""Screen colours become ink: once, through the printer's profile, and black stays black.

Text and codes are to stand on the black plate alone, so what is neutral (and the house ink, which
is black with a trace of blue on a screen) becomes K. Every other colour goes through the profile
with Little CMS. Ink is written as four shares from 0 to 1: cyan, magenta, yellow, black.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

Ink = tuple[float, float, float, float]
Rgb = tuple[float, float, float]  # 0 to 1

BLACK: Ink = (0, 0, 0, 1)
NEUTRAL = 0.004  # how far apart the channels of a grey may be: one step of 255


@dataclass(frozen=True, slots=True)
class Profile:
    """The printing condition that a file is made for, and the ICC profile that describes it."""

    path: Path
    identifier: str = "FOGRA39"
    condition: str = "Coated FOGRA39 (ISO 12647-2:2004)"
    registry: str = "http://www.color.org"

    @property
    def data(self) -> bytes:
        return _read(self.path, self.path.stat().st_mtime_ns)

    @property
    def packed(self) -> bytes:
        """Its bytes as they stand in a PDF (FlateDecode)."""
        return _packed(self.data)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> bytes:
    """Read a profile once, and again when the file has changed."""
    return path.read_bytes()


@lru_cache(maxsize=8)
def _packed(data: bytes) -> bytes:
    """Pack a profile once: it takes longer than all else that is done to a page for a press."""
    return zlib.compress(data)


class Colours:
    """Converts colours and pictures for one profile. `fixed` says which screen colours have an ink of their own."""

    def __init__(self, profile: Profile, fixed: Mapping[Rgb, Ink]) -> None:
        self.profile = profile
        self.known: dict[Rgb, Ink] = {_rounded(rgb): ink for rgb, ink in fixed.items()}

    def ink(self, rgb: Rgb) -> Ink:
        """Return the ink of a screen colour."""
        key = _rounded(rgb)
        if key not in self.known:
            self.known[key] = self._neutral(key) or self._converted(key)
        return self.known[key]

    def picture(self, picture: Any) -> Any:
        """Return a Pillow picture in CMYK, or in grey where it has no colour."""
        from PIL import ImageCms

        grey = picture.convert("L")
        if picture.mode in ("1", "L", "LA") or _is_grey(picture):
            return grey
        return ImageCms.applyTransform(picture.convert("RGB"), self._transform)

    @staticmethod
    def _neutral(rgb: Rgb) -> Ink | None:
        return (0, 0, 0, round(1 - rgb[1], 4)) if max(rgb) - min(rgb) <= NEUTRAL else None

    def _converted(self, rgb: Rgb) -> Ink:
        from PIL import Image, ImageCms

        red, green, blue = (round(255 * channel) for channel in rgb)
        inks = ImageCms.applyTransform(Image.new("RGB", (1, 1), (red, green, blue)), self._transform)
        assert inks is not None  # None only where the picture is changed in place
        cyan, magenta, yellow, black = (round(share / 255, 4) for share in inks.tobytes())
        return cyan, magenta, yellow, black

    @cached_property
    def _transform(self) -> Any:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self.profile.data)),
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )


def rgb_of(colour: str) -> Rgb:
    """Return the channels, 0 to 1, of `#rrggbb`."""
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def _rounded(rgb: Rgb) -> Rgb:
    return tuple(round(float(channel), 3) for channel in rgb)  # type: ignore[return-value]


def _is_grey(picture: Any) -> bool:
    from PIL import ImageChops

    red, green, blue = picture.convert("RGB").split()
    return not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()
