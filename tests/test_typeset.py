from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from handbill import shipped
from handbill.errors import HandbillError
from handbill.pages import TooLong
from handbill.piece import Piece
from handbill.piece.leaflet import Block, Leaflet
from handbill.sizes import TypesetError
from tests import samples
from tests.samples import rich
from tests.setting import composed, layout, new_typesetter, typeset, typesetter

FLYER = samples.piece("flyer", samples.FLYER)


def slip(folder: Path, html: str, css: str = "", fit: str = "{}", flows: bool = False) -> Path:
    """Make a small layout: `html` is the body of its page."""
    place = folder / "slip"
    place.mkdir(exist_ok=True)
    (place / "layout.yaml").write_text(
        f"title: Slip\nkinds: [leaflet]\npapers: [A6]\nflows: {str(flows).lower()}\nfit: {fit}\n"
    )
    (place / "page.css").write_text('body { font: 12pt "Source Sans 3"; margin: 0 }' + css)
    (place / "page.html.j2").write_text(
        f'<!doctype html><html lang="en"><head><title>t</title></head><body>{html}'
        '<p class="imprint">{{ piece.imprint.text }}</p></body></html>'
    )
    return folder


def bare(**others: object) -> Piece:
    return samples.piece("slip", Leaflet(((),)), paper="A6", sources=(), logo=None, **others)


def words(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """Return every piece of text on a page with its place in pt (from the bottom left) and its size."""
    found: list[tuple[str, float, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append((text.strip(), x, y, abs(size * cm[0] * tm[0])))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=note)
    return found


def sizes_of(pdf: bytes, text: str, page: int = 0) -> set[float]:
    return {round(size, 2) for found, _, _, size in words(pdf, page) if text in found}


# Sizes


def test_a_headline_fills_its_measure() -> None:
    pdf = typeset(samples.piece("poster", samples.LIBRARY_POSTER, sources=())).pdf
    (size,) = sizes_of(pdf, "LIBRARY")
    lines = {text: x for text, x, _, each in words(pdf) if round(each, 2) == size}
    assert min(lines.values()) == pytest.approx(14 * 72 / 25.4, abs=size * 0.05)
    wide = samples.piece(
        "poster", Leaflet(((Block("headline", rich("Hospital")), samples.POSTER.sides[0][1]),)), sources=()
    )
    (only,) = sizes_of(typeset(wide).pdf, "HOSPITAL")
    with TTFont(shipped.FONTS / "league-gothic" / "LeagueGothic_400Regular.ttf") as font:
        width = sum(font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in "HOSPITAL") / font["head"].unitsPerEm
    assert only * width == pytest.approx(182 * 72 / 25.4, rel=0.03)


def test_a_spanish_mark_does_not_hang_into_the_next_line_of_capitals() -> None:
    asked = Leaflet(((Block("headline", rich("¿Quién decide? ¡Tú!")), samples.POSTER.sides[0][1]),))
    text = pypdfium2.PdfDocument(typeset(samples.piece("poster", asked, sources=())).pdf)[0].get_textpage()
    feet = {letter: text.get_charbox(place)[1] for place, letter in enumerate(text.get_text_range()[:20])}
    assert feet["¿"] == pytest.approx(feet["U"], abs=3)
    assert feet["¡"] == pytest.approx(feet["T"], abs=3)


def test_text_grows_within_its_limits(tmp_path: Path) -> None:
    css = ".side{height:100mm;font-size:var(--text)} p{margin:0}"
    few = slip(
        tmp_path,
        '<div class="side" data-fit="text"><p>Some words to read.</p></div>',
        css,
        "{text: {least: 11, most: 20}}",
    )
    assert sizes_of(typeset(bare(), few).pdf, "Some words") == {20}


def test_too_much_text_is_an_error_with_a_count(tmp_path: Path) -> None:
    css = ".side{height:60mm;font-size:var(--text)} p{margin:0}"
    body = '<div class="side" data-fit="text"><p>' + "A few words more. " * 90 + "</p></div>"
    with pytest.raises(
        TooLong, match=r"side 1 is about \d+ words too long for A6: the text would be smaller than 11 pt"
    ) as told:
        typeset(bare(), slip(tmp_path, body, css, "{text: {least: 11, most: 12}}"))
    assert 250 <= told.value.findings[0].words <= 300  # of 360 words in 45 lines, where 11 lines fit


def test_an_empty_side_is_a_warning() -> None:
    few = Leaflet((samples.FLYER.sides[0], (Block("heading", rich("What now")), Block("contact", samples.PANEL))))
    made = typeset(dataclasses.replace(FLYER, body=few))
    assert re.fullmatch(
        r"side 2 has room for about \d+ words more on A5, even with the text at 17 pt", str(made.fits[0])
    )
    assert typeset(dataclasses.replace(FLYER, body=few), setter=typesetter()).fits == made.fits


def test_a_word_too_long_for_its_line_is_an_error(tmp_path: Path) -> None:
    body = '<h1 data-lines="head">Antidisestablishmentarianism</h1>'
    own = slip(tmp_path, body, "h1{width:40mm;font-size:var(--head)}", "{head: {least: 20, most: 30}}")
    with pytest.raises(
        TypesetError, match=r"“Antidisestablishmentarianism” is too long for a line: .* write it as two, or"
    ):
        typeset(bare(), own)


def test_text_that_sticks_out_is_an_error_and_never_cut_off(tmp_path: Path) -> None:
    own = slip(tmp_path, '<p style="width:20mm">Llanfairpwllgwyngyllgogerychwyrndrobwll</p>')
    with pytest.raises(TypesetError, match="does not fit where the layout puts it, on page 1"):
        typeset(bare(), own)


def test_headings_of_one_name_are_of_one_size() -> None:
    figures = samples.INFOSHEET
    pdf = typeset(samples.piece("infosheet", figures)).pdf
    assert len(sizes_of(pdf, "WHERE THE BOARDS CAME FROM") | sizes_of(pdf, "WHO SITS ON THEM")) == 1


def test_what_stands_beside_a_short_order_is_no_smaller_for_it() -> None:
    order = dataclasses.replace(samples.PETITION, order=rich("Tell yours"))
    body = Leaflet(((Block("headline", rich("I have told")), Block("line", rich("Whom?")), Block("petition", order)),))
    pdf = typeset(samples.piece("placard", body, sources=())).pdf
    (address,), (text,) = sizes_of(pdf, order.shown), sizes_of(pdf, "Closes 31")
    assert address > text


def test_columns_stand_side_by_side() -> None:
    pdf = typeset(FLYER).pdf
    places = {text: (x, y) for text, x, y, _ in words(pdf, 1)}
    first = next(place for text, place in places.items() if text.startswith("“Integrated care”"))
    second = next(place for text, place in places.items() if text.startswith("They set many"))
    assert second[0] - first[0] == pytest.approx((60.5 + 7) * 72 / 25.4, abs=1)
    assert abs(second[1] - first[1]) < 2


def test_nothing_is_smaller_than_the_layout_says() -> None:
    for piece in (FLYER, samples.named(FLYER, samples.LONG), samples.piece("infosheet", samples.INFOSHEET)):
        pdf = typeset(piece).pdf
        least = layout(piece.layout).spec.least_type.small
        smallest = min(size for page in (0, 1) for text, _, _, size in words(pdf, page) if not text.isdigit())
        assert smallest >= least - 0.05


def test_a_motion_is_made_a_little_smaller_to_save_a_page() -> None:
    more = dataclasses.replace(samples.MOTION, background=samples.paragraphs("A few more words to read. " * 17))
    made = typeset(samples.piece("motion", more))
    assert made.pages == 1
    assert 11 <= min(sizes_of(made.pdf, "decisions taken in the open")) < 12
    assert typeset(samples.piece("motion", samples.MOTION)).pages == 1


# The same inputs


def test_the_same_piece_gives_the_same_bytes_in_any_order() -> None:
    named = samples.named(FLYER, "Ely")
    first, second = typeset(FLYER).pdf, typeset(named).pdf
    other = new_typesetter()
    assert typeset(named, setter=other).pdf == second
    assert typeset(FLYER, setter=other).pdf == first


def test_branches_with_one_key_get_the_sizes_of_one_page() -> None:
    assert composed(FLYER).key == composed(samples.named(FLYER, samples.LONG)).key
    pdfs = [typeset(piece).pdf for piece in (FLYER, samples.named(FLYER, samples.LONG))]
    for text in ("WHO DECIDES", "regional boards", "WHAT AN INTEGRATED", "hospitals, GPs"):
        assert sizes_of(pdfs[0], text) == sizes_of(pdfs[1], text)
        assert sizes_of(pdfs[0], text, 1) == sizes_of(pdfs[1], text, 1)


# What may be read


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "https://example.org/x.png", "data:image/png;base64,AAAA", "asset:0000", "layout:../x.png"],
)
def test_nothing_else_is_fetched(tmp_path: Path, address: str) -> None:
    own = slip(tmp_path, f'<img src="{address}" alt="x">')
    with pytest.raises(TypesetError):
        typeset(bare(), own)


def test_no_file_outside_is_attached_or_imported(tmp_path: Path) -> None:
    with pytest.raises(TypesetError):
        typeset(bare(), slip(tmp_path, "<p>x</p>", '@import url("file:///etc/hostname");'))
    (tmp_path / "slip" / "link.css").symlink_to(Path("/etc/hostname"))
    with pytest.raises(HandbillError, match="a link that leads out of the layouts folder"):
        typeset(bare(), slip(tmp_path, "<p>x</p>", '@import url("layout:slip/link.css");'))


def test_files_of_the_layout_are_read(tmp_path: Path) -> None:
    own = slip(tmp_path, '<img src="layout:slip/star.svg" alt="A star">')
    (tmp_path / "slip" / "star.svg").write_text((samples.PICTURES / "logo.svg").read_text())
    assert typeset(bare(), own).pages == 1


# What is told


def test_a_character_that_no_font_has_is_named() -> None:
    lead = Block("lead", rich("Workers of the world ☭ unite"))
    sides = ((*samples.FLYER.sides[0][:2], lead, *samples.FLYER.sides[0][3:]),)
    with pytest.raises(TypesetError, match=r"'☭' \(U\+262D, hammer and sickle\), in “Workers of the world ☭ unite”"):
        typeset(dataclasses.replace(FLYER, body=Leaflet(sides), sources=()))


def test_css_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TypesetError, match="the layout 'slip' asks for something that cannot be set"):
        typeset(bare(), slip(tmp_path, "<p>x</p>", "p { colour: red }"))


def test_a_name_without_limits_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TypesetError, match=r"fits 'head', for which its layout.yaml gives no sizes"):
        typeset(bare(), slip(tmp_path, '<h1 data-lines="head">x</h1>'))


def test_the_size_of_the_paper_is_exact() -> None:
    for piece, size in (
        (FLYER, (148, 210)),
        (samples.piece("poster", samples.POSTER, paper="A3", sources=()), (297, 420)),
    ):
        box = pypdf.PdfReader(io.BytesIO(typeset(piece).pdf)).pages[0].mediabox
        assert (float(box.width) / 72 * 25.4, float(box.height) / 72 * 25.4) == pytest.approx(size, abs=0.01)


def test_fonts_are_those_that_ship_and_the_layouts_own() -> None:
    fonts = {str(font["/BaseFont"]) for font in _fonts(typeset(FLYER).pdf)}
    assert {name.split("+")[1].split("-")[0] for name in fonts} <= {"League", "Source"}


def _fonts(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]


@pytest.mark.parametrize("piece", [FLYER, samples.piece("infosheet", samples.INFOSHEET)])
def test_a_press_gets_larger_sheets_with_colour_to_their_edge(piece: Piece) -> None:
    pictures = {asset.digest: asset.path.read_bytes() for asset in piece.assets()}
    pdf = typesetter().typeset(composed(piece), pictures, bleed=3).pdf
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert float(page.mediabox.width - page.trimbox.width) / 72 * 25.4 == pytest.approx(6)
    assert page.trimbox == pypdf.PdfReader(io.BytesIO(typeset(piece).pdf)).pages[0].mediabox
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    corners = {picture.getpixel((x, 2)) for x in (2, picture.width - 3)}
    assert corners == {(200, 16, 46)}
    assert {picture.getpixel((x, picture.height - 3)) for x in (2, picture.width - 3)} == {(20, 33, 61)}


def test_nothing_but_the_typesetter_imports_weasyprint() -> None:
    """It takes half a second, which no process but a worker is to spend."""
    imports = re.compile(r"^ *(?:import|from) weasyprint\b", re.MULTILINE)
    found = {
        path.relative_to(shipped.PACKAGE) for path in shipped.PACKAGE.rglob("*.py") if imports.search(path.read_text())
    }
    assert {path.parts[0] for path in found} == {"typeset"}
