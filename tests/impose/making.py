"""PDFs to be imposed: each page has a number, set in an embedded font, and squares strewn about as on no other page."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

PT = 72 / 25.4
FONT = Path(__file__).parents[2] / "handbill/fonts/source-sans-3/SourceSans3_700Bold.ttf"
FAMILY = "TESTAB+SourceSans3-Bold"


def document(
    sizes: Sequence[tuple[float, float]],
    *,
    bleed: float = 0,
    slug: float = 0,
    turn: int = 0,
    unit: float = 1,
    inherited: bool = False,
    intent: bool = False,
    corner: tuple[float, float] = (0, 0),
) -> bytes:
    """Return a PDF with a page for each size (mm, as it is seen).

    `bleed` mm of colour and `slug` mm of black lie around the trim. `turn` is /Rotate, `unit` is
    /UserUnit, `corner` (pt) is where the boxes begin. `inherited` leaves boxes and resources to the
    page tree; `intent` makes the file look like one for a press.
    """
    pdf = pikepdf.new()
    font = _font(pdf)
    for number, (width, height) in enumerate(sizes, 1):
        if turn in (90, 270):
            width, height = height, width
        _page(pdf, font, number, (width, height), bleed, slug, unit, corner)
        pdf.pages[-1].obj.Rotate = turn
    if inherited:
        _inherit(pdf)
    if intent:
        profile = pikepdf.Stream(pdf, b"not a profile, but nobody looks", N=4)
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier="FOGRA39",
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
    pdf.docinfo["/Title"] = "A test"
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _page(
    pdf: pikepdf.Pdf,
    font: pikepdf.Object,
    number: int,
    size: tuple[float, float],
    bleed: float,
    slug: float,
    unit: float,
    corner: tuple[float, float],
) -> None:
    def box(more: float) -> Array:
        scale = PT / unit
        x, y = corner
        return Array([x - more * scale, y - more * scale, x + (size[0] + more) * scale, y + (size[1] + more) * scale])

    page = Dictionary(
        Type=Name.Page,
        MediaBox=box(bleed + slug),
        BleedBox=box(bleed),
        TrimBox=box(0),
        Resources=Dictionary(Font=Dictionary(F=font)),
        Contents=pikepdf.Stream(pdf, _content(number, size, bleed, slug, unit, corner)),
    )
    if unit != 1:
        page.UserUnit = unit
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _content(
    number: int, size: tuple[float, float], bleed: float, slug: float, unit: float, corner: tuple[float, float]
) -> bytes:
    """Draw in mm: slug, bleed, white ground, number and squares."""
    chance = random.Random(number)
    width, height = size
    scale = PT / unit
    lines = [f"q {scale:.6f} 0 0 {scale:.6f} {corner[0]} {corner[1]} cm"]
    if slug:
        lines.append(
            f"0 g {-bleed - slug} {-bleed - slug} {width + 2 * (bleed + slug)} {height + 2 * (bleed + slug)} re f"
        )
    if bleed:
        lines.append(f"1 0.5 0 rg {-bleed} {-bleed} {width + 2 * bleed} {height + 2 * bleed} re f")
    lines.append(f"0.9 g 0 0 {width} {height} re f 1 g 2 2 {width - 4} {height - 4} re f")
    lines.append(f"0.2 0.2 0.6 rg BT /F {height / 3:.3f} Tf {width * 0.2:.3f} {height * 0.4:.3f} Td ({number}) Tj ET")
    for x, y in ((6, 6), (width - 9, 6), (6, height - 9), (width - 9, height - 9)):
        lines.append(f"0 g {x} {y} 3 3 re f")  # so that no corner is empty
    for _ in range(40):
        side = chance.uniform(2, 6)
        x, y = chance.uniform(3, width - side - 3), chance.uniform(3, height - side - 3)
        lines.append(f"{chance.choice((0, 0.3, 0.6))} g {x:.3f} {y:.3f} {side:.3f} {side:.3f} re f")
    return "\n".join([*lines, "Q"]).encode()


def _inherit(pdf: pikepdf.Pdf) -> None:
    """Move what pages may inherit to the page tree."""
    first = pdf.pages[0].obj
    for key in ("/MediaBox", "/Resources", "/Rotate"):
        pdf.Root.Pages[key] = first[key]
        for page in pdf.pages:
            del page.obj[key]


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    data, widths = _digits()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FAMILY}"),
        Flags=32,
        FontBBox=[-500, -300, 1500, 1000],
        ItalicAngle=0,
        Ascent=900,
        Descent=-250,
        CapHeight=650,
        StemV=120,
        FontFile2=pdf.make_indirect(pikepdf.Stream(pdf, data)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(f"/{FAMILY}"),
            FirstChar=48,
            LastChar=57,
            Widths=list(widths),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


@cache
def _digits() -> tuple[bytes, tuple[int, ...]]:
    font = TTFont(FONT)
    cutter = subset.Subsetter(subset.Options(recalc_timestamp=False, drop_tables=["GSUB", "GPOS", "GDEF"]))
    cutter.populate(text="0123456789")
    cutter.subset(font)
    file = io.BytesIO()
    font.save(file)
    names = font.getBestCmap()
    units = font["head"].unitsPerEm
    return file.getvalue(), tuple(round(font["hmtx"][names[code]][0] * 1000 / units) for code in range(48, 58))
