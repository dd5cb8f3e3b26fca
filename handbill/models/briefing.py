"""A briefing: several pages that set a matter out, alone or as a part of a series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handbill.models.base import Line, Model, Number, Prose, Slug, Slugs, Truth
from handbill.models.document import Document
from handbill.models.leaflet import AnyBlock, Block
from handbill.source import Text


class Series(Model):
    """The series that a briefing belongs to."""

    name: Line = Field(description="What the series is called.")
    part: Number | None = Field(None, description="Which part this is; left out for the summary of the series.", ge=1)
    of: Number = Field(description="How many parts there are, the summary apart.", ge=1, le=99)
    others: Slugs = Field((), description="The slugs of the other briefings of the series, as they are to be listed.")

    @model_validator(mode="after")
    def _is_within(self) -> Self:
        if self.part and self.part > self.of:
            message = "is part {part} of {of}: give 'of' the number of all parts"
            raise PydanticCustomError("handbill_form", message, {"part": self.part, "of": self.of})
        return self


class Briefing(Document):
    """`briefings/<slug>.yaml`: a briefing of several pages. `[^id]` cites a source of the campaign, or a note."""

    lead: Line | None = Field(None, description="The one sentence under the title.")
    series: Series | None = Field(None, description="The series that it belongs to.")
    summary: Prose | None = Field(None, description="What stands in the box at its beginning: a few points.")
    contents: Truth = Field(True, description="No leaves out the list of its headings, with their pages.")
    body: tuple[AnyBlock, ...] = Field(description="The blocks of its text, in their order.", min_length=1)
    notes: dict[Slug, Line] = Field(
        default_factory=dict, description="Notes of its own, each under an id; they are numbered with the sources."
    )
    petition: Slugs = Field((), description="Petitions of the campaign, whose codes stand at the end.")

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.body

    @property
    def petitions(self) -> tuple[Text, ...]:
        return self.petition

    @property
    def footnotes(self) -> Mapping[Text, Text]:
        return self.notes
