"""How letters look and paragraphs are set in a Word document. Sizes in pt, lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from handbill.finish.word.xml import element, twips, value
from handbill.piece import Palette

TEXT: Final = 11.5
SMALL: Final = 8.5
HANG: Final = 9.0  # mm, from the number of a clause to its text
POINT: Final = 6.5  # mm, from the letter of a sub-point to its text
STEP: Final = 6.0  # mm, from the number of a list's entry to its text
WIDTH: Final = 160.0  # mm, of the text

Ink = Literal["", "ink", "brand", "brand_text"]
"""A colour of a branch's palette."""


def figures(palette: Palette, colour: Ink) -> str:
    """Return a colour as Word writes it."""
    return str(getattr(palette, colour)).removeprefix("#").upper()


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look. `None` and '' leave it as it is."""

    size: float = 0.0
    bold: bool | None = None
    italic: bool = False
    colour: Ink = ""
    underline: bool = False
    raised: bool = False
    lowered: bool = False

    def element(self, palette: Palette) -> Any:
        """Return the properties of letters in the colours of a branch."""
        sizes = () if not self.size else (value("sz", round(2 * self.size)), value("szCs", round(2 * self.size)))
        weight = () if self.bold is None else (value("b", int(self.bold)), value("bCs", int(self.bold)))
        height = "superscript" if self.raised else "subscript"
        return element(
            "rPr",
            *weight,
            *((element("i"), element("iCs")) if self.italic else ()),
            value("color", figures(palette, self.colour)) if self.colour else None,
            *sizes,
            value("u", "single") if self.underline else None,
            value("vertAlign", height) if self.raised or self.lowered else None,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set. `line` is in parts of a line; `before`, `after`, `left`, `hang` are in pt and mm."""

    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    left: float = 0.0
    right: float = 0.0
    hang: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    level: int = 0  # in the outline, from 1
    numbered: tuple[int, int] | None = None  # list and level
    tab: tuple[str, str, float] | None = None  # alignment, leader, place in mm
    bar: tuple[Literal["top", "start"], int, Ink] | None = None  # side, eighths of a pt, colour
    room: int = 1  # pt between a bar and the text
    aligned: str = ""
    counted: bool = False  # whether its lines have numbers, in a document where some have

    def element(self, palette: Palette, direction: str) -> Any:
        """Return the properties of a paragraph, in the colours of a branch."""
        numbers = None
        if self.numbered:
            numbers = element("numPr", value("ilvl", self.numbered[1]), value("numId", self.numbered[0]))
        return element(
            "pPr",
            element("keepNext") if self.keep_next else None,
            element("keepLines") if self.keep_lines else None,
            element("widowControl"),
            numbers,
            value("suppressLineNumbers", int(not self.counted)),
            self._border(palette, direction),
            self._tab(),
            element(
                "spacing",
                before=round(20 * self.before),
                after=round(20 * self.after),
                line=round(240 * self.line),
                lineRule="auto",
            ),
            element("ind", left=twips(self.left + self.hang), right=twips(self.right), hanging=twips(self.hang))
            if self.left or self.hang or self.right
            else None,
            value("jc", self.aligned) if self.aligned else None,
            value("outlineLvl", self.level - 1) if self.level else None,
        )

    def _border(self, palette: Palette, direction: str) -> Any:
        if self.bar is None:
            return None
        place, width, colour = self.bar
        side = place if place == "top" else "left" if direction == "ltr" else "right"
        line = element(side, val="single", sz=width, space=self.room, color=figures(palette, colour))
        return element("pBdr", line)

    def _tab(self) -> Any:
        if self.tab is None:
            return None
        aligned, leader, place = self.tab
        return element("tabs", element("tab", val=aligned, leader=leader, pos=twips(place)))
