"""The bodies of an amendment: its paper, the motion marked up, and the motion as amended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handbill import text
from handbill.amend.adopted import amended_motion, mark, motion_of
from handbill.amend.operations import AmendError, Change, InsertWords, ReplaceEvery, ReplaceWords
from handbill.amend.passage import places
from handbill.amend.places import LETTERS
from handbill.amend.rubric import more_after, rubric
from handbill.amend.sheet import Line, Sheet, marked_clause
from handbill.amend.variants import applies, wordings
from handbill.bodies import motion as motions
from handbill.bodies.pen import Pen
from handbill.models import amendment as amendments
from handbill.models.amendment import AMENDED, MARKED
from handbill.models.motion import PARTS, Motion
from handbill.names import names
from handbill.origin import attachment
from handbill.piece import EMPTY, Attachment, Body, Rich
from handbill.piece.amendment import Amendment, Rewording
from handbill.piece.motion import Motion as MotionPiece
from handbill.project import DocumentEntry, Project
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.variants import worded
from handbill.wording import Borrowed, borrowed

FOR_WHOM = "say under 'only' whom the amendment is for"
"""What to do where a body has not what is amended."""


def body(amendment: amendments.Amendment, pen: Pen) -> Body:
    """Return an amendment in the form that the pen's entry has. What does not apply is told to the pen."""
    own = _pen_of_motion(amendment, pen)
    sheet = Sheet(_motion(amendment, pen.recipient))
    groups = _applied(sheet, amendment.operations, own, pen)
    if not pen.entry.form_name:
        return _paper(amendment, sheet, groups, own, pen)
    sheet.close(lambda clause: own.recipient.holds(clause.only))
    said = label(amendment, pen.recipient)
    if pen.entry.form_name == MARKED:
        note = text.fill(pen.recipient.words["marked_up"], amendment=said)
        key = text.plain(pen.recipient.words["amendment_key"])
        key = replace(key, html=f'<span data-only="paper">{key.html}</span>')  # how other editions mark it is plain
        note = Rich(f"{note.html}. {key.html}", f"{note.plain}. {key.plain}")
        return replace(motions.moved(sheet.motion, own, sheet.marked()), note=note)
    note = text.fill(pen.recipient.words["as_amended"], amendment=said)
    return replace(motions.moved(sheet.amended(), own), note=note)


def title(amendment: amendments.Amendment, recipient: Recipient, form: str) -> Text:
    """Return the title of a form: that of the motion, or of the amendment with its number."""
    if form:
        sheet = Sheet(_motion(amendment, recipient))
        try:
            for change in amendment.operations if form == AMENDED else ():
                sheet.apply(change)
        except AmendError:
            return amendment.title  # told by the body
        return sheet.amended().title
    return Text(f"{label(amendment, recipient)}: {amendment.title}", amendment.title.mark)


def carried(project: Project, amendment: amendments.Amendment, entry: DocumentEntry, lang: str) -> Attachment | None:
    """Return the YAML of the motion as amended, for the PDF of that."""
    if entry.form_name != AMENDED:
        return None
    motion = amended_motion(project, str(amendment.motion), [entry.main], lang)
    return attachment(project, entry.slug, str(amendment.motion), lang, motion)


def label(amendment: amendments.Amendment, recipient: Recipient) -> str:
    """Return what an amendment is called: 'Amendment 22.1'."""
    return " ".join(filter(None, (recipient.words["amendment"], str(amendment.number).strip())))


def _motion(amendment: amendments.Amendment, recipient: Recipient) -> Motion:
    """Return the motion in the words that this body has it in: what the amendment is held against.

    The neutral copy has the model's own words; where the amendment is to those of a variant alone, it has these.
    """
    motion = motion_of(recipient.project.documents[str(amendment.motion)], recipient.lang)
    if recipient.branch:
        return worded(motion, recipient)
    own = worded(motion, recipient)
    choices = (own, *(worded(each, recipient) for each in wordings(motion)))
    return next((each for each in choices if applies(each, amendment.operations)), own)


def _pen_of_motion(amendment: amendments.Amendment, pen: Pen) -> Pen:
    """Return a pen that knows what the motion's placeholders stand for; what it finds wrong goes to the same list."""
    entry = pen.recipient.project.documents[str(amendment.motion)]
    known = names(pen.recipient, entry, motion_of(entry, pen.recipient.lang))
    return Pen(pen.recipient, entry, text.Writer(known, pen.writer.cite, pen.recipient.lang), pen.problems)


@dataclass(slots=True)
class _Group:
    """Changes that touch the same clauses of a body's copy, or its title."""

    touched: list[Line]
    of_title: bool
    changes: list[Change] = field(default_factory=list)


def _applied(sheet: Sheet, changes: Sequence[Change], own: Pen, pen: Pen) -> list[_Group]:
    """Apply the changes; return those that this body's copy shows, in groups."""
    shown = motions.parts_for(sheet.motion, pen.recipient)
    groups: list[_Group] = []
    for change in changes:
        told = _as_told(change, sheet, shown, own.recipient)
        try:
            touched = sheet.apply(change)
        except AmendError as error:
            hint = "; ".join(filter(None, (error.hint, FOR_WHOM)))  # for `check` found words that it applies to
            pen.problems.append(pen.entry.source.describe(mark(error), error.message, hint))
            continue
        there = [line for line in touched if line.part in shown and own.recipient.holds(line.clause.only)]
        if touched and not there:
            continue
        _group_for(there, groups).changes.append(told)
    if not groups and not pen.problems:
        message = "the motion of this body has none of the clauses that are amended"
        pen.problems.append(pen.entry.source.describe(None, message, FOR_WHOM))
    return groups


def _as_told(change: Change, sheet: Sheet, shown: Sequence[str], recipient: Recipient) -> Change:
    """Return a change as it is said: what would change in every place names the clause, where there is one place."""
    if not isinstance(change, ReplaceEvery):
        return change
    found = [
        (line, number)
        for part in shown
        for line in sheet.all(part)
        if not line.gone and not line.away and recipient.holds(line.clause.only)
        for number, unit in enumerate(line.units())
        for _ in places(unit.text, change.words)
        if not unit.gone
    ]
    line, number = found[0] if len(found) == 1 else (None, 0)
    if line is None or line.index is None:
        return change
    cited = f"{line.part.capitalize()} {line.index + 1}" + (f"({LETTERS[number - 1]})" if number else "")
    more = more_after(change)
    return InsertWords(cited, change.words, more) if more else ReplaceWords(cited, change.words, change.insert)


def _group_for(touched: Sequence[Line], groups: list[_Group]) -> _Group:
    """Return the group that a change belongs to: each clause stands on the paper once, with all its marks."""
    of_title = not touched
    home = next((each for each in groups if each.of_title == of_title and set(touched) <= {*each.touched}), None)
    if home is None:
        shown = {line for group in groups for line in group.touched}
        home = _Group([line for line in touched if line not in shown], of_title)
        groups.append(home)
    return home


def _paper(amendment: amendments.Amendment, sheet: Sheet, groups: Sequence[_Group], own: Pen, pen: Pen) -> Amendment:
    recipient = pen.recipient
    branch = recipient.project.branches.get(str(amendment.sender).strip())
    sender = recipient.plain(str(branch.value.name if branch else amendment.sender))
    outcome = recipient.words[f"outcome_{amendment.outcome}"] if amendment.outcome else ""
    return Amendment(
        title=pen.inline(amendment.title),
        label=label(amendment, recipient),
        motion=own.inline(sheet.motion.title),
        changes=tuple(_rewording(group, sheet, own) for group in groups),
        sender=sender,
        outcome=outcome,
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
    )


def _in_its_language(rubric: str, pen: Pen) -> Rich:
    """Return a rubric as it is printed, marked as English where the program has none in the language of the page."""
    made = pen.inline(Text(rubric))
    return replace(made, html=borrowed(made.html)) if isinstance(rubric, Borrowed) else made


def _rewording(group: _Group, sheet: Sheet, pen: Pen) -> Rewording:
    """Return changes with the clauses that they touch; the motion's title where they touch no clause."""
    left_out = motions.left_out(sheet.motion, pen.recipient)
    said = (rubric(each, sheet.motion, pen.recipient.words, left_out, brief=True) for each in group.changes)
    rubrics = tuple(_in_its_language(each, pen) for each in said)
    title = EMPTY if not group.of_title else pen.marked(sheet.title.marked(), sheet.motion.title.mark)
    parts = []
    for name in PARTS:
        lines = (line for line in sheet.all(name) if line in group.touched and not line.is_undone)
        part = motions.marked_part(name, map(marked_clause, lines), sheet.motion, pen)
        parts += [part] if part.clauses else []
    return Rewording(rubrics, MotionPiece(EMPTY, tuple(parts)), title)
