"""What stands in output/ from earlier builds: whether it is still asked for, and still true of the content."""

from __future__ import annotations

from collections.abc import Iterator, Set

from handbill.manifest import Artefact
from handbill.pipeline.events import Removed
from handbill.project import NEUTRAL, Project
from handbill.request import Request
from handbill.store import Store
from handbill.wanted import Target


class Standing:
    """The files in output/ beside a request for a project that was read and checked."""

    def __init__(self, request: Request, project: Project, store: Store) -> None:
        self._request, self._project, self._store = request, project, store
        self._misread = any(problem.severity == "error" for problem in project.problems)

    def remove(self, wanted: Set[Target]) -> Iterator[Removed]:
        """Remove files that nothing asks for any more.

        While the content has mistakes, a document or branch that is missing may only be misread,
        and its files stay.
        """
        for path, artefact in list(self._store.artefacts.items()):
            known = artefact.document in self._project.documents and (
                artefact.branch in self._project.branches or artefact.branch == NEUTRAL
            )
            if artefact.target not in wanted and (known or not self._misread):
                self._store.remove([path])
                yield Removed(path)

    def sorted_out(self, wanted: Set[Target], unmade: Set[Target]) -> tuple[tuple[Artefact, ...], tuple[str, ...]]:
        """Return the files that were asked for and are up to date, and the paths of those that are outdated."""
        there = [self._store.artefacts[path] for path in sorted(self._store.artefacts)]
        asked = [each for each in there if each.target in wanted or self._is_faulty(each)]
        outdated = [each.path for each in asked if each.target in unmade or self._is_faulty(each)]
        here = tuple(each for each in asked if each.path not in outdated)
        if self._request.whole:  # what nothing asks for and was not removed
            outdated += [each.path for each in there if each.target not in wanted and each.path not in outdated]
        return here, tuple(outdated)

    def _is_faulty(self, artefact: Artefact) -> bool:
        """Say whether a file was asked for whose document or branch cannot be read any more."""
        faulty = self._project.faulty
        return (
            (f"document/{artefact.document}" in faulty or f"branch/{artefact.branch}" in faulty)
            and artefact.document in (self._request.documents or [artefact.document])
            and artefact.branch in (self._request.branches or [artefact.branch])
            and artefact.edition in (self._request.editions or [artefact.edition])
        )
