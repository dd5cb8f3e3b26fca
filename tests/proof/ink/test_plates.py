"""Our own plates agree with Ghostscript's, whatever a page is painted with."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageChops, ImageStat

from handbill.proof.ink.ghostscript import DPI, separate
from handbill.proof.ink.plates import Plates, any_ink, total_ink
from tests.proof.making import drawn, edited
from tests.proof.pressing import press_file

ROUND = "40 40 220 220 re"  # pt, on a page of 300 by 300
FINER = 3
CLOSE = 3.0  # of 255, on the mean: edges and steps fall a little otherwise
WHOLE = "q 220 0 0 220 40 40 cm /X Do Q"


def ours(data: bytes) -> Image.Image:
    plates = Plates(data, 1)
    try:
        return plates.picture(0, DPI / 25.4)
    finally:
        plates.close()


def made(content: str, **resources: Callable[[Pdf], Any]) -> bytes:
    """Write a page with resources of one name each: `XObject=…` is /X, `Shading=…` is /X and so on."""

    def edit(pdf: Pdf) -> None:
        for kind, make in resources.items():
            pdf.pages[0].obj.Resources[f"/{kind}"] = Dictionary(X=make(pdf))

    return edited(drawn(content, wide=300, high=300), edit)


def assert_alike(data: bytes) -> Image.Image:
    """Compare all plates with Ghostscript's; return ours."""
    (finer,) = by_ghostscript(data, 1)
    return assert_like(finer, ours(data))


def by_ghostscript(data: bytes, pages: int) -> list[Image.Image]:
    """Return the plates of the first pages larger than ours, for it draws no soft edges by itself."""
    finer = separate(data, pages, FINER * DPI)
    assert finer is not None, "Ghostscript is not installed"
    return finer


def assert_like(finer: Image.Image, mine: Image.Image) -> Image.Image:
    theirs = finer.resize(mine.size, Image.Resampling.BOX)
    for name, one, other in zip("CMYK", mine.split(), theirs.split(), strict=True):
        mean = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
        assert mean < CLOSE, f"plate {name} differs by {mean:.1f} of 255"
    return mine


def shares(picture: Image.Image, x: int = 150, y: int = 150) -> tuple[int, ...]:
    """Return the ink, in per cent, of the four plates at a place."""
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return tuple(round(share / 2.55) for share in found)


def function(**entries: Any) -> Dictionary:
    return Dictionary(Domain=[0, 1], **entries)


def sampled(pdf: Pdf) -> Any:
    samples = bytes([0, 255, 0, 0, 255, 0, 128, 51])
    return pdf.make_stream(
        samples, FunctionType=0, Domain=Array([0, 1]), Range=Array([0, 1] * 4), Size=Array([2]), BitsPerSample=8
    )


def calculated(pdf: Pdf) -> Any:
    return pdf.make_stream(
        b"{ dup 0.5 mul exch 1 exch sub 0.25 0 }", FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1] * 4)
    )


def stitched(pdf: Pdf) -> Any:
    halves = [function(FunctionType=2, C0=[0, 0, 0, 1], C1=[1, 0, 0, 0], N=1),
              function(FunctionType=2, C0=[1, 0, 0, 0], C1=[0, 1, 1, 0], N=1)]  # fmt: skip
    return function(FunctionType=3, Functions=Array(halves), Bounds=[0.4], Encode=[0, 1, 0, 1])


def apart(pdf: Pdf) -> Any:
    ends = [(0, 1), (1, 0), (0.5, 0.5), (0, 0.2)]
    return Array([function(FunctionType=2, C0=[start], C1=[end], N=1) for start, end in ends])


def gradient(make: Callable[[Pdf], Any], space: Name = Name.DeviceCMYK) -> Callable[[Pdf], Any]:
    return lambda pdf: Dictionary(
        ShadingType=2, ColorSpace=space, Coords=[40, 0, 260, 0], Function=make(pdf), Extend=Array([True, True])
    )


def image(data: bytes, space: Any, bits: int = 8, side: int = 16, **more: Any) -> Callable[[Pdf], Any]:
    def make(pdf: Pdf) -> Any:
        return pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, ColorSpace=space,
            BitsPerComponent=bits, **more,
        )  # fmt: skip

    return make


def jpeg(pdf: Pdf) -> Any:
    """A JPEG as Pillow writes it, upside down, with the Decode array that says so."""
    out = BytesIO()
    Image.new("CMYK", (16, 16), (200, 20, 100, 50)).save(out, "JPEG", quality=95)
    return pdf.make_stream(
        out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8, Filter=Name.DCTDecode, Decode=Array([1, 0] * 4),
    )  # fmt: skip


def form(content: bytes, **more: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]), **more
    )


def tile(kind: int, content: bytes) -> Callable[[Pdf], Any]:
    return lambda pdf: pdf.make_stream(
        content, Type=Name.Pattern, PatternType=1, PaintType=kind, TilingType=1, BBox=Array([0, 0, 20, 20]),
        XStep=20, YStep=20, Resources=Dictionary(),
    )  # fmt: skip


def separation(name: Name) -> Callable[[Pdf], Any]:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    return lambda pdf: Array([Name.Separation, name, Name.DeviceCMYK, tint])


def state(**entries: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: Dictionary(Type=Name.ExtGState, **entries)


def soft(pdf: Pdf) -> Any:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(b"0.5 g 0 0 300 300 re f", Group=group)(pdf)
    return Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=mask))


STEPS = bytes(range(256))
CMYK_STEPS = b"".join(bytes([step, 255 - step, 0, step // 4]) for step in range(256))
PALETTE = Array(
    [Name.Indexed, Name.DeviceCMYK, 3, String(bytes([0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 255]))]
)
UNCOLOURED = Array([Name.Pattern, Name.DeviceCMYK])
BASE = "1 0 0 0 k 0 0 300 300 re f "

PAGES: dict[str, bytes] = {
    "a fill": made(f"0.2 0.4 0.6 0.1 k {ROUND} f"),
    "a stroke": made("0 1 0 0 K 30 w 50 50 m 250 250 l S"),
    "a fill with a stroke": made(f"1 0 0 0 k 0 0 1 0 K 20 w {ROUND} B"),
    "grey": made(f"0.25 g {ROUND} f"),
    "what goes before and after q": made(f"0 1 0 0 k q 1 0 0 0 k {ROUND} f Q 0 0 300 30 re f"),
    "a gradient of two ends": made(
        "/X sh", Shading=gradient(lambda pdf: function(FunctionType=2, C0=[0, 0, 0, 0], C1=[1, 0.5, 0, 0.2], N=1))
    ),
    "a gradient of samples": made("/X sh", Shading=gradient(sampled)),
    "a gradient that is calculated": made("/X sh", Shading=gradient(calculated)),
    "a gradient of parts": made("/X sh", Shading=gradient(stitched)),
    "a gradient with a function for each ink": made("/X sh", Shading=gradient(apart)),
    "a grey gradient on a colour": made(
        f"{BASE} /X sh", Shading=gradient(lambda pdf: function(FunctionType=2, C0=[1], C1=[0.2], N=1), Name.DeviceGray)
    ),
    "a gradient as a pattern": made(
        f"/Pattern cs /X scn {ROUND} f",
        Pattern=lambda pdf: Dictionary(PatternType=2, Shading=gradient(stitched)(pdf)),
    ),
    "a picture in grey": made(WHOLE, XObject=image(STEPS, Name.DeviceGray)),
    "a picture of 1 bit": made(WHOLE, XObject=image(bytes([0b11001010, 0b00110101] * 16), Name.DeviceGray, 1)),
    "a picture of 2 bits": made(WHOLE, XObject=image(bytes([0b00011011] * 64), Name.DeviceGray, 2)),
    "a picture of 4 bits": made(WHOLE, XObject=image(bytes([0x1F, 0x7A] * 64), Name.DeviceGray, 4)),
    "a picture of 16 bits": made(WHOLE, XObject=image(b"".join(bytes([s, s]) for s in STEPS), Name.DeviceGray, 16)),
    "a picture in CMYK": made(WHOLE, XObject=image(CMYK_STEPS, Name.DeviceCMYK)),
    "a picture upside down": made(WHOLE, XObject=image(CMYK_STEPS, Name.DeviceCMYK, Decode=Array([1, 0] * 4))),
    "a picture of a palette": made(WHOLE, XObject=image(bytes([0, 1, 2, 3] * 64), PALETTE)),
    "a picture of a palette of 2 bits": made(WHOLE, XObject=image(bytes([0b00011011] * 64), PALETTE, 2)),
    "a JPEG": made(WHOLE, XObject=jpeg),
    "a stencil": made(
        f"0 0.7 0 0.3 k {WHOLE}",
        XObject=lambda pdf: pdf.make_stream(
            bytes([0b10101010] * 32), Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ImageMask=True,
            BitsPerComponent=1,
        ),
    ),
    "an inline picture": made(
        "q 220 0 0 220 40 40 cm BI /W 2 /H 2 /CS /CMYK /BPC 8 /F /AHx ID FF000000 00FF0000 0000FF00 000000FF > EI Q"
    ),
    "a form in the colour round it": made("0 0.5 1 0 k /X Do", XObject=form(f"{ROUND} f".encode())),
    "a form twice, in two colours": made(
        "0 1 0 0 k /X Do 1 0 0 0 k q 0.3 0 0 0.3 0 0 cm /X Do Q", XObject=form(f"{ROUND} f".encode())
    ),
    "a coloured pattern": made(
        f"/Pattern cs /X scn {ROUND} f", Pattern=tile(1, b"1 0 0 0 k 0 0 10 10 re f 0 1 0 0 k 10 10 10 10 re f")
    ),
    "black that overprints": made(
        f"{BASE} /X gs 0 0 0 1 k {ROUND} f", ExtGState=state(OP=True, op=True, OPM=1)
    ),
    "grey that cannot overprint": made(f"{BASE} /X gs 0.2 g {ROUND} f", ExtGState=state(OP=True, op=True, OPM=1)),
    "black that overprints in the old mode": made(
        f"{BASE} /X gs 0 0 0 1 k {ROUND} f", ExtGState=state(OP=True, op=True, OPM=0)
    ),
    "the colour of crop marks": made(f"/X cs 1 scn {ROUND} f", ColorSpace=separation(Name.All)),
    "a separation of black": made(f"{BASE} /X cs 0.6 scn {ROUND} f", ColorSpace=separation(Name.Black)),
    "something half opaque": made(f"{BASE} /X gs 0 1 0 0 k {ROUND} f", ExtGState=state(ca=0.5)),
    "something behind a soft mask": made(f"{BASE} /X gs 0 1 0 0 k {ROUND} f", ExtGState=soft),
    "a sheet turned": edited(made("0 0 1 0 k 40 40 99 220 re f"), lambda pdf: pdf.pages[0].obj.update({"/Rotate": 90})),
}  # fmt: skip


@pytest.fixture(scope="module")
def finer() -> dict[str, Image.Image]:
    """Ghostscript's plates of all pages; it is started once for them."""
    together = pikepdf.new()
    for data in PAGES.values():
        with pikepdf.open(BytesIO(data)) as each:
            together.pages.extend(each.pages)
    out = BytesIO()
    together.save(out)
    return dict(zip(PAGES, by_ghostscript(out.getvalue(), len(PAGES)), strict=True))


@pytest.mark.parametrize("name", PAGES)
def test_our_plates_agree_with_ghostscripts(name: str, finer: dict[str, Image.Image]) -> None:
    picture = assert_like(finer[name], ours(PAGES[name]))
    assert any_ink(picture).getbbox(), "nothing was drawn"


def test_a_whole_leaflet_agrees_with_ghostscript() -> None:
    assert_alike(press_file())


def test_an_uncoloured_pattern_has_the_colour_that_it_is_given() -> None:
    """Ghostscript draws the edges of such tiles a little otherwise, so one place is looked at."""
    data = made(f"/Uncoloured cs 0 0.4 0 0 /X scn {ROUND} f", Pattern=tile(2, b"0 0 20 20 re f"))

    def name_space(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Uncoloured=UNCOLOURED)

    assert shares(ours(edited(data, name_space))) == (0, 40, 0, 0)


def test_a_spot_colour_is_on_none_of_the_four_plates() -> None:
    data = made(f"{BASE} /X cs 1 scn {ROUND} f", ColorSpace=separation(Name("/Gold")))
    assert shares(ours(data)) == (0, 0, 0, 0), "it makes a hole in them"


def test_total_ink_counts_all_plates() -> None:
    picture = Image.new("CMYK", (1, 1), (255, 128, 0, 64))
    assert total_ink(picture).getpixel((0, 0)) == pytest.approx((255 + 128 + 0 + 64) / 4, abs=1)


def test_what_cannot_be_taken_apart_is_told() -> None:
    data = made("/X sh", Shading=gradient(lambda pdf: function(FunctionType=2, C0=[1, 1, 1], C1=[1, 0, 0], N=1)))
    plates = Plates(data, 1)
    plates.close()
    assert plates.unread == ("a gradient cannot be taken apart: a function gives 3 numbers",)


def test_a_broken_picture_is_told_and_the_rest_drawn() -> None:
    data = made(f"0 1 0 0 k 0 0 300 30 re f {WHOLE}", XObject=image(b"too short", Name.DeviceCMYK))
    plates = Plates(data, 1)
    picture = plates.picture(0, DPI / 25.4)
    plates.close()
    assert plates.unread == ("a picture cannot be read: the picture is cut short",)
    assert shares(picture, 150, 290) == (0, 100, 0, 0)


def test_a_form_that_paints_itself_ends() -> None:
    def knot(pdf: Pdf) -> None:
        self = pdf.pages[0].obj.Resources.XObject.X
        assert isinstance(self, Stream)
        self.Resources = Dictionary(XObject=Dictionary(X=self))

    data = edited(made("0 1 0 0 k /X Do", XObject=form(f"{ROUND} f /X Do".encode())), knot)
    assert shares(ours(data)) == (0, 100, 0, 0)


def test_the_whole_sheet_is_shown_even_where_a_crop_box_hides_it() -> None:
    data = drawn("1 0 0 0 k 0 0 300 300 re f", wide=300, high=300, CropBox=pikepdf.Array([100, 100, 200, 200]))
    assert ours(data).size == (300, 300)
