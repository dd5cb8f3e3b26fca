"""What the clauses of a motion are called, and which one a citation means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handbill.amend.operations import AmendError
from handbill.errors import did_you_mean
from handbill.models.motion import PARTS, Clause, Motion, clause_id

TITLE = "title"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CITED = re.compile(
    r"(?P<part>notes?|believes?|resolves?|instructs?|[nbri](?=\d))\s*(?P<number>\d{1,4})", re.IGNORECASE
)
_ONE = r"\d{1,4}(?:\([a-zA-Z]\))?"
_SEVERAL = re.compile(rf"[^\W\d]+ {_ONE}(?:(?:,? and |, ?| & )(?:[^\W\d]+ )?{_ONE})+")
_RUN = re.compile(r"(?P<part>[^\W\d]+) (?P<first>\d{1,3})(?: to |[-–])(?:(?P=part) )?(?P<last>\d{1,3})", re.IGNORECASE)
_POINT = re.compile(r"(?P<clause>.*?)\s*\((?P<letter>[a-zA-Z])\)")


@dataclass(frozen=True, slots=True)
class Place:
    """A clause of a motion: its part and its index in it, from 0; `point` is the index of a sub-point."""

    part: str
    index: int = 0
    point: int | None = None


def with_ids(motion: Motion) -> Motion:
    """Return a motion whose clauses all carry their ids, so that they keep them wherever they come to stand."""
    return motion.model_copy(
        update={
            part: tuple(
                clause.model_copy(update={"id": clause_id(clause, part, number)})
                for number, clause in enumerate(getattr(motion, part), 1)
            )
            for part in PARTS
        }
    )


def clauses(motion: Motion, part: str) -> tuple[Clause, ...]:
    found: tuple[Clause, ...] = getattr(motion, part)
    return found


def find(motion: Motion, cited: str, *, one_more: bool = False) -> Place:
    """Return the place that an id or a citation names; with `one_more` that after the last clause of a part too.

    Raises AmendError where the motion has none such.
    """
    typed = " ".join(cited.split())
    pointed = _POINT.fullmatch(typed)
    place = _clause(motion, pointed["clause"] if pointed else typed, cited, one_more)
    if not pointed:
        return place
    point = LETTERS.index(pointed["letter"].lower())
    if place.part == TITLE or point >= len(clauses(motion, place.part)[place.index].points):
        raise AmendError(f"the motion has no sub-point '{typed}'", "", cited)
    return Place(place.part, place.index, point)


def _clause(motion: Motion, typed: str, cited: str, one_more: bool) -> Place:
    ids = {
        clause_id(clause, part, number + 1): Place(part, number)
        for part in PARTS
        for number, clause in enumerate(clauses(motion, part))
    }
    if typed in ids:
        return ids[typed]
    if typed.lower() in (TITLE, "the title"):
        return Place(TITLE)
    found = _CITED.fullmatch(typed)
    if not found:
        hint = did_you_mean(typed, ids) if ids else ""
        raise AmendError(f"'{typed}' names no clause", hint or "cite it as Resolves 2", cited)
    part = next(part for part in PARTS if part[0] == found["part"][0].lower())
    count, number = len(clauses(motion, part)), int(found["number"])
    if not 1 <= number <= count + one_more:
        has = "no such part" if not count else f"{count} there" if count > 1 else "one there"
        raise AmendError(f"the motion has no {part.capitalize()} {number}", f"it has {has}", cited)
    return Place(part, number - 1)


def numbers(motion: Motion, left_out: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """Return for each part the number that each clause is cited by; one that is left out has that of the next."""
    found = {}
    for part in PARTS:
        number, row = 1, []
        for index, clause in enumerate(clauses(motion, part), 1):
            row.append(number)
            number += clause_id(clause, part, index) not in left_out
        found[part] = (*row, number)
    return found


def last_part(motion: Motion) -> str:
    """Return the part at whose end something is added that is said to go in at the end."""
    return next((part for part in ("resolves", *reversed(PARTS)) if clauses(motion, part)), "resolves")


def several(cited: str) -> list[str]:
    """Return the clauses that are cited together: 'Notes 4 and 5', 'Notes 2, 4 and 5', 'Notes 2 to 5'."""
    typed = " ".join(cited.split())
    if run := _RUN.fullmatch(typed):
        first, last = int(run["first"]), int(run["last"])
        if first < last:
            return [f"{run['part']} {number}" for number in range(first, last + 1)]
    if not _SEVERAL.fullmatch(typed):
        return [cited]
    part, found = "", []
    for each in re.split(r",? and |, ?| & ", typed):
        named, _, number = each.rpartition(" ")
        part = named or part
        found.append(f"{part} {number}")
    return found
