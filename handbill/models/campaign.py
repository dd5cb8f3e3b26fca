"""A campaign: a cause with its petitions, sources, regions and terms."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handbill.models.base import Brand, Day, Email, Imprint, Lang, Line, Model, Name, Plain, Slug, Truth, Url
from handbill.models.facts import AnyFactsFile, Article
from handbill.models.writing import Acronyms, Style
from handbill.source import Text


class Petition(Model):
    """A petition that codes and links lead to."""

    title: Line = Field(description="What the petition asks for.")
    owner: Plain = Field(Text(""), description="Who runs it.")
    url: Url = Field(description="The link that the code holds.")
    short_url: Url = Field(Text(""), description="A shorter link, printed beside the code to be typed by hand.")
    closes: Day | None = Field(None, description="The last day to sign, as 2027-01-31.")
    after: Literal["refuse", "keep"] = Field(
        "refuse",
        description="What becomes of documents that lead to it once it has closed: no more are made, or 'keep'.",
    )
    order: Line | None = Field(None, description="The words beside the code; 'Sign the petition' if left out.")
    tags: Truth = Field(False, description="Yes adds utm tags to the code's link, for counting. Never about a person.")


class Source(Model):
    """Where a fact comes from. It is cited by its id: `source: id`, or `[^id]` inside a text."""

    title: Name = Field(description="The title of the page, paper or law.")
    publisher: Plain = Field(Text(""), description="Who published it.")
    date: Plain = Field(Text(""), description="When: 2022-04-28, or as much of it as is known.")
    url: Url = Field(Text(""), description="Where to read it.")


class Contact(Model):
    """How to reach the campaign."""

    tell_us: Email = Field(Text(""), description="The address to tell when a motion is carried.")
    website: Url = Field(Text(""), description="The campaign's own page.")


class PetitionTexts(Model):
    """What a petition says in another language."""

    title: Line = Field(description="What the petition asks for.")
    order: Line | None = Field(None, description="The words beside the code, where the petition has its own.")


class CampaignTexts(Model):
    """What a campaign says of itself in another language."""

    draft: Truth = Field(
        False, description="Yes where a machine wrote it and no speaker has checked it: pages and proof say so."
    )
    title: Line = Field(description="The name of the campaign.")
    slogan: Plain = Field(Text(""), description="Its slogan.")
    petitions: dict[Slug, PetitionTexts] = Field(
        default_factory=dict, description="What its petitions ask for, all of them, each under its slug."
    )


class Campaign(Model):
    """`campaigns/<slug>.yaml`: a cause that documents are written for."""

    title: Line = Field(description="The name of the campaign.")
    slogan: Plain = Field(Text(""), description="Its slogan.")
    lang: Lang = Field(Text("en-GB"), description="The language that its documents are written in.")
    petitions: dict[Slug, Petition] = Field(default_factory=dict, description="Its petitions, each under its slug.")
    sources: dict[Slug, Source] = Field(default_factory=dict, description="Its sources, each under its id.")
    regions: Plain = Field(
        Text(""),
        description="A CSV of local facts, one row a region, with a column `slug`; used as {{ region.… }}.",
    )
    facts: dict[Slug, AnyFactsFile] = Field(
        default_factory=dict,
        description="CSVs of facts keyed by region, each under a name that tables and charts call it by.",
    )
    reading: dict[Slug, Article] = Field(default_factory=dict, description="What to read on, each under its id.")
    reading_url: Url = Field(Text(""), description="A page that lists it all; a block `reading` can have a code to it.")
    contact: Contact = Field(default_factory=Contact, description="How to reach the campaign.")
    brand: Brand = Field(default_factory=Brand, description="Colours where branch and organisation give none.")
    imprint: Imprint = Field(default_factory=Imprint, description="Imprint where branch and organisation give none.")
    style: Style = Field(default_factory=Style, description="What `check` measures the writing by.")
    jargon: dict[str, Plain] = Field(
        default_factory=dict,
        description="Words that `check` warns of, each with plain ones; an empty one takes a word off the list.",
    )
    acronyms: Acronyms = Field((), description="Short forms that need no spelling out, beside NHS, MP and the like.")
    terms: dict[str, Plain] = Field(
        default_factory=dict,
        description="Other words for the ones that the program adds, by key; see docs/words.md.",
    )
    translations: dict[Lang, CampaignTexts] = Field(
        default_factory=dict, description="Its title, slogan and petitions in other languages, by language."
    )

    def texts_in(self, lang: str) -> CampaignTexts | None:
        """Return what it says in another language, if it does: 'cy' serves 'cy-GB' too."""
        near = (each for each in self.translations if each.split("-")[0] == lang.split("-")[0])
        return self.translations.get(Text(lang)) or next((self.translations[each] for each in near), None)

    def in_language(self, lang: str) -> Campaign:
        """Return the campaign with its texts in a language, as far as it has them."""
        texts = self.texts_in(lang)
        if texts is None:
            return self
        petitions = {
            slug: petition.model_copy(update={"title": said.title, "order": said.order})
            if (said := texts.petitions.get(slug))
            else petition
            for slug, petition in self.petitions.items()
        }
        return self.model_copy(update={"title": texts.title, "slogan": texts.slogan, "petitions": petitions})
