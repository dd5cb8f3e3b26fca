"""The bodies of documents, made personal: a leaflet's sides, a motion's parts. A new kind has a module here.

The module has the name of the kind. Its `body` returns what a document says, in the form that the pen's entry has;
a kind whose title is not simply that of the file has a `title` as well, and one whose PDF carries a motion has
`carried`. A module is imported when a document of its kind is made: a run that makes a flyer has no use for agendas.
"""

from __future__ import annotations

import contextlib
import importlib
from typing import Any

from handbill.bodies.pen import Pen
from handbill.errors import ContentError
from handbill.models.document import Document
from handbill.piece import Attachment, Body
from handbill.project import DocumentEntry, Project
from handbill.recipient import Recipient
from handbill.source import Text


def body(document: Document, pen: Pen) -> Body:
    """Return the body of any kind of document, in the form that the pen's entry has."""
    made: Body = _maker(pen.entry).body(document, pen)
    return made


def title(document: Document, recipient: Recipient, entry: DocumentEntry) -> Text:
    """Return the title that a document, in the form of its entry, has for this body."""
    maker = _maker(entry)
    found: Text = maker.title(document, recipient, entry.form_name) if hasattr(maker, "title") else document.title
    return found


def carried(project: Project, document: Document, entry: DocumentEntry, lang: str) -> Attachment | None:
    """Return the YAML that goes into the PDF of a document, in the form of its entry; None where none does."""
    maker = _maker(entry)
    found: Attachment | None = None
    if hasattr(maker, "carried"):
        # What is amended may not be what this body has, which its body tells.
        with contextlib.suppress(ContentError):
            found = maker.carried(project, document, entry, lang)
    return found


def _maker(entry: DocumentEntry) -> Any:
    return importlib.import_module(f"handbill.bodies.{entry.kind.name}")
