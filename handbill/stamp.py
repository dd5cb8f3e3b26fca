"""Is there anything to do at all? Answered from names, sizes and times, without reading the content.

A build leaves a stamp: a digest of what it was asked, of the name, size and time of every file
that it could have read, and of the day. Where the next build has the same stamp, and every file
in output/ is as it was left, it would come to the same end, so it ends at once.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbill import __version__
from handbill.manifest import Artefact, is_settled, read_manifest, read_state
from handbill.models.kinds import KINDS

FOLDERS = ("campaigns", "organisations", "branches", "printers", *(kind.folder for kind in KINDS), "layouts", "rules")
PACKAGE = Path(__file__).parent


def stamp_of(root: Path, asked: Any) -> str:
    """Return the stamp of a build. `asked` is all that was asked for, as plain values."""
    said = (__version__, stamp_of_program(), asked, os.environ.get("SOURCE_DATE_EPOCH"))
    return _stamp(repr(said), *(root / name for name in FOLDERS))


def stamp_of_program() -> str:
    """Return the stamp of the program itself, and of the packages that are installed beside it."""
    return _stamp(repr(_packages()), PACKAGE, PACKAGE.parent / "layouts", PACKAGE.parent / "rules")


def _stamp(said: str, *folders: Path) -> str:
    """Return a digest of words, and of the name, size and time of every file in some folders."""
    total = hashlib.sha256(said.encode())
    for folder in folders:
        for path, size, time in sorted(_files(str(folder))):
            total.update(f"{path}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def stamp_of_files(root: Path, paths: Iterable[str]) -> str:
    """Return the stamp of single files: pictures and tables that a build read from other folders of the project."""
    total = hashlib.sha256()
    for path in sorted(paths):
        try:
            found = os.stat(root / path)
            total.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        except OSError:
            total.update(f"{path}\0gone\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _packages() -> list[str]:
    """Return the names and versions of the packages that are installed beside this program's."""
    folders = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return sorted(name for folder in folders for name in _listed(folder) if name.endswith(".dist-info"))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def untouched(output: Path, times: dict[str, list[int]]) -> bool:
    """Say whether every file in output/ has the size and time that it was left with."""
    try:
        for path, left in times.items():
            found = os.stat(output / path)
            if [found.st_size, found.st_mtime_ns] != left:
                return False
    except OSError:
        return False
    return (output / "manifest.json").is_file()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, size in bytes and time in ns of every file in a folder and below."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__" or entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
            continue
        try:
            found = entry.stat()
        except OSError:  # a link that leads nowhere, which reading will tell of
            continue
        if stat.S_ISREG(found.st_mode):
            yield entry.path, found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Standing:
    """The end that a build would come to: what it would tell, the files that stand, the exit status.

    `outdated` are files of earlier builds that could not be made anew. `placeholders` are links, with where they are.
    """

    told: tuple[str, ...]
    artefacts: tuple[Artefact, ...]
    outdated: tuple[str, ...]
    placeholders: Mapping[str, str]
    status: int


def standing(root: Path, asked: tuple[tuple[str, ...], str]) -> Standing | None:
    """Return the end of the last build where this one has the same stamp, else None. `asked` is `Request.asked`."""
    output = root / "output"
    state = read_state(output)
    left = state.get("stamp", {})
    if left.get("of") != stamp_of(root, asked) or not is_settled(output, state):
        return None
    if not untouched(output, state.get("times", {})):
        return None
    if left.get("also_of") != stamp_of_files(root, left.get("also", ())):
        return None
    paths = set(left["paths"])
    artefacts = tuple(each for each in read_manifest(output) if each.path in paths)
    if len(artefacts) != len(paths):
        return None
    told, outdated, placeholders = tuple(left["told"]), tuple(left["outdated"]), left.get("placeholders", {})
    return Standing(told, artefacts, outdated, placeholders, int(left["status"]))
