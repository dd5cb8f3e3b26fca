"""The body of a motion: its parts, with the words that are right for this kind of body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handbill.bodies.pen import EMPTY, Pen
from handbill.models import motion as motions
from handbill.piece import Clause, Motion, Part
from handbill.recipient import Recipient
from handbill.source import Text


def body(motion: motions.Motion, pen: Pen) -> Motion:
    """Return a motion as one body moves it."""
    recipient = pen.recipient
    words = replaced(motion, recipient)
    names = ("notes", "believes", "instructs" if recipient.at_conference and motion.instructs else "resolves")
    heading = pen.inline(words.get("title", motion.title))
    parts = tuple(_part(name, getattr(motion, name), words, pen) for name in names)
    return Motion(
        title=heading,
        parts=tuple(part for part in parts if part.clauses),
        summary=pen.prose(words.get("summary", motion.summary)),
        background=pen.prose(words.get("background", motion.background)),
        petition=pen.petition(motion.petition) if motion.petition else None,
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
        tell_us=str(recipient.campaign.value.contact.tell_us),
        version=str(motion.version),
        line_numbers=motion.line_numbers,
    )


def voted_on(motion: motions.Motion, pen: Pen) -> Motion:
    """Return a motion with nothing beside it that is for the reader only."""
    return replace(body(motion, pen), summary=EMPTY, background=EMPTY, tell_us="")


def _part(name: str, clauses: tuple[motions.Clause, ...], words: Mapping[str, Text], pen: Pen) -> Part:
    kept = [(each, motions.clause_id(each, name, place)) for place, each in enumerate(clauses, 1)]
    kept = [(each, id_) for each, id_ in kept if pen.recipient.holds(each.only)]
    made = tuple(
        Clause(
            number=number,
            id=id_,
            text=pen.inline(words.get(id_, each.text), each.source),
            points=tuple(map(pen.inline, each.points)),
            optional=each.optional,
        )
        for number, (each, id_) in enumerate(kept, 1)
    )
    return Part(name, pen.recipient.opening(name), made)


def replaced(motion: motions.Motion, recipient: Recipient) -> Mapping[str, Text]:
    """Return the words of the variants that hold for this body. The neutral copy keeps the model's own."""
    found: dict[str, Text] = {}
    for variant in motion.variants if recipient.branch else ():
        if recipient.holds(variant.when):
            found.update({str(key): words for key, words in variant.replace.items()})
    return found
