"""Documents of any kind: their campaign, the branches that they are for, their blocks and their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from handbill import checks, facts
from handbill.bilingual import apart, together
from handbill.errors import Problem
from handbill.models.document import Document, When
from handbill.project import DocumentEntry, Project
from handbill.references import campaigns, layouts, pictures, texts
from handbill.references.hints import near
from handbill.store import file_name

Problems = Iterator[Problem]


def has_ground(project: Project, entry: DocumentEntry) -> bool:
    """Say whether all is sound that a document cannot do without."""
    return (
        str(entry.value.campaign) in project.campaigns
        and entry.layout in project.layouts
        and (not entry.kind.about or getattr(entry.value, entry.kind.about) in project.documents)
        and _has_facts(project, entry)
        and checks.has_ground(project, entry)
    )


def _has_facts(project: Project, entry: DocumentEntry) -> bool:
    """Say whether the tables of facts that a document shows are sound."""
    there = project.facts.get(str(entry.value.campaign), {})
    return all(name in there for each in entry.languages.values() for name in facts.named(each.blocks))


def check(project: Project, entry: DocumentEntry, *, whole: bool) -> Problems:
    """Yield what is wrong with a document. Of one that is not `whole`, parts may be missing that others name."""
    document, source = entry.value, entry.source
    campaign = campaigns.drawn_on(project, str(document.campaign))
    known = project.known("campaign", project.campaigns)
    if document.campaign not in known:
        message = f"there is no campaign '{document.campaign}'"
        yield source.describe(
            document.campaign.mark, message, near(document.campaign, known, f"write campaigns/{document.campaign}.yaml")
        )
    for lang, translation in entry.languages.items():
        yield from texts.check(project, entry, campaign, lang)
        yield from _check_conditions(project, entry, translation)
        for block in translation.blocks:
            if block.kind == "image":
                yield from pictures.check(project, block.value.file, entry)
                yield from pictures.check_resolution(project, block.value.file, entry)
        if campaign.slug in project.campaigns:
            there = project.facts.get(campaign.slug, {})
            yield from facts.check(campaign.value, there, translation.blocks, source)
        yield from texts.check_countdown(translation, entry)
        yield from checks.check_translation(translation, entry)
    yield from _check_names(project, entry)
    yield from layouts.check_editions(project, entry)
    yield from layouts.check(project, entry)
    if whole:
        yield from checks.check(project, entry)


def _check_conditions(project: Project, entry: DocumentEntry, document: Document) -> Problems:
    """Look up the organisations and branches that the conditions of a document name."""
    conditions = [each for each in texts.leaves(document) if isinstance(each, When)]
    for organisation in (slug for each in conditions for slug in each.organisation):
        known = project.known("organisation", project.organisations)
        if organisation not in known:
            message = f"there is no organisation '{organisation}'"
            yield entry.source.describe(
                organisation.mark, message, near(organisation, known, f"write organisations/{organisation}.yaml")
            )
    for branch in (slug for each in conditions for slug in each.branch):
        known = project.known("branch", project.branches)
        if branch not in known:
            hint = near(branch, known, f"write branches/{branch}.yaml")
            yield entry.source.describe(branch.mark, f"there is no branch '{branch}'", hint)


def _check_names(project: Project, entry: DocumentEntry) -> Problems:
    """See that no translation takes the file names of another document: 'poster' in 'cy' is 'poster-cy'."""
    taken = {slug.lower() for slug in project.documents if slug != entry.slug}
    for lang in (*entry.languages, *map(together, permutations(entry.languages, 2))):
        name = file_name(entry.slug, entry.lang, "", lang).removesuffix("_")
        if lang != entry.lang and name.lower() in taken:
            mark = entry.source.data["translations"].key_mark(apart(lang)[-1])
            message = f"the files of this translation and those of the document '{name.lower()}' would have one name"
            yield entry.source.describe(mark, message, "rename that document's file")
