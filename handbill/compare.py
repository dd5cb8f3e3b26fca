"""How one motion differs from another, clause by clause, as a meeting would cite it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from handbill.models.motion import PARTS, Clause, Motion, clause_id

FIELDS: Final = ("title", "summary", "background", "petition", "version", "as_of")
"""What else a reader sees; differences in the rest are not told."""

Placed = tuple[str, Clause]


def differences(motion: Motion, model: Motion) -> Iterator[str]:
    """Yield what differs in a motion from its model, a short phrase each: 'differs in Resolves 2'."""
    for name in FIELDS:
        if _squeezed(getattr(motion, name)) != _squeezed(getattr(model, name)):
            yield f"has another {name.replace('_', ' ')}"
    for part in PARTS:
        yield from _in_part(part, _placed(motion, part), _placed(model, part))
    if motion.variants != model.variants:
        yield "has other variants"


def _in_part(part: str, ours: dict[str, Placed], theirs: dict[str, Placed]) -> Iterator[str]:
    for key, (cite, clause) in ours.items():
        if key not in theirs:
            yield f"adds {cite}: “{_short(clause)}”"
        elif not _same(clause, theirs[key][1]):
            was = "" if theirs[key][0] == cite else f", which is {theirs[key][0]} there"
            yield f"differs in {cite}{was}: “{_short(clause)}”"
    for key, (cite, clause) in theirs.items():
        if key not in ours:
            yield f"leaves out {cite} of the model: “{_short(clause)}”"
    kept = [key for key in ours if key in theirs]
    if kept != [key for key in theirs if key in ours]:
        yield f"has the clauses of {part.capitalize()} in another order"


def _placed(motion: Motion, part: str) -> dict[str, Placed]:
    """Return the clauses of a part by their ids, each with how it is cited.

    A clause without an id of its own is known by its words where another motion has the same ones.
    """
    clauses: tuple[Clause, ...] = getattr(motion, part)
    return {
        clause_id(clause, part, number): (f"{part.capitalize()} {number}", clause)
        for number, clause in enumerate(clauses, 1)
    }


def _same(one: Clause, other: Clause) -> bool:
    return (
        _squeezed(one.text) == _squeezed(other.text)
        and [*map(_squeezed, one.points)] == [*map(_squeezed, other.points)]
        and (one.source, one.only, one.optional) == (other.source, other.only, other.optional)
    )


def _squeezed(value: object) -> str:
    return " ".join(str("" if value is None else value).split())


def _short(clause: Clause) -> str:
    words = _squeezed(clause.text)
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
