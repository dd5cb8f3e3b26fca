"""What the files of a project say of each other: does each name lead somewhere?

The models see one file at a time. Here every slug that a file mentions is looked up, every
placeholder and every picture looked at, so that `check` can name a mistake without making
anything. What has one is left out of the project, and so is what depends on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from handbill.errors import Problem
from handbill.project import DocumentEntry, Entry, Project
from handbill.references import documents, settings

Problems = Iterator[Problem]


def check(project: Project, needed: Collection[str] | None = None) -> None:
    """Add every problem between files to `project.problems`, and leave out what has one.

    Where only some documents are `needed`, no others are looked at.
    """
    for draft in project.drafts:
        if not _is_needed(draft, needed):
            continue
        found = _find(project, draft, whole=False)
        project.problems += (problem for problem in found if problem.mark.line not in draft.source.doubtful)
    _settle(project, "campaign", project.campaigns)
    _settle(project, "printer", project.printers)
    _settle(project, "rule", project.rules)
    _settle(project, "organisation", project.organisations)
    _settle(project, "branch", project.branches)
    _settle(project, "document", project.documents, needed)
    project.problems = list(dict.fromkeys(project.problems))


def _is_needed(entry: Entry[Any] | DocumentEntry, needed: Collection[str] | None) -> bool:
    return needed is None or not isinstance(entry, DocumentEntry) or entry.slug in needed


def _settle(project: Project, what: str, entries: dict[str, Any], needed: Collection[str] | None = None) -> None:
    """Check all things of one sort, and leave out those with errors, and those whose ground is gone."""
    for slug, entry in list(entries.items()):
        found = list(_find(project, entry, whole=True)) if _is_needed(entry, needed) else []
        project.problems += found
        if any(problem.severity == "error" for problem in found) or not _has_ground(project, entry):
            _leave_out(project, what, entries, slug)
    # Briefings of a series name each other, so that what was sound may have lost its ground since.
    while gone := [slug for slug, entry in entries.items() if not _has_ground(project, entry)]:
        for slug in gone:
            _leave_out(project, what, entries, slug)


def _leave_out(project: Project, what: str, entries: dict[str, Any], slug: str) -> None:
    project.faulty.add(f"{what}/{slug}")
    entry = entries.pop(slug)
    if isinstance(entry, DocumentEntry):
        project.drafts.append(entry)


def _has_ground(project: Project, entry: Entry[Any] | DocumentEntry) -> bool:
    if isinstance(entry, DocumentEntry):
        return documents.has_ground(project, entry)
    return settings.has_ground(project, entry)


def _find(project: Project, entry: Entry[Any] | DocumentEntry, *, whole: bool) -> Problems:
    """Yield what is wrong with one thing. Of one that is not `whole`, parts may be missing that others name."""
    if isinstance(entry, DocumentEntry):
        return documents.check(project, entry, whole=whole)
    return settings.check(project, entry)
