"""The body of an agenda: each item in its own campaign's words, under the number that the meeting knows it by."""

from __future__ import annotations

from dataclasses import replace

from handbill import text
from handbill.agendas import numbers
from handbill.bodies import motion
from handbill.bodies.pen import EMPTY, Pen
from handbill.citations import Citations
from handbill.library import DocumentEntry
from handbill.models import agenda as agendas
from handbill.models.motion import Motion
from handbill.names import names
from handbill.piece import Agenda, AgendaItem, Rich
from handbill.recipient import Recipient
from handbill.wording import day_in_words


def body(agenda: agendas.Agenda, pen: Pen) -> Agenda:
    """Return an agenda with its items: motions numbered by their place, unless they have numbers of their own."""
    recipient = pen.recipient
    items = (_item(*each, agenda, pen) for each in zip(agenda.items, numbers(agenda), strict=True))
    meeting = agenda.meeting
    day = day_in_words(meeting.date, recipient.lang) if meeting.date else ""
    return Agenda(
        title=pen.inline(agenda.title),
        items=tuple(items),
        type=recipient.plain(str(meeting.type)),
        when=", ".join(filter(None, (day, str(meeting.time).strip()))),
        where=recipient.plain(str(meeting.place)),
        mover=recipient.words["mover"],
        seconder=recipient.words["seconder"],
        running_on=agenda.running_on,
        call_list=agenda.call_list,
    )


def _item(item: agendas.Item, number: str, agenda: agendas.Agenda, pen: Pen) -> AgendaItem:
    if item.motion:
        return _motion(item, number, agenda, pen)
    return AgendaItem("text", number, "", pen.inline(item.text))


def _motion(item: agendas.Item, number: str, agenda: agendas.Agenda, pen: Pen) -> AgendaItem:
    """Return a motion as the meeting has it before it: what is voted on, with its sources and its petition."""
    own, citations = _pen_of(pen.recipient.project.documents[str(item.motion)], pen)
    document = own.entry.languages.get(pen.recipient.lang, own.entry.value)
    assert isinstance(document, Motion)
    made = motion.voted_on(document, own)
    pen.problems += own.problems
    return AgendaItem(
        kind="motion",
        number=number,
        label=pen.recipient.words["motion_number"].replace("{number}", number),
        title=made.title,
        sender=_sender(item, pen.recipient),
        mover=str(item.mover).strip(),
        seconder=str(item.seconder).strip(),
        body=replace(made, line_numbers=agenda.line_numbers),
        sources=citations.listed(pen.recipient.lang),
    )


def _pen_of(entry: DocumentEntry, pen: Pen) -> tuple[Pen, Citations]:
    """Return a pen for the words of another document, for the same body, with what it will cite."""
    for_whom = pen.recipient
    lang = for_whom.lang if for_whom.lang in entry.languages else entry.lang
    document = entry.languages[lang]
    campaign = for_whom.project.campaigns[str(document.campaign)]
    recipient = Recipient(for_whom.project, campaign, for_whom.branch, lang, entry.stage)
    citations = Citations(campaign.value)
    return Pen(recipient, entry, text.Writer(names(recipient, entry, document), citations.cite, lang)), citations


def _sender(item: agendas.Item, recipient: Recipient) -> Rich:
    """Return who sent an item: the name of a branch of the project, or what was typed."""
    said = str(item.sender).strip()
    if not said:
        return EMPTY
    branch = recipient.project.branches.get(said)
    name = recipient.plain(str(branch.value.name) if branch else said)
    return text.fill(recipient.words["sent_by"], body=name)
