"""Pictures: only what the project's own files name, inside the project folder, made harmless.

A picture is looked at once when the project is loaded (what is it, how large) and read again,
cleaned, when a page is typeset. Raster pictures are decoded and encoded anew, which leaves
nothing of the file but its pixels; SVG is refused where it holds a script or points outside.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from xml.etree import ElementTree

from handbill.errors import HandbillError
from handbill.piece import Asset

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
_RASTER = {"PNG": "image/png", "JPEG": "image/jpeg"}
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)[^)\s'\"]|@import|javascript:|expression\(", re.IGNORECASE)
_REFUSED = {
    "script",
    "foreignObject",
    "iframe",
    "object",
    "embed",
    "image",
    "audio",
    "video",
    "animate",
    "set",
    "handler",
}


class AssetError(HandbillError):
    """A picture that cannot be used. The message goes on from 'the picture x …'."""


def find(name: str, folder: Path, root: Path) -> Path:
    """Return the path of a picture named in a file of `folder`, which has to lie inside the project.

    The name starts at the folder of the file that names it, or at the project folder.
    """
    for base in (folder, root):
        path = base / name
        if path.is_file():
            if not path.resolve().is_relative_to(root.resolve()):
                raise AssetError("lies outside the project folder: copy it in")
            return path
    raise AssetError("is not there: see that its path starts at the folder of this file")


def look(path: Path) -> Asset:
    """Return what a picture is. Raises AssetError with what is wrong with it."""
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() == ".svg":
        width, height = _svg_size(_svg(data))
        return Asset(path, digest, "image/svg+xml", width, height)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=tuple(_RASTER)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise AssetError(f"has more than {MOST_PIXELS // 1_000_000} million pixels: make it smaller")
            return Asset(path, digest, _RASTER[str(picture.format)], picture.width, picture.height)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise AssetError("is not a picture that can be used: save it as PNG, JPEG or SVG") from None


def read(asset: Asset) -> bytes:
    """Return a picture's bytes, cleaned. Raises AssetError where it cannot be read any more."""
    data = _bytes(asset.path)
    if asset.media_type == "image/svg+xml":
        return ElementTree.tostring(_svg(data), encoding="utf-8")
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=tuple(_RASTER)) as picture:
            upright = ImageOps.exif_transpose(picture)
            clean = io.BytesIO()
            if asset.media_type == "image/jpeg":
                mode = "L" if upright.mode == "L" else "RGB"
                upright.convert(mode).save(clean, "JPEG", quality=90)
            else:
                has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
                upright.convert("RGBA" if has_alpha else "RGB").save(clean, "PNG")
            return clean.getvalue()
    except (OSError, ValueError, SyntaxError):
        raise AssetError("cannot be decoded: save it again as PNG or JPEG") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AssetError(f"is larger than {MOST_BYTES // 1024 // 1024} MB: make it smaller")
        return path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror})") from None


def _svg(data: bytes) -> ElementTree.Element:
    """Return the root of an SVG that has no scripts, no outside references and no entities."""
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", data, re.IGNORECASE):
        raise AssetError("has a document type or a style sheet of its own: export it as plain SVG")
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise AssetError("is not an SVG file that can be read: export it again") from None
    if _local(root.tag) != "svg":
        raise AssetError("is not an SVG file: save it as PNG, JPEG or SVG")
    for element in root.iter():
        name = _local(element.tag)
        if name in _REFUSED:
            raise AssetError(f"has a <{name}> in it, which is not allowed: export it as plain SVG")
        if name == "style" and _OUTSIDE.search(element.text or ""):
            raise AssetError("points at something outside itself: export it as plain SVG")
        for attribute, value in element.attrib.items():
            key = _local(attribute).lower()
            if key.startswith("on"):
                raise AssetError("has a script in it, which is not allowed: export it as plain SVG")
            if (key in ("href", "src") and not value.startswith("#")) or _OUTSIDE.search(value):
                raise AssetError("points at something outside itself: export it as plain SVG")
    return root


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
