"""The marks that close the clauses of a part, '…;' and at the end '.', kept right where clauses come or go.

A part is only touched where its clauses were closed as a series: each but the last alike, with a semicolon
or a comma, the last with a full stop. Whoever closes clauses in another way keeps what they typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbill.models.motion import Clause
from handbill.source import Text

_CLOSED = re.compile(r"(?P<close>[;,.](?: (?:and|or|ac|a|neu))?)(?P<cited>(?:\[\^[^\]\s]+\])*)\s*\Z")
"""How a clause ends: its mark, with a word that joins it to the last one; citations stand after it."""

_LEFT = "!?:…"
"""Marks at the end of a clause that are the writer's own, and stay."""


@dataclass(frozen=True, slots=True)
class Series:
    """How the clauses of a part are closed: most of them, the last but one, and the last."""

    most: str
    last_but_one: str
    last: str = "."

    def of(self, place: int, count: int) -> str:
        """Return how the clause at a place, from 0, of so many is closed."""
        return self.last if place == count - 1 else self.last_but_one if place == count - 2 else self.most


def series(texts: Sequence[str]) -> Series | None:
    """Return how texts are closed; None where they are no series."""
    found = [_CLOSED.search(each) for each in texts]
    if len(found) < 2 or not all(found):
        return None
    *most, last_but_one, last = (each["close"] for each in found if each)
    mark = last_but_one[0]
    usual = most[0] if most else mark
    if last != "." or mark == "." or usual[0] != mark or set(most) > {usual}:
        return None
    return Series(usual, last_but_one)


def tail(clause: Clause) -> str:
    """Return the text that closes a clause: that of its last sub-point, where it has some."""
    return clause.points[-1] if clause.points else clause.text


def ending(text: str, close: str) -> tuple[int, int, str]:
    """Return the stretch at the end of a text to replace, and by what, so that it is closed so; citations stay."""
    found = _CLOSED.search(text)
    if found:
        return *found.span("close"), close
    end = len(text.rstrip())
    return end, end, "" if text.rstrip()[-1:] in _LEFT else close


def mark_of(text: str) -> str:
    """Return how a text is closed; nothing where it is not."""
    found = _CLOSED.search(text)
    return found["close"] if found else ""


def closed(text: str, close: str) -> Text:
    """Return a text that is closed so; itself where it is already."""
    start, end, new = ending(text, close)
    if text[start:end] == new and isinstance(text, Text):
        return text
    return Text(text[:start] + new + text[end:], getattr(text, "mark", None))


def kept_closed(clauses: Sequence[Clause], kept: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return those clauses of a part that are kept, closed as the whole part was."""
    style = series([tail(each) for each in clauses]) if len(kept) < len(clauses) else None
    if style is None:
        return tuple(kept)
    return tuple(with_tail(each, style.of(place, len(kept))) for place, each in enumerate(kept))


def with_tail(clause: Clause, close: str) -> Clause:
    """Return a clause that is closed so."""
    made = closed(tail(clause), close)
    if clause.points:
        return clause.model_copy(update={"points": (*clause.points[:-1], made)})
    return clause.model_copy(update={"text": made})
