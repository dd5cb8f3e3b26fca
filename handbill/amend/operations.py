"""What an amendment can do to a motion, an operation a class.

Each names its clause by id or as it is cited: 'board', 'Resolves 2', 'r2', a sub-point as 'Resolves 2(a)';
'title' is the title. Numbers are those of the motion before it is amended, in every change of an amendment.
Words are those of the source text, with its Markdown and placeholders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from handbill.errors import HandbillError


class AmendError(HandbillError):
    """A change does not apply. `at` is the text of the change that is at fault, `hint` what to do."""

    def __init__(self, message: str, hint: str = "", at: str = "") -> None:
        self.message, self.hint, self.at = message, hint, at
        super().__init__(f"{message}: {hint}" if hint else message)


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause that comes in, with its sub-points."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeleteClause:
    """Takes a clause out, or one of its sub-points."""

    clause: str


@dataclass(frozen=True, slots=True)
class DeleteWords:
    """Takes words out of a clause."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class DeleteAfter:
    """Takes out all that stands after some words, and puts others there if any are given."""

    clause: str
    after: str
    insert: str = ""


@dataclass(frozen=True, slots=True)
class InsertWords:
    """Puts words in after others."""

    clause: str
    after: str
    insert: str


@dataclass(frozen=True, slots=True)
class AddWords:
    """Puts words at the end of a clause, before the mark that closes it unless they bring their own."""

    clause: str
    insert: str


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """Takes words out and puts others in their place."""

    clause: str
    words: str
    insert: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Takes all words of a clause out and puts others in."""

    clause: str
    insert: str


@dataclass(frozen=True, slots=True)
class InsertClauses:
    """Puts new clauses in so that the first is the one that `at` names; those after it are numbered anew."""

    at: str
    clauses: tuple[NewClause, ...]


@dataclass(frozen=True, slots=True)
class AddClauses:
    """Puts new clauses at the end of a part: notes, believes, resolves or instructs; without one, of the last part."""

    part: str
    clauses: tuple[NewClause, ...]


@dataclass(frozen=True, slots=True)
class MoveClause:
    """Moves a clause to another place in its part: to that of the clause that `to` names."""

    clause: str
    to: str


@dataclass(frozen=True, slots=True)
class SwapClauses:
    """Has two clauses of a part change places."""

    clause: str
    to: str


@dataclass(frozen=True, slots=True)
class ReplaceEvery:
    """Puts words in the place of others wherever they stand in the clauses of the motion."""

    words: str
    insert: str


@dataclass(frozen=True, slots=True)
class ReplaceAll:
    """Takes all clauses out and puts others in. `parts` are pairs of a part's name and its clauses."""

    parts: tuple[tuple[str, tuple[NewClause, ...]], ...]


Change = (
    DeleteClause
    | DeleteWords
    | DeleteAfter
    | InsertWords
    | AddWords
    | ReplaceWords
    | Rewrite
    | InsertClauses
    | AddClauses
    | MoveClause
    | SwapClauses
    | ReplaceEvery
    | ReplaceAll
)


def texts(change: Change) -> Iterator[str]:
    """Yield the texts of a change in their order: clauses as they are named, and words."""
    for each in fields(change):
        yield from _texts(getattr(change, each.name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, NewClause):
        yield from _texts((value.text, value.points))
