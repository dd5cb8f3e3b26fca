"""The body of a motion: its parts, with the words that are right for this kind of body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handbill.amend.places import numbers, with_ids
from handbill.amend.sheet import Marked, MarkedClause
from handbill.bodies.pen import Pen
from handbill.models import motion as motions
from handbill.models.document import CONFERENCE
from handbill.models.motion import HANDOUT, SPEAKING
from handbill.origin import attachment
from handbill.piece import Attachment, Body
from handbill.piece.motion import Clause, Motion, Part
from handbill.project import DocumentEntry, Project
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.variants import replaced, worded


def body(motion: motions.Motion, pen: Pen) -> Body:
    """Return a motion in the form that the pen's entry has."""
    form = pen.entry.form_name
    if form == SPEAKING:
        from handbill.bodies import speaking  # of motions that are only printed nobody speaks

        return speaking.body(motion, title(motion, pen.recipient, form), pen)
    return voted_on(motion, pen) if form in (HANDOUT, CONFERENCE) else moved(motion, pen)


def title(motion: motions.Motion, recipient: Recipient, _form: str) -> Text:
    """Return the title of a motion as one body moves it."""
    return replaced(motion, recipient).get("title", motion.title)


def carried(project: Project, motion: motions.Motion, entry: DocumentEntry, lang: str) -> Attachment | None:
    """Return the YAML of a motion, for the PDF of the form in which a meeting has it before it."""
    return attachment(project, entry.main, entry.main, lang, motion) if entry.form_name in ("", CONFERENCE) else None


def moved(motion: motions.Motion, pen: Pen, marks: Marked | None = None) -> Motion:
    """Return a motion as one body moves it; with `marks`, which are of its own words, marked up."""
    recipient = pen.recipient
    names = parts_for(motion, recipient)
    if marks:
        heading = pen.marked(marks.title, motion.title.mark)
        parts = tuple(marked_part(name, marks.parts[name], marks.motion, pen) for name in names)
    else:
        motion = worded(motion, recipient)
        heading = pen.inline(motion.title)
        parts = tuple(_part(name, getattr(motion, name), pen) for name in names)
    return Motion(
        title=heading,
        parts=tuple(part for part in parts if part.clauses),
        summary=pen.prose(motion.summary),
        background=pen.prose(motion.background),
        petitions=tuple(map(pen.petition, motion.petition)),
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
        tell_us=str(recipient.campaign.value.contact.tell_us),
        version=str(motion.version),
        line_numbers=motion.line_numbers and not marks,  # what is marked up has other lines
        conference=recipient.at_conference,
    )


def voted_on(motion: motions.Motion, pen: Pen) -> Motion:
    """Return a motion with nothing beside it that is for the reader only. What only that cites is not cited."""
    said = worded(motion, pen.recipient).model_copy(update={"summary": None, "background": None})
    return replace(moved(said, pen), tell_us="")


def parts_for(motion: motions.Motion, recipient: Recipient) -> tuple[str, ...]:
    """Return the parts that a motion has for a body: at a conference, what its executive is instructed to do."""
    return ("notes", "believes", "instructs" if recipient.at_conference and motion.instructs else "resolves")


def left_out(motion: motions.Motion, recipient: Recipient) -> frozenset[str]:
    """Return the ids of the clauses that a body does not have."""
    clauses = (each for part in motions.PARTS for each in getattr(with_ids(motion), part))
    return frozenset(str(each.id) for each in clauses if not recipient.holds(each.only))


def marked_part(name: str, clauses: Iterable[MarkedClause], motion: motions.Motion, pen: Pen) -> Part:
    """Return clauses of a part with what is struck and what is new, under the numbers that they had."""
    cited = numbers(motion, left_out(motion, pen.recipient))[name]
    made = tuple(
        Clause(
            number=0 if each.index is None else cited[each.index],
            id=str(each.clause.id),
            text=pen.marked(each.spans, each.clause.text.mark, each.clause.source),
            points=tuple(pen.marked(point, each.clause.text.mark) for point in each.points),
            optional=each.clause.optional,
        )
        for each in clauses
        if pen.recipient.holds(each.clause.only)
    )
    return Part(name, pen.recipient.opening(name), made)


def _part(name: str, clauses: tuple[motions.Clause, ...], pen: Pen) -> Part:
    kept = [each for each in clauses if pen.recipient.holds(each.only)]
    made = tuple(
        Clause(
            number=number,
            id=str(each.id),
            text=pen.inline(each.text, each.source),
            points=tuple(map(pen.inline, each.points)),
            optional=each.optional,
        )
        for number, each in enumerate(kept, 1)
    )
    return Part(name, pen.recipient.opening(name), made)
