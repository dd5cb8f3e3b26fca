"""From HTML to pages: the only importer of WeasyPrint.

Each side is set on a sheet of great height, so that what overflows can be measured; then it is
made up (`makeup`) with the sizes that were planned (`fit`) from what was measured. Usually two
layouts are enough, one to measure and one to set; on pages with a known key only the slots are
measured. Nothing is fetched but the pictures that the caller hands over and the files of layout
folders. What WeasyPrint warns of is an error.
"""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from xml.sax.saxutils import escape

from handbill import fit, makeup, measure
from handbill.compose import Composed
from handbill.errors import HandbillError
from handbill.fit import FitFinding, Setting, Side, TooLong
from handbill.layout import Layout
from handbill.markup import measured_lines, set_lines
from handbill.measure import PT_PER_PX, FitBox, Lines

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

GALLEY: Final = 20  # the height, in papers, of the sheets that sides are set on
PASSES: Final = 6  # layouts before a side is given up; two or three are usual
TOLERANCE: Final = 0.3  # px that may stick out, by rounding
WORTHWHILE: Final = 0.03  # the part of a side that must be empty for another layout with larger text


class TypesetError(HandbillError):
    """A page that cannot be set as it should be. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF as WeasyPrint wrote it, and how its text fitted.

    `fits` holds warnings; text too long for its side is raised as `TooLong`.
    """

    pdf: bytes
    pages: int
    fits: tuple[FitFinding, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size in pt of every fitted element by its number, and the lines of headlines."""

    points: Mapping[int, float] = field(default_factory=dict)
    settings: Mapping[int, Setting] = field(default_factory=dict)

    def merged(self, other: Sizes) -> Sizes:
        return Sizes({**self.points, **other.points}, {**self.settings, **other.settings})


class Typesetter:
    """Sets pages in one process. Making one imports WeasyPrint, which takes half a second.

    `font_dirs` are the only folders whose fonts are used, besides a layout's own `fonts`;
    `cache_dir` keeps the font configuration and what fontconfig knows of the fonts.
    """

    def __init__(self, font_dirs: Sequence[Path], cache_dir: Path) -> None:
        self._font_dirs = tuple(font_dirs)
        self._cache_dir = cache_dir
        self._fonts: dict[tuple[Path, ...], FontConfiguration] = {}
        self._sheets: dict[str, CSS] = {}
        self.known: dict[str, Sizes] = {}
        self._use_fonts(self._font_dirs)

    def typeset(self, composed: Composed, layout: Layout, assets: Mapping[str, bytes]) -> Typeset:
        """Set a composed page. `assets` holds the pictures that it names, by digest.

        Raises TooLong, and TypesetError for anything that WeasyPrint warns of: a glyph that no
        font has, a picture or file that is not there, CSS that it does not know.
        """
        with _warnings(composed) as said:
            document, findings = _Job(self, composed, layout, assets).run()
            _refuse(said)
            pdf = document.write_pdf(
                pdf_variant="pdf/ua-1", custom_metadata=True, pdf_identifier=_identifier(composed)
            )
            _refuse(said)
        return Typeset(pdf, len(document.pages), findings)

    def fonts(self, layout: Layout) -> FontConfiguration:
        own = (root / layout.name / "fonts" for root in layout.roots)
        return self._use_fonts((*self._font_dirs, *(folder for folder in own if folder.is_dir())))

    def sheet(self, layout: Layout, fetcher: Any) -> CSS:
        """Return the layout's stylesheet, parsed once."""
        if layout.digest not in self._sheets:
            from weasyprint import CSS

            self._sheets[layout.digest] = CSS(
                string=layout.read(f"{layout.name}/page.css").decode(),
                base_url=f"layout:{layout.name}/page.css",
                url_fetcher=fetcher,
                font_config=self.fonts(layout),
            )
        return self._sheets[layout.digest]

    def _use_fonts(self, folders: tuple[Path, ...]) -> FontConfiguration:
        """Return WeasyPrint's font configuration for these folders and no others."""
        if folders not in self._fonts:
            os.environ["FONTCONFIG_FILE"] = str(_write_font_list(folders, self._cache_dir))
            from weasyprint.text.fonts import FontConfiguration

            self._fonts[folders] = FontConfiguration()
        return self._fonts[folders]


class _Job:
    """The setting of one document."""

    def __init__(
        self, setter: Typesetter, composed: Composed, layout: Layout, assets: Mapping[str, bytes]
    ) -> None:
        self.setter, self.composed, self.layout = setter, composed, layout
        self.reading = composed.reading
        self.paper = layout.paper(composed.paper)
        self.limits = layout.limits(composed.paper)
        self.fetcher = _fetcher(layout, assets)
        self.images: dict[str, Any] = {}
        self.insides = {
            each.number: each.inside.of(self.reading.html) for each in self.reading.fitted if each.inside
        }
        self.lines: dict[int, Lines] = {}
        for fitted in self.reading.fitted:
            if fitted.name not in self.limits:
                raise TypesetError(
                    f"the layout '{layout.name}' fits '{fitted.name}', for which its layout.yaml gives no sizes"
                )

    def run(self) -> tuple[Document, tuple[FitFinding, ...]]:
        """Measure, plan, and set until everything fits."""
        sizes = self._first_plan() if self.reading.fitted else Sizes()
        for number in range(PASSES):
            insides = {n: set_lines(html, sizes.settings[n].breaks) for n, html in self.insides.items()}
            document = self._lay_out(self.reading.with_insides(insides), sizes)
            boxes = self._make_up(document)
            better = self._replan(boxes, sizes, first=number == 0)
            if better is None:
                self.setter.known[self.composed.key] = self._flow_sizes(sizes)
                return self._finish(document, boxes, sizes)
            sizes = better
        raise TypesetError(
            f"the text of '{self.layout.name}' finds no size that fits: its layout asks for too much"
        )

    # Measuring

    def _first_plan(self) -> Sizes:
        known = self._known_sizes()
        insides = {number: measured_lines(html) for number, html in self.insides.items()}
        html = self.reading.slots_only(insides) if known else self.reading.with_insides(insides, drawn=False)
        start = Sizes(
            {
                each.number: self.limits[each.name].least if each.inside else self.limits[each.name].preferred
                for each in self.reading.fitted
            }
        )
        document = self._lay_out(html, start)
        boxes = self._make_up(document)
        for box in makeup.marked(document.pages, "data-lines"):
            lines = measure.lines_of(box, self.insides[_number(box)], start.points[_number(box)])
            self.lines[lines.number] = lines
        planned = self._set_by_measure()
        if known:
            boxes = [box for box in boxes if box.in_slot]
            planned = planned.merged(known)
        return planned.merged(self._planned(boxes, start, planned, measured=True))

    def _set_by_measure(self) -> Sizes:
        """Set every headline as large as its measure allows; those that fill a height come later."""
        settings = {}
        for number, line in self.lines.items():
            setting = fit.break_lines(line.words, line.measure, line.leading, self.limits[line.name])
            if setting is None:
                raise TypesetError(self._too_wide(line))
            settings[number] = setting
        return Sizes({number: setting.size for number, setting in settings.items()}, settings)

    def _too_wide(self, line: Lines) -> str:
        least = self.limits[line.name].least
        longest = max(zip(line.words.widths, line.words.text, strict=True))[1]
        if self.limits[line.name].lines and len(line.words.text) > 1:
            return (
                f"“{' '.join(line.words.text)}” is too long for {self.limits[line.name].lines} lines: "
                f"it would be smaller than {least:g} pt"
            )
        return f"the word “{longest}” is too long for a line: it would be smaller than {least:g} pt"

    def _planned(self, boxes: list[FitBox], now: Sizes, settings: Sizes, measured: bool) -> Sizes:
        """Plan the sizes of fit boxes from how they came out. Raises TooLong where nothing fits."""
        planned = Sizes()
        findings = []
        for box in boxes:
            side = self._side(box, now, settings, measured)
            plan = fit.plan_side(side)
            if plan is None:
                findings.append(fit.too_long(side, self.paper.name))
                continue
            planned = planned.merged(Sizes({box.number: plan.size}))
            filling = self._filling(box)
            if filling and plan.headline:
                planned = planned.merged(Sizes({filling: plan.headline.size}, {filling: plan.headline}))
        if findings:
            raise TooLong(findings)
        return planned

    def _side(self, box: FitBox, now: Sizes, settings: Sizes, measured: bool) -> Side:
        """Describe a fit box without the headline that fills it; `measured`: its headlines are set for measuring."""
        lines = [self.lines[_number(each)] for each in box.lines]
        filling = self._filling(box)
        heights = {
            line.number: settings.settings[line.number].lines * settings.points[line.number] * line.leading
            for line in lines
        }
        if not measured:
            lines = [replace(line, height=heights[line.number]) for line in lines]
        if filling:
            heights[filling] = 0.0
        return measure.side(box, now.points[box.number], self.limits, lines, heights)

    def _filling(self, box: FitBox) -> int:
        """Return the number of the headline that fills the room of a box: the first with any number of lines."""
        numbers = (_number(each) for each in box.lines)
        return next((number for number in numbers if not self.limits[self.lines[number].name].lines), 0)

    def _replan(self, boxes: list[FitBox], sizes: Sizes, first: bool) -> Sizes | None:
        """Return better sizes where something sticks out, or, the first time, where much room is left."""
        over = [box for box in boxes if box.over > TOLERANCE]
        if over:
            return sizes.merged(self._planned(over, sizes, sizes, measured=False))
        if not first or self.composed.key in self.setter.known:
            return None
        loose = [box for box in boxes if not box.in_slot and -box.over > WORTHWHILE * box.box.height]
        if not loose:
            return None
        better = self._planned(loose, sizes, sizes, measured=False)
        gained = any(points > sizes.points[number] * 1.01 for number, points in better.points.items())
        return sizes.merged(better) if gained else None

    # What pages with the same key share

    def _flow(self) -> list[int]:
        return [each.number for each in self.reading.fitted if not each.in_slot]

    def _flow_sizes(self, sizes: Sizes) -> Sizes:
        """Return the sizes outside slots, by their place among such elements."""
        places = {number: place for place, number in enumerate(self._flow())}
        return Sizes(
            {places[number]: points for number, points in sizes.points.items() if number in places},
            {places[number]: setting for number, setting in sizes.settings.items() if number in places},
        )

    def _known_sizes(self) -> Sizes | None:
        known = self.setter.known.get(self.composed.key)
        if known is None:
            return None
        numbers = self._flow()
        return Sizes(
            {numbers[place]: points for place, points in known.points.items()},
            {numbers[place]: setting for place, setting in known.settings.items()},
        )

    # Layout

    def _lay_out(self, html: str, sizes: Sizes) -> Document:
        from weasyprint import CSS, HTML

        fonts = self.setter.fonts(self.layout)
        page = HTML(string=html, base_url="layout:page", url_fetcher=self.fetcher)
        rules = CSS(string=self._rules(sizes), font_config=fonts)
        return page.render(
            font_config=fonts,
            stylesheets=[self.setter.sheet(self.layout, self.fetcher), rules],
            cache=self.images,
            pdf_variant="pdf/ua-1",
        )

    def _rules(self, sizes: Sizes) -> str:
        height = self.paper.height * (1 if self.layout.spec.flows else GALLEY)
        rules = [f"@page{{size:{self.paper.width}mm {height}mm}}", "[data-lines]{white-space:nowrap}"]
        names = {each.number: each.name for each in self.reading.fitted}
        rules += [
            f'[data-n="{number}"]{{--{names[number]}:{points:.4f}pt}}'
            for number, points in sizes.points.items()
        ]
        return "".join(rules)

    def _make_up(self, document: Document) -> list[FitBox]:
        """Fold columns and find the fit boxes."""
        boxes = []
        for number, page in enumerate(document.pages, 1):
            root = page._page_box
            if not self.layout.spec.flows:
                makeup.fold_columns(root.children[0])
            boxes += measure.fit_boxes(root, number)
        return boxes

    def _finish(
        self, document: Document, boxes: list[FitBox], sizes: Sizes
    ) -> tuple[Document, tuple[FitFinding, ...]]:
        """Share out what room is left, cut the sheets to the paper, and see that nothing is cut off."""
        findings = []
        for box in boxes:
            room = -box.over
            if not box.in_slot and room * PT_PER_PX > self.layout.spec.empty * self._height:
                side = self._side(box, sizes, sizes, measured=False)
                findings.append(fit.too_short(side, room * PT_PER_PX, self.paper.name))
            makeup.stretch(box.box, room)
        if not self.layout.spec.flows:
            self._cut(document)
        for number, page in enumerate(document.pages, 1):
            if outside := measure.outside(page._page_box):
                raise TypesetError(f"“{outside}” does not fit where the layout puts it, on page {number}")
        return document, tuple(findings)

    @property
    def _height(self) -> float:
        return self.paper.height / 25.4 * 72

    def _cut(self, document: Document) -> None:
        """Cut sheets to the paper's height, and let WeasyPrint look again where everything is."""
        from weasyprint import DEFAULT_OPTIONS, Page
        from weasyprint.images import get_image_from_uri
        from weasyprint.layout.background import layout_backgrounds

        images = partial(get_image_from_uri, self.images, self.fetcher, DEFAULT_OPTIONS)
        for page in document.pages:
            box = page._page_box
            box.height = self._height / PT_PER_PX
            layout_backgrounds(box, images)
        document.pages = [Page(page._page_box) for page in document.pages]


def _number(box: makeup.Box) -> int:
    return int(makeup.mark(box, "data-n") or 0)


def _identifier(composed: Composed) -> bytes:
    return hashlib.sha256(composed.html.encode()).digest()[:16]


def _write_font_list(folders: tuple[Path, ...], cache_dir: Path) -> Path:
    """Write the fontconfig file that lists these folders and no others. Returns its path."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"<dir>{escape(str(folder.resolve()))}</dir>" for folder in folders)
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{listed}<cachedir>{escape(str(cache_dir.resolve()))}</cachedir></fontconfig>"
    )
    path = cache_dir / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    return path


def _fetcher(layout: Layout, assets: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows the given pictures and the files of layout folders, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            scheme, _, rest = url.partition(":")
            if scheme == "asset" and rest in assets:
                return URLFetcherResponse(url, assets[rest], {"Content-Type": _media_type(assets[rest])})
            if scheme == "layout":
                return URLFetcherResponse(
                    url, layout.read(unquote(rest)), {"Content-Type": _media_type_of(rest)}
                )
            raise ValueError(f"only the pictures of the project and the files of layouts are read, not {url}")

    return Fetcher(allowed_protocols=("asset", "layout"), allow_redirects=False)


def _media_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/svg+xml"


def _media_type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _warnings(composed: Composed) -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of, in plain words."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    before = logger.propagate, logger.level
    logger.addHandler(collector)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield collector.said
    finally:
        logger.removeHandler(collector)
        logger.propagate = before[0]
        logger.setLevel(before[1])


def _refuse(said: list[str]) -> None:
    if said:
        raise TypesetError(said[0])
