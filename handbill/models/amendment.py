"""An amendment to a motion: what it takes out, what it puts in, who sent it and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

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
from handbill.amend.places import several
from handbill.errors import did_you_mean
from handbill.models.base import Line, Model, Name, Plain, Slug
from handbill.models.document import Document, Stage
from handbill.models.motion import PARTS
from handbill.source import Map, Text

Outcome = Literal["accepted", "carried", "lost", "fell", "withdrawn"]

MADE: tuple[str, ...] = ("accepted", "carried")
"""The outcomes with which an amendment is part of the motion."""

OPEN: tuple[str, ...] = ("", *MADE)
"""The outcomes with which an amendment still matters to others."""


def _new(value: Any) -> Any:
    """A plain string is a clause too."""
    if isinstance(value, Text):
        clause = Map(value.mark) if value.mark else {}
        clause["text"] = value
        return clause
    return value


def _several(value: Any) -> Any:
    """One clause where a list is meant: it is a text, commas and all."""
    if isinstance(value, str | Mapping):
        return [value]
    return () if value is None else value


class Insertion(Model):
    """A clause that comes in."""

    text: Line = Field(description="The words.")
    points: tuple[Line, ...] = Field((), description="Sub-points.")

    @property
    def clause(self) -> NewClause:
        return NewClause(self.text, self.points)


Insertions = Annotated[tuple[Annotated[Insertion, BeforeValidator(_new)], ...], BeforeValidator(_several)]


class Whole(Model):
    """All clauses of a motion, part by part."""

    notes: Insertions = Field((), description="Facts.")
    believes: Insertions = Field((), description="Opinions.")
    resolves: Insertions = Field((), description="What the body will do.")
    instructs: Insertions = Field((), description="What a conference tells its executive to do.")


def _rubric(value: Any) -> Any:
    """A plain string is a rubric."""
    if isinstance(value, Text):
        change = Map(value.mark) if value.mark else {}
        change["rubric"] = value
        return change
    return value


class Edit(Model):
    """One change. Which keys are given says what it does; or a rubric says it."""

    rubric: Line | None = Field(None, description="The change as a rubric, which is read; a plain string is one too.")
    inside: Name | None = Field(
        None, alias="in", description="The clause whose words change, as `Resolves 2` or by its id."
    )
    delete: Line | None = Field(None, description="The words to take out; without `in` the clause.")
    delete_after: Line | None = Field(None, description="The words after which all goes out.")
    after: Line | None = Field(None, description="The words after which others go in.")
    add: Line | None = Field(None, description="The words to put at the end of the clause.")
    rewrite: Line | None = Field(None, description="The words to put in the place of all of the clause's.")
    at: Name | None = Field(None, description="Where new clauses go in: the number that the first of them gets.")
    at_end_of: Name | None = Field(None, description="The part at whose end new clauses go in.")
    insert: Insertions = Field((), description="The words to put in, or the new clauses.")
    every: Line | None = Field(None, description="The words to replace wherever they stand.")
    move: Name | None = Field(None, description="The clause to move.")
    swap: Name | None = Field(None, description="The clause that changes places with another.")
    to: Name | None = Field(None, description="The place that it moves to, or the other clause.")
    delete_all_and_insert: Whole | None = Field(None, description="The clauses to put in the place of all.")

    @property
    def operations(self) -> tuple[Change, ...]:
        """What it does: one thing, or one for each clause that it deletes."""
        return _operations(self)

    @model_validator(mode="after")
    def _whole(self) -> Edit:
        try:
            _operations(self)
        except AmendError as error:
            raise ValueError(str(error)) from error
        return self


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


def _clauses(edit: Edit) -> tuple[NewClause, ...]:
    return tuple(each.clause for each in edit.insert)


def _whole_of(edit: Edit) -> ReplaceAll:
    rows = ((part, getattr(edit.delete_all_and_insert, part)) for part in PARTS)
    return ReplaceAll(tuple((part, tuple(each.clause for each in row)) for part, row in rows if row))


def _as_said(rubric: Text) -> Change | tuple[Change, ...]:
    from handbill.amend.rubric import read_rubric  # knows the words of all rubrics, and is for amendments alone

    return read_rubric(rubric)


def _deleted(cited: Text) -> tuple[Change, ...]:
    """Return what takes out the clauses that are cited: 'Notes 2', 'Notes 4 and 5'."""
    return tuple(DeleteClause(Text(each, cited.mark)) for each in several(cited))


FORMS: Mapping[str, Callable[[Any], Change | tuple[Change, ...]]] = {
    "rubric": lambda edit: _as_said(edit.rubric),
    "delete": lambda edit: _deleted(edit.delete),
    "in delete": lambda edit: DeleteWords(edit.inside, edit.delete),
    "in delete insert": lambda edit: ReplaceWords(edit.inside, edit.delete, _one(edit)),
    "in delete_after": lambda edit: DeleteAfter(edit.inside, edit.delete_after),
    "in delete_after insert": lambda edit: DeleteAfter(edit.inside, edit.delete_after, _one(edit)),
    "in after insert": lambda edit: InsertWords(edit.inside, edit.after, _one(edit)),
    "in add": lambda edit: AddWords(edit.inside, edit.add),
    "in rewrite": lambda edit: Rewrite(edit.inside, edit.rewrite),
    "at insert": lambda edit: InsertClauses(edit.at, _clauses(edit)),
    "at_end_of insert": lambda edit: AddClauses(_part(edit.at_end_of), _clauses(edit)),
    "every insert": lambda edit: ReplaceEvery(edit.every, _one(edit)),
    "move to": lambda edit: MoveClause(edit.move, edit.to),
    "swap to": lambda edit: SwapClauses(edit.swap, edit.to),
    "delete_all_and_insert": _whole_of,
}
"""What a change does, by the keys that are given."""

KEYS = {name: str(info.alias or name) for name, info in Edit.model_fields.items()}


def _operations(edit: Edit) -> tuple[Change, ...]:
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


Edits = Annotated[
    tuple[Annotated[Edit, BeforeValidator(_rubric)], ...],
    BeforeValidator(lambda value: value or ()),
    Field(min_length=1),
]


class Amendment(Document):
    """`amendments/<slug>.yaml`: an amendment to a motion. Its campaign and language are those of the motion."""

    motion: Slug = Field(description="The motion that it amends.")
    number: Plain = Field(Text(""), description="Its number on the agenda: 22.1 for the first to motion 22.")
    sender: Plain = Field(Text(""), alias="from", description="Who sent it, or the slug of the branch that did.")
    outcome: Outcome | None = Field(None, description="What became of it.")
    stage: Stage = Field("branch", description="Before whom the motion is; as the motion's if left out.")
    changes: Edits = Field(description="What it does to the motion, change by change.")

    @property
    def operations(self) -> tuple[Change, ...]:
        """What it does, in order. Added 'at the end', before a conference, is what it instructs."""
        found = (each for edit in self.changes for each in edit.operations)
        return tuple(map(_instructed, found)) if self.stage == "conference" else tuple(found)


def _instructed(change: Change) -> Change:
    return replace(change, part="instructs") if isinstance(change, AddClauses) and not change.part else change
