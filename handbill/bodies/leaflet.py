"""The body of a leaflet: its sides, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from handbill.bodies.pen import Pen
from handbill.models import leaflet as leaflets
from handbill.models.leaflet import POSTS, SHARE_CARD
from handbill.panel import panel
from handbill.piece import Body
from handbill.piece.leaflet import Action, Block, Figure, Leaflet, Picture, Quote

_OVER: Final = ("heading", "subheading")
"""The blocks that stand over others, the highest first."""


def body(leaflet: leaflets.Leaflet, pen: Pen) -> Body:
    """Return a leaflet with its texts filled in, or what goes with it on social media."""
    if pen.entry.form_name == POSTS or pen.entry.layout == SHARE_CARD:
        from handbill.bodies import sharing  # what is only printed is not posted

        return sharing.posts(leaflet, pen) if pen.entry.form_name == POSTS else sharing.card(leaflet, pen)
    return Leaflet(tuple(blocks(side, pen) for side in leaflet.sides))


def blocks(written: Iterable[leaflets.Block], pen: Pen) -> tuple[Block, ...]:
    """Return blocks with their texts filled in. What has nothing to show here is left out, and its heading with it."""
    return tuple(_with_headings_over_something([Block(block.kind, _block(block, pen)) for block in written]))


def _with_headings_over_something(made: list[Block]) -> Iterator[Block]:
    """Yield the blocks that are there, but no heading that stood over nothing else than what is left out."""
    for number, block in enumerate(made):
        if block.value is None:
            continue
        below = made[number + 1 :]
        if block.kind in _OVER and below[:1] and below[0].value is None and not _goes_on(below, block.kind):
            continue
        yield block


def _goes_on(after: list[Block], kind: str) -> bool:
    """Say whether anything stands under a heading, before the next one like it or the panels."""
    for block in after:
        if block.kind in (*_OVER[: _OVER.index(kind) + 1], "petition", "contact"):
            return False
        if block.value is not None:
            return True
    return False


def _block(block: leaflets.Block, pen: Pen) -> Any:
    value = block.value
    match block.kind:
        case "text":
            return pen.prose(value)
        case "points":
            return tuple(map(pen.inline, value))
        case "figures":
            return tuple(Figure(pen.inline(each.figure), pen.inline(each.label, each.source)) for each in value)
        case "quote":
            return _quote(value, pen)
        case "image":
            return _picture(value, pen)
        case "table" | "chart" | "diagram" | "reading":
            from handbill.bodies import facts  # many leaflets set out none

            return getattr(facts, block.kind)(value, pen)
        case "actions":
            return tuple(Action(pen.inline(each.title), pen.inline(each.text)) for each in value)
        case "signup" | "signatures":
            from handbill.bodies import paperwork  # on many leaflets there is nothing to be written

            return getattr(paperwork, block.kind)(value, pen)
        case "petition":
            return pen.petition(value.slug, value.order)
        case "contact":
            return panel(pen.recipient)
        case _:
            return pen.inline(value)


def _quote(quote: leaflets.Quote, pen: Pen) -> Quote:
    """Return a quotation; its sources are cited after who said it, or after the words where nobody is named."""
    if quote.by:
        return Quote(pen.inline(quote.text), pen.inline(quote.by, quote.source))
    return Quote(pen.inline(quote.text, quote.source))


def _picture(image: leaflets.Image, pen: Pen) -> Picture | None:
    asset = pen.picture(image.file, pen.entry.folder, pen.entry.source)
    if asset is None:
        return None
    return Picture(asset, str(image.alt), pen.inline(image.caption), pen.recipient.plain(str(image.credit)))
