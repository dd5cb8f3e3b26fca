"""What a worker does with one piece: set it, finish it, prove it, and write the files whole.

This is the half of the road that runs in worker processes; `pipeline` has the other half.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbill import shipped
from handbill.errors import HandbillError, MachineError

if TYPE_CHECKING:  # a worker has its Python ready sooner without them, and meets them in its first task
    from handbill.composed import Composed
    from handbill.crew import Crew
    from handbill.layout import Layout
    from handbill.piece import Piece
    from handbill.typeset import Typeset

TIME_LIMIT = 120.0
"""Seconds that one document for one branch may take before it is stopped."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece to make. `stem` begins the names of its files; `folder` is where they are written."""

    piece: Piece
    layout: Layout
    editions: tuple[str, ...]
    stem: str
    folder: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One page, or several, for the typesetter: the HTML, and the pictures that it names, by digest."""

    composed: Composed
    pictures: Mapping[str, bytes]


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
class Refusal:
    """Why a task could not be done, in a sentence; `status` is the exit status that it stands for."""

    reason: str
    status: int = 1


Maker = Callable[["Task | Setting"], "Result | Typeset | Refusal"]
"""What answers in a worker. It makes a whole task; of one that was composed elsewhere it only sets the pages."""


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
            return lambda _job: refusal


def hire(jobs: int = 0, limit: float = TIME_LIMIT) -> Crew:
    """Return so many workers (0: one a core). Use them in a `with`; several builds may share them."""
    from handbill.crew import Crew

    return Crew(jobs or os.cpu_count() or 1, Setup(str(shipped.cache_folder())), limit)


@dataclass(slots=True)
class _Maker:
    cache: Path
    typesetter: Any = field(init=False)

    def __post_init__(self) -> None:
        from handbill.typeset import Typesetter

        self.typesetter = Typesetter(shipped.font_folders(), self.cache)

    def make(self, job: Task | Setting) -> Result | Typeset | Refusal:
        made: Result | Typeset | Refusal = guarded(lambda: self._make(job))
        return made

    def _make(self, job: Task | Setting) -> Result | Typeset:
        setting = job if isinstance(job, Setting) else setting_of(job)
        typeset: Typeset = self.typesetter.typeset(setting.composed, setting.pictures)
        return typeset if isinstance(job, Setting) else complete(job, setting, typeset)


def setting_of(task: Task) -> Setting:
    """Return what is to be set for a task. Raises HandbillError where its layout or a picture fails."""
    from handbill import assets
    from handbill.compose import compose

    composed = compose(task.piece, task.layout, shipped.cache_folder())
    return Setting(composed, {asset.digest: assets.read(asset) for asset in task.piece.assets()})


def complete(task: Task, setting: Setting, typeset: Typeset) -> Result:
    """Finish the editions of what was set, prove them, and write the files."""
    from handbill.expect import expected_of
    from handbill.finish import image, screen
    from handbill.proof import proof
    from handbill.proof.picture import proof_picture

    pdf, pages = screen.finish(typeset, task.piece), typeset.pages
    report = proof(pdf, expected_of(task.piece, setting.composed, task.layout, "screen", pages))
    files = []
    if "screen" in task.editions:
        files.append(_write(task, "screen", ".pdf", pdf, pages, report))
    if "image" in task.editions:
        for number, picture in enumerate(image.pages(pdf), 1):
            # A picture of a page that failed is no better than the page.
            shown = proof_picture(picture) if report.result != "fail" else report
            files.append(_write(task, "image", f"-{number}.png", picture, 1, shown))
    return Result(tuple(files), tuple(map(str, typeset.fits)))


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
