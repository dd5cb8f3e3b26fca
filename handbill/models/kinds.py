"""The kinds of document. A new kind is a model, a layout folder, a body, a module of checks and a line here.

The modules have the name of the kind, and the model is called so too. They are imported when there is a document of
the kind: this one is read by every run, and so imports none of them.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbill.models.document import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """`layout` is taken where a document names none. `about` is the field that names the document it belongs to.

    `neutral` says whether there is a copy for nobody in particular, `bilingual` whether one file may have it in
    two languages, `addressed` whether it goes to people, who may stand in a table beside it.
    """

    name: str
    folder: str
    layout: str
    about: str = ""
    neutral: bool = True
    bilingual: bool = False
    addressed: bool = False

    @property
    def model(self) -> type[Document]:
        module = importlib.import_module(f"handbill.models.{self.name}")
        model: type[Document] = getattr(module, self.name.capitalize())
        return model


KINDS = (
    Kind("motion", "motions", "motion", bilingual=True),
    Kind("leaflet", "leaflets", "", bilingual=True),
    Kind("amendment", "amendments", "amendment", about="motion"),
    Kind("composite", "composites", "composite"),
    Kind("record", "records", "certificate", about="motion", neutral=False),
    Kind("agenda", "agendas", "agenda"),
    Kind("letter", "letters", "letters", addressed=True),
    Kind("briefing", "briefings", "briefing"),
    Kind("response", "responses", "response"),
)
