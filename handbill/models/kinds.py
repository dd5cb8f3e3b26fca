"""The kinds of document. A new kind is a model, a layout folder, a body and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handbill.models.document import Document
from handbill.models.leaflet import Leaflet
from handbill.models.motion import Motion


@dataclass(frozen=True, slots=True)
class Form:
    """Something else that is made of a document: the speaker's notes of a motion, say.

    It is a document of its own in output/ and on the command line, called `<document>-<name>`.
    `usual` says whether it is made without being asked for.
    """

    name: str
    layout: str
    usual: bool = True


def _no_forms(_: Document) -> Iterable[Form]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """`layout` is taken where a document names none. `about` is the field that names the document it belongs to."""

    name: str
    folder: str
    model: type[Document]
    layout: str
    forms: Callable[[Document], Iterable[Form]] = _no_forms
    about: str = ""


CONFERENCE = "conference"
SPEAKING = "speaking"


def _motion_forms(motion: Document) -> Iterator[Form]:
    assert isinstance(motion, Motion)
    if motion.stage != CONFERENCE:
        yield Form(CONFERENCE, "motion", usual=False)
    if motion.speaking:
        yield Form(SPEAKING, "speaking")


KINDS = (
    Kind("motion", "motions", Motion, "motion", _motion_forms),
    Kind("leaflet", "leaflets", Leaflet, ""),
)
