"""Records: the motion as the meeting left it, and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from handbill.amend.adopted import amended_motion
from handbill.models.motion import Motion, clause_id
from handbill.models.record import Record
from handbill.project import Project
from handbill.recipient import Recipient


def decided(project: Project, record: Record, lang: str) -> Motion:
    """Return the motion as the meeting decided on it, amendments and all. Raises ContentError for one that fails."""
    return amended_motion(project, record.motion, record.amendments, lang)


def acting_part(motion: Motion, recipient: Recipient) -> str:
    """Return the part of a motion that says what is to be done."""
    return "instructs" if recipient.at_conference and motion.instructs else "resolves"


def acting_ids(motion: Motion, recipient: Recipient) -> list[str]:
    """Return the ids of the clauses that say what this body is to do, in their order."""
    part = acting_part(motion, recipient)
    clauses = getattr(motion, part)
    return [clause_id(each, part, place) for place, each in enumerate(clauses, 1) if recipient.holds(each.only)]


def number_of(clause: str, part: str, ids: Sequence[str]) -> int | None:
    """Return the number of the clause that is called by its id or as 'Resolves 2', from 1; None if there is none."""
    word, _, number = clause.partition(" ")
    if number:
        return int(number) if word.lower() == part and int(number) <= len(ids) else None
    return ids.index(clause) + 1 if clause in ids else None
