"""Who makes documents and for whom: branches, organisations, campaigns, printers."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from handbill import shipped
from handbill.errors import Problem, did_you_mean
from handbill.library.files import is_inside
from handbill.models.base import BranchType
from handbill.models.branch import Branch
from handbill.models.campaign import Campaign
from handbill.models.organisation import Organisation
from handbill.models.printer import Printer
from handbill.models.rules import Rules
from handbill.printing import profile_fault
from handbill.project import Entry, Project
from handbill.references import campaigns, pictures
from handbill.references.hints import near
from handbill.source import Map, Seq, Source, Text
from handbill.wording import PLURALS, can_be_given, forms_of, known_words, plurals

Problems = Iterator[Problem]


def has_ground(project: Project, entry: Entry[Any]) -> bool:
    """Say whether what an entry cannot do without is sound: a branch in the wrong colours is no use."""
    if isinstance(entry.value, Branch) and entry.value.organisation:
        return str(entry.value.organisation) in project.organisations
    return True


def check(project: Project, entry: Entry[Any]) -> Problems:
    """Yield what is wrong with a thing that is no document."""
    yield from _check_data(entry.source, entry.data, isinstance(entry.value, Campaign))
    if isinstance(entry.value, Printer):
        yield from _check_profile(project, entry)
        return
    if isinstance(entry.value, Rules):
        return
    yield from _check_printers(project, entry)
    yield from _check_terms(entry)
    if logo := entry.value.brand.logo:
        yield from pictures.check(project, logo, entry)
    if isinstance(entry.value, Organisation):
        yield from _check_rules(project, entry)
    elif isinstance(entry.value, Branch):
        yield from _check_branch(project, entry)
        yield from _check_links(entry, entry.value.petitions.values())
    elif isinstance(entry.value, Campaign):
        yield from _check_translations(entry)
        petitions = entry.value.petitions.values()
        yield from _check_links(entry, (link for each in petitions for link in (each.url, each.short_url)))


def _check_links(entry: Entry[Any], links: Iterable[Text]) -> Problems:
    """See that whoever signs a petition is led to it by a link that phones open without a word."""
    for link in links:
        if link.lower().startswith("http://"):
            message = "with http:// nothing keeps what people sign from others, and some phones warn of such a page"
            yield entry.source.describe(link.mark, message, "write https:// if the page has it", warning=True)


def _check_translations(entry: Entry[Campaign]) -> Problems:
    """See that a campaign says the same in every language that it has: what is missing is never left in its own."""
    campaign, source = entry.value, entry.source
    for lang, texts in campaign.translations.items():
        given: Map = entry.data["translations"][lang]
        mark = entry.data["translations"].key_mark(lang)
        if campaign.slogan and not texts.slogan:
            yield source.describe(mark, f"'slogan' is not translated into '{lang}'", "add 'slogan: …' here")
        for slug in texts.petitions:
            if slug not in campaign.petitions:
                message = f"the campaign has no petition '{slug}'"
                yield source.describe(
                    given["petitions"].key_mark(slug), message, near(slug, campaign.petitions, "take it out")
                )
        for slug, petition in campaign.petitions.items():
            said = texts.petitions.get(slug)
            if said is None:
                message = f"the petition '{slug}' is not translated into '{lang}'"
                yield source.describe(mark, message, f"add '{slug}: {{title: …}}' under 'petitions:' here")
            elif petition.order and not said.order:
                message = f"'order' is not translated into '{lang}'"
                yield source.describe(given["petitions"].key_mark(slug), message, "add 'order: …' here")


def _check_profile(project: Project, entry: Entry[Printer]) -> Problems:
    """Look at the ICC profile that a printer names."""
    if profile := entry.value.profile:
        path = entry.folder / profile.file
        if not is_inside(path, project.root):
            message, hint = f"there is no file '{profile.file}'", "its path starts at the folder of this file"
            yield entry.source.describe(profile.file.mark, message, hint)
        elif fault := profile_fault(path):
            hint = "ask the print shop for its ICC profile, a file whose name ends in .icc"
            yield entry.source.describe(profile.file.mark, f"the file '{profile.file}' {fault}", hint)


def _check_printers(project: Project, entry: Entry[Any]) -> Problems:
    """Look up the printers that a branch or an organisation names."""
    if isinstance(entry.value, Branch | Organisation):
        known = project.known("printer", project.printers)
        for slug in (entry.value.print_shop, entry.value.desk_printer):
            if slug and slug not in known:
                hint = near(slug, known, f"write one, printers/{slug}.yaml")
                yield entry.source.describe(slug.mark, f"there is no printer '{slug}'", hint)


def _check_data(source: Source, data: Any, is_campaign: bool) -> Problems:
    """See that no placeholder stands where none is filled in: anywhere but in the titles of a campaign."""
    if isinstance(data, Map):
        for key, value in data.items():
            if not (is_campaign and key in ("title", "order")):
                yield from _check_data(source, value, is_campaign)
    elif isinstance(data, Seq):
        for value in data:
            yield from _check_data(source, value, is_campaign)
    elif isinstance(data, Text) and "{{" in data:
        mark = source.within(data, "{{")
        yield source.describe(mark, "no placeholder is filled in here", "write the words themselves")


def _check_terms(entry: Entry[Any]) -> Problems:
    known = known_words("en")
    types = typing.get_args(BranchType)
    stems = {each.partition(".")[0] for each in known}
    for typed, words in entry.value.terms.items():
        mark = entry.data["terms"].key_mark(typed)
        key = typed.rpartition("/")[2]  # 'pl/scan' is for one language
        stem, _, body = key.partition(".")
        if stem not in stems:
            message = f"'{key}' is none of the words that the program uses"
            yield entry.source.describe(mark, message, did_you_mean(key, known))
        elif not can_be_given(stem):
            message = f"'{stem}' stands on no document: the sheet that measures a printer is made without a project"
            yield entry.source.describe(mark, message, "take the line out")
        elif not body and stem not in known and f"{stem}.other" in known:
            hint = "write " + " and ".join(f"'{each}'" for each in forms_of(stem, plurals(_lang_of(typed, entry))))
            yield entry.source.describe(mark, f"'{stem}' is counted, with a word for each plural", hint)
        elif body in PLURALS and f"{stem}.other" not in known:
            yield entry.source.describe(mark, f"'{stem}' is not counted", f"write '{stem}' alone")
        elif body and body not in (*types, *PLURALS) and key not in known:
            yield entry.source.describe(mark, f"'{body}' is not a type of body", did_you_mean(body, types))
        else:
            takes = re.findall(r"\{(\w+)\}", known.get(key, known.get(stem, known.get(f"{stem}.other", ""))))
            for name in re.findall(r"\{(\w*)\}", words):
                if name not in takes:
                    mark = entry.source.within(words, f"{{{name}}}")
                    hint = did_you_mean(name, takes) or "write it without braces"
                    yield entry.source.describe(mark, f"nothing is put in for '{{{name}}}' here", hint)
            if stem.startswith("tile_"):
                yield from _check_lettering(entry, words)


def _check_lettering(entry: Entry[Any], words: Text) -> Problems:
    """See that what is written beside the parts of a poster can be: the font for it has few scripts."""
    from handbill import lettering  # takes its time to import, and few give these words

    for letter in dict.fromkeys(words):
        if lettering.printable(letter) != letter:
            message = f"the font for what stands beside the parts of a poster has no '{letter}'"
            hint = "write it in Latin, Greek or Cyrillic letters"
            yield entry.source.describe(entry.source.within(words, letter), message, hint)
            return


def _lang_of(typed: str, entry: Entry[Any]) -> str:
    """Return the language that a key of `terms:` is for: the one that it begins with, else the campaign's."""
    return typed.rpartition("/")[0] or str(getattr(entry.value, "lang", "en"))


def _check_rules(project: Project, entry: Entry[Organisation]) -> Problems:
    rules, known = entry.value.rules, known_rules(project)
    if rules and rules not in known:
        near = did_you_mean(rules, known)
        hint = near if near.startswith("did you mean") else "nothing is checked against its rules"
        yield entry.source.describe(rules.mark, f"there is no file rules/{rules}.yaml", hint, warning=True)


def known_rules(project: Project) -> list[str]:
    """Return the slugs of all rules that may be named: the project's own, and those that ship."""
    return project.known("rule", [*project.rules, *shipped.rules()])


def _check_branch(project: Project, entry: Entry[Branch]) -> Problems:
    branch, source = entry.value, entry.source
    known = project.known("organisation", project.organisations)
    if branch.organisation and branch.organisation not in known:
        message = f"there is no organisation '{branch.organisation}'"
        to_do = f"write organisations/{branch.organisation}.yaml, or take the line out"
        nearest = near(branch.organisation, known, to_do)
        hint = nearest if nearest.startswith("did you mean") else to_do
        yield source.describe(branch.organisation.mark, message, hint)
    regions = {slug for rows in project.regions.values() for slug in rows}
    # Where a campaign cannot be read, what is not known may be one of its; not so a slip of the pen.
    sure = not project.known("campaign", ())
    if branch.region and regions and branch.region not in regions:
        hint = near(branch.region, regions, "add a row for it to the campaign's table")
        if sure or hint.startswith("did you mean"):
            yield source.describe(branch.region.mark, f"no campaign has a region '{branch.region}'", hint)
    petitions, sure = campaigns.all_petitions(project) if branch.petitions else (set(), True)
    for slug in branch.petitions:
        hint = near(slug, petitions, "take it out, or write it under 'petitions:' in the campaign")
        if slug not in petitions and (sure or hint.startswith("did you mean")):
            yield source.describe(entry.data["petitions"].key_mark(slug), f"no campaign has a petition '{slug}'", hint)
