"""The bodies of what is made of a record: certified copy, checklist, share image, press paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from handbill.piece import EMPTY, Body, Petition, Rich
from handbill.piece.motion import Motion


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table about a meeting: 'Votes', '31 for, none against'."""

    label: str
    value: Rich


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: the office below it, and what may be shown of who holds it."""

    office: Rich
    details: tuple[Rich, ...] = ()  # name, e-mail, membership number


@dataclass(frozen=True, slots=True)
class Certificate(Body):
    """The body of a record: a copy of a motion as the meeting decided on it, for officers to certify."""

    label: str  # the word that says what it is: 'certified_copy', or 'record_of' where it was not carried
    motion: Motion
    statement: Rich
    facts: tuple[Fact, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a motion asks for: the clause as it is cited, its words, who does it and by when."""

    clause: Rich  # 'Resolves 2'
    text: Rich
    who: Rich = EMPTY
    by: Rich = EMPTY
    done: Rich = EMPTY  # when it was done; nothing where it is still to do


@dataclass(frozen=True, slots=True)
class Checklist(Body):
    """The body of a checklist: what a motion asks for, and whom it was sent to."""

    title: Rich
    statement: Rich
    duties: tuple[Duty, ...]
    sent: tuple[Rich, ...] = ()
    petitions: tuple[Petition, ...] = ()
    tell_us: str = ""


@dataclass(frozen=True, slots=True)
class Share(Body):
    """The body of a share image: who passed what."""

    headline: Rich  # 'Passed unanimously'
    lead: Rich  # the motion's title
    campaign: Rich
    whose: Rich  # who passed it


@dataclass(frozen=True, slots=True)
class Release(Body):
    """The body of a paragraph for the press."""

    title: Rich
    paragraphs: tuple[Rich, ...]
    asks: tuple[Rich, ...]  # what the motion calls for, going on from the last paragraph
    contact: Rich = EMPTY
    branch_contact: Rich = EMPTY
    petitions: tuple[Rich, ...] = ()  # where to sign what the clauses call 'the petition below'
