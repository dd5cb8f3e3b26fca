"""The bodies of documents, made personal: a leaflet's sides, a motion's parts. A new kind has a module here.

The module has the name of the kind. Its `body` returns what a document says, in the form that the pen's entry has;
a kind whose title is not simply that of the file has a `title` as well. A module is imported when a document of its
kind is made: a run that makes a flyer has no use for agendas.
"""

from __future__ import annotations

import importlib
from typing import Any, Protocol, cast

from handbill.bodies.pen import Pen
from handbill.library import DocumentEntry
from handbill.models.document import Document
from handbill.piece import Body
from handbill.recipient import Recipient
from handbill.source import Text


class _Maker(Protocol):
    def body(self, document: Any, pen: Pen) -> Body: ...


class _Titled(_Maker, Protocol):
    def title(self, document: Any, recipient: Recipient, form: str) -> Text: ...


def body(document: Document, pen: Pen) -> Body:
    """Return the body of any kind of document, in the form that the pen's entry has."""
    return cast(_Maker, _maker(pen.entry)).body(document, pen)


def title(document: Document, recipient: Recipient, entry: DocumentEntry) -> Text:
    """Return the title that a document, in the form of its entry, has for this body."""
    maker = _maker(entry)
    return (
        cast(_Titled, maker).title(document, recipient, entry.form_name) if hasattr(maker, "title") else document.title
    )


def _maker(entry: DocumentEntry) -> object:
    return importlib.import_module(f"handbill.bodies.{entry.kind.name}")
