"""What of a document a writer can better: its texts in reading order, each with what it is for.

A document may be read in several stretches, each on its own: what is said for a motion is no part
of the motion. The words of meetings (records, agendas, amendments) are left alone, for nobody may
reword them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from handbill.models.base import Written
from handbill.models.document import Document
from handbill.models.motion import PARTS, Motion
from handbill.source import Text

LEFT_ALONE: Final = frozenset({"record", "agenda", "amendment", "composite"})
"""Kinds of document that hold the words of a meeting."""

HEADINGS: Final = frozenset({"title", "headline", "kicker", "heading", "subject", "order", "caption", "label"})
OTHERS_WORDS: Final = frozenset({"quote", "question", "figure", "by", "credit"})
"""Fields that hold somebody else's words, or no words at all."""

NO_CLAIMS: Final = frozenset({"resolves", "instructs", "actions", "petition", "order", "post", "alt"})
"""Fields that say what is to be done, not how things are; and those that have no place for a source."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text. `path` are the fields that lead to it; `cited` says whether a source stands beside it."""

    text: Text
    path: tuple[str, ...]
    cited: bool = False

    @property
    def is_heading(self) -> bool:
        return self.path[-1] in HEADINGS

    @property
    def claims(self) -> bool:
        """Whether it says how things are, where a source can be given for it."""
        return not NO_CLAIMS & set(self.path)


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a document that is read by itself. `figures` are its figure blocks, with what they count."""

    passages: tuple[Passage, ...]
    figures: tuple[Passage, ...] = ()


def readings(document: Document) -> Iterator[Reading]:
    """Yield the stretches of a document, in the order in which they are read."""
    groups: tuple[tuple[str, ...], ...] = (tuple(type(document).model_fields),)
    if isinstance(document, Motion):
        groups = (("title", *PARTS, "variants", "summary", "background"), ("speaking",))
    for group in groups:
        found = [passage for name in group for passage in _passages(getattr(document, name), (name,), cited=False)]
        passages = tuple(each for each in found if not OTHERS_WORDS & set(each.path))
        figures = tuple(each for each in found if each.path[-1] == "figure")
        if passages or figures:
            yield Reading(passages, figures)


def _passages(value: Any, path: tuple[str, ...], *, cited: bool) -> Iterator[Passage]:
    if path == ("translations",):
        return
    if isinstance(value, Written):
        yield Passage(value, path, cited)
    elif isinstance(value, BaseModel):
        cited = cited or bool(getattr(value, "source", ()))
        for name in type(value).model_fields:
            yield from _passages(getattr(value, name), (*path, name), cited=cited)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _passages(each, path, cited=cited)
    elif isinstance(value, tuple):
        for each in value:
            yield from _passages(each, path, cited=cited)
