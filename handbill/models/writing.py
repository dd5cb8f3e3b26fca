"""How a campaign wants its texts written: what `check` measures them by."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from handbill.models.base import Model, Name, Number, listed

Acronyms = Annotated[tuple[Name, ...], BeforeValidator(listed)]


class Measures(Model):
    """How hard a text may be."""

    reading_age: Annotated[Number, Field(ge=5, le=30)] = Field(12, description="The reading age to aim at, in years.")
    sentence: Annotated[Number, Field(ge=5, le=200)] = Field(25, description="The most words of a sentence.")


class PaperMeasures(Measures):
    """The same of papers that people have come to read: motions, briefings, letters."""

    reading_age: Annotated[Number, Field(ge=5, le=30)] = Field(17, description="The reading age to aim at, in years.")
    sentence: Annotated[Number, Field(ge=5, le=200)] = Field(35, description="The most words of a sentence or clause.")


class Style(Measures):
    """Measures of what is for everybody, leaflets above all; `papers` has those of the rest."""

    papers: PaperMeasures = Field(
        default_factory=PaperMeasures, description="The same for motions, briefings, letters and other papers."
    )
