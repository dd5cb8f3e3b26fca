"""Setting sample pieces in tests, with one typesetter for all: making one takes half a second."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import yaml

from handbill import assets, shipped
from handbill.compose import compose
from handbill.composed import Composed
from handbill.finish import screen
from handbill.layout import Layout, load
from handbill.pages import Typeset
from handbill.piece import Piece
from handbill.typeset import Typesetter


@cache
def typesetter() -> Typesetter:
    return new_typesetter()


def new_typesetter() -> Typesetter:
    folder = Path(tempfile.mkdtemp(prefix="handbill-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Typesetter(shipped.font_folders(), folder)


def layout(name: str, *own: Path) -> Layout:
    """Load a layout, from folders of one's own before the shipped one."""
    roots = (*own, shipped.LAYOUTS)
    path = next(root / name / "layout.yaml" for root in roots if (root / name / "layout.yaml").is_file())
    return load(name, yaml.safe_load(path.read_text("utf-8")), roots)


def composed(piece: Piece, *own: Path) -> Composed:
    return compose(piece, layout(piece.layout, *own))


_SET: dict[tuple[str, str], Typeset] = {}


def typeset(piece: Piece, *own: Path, setter: Typesetter | None = None) -> Typeset:
    """Set a piece; one that was set before, by the same typesetter, is not set again."""
    used = layout(piece.layout, *own)
    made = compose(piece, used)
    if setter:
        return setter.typeset(made, _pictures(piece))
    key = made.key, made.html
    if key not in _SET:
        _SET[key] = typesetter().typeset(made, _pictures(piece))
    return _SET[key]


def _pictures(piece: Piece) -> dict[str, bytes]:
    return {asset.digest: assets.read(asset) for asset in piece.assets()}


def screen_pdf(piece: Piece, *own: Path) -> bytes:
    return screen.finish(typeset(piece, *own), piece)
