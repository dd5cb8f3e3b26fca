"""The fonts that pages are set in: those of some folders, and none that the system has."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from handbill.format import Format
from handbill.typeset import engine

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration


class Fonts:
    """WeasyPrint's font configurations, each made once. `folders` are those of the fonts that all layouts have."""

    def __init__(self, folders: Sequence[Path], cache_dir: Path) -> None:
        self._folders = tuple(folders)
        self._cache_dir = cache_dir
        self._made: dict[tuple[tuple[Path, ...], str], FontConfiguration] = {}

    def shared(self) -> FontConfiguration:
        """Return the configuration of the fonts that all layouts have."""
        return self._of(self._folders, "")

    def of(self, format: Format) -> FontConfiguration:
        """Return the configuration for a layout: its own fonts beside the others."""
        own = tuple(folder for root in format.roots if (folder := root / format.layout / "fonts").is_dir())
        return self._of((*self._folders, *own), format.digest if own else "")

    def _of(self, folders: tuple[Path, ...], digest: str) -> FontConfiguration:
        """Return the configuration for these folders and no others, as they are now."""
        if (folders, digest) not in self._made:
            os.environ["FONTCONFIG_FILE"] = str(_write_font_list(folders, self._cache_dir))
            engine.load()
            from weasyprint.text.fonts import FontConfiguration

            self._made[folders, digest] = FontConfiguration()
        return self._made[folders, digest]


def _write_font_list(folders: tuple[Path, ...], cache_dir: Path) -> Path:
    """Write the fontconfig file that lists these folders and no others. Returns its path."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    listed = "".join(f"<dir>{escape(str(folder.resolve()))}</dir>" for folder in folders)
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{listed}<cachedir>{escape(str(cache_dir.resolve()))}</cachedir></fontconfig>"
    )
    path = cache_dir / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    return path
