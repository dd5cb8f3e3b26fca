"""From a request to files in output/: plans the jobs, has them made, and tells what happens.

The command, the watcher and the tests all come through `build`, which yields events and never
prints. What is made is decided by keys: the digest of everything that goes into a file. Where
the key is the one that the file in output/ was made with, nothing is done.
"""

from __future__ import annotations

import os
import typing
from collections.abc import Iterator

from handbill import crew
from handbill.bilingual import apart
from handbill.concerned import concerning
from handbill.errors import Problem, UsageError
from handbill.layout import EDITIONS
from handbill.models.document import Stage
from handbill.piece import Piece
from handbill.pipeline.events import Done, Event, Finished, Planned, Told
from handbill.pipeline.jobs import Jobs
from handbill.pipeline.linked import written_at
from handbill.pipeline.making import Making
from handbill.pipeline.remembered import Remembered
from handbill.pipeline.standing import Standing
from handbill.placeholders import links_in
from handbill.project import Project, choose, choose_documents
from handbill.reading import read_project
from handbill.request import Request
from handbill.stamp import stamp_of, stamp_of_files
from handbill.store import Store
from handbill.wanted import Pieces, Wanted, expired, wanted_by


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
    """One build, from the content that was read to the end that is told."""

    def __init__(self, request: Request, project: Project, store: Store, workers: crew.Crew, stamp: str) -> None:
        self.request, self.project, self.store, self.stamp = request, project, store, stamp
        self.remembered = Remembered(request, project, store)
        self.pieces = Pieces(project, request, self.remembered.printer)
        self.jobs = Jobs(project, store, self.remembered.printer, request.force)
        self.making = Making(store, workers)
        self.standing = Standing(request, project, store)

    def run(self) -> Iterator[Event]:
        wanted = wanted_by(self.request, self.project, self.remembered.asked())
        pieces = list(self.pieces.all(wanted))
        jobs = [self.jobs.of(piece, each.targets) for each, piece in pieces]
        problems = sorted(set(self._problems(pieces)), key=lambda each: each.sort_key)
        for problem in problems:
            yield Told(problem)
        due = [job for job in jobs if job.due]
        yield Planned(len(due), len(jobs) - len(due))
        made = 0
        for event in self.making.all(due):
            made += len(event.artefacts) if isinstance(event, Finished) else 0
            yield event
        targets = {target for each in wanted for target in each.targets}
        if self.request.whole:
            yield from self.standing.remove(targets)
        self.remembered.note(wanted)
        unmade = self.making.unmade | (targets - {target for job in jobs for target in job.targets})
        here, outdated = self.standing.sorted_out(targets, unmade)
        is_wrong = any(problem.severity == "error" for problem in problems)
        failed = is_wrong or self.making.refused or any(artefact.result == "fail" for artefact in here)
        links = {link for artefact in here for link in links_in(artefact)}
        done = Done(here, outdated, made, 1 if failed else 0, written_at(self.project, links))
        self._leave_stamp(problems, done)
        yield done

    def _problems(self, pieces: list[tuple[Wanted, Piece]]) -> list[Problem]:
        """Return what is wrong with the content, as far as it concerns what was asked for."""
        found = [*self.project.problems, *self.pieces.problems(), *expired(self.project, self.request.today)]
        found += self._out_of_order(pieces)
        found += self._unworded([each for each, _ in pieces if each.lacks_words])
        found += self.remembered.lost_printers()
        return concerning(self.project, self.request.documents, found)

    def _unworded(self, wanted: list[Wanted]) -> list[Problem]:
        """Return which of the program's words are printed in English on pages in other languages."""
        if not wanted:
            return []
        from handbill.unworded import unworded  # nothing else is composed here

        return unworded(self.project, wanted, self.request.today)

    def _out_of_order(self, pieces: list[tuple[Wanted, Piece]]) -> list[Problem]:
        """Return where motions break the rules of the conferences that they go up to."""
        motions = [(each, piece) for each, piece in pieces if each.entry.kind.name == "motion"]
        if not motions:
            return []
        from handbill.ruling import Rulings  # nothing else is counted and ruled on

        rulings = Rulings(self.project, self.request.today)
        for each, piece in motions:
            rulings.look(each, piece)
        return rulings.problems()

    def _leave_stamp(self, problems: list[Problem], done: Done) -> None:
        """Leave the stamp of this build and its end, to be told again; none where another try may end otherwise."""
        self.store.state.pop("stamp", None)
        if self.making.refused:
            return
        also = _read_elsewhere(self.project)
        self.store.state["stamp"] = {
            "of": self.stamp,
            "also": also,
            "also_of": stamp_of_files(self.project.root, also),
            "told": [str(problem) for problem in problems],
            "status": done.status,
            "paths": [artefact.path for artefact in done.artefacts],
            "outdated": list(done.outdated),
            "placeholders": dict(done.placeholders),
        }


def _read_elsewhere(project: Project) -> list[str]:
    """Return the files that were read, or might be, from folders other than those that every build looks at."""
    found = [asset.path for asset in project.pictures.values()]
    found += [each.folder / each.value.regions for each in project.campaigns.values() if each.value.regions]
    found += [each.folder / each.value.profile.file for each in project.printers.values() if each.value.profile]
    return sorted({os.path.relpath(path, project.root) for path in found})
