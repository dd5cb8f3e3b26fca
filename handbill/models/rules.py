"""The rules of a conference: how its motions are worded, how long they may be, and how their words are counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from handbill.models.base import Day, Lang, Model, Name, Number, Plain, Truth, Url, listed
from handbill.source import Text

Most = Annotated[Number, Field(ge=1, le=10_000)]
Names = Annotated[tuple[Name, ...], BeforeValidator(listed)]


class Verbs(Model):
    """How the parts of a motion go on from the opening: 'notes that', 'instructs the Executive to'."""

    notes: Plain = Field(Text(""), description="What goes between the opening and the facts.")
    believes: Plain = Field(Text(""), description="What goes between the opening and the opinions.")
    instructs: Plain = Field(Text(""), description="What goes between the opening and the actions.")


class Limits(Model):
    """The most words; empty where no limit is known."""

    body: Most | None = Field(None, description="The most words of a motion.")
    title: Most | None = Field(None, description="The most words of its title.")
    amendment: Most | None = Field(None, description="The most words that an amendment puts in.")


class Counting(Model):
    """What counts towards the limits, and how. What is not known is counted as the usual word processor does."""

    title: Truth = Field(False, description="Whether the title counts towards the limit of the body.")
    openings: Truth = Field(True, description="Whether the openings of the parts count.")
    instructions: Truth = Field(True, description="Whether the last part counts, which says what is to be done.")
    numbers: Truth = Field(False, description="Whether the number of each clause, and the letter of a point, count.")
    rubric: Truth = Field(False, description="Whether the rubric of an amendment counts.")
    deleted: Truth = Field(False, description="Whether the words that an amendment strikes out count.")
    hyphenated: Literal["one", "each"] = Field(
        "one", description="Words joined by a hyphen or a stroke ('well-being', 'and/or'): one word, or each."
    )
    figures: Literal["one", "none"] = Field("one", description="A number in figures: one word, or none.")
    dates: Literal["one", "each"] = Field("each", description="A date ('1 July 2022'): one word, or each of its parts.")
    urls: Literal["one", "none"] = Field("one", description="A web or e-mail address: one word, or none.")
    ampersand: Literal["one", "none"] = Field(
        "one", description="The sign in a name such as 'Anytown & District': one word, or none."
    )


class RulesSource(Model):
    """Where the rules were found."""

    title: Plain = Field(Text(""), description="What it is called.")
    url: Url = Field(Text(""), description="Its web address.")
    date: Plain = Field(Text(""), description="How old it is: a date, a year or years.")


class Rules(Model):
    """`rules/<slug>.yaml`: the rules for motions to one conference. Leave empty what is not known."""

    title: Plain = Field(Text(""), description="The conference that they are of; the file's name if left out.")
    body: Plain = Field(Text(""), description="The body whose conference it is.")
    lang: Lang = Field(Text("en-GB"), description="The language of the words below; motions in it are worded so.")
    opening: Plain = Field(Text(""), description="What the conference is called in its motions: This Congress.")
    parts: Verbs = Field(default_factory=Verbs, description="How each part goes on from the opening.")
    limits: Limits = Field(default_factory=Limits, description="The most words.")
    counts: Counting = Field(default_factory=Counting, description="What counts towards the limits, and how.")
    one_subject: Truth | None = Field(None, description="Whether a motion may have one subject only.")
    may_instruct: Names = Field((), description="Whom a motion may instruct; anybody if left out.")
    never_instruct: Names = Field((), description="Whom it may not instruct.")
    politicians_by_title: Truth | None = Field(
        None, description="Whether politicians are called by their titles, and not by their names."
    )
    sub_points: Truth | None = Field(None, description="No where points within a clause are lost in its form.")
    one_a_sheet: Truth | None = Field(None, description="Whether each motion goes on a sheet of its own.")
    also: tuple[Name, ...] = Field((), description="Other rules, in a few words each, for a person to look at.")
    certified_by: Plain = Field(Text(""), description="Who confirms that the branch carried it.")
    submitted: Plain = Field(Text(""), description="How it is sent in.")
    deadline: Day | None = Field(None, description="The last day on which it can be sent in.")
    source: RulesSource = Field(default_factory=RulesSource, description="Where the rules were found.")
    checked: Day | None = Field(None, description="The day on which somebody last compared this with the rules.")

    def verb(self, part: str) -> str:
        """Return how a part goes on from the opening. At a conference what a branch resolves is instructed."""
        return str(getattr(self.parts, "instructs" if part == "resolves" else part))
