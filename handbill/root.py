"""Which folder is the project."""

from __future__ import annotations

from pathlib import Path

from handbill.errors import UsageError

DOCUMENT_FOLDERS = ("motions", "leaflets")


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds documents. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if any((folder / name).is_dir() for name in DOCUMENT_FOLDERS):
            return folder
    raise UsageError(
        f"there is no project in {start} or above it: "
        "go to a folder that has motions/ or leaflets/, or begin one with 'handbill new project DIR'"
    )
