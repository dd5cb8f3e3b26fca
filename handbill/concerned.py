"""Which problems concern the documents that a command names: their own, and the errors of what they draw on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from handbill.errors import Problem
from handbill.library.files import YAML_ENDINGS
from handbill.models.base import listed
from handbill.models.kinds import KINDS
from handbill.project import DocumentEntry, Project
from handbill.source import Map

FOLDERS = frozenset(kind.folder for kind in KINDS)


def concerning(project: Project, documents: Collection[str], problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of some documents, or all where none is named.

    Those of campaigns, branches and the like concern every document. Of another document that one of these
    names, a motion that a record is about say, the errors do.
    """
    if not documents:
        return list(problems)
    entries = _entries(project)
    own = {entry.main if (entry := project.documents.get(slug)) else slug for slug in documents}
    if own - {*entries}:  # nothing could be made of a file, and nobody knows what it names
        return [each for each in problems if each.severity == "error" or _concerns(each, own, [], set())]
    lines = [line for slug in own for line in entries[slug].source.lines]
    reached = _reached(project, entries, own)
    return [each for each in problems if _concerns(each, own, lines, reached)]


def needed(project: Project, documents: Collection[str]) -> set[str] | None:
    """Return the slugs of some documents and of those that they draw on; None, for all, where that is not sure.

    It is not sure where none is named, or one is not there: it is a form then, or could not be read.
    """
    entries = _entries(project)
    if not documents or not entries.keys() >= set(documents):
        return None
    return set(documents) | _reached(project, entries, documents)


def _entries(project: Project) -> dict[str, DocumentEntry]:
    """Return the documents by slug, those with mistakes too as far as they could be made out."""
    unsound = (each for each in project.drafts if isinstance(each, DocumentEntry))
    return {entry.main: entry for entry in (*unsound, *project.documents.values())}


def _concerns(problem: Problem, own: set[str], lines: list[str], reached: set[str]) -> bool:
    """Say so; `lines` are those of the documents, which name the tables that they take."""
    path = PurePosixPath(problem.mark.file)
    if problem.mark.file.partition("/")[0] not in FOLDERS or path.stem in own:
        return True
    if path.suffix not in YAML_ENDINGS:
        return any(path.name in line for line in lines)
    return problem.severity == "error" and path.stem in reached


def _reached(project: Project, entries: dict[str, DocumentEntry], own: Iterable[str]) -> set[str]:
    """Return the documents that some documents name, and those that these name in their turn."""
    known = {*project.known("document", project.documents)}
    found: set[str] = set()
    left = [*own]
    while left:
        entry = entries.get(left.pop())
        new = {word for word in _words(entry.source.data) if word in known} - found if entry else set()
        found |= new
        left += new
    return found


def _words(data: Any) -> Iterator[str]:
    """Yield every text of a file, wherever it stands; of one with commas the parts, for it may be a list."""
    if isinstance(data, Map):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _words(each)
    elif isinstance(data, str):
        yield from map(str, listed(data))
