"""Agendas: the order and the numbers of their items."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.models.agenda import Agenda, Item
from handbill.models.amendment import Amendment
from handbill.models.composite import Composite
from handbill.project import Project


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
        own = [each for each in amendments if item.motion and amends(project, each) == item.motion]
        found += [Placed(each, _own_number(project, each) or f"{number}.{count}") for count, each in enumerate(own, 1)]
    return found


def _own_number(project: Project, item: Item) -> str:
    """Return the number that an item has on the agenda, or else in its own file."""
    value = project.documents[item.slug].value if item.slug in project.documents else None
    own = value.number if isinstance(value, Amendment | Composite) else ""
    return str(item.number or own).strip()


def amends(project: Project, item: Item) -> str:
    """Return the slug of the motion that an amendment is to."""
    value = project.documents[item.slug].value if item.slug in project.documents else None
    return str(value.motion) if isinstance(value, Amendment) else ""
