"""Pictures: are they there, and fine enough for where they are printed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbill.assets import AssetError
from handbill.errors import Problem
from handbill.project import DocumentEntry, Entry, Project
from handbill.source import Text

LEAST_PPI = 150
"""Pixels to the inch below which a picture is seen to be coarse on paper."""

MM_PER_INCH = 25.4
MM_PER_PX = MM_PER_INCH / 96
"""How large a pixel is printed where a picture has room to spare."""


def check(project: Project, name: Text, entry: Entry[Any] | DocumentEntry) -> Iterator[Problem]:
    """See that a picture is there and can be printed."""
    try:
        project.picture(name, entry.folder)
    except AssetError as error:
        message, _, hint = str(error).partition(": ")
        yield entry.source.describe(name.mark, f"the picture '{name}' {message}", hint)


def check_resolution(project: Project, name: Text, entry: DocumentEntry) -> Iterator[Problem]:
    """Warn of a picture that has too few pixels for the width that its layout prints it at."""
    layout = project.layouts.get(entry.layout)
    picture = project.pictures.get((entry.folder, name))
    if picture is None or picture.media_type == "image/svg+xml" or layout is None or layout.spec.picture is None:
        return
    width = min(layout.spec.picture, picture.width * MM_PER_PX)
    resolution = picture.width / width * MM_PER_INCH
    if resolution < LEAST_PPI:
        message = f"the picture '{name}' is {picture.width:.0f} pixels wide and is printed {width:.0f} mm wide"
        enough = round(layout.spec.picture / MM_PER_INCH * LEAST_PPI)
        hint = f"that is {resolution:.0f} to the inch; with {enough} pixels or more it prints sharp"
        yield entry.source.describe(name.mark, message, hint, warning=True)
