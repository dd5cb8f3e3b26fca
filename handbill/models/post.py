"""What to post with a share image, on each network."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from handbill.models.base import Day, Line, Model, Name, Number, Plain, Prose, Slug, Truth, Url, listed
from handbill.source import Text

SHOWN: Final = ("kicker", "headline", "lead", "figures", "petition")
"""The blocks that an image to share shows."""


class Post(Model):
    """The text to post with a share image. The link to the petition and the hashtags come after it."""

    text: Prose = Field(description="The words, for every network that has none of its own.")
    alt: Line = Field(description="What the picture says, for those who cannot see it.")
    hashtags: Annotated[tuple[Plain, ...], BeforeValidator(listed)] = Field(
        (), description="Hashtags without the sign: OpenTheBoards, OurNHS."
    )
    networks: dict[Slug, Prose] = Field(
        default_factory=dict, description="Other words for one network: x, bluesky, mastodon …"
    )


class Network(Model):
    """What a network takes: an entry of handbill/networks.yaml."""

    name: Name = Field(description="Its name.")
    limit: Number = Field(description="The most characters of a post.")
    link: Number | None = Field(None, description="What any link counts as; its length if left out.")
    doubles: Truth = Field(False, description="Whether what lies beyond Latin and its neighbours counts double.")
    source: Url = Field(Text(""), description="Where it says so.")
    checked: Day = Field(description="When somebody looked.")
