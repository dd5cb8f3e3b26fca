"""Agendas: is all there that they name, and has each item a number of its own?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbill.agendas import amends, arranged, named
from handbill.errors import Problem, did_you_mean
from handbill.models.agenda import Agenda, Item
from handbill.project import DocumentEntry, Project


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether all that an agenda is made of is sound."""
    agenda = _agenda(entry)
    return agenda.branch in project.branches and all(slug in project.documents for slug in named(agenda))


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with an agenda that its model cannot see."""
    agenda = _agenda(entry)
    known = project.known("branch", project.branches)
    if agenda.branch not in known:
        hint = did_you_mean(agenda.branch, known)
        yield entry.source.describe(agenda.branch.mark, f"there is no branch '{agenda.branch}'", hint)
    for item in agenda.items:
        yield from _check_named(project, entry, item)
    yield from _check_amendments(project, entry, agenda)
    yield from _check_numbers(project, entry, agenda)


def _check_named(project: Project, entry: DocumentEntry, item: Item) -> Iterator[Problem]:
    """See that a document is there, and of the kind that it is named as."""
    if not item.slug:
        return
    found = project.documents.get(item.slug)
    of_kind = [each.slug for each in project.documents.values() if each.kind.name == item.kind and not each.form]
    if found is None and item.slug not in project.known("document", project.documents):
        hint = did_you_mean(item.slug, of_kind)
        yield entry.source.describe(item.slug.mark, f"there is no {item.kind} '{item.slug}'", hint)
    elif found is not None and found.kind.name != item.kind:
        a = "an" if found.kind.name.startswith(("a", "e", "i", "o", "u")) else "a"
        message = f"'{item.slug}' is {a} {found.kind.name} and no {item.kind}"
        yield entry.source.describe(item.slug.mark, message, did_you_mean(item.slug, of_kind))


def _check_amendments(project: Project, entry: DocumentEntry, agenda: Agenda) -> Iterator[Problem]:
    """See that every amendment has its motion on the agenda."""
    there = {str(item.motion) for item in agenda.items if item.motion}
    for item in agenda.items:
        motion = amends(project, item)
        if item.amendment and motion and motion not in there:
            message = f"'{item.amendment}' amends the motion '{motion}', which is not on this agenda"
            yield entry.source.describe(item.amendment.mark, message, f"add '- motion: {motion}'")


def _check_numbers(project: Project, entry: DocumentEntry, agenda: Agenda) -> Iterator[Problem]:
    """See that no two items have one number: a meeting calls them by it."""
    placed = arranged(project, agenda)
    count = Counter(each.number for each in placed if each.number)
    told: set[str] = set()
    for each in placed:
        if count[each.number] > 1 and each.number in told:
            mark = (each.item.number or each.item.slug or each.item.text or agenda.title).mark
            message = f"two items have the number {each.number}"
            yield entry.source.describe(mark, message, "give one of them another 'number'")
        told.add(each.number)


def _agenda(entry: DocumentEntry) -> Agenda:
    assert isinstance(entry.value, Agenda)
    return entry.value
