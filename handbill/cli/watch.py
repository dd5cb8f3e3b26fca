"""`handbill watch`: builds again on save, and says in one line what changed."""

from __future__ import annotations

import datetime
import logging
import sys
from collections.abc import Iterable
from pathlib import Path

from watchfiles import Change, watch

from handbill.cli.build import Outcome, build, summary
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
        for changes in watch(root, watch_filter=lambda _, path: is_content(Path(path), root), raise_interrupt=False):
            print(f"{said(changes, root)}: {_build(request, workers)}", flush=True)
    return 0


ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".csv", ".xlsx", ".icc", ".icm")
"""How files end that may lie in any folder of a project: pictures, tables, profiles."""


def is_content(path: Path, root: Path) -> bool:
    """Say whether a file is one that a build may read: a text, a layout, a picture, a table; no scratch file."""
    parts = path.relative_to(root).parts
    if not parts or parts[0] == "output" or any(part.startswith((".", "~")) for part in parts):
        return False
    return parts[0] in FOLDERS or path.suffix.lower() in ENDINGS


def said(changes: Iterable[tuple[Change, str]], root: Path) -> str:
    """Return in a few words what changed: 'leaflets/who-decides.yaml changed'."""
    words = {Change.added: "new", Change.modified: "changed", Change.deleted: "gone"}
    told = sorted({f"{Path(path).relative_to(root).as_posix()} {words[change]}" for change, path in changes})
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return ", ".join(told[:3]) + more


def _build(request: Request, workers: Crew) -> str:
    """Build, and return the last line of its summary."""
    try:
        outcome: Outcome = build(request, workers, quiet=False)
    except HandbillError as error:
        print(f"handbill: {error}", file=sys.stderr)
        return "not built"
    *most, last = summary(outcome, request.root)
    if outcome.status:
        print("\n".join(line for line in most if line.startswith("failed")), file=sys.stderr)
    return last
