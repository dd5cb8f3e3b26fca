"""The report of a proof as a PDF, to be sent to a printer: page pictures with the findings ringed, and a row a check.

The same file and report give the same bytes: there is no date and nothing of chance in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, String

from handbill import __version__
from handbill.proof.lettering import Face
from handbill.proof.report import MM, WORST_FIRST, Box, Finding, Report, Result

WIDE, HIGH = 595.28, 841.89  # A4, in pt
MARGIN = 42.5
INNER = WIDE - 2 * MARGIN
MOST_PICTURES = 4
PICTURE_HIGH = (130.0, 330.0)  # pt; they take what room the rows leave
FOOT = 28.0
GAP = 10.0
CAPTION = 20.0
PIXELS = 2.8  # a pt of a picture
SIZE, LEADING, PADDING = 8.5, 11.0, 5.0
COLUMNS = (MARGIN + 20, MARGIN + 92)  # where the check's name and what it said begin
RING = 3.0  # pt that a ring keeps off what it goes round
LEAST_RING = 12.0
Rgb = tuple[float, float, float]
INK: Rgb = (0.08, 0.11, 0.18)
GREY: Rgb = (0.42, 0.45, 0.5)
RULE: Rgb = (0.82, 0.84, 0.87)
COLOURS: dict[Result, Rgb] = {"pass": (0.1, 0.48, 0.28), "warn": (0.72, 0.42, 0.0), "fail": (0.76, 0.08, 0.14)}
CLOSING = (
    "This report says which of handbill's checks the file passes, and no more: nothing is certified. "
    "Rings show where, and their numbers which row says what."
)


class Row(NamedTuple):
    """A finding; `number` is 0 where there is nothing wrong."""

    finding: Finding
    number: int


class Picture(NamedTuple):
    """A page's picture: a JPEG of so many pixels, for a page of so many pt."""

    page: int
    jpeg: bytes
    pixels: tuple[int, int]
    size: tuple[float, float]


PRODUCER = "handbill: a report of a proof"


def is_report(data: bytes) -> bool:
    """Say whether a file is a report that this module wrote."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/Producer", "")) == PRODUCER
    except pikepdf.PdfError:
        return False


def report_pdf(data: bytes, name: str, report: Report) -> bytes:
    """Return a report on a file's bytes as a PDF: one page of A4, or more where there is very much to say."""
    rows = numbered(report)
    drawing = _Drawing()
    pictures, pages = _pictures(data, rows)
    drawing.head(name, report, pages)
    drawing.pictures(pictures, rows, pages)
    drawing.table(rows)
    drawing.foot(hashlib.sha256(data).hexdigest())
    return drawing.saved(f"Proof of {name}")


def numbered(report: Report) -> list[Row]:
    """Return the findings, the worst first, and number those with something wrong."""
    ordered = sorted(report.findings, key=lambda found: WORST_FIRST.index(found.result))
    wrong = sum(found.result != "pass" for found in ordered)
    return [Row(found, number if number <= wrong else 0) for number, found in enumerate(ordered, 1)]


def verdict(report: Report) -> str:
    """Say in words what the report comes to."""
    counts = {result: sum(found.result == result for found in report.findings) for result in WORST_FIRST}
    if counts["fail"]:
        return f"Does not pass: {_counted(counts['fail'], 'check fails', 'checks fail')}"
    warned = f", with {_counted(counts['warn'], 'warning', 'warnings')}" if counts["warn"] else ""
    return f"Passes these checks{warned}"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _pictures(data: bytes, rows: Sequence[Row]) -> tuple[list[Picture], int]:
    """Draw the pages that matter most: those with findings, then the first. Returns how many there are in all."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            found = [row.finding.page for row in rows if row.number and row.finding.page]
            wanted = list(dict.fromkeys([*(page for page in found if page <= count), *range(1, count + 1)]))
            return [_picture(document, page) for page in sorted(wanted[:MOST_PICTURES])], count
    except pypdfium2.PdfiumError:  # what cannot be opened has no picture; the first row says so
        return [], 0


def _picture(document: pypdfium2.PdfDocument, number: int) -> Picture:
    page = document[number - 1]
    wide, high = page.get_size()
    shrunk = min(PICTURE_HIGH[1] / high, INNER / wide)
    picture = page.render(scale=shrunk * PIXELS, rev_byteorder=True).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, subsampling=0)
    page.close()
    return Picture(number, out.getvalue(), picture.size, (wide, high))


class _Drawing:
    """Pages of A4 being drawn from the top down. Places are in pt from the bottom left."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.faces = {
            "/T": Face("league-gothic/LeagueGothic_400Regular.ttf"),
            "/R": Face("source-sans-3/SourceSans3_400Regular.ttf"),
            "/B": Face("source-sans-3/SourceSans3_700Bold.ttf"),
        }
        self.images = Dictionary()
        self.pages: list[list[bytes]] = [[]]
        self.y = HIGH - MARGIN

    def add(self, drawn: str) -> None:
        self.pages[-1].append(drawn.encode())

    def text(self, face: str, size: float, x: float, y: float, text: str, colour: Rgb = INK) -> None:
        shown = self.faces[face].shown(text).decode()
        self.add(f"{_rgb(colour)} rg BT {face} {size} Tf {x:.2f} {y:.2f} Td {shown} Tj ET")

    def rule(self, y: float, colour: Rgb = RULE, weight: float = 0.5) -> None:
        self.add(f"{_rgb(colour)} RG {weight} w {MARGIN} {y:.2f} m {WIDE - MARGIN} {y:.2f} l S")

    def head(self, name: str, report: Report, pages: int) -> None:
        self.text("/T", 30, MARGIN, self.y - 24, "Proof")
        label = self.faces["/B"].shortened(name, 13, INNER - 75)
        self.text("/B", 13, MARGIN + 75, self.y - 10, label)
        colour = COLOURS[report.result]
        told = " · ".join([verdict(report), _counted(pages, "page", "pages")] if pages else [verdict(report)])
        self.add(f"{_rgb(colour)} rg {MARGIN + 75} {self.y - 25.5:.2f} 8 8 re f")
        self.text("/B", 10.5, MARGIN + 87, self.y - 25, told, colour)
        self.y -= 36
        self.rule(self.y, INK, 1)
        self.y -= 12

    def pictures(self, pictures: Sequence[Picture], rows: Sequence[Row], pages: int) -> None:
        if not pictures:
            return
        room = (INNER - GAP * (len(pictures) - 1)) / len(pictures)
        left = self.y - MARGIN - FOOT - CAPTION - sum(self._height(row) for row in rows)
        most = min(max(left, PICTURE_HIGH[0]), PICTURE_HIGH[1])
        shrunk = min(min(most / each.size[1], room / each.size[0]) for each in pictures)
        x, highest = MARGIN, max(each.size[1] for each in pictures) * shrunk
        for each in pictures:
            wide, high = each.size[0] * shrunk, each.size[1] * shrunk
            self._picture(each, x, self.y - high, wide, high)
            for row in rows:
                for page, box in row.finding.places if row.number else ():
                    if page == each.page:
                        self._ring(row, box, (x, self.y), shrunk, (wide, high))
            label = f"page {each.page} of {pages}" if pages > len(pictures) else f"page {each.page}"
            self.text("/R", 7, x, self.y - high - 9, label, GREY)
            x += wide + GAP
        self.y -= highest + CAPTION

    def _picture(self, picture: Picture, x: float, y: float, wide: float, high: float) -> None:
        name = f"/P{picture.page}"
        self.images[name] = self.pdf.make_stream(
            picture.jpeg, Type=Name.XObject, Subtype=Name.Image, Width=picture.pixels[0], Height=picture.pixels[1],
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        self.add(f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm {name} Do Q")
        self.add(f"{_rgb(RULE)} RG 0.5 w {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re S")

    def _ring(self, row: Row, found: Box, start: tuple[float, float], shrunk: float, size: tuple[float, float]) -> None:
        """Draw a ring round a box in mm, with its number where the ring begins; `start` is the picture's top left."""
        x, top = start
        left, upper, right, lower = (edge / MM * shrunk for edge in found)
        box = _kept_on(Box(left - RING, upper - RING, right + RING, lower + RING), size)
        colour = COLOURS[row.finding.result]
        self.add(f"{_rgb(colour)} RG 1.2 w {_rounded(x + box.left, top - box.bottom, box.width, box.height)} S")
        self._number(row.number, x + box.left, top - box.top, colour)

    def _number(self, number: int, x: float, y: float, colour: Rgb) -> None:
        self.add(f"{_rgb(colour)} rg {_rounded(x - 5, y - 5, 10, 10)} f")
        wide = self.faces["/B"].width(str(number), 7)
        self.text("/B", 7, x - wide / 2, y - 2.4, str(number), (1, 1, 1))

    def table(self, rows: Sequence[Row]) -> None:
        for row in rows:
            high = self._height(row)
            if self.y - high < MARGIN + FOOT:
                self.pages.append([])
                self.y = HIGH - MARGIN
            self._row(row, self.y - LEADING)
            self.y -= high
            self.rule(self.y)

    def _height(self, row: Row) -> float:
        return len(self._lines(row)) * LEADING + PADDING

    def _lines(self, row: Row) -> list[str]:
        return self.faces["/R"].lines(row.finding.detail, SIZE, WIDE - MARGIN - COLUMNS[1])

    def _row(self, row: Row, y: float) -> None:
        """Draw a row whose first line stands on `y`."""
        finding, colour = row.finding, COLOURS[row.finding.result]
        if row.number:
            self._number(row.number, MARGIN + 6, y + 2.8, colour)
        else:
            tick = f"{MARGIN + 3} {y + 3:.2f} m {MARGIN + 5.5} {y:.2f} l {MARGIN + 10} {y + 6:.2f} l S"
            self.add(f"{_rgb(colour)} RG 1.3 w {tick}")
        self.text("/B", SIZE, COLUMNS[0], y, finding.id, INK if finding.result == "pass" else colour)
        for number, line in enumerate(self._lines(row)):
            self.text("/R", SIZE, COLUMNS[1], y - number * LEADING, line)

    def foot(self, sha256: str) -> None:
        lines = self.faces["/R"].lines(f"{CLOSING} handbill {__version__}, file SHA-256 {sha256}", 7, INNER)
        for number, line in enumerate(lines):
            self.text("/R", 7, MARGIN, MARGIN + 9 * (len(lines) - 1 - number) - 12, line, GREY)

    def saved(self, title: str) -> bytes:
        fonts = Dictionary({name: face.embedded(self.pdf) for name, face in self.faces.items()})
        resources = self.pdf.make_indirect(Dictionary(Font=fonts, XObject=self.images))
        for drawn in self.pages:
            self.pdf.add_blank_page(page_size=(WIDE, HIGH))
            page = self.pdf.pages[-1].obj
            page.Contents = self.pdf.make_stream(b"\n".join(drawn))
            page.Resources = resources
        self.pdf.Root.Lang = String("en-GB")
        self.pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.pdf.trailer.Info = self.pdf.make_indirect(Dictionary(Title=String(title), Producer=String(PRODUCER)))
        out = BytesIO()
        self.pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _rgb(colour: Rgb) -> str:
    return " ".join(f"{channel:g}" for channel in colour)


def _kept_on(box: Box, size: tuple[float, float]) -> Box:
    """Return a box on a picture that is neither too small to be seen nor off the picture."""
    grow_x, grow_y = max(LEAST_RING - box.width, 0) / 2, max(LEAST_RING - box.height, 0) / 2
    grown = Box(box.left - grow_x, box.top - grow_y, box.right + grow_x, box.bottom + grow_y)
    left, top = (min(max(start, 0.0), end - LEAST_RING) for start, end in zip(grown[:2], size, strict=True))
    right, bottom = (max(min(end, edge), start + LEAST_RING) for end, edge, start in
                     zip(grown[2:], size, (left, top), strict=True))  # fmt: skip
    return Box(left, top, right, bottom)


def _rounded(x: float, y: float, wide: float, high: float) -> str:
    """Return the path of a rectangle with round corners."""
    return "\n".join(_round_path(x, y, wide, high, min(6.0, wide / 2, high / 2)))


def _round_path(x: float, y: float, wide: float, high: float, radius: float) -> Iterator[str]:
    bend = radius * 0.4477  # from a corner to where a quarter circle's handles end
    right, top = x + wide, y + high
    yield f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l"
    yield f"{right - bend:.2f} {y:.2f} {right:.2f} {y + bend:.2f} {right:.2f} {y + radius:.2f} c"
    yield f"{right:.2f} {top - radius:.2f} l"
    yield f"{right:.2f} {top - bend:.2f} {right - bend:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c"
    yield f"{x + radius:.2f} {top:.2f} l"
    yield f"{x + bend:.2f} {top:.2f} {x:.2f} {top - bend:.2f} {x:.2f} {top - radius:.2f} c"
    yield f"{x:.2f} {y + radius:.2f} l {x:.2f} {y + bend:.2f} {x + bend:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c h"
