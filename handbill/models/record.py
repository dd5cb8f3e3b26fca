"""A record: what became of a motion at one branch's meeting, and what has to be done now."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from handbill.models.base import (
    Day,
    Email,
    Line,
    Model,
    Name,
    Number,
    Plain,
    Prose,
    Slug,
    Slugs,
    Truth,
    is_blank,
    is_slug,
    listed,
)
from handbill.models.document import Document, When
from handbill.models.form import PICTURE, SHARE, Form
from handbill.source import Text

Outcome = Literal[
    "carried",
    "carried unanimously",
    "carried as amended",
    "lost",
    "remitted",
    "referred",
    "withdrawn",
    "fell",
    "not reached",
    "ruled out of order",
]
UNVOTED: Final = ("withdrawn", "fell", "not reached", "ruled out of order")
"""The outcomes of motions that were not put to the vote."""

CHECKLIST, RELEASE = "checklist", "press"

CITED: Final = re.compile(r"(?:Resolves|Instructs) [1-9]\d?\Z", re.IGNORECASE)
Shown = Literal["names", "emails", "membership"]


def _clause(value: Any) -> Any:
    """See that a text can name a clause."""
    if isinstance(value, str) and not is_blank(value) and not (CITED.match(value) or is_slug(value)):
        raise PydanticCustomError("handbill_form", "is not a clause: write its id, or its number as Resolves 2")
    return value


ClauseName = Annotated[
    Name,
    BeforeValidator(_clause),
    Field(description="The clause: its id, or its number as printed, as Resolves 2."),
]


class Meeting(Model):
    """The meeting that decided."""

    type: Plain = Field(Text(""), description="What kind of meeting: ordinary branch meeting.")
    of: Plain = Field(Text(""), description="Whose meeting it was, if not the branch's own: Anytown Borough Council.")
    date: Day = Field(description="The day.")
    place: Plain = Field(Text(""), description="Where it was.")
    quorate: Truth | None = Field(None, description="Whether enough members were there.")
    quorum: Number | None = Field(None, ge=0, description="How many members the rules ask for.")
    present: Number | None = Field(None, ge=0, description="How many were there.")


class Votes(Model):
    """How the meeting voted, where it was counted."""

    in_favour: Number = Field(alias="for", ge=0, description="Votes for.")
    against: Number = Field(0, ge=0, description="Votes against.")
    abstentions: Number = Field(0, ge=0, description="Those who did not vote either way.")

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.abstentions


class Officer(Model):
    """An officer who certifies the copy. All but the office is personal, and printed only if `show` says so."""

    office: Name = Field(description="The office: Secretary.")
    name: Plain = Field(Text(""), description="The officer's name.")
    email: Email = Field(Text(""), description="The officer's e-mail address.")
    membership: Plain = Field(Text(""), description="The officer's membership number.")


class Sent(Model):
    """Whom the motion was sent to."""

    to: Name = Field(description="To whom: the regional office.")
    on: Day | None = Field(None, description="When.")
    by: Plain = Field(Text(""), description="By which officer: write the office.")


class Action(Model):
    """Who is to do what a clause asks for, and by when."""

    clause: ClauseName
    who: Plain = Field(Text(""), description="Which officer: write the office.")
    by: Day | None = Field(None, description="The day by which it is to be done.")
    done: Day | None = Field(None, description="The day on which it was done.")

    @property
    def taken(self) -> bool:
        """Whether it says more than that there is something to do."""
        return bool(self.who.strip() or self.by or self.done)


class Addressee(Model):
    """To whom a clause asks the branch to write. Name and address stand on that letter and nowhere else."""

    clause: ClauseName
    role: Name = Field(description="As what: Member of Parliament for Anytown.")
    name: Plain = Field(Text(""), description="The name, as an envelope has it.")
    salutation: Plain = Field(Text(""), description="How the letter begins: Dear Ms Example.")
    address: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field(
        (), description="The lines of the address; in one line, with commas between."
    )
    email: Email = Field(Text(""), description="The e-mail address; printed if `show` has emails.")
    text: Prose | None = Field(None, description="What else to say, after the clause.")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines on the envelope."""
        return tuple(filter(None, (str(line).strip() for line in (self.name, self.role, *self.address))))

    @property
    def form(self) -> str:
        """The name of the letter: letter-mp, letter-resolves-2."""
        return f"letter-{self.clause.lower().replace(' ', '-')}"


class Record(Document):
    """`records/<slug>.yaml`: what became of a motion at one branch's meeting."""

    title: Line = Field(Text(""), description="None: the motion's own title is printed.")
    motion: Slug = Field(description="The slug of the motion, or of a composite.")
    branch: Slug = Field(description="The slug of the branch whose meeting it was.")
    amendments: Slugs = Field((), description="The slugs of the amendments that were carried; none to a composite.")
    meeting: Meeting = Field(description="The meeting.")
    mover: Plain = Field(Text(""), description="Who moved it; printed if `show` has names.")
    seconder: Plain = Field(Text(""), description="Who seconded it; printed if `show` has names.")
    outcome: Outcome = Field(description="What became of it.")
    votes: Votes | None = Field(None, description="The count, if there was one.")
    certified_by: tuple[Officer, ...] = Field((), description="The officers who sign the certified copy.")
    sent: tuple[Sent, ...] = Field((), description="Whom it was sent to.")
    actions: tuple[Action, ...] = Field((), description="Who is to do what, and by when.")
    addressees: tuple[Addressee, ...] = Field((), description="Whom the branch is to write to.")
    letters_on: Day | None = Field(None, description="The date of the letters; the meeting's if left out.")
    reference: Plain = Field(Text(""), description="The branch's own reference for letters.")
    show: Annotated[tuple[Shown, ...], BeforeValidator(listed)] = Field(
        (), description="The personal data that may be printed: names, emails, membership. None if left out."
    )

    @property
    def whom(self) -> When:
        """A record is one branch's."""
        return When(branch=(self.branch,))

    @property
    def dated(self) -> datetime.date:
        return self.meeting.date

    @property
    def carried(self) -> bool:
        return self.outcome.startswith("carried")

    def forms(self) -> Iterator[Form]:
        """Yield what comes of a motion that was carried. Of one that was not there is only the record."""
        if self.carried:
            for name in self.letters():
                yield Form(name, "letter")
            yield Form(CHECKLIST, "checklist")
            yield Form(SHARE, "share", made_in=PICTURE)
            yield Form(f"{SHARE}-square", "share", paper="square", made_in=PICTURE)
            yield Form(RELEASE, "release")

    def letters(self) -> dict[str, Addressee]:
        """Return whom the branch writes to, by the name of the letter; a second one about a clause is letter-mp-2."""
        found: dict[str, Addressee] = {}
        for addressee in self.addressees:
            before = sum(each.form == addressee.form for each in found.values())
            found[f"{addressee.form}-{before + 1}" if before else addressee.form] = addressee
        return found
