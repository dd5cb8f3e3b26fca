"""The tables beside a campaign: what is so in each region, and figures to be shown."""

from __future__ import annotations

from handbill import facts
from handbill.library.files import Files, is_inside
from handbill.models.campaign import Campaign
from handbill.project import Entry, Project, Values

_HINT = "its path starts at the folder of this file"


def add_tables(project: Project, campaign: Entry[Campaign], files: Files) -> None:
    """Put the regions and facts of a campaign into the project."""
    _add_regions(project, campaign, files)
    _add_facts(project, campaign, files)


def _add_regions(project: Project, campaign: Entry[Campaign], files: Files) -> None:
    name = campaign.value.regions
    if not name:
        return
    path = campaign.folder / name
    if not is_inside(path, files.root):
        campaign.source.problem(name.mark, f"there is no file '{name}'", _HINT)
        return
    regions: dict[str, Values] = {}
    for row in files.table(path):
        slug = row.data.get("slug")
        if not slug:
            row.problem(row.data.mark, "the region has no slug", "fill in the column 'slug'")
        elif slug in regions:
            row.problem(slug.mark, f"the region '{slug}' is there twice", "keep one of the rows")
        else:
            regions[str(slug)] = row.data
    project.regions[campaign.slug] = regions


def _add_facts(project: Project, campaign: Entry[Campaign], files: Files) -> None:
    there = project.facts.setdefault(campaign.slug, {})
    regions = project.regions.get(campaign.slug, {})
    for name, each in campaign.value.facts.items():
        path = campaign.folder / each.file
        if not is_inside(path, files.root):
            campaign.source.problem(each.file.mark, f"there is no file '{each.file}'", _HINT)
            continue
        read, sources = facts.read(path, files.name(path), each, regions)
        files.sources += sources
        if read:
            there[str(name)] = read
