"""The lettering beside pages: how wide it is, and the font that it needs, cut down to the characters used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

from handbill.errors import HandbillError
from handbill.shipped import FONTS
from handbill.units import mm

FONT: Final = FONTS / "source-sans-3" / "SourceSans3_400Regular.ttf"
NAME: Final = "SourceSans3-Regular"


def width(text: str, size: float) -> float:
    """Return how wide a line of text is, in mm, at `size` pt. Raises HandbillError for a character not in the font."""
    return mm(sum(_advance(character) for character in text) * size / 1000)


def wrapped(text: str, size: float, measure: float) -> list[str]:
    """Break text at its spaces into lines of at most `measure` mm at `size` pt; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font with only some characters: the file, and the number of each character's glyph.

    `advances` are those of the glyphs, in thousandths of the size; `box`, `ascent` and `descent` likewise.
    """

    data: bytes
    glyphs: Mapping[str, int]
    advances: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def shown(self, text: str) -> str:
        """Return text as the hexadecimal numbers of its glyphs."""
        return "".join(f"{self.glyphs[character]:04X}" for character in text)


def cut_down(characters: str) -> Typeface:
    """Return the font with no more than these characters. The same characters give the same bytes."""
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True)
    font = TTFont(BytesIO(FONT.read_bytes()), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    file = BytesIO()
    font.save(file)
    order, known, head = font.getGlyphOrder(), font.getBestCmap(), font["head"]
    scale = 1000 / head.unitsPerEm
    return Typeface(
        file.getvalue(),
        {character: order.index(known[ord(character)]) for character in sorted(set(characters))},
        tuple(round(font["hmtx"][name][0] * scale) for name in order),
        (round(head.xMin * scale), round(head.yMin * scale), round(head.xMax * scale), round(head.yMax * scale)),
        round(font["hhea"].ascent * scale),
        round(font["hhea"].descent * scale),
    )


def _advance(character: str) -> float:
    try:
        return _advances()[ord(character)]
    except KeyError:
        code = f"U+{ord(character):04X}"
        raise HandbillError(f"the font for labels on sheets has no '{character}' ({code})") from None


@cache
def _advances() -> Mapping[int, float]:
    """Return the advance of each character of the font, in thousandths of the size."""
    with TTFont(FONT, lazy=True) as font:
        units = float(font["head"].unitsPerEm)
        return {code: font["hmtx"][name][0] * 1000 / units for code, name in font.getBestCmap().items()}
