"""What the command is called where it was started: in a clone that is `render.py`, for nothing is installed there."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path

SCRIPT = "render.py"


def command(folder: Path | None = None) -> str:
    """Return how a person calls the command again, from the folder that they are in or from another."""
    started = Path(sys.argv[0])
    if started.name != SCRIPT:
        return "handbill"
    path = str(started.resolve())
    with suppress(ValueError):  # Windows: on another drive it has no other name
        path = min(path, os.path.relpath(path, (folder or Path.cwd()).resolve()), key=len)
    return f"{'py' if os.name == 'nt' else 'python3'} {shlex.quote(path)}"
