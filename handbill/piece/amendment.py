"""The body of an amendment."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Rich
from handbill.piece.motion import Motion


@dataclass(frozen=True, slots=True)
class Rewording:
    """Changes of an amendment that touch the same clauses: their rubrics, and those clauses marked up.

    `title` are the words of the motion's title, where it is that which changes.
    """

    rubrics: tuple[Rich, ...]
    words: Motion
    title: Rich = EMPTY


@dataclass(frozen=True, slots=True)
class Amendment(Body):
    """The body of an amendment paper. `label` is 'Amendment 22.1', `motion` the title of the motion."""

    title: Rich
    label: str
    motion: Rich
    changes: tuple[Rewording, ...]
    sender: Rich = EMPTY
    outcome: str = ""
    mover: str = ""
    seconder: str = ""

    @property
    def is_pasted(self) -> bool:
        return True
