"""The body of a response to a consultation."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Petition, Rich


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen as an answer, and whether it is."""

    text: Rich
    chosen: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a consultation: its scale with what is chosen on it, or a free answer, and the reasons."""

    label: str  # 'Question 1'
    text: Rich
    choices: tuple[Choice, ...]
    answer: Rich
    reasons: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Response(Body):
    """The body of a response to a consultation: a guide, or an answer that is filled in.

    `time` says until when to answer, or that it has closed; `page` is the consultation's own, for a guide.
    """

    kind: Rich  # 'How to answer a consultation'
    title: Rich
    about: Rich  # its name, and who asks
    time: Rich
    is_filled: bool
    is_over: bool
    text: Rich
    advice: Rich
    questions: tuple[AskedQuestion, ...]
    send_to: tuple[Rich, ...]
    page: Petition | None
    signed: Rich = EMPTY  # whose answer it is
