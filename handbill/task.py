"""What a worker does with one piece: set it, finish it, prove it, and write the files whole.

This is the half of the road that runs in worker processes; `pipeline` has the other half.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbill import shipped
from handbill.crew import Crew
from handbill.errors import HandbillError, MachineError

if TYPE_CHECKING:  # a worker has its Python ready sooner without them, and meets them in its first task
    from handbill.compose import Composed
    from handbill.layout import Layout
    from handbill.piece import Piece

TIME_LIMIT = 120.0
"""Seconds that one document for one branch may take before it is stopped."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece to make. `stem` begins the names of its files; `folder` is where they are written.

    A task that comes `composed` is only set by the worker; whoever composed it proves it, too.
    """

    piece: Piece
    layout: Layout
    editions: tuple[str, ...]
    stem: str
    folder: str
    composed: Composed | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """One file, written whole to the task's folder under `name`. `report` is its proof for a person to read."""

    edition: str
    name: str
    pages: int
    bytes: int
    sha256: str
    proof: dict[str, Any]
    report: str


@dataclass(frozen=True, slots=True)
class Result:
    """The files of a task; `notes` are warnings about how it turned out."""

    files: tuple[Made, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unproved:
    """A PDF that was set, and is yet to be proved and written."""

    pdf: bytes
    pages: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a task could not be done, in a sentence; `status` is the exit status that it stands for."""

    reason: str
    status: int = 1


Maker = Callable[[Task], Result | Unproved | Refusal]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told once. `cache` is a folder for what can be worked out again."""

    cache: str

    def ready(self) -> Maker:
        """Get ready to make: import WeasyPrint, find the fonts. Returns what answers tasks."""
        try:
            return _Maker(Path(self.cache)).make
        except (OSError, ImportError) as error:
            refusal = Refusal(
                f"a library that WeasyPrint needs is missing ({error}): 'handbill doctor' says how to install it",
                MachineError.status,
            )
            return lambda _task: refusal


def hire(jobs: int = 0, limit: float = TIME_LIMIT) -> Crew:
    """Return so many workers (0: one a core). Use them in a `with`; several builds may share them."""
    return Crew(jobs or os.cpu_count() or 1, Setup(str(shipped.cache_folder())), limit)


@dataclass(slots=True)
class _Maker:
    cache: Path
    typesetter: Any = field(init=False)

    def __post_init__(self) -> None:
        from handbill.typeset import Typesetter

        self.typesetter = Typesetter(shipped.font_folders(), self.cache)

    def make(self, task: Task) -> Result | Unproved | Refusal:
        made: Result | Unproved | Refusal = guarded(lambda: self._make(task))
        return made

    def _make(self, task: Task) -> Result | Unproved:
        from handbill import assets
        from handbill.finish import screen

        composed = task.composed or composed_of(task)
        pictures = {asset.digest: assets.read(asset) for asset in task.piece.assets()}
        typeset = self.typesetter.typeset(composed, task.layout, pictures)
        pdf = screen.finish(typeset, task.piece)
        unproved = Unproved(pdf, typeset.pages, tuple(map(str, typeset.fits)))
        return unproved if task.composed else prove(task, composed, unproved)


def composed_of(task: Task) -> Composed:
    """Return the HTML of a task. Raises HandbillError where its layout fails."""
    from handbill.compose import compose

    return compose(task.piece, task.layout, shipped.cache_folder())


def prove(task: Task, composed: Composed, unproved: Unproved) -> Result:
    """Prove what was set, and write the files."""
    from handbill.expect import expected_of
    from handbill.finish import image
    from handbill.proof import proof
    from handbill.proof.picture import proof_picture

    pdf, pages = unproved.pdf, unproved.pages
    report = proof(pdf, expected_of(task.piece, composed, task.layout, "screen", pages))
    files = []
    if "screen" in task.editions:
        files.append(_write(task, "screen", ".pdf", pdf, pages, report))
    if "image" in task.editions:
        for number, picture in enumerate(image.pages(pdf), 1):
            # A picture of a page that failed is no better than the page.
            shown = proof_picture(picture) if report.result != "fail" else report
            files.append(_write(task, "image", f"-{number}.png", picture, 1, shown))
    return Result(tuple(files), unproved.notes)


def guarded(work: Callable[[], Any]) -> Any:
    """Do some work of a task; return a Refusal where it cannot be done."""
    try:
        return work()
    except HandbillError as error:
        return Refusal(str(error), error.status)
    except OSError as error:
        return Refusal(f"cannot write a file ({error.strerror or error})", MachineError.status)
    except Exception as error:  # a fault of the program: this document is not made, the rest is
        return Refusal(f"the program failed: {type(error).__name__}: {error}")


def _write(task: Task, edition: str, ending: str, data: bytes, pages: int, report: Any) -> Made:
    name = f"{task.stem}_{edition}{ending}"
    (Path(task.folder) / name).write_bytes(data)
    told = report.as_dict()
    lines = [f"{check['result']:<5} {check['id']:<12} {check['detail']}" for check in told["checks"]]
    sha256 = hashlib.sha256(data).hexdigest()
    return Made(edition, name, pages, len(data), sha256, told, "\n".join([name, "", *lines, ""]))
