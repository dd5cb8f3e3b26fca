"""What a worker is asked to do, and what it answers.

This module is read before WeasyPrint is, and therefore imports little.
"""

from __future__ import annotations

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
    from handbill.pages import Typeset
    from handbill.piece import Piece
    from handbill.printing import Printers

TIME_LIMIT = 120.0
"""Seconds that one document for one branch may take before it is stopped."""

PAPERS_AT_ONCE = 25
"""The papers of a book for which it gets as much time again."""

LETTERS_AT_ONCE = 10
"""The same of letters, whose sheets are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece to make. `stem` begins the names of its files; `folder` is where they are written.

    `large` is the layout of its large print, where that is one of the editions.
    """

    piece: Piece
    layout: Layout
    large: Layout | None
    printers: Printers
    editions: tuple[str, ...]
    stem: str
    folder: str

    @property
    def weight(self) -> float:
        """How much longer than others it may take: a book of motions has many papers, and so have letters to many."""
        body = self.piece.body
        papers, letters = len(getattr(body, "items", ())), len(getattr(body, "letters", ()))
        return 1 + papers / PAPERS_AT_ONCE + letters / LETTERS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Setting:
    """Pages for the typesetter: the HTML, the pictures that it names by digest, and how far they bleed, in mm."""

    composed: Composed
    pictures: Mapping[str, bytes]
    bleed: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG picture to be drawn on a page of its own, for programs that know no SVG. Sizes in px."""

    svg: bytes
    width: float
    height: float


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
class Refusal:
    """Why something could not be made, in a sentence; `status` is the exit status that it stands for."""

    reason: str
    status: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """The files of a task, and the editions that could not be made."""

    files: tuple[Made, ...]
    refused: Mapping[str, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What there is to set for a task, of the task's own weight; a refusal stands where nothing could be composed."""

    each: tuple[Setting | Drawing | Refusal, ...]
    weight: float


Sets = tuple["Typeset | bytes | Refusal", ...]
"""What came of that, in the same order: pages, and for a drawing a PDF."""

Job = Task | Settings
"""What a worker is given: a whole task, or only the pages to set of one that was composed elsewhere."""

Maker = Callable[[Job], "Result | Sets | Refusal"]


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
                f"a library that WeasyPrint needs is missing ({error}): the command 'doctor' says how to install it",
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

    def make(self, job: Job) -> Result | Sets | Refusal:
        made: Result | Sets | Refusal = guarded(lambda: self._make(job))
        return made

    def _make(self, job: Job) -> Result | Sets:
        if isinstance(job, Settings):
            return tuple(map(self._set, job.each))
        from handbill.editions import complete
        from handbill.prepare import prepare

        prepared = prepare(job)
        return complete(job, prepared, tuple(map(self._set, prepared.settings.each)))

    def _set(self, setting: Setting | Drawing | Refusal) -> Typeset | bytes | Refusal:
        if isinstance(setting, Refusal):
            return setting
        if isinstance(setting, Drawing):
            drawn: bytes | Refusal = guarded(lambda: self.typesetter.draw(setting.svg, setting.width, setting.height))
            return drawn
        made: Typeset | Refusal = guarded(
            lambda: self.typesetter.typeset(setting.composed, setting.pictures, setting.bleed)
        )
        return made


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
