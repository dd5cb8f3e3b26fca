"""Is every page the right size, and are there as many as planned?"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from handbill.proof.checks.intent import strictly
from handbill.proof.expected import Expected
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import MM, Note
from handbill.units import PAPERS

TOLERANCE = 0.1  # mm, from the named paper
NESTING = 0.01  # pt, for figures that were rounded
SMALLEST, LARGEST = 10.0, 5080.0  # mm; 200 inches is as large as ISO 32000 lets a page be

Edges = tuple[float, float, float, float]


def size(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are the page's boxes nested, is the cut page the paper that it should be, and is it the right way round?"""
    sizes: dict[tuple[float, float], int] = {}
    for page in opened.pages:
        number = page.number
        sheet = opened.pdf.pages[number - 1]
        boxes = _boxes(sheet)
        if boxes is None:
            yield Note("fail", "a page box is not a rectangle", number)
            return
        for told in _not_nested(boxes):
            yield Note(expected.by_our_rules, told, number)
        if expected.press is not None:
            yield from (Note(strictly(opened, expected), told, number) for told in _not_for_press(sheet, boxes))
            yield from _wrong_way_round(opened, page, expected)
        wide, high = _shown_size(sheet, boxes["trim"], page.turned)
        sizes.setdefault((round(wide, 1), round(high, 1)), number)
        if told := _wrong_size(wide, high, expected.trim):
            yield Note("fail", told, number)
    if expected.ours and len(sizes) > 1:
        yield Note("fail", f"the pages are not of one size: {_list(sizes)}", list(sizes.values())[1])
    yield Note("pass", _list(sizes))


def pages(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are there as many pages as planned?"""
    told = _pages(opened.count)
    if expected.pages is not None and opened.count != expected.pages:
        yield Note("fail", f"{told}, not {expected.pages}")
    if opened.count > opened.most:
        yield Note("warn", f"{told}, of which only the first {opened.most} were looked at")
    yield Note("pass", told)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _boxes(page: pikepdf.Page) -> dict[str, Edges] | None:
    """Return the page's boxes in points, edges in order; None where one is no rectangle."""
    found = {"media": page.mediabox, "crop": page.cropbox, "bleed": page.bleedbox, "trim": page.trimbox}
    boxes: dict[str, Edges] = {}
    for name, array in found.items():
        try:
            across, up, far, high = (float(edge) for edge in array.as_list())
        except (TypeError, ValueError):
            return None
        boxes[name] = (min(across, far), min(up, high), max(across, far), max(up, high))
    return boxes


def _not_nested(boxes: dict[str, Edges]) -> Iterator[str]:
    for inner, outer in (("crop", "media"), ("bleed", "media"), ("trim", "bleed"), ("trim", "media")):
        left, bottom, right, top = boxes[inner]
        around = boxes[outer]
        inside = (
            left >= around[0] - NESTING
            and bottom >= around[1] - NESTING
            and right <= around[2] + NESTING
            and top <= around[3] + NESTING
        )
        if not inside:
            yield f"the {inner} box leaves the {outer} box"


def _not_for_press(sheet: pikepdf.Page, boxes: dict[str, Edges]) -> Iterator[str]:
    if "/TrimBox" not in sheet.obj and "/ArtBox" not in sheet.obj:
        yield "there is no trim box, so nothing says where to cut"
    if max(map(abs, boxes["media"][:2])) > NESTING:
        left, bottom = (edge * MM for edge in boxes["media"][:2])
        yield f"the sheet begins at ({left:.2f}, {bottom:.2f}) mm and not at 0, which upsets imposition"


def _wrong_way_round(opened: Opened, page: Page, expected: Expected) -> Iterator[Note]:
    if page.turned:  # programs that put pages on a printing plate may turn it, or not
        yield Note(expected.by_our_rules, f"the page is turned by {page.turned} degrees (Rotate)", page.number)
    for mark in opened.walked(page).marks:
        if mark.mirrored and mark.box.shared(page.bleed):
            yield Note(expected.by_our_rules, "type is mirrored, so it reads backwards", page.number, mark.box)
            return


def _shown_size(sheet: pikepdf.Page, box: Edges, turned: int) -> tuple[float, float]:
    """Return the width and height of a box in mm, as the page is turned."""
    unit = float(sheet.get("/UserUnit", 1)) * MM
    wide, high = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    return (high, wide) if turned % 180 else (wide, high)


def _wrong_size(wide: float, high: float, trim: tuple[float, float] | None) -> str:
    if not (SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST):
        return f"the page is {wide:.1f} × {high:.1f} mm, which no paper is"
    if trim and (abs(wide - trim[0]) > TOLERANCE or abs(high - trim[1]) > TOLERANCE):
        return f"the page is {_name(wide, high)}, not {_name(*trim)}"
    return ""


def _list(sizes: dict[tuple[float, float], int]) -> str:
    return ", ".join(_name(wide, high) for wide, high in sizes)


def _name(wide: float, high: float) -> str:
    measures = f"{wide:.5g} × {high:.5g} mm"
    for paper in PAPERS.values():
        short, long = sorted((wide, high))
        if abs(short - paper.width) <= TOLERANCE and abs(long - paper.height) <= TOLERANCE:
            return f"{paper.name}, {measures}" if wide <= high else f"{paper.name} on its side, {measures}"
    return measures
