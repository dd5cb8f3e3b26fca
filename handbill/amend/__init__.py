"""Amendments to motions: what they can do, what comes of them, and how they are said.

It works on the models of motions and makes new ones; nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterable

from handbill.amend.adopted import amended_motion
from handbill.amend.conflict import conflicts
from handbill.amend.derive import derive
from handbill.amend.operations import (
    AddClauses,
    AddWords,
    AmendError,
    Change,
    DeleteAfter,
    DeleteClause,
    DeleteWords,
    InsertClauses,
    InsertWords,
    MoveClause,
    NewClause,
    ReplaceAll,
    ReplaceEvery,
    ReplaceWords,
    Rewrite,
    SwapClauses,
)
from handbill.amend.passage import Span
from handbill.amend.rubric import as_cited, read_rubric, rubric
from handbill.amend.sheet import Marked, MarkedClause
from handbill.amend.variants import Copies
from handbill.models.motion import Motion

__all__ = [
    "AddClauses",
    "AddWords",
    "AmendError",
    "Change",
    "DeleteAfter",
    "DeleteClause",
    "DeleteWords",
    "InsertClauses",
    "InsertWords",
    "Marked",
    "MarkedClause",
    "MoveClause",
    "NewClause",
    "ReplaceAll",
    "ReplaceEvery",
    "ReplaceWords",
    "Rewrite",
    "Span",
    "SwapClauses",
    "amended",
    "amended_motion",
    "as_cited",
    "conflicts",
    "derive",
    "marked",
    "read_rubric",
    "rubric",
]


def _applied(motion: Motion, changes: Iterable[Change]) -> Copies:
    copies = Copies(motion)
    for change in changes:
        copies.apply(change)
    return copies


def amended(motion: Motion, changes: Iterable[Change]) -> Motion:
    """Return a motion as amended. Raises AmendError for a change that does not apply.

    Clauses keep their ids. Numbers in the changes are those of `motion`, whatever went before; so the
    changes of several amendments may follow each other. The words of variants are amended too; a change
    may apply to those alone. The marks that close clauses are as the changes leave them: `amended_motion` sees to them.
    """
    return _applied(motion, changes).amended()


def marked(motion: Motion, changes: Iterable[Change]) -> Marked:
    """Return a motion, in its own words, with what is struck and what is new.

    Raises AmendError for a change that applies neither to them nor to a variant.
    """
    return _applied(motion, changes).sheet.marked()
