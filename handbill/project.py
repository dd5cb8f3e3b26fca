"""A project: what its folder holds, under the slugs by which files name each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from handbill import assets
from handbill.called import command
from handbill.errors import Problem, UsageError, did_you_mean
from handbill.facts import Facts
from handbill.layout import EDITIONS, Layout
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.document import CONFERENCE, Document
from handbill.models.form import Form
from handbill.models.kinds import Kind
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.rules import Rules
from handbill.piece import Asset
from handbill.source import Map, Source

M = TypeVar("M", bound=BaseModel)

NEUTRAL = "none"
"""The branch of the copy that is for nobody in particular, on the command line and in output/."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One thing of the project under its slug, with the file that it came from."""

    slug: str
    value: M
    source: Source
    folder: Path
    data: Map


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in each language that it has; the first is its own. With a `form` it is what is made of another."""

    slug: str
    kind: Kind
    languages: Mapping[str, Document]
    source: Source
    folder: Path
    form: Form | None = None

    @property
    def value(self) -> Document:
        """The document in its own language."""
        return next(iter(self.languages.values()))

    @property
    def lang(self) -> str:
        return next(iter(self.languages))

    @property
    def form_name(self) -> str:
        return self.form.name if self.form else ""

    @property
    def main(self) -> str:
        """The slug of the document that this is a form of: its own where it is none."""
        return self.slug.removesuffix(f"-{self.form.name}") if self.form else self.slug

    @property
    def layout(self) -> str:
        """The name of its layout, if it has one."""
        return self.form.layout if self.form else str(self.value.layout or self.kind.layout)

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that it asks for; none where those of its layout will do."""
        return self.value.editions if self.form is None or self.form.as_asked else ()

    @property
    def stage(self) -> str:
        """For whom it is written: 'branch' or 'conference'. Only motions go up to a conference."""
        return CONFERENCE if self.form_name == CONFERENCE else getattr(self.value, "stage", "branch")


@dataclass(slots=True)
class Project:
    """All that a project folder holds."""

    root: Path
    campaigns: dict[str, Entry[Campaign]] = field(default_factory=dict)
    organisations: dict[str, Entry[Organisation]] = field(default_factory=dict)
    branches: dict[str, Entry[Branch]] = field(default_factory=dict)
    printers: dict[str, Entry[Printer]] = field(default_factory=dict)
    rules: dict[str, Entry[Rules]] = field(default_factory=dict)  # its own, and those that it takes from the program
    documents: dict[str, DocumentEntry] = field(default_factory=dict)
    layouts: dict[str, Layout] = field(default_factory=dict)
    regions: dict[str, dict[str, Values]] = field(default_factory=dict)  # by campaign, then by slug
    facts: dict[str, dict[str, Facts]] = field(default_factory=dict)  # by campaign, then by name; those that are sound
    drafts: list[Entry[Any] | DocumentEntry] = field(default_factory=list)
    pictures: dict[tuple[Path, str], Asset] = field(default_factory=dict)  # those looked at, by folder and name
    written: dict[tuple[str, str], str] = field(default_factory=dict)  # motions as YAML, by document and language
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)  # slugs whose own file has errors, as 'branch/x'

    def known(self, what: str, sound: Iterable[str]) -> list[str]:
        """Return the slugs of a sort of thing that may be named: those with mistakes too, for the mistakes are told."""
        faulty = {each.partition("/")[2] for each in self.faulty if each.startswith(f"{what}/")}
        return sorted({*sound, *faulty})

    def campaign(self, slug: str, lang: str) -> Entry[Campaign]:
        """Return a campaign with its texts in a language, as far as it has them."""
        entry = self.campaigns[slug]
        return replace(entry, value=entry.value.in_language(lang))

    def source(self, name: str) -> Source | None:
        """Return the file of that name, as messages call it, if a campaign or a document stands in it."""
        sources = [entry.source for entry in self.campaigns.values()]
        sources += [entry.source for entry in self.documents.values()]
        return next((source for source in sources if source.name == name), None)

    def picture(self, name: str, folder: Path) -> Asset:
        """Return what a picture is that a file of `folder` names. Raises AssetError."""
        if (folder, name) not in self.pictures:
            self.pictures[folder, name] = assets.look(assets.find(name, folder, self.root))
        return self.pictures[folder, name]


def with_words(project: Project, slug: str, lang: str, words: Mapping[str, str]) -> Project:
    """Return a project a campaign of which gives other words in a language, over those that it gives."""
    campaign = project.campaigns[slug]
    terms = {**campaign.value.terms, **{f"{lang}/{key}": word for key, word in words.items()}}
    other = replace(campaign, value=campaign.value.model_copy(update={"terms": terms}))
    return replace(project, campaigns={**project.campaigns, slug: other})


def choose(kind: str, wanted: list[str], known: Collection[str]) -> list[str]:
    """Return the slugs that a command line named. Raises UsageError with the nearest right one."""
    for slug in wanted:
        if slug not in known:
            hint = did_you_mean(slug, known)
            raise UsageError(f"there is no {kind} '{slug}'" + (f": {hint}" if hint else ""))
    return wanted


def choose_documents(project: Project, wanted: Iterable[str]) -> list[str]:
    """Return the documents that a command line named. Raises UsageError, where a file was meant with its slug."""
    slugs, known = list(wanted), project.known("document", project.documents)
    for slug in slugs:
        name = PurePath(slug).name.partition(".")[0]
        if slug not in known and name in known:
            raise UsageError(f"there is no document '{slug}': write '{name}', without its folder and its ending")
        unread = (each for each in project.problems if re.match(rf".*/{re.escape(name)}\.ya?ml\.", each.mark.file))
        if slug not in known and (found := next(unread, None)):
            raise UsageError(f"there is no document '{slug}', for {found.mark.file} is not read: {found.hint}")
        mains = (each for each in known if slug.startswith(f"{each}-") and f"document/{each}" in project.faulty)
        if slug not in known and (main := next(mains, None)) and "did you" not in did_you_mean(slug, known):
            raise UsageError(
                f"there is no document '{slug}', for '{main}' has mistakes: '{command()} check {main}' tells them"
            )
        option = "edition" if slug in EDITIONS else "branch" if slug in (*project.branches, NEUTRAL) else ""
        if slug not in known and option:  # '--branch one two'
            raise UsageError(f"there is no document '{slug}': write --{option} before it too")
    return choose("document", slugs, known)
