"""Layouts: are they there, and have they a place for all that a document shows?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbill.errors import Problem
from handbill.layout import EDITIONS, Layout, not_edited
from handbill.models.leaflet import Block
from handbill.project import DocumentEntry, Project
from handbill.references.hints import key, near
from handbill.source import Map, Text
from handbill.validate import place

Problems = Iterator[Problem]


def check(project: Project, entry: DocumentEntry) -> Problems:
    """Yield what is wrong with the layout and the paper that a document asks for."""
    document, source = entry.value, entry.source
    name = document.layout or Text(entry.kind.layout)
    layout = project.layouts.get(str(name))
    fits = [each.name for each in project.layouts.values() if entry.kind.name in each.spec.kinds]
    if layout is None:
        known = project.known("layout", project.layouts)
        if name not in known:
            yield source.describe(name.mark, f"there is no layout '{name}'", near(name, fits, ""))
        return
    spec = layout.spec
    if entry.kind.name not in spec.kinds:
        yield source.describe(name.mark, f"the layout '{name}' is not for a {entry.kind.name}", near(name, fits, ""))
        return
    if document.paper and document.paper not in spec.papers:
        others = [each for each in fits if document.paper in project.layouts[each].spec.papers]
        hint = "choose from " + ", ".join(spec.papers) + (f", or the layout {', '.join(others)}" if others else "")
        yield source.describe(key(entry, "paper"), f"the layout '{name}' has no {document.paper}", hint)


def of(project: Project, entry: DocumentEntry) -> Layout | None:
    """Return the layout of a document; None where it has none that is for its kind, which is told."""
    layout = project.layouts.get(str(entry.value.layout or entry.kind.layout))
    return layout if layout and entry.kind.name in layout.spec.kinds else None


def check_blocks(
    project: Project, entry: DocumentEntry, blocks: Iterable[Block], where: tuple[str | int, ...]
) -> Problems:
    """Yield the blocks for which a layout has no place. `where` is their list in the data of the document."""
    layout = of(project, entry)
    if layout is None:
        return
    for position, block in enumerate(blocks):
        if block.kind not in layout.spec.blocks:
            mark, data = place(entry.source.data, (*where, position))
            mark = data.key_mark(block.kind) if isinstance(data, Map) else mark
            message = f"the layout '{layout.name}' has no place for the block '{block.kind}'"
            yield entry.source.describe(mark, message, "it takes " + ", ".join(layout.spec.blocks))


def check_editions(project: Project, entry: DocumentEntry) -> Problems:
    """See that the editions that a document names are made, and made of its layout or of one of its forms."""
    layout = project.layouts.get(entry.layout)
    forms = (each.layout for each in entry.value.forms() if each.as_asked)
    others = [project.layouts[each].spec for each in dict.fromkeys(forms) if each in project.layouts]
    for edition in entry.value.editions:
        if edition not in EDITIONS:
            mark = place(entry.source.data, ("editions", entry.value.editions.index(edition)))[0]
            message = f"this version does not make the edition '{edition}'"
            yield entry.source.describe(mark, message, "it makes " + ", ".join(EDITIONS))
        elif layout is not None and not any(each.makes(edition) for each in (layout.spec, *others)):
            mark = place(entry.source.data, ("editions", entry.value.editions.index(edition)))[0]
            yield entry.source.describe(mark, *not_edited(layout.name, edition))
