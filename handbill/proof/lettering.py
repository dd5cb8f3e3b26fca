"""Letters for the printed report: the fonts that ship, measured, cut down to what is used, and put into a PDF."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FONTS = Path(__file__).parents[1] / "fonts"
UNKNOWN = "?"  # stands for a letter that the font has not
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT")
UNITS = 1000  # of a PDF's glyph widths to the em


class Face:
    """One font. It remembers which letters it has shown, and is written with those alone."""

    def __init__(self, file: str) -> None:
        self.path = FONTS / file
        self.letters: set[str] = {UNKNOWN, " "}

    @cached_property
    def _widths(self) -> dict[str, float]:
        """How wide each letter is that the font has, in ems."""
        from fontTools.ttLib import TTFont

        with TTFont(self.path) as font:
            widths, em = font["hmtx"], font["head"].unitsPerEm
            return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}

    def known(self, text: str) -> str:
        """Return a text with what the font lacks replaced."""
        return "".join(letter if letter in self._widths else UNKNOWN for letter in text)

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is, in the units of `size`."""
        return size * sum(self._widths[letter] for letter in self.known(text))

    def lines(self, text: str, size: float, wide: float) -> list[str]:
        """Break a text into lines no wider than `wide`; a word too long for one is broken anywhere."""
        lines = [""]
        for word in text.split():
            joined = f"{lines[-1]} {word}".strip()
            if self.width(joined, size) <= wide:
                lines[-1] = joined
                continue
            if lines[-1]:
                lines.append("")
            for letter in word:
                if self.width(lines[-1] + letter, size) > wide:
                    lines.append("")
                lines[-1] += letter
        return lines

    def shortened(self, text: str, size: float, wide: float) -> str:
        """Return a text cut off with an ellipsis where it is too wide."""
        if self.width(text, size) <= wide:
            return text
        while text and self.width(f"{text}…", size) > wide:
            text = text[:-1]
        return f"{text}…"

    def shown(self, text: str) -> bytes:
        """Return the operand that shows a text, in UTF-16: each letter is its own code."""
        known = self.known(text)
        self.letters.update(known)
        return b"<" + known.encode("utf-16-be").hex().encode() + b">"

    def embedded(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Put the letters that were shown into a PDF, as a font of two-byte codes (ISO 32000-2, 9.7)."""
        codes = sorted(map(ord, self.letters))
        name = Name(f"/HANDBL+{self.path.stem}")
        file, glyphs, box = self._cut_down()
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=box, ItalicAngle=0, Ascent=box[3],
            Descent=box[1], CapHeight=box[3], StemV=80, FontFile2=pdf.make_stream(file),
        )  # fmt: skip
        widths: list[Any] = []
        for code in codes:
            widths += [code, [round(UNITS * self._widths[chr(code)])]]
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, W=widths, FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=pdf.make_stream(b"".join(glyphs.get(code, 0).to_bytes(2) for code in range(codes[-1] + 1))),
        )  # fmt: skip
        composite = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(_to_unicode(codes)),
        )  # fmt: skip
        return pdf.make_indirect(composite)

    def _cut_down(self) -> tuple[bytes, dict[int, int], list[int]]:
        """Return a font file with the letters shown alone, the glyph of each code, and the box of all glyphs."""
        from fontTools import subset
        from fontTools.ttLib import TTFont

        with TTFont(self.path, recalcTimestamp=False) as font:
            for table in LAYOUT_TABLES:  # reading them would take most of the time
                if table in font:
                    del font[table]
            cutter = subset.Subsetter(subset.Options(name_IDs=[], notdef_outline=True, hinting=False))
            cutter.populate(unicodes=map(ord, self.letters))
            cutter.subset(font)
            file = BytesIO()
            font.save(file, reorderTables=None)
            order, head = font.getGlyphOrder(), font["head"]
            glyphs = {code: order.index(glyph) for code, glyph in font.getBestCmap().items()}
            edges = (head.xMin, head.yMin, head.xMax, head.yMax)
            return file.getvalue(), glyphs, [round(edge * UNITS / head.unitsPerEm) for edge in edges]


def _to_unicode(codes: list[int]) -> bytes:
    """Say what each code means, which is itself."""
    blocks = []
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines = "\n".join(f"<{code:04x}> <{code:04x}>" for code in block)
        blocks.append(f"{len(block)} beginbfchar\n{lines}\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n" + "\n".join(blocks) + "\nendcmap end end"
    ).encode()
