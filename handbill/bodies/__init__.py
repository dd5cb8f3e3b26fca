"""The bodies of documents, made personal: a leaflet's sides, a motion's parts. A new kind has a module here."""

from __future__ import annotations

from handbill.bodies import (
    agenda,
    amendment,
    briefing,
    composite,
    leaflet,
    letter,
    motion,
    pack,
    record,
    response,
    sharing,
    speaking,
)
from handbill.bodies.pen import Pen
from handbill.models.agenda import Agenda
from handbill.models.amendment import Amendment
from handbill.models.briefing import Briefing
from handbill.models.composite import Composite
from handbill.models.document import Document
from handbill.models.kinds import CONFERENCE, HANDOUT, POSTS, SHARE_CARD, SPEAKING
from handbill.models.leaflet import Leaflet
from handbill.models.letter import Letter
from handbill.models.motion import Motion
from handbill.models.pack import Pack
from handbill.models.record import Record
from handbill.models.response import Response
from handbill.piece import Body, Panel
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.variants import replaced

__all__ = ["Pen", "body", "title"]


def body(document: Document, pen: Pen, panel: Panel) -> Body:
    """Return the body of any kind of document, in the form that the pen's entry has."""
    if isinstance(document, Motion) and pen.entry.form_name == SPEAKING:
        return speaking.body(document, title(document, pen.recipient), pen)
    if isinstance(document, Motion) and pen.entry.form_name in (HANDOUT, CONFERENCE):
        return motion.voted_on(document, pen)
    if isinstance(document, Motion):
        return motion.body(document, pen)
    if isinstance(document, Record):
        return record.body(document, pen)
    if isinstance(document, Composite):
        return composite.body(document, pen)
    if isinstance(document, Amendment):
        return amendment.body(document, pen)
    if isinstance(document, Agenda):
        return agenda.body(document, pen)
    if isinstance(document, Pack):
        return pack.body(document, pen)
    if isinstance(document, Letter):
        return letter.body(document, pen)
    if isinstance(document, Briefing):
        return briefing.body(document, pen, panel)
    if isinstance(document, Response):
        return response.body(document, pen, panel)
    assert isinstance(document, Leaflet)
    if pen.entry.form_name == POSTS:
        return sharing.posts(document, pen)
    if pen.entry.layout == SHARE_CARD:
        return sharing.card(document, pen, panel)
    return leaflet.body(document, pen, panel)


def title(document: Document, recipient: Recipient, form: str = "") -> Text:
    """Return the title that a document, or a form of it, has for this body."""
    if isinstance(document, Amendment):
        return amendment.title(document, recipient, form)
    if isinstance(document, Motion):
        return replaced(document, recipient).get("title", document.title)
    if isinstance(document, Record):
        return record.title(document, recipient)
    if isinstance(document, Response):
        return response.title(document, form)
    return document.title
