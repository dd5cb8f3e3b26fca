"""The kinds of document. A new kind is a model, a layout folder and a line here."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.models.document import Document
from handbill.models.leaflet import Leaflet
from handbill.models.motion import Motion


@dataclass(frozen=True, slots=True)
class Kind:
    """`layout` is taken where a document names none."""

    name: str
    folder: str
    model: type[Document]
    layout: str


KINDS = (
    Kind("motion", "motions", Motion, "motion"),
    Kind("leaflet", "leaflets", Leaflet, ""),
)
