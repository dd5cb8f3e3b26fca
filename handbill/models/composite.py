"""A composite: one motion made of several motions and amendments, with the words of each marked as its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handbill.models.base import Line, Model, Name, Plain, Slug, Truth, listed
from handbill.models.document import Document, Stage
from handbill.source import Map, Text

PARTS: Final = ("notes", "believes", "resolves", "instructs")


class Parent(Model):
    """A motion or an amendment that went into the composite."""

    number: Name = Field(description="The number that the meeting knows it by: 22, or 22.1.")
    motion: Slug | None = Field(None, description="The slug of a motion.")
    amendment: Slug | None = Field(None, description="The slug of an amendment.")
    sender: Plain = Field(Text(""), alias="from", description="Who sent it: the slug of a branch, or a name.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.motion is None) == (self.amendment is None):
            raise PydanticCustomError("handbill_form", "is not one parent: give it a 'motion' or an 'amendment'")
        return self

    @property
    def slug(self) -> Slug:
        found = self.motion or self.amendment
        assert found is not None
        return found


class Phrase(Model):
    """Words of one parent, or words that only link others."""

    of: Plain = Field(Text(""), alias="from", description="The number of the parent that the words are from.")
    clause: Plain = Field(Text(""), description="The clause that they are from: its id, or as cited, Resolves 2.")
    words: Plain = Field(Text(""), description="The words, as they stand there; the whole clause if left out.")
    text: Line | None = Field(None, description="In place of these: words of nobody's, such as 'and'.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.text is None and not (self.of and self.clause):
            raise PydanticCustomError(
                "handbill_form", "is from nowhere: give it 'from' (the number of a motion) and 'clause', or a 'text'"
            )
        if self.text is not None and (self.of or self.clause or self.words):
            raise PydanticCustomError("handbill_form", "is two things: give it 'from' and 'clause', or a 'text'")
        return self


def _phrase(value: Any) -> Any:
    """A plain string links what stands before and after it."""
    if isinstance(value, Text):
        phrase = Map(value.mark) if value.mark else {}
        phrase["text"] = value
        return phrase
    return value


def _phrases(value: Any) -> Any:
    """A clause that is one phrase need not be a list."""
    return value if isinstance(value, list) else [value]


def clause_id(part: str, place: int) -> str:
    """Return the id of a clause of a composite, which has no other: r2 is Resolves 2."""
    return f"{part[0]}{place}"


Clause = Annotated[tuple[Annotated[Phrase, BeforeValidator(_phrase)], ...], BeforeValidator(_phrases)]
Clauses = Annotated[tuple[Clause, ...], BeforeValidator(lambda value: value or ())]


class Composite(Document):
    """`composites/<slug>.yaml`: one motion out of several."""

    number: Plain = Field(Text(""), description="What the meeting calls it: A, or Composite 3.")
    of: tuple[Parent, ...] = Field(min_length=1, description="The motions and amendments that it is made of.")
    notes: Clauses = Field((), description="Facts.")
    believes: Clauses = Field((), description="Opinions.")
    resolves: Clauses = Field((), description="What a branch will do.")
    instructs: Clauses = Field((), description="What a conference tells its executive to do.")
    moved: Plain = Field(Text(""), description="Who moves it; a line to write on if left out.")
    seconded: Plain = Field(Text(""), description="Who seconds it; a line to write on if left out.")
    supported: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field((), description="Who supports it.")
    stage: Stage = Field("conference", description="Who is to pass it: a conference, or a branch.")
    line_numbers: Truth = Field(False, description="Yes numbers its lines, in the margin.")

    def phrases(self) -> Iterator[Phrase]:
        """Yield all phrases in reading order."""
        for part in PARTS:
            for clause in getattr(self, part):
                yield from clause
