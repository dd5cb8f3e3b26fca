"""What the briefings of a series say of each other, and the notes of one: do they agree?"""

from __future__ import annotations

from collections.abc import Iterator

from handbill.errors import Problem, did_you_mean
from handbill.models.briefing import Briefing
from handbill.project import DocumentEntry, Project
from handbill.references import layouts
from handbill.source import Text


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether the other briefings that it lists are sound."""
    briefing = _briefing(entry)
    return not briefing.series or all(slug in project.documents for slug in briefing.series.others)


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with the blocks, the series and the notes of a briefing."""
    briefing = _briefing(entry)
    yield from layouts.check_blocks(project, entry, briefing.body, ("body",))
    if briefing.series:
        for slug in briefing.series.others:
            if message := _fault(project, entry, briefing, slug):
                yield entry.source.describe(slug.mark, *message)
    data = entry.source.data.get("notes", {})
    written = [*_texts(entry.source.data)]
    for name in briefing.notes:
        if not any(each == name or f"[^{name}]" in each for each in written):
            hint = f"write [^{name}] where it belongs, or delete it"
            yield entry.source.describe(data.key_mark(name), f"nothing cites the note '{name}'", hint, warning=True)


def _briefing(entry: DocumentEntry) -> Briefing:
    assert isinstance(entry.value, Briefing)
    return entry.value


def _fault(project: Project, entry: DocumentEntry, briefing: Briefing, slug: Text) -> tuple[str, str] | None:
    """Say why a briefing cannot be listed as another one of the series, and what to do."""
    there = project.documents.get(str(slug))
    if slug == entry.slug:
        return "a briefing does not list itself", "delete this line: only the others are listed"
    if there is None:
        if slug in project.known("document", project.documents):
            return None  # its own mistakes are told
        known = [name for name, each in project.documents.items() if isinstance(each.value, Briefing)]
        return f"there is no briefing '{slug}'", did_you_mean(slug, known)
    other = there.value
    if not isinstance(other, Briefing) or not other.series or not briefing.series:
        return f"'{slug}' is no briefing of a series", f"give it a 'series:' in {there.source.name}"
    if other.series.name != briefing.series.name or other.series.of != briefing.series.of:
        return f"'{slug}' is of another series", "give both the same 'name' and 'of'"
    if other.series.part == briefing.series.part:
        return f"'{slug}' is the same part of the series", "give each a 'part' of its own"
    return None


def _texts(data: object) -> Iterator[Text]:
    """Yield every text in the data of a file."""
    if isinstance(data, dict):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each)
    elif isinstance(data, Text):
        yield data
