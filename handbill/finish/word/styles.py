"""The styles of a Word document: how it looks, in the branch's colours.

Sizes in pt, lengths in mm. A style that runs from right to left says so for all text at once, in
the defaults, for Word has left and right change places by itself there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from handbill.finish.word.xml import element, twips, value
from handbill.piece import Palette

TEXT: Final = 11.5
SMALL: Final = 8.5
HANG: Final = 9.0  # mm, from the number of a clause to its text
POINT: Final = 6.5  # mm, from the letter of a sub-point to its text
STEP: Final = 6.0  # mm, from the number of a list's entry to its text
WIDTH: Final = 160.0  # mm, of the text


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a document by their shipped names, each with what a machine without it has in its stead."""

    text: tuple[str, str]
    complex: tuple[str, str]  # of scripts that Word calls complex


_PLAIN: Final = ("Source Sans 3", "Calibri")
_COMPLEX: Final = {
    "ur": ("Noto Nastaliq Urdu", "Urdu Typesetting"),
    "bn": ("Noto Sans Bengali", "Nirmala UI"),
    "gu": ("Noto Sans Gujarati", "Nirmala UI"),
    "hi": ("Noto Sans Devanagari", "Nirmala UI"),
    "mr": ("Noto Sans Devanagari", "Nirmala UI"),
    "ne": ("Noto Sans Devanagari", "Nirmala UI"),
    "pa": ("Noto Sans Gurmukhi", "Nirmala UI"),
    "ta": ("Noto Sans Tamil", "Nirmala UI"),
}
_ARABIC: Final = ("Noto Sans Arabic", "Arial")


def faces_of(lang: str) -> Faces:
    """Return the faces for a language."""
    return Faces(_PLAIN, _COMPLEX.get(lang.partition("-")[0], _ARABIC))


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look. `None` and '' leave it as it is."""

    size: float = 0.0
    bold: bool | None = None
    italic: bool = False
    colour: str = ""
    underline: bool = False
    raised: bool = False
    lowered: bool = False

    def element(self) -> Any:
        sizes = () if not self.size else (value("sz", round(2 * self.size)), value("szCs", round(2 * self.size)))
        weight = () if self.bold is None else (value("b", int(self.bold)), value("bCs", int(self.bold)))
        height = "superscript" if self.raised else "subscript"
        return element(
            "rPr",
            *weight,
            *((element("i"), element("iCs")) if self.italic else ()),
            value("color", self.colour.removeprefix("#").upper()) if self.colour else None,
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
    bar: tuple[str, int, str] | None = None  # side, eighths of a pt, colour
    room: int = 1  # pt between a bar and the text
    aligned: str = ""
    counted: bool = False  # whether its lines have numbers, in a document where some have

    def element(self) -> Any:
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
            self._border(),
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

    def _border(self) -> Any:
        if self.bar is None:
            return None
        side, width, colour = self.bar
        line = element(side, val="single", sz=width, space=self.room, color=colour.removeprefix("#").upper())
        return element("pBdr", line)

    def _tab(self) -> Any:
        if self.tab is None:
            return None
        aligned, leader, place = self.tab
        return element("tabs", element("tab", val=aligned, leader=leader, pos=twips(place)))


def styles(palette: Palette, faces: Faces, lang: str, direction: str) -> Any:
    """Return the element of all styles."""
    made = element("styles", _defaults(faces, lang, direction))
    colour, ink = palette.brand_text, palette.ink
    aside = Setting(after=4, left=5, bar=("left" if direction == "ltr" else "right", 12, palette.brand), room=8)

    def add(name: str, setting: Setting, look: Look = Look(), next_: str = "", based: str = "Normal") -> None:
        made.append(_paragraph(name, setting, look, next_, based))

    made.append(_normal(ink))
    add("Body Text", Setting(after=6))
    add("Title", Setting(before=10, after=8, keep_next=True, keep_lines=True), Look(22, True), "Body Text")
    add(
        "Heading 1",
        Setting(before=13, after=4, keep_next=True, level=1),
        Look(13, True, colour=colour),
        "Body Text",
    )
    add("Heading 2", Setting(before=9, after=3, keep_next=True, level=2), Look(TEXT, True), "Body Text")
    add(
        "Heading 3",
        Setting(before=8, after=2, keep_next=True, level=3),
        Look(TEXT, True, italic=True),
        "Body Text",
    )
    add("Document Kind", Setting(before=18, keep_next=True), Look(13, True, colour=colour), "Title")
    add("Body Name", Setting(bar=("top", 24, palette.brand), room=6), Look(TEXT, True), "Organisation")
    add("Organisation", Setting(), next_="Body Text")
    add("Form Line", Setting(before=6, after=4, tab=("right", "underscore", WIDTH)))
    add("Clause", Setting(after=4, hang=HANG, numbered=(1, 0), counted=True), based="Body Text")
    add("Sub-point", Setting(after=3, left=HANG, hang=POINT, numbered=(1, 1), counted=True), based="Body Text")
    add(
        "Sub-sub-point",
        Setting(after=2, left=HANG + POINT, hang=POINT, numbered=(1, 2), counted=True),
        based="Body Text",
    )
    add("Clause Continued", Setting(after=4, left=HANG, counted=True), based="Body Text")
    add("Unnumbered Clause", Setting(after=4, hang=HANG, counted=True), based="Body Text")
    for name, list_ in (("List Number", 2), ("List Bullet", 3)):
        for level in range(3):
            shown = name if not level else f"{name} {level + 1}"
            add(shown, Setting(after=3, left=STEP * level, hang=STEP, numbered=(list_, level)), based="Body Text")
    add("List Continue", Setting(after=3, left=STEP), based="Body Text")
    add("Quote", Setting(before=4, after=6, left=8, right=8), Look(italic=True), "Body Text")
    add("Subject", Setting(before=4, after=6, keep_next=True, keep_lines=True), Look(12.5, True), "Body Text")
    add("Inside Address", Setting(before=24, after=18), next_="Date")
    add("Date", Setting(after=12), next_="Salutation")
    add("Salutation", Setting(before=6, after=8), next_="Body Text")
    add("Closing", Setting(before=6, after=42, keep_next=True), next_="Body Text")
    add("Small Print", Setting(before=4, after=4), Look(SMALL))
    add("Imprint", Setting(before=12, bar=("top", 4, ink), room=4), Look(SMALL))
    add("Time", Setting(before=6, keep_next=True), Look(9, True, colour=colour), "Body Text")
    add(
        "Aside Heading",
        Setting(before=16, after=3, left=5, keep_next=True, level=1, bar=aside.bar, room=8),
        Look(TEXT, True),
        "Aside Text",
    )
    add(
        "Aside Subheading",
        Setting(before=3, after=2, left=5, keep_next=True, level=2, bar=aside.bar, room=8),
        Look(10.5, True),
        "Aside Text",
    )
    add("Aside Text", aside, Look(10.5), based="Normal")
    add("Picture", Setting(before=4, after=4))
    add("Table Text", Setting(before=2, after=2))
    add("Footer", Setting(tab=("right", "none", WIDTH)), Look(SMALL))
    _characters(made, colour)
    _tables(made, ink, direction)
    return made


def identifier(name: str) -> str:
    """Return a style's id: its name without spaces."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace("-", " ").split())


def _defaults(faces: Faces, lang: str, direction: str) -> Any:
    fonts = element("rFonts", ascii=faces.text[0], hAnsi=faces.text[0], eastAsia=faces.text[0], cs=faces.complex[0])
    rtl = element("rtl") if direction == "rtl" else None
    run = element("rPr", fonts, value("sz", round(2 * TEXT)), value("szCs", round(2 * TEXT)), rtl,
                  element("lang", val=lang, eastAsia=lang, bidi=lang))  # fmt: skip
    paragraph = element("pPr", element("bidi") if direction == "rtl" else None)
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph))


def _normal(ink: str) -> Any:
    made = element("style", value("name", "Normal"), element("qFormat"), type="paragraph", default=1, styleId="Normal")
    made.append(Setting(after=0).element())
    made.append(Look(colour=ink).element())
    return made


def _paragraph(name: str, setting: Setting, look: Look, next_: str, based: str) -> Any:
    made = element("style", value("name", _known(name)), value("basedOn", identifier(based)),
                   value("next", identifier(next_)) if next_ else None, element("qFormat"),
                   type="paragraph", styleId=identifier(name))  # fmt: skip
    made.append(setting.element())
    made.append(look.element())
    return made


def _known(name: str) -> str:
    """Return a name as Word has its own in its files: that of a heading and of the foot in small letters."""
    return name.lower() if name.startswith(("Heading", "Footer")) else name


QUALITIES: Final = ("strong", "emphasis", "raised", "lowered", "link")
_ONE: Final = {
    "strong": "Strong",
    "emphasis": "Emphasis",
    "raised": "Raised",
    "lowered": "Lowered",
    "link": "Hyperlink",
}


def character_style(qualities: frozenset[str]) -> str:
    """Return the name of the style that has all of some qualities; '' for none."""
    return " ".join(_ONE[each] for each in QUALITIES if each in qualities)


def _characters(made: Any, colour: str) -> None:
    """Add a style for each set of qualities that letters may have together, and for a ruled blank."""
    plain = element("style", value("name", "Default Paragraph Font"), value("uiPriority", 1), element("semiHidden"),
                    type="character", default=1, styleId="DefaultParagraphFont")  # fmt: skip
    made.append(plain)
    for number in range(1, 1 << len(QUALITIES)):
        has = frozenset(each for place, each in enumerate(QUALITIES) if number >> place & 1)
        if {"raised", "lowered"} <= has:
            continue
        look = Look(
            bold=True if "strong" in has else None,
            italic="emphasis" in has,
            colour=colour if "link" in has else "",
            underline="link" in has,
            raised="raised" in has,
            lowered="lowered" in has,
        )
        _character(made, character_style(has), look)
    _character(made, "Blank", Look(underline=True))


def _character(made: Any, name: str, look: Look) -> None:
    style = element("style", value("name", name), value("basedOn", "DefaultParagraphFont"), element("qFormat"),
                    type="character", styleId=identifier(name))  # fmt: skip
    style.append(look.element())
    made.append(style)


def _tables(made: Any, ink: str, direction: str) -> None:
    """Add the styles of tables: one with rules under its rows, and one that only puts things beside each other."""
    base = element("style", value("name", "Normal Table"), value("uiPriority", 99), element("semiHidden"),
                   type="table", default=1, styleId="TableNormal")  # fmt: skip
    base.append(element("tblPr", element("tblInd", w=0, type="dxa"), _margins(0, 0)))
    made.append(base)
    line: dict[str, Any] = {"val": "single", "sz": 4, "space": 0, "color": ink.removeprefix("#").upper()}
    ruled = element("tblPr", element("tblBorders", element("top", **line), element("bottom", **line),
                                     element("insideH", **line)), _margins(0, 2.5))  # fmt: skip
    heads = element("tblStylePr", Look(bold=True).element(), type="firstRow")
    for name, properties, rest in (
        ("Ruled Table", ruled, heads),
        ("Side by Side", element("tblPr", _margins(0, 0)), None),
    ):
        style = element(
            "style", value("name", name), value("basedOn", "TableNormal"), type="table", styleId=identifier(name)
        )
        style.append(properties)
        if rest is not None:
            style.append(rest)
        made.append(style)


def _margins(left: float, right: float) -> Any:
    return element(
        "tblCellMar", element("left", w=twips(left), type="dxa"), element("right", w=twips(right), type="dxa")
    )
