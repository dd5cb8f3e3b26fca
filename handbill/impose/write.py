"""Writes planned sheets as a PDF. Every page is stored once, as a form, however often it is placed.

Forms take the page as it is: vectors, fonts, colour spaces and overprint stay; the output intents and
layers of the file are copied. Annotations, tags, scripts and dates are left behind: what comes out is for
paper. The same pages and plan give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from handbill.errors import HandbillError
from handbill.impose.geometry import Box
from handbill.impose.sheets import Label, Line, Placement, Plan, Sheet, Side
from handbill.impose.source import Page, Source
from handbill.lettering import Typeface, cut_down, embedded, width
from handbill.units import PT_PER_MM

HAIRLINE: Final = 0.25
DASHES: Final = (3, 2)
"""pt: the width of marks, and the dashes of a fold."""
COPIED: Final = ("/OutputIntents", "/OCProperties", "/Lang")
DUPLEX: Final = {"long": Name.DuplexFlipLongEdge, "short": Name.DuplexFlipShortEdge, "none": Name.Simplex}


def write(plan: Plan, source: Source | None = None) -> bytes:
    """Return the sheets of a plan as a PDF; `source` is what their pages come from. Raises HandbillError."""
    pdf = pikepdf.new()
    sides = [side for sheet in plan.sheets for side in sheet.sides]
    forms, marks = _Forms(pdf, source, sides), _Marks(pdf, source, sides)
    try:
        for sheet in plan.sheets:
            for side in sheet.sides:
                _add(pdf, sheet, side, forms, marks)
        if source:
            _copy(pdf, source)
        pdf.Root.ViewerPreferences = Dictionary(
            PrintScaling=Name("/None"), Duplex=DUPLEX[plan.duplex], DisplayDocTitle="/Title" in pdf.docinfo
        )
        file = BytesIO()
        pdf.save(
            file,
            min_version=max("1.6", source.pdf.pdf_version if source else ""),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    except pikepdf.PdfError:
        raise HandbillError("the file is broken: what its pages show cannot be read") from None
    return file.getvalue()


class _Forms:
    """The pages of the source as forms, each made when it is first placed."""

    def __init__(self, pdf: pikepdf.Pdf, source: Source | None, sides: list[Side]) -> None:
        self.pdf, self.source = pdf, source
        placed = [each for side in sides for each in side.placements]
        self.with_bleed = any(each.clip.within(each.trim) != each.clip for each in placed)
        self.made: dict[int, pikepdf.Object] = {}

    def page(self, number: int) -> Page:
        assert self.source is not None, "a plan that places pages is written with their source"
        return self.source.pages[number - 1]

    def form(self, number: int) -> pikepdf.Object:
        if number not in self.made:
            self.made[number] = self._form(self.page(number))
        return self.made[number]

    def _form(self, page: Page) -> pikepdf.Object:
        found = page.page
        found.contents_coalesce()
        content = found.obj.get("/Contents")
        form = pikepdf.Stream(self.pdf, content.read_bytes() if isinstance(content, pikepdf.Stream) else b"")
        box = page.bleed if self.with_bleed else page.trim
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, _array(box)
        form.Resources = self._taken(found.get_resources() or Dictionary())
        if "/Group" in found.obj:
            form.Group = self._taken(found.obj.Group)
        return form

    def _taken(self, found: pikepdf.Object) -> pikepdf.Object:
        assert self.source is not None
        return self.pdf.copy_foreign(found if found.is_indirect else self.source.pdf.make_indirect(found))


class _Marks:
    """What is drawn beside pages: its colour, and the font of the labels. Both are there only where they are used."""

    def __init__(self, pdf: pikepdf.Pdf, source: Source | None, sides: list[Side]) -> None:
        self.ink = _ink(pdf, source)
        text = "".join(sorted({character for side in sides for label in side.labels for character in label.text}))
        self.font = cut_down(text) if text else None
        self.embedded = embedded(pdf, self.font) if self.font else None

    def draw(self, side: Side, resources: Dictionary) -> str:
        """Return the operators that draw the lines and labels of a side, and enter what they use."""
        drawn = ["q", "0 G 0 g"]
        if self.ink is not None:
            resources.ColorSpace = Dictionary(Marks=self.ink)
            drawn = ["q", "/Marks CS 1 SCN /Marks cs 1 scn"]
        drawn += [f"{HAIRLINE} w", *(_line(line) for line in side.lines)]
        if side.labels and self.font:
            resources.Font = Dictionary(Labels=self.embedded)
            drawn += [_label(label, self.font) for label in side.labels]
        return "\n".join([*drawn, "Q"])


def _add(pdf: pikepdf.Pdf, sheet: Sheet, side: Side, forms: _Forms, marks: _Marks) -> None:
    media = _array(_points(Box.of(sheet.size)))
    resources = Dictionary()
    shown = [(each, each.page) for each in side.placements if each.page is not None]
    if shown:
        resources.XObject = Dictionary({f"/P{number}": forms.form(number) for _, number in shown})
    drawn = [_placed(each, number, forms.page(number)) for each, number in shown]
    if side.lines or side.labels:
        drawn.append(marks.draw(side, resources))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=media,
        TrimBox=media,
        Resources=resources,
        Contents=pikepdf.Stream(pdf, "\n".join(drawn).encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _placed(placement: Placement, number: int, page: Page) -> str:
    clip = _points(placement.clip)
    matrix = _numbers(*_matrix(placement, page))
    rectangle = _numbers(clip.left, clip.bottom, clip.size.width, clip.size.height)
    return f"q\n{rectangle} re W n\n{matrix} cm\n/P{number} Do\nQ"


def _matrix(placement: Placement, page: Page) -> tuple[float, ...]:
    """Return the matrix from a page's own units to the sheet's points: trim box onto trim box, centre onto centre."""
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[(placement.rotation - page.turn) % 360]
    scale = placement.scale * page.unit
    a, b, c, d = cos * scale, sin * scale, -sin * scale, cos * scale
    (x, y), (to_x, to_y) = page.trim.centre, placement.trim.centre
    return a, b, c, d, to_x * PT_PER_MM - a * x - c * y, to_y * PT_PER_MM - b * x - d * y


def _line(line: Line) -> str:
    dash = f"[{_numbers(*DASHES)}] 0 d" if line.dashed else "[] 0 d"
    (x1, y1), (x2, y2) = line.start, line.end
    start, end = _numbers(x1 * PT_PER_MM, y1 * PT_PER_MM), _numbers(x2 * PT_PER_MM, y2 * PT_PER_MM)
    return f"{dash} {start} m {end} l S"


def _label(label: Label, font: Typeface) -> str:
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[label.rotation]
    back = width(label.text, label.size) / 2 if label.align == "centre" else 0.0
    x, y = label.x - back * cos, label.y - back * sin
    matrix = _numbers(cos, sin, -sin, cos, x * PT_PER_MM, y * PT_PER_MM)
    return f"BT /Labels {_numbers(label.size)} Tf {matrix} Tm <{font.shown(label.text)}> Tj ET"


def _ink(pdf: pikepdf.Pdf, source: Source | None) -> pikepdf.Object | None:
    """Return the colour of marks for a press, which is on all plates; None, plain black, for an office printer."""
    intents = source.pdf.Root.get("/OutputIntents", ()) if source else ()
    press = next((each for each in intents if each.get("/S") == Name.GTS_PDFX), None)
    if press is None:
        return None
    profile = press.get("/DestOutputProfile")
    four = profile is None or profile.get("/N", 4) == 4
    none, full = ([0, 0, 0, 0], [1, 1, 1, 1]) if four else ([1], [0])
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=none, C1=full, N=1)
    shown_as = Name.DeviceCMYK if four else Name.DeviceGray
    return pdf.make_indirect(Array([Name.Separation, Name.All, shown_as, tint]))


def _copy(pdf: pikepdf.Pdf, source: Source) -> None:
    """Take over what the whole file says of its colours, layers, language and title."""
    root = source.pdf.Root
    for key in COPIED:
        if key in root:
            value = root[key]
            is_plain = isinstance(value, pikepdf.String)
            pdf.Root[key] = value if is_plain else pdf.copy_foreign(source.pdf.make_indirect(value))
    title = source.pdf.docinfo.get("/Title") if "/Info" in source.pdf.trailer else None
    if isinstance(title, pikepdf.String):
        pdf.docinfo["/Title"] = title


def _points(box: Box) -> Box:
    return Box(box.left * PT_PER_MM, box.bottom * PT_PER_MM, box.right * PT_PER_MM, box.top * PT_PER_MM)


def _array(box: Box) -> Array:
    return Array([round(edge, 4) for edge in (box.left, box.bottom, box.right, box.top)])


def _numbers(*values: float) -> str:
    """Write numbers as a PDF wants them: four decimals are 35 nm, no exponents, no negative zero.

    >>> _numbers(1, -0.00001, 12.5)
    '1 0 12.5'
    """
    return " ".join(f"{round(value, 4) or 0:.4f}".rstrip("0").rstrip(".") for value in values)
