"""Reading a page's text through pdfium, with the place of every glyph and the tag that it stands in."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from handbill.proof.report import Box, hull

MOST_LETTERS = 100_000  # on one page; the densest newspaper page has a quarter of that
SOFT_BREAK = "\n"  # between glyphs that the file parts without a space: what it means, the reader decides
LINE_END_HYPHEN = "\xad"
NO_LETTER = "\ufffd"

Place = Callable[[float, float, float, float], Box]


class Glyph(NamedTuple):
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that the page shows in one go, usually a line of one style.

    `text` is what a reader gets: where the file names an ActualText, that. `glyphs` are the
    marks to be seen, without spaces. `size` is in pt as on paper. `mcid` is -1 outside any tag.
    `colour` is RGB. `exact` is false where the glyphs' boxes are not tight: askew text, ActualText.
    """

    page: int
    text: str
    size: float
    box: Box
    glyphs: tuple[Glyph, ...]
    mcid: int
    artifact: bool
    invisible: bool
    exact: bool
    colour: tuple[int, int, int]


@dataclass(slots=True)
class _Gathered:
    """The glyphs of one text object, as they come. `first` is its first glyph's index on the page."""

    first: int
    letters: list[str] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)


class Reading(NamedTuple):
    """A page's runs in the order in which they are painted; not `whole` where there were too many letters."""

    runs: tuple[Run, ...]
    whole: bool


def read_runs(page: Any, number: int, place: Place) -> Reading:
    """Read the text of a pdfium page."""
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        gathered = _gather(text_page, place)
        replaced: set[int] = set()
        runs = [
            _run(text_page, found, gathered.get(_address(found)), (number, mcid), replaced)
            for found, mcid in _texts(page)
        ]
        whole = pdfium.FPDFText_CountChars(text_page) <= MOST_LETTERS
        return Reading(tuple(run for run in runs if run is not None), whole)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def show_text(page: Any, shown: bool) -> None:
    """Have all text of a page painted from now on, or left out."""
    for found, _ in _texts(page):
        pdfium.FPDFPageObj_SetIsActive(found, shown)


def _texts(page: Any) -> Iterator[tuple[Any, int]]:
    """Yield the text objects of a page, those inside forms too, in the order in which they are painted.

    With each goes its marked-content id. What a form draws belongs to the mark under which the
    form is painted, unless it has one of its own.
    """
    open_forms = [(_children(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject), -1)]
    while open_forms:
        children, around = open_forms[-1]
        found = next(children, None)
        if found is None:
            open_forms.pop()
            continue
        own = pdfium.FPDFPageObj_GetMarkedContentID(found)
        mcid = own if own >= 0 else around
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield found, mcid
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inside = _children(found, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            open_forms.append((inside, mcid))


def _children(parent: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]) -> Iterator[Any]:
    for index in range(count(parent)):
        yield get(parent, index)


def _address(handle: Any) -> int:
    return ctypes.addressof(handle.contents) if handle else 0


def _gather(text_page: Any, place: Place) -> dict[int, _Gathered]:
    """Sort the page's glyphs by the text object that shows them."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    gathered: dict[int, _Gathered] = {}
    current: _Gathered | None = None
    parted = False
    for index in range(min(pdfium.FPDFText_CountChars(text_page), MOST_LETTERS)):
        owner = _address(pdfium.FPDFText_GetTextObject(text_page, index))
        letter = _letter(pdfium.FPDFText_GetUnicode(text_page, index))
        if not owner or (letter.isspace() and pdfium.FPDFText_IsGenerated(text_page, index)):
            parted = True  # a space or a line break of pdfium's own making
            continue
        if owner not in gathered:
            gathered[owner] = _Gathered(index)
        elif parted and gathered[owner] is current:
            current.letters.append(SOFT_BREAK)
        current, parted = gathered[owner], False
        current.letters.append(letter)
        if not letter.isspace():
            pdfium.FPDFText_GetCharBox(text_page, index, *edges)
            box = place(left.value, bottom.value, right.value, top.value)
            if box.width > 0 and box.height > 0:
                current.glyphs.append(Glyph(letter, box))
    return gathered


def _letter(code: int) -> str:
    if code == 2:  # what pdfium makes of a hyphen at the end of a line
        return LINE_END_HYPHEN
    return chr(code) if 0 < code <= 0x10FFFF else NO_LETTER


def _run(
    text_page: Any, found: Any, gathered: _Gathered | None, where: tuple[int, int], replaced: set[int]
) -> Run | None:
    """Make the run of one text object on a page and under a mark; None where it shows nothing."""
    if gathered is None or not gathered.glyphs:
        return None
    artifact, actual = _marks(found, replaced)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, gathered.first, matrix)
    stretch = math.hypot(matrix.c, matrix.d)
    text = "".join(gathered.letters) if actual is None else actual
    return Run(
        page=where[0],
        text=text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        size=pdfium.FPDFText_GetFontSize(text_page, gathered.first) * stretch,
        box=hull(glyph.box for glyph in gathered.glyphs),
        glyphs=tuple(gathered.glyphs),
        mcid=where[1],
        artifact=artifact,
        invisible=pdfium.FPDFTextObj_GetTextRenderMode(found) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        exact=actual is None and min(abs(matrix.c), abs(matrix.d)) < 0.001 * stretch,
        colour=_colour(found),
    )


def _marks(found: Any, replaced: set[int]) -> tuple[bool, str | None]:
    """Tell whether a text object is marked as an artifact, and which text is named in its stead.

    Several objects may stand under one ActualText: the first has it, the others have none.
    """
    artifact, actual = False, None
    for index in range(pdfium.FPDFPageObj_CountMarks(found)):
        mark = pdfium.FPDFPageObj_GetMark(found, index)
        artifact = artifact or _string(pdfium.FPDFPageObjMark_GetName, mark) == "Artifact"
        named = _string(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"ActualText")
        if named is not None:
            actual = "" if _address(mark) in replaced else named
            replaced.add(_address(mark))
    return artifact, actual


def _string(get: Callable[..., int], mark: Any, *arguments: Any) -> str | None:
    """Call one of pdfium's functions that fill a buffer with UTF-16 text."""
    length = ctypes.c_ulong()
    if not get(mark, *arguments, None, 0, length) or not length.value:
        return None
    buffer = ctypes.create_string_buffer(length.value)
    get(mark, *arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length.value, length)
    return buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def _colour(found: Any) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(found, red, green, blue, alpha)
    return red.value, green.value, blue.value
