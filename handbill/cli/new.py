"""`handbill new`: asks a few questions, writes a commented YAML file to go on with, and says the next step.

Every question is an option too. Away from a terminal nothing is asked: an answer that is not
given is the usual one, and where there is none the command says which option to add.
"""

from __future__ import annotations

import datetime
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import typer

from handbill import shipped, starter
from handbill.cli import schema
from handbill.errors import UsageError, did_you_mean
from handbill.library import YAML_ENDINGS, load, slugify
from handbill.manifest import FAILED
from handbill.models.base import BranchType, is_slug
from handbill.models.composite import Composite
from handbill.models.motion import Motion
from handbill.models.record import Outcome
from handbill.project import NEUTRAL, Project
from handbill.reading import read_project
from handbill.recipient import Recipient
from handbill.records import DECIDED, acting_clauses
from handbill.store import room
from handbill.units import PICTURES

RESERVED = (NEUTRAL, FAILED)  # folders of output/ that are no branch's
TYPES: tuple[str, ...] = get_args(BranchType)

EXAMPLE = {
    "campaign": "Keep Anytown Library open",
    "slogan": "Our village, our books",
    "name": "Friends of Anytown Library",
    "type": "community-group",
    "organisation": "",
    "place": "Anytown",
    "meets": "Every second Saturday, 10 am, in the library",
    "website": "https://anytownlibrary.example",
    "secretary": "G. Neighbour",
    "email": "hello@anytownlibrary.example",
    "phone": "01632 960182",
    "promoter": "G. Neighbour, 21 Green Lane, Anytown AN1 3FF",
    "printer": "Example Print Co-op, 1 Mill Lane, Anytown AN1 1AA",
}

# Blocks of a new leaflet, side by side; a layout that lacks one goes without.
FRONT = ("kicker", "headline", "line", "lead", "signatures", "petition")
SLIP = ("kicker", "headline", "lead", "signup")  # of a layout that leads to no petition
BACK = ("heading", "text", "points", "actions", "contact")

REVIEWED = datetime.timedelta(days=180)
"""So long after they were checked, facts need a new look."""

MOST_OF_A_NAME = 40
"""So many letters of a name make a slug, and not half a word."""

_SLUGS = "lower-case letters, digits and single hyphens"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to know. `usual` is the answer of somebody who gives none; None: there is none that fits all."""

    words: str
    option: str
    usual: str | None = ""
    choices: tuple[str, ...] | None = None
    is_markdown: bool = False

    def answer(self, given: str | None) -> str:
        """Return the option's value, or what a person types. Raises UsageError for what cannot be taken."""
        if given is not None:
            return self.checked(given)
        if self.usual is not None and self.choices in ((), (self.usual,)):
            return self.usual  # there is nothing to choose
        shown = f"{self.words} ({', '.join(self.choices)})" if self.choices else self.words
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            if self.usual is None:
                raise UsageError(f"not given: {shown}. Add the option {self.option}")
            return self.usual
        while True:
            typed = typer.prompt(shown, default=self.usual, show_default=bool(self.usual))
            try:
                return self.checked(typed)
            except UsageError as error:
                typer.echo(f"{error}")

    def checked(self, value: str) -> str:
        """Return the value where it can be taken."""
        called = f"{self.words} ({self.option})"
        if found := _UNPRINTABLE.search(value):
            raise UsageError(f"{called} has a character that cannot be printed: U+{ord(found[0]):04X}")
        if not value.strip():
            if self.usual != "":
                raise UsageError(f"{called} is empty")
            return ""
        if self.choices is not None and value not in self.choices:
            hint = did_you_mean(value, self.choices)
            raise UsageError(f"{called} cannot be '{value}'" + (f": {hint}" if hint else ", for there is none yet"))
        if self.is_markdown and (found := re.search(r"\{\{|\}\}|\{%|\[\^", value)):
            raise UsageError(f"{called} has {found[0]} in it: leave that out, and put it into the file by hand")
        return value


def project(folder: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a small project that can be built at once; `given` are the options by name. Returns the exit status."""
    with room():
        if folder.exists() and (not folder.is_dir() or any(each.name[0] != "." for each in folder.iterdir())):
            raise UsageError(f"{folder} is there already, and not empty: name a new folder")
    asked = Question("Name of the campaign", "--campaign", EXAMPLE["campaign"], is_markdown=True)
    title = asked.answer(given["campaign"])
    name = Question("Name of your branch", "--branch", EXAMPLE["name"]).answer(given["branch"])
    type_ = Question("Type of body", "--type", EXAMPLE["type"], TYPES).answer(given["type"])
    # What is invented, a promoter above all, must not stand under a real branch's name.
    details = EXAMPLE if name == EXAMPLE["name"] else dict.fromkeys(EXAMPLE, "")
    slug = _slug(title, given["campaign-slug"], f"give --campaign-slug {_SLUGS}")
    branch_slug = _slug(name, given["branch-slug"], f"give --branch-slug {_SLUGS}")
    closes = datetime.timedelta(days=90)
    days = {"today": today, "closes": today + closes, "review_by": today + REVIEWED}
    dates = {key: day.isoformat() for key, day in days.items()}
    texts = {"campaign": slug}
    cause = {"campaign": title, "slogan": EXAMPLE["slogan"] if title == EXAMPLE["campaign"] else ""}
    files = {
        f"campaigns/{slug}.yaml": starter.fill("project/campaign.yaml", cause, **dates),
        f"branches/{branch_slug}.yaml": starter.fill("branch.yaml", {**details, "name": name, "type": type_}),
        "motions/motion.yaml": starter.fill("project/motion.yaml", texts, **dates),
        "leaflets/flyer.yaml": starter.fill("project/flyer.yaml", texts, **dates),
        "leaflets/poster.yaml": starter.fill("project/poster.yaml", texts, **dates),
    }
    for path, text in files.items():
        _write(folder / path, text, str(folder / path))
    print("\nThe texts in it are about an invented library: write yours over them before you print.")
    print(f"Now go there and build it:\n  cd {shlex.quote(str(folder))}\n  handbill build")
    return 0


def branch(root: Path, given: Mapping[str, str | None]) -> int:
    """Write a branch's file; `given` are the options by name. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    name = Question("Name of the branch", "--name", None).answer(given["name"])
    slug = _free(root, found.branches, "branches", name, given["slug"])
    organisations = tuple(found.organisations)
    texts = dict.fromkeys(EXAMPLE, "") | {
        "name": name,
        "type": Question("Type of body", "--type", None, TYPES).answer(given["type"]),
        "organisation": Question("Organisation", "--organisation", "", organisations).answer(given["organisation"]),
        "place": Question("Place", "--place").answer(given["place"]),
        "meets": Question("When and where it meets", "--meets").answer(given["meets"]),
    }
    _write(root / "branches" / f"{slug}.yaml", _led(root, "branch") + starter.fill("branch.yaml", texts))
    return _next(f"handbill build --branch {slug}", "fill in the lines that are still empty")


def motion(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a motion's file; `given` are the options by name. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    title = Question("Title of the motion", "--title", None, is_markdown=True).answer(given["title"])
    slug = _free(root, found.documents, "motions", title, given["slug"])
    campaign = _campaign(found, given["campaign"])
    texts = {"title": title, "campaign": campaign, "petition": _first_petition(found, campaign)}
    text = starter.fill("motion.yaml", texts, today=today.isoformat())
    _write(root / "motions" / f"{slug}.yaml", _led(root, "motion") + text)
    return _next(f"handbill build {slug}", "write your clauses over the sample ones")


def letter(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a letter's file and a table of whom it goes to; `given` are the options. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    title = Question("What the letter is about", "--title", None, is_markdown=True).answer(given["title"])
    slug = _free(root, found.documents, "letters", title, given["slug"])
    campaign = _campaign(found, given["campaign"])
    table = root / "letters" / f"{slug}.csv"
    texts = {
        "title": title,
        "campaign": campaign,
        "recipients": table.name,
        "petition": _first_petition(found, campaign),
    }
    text = starter.fill("letter.yaml", texts, today=today.isoformat())
    _write(root / "letters" / f"{slug}.yaml", _led(root, "letter") + text)
    if not table.exists():
        _write(table, starter.text("letter.csv"))
    return _next(f"handbill build {slug}", f"write your words over the sample ones, put your people into {table.name}")


def briefing(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a briefing's file; `given` are the options by name. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    title = Question("Title of the briefing", "--title", None, is_markdown=True).answer(given["title"])
    slug = _free(root, found.documents, "briefings", title, given["slug"])
    campaign = _campaign(found, given["campaign"])
    texts = {"title": title, "campaign": campaign, "petition": _first_petition(found, campaign)}
    dates = {"today": today.isoformat(), "review_by": (today + REVIEWED).isoformat()}
    text = starter.fill("briefing.yaml", texts, **dates)
    _write(root / "briefings" / f"{slug}.yaml", _led(root, "briefing") + text)
    return _next(f"handbill build {slug}", "write your words over the sample ones")


def response(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write the file of a response to a consultation; `given` are the options. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    title = Question("Title of the guide", "--title", None, is_markdown=True).answer(given["title"])
    slug = _free(root, found.documents, "responses", title, given["slug"])
    texts = {"title": title, "campaign": _campaign(found, given["campaign"])}
    closes = _day(Question("Last day to answer", "--closes", None).answer(given["closes"]))
    text = starter.fill("response.yaml", texts, today=today.isoformat(), closes=closes)
    _write(root / "responses" / f"{slug}.yaml", _led(root, "response") + text)
    return _next(f"handbill build {slug}", "write the questions and your answers over the sample ones")


def leaflet(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write a leaflet's file; `given` are the options by name. Returns the exit status."""
    found = load(root, shipped.LAYOUTS)
    title = Question("Title of the leaflet", "--title", None, is_markdown=True).answer(given["title"])
    slug = _free(root, found.documents, "leaflets", title, given["slug"])
    campaign = _campaign(found, given["campaign"])
    layouts = {name: layout for name, layout in found.layouts.items() if "leaflet" in layout.spec.kinds}
    usual = "flyer" if "flyer" in layouts else None
    layout = Question("Layout", "--layout", usual, tuple(layouts)).answer(given["layout"])
    spec = layouts[layout].spec
    papers = tuple(each for each in spec.papers if each not in PICTURES)  # pictures to share name no paper
    paper = Question("Paper", "--paper", next(iter(papers), ""), papers).answer(given["paper"])
    petition = _first_petition(found, campaign)
    texts = {"title": title, "campaign": campaign, "layout": layout}
    blocks = _sides(spec.blocks, spec.sides.least, spec.sides.most, bool(petition))
    if not all(blocks):
        raise UsageError(f"the layout '{layout}' takes no block that a new leaflet could begin with: write it by hand")
    ready = {"paper": f"paper: {paper}\n" if paper else "", "sides": starter.sides(blocks, petition)}
    text = starter.fill("leaflet.yaml", texts, today=today.isoformat(), **ready)
    _write(root / "leaflets" / f"{slug}.yaml", _led(root, "leaflet") + text)
    return _next(f"handbill build {slug}", "write your words over the sample ones")


def record(root: Path, today: datetime.date, given: Mapping[str, str | None]) -> int:
    """Write the file of a record; `given` are the options by name. Returns the exit status."""
    found = read_project(root)
    motions = tuple(slug for slug, entry in found.documents.items() if entry.kind.name in DECIDED and not entry.form)
    motion = _only("Motion", "--motion", motions).answer(given["motion"])
    branch = _only("Branch", "--branch", tuple(found.branches)).answer(given["branch"])
    outcome = Question("Outcome", "--outcome", None, get_args(Outcome)).answer(given["outcome"])
    date = _day(Question("Day of the meeting", "--date", today.isoformat()).answer(given["date"]))
    slug = _free(root, found.documents, "records", "", given["slug"] or f"{branch}-{motion}")
    ids = _asked(found, motion, branch)
    actions = "\n".join(f"  - {{clause: {each}, who: , by: , done: }}" for each in ids) or "  []"
    texts = {"motion": motion, "branch": branch, "outcome": outcome, "clause": next(iter(ids), "r1")}
    text = starter.fill("record.yaml", texts, actions=actions, date=date)
    _write(root / "records" / f"{slug}.yaml", _led(root, "record") + text)
    return _next(f"handbill build {slug}", "fill in the lines that are still empty")


def _only(words: str, option: str, known: tuple[str, ...]) -> Question:
    return Question(words, option, known[0] if len(known) == 1 else None, known)


def _day(given: str) -> str:
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(f"'{given}' is not a date: write it as 2026-11-21") from None


def _asked(found: Project, motion: str, branch: str) -> list[str]:
    """Return the ids of the clauses of a motion or a composite that ask a branch to do something."""
    entry = found.documents[motion]
    campaign = found.campaigns[str(entry.value.campaign)]
    recipient = Recipient(found, campaign, found.branches[branch], entry.lang)
    model = entry.value
    assert isinstance(model, Motion | Composite)
    return list(acting_clauses(model, recipient))


def _sides(takes: Iterable[str], least: int, most: int, has_petition: bool) -> list[list[str]]:
    """Return the blocks of each side: a front, a back where there may be one, and backs to make up the number."""
    known = {*takes}
    usable = {block for block in known if has_petition or block not in ("petition", "signatures")} & {
        *starter.sampled()
    }
    first = FRONT if "petition" in known or "signup" not in known else SLIP
    front = [block for block in first if block in usable] or sorted(usable)
    back = [block for block in BACK if block in usable]
    return [front, *[back or front] * (max(least, min(most, 2 if back else 1)) - 1)]


def _campaign(found: Project, given: str | None) -> str:
    known = tuple(found.campaigns)
    if not known:
        raise UsageError("there is no campaign to write it for: write one first, see docs/yaml/campaign.md")
    return Question("Campaign", "--campaign", known[0] if len(known) == 1 else None, known).answer(given)


def _first_petition(found: Project, campaign: str) -> str:
    return str(next(iter(found.campaigns[campaign].value.petitions), ""))


def _free(root: Path, known: Iterable[str], folder: str, name: str, given: str | None) -> str:
    """Return a slug that nothing of its kind has yet."""
    slug = _slug(name, given, f"give --slug {_SLUGS}")
    there = next((path for end in YAML_ENDINGS if (path := root / folder / f"{slug}{end}").exists()), None)
    if there or slug in known:
        where = there.relative_to(root).as_posix() if there else f"'{slug}'"
        raise UsageError(f"{where} is there already: give the new one another name with --slug")
    return slug


def _slug(name: str, given: str | None, hint: str) -> str:
    """Return the slug that is given, else one of the first words of a name: it stands in the name of every file."""
    slug = slugify(name) if given is None else given
    if given is None and len(slug) > MOST_OF_A_NAME:
        slug = slug[: MOST_OF_A_NAME + 1].rpartition("-")[0] or slug
    if not is_slug(slug) or slug in RESERVED:
        told = f"'{slug}' cannot be the name of a file" if slug else f"no file name can be made of '{name}'"
        raise UsageError(f"{told}: {hint}")
    return slug


def _led(root: Path, kind: str) -> str:
    """Return the line that leads editors to the schema, where the project has it."""
    return f"{schema.comment(kind)}\n" if (root / schema.file_name(kind)).is_file() else ""


def _write(path: Path, text: str, shown: str = "") -> None:
    with room():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    print(f"Written: {shown or f'{path.parent.name}/{path.name}'}")


def _next(command: str, work: str) -> int:
    print(f"\nNow open it, {work}, and run:\n  {command}")
    return 0
