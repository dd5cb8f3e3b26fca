"""From a request to files in output/: plans the jobs, has them made, and tells what happens.

The command, the watcher and the tests all come through `build`, which yields events and never
prints. What is made is decided by keys: the digest of everything that goes into a file. Where
the key is the one that the file in output/ was made with, nothing is done.
"""

from __future__ import annotations

import hashlib
import os
import time
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbill import crew, shipped
from handbill.bilingual import apart
from handbill.concerned import concerning
from handbill.errors import MachineError, Mark, Problem, UsageError
from handbill.layout import EDITIONS, LARGE_LAYOUT
from handbill.manifest import FAILED, Artefact
from handbill.models.document import Stage
from handbill.piece import Piece
from handbill.printing import printers
from handbill.project import NEUTRAL, Project, choose, choose_documents
from handbill.reading import read_project
from handbill.request import Request
from handbill.stamp import stamp_of, stamp_of_files
from handbill.store import Store, file_name
from handbill.task import Job as ForWorker
from handbill.task import Made, Refusal, Task, guarded
from handbill.wanted import Pieces, Target, Wanted, expired, wanted_by

if TYPE_CHECKING:
    from handbill.prepare import Prepared

SAVE_EVERY = 2.0
"""Seconds after which the manifest is written anew while files are being made."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something about the content, found while reading it."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Planned:
    """What there is to do: jobs to make, and files that are as they should be."""

    jobs: int
    current: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker has taken up a job."""

    document: str
    branch: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A job is done; these files of it are in output/ now."""

    document: str
    branch: str
    artefacts: tuple[Artefact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A job could not be made."""

    document: str
    branch: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that nothing asks for any more is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a build. `artefacts` are all that were asked for and lie in output/ now, up to date.

    `outdated` are the paths of files of earlier builds that were asked for and could not be made anew, and of those
    that nothing asks for and that stay, for what is missing may only be misread.
    """

    artefacts: tuple[Artefact, ...]
    outdated: tuple[str, ...]
    made: int
    status: int


Event = Told | Planned | Begun | Finished | Refused | Removed | Done


@dataclass(slots=True)
class Job:
    """One document for one branch in one language, in one or more editions."""

    targets: tuple[Target, ...]
    due: tuple[Target, ...]  # those that are out of date
    keys: Mapping[str, str]  # by edition
    task: Task
    prepared: Prepared | None = None  # where this process composed the task, and will complete it

    @property
    def for_worker(self) -> ForWorker:
        return self.prepared.settings if self.prepared else self.task


def build(request: Request, workers: crew.Crew) -> Iterator[Event]:
    """Make what is out of date, and tell what happens.

    Raises UsageError for names that are not there, MachineError where the machine fails.
    """
    _check_editions(request)
    stamp = stamp_of(request.root, request.asked)  # before anything is read, lest a change slip in between
    project = read_project(request.root, request.overrides, documents=request.documents)
    choose_documents(project, request.documents)
    if request.printer:
        choose("printer", [request.printer], project.known("printer", project.printers))
    _check_langs(request, project)
    with Store(request.root / "output") as store:
        yield from _Build(request, project, store, workers, stamp).run()


def _check_editions(request: Request) -> None:
    if request.stage not in ("", *typing.get_args(Stage)):
        raise UsageError(f"there is no stage '{request.stage}': it is branch or conference")
    for edition in request.editions:
        if edition not in EDITIONS:
            raise UsageError(f"this version does not make an edition '{edition}': it makes {', '.join(EDITIONS)}")


def _check_langs(request: Request, project: Project) -> None:
    asked = [project.documents[slug] for slug in request.documents or project.documents if slug in project.documents]
    known = sorted({lang for entry in asked for lang in entry.languages})
    for lang in request.langs:
        if known and not all(each in known for each in apart(lang)):
            none = "no document asked for is in" if request.documents else "no document is in"
            said = f"{request.documents[0]} has no" if len(request.documents) == 1 else none
            raise UsageError(f"{said} '{lang}': there {'are' if known[1:] else 'is'} {', '.join(known)}")


class _Build:
    def __init__(self, request: Request, project: Project, store: Store, workers: crew.Crew, stamp: str) -> None:
        self.request, self.project, self.store, self.crew = request, project, store, workers
        self.pieces = Pieces(project, self._printer, named=request.documents, today=request.today)
        self.stamp = stamp
        self.misread = any(problem.severity == "error" for problem in project.problems)
        self.failed = self.refused = False
        self.unmade: set[Target] = set()
        self.by_target: dict[Target, list[str]] = {}
        for path, artefact in store.artefacts.items():
            self.by_target.setdefault(artefact.target, []).append(path)

    def run(self) -> Iterator[Event]:
        wanted = wanted_by(self.request, self.project, self._asked_before())
        made = list(self.pieces.all(wanted))
        jobs = [self._job(piece, each.targets) for each, piece in made]
        problems = [*self.project.problems, *self.pieces.problems(), *expired(self.project, self.request.today)]
        problems += self._out_of_order(made)
        problems += self._lost_printers()
        found = concerning(self.project, self.request.documents, problems)
        problems = sorted(set(found), key=lambda each: each.sort_key)
        for problem in problems:
            self.failed = self.failed or problem.severity == "error"
            yield Told(problem)
        made_of = {target for job in jobs for target in job.targets}
        self.unmade = {target for each in wanted for target in each.targets} - made_of
        due = [job for job in jobs if job.due]
        yield Planned(len(due), len(jobs) - len(due))
        count = 0
        for event in self._make(due):
            count += len(event.artefacts) if isinstance(event, Finished) else 0
            yield event
        if self.request.whole:
            yield from self._remove(wanted)
        self._note_asked(wanted)
        targets = {target for each in wanted for target in each.targets}
        asked = [self.store.artefacts[path] for path in sorted(self.store.artefacts)]
        asked = [artefact for artefact in asked if artefact.target in targets or self._is_faulty(artefact)]
        outdated = [each.path for each in asked if each.target in self.unmade or self._is_faulty(each)]
        here = [artefact for artefact in asked if artefact.path not in outdated]
        if self.request.whole:  # what else is there was not removed
            outdated += [path for path in sorted(self.store.artefacts) if self._is_left(path, targets, outdated)]
        failed = self.failed or any(artefact.result == "fail" for artefact in here)
        status = 1 if failed else 0
        self.store.state.pop("stamp", None)
        if not self.refused:
            told = [str(problem) for problem in problems]
            paths = [artefact.path for artefact in here]
            also = _read_elsewhere(self.project)
            self.store.state["stamp"] = {
                "of": self.stamp,
                "also": also,
                "also_of": stamp_of_files(self.project.root, also),
                "told": told,
                "status": status,
                "paths": paths,
                "outdated": outdated,
            }
        yield Done(tuple(here), tuple(outdated), count, status)

    def _out_of_order(self, made: list[tuple[Wanted, Piece]]) -> list[Problem]:
        """Return where motions break the rules of the conferences that they go up to."""
        motions = [(each, piece) for each, piece in made if each.entry.kind.name == "motion"]
        if not motions:
            return []
        from handbill.ruling import Rulings  # nothing else is counted and ruled on

        rulings = Rulings(self.project, self.request.today)
        for each, piece in motions:
            rulings.look(each, piece)
        return rulings.problems()

    def _is_faulty(self, artefact: Artefact) -> bool:
        """Say whether a file was asked for whose document or branch cannot be read any more."""
        faulty = self.project.faulty
        return (
            (f"document/{artefact.document}" in faulty or f"branch/{artefact.branch}" in faulty)
            and artefact.document in (self.request.documents or [artefact.document])
            and artefact.branch in (self.request.branches or [artefact.branch])
            and artefact.edition in (self.request.editions or [artefact.edition])
        )

    def _make(self, due: list[Job]) -> Iterator[Begun | Finished | Refused]:
        """Have the due jobs made, and put what comes of them in its place."""
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
                self.failed = self.refused = True
                self.unmade.update(target for target in job.due if target[3] in editions)
                only = "" if len(editions) == len(job.task.editions) else f"{', '.join(editions)}: "
                yield Refused(piece.document, piece.branch, only + reason)
            if isinstance(result, Refusal):
                continue
            artefacts = tuple(self._place(job, made) for made in result.files)
            self._drop_left_over(artefacts)
            if time.monotonic() - saved > SAVE_EVERY:
                self.store.save()
                saved = time.monotonic()
            yield Finished(piece.document, piece.branch, artefacts)

    def _news(self, due: list[Job]) -> Iterator[crew.Begun | crew.Outcome]:
        """Yield what the workers tell. What was composed here and needs no setting needs no worker."""
        if due and due[0].prepared and not due[0].prepared.settings.each:
            yield crew.Begun(due[0].for_worker)
            yield crew.Outcome(due[0].for_worker, result=())
        else:
            yield from self.crew.run([job.for_worker for job in due])

    @staticmethod
    def _composed_here(due: list[Job]) -> list[Job]:
        """Compose a single document in this process, which has nothing else to do while its worker gets ready.

        A layout of the user's own is left to the worker, which can be stopped if it never ends.
        """
        if len(due) != 1 or due[0].task.layout.roots != (shipped.LAYOUTS,):
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
        self.store.place(self.store.part / made.name, artefact, job.keys[made.edition], made.report)
        return artefact

    def _drop_left_over(self, artefacts: tuple[Artefact, ...]) -> None:
        """Remove files of the same targets that the new making no longer has, such as a third page."""
        kept = {artefact.path for artefact in artefacts}
        replaced = {artefact.target for artefact in artefacts}
        stale = [a.path for a in self.store.artefacts.values() if a.target in replaced and a.path not in kept]
        self.store.remove(stale)

    def _job(self, piece: Piece, targets: tuple[Target, ...]) -> Job:
        entry = self.project.documents[piece.document]
        layout = self.project.layouts[piece.layout]
        large = self.project.layouts.get(LARGE_LAYOUT)
        named = {target[3]: self._printer(target) for target in targets}
        branch = self.project.branches.get(piece.branch)
        chosen = printers(self.project, branch, named.get("press", ""), named.get("office", ""))
        parts = (piece.digest(), layout.digest, shipped.program_digest())
        keys = {}
        for _, _, _, edition in targets:
            own = large.digest if edition == "large" and large else chosen.digest(edition)
            keys[edition] = hashlib.sha256("".join((*parts, own)).encode()).hexdigest()
        stale = (each for each in targets if self.request.force or not self._is_current(each, keys[each[3]]))
        due = tuple(stale)
        stem = file_name(piece.document, entry.lang, piece.branch, piece.langs)
        task = Task(piece, layout, large, chosen, tuple(target[3] for target in due), stem, str(self.store.part))
        return Job(targets, due, keys, task)

    def _printer(self, target: Target) -> str:
        """Return the printer that was named for a file, now or when it was last asked for by itself."""
        remembered = self.store.state.get("printers", {}) if self.request.whole else {}
        return self.request.printer or str(remembered.get("/".join(target), ""))

    def _lost_printers(self) -> Iterator[Problem]:
        """Tell of printers that files were made for, and that are not there any more."""
        remembered = self.store.state.get("printers", {}) if self.request.whole else {}
        for slug in sorted(set(remembered.values()) - set(self.project.known("printer", self.project.printers))):
            message = f"the printer '{slug}' is gone, and files that were made for it are made for the usual one"
            yield Problem(Mark(f"printers/{slug}.yaml"), message, "name another with --printer", severity="warning")

    def _is_current(self, target: Target, key: str) -> bool:
        paths = self.by_target.get(target)
        return bool(paths) and all(self.store.key_of(path) == key for path in paths or ())

    def _remove(self, wanted: list[Wanted]) -> Iterator[Removed]:
        """Remove files that nothing asks for any more.

        While the content has mistakes, a document or branch that is missing may only be misread,
        and its files stay.
        """
        targets = {target for each in wanted for target in each.targets}
        for path, artefact in list(self.store.artefacts.items()):
            known = artefact.document in self.project.documents and (
                artefact.branch in self.project.branches or artefact.branch == NEUTRAL
            )
            if artefact.target not in targets and (known or not self.misread):
                self.store.remove([path])
                yield Removed(path)

    def _is_left(self, path: str, targets: set[Target], outdated: list[str]) -> bool:
        """Say whether nothing asks for a file that stays."""
        return self.store.artefacts[path].target not in targets and path not in outdated

    def _asked_before(self) -> set[Target]:
        """Return what was once asked for beyond the usual; a build of everything keeps it up to date too."""
        return {tuple(target) for target in self.store.state.get("asked", ())} if self.request.whole else set()

    def _note_asked(self, wanted: list[Wanted]) -> None:
        usual = {target for each in wanted_by(Request(self.request.root), self.project) for target in each.targets}
        asked = {target for each in wanted for target in each.targets} - usual
        before = {tuple(target) for target in self.store.state.get("asked", ())}
        # What was never made, a press file without an imprint say, is not asked for again and again.
        there = {artefact.target for artefact in self.store.artefacts.values()}
        self.store.state["asked"] = sorted((asked | (set() if self.request.whole else before)) & there)
        named = {"/".join(target): self._printer(target) for each in wanted for target in each.targets}
        kept = {**self.store.state.get("printers", {}), **named}
        self.store.state["printers"] = {target: printer for target, printer in kept.items() if printer}


def _by_reason(refused: Mapping[str, Refusal]) -> dict[str, list[str]]:
    """Return the editions that were refused, by the reason. Raises MachineError where the machine is the reason."""
    found: dict[str, list[str]] = {}
    for edition, refusal in refused.items():
        if refusal.status == MachineError.status:
            raise MachineError(refusal.reason)
        found.setdefault(refusal.reason, []).append(edition)
    return found


def _read_elsewhere(project: Project) -> list[str]:
    """Return the files that were read, or might be, from folders other than those that every build looks at."""
    found = [asset.path for asset in project.pictures.values()]
    found += [each.folder / each.value.regions for each in project.campaigns.values() if each.value.regions]
    found += [each.folder / each.value.profile.file for each in project.printers.values() if each.value.profile]
    return sorted({os.path.relpath(path, project.root) for path in found})


def _get_ready_to_complete(task: Task) -> None:
    """Wake up what `complete` will need, while the worker is at the page."""
    import handbill.editions
    import handbill.proof.prove  # noqa: F401
    from handbill.expect import families

    families(task.layout)
