"""The bodies of documents, made personal: a leaflet's sides, a motion's parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbill import petitions, text
from handbill.assets import AssetError
from handbill.errors import Mark, Problem
from handbill.library import DocumentEntry
from handbill.models import leaflet as leaflets
from handbill.models import motion as motions
from handbill.models.document import Document
from handbill.piece import (
    Action,
    Asset,
    Block,
    Clause,
    Figure,
    Leaflet,
    Motion,
    Panel,
    Part,
    Petition,
    Picture,
    Quote,
    Rich,
)
from handbill.recipient import Recipient
from handbill.source import Source, Text
from handbill.wording import day_in_words

EMPTY = Rich("", "")


@dataclass(slots=True)
class Pen:
    """Writes the texts of one piece, and gathers what cannot be printed."""

    recipient: Recipient
    entry: DocumentEntry
    writer: text.Writer
    problems: list[Problem] = field(default_factory=list)

    def inline(self, value: Text | None, sources: tuple[Text, ...] = ()) -> Rich:
        """One line; nothing where there is no text."""
        try:
            return self.writer.inline(value, sources) if value else EMPTY
        except text.TextError:
            return self._told(value)

    def prose(self, value: Text | None) -> Rich:
        """Paragraphs; nothing where there is no text."""
        try:
            return self.writer.prose(value) if value else EMPTY
        except text.TextError:
            return self._told(value)

    def _told(self, value: Text | None) -> Rich:
        assert value is not None
        for fault in self.writer.faults(value):
            source = self._source(value.mark)
            mark = source.within(value, fault.found, fault.nth)
            self.problems.append(source.describe(mark, fault.message, fault.hint))
        return EMPTY

    def _source(self, mark: Mark | None) -> Source:
        """Return the file that a text comes from: some of a document's stand in its campaign."""
        campaign = self.recipient.campaign.source
        return campaign if mark and mark.file == campaign.name else self.entry.source

    def picture(self, name: Text, folder: Path, source: Source) -> Asset | None:
        try:
            return self.recipient.project.picture(name, folder)
        except AssetError as error:
            message, _, hint = str(error).partition(": ")
            self.problems.append(source.describe(name.mark, f"the picture '{name}' {message}", hint))
            return None

    def petition(self, slug: Text, order: Text | None = None) -> Petition:
        recipient, lang = self.recipient, self.recipient.lang
        petition = recipient.campaign.value.petitions[slug]
        return Petition(
            slug=str(slug),
            title=self.inline(petition.title),
            url=petitions.link(recipient, slug, petition, self.entry),
            shown=petitions.typed(recipient, slug, petition),
            order=self.inline(order or petition.order) or text.plain(recipient.words["order"]),
            owner=str(petition.owner),
            closes=day_in_words(petition.closes, lang) if petition.closes else "",
        )


def body(document: Document, pen: Pen, panel: Panel) -> Leaflet | Motion:
    """Return the body of any kind of document."""
    if isinstance(document, motions.Motion):
        return _motion(document, pen)
    assert isinstance(document, leaflets.Leaflet)
    sides = (tuple(Block(block.kind, _block(block, pen, panel)) for block in side) for side in document.sides)
    return Leaflet(tuple(sides))


def title(document: Document, recipient: Recipient) -> Text:
    """Return the title that a document has for this body."""
    if isinstance(document, motions.Motion):
        return _replaced(document, recipient).get("title", document.title)
    return document.title


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


def _motion(motion: motions.Motion, pen: Pen) -> Motion:
    recipient = pen.recipient
    replaced = _replaced(motion, recipient)
    names = ("notes", "believes", "instructs" if recipient.at_conference and motion.instructs else "resolves")
    heading = pen.inline(title(motion, recipient))
    parts = tuple(_part(name, getattr(motion, name), replaced, pen) for name in names)
    return Motion(
        title=heading,
        parts=tuple(part for part in parts if part.clauses),
        summary=pen.prose(replaced.get("summary", motion.summary)),
        background=pen.prose(replaced.get("background", motion.background)),
        petition=pen.petition(motion.petition) if motion.petition else None,
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
        tell_us=str(recipient.campaign.value.contact.tell_us),
        version=str(motion.version),
    )


def _part(name: str, clauses: tuple[motions.Clause, ...], replaced: Mapping[str, Text], pen: Pen) -> Part:
    kept = [(each, motions.clause_id(each, name, place)) for place, each in enumerate(clauses, 1)]
    kept = [(each, id_) for each, id_ in kept if pen.recipient.holds(each.only)]
    made = tuple(
        Clause(
            number=number,
            id=id_,
            text=pen.inline(replaced.get(id_, each.text), each.source),
            points=tuple(map(pen.inline, each.points)),
            optional=each.optional,
        )
        for number, (each, id_) in enumerate(kept, 1)
    )
    return Part(name, pen.recipient.opening(name), made)


def _replaced(motion: motions.Motion, recipient: Recipient) -> dict[str, Text]:
    """Return the words of the variants that hold for this body. The neutral copy keeps the model's own."""
    found: dict[str, Text] = {}
    for variant in motion.variants if recipient.branch else ():
        if recipient.holds(variant.when):
            found.update({str(key): words for key, words in variant.replace.items()})
    return found
