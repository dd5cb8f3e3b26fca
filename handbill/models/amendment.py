"""An amendment to a motion: what it takes out, what it puts in, who sent it and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from handbill.errors import HandbillError
from handbill.models.base import Line, Model, Name, Plain, Slug
from handbill.models.document import CONFERENCE, Document, Stage
from handbill.models.form import Form
from handbill.source import Map, Text

if TYPE_CHECKING:
    from handbill.amend.operations import Change

Outcome = Literal["accepted", "carried", "lost", "fell", "withdrawn"]

MADE: tuple[str, ...] = ("accepted", "carried")
"""The outcomes with which an amendment is part of the motion."""

OPEN: tuple[str, ...] = ("", *MADE)
"""The outcomes with which an amendment still matters to others."""

MARKED, AMENDED = "marked", "amended"


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
        from handbill.amend.edits import operations  # which imports this module

        return operations(self)

    @model_validator(mode="after")
    def _whole(self) -> Edit:
        try:
            _ = self.operations
        except HandbillError as error:
            raise ValueError(str(error)) from error
        return self


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
        from handbill.amend.edits import instructed

        found = (each for edit in self.changes for each in edit.operations)
        return tuple(map(instructed, found)) if self.stage == CONFERENCE else tuple(found)

    @property
    def speaks_in(self) -> str:
        return str(self.motion)

    def forms(self) -> Iterator[Form]:
        yield Form(MARKED, "motion")
        yield Form(AMENDED, "motion")
