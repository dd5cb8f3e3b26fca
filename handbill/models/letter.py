"""A letter: the same words to many people, each by name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from handbill.models.base import Day, Email, Line, Model, Plain, Prose, Slug, Slugs, Truth, is_blank, listed
from handbill.models.document import Document
from handbill.models.form import NOT_PRINTED, Form
from handbill.source import Text

if TYPE_CHECKING:
    from handbill.models.branch import Branch

BLANK: Final = "blank"
"""The form of a letter that supporters fill in and sign; nobody it goes to can be called so."""

USUAL_NEEDS: Final = ("name", "address")
"""What must be known of everybody it goes to, unless the letter says otherwise: it goes by post."""

LINE: Final = re.compile(r"address_?([1-9])\Z")

MADE: Final = ("full_name",)
"""What texts may say of somebody that is in no column."""


class Addressee(Model):
    """Somebody the letter goes to: a row of the CSV, or an entry of the list. Other columns may be named in texts."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Plain]

    slug: Slug | None = Field(None, description="A short name for the files; made of the name if left out.")
    name: Plain = Field(Text(""), description="The name: A. Example.")
    title: Plain = Field(Text(""), description="What stands before the name: Cllr, Dr, Ms.")
    role: Plain = Field(Text(""), description="As what: Member of Parliament for Anytown.")
    salutation: Plain = Field(Text(""), description="How the letter begins: Dear Ms Example.")
    address: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field(
        (), description="The lines of the address, with commas between; or columns address1, address2 and so on."
    )
    postcode: Plain = Field(Text(""), description="The postcode, where the address does not have it.")
    email: Email = Field(Text(""), description="The e-mail address.")
    area: Plain = Field(Text(""), description="The ward, division or constituency.")
    branch: Slugs = Field((), description="The slugs of the branches that write to them; all if left out.")

    @model_validator(mode="before")
    @classmethod
    def _folded(cls, data: Any) -> Any:
        """Take the columns address1, address2 … as the lines of the address."""
        if not isinstance(data, Mapping):
            return data
        lines = sorted((found[1], value) for key, value in data.items() if (found := LINE.match(key)))
        rest = {key: value for key, value in data.items() if not LINE.match(key)}
        if lines and is_blank(rest.get("address")):
            rest["address"] = [value for _, value in lines if not is_blank(value)]
        return rest

    @property
    def full_name(self) -> str:
        return " ".join(f"{self.title} {self.name}".split())

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines on the envelope."""
        given = (self.full_name, self.role, *self.address, self.postcode)
        return tuple(filter(None, (" ".join(str(line).split()) for line in given)))  # a cell may hold line breaks

    def said(self) -> dict[str, str]:
        """Return what texts may say of them, by the name of the column."""
        own = {name: str(getattr(self, name)) for name in FIELDS if name not in ("slug", "address", "branch")}
        own |= {"address": ", ".join(map(str, self.address)), "full_name": self.full_name}
        return own | {name: str(value) for name, value in (self.__pydantic_extra__ or {}).items()}


FIELDS: Final = tuple(Addressee.model_fields)


class Sender(Model):
    """Who signs. What is left out is the branch's."""

    name: Plain = Field(Text(""), description="The name below the signature; the branch's secretary if left out.")
    role: Plain = Field(Text(""), description="The office: Chair. Secretary if left out.")
    address: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field(
        (), description="The address to answer to; that of the imprint's promoter if left out."
    )


def _people(value: Any) -> Any:
    """Take a list. The name of a file stands for nobody until `letters.read` puts in those that it holds."""
    return () if value is None or isinstance(value, str) else value


class Letter(Document):
    """`letters/<slug>.yaml`: one letter to many people."""

    title: Line = Field(description="What it is about: the line below the salutation, and the subject of an e-mail.")
    recipients: Annotated[tuple[Addressee, ...], BeforeValidator(_people)] = Field(
        (), description="Whom it goes to: the name of a CSV or XLSX beside this file, with a row for each; or a list."
    )
    by_area: Truth = Field(
        False,
        description="Whether a branch writes only to those whose `area` is its place, its region or its constituency.",
    )
    needs: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field(
        tuple(map(Text, USUAL_NEEDS)),
        description="What must be known of each: name and address if left out. What the text names is needed too.",
    )
    salutation: Line | None = Field(None, description="How it begins: Dear {{ recipient.title }} {{ recipient.name }}.")
    text: Prose = Field(description="The letter: paragraphs and lists.")
    sign_off: Line | None = Field(None, description="How it ends; Yours sincerely, or faithfully, if left out.")
    sender: Sender = Field(default_factory=Sender, description="Who signs; the branch's secretary if left out.")
    copies: tuple[Line, ...] = Field((), description="Who gets a copy: the health scrutiny committee.")
    enclosures: tuple[Line, ...] = Field((), description="What is put in with it.")
    petition: Slug | None = Field(None, description="A petition whose code stands at its end.")
    on: Day | None = Field(None, alias="dated", description="The date of the letter; a line for it if left out.")
    reference: Plain = Field(Text(""), description="The branch's own reference.")
    blank: Truth = Field(False, description="Whether there is a copy that supporters fill in and sign.")
    blank_text: Prose | None = Field(None, description="The words of that copy, where they are others.")

    @cached_property
    def by_slug(self) -> Mapping[str, Addressee]:
        """Those it goes to, by their short names. Each of thousands of letters looks up one."""
        return {str(each.slug): each for each in self.recipients}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What is said of anybody, by the name of the column."""
        return tuple(dict.fromkeys(name for each in self.recipients for name in each.said()))

    def addressees(self, form: str, branch: Branch | None, slug: str) -> tuple[Addressee, ...]:
        """Return those whom a branch writes to; with the name of a form the one whose letter that is."""
        asked = self.recipients if not form else (self.by_slug[form],) if form in self.by_slug else ()
        return tuple(each for each in asked if self._goes_from(branch, slug, each))

    def _goes_from(self, branch: Branch | None, slug: str, person: Addressee) -> bool:
        if branch is None:
            return True
        if person.branch and slug not in person.branch:
            return False
        places = {str(each or "").strip().casefold() for each in (branch.place, branch.region, branch.mp.constituency)}
        return not self.by_area or str(person.area).strip().casefold() in places - {""}

    def is_for(self, form: str, branch: Branch | None, slug: str) -> bool:
        return form == BLANK or bool(self.addressees(form, branch, slug))

    def forms(self) -> Iterator[Form]:
        """Yield a letter to each, and one that supporters sign. To be printed, the document itself has them all."""
        for each in self.recipients:
            yield Form(str(each.slug), "letter", as_asked=True, made_in=NOT_PRINTED)
        if self.blank:
            yield Form(BLANK, "supporter-letter")

    @property
    def petitions(self) -> tuple[Text, ...]:
        return (self.petition,) if self.petition else ()

    @property
    def own_names(self) -> Mapping[str, Mapping[str, None]]:
        """What texts may say of somebody: nothing yet, for a letter to nobody in particular."""
        return {"recipient": dict.fromkeys([*FIELDS, *MADE, *self.columns])}

    @property
    def dated(self) -> datetime.date | None:
        return self.on or self.as_of
