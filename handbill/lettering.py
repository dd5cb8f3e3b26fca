"""The lettering beside pages, on sheets and slug lines: how wide it is, and the font that it needs, cut down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from handbill.errors import HandbillError
from handbill.shipped import FONTS
from handbill.units import mm

FONT: Final = FONTS / "source-sans-3" / "SourceSans3_400Regular.ttf"
NAME: Final = "SourceSans3-Regular"


def width(text: str, size: float) -> float:
    """Return how wide a line of text is, in mm, at `size` pt. Raises HandbillError for a character not in the font."""
    return mm(sum(_advance(character) for character in text) * size / 1000)


def printable(text: str) -> str:
    """Return text with a question mark for each character that the font lacks."""
    return "".join(character if ord(character) in _advances() else "?" for character in text)


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
    for table in ("GDEF", "GPOS", "GSUB"):  # labels are set without them, and reading them takes a second
        if table in font:
            del font[table]
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


def embedded(pdf: pikepdf.Pdf, font: Typeface) -> pikepdf.Object:
    """Embed a font whose text is written as the numbers of its glyphs, two bytes each (ISO 32000-1, 9.7)."""
    name = Name(f"/HANDBL+{NAME}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=list(font.box),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.ascent,
        StemV=80,
        FontFile2=pikepdf.Stream(pdf, font.data, Length1=len(font.data)),
    )
    glyphs = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=[0, list(font.advances)],
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(glyphs)],
            ToUnicode=pikepdf.Stream(pdf, _characters(font)),
        )
    )


def _characters(font: Typeface) -> bytes:
    """Return the table by which text can be copied and searched: glyph number to character (UTF-16)."""
    pairs = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, glyph in font.glyphs.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Labels def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{mapped}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


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
