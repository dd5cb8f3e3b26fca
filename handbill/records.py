"""Records: the motion or the composite as the meeting left it, and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from handbill.amend.adopted import amended_motion
from handbill.composites import origins, said
from handbill.models import composite as composites
from handbill.models.composite import Composite
from handbill.models.motion import Motion, clause_id
from handbill.models.record import Record
from handbill.project import Project
from handbill.recipient import Recipient

DECIDED: Final = ("motion", "composite")
"""The kinds of document that a meeting decides on."""


def decided(project: Project, record: Record, lang: str) -> Motion | Composite:
    """Return what the meeting decided on, amendments and all. Raises ContentError for one that fails."""
    entry = project.documents.get(record.motion)
    if entry and isinstance(entry.value, Composite):
        found: Composite = entry.languages.get(lang, entry.value)  # type: ignore[assignment]
        return found
    return amended_motion(project, record.motion, record.amendments, lang)


def acting_part(motion: Motion | Composite, recipient: Recipient) -> str:
    """Return the part of a motion that says what is to be done."""
    return "instructs" if recipient.at_conference and motion.instructs else "resolves"


def acting_clauses(motion: Motion | Composite, recipient: Recipient) -> Mapping[str, str]:
    """Return the words of the clauses that say what this body is to do, by their ids and in their order.

    Raises ContentError for a composite of an amendment that does not apply.
    """
    part = acting_part(motion, recipient)
    if isinstance(motion, Composite):
        among = origins(recipient.project, motion, recipient.lang)
        phrases = (" ".join(said(each, among).words for each in clause) for clause in getattr(motion, part))
        return {composites.clause_id(part, place): words for place, words in enumerate(phrases, 1)}
    clauses = enumerate(getattr(motion, part), 1)
    found = {clause_id(each, part, place): str(each.text) for place, each in clauses if recipient.holds(each.only)}
    for variant in motion.variants:
        if recipient.holds(variant.when):
            found.update({str(key): str(words) for key, words in variant.replace.items() if key in found})
    return found


def number_of(clause: str, part: str, ids: Sequence[str]) -> int | None:
    """Return the number of the clause that is called by its id or as 'Resolves 2', from 1; None if there is none."""
    word, _, number = clause.partition(" ")
    if number:
        return int(number) if word.lower() == part and int(number) <= len(ids) else None
    return ids.index(clause) + 1 if clause in ids else None
