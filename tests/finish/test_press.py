"""The press edition, read back from its bytes: boxes, plates, overprint, output intent, metadata."""

from __future__ import annotations

import base64
import io
import subprocess
import uuid
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handbill import shipped
from handbill.finish.colours import BLACK, Colours, Profile, rgb_of
from handbill.finish.content import NoInk
from handbill.finish.press import MARGIN, Press, finish, fitting
from handbill.proof.opened import Opened
from handbill.proof.wording import squeezed
from tests.proof.making import drawn, edited, typeset

PROFILE = Profile(shipped.PACKAGE / "profiles/ISOcoated_v2_300_bas.icc")
INK, BRAND = "#141b2d", "#c8102e"
AROUND = MARGIN + 3  # mm from the edge of the sheet to the trim

HTML = """<html lang="en"><title>A flyer</title><style>
@page {{ size: A5; bleed: 3mm; margin: 0 }}
body {{ margin: 0; font: 12pt 'Source Sans 3'; color: {INK} }}
.ground {{ position: absolute; left: -3mm; top: -3mm; width: 154mm; height: 83mm; background: {BRAND}; color: #fff }}
.on {{ position: absolute; left: 20mm; top: 60mm; color: {INK} }}
</style><div class="ground"></div><p class="on">Black on a colour</p>
<p style="margin: 90mm 10mm 0">Black text <a href="https://a.example">a link</a></p>{more}</html>"""
CODE = """<svg width="60" height="60" viewBox="0 0 10 10"><rect width="10" height="10" fill="#ffffff"/>
<path d="M1 1h3v3h-3zM5 5h3v3h-3z" fill="#000000"/></svg>"""


@cache
def page(more: str = "") -> bytes:
    return typeset(HTML.format(INK=INK, BRAND=BRAND, more=more))


def pressed(more: str = "", *, marks: bool = True) -> bytes:
    return finish(page(more), Press((148, 210), 3, marks, "A flyer", "2026-11-01T00:00:00+00:00"), inks())


def inks() -> Colours:
    return Colours(PROFILE, {rgb_of(INK): BLACK, rgb_of(BRAND): (0, 1, 0.8, 0.1)})


@pytest.fixture(scope="module")
def plates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """The plates of a pressed page with a code, at 100 dpi, as Ghostscript separates them."""
    return separated(pressed(CODE), tmp_path_factory.mktemp("plates"))


def separated(pdf: bytes, folder: Path) -> dict[str, Image.Image]:
    (plates,) = separations([pdf], folder)
    return plates


def separations(files: Sequence[bytes], folder: Path) -> Iterator[dict[str, Image.Image]]:
    """Yield the plates of each file, which has one page."""
    names = [f"{number}.pdf" for number in range(1, len(files) + 1)]
    for name, data in zip(names, files, strict=True):
        (folder / name).write_bytes(data)
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r100", "-sOutputFile=%d.tif"]
    subprocess.run([*command, *names], cwd=folder, check=True)
    for number in range(1, len(files) + 1):
        paths = folder.glob(f"{number}(*).tif")
        yield {path.stem.partition("(")[2][:-1]: Image.open(path).copy() for path in paths}


def share(plate: Image.Image, x: float, y: float) -> float:
    """Return how much ink, 0 to 1, a plate has at a place in mm from the trim's top left."""
    left, top = round((x + AROUND) / 25.4 * 100), round((y + AROUND) / 25.4 * 100)
    return most(plate.crop((left, top, left + 1, top + 1)))


def part(plate: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Return a part of a plate, in mm from the trim's top left."""
    edges = [round((edge + AROUND) / 25.4 * 100) for edge in (left, top, right, bottom)]
    return plate.crop((edges[0], edges[1], edges[2], edges[3]))


def most(plate: Image.Image) -> float:
    """Return the most ink, 0 to 1, that a plate has anywhere."""
    return 1 - min(plate.tobytes()) / 255


def least(plate: Image.Image) -> float:
    """Return the least ink, 0 to 1, that a plate has anywhere."""
    return 1 - max(plate.tobytes()) / 255


def test_boxes_nest_and_begin_at_nothing() -> None:
    with pikepdf.open(io.BytesIO(pressed())) as pdf:
        media, bleed, trim = (
            [round(float(edge) / 72 * 25.4, 2) for edge in pdf.pages[0].obj[name]]
            for name in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
    assert trim == [AROUND, AROUND, AROUND + 148, AROUND + 210]
    assert bleed == [AROUND - 3, AROUND - 3, AROUND + 151, AROUND + 213]
    assert media == [0, 0, 148 + 2 * AROUND, 210 + 2 * AROUND]


def test_without_marks_the_sheet_ends_at_the_bleed() -> None:
    with pikepdf.open(io.BytesIO(pressed(marks=False))) as pdf:
        assert pdf.pages[0].mediabox == pdf.pages[0].obj["/BleedBox"]
        assert b"HbAll" not in pdf.pages[0].Contents.read_bytes()


def test_the_brand_colour_has_its_ink_out_to_the_bleed(plates: dict[str, Image.Image]) -> None:
    for x, y in ((74, 20), (-2.5, 20), (150.5, 20), (74, -2.5)):
        assert share(plates["Magenta"], x, y) == pytest.approx(1, abs=0.01)
        assert share(plates["Yellow"], x, y) == pytest.approx(0.8, abs=0.01)
        assert share(plates["Cyan"], x, y) == 0
    assert share(plates["Magenta"], -4, 20) == 0, "cut at the bleed"


def test_text_and_code_are_on_the_black_plate_alone(tmp_path: Path) -> None:
    plates = separated(pressed(f"<p>Black text</p>{CODE}".replace("a link", "")), tmp_path)
    assert most(part(plates["Black"], 0, 100, 148, 209)) == 1
    for name in ("Cyan", "Magenta", "Yellow"):
        assert most(part(plates[name], 0, 100, 148, 209)) == 0


def test_black_text_overprints_a_colour(plates: dict[str, Image.Image]) -> None:
    """Where black stands on the brand colour, that colour goes on underneath."""
    assert most(part(plates["Black"], 20, 60, 60, 75)) > 0.8
    assert least(part(plates["Magenta"], 20, 60, 60, 75)) == 1


def on_the_ground(drawing: str) -> str:
    """Return a drawing of 40 x 20 mm on the brand colour, 20 mm from the left and the top of the trim."""
    style = "position: absolute; left: 20mm; top: 20mm"
    return f'<svg style="{style}" width="40mm" height="20mm" viewBox="0 0 40 20">{drawing}</svg>'


def drawn_on_the_brand(content: str) -> bytes:
    """Press a page drawn by hand, in mm from the bottom left, on the brand colour; /Form fills a white square."""
    ground = "0.784 0.063 0.18 rg 0 0 148 210 re f"
    page = drawn(f"{72 / 25.4} 0 0 {72 / 25.4} 0 0 cm {ground} {content}", wide=148 / 25.4 * 72, high=210 / 25.4 * 72)

    def with_form(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"1 1 1 rg 1 1 1 RG 6 w 50 150 m 90 150 l S 50 50 m 90 50 l 90 90 l 50 90 l f",
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 148, 210],
        )  # fmt: skip
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Form=form)

    return finish(edited(page, with_form), Press((148, 210), 3, True, "A flyer", "2026-11-01T00:00:00+00:00"), inks())


BLACK_PATH = "0 0 0 rg 10 10 m 20 10 l 20 20 l f"
BLACK_TEXT = "0 0 0 rg BT /F1 9 Tf 10 10 Td (Black) Tj ET"


BLACKS = {"fill": BLACK_PATH, "text": BLACK_TEXT, "line": "0 0 0 RG 10 10 m 20 10 l S"}
WHITES = {
    "line": ("1 1 1 RG 6 w 50 105 m 90 105 l S", (70, 105)),
    "outline": ("1 1 1 RG 6 w 50 105 m 90 105 l 90 115 l b", (70, 105)),
    "fill": ("1 1 1 rg 50 90 m 90 90 l 90 120 l 50 120 l f", (70, 105)),
    "text": ("1 1 1 rg BT /F1 60 Tf 50 90 Td (III) Tj ET", (58, 110)),
    "mask": ("1 1 1 rg q 40 0 0 40 50 85 cm BI /W 8 /H 1 /BPC 1 /IM true ID \0 EI Q", (70, 105)),
    "line in a form": ("/Form Do", (70, 150)),
    "fill in a form": ("/Form Do", (70, 70)),
}


@pytest.fixture(scope="module")
def magenta(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Image.Image]:
    """The magenta plate of each black with each white after it; Ghostscript is started once for all."""
    folder = tmp_path_factory.mktemp("whites")
    both = list(product(BLACKS, WHITES))
    files = [drawn_on_the_brand(f"{BLACKS[black]} {WHITES[white][0]}") for black, white in both]
    plates = (each["Magenta"] for each in separations(files, folder))
    return dict(zip(both, plates, strict=True))


@pytest.mark.parametrize("before", BLACKS)
@pytest.mark.parametrize("white", WHITES)
def test_white_after_black_leaves_the_paper_white(
    before: str, white: str, magenta: dict[tuple[str, str], Image.Image]
) -> None:
    """What overprints and has no ink leaves no trace on paper, though it is seen on a screen."""
    plate, (x, y) = magenta[before, white], WHITES[white][1]
    assert share(plate, 140, 200) == 1
    assert least(part(plate, x - 5, 210 - y - 2, x + 5, 210 - y + 2)) < 0.02


def test_black_lines_and_outlines_overprint_as_black_fills_do(tmp_path: Path) -> None:
    line = '<path d="M10 4H38" fill="none" stroke="#000" stroke-width="3"/>'
    text = '<text x="10" y="18" font-size="10" fill="#000" stroke="#000" stroke-width="1">IIII</text>'
    plates = separated(pressed(on_the_ground(line + text)), tmp_path)
    assert most(part(plates["Black"], 32, 23, 50, 25)) == 1
    assert most(part(plates["Black"], 30, 31, 40, 38)) > 0.9
    assert least(part(plates["Magenta"], 28, 21, 59, 39)) > 0.99


def test_marks_are_on_all_plates_outside_the_bleed(plates: dict[str, Image.Image]) -> None:
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black"}
    for plate in plates.values():
        assert most(plate.crop((0, 0, plate.width, round(5 / 25.4 * 100)))) > 0.2


def test_there_is_no_rgb_and_nothing_for_screens() -> None:
    data = pressed(CODE)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/OpenAction"} & set(pdf.Root.keys())
        for page in pdf.pages:
            assert "/Annots" not in page.obj
            operators = {str(each.operator) for each in pikepdf.parse_content_stream(page)}
            assert not operators & {"rg", "RG", "g", "G", "sc", "scn", "SC"}


def test_the_output_intent_is_whole() -> None:
    with pikepdf.open(io.BytesIO(pressed())) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == PROFILE.data
        assert intent.DestOutputProfile.N == 4


def test_metadata_says_what_it_is_and_agrees_with_info() -> None:
    with pikepdf.open(io.BytesIO(pressed())) as pdf:
        info = {name: str(value) for name, value in pdf.docinfo.items()}
        xmp = pdf.open_metadata()
        assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert xmp["dc:title"] == info["/Title"] == "A flyer"
        assert (xmp["pdf:Trapped"], info["/Trapped"]) == ("False", "/False")
        assert xmp["xmp:CreateDate"] == "2026-11-01T00:00:00+00:00"
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261101000000Z"
        assert pdf.pdf_version == "1.6"


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pressed(CODE) == pressed(CODE)


def identifier(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.open_metadata()["xmpMM:DocumentID"])


def test_each_content_and_title_has_an_identifier_of_its_own() -> None:
    made = [identifier(pressed()), identifier(pressed(CODE)), identifier(titled("Another flyer"))]
    assert len(set(made)) == 3
    for each in made:
        assert f"urn:uuid:{uuid.UUID(each)}" == each
    assert identifier(titled("A flyer")) == made[0]


def titled(title: str) -> bytes:
    return finish(page(), Press((148, 210), 3, True, title, "2026-11-01T00:00:00+00:00"), inks())


LONG = "  |  ".join(
    ("2026-11-the-library-in-the-high-street-stays-open", "anytown-and-villages-around-it", "cy", "press", "2026-11-01",
     "170 g coated", "1/2")
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "wide"),
    [(LONG, 148), (LONG, 105), (LONG, 74), (LONG.replace("library", "library-" * 20), 105), ("W" * 300, 105)],
)
def test_a_slug_line_lies_between_the_marks(line: str, wide: float) -> None:
    press = Press((wide, 148), 3, True, "A flyer", "2026-11-01T00:00:00+00:00", (line,))
    data = finish(typeset(f"<style>@page {{ size: {wide}mm 148mm; bleed: 3mm }}</style><p>Words"), press, inks())
    with Opened(data) as opened:
        (run,) = opened.pages[0].slug
        assert run.box.within(opened.pages[0].sheet)
        assert run.box.left > opened.pages[0].trim.left + 3.5
        assert run.box.right < opened.pages[0].trim.right - 3.5
    if "|" in line:
        assert squeezed(run.text).endswith(squeezed("2026-11-01 | 170 g coated | 1/2"))
        assert run.size > 3.99


def test_a_slug_line_is_set_smaller_before_it_is_shortened() -> None:
    assert fitting("a  |  2026-11-01  |  paper  |  1/2", 90) == ("a  |  2026-11-01  |  paper  |  1/2", 6)
    line, size = fitting(LONG, 110)
    assert line == LONG
    assert 4 <= size < 6
    line, size = fitting(LONG, 66)
    assert size == pytest.approx(4, abs=0.1)
    assert "…  |  " in line


def pictures() -> Iterator[tuple[str, str, str]]:
    red = Image.new("RGB", (40, 40), (200, 30, 40))
    clear = Image.new("RGBA", (40, 40), (20, 130, 40, 120))
    grey = Image.linear_gradient("L").resize((40, 40)).convert("RGB")
    for name, picture, ending, space in (
        ("png", red, "PNG", "/DeviceCMYK"),
        ("jpeg", red, "JPEG", "/DeviceCMYK"),
        ("alpha", clear, "PNG", "/DeviceCMYK"),
        ("grey", grey, "JPEG", "/DeviceGray"),
        ("bitmap", Image.new("1", (40, 40)), "PNG", "/DeviceGray"),
    ):
        file = io.BytesIO()
        picture.save(file, ending)
        source = f"data:image/{ending.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"
        yield name, f'<img alt="x" style="width: 40mm" src="{source}">', space


@pytest.mark.parametrize(("name", "html", "space"), list(pictures()), ids=lambda value: value[:6])
def test_pictures_become_ink(name: str, html: str, space: str, tmp_path: Path) -> None:
    data = pressed(html)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        spaces = {str(each.ColorSpace) for each in images}
    assert space in spaces
    assert spaces <= {"/DeviceCMYK", "/DeviceGray"}
    if name in ("png", "jpeg"):
        plates = separated(data, tmp_path)
        found = {plate: most(part(plates[plate], 13, 109, 33, 139)) for plate in plates}
        assert found["Magenta"] > 0.8
        assert found["Yellow"] > 0.6
        assert found["Cyan"] < 0.4


def test_a_gradient_in_screen_colours_is_refused() -> None:
    svg = """<svg width="60" height="60" viewBox="0 0 10 10"><defs><linearGradient id="g"><stop offset="0"
    stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>
    <rect width="10" height="10" fill="url(#g)"/></svg>"""
    with pytest.raises(NoInk, match="gradient"):
        pressed(svg)


def test_it_renders_as_before() -> None:
    """The page looks the same, but for the paper's colours: nothing moved."""
    with pypdfium2.PdfDocument(pressed(CODE)) as pdf:
        shown = pdf[0].render(scale=1).to_pil().convert("L")
    with pypdfium2.PdfDocument(page(CODE)) as pdf:
        meant = pdf[0].render(scale=1).to_pil().convert("L")
    left = round((AROUND - 3) / 25.4 * 72)
    shown = shown.crop((left, left, left + meant.width, left + meant.height))
    differing = sum(abs(a - b) > 100 for a, b in zip(shown.tobytes(), meant.tobytes(), strict=True))
    assert differing < 0.01 * meant.width * meant.height


def test_colours_by_the_profile_stay_within_its_total_ink() -> None:
    colours = Colours(PROFILE, {})
    for colour in ("#000010", "#200000", "#003000", "#101000", "#c8102e", "#ffd23f", "#1f3a8a"):
        ink = colours.ink(rgb_of(colour))
        assert all(0 <= each <= 1 for each in ink)
        assert sum(ink) <= 3.01
    assert colours.ink(rgb_of("#808080"))[:3] == (0, 0, 0), "greys are black alone"
