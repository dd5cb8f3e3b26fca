"""What the changes of an amendment's file do: an operation, or several, by the keys that are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handbill.amend import operations as ops
from handbill.amend.operations import AmendError, Change
from handbill.amend.places import several
from handbill.amend.rubric import read_rubric
from handbill.errors import did_you_mean
from handbill.models.amendment import Edit, Insertion
from handbill.models.motion import PARTS
from handbill.source import Text


def _one(edit: Edit) -> Text:
    """Return the words that a change puts in. Raises AmendError where they are clauses."""
    if len(edit.insert) != 1 or edit.insert[0].points:
        raise AmendError("'insert' should be a text where words go into a clause", "new clauses go in with 'at'")
    return edit.insert[0].text


def _part(name: str) -> str:
    part = name.strip().lower()
    if part not in PARTS:
        raise AmendError(f"'{name}' is no part of a motion", did_you_mean(part, PARTS), name)
    return part


def _clause(new: Insertion) -> ops.NewClause:
    return ops.NewClause(new.text, new.points)


def _clauses(edit: Edit) -> tuple[ops.NewClause, ...]:
    return tuple(map(_clause, edit.insert))


def _whole_of(edit: Edit) -> ops.ReplaceAll:
    rows = ((part, getattr(edit.delete_all_and_insert, part)) for part in PARTS)
    return ops.ReplaceAll(tuple((part, tuple(map(_clause, row))) for part, row in rows if row))


def _deleted(cited: Text) -> tuple[Change, ...]:
    """Return what takes out the clauses that are cited: 'Notes 2', 'Notes 4 and 5'."""
    return tuple(ops.DeleteClause(Text(each, cited.mark)) for each in several(cited))


FORMS: Mapping[str, Callable[[Any], Change | tuple[Change, ...]]] = {
    "rubric": lambda edit: read_rubric(edit.rubric),
    "delete": lambda edit: _deleted(edit.delete),
    "in delete": lambda edit: ops.DeleteWords(edit.inside, edit.delete),
    "in delete insert": lambda edit: ops.ReplaceWords(edit.inside, edit.delete, _one(edit)),
    "in delete_after": lambda edit: ops.DeleteAfter(edit.inside, edit.delete_after),
    "in delete_after insert": lambda edit: ops.DeleteAfter(edit.inside, edit.delete_after, _one(edit)),
    "in after insert": lambda edit: ops.InsertWords(edit.inside, edit.after, _one(edit)),
    "in add": lambda edit: ops.AddWords(edit.inside, edit.add),
    "in rewrite": lambda edit: ops.Rewrite(edit.inside, edit.rewrite),
    "at insert": lambda edit: ops.InsertClauses(edit.at, _clauses(edit)),
    "at_end_of insert": lambda edit: ops.AddClauses(_part(edit.at_end_of), _clauses(edit)),
    "every insert": lambda edit: ops.ReplaceEvery(edit.every, _one(edit)),
    "move to": lambda edit: ops.MoveClause(edit.move, edit.to),
    "swap to": lambda edit: ops.SwapClauses(edit.swap, edit.to),
    "delete_all_and_insert": _whole_of,
}
"""What a change does, by the keys that are given."""

KEYS = {name: str(info.alias or name) for name, info in Edit.model_fields.items()}


def operations(edit: Edit) -> tuple[Change, ...]:
    """Return what a change does: one thing, or one for each clause that it deletes. Raises AmendError for nonsense."""
    given = [key for name, key in KEYS.items() if getattr(edit, name)]
    form = next((form for form in FORMS if sorted(form.split()) == sorted(given)), None)
    if form is None:
        near = max(
            FORMS, key=lambda each: len(set(given) & set(each.split())) - len(set(given) ^ set(each.split())) / 9
        )
        said = " and ".join(f"'{key}'" for key in given)
        hint = "write " + ", ".join(f"'{key}: …'" for key in near.split())
        raise AmendError(f"a change cannot be made of {said}" if given else "the change says nothing", hint)
    made = FORMS[form](edit)
    return made if isinstance(made, tuple) else (made,)


def instructed(change: Change) -> Change:
    """Return a change as it is before a conference: what is added 'at the end' is what that instructs."""
    return replace(change, part="instructs") if isinstance(change, ops.AddClauses) and not change.part else change
