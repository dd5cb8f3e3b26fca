"""What documents may name of their campaign, also where that has mistakes of its own.

All mistakes are told at once, and so a faulty campaign does not hide those of its documents. But what it has may be
what it meant to have: of that, a document is told nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbill.errors import Mark
from handbill.models.campaign import Campaign
from handbill.project import Entry, Project
from handbill.source import Map, Source, Text

_OF_CAMPAIGNS = ("campaign", "petition", "region")
_UNKNOWN = Entry("", Campaign(title=Text("-")), Source(""), Path(), Map(Mark("")))


def drawn_on(project: Project, slug: str) -> Entry[Campaign]:
    """Return a campaign, or what could be made out of one that has mistakes, or is not there at all."""
    known = {each.slug: each for each in (_UNKNOWN, *unsound(project), *project.campaigns.values())}
    return known.get(slug, _UNKNOWN)


def unsound(project: Project) -> Iterator[Entry[Campaign]]:
    """Yield what could be made out of campaigns that have mistakes."""
    yield from (each for each in project.drafts if isinstance(each, Entry) and isinstance(each.value, Campaign))


def slugs(project: Project, campaign: Entry[Campaign], section: str) -> tuple[list[str], bool]:
    """Return what a campaign has under `petitions` or `sources`, and whether that is surely all it is to have."""
    if campaign.slug in project.campaigns:
        return [*getattr(campaign.value, section)], True
    written = campaign.data.get(section)
    if not isinstance(written, Map):
        return [], False
    return [*written], not campaign.source.doubtful


def all_petitions(project: Project) -> tuple[set[str], bool]:
    """Return the petitions of all campaigns, and whether there are surely no others."""
    entries = {each.slug: each for each in (*unsound(project), *project.campaigns.values())}
    found = [slugs(project, entry, "petitions") for entry in entries.values()]
    unread = {*project.known("campaign", project.campaigns)} - entries.keys()
    return {slug for each, _ in found for slug in each}, not unread and all(sure for _, sure in found)


def may_be_there(project: Project, campaign: Entry[Campaign], name: str) -> bool:
    """Say whether a placeholder may yet have a value, once the campaign's own mistakes are mended."""
    return campaign.slug not in project.campaigns and name.partition(".")[0] in _OF_CAMPAIGNS
