"""What goes into a branch's pack: which documents, in which editions, in which folders."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handbill.called import command
from handbill.errors import UsageError
from handbill.file_names import cut
from handbill.layout import EDITED, Layout
from handbill.models.branch import Branch
from handbill.models.letter import Letter
from handbill.models.record import Record
from handbill.piece import Piece
from handbill.project import NEUTRAL, DocumentEntry, Entry, Project, with_words
from handbill.recipient import Recipient
from handbill.request import Request
from handbill.units import PAPERS
from handbill.wanted import Pieces, Wanted, wanted_by
from handbill.wording import Borrowed, terms_in

HOME, SHOP, ONLINE, EDIT = FOLDERS = ("home", "shop", "online", "edit")
PRINTED: Final = frozenset({"leaflet", "briefing", "response"})
"""Kinds of document that a print shop may be asked to print."""

MOST_OF_A_ROLE: Final = 32


@dataclass(frozen=True, slots=True)
class Item:
    """A document in one language, with the editions of it that go into each folder."""

    piece: Piece
    entry: DocumentEntry
    layout: Layout
    folders: Mapping[str, tuple[str, ...]]

    @property
    def key(self) -> tuple[str, str]:
        return (self.piece.document, self.piece.langs)


@dataclass(frozen=True)
class Plan:
    """What the pack of a branch, or the neutral one where that is None, is made of.

    `lang` is the language that it is in, and `wished` that of its documents, where there are no words for packs.
    `campaigns` are those of its documents, that of most of them first. `lacks` are those whom the imprint does not
    name, where that keeps files from a print shop. `refused` are the documents of which nothing can be made.
    """

    branch: Entry[Branch] | None
    items: tuple[Item, ...]
    lacks: tuple[str, ...]
    lang: str
    wished: str
    words: Mapping[str, str]
    campaigns: tuple[str, ...]
    refused: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.branch.slug if self.branch else NEUTRAL

    @property
    def created(self) -> str:
        """The date of the youngest document."""
        return max(item.piece.created for item in self.items)

    def request(self, root: Path, today: datetime.date) -> Request:
        """Return the request for a build of all that goes into it."""
        wants: dict[str, tuple[str, ...]] = {}
        for item in self.items:
            editions = [edition for folder in FOLDERS for edition in item.folders.get(folder, ())]
            wants[item.piece.document] = tuple(dict.fromkeys([*wants.get(item.piece.document, ()), *editions]))
        return Request(root, branches=(self.slug,), today=today, wants=wants, words=("pack", self.slug))


def plan(project: Project, slug: str, today: datetime.date) -> Plan:
    """Return what a branch's pack is made of. Raises UsageError where there is nothing."""
    branch = project.branches.get(slug)
    request = Request(project.root, branches=(slug,), today=today)
    wanted = _together(wanted_by(request, project))
    pieces = list(Pieces(project, request).all(wanted))
    if not pieces:
        raise UsageError(f"no document is for '{slug}', or none can be made: '{command()} check' says why")
    lacks = tuple(dict.fromkeys(who for each, piece in pieces if _to_shop(each, piece) for who in piece.imprint.lacks))
    campaigns = [str(each.entry.value.campaign) for each, _ in pieces]
    in_order = tuple(sorted(dict.fromkeys(campaigns), key=campaigns.count, reverse=True))
    named, first = _languages(project, branch), pieces[0][1].lang
    lang = next((each for each in (*named, first) if _speaks(project, branch, in_order, each)), "en-GB")
    there = {piece.lang for _, piece in pieces}
    wished = lang if lang in named else next((each for each in (*named, first) if each in there), lang)
    words = words_in(project, branch, in_order, lang)
    items = []
    for each, piece in pieces:
        layout = project.layouts[piece.layout]
        if folders := dict(_folders(each, piece, layout, shop=not lacks)):
            items.append(Item(piece, each.entry, layout, folders))
    made = {(each.entry.slug, each.lang) for each, _ in pieces}
    # A letter to somebody without an address has no e-mail, which is no fault.
    missing = [each for each in wanted if (each.entry.slug, each.lang) not in made and {*each.editions} - {"mail"}]
    refused = tuple(dict.fromkeys(_refused(project, each, words) for each in missing))
    return Plan(branch, tuple(items), lacks, lang, wished, words, in_order, refused)


def _together(wanted: list[Wanted]) -> list[Wanted]:
    """Return what is wanted with all forms of a document behind it."""
    order: dict[str, int] = {}
    for each in wanted:
        order.setdefault(each.entry.main, len(order))
    return sorted(wanted, key=lambda each: order[each.entry.main])


def _refused(project: Project, wanted: Wanted, words: Mapping[str, str]) -> str:
    """Name a document of which nothing can be made for this branch."""
    name = name_of(project.layouts[wanted.entry.layout], words)
    return f"{str(wanted.entry.value.title).strip() or wanted.entry.main} ({name})"


def name_of(layout: Layout, words: Mapping[str, str]) -> str:
    """Return what a document of a layout is called in words."""
    return words.get(f"pack_name_{word_of(layout)}", layout.spec.title.lower())


def word_of(layout: Layout) -> str:
    """Return how the keys of words call a layout."""
    return layout.name.replace("-", "_")


def called_form(entry: DocumentEntry, words: Mapping[str, str]) -> str:
    """Return what a form is called in words: of a letter whom it goes to, by the office in a record; else its name."""
    record, form = entry.value, entry.form_name
    if isinstance(record, Record) and form in record.letters():
        return cut(str(record.letters()[form].role), MOST_OF_A_ROLE)
    if isinstance(record, Letter):
        who = next((str(each.name) or str(each.role) for each in record.recipients if str(each.slug) == form), "")
        return cut(who, MOST_OF_A_ROLE) or form.replace("-", " ")
    return words.get(f"pack_form_{form.removeprefix('share-')}", form.replace("-", " "))


def _languages(project: Project, branch: Entry[Branch] | None) -> list[str]:
    """Return the languages of a branch, and of its organisation."""
    organisation = project.organisations.get(str(branch.value.organisation)) if branch else None
    named = [*(branch.value.languages if branch else ()), *(organisation.value.languages if organisation else ())]
    return [str(lang) for lang in named]


def _speaks(project: Project, branch: Entry[Branch] | None, campaigns: Sequence[str], lang: str) -> bool:
    """Say whether there are words for packs in a language: the program's own, or any that are given."""
    words = words_in(project, branch, campaigns, lang)
    return any(key.startswith("pack_") and not isinstance(word, Borrowed) for key, word in words.items())


def words_in(project: Project, branch: Entry[Branch] | None, campaigns: Sequence[str], lang: str) -> Mapping[str, str]:
    """Return the program's words for a pack with documents of some campaigns; the words of the first go before."""
    first, *others = campaigns
    made = project
    for slug in (*reversed(others), first):
        theirs = project.campaigns[slug].value
        made = with_words(made, first, lang, terms_in(theirs.terms, lang, str(theirs.lang)))
    return Recipient(made, made.campaigns[first], branch, lang).words


def _to_shop(wanted: Wanted, piece: Piece) -> bool:
    return wanted.entry.kind.name in PRINTED and "office" in wanted.editions and piece.paper in PAPERS


def _folders(wanted: Wanted, piece: Piece, layout: Layout, *, shop: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each folder that a document goes into, with its editions there: those that its layout makes."""
    for folder, editions in _wished(wanted, piece, layout, shop=shop):
        if made := tuple(filter(layout.spec.makes, editions)):
            yield folder, made


def _wished(wanted: Wanted, piece: Piece, layout: Layout, *, shop: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    usual = wanted.editions
    if set(usual) <= set(EDITED):  # a text alone: to post, if it is for everybody
        yield ONLINE if layout.spec.public else EDIT, usual
        return
    is_paper = piece.paper in PAPERS
    if is_paper:
        # A page of A4 can be printed as it is; others are put on sheets.
        yield HOME, ("office" if "office" in usual or piece.paper != "A4" else "screen",)
    if shop and _to_shop(wanted, piece):
        yield SHOP, ("press",)
    if layout.spec.public:
        yield ONLINE, tuple(each for each, there in (("screen", is_paper), ("image", "image" in usual)) if there)
    if layout.spec.edit:
        yield EDIT, tuple(dict.fromkeys(("word", "text", *(each for each in usual if each in EDITED))))
