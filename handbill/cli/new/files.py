"""The file that is begun: what it is called, that there is none yet, and what to do with it next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from handbill.called import command
from handbill.cli import schema
from handbill.errors import UsageError
from handbill.library.files import YAML_ENDINGS
from handbill.library.slugs import RESERVED, slugify
from handbill.models.base import is_slug
from handbill.store import room

MOST_OF_A_NAME: Final = 40
"""So many letters of a name make a slug, and not half a word."""


def free(root: Path, known: Iterable[str], folder: str, name: str, given: str | None) -> str:
    """Return a slug that nothing of its kind has yet. Raises UsageError where it is taken, or is none."""
    slug = slug_of(name, given, "--slug")
    there = next((path for end in YAML_ENDINGS if (path := root / folder / f"{slug}{end}").exists()), None)
    if there or slug in known:
        where = there.relative_to(root).as_posix() if there else f"'{slug}'"
        raise UsageError(f"{where} is there already: give the new one another name with --slug")
    return slug


def slug_of(name: str, given: str | None, option: str) -> str:
    """Return the slug that is given, else one of the first words of a name: it stands in the name of every file."""
    slug = slugify(name) if given is None else given
    if given is None and len(slug) > MOST_OF_A_NAME:
        slug = slug[: MOST_OF_A_NAME + 1].rpartition("-")[0] or slug
    if not is_slug(slug) or slug in RESERVED:
        told = f"'{slug}' cannot be the name of a file" if slug else f"no file name can be made of '{name}'"
        raise UsageError(f"{told}: give {option} lower-case letters, digits and single hyphens")
    return slug


def led(root: Path, kind: str) -> str:
    """Return the line that leads editors to the schema, where the project has it."""
    return f"{schema.comment(kind)}\n" if (root / schema.file_name(kind)).is_file() else ""


def write(path: Path, text: str, shown: str = "") -> None:
    """Write a file that is not there yet, and say so."""
    with room():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    print(f"Written: {shown or f'{path.parent.name}/{path.name}'}")


def next_step(words: str, work: str) -> int:
    """Say what to do with what was written. Returns the exit status."""
    print(f"\nNow open it, {work}, and run:\n  {command()} {words}")
    return 0
