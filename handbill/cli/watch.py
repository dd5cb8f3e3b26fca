"""`handbill watch`: builds again on save, and says in one line what changed."""

from __future__ import annotations

import datetime
import logging
import os
import sys
from collections.abc import Iterable, Set
from pathlib import Path

from watchfiles import watch

from handbill.cli.build import build
from handbill.cli.summary import closing, faults
from handbill.crew import Crew
from handbill.errors import HandbillError
from handbill.request import Request
from handbill.stamp import FOLDERS
from handbill.task import hire


def run(root: Path, today: datetime.date) -> int:
    """Build, then again after each change, until stopped with Ctrl-C."""
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it tells of Ctrl-C, which needs no telling
    request = Request(root, today=today)
    with hire() as workers:
        _build(request, workers)
        print(f"Watching {root}; Ctrl-C ends it.", flush=True)
        there = content(root)
        for changes in watch(root, watch_filter=lambda _, path: is_content(Path(path), root), raise_interrupt=False):
            before, there = there, content(root)
            touched = {Path(path).relative_to(root).as_posix() for _, path in changes}
            if words := said(touched, before, there):
                print(f"{words}: {_build(request, workers)}", flush=True)
    return 0


ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".csv", ".xlsx", ".icc", ".icm")
"""How files end that may lie in any folder of a project: pictures, tables, profiles."""


def is_content(path: Path, root: Path) -> bool:
    """Say whether a file is one that a build may read: a text, a layout, a picture, a table; no scratch file."""
    parts = path.relative_to(root).parts
    if not parts or parts[0] == "output" or any(part.startswith((".", "~")) for part in parts):
        return False
    return parts[0] in FOLDERS or path.suffix.lower() in ENDINGS


def content(root: Path) -> set[str]:
    """Return the files that a build may read, by their paths from the root."""
    found: set[str] = set()
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(folder, name) != root / "output"]
        found |= {path.relative_to(root).as_posix() for name in files if is_content(path := Path(folder, name), root)}
    return found


def said(touched: Iterable[str], before: Set[str], after: Set[str]) -> str:
    """Return in a few words what changed: 'leaflets/who-decides.yaml changed'; nothing where nothing did.

    Many editors save by putting a new file in the place of the old one, and of a folder that is moved its files
    are not told: so it is looked at what is there.
    """
    words = {(True, True): "changed", (False, True): "new", (True, False): "gone"}
    seen = {path: (path in before, path in after) for path in sorted({*touched} | before ^ after)}
    told = [f"{path} {words[how]}" for path, how in seen.items() if any(how)]
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return ", ".join(told[:3]) + more


def _build(request: Request, workers: Crew) -> str:
    """Build, and return in a line what came of it; what failed its proof is printed."""
    try:
        outcome = build(request, workers, quiet=False)
    except HandbillError as error:
        print(f"handbill: {error}", file=sys.stderr)
        return "not built"
    for line in faults(outcome):
        print(line, file=sys.stderr)
    return closing(outcome, request.root)
