"""Links to example.org and the like, which stand for others: those that the proof of a file found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbill.manifest import Artefact

_LINK = "placeholder link "
_MORE = re.compile(r"and (\d+) more\Z")


def links_in(artefact: Artefact) -> set[str]:
    """Return the placeholder links that the proof of a file names, without tags for counting, and each one whole."""
    found = {told.removeprefix(_LINK).partition("?")[0] for told in _told(artefact) if told.startswith(_LINK)}
    return {link for link in found if not any(other != link and other.startswith(link) for other in found)}


def others_in(artefact: Artefact) -> list[str]:
    """Return what else the check for placeholders warns of."""
    links = links_in(artefact)
    others = [told for told in _told(artefact) if not told.startswith(_LINK)]
    return [_MORE.sub(r"\1 more placeholder links", told) if links else told for told in others]


def _told(artefact: Artefact) -> Iterator[str]:
    for check in artefact.proof["checks"]:
        if (check["id"], check["result"]) == ("placeholder", "warn"):
            yield from check["detail"].split("; ")
