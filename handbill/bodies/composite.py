"""The body of a composite: its clauses with the parent of every phrase, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handbill import composites, text
from handbill.bodies.pen import Pen
from handbill.composites import Origin, Said
from handbill.models import composite as models
from handbill.names import names
from handbill.piece import Rich
from handbill.piece.composite import Composite, LeftOut, ParentOf
from handbill.piece.motion import Clause, Motion, Part
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.wording import listed


def body(composite: models.Composite, pen: Pen) -> Composite:
    """Return a composite as the meeting has it before it."""
    recipient = pen.recipient
    among = composites.origins(recipient.project, composite, recipient.lang)
    motion = united(composite, pen)
    return Composite(
        title=motion.title,
        label=label(composite, recipient),
        motion=motion,
        mover=recipient.plain(str(composite.moved)),
        seconder=recipient.plain(str(composite.seconded)),
        supported=recipient.plain(listed(list(map(str, composite.supported)), recipient.lang)),
        parents=parents(composite, recipient),
        left_out=tuple(
            LeftOut(str(origin.parent.number), passage.cite, _pen_of(origin, pen).inline(Text(passage.text)))
            for origin, passage in composites.left_out(composite, among)
        ),
    )


def united(composite: models.Composite, pen: Pen, *, tagged: bool = True) -> Motion:
    """Return a composite as a motion; `tagged` puts the number of its parent after every phrase."""
    among = composites.origins(pen.recipient.project, composite, pen.recipient.lang)
    parts = (_part(name, getattr(composite, name), among, pen, tagged=tagged) for name in models.PARTS)
    return Motion(
        title=pen.inline(composite.title),
        parts=tuple(part for part in parts if part.clauses),
        mover=pen.recipient.words["mover"],
        seconder=pen.recipient.words["seconder"],
        line_numbers=composite.line_numbers,
    )


def label(composite: models.Composite, recipient: Recipient) -> str:
    """Return what a meeting calls a composite: 'Composite A'."""
    if not composite.number:
        return recipient.words["composite"]
    return recipient.words["composite_number"].replace("{number}", str(composite.number))


def parents(composite: models.Composite, recipient: Recipient) -> tuple[ParentOf, ...]:
    """Return what a composite is made of, as its list has it."""
    return tuple(_parent(each, recipient) for each in composite.of)


def _part(
    name: str, clauses: tuple[models.Clause, ...], among: Mapping[str, Origin], pen: Pen, *, tagged: bool
) -> Part:
    style = composites.style(among)
    made = []
    for number, phrases in enumerate(clauses, 1):
        said = [composites.said(each, among) for each in phrases]
        if style:
            inner = (each.closed(style.most) if each.ends else each for each in said[:-1])
            said = [*inner, said[-1].closed(style.of(number - 1, len(clauses)))]
        id_ = models.clause_id(name, number)
        made.append(_clause(number, id_, zip(phrases, said, strict=True), among, pen, tagged=tagged))
    return Part(name, pen.recipient.opening(name), tuple(made))


def _clause(
    number: int,
    id_: str,
    phrases: Iterable[tuple[models.Phrase, Said]],
    among: Mapping[str, Origin],
    pen: Pen,
    *,
    tagged: bool,
) -> Clause:
    """Return the phrases of a clause one after the other, each with the number of its parent after it, if `tagged`."""
    written: list[Rich] = []
    points: list[Rich] = []
    for phrase, said in phrases:
        mark = phrase.words.mark or phrase.clause.mark
        theirs = _pen_of(among[phrase.of], pen) if phrase.of else pen
        tag = str(phrase.of) if tagged else ""
        written.append(_tagged(theirs.inline(Text(said.words, mark)), tag))
        points += (_tagged(theirs.inline(Text(point, mark)), tag) for point in said.points)
    text_ = Rich(" ".join(each.html for each in written), " ".join(each.plain for each in written))
    return Clause(number, id_, text_, tuple(points))


def _tagged(words: Rich, number: str) -> Rich:
    if not number:
        return words
    tag = text.fill("[{number}]", number=number)
    return Rich(
        f'<span class="phrase">{words.html}</span>&nbsp;<span class="parent">{tag.html}</span>',
        f"{words.plain}\xa0{tag.plain}",
    )


def _pen_of(origin: Origin, pen: Pen) -> Pen:
    """Return a pen that fills in the names of whoever sent a parent; the composite's own where that is not known."""
    if origin.sender.branch is None:
        return pen
    known = names(origin.sender, pen.entry, pen.entry.value)
    return Pen(origin.sender, pen.entry, text.Writer(known, lambda _: 1, origin.sender.lang), pen.problems)


def _parent(parent: models.Parent, recipient: Recipient) -> ParentOf:
    """Return a parent as the list has it: its number, its title, who sent it."""
    entry = recipient.project.documents[str(parent.slug)]
    document = entry.languages.get(recipient.lang, entry.value)
    kind = "motion_number" if parent.motion else "amendment_number"
    sender = str(parent.sender).strip()
    branch = recipient.project.branches.get(sender)
    return ParentOf(
        number=str(parent.number),
        label=recipient.words[kind].replace("{number}", str(parent.number)),
        title=recipient.plain(str(document.title)),
        sender=recipient.plain(str(branch.value.name) if branch else sender),
    )
