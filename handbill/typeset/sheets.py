"""A composed page on sheets: laid out at sizes that are given, and made up when they are the right ones."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from handbill import line_numbers, makeup, measure
from handbill.composed import Composed
from handbill.line_numbers import NumberedLine
from handbill.measure import PT_PER_PX, FitBox
from handbill.sizes import Planner, Sizes, TypesetError
from handbill.units import pt

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

GALLEY: Final = 20  # the height, in papers, of the sheets that sides are set on


class Sheets:
    """What WeasyPrint makes of one page. `bleed` is in mm; `planner` knows what the sizes of its elements are called.

    `stylesheet` and `fonts` are those of its layout, and `fetcher` reads its pictures.
    """

    def __init__(
        self,
        composed: Composed,
        planner: Planner,
        bleed: float,
        fonts: FontConfiguration,
        stylesheet: CSS,
        fetcher: URLFetcher,
    ) -> None:
        self._composed, self._planner, self._bleed = composed, planner, bleed
        self._fonts, self._stylesheet, self._fetcher = fonts, stylesheet, fetcher
        self._paper = composed.format.paper
        self._flows = composed.format.flows
        self._images: dict[str, Any] = {}

    def lay_out(self, html: str, sizes: Sizes, measuring: bool = False) -> Document:
        """Lay out the page's HTML, or what is to be measured of it."""
        return self._render(html, self._rules(sizes, measuring))

    def _render(self, html: str, rules: str) -> Document:
        from weasyprint import CSS, HTML

        page = HTML(string=html, base_url="layout:page", url_fetcher=self._fetcher)
        return page.render(
            font_config=self._fonts,
            stylesheets=[self._stylesheet, CSS(string=rules, font_config=self._fonts)],
            cache=self._images,
            pdf_variant="pdf/ua-1",
        )

    def _rules(self, sizes: Sizes, measuring: bool) -> str:
        """Return the CSS that is not the layout's: the sheet, which lines may wrap, the sizes."""
        height = self._paper.height * (1 if self._flows else GALLEY)
        rules = [f"@page{{size:{self._paper.width}mm {height}mm}}", "[data-lines]{white-space:nowrap}"]
        if self._bleed:
            rules.append(f"@page{{bleed:{self._bleed}mm}}:root{{--bleed:{self._bleed}mm}}")
        if not measuring:
            rules.append("[data-wrap]{white-space:normal}")
        rules += [f'[data-n="{number}"]{{--reach:{leading}}}' for number, leading in self._planner.reaches.items()]
        rules += [f'[data-n="{number}"]{{--rise:{rise}em}}' for number, rise in self._planner.rises(sizes.breaks)]
        for number, points in sizes.points.items():
            rules.append(f'[data-n="{number}"]{{--{self._planner.names[number]}:{points:.4f}pt}}')
        return "".join(rules)

    def number_lines(self, document: Document) -> list[NumberedLine]:
        """Put numbers beside the lines that are to have them. Returns the lines."""
        lines = line_numbers.numbered_lines(document.pages)
        most = max((line.number for line in lines), default=0)
        numbers = "".join(f'<p class="line-number">{number}</p>' for number in range(1, most + 1))
        head, body, _ = re.split(r"(<body[^>]*>)", self._composed.html, maxsplit=1)
        rules = '@page{margin:9mm;@top-left{content:"-"}}@page{size:150mm 9999mm}'
        sheet = self._render(f"{head}{body}{numbers}</body></html>", rules)
        boxes = list(makeup.marked(sheet.pages, "class"))
        margin = next(box for box in makeup.children(sheet.pages[0]._page_box) if makeup.is_margin(box))
        line_numbers.put_numbers(document.pages, lines, [box for box in boxes if box.element_tag == "p"], margin)
        return lines

    def make_up(self, document: Document) -> list[FitBox]:
        """Fold columns and find the fit boxes."""
        boxes = []
        for number, page in enumerate(document.pages, 1):
            if not self._flows:
                makeup.fold_columns(page._page_box.children[0])
            boxes += measure.fit_boxes(page._page_box, number)
        return boxes

    def finish(self, document: Document, boxes: list[FitBox]) -> Document:
        """Share out what room is left, cut the sheets to the paper, and see that nothing is cut off."""
        for box in boxes:
            makeup.stretch(box.box, -box.over)
        if not self._flows:
            self._cut(document)
        for page in document.pages:  # WeasyPrint links what is inside a link once more, outside its tag
            page.links = [link for link in page.links if link[3].link]
        for number, page in enumerate(document.pages, 1):
            if outside := measure.outside(page._page_box):
                raise TypesetError(f"“{outside}” does not fit where the layout puts it, on page {number}")
        return document

    def _cut(self, document: Document) -> None:
        """Cut sheets to the paper's height, and let WeasyPrint look again where everything is."""
        from weasyprint import DEFAULT_OPTIONS, Page
        from weasyprint.images import get_image_from_uri
        from weasyprint.layout.background import layout_backgrounds

        images = partial(get_image_from_uri, self._images, self._fetcher, DEFAULT_OPTIONS)
        for page in document.pages:
            page._page_box.height = pt(self._paper.height) / PT_PER_PX
            layout_backgrounds(page._page_box, images)
        document.pages = [Page(page._page_box) for page in document.pages]
