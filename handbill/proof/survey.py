"""A first walk through a file with pikepdf: what it weighs, and which glyphs of which fonts it shows.

It is made before anything is drawn, because a small file can be made to unpack into gigabytes
or to paint the same form a thousand million times. What it counts is the same on every machine,
as a time limit would not be.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

MOST_UNPACKED = 256 * 2**20  # bytes, of all streams together
MOST_PIXELS = 400_000_000  # of one picture: A2 at 1200 dpi in black and white
MOST_PAGE_COST = 16 * 2**20  # bytes of drawing on one page, each form counted as often as it is painted
PART = 2**20  # bytes unpacked at a time
MOST_DEPTH = 20  # forms in forms
SHOWING = "Tf Tj TJ ' \" Do q Q"

Key = tuple[int, int]


@dataclass(slots=True)
class Shown:
    """A font that shows at least one glyph; `codes` are the strings shown in it, each once."""

    font: Any
    codes: set[bytes] = field(default_factory=set)


@dataclass(slots=True)
class Drawing:
    """What one page or form draws. `cost` is in bytes, with its forms."""

    cost: int = 0
    fonts: dict[Key, Shown] = field(default_factory=dict)

    def add(self, other: Drawing) -> None:
        self.cost += other.cost
        for key, shown in other.fonts.items():
            self.fonts.setdefault(key, Shown(shown.font)).codes.update(shown.codes)


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream of the file, those that stand inside others too."""
    waiting: list[Any] = [found for found in pdf.objects if isinstance(found, pikepdf.Object)]
    while waiting:
        found = waiting.pop()
        inside: Iterable[Any]
        if isinstance(found, pikepdf.Array):
            inside = found.as_list()
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = found.values()
        else:  # a name or a string
            continue
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def too_heavy(found_in_file: Iterable[Any]) -> str:
    """Say why the file would take too much memory to look at; nothing where it would not."""
    left = MOST_UNPACKED
    for found in found_in_file:
        if not isinstance(found, pikepdf.Stream):
            continue
        if int(found.get("/Width", 0)) * int(found.get("/Height", 0)) > MOST_PIXELS:
            return f"it holds a picture of {found.Width} × {found.Height} pixels"
        left -= _unpacked(found, left)
        if left <= 0:
            return f"it unpacks to more than {MOST_UNPACKED // 2**20} MB"
    return ""


def _unpacked(stream: pikepdf.Stream, most: int) -> int:
    """Return how many bytes a stream unpacks to, counting no further than `most`."""
    filters: Any = stream.get("/Filter", ())
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    data: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in names:
        if name not in ("/FlateDecode", "/Fl"):
            break
        data = _inflated(data)
    size = 0
    try:
        for part in data:
            size += len(part)
            if size > most:
                break
    except zlib.error:  # what can't be unpacked takes no room; that it is damaged is found elsewhere
        pass
    return size


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack a part at a time, so that a bomb never stands in memory as a whole."""
    inflater = zlib.decompressobj()
    for part in packed:
        while part:
            yield inflater.decompress(part, PART)
            part = inflater.unconsumed_tail


class Survey:
    """Reads what pages draw; forms that several pages share are read once."""

    def __init__(self) -> None:
        self._forms: dict[Key, Drawing] = {}

    def page(self, page: pikepdf.Page) -> Drawing:
        """Raises pikepdf.PdfError where the page's drawing can't be read."""
        cost = sum(len(stream.read_bytes()) for stream in _contents(page))
        return self._read(page, page.get("/Resources", pikepdf.Dictionary()), cost, 0)

    def _read(self, drawn: Any, resources: Any, cost: int, depth: int) -> Drawing:
        drawing = Drawing(cost)
        if cost > MOST_PAGE_COST:
            return drawing
        font: Shown | None = None
        saved: list[Shown | None] = []
        for step in pikepdf.parse_content_stream(drawn, SHOWING):
            operands = step.operands
            match str(step.operator):
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop() if saved else None
                case "Tf":
                    font = _shown(drawing, resources, operands)
                case "Do":
                    self._paint(drawing, resources, operands, depth)
                case _ if font is not None and operands:
                    font.codes.update(_strings(operands[-1]))
        return drawing

    def _paint(self, drawing: Drawing, resources: Any, operands: Any, depth: int) -> None:
        form = resources.get("/XObject", {}).get(str(operands[0])) if operands else None
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
            return
        key = form.objgen
        if key not in self._forms:
            self._forms[key] = Drawing()  # a form that paints itself is painted once
            within = Drawing(MOST_PAGE_COST)
            if depth < MOST_DEPTH:
                own = form.get("/Resources", resources)
                within = self._read(form, own, len(form.read_bytes()), depth + 1)
            self._forms[key] = within
        drawing.add(self._forms[key])


def _contents(page: pikepdf.Page) -> list[Any]:
    contents: Any = page.get("/Contents", ())
    streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    return [stream for stream in streams if isinstance(stream, pikepdf.Stream)]


def _shown(drawing: Drawing, resources: Any, operands: Any) -> Shown | None:
    font = resources.get("/Font", {}).get(str(operands[0])) if operands else None
    if not isinstance(font, pikepdf.Dictionary):
        return None
    key = font.objgen if font.is_indirect else (-1, hash((str(operands[0]), str(font.get("/BaseFont")))))
    return drawing.fonts.setdefault(key, Shown(font))


def _strings(operand: Any) -> Iterator[bytes]:
    """Yield the strings of a Tj or TJ operand."""
    if isinstance(operand, pikepdf.String):
        yield bytes(operand)
    elif isinstance(operand, pikepdf.Array):
        for part in operand.as_list():
            if isinstance(part, pikepdf.String):
                yield bytes(part)
