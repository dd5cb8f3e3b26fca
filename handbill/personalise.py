"""A document and a branch become a piece: every name filled in, every choice made.

What a branch does not say comes from its organisation, and what that does not say from the
campaign, key by key. Nothing here knows how a page looks, reads a clock or writes a file; the
pictures are only looked at.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from handbill import assets, colour, text
from handbill.errors import ContentError, Mark, Problem
from handbill.library import NEUTRAL, DocumentEntry, Entry, Project
from handbill.models import leaflet as leaflets
from handbill.models import motion as motions
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.campaign import Petition as CampaignPetition
from handbill.models.document import Document
from handbill.models.organisation import Organisation
from handbill.piece import (
    Action,
    Asset,
    Block,
    Clause,
    Figure,
    Imprint,
    Leaflet,
    Motion,
    Palette,
    Panel,
    Part,
    Petition,
    Picture,
    Piece,
    Quote,
    Rich,
    Source,
)
from handbill.source import Text
from handbill.wording import day_in_words, direction, words_for

EMPTY = Rich("", "")
EPOCH = "2000-01-01T00:00:00+00:00"
"""The date inside files whose document does not say when its facts were checked."""


def personalise(project: Project, entry: DocumentEntry, branch: Entry[Branch] | None, lang: str) -> Piece:
    """Return the piece for a branch, or for nobody (the neutral copy) where `branch` is None.

    Raises ContentError with every placeholder that has no value, at its line.
    """
    return _Personaliser(project, entry, branch, lang).piece()


def languages(entry: DocumentEntry, branch: Entry[Branch] | None, project: Project) -> tuple[str, ...]:
    """Return the languages in which a branch gets a document: its own, as far as the document has them."""
    wanted: tuple[str, ...] = ()
    if branch:
        organisation = project.organisations.get(str(branch.value.organisation))
        wanted = branch.value.languages or (organisation.value.languages if organisation else ())
    return tuple(lang for lang in wanted if lang in entry.languages) or (entry.lang,)


def is_for(entry: DocumentEntry, branch: Entry[Branch] | None, lang: str) -> bool:
    """Say whether a document is meant for a branch at all."""
    only = entry.languages[lang].only
    if only is None or branch is None:
        return True
    return only.holds(type=branch.value.type, organisation=str(branch.value.organisation or ""), lang=lang)


@dataclass(slots=True)
class _Sources:
    """Numbers sources in the order in which they are cited."""

    campaign: Campaign
    numbers: dict[str, int]

    def cite(self, name: str) -> int:
        if name not in self.campaign.sources:
            raise text.UnknownName(name, f"the campaign has no source '{name}'")
        return self.numbers.setdefault(str(name), len(self.numbers) + 1)


class _Personaliser:
    def __init__(self, project: Project, entry: DocumentEntry, branch: Entry[Branch] | None, lang: str) -> None:
        self.project, self.entry, self.lang = project, entry, lang
        self.document: Document = entry.languages[lang]
        self.branch = branch
        self.campaign = project.campaigns[str(self.document.campaign)]
        self.organisation: Entry[Organisation] | None = None
        if branch and branch.value.organisation:
            self.organisation = project.organisations.get(str(branch.value.organisation))
        self.stage = getattr(self.document, "stage", "branch")
        if branch and branch.value.type == "conference":
            self.stage = "conference"
        self.words = words_for(lang, branch.value.type if branch else NEUTRAL, *self._terms())
        self.sources = _Sources(self.campaign.value, {})
        self.problems: list[Problem] = []
        self.this_body = self._this_body()
        self.writer = text.Writer(self._names(), self.sources.cite, lang)

    def piece(self) -> Piece:
        document = self.document
        layout = str(document.layout or self.entry.kind.layout)
        paper = document.paper or self.project.layouts[layout].spec.papers[0]
        title = self.inline(document.title)
        body: Leaflet | Motion
        if isinstance(document, motions.Motion):
            body = self._motion(document)
        else:
            assert isinstance(document, leaflets.Leaflet)
            body = self._leaflet(document)
        name = self._branch_name()
        made = Piece(
            document=self.entry.slug,
            kind=self.entry.kind.name,
            layout=layout,
            paper=paper,
            branch=self.branch.slug if self.branch else NEUTRAL,
            branch_name=name.plain,
            organisation_name=str(self.organisation.value.name) if self.organisation else "",
            lang=self.lang,
            direction=direction(self.lang),
            title=title,
            campaign_title=self.inline(self.campaign.value.title).plain,
            body=body,
            palette=self._palette(),
            panel=self._panel(name),
            imprint=self._imprint(name),
            words=self._page_words(),
            created=_created(document.as_of),
            as_of=day_in_words(document.as_of, self.lang) if document.as_of else "",
            logo=self._logo(),
            sources=self._source_list(),
            blank=self.branch is None,
        )
        if self.problems:
            raise ContentError(dict.fromkeys(self.problems))
        return made

    # Texts

    def inline(self, value: Text | None, sources: tuple[Any, ...] = ()) -> Rich:
        return self._rich(value, lambda typed: self.writer.inline(typed, tuple(map(str, sources))))

    def prose(self, value: Text | None) -> Rich:
        return self._rich(value, self.writer.prose)

    def _rich(self, value: Text | None, write: Any) -> Rich:
        if not value:
            return EMPTY
        try:
            made: Rich = write(value)
            return made
        except text.UnknownName as error:
            self._note(value, error)
            return EMPTY

    def _note(self, value: Text, error: text.UnknownName) -> None:
        message, _, hint = error.reason.partition(": ")
        lines = self.entry.source.lines
        mark = value.mark or Mark(self.entry.source.name)
        for number in range(mark.line, len(lines) + 1):
            column = lines[number - 1].find(error.name)
            if column >= 0 and (number > mark.line or column + 1 >= mark.column):
                mark = Mark(mark.file, number, column + 1, len(error.name))
                break
        self.problems.append(self.entry.source.describe(mark, message, hint))

    # What placeholders stand for

    def _names(self) -> Mapping[str, Any]:
        campaign, organisation, document = self.campaign.value, self.organisation, self.document
        branch = self.branch.value if self.branch else None
        petition = self._first_petition()
        closes = petition.closes if petition else None
        return {
            "this_body": self.this_body,
            "branch": _fields(branch, _BRANCH_NAMES, self.branch is None),
            "organisation": _fields(
                organisation.value if organisation else None, ("name", "website"), self.branch is None
            ),
            "region": self._region(),
            "campaign": {
                "title": str(campaign.title),
                "slogan": str(campaign.slogan),
                "contact": {"tell_us": str(campaign.contact.tell_us), "website": str(campaign.contact.website)},
            },
            "petition": {
                "title": str(petition.title) if petition else "",
                "url": self._petition_url(petition) if petition else "",
                "short_url": shown_address(self._typed_address(petition)) if petition else "",
                "closes": day_in_words(closes, self.lang) if closes else "",
            },
            "document": {
                "title": str(document.title),
                "version": str(document.version),
                "as_of": day_in_words(document.as_of, self.lang) if document.as_of else "",
            },
        }

    def _region(self) -> Mapping[str, Any]:
        rows = self.project.regions.get(self.campaign.slug, {})
        columns = list(dict.fromkeys(column for row in rows.values() for column in row)) or ["name"]
        if self.branch is None:
            return dict.fromkeys(map(str, columns))
        row = rows.get(str(self.branch.value.region), {})
        return {str(column): str(row.get(column, "")) for column in columns}

    def _this_body(self) -> Rich:
        if self.branch and self.branch.value.this_body:
            return text.plain(str(self.branch.value.this_body))
        return text.fill(self.words["this_body"], blank=text.BLANK)

    def _terms(self) -> list[Mapping[str, str]]:
        levels = [self.campaign, self.organisation, self.branch]
        return [level.value.terms for level in levels if level]

    def _page_words(self) -> Mapping[str, str]:
        """Return the words that a layout may print, with what is known put in."""
        document, words = self.document, dict(self.words)
        day = day_in_words(document.as_of, self.lang) if document.as_of else ""
        words["facts_checked"] = words["facts_checked"].replace("{date}", day) if day else ""
        words["version"] = words["version"].replace("{version}", document.version) if document.version else ""
        return words

    # The branch

    def _branch_name(self) -> Rich:
        return text.plain(str(self.branch.value.name)) if self.branch else text.BLANK

    def _cascade(self, group: str, key: str) -> tuple[Text, Entry[Any]] | None:
        """Return a value and where it was said: by the branch, else its organisation, else the campaign."""
        for level in (self.branch, self.organisation, self.campaign):
            if level and (value := getattr(getattr(level.value, group), key, None)):
                return value, level
        return None

    def _said(self, group: str, key: str) -> str:
        found = self._cascade(group, key)
        return str(found[0]) if found else ""

    def _palette(self) -> Palette:
        return colour.palette(self._said("brand", "colour"), self._said("brand", "accent"))

    def _logo(self) -> Asset | None:
        found = self._cascade("brand", "logo")
        return self._asset(found[0], found[1].folder) if found else None

    def _asset(self, name: Text, folder: Path) -> Asset:
        return assets.look(assets.find(str(name), folder, self.project.root))

    def _panel(self, name: Rich) -> Panel:
        if self.branch is None:
            return Panel(name=name, meets=text.BLANK)
        branch = self.branch.value
        website = str(branch.website or (self.organisation.value.website if self.organisation else ""))
        return Panel(
            name=name,
            place=str(branch.place),
            meets=text.plain(str(branch.meets)),
            secretary=str(branch.secretary.name),
            email=str(branch.secretary.email),
            phone=str(branch.secretary.phone),
            website=website,
            website_shown=shown_address(website),
        )

    def _imprint(self, name: Rich) -> Imprint:
        """Word the imprint: printer, promoter and on whose behalf (Representation of the People Act 1983, s. 110)."""
        if self.branch is None:
            said = [("printed", {"printer": text.BLANK}), ("promoted_for", {"promoter": text.BLANK, "body": name})]
            return Imprint(_sentences(self.words, said), whole=True)
        promoter, printer = self._said("imprint", "promoter"), self._said("imprint", "printer")
        behalf = self._said("imprint", "on_behalf_of")
        body = text.plain(behalf) if behalf else name
        said = [("printed", {"printer": _bare(printer)})] if printer else []
        if promoter:
            said.append(("promoted_for", {"promoter": _bare(promoter), "body": body}))
        else:
            said.append(("published_for", {"body": body}))
        return Imprint(_sentences(self.words, said), whole=bool(promoter))

    # Petitions and sources

    def _first_petition(self) -> CampaignPetition | None:
        slug = next((str(slug) for slug in petition_slugs(self.document)), "")
        return self.campaign.value.petitions.get(Text(slug))

    def _petition(self, slug: Text, order: Text | None = None) -> Petition:
        petition = self.campaign.value.petitions[slug]
        return Petition(
            slug=str(slug),
            title=self.inline(petition.title),
            url=self._petition_url(petition),
            shown=shown_address(self._typed_address(petition)),
            order=self.inline(order or petition.order) or text.plain(self.words["order"]),
            owner=str(petition.owner),
            closes=day_in_words(petition.closes, self.lang) if petition.closes else "",
        )

    def _own_link(self, petition: CampaignPetition) -> str:
        """Return the branch's own link to a petition, where it has one."""
        slugs = [slug for slug, each in self.campaign.value.petitions.items() if each is petition]
        return str(self.branch.value.petitions.get(slugs[0], "")) if self.branch and slugs else ""

    def _petition_url(self, petition: CampaignPetition) -> str:
        url = self._own_link(petition) or str(petition.url)
        if not petition.tags:
            return url
        tags = {
            "utm_source": self.entry.kind.name,
            "utm_medium": "qr",
            "utm_campaign": self.campaign.slug,
            "utm_content": f"{self.entry.slug}-{self.branch.slug if self.branch else NEUTRAL}",
        }
        head, mark, fragment = url.partition("#")
        return f"{head}{'&' if '?' in head else '?'}{urlencode(tags)}{mark}{fragment}"

    def _typed_address(self, petition: CampaignPetition) -> str:
        return self._own_link(petition) or str(petition.short_url or petition.url)

    def _source_list(self) -> tuple[Source, ...]:
        made = []
        for name, number in self.sources.numbers.items():
            source = self.campaign.value.sources[Text(name)]
            parts = [str(source.title), str(source.publisher), self._source_date(source.date)]
            said = ", ".join(part.rstrip(".") for part in parts if part)
            made.append(Source(number, text.plain(said + "."), str(source.url)))
        return tuple(made)

    def _source_date(self, date: Text) -> str:
        try:
            return day_in_words(datetime.date.fromisoformat(date), self.lang)
        except ValueError:
            return str(date)

    # Bodies

    def _leaflet(self, leaflet: leaflets.Leaflet) -> Leaflet:
        return Leaflet(tuple(tuple(Block(block.kind, self._block(block)) for block in side) for side in leaflet.sides))

    def _block(self, block: leaflets.Block) -> Any:
        value = block.value
        match block.kind:
            case "text":
                return self.prose(value)
            case "points":
                return tuple(map(self.inline, value))
            case "figures":
                return tuple(Figure(self.inline(e.figure), self.inline(e.label, e.source)) for e in value)
            case "quote":
                return Quote(self.inline(value.text), self.inline(value.by, value.source))
            case "image":
                asset = self._asset(value.file, self.entry.folder)
                caption, credit = self.inline(value.caption), text.plain(str(value.credit))
                return Picture(asset, str(value.alt), caption, credit)
            case "actions":
                return tuple(Action(self.inline(each.title), self.inline(each.text)) for each in value)
            case "petition":
                return self._petition(value.slug, value.order)
            case "contact":
                return self._panel(self._branch_name())
            case _:
                return self.inline(value)

    def _motion(self, motion: motions.Motion) -> Motion:
        replaced = self._replaced(motion)
        going_up = self.stage == "conference" and motion.instructs
        names = ("notes", "believes", "instructs" if going_up else "resolves")
        parts = (self._part(name, getattr(motion, name), replaced) for name in names)
        return Motion(
            title=self.inline(replaced.get("title") or motion.title),
            parts=tuple(part for part in parts if part.clauses),
            summary=self.prose(replaced.get("summary") or motion.summary),
            background=self.prose(replaced.get("background") or motion.background),
            petition=self._petition(motion.petition) if motion.petition else None,
            mover=self.words["mover"],
            seconder=self.words["seconder"],
            tell_us=str(self.campaign.value.contact.tell_us),
            version=str(motion.version),
        )

    def _part(self, name: str, clauses: tuple[motions.Clause, ...], replaced: Mapping[str, Text]) -> Part:
        kept = [(clause, clause.id or f"{name[0]}{place}") for place, clause in enumerate(clauses, 1)]
        kept = [(clause, id_) for clause, id_ in kept if clause.only is None or self._holds(clause.only)]
        made = tuple(
            Clause(
                number=number,
                id=str(id_),
                text=self.inline(replaced.get(str(id_)) or clause.text, clause.source),
                points=tuple(map(self.inline, clause.points)),
                optional=clause.optional,
            )
            for number, (clause, id_) in enumerate(kept, 1)
        )
        return Part(name, self._opening(name), made)

    def _opening(self, name: str) -> Rich:
        subject = self.words["subject"]
        if self.branch and self.branch.value.this_body:
            subject = words_for(self.lang, "")["subject"]  # not the one for its type
        return text.fill(self.words[name], subject=text.fill(subject, body=self.this_body), body=self.this_body)

    def _replaced(self, motion: motions.Motion) -> dict[str, Text]:
        """Return the words of the variants that hold for this body. The neutral copy keeps the model's own."""
        found: dict[str, Text] = {}
        for variant in motion.variants:
            if self.branch and self._holds(variant.when):
                found.update({str(key): words for key, words in variant.replace.items()})
        return found

    def _holds(self, when: Any) -> bool:
        branch = self.branch.value if self.branch else None
        return bool(
            when.holds(
                type=branch.type if branch else "",
                organisation=str(branch.organisation or "-") if branch else "",
                lang=self.lang,
                stage=self.stage,
            )
        )


_BRANCH_NAMES: tuple[Any, ...] = (
    "name",
    "place",
    "meets",
    "website",
    "region",
    ("secretary", ("name", "email", "phone")),
    ("mp", ("name", "constituency")),
    ("imprint", ("promoter", "on_behalf_of", "printer")),
)


def _fields(value: Any, names: tuple[Any, ...], blank: bool) -> Mapping[str, Any]:
    """Return the named fields of a model as texts; `None`, a ruled blank, for each in the neutral copy."""
    found: dict[str, Any] = {}
    for name in names:
        if isinstance(name, tuple):
            found[name[0]] = _fields(getattr(value, name[0], None), name[1], blank)
        else:
            found[name] = None if blank else str(getattr(value, name, None) or "")
    return found


def petition_slugs(document: Document) -> tuple[Text, ...]:
    """Return the slugs of the petitions that a document leads to, in reading order."""
    if isinstance(document, motions.Motion):
        return (document.petition,) if document.petition else ()
    if isinstance(document, leaflets.Leaflet):
        blocks = [block for side in document.sides for block in side]
        return tuple(block.value.slug for block in blocks if block.kind == "petition")
    return ()


def shown_address(url: str) -> str:
    """Return a web address as it is printed: without https://, www. and a last slash."""
    if not url:
        return ""
    parts = urlsplit(url)
    return url.removeprefix(f"{parts.scheme}://").removeprefix("www.").rstrip("/")


def _sentences(words: Mapping[str, str], said: list[tuple[str, dict[str, Any]]]) -> Rich:
    made = [text.fill(words[key], **values) for key, values in said]
    return Rich(" ".join(f"{sentence.html}." for sentence in made), " ".join(f"{sentence.plain}." for sentence in made))


def _bare(value: str) -> str:
    return value.strip().rstrip(".")


def _created(as_of: datetime.date | None) -> str:
    """Return the date inside the files. SOURCE_DATE_EPOCH goes first, as reproducible-builds.org has it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat()
    return f"{as_of.isoformat()}T00:00:00+00:00" if as_of else EPOCH
