"""A leaflet or poster: sides, each a list of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from handbill.errors import Mark
from handbill.models.base import Line, Model, Name, Plain, Prose, Slug, Slugs, Truth
from handbill.models.document import Document
from handbill.models.facts import Chart, Diagram, ReadingList, Table
from handbill.models.form import PICTURE, SHARE, Form
from handbill.models.paperwork import Signatures, SignUp
from handbill.models.post import Post
from handbill.source import Map, Text

SQUARE, TALL, POSTS = "square", "tall", "posts"
SHARE_CARD: Final = "share-card"


class Figure(Model):
    """A number worth knowing, with what it counts."""

    figure: Line = Field(description='The number, in quotes: "42".')
    label: Line = Field(description="What it counts.")
    source: Slugs = Field((), description="The source or sources that bear it out.")


class Quote(Model):
    """Somebody's words."""

    text: Line = Field(description="The words, without quotation marks.")
    by: Line | None = Field(None, description="Who said it.")
    source: Slugs = Field((), description="Where it was said.")


class Image(Model):
    """A picture from the project folder."""

    file: Name = Field(description="SVG, PNG or JPEG; its path starts at this file's folder.")
    alt: Name = Field(description="What the picture shows, for those who cannot see it.")
    caption: Line | None = Field(None, description="The words under it.")
    credit: Plain = Field(Text(""), description="Whose picture it is.")


class Action(Model):
    """One thing that the reader can do."""

    title: Line = Field(description="The order, one word or two: Sign.")
    text: Line = Field(description="How to do it.")


class PetitionCall(Model):
    """The code, its order and the address to type."""

    slug: Slug = Field(description="A petition of the campaign.")
    order: Line | None = Field(None, description="The words beside the code; the petition's own if left out.")


class Nothing(Model):
    """A block that needs no words of its own."""


def _from_text(field: str) -> BeforeValidator:
    """Let a block that has several fields be written as its main one alone."""

    def widen(value: Any) -> Any:
        if isinstance(value, Text):
            wide = Map(value.mark or Mark(""))
            wide[Text(field, value.mark)] = value
            return wide
        return value

    return BeforeValidator(widen)


class Block(Model):
    """One block of a side: one key, or a bare word."""

    @property
    def kind(self) -> str:
        """The key that the block is written with."""
        return _key(type(self))

    @property
    def value(self) -> Any:
        return getattr(self, self.kind)

    @property
    def leads_to(self) -> Text | None:
        """The slug of the petition whose code it has."""
        return None


@cache
def _key(block: type[Block]) -> str:
    return next(iter(block.model_fields))


class Kicker(Block):
    kicker: Line = Field(description="A short line over the headline.")


class Headline(Block):
    headline: Line = Field(description="Two to five words, set as large as they go. *One* may stand out.")


class Lead(Block):
    lead: Line = Field(description="The one sentence that follows the headline.")


class Heading(Block):
    heading: Line = Field(description="A heading over what follows.")


class Subheading(Block):
    subheading: Line = Field(description="A smaller heading, within what a heading stands over.")


class TextBlock(Block):
    text: Prose = Field(description="Paragraphs.")


class Points(Block):
    points: tuple[Line, ...] = Field(description="A list of points.", min_length=1)


class Figures(Block):
    figures: tuple[Figure, ...] = Field(description="Numbers side by side, two to four.", min_length=1)


class QuoteBlock(Block):
    quote: Annotated[Quote, _from_text("text")] = Field(description="Somebody's words, set apart.")


class ImageBlock(Block):
    image: Image = Field(description="A picture.")


class TableBlock(Block):
    table: Table = Field(description="Rows and columns, with a heading row.")


class ChartBlock(Block):
    chart: Chart = Field(description="Bars, with their numbers.")


class DiagramBlock(Block):
    diagram: Diagram = Field(description="Tiers, drawn as rows of boxes.")


class Actions(Block):
    actions: tuple[Action, ...] = Field(description="Things to do, two to four.", min_length=1)


class PetitionBlock(Block):
    petition: Annotated[PetitionCall, _from_text("slug")] = Field(
        description="The code for a petition, with its order and address."
    )

    @property
    def leads_to(self) -> Text:
        return self.petition.slug


class WritingLine(Block):
    line: Line = Field(description="A large ruled line to write on, with what to write below it.")


class SignUpBlock(Block):
    signup: SignUp = Field(description="A slip to fill in and tear off.")


class SignaturesBlock(Block):
    signatures: Signatures = Field(description="Numbered rows for people to sign a petition on paper.")

    @property
    def leads_to(self) -> Text:
        return self.signatures.petition


def _no_words(value: Any) -> Any:
    if value is None or value == {}:
        return {}
    raise PydanticCustomError("handbill_form", "takes no words of its own: write it as '- contact'")


class Contact(Block):
    contact: Annotated[Nothing, BeforeValidator(_no_words)] = Field(
        description="The branch's own panel; written as a bare word."
    )


def _all_of_it(value: Any) -> Any:
    return {} if value is None else value


class ReadingBlock(Block):
    reading: Annotated[ReadingList, BeforeValidator(_all_of_it)] = Field(
        description="What to read on, from the campaign; as a bare word, all of it."
    )


BLOCKS: dict[str, type[Block]] = {
    "kicker": Kicker,
    "headline": Headline,
    "lead": Lead,
    "heading": Heading,
    "subheading": Subheading,
    "text": TextBlock,
    "points": Points,
    "figures": Figures,
    "quote": QuoteBlock,
    "image": ImageBlock,
    "table": TableBlock,
    "chart": ChartBlock,
    "diagram": DiagramBlock,
    "reading": ReadingBlock,
    "actions": Actions,
    "petition": PetitionBlock,
    "line": WritingLine,
    "signup": SignUpBlock,
    "signatures": SignaturesBlock,
    "contact": Contact,
}


def _bare_word(value: Any) -> Any:
    if isinstance(value, Text):
        block = Map(value.mark or Mark(""))
        block[value] = None
        return block
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("handbill_form", "should be a block: one key and its value, such as heading: …")
    return value


def _block_tag(value: Any) -> str:
    return f"block {next(iter(value))}"


AnyBlock = Annotated[
    Annotated[Kicker, Tag("block kicker")]
    | Annotated[Headline, Tag("block headline")]
    | Annotated[Lead, Tag("block lead")]
    | Annotated[Heading, Tag("block heading")]
    | Annotated[Subheading, Tag("block subheading")]
    | Annotated[TextBlock, Tag("block text")]
    | Annotated[Points, Tag("block points")]
    | Annotated[Figures, Tag("block figures")]
    | Annotated[QuoteBlock, Tag("block quote")]
    | Annotated[ImageBlock, Tag("block image")]
    | Annotated[TableBlock, Tag("block table")]
    | Annotated[ChartBlock, Tag("block chart")]
    | Annotated[DiagramBlock, Tag("block diagram")]
    | Annotated[ReadingBlock, Tag("block reading")]
    | Annotated[Actions, Tag("block actions")]
    | Annotated[PetitionBlock, Tag("block petition")]
    | Annotated[WritingLine, Tag("block line")]
    | Annotated[SignUpBlock, Tag("block signup")]
    | Annotated[SignaturesBlock, Tag("block signatures")]
    | Annotated[Contact, Tag("block contact")],
    Discriminator(_block_tag),
    BeforeValidator(_bare_word),
]


def _lists(value: Any) -> Any:
    """Refuse blocks that stand where a side should, once for all of them, and sides without blocks."""
    if isinstance(value, list) and any(isinstance(side, (str, dict)) for side in value):
        raise PydanticCustomError(
            "handbill_form", "should be a list of sides, each a list of blocks: begin each side with '- - '"
        )
    if isinstance(value, list) and [] in value:
        raise PydanticCustomError("handbill_form", "has a side with nothing in it: give it a block, or delete it")
    return value


class Leaflet(Document):
    """`leaflets/<slug>.yaml`: a flyer, information sheet or poster."""

    # Its layout's own words tell what else it needs, as nothing is made of it that has others.
    layout: Slug = Field(description="The layout, a folder of layouts/: flyer, infosheet, poster …")
    sides: Annotated[tuple[tuple[AnyBlock, ...], ...], BeforeValidator(_lists)] = Field(
        description="The sides in order, each a list of blocks.", min_length=1
    )
    share: Truth = Field(False, description="Yes makes images to share on social media of its first side.")
    post: Post | None = Field(None, description="What to post with the images, network by network.")

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for side in self.sides for block in side)

    @property
    def petitions(self) -> tuple[Text, ...]:
        return tuple(block.leads_to for block in self.blocks if block.leads_to)

    @property
    def unprinted(self) -> frozenset[str]:
        return frozenset(Leaflet.model_fields if self.layout == SHARE_CARD else ["post"])

    def forms(self) -> Iterator[Form]:
        """Yield the images for links and feeds, and what to post with them. A share card is that for links itself."""
        prefix = "" if self.layout == SHARE_CARD else f"{SHARE}-"
        if prefix and self.share:
            yield Form(SHARE, SHARE_CARD, made_in=PICTURE)
        if not prefix or self.share:
            yield Form(f"{prefix}{SQUARE}", SHARE_CARD, paper=SQUARE, made_in=PICTURE)
            yield Form(f"{prefix}{TALL}", SHARE_CARD, paper=TALL, made_in=PICTURE)
        if self.post:
            yield Form(POSTS, POSTS, made_in=("text",))
