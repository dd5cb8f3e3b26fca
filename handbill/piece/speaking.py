"""The body of a speaking kit."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import Body, Rich


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list of a speech; `at` is the time at which a speaker comes to it, as 1:30."""

    text: Rich
    at: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Notes for one speaker. `length` says how long they take."""

    label: str  # 'For the mover'
    length: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    question: Rich
    answer: Rich


@dataclass(frozen=True, slots=True)
class Speaking(Body):
    """The body of a speaking kit: notes for those who speak for a motion, and what they may be asked."""

    title: Rich
    speeches: tuple[Speech, ...]
    answers: tuple[Answer, ...] = ()
