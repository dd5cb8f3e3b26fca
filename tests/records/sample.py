"""A record with everything in it, and people in it whose names, addresses and numbers stand nowhere else."""

from __future__ import annotations

from pathlib import Path

from handbill.forms import add_forms
from handbill.project import Project
from tests import projects

MOTION = """\
title: Keep it open
campaign: library
summary: Not voted on.[^report]
notes: [{text: the library closes in March., source: budget}]
resolves:
  - {id: council, text: "ask the council to keep it open, and to", points: [publish its sums, meet us]}
  - {id: mp, text: "write to our Member of Parliament;", source: budget}
  - {id: affiliate, text: affiliate to the campaign., optional: true}
petition: library
"""
BRANCH = """\
name: Weir Health Branch
type: union-branch
secretary: {name: Una Underwood, email: branch@weir.example, phone: 01632 960111}
website: https://branch.example
"""
RECORD = """\
motion: doc
branch: weir
meeting: {type: ordinary meeting, date: 2026-11-24, place: the mill, quorate: yes, quorum: 12, present: 31}
mover: Mabel Moverley
seconder: Seth Secondby
outcome: carried unanimously
votes: {for: 29, against: 0, abstentions: 2}
certified_by:
  - {office: Chair, name: Cora Chairwell, email: cora@private.example, membership: 7654321}
  - {office: Secretary, name: Una Underwood, email: una@private.example, membership: 1234567}
sent:
  - {to: the regional office, on: 2026-11-26, by: Una Underwood}
  - {to: region@private.example, on: 2026-11-27}
actions:
  - {clause: mp, who: Chair (Cora Chairwell), by: 2026-12-01, done: 2026-11-28}
  - {clause: Resolves 1, who: Mabel Moverley, by: 2026-12-08}
addressees:
  - clause: mp
    role: Member of Parliament for Weir
    name: Jane Example MP
    salutation: Dear Ms Example
    address: House of Commons, London, SW1A 0AA
    email: jane@private.example
    text: Please *reply*.
  - {clause: resolves 1, role: The Leader of the Council}
letters_on: 2026-11-25
"""
PERSONAL = (
    "Mabel Moverley",
    "Seth Secondby",
    "Cora Chairwell",
    "Una Underwood",
    "cora@private.example",
    "una@private.example",
    "jane@private.example",
    "region@private.example",
    "7654321",
    "1234567",
)
"""What nobody may read who was not meant to."""

FILES = {"motions/doc.yaml": MOTION, "branches/weir.yaml": BRANCH}


def project(folder: Path, record: str = RECORD) -> Project:
    """A sound project with this record and what is made of it."""
    made = projects.sound(folder, {**FILES, "records/won.yaml": record})
    add_forms(made)
    return made


def problems(folder: Path, record: str) -> list[str]:
    """What is said of a record."""
    return projects.said(projects.loaded(folder, {**FILES, "records/won.yaml": record}).problems)
