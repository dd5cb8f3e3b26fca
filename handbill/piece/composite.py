"""The body of a composite."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Rich
from handbill.piece.motion import Motion


@dataclass(frozen=True, slots=True)
class ParentOf:
    """A motion or an amendment that went into a composite."""

    number: str
    label: str  # 'Motion 22'
    title: Rich
    sender: Rich


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a parent that did not come into the composite; `cite` says where they stood."""

    number: str
    cite: str
    text: Rich


@dataclass(frozen=True, slots=True)
class Composite(Body):
    """The body of a composite. In the clauses of `motion` every phrase has the number of its parent after it."""

    title: Rich
    label: str  # 'Composite A'
    motion: Motion
    parents: tuple[ParentOf, ...]
    left_out: tuple[LeftOut, ...] = ()
    mover: Rich = EMPTY
    seconder: Rich = EMPTY
    supported: Rich = EMPTY
