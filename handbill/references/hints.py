"""Where something stands in a file, and what could be meant."""

from __future__ import annotations

from collections.abc import Iterable

from handbill.errors import Mark, did_you_mean
from handbill.project import DocumentEntry


def near(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return a hint that names the nearest of some choices, or the choices; where there is none, what else to do."""
    return did_you_mean(str(word), sorted(choices)) or otherwise


def key(entry: DocumentEntry, name: str) -> Mark | None:
    """Return where a key stands in the file of a document, if it is there."""
    data = entry.source.data
    return data.key_mark(name) if name in data else None
