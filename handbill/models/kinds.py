"""The kinds of document. A new kind is a model, a layout folder, a body, a module of checks and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handbill.models.agenda import Agenda
from handbill.models.amendment import Amendment
from handbill.models.briefing import Briefing
from handbill.models.composite import Composite
from handbill.models.document import Document
from handbill.models.leaflet import Leaflet
from handbill.models.letter import BLANK, Letter
from handbill.models.motion import Motion
from handbill.models.record import Record
from handbill.models.response import Response


@dataclass(frozen=True, slots=True)
class Form:
    """Something else that is made of a document: the speaker's notes of a motion, say.

    It is a document of its own in output/ and on the command line, called `<document>-<name>`.
    `usual` says whether it is made without being asked for; `paper` is the layout's first if left out.
    `as_asked` says whether the editions that the document asks for are meant for it too. Unless it is named, it is
    made in those of `made_in` only, whatever is asked for; in any if that is empty.
    """

    name: str
    layout: str
    usual: bool = True
    paper: str = ""
    as_asked: bool = False
    made_in: tuple[str, ...] = ()


def _no_forms(_: Document) -> Iterable[Form]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """`layout` is taken where a document names none. `about` is the field that names the document it belongs to.

    `neutral` says whether there is a copy for nobody in particular, `bilingual` whether one file may have it in
    two languages.
    """

    name: str
    folder: str
    model: type[Document]
    layout: str
    forms: Callable[[Document], Iterable[Form]] = _no_forms
    about: str = ""
    neutral: bool = True
    bilingual: bool = False


PICTURE = ("image",)
NOT_PRINTED = ("screen", "large", "image", "word", "text", "mail")

CONFERENCE = "conference"
HANDOUT = "handout"
SPEAKING = "speaking"


def _motion_forms(motion: Document) -> Iterator[Form]:
    assert isinstance(motion, Motion)
    if motion.stage != CONFERENCE:
        yield Form(CONFERENCE, "motion", usual=False)
    if motion.speaking:
        yield Form(SPEAKING, "speaking")
    yield Form(HANDOUT, "handout", usual=False)


CHECKLIST, SHARE, RELEASE = "checklist", "share", "press"


def _record_forms(record: Document) -> Iterator[Form]:
    """What comes of a motion that was carried. Of one that was not there is only the record."""
    assert isinstance(record, Record)
    if record.carried:
        for name in record.letters():
            yield Form(name, "letter")
        yield Form(CHECKLIST, "checklist")
        yield Form(SHARE, "share", made_in=PICTURE)
        yield Form(f"{SHARE}-square", "share", paper="square", made_in=PICTURE)
        yield Form(RELEASE, "release")


SQUARE, TALL, POSTS = "square", "tall", "posts"
SHARE_CARD = "share-card"


def _leaflet_forms(leaflet: Document) -> Iterator[Form]:
    """The images for links and feeds, and what to post with them. A share card is the image for links itself."""
    assert isinstance(leaflet, Leaflet)
    prefix = "" if leaflet.layout == SHARE_CARD else f"{SHARE}-"
    if prefix and leaflet.share:
        yield Form(SHARE, SHARE_CARD, made_in=PICTURE)
    if not prefix or leaflet.share:
        yield Form(f"{prefix}{SQUARE}", SHARE_CARD, paper=SQUARE, made_in=PICTURE)
        yield Form(f"{prefix}{TALL}", SHARE_CARD, paper=TALL, made_in=PICTURE)
    if leaflet.post:
        yield Form(POSTS, POSTS, made_in=("text",))


def _letter_forms(letter: Document) -> Iterator[Form]:
    """A letter to each, and one that supporters sign. For the printer the document itself has them all in one file."""
    assert isinstance(letter, Letter)
    for each in letter.recipients:
        yield Form(str(each.slug), "letter", as_asked=True, made_in=NOT_PRINTED)
    if letter.blank:
        yield Form(BLANK, "supporter-letter")


MARKED, AMENDED = "marked", "amended"


def _amendment_forms(_: Document) -> Iterator[Form]:
    yield Form(MARKED, "motion")
    yield Form(AMENDED, "motion")


ANSWER, INVITATION, SIDE = "answer", "invitation", "side"


def _response_forms(response: Document) -> Iterator[Form]:
    """The answer in the branch's own name, a letter that invites people to answer, and a leaflet's side."""
    assert isinstance(response, Response)
    yield Form(ANSWER, "answer")
    if response.invitation:
        yield Form(INVITATION, "letter")
    if response.points:
        yield Form(SIDE, "flyer")


KINDS = (
    Kind("motion", "motions", Motion, "motion", _motion_forms, bilingual=True),
    Kind("leaflet", "leaflets", Leaflet, "", _leaflet_forms, bilingual=True),
    Kind("amendment", "amendments", Amendment, "amendment", _amendment_forms, about="motion"),
    Kind("composite", "composites", Composite, "composite"),
    Kind("record", "records", Record, "certificate", _record_forms, about="motion", neutral=False),
    Kind("agenda", "agendas", Agenda, "agenda"),
    Kind("letter", "letters", Letter, "letters", _letter_forms),
    Kind("briefing", "briefings", Briefing, "briefing"),
    Kind("response", "responses", Response, "response", _response_forms),
)
