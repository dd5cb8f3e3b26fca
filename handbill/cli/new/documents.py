"""The files of documents. Whatever the kind, each begins with a title, a name for the file, and a campaign."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbill import shipped, starter
from handbill.cli.new.files import free, led, next_step, write
from handbill.cli.new.leaflet import first_blocks
from handbill.cli.new.question import Question, day, one_of
from handbill.errors import UsageError
from handbill.library import load
from handbill.models.kinds import KINDS
from handbill.project import Project
from handbill.units import PICTURES

REVIEWED: Final = datetime.timedelta(days=180)
"""So long after they were checked, facts need a new look."""

_FOLDERS: Final = {kind.name: kind.folder for kind in KINDS}
_WORDS: Final = "write your words over the sample ones"


@dataclass(frozen=True, slots=True)
class _Begun:
    """A document that was asked for, and what every one of them is asked."""

    found: Project
    kind: str
    title: str
    slug: str
    campaign: str

    @property
    def petition(self) -> str:
        """The first petition of its campaign; '' where there is none."""
        return str(next(iter(self.found.campaigns[self.campaign].value.petitions), ""))

    @property
    def folder(self) -> Path:
        return self.found.root / _FOLDERS[self.kind]

    def write(self, today: datetime.date, texts: Mapping[str, str] | None = None, **ready: str) -> None:
        """Write its file: `texts` and `ready` are what its starter has beside what all of them have."""
        known = {"title": self.title, "campaign": self.campaign, "petition": self.petition, **(texts or {})}
        text = starter.fill(f"{self.kind}.yaml", known, today=today.isoformat(), **ready)
        write(self.folder / f"{self.slug}.yaml", led(self.found.root, self.kind) + text)

    def next_step(self, work: str) -> int:
        """Say what to do with it next. Returns the exit status."""
        return next_step(f"build {self.slug}", work)


def _begun(root: Path, kind: str, given: Mapping[str, str | None], words: str = "") -> _Begun:
    """Ask what every document is asked; `words` ask for its title. Raises UsageError for what cannot be taken."""
    found = load(root, shipped.LAYOUTS)
    asked = Question(words or f"Title of the {kind}", "--title", None, is_markdown=True)
    title = asked.answer(given["title"])
    slug = free(root, found.documents, _FOLDERS[kind], title, given["slug"])
    if not found.campaigns:
        raise UsageError("there is no campaign to write it for: write one first, see docs/yaml/campaign.md")
    campaign = one_of("Campaign", "--campaign", tuple(found.campaigns)).answer(given["campaign"])
    return _Begun(found, kind, title, slug, campaign)


def motion(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a motion's file; `given` are the options by name. Returns the exit status."""
    begun = _begun(root, "motion", given)
    begun.write(today)
    return begun.next_step("write your clauses over the sample ones")


def letter(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a letter's file and a table of whom it goes to; `given` are the options. Returns the exit status."""
    begun = _begun(root, "letter", given, "What the letter is about")
    table = begun.folder / f"{begun.slug}.csv"
    begun.write(today, {"recipients": table.name})
    if not table.exists():
        write(table, starter.text("letter.csv"))
    return begun.next_step(f"{_WORDS}, put your people into {table.name}")


def briefing(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a briefing's file; `given` are the options by name. Returns the exit status."""
    begun = _begun(root, "briefing", given)
    begun.write(today, review_by=(today + REVIEWED).isoformat())
    return begun.next_step(_WORDS)


def response(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write the file of a response to a consultation; `given` are the options. Returns the exit status."""
    begun = _begun(root, "response", given, "Title of the guide")
    begun.write(today, closes=day(Question("Last day to answer", "--closes", None).answer(given["closes"])))
    return begun.next_step("write the questions and your answers over the sample ones")


def leaflet(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a leaflet's file; `given` are the options by name. Returns the exit status."""
    begun = _begun(root, "leaflet", given)
    layouts = {name: layout.spec for name, layout in begun.found.layouts.items() if "leaflet" in layout.spec.kinds}
    usual = "flyer" if "flyer" in layouts else None
    layout = Question("Layout", "--layout", usual, tuple(layouts)).answer(given["layout"])
    papers = tuple(each for each in layouts[layout].papers if each not in PICTURES)  # pictures to share name no paper
    paper = Question("Paper", "--paper", next(iter(papers), ""), papers).answer(given["paper"])
    blocks = first_blocks(layouts[layout], has_petition=bool(begun.petition))
    if not all(blocks):
        raise UsageError(f"the layout '{layout}' takes no block that a new leaflet could begin with: write it by hand")
    sides = starter.sides(blocks, begun.petition)
    begun.write(today, {"layout": layout}, paper=f"paper: {paper}\n" if paper else "", sides=sides)
    return begun.next_step(_WORDS)
