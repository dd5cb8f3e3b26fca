"""Reads a project whole: its files, what they say of each other, and what else is made of its documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from handbill import concerned, references, shipped
from handbill.forms import add_forms
from handbill.library import load
from handbill.project import Project


def read_project(
    root: Path, overrides: Mapping[str, str] | None = None, rules: str = "", documents: Collection[str] = ()
) -> Project:
    """Load a project folder, with these rules if any are named, and check what its files say of each other.

    Where some `documents` are named, of the others only what these draw on is checked, and there.
    """
    project = load(root, shipped.LAYOUTS, overrides, rules)
    needed = concerned.needed(project, documents)
    references.check(project, needed)
    add_forms(project)  # before others go: none may take the name of one of them
    if needed is not None:
        project.documents = {slug: entry for slug, entry in project.documents.items() if entry.main in needed}
    return project
