"""Pictures: found inside the project only, looked at, and made harmless."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from handbill import assets
from handbill.assets import AssetError, find, look, read

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 20">'


def svg(tmp_path: Path, inside: str, head: str = HEAD) -> Path:
    path = tmp_path / "a.svg"
    path.write_text(f"{head}{inside}</svg>", "utf-8")
    return path


def raster(tmp_path: Path, name: str, mode: str = "RGB", size: tuple[int, int] = (6, 4), **options: Any) -> Path:
    path = tmp_path / name
    Image.new(mode, size).save(path, **options)
    return path


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


# Found


def test_a_picture_is_found_from_the_folder_of_the_file_that_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "leaflets"
    (folder / "images").mkdir(parents=True)
    path = svg(folder / "images", "")
    assert find("images/a.svg", folder, tmp_path) == path
    assert find("../leaflets/images/a.svg", folder, tmp_path).samefile(path)


@pytest.mark.parametrize("name", ["gone.svg", "", ".", "images", "a.svg/b", "x" * 300, "a\0b"])
def test_a_picture_that_is_not_there(name: str, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    svg(tmp_path, "")
    with pytest.raises(AssetError, match=r"^is not there: "):
        find(name, tmp_path, tmp_path)


def test_a_picture_outside_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "leaflets").mkdir(parents=True)
    outside = svg(tmp_path, "")
    (root / "linked.svg").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    for name in ("../../a.svg", str(outside), "../linked.svg", "../folder/a.svg"):
        with pytest.raises(AssetError, match=r"^lies outside the project folder"):
            find(name, root / "leaflets", root)


# Looked at


def test_what_a_picture_is(tmp_path: Path) -> None:
    drawn = look(svg(tmp_path, "<rect width='5' height='5'/>"))
    assert (drawn.media_type, drawn.width, drawn.height) == ("image/svg+xml", 80, 20)
    assert drawn.name == f"asset:{drawn.digest}"
    assert look(raster(tmp_path, "a.png")).media_type == "image/png"
    photo = look(raster(tmp_path, "a.jpg"))
    assert (photo.media_type, photo.width, photo.height) == ("image/jpeg", 6, 4)


def test_what_is_in_a_file_counts_and_not_its_name(tmp_path: Path) -> None:
    path = raster(tmp_path, "a.png").rename(tmp_path / "a.jpg")
    assert look(path).media_type == "image/png"


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20.5mm">', (30, 20.5)),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5,-5, 10.5 , 7" width="1">', (10.5, 7)),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0" width="3" height="4">', (3, 4)),
    ],
)
def test_the_size_of_a_drawing(head: str, size: tuple[float, float], tmp_path: Path) -> None:
    drawn = look(svg(tmp_path, "", head))
    assert (drawn.width, drawn.height) == size


def test_a_photograph_on_its_side_is_set_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    asset = look(raster(tmp_path, "a.jpg", size=(8, 4), exif=exif))
    assert (asset.width, asset.height) == (4, 8)
    assert opened(read(asset)).size == (4, 8)


# Refused


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>alert(1)</script>", "has a <script> in it"),
        ("<g><script/></g>", "has a <script> in it"),
        ("<foreignObject/>", "has a <foreignObject> in it"),
        ("<image href='a.png'/>", "has a <image> in it"),
        ("<animate attributeName='x'/>", "has a <animate> in it"),
        ("<rect onclick='x()'/>", "has a script in it"),
        ("<rect onLoad='x()'/>", "has a script in it"),
        ("<use href='http://a.example/b.svg#c'/>", "points at something outside itself"),
        ("<use xlink:href='b.svg#c'/>", "points at something outside itself"),
        ("<use href='data:image/svg+xml,x'/>", "points at something outside itself"),
        ("<a href='javascript:x()'/>", "points at something outside itself"),
        ("<rect fill='url(http://a.example/b)'/>", "points at something outside itself"),
        ("<rect style='fill: url( \"//a.example\" )'/>", "points at something outside itself"),
        ("<rect style='fill: u\\72l(//a.example)'/>", "points at something outside itself"),
        ("<style>@import 'a.css';</style>", "points at something outside itself"),
        ("<style>p { background: URL(file:///etc/passwd) }</style>", "points at something outside itself"),
        ("<style>@im/**/port 'a.css';</style>", "points at something outside itself"),
        ("<style>p { fill: u/**/rl(//a.example) }</style>", "points at something outside itself"),
        ("<style><g/>@import 'a.css';</style>", "points at something outside itself"),
        ("<style>p {}<!-- -->@import 'a.css';</style>", "points at something outside itself"),
        ("<style>@font-face { font-family: a; src: local('a') }</style>", "points at something outside itself"),
        ("<style>p { mask: image-set('a.png' 1x) }</style>", "points at something outside itself"),
        ("<rect style='mask: src(\"a.png\")'/>", "points at something outside itself"),
        ("<rect style='mask: image(\"a.png\")'/>", "points at something outside itself"),
        ("<rect mask='image-set(\"a.png\" 1x)'/>", "points at something outside itself"),
        ("<rect fill='url/**/(//a.example)'/>", "points at something outside itself"),
        ("<g xml:base='http://a.example/'><use href='#a'/></g>", "points at something outside itself"),
        ("<linearGradient x2='0.000001' spreadMethod='repeat'/>", "has a gradient that repeats"),
        ("<g>" * 100 + "</g>" * 100, "is too intricate"),
        ("<g/>" * 60_000, "is too intricate"),
        ("<g>", "is not an SVG file that can be read"),
        ("&nbsp;", "is not an SVG file that can be read"),
    ],
)
def test_a_drawing_that_is_not_harmless(inside: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=message):
        look(svg(tmp_path, inside))


def again(uses: str, levels: int = 10) -> str:
    """Parts that each draw the one before ten times. In `uses`, `#` stands for its id."""
    parts = (f"<g id='p{level}'>{uses.replace('#', f'#p{level - 1}') * 10}</g>" for level in range(1, levels))
    return f"<g id='p0'><path d='M0 0h1'/></g>{''.join(parts)}"


@pytest.mark.parametrize(
    "inside",
    [
        again("<use href='#'/>"),
        again("<use xlink:href='#'/>"),
        again("<use style='href: #'/>"),
        again("<path fill='url(#)'/>"),
        again("<path style='stroke: url(\"#\") red'/>"),
        again("<path mask='#'/>"),
        again("<path clip-path='url(#)'/>"),
        again("<path marker-mid='url(#)' d='M0 0h1h1h1h1'/>", 5),
        "<style>.a, g > .b { mask: url(#p) !important }</style><g id='p'>"
        + "<g/>" * 9_000
        + "</g>"
        + "<g class='b'/>" * 9,
        "<pattern id='p'>" + "<g/>" * 300 + "</pattern><g fill='url(#p)'>" + "<path/>" * 300 + "</g>",
        "<marker id='m'>" + "<g/>" * 300 + "</marker><path marker-mid='url(#m)' d='M0 0" + "h1 1" * 300 + "'/>",
        "<use id='a' href='#a'/>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<mask id='a'><g mask='url(#a)'/></mask>",
        "".join(f"<g id='p{number}'><use href='#p{number - 1}'/></g>" for number in range(1_000)),
    ],
)
def test_a_drawing_that_grows_when_it_is_drawn(inside: str, tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"^is too intricate: simplify it, or save it as PNG$"):
        look(svg(tmp_path, inside))


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a { fill: url(#g); clip-path: url('#c') } @media print { .a { fill: rgb(1 2 3 / 50%) } }</style>",
        "<style>/* by hand */ g:not(.a) { transform: translateX(calc(1px + 2px)) }</style><style/>",
        "<clipPath id='c'><path id='d'/></clipPath><g clip-path='url(#c)'>" + "<path/>" * 9_000 + "</g>",
        "<linearGradient id='g'><stop/><stop/></linearGradient><g fill='url(#g)'>" + "<path/>" * 20_000 + "</g>",
        "<g id='fff'><path fill='#fff' d='M0 0' aria-label='Call us (free)'/></g>",
        "<a id='a' href='#a'/><g id='s'/>" + "<use href='#s' x='1'/>" * 200,
        "<rect xmlns:i='http://a.example/i' i:export='C:\\Files (x86)\\a.png'/>",
    ],
)
def test_a_drawing_may_use_its_own_parts(inside: str, tmp_path: Path) -> None:
    assert look(svg(tmp_path, inside)).width == 80


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + HEAD,
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + HEAD,
        '<!doctype svg [<!entity x SYSTEM "file:///etc/passwd">]>' + HEAD,
        '<?xml-stylesheet href="a.css"?>' + HEAD,
    ],
)
def test_a_drawing_with_a_document_type(head: str, tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="has a document type or a style sheet of its own: export it as plain SVG"):
        look(svg(tmp_path, "", head))


def test_no_encoding_hides_a_document_type(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}</svg>'.encode("utf-16"))
    with pytest.raises(AssetError):
        look(path)


@pytest.mark.parametrize("head", ['<svg xmlns="http://www.w3.org/2000/svg">', "<svg width='0' height='1'>"])
def test_a_drawing_without_a_size(head: str, tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="does not say how large it is: give it a viewBox"):
        look(svg(tmp_path, "", head))


def test_what_is_no_picture(tmp_path: Path) -> None:
    for name, content in (("a.svg", b"<html></html>"), ("a.svg", b""), ("a.png", b"no picture"), ("a.jpg", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(AssetError, match=r"^is not "):
            look(tmp_path / name)
    with pytest.raises(AssetError, match="is not a picture that can be used: save it as PNG, JPEG or SVG"):
        look(raster(tmp_path, "a.gif", "P"))


def test_a_picture_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ((10_000, 5_001), (10_000, 9_500)):  # Pillow warns of the second by itself
        with pytest.raises(AssetError, match="has more than 50 million pixels: make it smaller"):
            look(raster(tmp_path, "a.png", "1", size))
    monkeypatch.setattr(assets, "MOST_BYTES", 10)
    with pytest.raises(AssetError, match="make it smaller"):
        look(raster(tmp_path, "a.png"))


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "progressive.jpg"])
def test_a_picture_that_is_cut_off_is_told_when_it_is_looked_at(name: str, part: float, tmp_path: Path) -> None:
    path = tmp_path / name
    Image.effect_noise((300, 200), 50).save(path, progressive="progressive" in name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(AssetError, match="cannot be decoded, it may be cut off: save it again as PNG or JPEG"):
        look(path)


def test_a_picture_is_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raster(tmp_path, "a.png", size=(7, 9))
    first = look(path)
    monkeypatch.setattr(Image.Image, "load", None)
    assert look(path) == first


def test_a_picture_that_has_gone_or_is_cut_off(tmp_path: Path) -> None:
    asset = look(raster(tmp_path, "a.png", size=(200, 200)))
    asset.path.write_bytes(asset.path.read_bytes()[:120])
    with pytest.raises(AssetError, match="cannot be decoded"):
        read(asset)
    asset.path.unlink()
    with pytest.raises(AssetError, match=r"cannot be read \(No such file"):
        read(asset)


# Cleaned


def test_only_the_pixels_of_a_picture_are_kept(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Comment", "SECRET")
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    for path in (raster(tmp_path, "a.png", pnginfo=info), raster(tmp_path, "a.jpg", exif=exif, comment=b"SECRET")):
        with path.open("ab") as file:
            file.write(b"SECRET after the end")
        made = read(look(path))
        assert b"SECRET" not in made
        assert opened(made).size == (6, 4)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_made_plain(mode: str, tmp_path: Path) -> None:
    made = opened(read(look(raster(tmp_path, "a.png", mode))))
    assert made.mode == ("RGBA" if "A" in mode else "L" if mode in ("1", "L", "I;16") else "RGB")


def test_a_picture_larger_than_can_be_printed_is_made_smaller(tmp_path: Path) -> None:
    asset = look(raster(tmp_path, "a.png", "P", (3_000, 1_500)))
    assert (asset.width, asset.height) == (3_000, 1_500)
    assert opened(read(asset)).size == (2_000, 1_000)


def test_a_transparent_colour_stays_transparent(tmp_path: Path) -> None:
    made = opened(read(look(raster(tmp_path, "a.png", "P", transparency=0))))
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)


def test_deep_greys_are_scaled(tmp_path: Path) -> None:
    picture = Image.new("I;16", (3, 1))
    for at, value in enumerate((0, 32_768, 65_535)):
        picture.putpixel((at, 0), value)
    picture.save(tmp_path / "a.png")
    made = opened(read(look(tmp_path / "a.png")))
    assert [made.getpixel((at, 0)) for at in range(3)] == [0, 127, 255]


def test_colours_for_a_press_are_turned_into_those_of_a_screen(tmp_path: Path) -> None:
    assert opened(read(look(raster(tmp_path, "a.jpg", "CMYK")))).mode == "RGB"
    assert opened(read(look(raster(tmp_path, "b.jpg", "L")))).mode == "L"


def test_a_drawing_stays_what_it_is(tmp_path: Path) -> None:
    inside = (
        '<!-- a note --><defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs>'
        '<rect fill="url(#a)" style="stroke: url(&quot;#a&quot;)"/><use xlink:href="#a"/><text>Ŵ &lt; 1</text>'
    )
    made = read(look(svg(tmp_path, inside))).decode()
    assert "a note" not in made
    assert 'fill="url(#a)"' in made
    assert "Ŵ &lt; 1" in made
    assert made.startswith("<svg xmlns=") or "<svg " in made
    (tmp_path / "a.svg").write_text(made, "utf-8")
    assert (look(tmp_path / "a.svg").width, look(tmp_path / "a.svg").height) == (80, 20)


def test_a_picture_is_known_by_what_it_holds(tmp_path: Path) -> None:
    one = look(raster(tmp_path, "a.png"))
    assert look(raster(tmp_path, "b.png")).digest == one.digest
    assert look(raster(tmp_path, "c.png", size=(7, 4))).digest != one.digest
