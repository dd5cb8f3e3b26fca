"""Sheets as they are printed: rendered, turned, cut, folded and glued, and every page looked for in its place.

What pikepdf wrote is read by pdfium and pypdf. Where pages should lie is worked out here from the
sizes of paper, not taken from the plan.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from PIL import Image

from handbill.errors import HandbillError
from handbill.impose import Booklet, Cut, Fold, Scheme, Tile, calibration_sheets, impose
from handbill.impose.papers import SIZES
from handbill.impose.sheets import Duplex
from handbill.wording import known_words
from tests.impose import making, picture

A3, A4, A5, A6, DL = (297, 420), (210, 297), (148, 210), (105, 148), (99, 210)
CARD = (85, 55)
PANELS = [(100, 210), (100, 210), (97, 210), (100, 210), (97, 210), (100, 210)]


def through(back: picture.Pixels, duplex: Duplex) -> picture.Pixels:
    """Return the back as it is seen from the front, through the paper."""
    upright = back.height >= back.width
    return picture.turned(back, sideways=upright == (duplex == "long"))


def leaf(back: picture.Pixels, box: tuple[float, float, float, float], duplex: Duplex) -> picture.Pixels:
    """Cut a leaf out of a sheet by a box on its front, and turn it like the leaf of a book."""
    return picture.turned(picture.crop(through(back, duplex), *box), sideways=True)


def grid(columns: int, rows: int, size: tuple[float, float], sheet: tuple[float, float], gap: float = 0) -> list[Any]:
    """Return the boxes (left, bottom, width, height) of pages in the middle of a sheet."""
    left = (sheet[0] - columns * size[0] - (columns - 1) * gap) / 2
    bottom = (sheet[1] - rows * size[1] - (rows - 1) * gap) / 2
    return [
        (left + column * (size[0] + gap), bottom + row * (size[1] + gap), *size)
        for column in range(columns)
        for row in range(rows)
    ]


def greys(piece: picture.Pixels) -> tuple[int, int]:
    """Return the darkest and the lightest grey of a piece."""
    pixels = piece.tobytes()
    return min(pixels), max(pixels)


CUTS = [
    (A5, Cut(), grid(2, 1, A5, (297, 210))),
    (A5, Cut(duplex="short"), grid(2, 1, A5, (297, 210))),
    (A6, Cut(), grid(2, 2, A6, A4)),
    (A6, Cut(duplex="short"), grid(2, 2, A6, A4)),
    (A6, Cut(per_sheet=2), grid(1, 2, A6, A4)),
    (DL, Cut(), grid(3, 1, DL, (297, 210))),
    (DL, Cut(duplex="short"), grid(3, 1, DL, (297, 210))),
    (A5, Cut(paper=SIZES["SRA3"], gutter=6), grid(2, 2, A5, (320, 450), gap=6)),
    (CARD, Cut(bleed=3), grid(3, 3, CARD, (297, 210), gap=6)),
]


@pytest.mark.parametrize(("size", "scheme", "boxes"), CUTS)
def test_copies_are_found_where_they_are_cut_and_backs_behind_fronts(size: Any, scheme: Cut, boxes: list[Any]) -> None:
    source = making.document([size, size], bleed=3, slug=4)
    front, back = picture.pages(impose(source, scheme))
    pages = [picture.crop(page, 7, 7, *size) for page in picture.pages(source)]
    assert boxes
    for box in boxes:
        picture.assert_shows(picture.crop(front, *box), pages[0])
        picture.assert_shows(leaf(back, box, scheme.duplex), pages[1])


def test_a_wrong_back_would_be_noticed() -> None:
    source = making.document([A5, A5])
    _, back = picture.pages(impose(source, Cut(duplex="short")))
    pages = picture.pages(source)
    with pytest.raises(AssertionError, match="another page"):
        picture.assert_shows(leaf(back, (0.5, 0, *A5), "long"), pages[1])
    with pytest.raises(AssertionError):
        picture.assert_shows(leaf(back, (0.9, 0, *A5), "short"), pages[1])


def test_the_offset_moves_backs() -> None:
    source = making.document([A6, A6])
    pages = picture.pages(source)
    plain, moved = picture.pages(impose(source, Cut())), picture.pages(impose(source, Cut(offset=(0.4, -0.3))))
    box = (0, 0.5, *A6)
    picture.assert_shows(picture.crop(moved[1], *box), pages[1], off=(0.4, -0.3))
    picture.assert_shows(picture.crop(plain[1], *box), pages[1])
    assert moved[0].tobytes() == plain[0].tobytes()


def test_a_white_edge_all_round() -> None:
    source = making.document([A5, A5])
    front, _ = picture.pages(impose(source, Cut(edge=6, marks=False)))
    scale = 136 / 148
    page = picture.resized(picture.pages(source)[0], scale)
    picture.assert_shows(picture.crop(front, 6.5, (210 - 210 * scale) / 2, 136, 210 * scale), page)
    assert greys(picture.crop(front, 142.7, 0, 11.6, 210)) == (255, 255)


def test_bleed_is_shown_to_the_middle_of_the_gutter_and_the_slug_never() -> None:
    source = making.document([CARD, CARD], bleed=3, slug=4)
    with_bleed = picture.pages(impose(source, Cut(bleed=3, marks=False)))[0]
    between = picture.crop(with_bleed, 100.5, 90, 5, 20)  # the gutter between the first and the second column
    darkest, lightest = greys(between)
    assert 100 < darkest <= lightest < 200, "the colour of the bleed"
    without = picture.pages(impose(source, Cut(gutter=6, marks=False)))[0]
    assert greys(picture.crop(without, 100.5, 90, 5, 20)) == (255, 255)


# Booklets, folds, tiles


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_booklet_is_stitched_folded_and_read(duplex: Duplex, backwards: bool) -> None:
    source = making.document([A5] * 7)
    sheets = picture.pages(impose(source, Booklet(duplex=duplex, thickness=0.4, backwards=backwards)))
    pages = picture.pages(source)
    left, right, creeps = (0.5, 0, *A5), (148.5, 0, *A5), 0.4
    if backwards:  # it opens the other way
        left, right, creeps = right, left, -0.4
    read: list[tuple[picture.Pixels, float]] = []
    for depth, (front, back) in enumerate(zip(sheets[::2], sheets[1::2], strict=True)):
        creep = -creeps * depth  # towards the spine, which is at the left of a right-hand page
        read += [(picture.crop(front, *right), creep), (leaf(back, right, duplex), -creep)]
    for depth, (front, back) in reversed(list(enumerate(zip(sheets[::2], sheets[1::2], strict=True)))):
        read += [(leaf(back, left, duplex), -creeps * depth), (picture.crop(front, *left), creeps * depth)]
    assert len(read) == 8
    for (piece, creep), page in zip(read, pages, strict=False):
        picture.assert_shows(piece, page, off=(creep, 0))
    assert greys(picture.crop(read[7][0], 1, 1, 140, 200)) == (255, 255), "the blank page"


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_roll_fold_is_opened_and_read(duplex: Duplex, backwards: bool) -> None:
    source = making.document(PANELS)
    outside, inside = picture.pages(impose(source, Fold(duplex=duplex, backwards=backwards)))
    pages = picture.pages(source)
    for number, left, width in ((3, 0, 97), (6, 97, 100), (1, 197, 100)):
        at = 297 - left - width if backwards else left
        picture.assert_shows(picture.crop(outside, at, 0, width, 210), pages[number - 1])
    # Turned over like a leaf, the whole sheet shows the inside the right way up.
    opened = leaf(inside, (0, 0, 297, 210), duplex)
    for number, left, width in ((2, 0, 100), (4, 100, 100), (5, 200, 97)):
        at = 297 - left - width if backwards else left
        picture.assert_shows(picture.crop(opened, at, 0, width, 210), pages[number - 1])


@pytest.mark.parametrize(
    ("scheme", "columns", "rows", "sheet", "scale"),
    [
        (Tile(), 2, 2, A4, 1.0),
        (Tile(sheets=2), 1, 2, (297, 210), 386 / 420),
        (Tile(edge=10, overlap=20), 2, 2, A4, 1.0),
    ],
)
def test_tiles_are_glued_to_the_poster(
    scheme: Tile, columns: int, rows: int, sheet: tuple[float, float], scale: float
) -> None:
    source = making.document([A3])
    *tiles, _ = picture.pages(impose(source, scheme))
    page = picture.resized(picture.pages(source)[0], scale)
    across = (297 * scale + (columns - 1) * scheme.overlap) / columns
    up = (420 * scale + (rows - 1) * scheme.overlap) / rows
    glued = Image.new("L", page.size, 255)
    for number, tile in enumerate(tiles):
        row, column = divmod(number, columns)
        piece = picture.crop(tile, (sheet[0] - across) / 2, (sheet[1] - up) / 2, across, up)
        left, top = column * (across - scheme.overlap), row * (up - scheme.overlap)
        glued.paste(piece, (round(left * picture.SCALE), round(top * picture.SCALE)))
        picture.assert_shows(piece, page.crop((round(left * 10), round(top * 10), *page.size)))
    picture.assert_shows(glued, page)
    middle = (round(297 * scale * 5) - 300, round(420 * scale * 5) - 300)
    seams = glued.crop((*middle, *glued.size)), page.crop((*middle, *page.size))
    picture.assert_shows(*seams)


# What pages may be like


@pytest.mark.parametrize(
    "kind",
    [
        {},
        {"turn": 90},
        {"turn": 180},
        {"turn": 270},
        {"unit": 2.5},
        {"inherited": True},
        {"inherited": True, "turn": 90},
        {"corner": (-40, 300)},
        {"bleed": 3, "slug": 10},
        {"bleed": 3, "turn": 90, "unit": 2, "corner": (17, 5)},
    ],
)
def test_pages_of_every_kind_are_placed_as_they_are_seen(kind: dict[str, Any]) -> None:
    source = making.document([A6, A6], **kind)
    front, back = picture.pages(impose(source, Cut()))
    more = kind.get("bleed", 0) + kind.get("slug", 0)
    seen = making.document([A6, A6], **{**kind, "unit": 1})  # pdfium does not heed the unit
    pages = [picture.crop(page, more, more, *A6) for page in picture.pages(seen)]
    for box in grid(2, 2, A6, A4):
        picture.assert_shows(picture.crop(front, *box), pages[0])
        picture.assert_shows(leaf(back, box, "long"), pages[1])


# What is kept


SCHEMES: list[tuple[Any, Scheme]] = [
    ([A5, A5], Cut(edge=6)),
    ([A5] * 6, Booklet()),
    (PANELS, Fold(edge=6)),
    ([A3], Tile()),
]


@pytest.mark.parametrize(("sizes", "scheme"), SCHEMES)
def test_vectors_fonts_and_output_intent_are_kept_and_each_page_stored_once(sizes: Any, scheme: Scheme) -> None:
    source = making.document(sizes, intent=True)
    made = opened(impose(source, scheme))
    given = opened(source)
    streams = _streams(made)
    forms = [each for each in streams if each.get("/Subtype") == "/Form"]
    assert sorted(form.get_data() for form in forms) == sorted(page.get_contents().get_data() for page in given.pages)
    assert not [each for each in streams if each.get("/Subtype") == "/Image"]
    wanted = _font_file(given.pages[0]["/Resources"])
    assert [_font_file(form["/Resources"]) for form in forms] == [wanted] * len(forms)
    intent = made.trailer["/Root"]["/OutputIntents"][0]
    assert intent["/OutputConditionIdentifier"] == "FOGRA39"
    assert intent["/DestOutputProfile"].get_data().startswith(b"not a profile")
    assert made.metadata is not None
    assert made.metadata.title == "A test"


@pytest.mark.parametrize(("sizes", "scheme"), SCHEMES)
def test_the_same_input_gives_the_same_sound_bytes(sizes: Any, scheme: Scheme, tmp_path: Path) -> None:
    source = making.document(sizes)
    first = impose(source, scheme)
    assert impose(source, scheme) == first
    assert len(first) < len(source) + 12_000
    for number, page in enumerate(opened(first).pages):
        assert page.mediabox == page.trimbox
        assert (float(page.mediabox.left), float(page.mediabox.bottom)) == (0, 0), number
    (tmp_path / "sheets.pdf").write_bytes(first)
    qpdf = shutil.which("qpdf")
    assert qpdf, "install qpdf"
    done = subprocess.run([qpdf, "--check", tmp_path / "sheets.pdf"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_marks_are_on_all_plates_for_a_press_and_plain_black_for_a_desk() -> None:
    press = opened(impose(making.document([A5], intent=True), Cut(edge=6))).pages[0]
    space = press["/Resources"]["/ColorSpace"]["/Marks"]
    assert [str(part) for part in space[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
    assert b"/Marks CS 1 SCN" in press.get_contents().get_data()
    desk = opened(impose(making.document([A5]), Cut(edge=6))).pages[0]
    assert "/ColorSpace" not in desk["/Resources"]
    assert b"0 G 0 g\n0.25 w" in desk.get_contents().get_data()


@pytest.mark.parametrize(
    ("scheme", "duplex"),
    [(Cut(), "/DuplexFlipLongEdge"), (Cut(duplex="short"), "/DuplexFlipShortEdge"), (Cut(duplex="none"), "/Simplex")],
)
def test_print_dialogues_are_told_how(scheme: Cut, duplex: str) -> None:
    preferences = opened(impose(making.document([A5, A5]), scheme)).trailer["/Root"]["/ViewerPreferences"]
    assert preferences == {"/PrintScaling": "/None", "/Duplex": duplex, "/DisplayDocTitle": True}


def test_links_are_left_and_what_was_filled_in_is_kept() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5, A5]))) as pdf:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 200, 200])
        shown = pikepdf.Stream(pdf, b"0 g 0 0 100 100 re f")
        shown.update(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 100, 100])}
        )
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            F=4,
            Rect=[0, 0, 100, 100],
            AP=pikepdf.Dictionary(N=pdf.make_indirect(shown)),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link), pdf.make_indirect(stamp)])
        file = io.BytesIO()
        pdf.save(file)
    made = impose(file.getvalue(), Cut())
    assert all("/Annots" not in page for page in opened(made).pages)
    front = picture.pages(made)[0]
    assert greys(picture.crop(front, 2, 2, 30, 30)) == (0, 0)


def test_a_hidden_layer_stays_hidden() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5]))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Notes"))
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]), Order=pikepdf.Array([layer]))
        )
        page = pdf.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(Notes=layer)
        page.contents_add(b"/OC /Notes BDC 0 g 0 0 400 500 re f EMC")
        file = io.BytesIO()
        pdf.save(file)
    front = picture.pages(impose(file.getvalue(), Cut()))[0]
    picture.assert_shows(picture.crop(front, 0.5, 0, *A5), picture.pages(making.document([A5]))[0])


def test_content_that_cannot_be_read() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5]))) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"garbage", Filter=pikepdf.Name.FlateDecode)
        file = io.BytesIO()
        pdf.save(file)
    with pytest.raises(HandbillError, match="the file is broken"):
        impose(file.getvalue(), Cut())


def test_labels_are_text_in_an_embedded_font() -> None:
    made = opened(impose(making.document([A3]), Tile(words=known_words("cy"))))
    assert "Dalen 2: rhes 1 o 2, colofn 2 o 2" in made.pages[1].extract_text()
    font = made.pages[0]["/Resources"]["/Font"]["/Labels"]["/DescendantFonts"][0].get_object()
    assert font["/FontDescriptor"]["/FontFile2"].get_data()


def test_the_crosses_of_a_calibration_sheet_coincide() -> None:
    sheets = picture.pages(calibration_sheets())
    assert len(sheets) == 4
    for front, back, (width, height) in zip(sheets[::2], sheets[1::2], (A4, A4[::-1]), strict=True):
        x, y = width / 2, height / 2
        # The upright line of the cross meets the scale below at its zero, whose stroke is longer than its neighbours.
        assert greys(picture.crop(front, x - 0.2, y - 25, 0.4, 5))[0] < 200
        assert greys(picture.crop(back, x - 0.2, y - 20.9, 0.4, 0.5))[0] < 200
        assert greys(picture.crop(back, x + 0.3, y - 20.9, 0.4, 0.5)) == (255, 255)
    assert "100 mm" in opened(calibration_sheets()).pages[0].extract_text()
    assert "Dalen raddnodi" in opened(calibration_sheets(lang="cy")).pages[0].extract_text()


# What is refused


def test_a_locked_file() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5]))) as pdf:
        file = io.BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(HandbillError, match="locked with a password"):
        impose(file.getvalue(), Cut())


def test_a_file_that_forbids_printing() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5]))) as pdf:
        file = io.BytesIO()
        allow = pikepdf.Permissions(print_lowres=False, print_highres=False)
        pdf.save(file, encryption=pikepdf.Encryption(owner="secret", allow=allow))
    with pytest.raises(HandbillError, match="forbids printing"):
        impose(file.getvalue(), Cut())


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.4\n%%EOF", making.document([A5])[:400]])
def test_a_broken_file(data: bytes) -> None:
    with pytest.raises(HandbillError, match=r"broken|no pages"):
        impose(data, Cut())


def test_pages_without_a_sound_size() -> None:
    with pikepdf.open(io.BytesIO(making.document([A5]))) as pdf:
        pdf.pages[0].obj.TrimBox = pikepdf.Array([0, 0, 0, 0])
        file = io.BytesIO()
        pdf.save(file)
    with pytest.raises(HandbillError, match="page 1 has no size"):
        impose(file.getvalue(), Cut())


def test_bleed_that_is_not_there() -> None:
    with pytest.raises(HandbillError, match=r"only 2\.0 mm of bleed: leave out --bleed"):
        impose(making.document([CARD], bleed=2), Cut(bleed=3))
    with pytest.raises(HandbillError, match="its pages have no bleed"):
        impose(making.document([CARD]), Cut(bleed=3))


def opened(pdf: bytes) -> Any:
    """Open a file with pypdf, whose types say too little of what is in it."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def _streams(reader: Any) -> list[Any]:
    found = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return [each for each in found if isinstance(each, pypdf.generic.StreamObject)]


def _font_file(resources: Any) -> bytes:
    data: bytes = resources["/Font"]["/F"]["/FontDescriptor"]["/FontFile2"].get_data()
    return data
