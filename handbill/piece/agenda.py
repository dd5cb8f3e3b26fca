"""The body of an agenda."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Rich, Source
from handbill.piece.amendment import Amendment
from handbill.piece.composite import Composite
from handbill.piece.motion import Motion


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of an agenda. Without a `body` it is business that has no paper of its own.

    An amendment stands after its motion. `mover` and `seconder` are names; nothing where they are
    to be written in. `sources` are those of this item alone, numbered from 1.
    """

    kind: str  # motion, composite, amendment or text
    number: str  # 22, and 22.1 for the first amendment to it
    label: str  # 'Motion 22'
    title: Rich
    sender: Rich = EMPTY  # 'From Anytown Health Branch'
    mover: Rich = EMPTY
    seconder: Rich = EMPTY
    body: Amendment | Composite | Motion | None = None
    sources: tuple[Source, ...] = ()
    lang: str = ""  # where its paper is in another language than the agenda
    direction: str = ""  # ltr or rtl, where it has a language


@dataclass(frozen=True, slots=True)
class Agenda(Body):
    """The body of an agenda: what a meeting has before it. `when` and `where` are lines for the cover.

    `whose` and `day` say in the foot of its pages which meeting they belong to.
    """

    title: Rich
    items: tuple[AgendaItem, ...]
    type: Rich = EMPTY
    when: Rich = EMPTY
    where: Rich = EMPTY
    mover: str = ""  # the label: 'Moved by'
    seconder: str = ""
    running_on: bool = False
    call_list: bool = True
    whose: str = ""
    day: str = ""

    @property
    def in_foot(self) -> tuple[str, ...]:
        return self.whose, self.day
