"""What a meeting decided on, as the papers of its record print it: a motion, or a composite."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Final

from handbill import records, text
from handbill.bodies import composite as composites
from handbill.bodies import motion as motions
from handbill.bodies.pen import Pen
from handbill.models.composite import Composite
from handbill.models.motion import Motion
from handbill.models.record import Record
from handbill.names import names
from handbill.piece.composite import ParentOf
from handbill.piece.motion import Clause, Part
from handbill.piece.motion import Motion as MotionPiece
from handbill.piece.record import Fact
from handbill.source import Text
from handbill.wording import listed

UNVOTED: Final = ("summary", "background")


@dataclass(frozen=True)
class Decided(ABC):
    """What was decided on, with the pen that writes of it."""

    pen: Pen

    @property
    @abstractmethod
    def motion(self) -> MotionPiece:
        """It as it was decided on: without what was not voted on, and with nothing optional any more."""

    @property
    @abstractmethod
    def unsourced(self) -> MotionPiece:
        """The same without the numbers of sources, for where they are not listed."""

    @property
    @abstractmethod
    def acting_part(self) -> str:
        """The name of the part that says what is to be done."""

    @property
    @abstractmethod
    def petitions(self) -> tuple[Text, ...]:
        """The petitions that it leads to."""

    @property
    @abstractmethod
    def origin(self) -> tuple[Fact, ...]:
        """Where its words come from, if several sent them."""

    @property
    def acting(self) -> Part | None:
        """The part that says what is to be done; None where it asks this body for nothing."""
        return next((part for part in self.unsourced.parts if part.key == self.acting_part), None)


def decided(record: Record, pen: Pen) -> Decided:
    """Return what a record says that a meeting decided on."""
    recipient = pen.recipient
    model = records.decided(recipient.project, record, recipient.lang)
    if isinstance(model, Composite):
        return _Composite(pen, model, str(record.motion))
    return _Motion(pen, model)


@dataclass(frozen=True)
class _Motion(Decided):
    model: Motion

    @cached_property
    def motion(self) -> MotionPiece:
        pen = self.pen
        writer = text.Writer(names(pen.recipient, pen.entry, self.model), pen.writer.cite, pen.recipient.lang)
        made = motions.moved(_voted_on(self.model), Pen(pen.recipient, pen.entry, writer, pen.problems))
        parts = (
            replace(part, clauses=tuple(replace(clause, optional=False) for clause in part.clauses))
            for part in made.parts
        )
        return replace(made, parts=tuple(parts), tell_us="", line_numbers=False)

    @cached_property
    def unsourced(self) -> MotionPiece:
        pen = self.pen
        writer = text.Writer(names(pen.recipient, pen.entry, self.model), lambda _: 1, pen.recipient.lang)
        made = replace(self, pen=Pen(pen.recipient, pen.entry, writer, pen.problems)).motion
        parts = (replace(part, clauses=tuple(map(_uncited, part.clauses))) for part in made.parts)
        return replace(made, title=text.uncited(made.title), parts=tuple(parts))

    @property
    def acting_part(self) -> str:
        return records.acting_part(self.model, self.pen.recipient)

    @property
    def petitions(self) -> tuple[Text, ...]:
        return self.model.petition

    @property
    def origin(self) -> tuple[Fact, ...]:
        return ()


@dataclass(frozen=True)
class _Composite(Decided):
    """A composite. It says of itself who is to pass it, and its words are whole: they cite no sources."""

    model: Composite
    slug: str

    @cached_property
    def motion(self) -> MotionPiece:
        pen = self.pen
        recipient, entry = replace(pen.recipient, stage=self.model.stage), pen.recipient.project.documents[self.slug]
        writer = text.Writer(names(recipient, entry, self.model), lambda _: 1, recipient.lang)
        made = composites.united(self.model, Pen(recipient, entry, writer, pen.problems), tagged=False)
        return replace(made, line_numbers=False)

    @property
    def unsourced(self) -> MotionPiece:
        return self.motion

    @property
    def acting_part(self) -> str:
        return records.acting_part(self.model, self.pen.recipient)

    @property
    def petitions(self) -> tuple[Text, ...]:
        return ()

    @property
    def origin(self) -> tuple[Fact, ...]:
        recipient = self.pen.recipient
        parents = composites.parents(self.model, recipient)
        sent = [each for each in parents if each.sender]
        others = [each.label for each in parents if not each.sender]
        told = [f"{recipient.words['received']} {listed(_by_sender(sent), recipient.lang)}"] if sent else []
        told += [listed(others, recipient.lang)] if others else []
        return (Fact(composites.label(self.model, recipient), recipient.plain("; ".join(told))),)


def _by_sender(parents: Iterable[ParentOf]) -> list[str]:
    """Return who sent what, each once: 'Weir Branch (Motion 22, Amendment 22.1)'."""
    order = list(dict.fromkeys(each.sender.plain for each in parents))
    rows = groupby(sorted(parents, key=lambda each: order.index(each.sender.plain)), lambda each: each.sender.plain)
    return [f"{sender} ({', '.join(each.label for each in sent)})" for sender, sent in rows]


def _voted_on(motion: Motion) -> Motion:
    """Return a motion without its summary and background."""
    variants = (
        each.model_copy(update={"replace": {key: words for key, words in each.replace.items() if key not in UNVOTED}})
        for each in motion.variants
    )
    return motion.model_copy(update={**dict.fromkeys(UNVOTED), "variants": tuple(variants)})


def _uncited(clause: Clause) -> Clause:
    return replace(clause, text=text.uncited(clause.text), points=tuple(map(text.uncited, clause.points)))
