"""The body of an agenda: each item in its own campaign's words, under the number that the meeting knows it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from handbill import text
from handbill.agendas import Placed, arranged
from handbill.bodies import amendment, composite, motion
from handbill.bodies.pen import Pen
from handbill.citations import Citations
from handbill.models import agenda as agendas
from handbill.models.amendment import Amendment
from handbill.models.composite import Composite
from handbill.models.motion import Motion
from handbill.names import names
from handbill.piece import EMPTY, Rich
from handbill.piece.agenda import Agenda, AgendaItem
from handbill.piece.amendment import Amendment as AmendmentPiece
from handbill.project import DocumentEntry
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.wording import comma, day_in_words, direction

BEFORE_THE_VOTE: Final = ("accepted", "withdrawn")
"""What may have become of an amendment before the meeting votes: no agenda says what was carried."""

_IN_FOOT: Final = 50  # characters of a branch's name, for which a foot has room beside a title and a day


def body(agenda: agendas.Agenda, pen: Pen) -> Agenda:
    """Return an agenda with its items as they are printed."""
    recipient = pen.recipient
    meeting = agenda.meeting
    day = recipient.plain(day_in_words(meeting.date, recipient.lang) if meeting.date else "")
    time = recipient.plain(str(meeting.time).strip())
    return Agenda(
        title=pen.inline(agenda.title),
        items=tuple(_item(each, agenda, pen) for each in arranged(recipient.project, agenda)),
        type=recipient.plain(str(meeting.type)),
        when=text.fill(f"{{day}}{comma(recipient.lang)}{{time}}", day=day, time=time) if day and time else day or time,
        where=recipient.plain(str(meeting.place)),
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
        running_on=agenda.running_on,
        call_list=agenda.call_list,
        whose=recipient.name.plain if len(recipient.name.plain) <= _IN_FOOT else "",
        day=day.plain,
    )


def _item(placed: Placed, agenda: agendas.Agenda, pen: Pen) -> AgendaItem:
    item = placed.item
    if item.slug is None:
        return AgendaItem("text", placed.number, "", pen.inline(item.text))
    entry = pen.recipient.project.documents[item.slug]
    own, citations = _pen_of(entry, pen)
    made = _paper(placed, entry, agenda, own, pen.recipient.words)
    pen.problems += own.problems
    lang = "" if own.recipient.lang == pen.recipient.lang else own.recipient.lang
    sources = citations.listed(own.recipient.lang)
    said = item.sender or getattr(entry.value, "sender", Text(""))
    sender = _sender(said, pen.recipient)
    way = direction(lang) if lang else ""
    return replace(made, kind=item.kind, number=placed.number, sender=sender, sources=sources, lang=lang, direction=way)


def _paper(
    placed: Placed, entry: DocumentEntry, agenda: agendas.Agenda, pen: Pen, words: Mapping[str, str]
) -> AgendaItem:
    """Return what a document says, as the meeting has it before it: nothing that is for the reader only.

    `words` are those of the agenda, which may be in another language.
    """
    number = placed.number
    mover, seconder = (pen.recipient.plain(str(each)) for each in (placed.item.mover, placed.item.seconder))
    document = entry.languages[pen.recipient.lang]
    if isinstance(document, Amendment):
        paper = amendment.body(document, pen)
        assert isinstance(paper, AmendmentPiece)
        label = words["amendment_number"].replace("{number}", number)
        outcome = paper.outcome if document.outcome in BEFORE_THE_VOTE else ""
        changes = replace(paper, motion=EMPTY, sender=EMPTY, outcome=outcome)
        return AgendaItem("", "", label, paper.title, EMPTY, mover, seconder, changes)
    if isinstance(document, Composite):
        united = composite.body(document.model_copy(update={"number": Text(number)}), pen)
        people = mover or united.mover, seconder or united.seconder
        numbered = replace(united.motion, line_numbers=agenda.line_numbers)
        lined = replace(united, motion=numbered, mover=EMPTY, seconder=EMPTY, left_out=())
        return AgendaItem("", "", united.label, united.title, EMPTY, *people, lined)
    assert isinstance(document, Motion)
    moved = replace(motion.voted_on(document, pen), line_numbers=agenda.line_numbers)
    label = words["motion_number"].replace("{number}", number)
    return AgendaItem("", "", label, moved.title, EMPTY, mover, seconder, moved)


def _pen_of(entry: DocumentEntry, pen: Pen) -> tuple[Pen, Citations]:
    """Return a pen for the words of another document, for the same body, with what it will cite."""
    for_whom = pen.recipient
    lang = for_whom.lang if for_whom.lang in entry.languages else entry.lang
    document = entry.languages[lang]
    campaign = for_whom.project.campaign(str(document.campaign), lang)
    recipient = Recipient(for_whom.project, campaign, for_whom.branch, lang, entry.stage)
    citations = Citations(campaign.value)
    return Pen(recipient, entry, text.Writer(names(recipient, entry, document), citations.cite, lang)), citations


def _sender(said: Text, recipient: Recipient) -> Rich:
    """Return who sent an item: the name of a branch of the project, or what was typed."""
    typed = str(said).strip()
    if not typed:
        return EMPTY
    branch = recipient.project.branches.get(typed)
    name = recipient.plain(str(branch.value.name) if branch else typed)
    return text.fill(recipient.words["sent_by"], body=name)
