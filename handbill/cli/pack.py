"""`handbill pack`: one zip for a branch, with all that it needs in named folders."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbill.cli.build import INTERRUPTED, build
from handbill.errors import ContentError, HandbillError, UsageError
from handbill.pack import make
from handbill.pack.archive import FOLDER, check_free, write
from handbill.pack.plan import plan
from handbill.project import NEUTRAL, choose
from handbill.reading import read_project
from handbill.request import Request

if TYPE_CHECKING:
    from handbill.crew import Crew


def run(request: Request, folder: Path | None, jobs: int, *, everybody: bool) -> int:
    """Make the packs of the branches that a request names, or of all. Returns 1 where something is missing in one."""
    from handbill.task import hire

    slugs = _slugs(request, everybody=everybody)
    status = 0
    try:
        with hire(jobs) as workers:
            for slug in slugs:
                status = max(status, _packed(request, slug, folder, workers))
    except KeyboardInterrupt:
        print("handbill: stopped; what was made is whole", file=sys.stderr)
        return INTERRUPTED
    return status


def _packed(request: Request, slug: str, folder: Path | None, workers: Crew) -> int:
    """Make one pack; where that cannot be done, say why, and let the others be made."""
    try:
        return _pack(request, slug, folder, workers)
    except HandbillError as error:
        print(f"handbill: {error}", file=sys.stderr)
        return error.status


def _slugs(request: Request, *, everybody: bool) -> list[str]:
    """Return the branches whose packs are wanted. Raises UsageError, and ContentError where one cannot be read."""
    project = read_project(request.root)
    if everybody == bool(request.branches):
        raise UsageError("name one branch or more, or --all" + (", not both" if everybody else ""))
    if everybody:
        return list(project.branches)
    slugs = choose("branch", list(request.branches), [*project.known("branch", project.branches), NEUTRAL])
    for slug in slugs:
        if slug not in (*project.branches, NEUTRAL):
            raise ContentError(each for each in project.problems if each.severity == "error")
    return list(dict.fromkeys(slugs))


def _pack(request: Request, slug: str, folder: Path | None, workers: Crew) -> int:
    """Build what a pack needs, and write the pack."""
    output = request.root / "output"
    path = (folder or output / FOLDER) / f"{slug}.zip"
    check_free(path)  # before anything is built in vain
    wanted = plan(read_project(request.root), slug, request.today)
    outcome = build(wanted.request(request.root, request.today), workers, quiet=False)
    made = make(read_project(request.root), wanted, outcome.artefacts, workers, output)
    write(path, made.data)
    print(f"{path}: {made.files} files, {len(made.data) / 1e6:.1f} MB" + _warned(made.warned))
    for line in made.left_out:
        print(f"left out of {path.name}: {line}", file=sys.stderr)
    if made.unworded:
        print(made.unworded, file=sys.stderr)
    if wanted.lacks:
        who = " and ".join(f"the {each}" for each in wanted.lacks)
        print(f"{path.name} has nothing for a print shop: the imprint lacks the name and address of {who}")
    return 1 if made.left_out else outcome.status


def _warned(number: int) -> str:
    return f", {number} with warnings (see output/manifest.json)" if number else ""
