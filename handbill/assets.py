"""Pictures: only what the project's own files name, inside the project folder, made harmless.

A picture is looked at once when the project is loaded (what is it, how large, is it whole) and read
again, cleaned, when a page is typeset. Raster pictures are decoded and encoded anew, which leaves
nothing of the file but its pixels; SVG is refused where it holds a script, may point outside, or
would draw more than its size lets on.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from handbill import shipped
from handbill.errors import HandbillError
from handbill.piece import Asset

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_SIDE = 2_000  # px; what is larger is made smaller, for it would not print any finer on a leaflet
MOST_ELEMENTS = 50_000
MOST_DEPTH = 60
_RASTER = {"PNG": "image/png", "JPEG": "image/jpeg"}
_SCRIPTED = ("script", "handler", "set", "animate", "animateColor", "animateMotion", "animateTransform")
_EMBEDDED = ("foreignObject", "iframe", "object", "embed", "image", "audio", "video")
_TURNED = range(5, 9)  # orientations in EXIF that lay a picture on its side
_ORIENTATION = 0x0112

_known: dict[str, tuple[str, float, float]] = {}
"""What rasters are, by digest: `watch` loads a project again and again, and decoding takes its time."""


class AssetError(HandbillError):
    """A picture that cannot be used. The message goes on from 'the picture x …'."""


def find(name: str, folder: Path, root: Path) -> Path:
    """Return the path of a picture named in a file of `folder`, which has to lie inside the project folder."""
    path = folder / name
    try:
        if not path.is_file():
            raise AssetError("is not there: see that its path starts at the folder of this file")
        inside = path.resolve().is_relative_to(root.resolve())
    except OSError:  # a name that no file can have
        raise AssetError("is not there: is its name right?") from None
    if not inside:
        raise AssetError("lies outside the project folder: copy it in")
    return path


def look(path: Path) -> Asset:
    """Return what a picture is. Raises AssetError with what is wrong with it."""
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".svg":
        width, height = _svg_size(_svg(data))
        return Asset(path, digest, "image/svg+xml", width, height)
    if digest not in _known:
        _known[digest] = _looked_at(data)
    return Asset(path, digest, *_known[digest])


def _looked_at(data: bytes) -> tuple[str, float, float]:
    """Return type, width and height of a raster picture that can be decoded to its end."""
    picture = _opened(data)
    size = picture.size
    with _decoding():
        picture.draft("L", (1, 1))  # of a JPEG only: read to the end, but worked out at an eighth of its size
        picture.load()
        is_turned = picture.getexif().get(_ORIENTATION) in _TURNED
    width, height = reversed(size) if is_turned else size
    return _RASTER[str(picture.format)], width, height


def read(asset: Asset, *, inks: bool = False) -> bytes:
    """Return a picture's bytes, cleaned; with `inks`, a JPEG in CMYK stays so, for a press.

    Raises AssetError where it cannot be read any more.
    """
    data = _bytes(asset.path)
    if asset.media_type == "image/svg+xml":
        return bytes(ElementTree.tostring(_svg(data), encoding="utf-8"))
    with _decoding():
        picture, out = _pixels(_opened(data), inks=inks), io.BytesIO()
        if asset.media_type == "image/jpeg":
            picture.save(out, "JPEG", quality=85)
        else:
            picture.save(out, "PNG")
        return out.getvalue()


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    """Decode strictly: WeasyPrint tells Pillow to print the rest of a picture that is cut off in grey."""
    from PIL import ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    except AssetError:
        raise
    except Exception:  # Pillow lets through whatever a damaged file leads to
        raise AssetError("cannot be decoded, it may be cut off: save it again as PNG or JPEG") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def words(asset: Asset) -> tuple[str, ...]:
    """Return the words that are drawn in an SVG, a string for each piece of text; nothing for other pictures."""
    if asset.media_type != "image/svg+xml":
        return ()
    found = ("".join(each.itertext()) for each in _svg(_bytes(asset.path)).iter() if _local(each.tag) == "text")
    return tuple(filter(str.strip, found))


def _pixels(picture: Any, *, inks: bool = False) -> Any:
    """Return nothing but the pixels of a picture: upright, in grey or sRGB, with transparency where it has some.

    With `inks`, a picture in CMYK keeps its inks.
    """
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode == "CMYK" and inks:
        upright.info = {}
        upright.thumbnail((MOST_SIDE, MOST_SIDE))
        return upright
    upright = _in_srgb(upright, picture.info.get("icc_profile", b""))
    if upright.mode.startswith("I"):  # Pillow cuts off deep greys instead of scaling them
        upright = upright.point(lambda value: value / 257).convert("L")
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    is_grey = upright.mode in ("1", "L")
    plain = upright.convert("RGBA" if has_alpha else "L" if is_grey else "RGB")
    plain.info = {}  # comments and profiles would be written again
    plain.thumbnail((MOST_SIDE, MOST_SIDE))
    return plain


def _in_srgb(picture: Any, tagged: bytes) -> Any:
    """Return a picture in colours that screens know: through the profile that it brings, if it brings one.

    Inks without a profile are taken for those of the usual printing condition.
    """
    from PIL import ImageCms

    is_cmyk = picture.mode == "CMYK"
    if not is_cmyk and (not tagged or picture.mode not in ("RGB", "RGBA")):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(tagged or shipped.PROFILE.read_bytes()))
        if not is_cmyk and "srgb" in ImageCms.getProfileDescription(source).lower():
            return picture
        colours = picture.convert("RGB") if picture.mode == "RGBA" else picture
        made: Any = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except ImageCms.PyCMSError:  # a profile that is broken, or of another kind than the picture
        return picture
    if picture.mode == "RGBA":
        made.putalpha(picture.getchannel("A"))
    return made


def _opened(data: bytes) -> Any:
    """Return a raster picture, opened and not yet decoded."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=tuple(_RASTER))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise AssetError(_TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise AssetError("is not a picture that can be used: save it as PNG, JPEG or SVG") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise AssetError(_TOO_MANY_PIXELS)
    return picture


_INTRICATE = "is too intricate: simplify it, or save it as PNG"
_TOO_MANY_PIXELS = f"has more than {MOST_PIXELS // 1_000_000} million pixels: make it smaller"


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AssetError(f"is larger than {MOST_BYTES // 1024 // 1024} MB: make it smaller")
        return path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror})") from None


def _svg(data: bytes) -> ElementTree.Element:
    """Return the root of an SVG that has no scripts, no outside references and no entities."""
    if b"\0" in data or re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", data, re.IGNORECASE):
        raise AssetError("has a document type or a style sheet of its own: export it as plain SVG")
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise AssetError("is not an SVG file that can be read: export it again") from None
    if _local(root.tag) != "svg":
        raise AssetError("is not an SVG file: save it as PNG, JPEG or SVG")
    here, count, depth = [root], 0, 0
    while here:
        count, depth = count + len(here), depth + 1
        if count > MOST_ELEMENTS or depth > MOST_DEPTH:
            raise AssetError(_INTRICATE)
        for element in here:
            _check_element(element)
        here = [child for element in here for child in element]
    _check_drawn(root)
    return root


def _check_element(element: ElementTree.Element) -> None:
    name = _local(element.tag)
    if name in _SCRIPTED or name in _EMBEDDED:
        raise AssetError(f"has a <{name}> in it, which is not allowed: export it as plain SVG")
    if name == "style" and (len(element) or _leads_out(element.text or "")):
        raise AssetError(_POINTS_OUT)
    for attribute, value in element.attrib.items():
        key = _local(attribute).lower()
        if key.startswith("on"):
            raise AssetError("has a script in it, which is not allowed: export it as plain SVG")
        if key in ("href", "src"):
            leads_out = not value.startswith("#")
        elif key == "style":
            leads_out = _leads_out(value)
        else:
            leads_out = key == "base" or _names_other(value)  # a base would turn what is here into what is there
        if leads_out:
            raise AssetError(_POINTS_OUT)
        if key == "spreadmethod" and value != "pad":  # WeasyPrint writes each turn, a thousand million if need be
            raise AssetError("has a gradient that repeats, which cannot be drawn: save it as PNG")


_POINTS_OUT = "points at something outside itself: export it as plain SVG"
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_OWN: Final = re.compile(r"url\(\s*(['\"]?)#([^'\"()\s\\]+)\1\s*\)", re.IGNORECASE)
_NAMING: Final = re.compile(
    r"\b(?:url|src|image-set|cross-fade|element|expression)\(|@import|javascript:", re.IGNORECASE
)
_FUNCTION: Final = re.compile(r"([\w-]+)\(")
_HARMLESS: Final = re.compile(
    r"rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color(?:-mix)?|calc|min|max|clamp|var|matrix|translate[xy]?|scale[xy]?"
    r"|rotate|skew[xy]?|circle|ellipse|inset|polygon|path|not|is|where|nth-[a-z-]+",
    re.IGNORECASE,
)


def _leads_out(style: str) -> bool:
    """Say whether CSS may name something outside the file: it may not hold what could, even in disguise."""
    plain = _OWN.sub("", re.sub(r"@media\b", "", _COMMENT.sub("", style), flags=re.IGNORECASE))
    return (
        _names_other(style)
        or "\\" in style
        or "@" in plain
        or not all(map(_HARMLESS.fullmatch, _FUNCTION.findall(plain)))
    )


def _names_other(value: str) -> bool:
    """Say whether a value names anything but a part of the file, with its comments or without."""
    return any(_NAMING.search(_OWN.sub("", text)) for text in (value, _COMMENT.sub("", value)))


Reference = tuple[str, str]
"""A property, and the id of the part of the drawing that it names."""


def _check_drawn(root: ElementTree.Element) -> None:
    """Refuse what grows when it is drawn: parts that are used again and again, or that use themselves."""
    parts = {each.get("id", ""): each for each in reversed(list(root.iter())) if each.get("id")}
    sheet = _sheet(root)
    known: dict[ElementTree.Element, tuple[int, int]] = {}

    def measure(element: ElementTree.Element, depth: int) -> tuple[int, int]:
        """Return how many elements are drawn for one, itself included, and how deep they are nested."""
        if depth > MOST_DEPTH:  # where a part uses itself, there is no end to it
            raise AssetError(_INTRICATE)
        if element in known:
            return known[element]
        count, deepest = 1, 0
        for child in element:
            more, deep = measure(child, depth + 1)
            count, deepest = count + more, max(deepest, deep)
        own = count
        for name, to in set(_references(element, sheet)):
            part = parts.get(to)
            if part is None or _local(part.tag).endswith("Gradient"):
                continue
            more, deep = measure(part, depth + 1)
            inherited = own if name in ("fill", "stroke") or name.startswith("marker") else 1
            count, deepest = count + more * inherited * _times(name, element), max(deepest, deep)
        if count > MOST_ELEMENTS or depth + deepest > MOST_DEPTH:
            raise AssetError(_INTRICATE)
        known[element] = count, deepest + 1
        return known[element]

    measure(root, 0)


def _times(name: str, element: ElementTree.Element) -> int:
    """Return how often a part is drawn at most for an element itself: a marker at each point of a path."""
    if not name.startswith("marker"):
        return 1
    longest = max((" ".join(each.attrib.values()) for each in element.iter()), key=len)
    return 1 + len(re.findall(r"[\d.]+", longest)) // 2


def _references(element: ElementTree.Element, sheet: Mapping[str, list[Reference]]) -> Iterator[Reference]:
    """Yield the parts of the drawing that an element names, itself or through a style sheet."""
    for selector in ("*", _local(element.tag), element.get("id", ""), *element.get("class", "").split()):
        yield from sheet.get(selector, ())
    for attribute, value in element.attrib.items():
        key = _local(attribute)
        if key == "style":
            yield from _declared(value)
        elif key != "href" or _local(element.tag) != "a":  # a link is not drawn
            yield from _named(key, value)


def _named(name: str, value: str) -> Iterator[Reference]:
    """Yield what a property names. Only colours have to say `url()`, for `#fff` is one."""
    if name == "href" or name.startswith(("clip-path", "marker", "mask", "filter")):
        yield from ((name, found) for found in re.findall(r"#([^'\"()\s]+)", value))
    else:
        yield from ((name, found) for _, found in _OWN.findall(value))


def _sheet(root: ElementTree.Element) -> dict[str, list[Reference]]:
    """Return what the style sheets of a drawing name, by each tag, id and class that a rule may be for."""
    found: dict[str, list[Reference]] = {}
    for style in root.iter():
        if _local(style.tag) == "style":
            for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", _COMMENT.sub("", style.text or "")):
                if named := list(_declared(body)):
                    for selector in set(re.findall(r"[\w-]+|\*", selectors)):
                        found.setdefault(selector, []).extend(named)
    return found


def _declared(style: str) -> Iterator[Reference]:
    for declaration in _COMMENT.sub("", style).split(";"):
        name, _, value = declaration.partition(":")
        yield from _named(name.strip().lower(), value)


def _svg_size(root: ElementTree.Element) -> tuple[float, float]:
    box = re.findall(r"-?\d*\.?\d+", root.get("viewBox", ""))
    if len(box) == 4 and float(box[2]) > 0 and float(box[3]) > 0:
        return float(box[2]), float(box[3])
    sizes = [re.match(r"\d*\.?\d+", root.get(name, "")) for name in ("width", "height")]
    if sizes[0] and sizes[1] and float(sizes[0][0]) > 0 and float(sizes[1][0]) > 0:
        return float(sizes[0][0]), float(sizes[1][0])
    raise AssetError("does not say how large it is: give it a viewBox")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
