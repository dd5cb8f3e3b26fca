"""Lists that Word counts by itself: clauses with sub-points, numbered lists, bullets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from handbill.finish.word.setting import HANG, POINT, STEP, Look
from handbill.finish.word.xml import element, twips, value
from handbill.manuscript.blocks import Kind, Number
from handbill.piece import Palette

LISTS: Final[Mapping[Kind, int]] = {"clause": 1, "list": 2, "bullet": 3}
"""The list that the style of each kind belongs to; a series has one of its own, with a number from FIRST on."""

FIRST: Final = 10
_CLAUSE: Final = (
    ("decimal", "%1", 0.0, HANG),
    ("lowerLetter", "%2", HANG, POINT),
    ("lowerRoman", "%3", HANG + POINT, POINT),
)
_LIST: Final = (
    ("decimal", "%1.", 0.0, STEP),
    ("lowerLetter", "%2)", STEP, STEP),
    ("lowerRoman", "%3)", 2 * STEP, STEP),
)
_BULLET: Final = (("bullet", "•", 0.0, STEP), ("bullet", "–", STEP, STEP), ("bullet", "•", 2 * STEP, STEP))
_STYLES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "clause": ("Clause", "SubPoint", "SubSubPoint"),
    "list": ("ListNumber", "ListNumber2", "ListNumber3"),
    "bullet": ("ListBullet", "ListBullet2", "ListBullet3"),
}


def list_of(number: Number) -> int:
    """Return the list that an entry belongs to."""
    return FIRST + number.series if number.series else LISTS[number.kind]


def numbering(series: Sequence[Number], palette: Palette) -> Any:
    """Return the element of all lists. `series` has the first entry of each."""
    made = element("numbering")
    for kind, levels in (("clause", _CLAUSE), ("list", _LIST), ("bullet", _BULLET)):
        look = Look(bold=True) if kind == "clause" else Look(colour="brand_text")
        made.append(_abstract(kind, levels, look, palette))  # type: ignore[arg-type]
    for kind, number in LISTS.items():
        made.append(element("num", value("abstractNumId", LISTS[kind]), numId=number))
    for first in series:
        start = element("lvlOverride", value("startOverride", first.count), ilvl=first.level)
        made.append(element("num", value("abstractNumId", LISTS[first.kind]), start, numId=list_of(first)))
    return made


def _abstract(kind: Kind, levels: Sequence[tuple[str, str, float, float]], look: Look, palette: Palette) -> Any:
    made = element("abstractNum", value("multiLevelType", "multilevel"), abstractNumId=LISTS[kind])
    for place, (form, shown, left, hang) in enumerate(levels):
        level = element(
            "lvl",
            value("start", 1),
            value("numFmt", form),
            value("pStyle", _STYLES[kind][place]),
            value("suff", "tab"),
            value("lvlText", shown),
            value("lvlJc", "left"),
            element("pPr", element("ind", left=twips(left + hang), hanging=twips(hang))),
            look.element(palette),
            ilvl=place,
        )
        made.append(level)
    return made
