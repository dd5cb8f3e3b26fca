"""What goes with a leaflet on social media: an image of its first side, and the texts to post with it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from handbill import petitions, text
from handbill.bodies.leaflet import blocks
from handbill.bodies.pen import Pen
from handbill.models import leaflet as leaflets
from handbill.models.post import SHOWN, Network
from handbill.networks import length, networks
from handbill.piece import Rich
from handbill.piece.leaflet import Leaflet
from handbill.piece.sharing import Posts, PostText
from handbill.source import Text


class _Quiet(Pen):
    """A pen that cites nothing: an image has no room for sources, and the leaflet has them."""

    def inline(self, value: Text | None, sources: tuple[Text, ...] = ()) -> Rich:
        return text.uncited(super().inline(value, sources))


def quiet(pen: Pen) -> Pen:
    writer = text.Writer(pen.writer.names, lambda _: 1, pen.recipient.lang)
    return _Quiet(pen.recipient, pen.entry, writer, pen.problems)


def card(leaflet: leaflets.Leaflet, pen: Pen) -> Leaflet:
    """Return the image of a leaflet's first side. Where it has figures they stand for the lead."""
    side = [block for block in leaflet.sides[0] if block.kind in SHOWN]
    if pen.entry.form and leaflet.share and any(block.kind == "figures" for block in side):
        side = [block for block in side if block.kind != "lead"]
    return Leaflet((blocks(side, quiet(pen)),))


def posts(leaflet: leaflets.Leaflet, pen: Pen) -> Posts:
    """Return what to post, network by network; a text that is too long for one is told at its line."""
    post = leaflet.post
    assert post is not None
    written = {slug: post.networks.get(Text(slug), post.text) for slug in networks()}
    return Posts(
        title=pen.inline(leaflet.title),
        alt=quiet(pen).inline(post.alt),
        texts=tuple(_text(network, written[slug], leaflet, pen) for slug, network in networks().items()),
    )


def _text(network: Network, words: Text, leaflet: leaflets.Leaflet, pen: Pen) -> PostText:
    whole = _with_link_and_tags(pen.prose(words), leaflet, pen)
    count = length(whole.plain, network)
    if count > network.limit:
        message = f"the post for {network.name} has {count} characters, and {network.name} takes {network.limit}"
        over = count - network.limit
        pen.tell(words, message, f"cut {over}, or write a shorter one under 'networks:' (link and hashtags count too)")
    said = pen.recipient.words["characters"].replace("{count}", str(count)).replace("{limit}", str(network.limit))
    return PostText(str(network.name), whole, said)


def _with_link_and_tags(said: Rich, leaflet: leaflets.Leaflet, pen: Pen) -> Rich:
    assert leaflet.post is not None
    parts = [Rich(said.html, said.plain)]
    for slug in dict.fromkeys(leaflet.petitions):
        petition = pen.recipient.campaign.value.petitions[slug]
        link = petitions.link(pen.recipient, slug, petition, pen.entry, "social")
        parts.append(Rich(f'<p><a href="{escape(link)}">{escape(link, quote=False)}</a></p>', link))
    tags = " ".join(f"#{tag.removeprefix('#')}" for tag in leaflet.post.hashtags if tag)
    if tags:
        parts.append(Rich(f"<p>{escape(tags, quote=False)}</p>", tags))
    kept = [part for part in parts if part]
    return replace(said, html="\n".join(each.html for each in kept), plain="\n\n".join(each.plain for each in kept))
