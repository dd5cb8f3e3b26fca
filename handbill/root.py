"""Which folder is the project."""

from __future__ import annotations

from pathlib import Path

from handbill.called import command
from handbill.errors import UsageError

FOLDERS = ("motions", "leaflets", "campaigns")
"""Any of these tells a project: no document is without a campaign, while 'letters' or 'records' may be anybody's."""


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds documents. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if any((folder / name).is_dir() for name in FOLDERS):
            return folder
    raise UsageError(
        f"there is no project in {start} or above it: "
        f"go to a folder that has campaigns/ in it, or begin one with '{command()} new project DIR'"
    )
