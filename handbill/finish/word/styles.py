"""The styles of a Word document: how it looks, in the branch's colours.

Sizes in pt, lengths in mm. A style that runs from right to left says so for all text at once, in
the defaults, for Word has left and right change places by itself there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from handbill.finish.word.setting import HANG, POINT, SMALL, STEP, TEXT, WIDTH, Look, Setting, figures
from handbill.finish.word.xml import element, twips, value
from handbill.piece import Palette


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


UNCHANGED: Final = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs. `then` is the style of the paragraph that is typed after one."""

    name: str
    setting: Setting
    look: Look = UNCHANGED
    then: str = ""
    based: str = "Normal"


_ASIDE: Final = ("start", 12, "brand")

PARAGRAPHS: Final = (
    Style("Body Text", Setting(after=6)),
    Style("Title", Setting(before=10, after=8, keep_next=True, keep_lines=True), Look(22, True), "Body Text"),
    Style(
        "Heading 1",
        Setting(before=13, after=4, keep_next=True, level=1),
        Look(13, True, colour="brand_text"),
        "Body Text",
    ),
    Style("Heading 2", Setting(before=9, after=3, keep_next=True, level=2), Look(TEXT, True), "Body Text"),
    Style(
        "Heading 3",
        Setting(before=8, after=2, keep_next=True, level=3),
        Look(TEXT, True, italic=True),
        "Body Text",
    ),
    Style("Document Kind", Setting(before=18, keep_next=True), Look(13, True, colour="brand_text"), "Title"),
    Style("Body Name", Setting(bar=("top", 24, "brand"), room=6), Look(TEXT, True), "Organisation"),
    Style("Organisation", Setting(), then="Body Text"),
    Style("Form Line", Setting(before=6, after=4, tab=("right", "underscore", WIDTH))),
    Style("Clause", Setting(after=4, hang=HANG, numbered=(1, 0), counted=True), based="Body Text"),
    Style("Sub-point", Setting(after=3, left=HANG, hang=POINT, numbered=(1, 1), counted=True), based="Body Text"),
    Style(
        "Sub-sub-point",
        Setting(after=2, left=HANG + POINT, hang=POINT, numbered=(1, 2), counted=True),
        based="Body Text",
    ),
    Style("Clause Continued", Setting(after=4, left=HANG, counted=True), based="Body Text"),
    Style("Unnumbered Clause", Setting(after=4, hang=HANG, counted=True), based="Body Text"),
    *(
        Style(
            f"{name} {level + 1}" if level else name,
            Setting(after=3, left=STEP * level, hang=STEP, numbered=(list_, level)),
            based="Body Text",
        )
        for name, list_ in (("List Number", 2), ("List Bullet", 3))
        for level in range(3)
    ),
    Style("List Continue", Setting(after=3, left=STEP), based="Body Text"),
    Style("Quote", Setting(before=4, after=6, left=8, right=8), Look(italic=True), "Body Text"),
    Style("Subject", Setting(before=4, after=6, keep_next=True, keep_lines=True), Look(12.5, True), "Body Text"),
    Style("Inside Address", Setting(before=24, after=18), then="Date"),
    Style("Date", Setting(after=12), then="Salutation"),
    Style("Salutation", Setting(before=6, after=8), then="Body Text"),
    Style("Closing", Setting(before=6, after=42, keep_next=True), then="Body Text"),
    Style("Small Print", Setting(before=4, after=4), Look(SMALL)),
    Style("Imprint", Setting(before=12, bar=("top", 4, "ink"), room=4), Look(SMALL)),
    Style("Time", Setting(before=6, keep_next=True), Look(9, True, colour="brand_text"), "Body Text"),
    Style(
        "Aside Heading",
        Setting(before=16, after=3, left=5, keep_next=True, level=1, bar=_ASIDE, room=8),
        Look(TEXT, True),
        "Aside Text",
    ),
    Style(
        "Aside Subheading",
        Setting(before=3, after=2, left=5, keep_next=True, level=2, bar=_ASIDE, room=8),
        Look(10.5, True),
        "Aside Text",
    ),
    Style("Aside Text", Setting(after=4, left=5, bar=_ASIDE, room=8), Look(10.5)),
    Style("Picture", Setting(before=4, after=4)),
    Style("Table Text", Setting(before=2, after=2)),
    Style("Footer", Setting(tab=("right", "none", WIDTH)), Look(SMALL)),
)


def styles(palette: Palette, faces: Faces, lang: str, direction: str) -> Any:
    """Return the element of all styles."""
    made = element("styles", _defaults(faces, lang, direction), _normal(palette, direction))
    for style in PARAGRAPHS:
        made.append(_paragraph(style, palette, direction))
    _characters(made, palette)
    _tables(made, palette)
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


def _normal(palette: Palette, direction: str) -> Any:
    made = element("style", value("name", "Normal"), element("qFormat"), type="paragraph", default=1, styleId="Normal")
    made.append(Setting(after=0).element(palette, direction))
    made.append(Look(colour="ink").element(palette))
    return made


def _paragraph(style: Style, palette: Palette, direction: str) -> Any:
    made = element("style", value("name", _known(style.name)), value("basedOn", identifier(style.based)),
                   value("next", identifier(style.then)) if style.then else None, element("qFormat"),
                   type="paragraph", styleId=identifier(style.name))  # fmt: skip
    made.append(style.setting.element(palette, direction))
    made.append(style.look.element(palette))
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


def _characters(made: Any, palette: Palette) -> None:
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
            colour="brand_text" if "link" in has else "",
            underline="link" in has,
            raised="raised" in has,
            lowered="lowered" in has,
        )
        _character(made, character_style(has), look, palette)
    _character(made, "Blank", Look(underline=True), palette)


def _character(made: Any, name: str, look: Look, palette: Palette) -> None:
    style = element("style", value("name", name), value("basedOn", "DefaultParagraphFont"), element("qFormat"),
                    type="character", styleId=identifier(name))  # fmt: skip
    style.append(look.element(palette))
    made.append(style)


def _tables(made: Any, palette: Palette) -> None:
    """Add the styles of tables: one with rules under its rows, and one that only puts things beside each other."""
    base = element("style", value("name", "Normal Table"), value("uiPriority", 99), element("semiHidden"),
                   type="table", default=1, styleId="TableNormal")  # fmt: skip
    base.append(element("tblPr", element("tblInd", w=0, type="dxa"), _margins(0, 0)))
    made.append(base)
    line: dict[str, Any] = {"val": "single", "sz": 4, "space": 0, "color": figures(palette, "ink")}
    ruled = element("tblPr", element("tblBorders", element("top", **line), element("bottom", **line),
                                     element("insideH", **line)), _margins(0, 2.5))  # fmt: skip
    heads = element("tblStylePr", Look(bold=True).element(palette), type="firstRow")
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
