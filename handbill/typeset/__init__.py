"""From HTML to pages: the only package that imports WeasyPrint.

Each side is set on a sheet of great height (`sheets`), so that what overflows can be measured; then it
is made up (`makeup`) with the sizes that were planned (`fit`) from what was measured (`job`). Usually
two layouts are enough, one to measure and one to set; on pages with a known key only the slots are
measured. Nothing is fetched but the pictures that the caller hands over and the files of layout
folders. What WeasyPrint warns of is an error.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from handbill import line_numbers, makeup
from handbill.composed import Composed
from handbill.format import Format
from handbill.pages import Typeset
from handbill.plans import Plans
from handbill.sizes import Planner
from handbill.typeset import complaints, marks
from handbill.typeset.fetching import fetcher_of
from handbill.typeset.fonts import Fonts
from handbill.typeset.job import Job
from handbill.typeset.sheets import Sheets

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.urls import URLFetcher


class Typesetter:
    """Sets pages in one process. Making one imports WeasyPrint, which takes half a second.

    `font_dirs` are the only folders whose fonts are used, besides a layout's own `fonts`;
    `cache_dir` keeps the font configuration, what fontconfig knows of the fonts, and the sizes that were found.
    """

    def __init__(self, font_dirs: Sequence[Path], cache_dir: Path) -> None:
        self._fonts = Fonts(font_dirs, cache_dir)
        self._stylesheets: dict[str, CSS] = {}
        self._plans = Plans(cache_dir / "plans")
        self._fonts.shared()

    def typeset(self, composed: Composed, assets: Mapping[str, bytes], bleed: float = 0.0) -> Typeset:
        """Set a composed page. `assets` holds the pictures that it names, by digest.

        With `bleed`, in mm, the sheets are larger than the paper by that on every side, for a
        press: the trim box is the paper, and colour that runs off it fills the rest.
        Raises TooLong, and TypesetError for anything that WeasyPrint warns of: a glyph that no
        font has, a picture or file that is not there, CSS that it does not know.
        """
        with complaints.heard() as said, _without_collection():
            planner = Planner(composed.reading, composed.format.limits, composed.format.paper.name)
            sheets = self._sheets(composed, planner, assets, bleed)
            document, findings = Job(composed, sheets, planner, self._plans, bleed).run()
            counted = sheets.number_lines(document) if composed.reading.numbered else []
            complaints.refuse(said, composed)
            pdf = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=True, pdf_identifier=_identifier(composed))
            complaints.refuse(said, composed)
            lines = marks.lines(document, composed) if marks.are_needed(composed) else ()
        feet = any(makeup.is_margin(box) for page in document.pages for box in makeup.children(page._page_box))
        starts = line_numbers.line_starts(counted)
        return Typeset(pdf, len(document.pages), findings, feet, lines, starts, _page_of(document))

    def draw(self, svg: bytes, width: float, height: float) -> bytes:
        """Return a PDF with an SVG picture on a page as large as it is, in px. Raises TypesetError."""
        from weasyprint import HTML

        page = (
            f"<style>@page {{ size: {width:g}px {height:g}px; margin: 0 }} body {{ margin: 0 }}"
            f' img {{ display: block; width: {width:g}px; height: {height:g}px }}</style><img src="asset:drawing">'
        )
        with complaints.heard() as said:
            html = HTML(string=page, base_url="layout:", url_fetcher=fetcher_of(None, {"drawing": svg}))
            pdf: bytes = html.write_pdf(font_config=self._fonts.shared())
        if said:
            raise complaints.undrawable(said[0])
        return pdf

    def _sheets(self, composed: Composed, planner: Planner, assets: Mapping[str, bytes], bleed: float) -> Sheets:
        format = composed.format
        fetcher = fetcher_of(format, assets)
        return Sheets(composed, planner, bleed, self._fonts.of(format), self._stylesheet(format, fetcher), fetcher)

    def _stylesheet(self, format: Format, fetcher: URLFetcher) -> CSS:
        """Return the layout's stylesheet, parsed once."""
        if format.digest not in self._stylesheets:
            from weasyprint import CSS

            self._stylesheets[format.digest] = CSS(
                string=format.read(f"{format.layout}/page.css").decode(),
                base_url=f"layout:{format.layout}/page.css",
                url_fetcher=fetcher,
                font_config=self._fonts.of(format),
            )
        return self._stylesheets[format.digest]


def _page_of(document: Document) -> dict[str, int]:
    """Return on which page, from 1, each element with an id begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: a page lives until it is written, and looking takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _identifier(composed: Composed) -> bytes:
    return hashlib.sha256(composed.html.encode()).digest()[:16]
