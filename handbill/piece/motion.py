"""The body of a motion."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Petition, Rich


@dataclass(frozen=True, slots=True)
class Clause:
    """`number` is what the meeting cites ('Notes 1'); `points` are its sub-points.

    In a marked-up motion numbers are those before the amendment, and 0 for a clause that is new.
    """

    number: int
    id: str
    text: Rich
    points: tuple[Rich, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a motion: `opening` is its whole first line, 'This Branch notes that'."""

    key: str  # notes, believes, resolves, instructs
    opening: Rich
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Motion(Body):
    """The body of a motion. `summary` and `background` are not part of what is voted on.

    `note` says which amendments are made or marked in it. `conference` where a conference is to pass it.
    """

    title: Rich
    parts: tuple[Part, ...]
    summary: Rich = EMPTY
    background: Rich = EMPTY
    petitions: tuple[Petition, ...] = ()
    mover: str = ""  # the label: 'Moved by'
    seconder: str = ""
    tell_us: str = ""  # the address to tell when the motion is carried
    version: str = ""
    line_numbers: bool = False
    note: Rich = EMPTY
    conference: bool = False

    @property
    def is_pasted(self) -> bool:
        return True
