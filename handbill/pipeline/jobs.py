"""Jobs: what there is to make of each piece, and whether the files that are there are as they should be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbill import shipped
from handbill.layout import LARGE_LAYOUT
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import Project
from handbill.store import Store, file_name
from handbill.task import Job as ForWorker
from handbill.task import Task
from handbill.wanted import Target

if TYPE_CHECKING:
    from handbill.prepare import Prepared


@dataclass(slots=True)
class Job:
    """One document for one branch in one language, in one or more editions."""

    targets: tuple[Target, ...]
    due: tuple[Target, ...]  # those that are out of date
    keys: Mapping[str, str]  # by edition
    task: Task
    file: str  # of the document
    prepared: Prepared | None = None  # where this process composed the task, and will complete it

    @property
    def for_worker(self) -> ForWorker:
        return self.prepared.settings if self.prepared else self.task


class Jobs:
    """Makes jobs. `printer_of` tells the printer that was named for a file; with `force` everything is out of date."""

    def __init__(self, project: Project, store: Store, printer_of: Callable[[Target], str], force: bool) -> None:
        self._project, self._store, self._printer_of, self._force = project, store, printer_of, force
        self._paths: dict[Target, list[str]] = {}
        for path, artefact in store.artefacts.items():
            self._paths.setdefault(artefact.target, []).append(path)

    def of(self, piece: Piece, targets: tuple[Target, ...]) -> Job:
        """Return the job of making a piece in some editions."""
        entry = self._project.documents[piece.document]
        layout = self._project.layouts[piece.layout]
        large = self._project.layouts.get(LARGE_LAYOUT)
        named = {target[3]: self._printer_of(target) for target in targets}
        branch = self._project.branches.get(piece.branch)
        chosen = printers(self._project, branch, named.get("press", ""), named.get("office", ""))
        parts = (piece.digest(), layout.digest, shipped.program_digest())
        keys = {}
        for _, _, _, edition in targets:
            own = large.digest if edition == "large" and large else chosen.digest(edition)
            keys[edition] = hashlib.sha256("".join((*parts, own)).encode()).hexdigest()
        due = tuple(each for each in targets if self._force or not self._is_current(each, keys[each[3]]))
        stem = file_name(piece.document, entry.lang, piece.branch, piece.langs)
        task = Task(piece, layout, large, chosen, tuple(target[3] for target in due), stem, str(self._store.part))
        return Job(targets, due, keys, task, entry.source.name)

    def _is_current(self, target: Target, key: str) -> bool:
        paths = self._paths.get(target)
        return bool(paths) and all(self._store.key_of(path) == key for path in paths or ())
