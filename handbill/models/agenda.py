"""An agenda: the motions and amendments that one meeting has before it, in a book."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handbill.models.base import Day, Line, Model, Plain, Slug, Truth
from handbill.models.document import Document, When
from handbill.source import Map, Text


class Meeting(Model):
    """The meeting that the agenda is for."""

    type: Plain = Field(Text(""), description="What kind of meeting: ordinary branch meeting.")
    date: Day | None = Field(None, description="The day.")
    time: Plain = Field(Text(""), description="The time, as it is to be printed.")
    place: Plain = Field(Text(""), description="Where it is.")


class Item(Model):
    """One item. It is a motion, a composite, an amendment, or business that has no paper of its own."""

    motion: Slug | None = Field(None, description="The slug of a motion.")
    composite: Slug | None = Field(None, description="The slug of a composite.")
    amendment: Slug | None = Field(None, description="The slug of an amendment to a motion of this agenda.")
    text: Line | None = Field(None, description="Other business, in a line: Apologies.")
    number: Plain = Field(
        Text(""), description="Its number, if not its place: motions are 1, 2, 3, amendments 1.1, 1.2."
    )
    sender: Plain = Field(Text(""), alias="from", description="Who sent it: the slug of a branch, or a name.")
    mover: Plain = Field(Text(""), description="Who moves it; a line to write on if left out.")
    seconder: Plain = Field(Text(""), description="Who seconds it; a line to write on if left out.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(each is not None for each in (self.motion, self.composite, self.amendment, self.text)) != 1:
            raise PydanticCustomError(
                "handbill_form",
                "is not one item: give it a 'motion', a 'composite', an 'amendment' or a 'text', and only one of them",
            )
        return self

    @property
    def slug(self) -> Slug | None:
        """The slug of its document, if it has one."""
        return self.motion or self.composite or self.amendment

    @property
    def kind(self) -> str:
        """The kind of that document; 'text' where there is none."""
        return "motion" if self.motion else "composite" if self.composite else "amendment" if self.amendment else "text"


def _item(value: Any) -> Any:
    """A plain string is an item too."""
    if isinstance(value, Text):
        item = Map(value.mark) if value.mark else {}
        item["text"] = value
        return item
    return value


class Agenda(Document):
    """`agendas/<slug>.yaml`: the papers of one meeting. `campaign` gives the look of the cover."""

    branch: Slug = Field(description="The slug of the branch, or conference, whose meeting it is.")
    meeting: Meeting = Field(default_factory=Meeting, description="The meeting.")
    items: tuple[Annotated[Item, BeforeValidator(_item)], ...] = Field(
        min_length=1, description="The items, in their order."
    )
    running_on: Truth = Field(False, description="Yes lets motions follow one another; else each has a fresh page.")
    line_numbers: Truth = Field(False, description="Yes numbers the lines of each motion, in the margin.")
    call_list: Truth = Field(True, description="No leaves out the list for the chair at the end.")

    @property
    def whom(self) -> When | None:
        """The branch whose meeting it is, and no other."""
        return When(branch=(self.branch,))
