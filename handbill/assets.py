"""Pictures: only what the project's own files name, inside the project folder, made harmless.

A picture is looked at once when the project is loaded (what is it, how large) and read again,
cleaned, when a page is typeset. Raster pictures are decoded and encoded anew, which leaves
nothing of the file but its pixels; SVG is refused where it holds a script or points outside.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from handbill.errors import HandbillError
from handbill.piece import Asset

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_SIDE = 2_000  # px; what is larger is made smaller, for it would not print any finer on a leaflet
MOST_ELEMENTS = 50_000
MOST_DEPTH = 60
_RASTER = {"PNG": "image/png", "JPEG": "image/jpeg"}
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)[^)\s'\"]|@import|javascript:|expression\(", re.IGNORECASE)
_SCRIPTED = ("script", "handler", "set", "animate", "animateColor", "animateMotion", "animateTransform")
_EMBEDDED = ("foreignObject", "iframe", "object", "embed", "image", "audio", "video")
_TURNED = range(5, 9)  # orientations in EXIF that lay a picture on its side
_ORIENTATION = 0x0112


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
    picture = _opened(data)
    size = picture.width, picture.height
    width, height = reversed(size) if picture.getexif().get(_ORIENTATION) in _TURNED else size
    return Asset(path, digest, _RASTER[str(picture.format)], width, height)


def read(asset: Asset) -> bytes:
    """Return a picture's bytes, cleaned. Raises AssetError where it cannot be read any more."""
    data = _bytes(asset.path)
    if asset.media_type == "image/svg+xml":
        return bytes(ElementTree.tostring(_svg(data), encoding="utf-8"))
    try:
        picture, out = _pixels(_opened(data)), io.BytesIO()
        if asset.media_type == "image/jpeg":
            picture.save(out, "JPEG", quality=85)
        else:
            picture.save(out, "PNG")
        return out.getvalue()
    except (OSError, ValueError, SyntaxError):
        raise AssetError("cannot be decoded: save it again as PNG or JPEG") from None


def words(asset: Asset) -> tuple[str, ...]:
    """Return the words that are drawn in an SVG, a string for each piece of text; nothing for other pictures."""
    if asset.media_type != "image/svg+xml":
        return ()
    found = ("".join(each.itertext()) for each in _svg(_bytes(asset.path)).iter() if _local(each.tag) == "text")
    return tuple(filter(str.strip, found))


def _pixels(picture: Any) -> Any:
    """Return nothing but the pixels of a picture: upright, in grey or RGB, with transparency where it has some."""
    from PIL import ImageFile, ImageOps

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and would print the rest of a cut-off picture grey
    try:
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # Pillow cuts off deep greys instead of scaling them
        upright = upright.point(lambda value: value / 257).convert("L")
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    is_grey = upright.mode in ("1", "L")
    plain = upright.convert("RGBA" if has_alpha else "L" if is_grey else "RGB")
    plain.info = {}  # comments and profiles would be written again
    plain.thumbnail((MOST_SIDE, MOST_SIDE))
    return plain


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
            raise AssetError("is too intricate: simplify it, or save it as PNG")
        for element in here:
            _check_element(element)
        here = [child for element in here for child in element]
    return root


def _check_element(element: ElementTree.Element) -> None:
    name = _local(element.tag)
    if name in _SCRIPTED or name in _EMBEDDED:
        raise AssetError(f"has a <{name}> in it, which is not allowed: export it as plain SVG")
    if name == "style" and _leads_out(element.text or ""):
        raise AssetError("points at something outside itself: export it as plain SVG")
    for attribute, value in element.attrib.items():
        key = _local(attribute).lower()
        if key.startswith("on"):
            raise AssetError("has a script in it, which is not allowed: export it as plain SVG")
        if (
            (key in ("href", "src") and not value.startswith("#"))
            or _OUTSIDE.search(value)
            or (key == "style" and _leads_out(value))
        ):
            raise AssetError("points at something outside itself: export it as plain SVG")


def _leads_out(style: str) -> bool:
    """Say whether CSS may name something outside the file; a backslash could hide that it does."""
    return bool(_OUTSIDE.search(style)) or "\\" in style


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
