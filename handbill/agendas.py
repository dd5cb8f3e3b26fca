"""Agendas: whether what they name is there, and whether the numbers of their items make sense."""

from __future__ import annotations

from collections.abc import Iterator

from handbill.errors import Problem, did_you_mean
from handbill.library import DocumentEntry, Project
from handbill.models.agenda import Agenda, Item
from handbill.source import Text


def numbers(agenda: Agenda) -> list[str]:
    """Return the numbers of the items: those they are given, else 1, 2, 3 for the motions by their place."""
    found = []
    motions = 0
    for item in agenda.items:
        motions += item.motion is not None
        found.append(str(item.number).strip() or (str(motions) if item.motion else ""))
    return found


def named(agenda: Agenda) -> list[str]:
    """Return the slugs of the documents that an agenda is made of."""
    return [str(item.motion) for item in agenda.items if item.motion]


def check(project: Project, entry: DocumentEntry, agenda: Agenda) -> Iterator[Problem]:
    """Yield what is wrong with an agenda that its model cannot see."""
    known = project.known("branch", project.branches)
    if agenda.branch not in known:
        hint = did_you_mean(agenda.branch, known)
        yield entry.source.describe(agenda.branch.mark, f"there is no branch '{agenda.branch}'", hint)
    for item in agenda.items:
        if item.motion:
            yield from _check_named(project, entry, item.motion, "motion")
    yield from _check_numbers(entry, agenda)


def _check_named(project: Project, entry: DocumentEntry, slug: Text, kind: str) -> Iterator[Problem]:
    """See that a document is there, and of the kind that it is named as."""
    found = project.documents.get(slug)
    of_kind = [each.slug for each in project.documents.values() if each.kind.name == kind and not each.form]
    if found is None and slug not in project.known("document", project.documents):
        hint = did_you_mean(slug, of_kind)
        yield entry.source.describe(slug.mark, f"there is no {kind} '{slug}'", hint)
    elif found is not None and found.kind.name != kind:
        yield entry.source.describe(
            slug.mark, f"'{slug}' is a {found.kind.name} and no {kind}", did_you_mean(slug, of_kind)
        )


def _check_numbers(entry: DocumentEntry, agenda: Agenda) -> Iterator[Problem]:
    """See that no two items have one number: a meeting calls them by it."""
    taken: dict[str, Item] = {}
    for item, number in zip(agenda.items, numbers(agenda), strict=True):
        if number and number in taken:
            mark = (item.number or item.motion or item.text or agenda.title).mark
            yield entry.source.describe(
                mark, f"two items have the number {number}", "give one of them another 'number'"
            )
        taken.setdefault(number, item)
