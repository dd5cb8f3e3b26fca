"""Where the links of a project are written, so that whoever is told of one knows where to put another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from handbill.project import Project
from handbill.source import Map, Source, Text


def written_at(project: Project, links: Collection[str]) -> dict[str, str]:
    """Return where links are written: 'campaigns/x.yaml:4 (petitions: y: url)', where they are found at all."""
    left = sorted(links)
    found: dict[str, str] = {}
    for source in _sources(project):
        for place, text in _texts(source.data) if left else ():
            for link in [each for each in left if _holds(text, each)]:
                line = f":{text.mark.line}" if text.mark else ""
                found[link] = f"{source.name}{line} ({place})"
                left.remove(link)
    return found


def _holds(text: str, link: str) -> bool:
    """Say whether a text has a link, and not only the beginning of a longer one."""
    return link in text and re.search(re.escape(link) + r"(?![\w/-])", text) is not None


def _sources(project: Project) -> Iterator[Source]:
    """Yield the files of a project, those first that many documents draw on."""
    for entries in (project.campaigns, project.organisations, project.branches, project.documents):
        yield from (entry.source for entry in entries.values())


def _texts(data: Any, *path: str) -> Iterator[tuple[str, Text]]:
    """Yield every text of a file with the names that it stands under."""
    if isinstance(data, Map):
        for key, value in data.items():
            yield from _texts(value, *path, str(key))
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, *path)
    elif isinstance(data, Text):
        yield ": ".join(path), data
