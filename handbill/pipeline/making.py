"""Having due jobs made, and what comes of them put in its place."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from handbill import crew
from handbill.errors import MachineError
from handbill.manifest import FAILED, Artefact
from handbill.pipeline.events import Begun, Finished, Refused
from handbill.pipeline.jobs import Job
from handbill.store import Store
from handbill.task import Made, Refusal, Task, guarded
from handbill.wanted import Target

SAVE_EVERY = 2.0
"""Seconds after which the manifest is written anew while files are being made."""


class Making:
    """Jobs on their way to output/. What could not be made is in `unmade`; `refused` says whether a job told why."""

    def __init__(self, store: Store, workers: crew.Crew) -> None:
        self._store, self._crew = store, workers
        self.unmade: set[Target] = set()
        self.refused = False

    def all(self, due: list[Job]) -> Iterator[Begun | Finished | Refused]:
        """Make all jobs, and tell of each."""
        due = self._composed_here(due)
        saved = time.monotonic()
        by_task = {id(job.for_worker): job for job in due}
        for news in self._news(due):
            job = by_task[id(news.job)]
            piece = job.task.piece
            if isinstance(news, crew.Begun):
                yield Begun(piece.document, piece.branch)
                if job.prepared:
                    _get_ready_to_complete(job.task)
                continue
            result = self._completed(job, Refusal(news.error) if news.error else news.result)
            refused = dict.fromkeys(job.task.editions, result) if isinstance(result, Refusal) else result.refused
            for reason, editions in _by_reason(refused).items():
                self.refused = True
                self.unmade.update(target for target in job.due if target[3] in editions)
                only = "" if len(editions) == len(job.task.editions) else f"{', '.join(editions)}: "
                yield Refused(piece.document, piece.branch, only + reason, job.file)
            if isinstance(result, Refusal):
                continue
            artefacts = tuple(self._place(job, made) for made in result.files)
            self._drop_left_over(artefacts)
            if time.monotonic() - saved > SAVE_EVERY:
                self._store.save()
                saved = time.monotonic()
            yield Finished(piece.document, piece.branch, artefacts)

    def _news(self, due: list[Job]) -> Iterator[crew.Begun | crew.Outcome]:
        """Yield what the workers tell. What was composed here and needs no setting needs no worker."""
        if due and due[0].prepared and not due[0].prepared.settings.each:
            yield crew.Begun(due[0].for_worker)
            yield crew.Outcome(due[0].for_worker, result=())
        else:
            yield from self._crew.run([job.for_worker for job in due])

    @staticmethod
    def _composed_here(due: list[Job]) -> list[Job]:
        """Compose a single document in this process, which has nothing else to do while its worker gets ready.

        A template of the user's own is left to the worker, which can be stopped if it never ends.
        """
        if len(due) != 1 or due[0].task.layout.has_own_templates:
            return due
        from handbill.prepare import prepare

        prepared = guarded(lambda: prepare(due[0].task))
        return due if isinstance(prepared, Refusal) else [replace(due[0], prepared=prepared)]

    @staticmethod
    def _completed(job: Job, result: Any) -> Any:
        """Complete what was composed here, and only set by the worker."""
        prepared = job.prepared
        if prepared is None or isinstance(result, Refusal):
            return result
        from handbill.editions import complete

        return guarded(lambda: complete(job.task, prepared, result))

    def _place(self, job: Job, made: Made) -> Artefact:
        piece = job.task.piece
        folder = FAILED if made.proof["result"] == "fail" else piece.branch
        artefact = Artefact(
            document=piece.document,
            kind=piece.kind,
            branch=piece.branch,
            lang=piece.langs,
            edition=made.edition,
            path=f"{folder}/{made.name}",
            pages=made.pages,
            bytes=made.bytes,
            sha256=made.sha256,
            proof=made.proof,
        )
        self._store.place(self._store.part / made.name, artefact, job.keys[made.edition], made.report)
        return artefact

    def _drop_left_over(self, artefacts: tuple[Artefact, ...]) -> None:
        """Remove files of the same targets that the new making no longer has, such as a third page."""
        kept = {artefact.path for artefact in artefacts}
        replaced = {artefact.target for artefact in artefacts}
        stale = [a.path for a in self._store.artefacts.values() if a.target in replaced and a.path not in kept]
        self._store.remove(stale)


def _by_reason(refused: Mapping[str, Refusal]) -> dict[str, list[str]]:
    """Return the editions that were refused, by the reason. Raises MachineError where the machine is the reason."""
    found: dict[str, list[str]] = {}
    for edition, refusal in refused.items():
        if refusal.status == MachineError.status:
            raise MachineError(refusal.reason)
        found.setdefault(refusal.reason, []).append(edition)
    return found


def _get_ready_to_complete(task: Task) -> None:
    """Wake up what `complete` will need, while the worker is at the page."""
    import handbill.editions
    import handbill.proof.prove  # noqa: F401
    from handbill.expect import families

    families(task.layout)
