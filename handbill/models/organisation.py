"""An organisation: a union, party or network that branches belong to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handbill.models.base import Brand, Imprint, Langs, Model, Name, Plain, Slug, Url
from handbill.source import Text


class Organisation(Model):
    """`organisations/<slug>.yaml`: what its branches take from it unless they say otherwise."""

    name: Name = Field(description="Its full name.")
    type: Literal["union", "party", "network"] = Field(description="What it is.")
    brand: Brand = Field(default_factory=Brand, description="Its colours and logo.")
    rules: Plain = Field(Text(""), description="The slug of the rules for motions that go up: rules/<slug>.yaml.")
    website: Url = Field(Text(""), description="Its web page, for branches that have none.")
    imprint: Imprint = Field(default_factory=Imprint, description="Imprint for branches that give none.")
    languages: Langs = Field((), description="The languages of its branches, the first one first.")
    print_shop: Slug | None = Field(None, description="The slug of the printer that press files are made for.")
    desk_printer: Slug | None = Field(None, description="The slug of the printer that office files are made for.")
    terms: dict[str, Plain] = Field(
        default_factory=dict,
        description="Other words for the ones that the program adds, by key; see docs/words.md.",
    )
