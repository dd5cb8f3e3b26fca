"""The files of a project: YAML and tables in its folders, read where they lie, and never from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbill.library.slugs import SLUG_HINT, slugify
from handbill.models.base import is_slug
from handbill.source import Map, Source, read_yaml
from handbill.tables import Row, read_table

YAML_ENDINGS = (".yaml", ".yml")
TABLE_ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Found:
    """What one file, or one row of a table, gave: its data is None where it could not be read."""

    slug: str
    source: Source
    folder: Path
    data: Map | None


class Files:
    """Reads the files of a project folder. What is wrong with them is in `sources`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources: list[Source] = []

    def yaml(self, name: str) -> Iterator[Found]:
        """Yield every YAML file of a folder."""
        for path in self._paths(name, YAML_ENDINGS):
            source = self.read(path, self.name(path))
            slug = unicodedata.normalize("NFC", path.stem)  # some file systems take letters and accents apart
            if not is_slug(slug):
                better = slugify(slug) or "a-name"
                message = f"the file name '{path.name}' cannot serve as a name"
                source.problem(None, message, f"rename it, for example to '{better}{path.suffix}': {SLUG_HINT}")
            yield Found(slug, source, path.parent, source.data)

    def _paths(self, name: str, endings: tuple[str, ...]) -> Iterator[Path]:
        """Yield the files of a folder that have one of some endings and lie in the project."""
        folder = self.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith((".", "~$")):
                continue
            if path.suffix.lower() in endings and (path.is_file() or path.is_symlink()):
                try:
                    leads_in = path.resolve().is_relative_to(self.root.resolve())
                except (OSError, RuntimeError):
                    leads_in = True  # a link to itself leads nowhere, and so not out
                if not leads_in:
                    self.say(path, "the file is a link that leads out of the project folder", "copy the file in")
                elif not path.exists():
                    hint = "delete it, or put the file itself in its place"
                    self.say(path, "the file is a link that leads nowhere", hint)
                else:
                    yield path
            elif endings == YAML_ENDINGS:
                self._warn_unread(path)

    def tables(self, name: str) -> Iterator[tuple[Path, list[Row]]]:
        """Yield the rows of every table of a folder."""
        for path in self._paths(name, TABLE_ENDINGS):
            yield path, self.table(path)

    def read(self, path: Path, name: str) -> Source:
        """Read a YAML file. `name` is what messages call it."""
        source = read_yaml(path, name)
        self.sources.append(source)
        return source

    def table(self, path: Path) -> list[Row]:
        """Read the rows of a table."""
        table, rows = read_table(path, self.name(path))
        self.sources += [table, *rows]
        return rows

    def _warn_unread(self, path: Path) -> None:
        """Tell of a file that looks as if it was meant to be read."""
        if re.search(r"\.ya?ml\.\w+$", path.name.lower()):
            self.say(path, "the file is not read", "rename it so that its name ends in .yaml", warning=True)
        elif path.suffix.lower() in (".xls", ".ods", ".numbers") and path.parent.name == "branches":
            self.say(path, "the file is not read", "save it as .xlsx or .csv", warning=True)
        elif path.is_dir() and any(each.suffix.lower() in YAML_ENDINGS for each in path.iterdir()):
            message = "the files in this folder are not read"
            self.say(path, message, f"put them into {path.parent.name}/ itself", warning=True)

    def say(self, path: Path, message: str, hint: str, *, warning: bool = False) -> None:
        """Tell of a file that is not read."""
        source = Source(self.name(path))
        source.problem(None, message, hint, warning=warning)
        self.sources.append(source)

    def name(self, path: Path) -> str:
        """Return what messages call a file."""
        return path.relative_to(self.root).as_posix()


def link_out(folder: Path, root: Path) -> Path | None:
    """Return the first link in a folder, or the folder itself, that leads out of the project; None if there is none."""
    inside = root.resolve()
    for path in (folder, *sorted(folder.rglob("*"))):
        if path.is_symlink() and not _leads_into(path, inside):
            return path
    return None


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # a link to itself
        return False


def is_inside(path: Path, root: Path) -> bool:
    """Say whether a file is there and lies in a folder, symbolic links followed."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except OSError:  # a name that no file can have
        return False


def tables_in(folder: Path) -> list[str]:
    """Return the names of the tables in a folder."""
    return sorted(each.name for each in folder.iterdir() if each.suffix.lower() in TABLE_ENDINGS)
