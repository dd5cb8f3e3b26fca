"""What was edited in a copy of a motion that is no part of an amendment: all but words to vote on."""

from __future__ import annotations

from collections.abc import Iterator

from handbill.amend.derive import cite, pairs
from handbill.amend.passage import on_one_line
from handbill.amend.places import clauses
from handbill.models.motion import PARTS, Motion, clause_id
from handbill.recipient import Recipient
from handbill.variants import replaced

WORDS = {"title", "variants", *PARTS}
"""Fields of a motion that are words to vote on, or have such."""

CLAUSE = {"id", "text", "points"}
"""Fields of a clause that are words, or only name it."""


def not_words(motion: Motion, edited: Motion, body: Recipient | None) -> list[str]:
    """Return the names of what was edited and is not amended for a body; without one, in the model's own words."""
    return list(dict.fromkeys((*_fields(motion, edited), *_variants(motion, edited, body), *_clauses(motion, edited))))


def _fields(motion: Motion, edited: Motion) -> Iterator[str]:
    for name in sorted(edited.model_fields_set - WORDS):
        if getattr(edited, name) != getattr(motion, name):
            yield name


def _variants(motion: Motion, edited: Motion, body: Recipient | None) -> Iterator[str]:
    """Yield what was edited of words that this body does not have."""
    theirs = [[each for each in made.variants if not body or not body.holds(each.when)] for made in (motion, edited)]
    if "variants" in edited.model_fields_set and theirs[0] != theirs[1]:
        yield "variants"
    if body and edited.variants:
        for part in PARTS:
            for index, was in pairs(motion, edited, part).items():
                old, new = clauses(motion, part)[was], clauses(edited, part)[index]
                if clause_id(old, part, was + 1) in replaced(motion, body) and on_one_line(old.text) != on_one_line(
                    new.text
                ):
                    yield f"the words of {cite(part, was)} that other bodies have"


def _clauses(motion: Motion, edited: Motion) -> Iterator[str]:
    for part in PARTS:
        old, new = clauses(motion, part), clauses(edited, part)
        for index, was in sorted(pairs(motion, edited, part).items()):
            for name in sorted(new[index].model_fields_set - CLAUSE):
                if getattr(new[index], name) != getattr(old[was], name):
                    yield f"{name} of {cite(part, was)}"
