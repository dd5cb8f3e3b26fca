"""A motion: what a body notes, believes and resolves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from handbill.models.base import Line, Model, Number, Prose, Slug, Slugs, Truth
from handbill.models.document import CONFERENCE, Document, Stage, When
from handbill.models.form import Form
from handbill.source import Map, Text

PARTS = ("notes", "believes", "resolves", "instructs")

HANDOUT, SPEAKING = "handout", "speaking"


class Clause(Model):
    """One clause. It goes on from its part's opening: 'This Branch notes that …'."""

    text: Line = Field(description="The words, going on from the opening of the part.")
    id: Slug | None = Field(
        None, description="A name for variants to call it by; n1, b1, r1, i1 … by place if left out."
    )
    source: Slugs = Field((), description="The source or sources that bear it out.")
    only: When | None = Field(None, description="The bodies whose motion has this clause.")
    optional: Truth = Field(False, description="Yes marks it as one that the branch may leave out.")
    priority: Number = Field(1, description="1 is kept longest when a motion has to be cut.")
    points: tuple[Line, ...] = Field((), description="Sub-points.")


def clause_id(clause: Clause, part: str, place: int) -> str:
    """Return the id of the clause that stands at a place, from 1, of a part."""
    return str(clause.id or f"{part[0]}{place}")


def _clause(value: Any) -> Any:
    """A plain string is a clause too."""
    if isinstance(value, Text):
        clause = Map(value.mark) if value.mark else {}
        clause["text"] = value
        return clause
    return value


Clauses = Annotated[tuple[Annotated[Clause, BeforeValidator(_clause)], ...], BeforeValidator(lambda v: v or ())]


class Variant(Model):
    """Other words for some bodies."""

    when: When = Field(description="The bodies that it is for.")
    replace: dict[Slug, Line] = Field(
        description="The new words, by clause id; also `title`, `summary` or `background`."
    )


class Question(Model):
    """A question that a meeting may well ask."""

    question: Line = Field(description="The question, as somebody would put it.")
    answer: Prose = Field(description="What to say.")


class Speaking(Model):
    """What to say for the motion. At 130 words a minute, three minutes are about 390 words."""

    mover: Prose | None = Field(None, description="Notes for the mover.")
    seconder: Prose | None = Field(None, description="Notes for the seconder.")
    questions: tuple[Question, ...] = Field((), description="Questions to expect, with answers.")


class Motion(Document):
    """`motions/<slug>.yaml`: a model motion."""

    summary: Prose | None = Field(None, description="One plain sentence; not part of the motion.")
    background: Prose | None = Field(None, description="Background for the reader; not voted on.")
    notes: Clauses = Field((), description="Facts.")
    believes: Clauses = Field((), description="Opinions.")
    resolves: Clauses = Field((), description="What the body will do.")
    instructs: Clauses = Field((), description="What a conference tells its executive to do, when the motion goes up.")
    petition: Slugs = Field((), description="The petition whose code stands at the end; several as a list.")
    speaking: Speaking | None = Field(None, description="Notes for those who speak for it.")
    stage: Stage = Field(
        "branch", description="Whom it is written for: the branch, or a conference that it went up to."
    )
    line_numbers: Truth = Field(False, description="Yes numbers the lines of the clauses, in the margin.")
    variants: tuple[Variant, ...] = Field((), description="Other words for some bodies.")

    @property
    def petitions(self) -> tuple[Text, ...]:
        return self.petition

    def forms(self) -> Iterator[Form]:
        if self.stage != CONFERENCE:
            yield Form(CONFERENCE, "motion", usual=False)
        if self.speaking:
            yield Form(SPEAKING, "speaking")
        yield Form(HANDOUT, "handout", usual=False)
