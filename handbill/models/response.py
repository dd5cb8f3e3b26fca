"""A response to a public consultation: its questions, and what the campaign answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from handbill.models.base import Day, Line, Model, Plain, Prose, Slugs, Url
from handbill.models.document import Document
from handbill.models.form import Form
from handbill.source import Text

ANSWER, INVITATION, SIDE = "answer", "invitation", "side"


def _one_or_more(value: Any) -> Any:
    """Take one text where a list is meant; an address has commas of its own."""
    return [value] if isinstance(value, Text) else value


class Consultation(Model):
    """The consultation that is answered."""

    name: Line = Field(description="What it is called.")
    body: Line = Field(description="The body that asks.")
    url: Url = Field(description="Its own page: where to read and to answer.")
    short_url: Url = Field(Text(""), description="A shorter link to it, printed to be typed by hand.")
    opens: Day | None = Field(None, description="The first day to answer.")
    closes: Day = Field(description="The last day to answer, as 2027-01-31.")
    send_to: Annotated[tuple[Plain, ...], BeforeValidator(_one_or_more)] = Field(
        (), description="Where else answers go: an e-mail address, a link or a postal address, or a list of them."
    )

    @field_validator("closes", mode="after")
    @classmethod
    def _opens_before_it_closes(cls, closes: datetime.date, info: ValidationInfo) -> datetime.date:
        opens = info.data.get("opens")
        if opens and opens > closes:
            raise PydanticCustomError("handbill_form", f"is before the first day, {opens}: mend one of the two")
        return closes

    def is_over(self, today: datetime.date) -> bool:
        """Say whether it has closed."""
        return today > self.closes


class Question(Model):
    """A question as the consulting body put it, and what to answer. Without a scale the answer is free."""

    number: Plain = Field(Text(""), description="Its number, if not its place.")
    text: Prose = Field(description="The question, in the words of the body that asks.")
    scale: tuple[Line, ...] | None = Field(
        None, description="What there is to choose from, where it is not the response's scale; [] for a free answer."
    )
    answer: Line | None = Field(None, description="One of the scale, as it stands there; without a scale any text.")
    reasons: tuple[Line, ...] = Field((), description="Why: a point each.")
    source: Slugs = Field((), description="The source or sources that bear it out, cited after the last reason.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.answer and not self.reasons:
            raise PydanticCustomError("handbill_form", "says nothing: give it an 'answer', 'reasons' or both")
        return self


def is_same(answer: str, choice: str) -> bool:
    """Say whether an answer is one of a scale."""
    return answer.strip().casefold() == choice.strip().casefold()


class Response(Document):
    """`responses/<slug>.yaml`: what to answer to a consultation, and what invites people to take part."""

    title: Line = Field(description="The title of the guide: How to answer the council.")
    consultation: Consultation = Field(description="The consultation.")
    text: Prose | None = Field(None, description="What it is about and why it matters, above the questions.")
    scale: tuple[Line, ...] = Field((), description="What there is to choose from, for every question without its own.")
    questions: tuple[Question, ...] = Field(description="The questions, in their order.", min_length=1)
    points: tuple[Line, ...] = Field(
        (), description="The points of a leaflet that asks people to answer, three at best; without them there is none."
    )
    invitation: Prose | None = Field(
        None, description="The words of a letter that invites people to answer; without them there is none."
    )

    def forms(self) -> Iterator[Form]:
        """Yield the answer in the branch's own name, a letter that invites people to answer, and a leaflet's side."""
        yield Form(ANSWER, "answer")
        if self.invitation:
            yield Form(INVITATION, "letter")
        if self.points:
            yield Form(SIDE, "flyer")

    def is_too_late(self, form: str, today: datetime.date) -> bool:
        """Say whether nobody is to be invited any more to answer."""
        return form == INVITATION and self.consultation.is_over(today)

    def scale_of(self, question: Question) -> tuple[Text, ...]:
        """Return what there is to choose from; nothing where the answer is free."""
        return self.scale if question.scale is None else question.scale
