"""Agendas: the order and the numbers of their items, and whether all that they name is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handbill.errors import Problem, did_you_mean
from handbill.library import DocumentEntry, Project
from handbill.models.agenda import Agenda, Item
from handbill.models.amendment import Amendment
from handbill.models.composite import Composite


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place, with the number that the meeting knows it by."""

    item: Item
    number: str


def named(agenda: Agenda) -> list[str]:
    """Return the slugs of the documents that an agenda is made of."""
    return [str(item.slug) for item in agenda.items if item.slug]


def arranged(project: Project, agenda: Agenda) -> list[Placed]:
    """Return the items in the order in which they are printed: amendments go after their motion.

    Motions without a number of their own are 1, 2, 3; amendments to motion 22 are 22.1, 22.2.
    """
    found: list[Placed] = []
    amendments = [item for item in agenda.items if item.amendment]
    motions = 0
    for item in agenda.items:
        if item.amendment:
            continue
        motions += item.motion is not None
        number = _own_number(project, item) or (str(motions) if item.motion else "")
        found.append(Placed(item, number))
        own = [each for each in amendments if item.motion and _amends(project, each) == item.motion]
        found += [Placed(each, _own_number(project, each) or f"{number}.{count}") for count, each in enumerate(own, 1)]
    return found


def _own_number(project: Project, item: Item) -> str:
    """Return the number that an item has on the agenda, or else in its own file."""
    value = project.documents[item.slug].value if item.slug in project.documents else None
    own = value.number if isinstance(value, Amendment | Composite) else ""
    return str(item.number or own).strip()


def _amends(project: Project, item: Item) -> str:
    """Return the slug of the motion that an amendment is to."""
    value = project.documents[item.slug].value if item.slug in project.documents else None
    return str(value.motion) if isinstance(value, Amendment) else ""


def check(project: Project, entry: DocumentEntry, agenda: Agenda) -> Iterator[Problem]:
    """Yield what is wrong with an agenda that its model cannot see."""
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
        amends = _amends(project, item)
        if item.amendment and amends and amends not in there:
            message = f"'{item.amendment}' amends the motion '{amends}', which is not on this agenda"
            yield entry.source.describe(item.amendment.mark, message, f"add '- motion: {amends}'")


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
