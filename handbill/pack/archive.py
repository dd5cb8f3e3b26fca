"""The archive itself: a zip that is known again as a pack. The same files give the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from handbill.errors import UsageError
from handbill.store import room, write_whole

FOLDER: Final = "packs"
"""Where packs lie in output/."""

MARK: Final = b"handbill pack"
"""Stands in every pack, so that a pack is known again and nothing else is written over."""


def zipped(members: Mapping[str, bytes], created: str) -> bytes:
    """Return an archive of files of a date, as ISO 8601. They are packed already, and stored as they are."""
    day = datetime.datetime.fromisoformat(created)
    date = (max(day.year, 1980), day.month, day.day, 0, 0, 0)  # no zip knows an earlier year
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = MARK
        for name in sorted(members, key=lambda name: ("/" in name, name)):
            info = zipfile.ZipInfo(name, date)
            info.create_system = 3  # as made on Unix, wherever it is
            info.external_attr = 0o100644 << 16
            archive.writestr(info, members[name])
    return made.getvalue()


def check_free(path: Path) -> None:
    """See that a pack may be written. Raises UsageError where a file that is no pack lies there."""
    if path.exists() and not _is_pack(path):
        raise UsageError(f"{path} is there already and is no pack: move it away, or name another folder with --output")


def write(path: Path, data: bytes) -> None:
    """Write a pack, whole or not at all. Raises UsageError where a file that is no pack lies there."""
    check_free(path)
    with room():
        write_whole(path, data)


def _is_pack(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == MARK
    except (OSError, zipfile.BadZipFile):
        return False
