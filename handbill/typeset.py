"""From HTML to pages: the only importer of WeasyPrint.

Each side is set on a sheet of great height, so that what overflows can be measured; then it is
made up (`makeup`) with the sizes that were planned (`fit`) from what was measured. Usually two
layouts are enough, one to measure and one to set; on pages with a known key only the slots are
measured. Nothing is fetched but the pictures that the caller hands over and the files of layout
folders. What WeasyPrint warns of is an error.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import mimetypes
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from handbill import engine, fit, line_numbers, makeup, measure
from handbill.composed import Composed
from handbill.format import Format
from handbill.measure import PT_PER_PX, FitBox
from handbill.pages import FitFinding, Typeset
from handbill.plans import Plan, Plans
from handbill.script import MIRRORED, Cluster, Line, Part, is_complex
from handbill.sizes import Planner, Sizes, TypesetError
from handbill.units import pt

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

GALLEY: Final = 20  # the height, in papers, of the sheets that sides are set on
PASSES: Final = 6  # layouts before a side is given up; two or three are usual
TOLERANCE: Final = 0.3  # px that may stick out, by rounding
LANG: Final = re.compile(r"<[^>]*\slang=")
RESOURCES: Final = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")
WORTHWHILE: Final = 0.05  # the part of a side that must be empty for another layout with larger text


class Typesetter:
    """Sets pages in one process. Making one imports WeasyPrint, which takes half a second.

    `font_dirs` are the only folders whose fonts are used, besides a layout's own `fonts`;
    `cache_dir` keeps the font configuration, what fontconfig knows of the fonts, and the sizes that were found.
    """

    def __init__(self, font_dirs: Sequence[Path], cache_dir: Path) -> None:
        self._font_dirs = tuple(font_dirs)
        self._cache_dir = cache_dir
        self._fonts: dict[tuple[tuple[Path, ...], str], FontConfiguration] = {}
        self._sheets: dict[str, CSS] = {}
        self.plans = Plans(cache_dir / "plans")
        self._use_fonts(self._font_dirs)

    def typeset(self, composed: Composed, assets: Mapping[str, bytes], bleed: float = 0.0) -> Typeset:
        """Set a composed page. `assets` holds the pictures that it names, by digest.

        With `bleed`, in mm, the sheets are larger than the paper by that on every side, for a
        press: the trim box is the paper, and colour that runs off it fills the rest.
        Raises TooLong, and TypesetError for anything that WeasyPrint warns of: a glyph that no
        font has, a picture or file that is not there, CSS that it does not know.
        """
        with _warnings() as said, _without_collection():
            job = _Job(self, composed, assets, bleed)
            document, findings = job.run()
            counted = job.number_lines(document) if composed.reading.numbered else []
            _refuse(said, composed)
            pdf = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=True, pdf_identifier=_identifier(composed))
            _refuse(said, composed)
            lines = _lines(document, composed) if _needs_lines(composed) else ()
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
        fonts = self._use_fonts(self._font_dirs)
        with _warnings() as said:
            html = HTML(string=page, base_url="layout:", url_fetcher=_fetcher(None, {"drawing": svg}))
            pdf: bytes = html.write_pdf(font_config=fonts)
        if said:
            raise TypesetError(f"a picture cannot be drawn ({said[0]}): save it again as PNG, JPEG or SVG")
        return pdf

    def fonts(self, format: Format) -> FontConfiguration:
        own = tuple(folder for root in format.roots if (folder := root / format.layout / "fonts").is_dir())
        return self._use_fonts((*self._font_dirs, *own), format.digest if own else "")

    def sheet(self, format: Format, fetcher: Any) -> CSS:
        """Return the layout's stylesheet, parsed once."""
        if format.digest not in self._sheets:
            from weasyprint import CSS

            self._sheets[format.digest] = CSS(
                string=format.read(f"{format.layout}/page.css").decode(),
                base_url=f"layout:{format.layout}/page.css",
                url_fetcher=fetcher,
                font_config=self.fonts(format),
            )
        return self._sheets[format.digest]

    def _use_fonts(self, folders: tuple[Path, ...], digest: str = "") -> FontConfiguration:
        """Return WeasyPrint's font configuration for these folders and no others, as they are now."""
        if (folders, digest) not in self._fonts:
            os.environ["FONTCONFIG_FILE"] = str(_write_font_list(folders, self._cache_dir))
            engine.load()
            from weasyprint.text.fonts import FontConfiguration

            self._fonts[folders, digest] = FontConfiguration()
        return self._fonts[folders, digest]


class _Job:
    """The setting of one document."""

    def __init__(self, setter: Typesetter, composed: Composed, assets: Mapping[str, bytes], bleed: float) -> None:
        self.setter, self.composed, self.bleed = setter, composed, bleed
        self.format = composed.format
        self.paper = self.format.paper
        self.flows = self.format.flows
        self.height = pt(self.paper.height)
        self.fetcher = _fetcher(self.format, assets)
        self.images: dict[str, Any] = {}
        self.planner = Planner(composed.reading, self.format.limits, self.paper.name)
        self.known = setter.plans.get(composed.key)
        self.page = hashlib.sha256(f"{composed.key}\0{bleed}\0{composed.html}".encode()).hexdigest()

    def run(self) -> tuple[Document, tuple[FitFinding, ...]]:
        """Measure, plan, and set until everything fits."""
        if not self.composed.reading.fitted:
            return self._finish(self._lay_out(self.composed.html, Sizes()), []), ()
        if same := self.setter.plans.get(self.page):
            return self._set_again(same)
        sizes = self._first_plan()
        if self.flows:
            document, sizes = self._run_flowing(sizes)
            self.setter.plans.put(self.page, Plan(sizes))
            return self._finish(document, []), ()
        for number in range(PASSES):
            document = self._lay_out(self.planner.to_set(sizes), sizes)
            boxes = self._make_up(document)
            over = [box for box in boxes if box.over > TOLERANCE]
            if not over:
                document, boxes, sizes = self._fuller(document, boxes, sizes)
                findings = self._remember(boxes, sizes)
                return self._finish(document, boxes), findings
            sizes = self._shrunk(over, sizes, first=number == 0)
            if any(box.in_slot for box in over):
                sizes = self._with_slots(sizes)
        raise TypesetError(f"the layout '{self.format.layout}' finds no size at which its text fits")

    def _set_again(self, plan: Plan) -> tuple[Document, tuple[FitFinding, ...]]:
        """Set a page that was set before: its sizes are known to fit."""
        document = self._lay_out(self.planner.to_set(plan.sizes), plan.sizes)
        return self._finish(document, [] if self.flows else self._make_up(document)), plan.findings

    def _with_slots(self, sizes: Sizes) -> Sizes:
        """Set the slots alone, which takes little time, until their text fits."""
        for number in range(PASSES):
            document = self._lay_out(self.planner.to_set(sizes, slots_only=True), sizes)
            over = [box for box in self._make_up(document) if box.in_slot and box.over > TOLERANCE]
            if not over:
                break
            sizes = self._shrunk(over, sizes, first=number == 0)
        return sizes

    def _shrunk(self, over: list[FitBox], sizes: Sizes, first: bool) -> Sizes:
        """Plan anew for boxes whose text sticks out. Raises TooLong where nothing fits."""
        if not first:
            self.planner.reserve(over)
        return sizes.merged(self.planner.plan(over, sizes, sizes, measured=False))

    def _fuller(self, document: Document, boxes: list[FitBox], sizes: Sizes) -> tuple[Document, list[FitBox], Sizes]:
        """Try larger text once where much room is left; return that if it fits, else what there is."""
        if self.known:
            return document, boxes, sizes
        loose = [box for box in boxes if not box.in_slot and -box.over > WORTHWHILE * box.box.height]
        better = sizes.merged(self.planner.plan(loose, sizes, sizes, measured=False))
        gained = any(points > sizes.points[number] * 1.01 for number, points in better.points.items())
        if not gained:
            return document, boxes, sizes
        fuller = self._lay_out(self.planner.to_set(better), better)
        boxes_then = self._make_up(fuller)
        if any(box.over > TOLERANCE for box in boxes_then):
            return document, boxes, sizes
        return fuller, boxes_then, better

    def _first_plan(self) -> Sizes:
        start = self.planner.start()
        document = self._lay_out(self.planner.to_measure(slots_only=self.known is not None), start, measuring=True)
        boxes = self._make_up(document)
        self.planner.learn(makeup.marked(document.pages, "data-lines"))
        lines = self.planner.by_measure()
        if self.flows:
            return start.merged(lines)
        if self.known:
            known = self.known.sizes.renumbered(dict(enumerate(self._flow())))
            boxes, lines = [box for box in boxes if box.in_slot], lines.merged(known)
        return lines.merged(self.planner.plan(boxes, start, lines, measured=True))

    def _run_flowing(self, sizes: Sizes) -> tuple[Document, Sizes]:
        """Set text that runs on from page to page; smaller, within its limits, where that saves a page."""
        document = self._lay_out(self.planner.to_set(sizes), sizes)
        pages = len(document.pages)
        # Lines that are numbered have one size, so that they end at the same words in every edition.
        may_shrink = pages > 1 and not self.composed.reading.numbered
        for smaller in self._smaller(sizes, _filled(document)) if may_shrink else ():
            tried = self._lay_out(self.planner.to_set(smaller), smaller)
            if len(tried.pages) < pages:
                return tried, smaller
        return document, sizes

    def _smaller(self, sizes: Sizes, filled: float) -> Iterator[Sizes]:
        """Yield the sizes that may save a page of text that fills so many pages: the likely one, then the least."""
        limits = {
            each.number: self.planner.limits[each.name] for each in self.composed.reading.fitted if not each.inside
        }
        if all(fit.saves_a_page(filled, each) for each in limits.values()):
            for choose in (fit.to_save_a_page, lambda _, each: each.least):
                yield sizes.merged(Sizes({number: choose(filled, each) for number, each in limits.items()}))

    # What pages with the same key share

    def _flow(self) -> list[int]:
        return [each.number for each in self.composed.reading.fitted if not each.in_slot]

    def _remember(self, boxes: list[FitBox], sizes: Sizes) -> tuple[FitFinding, ...]:
        """Keep the sizes outside slots, by their place among such elements, for branches fill slots differently.

        Returns what there is to say of how the text fits.
        """
        findings = self.known.findings if self.known else self._too_short(boxes, sizes)
        if not self.known:
            places = {number: place for place, number in enumerate(self._flow())}
            self.setter.plans.put(self.composed.key, Plan(sizes.renumbered(places), findings))
        self.setter.plans.put(self.page, Plan(sizes, findings))
        return findings

    def _too_short(self, boxes: list[FitBox], sizes: Sizes) -> tuple[FitFinding, ...]:
        empty = self.format.empty * self.height
        loose = [box for box in boxes if not box.in_slot and -box.over * PT_PER_PX > empty]
        return tuple(self.planner.too_short(box, sizes) for box in loose)

    # Layout

    def _lay_out(self, html: str, sizes: Sizes, measuring: bool = False, rules: str = "") -> Document:
        from weasyprint import CSS, HTML

        fonts = self.setter.fonts(self.format)
        page = HTML(string=html, base_url="layout:page", url_fetcher=self.fetcher)
        sized = CSS(string=rules or self._rules(sizes, measuring), font_config=fonts)
        return page.render(
            font_config=fonts,
            stylesheets=[self.setter.sheet(self.format, self.fetcher), sized],
            cache=self.images,
            pdf_variant="pdf/ua-1",
        )

    def _rules(self, sizes: Sizes, measuring: bool) -> str:
        """Return the CSS that is not the layout's: the sheet, which lines may wrap, the sizes."""
        height = self.paper.height * (1 if self.flows else GALLEY)
        rules = [f"@page{{size:{self.paper.width}mm {height}mm}}", "[data-lines]{white-space:nowrap}"]
        if self.bleed:
            rules.append(f"@page{{bleed:{self.bleed}mm}}:root{{--bleed:{self.bleed}mm}}")
        if not measuring:
            rules.append("[data-wrap]{white-space:normal}")
        rules += [f'[data-n="{number}"]{{--reach:{leading}}}' for number, leading in self.planner.reaches.items()]
        for number, points in sizes.points.items():
            rules.append(f'[data-n="{number}"]{{--{self.planner.names[number]}:{points:.4f}pt}}')
        return "".join(rules)

    def number_lines(self, document: Document) -> list[line_numbers.NumberedLine]:
        """Put numbers beside the lines that are to have them. Returns the lines."""
        lines = line_numbers.numbered_lines(document.pages)
        most = max((line.number for line in lines), default=0)
        numbers = "".join(f'<p class="line-number">{number}</p>' for number in range(1, most + 1))
        head, body, _ = re.split(r"(<body[^>]*>)", self.composed.html, maxsplit=1)
        rules = '@page{margin:9mm;@top-left{content:"-"}}@page{size:150mm 9999mm}'
        sheet = self._lay_out(f"{head}{body}{numbers}</body></html>", Sizes(), rules=rules)
        boxes = list(makeup.marked(sheet.pages, "class"))
        margin = next(box for box in makeup.children(sheet.pages[0]._page_box) if makeup.is_margin(box))
        line_numbers.put_numbers(document.pages, lines, [box for box in boxes if box.element_tag == "p"], margin)
        return lines

    def _make_up(self, document: Document) -> list[FitBox]:
        """Fold columns and find the fit boxes."""
        boxes = []
        for number, page in enumerate(document.pages, 1):
            if not self.flows:
                makeup.fold_columns(page._page_box.children[0])
            boxes += measure.fit_boxes(page._page_box, number)
        return boxes

    def _finish(self, document: Document, boxes: list[FitBox]) -> Document:
        """Share out what room is left, cut the sheets to the paper, and see that nothing is cut off."""
        for box in boxes:
            makeup.stretch(box.box, -box.over)
        if not self.flows:
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

        images = partial(get_image_from_uri, self.images, self.fetcher, DEFAULT_OPTIONS)
        for page in document.pages:
            page._page_box.height = self.height / PT_PER_PX
            layout_backgrounds(page._page_box, images)
        document.pages = [Page(page._page_box) for page in document.pages]


def _page_of(document: Document) -> dict[str, int]:
    """Return on which page, from 1, each element with an id begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _filled(document: Document) -> float:
    """Return how many pages the text fills, in pages and parts of a page."""
    last = document.pages[-1]._page_box
    body = last.children[0].children[0]
    return len(document.pages) - 1 + float((makeup.bottom(body) - last.content_box_y()) / last.height)


def _needs_lines(composed: Composed) -> bool:
    return any(map(is_complex, composed.text)) or len(LANG.findall(composed.html)) > 1


def _lines(document: Document, composed: Composed) -> tuple[dict[int, Line], ...]:
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


def _fetcher(format: Format | None, assets: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows the given pictures, the files of the format's layout folders, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            scheme, _, rest = url.partition(":")
            if scheme == "asset" and rest in assets:
                return URLFetcherResponse(url, assets[rest], {"Content-Type": _media_type(assets[rest])})
            if scheme == "layout" and format is not None:
                return URLFetcherResponse(url, format.read(unquote(rest)), {"Content-Type": _media_type_of(rest)})
            raise ValueError(f"only the pictures of the project and the files of layouts are read, not {url}")

    return Fetcher(allowed_protocols=("asset", "layout"), allow_redirects=False)


def _media_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/svg+xml"


def _media_type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


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


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of: none of it is harmless."""
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
        logger.propagate, level = before
        logger.setLevel(level)


def _refuse(said: list[str], composed: Composed) -> None:
    """Raise TypesetError with the first warning, in plain words."""
    if not said:
        return
    if glyph := re.search(r'unsupported by fonts: "(.)" \(U\+(\w+)\)', said[0], re.DOTALL):
        character, number = glyph[1], glyph[2]
        words = next((each for each in composed.text if character in each), "")
        name = unicodedata.name(character, "a character without a name").lower()
        where = f", in “{words}”" if words else ""
        what = (
            "put a font that has it into the layout's folder 'fonts'" if character.isalpha() else "write it otherwise"
        )
        raise TypesetError(f"no font has the character '{character}' (U+{number}, {name}){where}: {what}")
    if picture := re.search(r"Failed to load image at '?asset:\w+'?: (.*)", said[0]):
        raise TypesetError(f"a picture cannot be drawn ({picture[1]}): save it again as PNG, JPEG or SVG")
    raise TypesetError(f"the layout '{composed.format.layout}' asks for something that cannot be set: {said[0]}")
