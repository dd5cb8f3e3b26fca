"""The body of a leaflet: its sides, block by block."""

from __future__ import annotations

from typing import Any

from handbill.bodies.pen import Pen
from handbill.models import leaflet as leaflets
from handbill.piece import Action, Block, Figure, Leaflet, Panel, Picture, Quote


def body(leaflet: leaflets.Leaflet, pen: Pen, panel: Panel) -> Leaflet:
    """Return a leaflet with its texts filled in."""
    sides = (tuple(Block(block.kind, _block(block, pen, panel)) for block in side) for side in leaflet.sides)
    return Leaflet(tuple(sides))


def _block(block: leaflets.Block, pen: Pen, panel: Panel) -> Any:
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
        case "actions":
            return tuple(Action(pen.inline(each.title), pen.inline(each.text)) for each in value)
        case "petition":
            return pen.petition(value.slug, value.order)
        case "contact":
            return panel
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
