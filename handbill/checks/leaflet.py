"""Leaflets: have they sides and blocks that their layout takes, and is there something to share and post?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbill.errors import Problem, did_you_mean
from handbill.models.document import Document
from handbill.models.leaflet import Leaflet
from handbill.models.post import SHOWN, Post
from handbill.networks import networks
from handbill.project import DocumentEntry, Project
from handbill.references import layouts
from handbill.references.hints import key
from handbill.source import Source


def check(project: Project, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with the sides of a leaflet."""
    leaflet, layout = entry.value, layouts.of(project, entry)
    assert isinstance(leaflet, Leaflet)
    if layout is None:
        return
    takes = layout.spec.sides
    count = len(leaflet.sides)
    if not takes.least <= count <= takes.most:
        wanted = takes.most if count > takes.most else takes.least
        has = f"{count} side" if count == 1 else f"{count} sides"
        message = f"the document has {has} and the layout '{layout.name}' takes {wanted}"
        yield entry.source.describe(key(entry, "sides"), message, "each '- -' under 'sides:' begins a side")
    for number, side in enumerate(leaflet.sides):
        yield from layouts.check_blocks(project, entry, side, ("sides", number))


def check_translation(document: Document, entry: DocumentEntry) -> Iterator[Problem]:
    """Yield what is wrong with what a leaflet shares: its images and posts."""
    assert isinstance(document, Leaflet)
    if document.share and not any(block.kind == "headline" for block in document.sides[0]):
        shown = ", ".join(SHOWN)
        message = "its first side has no headline, and an image to share is made of that"
        yield entry.source.describe(
            entry.source.data.key_mark("share"), message, f"of the first side it shows: {shown}"
        )
    if document.post:
        yield from _check_post(document.post, entry.source)


def _check_post(post: Post, source: Source) -> Iterator[Problem]:
    """Yield the networks that are not known, and what is no hashtag."""
    for slug in post.networks:
        if slug not in networks():
            hint = did_you_mean(str(slug), networks())
            yield source.describe(slug.mark, f"there is no network '{slug}'", hint)
    for tag in post.hashtags:
        if tag and not re.fullmatch(r"#?\w*[^\W\d_]\w*", tag):
            hint = "write letters and figures without spaces, as OpenTheBoards"
            yield source.describe(tag.mark, f"'{tag}' is not a hashtag", hint)
