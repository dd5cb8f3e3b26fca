"""Faults in what a press file is painted with: what is no ink, too much ink, or ink on the wrong plates."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageCms

from tests.proof.faults.fault import Fault, draw, drawn, form, page, picture, press
from tests.proof.making import code
from tests.proof.pressing import photo

RED = bytes((200, 30, 40))
SIDE = 240  # px, printed 20 mm wide: 305 ppi
SQUARE = "170 20 57 57 re"  # pt; a place where the leaflet is white
SHOW = f"q {SQUARE} W n 57 0 0 57 170 20 cm /Pic Do Q"
ON_THE_GROUND = 1  # the second text that the first page shows: black on the brand colour


def painted(says: str, check: str, before: str, *also: str, **resources: Any) -> Fault:
    """Return a fault made by operators put before a line of text."""

    def edit(pdf: Pdf) -> None:
        draw(pdf, "", resources)
        steps = list(pikepdf.parse_content_stream(pdf.pages[0]))
        shown = [place for place, step in enumerate(steps) if str(step.operator) == "TJ"]
        extra = list(pikepdf.parse_content_stream(pdf.make_stream(before.encode())))
        steps[shown[ON_THE_GROUND] : shown[ON_THE_GROUND]] = extra
        pdf.pages[0].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))

    return press(says, check, edit, *also)


def icc(pdf: Pdf) -> Array:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, pdf.make_stream(profile, N=3)])


def indexed(pdf: Pdf) -> Array:
    return Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes((255, 255, 255)) + RED)])


def tile(content: str) -> Any:
    return form(
        content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=20, YStep=20, Resources=Dictionary()
    )


def axial(space: Name, start: list[float], end: list[float]) -> Any:
    def make(pdf: Pdf) -> Any:
        blend = Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(start), C1=Array(end), N=1)
        return Dictionary(
            ShadingType=2, ColorSpace=space, Coords=[170, 0, 227, 0], Function=blend, Extend=Array([True, True])
        )

    return make


def masked(pdf: Pdf) -> Any:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form("1 0 0 rg 0 0 400 400 re f", Group=group, Resources=Dictionary())(pdf)
    return Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=mask))


def letters(pdf: Pdf) -> Any:
    square = pdf.make_stream(b"750 0 d0 0 0.3 0.6 rg 0 0 700 700 re f")
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary({"/square": square}), Encoding=Dictionary(Differences=Array([97, Name.square])),
        FirstChar=97, LastChar=97, Widths=[750], Resources=Dictionary(),
    )  # fmt: skip


def opaque_rgb_group(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    content = f"0 1 0 0 k {SQUARE} f"
    draw(pdf, "/Group Do", {"XObject": {"/Group": form(content, Group=group, Resources=Dictionary())}})


def see_through(pdf: Pdf) -> None:
    state = Dictionary(Type=Name.ExtGState, ca=0.5)
    draw(pdf, f"/Half gs 0 1 0 0 k {SQUARE} f", {"ExtGState": {"/Half": state}})
    pdf.trailer.Info.GTS_PDFXVersion = "PDF/X-3:2003"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-3:2003"


def spot(name: str) -> Any:
    def make(pdf: Pdf) -> Any:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1)
        return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])

    return make


def jpeg(pdf: Pdf) -> Any:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (SIDE, SIDE), tuple(RED)).save(out, "JPEG")
    return pdf.make_stream(
        out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=SIDE, Height=SIDE,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip


def four_colour_code(pdf: Pdf) -> None:
    """Paint the code with all four inks, as a program does that turns RGB black into CMYK by a profile."""
    steps = list(pikepdf.parse_content_stream(pdf.pages[0]))
    starts = [place for place, step in enumerate(steps) if str(step.operator) == "k"]
    code_starts = max(starts, key=lambda place: _next(starts, place, len(steps)) - place)
    steps[code_starts] = pikepdf.parse_content_stream(pdf.make_stream(b"0.6 0.5 0.5 0.9 k"))[0]
    pdf.pages[0].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def overprinting_headline(pdf: Pdf) -> None:
    """Let the first text overprint, as a program does that sets overprinting for all text."""
    draw(pdf, "", {"ExtGState": OVER})
    steps = list(pikepdf.parse_content_stream(pdf.pages[0]))
    first = next(place for place, step in enumerate(steps) if str(step.operator) == "TJ")
    steps[first:first] = list(pikepdf.parse_content_stream(pdf.make_stream(b"/Over gs")))
    pdf.pages[0].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def _next(places: list[int], place: int, end: int) -> int:
    return min((each for each in places if each > place), default=end)


RGB_PICTURE = {"/Pic": picture(RED * SIDE**2, Name.DeviceRGB, SIDE)}
SOFT = picture(bytes(range(240)) * SIDE, Name.DeviceGray, SIDE)
RGBA_PICTURE = {"/Pic": picture(RED * SIDE**2, Name.DeviceRGB, SIDE, SMask=SOFT)}
ONE_BIT = {"/Pic": picture(bytes([0b10110010]) * (SIDE * SIDE // 8), indexed, SIDE, bits=1)}
RGB_FORM = {"/Fm": form(f"0 0.4 0.2 rg {SQUARE} f", Resources=Dictionary())}
WRAPPED = {"/Outer": form("/Fm Do", Resources=lambda pdf: Dictionary(XObject=Dictionary(Fm=RGB_FORM["/Fm"](pdf))))}
CAL_RGB = Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])])
LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
TO_RED = axial(Name.DeviceRGB, [1, 1, 1], [1, 0, 0])
THREE_OF_FOUR = axial(Name.DeviceCMYK, [1, 1, 1], [1, 0, 0])
OVER = {"/Over": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)}
LETTER = "BT /T3 50 Tf 170 20 Td (a) Tj ET"
INLINE = "q 57 0 0 57 170 20 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID abcdefghijkl EI Q"

FAULTS = (
    painted("Black text in DeviceRGB", "colours", "0 0 0 rg"),
    painted("Text in the blue of a browser's links", "colours", "0 0 0.933 rg"),
    painted("Text in an ICC-based RGB", "colours", "/Screen cs 0 0 0 sc", ColorSpace={"/Screen": icc}),
    drawn("RGB in a form", "colours", "/Fm Do", XObject=RGB_FORM),
    drawn("RGB in a form in a form", "colours", "/Outer Do", XObject=WRAPPED),
    drawn(
        "RGB in a tiling pattern", "colours", f"/Pattern cs /Tile scn {SQUARE} f",
        Pattern={"/Tile": tile("1 0.8 0 rg 0 0 10 10 re f")},
    ),
    drawn("A gradient in RGB", "colours", f"q {SQUARE} W n /Sh sh Q", Shading={"/Sh": TO_RED}),
    drawn(
        "A gradient in CMYK of three numbers", "colours", f"q {SQUARE} W n /Sh sh Q", Shading={"/Sh": THREE_OF_FOUR}
    ),
    drawn("RGB in a soft mask", "colours", f"/Soft gs 0 1 0 0 k {SQUARE} f", ExtGState={"/Soft": masked}),
    drawn("A picture in RGB", "colours", SHOW, XObject=RGB_PICTURE),
    drawn("A JPEG in RGB", "colours", SHOW, XObject={"/Pic": jpeg}),
    drawn("A picture in RGB with a soft edge", "colours", SHOW, XObject=RGBA_PICTURE),
    drawn("A picture of one bit whose two colours are RGB", "colours", SHOW, XObject=ONE_BIT),
    drawn("An inline picture in RGB", "colours", INLINE),
    drawn("A letter drawn in RGB", "colours", LETTER, "fonts", "text", Font={"/T3": letters}),
    drawn("A colour in CalRGB", "colours", f"/Cal cs 1 0 0 sc {SQUARE} f", ColorSpace={"/Cal": CAL_RGB}),
    drawn("A colour in Lab", "colours", f"/Lab cs 50 40 20 sc {SQUARE} f", ColorSpace={"/Lab": LAB}),
    drawn("A line in RGB", "colours", "1 0 0 RG 1 w 170 40 m 227 40 l S"),
    drawn("A spot colour", "plates", f"/Spot cs 1 scn {SQUARE} f", ColorSpace={"/Spot": spot("PANTONE 186 C")}),
    press("A transparency group in RGB", "transparency", opaque_rgb_group),
    press("Transparency in a file that claims PDF/X-3", "transparency", see_through, "intent"),
    drawn("400 % of ink", "ink", f"1 1 1 1 k {SQUARE} f"),
    drawn(
        "Two colours that overprint each other to 360 %", "ink",
        f"0.9 0.9 0 0 k {SQUARE} f /Over gs 0 0 0.9 0.9 k {SQUARE} f",
        ExtGState=OVER,
    ),
    painted("Small text in black of four inks", "black", "0.6 0.5 0.5 1 k"),
    painted("Text in the colour of crop marks", "black", "/HbAll cs 1 scn", "ink"),
    painted("Black text that does not overprint", "black", "/HbKnockout gs"),
    painted("Text in a dark grey of four inks", "black", "0.62 0.54 0.53 0.5 k", "fit"),
    drawn("A white line that overprints", "black", "/Over gs 0 0 0 0 K 3 w 30 340 m 200 340 l S", ExtGState=OVER),
    drawn("A white shape that overprints", "black", "/Over gs 0 0 0 0 k 30 320 40 20 re f", ExtGState=OVER),
    press("A white headline that overprints", "black", overprinting_headline),
    drawn("A white line in a form that is painted while overprinting is on", "black", "/Over gs /White Do",
          ExtGState=OVER, XObject={"/White": form("0 0 0 0 K 3 w 30 340 m 200 340 l S", Resources=Dictionary())}),
    press("A code in four colours", "black", four_colour_code),
    page("A code in white on black", "qr", code=code(dark="#fff", light="#000")),
    page("A picture of 51 ppi", "images", photo=photo(60)),
)  # fmt: skip
