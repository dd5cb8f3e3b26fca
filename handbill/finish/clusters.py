"""Sets the glyphs of complex scripts anew: every cluster becomes one glyph, which stands for its letters.

The new glyphs are made of the old ones, in the font that the file embeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import _g_l_y_f as outlines
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

from handbill.errors import HandbillError
from handbill.script import MIRRORED, Cluster, Line, Part, is_complex

Operation = tuple[Sequence[Any], Operator]
IDENTIFIER: Final = 2  # bytes that show a glyph
MOST_IN_A_BLOCK: Final = 100  # of a CMap's `beginbfchar`
# What is seen of a bracket among letters that run backwards is its mirror image, and it is turned round again.
AS_SEEN: Final = str.maketrans("()[]{}<>«»‹›\u00a0", ")(][}{><»«›‹ ")


def rewrite(pdf: Pdf, pages: Sequence[Mapping[int, Line]]) -> None:
    """Have every page show its clusters, each as one glyph. `pages` are the typesetter's `lines`.

    Raises HandbillError where a page shows other glyphs than those of its text.
    """
    typefaces: dict[tuple[int, int], _Typeface] = {}
    for page, lines in zip(pdf.pages, pages, strict=True):
        if any(line.clusters for line in lines.values()):
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_Page(page, lines, typefaces).rewritten()))
    for typeface in typefaces.values():
        typeface.write()


class _Page:
    """The content of a page, with the glyphs of its complex lines set anew."""

    def __init__(
        self, page: pikepdf.Page, lines: Mapping[int, Line], typefaces: dict[tuple[int, int], _Typeface]
    ) -> None:
        self.page, self.lines, self.typefaces = page, lines, typefaces
        self.clusters: list[Cluster] = []  # those of the line that are still to come
        self.shown: list[int] = []  # glyphs that the old content shows in one stretch
        self.typeface: _Typeface | None = None  # none where its glyphs are not in the form that can be added to
        self.made: list[Operation] = []

    def rewritten(self) -> list[Operation]:
        for instruction in pikepdf.parse_content_stream(self.page):
            self._take(list(instruction.operands), str(instruction.operator))
        return self.made

    def _take(self, operands: list[Any], operator: str) -> None:
        if self.clusters and operator in ("TJ", "Tj", "Ts"):  # a new glyph has its own rise in it
            strings = operands[0] if operator == "TJ" else operands
            for string in (bytes(each) for each in strings if isinstance(each, String)):
                self.shown += (int.from_bytes(string[at : at + 2]) for at in range(0, len(string), IDENTIFIER))
            if not self.typeface:
                self.made.append((operands, Operator(operator)))
            return
        self._show()
        if operator == "BDC" and isinstance(operands[1], Dictionary) and Name.MCID in operands[1]:
            line = self.lines.get(int(operands[1].MCID))
            self.clusters = list(line.clusters) if line else []
        elif operator == "Tf":
            self.typeface = self._of(self.page.Resources.Font[operands[0]])
        self.made.append((operands, Operator(operator)))

    def _of(self, font: Any) -> _Typeface | None:
        if font.objgen not in self.typefaces and "/FontFile2" in font.DescendantFonts[0].FontDescriptor:
            self.typefaces[font.objgen] = _Typeface(font)
        return self.typefaces.get(font.objgen)

    def _show(self) -> None:
        """Show the glyphs of the stretch that ends here: as many clusters as it has."""
        array: list[Any] = []
        ahead = 0.0  # by how much the place for the next glyph lies beyond where the last one ended
        for cluster in self._stretch():
            for glyph, advance in self.typeface.units(cluster) if self.typeface else ():
                if move := round(ahead, 1):
                    array.append(-move)
                array.append(String(glyph.to_bytes(IDENTIFIER)))
                ahead += advance - move - (self.typeface.widths[glyph] if self.typeface else 0)
        if array:
            array.append(-round(ahead, 1))
            self.made.append(([Array(array)], Operator("TJ")))

    def _stretch(self) -> Iterator[Cluster]:
        """Yield the clusters that have the glyphs shown."""
        while self.shown:
            cluster = self.clusters.pop(0) if self.clusters else None
            if not cluster or self.shown[: len(cluster.parts)] != [part.glyph for part in cluster.parts]:
                raise HandbillError(
                    "the layout draws other letters than the text has: it may not cut text off with “…”"
                )
            del self.shown[: len(cluster.parts)]
            yield cluster


@dataclass(slots=True)
class _Typeface:
    """An embedded font, and the glyphs that are added to it."""

    pdf: Any
    outlines: TTFont = field(init=False)
    widths: dict[int, float] = field(init=False)  # in thousandths of an em
    added: dict[tuple[str, tuple[Part, ...]], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        data = BytesIO(self._described.FontFile2.read_bytes())
        self.outlines = TTFont(data, recalcTimestamp=False)  # the same pages give the same file
        self.widths = dict(_widths(self.pdf.DescendantFonts[0].W))

    @property
    def _described(self) -> Any:
        return self.pdf.DescendantFonts[0].FontDescriptor

    def units(self, cluster: Cluster) -> list[tuple[int, float]]:
        """Return the glyphs to show for a cluster, from left to right, each with its advance.

        What runs backwards is turned round by readers letter by letter: each gets a glyph of its
        own there, and all but the first are blank.
        """
        glyph = cluster.parts[0].glyph
        is_plain = not cluster.backwards and not is_complex(cluster.text) and MIRRORED.isdisjoint(cluster.text)
        if is_plain and cluster.parts == (Part(glyph, 0, 0),):
            return [(glyph, cluster.advance)]
        first, others = cluster.text, ""
        if cluster.backwards:
            seen = cluster.text.translate(AS_SEEN)
            first, others = seen[0], seen[:0:-1]
        blank = [(self._unit(letter, (), 0), 0.0) for letter in others]
        return [*blank, (self._unit(first, cluster.parts, cluster.advance), cluster.advance)]

    def _unit(self, text: str, parts: tuple[Part, ...], advance: float) -> int:
        rounded = tuple(Part(part.glyph, self._units(part.x), self._units(part.y)) for part in parts)
        key = text, rounded
        if key not in self.added:
            self.added[key] = self._add(rounded, advance)
        return self.added[key]

    def _units(self, length: float) -> int:
        """Return a length in the font's own units."""
        return round(length * float(self.outlines["head"].unitsPerEm) / 1000)

    def _add(self, parts: tuple[Part, ...], advance: float) -> int:
        order = self.outlines.getGlyphOrder()
        number, name = len(order), f"made{len(order)}"
        table = self.outlines["glyf"]
        drawn = [part for part in parts if table[order[part.glyph]].numberOfContours]
        glyph = outlines.Glyph()
        glyph.numberOfContours = -1 if drawn else 0
        if drawn:
            glyph.components = [_component(order[part.glyph], part) for part in drawn]
        self.outlines.setGlyphOrder([*order, name])
        table[name] = glyph
        glyph.recalcBounds(table)
        self.outlines["hmtx"][name] = (self._units(advance), glyph.xMin if drawn else 0)
        self.widths[number] = self._units(advance) * 1000 / self.outlines["head"].unitsPerEm
        return number

    def write(self) -> None:
        """Put the added glyphs into the file: their outlines, widths and letters."""
        if not self.added:
            return
        self.outlines["post"].formatType = 3  # names of glyphs are for editors of fonts
        data = BytesIO()
        self.outlines.save(data)
        self._described.FontFile2.write(data.getvalue())
        self._described.FontFile2.Length1 = len(data.getvalue())
        first, *_ = numbers = list(self.added.values())
        self.pdf.DescendantFonts[0].W.extend([first, Array([self.widths[number] for number in numbers])])
        letters = [(number, text) for (text, _), number in self.added.items()]
        cmap = self.pdf.ToUnicode.read_bytes()
        self.pdf.ToUnicode.write(cmap.replace(b"endcmap", _mapped(letters).encode() + b"endcmap"))


def _component(name: str, part: Part) -> outlines.GlyphComponent:
    component = outlines.GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, int(part.x), int(part.y), 0
    return component


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """Read the widths of a font that WeasyPrint has written: a first glyph, then the widths from there on."""
    entries = array.as_list()
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        yield from ((int(first) + place, float(width)) for place, width in enumerate(widths))


def _mapped(letters: Sequence[tuple[int, str]]) -> str:
    blocks = [letters[at : at + MOST_IN_A_BLOCK] for at in range(0, len(letters), MOST_IN_A_BLOCK)]
    return "".join(
        f"{len(block)} beginbfchar\n"
        + "".join(f"<{number:04x}> <{text.encode('utf-16-be').hex()}>\n" for number, text in block)
        + "endbfchar\n"
        for block in blocks
    )
