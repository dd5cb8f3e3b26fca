"""Leaflets: have they as many sides as their layout takes, and blocks that it has a place for?"""

from __future__ import annotations

from collections.abc import Iterator

from handbill.errors import Problem
from handbill.models.leaflet import Leaflet
from handbill.project import DocumentEntry, Project
from handbill.references import layouts
from handbill.references.hints import key


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with the sides of a leaflet."""
    leaflet, layout = entry.value, layouts.of(project, entry)
    assert isinstance(leaflet, Leaflet)
    if layout is None:
        return
    takes = layout.spec.sides
    count = len(leaflet.sides)
    if not takes.least <= count <= takes.most:
        wanted = takes.most if count > takes.most else takes.least
        has = f"{count} side" if count == 1 else f"{count} sides"
        message = f"the document has {has} and the layout '{layout.name}' takes {wanted}"
        yield entry.source.describe(key(entry, "sides"), message, "each '- -' under 'sides:' begins a side")
    for number, side in enumerate(leaflet.sides):
        yield from layouts.check_blocks(project, entry, side, ("sides", number))
