"""What stands under each mark of a page: the letters of the glyphs there, and their language.

WeasyPrint tags what it draws with numbered marks, and guesses the letters from the glyphs. Where a
script has glyphs that stand for several letters, or for another letter before, the guess is wrong, and
`finish.letters` mends it with what is read here off the laid-out page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Any, Final

from handbill import makeup
from handbill.composed import Composed
from handbill.script import MIRRORED, Cluster, Line, Part, is_complex

if TYPE_CHECKING:
    from weasyprint import Document

LANG: Final = re.compile(r"<[^>]*\slang=")
RESOURCES: Final = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")


def are_needed(composed: Composed) -> bool:
    """Say whether a page has more than plain letters of one language."""
    return any(map(is_complex, composed.text)) or len(LANG.findall(composed.html)) > 1


def lines(document: Document, composed: Composed) -> tuple[dict[int, Line], ...]:
    """Return what stands under each mark of each page.

    WeasyPrint numbers its marks as it draws and forgets what they were: it is made to draw once more.
    """
    from weasyprint.pdf.stream import Stream

    found = []
    words = " ".join(" ".join(composed.text).casefold().split())
    for page in document.pages:
        goes_on = {id(end) for end, after in _ends_of_lines(page._page_box) if _is_spaced(end, after, words)}
        marks: dict[Any, dict[str, Any]] = {}
        resources: dict[str, dict[str, Any]] = {kind: {} for kind in RESOURCES}
        page.paint(Stream({}, (0, 0, page.width, page.height), resources, {}, marks, document.color_profiles, None))
        found.append({mark["mcid"]: _line(box, id(box) in goes_on) for box, mark in marks.items()})
    return tuple(found)


def _ends_of_lines(box: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the last text of every line that has another after it, with the first text of that one."""
    inside = makeup.children(box)
    for child, after in zip_longest(inside, inside[1:]):
        yield from _ends_of_lines(child)
        if after is not None and makeup.is_line(child) and makeup.is_line(after):
            yield from zip(list(makeup.texts(child))[-1:], makeup.texts(after), strict=False)


def _is_spaced(end: Any, after: Any, words: str) -> bool:
    """Say whether a space was taken off where a line ends, in a page of these words: not where an address is broken."""
    last, first = end.text.casefold().split()[-1:], after.text.casefold().split()[:1]
    parted, whole = " ".join([*last, *first]), "".join([*last, *first])
    return not end.text.endswith(("-", "\u2010", " ")) and (parted in words or whole not in words)


def _line(box: Any, goes_on: bool) -> Line:
    lang = box.style["lang"] or ""
    if not hasattr(box, "pango_layout"):
        return Line("", lang)
    text = f"{box.text} " if goes_on else box.text
    # The glyph of a bracket may have stood for the other one before, in a text that runs backwards.
    needs_clusters = is_complex(box.text) or box.style["direction"] == "rtl" or not MIRRORED.isdisjoint(box.text)
    return Line(text, lang, tuple(_clusters(box)) if needs_clusters else ())


def _clusters(box: Any) -> Iterator[Cluster]:
    """Yield the clusters of a box of text from left to right, as Pango has shaped them."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    from weasyprint.text.fonts import get_pango_font_key

    layout = box.pango_layout
    layout.reactivate(box.style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    text = layout.text.encode()
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        thousandth = get_pango_font_key(item.analysis.font)[2] / FROM_UNITS / 1000
        starts = [glyphs.log_clusters[index] for index in range(glyphs.num_glyphs)]
        ends = dict(pairwise([*sorted(set(starts)), item.length]))
        for start, numbers in groupby(range(glyphs.num_glyphs), starts.__getitem__):
            parts, advance = [], 0.0
            for drawn in (glyphs.glyphs[number] for number in numbers):
                if drawn.glyph != pango.PANGO_GLYPH_EMPTY:
                    place = drawn.geometry
                    x, y = advance + place.x_offset / thousandth, -place.y_offset / thousandth
                    parts.append(Part(drawn.glyph, x, y))
                    advance += place.width / thousandth
            if parts:
                letters = text[item.offset + start : item.offset + ends[start]].decode()
                yield Cluster(letters, tuple(parts), advance, bool(item.analysis.level % 2))
        run = run.next
    layout.deactivate()
