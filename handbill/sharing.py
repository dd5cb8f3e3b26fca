"""What files say of share images and posts: a countdown is for screens, a post for networks that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from handbill.errors import Problem, did_you_mean
from handbill.models.base import Model
from handbill.models.document import Document
from handbill.models.kinds import SHARE_CARD
from handbill.models.leaflet import Leaflet
from handbill.models.post import SHOWN
from handbill.networks import networks
from handbill.project import DocumentEntry
from handbill.source import Source, Text

COUNTDOWN: Final = re.compile(r"\{\{\s*petition\.days_left\s*\}\}")


def check(document: Document, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with a document in what it shares, or would share."""
    source = entry.source
    for text in _on_paper(document):
        if found := COUNTDOWN.search(text):
            message = "a number of days is wrong on paper the day after it is printed"
            hint = "write {{ petition.closes }}; days are counted on share cards and in 'post:'"
            yield source.describe(source.within(text, found[0]), message, hint)
    if not isinstance(document, Leaflet):
        return
    if document.share and not any(block.kind == "headline" for block in document.sides[0]):
        shown = ", ".join(SHOWN)
        message = "its first side has no headline, and an image to share is made of that"
        yield source.describe(source.data.key_mark("share"), message, f"of the first side it shows: {shown}")
    if document.post:
        yield from _check_post(document, source)


def _check_post(document: Leaflet, source: Source) -> Iterator[Problem]:
    assert document.post is not None
    for slug in document.post.networks:
        if slug not in networks():
            hint = did_you_mean(str(slug), networks())
            yield source.describe(slug.mark, f"there is no network '{slug}'", hint)
    for tag in document.post.hashtags:
        if tag and not re.fullmatch(r"#?\w*[^\W\d_]\w*", tag):
            hint = "write letters and figures without spaces, as OpenTheBoards"
            yield source.describe(tag.mark, f"'{tag}' is not a hashtag", hint)


def _on_paper(document: Document) -> Iterator[Text]:
    """Yield the texts that come on paper: all but those of share cards and posts."""
    if isinstance(document, Leaflet) and document.layout == SHARE_CARD:
        return
    for name in type(document).model_fields:
        if name not in ("post", "translations"):
            yield from _texts(getattr(document, name))


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
