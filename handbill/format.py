"""What the typesetter needs to know of a layout: its files, and how it is set on a paper.

Plain values, which a worker reads at once: nothing here imports more than the standard library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from handbill.errors import HandbillError
from handbill.units import Paper


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which sizes a text is fitted, in pt. `lines` is the most lines that a headline may take; 0: any."""

    least: float
    preferred: float
    most: float
    lines: int = 0
    same: bool = False

    def scaled(self, by: float) -> Limits:
        return replace(self, least=self.least * by, preferred=self.preferred * by, most=self.most * by)


@dataclass(frozen=True, slots=True)
class Format:
    """How a layout is set on one paper.

    `digest` is that of the whole layout; `roots` are the `layouts` folders to look in, the
    project's first. `empty` is the part of a side that may stay empty without a warning.
    """

    layout: str
    digest: str
    roots: tuple[Path, ...]
    paper: Paper
    limits: Mapping[str, Limits]
    flows: bool
    empty: float

    def read(self, path: str) -> bytes:
        """Return a file of any layout folder, such as 'common/base.css'. Raises HandbillError where there is none."""
        return locate(path, self.roots).read_bytes()


def locate(path: str, roots: tuple[Path, ...]) -> Path:
    """Find 'name/file' in the first of the layout folders that has it, never outside them.

    Raises HandbillError where it is missing, or is a symbolic link that leads out.
    """
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise HandbillError(f"'{path}' is not a file of a layout folder")
    for root in roots:
        found = root.joinpath(*parts)
        if found.is_file():
            if not found.resolve().is_relative_to(root.resolve()):
                raise HandbillError(f"layouts/{path} is a link that leads out of the layouts folder")
            return found
    raise HandbillError(f"there is no file layouts/{path}")
