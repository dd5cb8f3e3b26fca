"""From a piece and a layout to HTML, and to what the finished page must say.

A template prints what stands in the piece and nothing else: it runs in Jinja's sandbox, with
escaping on, and a name that is not there is an error. Afterwards the HTML is read once more, to
see that no block was left out, to gather the words that the proof will look for, and to
compute the key under which pages that differ only in their slots are the same.
"""

from __future__ import annotations

import functools
import hashlib
import html
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import BaseLoader, FileSystemBytecodeCache, StrictUndefined, TemplateError, TemplateNotFound, UndefinedError
from jinja2.environment import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from handbill import drawing, qr, shipped
from handbill.bilingual import joined
from handbill.composed import Composed, PrintedCode
from handbill.errors import HandbillError
from handbill.format import locate
from handbill.layout import LARGE_LAYOUT, Layout
from handbill.markup import BLANK
from handbill.markup.addresses import parted, unbroken
from handbill.markup.cited import bracketed
from handbill.markup.reading import Reading, bare, read, squeeze
from handbill.piece import CodedPage, Panel, Petition, Piece, Rich, walk
from handbill.piece.leaflet import Block, Leaflet
from handbill.piece.paperwork import Signatures
from handbill.text import fill
from handbill.typography import dated, ended


def compose(piece: Piece, layout: Layout, cache: Path | None = None) -> Composed:
    """Set a piece into a layout's template. Compiled templates are kept in the folder `cache`, if there is one.

    Raises HandbillError where the template fails, leaves a block out, or a code can't be made.
    """
    codes: dict[Petition | CodedPage, qr.Code] = {}
    pages = [_render(part, layout, codes, cache) for part in piece.parts]
    whole = pages[0] if len(pages) == 1 else joined(pages, piece.parts)
    reading = read(unbroken(whole))
    for part, page in zip(piece.parts, pages, strict=True):
        _check_complete(part, layout, reading if len(pages) == 1 else read(page))
    if layout.name == LARGE_LAYOUT:
        reading = read(parted(bracketed(whole)))
    outline = f"{shipped.program_digest()}\0{layout.digest}\0{piece.paper}\0{reading.outline}"
    return Composed(
        reading=reading,
        key=hashlib.sha256(outline.encode()).hexdigest(),
        codes=tuple(
            dict.fromkeys(
                PrintedCode(code.url, code.side, code.module, code.level, code.distance) for code in codes.values()
            )
        ),
        imprint=piece.imprint.text.plain,
        format=layout.format(piece.paper),
        lang=piece.lang,
    )


def _render(piece: Piece, layout: Layout, codes: dict[Petition | CodedPage, qr.Code], cache: Path | None) -> str:
    box = layout.spec.code
    scale = layout.scale(piece.paper)

    def code(petition: Petition | CodedPage) -> _Drawn:
        if petition not in codes:
            reading = box.reading if box.reading == "hand" else box.reading * scale
            codes[petition] = qr.plan(petition.url, box.side * scale, reading)
        return _Drawn(codes[petition], piece.words["code_alt"].replace("{url}", petition.url))

    try:
        template = _environment(layout.roots, cache).get_template(f"{layout.name}/page.html.j2")
        return template.render(
            piece=piece,
            body=piece.body,
            words=piece.words,
            fill=fill,
            palette=asdict(piece.palette),
            layout=layout.name,
            paper=layout.paper(piece.paper),
            scale=scale,
            code_side=box.side * scale,
            code=code,
            draw_bar=lambda alt: Markup(drawing.bar(alt, piece.palette)),
            draw_boxes=lambda count, alt: Markup(drawing.boxes(count, alt, piece.palette)),
            runs=runs,
            bookmark=_bookmark,
            dated=_dated,
            ended=_ended,
        )
    except UndefinedError as error:
        raise HandbillError(
            f"the layout '{layout.name}' asks for something that is not there: {error.message}"
        ) from error
    except TemplateNotFound as error:
        raise HandbillError(f"the layout '{layout.name}' has no file layouts/{error.name}") from error
    except TemplateError as error:
        line = f", line {lineno}" if (lineno := getattr(error, "lineno", 0)) else ""
        raise HandbillError(f"the template of the layout '{layout.name}' fails{line}: {error.message}") from error


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A code for a template: printed, it is the drawing; `quiet` is the width in mm of its white margin."""

    code: qr.Code
    alt: str

    @property
    def quiet(self) -> float:
        return round(qr.QUIET * self.code.module, 3)

    def __html__(self) -> str:
        return qr.svg(self.code, self.alt)


def _bookmark(text: Rich) -> str:
    """Return a text as a bookmark shows it: its words, with ordinary spaces and `…` for a ruled blank."""
    return " ".join(read(text.html.replace(BLANK, "…")).text)


def _dated(text: Rich) -> Rich:
    """Return a text for a short line, with years kept beside their months."""
    return Rich(dated(text.html), text.plain)


def _ended(text: Rich) -> Rich:
    """Return running text with its dates whole, and no date alone on its last line after a short word."""
    return Rich(ended(text.html), text.plain)


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that stand next to each other; `together` where they are of the kinds that were asked for."""

    together: bool
    blocks: tuple[Block, ...]


def runs(blocks: Sequence[Block], kinds: Sequence[str]) -> list[Run]:
    """Group neighbouring blocks of some kinds, for templates: a run of text and points goes into columns.

    A heading goes with what it stands over, where headings are among the kinds.
    """

    def together(number: int) -> bool:
        over = next((each.kind for each in blocks[number:] if each.kind != "heading"), "heading")
        return blocks[number].kind in kinds and over in kinds

    groups = itertools.groupby(range(len(blocks)), together)
    return [Run(key, tuple(blocks[number] for number in numbers)) for key, numbers in groups]


class _Loader(BaseLoader):
    """Find templates in the project's layouts first, then in the shipped ones, file by file."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self.roots = roots

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            path = locate(template, self.roots)
        except HandbillError as error:
            raise TemplateNotFound(template) from error
        stamp = path.stat().st_mtime_ns

        def is_current() -> bool:
            """The project's own file may have come since, or gone."""
            try:
                return locate(template, self.roots) == path and path.stat().st_mtime_ns == stamp
            except (HandbillError, OSError):
                return False

        return path.read_text("utf-8"), str(path), is_current


@functools.lru_cache(maxsize=4)
def _environment(roots: tuple[Path, ...], cache: Path | None) -> ImmutableSandboxedEnvironment:
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    return ImmutableSandboxedEnvironment(
        loader=_Loader(roots),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
    )


def _check_complete(piece: Piece, layout: Layout, reading: Reading) -> None:
    """See that everything the piece says stands on the page."""
    page = squeeze(" ".join(reading.text))
    for where, words in _promised(piece):
        if squeeze(words) and bare(words) not in page:
            raise HandbillError(
                f"the layout '{layout.name}' leaves out {where} of '{piece.document}': “{_short(words)}”"
            )


def _promised(piece: Piece) -> Iterator[tuple[str, str]]:
    """Yield everything that must stand on the page as HTML, with what to call it."""
    if isinstance(piece.body, Leaflet):
        for number, side in enumerate(piece.body.sides, 1):
            for block in side:
                for words in _words(block):
                    yield f"the block '{block.kind}' on side {number}", words
    else:
        apart = [rich for petition in piece.petitions() for rich in walk(petition)]
        for rich in walk(piece.body):
            if isinstance(rich, Rich) and not any(rich is each for each in apart):
                yield "a text", rich.html
        yield from (("the petition", html.escape(petition.shown)) for petition in piece.petitions())
    for source in piece.sources:
        yield f"source {source.number}", source.text.html
    yield "the imprint", piece.imprint.text.html


def _words(block: Block) -> Iterator[str]:
    """Yield what a block says, as HTML. A petition may be shown without its title."""
    if isinstance(block.value, Petition):
        yield block.value.order.html
        yield html.escape(block.value.shown)
        return
    if isinstance(block.value, Panel):
        panel = block.value
        yield from map(html.escape, (panel.email, panel.phone, panel.website_shown))
    apart: tuple[Rich, ...] = ()
    if isinstance(block.value, Signatures):
        petition = block.value.petition
        apart = (petition.title, petition.order)
        yield html.escape(petition.shown)
    for rich in walk(block.value):
        if isinstance(rich, Rich) and not any(rich is each for each in apart):
            yield rich.html


def _short(words: str) -> str:
    text = " ".join(read(words).text)
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
