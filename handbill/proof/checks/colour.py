"""What colours is the file made of, and do they print as they should: plates, black, transparency?"""

from __future__ import annotations

from collections.abc import Iterator

from handbill.proof.checks.intent import strictly
from handbill.proof.expected import Expected
from handbill.proof.ink.plates import part
from handbill.proof.ink.spaces import ALL, NONE, PLATES, Shares
from handbill.proof.ink.walk import Mark
from handbill.proof.opened import Opened
from handbill.proof.page import Page
from handbill.proof.report import Box, Note, Result
from handbill.proof.runs import Run
from handbill.proof.scan import Code, readable
from handbill.proof.wording import quoted

SCREEN_COLOURS = ("rgb", "lab")
SMALL = 18.0  # pt, under which type in several inks looks blurred as soon as a plate is a hair off
DEEP = 0.8  # of black ink, from which type counts as black
DEEP_COLOURS = 0.6  # of cyan, magenta and yellow each, which together are nearly black
DARK = 0.4  # of the light of paper, up to which type is meant to look black or nearly so
NEUTRAL = 0.12  # of that light, by which red, green and blue differ in what still looks grey
HAIR = 0.05  # mm: lines have no area
TRACE = 0.02  # of an ink, that does not count
CODE_TRACE = 12  # of 255
IN_CODE = 0.2  # mm by which the place of a code's edge may be wrong


def colours(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is everything in inks: pages, forms, patterns, gradients, soft masks, pictures, letters?"""
    if expected.press is None and expected.ours:
        return
    names: set[str] = set()
    for page in opened.pages:
        walked = opened.walked(page)
        if not walked.whole:
            yield Note(expected.by_our_rules, f"page {page.number} draws too much to be looked at whole", page.number)
        for mark in walked.marks:
            names.add(mark.paint.space.name)
            if mark.fault:
                yield Note("fail", f"{mark.fault}, so it does not print", page.number, mark.box)
            elif expected.press is not None and mark.paint.space.kind in SCREEN_COLOURS:
                what = f"{_KINDS[mark.kind]} {mark.where}".strip()
                yield Note("fail", f"{what} is in {mark.paint.space.name}, not in inks", page.number, mark.box)
    if names:
        yield Note("pass", ", ".join(sorted(names)))


_KINDS = {"fill": "a shape", "stroke": "a line", "text": "type", "picture": "a picture", "shading": "a gradient"}


def plates(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is there a plate for anything but cyan, magenta, yellow and black?"""
    if expected.press is None:
        return
    allowed = {*PLATES, ALL, NONE, *expected.press.spots}
    used: set[str] = set()
    for page in opened.pages:
        for mark in opened.walked(page).marks:
            inks = _inks(mark)
            used |= inks
            for ink in sorted(inks - allowed):
                told = f"{ink} is a spot colour: it needs a plate of its own, and costs as much as one"
                yield Note(expected.by_our_rules, told, page.number, mark.box)
    order = [*PLATES, *sorted(used - {*PLATES, ALL, NONE})]
    yield Note("pass", ", ".join(ink for ink in order if ink in used) or "nothing is printed")


def _inks(mark: Mark) -> set[str]:
    space = mark.paint.space
    if space.inks:
        return set(space.inks)
    if mark.kind in ("picture", "shading") and not mark.paint.values:
        return set(PLATES) if space.kind == "cmyk" else {"Black"} if space.kind == "grey" else set()
    return {ink for ink, share in mark.paint.shares.items() if share}


def black(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Are black type and codes on the black plate alone, and does black type, and no other ink, overprint?"""
    if expected.press is None:
        return
    seen = False
    for page in opened.pages:
        lines = [mark for mark in opened.walked(page).marks if mark.kind == "text" and _is_black(mark)]
        lines = [mark for mark in lines if mark.box.shared(page.bleed)]
        seen = seen or bool(lines)
        yield from _rich(page, [mark for mark in lines if max(_coloured(mark.paint.on_plates)) > TRACE], expected)
        yield from _nearly_black(opened, page)
        knocking = [mark for mark in lines if _knocks_out(mark)]
        if not expected.ours:  # on bare paper it makes no difference
            knocking = [mark for mark in knocking if _on_colour(opened, page, mark)]
        yield from _told(page, knocking, "black and does not overprint: a plate a hair off leaves white round it",
                         expected.by_our_rules)  # fmt: skip
        yield from _overprinting(opened, page)
    for code in opened.codes:
        seen = True
        yield from _black_code(opened, code)
    if seen:
        yield Note("pass", "black type and codes are on the black plate alone")


def _is_black(mark: Mark) -> bool:
    """Tell whether type looks black. Type in screen colours is another check's."""
    shares = mark.paint.on_plates
    if mark.paint.space.kind in SCREEN_COLOURS:
        return False
    return shares.get("Black", 0.0) >= DEEP or min(_coloured(shares)) >= DEEP_COLOURS


def _nearly_black(opened: Opened, page: Page) -> Iterator[Note]:
    """Tell of small type in a dark grey that is mixed of several inks, as a profile makes it of a screen's grey."""
    lines = [mark for mark in opened.walked(page).marks if mark.kind == "text" and mark.size < SMALL]
    lines = [mark for mark in lines if _is_mixed_grey(mark) and not _is_black(mark) and mark.box.shared(page.bleed)]
    yield from _told(page, lines, "in a dark grey of several inks, not black alone", "fail")


def _is_mixed_grey(mark: Mark) -> bool:
    if mark.paint.space.kind in SCREEN_COLOURS:
        return False
    shares = mark.paint.on_plates
    black = shares.get("Black", 0.0)
    lights = [(1 - share) * (1 - black) for share in _coloured(shares)]
    inks = sum(share > TRACE for share in (*_coloured(shares), black))
    return inks >= 3 and max(lights) <= DARK and max(lights) - min(lights) <= NEUTRAL


def _overprinting(opened: Opened, page: Page) -> Iterator[Note]:
    """Tell of what prints over other inks though it is not black: what is white is lost, what is coloured mixes."""
    marks = [mark for mark in opened.walked(page).marks if mark.box.grown(HAIR).shared(page.bleed)]
    marks = [mark for mark in marks if mark.overprint and _leaves(mark)]
    lost = [mark for mark in marks if mark.paint.total <= TRACE]
    mixed = [mark for mark in marks if mark.paint.total > TRACE and max(_coloured(mark.paint.on_plates)) > TRACE]
    kinds: tuple[tuple[list[Mark], str, Result], ...] = (
        (lost, "white and overprints, so it does not print at all", "fail"),
        (mixed, "coloured and overprints, so it mixes with what lies under it", "warn"),
    )
    for found, what, result in kinds:
        yield from _told(page, [mark for mark in found if mark.kind == "text"], what, result)
        for kind in ("fill", "stroke", "picture"):
            if same := [mark for mark in found if mark.kind == kind]:
                more = f", with {len(same) - 1} more," if len(same) > 1 else ""
                told = f"{_KINDS[kind]} {same[0].where}".strip() + f"{more} is {what}"
                yield Note(result, told, page.number, same[0].box)


def _leaves(mark: Mark) -> bool:
    """Tell whether a mark leaves a plate as it is, though it has no ink for it."""
    return any(mark.paint.on(plate, mark.overprint, mark.overprint_mode) is None for plate in PLATES)


def _coloured(shares: Shares) -> tuple[float, ...]:
    return tuple(shares.get(ink, 0.0) for ink in PLATES[:3])


def _rich(page: Page, lines: list[Mark], expected: Expected) -> Iterator[Note]:
    """Tell of type in black of several inks; large type may be meant to be."""
    by_inks: dict[tuple[str, Result], list[Mark]] = {}
    for mark in lines:
        inks = " ".join(f"{100 * mark.paint.on_plates.get(ink, 0):.0f}" for ink in PLATES)
        by_inks.setdefault((inks, "fail" if mark.size < SMALL else expected.by_our_rules), []).append(mark)
    for (inks, result), marks in by_inks.items():
        yield from _told(page, marks, f"in black of several inks ({inks}), not black alone", result)


def _told(page: Page, lines: list[Mark], what: str, result: Result) -> Iterator[Note]:
    if lines:
        run = _run_at(page, lines[0].box)
        first = quoted(run.text) if run else "type"
        told = f"{first} is {what}" if len(lines) == 1 else f"{first} and {len(lines) - 1} more lines are {what}"
        yield Note(result, told, page.number, run.box if run else lines[0].box)


def _knocks_out(mark: Mark) -> bool:
    """Tell whether black type makes a hole in the colours under it."""
    shares = mark.paint.on_plates
    pure = shares.get("Black", 0) > 1 - TRACE and max(_coloured(shares)) <= TRACE
    return pure and mark.paint.on("Cyan", mark.overprint, mark.overprint_mode) is not None


def _on_colour(opened: Opened, page: Page, mark: Mark) -> bool:
    run = _run_at(page, mark.box)
    ground = part(opened.plates(page), page.sheet, run.box if run else mark.box).split()
    return any(any(plate.histogram()[CODE_TRACE:]) for plate in ground[:3])


def _run_at(page: Page, start: Box) -> Run | None:
    """Return the text that begins at a point."""
    return next((run for run in page.reading.runs if run.box.grown(0.5).shared(start)), None)


def _black_code(opened: Opened, code: Code) -> Iterator[Note]:
    page = opened.pages[code.page - 1]
    ink = opened.plates(page)
    inside = part(ink, page.sheet, code.box.grown(-IN_CODE)).split()
    stray = [name for name, plate in zip(PLATES[:3], inside, strict=False) if any(plate.histogram()[CODE_TRACE:])]
    if stray:
        told = f"the code to {code.text} is on other plates than black: {', '.join(stray)}"
        yield Note("fail", told, code.page, code.box)
    whole = part(ink, page.sheet, code.box.grown(4 * code.module_mm)).getchannel("K")
    if code.text not in readable(whole.point([255 - share for share in range(256)])):
        yield Note("fail", f"the code to {code.text} does not read from the black plate alone", code.page, code.box)


def transparency(opened: Opened, expected: Expected) -> Iterator[Note]:
    """Is anything see-through that this kind of file must not have, or blended in screen colours?"""
    if expected.press is None:
        return
    version = opened.metadata.x_version
    told: dict[str, int] = {}
    for page in opened.pages:
        for blending in opened.walked(page).blendings:
            if blending.space is not None and blending.space.kind in SCREEN_COLOURS:
                what = f"{blending.what} is blended in {blending.space.name}, which changes its inks"
                yield Note(strictly(opened, expected), what, page.number)
            told.setdefault(blending.what, page.number)
    if told and version.startswith(("PDF/X-1", "PDF/X-3")):
        yield Note("fail", f"{version} allows no transparency: {', '.join(told)}", min(told.values()))
    if told:
        yield Note("pass", f"transparency, which PDF/X-4 allows: {', '.join(told)}")
