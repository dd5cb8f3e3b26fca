"""The bodies of what is made of a record: the certified copy, letters, the checklist, share image and press paragraph.

Nothing personal is printed unless the record's `show` says so: not the names of officers and movers, not their
addresses and numbers. The one to whom a letter goes is named on that letter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from handbill import records, text
from handbill.bodies.decided import Decided, decided
from handbill.bodies.pen import Pen
from handbill.models.composite import Composite
from handbill.models.form import SHARE
from handbill.models.motion import Motion
from handbill.models.record import CHECKLIST, RELEASE, Action, Addressee, Record
from handbill.offices import Discretion
from handbill.origin import attachment
from handbill.petitions import shown_address
from handbill.piece import EMPTY, Attachment, Body, Petition, Rich
from handbill.piece.letter import Letter, Paragraph
from handbill.piece.motion import Clause, Part
from handbill.piece.motion import Motion as MotionPiece
from handbill.piece.record import Certificate, Checklist, Duty, Fact, Release, Share, Signature
from handbill.project import DocumentEntry, Project
from handbill.recipient import Recipient
from handbill.source import Text
from handbill.variants import replaced
from handbill.wording import comma, counted, day_in_words, listed

_ENDING: Final = re.compile(r"(&#?\w+;|[?!]?)[\s;,.]*$")
"""The marks at the end of a clause; what ends with a question keeps its mark, and entities their semicolon."""


def body(record: Record, pen: Pen) -> Body:
    """Return the body of the form of a record that the pen's entry has."""
    made = _Record(record, pen)
    form = pen.entry.form_name
    if form in record.letters():
        return made.letter(record.letters()[form])
    if form == CHECKLIST:
        return made.checklist()
    if form == RELEASE:
        return made.release()
    return made.share() if form.startswith(SHARE) else made.certificate()


def title(record: Record, recipient: Recipient, _form: str) -> Text:
    """Return the title of the motion that a record is of, as this body has it."""
    motion = records.decided(recipient.project, record, recipient.lang)
    return motion.title if isinstance(motion, Composite) else replaced(motion, recipient).get("title", motion.title)


def carried(project: Project, record: Record, entry: DocumentEntry, lang: str) -> Attachment | None:
    """Return the YAML of the motion as it was decided on, for the PDF of its certified copy; a composite has none."""
    motion = None if entry.form else records.decided(project, record, lang)
    return attachment(project, entry.slug, str(record.motion), lang, motion) if isinstance(motion, Motion) else None


@dataclass(frozen=True)
class _Record:
    """A record with the pen that writes for it."""

    record: Record
    pen: Pen

    @property
    def words(self) -> Mapping[str, str]:
        return self.pen.recipient.words

    @cached_property
    def decided(self) -> Decided:
        return decided(self.record, self.pen)

    @property
    def unsourced(self) -> MotionPiece:
        return self.decided.unsourced

    @property
    def acting(self) -> Part | None:
        return self.decided.acting

    def say(self, key: str, **values: Rich | str) -> Rich:
        """Return words of the program with values put in, as this language sets them."""
        return text.fill(self.words[key], **values)

    def plain(self, said: str) -> Rich:
        return self.pen.recipient.plain(said)

    @property
    def outcome(self) -> str:
        """The outcome as the keys of words have it: carried_unanimously."""
        return self.record.outcome.replace(" ", "_")

    @property
    def date(self) -> str:
        return day_in_words(self.record.meeting.date, self.pen.recipient.lang)

    # What may be shown

    @cached_property
    def discretion(self) -> Discretion:
        branch = self.pen.recipient.branch
        return Discretion(self.record, branch.value if branch else None, self.words["secretary"])

    def may_show(self, what: str) -> bool:
        return what in self.record.show

    @cached_property
    def whose(self) -> Rich:
        """Whose meeting it was: the branch's, unless the record says another's."""
        return self.plain(self.record.meeting.of) if self.record.meeting.of.strip() else self.pen.recipient.name

    # The forms

    def certificate(self) -> Certificate:
        signatures = tuple(self._signatures())
        certify = self.words["certify" if len(signatures) > 1 else "certify_alone"]
        that, title = self.words[f"that_{self.outcome}"], self.unsourced.title
        told = text.fill(certify, title=title, that=that, branch=self.whose, date=self.date)
        label = "certified_copy" if self.record.carried else "record_of"
        return Certificate(
            label, replace(self.decided.motion, mover="", seconder=""), told, tuple(self._facts()), signatures
        )

    def _facts(self) -> Iterator[Fact]:
        record, words = self.record, self.words
        meeting = record.meeting
        yield from self.decided.origin
        where = ", ".join(filter(None, (str(meeting.type).strip(), str(meeting.place).strip())))
        if where:
            yield Fact(words["meeting"], self.plain(where))
        if there := "; ".join(self._attendance()):
            yield Fact(words["attendance"], self.plain(there))
        if record.votes:
            yield Fact(words["votes"], self._votes("votes_said"))
        if record.amendments:
            yield Fact(words["amendments"], self.plain(self._amendments()))
        if self.may_show("names"):
            for label, name in ((words["mover"], record.mover), (words["seconder"], record.seconder)):
                if name.strip():
                    yield Fact(label, self.plain(name))

    def _amendments(self) -> str:
        return counted(self.words, "amendments_carried", len(self.record.amendments), self.pen.recipient.lang)

    def _attendance(self) -> Iterator[str]:
        meeting, words = self.record.meeting, self.words
        if meeting.present is not None:
            yield words["were_present"].replace("{number}", str(meeting.present))
        if meeting.quorum is not None:
            yield words["quorum_of"].replace("{number}", str(meeting.quorum))
        if meeting.quorate is not None:
            yield words["quorate" if meeting.quorate else "inquorate"]

    def _votes(self, key: str) -> Rich:
        votes = self.record.votes
        assert votes is not None
        counted = {"for": votes.in_favour, "against": votes.against, "abstentions": votes.abstentions}
        said: dict[str, Rich | str] = {name: str(number or self.words["nobody"]) for name, number in counted.items()}
        return self.say(key, **said)

    def _signatures(self) -> Iterator[Signature]:
        for officer in self.record.certified_by:
            details = (
                self.plain(officer.name) if self.may_show("names") else EMPTY,
                self.plain(officer.email) if self.may_show("emails") else EMPTY,
                self.say("membership", number=str(officer.membership))
                if officer.membership and self.may_show("membership")
                else EMPTY,
            )
            yield Signature(self.plain(officer.office), tuple(filter(None, details)))
        if not self.record.certified_by:
            yield Signature(self.say("secretary"))

    def letter(self, to: Addressee) -> Letter:
        record, title = self.record, self.unsourced.title
        day = day_in_words(record.letters_on or record.meeting.date, self.pen.recipient.lang)
        greeting = self.plain(to.salutation) or (
            self.say("dear", name=str(to.name)) if to.name else self.say("dear_nobody")
        )
        return Letter(
            recipient=tuple(map(self.plain, to.lines)),
            date=self.plain(day),
            reference=self.plain(record.reference),
            email=str(to.email).strip() if self.may_show("emails") else "",
            by_post=any(line.strip() for line in to.address),
            subject=title,
            salutation=greeting,
            paragraphs=tuple(self._paragraphs(to)),
            sign_off=self.say("sincerely" if to.name or to.salutation else "faithfully"),
            signatory=(*self._signatory(to), self.whose),
            enclosures=(self.say("enclosed_copy", title=title),),
        )

    def _paragraphs(self, to: Addressee) -> Iterator[Paragraph]:
        part, number = self.acting, self._number(to.clause)
        branch, title = self.whose, self.unsourced.title
        yield Paragraph(self.say(f"letter_{self.outcome}", branch=branch, title=title, date=self.date))
        if part and number:
            clause = part.clauses[number - 1]
            yield Paragraph(self.say("letter_reads", clause=self._cited(part, number)))
            yield Paragraph(_joined(part.opening, _whole(clause)), quoted=True)
        if to.text:
            yield Paragraph(self.pen.prose(to.text))
        yield Paragraph(self.say("letter_close"))

    def _signatory(self, to: Addressee) -> tuple[Rich, ...]:
        """Return who signs: the officer who is to do what the clause asks for, else the secretary."""
        branch = self.pen.recipient.branch
        number = self._number(to.clause)
        taken = (each.who for each in self.record.actions if self._number(each.clause) == number and each.who.strip())
        who = next(taken, "")
        office = self.plain(self.discretion.officer(who)) or self.say("secretary")
        holders = {str(each.office).casefold(): each.name for each in self.record.certified_by}
        if branch:
            holders.setdefault(self.words["secretary"].casefold(), branch.value.secretary.name)
        holder = holders.get(office.plain.casefold(), "")
        return (self.plain(holder), office) if holder and self.may_show("names") else (office,)

    def checklist(self) -> Checklist:
        part = self.acting
        return Checklist(
            title=self.unsourced.title,
            statement=self.say("decided_on", outcome=self.say(f"outcome_{self.outcome}"), date=self.date),
            duties=tuple(self._duties(part)) if part else (),
            sent=tuple(self._sent()),
            petitions=tuple(self.pen.petition(slug) for slug in self.decided.petitions if self._is_open(slug)),
            tell_us=str(self.pen.recipient.campaign.value.contact.tell_us),
        )

    def _is_open(self, slug: Text) -> bool:
        """Say whether a petition can still be signed: a checklist is made long after its motion."""
        recipient = self.pen.recipient
        petition = recipient.campaign.value.petitions[slug]
        return petition.closes is None or recipient.today <= petition.closes or petition.after == "keep"

    def _duties(self, part: Part) -> Iterator[Duty]:
        """Yield each clause that asks for something, once for each action that is taken on it."""
        for number, clause in enumerate(part.clauses, 1):
            actions = [each for each in self.record.actions if self._number(each.clause) == number]
            cited = self._cited(part, number)
            yield from (self._duty(cited, clause, action) for action in actions)
            if not actions:
                yield Duty(cited, _whole(clause))

    def _duty(self, cited: Rich, clause: Clause, action: Action) -> Duty:
        lang = self.pen.recipient.lang
        return Duty(
            cited,
            _whole(clause),
            who=self.plain(self.discretion.officer(action.who)),
            by=self.plain(day_in_words(action.by, lang)) if action.by else EMPTY,
            done=self.say("done_on", date=day_in_words(action.done, lang)) if action.done else EMPTY,
        )

    def _sent(self) -> Iterator[Rich]:
        for each in self.record.sent:
            when = day_in_words(each.on, self.pen.recipient.lang) if each.on else ""
            if to := self.discretion.sent_to(each.to):
                yield self.plain(", ".join(filter(None, (to, when, self.discretion.officer(each.by)))))

    def _number(self, clause: str) -> int | None:
        """Return the number of a clause of the part that says what is to be done."""
        part = self.acting
        return records.number_of(clause, part.key, [each.id for each in part.clauses]) if part else None

    def _cited(self, part: Part, number: int) -> Rich:
        return self.say(f"cite_{part.key}", number=str(number))

    def share(self) -> Share:
        """Return what the picture says; where the motion's title has that of the campaign in it, the slogan."""
        campaign, title = self.pen.recipient.campaign.value, self.unsourced.title
        cause = self.pen.recipient.of_campaign(self.pen.inline(campaign.title))
        if campaign.slogan and cause.plain.casefold() in title.plain.casefold():
            cause = self.pen.recipient.of_campaign(self.plain(str(campaign.slogan)))
        return Share(self.say(f"passed_{self.outcome}"), title, cause, self.whose)

    def release(self) -> Release:
        branch, title, part = self.whose, self.unsourced.title, self.acting
        paragraphs = [self.say(f"press_{self.outcome}", branch=branch, title=title, date=self.date)]
        if self.record.votes:
            paragraphs.append(self._votes("press_votes"))
        if part:
            paragraphs.append(self.say("press_resolved", branch=branch))
        asks = tuple(_whole(clause) for clause in part.clauses) if part else ()
        return Release(
            title,
            tuple(paragraphs),
            asks,
            contact=self._contact(),
            branch_contact=self._branch_contact(),
            petitions=tuple(map(self._to_sign, self.unsourced.petitions)),
        )

    def _to_sign(self, petition: Petition) -> Rich:
        """Return where a petition is to be signed, for what says 'the petition below'."""
        link = _link(petition.url, petition.shown)
        closes = self.say("closes", date=petition.closes).plain if petition.closes else ""
        said = f"{{label}}: {{title}}{comma(self.pen.recipient.lang)}{{link}}"
        told = text.fill(said, label=self.words["petition"], title=petition.title, link=link)
        return text.fill("{told}. {closes}.", told=told, closes=closes) if closes else told

    def _contact(self) -> Rich:
        """Return how the press reaches the campaign."""
        campaign, lang = self.pen.recipient.campaign.value, self.pen.recipient.lang
        reached = _reached(str(campaign.contact.tell_us), str(campaign.contact.website), lang)
        if not reached:
            return EMPTY
        called = self.pen.recipient.of_campaign(self.pen.inline(campaign.title))
        return self.say("press_contact", campaign=called, contact=reached)

    def _branch_contact(self) -> Rich:
        """Return how the press reaches the branch: its website, and its secretary's address if that may be shown."""
        branch, lang = self.pen.recipient.branch, self.pen.recipient.lang
        if branch is None:
            return EMPTY
        address = str(branch.value.secretary.email) if self.may_show("emails") else ""
        reached = _reached(address, str(branch.value.website), lang)
        return text.fill("{branch}: {contact}", branch=self.pen.recipient.name, contact=reached) if reached else EMPTY


def _reached(address: str, site: str, lang: str) -> Rich:
    """Return an e-mail address and a website as links, as far as they are there."""
    links = [_link(f"mailto:{address}", address)] if address else []
    links += [_link(site, shown_address(site))] if site else []
    return Rich(*(listed([getattr(each, form) for each in links], lang) for form in ("html", "plain")))


def _link(address: str, shown: str) -> Rich:
    return Rich(f'<a href="{html.escape(address)}">{html.escape(shown, quote=False)}</a>', shown)


def _joined(first: Rich, then: Rich) -> Rich:
    return Rich(f"{first.html} {then.html}", f"{first.plain} {then.plain}")


def _whole(clause: Clause) -> Rich:
    """Return a clause with its sub-points as one sentence, whatever mark it ended with in the motion."""
    said = clause.text
    for point in clause.points:
        said = _joined(said, point)
    return Rich(_ENDING.sub(r"\1.", said.html, count=1), _ENDING.sub(r"\1.", said.plain, count=1))
